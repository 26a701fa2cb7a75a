"""What leaves its writer's hands: a leerpunt, aanbod that is missing, a signaal. One by one, by a person.

Before a text goes it is looked over for what may lead to somebody: names in this werkmap, dates, digits. What
is found is said; the person decides (`gezien`). From there the text lies under the database key, and the
coördinator reads it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlmodel import Session, select

from mgn_tui.domain.datums import MAANDEN, MAANDEN_KORT, WEEKDAGEN
from mgn_tui.domain.fouten import Geweigerd, NietGevonden
from mgn_tui.domain.klok import dag_van
from mgn_tui.domain.tekst import vouw
from mgn_tui.domain.velden import Formulier, Veld, VeldSoort
from mgn_tui.register import kluis
from mgn_tui.register.sessie import zoek_een
from mgn_tui.store import tables as t

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

_WOORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_DATUM = re.compile(
    rf"\b\d{{1,2}}[-/.]\d{{1,2}}(?:[-/.]\d{{2,4}})?\b|\b(?:\d{{1,2}} )?(?:{'|'.join((*MAANDEN, *MAANDEN_KORT))})\b"
    rf"(?: \d{{4}})?|\b(?:{'|'.join(WEEKDAGEN)})\b",
    re.IGNORECASE,
)
_CIJFERS = re.compile(r"\d+(?:[.,]\d+)*")
_TEGELIJK: Final = 500  # keys in one question
_KORTST: Final = 3  # letters of a name that is looked for
_GEWOON: Final = frozenset(
    {
        "van", "der", "den", "het", "een", "dit", "dat", "aan", "bij", "met", "voor", "naar", "praktijk",
        "huisarts", "huisartsen", "huisartsenpraktijk", "gezondheidscentrum", "centrum", "dokter",
    }
)  # fmt: skip
"""Words in names that say nothing about anybody."""


NAGELEZEN: Final = Veld(
    "gezien",
    "Nagelezen, mag het zo?",
    VeldSoort.JANEE,
    zeker=True,
    hulp="Alleen nodig als er een naam, datum of cijfer in staat.",
)


@dataclass(frozen=True, slots=True)
class Vondst:
    """`soort`: naam, datum or cijfers; `tekst` as it stands there."""

    soort: str
    tekst: str = field(repr=False)


class Herleidbaar(Geweigerd):
    """Something in the text may lead to a person. Nothing was released; with `gezien` it is.

    `vondsten` hold what was found: to show to the writer, never to log.
    """

    def __init__(self, vondsten: Iterable[Vondst]) -> None:
        self.vondsten = tuple(vondsten)
        soorten = dict.fromkeys(v.soort for v in self.vondsten)
        self.soorten = ", ".join({"naam": "een naam", "datum": "een datum"}.get(s, s) for s in soorten)
        super().__init__(
            {"tekst": f"Hierin staat {self.soorten}. Kan dat naar iemand leiden? Schrijf het dan anders."}
        )

    def vraag_nalezen(self) -> None:
        """Say in a form what was found, and where to answer that it may go all the same."""
        self.fouten = {
            "tekst": f"Gevonden: {self.uitleg}. Kan dat naar iemand leiden?",
            NAGELEZEN.naam: "Mag het zo? Antwoord dan ja.",
        }

    @property
    def uitleg(self) -> str:
        """What was found, for the writer's own eyes."""
        return ", ".join(dict.fromkeys(v.tekst for v in self.vondsten))


def nazien(sessie: "Sessie", db: Session, tekst: str, inwoner: UUID | None = None) -> tuple[Vondst, ...]:
    """What in this text may lead to somebody. Names of inwoners this person cannot read cannot be looked for."""
    uit = [Vondst("datum", deel[0]) for deel in _DATUM.finditer(tekst)]
    zonder = _DATUM.sub(" ", tekst)
    uit += [Vondst("cijfers", deel[0]) for deel in _CIJFERS.finditer(zonder)]
    namen = _namen(sessie, db, inwoner)
    uit += [Vondst("naam", deel[0]) for deel in _WOORD.finditer(zonder) if set(_stukken(deel[0])) & namen]
    return tuple(uit)


