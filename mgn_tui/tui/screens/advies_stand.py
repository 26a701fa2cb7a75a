"""What the screen Advies works with: the record as texts, its blocks, and keeping two people's agreements."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final
from uuid import UUID

from mgn_tui.domain.datums import lees_datum, toon_dag, toon_dag_kort
from mgn_tui.domain.fouten import Botsing
from mgn_tui.domain.taal import Opmerking, Taalkijker
from mgn_tui.domain.velden import Formulier, Veld, VeldSoort
from mgn_tui.register import adviesformulier, adviseren, concepten, gewonetaal
from mgn_tui.register.adviseren import AFSPRAKEN, als_regels
from mgn_tui.register.socialekaart import is_oud
from mgn_tui.tui.screens.botsing import BEIDE, los_op
from mgn_tui.tui.vastlegger import Vastlegger
from mgn_tui.tui.widgets.vinklijst import Vink

if TYPE_CHECKING:
    from mgn_tui.register.adviseren import AdviesBeeld
    from mgn_tui.register.concepten import Gevonden
    from mgn_tui.register.sessie import Sessie

BESPROKEN: Final = "besproken"
BLOKKEN: Mapping[str, tuple[str, ...]] = {
    "huisarts": (
        "antwoord",
        "actie_huisarts",
        "actie_toelichting",
        "ggz_aanbieder",
        "wachttijd_weken",
        "wachttijd_op",
        "wachttijd_bron",
    ),
    "steun": ("steun_kort", "steun_lang", "aanbieder"),
    "vangnet": ("urgentie", "gebeld_op", "gebeld_met", "vangnet", "overbrugging", "regie", "vervolg"),
    "besloten": ("besproken_op", "papier_inwoner"),
}
"""The fields of each part of the form, in the order of the letter; advice, agreements and sharing between."""


@dataclass(frozen=True, slots=True)
class Stand:
    """An advies with what its writer left unsaved."""

    beeld: "AdviesBeeld"
    formulier: Formulier
    afspraak: Formulier
    concept: "Gevonden | None" = field(repr=False)


def laad(sessie: "Sessie", ref: str) -> Stand:
    """Read the advies of this gesprek and the concept of this person."""
    return Stand(
        adviseren.lees(sessie, ref),
        adviesformulier.formulier(sessie),
        adviesformulier.afspraak_formulier(sessie),
        concepten.vind(sessie, "advies", ref),
    )


def codeer(afspraken: Sequence[Mapping[str, str]]) -> str:
    """Agreements as one text, for keeping and comparing."""
    return json.dumps([dict(afspraak) for afspraak in afspraken], ensure_ascii=False, sort_keys=True)


def ontleed(tekst: str) -> list[dict[str, str]]:
    """The agreements behind such a text."""
    return [{str(k): str(w) for k, w in afspraak.items()} for afspraak in json.loads(tekst or "[]")]


def staand(beeld: "AdviesBeeld") -> tuple[dict[str, str], str]:
    """The texts as they are in the record, and their version."""
    return {**beeld.ruw, AFSPRAKEN: codeer([a.ruw for a in beeld.afspraken])}, beeld.versie


def lees(sessie: "Sessie", ref: str) -> tuple[dict[str, str], str]:
    return staand(adviseren.lees(sessie, ref))


def bewaar(sessie: "Sessie", ref: str, ruw: Mapping[str, str], versie: str, concept: tuple[str, str]) -> None:
    """Save what was changed."""
    teksten = {veld: tekst for veld, tekst in ruw.items() if veld != AFSPRAKEN}
    afspraken = ontleed(ruw[AFSPRAKEN]) if AFSPRAKEN in ruw else None
    adviseren.bewaar(sessie, ref, teksten, afspraken, versie, concept)


def voor_botsing(formulier: Formulier) -> Formulier:
    """The form, with the agreements as a field of their own."""
    afspraken = Veld(AFSPRAKEN, "Afspraken", VeldSoort.LANG, maximum_tekens=100_000)
    return Formulier(formulier.naam, formulier.titel, (*formulier.velden, afspraken))


def opmerkingen(
    taal: Taalkijker, vorm: Formulier, ruw: Mapping[str, str], afspraken: Sequence[Mapping[str, str]]
) -> list[str]:
    """Remarks on the language of what is typed, the weightiest first."""
    return gewonetaal.opmerkingen(taal, gewonetaal.teksten(vorm, ruw, afspraken))


def gewoner(
    taal: Taalkijker, vorm: Formulier, ruw: Mapping[str, str], afspraken: Sequence[Mapping[str, str]]
) -> tuple[str, str, Opmerking] | None:
    """(field, its text with plain words for its first jargon, which), of the first field that has any."""
    for veld in vorm.velden:
        if gewonetaal.is_tekst(veld) and (uit := taal.gewoner(ruw.get(veld.naam, ""))):
            return veld.naam, *uit
    for plek, afspraak in enumerate(afspraken):
        if uit := taal.gewoner(afspraak.get("wat", "")):
            nieuw = [*afspraken[:plek], {**afspraak, "wat": uit[0]}, *afspraken[plek + 1 :]]
            return AFSPRAKEN, codeer(nieuw), uit[1]
    return None


def oude_wachttijd(vorm: Formulier, ruw: Mapping[str, str], vandaag: date) -> str:
    """A remark when the waiting time that is named was given too long ago; empty when it was not."""
    with suppress(ValueError):
        op = vorm.veld("wachttijd_op").lees(ruw.get("wachttijd_op", ""), vandaag)
        if ruw.get("wachttijd_weken") and isinstance(op, date) and is_oud(op, vandaag):
            return f"▲ De wachttijd is van {toon_dag(op)}: vraag hem opnieuw na."
    return ""


def vinken(beeld: "AdviesBeeld", besproken: str, ik: UUID, vandaag: date) -> tuple[Vink, ...]:
    """What was decided together: discussed with the inwoner (as typed), and who agreed. One's own agreement
    is given by fixing the advies, so it shows from then on."""
    op = besproken
    with suppress(ValueError):
        op = toon_dag_kort(lees_datum(besproken, vandaag, richting="verleden"), vandaag)
    eerste = Vink(BESPROKEN, "besproken met inwoner", bool(besproken), op)
    anderen = sorted((a for a in beeld.akkoorden if a.op or a.medewerker != ik), key=lambda a: a.naam)
    return eerste, *(
        Vink(a.medewerker.hex, f"akkoord {a.naam}", bool(a.op), toon_dag_kort(a.op, vandaag) if a.op else "")
        for a in anderen
    )


class AdviesLegger(Vastlegger):
    """Shows agreements as lines, and joins the rows of two people when both are chosen."""

    def toon(self, veld: str, tekst: str) -> str:
        return als_regels(ontleed(tekst)) if veld == AFSPRAKEN else tekst

    def kies(self, botsing: Botsing, keuze: str) -> Mapping[str, str]:
        gekozen = dict(los_op(botsing, keuze, self.formulier))
        if AFSPRAKEN in gekozen and keuze == BEIDE:
            mijn, hun = (ontleed(str(kant[AFSPRAKEN])) for kant in (botsing.mijn, botsing.hun))
            gekozen[AFSPRAKEN] = codeer([*hun, *(afspraak for afspraak in mijn if afspraak not in hun)])
        return gekozen
