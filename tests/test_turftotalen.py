"""The totals of the tally sheet with the gesprekken behind them are the counts of the sheet, whatever the rows."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgn_tui.domain.profiel import laad_profiel
from mgn_tui.domain.woorden import Stap, Weten
from mgn_tui.figures.doorverwijzing import tel
from mgn_tui.register.toeleiden import Turfrij, Turfstaat
from mgn_tui.register.turftotalen import totalen
from mgn_tui.tui.widgets.turfblad import Turfblad

PROFIEL = laad_profiel("ijssel-vecht")
CODES = [c.code for c in PROFIEL.categorieen]


@st.composite
def rijen(draw: st.DrawFn) -> tuple[Turfrij, ...]:
    uit = []
    for nummer in range(draw(st.integers(0, 8))):
        feiten = " ".join(
            f"{code}:{stap.value}:{draw(st.sampled_from(Weten)).value}:"
            for code in draw(st.lists(st.sampled_from(CODES), max_size=3, unique=True))
            for stap in draw(st.sets(st.sampled_from((Stap.GEADVISEERD, Stap.VERWEZEN, Stap.GESTART))))
        )
        inwoner = UUID(int=draw(st.integers(1, 4)))
        dag = date(2027, 3, 1) + timedelta(days=draw(st.integers(0, 3)))
        telt = draw(st.booleans())
        uit.append(Turfrij(f"ref{nummer}", inwoner, "", "", dag, 1, None, False, feiten, telt))
    return tuple(uit)


@given(rijen())
def test_elk_totaal_is_de_telling_van_de_staat(lijst: tuple[Turfrij, ...]) -> None:
    telling = tel(
        (r.telrij() for r in lijst if r.telt), {g.code: frozenset(g.codes) for g in PROFIEL.groepen}, CODES
    )
    gevonden = {(t.kop, t.label): t for t in totalen(Turfstaat(lijst, telling), PROFIEL)}
    for g in PROFIEL.groepen:
        totaal = gevonden["Mensen per groep", g.label]
        assert (len(totaal.refs), totaal.noemer) == (telling.groepen[g.code].bevat, telling.mensen_met_advies)
    for c in PROFIEL.categorieen:
        assert len(gevonden["Geadviseerd", c.label].refs) == telling.per_code[c.code]
        for kop, aantal in (("Verwezen of aangemeld", telling.verwezen), ("Gestart", telling.gestart)):
            totaal = gevonden.get((kop, c.label))
            assert (len(totaal.refs) if totaal else 0) == aantal[c.code]
    assert len(gevonden["Gesprekken", "alle"].refs) == telling.gesprekken
    assert len(gevonden["Gesprekken", "nog zonder advies"].refs) == telling.zonder_advies
    assert len(gevonden["Gesprekken", "meer dan één groep"].refs) == telling.combinaties
    tellen_niet = {r.ref for r in lijst if not r.telt}
    assert not any(tellen_niet & set(t.refs) for t in gevonden.values())


def test_de_breedte_van_de_namen_wordt_een_keer_uitgerekend(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each line asks for it several times; with very many rows a key took a second."""
    gevraagd: list[str] = []
    echt = Turfblad._wie
    monkeypatch.setattr(Turfblad, "_wie", lambda self, rij: (gevraagd.append(rij.ref), echt(self, rij))[1])
    rij = Turfrij("A", UUID(int=1), "A.B.", "Anna Bakker", date(2027, 3, 1), 1, None, False, "")
    blad = Turfblad(PROFIEL.categorieen, "")
    blad._staat = Turfstaat((rij,) * 50, tel((), {}, CODES))
    smal = [blad._maten().naam for _ in range(9)]
    assert len(gevraagd) == 50
    blad.namen = True
    assert blad._maten().naam > smal[0]
    assert (len(set(smal)), len(gevraagd)) == (1, 100)
