"""What each register asks: its table, its form, how a line of it reads, and the rules between the answers.

An anonymous register (its table says so) asks codes, a number and a month, never a text but *signaal*.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlmodel import Session, SQLModel

from mgn_tui.domain.profiel import Item
from mgn_tui.domain.tijdvakken import eerste_dag, kwartaal_van, maand_van, toon_kwartaal, toon_maand
from mgn_tui.domain.velden import Keuze, Veld, VeldSoort
from mgn_tui.domain.woorden import Domein, Woord
from mgn_tui.figures.verwoorden import bedrag
from mgn_tui.register import keuzes
from mgn_tui.store import tables as t

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

Velden = Callable[["Sessie", Session], tuple[Veld, ...]]
Keur = Callable[["Sessie", Mapping[str, Any]], dict[str, str]]


class GeenGesprekSoort(Woord):
    """Why there was no gesprek."""

    NIET_VERWEZEN = "niet-verwezen", "huisarts verwijst niet"
    NIET_GEWILD = "niet-gewild", "inwoner wil niet"
    DIRECT_GGZ = "direct-ggz", "direct naar de ggz"


GEWENST = (
    Keuze("ja", "ja, dat was gewenst"),
    Keuze("nee", "nee, dat was niet gewenst"),
    Keuze("niet-beoordeeld", "niet beoordeeld"),
)


@dataclass(frozen=True, slots=True)
class Register:
    """`regel`: the fields whose answers make a line. `tijd`: the field it is ordered by. `eigen`: who wrote a
    line is the only one to see it. `wist`: a field that is emptied when another changes."""

    naam: str
    label: str
    model: type[SQLModel]
    velden: Velden = field(repr=False)
    regel: tuple[str, ...]
    tijd: str
    leeg: str
    keur: Keur = field(default=lambda _s, _w: {}, repr=False)
    eigen: bool = False
    wist: Mapping[str, str] = field(default_factory=dict)

    @property
    def anoniem(self) -> bool:
        """Nothing may lead from a line to a person: a random key, no time, no concept."""
        return bool(SQLModel.metadata.tables[str(self.model.__tablename__)].info.get("anoniem"))


def _keuze(naam: str, label: str, lijst: Iterable[Keuze], *, verplicht: bool = False, hulp: str = "") -> Veld:
    return Veld(naam, label, VeldSoort.KEUZE, verplicht=verplicht, keuzes=tuple(lijst), hulp=hulp)


def _namen(items: Iterable[Any]) -> tuple[Keuze, ...]:
    """Places by their name, as the praktijken have them."""
    return tuple(Keuze(i.label, i.label) for i in items)


def _als_er_keuze_is(*velden: Veld) -> tuple[Veld, ...]:
    """A list that the region does not have is not asked."""
    return tuple(veld for veld in velden if veld.keuzes)


def _maand(label: str = "Maand") -> Veld:
    return Veld("maand", label, controle="maand", verplicht=True, hulp="Bijvoorbeeld maart 2027.")


def _bron() -> Veld:
    return Veld(
        "bron", "Bron van het geld", maximum_tekens=80, hulp="Bijvoorbeeld IZA, SPUK of eigen middelen."
    )


def _pilot(db: Session) -> Veld:
    return _keuze("pilot", "Pilot", keuzes.pilots(db))


def _niet_later(sessie: "Sessie", w: Mapping[str, Any], veld: str) -> dict[str, str]:
    if (tijdvak := w.get(veld)) and eerste_dag(tijdvak) > sessie.klok.vandaag():
        return {veld: f"Dit {'kwartaal' if veld == 'kwartaal' else 'is een maand die'} moet nog komen."}
    return {}


def _maand_geweest(sessie: "Sessie", w: Mapping[str, Any]) -> dict[str, str]:
    return _niet_later(sessie, w, "maand")


# --- casusoverleg, consultatie, ervaring: of nobody ------------------------------------------


def _casusoverleg(sessie: "Sessie", db: Session) -> tuple[Veld, ...]:
    p = sessie.profiel
    return (
        _maand(),
        *_als_er_keuze_is(
            _keuze("gemeente", "Gemeente", _namen(p.gemeenten)),
            _keuze("subregio", "Subregio", _namen(p.subregios)),
            _keuze("situatie", "Situatie", keuzes.van_items(p.casus_situaties)),
            _keuze("reden", "Reden van inbreng", keuzes.van_items(p.casus_redenen)),
            _keuze("soort", "Soort", keuzes.van_items(p.casus_typen)),
            _keuze("uitkomst", "Uitkomst", keuzes.van_items(p.casus_uitkomsten)),
        ),
        Veld(
            "vervolg",
            "Vervolg",
            VeldSoort.LIJST,
            keuzes=keuzes.van_items(p.categorieen),
            hulp="Waar het heen gaat; meer dan één mag.",
        ),
        Veld(
            "signaal",
            "Signaal",
            VeldSoort.LANG,
            maximum_tekens=1000,
            hulp="Wat de regio moet weten. Niets over een persoon. Iemand leest het na voor het naar buiten gaat.",
        ),
    )


def _consultatie(sessie: "Sessie", db: Session) -> tuple[Veld, ...]:
    p = sessie.profiel
    domeinen = keuzes.van_items(p.consultatie_domeinen)
    return (
        Veld("dag", "Dag", VeldSoort.DATUM, verplicht=True, verleden=True),
        _keuze("vrager", "Wie vroeg het", domeinen, verplicht=True),
        _keuze("antwoorder", "Wie gaf antwoord", domeinen, verplicht=True),
        _keuze("vraagsoort", "Soort vraag", keuzes.van_items(p.consultatie_vragen)),
        _keuze("kanaal", "Hoe", keuzes.van_items(p.consultatie_kanalen)),
        _keuze("vervolg", "Wat er volgde", keuzes.van_items(p.consultatie_vervolg)),
        Veld(
            "kwaliteit",
            "Ervaren kwaliteit (1-10)",
            VeldSoort.DECIMAAL,
            minimum=1,
            maximum=10,
            decimalen=1,
            hulp="Van wie de vraag stelde.",
        ),
        Veld("werd_gesprek", "Kwam er een verkennend gesprek van?", VeldSoort.JANEE),
    )


def schaalfout(sessie: "Sessie", code: str, waarde: Any) -> str:
    """What is wrong with a mark on the region's scale; empty when nothing is."""
    schaal = next((s for s in sessie.profiel.schalen if s.code == code), None)
    if schaal is None or waarde is None:
        return ""
    if not schaal.minimum <= waarde <= schaal.maximum or (waarde - schaal.minimum) % schaal.stap:
        stap = "" if schaal.stap == 1 else f", in stappen van {str(schaal.stap).replace('.', ',')}"
        return f"Een cijfer van {schaal.minimum} tot en met {schaal.maximum}{stap or ', zonder komma'}."
    return ""


