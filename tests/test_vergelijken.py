"""What is set side by side: combinations, werkwijzen, praktijken, criteria, the business case and the bands."""

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from mgn_tui.domain.profiel import laad_profiel
from mgn_tui.domain.rijen import Gesprekrij, Praktijkrij
from mgn_tui.figures import vergelijken, zaak
from mgn_tui.figures.periode import Periode
from mgn_tui.register import beheren, cijfers
from mgn_tui.register.cijfers import Vraag
from mgn_tui.register.sessie import Sessie
from tests.hulp_rijen import gevoerd, rij, zet_in_map
from tests.test_doelen import gesprek

IJV = laad_profiel("ijssel-vecht")
JAAR = Periode("2026", date(2026, 1, 1), date(2026, 12, 31), "jaar")
CODES = ("zelf", "wmo", "ggz-basis", "poh-ggz", "weggegaan")


def test_elke_combinatie_sluit_de_andere_uit() -> None:
    rijen = [gesprek(1, "wmo zelf"), gesprek(2, "zelf steunpunt"), gesprek(3, "ggz-basis"), gesprek(4)]
    gevonden = vergelijken.combinaties(rijen, IJV)
    assert [(c.delen, c.refs) for c in gevonden] == [
        (("sociaal-domein", "inwoner-zelf"), ("R1", "R2")),
        (("ggz",), ("R3",)),
    ]
    assert vergelijken.combinaties(rijen, IJV, per_groep=False)[0].delen == ("ggz-basis",)


@given(st.lists(st.tuples(st.sets(st.sampled_from(CODES), max_size=3), st.sampled_from("abc")), max_size=20))
def test_combinaties_tellen_op_tot_alle_adviezen(lijst: list[tuple[set[str], str]]) -> None:
    rijen = [gesprek(n, " ".join(sorted(advies)), inwoner=wie) for n, (advies, wie) in enumerate(lijst)]
    met = [advies for advies, _ in lijst if advies]
    assert sum(len(c.refs) for c in vergelijken.combinaties(rijen, IJV)) == len(met)
    mensen = {wie for advies, wie in lijst if advies}
    assert sum(len(c.refs) for c in vergelijken.combinaties(rijen, IJV, mensen=True)) == len(mensen)


def test_per_werkwijze_en_methodiek_op_naam() -> None:
    rijen = [
        gesprek(1, "wmo", werkwijze="1.2", aanmelddatum="2026-02-01", themas="meedoen:1: zingeving:0:7"),
        gesprek(2, "ggz-basis", werkwijze="1.1", aanmelddatum="2026-02-05", naaste=1),
        gesprek(3, "", werkwijze="1.1", volgnummer=2),
        gesprek(4, "wmo", status="no-show", werkwijze="1.1"),
        gesprek(5, "wmo", methodiek="hog"),
    ]
    een, twee, onbekend = vergelijken.per_werkwijze(rijen, IJV)
    assert [d.naam for d in (een, twee, onbekend)] == ["1.1", "1.2", "niet bekend"]
    assert (een.gevoerd, een.inwoners, een.wacht_n, een.wacht_mediaan, een.tweede) == (2, 2, 1, 4, 1)
    assert (een.naaste, een.zonder_advies, een.groepen["ggz"], een.groepen["sociaal-domein"]) == (1, 1, 1, 0)
    assert (twee.themas["meedoen"], twee.themas["zingeving"]) == (1, 0)
    assert [d.naam for d in vergelijken.per_methodiek(rijen, IJV)] == ["hog", "niet bekend"]


def test_per_praktijk_op_naam_ook_zonder_aanmelding(noor: Sessie) -> None:
    beheren.bewaar(noor, "praktijk", {"naam": "Weg", "plaats": "Zwolle", "actief": "nee"})
    beheren.bewaar(noor, "praktijk", {"naam": "aan de Dijk", "plaats": "Zwolle"})
    zet_in_map(
        noor,
        [
            gevoerd(1, "a", praktijk="Praktijk Parkweg"),
            gevoerd(2, "a", praktijk="Praktijk Parkweg", volgnummer=2, gespreksdatum="2026-03-01"),
            rij(
                gesprek_id="g3", inwoner_id="b", pilot="Noord", aanmelddatum="2026-02-01", status="aangemeld"
            ),
        ],
    )
    c = cijfers.reken(noor, Vraag(periode="2026-Q1"))
    delen = vergelijken.per_praktijk(c.praktijken, c.aanmeldingen, c.rijen)
    assert [(d.naam, d.ontvangen, d.gevoerd) for d in delen] == [
        ("aan de Dijk", 0, 0),
        ("Huisartsen De Brug", 0, 0),
        ("Praktijk Parkweg", 1, 2),
        ("niet bekend", 1, 0),
    ]


