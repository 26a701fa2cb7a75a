"""The settings of a werkmap: region, controllers, terms of keeping, the team's own crisis card."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from sqlmodel import Session, select

from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.spoed import LANDELIJK, LEVENSGEVAAR
from mgn_tui.domain.velden import Formulier, Keuze, Veld, VeldSoort
from mgn_tui.domain.woorden import ExportWachtwoord
from mgn_tui.register import kluis
from mgn_tui.store.tables import Instelling

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

KETEN = "keten_sleutel"
VAST_WACHTWOORD = "exports_vast"
VERBORGEN = frozenset({KETEN, VAST_WACHTWOORD})
"""Kept in the same table, but nobody's to read: never on a screen, never in an export."""
_TE_GROOT = frozenset({"regio_bestand"})  # a whole file; the log keeps it


def voorstel_termijnen() -> dict[str, str]:
    """The terms proposed to the controller (domain.md, *The law, the plans, and what we choose*)."""
    return {
        "termijn_identiteit_maanden": "12",
        "termijn_codes_maanden": "60",
        "termijn_log_jaren": "5",
        "termijn_exports_dagen": "7",
    }


FORMULIER = Formulier(
    "instellingen",
    "Deze werkmap",
    (
        Veld("naam", "Naam van het team", hulp="Staat boven de brief en boven elk scherm.", groep="Team"),
        Veld(
            "verantwoordelijke",
            "Verwerkingsverantwoordelijke(n)",
            VeldSoort.LANG,
            hulp="De organisatie(s) die beslissen over deze gegevens, met een contactadres. Staat op elke brief.",
            groep="Verantwoordelijk",
            maximum_tekens=1000,
        ),
        Veld(
            "termijn_identiteit_maanden",
            "Naam en tekst bewaren (maanden)",
            VeldSoort.GETAL,
            hulp="Na het laatste gesprek, als het advies is overgenomen en de sprint geëvalueerd. Voorstel: 12.",
            groep="Bewaren",
            minimum=1,
            maximum=240,
        ),
        Veld(
            "termijn_codes_maanden",
            "Codes en cijfers bewaren (maanden)",
            VeldSoort.GETAL,
            hulp="Tot het einde van de pilot plus de verantwoording. Voorstel: 60.",
            groep="Bewaren",
            minimum=1,
            maximum=240,
        ),
        Veld(
            "termijn_log_jaren",
            "Toegangslogboek bewaren (jaren)",
            VeldSoort.GETAL,
            hulp="Ten minste 5 jaar (Stcrt. 2019, 38007).",
            groep="Bewaren",
            minimum=5,
            maximum=30,
        ),
        Veld(
            "reserve_plek",
            "Tweede plek voor reservekopieën",
            hulp="Een map, bijvoorbeeld op een USB-stick of een beveiligde schijf. Elke reservekopie komt daar ook.",
            groep="Bewaren",
            maximum_tekens=300,
        ),
        Veld(
            "termijn_exports_dagen",
            "Documenten in exports bewaren (dagen)",
            VeldSoort.GETAL,
            hulp="Daarna haalt mgn ze weg bij het openen, en zegt het. Voorstel: 7. Leeg: dan blijven ze liggen.",
            groep="Exports",
            minimum=1,
            maximum=365,
        ),
        Veld(
            "exports_wachtwoord",
            "Wachtwoord op documenten",
            VeldSoort.KEUZE,
            keuzes=tuple(Keuze(w, w.label) for w in ExportWachtwoord),
            hulp="Voor rekenbladen en verslagen van het team. De brief aan de huisarts krijgt nooit een wachtwoord.",
            groep="Exports",
        ),
        Veld("spoedlijn", "Spoedlijn huisarts", groep="Spoedkaart"),
        Veld("crisisdienst", "Crisisdienst ggz", groep="Spoedkaart"),
        *(
            Veld(naam, label, hulp=f"Landelijk: {nummer}.", groep="Spoedkaart")
            for naam, (label, nummer) in LANDELIJK.items()
        ),
        Veld(
            "spoed_stappen",
            "Wat doen wij bij acuut gevaar",
            VeldSoort.LANG,
            hulp="De afspraken uit uw eigen plan.",
            groep="Spoedkaart",
            maximum_tekens=2000,
        ),
    ),
)


def lees(sessie: "Sessie") -> dict[str, str]:
    """All settings people may see, as text."""
    with sessie.lezen() as db:
        verborgen = VERBORGEN | _TE_GROOT
        return {i.naam: i.waarde for i in db.exec(select(Instelling)).all() if i.naam not in verborgen}


def keur(ruw: Mapping[str, str], vandaag: date) -> tuple[dict[str, str], dict[str, str]]:
    """(settings as they are stored, faults)."""
    waarden, fouten = FORMULIER.lees(ruw, vandaag, deels=True)
    return {naam: "" if waarde is None else str(waarde) for naam, waarde in waarden.items()}, fouten


def lees_formulier(sessie: "Sessie") -> tuple[dict[str, str], str]:
    """(texts of the form, version to save on)."""
    nu = lees(sessie)
    with sessie.lezen() as db:
        return {v.naam: nu.get(v.naam, "") for v in FORMULIER.velden}, _versie(db)


def _versie(db: Session) -> str:
    return kluis.versie(db, None, *(("instelling", v.naam) for v in FORMULIER.velden))


def bewaar(
    sessie: "Sessie",
    ruw: Mapping[str, str],
    versie: str | None = None,
    concept: tuple[str, str] | None = None,
) -> None:
    """Store what is given; absent fields stay. Raises `Geweigerd`, `Botsing`."""
    teksten, fouten = keur(ruw, sessie.klok.vandaag())
    if fouten:
        raise Geweigerd(fouten)
    with sessie.schrijven(concept=concept) as db:
        staand = {i.naam: i.waarde for i in db.exec(select(Instelling)).all()}
        kluis.eis_versie(ruw, staand, versie, _versie(db))
        for naam, tekst in teksten.items():
            rij = db.get(Instelling, naam)
            if rij is None:
                if tekst:
                    db.add(Instelling(naam=naam, waarde=tekst))
            elif rij.waarde != tekst:
                rij.waarde = tekst


def spoedkaart(sessie: "Sessie") -> list[tuple[str, str]]:
    """The crisis card: (label, number or text). The national numbers stand there from the start."""
    nu = {naam: nummer for naam, (_, nummer) in LANDELIJK.items()} | {
        k: v for k, v in lees(sessie).items() if v
    }
    velden = [v for v in FORMULIER.velden if v.groep == "Spoedkaart"]
    return [LEVENSGEVAAR, *((v.label, nu.get(v.naam, "")) for v in velden)]
