"""The counts of the registers over a period. Bounds are inclusive days.

A month or a quarter counts in the period in which its first day lies. Trained people and praktijken that joined
are counted up to the last day of the period, each once; all else within it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Protocol, TypeVar

from mgn_tui.domain.tijdvakken import eerste_dag

_HONDERD = Decimal(100)


class MetTijd(Protocol):
    """A row with its month (2026-03), quarter (2026-Q1) or day."""

    @property
    def tijd(self) -> str: ...


R = TypeVar("R", bound=MetTijd)
PerCode = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Gemiddelde:
    """Over `n` marks; `gemiddeld` None when there are none, or too few to show."""

    n: int
    gemiddeld: Decimal | None


@dataclass(frozen=True, slots=True)
class Casustelling:
    aantal: int
    momenten: int  # how often the casusoverleg met
    gemeenten: PerCode
    situaties: PerCode
    redenen: PerCode
    soorten: PerCode
    uitkomsten: PerCode
    vervolg: PerCode  # adds up to more: a casus may go on in more than one way


@dataclass(frozen=True, slots=True)
class Consultatietelling:
    aantal: int
    vragers: PerCode
    antwoorders: PerCode
    richtingen: PerCode  # vrager>antwoorder
    vraagsoorten: PerCode
    kanalen: PerCode
    vervolg: PerCode
    werd_gesprek: int
    kwaliteit: Gemiddelde


@dataclass(frozen=True, slots=True)
class GeenGesprektelling:
    """Kind → reason → how often; and per praktijk, by name, kind → how often."""

    redenen: Mapping[str, PerCode]
    praktijken: Mapping[str, PerCode]


@dataclass(frozen=True, slots=True)
class Urensom:
    organisatie: str
    domein: str
    onderdeel: str
    bron: str
    uren: Decimal


@dataclass(frozen=True, slots=True)
class Kostensom:
    post: str
    bron: str
    bedrag: Decimal


@dataclass(frozen=True, slots=True)
class Scholingtelling:
    """People with a certificate, each once; and per training."""

    mensen: int
    trainingen: PerCode


@dataclass(frozen=True, slots=True)
class Praktijktelling:
    """`volwassenen`: adults of the praktijken that joined, where that is known."""

    aangesloten: int
    met_consultatie: int
    volwassenen: int
    subregios: PerCode  # joined


@dataclass(frozen=True, slots=True)
class Registertelling:
    casusoverleg: Casustelling
    consultatie: Consultatietelling
    ervaring: Mapping[str, Gemiddelde]
    geen_gesprek: GeenGesprektelling
    uren: tuple[Urensom, ...]
    kosten: tuple[Kostensom, ...]
    scholing: Scholingtelling
    praktijken: Praktijktelling

    def voor_doel(self, telt: str) -> int | None:
        """What a target counts here; None when it counts elsewhere."""
        return {
            "casussen": self.casusoverleg.aantal,
            "consultaties": self.consultatie.aantal,
            "medewerkers": self.scholing.mensen,
            "praktijken": self.praktijken.aangesloten,
        }.get(telt)


def telt_op(tijd: str) -> date:
    """The day on which a month, quarter or day counts."""
    return date.fromisoformat(tijd[:10]) if len(tijd) >= 10 else eerste_dag(tijd)


def binnen(rijen: Iterable[R], van: date, tot: date) -> list[R]:
    return [rij for rij in rijen if van <= telt_op(rij.tijd) <= tot]


def per_code(codes: Iterable[str | None]) -> dict[str, int]:
    """How often each code, in the order of the codes; the empty code is what was not filled in."""
    return dict(sorted(Counter(code or "" for code in codes).items()))


def gemiddelde(honderdsten: Sequence[int], minstens: int = 1) -> Gemiddelde:
    """The mean of numbers in hundredths, half up, one decimal."""
    n = len(honderdsten)
    if n < max(minstens, 1):
        return Gemiddelde(n, None)
    waarde = Decimal(sum(honderdsten)) / (n * _HONDERD)
    return Gemiddelde(n, waarde.quantize(Decimal("0.1"), ROUND_HALF_UP))


def tel(rijen: Any, van: date, tot: date, minstens: int = 5) -> Registertelling:
    """All counts. `rijen`: what the store gives (`Registerrijen`); `minstens`: fewer loose marks are not shown."""
    ervaringen: dict[str, list[int]] = {}
    for rij in binnen(rijen.ervaringen, van, tot):
        ervaringen.setdefault(rij.soort, []).append(rij.waarde)
    return Registertelling(
        casusoverleg=_casussen(binnen(rijen.casussen, van, tot), binnen(rijen.momenten, van, tot)),
        consultatie=_consultaties(binnen(rijen.consultaties, van, tot)),
        ervaring={soort: gemiddelde(cijfers, minstens) for soort, cijfers in sorted(ervaringen.items())},
        geen_gesprek=_geen_gesprek(binnen(rijen.geen_gesprek, van, tot)),
        uren=_uren(binnen(rijen.uren, van, tot)),
        kosten=_kosten(binnen(rijen.kosten, van, tot)),
        scholing=_scholing(rijen.scholing, tot),
        praktijken=_praktijken(rijen.praktijken, tot),
    )


def _casussen(rijen: Sequence[Any], momenten: Sequence[Any]) -> Casustelling:
    return Casustelling(
        aantal=len(rijen),
        momenten=sum(m.aantal for m in momenten),
        gemeenten=per_code(r.gemeente for r in rijen),
        situaties=per_code(r.situatie for r in rijen),
        redenen=per_code(r.reden for r in rijen),
        soorten=per_code(r.soort for r in rijen),
        uitkomsten=per_code(r.uitkomst for r in rijen),
        vervolg=per_code(code for r in rijen for code in dict.fromkeys((r.vervolg or "").split("|"))),
    )


def _consultaties(rijen: Sequence[Any]) -> Consultatietelling:
    return Consultatietelling(
        aantal=len(rijen),
        vragers=per_code(r.vrager for r in rijen),
        antwoorders=per_code(r.antwoorder for r in rijen),
        richtingen=per_code(f"{r.vrager or ''}>{r.antwoorder or ''}" for r in rijen),
        vraagsoorten=per_code(r.vraagsoort for r in rijen),
        kanalen=per_code(r.kanaal for r in rijen),
        vervolg=per_code(r.vervolg for r in rijen),
        werd_gesprek=sum(1 for r in rijen if r.werd_gesprek),
        kwaliteit=gemiddelde([r.kwaliteit for r in rijen if r.kwaliteit is not None]),
    )


def _geen_gesprek(rijen: Sequence[Any]) -> GeenGesprektelling:
    redenen: dict[str, Counter[str]] = {}
    praktijken: dict[str, Counter[str]] = {}
    for r in rijen:
        redenen.setdefault(r.soort, Counter())[r.reden] += r.aantal
        praktijken.setdefault(r.praktijk, Counter())[r.soort] += r.aantal
    return GeenGesprektelling(
        *({k: dict(sorted(v.items())) for k, v in sorted(d.items())} for d in (redenen, praktijken))
    )


def _uren(rijen: Sequence[Any]) -> tuple[Urensom, ...]:
    sommen: Counter[tuple[str, str, str, str]] = Counter()
    for r in rijen:
        sommen[r.organisatie or "", r.domein or "", r.onderdeel, r.bron or ""] += r.uren
    return tuple(Urensom(*sleutel, Decimal(som) / _HONDERD) for sleutel, som in sorted(sommen.items()))


def _kosten(rijen: Sequence[Any]) -> tuple[Kostensom, ...]:
    sommen: Counter[tuple[str, str]] = Counter()
    for r in rijen:
        sommen[r.post, r.bron or ""] += r.bedrag
    return tuple(Kostensom(*sleutel, Decimal(som) / _HONDERD) for sleutel, som in sorted(sommen.items()))


def _op_of_voor(dag: str | None, tot: date) -> bool:
    return dag is not None and date.fromisoformat(dag) <= tot


def _scholing(rijen: Sequence[Any], tot: date) -> Scholingtelling:
    behaald = [r for r in rijen if _op_of_voor(r.behaald_op, tot)]
    return Scholingtelling(len({r.medewerker for r in behaald}), per_code(r.naam for r in behaald))


def _praktijken(rijen: Sequence[Any], tot: date) -> Praktijktelling:
    mee = [r for r in rijen if _op_of_voor(r.aangesloten_op, tot)]
    return Praktijktelling(
        aangesloten=len(mee),
        met_consultatie=sum(1 for r in mee if _op_of_voor(r.consultatie_op, tot)),
        volwassenen=sum(r.volwassenen or 0 for r in mee),
        subregios=per_code(r.subregio for r in mee),
    )