def _ervaring(sessie: "Sessie", db: Session) -> tuple[Veld, ...]:
    schalen = tuple(Keuze(s.code, s.label, s.vraag) for s in sessie.profiel.schalen)
    return (
        _maand(),
        _keuze("soort", "Van wie, of waarover", schalen, verplicht=True),
        Veld("waarde", "Cijfer", VeldSoort.DECIMAAL, verplicht=True, decimalen=2),
        _pilot(db),
    )


def _keur_ervaring(sessie: "Sessie", w: Mapping[str, Any]) -> dict[str, str]:
    fout = schaalfout(sessie, w.get("soort", ""), w.get("waarde"))
    return _maand_geweest(sessie, w) | ({"waarde": fout} if fout else {})


# --- how often, how long, how much -----------------------------------------------------------


def _overlegmoment(sessie: "Sessie", db: Session) -> tuple[Veld, ...]:
    p = sessie.profiel
    return (
        _maand(),
        _keuze(
            "plaats",
            "Waar",
            (Keuze("regio", "de hele regio"), *_namen(p.subregios), *_namen(p.gemeenten)),
            verplicht=True,
        ),
        Veld("aantal", "Aantal keren", VeldSoort.GETAL, verplicht=True, minimum=0, maximum=100),
    )


def _uren(sessie: "Sessie", db: Session) -> tuple[Veld, ...]:
    return (
        Veld("datum", "Datum", VeldSoort.DATUM, verplicht=True, verleden=True),
        _keuze("onderdeel", "Onderdeel", keuzes.van_items(sessie.profiel.uren_onderdelen), verplicht=True),
        Veld(
            "uren",
            "Uren",
            VeldSoort.DECIMAAL,
            verplicht=True,
            minimum=0,
            maximum=24,
            hulp="Bijvoorbeeld 1,25.",
        ),
        Veld("organisatie", "Organisatie", maximum_tekens=120),
        _keuze("domein", "Domein", (*keuzes.van_woorden(Domein), Keuze("ed", "ervaringsdeskundige"))),
        _bron(),
        _pilot(db),
    )


