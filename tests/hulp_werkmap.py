"""An invented team with a werkmap, and what it does: for every test that needs records.

Noor (sociaal domein, doet het aanmeldpunt) and Karim (ggz, ervaringsdeskundig) are one duo, Elif (ggz) and
Tom (sociaal domein) the other; Els is coördinator. The clock stands at di 9 maart 2027, 9:00 in Amsterdam.
"""

import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import select

from mgn_tui.domain.klok import AMSTERDAM, VasteKlok
from mgn_tui.domain.woorden import DeelOnderdeel, GastSoort, Ontvanger, Stap, Thema, Weten, Wijze
from mgn_tui.register import aanmelden, adviseren, beheren, plannen, sessie, team, toeleiden, vastleggen
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import sleutelbestand
from mgn_tui.store.tables import Medewerker
from mgn_tui.store.werkmap import Werkmap

BEGIN = datetime(2027, 3, 9, 9, 0, tzinfo=AMSTERDAM)
LICHT = sleutelbestand.Kdf(8, 1, 1)
WACHTWOORDEN = {
    "Noor": "zonnige fietstocht langs rivier",
    "Karim": "lantaarn vlinder schommel kompas",
    "Elif": "perzik toren wandeling zaterdag",
    "Tom": "ladder sneeuw trompet kelder",
    "Els": "bibliotheek citroen gordijn haven",
}
DUO, ANDER_DUO = ("Noor", "Karim"), ("Elif", "Tom")

_TEAM: dict[str, dict[str, str]] = {
    "Noor": {
        "domein": "sd",
        "functie": "maatschappelijk werker",
        "organisatie": "Welzijn Zuid",
        "telefoon": "06-12345678",
        "expertise": "schulden",
        "aanmeldpunt": "ja",
        "max_per_week": "4",
        "werktijden": "ma 9:00-17:00\ndi 9:00-17:00\nwo 9:00-13:00\ndo 9:00-12:00 13:00-17:00",
        "scholing": "Positieve gezondheid 12-03-2026",
    },
    "Karim": {
        "domein": "ggz",
        "functie": "sociaal psychiatrisch verpleegkundige",
        "organisatie": "GGZ Oost",
        "telefoon": "06-23456789",
        "ervaringsdeskundig": "ja",
        "expertise": "verslaving",
        "max_per_week": "4",
        "werktijden": "di 9:00-17:00\nwo 9:00-17:00\ndo 9:00-17:00",
    },
    "Elif": {
        "domein": "ggz",
        "functie": "psycholoog",
        "organisatie": "GGZ Oost",
        "telefoon": "06-34567890",
        "werktijden": "ma 9:00-17:00\nwo 9:00-17:00\nvr 9:00-17:00",
    },
    "Tom": {
        "domein": "sd",
        "functie": "welzijnscoach",
        "organisatie": "Welzijn Zuid",
        "telefoon": "06-45678901",
        "expertise": "lvb|taal-cultuur",
        "werktijden": "ma 9:00-17:00\nwo 9:00-17:00\nvr 9:00-17:00",
    },
}
_PRAKTIJKEN: tuple[dict[str, str], ...] = (
    {
        "naam": "Praktijk Parkweg",
        "huisarts": "dr. De Boer",
        "adres": "Parkweg 12",
        "postcode": "8011 AB",
        "plaats": "Zwolle",
        "gemeente": "Zwolle",
        "telefoon": "038-1234567",
        "aangesloten_op": "1-2-2027",
        "volwassen_patienten": "2350",
    },
    {"naam": "Huisartsen De Brug", "huisarts": "dr. Yılmaz", "plaats": "Kampen", "gemeente": "Kampen"},
)


@contextmanager
def lichte_kdf() -> Iterator[None]:
    """Argon2id at its cheapest: the floor is lowered, by tests only."""
    with pytest.MonkeyPatch.context() as m:
        m.setattr(sleutelbestand, "KDF_ONDERGRENS", LICHT)
        yield