def test_criteria_bij_advies_en_wat_begon() -> None:
    rijen = [
        gesprek(1, "wmo", criteria="niet-in-ggz|eigen-code")._replace(feiten="geadviseerd:wmo gestart:wmo"),
        gesprek(2, "wmo ggz-basis", criteria="niet-in-ggz"),
        gesprek(3, "", criteria="niet-in-ggz"),
    ]
    niet, eigen = vergelijken.criteria_bij_advies(rijen, IJV)
    assert (niet.criterium, niet.n, niet.geadviseerd["sociaal-domein"]) == ("niet-in-ggz", 2, ("R1", "R2"))
    assert (niet.geadviseerd["ggz"], niet.benut["sociaal-domein"], niet.benut["ggz"]) == (
        ("R2",),
        ("R1",),
        (),
    )
    assert (eigen.criterium, eigen.n) == ("eigen-code", 1)


def _tien() -> list[Gesprekrij]:
    """Ten people: six to the ggz, four not; two of those to the Wmo; one came twice."""
    rijen = [
        gesprek(n, "ggz-basis" if n < 6 else "wmo" if n < 8 else "zelf", uren="ggz:150 sd:100")
        for n in range(10)
    ]
    return [*rijen, gesprek(99, "ggz-basis", inwoner="i0", volgnummer=2)]


def test_de_zaak_verwacht_naast_werkelijk_met_de_formule() -> None:
    regels = {r.code: r for r in zaak.zaak(_tien(), IJV, JAAR)}
    ggz = regels["naar-ggz"]
    assert (ggz.verwacht, ggz.werkelijk) == (80, 60)
    assert ggz.formule == "6 mensen met een advies voor de ggz, van 10 mensen met een advies"
    assert (regels["tweede-gesprek-2026"].verwacht, regels["tweede-gesprek-2026"].werkelijk) == (20, 10)
    assert "tweede-gesprek-2025" not in regels
    assert (regels["uren-ggz"].verwacht, regels["uren-ggz"].werkelijk) == (Fraction(3, 2), Fraction(3, 2))
    assert regels["uren-ed"].werkelijk is None
    wmo = regels["kosten-wmo"]
    assert (wmo.verwacht, wmo.werkelijk) == (-1200, -6000)  # 10 × 4% × 3.000, and 2 × 3.000
    assert wmo.formule == "verwacht: 10 mensen × 4% × € 3000; werkelijk: 2 mensen × € 3000"
    baat = regels["baat-gewogen"]
    assert (baat.verwacht, baat.werkelijk) == (4718, 9436)  # 20% and 4 of the ten not to the ggz


def test_de_zaak_zonder_gesprekken() -> None:
    assert {r.werkelijk for r in zaak.zaak([], IJV, JAAR)} == {None}


def test_banden() -> None:
    praktijken = [
        Praktijkrij(b"1", "Aa", None, None, None, 1000, 1),
        Praktijkrij(b"2", "Bé", None, None, None, 9000, 0),
    ]
    standen = {s.band.code: s for s in zaak.banden(_tien(), praktijken, IJV, JAAR)}
    assert (standen["afbuiging-ggz"].waarde, standen["afbuiging-ggz"].binnen) == (40, True)
    assert (standen["tweede-gesprekken"].waarde, standen["tweede-gesprekken"].binnen) == (10, True)
    assert (standen["aantal-gesprekken"].waarde, standen["aantal-gesprekken"].binnen) == (
        Fraction(11, 10),
        True,
    )
    vroeger = Periode("2024", date(2024, 1, 1), date(2024, 12, 31), "jaar")
    vroeg = {s.band.code: s.binnen for s in zaak.banden(_tien(), [], IJV, vroeger)}
    assert vroeg == {"aantal-gesprekken": None, "afbuiging-ggz": None, "tweede-gesprekken": None}