def _kosten(sessie: "Sessie", db: Session) -> tuple[Veld, ...]:
    return (
        Veld("datum", "Datum", VeldSoort.DATUM, verplicht=True, verleden=True),
        _keuze("post", "Post", keuzes.van_items(sessie.profiel.kostenposten), verplicht=True),
        Veld(
            "bedrag",
            "Bedrag in euro's",
            VeldSoort.DECIMAAL,
            verplicht=True,
            hulp="Bijvoorbeeld 1.250,50. Een correctie mag onder nul zijn.",
            minimum=-(10**8),
            maximum=10**8,
        ),
        Veld("omschrijving", "Omschrijving"),
        _bron(),
        _pilot(db),
    )


# --- what never became a gesprek -------------------------------------------------------------


def redenen(sessie: "Sessie", soort: str) -> tuple[Keuze, ...]:
    """The reasons of one kind of *geen gesprek*; of direct ggz whether that was wanted."""
    p = sessie.profiel
    lijsten: Mapping[str, tuple[Item, ...]] = {
        GeenGesprekSoort.NIET_VERWEZEN: p.redenen_niet_verwijzen,
        GeenGesprekSoort.NIET_GEWILD: p.redenen_niet_willen,
    }
    return GEWENST if soort == GeenGesprekSoort.DIRECT_GGZ else keuzes.van_items(lijsten.get(soort, ()))


def soorten(sessie: "Sessie") -> tuple[GeenGesprekSoort, ...]:
    """The kinds the region tallies."""
    direct = sessie.profiel.aanmelding.uitkomst_direct_ggz
    return tuple(s for s in GeenGesprekSoort if direct or s is not GeenGesprekSoort.DIRECT_GGZ)


def _geen_gesprek(sessie: "Sessie", db: Session) -> tuple[Veld, ...]:
    alle = {k.code: k for soort in soorten(sessie) for k in redenen(sessie, soort)}
    return (
        _keuze("praktijk", "Praktijk", keuzes.praktijken(db, ook_oude=True), verplicht=True),
        Veld("kwartaal", "Kwartaal", controle="kwartaal", verplicht=True, hulp="Bijvoorbeeld 2027-Q1."),
        _keuze("soort", "Wat", keuzes.van_woorden(soorten(sessie)), verplicht=True),
        _keuze(
            "reden",
            "Reden",
            alle.values(),
            verplicht=True,
            hulp="Bij direct naar de ggz: was dat gewenst?",
        ),
        Veld("aantal", "Aantal", VeldSoort.GETAL, verplicht=True, minimum=1, maximum=10_000),
    )