def maak_werkmap(pad: Path, klok: VasteKlok | None = None) -> Werkmap:
    """The team's werkmap as it is before the first aanmelding. The caller lowers the cost of the key file."""
    klok = klok or VasteKlok(BEGIN)
    werkmap = Werkmap(pad)
    sessie.nieuw(
        werkmap,
        regio="ijssel-vecht",
        gebruiker="Noor",
        wachtwoord=WACHTWOORDEN["Noor"],
        klok=klok,
        verantwoordelijke="Stichting Samen Zuid, avg@samenzuid.example",
        naam="Team Zwolle-Zuid",
    )
    s = sessie.open_werkmap(werkmap, "Noor", WACHTWOORDEN["Noor"], klok)
    try:
        for naam, velden in _TEAM.items():
            ruw = {"naam": naam, "rol": "gespreksvoerder", **velden}
            if naam == "Noor":
                beheren.bewaar(s, "medewerker", ruw, s.ik.id.hex)
            else:
                team.geef_toegang(s, beheren.bewaar(s, "medewerker", ruw), WACHTWOORDEN[naam])
        els = beheren.bewaar(s, "medewerker", {"naam": "Els", "rol": "coordinator"})
        team.geef_toegang(s, els, WACHTWOORDEN["Els"])
        for praktijk in _PRAKTIJKEN:
            beheren.bewaar(s, "praktijk", praktijk)
        pilot = beheren.bewaar(
            s,
            "pilot",
            {
                "naam": "Zwolle-Zuid",
                "gemeente": "Zwolle",
                "begin": "1-2-2027",
                "omvang": "20",
                "werkwijze": "werkwijze 1",
                "methodiek": "positieve gezondheid",
            },
        )
        beheren.bewaar(
            s, "sprint", {"pilot": pilot, "begin": "1-2-2027", "einde": "30-4-2027", "omvang": "7"}
        )
    finally:
        s.sluit()
    for naam in WACHTWOORDEN:  # everybody was here once, so nobody is new to anybody
        open_als(werkmap, naam, klok).sluit()
    return werkmap


def kopieer_werkmap(bron: Path, naar: Path) -> Werkmap:
    """A copy to spoil; also how a werkmap comes to another laptop."""
    shutil.copytree(bron, naar)
    return Werkmap(naar)


def open_als(werkmap: Werkmap, naam: str, klok: VasteKlok) -> Sessie:
    return sessie.open_werkmap(werkmap, naam, WACHTWOORDEN[naam], klok)


# --- records ---------------------------------------------------------------------------------


def collega(s: Sessie, naam: str) -> UUID:
    with s.lezen() as db:
        return db.exec(select(Medewerker.id).where(Medewerker.naam == naam)).one()


def praktijk(s: Sessie, naam: str = "Praktijk Parkweg") -> str:
    return next(r.id for r in beheren.lijst(s, "praktijk") if r.naam == naam)


def aanmelding_ruw(s: Sessie, **velden: str) -> dict[str, str]:
    """What somebody types for an invented inwoner: the obligatory fields, and what `velden` says."""
    return (
        aanmelden.begin_ruw(s)
        | {
            "praktijk": praktijk(s),
            "voornaam": "Wim",
            "achternaam": "Jansen",
            "geboortedatum": "3-4-1966",
            "vraag": "Wat past bij somberheid na verlies?",
        }
        | velden
    )


def maak_aanmelding(s: Sessie, **velden: str) -> str:
    """Record an aanmelding; returns its reference."""
    return aanmelden.nieuw(s, aanmelding_ruw(s, **velden))


def eerste_plek(s: Sessie, aanmelding_ref: str, team_: Sequence[UUID]) -> datetime:
    """The first whole hour, from tomorrow on, at which this team breaks no rule (but having nobody who is
    ervaringsdeskundig, as with Elif and Tom)."""
    dag = s.klok.vandaag()
    for _ in range(60):
        dag += timedelta(days=1)
        for uur in range(9, 17):
            begin = datetime.combine(dag, time(uur), AMSTERDAM)
            plan = plannen.PlanInvoer(begin, tuple(team_), locatie="De Terp")
            gevonden = {b.code for b in plannen.beoordeel(s, aanmelding_ref, plan)}
            if gevonden <= {"ervaringsdeskundige-ontbreekt"}:
                return begin
    raise AssertionError("this team is never free together")


def plan_gesprek(
    s: Sessie,
    aanmelding_ref: str,
    wie: Sequence[str] = DUO,
    begin: datetime | None = None,
    **invoer: object,
) -> str:
    """Plan a gesprek for this duo, at their first free hour unless `begin` says when; returns its reference."""
    ids = tuple(collega(s, naam) for naam in wie)
    wanneer = begin or eerste_plek(s, aanmelding_ref, ids)
    reden = "" if "Karim" in wie else "geen-ander"
    velden: dict[str, object] = {"locatie": "De Terp", "reden": reden, **invoer}
    return plannen.plan(s, aanmelding_ref, plannen.PlanInvoer(begin=wanneer, team=ids, **velden))  # type: ignore[arg-type]


