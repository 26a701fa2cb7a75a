"""Every field of every form, with what it means: for whoever seeks a word and does not know where it is asked."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mgn_tui.domain.velden import Formulier, Veld
from mgn_tui.register import (
    aanmelden,
    adviesformulier,
    beheren,
    doelen,
    evaluatiebeeld,
    gespreksformulier,
    instellingen,
    plannen,
    registers,
    verzoeken,
    waarderen,
)
from mgn_tui.register.registervormen import REGISTERS

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie


@dataclass(frozen=True, slots=True)
class Velduitleg:
    """A field and the form it stands in, in words."""

    formulier: str
    veld: Veld

    @property
    def waar(self) -> str:
        """`Aanmelding, Vraag van de huisarts`: the form and its heading."""
        groep = self.veld.groep
        return f"{self.formulier}, {groep}" if groep and groep != self.formulier else self.formulier


def velden(sessie: "Sessie") -> list[Velduitleg]:
    """In the order of the work. The same question in one form twice is one line."""
    alle: list[tuple[str, Formulier]] = [
        ("Aanmelding", aanmelden.formulier(sessie)),
        ("Plannen", plannen.formulier(sessie)),
        ("Opening en afsluiting", gespreksformulier.formulier(sessie)),
        ("Thema in een gesprek", gespreksformulier.THEMA),
        ("Advies", adviesformulier.formulier(sessie)),
        ("Afspraak in een advies", adviesformulier.afspraak_formulier(sessie)),
        ("Cijfers van een gesprek", waarderen.formulier_waardering(sessie)),
        ("Besproken gesprek", waarderen.formulier_tafel(sessie)),
        ("Evaluatie", evaluatiebeeld.EVALUATIE),
        ("Besluit", evaluatiebeeld.BESLUIT),
        ("Doel wijzigen", doelen.WIJZIG),
        ("Cijfer bij een doel", doelen.METING),
        ("Oplevering bij een doel", doelen.OPLEVERING),
        ("Praktijk", beheren.FORMULIER_PRAKTIJK),
        ("Collega", beheren.formulier(sessie, "medewerker")),
        ("Pilot", beheren.FORMULIER_PILOT),
        ("Sprint", beheren.formulier_sprint(sessie)),
        ("Werkmap", instellingen.FORMULIER),
        *((register.label, registers.formulier(sessie, naam)) for naam, register in REGISTERS.items()),
        ("Verzoek van een inwoner", verzoeken.NIEUW),
        ("Besluit op een verzoek", verzoeken.BESLUIT),
    ]
    uit: dict[tuple[str, str], Velduitleg] = {}
    for titel, formulier in alle:
        for veld in formulier.velden:
            uit.setdefault((titel, veld.label), Velduitleg(titel, veld))
    return list(uit.values())