def _keur_geen_gesprek(sessie: "Sessie", w: Mapping[str, Any]) -> dict[str, str]:
    fouten = _niet_later(sessie, w, "kwartaal")
    mogelijk = redenen(sessie, w.get("soort", ""))
    if w.get("reden") and w.get("soort") and w["reden"] not in {k.code for k in mogelijk}:
        fouten["reden"] = "Kies hierbij uit: " + "; ".join(k.label for k in mogelijk) + "."
    return fouten


REGISTERS: Mapping[str, Register] = {
    r.naam: r
    for r in (
        Register(
            "casusoverleg",
            "Casusoverleg",
            t.Casusoverleg,
            _casusoverleg,
            ("maand", "gemeente", "subregio", "situatie", "uitkomst", "signaal"),
            "maand",
            "Nog geen casus. Voeg er een toe na het overleg: alleen codes, geen personen.",
            _maand_geweest,
            wist={"signaal": "signaal_vrij_op"},
        ),
        Register(
            "overlegmoment",
            "Overlegmomenten",
            t.Overlegmoment,
            _overlegmoment,
            ("maand", "plaats", "aantal"),
            "maand",
            "Nog niets. Schrijf per maand op hoe vaak het casusoverleg er was.",
            _maand_geweest,
        ),
        Register(
            "consultatie",
            "Consultatie",
            t.Consultatie,
            _consultatie,
            ("dag", "vrager", "antwoorder", "vraagsoort", "vervolg"),
            "dag",
            "Nog geen consultatie. Voeg er een toe als een professional een ander om raad vroeg.",
        ),
        Register(
            "ervaring",
            "Ervaring",
            t.Ervaring,
            _ervaring,
            ("maand", "soort", "waarde"),
            "maand",
            "Nog geen losse cijfers. Voeg er een toe van een ingevuld briefje; het hoort bij niemand.",
            _keur_ervaring,
        ),
        Register(
            "geengesprek",
            "Geen gesprek",
            t.GeenGesprek,
            _geen_gesprek,
            ("kwartaal", "praktijk", "soort", "reden", "aantal"),
            "kwartaal",
            "Nog niets geturfd. Tel hier per praktijk en kwartaal wat geen gesprek werd.",
            _keur_geen_gesprek,
        ),
        Register(
            "uren",
            "Uren",
            t.Urenregel,
            _uren,
            ("datum", "onderdeel", "uren", "organisatie", "bron"),
            "datum",
            "Nog geen uren van u. Voeg toe wat u naast de gesprekken deed; alleen u ziet uw regels.",
            eigen=True,
        ),
        Register(
            "kosten",
            "Kosten",
            t.Kosten,
            _kosten,
            ("datum", "post", "bedrag", "omschrijving", "bron"),
            "datum",
            "Nog geen kosten. Voeg toe wat de pilot uitgaf, met de datum en de bron van het geld.",
        ),
    )
}


def toon_bedrag(opgeslagen: str) -> str:
    """An amount as it is stored, as people read it: 1.250,50."""
    return bedrag(Decimal(opgeslagen.replace(",", ".")))


TOON: Mapping[str, Callable[[str], str]] = {
    "maand": toon_maand,
    "kwartaal": toon_kwartaal,
    "bedrag": toon_bedrag,
}
"""Fields that are stored in another way than people read them."""


def begin_ruw(sessie: "Sessie", db: Session, r: Register) -> dict[str, str]:
    """What a new line begins with: today, and who writes it."""
    vandaag = sessie.klok.vandaag()
    ruw = {"maand": maand_van(vandaag), "kwartaal": kwartaal_van(vandaag), "dag": f"{vandaag:%d-%m-%Y}"}
    ruw["datum"] = ruw["dag"]
    if (pilot := keuzes.huidige_pilot(sessie, db)) is not None:
        ruw["pilot"] = pilot.id.hex
    if r.eigen:
        ik = db.get_one(t.Medewerker, sessie.ik.id)
        ruw |= {"organisatie": ik.organisatie or "", "domein": ik.domein or ""}
    return ruw
