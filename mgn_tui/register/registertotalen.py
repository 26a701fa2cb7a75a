"""What the registers add up to over a period, each figure with its rule: for the report and for the screen.

No person is in them. A register in which nothing stands in the period says nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final
from uuid import UUID

from mgn_tui.domain.profiel import MetLabel, label_van
from mgn_tui.domain.rapport import Cijfer
from mgn_tui.domain.regiotaal import regiotaal
from mgn_tui.figures.registers import Casustelling, Consultatietelling, GeenGesprektelling, PerCode
from mgn_tui.register import registercijfers
from mgn_tui.register.cijfers import Vraag, dagen_van
from mgn_tui.register.registervormen import GeenGesprekSoort, redenen

if TYPE_CHECKING:
    from mgn_tui.domain.profiel import Profiel
    from mgn_tui.register.sessie import Sessie

CONSULTATIE: Final = "Consultatie"
GEEN_GESPREK: Final = "Geen gesprek"
LOS: Final = "Losse cijfers"
KOSTEN: Final = "Kosten"
_ZONDER: Final = "niet ingevuld"
_VAN_ALLEN: Final = "Van de hele werkmap: dit hoort bij geen persoon en geen pilot."
_VRAGEN: Final = f"Naar de dag van de vraag. {_VAN_ALLEN}"
_CASUSSEN: Final = f"Een maand telt als de eerste dag in de periode valt. {_VAN_ALLEN}"
_VERVOLG: Final = f"{_CASUSSEN} Een casus kan meer dan één vervolg hebben."
_DATUM: Final = "Naar de datum van de uitgave."
_TURF: Final = "Geturfd per praktijk; een kwartaal telt als de eerste dag in de periode valt."


def register_van(sessie: "Sessie", groep: str) -> str:
    """The register that a group of figures adds up; empty for what stands elsewhere."""
    return {
        CONSULTATIE: "consultatie",
        GEEN_GESPREK: "geengesprek",
        LOS: "ervaring",
        KOSTEN: "kosten",
        regiotaal(sessie.profiel)("Casusoverleg"): "casusoverleg",
    }.get(groep, "")


def over(sessie: "Sessie", vraag: Vraag) -> tuple[Cijfer, ...]:
    """Everything, over the days of what is asked. Raises what `cijfers.reken` raises."""
    p, pilot = dagen_van(sessie, vraag)
    return alles(sessie, p.van, p.tot, pilot)


def rond_gesprekken(sessie: "Sessie", van: date, tot: date) -> tuple[Cijfer, ...]:
    """Consultatie, casusoverleg, and what never became a gesprek: what the plans ask beside the gesprekken."""
    telling, p = registercijfers.cijfers(sessie, van, tot), sessie.profiel
    return (
        *_consultatie(telling.consultatie, p),
        *_casusoverleg(telling.casusoverleg, p),
        *_geen_gesprek(telling.geen_gesprek, sessie),
    )


def alles(sessie: "Sessie", van: date, tot: date, pilot: UUID | None = None) -> tuple[Cijfer, ...]:
    """Those, and what else is added up: loose marks, costs, training, praktijken. Hours are the coördinator's."""
    telling, p = registercijfers.cijfers(sessie, van, tot, pilot), sessie.profiel
    drempel = f"onder de {p.tellen.drempel_openbaar} staat er geen."
    schalen = [
        Cijfer(
            LOS,
            label_van(p.schalen, soort),
            _getal(m.gemiddeld),
            None,
            "cijfer",
            f"Gemiddelde van {m.n}; {drempel}",
        )
        for soort, m in telling.ervaring.items()
    ]
    kosten = [
        Cijfer(
            KOSTEN,
            _bij(label_van(p.kostenposten, k.post), k.bron),
            float(k.bedrag),
            None,
            "euro",
            "Naar de datum.",
        )
        for k in telling.kosten
    ]
    s, mee = telling.scholing, telling.praktijken
    tot_nu = "Tot en met de laatste dag van de periode; ieder telt één keer."
    stand = [
        Cijfer("Scholing", "mensen geschoold", s.mensen, None, "mensen", tot_nu),
        *(Cijfer("Scholing", naam or _ZONDER, n, None, "mensen", tot_nu) for naam, n in s.trainingen.items()),
        Cijfer("Praktijken", "aangesloten", mee.aangesloten, None, "praktijken", tot_nu),
        Cijfer("Praktijken", "met consultatie", mee.met_consultatie, mee.aangesloten, "praktijken", tot_nu),
        Cijfer(
            "Praktijken", "volwassen patiënten", mee.volwassenen, None, "mensen", "Waar het aantal bekend is."
        ),
    ]
    return (*rond_gesprekken(sessie, van, tot), *schalen, *kosten, *(c for c in stand if c.teller))


