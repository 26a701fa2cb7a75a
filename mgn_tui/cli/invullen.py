"""From a form to a saved record: by options, from a file, or by dialogue; and what is said when it is refused."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from mgn_tui.cli.dialoog import Dialoog, nog_een, vraag_ja
from mgn_tui.cli.fouten import Gebruiksfout
from mgn_tui.cli.omgeving import Omgeving, van
from mgn_tui.cli.uitvoer import toon, vraag
from mgn_tui.cli.veldopties import gegeven, optienaam
from mgn_tui.domain.datums import toon_moment
from mgn_tui.domain.fouten import Botsing, Geweigerd, MgnFout, Uitgang
from mgn_tui.domain.velden import Formulier, Veld, VeldSoort
from mgn_tui.register import concepten
from mgn_tui.register.plannen import Regelbreuk

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

T = TypeVar("T")
Concept = tuple[str, str]
Bewaar = Callable[[dict[str, str], str | None, Concept], T]
"""(answers, version they began on or None, concept to drop) → what the use case answers."""


@dataclass(frozen=True, slots=True)
class Taak:
    """One form to fill in. `nu`: what stands there; `record`: names the concept; `nieuw`: all answers are
    handed over, else only those that changed; `onthoud`: what was typed is kept as a concept; `kort`: how one
    answers was said just before; `kijk`: what is remarked on the words typed in a field, which are kept all the
    same."""

    vorm: Formulier
    record: str
    nu: Mapping[str, str] = field(default_factory=dict, repr=False)
    versie: str | None = None
    inwoner: UUID | None = None
    nieuw: bool = False
    onthoud: bool = True
    kort: bool = False
    kijk: Callable[[Veld, str], Sequence[str]] = lambda _veld, _tekst: ()

    @property
    def concept(self) -> Concept:
        return self.vorm.naam, self.record


class NietsVeranderd(MgnFout):
    """The dialogue went by without another answer."""

    uitgang = Uitgang.GOED


def vul_in(ctx: Any, sessie: "Sessie", taak: Taak, bewaar: Bewaar[T]) -> T:
    """Fill in a form and save it. Raises what `bewaar` raises, or `Gebruiksfout` when there is nothing to go on."""
    omgeving = van(ctx)
    antwoorden = gegeven(ctx)
    if antwoorden is not None:
        ruw = (dict(taak.nu) if taak.nieuw else {}) | antwoorden
        try:
            uitkomst = bewaar(ruw, None, taak.concept)
        except Geweigerd as fout:
            raise Geweigerd(uitleg(taak.vorm, fout)) from None
        except Botsing as botsing:
            _toon_botsing(omgeving, taak.vorm, botsing)
            raise
        for naam, tekst in antwoorden.items():
            for opmerking in taak.kijk(taak.vorm.veld(naam), tekst):
                omgeving.terminal.zeg(opmerking)
        return uitkomst
    if not omgeving.terminal.kan_vragen():
        nodig = [optienaam(v.naam) for v in taak.vorm.velden if v.verplicht and not taak.nu.get(v.naam)]
        raise Gebruiksfout(
            f"Zonder terminal stelt mgn geen vragen. Geef de antwoorden als optie: {', '.join(nodig)}."
            if nodig
            else "Zonder terminal stelt mgn geen vragen. Geef ten minste één antwoord als optie; zie --help."
        )
    return _praat(omgeving, sessie, taak, bewaar)


def vul_waarden(ctx: Any, sessie: "Sessie", taak: Taak, doe: Callable[[dict[str, Any]], T]) -> T:
    """As `vul_in`, for a small form of the command itself: `doe` gets the values, every field of them.

    A form of a few choices is not kept as a concept; one with a text is.
    """

    def bewaar(ruw: dict[str, str], _versie: str | None, concept: Concept) -> T:
        waarden, fouten = taak.vorm.lees(ruw, sessie.klok.vandaag())
        if fouten:
            raise Geweigerd(fouten)
        uitkomst = doe(waarden)
        concepten.gooi_weg(sessie, *concept)
        return uitkomst

    met_tekst = any(veld.soort is VeldSoort.LANG for veld in taak.vorm.velden)
    return vul_in(ctx, sessie, replace(taak, nieuw=True, onthoud=met_tekst), bewaar)


def uitleg(vorm: Formulier, fout: Geweigerd) -> str:
    """Every refusal on its own line: which question, which option, what is wrong."""
    velden = {veld.naam: veld for veld in vorm.velden}
    regels = [
        f"{vraag(velden[naam])} {melding} ({optienaam(naam)})"
        if naam in velden
        else _los(naam, melding, fout)
        for naam, melding in fout.fouten.items()
    ]
    if isinstance(fout, Regelbreuk) and fout.mag_met_reden:
        regels.append("Kan het toch? Geef dan een reden met --reden.")
    return "\n".join(regels)


def _los(naam: str, melding: str, fout: Geweigerd) -> str:
    stil = not naam or isinstance(fout, Regelbreuk)
    return melding if stil else f"{naam}: {melding}"


# --- by dialogue -----------------------------------------------------------------------------


def _praat(omgeving: Omgeving, sessie: "Sessie", taak: Taak, bewaar: Bewaar[T]) -> T:
    zeg = omgeving.terminal.zeg
    versie, begin = taak.versie, dict(taak.nu)
    concept = concepten.vind(sessie, *taak.concept) if taak.onthoud else None
    if concept is not None and any(concept.ruw.get(v, "") != begin.get(v, "") for v in concept.ruw):
        zeg(f"Er ligt een concept van {toon_moment(concept.bewaard_op)}.")
        if vraag_ja(omgeving.terminal, "Verder met wat u typte?"):
            begin |= {v: w for v, w in concept.ruw.items() if v in {veld.naam for veld in taak.vorm.velden}}
            versie = concept.versie or versie
        else:
            concepten.gooi_weg(sessie, *taak.concept)

    def onthoud(ruw: dict[str, str]) -> None:
        concepten.bewaar(sessie, *taak.concept, ruw, taak.inwoner, versie or "")

    dialoog = Dialoog(
        omgeving.terminal,
        taak.vorm,
        begin,
        sessie.klok.vandaag(),
        onthoud if taak.onthoud else None,
        kort=taak.kort,
        kijk=taak.kijk,
    )
    try:
        dialoog.loop()
        while True:
            ruw = _gewijzigd(taak, dialoog.ruw)
            if not ruw:
                if taak.onthoud:
                    concepten.gooi_weg(sessie, *taak.concept)
                raise NietsVeranderd("Er is niets veranderd.")
            try:
                return bewaar(ruw, versie, taak.concept)
            except Botsing as botsing:
                if not botsing.mijn.keys() <= dialoog.ruw.keys():
                    _toon_botsing(omgeving, taak.vorm, botsing)
                    raise
                _los_op(omgeving, dialoog, taak.vorm, botsing)
                versie = botsing.versie
            except Regelbreuk as breuk:
                _plan_anders(dialoog, breuk)
            except Geweigerd as fout:
                if not dialoog.opnieuw(fout.fouten):
                    if not nog_een(omgeving.terminal, "Wilt u uw antwoorden nog eens langslopen?"):
                        raise
                    dialoog.loop()
    except (KeyboardInterrupt, EOFError):
        zeg()
        if taak.onthoud and concepten.vind(sessie, *taak.concept) is not None:
            zeg("Gestopt. Wat u typte blijft als concept; u kunt er later mee verder.")
        raise


def _gewijzigd(taak: Taak, ruw: dict[str, str]) -> dict[str, str]:
    if taak.nieuw:
        return dict(ruw)
    return {naam: tekst for naam, tekst in ruw.items() if tekst != taak.nu.get(naam, "")}


def _plan_anders(dialoog: Dialoog, breuk: Regelbreuk) -> None:
    """A broken rule is explained; a preference may be overruled with a reason, a requirement cannot."""
    meldingen = {f"regel {n}": b.melding for n, b in enumerate(breuk.bevindingen)}
    vragen = {"begin": "Kies een ander moment of andere collega's.", "team": ""}
    if breuk.mag_met_reden:
        vragen["reden"] = "Kan het toch? Schrijf dan waarom."
    dialoog.opnieuw(meldingen | vragen)


def _los_op(omgeving: Omgeving, dialoog: Dialoog, vorm: Formulier, botsing: Botsing) -> None:
    """Both texts, and the choice which stands; nothing is lost before it is made."""
    omgeving.terminal.zeg(botsing.melding)
    _toon_botsing(omgeving, vorm, botsing)
    for naam in botsing.mijn:
        veld = vorm.veld(naam)
        if not vraag_ja(omgeving.terminal, f"{vraag(veld)} uw tekst bewaren?"):
            dialoog.ruw[naam] = str(botsing.hun[naam])


def _toon_botsing(omgeving: Omgeving, vorm: Formulier, botsing: Botsing) -> None:
    velden, vandaag = {veld.naam: veld for veld in vorm.velden}, omgeving.de_klok().vandaag()
    for naam, mijn in botsing.mijn.items():
        veld = velden.get(naam)
        teksten = [str(mijn), str(botsing.hun[naam])]
        van_u, van_ander = [toon(veld, tekst, vandaag) for tekst in teksten] if veld else teksten
        omgeving.terminal.zeg(vraag(veld) if veld else f"{naam}:")
        omgeving.terminal.zeg(f"van u: {van_u}")
        omgeving.terminal.zeg(f"van de ander: {van_ander}")