def naar_gesprek(s: Sessie, gesprek_ref: str) -> None:
    """Put the clock at the end of a planned gesprek; never back."""
    einde = vastleggen.lees(s, gesprek_ref).einde
    assert isinstance(s.klok, VasteKlok)
    s.klok.verder(max(einde - s.klok.nu(), timedelta()))


def maak_gevoerd(s: Sessie, wie: Sequence[str] = DUO, **velden: str) -> tuple[str, str]:
    """An aanmelding with a gesprek that was held; returns both references. Moves the clock."""
    aanmelding = maak_aanmelding(s, **velden)
    gesprek = plan_gesprek(s, aanmelding, wie)
    naar_gesprek(s, gesprek)
    vastleggen.rond_af(s, gesprek)
    return aanmelding, gesprek


ADVIES: Mapping[str, str] = {
    "antwoord": "Het gaat om rouw. Daar is nu geen behandeling voor nodig.",
    "actie_huisarts": "geen",
    "urgentie": "gewoon",
    "categorieen": "zelf|sociaal-domein",
    "hoofdadvies": "sociaal-domein",
    "besproken_op": "vandaag",
}
AFSPRAKEN: tuple[Mapping[str, str], ...] = (
    {"wat": "naar de wandelclub", "wie": "W. Jansen", "met": "dochter", "wanneer": "vanaf maart"},
    {"wat": "een maatje zoeken", "wie": "Karim", "staat": "in-overweging"},
)


def maak_advies(
    s: Sessie, gesprek_ref: str, afspraken: Sequence[Mapping[str, str]] = AFSPRAKEN, **velden: str
) -> str:
    """Write the concept of the advies; returns its version."""
    return adviseren.bewaar(s, gesprek_ref, {**ADVIES, **velden}, afspraken)


@dataclass(frozen=True, slots=True)
class Zaak:
    """The references of one whole case."""

    inwoner: UUID
    inwoner_ref: str
    aanmelding: str
    gesprek: str