def _consultatie(c: Consultatietelling, p: "Profiel") -> Iterator[Cijfer]:
    if not c.aantal:
        return
    yield Cijfer(CONSULTATIE, "vragen", c.aantal, None, "vragen", _VRAGEN)
    for richting, n in c.richtingen.items():
        wie, aan = (label_van(p.consultatie_domeinen, code) or _ZONDER for code in richting.split(">"))
        yield Cijfer(CONSULTATIE, f"van {wie} aan {aan}", n, c.aantal, "vragen", _VRAGEN)
    soorten: Sequence[tuple[str, PerCode, Iterable[MetLabel]]] = (
        ("vraag", c.vraagsoorten, p.consultatie_vragen),
        ("hoe", c.kanalen, p.consultatie_kanalen),
        ("vervolg", c.vervolg, p.consultatie_vervolg),
    )
    for naam, aantallen, lijst in soorten:
        yield from _per_code(CONSULTATIE, naam, aantallen, lijst, c.aantal, "vragen", _VRAGEN)
    yield Cijfer(CONSULTATIE, "er kwam een gesprek van", c.werd_gesprek, c.aantal, "vragen", _VRAGEN)
    if c.kwaliteit.n:
        regel = f"Gemiddelde van {c.kwaliteit.n}, gegeven door wie de vraag stelde."
        yield Cijfer(CONSULTATIE, "ervaren kwaliteit", _getal(c.kwaliteit.gemiddeld), None, "cijfer", regel)


def _casusoverleg(c: Casustelling, p: "Profiel") -> Iterator[Cijfer]:
    kop = regiotaal(p)("Casusoverleg")
    if c.momenten:
        yield Cijfer(kop, "keren bij elkaar", c.momenten, None, "keer", _CASUSSEN)
    if not c.aantal:
        return
    yield Cijfer(kop, "casussen", c.aantal, None, "casussen", _CASUSSEN)
    soorten: Sequence[tuple[str, PerCode, Iterable[MetLabel], str]] = (
        ("situatie", c.situaties, p.casus_situaties, _CASUSSEN),
        ("reden", c.redenen, p.casus_redenen, _CASUSSEN),
        ("soort", c.soorten, p.casus_typen, _CASUSSEN),
        ("uitkomst", c.uitkomsten, p.casus_uitkomsten, _CASUSSEN),
        ("vervolg", c.vervolg, p.categorieen, _VERVOLG),
    )
    for naam, aantallen, lijst, regel in soorten:
        yield from _per_code(kop, naam, aantallen, lijst, c.aantal, "casussen", regel)


def _geen_gesprek(g: GeenGesprektelling, sessie: "Sessie") -> Iterator[Cijfer]:
    for soort, aantallen in g.redenen.items():
        label = GeenGesprekSoort(soort).label
        samen = sum(aantallen.values())
        yield Cijfer(GEEN_GESPREK, label, samen, None, "keer", _TURF)
        lijst = {k.code: k.label for k in redenen(sessie, soort)}
        for code, n in aantallen.items():
            yield Cijfer(GEEN_GESPREK, f"{label}: {lijst.get(code, code)}", n, samen, "keer", _TURF)


def _per_code(
    kop: str, naam: str, aantallen: PerCode, lijst: Iterable[MetLabel], samen: int, eenheid: str, regel: str
) -> Iterator[Cijfer]:
    """Only where somebody filled it in: a region without the list has only empty codes."""
    if any(aantallen):
        lijst = tuple(lijst)
        for code, n in aantallen.items():
            yield Cijfer(kop, f"{naam}: {label_van(lijst, code) or _ZONDER}", n, samen, eenheid, regel)


def _bij(wat: str, bron: str) -> str:
    return f"{wat}, {bron}" if bron else wat


def _getal(waarde: object) -> float | None:
    return None if waarde is None else float(str(waarde))