def _stukken(naam: str) -> list[str]:
    return [w for w in re.split(r"[^\w]+", vouw(naam)) if len(w) >= _KORTST and w not in _GEWOON]


def _namen(sessie: "Sessie", db: Session, inwoner: UUID | None) -> set[str]:
    """The words of every name this person can read: of inwoners and naasten, colleagues, praktijken, huisartsen."""
    from mgn_tui.register.zoeken import namen_in_beeld

    bekend: list[str | None] = [*db.exec(select(t.Medewerker.naam)), *namen_in_beeld(sessie)]
    for naam, huisarts in db.exec(select(t.Praktijk.naam, t.Praktijk.huisarts)):
        bekend += [naam, huisarts]
    if inwoner is not None and (identiteit := db.get(t.Identiteit, inwoner)) is not None:
        sleutel = sessie.sleutel(inwoner, db)
        bekend += [
            kluis.lees_geheim(identiteit, veld, sleutel) or None
            for veld in ("naaste_naam", "woonplaats", "adres")
        ]
    return {stuk for naam in bekend if naam for stuk in _stukken(naam)}


# --- leerpunt and ontbrekend aanbod: of a gesprek --------------------------------------------


class Wat(StrEnum):
    """A text of a gesprek that may be released: the field it lies in."""

    LEERPUNT = "leerpunt"
    AANBOD = "ontbrekend_aanbod"

    @property
    def vrij(self) -> str:
        return "leerpunt_vrij" if self is Wat.LEERPUNT else "ontbrekend_vrij"


def formulier(naam: str, label: str, hulp: str) -> Formulier:
    """The text as it will be released."""
    veld = Veld("tekst", label, VeldSoort.LANG, verplicht=True, maximum_tekens=4000, hulp=hulp)
    return Formulier(naam, f"{label} vrijgeven", (veld,))


LEERPUNT = formulier(
    "leerpunt", "Leerpunt", "Zoals de coördinator het mag lezen: over ons werk, niet over de inwoner."
)
AANBOD = formulier(
    "aanbod", "Aanbod dat ontbreekt", "Zoals de stuurgroep het mag lezen: welk aanbod, niet voor wie."
)
SIGNAAL = formulier("signaal", "Signaal", "Zoals de regio het mag lezen: niets over een persoon.")


def _gekeurd(sessie: "Sessie", vorm: Formulier, tekst: str) -> str:
    waarden, fouten = vorm.lees({"tekst": tekst}, sessie.klok.vandaag())
    if fouten:
        raise Geweigerd(fouten)
    return str(waarden["tekst"])


def geef_vrij(sessie: "Sessie", wat: Wat, ref: str, tekst: str, *, gezien: bool = False) -> None:
    """Release a text of this gesprek as its writer words it now. Raises `Herleidbaar` unless `gezien`."""
    netjes = _gekeurd(sessie, LEERPUNT if wat is Wat.LEERPUNT else AANBOD, tekst)
    with sessie.schrijven() as db:
        g: t.Gesprek = zoek_een(db, t.Gesprek, ref)
        sessie.eis_sleutel(g.inwoner, db)
        if not gezien and (vondsten := nazien(sessie, db, netjes, g.inwoner)):
            raise Herleidbaar(vondsten)
        kluis.schrijf(g, {wat.vrij: netjes, f"{wat.vrij}_op": sessie.klok.vandaag()}, None)


def geef_leerpunt_vrij(sessie: "Sessie", ref: str, tekst: str, *, gezien: bool = False) -> None:
    """Release a leerpunt: from here the coördinator can read it."""
    geef_vrij(sessie, Wat.LEERPUNT, ref, tekst, gezien=gezien)


