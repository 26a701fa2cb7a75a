"""One gesprek out of a row: what differs from what is stored, table by table."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from mgn_tui.domain import rij as r
from mgn_tui.domain.klok import AMSTERDAM
from mgn_tui.domain.rij import Rij
from mgn_tui.domain.woorden import Stap, Weten
from mgn_tui.register import kluis
from mgn_tui.register.rijen import OVERIG, Gesprekstand
from mgn_tui.store import tables as t
from mgn_tui.store.stapel import Stapel

INTAKE_ZONDER_ADVIES: Final = "ggz-basis"
ALLE: Final = "*"
"""The code of a bare answer: of no category in particular."""
_OVERGENOMEN: Final = (
    "volgnummer",
    "soort",
    "status",
    "werkwijze",
    "methodiek",
    "ervaringsdeskundigheid",
    "leeftijd",
)
_UREN: Final = {wie: f"uren_{wie}" for wie in r.UREN}
_WAARDERINGEN: Final = {soort: f"waardering_{soort}" for soort in r.WAARDERINGEN}


def codes_van(codes: Iterable[str], bekend: Collection[str]) -> dict[str, str | None]:
    """Codes as they are stored: one that is not known is a text of `overig`."""
    gevonden: dict[str, str | None] = {}
    teksten = []
    for code in codes:
        if code in bekend:
            gevonden[code] = None
        else:
            teksten.append(code)
    if teksten:
        gevonden[OVERIG] = "|".join(teksten)
    return gevonden


@lru_cache(maxsize=4096)
def _middag(dag: date) -> datetime:
    return datetime.combine(dag, time(12), AMSTERDAM)


def _velden(rij: Rij) -> dict[str, Any]:
    """The columns of the gesprek that a row decides. 0 and "" are unknown where a column must be filled."""
    return {veld: getattr(rij, veld) for veld in _OVERGENOMEN} | {
        "begin": _middag(rij.gespreksdatum or rij.aanmelddatum),
        "begin_precisie": "dag" if rij.gespreksdatum else "geen",
        "duur_min": rij.duur_min or 0,
        "vorm": rij.vorm or "",
        "reden_code": rij.reden,
        "naaste_aanwezig": rij.naaste,
        "team": "|".join(rij.gespreksvoerders) or None,
        "disciplines": "|".join(rij.disciplines) or None,
    }


class Gesprekschrijver:
    """Puts what must be written on a `Stapel`. `sleutel` gives an inwoner's key, None when it is not held."""

    def __init__(
        self,
        stapel: Stapel,
        sleutel: Callable[[UUID], bytes | None],
        nieuw_id: Callable[[], UUID],
        leefgebieden: frozenset[str],
        ggz: tuple[str, ...],
    ) -> None:
        self.stapel, self._sleutel, self._nieuw_id = stapel, sleutel, nieuw_id
        self._leefgebieden, self._ggz = leefgebieden, ggz

    def schrijf(
        self,
        id_: UUID,
        inwoner: UUID,
        rij: Rij,
        oud: Rij | None,
        g: Gesprekstand | None,
        vast: Mapping[str, Any],
    ) -> None:
        """`oud` and `g`: what is stored of this gesprek, both None for a new one; `vast`: its places."""
        velden = _velden(rij) | self._teksten(id_, inwoner, rij, oud)
        if oud is None:
            self.stapel.erbij(t.Gesprek, id=id_, **vast, **velden)
            oud = Rij()
        else:
            was = _velden(oud)
            anders = {k: v for k, v in velden.items() if k not in was or v != was[k]}
            self.stapel.anders(t.Gesprek, {"id": id_}, {**vast, **anders})
        vast_kind = {"inwoner": inwoner}
        self._themas(id_, vast_kind, rij, oud, g)
        bekend = self._leefgebieden.union(g.leefgebieden if g else ())
        self._rijen(
            t.GesprekLeefgebied,
            {"gesprek": id_},
            "code",
            "tekst",
            g.leefgebieden if g else {},
            codes_van(rij.leefgebieden, bekend) if rij.leefgebieden != oud.leefgebieden else None,
            vast_kind,
        )
        for model, soort, waarde, plekken in (
            (t.GesprekUren, "wie", "uren", _UREN),
            (t.GesprekWaardering, "soort", "waarde", _WAARDERINGEN),
        ):
            was, wordt = _getallen(oud, plekken), _getallen(rij, plekken)
            self._rijen(model, {"gesprek": id_}, soort, waarde, was, wordt, vast_kind)
        self._advies(id_, inwoner, rij, oud, g)
        self._toeleiding(id_, inwoner, rij, oud, g.toeleiding if g else {})

    def _teksten(self, id_: UUID, inwoner: UUID, rij: Rij, oud: Rij | None) -> dict[str, bytes | None]:
        anders: dict[str, bytes | None] = {}
        for veld in r.TEKSTEN:
            tekst = getattr(rij, veld)
            if oud is None or tekst != getattr(oud, veld):
                sleutel = self._sleutel(inwoner) if tekst else None
                anders[veld] = (
                    kluis.sluit_veld("gesprek", veld, id_.hex, tekst, sleutel)
                    if sleutel is not None
                    else None
                )
        return anders

    def _rijen(
        self,
        model: Any,
        vast: Mapping[str, Any],
        naam: str,
        waarde: str,
        was: Mapping[str, Any],
        wordt: Mapping[str, Any] | None,
        erbij: Mapping[str, Any],
    ) -> None:
        """Make the rows of a set what they should be, and touch no more; `wordt` None: they stay."""
        if wordt is None or was == wordt:
            return
        for code in was.keys() - wordt.keys():
            self.stapel.weg(model, **vast, **{naam: code})
        for code, w in wordt.items():
            if code not in was:
                self.stapel.erbij(model, **vast, **{naam: code}, **erbij, **{waarde: w})
            elif was[code] != w:
                self.stapel.anders(model, {**vast, naam: code}, {waarde: w})

    def _themas(
        self, id_: UUID, erbij: Mapping[str, Any], rij: Rij, oud: Rij, g: Gesprekstand | None
    ) -> None:
        staand = g.themas if g else {}
        for thema, veld in r.SCORES.items():
            was, wordt = (thema in oud.themas, getattr(oud, veld)), (thema in rij.themas, getattr(rij, veld))
            if was == wordt:
                continue
            sleutel = {"gesprek": id_, "thema": thema}
            velden = {"besproken": wordt[0], "score": wordt[1]}
            if thema not in staand:
                self.stapel.erbij(t.GesprekThema, **sleutel, **erbij, **velden)
            elif wordt == (False, None) and not staand[thema]:
                self.stapel.weg(t.GesprekThema, **sleutel)
            else:
                self.stapel.anders(t.GesprekThema, sleutel, velden)

    def _advies(self, id_: UUID, inwoner: UUID, rij: Rij, oud: Rij, g: Gesprekstand | None) -> None:
        velden = {
            "vastgesteld_op": rij.adviesdatum,
            "hoofdadvies": rij.primair,
            "actie_huisarts": rij.actie_huisarts,
        }
        if g is not None and g.advies is not None:
            was = {
                "vastgesteld_op": oud.adviesdatum,
                "hoofdadvies": oud.primair,
                "actie_huisarts": oud.actie_huisarts,
            }
            anders = {k: v for k, v in velden.items() if v != was[k]}
            self.stapel.anders(t.Advies, {"id": g.advies.id}, anders)
        elif rij.advies or any(v is not None for v in velden.values()):
            self.stapel.erbij(t.Advies, id=self._nieuw_id(), gesprek=id_, inwoner=inwoner, **velden)

    def _toeleiding(
        self,
        id_: UUID,
        inwoner: UUID,
        rij: Rij,
        oud: Rij,
        staand: Mapping[tuple[str, str], tuple[str, date | None]],
    ) -> None:
        wordt: dict[tuple[str, str], tuple[str, date | None]] = dict(staand)
        for stap, nu, was in (
            (Stap.GEADVISEERD, rij.advies, oud.advies),
            (Stap.VERWEZEN, rij.toegeleid, oud.toegeleid),
            (Stap.GESTART, rij.benut, oud.benut),
        ):
            if nu == was:
                continue
            kaal = {a for a in nu if a in r.KALE_ANTWOORDEN}
            if stap is Stap.GEADVISEERD or kaal != {a for a in was if a in r.KALE_ANTWOORDEN}:
                weg = {Weten.JA.value, *r.KALE_ANTWOORDEN}
            else:  # which category a bare answer was about stays known
                weg = {Weten.JA.value}
                kaal = set()
            wordt = {k: v for k, v in wordt.items() if k[1] != stap or v[0] not in weg}
            for weten in kaal:  # one at most
                wordt[ALLE, stap.value] = (weten, None)
            for antwoord in nu:
                code, _, dag = antwoord.partition("@")
                if code not in r.KALE_ANTWOORDEN:
                    datum = date.fromisoformat(dag) if dag else None
                    if stap is Stap.GEADVISEERD and (code, stap.value) in staand:
                        datum = staand[code, stap.value][1]
                    wordt[code, stap.value] = (Weten.JA.value, datum)
        if rij.intakedatum_ggz != oud.intakedatum_ggz:
            wordt = {k: v for k, v in wordt.items() if k[1] != Stap.INTAKE or v[1] is None}
            if rij.intakedatum_ggz is not None:
                wordt[self._intakecode(rij), Stap.INTAKE.value] = (Weten.JA.value, rij.intakedatum_ggz)
        for code, stap_ in staand.keys() - wordt.keys():
            self.stapel.weg(t.Toeleiding, gesprek=id_, code=code, stap=stap_)
        for (code, stap_), (weten, datum) in wordt.items():
            if (code, stap_) not in staand:
                self.stapel.erbij(
                    t.Toeleiding,
                    gesprek=id_,
                    code=code,
                    stap=stap_,
                    inwoner=inwoner,
                    weten=weten,
                    datum=datum,
                )
            elif staand[code, stap_] != (weten, datum):
                sleutel = {"gesprek": id_, "code": code, "stap": stap_}
                self.stapel.anders(t.Toeleiding, sleutel, {"weten": weten, "datum": datum})

    def _intakecode(self, rij: Rij) -> str:
        kandidaten = (*rij.advies, *(a.partition("@")[0] for a in rij.toegeleid))
        return next((c for c in kandidaten if c in self._ggz), INTAKE_ZONDER_ADVIES)


def _getallen(rij: Rij, velden: Mapping[str, str]) -> dict[str, Any]:
    """By name, what the row has in these fields."""
    return {naam: getal for naam, veld in velden.items() if (getal := getattr(rij, veld)) is not None}