def volledige_zaak(s: Sessie, wie: Sequence[str] = DUO, merk: str = "", **velden: str) -> Zaak:
    """One case with every field of every form filled, fixed and tallied; `merk` goes into each free text.

    The clock of the session moves to the end of the gesprek.
    """

    def tekst(naam: str) -> str:
        return f"{naam}{merk}"

    aanmelding = maak_aanmelding(
        s,
        **{
            "gevraagd_door": tekst("dr. De Boer"),
            "criteria": "psychische-klachten|andere-leefgebieden",
            "geprobeerd": tekst("gesprekken met de POH"),
            "in_ggz_behandeling": "nee",
            "helder_waar": "nee",
            "voornaam": tekst("Wim"),
            "achternaam": tekst("Jansen"),
            "vraag": tekst("Wat past bij somberheid na verlies?"),
            "telefoon": "06-98765432",
            "aanspreekvorm": "de-heer",
            "adres": tekst("Dorpsstraat 1"),
            "postcode": "8012 CD",
            "woonplaats": tekst("Zwolle"),
            "inspreken": "nee",
            "bereikbaarheid": tekst("na het eten"),
            "taal": tekst("Nedersaksisch"),
            "tolk": "nee",
            "laaggeletterd": "onbekend",
            "naaste_relatie": tekst("dochter"),
            "naaste_naam": tekst("Fenna"),
            "naaste_telefoon": "06-87654321",
            "voorkeursplaats": tekst("wijkcentrum"),
            "wensen": tekst("liefst met de hond erbij"),
            "expertise": "verslaving",
            "akkoord_op": "9-3-2027",
            "akkoord_door": "huisarts",
            **velden,
        },
    )
    gesprek = plan_gesprek(s, aanmelding, wie)
    naar_gesprek(s, gesprek)
    vastleggen.bewaar(
        s,
        gesprek,
        {
            "kladblok": tekst("losse regel") + "\n" + tekst("tweede regel"),
            "conclusie": tekst("ik hoef het niet alleen te doen"),
            "leefgebieden": "rouw-verlies|sociaal-netwerk",
            "naaste_aanwezig": "ja",
            "veiligheid": "ja",
            "wie_belt": tekst("Noor belt donderdag"),
            "duur_min": "75",
            "uren_ggz": "1,25",
            "uren_sd": "1,5",
            "leerpunt": tekst("eerder een naaste uitnodigen"),
            "ontbrekend_aanbod": tekst("een rouwgroep overdag"),
            "uiteindelijk_resultaat": tekst("gaat weer wandelen"),
        },
    )
    for nummer, thema in enumerate(Thema):
        vastleggen.bewaar_thema(
            s,
            gesprek,
            thema,
            {
                "score": str(nummer + 4).replace(".", ","),
                "vertelt": tekst(f"verhaal {nummer}"),
                "kracht": tekst(f"kracht {nummer}"),
                "lastig": tekst(f"lastig {nummer}"),
                "wens": tekst(f"wens {nummer}"),
            },
        )
    for punt in (*s.profiel.opening, *s.profiel.afsluiting):
        vastleggen.zet_punt(s, gesprek, punt.code, True)
    vastleggen.zet_gast(s, gesprek, GastSoort.NAASTE, Wijze.LIVE, tekst("de dochter"))
    vastleggen.rond_af(s, gesprek)
    maak_advies(
        s,
        gesprek,
        [{k: tekst(v) if k not in ("staat", "deel") else v for k, v in a.items()} for a in AFSPRAKEN],
        antwoord=tekst("Het gaat om rouw."),
        actie_toelichting=tekst("geen verwijzing nodig"),
        steun_kort=tekst("maatje"),
        steun_lang=tekst("rouwgroep"),
        aanbieder=tekst("wijkteam Zuid"),
        vangnet=tekst("bel de huisartsenpost"),
        overbrugging=tekst("Noor belt elke week"),
        regie=tekst("de huisarts"),
        vervolg="nee",
        papier_inwoner="ja",
    )
    adviseren.zet_delen(s, gesprek, Ontvanger.HUISARTS, DeelOnderdeel.THEMAS, True)
    adviseren.zet_delen(s, gesprek, Ontvanger.WIJKTEAM, DeelOnderdeel.ADVIES, True, tekst("wijkteam Zuid"))
    adviseren.zet_delen(s, gesprek, Ontvanger.NAASTE, DeelOnderdeel.ADVIES, True, tekst("de dochter"))
    for naam in wie:
        adviseren.geef_akkoord(s, gesprek, collega(s, naam), s.klok.vandaag())
    adviseren.stel_vast(s, gesprek)
    toeleiden.zet(s, gesprek, "sociaal-domein", Stap.VERWEZEN, Weten.JA, s.klok.vandaag())
    toeleiden.zet(s, gesprek, "zelf", Stap.GESTART, Weten.ONBEKEND)
    beeld = aanmelden.lees(s, aanmelding)
    return Zaak(beeld.inwoner, beeld.inwoner_ref, aanmelding, gesprek)


@contextmanager
def eigen_thuis(map_: Path) -> Iterator[None]:
    """For what is made once and not per test: this machine's own state folder stays out of it."""
    with pytest.MonkeyPatch.context() as lap:
        for naam in ("HOME", "XDG_STATE_HOME", "LOCALAPPDATA", "WIN_PD_OVERRIDE_LOCAL_APPDATA"):
            lap.setenv(naam, str(map_))
        yield


def maak_zaaksjabloon(sjabloon: Path, naar: Path, merk: str = "") -> tuple[Path, Zaak, datetime]:
    """A werkmap with one whole case in it, to copy; and the moment at which it ended."""
    klok = VasteKlok(BEGIN)
    with lichte_kdf(), eigen_thuis(naar / "thuis"):
        s = open_als(kopieer_werkmap(sjabloon, naar / "werkmap"), "Noor", klok)
        try:
            return naar / "werkmap", volledige_zaak(s, merk=merk), klok.nu()
        finally:
            s.sluit()


KIND = f"""
import sys, datetime as dt
sys.path.insert(0, {str(Path(__file__).resolve().parents[1])!r})
from pathlib import Path
from mgn_tui.domain.klok import Klok, VasteKlok
from mgn_tui.store import sleutelbestand
sleutelbestand.KDF_ONDERGRENS = sleutelbestand.Kdf(8, 1, 1)
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.register import sessie
from tests.hulp_werkmap import *
"""
"""How a child process of a test begins: with the cheap key file and this module's helpers."""


def kindopdracht(script: str, *args: str) -> list[str]:
    """The command that runs `script` in a fresh interpreter; `sys.argv[1:]` are `args`."""
    return [sys.executable, "-c", KIND + script, *args]