@dataclass(frozen=True, slots=True)
class Aanbodregel:
    """Aanbod that was missing at a gesprek. `tekst`: as released, else as written; `vrij_op` None: only the
    gespreksvoerders of this gesprek read it."""

    ref: str
    dag: date
    tekst: str = field(repr=False)
    vrij_op: date | None


_AANBOD = text(
    """SELECT g.id FROM gesprek g WHERE g.ontbrekend_vrij IS NOT NULL OR (g.ontbrekend_aanbod IS NOT NULL
  AND EXISTS (SELECT 1 FROM inwonersleutel s WHERE s.inwoner = g.inwoner AND s.medewerker = :ik))
ORDER BY g.ontbrekend_vrij_op IS NOT NULL, g.begin DESC, g.ref"""
)
_AANBODREGELS = text(  # columns, no objects: a gesprek holds much more
    """SELECT g.id, g.ref, g.inwoner, g.begin, g.ontbrekend_vrij, g.ontbrekend_vrij_op, g.ontbrekend_aanbod, s.zegel
FROM gesprek g LEFT JOIN inwonersleutel s ON s.inwoner = g.inwoner AND s.medewerker = :ik WHERE g.id IN :ids"""
).bindparams(bindparam("ids", expanding=True))


def aanbodvolgorde(sessie: "Sessie") -> list[bytes]:
    """The keys of the lines of the list for stuurgroep or netwerkcoördinator: first what this person wrote and has
    not released yet, then what was released, each latest first. Of any length; no text is read."""
    with sessie.lezen() as db:
        return list(db.execute(_AANBOD, {"ik": sessie.ik.id.bytes}).scalars())


def aanbodregels(sessie: "Sessie", sleutels: Sequence[bytes]) -> list[Aanbodregel]:
    """The lines behind these keys, in their order; not of a gesprek that this person reads no more."""
    regels: dict[bytes, Aanbodregel] = {}
    with sessie.lezen() as db:
        for begin in range(0, len(sleutels), _TEGELIJK):
            welke = list(sleutels[begin : begin + _TEGELIJK])
            for r in db.execute(_AANBODREGELS, {"ids": welke, "ik": sessie.ik.id.bytes}):
                tekst = r.ontbrekend_vrij
                if not tekst and (sleutel := sessie.open_zegel(UUID(bytes=r.inwoner), r.zegel)):
                    dicht = r.ontbrekend_aanbod
                    tekst = kluis.open_veld("gesprek", "ontbrekend_aanbod", r.id.hex(), dicht, sleutel)
                if tekst:
                    op = date.fromisoformat(r.ontbrekend_vrij_op) if r.ontbrekend_vrij_op else None
                    regels[r.id] = Aanbodregel(r.ref, dag_van(r.begin), tekst, op)
    return [regels[sleutel] for sleutel in sleutels if sleutel in regels]


def aanbod(sessie: "Sessie") -> list[Aanbodregel]:
    """The whole list."""
    return aanbodregels(sessie, aanbodvolgorde(sessie))


# --- a signaal: of nobody --------------------------------------------------------------------


def geef_signaal_vrij(sessie: "Sessie", casus: str, tekst: str, *, gezien: bool = False) -> None:
    """Release the signaal of a casus, read by a person. Raises `Herleidbaar` unless `gezien`."""
    netjes = _gekeurd(sessie, SIGNAAL, tekst)
    with sessie.schrijven() as db:
        rij = db.get(t.Casusoverleg, UUID(hex=casus))
        if rij is None:
            raise NietGevonden("Deze regel is er niet (meer).")
        if not gezien and (vondsten := nazien(sessie, db, netjes)):
            raise Herleidbaar(vondsten)
        kluis.schrijf(rij, {"signaal": netjes, "signaal_vrij_op": sessie.klok.vandaag()}, None)
