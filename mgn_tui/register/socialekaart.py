"""The sociale kaart: providers and loketten of the own district, with their waiting times. Nothing of an inwoner.

Adding and changing one goes the way of all Beheer (`beheren`, under the name "kaart"); here is what is asked, how
it is found while an advies is written, and a whole list taken in at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlmodel import col, select

from mgn_tui.domain.datums import toon_dag, toon_datum_kort
from mgn_tui.domain.fouten import NietGevonden
from mgn_tui.domain.tekst import past, schoon, vouw, zoveel
from mgn_tui.domain.velden import Formulier, Keuze, Veld, VeldSoort
from mgn_tui.domain.woorden import Kaartsoort
from mgn_tui.register.kluis import als_ruw, schrijf
from mgn_tui.store import tables as t

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

OUD_NA_DAGEN: Final = 60
"""From how many days a waiting time is old. No plan says; providers in the ggz publish theirs every month, so that
after two months a newer one has been missed at least once."""
OPGAVE: Final = "opgave aanbieder"
"""Who gave a waiting time when nothing else is said."""

FORMULIER: Final = Formulier(
    "kaart",
    "Sociale kaart",
    (
        Veld("naam", "Naam", verplicht=True, groep="Aanbieder of loket"),
        Veld(
            "soort",
            "Soort",
            VeldSoort.KEUZE,
            keuzes=tuple(Keuze(w.value, w.label) for w in Kaartsoort),
            groep="Aanbieder of loket",
        ),
        Veld(
            "waarvoor",
            "Waarvoor",
            maximum_tekens=300,
            hulp="In gewone woorden: wie kan hier terecht, en waarmee.",
            groep="Aanbieder of loket",
        ),
        Veld("telefoon", "Telefoon", controle="telefoon", groep="Aanbieder of loket"),
        Veld("adres", "Adres", groep="Aanbieder of loket"),
        Veld("website", "Website", groep="Aanbieder of loket"),
        Veld(
            "gemeente",
            "Voor welke gemeente(n)",
            hulp="Leeg: voor de hele regio.",
            groep="Aanbieder of loket",
        ),
        Veld(
            "wachttijd_weken",
            "Wachttijd (weken)",
            VeldSoort.GETAL,
            minimum=0,
            maximum=260,
            groep="Wachttijd",
        ),
        Veld(
            "wachttijd_op",
            "Wachttijd van welke dag",
            VeldSoort.DATUM,
            verleden=True,
            hulp=f"Na {OUD_NA_DAGEN} dagen staat er een ▲ bij: vraag het dan opnieuw na.",
            groep="Wachttijd",
        ),
        Veld(
            "wachttijd_bron",
            "Wie zei dat",
            hulp=f"Bijvoorbeeld de website. Leeg: {OPGAVE}.",
            groep="Wachttijd",
        ),
        Veld(
            "notitie",
            "Notitie",
            VeldSoort.LANG,
            maximum_tekens=1000,
            hulp="Voor het team, niet in de brief. Niets over een inwoner.",
            groep="Wachttijd",
        ),
        Veld("actief", "Te kiezen in een advies?", VeldSoort.JANEE, zeker=True, groep="Wachttijd"),
    ),
)
VELDEN: Final = tuple(veld.naam for veld in FORMULIER.velden)


@dataclass(frozen=True, slots=True)
class Plek:
    """A provider or loket, as it is shown and chosen."""

    id: str  # hex
    naam: str
    soort: str
    waarvoor: str
    telefoon: str
    adres: str
    website: str
    gemeente: str
    wachttijd_weken: int | None
    wachttijd_op: date | None
    wachttijd_bron: str
    notitie: str
    actief: bool

    @property
    def label(self) -> str:
        """Its kind in words."""
        return Kaartsoort.label_van(self.soort)

    def oud(self, vandaag: date) -> bool:
        """Whether its waiting time was given too long ago to count on."""
        op = self.wachttijd_op
        return self.wachttijd_weken is not None and op is not None and is_oud(op, vandaag)

    @property
    def wacht(self) -> str:
        """`wachttijd ongeveer 2 weken (opgave aanbieder, 1 maart 2027)`; empty when it is not known."""
        return wachttijd(self.wachttijd_weken, self.wachttijd_op, self.wachttijd_bron)

    @property
    def kort_wacht(self) -> str:
        """`2 weken (1 mrt 2027)`, for a column."""
        if self.wachttijd_weken is None or self.wachttijd_op is None:
            return ""
        hoelang = zoveel(self.wachttijd_weken, "week", "weken") if self.wachttijd_weken else "geen"
        return f"{hoelang} ({toon_datum_kort(self.wachttijd_op)} {self.wachttijd_op.year})"

    def past(self, tekst: str) -> bool:
        return past(tekst, self.naam, self.label, self.waarvoor, self.gemeente)

    @property
    def als_zin(self) -> str:
        """What an advies says of who helps, on one line."""
        return ", ".join(filter(None, (self.naam, self.telefoon or self.website, self.wacht)))

    def als_ggz(self) -> dict[str, str]:
        """The texts of the advies that a provider in the ggz fills, all of them: nothing of another stays behind."""
        op = f"{self.wachttijd_op:%d-%m-%Y}" if self.wachttijd_op else ""
        weken = "" if self.wachttijd_weken is None else str(self.wachttijd_weken)
        bron = self.wachttijd_bron if weken else ""
        return {
            "ggz_aanbieder": self.naam,
            "wachttijd_weken": weken,
            "wachttijd_op": op if weken else "",
            "wachttijd_bron": bron,
        }


def is_oud(op: date, vandaag: date) -> bool:
    """Whether a waiting time of this day is too old to count on."""
    return (vandaag - op).days > OUD_NA_DAGEN


def wachttijd(weken: int | None, op: date | None, bron: str = "") -> str:
    """A waiting time as people read it, never without who said so and when."""
    if weken is None or op is None:
        return ""
    hoelang = f"wachttijd ongeveer {zoveel(weken, 'week', 'weken')}" if weken else "geen wachttijd"
    return f"{hoelang} ({bron or OPGAVE}, {toon_dag(op)})"


def keur(waarden: Mapping[str, Any]) -> dict[str, str]:
    """Rules between the fields."""
    if waarden.get("wachttijd_weken") is not None and not waarden.get("wachttijd_op"):
        return {"wachttijd_op": "Van welke dag is deze opgave? Wachttijden veranderen snel."}
    return {}


# --- reading ---------------------------------------------------------------------------------


def plekken(sessie: "Sessie", *, ook_oude: bool = False) -> list[Plek]:
    """All that can be chosen, by name; with `ook_oude` what no longer can behind them."""
    with sessie.lezen() as db:
        rijen = db.exec(select(t.Kaart).order_by(col(t.Kaart.actief).desc(), col(t.Kaart.naam)))
        return [plek_van(rij) for rij in rijen if rij.actief or ook_oude]


def plek_van(rij: t.Kaart) -> Plek:
    getallen = ("wachttijd_weken", "wachttijd_op")
    waarden: dict[str, Any] = {}
    for veld in VELDEN:
        waarde = getattr(rij, veld)
        waarden[veld] = "" if waarde is None and veld not in getallen else waarde
    return Plek(id=rij.id.hex, **waarden)


def zoek(sessie: "Sessie", tekst: str) -> list[Plek]:
    """What may be meant by what is typed: first whose name begins with it, then whatever fits."""
    gezocht = vouw(tekst)
    gevonden = [plek for plek in plekken(sessie) if plek.past(tekst)]
    return sorted(gevonden, key=lambda plek: not vouw(plek.naam).startswith(gezocht))


# --- writing ---------------------------------------------------------------------------------


def verwijder(sessie: "Sessie", id_: str) -> None:
    """Take one away; what stands in an advies stays there. Raises `NietGevonden`."""
    with sessie.schrijven() as db:
        try:
            rij = db.get(t.Kaart, UUID(hex=id_))
        except ValueError:
            rij = None
        if rij is None:
            raise NietGevonden("Deze aanbieder staat niet (meer) op de sociale kaart.")
        db.delete(rij)


@dataclass(frozen=True, slots=True)
class Celfout:
    """What is wrong with one answer of one row."""

    nr: int
    veld: str
    melding: str


@dataclass(frozen=True, slots=True)
class Inname:
    """What a list did, or would do; with `fouten` nothing was stored."""

    nieuw: int = 0
    gewijzigd: int = 0
    zelfde: int = 0
    fouten: tuple[Celfout, ...] = ()


def neem_over(
    sessie: "Sessie", rijen: Sequence[tuple[int, Mapping[str, str]]], *, proef: bool = False
) -> Inname:
    """A whole list of (number of the row, answers): all of it, or nothing when one answer is faulty.

    A row whose name and gemeente stand there already changes that one, in the fields it gives.
    """
    with sessie.lezen() if proef else sessie.schrijven() as db:
        op_sleutel = {_sleutel(rij.naam, rij.gemeente): rij for rij in db.exec(select(t.Kaart))}
        uit, goed = _weeg(
            rijen, {sleutel: _ruw(rij) for sleutel, rij in op_sleutel.items()}, sessie.klok.vandaag()
        )
        if uit.fouten or proef:
            return uit
        for sleutel, waarden in goed:
            rij = op_sleutel.get(sleutel)
            if rij is None:
                db.add(t.Kaart(id=sessie.nieuw_id(), **waarden))
            else:
                schrijf(rij, waarden, None)
    return uit


_Sleutel = tuple[str, str]


def _weeg(
    rijen: Sequence[tuple[int, Mapping[str, str]]],
    staand: Mapping[_Sleutel, Mapping[str, str]],
    vandaag: date,
) -> tuple[Inname, list[tuple[_Sleutel, dict[str, Any]]]]:
    """What a list would do, and what each row becomes."""
    goed: list[tuple[_Sleutel, dict[str, Any]]] = []
    fouten: list[Celfout] = []
    gezien: dict[_Sleutel, int] = {}
    for nr, ruw in rijen:
        sleutel = _sleutel(ruw.get("naam"), ruw.get("gemeente"))
        waarden, mis = FORMULIER.lees({**staand.get(sleutel, {}), **ruw}, vandaag)
        mis |= {veld: fout for veld, fout in keur(waarden).items() if veld not in mis}
        eerder = gezien.setdefault(sleutel, nr)
        if "naam" not in mis and eerder != nr:
            mis["naam"] = f"Deze naam staat ook in rij {eerder}, met dezelfde gemeente. Haal er een weg."
        fouten += [Celfout(nr, veld, melding) for veld, melding in mis.items()]
        goed.append((sleutel, {**waarden, "actief": waarden.get("actief") is not False}))
    if fouten:
        return Inname(fouten=tuple(fouten)), []
    nieuw = sum(sleutel not in staand for sleutel, _ in goed)
    anders = sum(sleutel in staand and _als_ruw(w) != staand[sleutel] for sleutel, w in goed)
    return Inname(nieuw, anders, len(goed) - nieuw - anders), goed


def _sleutel(naam: str | None, gemeente: str | None) -> _Sleutel:
    """As it would be kept: with a sign that cannot be seen in it a file added the same row again and again."""
    return vouw(schoon(naam or "", meerregelig=False)), vouw(schoon(gemeente or "", meerregelig=False))


def _ruw(rij: t.Kaart) -> dict[str, str]:
    return _als_ruw({veld: getattr(rij, veld) for veld in VELDEN})


def _als_ruw(waarden: Mapping[str, Any]) -> dict[str, str]:
    return {veld.naam: als_ruw(veld, waarden[veld.naam]) for veld in FORMULIER.velden}


def als_tabel(sessie: "Sessie") -> list[list[str]]:
    """Every row with every answer, as `neem_over` takes it back."""
    with sessie.lezen() as db:
        return [list(_ruw(rij).values()) for rij in db.exec(select(t.Kaart).order_by(col(t.Kaart.naam)))]
