"""The pages of a gesprek: six themes, and where the region opens on them the three questions first."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from mgn_tui.domain.velden import Formulier
from mgn_tui.domain.woorden import Thema
from mgn_tui.register import concepten, gespreksformulier, vastleggen
from mgn_tui.tui.vastlegger import Vastlegger
from mgn_tui.tui.vensters import Vondst, past
from mgn_tui.tui.zoeker import DEZE

if TYPE_CHECKING:
    from mgn_tui.register.concepten import Gevonden
    from mgn_tui.register.sessie import Sessie
    from mgn_tui.register.vastleggen import GesprekBeeld
    from mgn_tui.tui.app import MgnTui
    from mgn_tui.tui.screens.gesprek import GesprekScherm

VRAGEN = "vragen"
KLADBLOK = "kladblok"
_VRAGEN = ("wil", "kan", "nodig")


@dataclass(frozen=True, slots=True)
class Blad:
    """One page. `thema` None: the three questions."""

    sleutel: str
    titel: str
    formulier: Formulier
    thema: Thema | None = None


@dataclass(frozen=True, slots=True)
class Stand:
    """A gesprek with what its writer left unsaved."""

    beeld: "GesprekBeeld"
    bladen: tuple[Blad, ...]
    concepten: dict[str, "Gevonden"] = field(repr=False)


def bladen(sessie: "Sessie") -> tuple[Blad, ...]:
    """The pages in the order in which one goes through them."""
    volgorde = {code: plek for plek, code in enumerate(sessie.profiel.themas.volgorde)}
    themas = sorted(Thema, key=lambda thema: volgorde.get(thema.value, len(volgorde)))
    lijst = [Blad(thema.value, thema.label, gespreksformulier.THEMA, thema) for thema in themas]
    if sessie.profiel.advies.opent_op == "wil-kan-nodig":
        velden = tuple(v for v in gespreksformulier.formulier(sessie).velden if v.naam in _VRAGEN)
        titel = "Wat wil ik, wat kan ik, wat heb ik nodig"
        lijst.insert(0, Blad(VRAGEN, titel, Formulier(VRAGEN, titel, velden)))
    return tuple(lijst)


def laad(sessie: "Sessie", ref: str) -> Stand:
    """Read the gesprek and the concepts of this person that belong to it."""
    beeld, lijst = vastleggen.lees(sessie, ref), bladen(sessie)
    gevonden = {}
    for sleutel in (*(blad.sleutel for blad in lijst), KLADBLOK):
        concept = concepten.vind(sessie, *concept_van(ref, sleutel))
        if concept is not None:
            gevonden[sleutel] = concept
    return Stand(beeld, lijst, gevonden)


def concept_van(ref: str, sleutel: str) -> tuple[str, str]:
    """The name under which the page of a gesprek is kept while it is typed."""
    return ("gesprek" if sleutel in (VRAGEN, KLADBLOK) else "thema", f"{ref}|{sleutel}")


def staand(beeld: "GesprekBeeld", blad: Blad) -> tuple[dict[str, str], str]:
    """The texts of a page as they are in the record, and their version."""
    if blad.thema is None:
        return {v.naam: beeld.ruw[v.naam] for v in blad.formulier.velden}, beeld.versie
    thema = next(t for t in beeld.themas if t.thema is blad.thema)
    return dict(thema.ruw), thema.versie


def _lees(sessie: "Sessie", ref: str, blad: Blad) -> tuple[Mapping[str, str], str]:
    return staand(vastleggen.lees(sessie, ref, weer=True), blad)


def _bewaar(
    sessie: "Sessie", ruw: Mapping[str, str], versie: str, concept: tuple[str, str], *, ref: str, blad: Blad
) -> None:
    if blad.thema is None:
        vastleggen.bewaar(sessie, ref, ruw, versie, concept)
    else:
        vastleggen.bewaar_thema(sessie, ref, blad.thema, ruw, versie, concept)


def vind_inwoner(mgn: "MgnTui", beeld: "GesprekBeeld | None", tekst: str) -> tuple[Vondst, ...]:
    """What the finder knows beside the inwoner: this one, and nobody else."""
    if beeld is None or not past(tekst, beeld.naam, beeld.initialen):
        return ()
    wie = beeld.naam if mgn.namen_zichtbaar and beeld.naam else beeld.initialen
    return (
        Vondst(wie, "aanmelding", partial(mgn.open_aanmelding, beeld.aanmelding_ref), kop=DEZE),
        Vondst(wie, "advies", partial(mgn.open_advies, beeld.ref), kop=DEZE),
    )


def vastlegger(scherm: "GesprekScherm", beeld: "GesprekBeeld", blad: Blad) -> Vastlegger:
    """What keeps the texts of one page."""
    return Vastlegger(
        scherm.mgn,
        blad.formulier,
        concept_van(beeld.ref, blad.sleutel),
        beeld.inwoner,
        bewaar=partial(_bewaar, ref=beeld.ref, blad=blad),
        lees=partial(_lees, ref=beeld.ref, blad=blad),
        na=scherm.toon_bladen,
        staat=scherm.toon_staat,
    )
