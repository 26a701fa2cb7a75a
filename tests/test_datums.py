"""Dates as people type them, and what they hear when a date cannot be."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgn_tui.domain.datums import (
    DatumFout,
    Richting,
    dagen_tussen,
    leeftijd_op,
    lees_datum,
    lees_moment,
    lees_tijd,
    toon_dag_kort,
    toon_dagen,
    toon_datum,
    toon_datum_kort,
    toon_moment,
    weekdag_kort,
)
from mgn_tui.domain.fouten import MgnFout
from mgn_tui.domain.klok import AMSTERDAM

VANDAAG = date(2027, 3, 9)  # a Tuesday
dagen = st.dates(date(2027 - 125, 1, 1), date(2037, 12, 31))
richtingen: st.SearchStrategy[Richting] = st.sampled_from(("toekomst", "verleden", "dichtbij"))


def melding(tekst: str, vandaag: date = VANDAAG, richting: Richting = "dichtbij") -> str:
    with pytest.raises(DatumFout) as gevangen:
        lees_datum(tekst, vandaag, richting)
    return gevangen.value.melding


def moment_melding(tekst: str) -> str:
    with pytest.raises(DatumFout) as gevangen:
        lees_moment(tekst, VANDAAG)
    return gevangen.value.melding


# -- whole dates ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "tekst",
    [
        "12-4-2027",
        "12/4/2027",
        "12.4.2027",
        "12 4 2027",
        "12-04-2027",
        "12 - 4 - 2027",
        "12–4–2027",
        "12.4.27",
        "12-4-'27",
        "12-4-’27",
        "2027-04-12",
        "2027-4-12",
        "2027/04/12",
        "12042027",
        "12 april 2027",
        "12 april '27",
        "12 april'27",
        "12 Apr. 2027",
        "12apr2027",
        "12-apr-2027",
        "12e april 2027",
        "12de april, 2027",
        "ma 12 april 2027",
        "Maandag 12 april 2027",
        "ma. 12-4-2027",
        "maandag de 12e april",
        "  12  april  ",
        "12-4",
        "12/4",
        "12.4.",
        "12 april",
    ],
)
def test_een_dag_op_vele_manieren(tekst: str) -> None:
    assert lees_datum(tekst, VANDAAG) == date(2027, 4, 12)


@pytest.mark.parametrize(
    ("tekst", "maand"),
    [("9 mrt", 3), ("9 maa", 3), ("9 jun", 6), ("9 jul", 7), ("9 sept", 9), ("9 febr", 2), ("9 mei", 5)],
)
def test_korte_maanden(tekst: str, maand: int) -> None:
    assert lees_datum(tekst, VANDAAG).month == maand


@pytest.mark.parametrize(
    ("tekst", "dag"),
    [
        ("vandaag", date(2027, 3, 9)),
        ("Morgen", date(2027, 3, 10)),
        ("overmorgen", date(2027, 3, 11)),
        ("gisteren", date(2027, 3, 8)),
        ("eergisteren", date(2027, 3, 7)),
        ("over 2 weken", date(2027, 3, 23)),
        ("over twee weken", date(2027, 3, 23)),
        ("over 3 dagen", date(2027, 3, 12)),
        ("over één dag", date(2027, 3, 10)),
        ("over een maand", date(2027, 4, 9)),
        ("over 12 maanden", date(2028, 3, 9)),
        ("over 1 jaar", date(2028, 3, 9)),
        ("2 weken geleden", date(2027, 2, 23)),
        ("een jaar geleden", date(2026, 3, 9)),
        ("+1w", date(2027, 3, 16)),
        ("+3d", date(2027, 3, 12)),
        ("-2d", date(2027, 3, 7)),
        ("− 2 d", date(2027, 3, 7)),
        ("+3m", date(2027, 6, 9)),
        ("di", date(2027, 3, 9)),
        ("wo", date(2027, 3, 10)),
        ("maandag", date(2027, 3, 15)),
        ("ma.", date(2027, 3, 15)),
        ("volgende week di", date(2027, 3, 16)),
        ("volgende week op zondag", date(2027, 3, 21)),
        ("di volgende week", date(2027, 3, 16)),
        ("deze week ma", date(2027, 3, 8)),
        ("vorige week vrijdag", date(2027, 3, 5)),
        ("komende di", date(2027, 3, 16)),
        ("a.s. wo", date(2027, 3, 10)),
        ("afgelopen di", date(2027, 3, 2)),
        ("afgelopen ma", date(2027, 3, 8)),
        ("vorige wo", date(2027, 3, 3)),
    ],
)
def test_gezien_vanaf_vandaag(tekst: str, dag: date) -> None:
    assert lees_datum(tekst, VANDAAG) == dag


def test_einde_van_de_maand() -> None:
    assert lees_datum("over 1 maand", date(2027, 1, 31)) == date(2027, 2, 28)
    assert lees_datum("1 jaar geleden", date(2028, 2, 29)) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("tekst", "richting", "dag"),
    [
        ("1-10", "dichtbij", date(2026, 10, 1)),
        ("1-10", "toekomst", date(2027, 10, 1)),
        ("1-10", "verleden", date(2026, 10, 1)),
        ("1-2", "toekomst", date(2028, 2, 1)),
        ("1-2", "dichtbij", date(2027, 2, 1)),
        ("1-5", "verleden", date(2026, 5, 1)),
        ("9-3", "verleden", VANDAAG),
        ("9-3", "toekomst", VANDAAG),
        ("wo", "verleden", date(2027, 3, 3)),
        ("di", "verleden", VANDAAG),
        ("29 februari", "toekomst", date(2028, 2, 29)),
        ("9-3-66", "verleden", date(1966, 3, 9)),
        ("9-3-'66", "dichtbij", date(1966, 3, 9)),
        ("9-3-27", "verleden", date(2027, 3, 9)),
        ("10-3-27", "verleden", date(1927, 3, 10)),
        ("10-3-27", "dichtbij", date(2027, 3, 10)),
        ("9-3-37", "toekomst", date(2037, 3, 9)),
        ("9-3-38", "toekomst", date(1938, 3, 9)),
        ("9-3-00", "verleden", date(2000, 3, 9)),
    ],
)
def test_richting(tekst: str, richting: Richting, dag: date) -> None:
    assert lees_datum(tekst, VANDAAG, richting) == dag


@pytest.mark.parametrize(
    ("tekst", "verwacht"),
    [
        ("31 juni", "31 juni bestaat niet: juni heeft 30 dagen."),
        ("31-6-2027", "31 juni bestaat niet: juni heeft 30 dagen."),
        ("32-1", "32 januari bestaat niet: januari heeft 31 dagen."),
        ("30 februari", "30 februari bestaat niet: februari heeft 28 of 29 dagen."),
        ("29 februari 2027", "29 februari 2027 bestaat niet."),
        ("29-2-27", "29 februari 2027 bestaat niet."),
        ("29-2", "29 februari 2027 bestaat niet."),
        ("9-3-2126", "Het jaar 2126 ligt 99 jaar vooruit; bedoelt u 2026?"),
        ("9-3-1026", "Het jaar 1026 ligt 1001 jaar terug; bedoelt u 2026?"),
        ("9 maart 0027", "Het jaar 0027 ligt 2000 jaar terug; bedoelt u 2027?"),
        ("9-3-1066", "Het jaar 1066 ligt 961 jaar terug; bedoelt u 1966?"),
        ("9-3-2038", "Het jaar 2038 ligt 11 jaar vooruit; bedoelt u 1938?"),
        ("di 10 maart 2027", "10 maart 2027 is een woensdag, geen dinsdag."),
        ("ma 9-3", "9 maart 2027 is een dinsdag, geen maandag."),
    ],
)
def test_zegt_precies_wat_er_mis_is(tekst: str, verwacht: str) -> None:
    assert melding(tekst) == verwacht


@pytest.mark.parametrize(
    ("tekst", "deel"),
    [
        ("", "Vul een datum in"),
        ("  ", "Vul een datum in"),
        ("3/25/2027", "Maand 25 bestaat niet. Schrijf eerst de dag"),
        ("0-3", "Dag 0"),
        ("9-0", "Maand 0"),
        ("9-3-027", "twee of vier cijfers"),
        ("9-3-20277", "twee of vier cijfers"),
        ("9 juny", "maand is niet herkend"),
        ("9 ma", "maand is niet herkend"),
        ("9", "Schrijf ook de maand"),
        ("de 9e", "niet herkend"),
        ("volgende di", "komende di of volgende week di"),
        ("volgende week", "volgende week di"),
        ("over 2 manen", "Tel in dagen, weken"),
        ("over wat weken", "Tel in dagen, weken"),
        ("over 99999 weken", "te ver weg"),
        ("over 20 jaar", "te ver weg"),
        ("99999 jaar geleden", "te ver weg"),
        ("blub", "niet herkend"),
        ("9-3-2027-1", "niet herkend"),
        ("9" * 50, "niet herkend"),
    ],
)
def test_wijst_de_weg(tekst: str, deel: str) -> None:
    assert deel in melding(tekst)


def test_voorgesteld_jaar_ligt_niet_in_de_toekomst_bij_een_geboortedatum() -> None:
    assert "bedoelt u 1931?" in melding("9-3-2131", richting="verleden")
    assert "bedoelt u 2031?" in melding("9-3-2131", richting="toekomst")


def test_fout_is_een_gewone_valueerror_en_een_van_ons() -> None:
    assert issubclass(DatumFout, ValueError)
    assert issubclass(DatumFout, MgnFout)


def test_een_onherkende_tekst_komt_niet_in_de_melding() -> None:
    assert "Jansen" not in melding("Jansen") + melding("9 Jansen") + moment_melding("Jansen 14:00")


@given(dagen, st.dates(date(2027, 1, 1), date(2027, 12, 31)), richtingen)
def test_getoond_is_leesbaar(dag: date, vandaag: date, richting: Richting) -> None:
    assert lees_datum(toon_datum(dag), vandaag, richting) == dag
    assert lees_datum(f"{dag:%d-%m-%Y}", vandaag, richting) == dag
    assert lees_datum(dag.isoformat(), vandaag, richting) == dag


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(-180, 180))
def test_kort_getoond_is_de_dag_dichtbij(vandaag: date, verschil: int) -> None:
    dag = vandaag + timedelta(days=verschil)
    assert lees_datum(toon_datum_kort(dag), vandaag) == dag


@given(dagen)
def test_een_dag_van_een_ander_jaar_zegt_welk_jaar(dag: date) -> None:
    """Who reads "sinds 24 nov" of something that was due two years ago thinks of last month."""
    kort, smal = toon_dag_kort(dag, VANDAAG), toon_dag_kort(dag, VANDAAG, smal=True)
    assert lees_datum(kort, VANDAAG, "verleden" if dag <= VANDAAG else "toekomst") == dag
    assert (f"{dag.year}" in kort, f"'{dag:%y}" in smal) == (dag.year != 2027,) * 2
    assert len(smal) <= 7


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(1, 28), st.integers(1, 12))
def test_zonder_jaar_kiest_de_richting(vandaag: date, dag: int, maand: int) -> None:
    straks = lees_datum(f"{dag}-{maand}", vandaag, "toekomst")
    eerder = lees_datum(f"{dag}-{maand}", vandaag, "verleden")
    dichtbij = lees_datum(f"{dag}-{maand}", vandaag, "dichtbij")
    assert vandaag - timedelta(days=366) <= eerder <= vandaag <= straks <= vandaag + timedelta(days=366)
    assert dichtbij in (straks, eerder)
    assert abs(dichtbij - vandaag) == min(straks - vandaag, vandaag - eerder)


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(0, 6))
def test_weekdag_ligt_binnen_een_week(vandaag: date, vooruit: int) -> None:
    dag = vandaag + timedelta(days=vooruit)
    assert lees_datum(weekdag_kort(dag), vandaag) == dag
    assert lees_datum(weekdag_kort(dag), vandaag, "verleden") == (dag - timedelta(days=7) if vooruit else dag)
    assert (
        lees_datum(f"volgende week {weekdag_kort(dag)}", vandaag).isocalendar()[:2]
        == ((vandaag + timedelta(days=7)).isocalendar()[:2])
    )


STUKJES = """9 31 29 0 13 2027 27 99999 - / . : , ' + di zo mei feb mrt juni over volgende vorige week weken
geleden jaar maand d w om half kwart uur u 14 14:00 24:00 de 9e morgen t"""
stukjes = st.lists(st.sampled_from(STUKJES.split()), max_size=6)
gehakt = st.builds(lambda delen, lijm: lijm.join(delen), stukjes, st.sampled_from(["", " "]))


@given(st.text() | gehakt, st.dates(date(1900, 1, 1), date(9999, 12, 31)), richtingen)
def test_valt_nooit_om(tekst: str, vandaag: date, richting: Richting) -> None:
    for lees in (lees_datum, lees_moment):
        try:
            waarde = lees(tekst, vandaag, richting)
        except DatumFout as fout:
            assert fout.melding.endswith((".", "?"))
        else:
            assert abs(waarde.year - vandaag.year) <= 126


# -- times and moments ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tekst", "tijd"),
    [
        ("14:00", time(14)),
        ("14.00", time(14)),
        ("14.30 uur", time(14, 30)),
        ("14u", time(14)),
        ("14u30", time(14, 30)),
        ("14 uur", time(14)),
        ("9 uur", time(9)),
        ("9 uur 30", time(9, 30)),
        ("2 uur", time(14)),
        ("02 uur", time(2)),
        ("2:00", time(2)),
        ("0 uur", time(0)),
        ("half 3", time(14, 30)),
        ("half 9", time(8, 30)),
        ("half 1", time(12, 30)),
        ("half 12", time(11, 30)),
        ("kwart over 2", time(14, 15)),
        ("kwart voor 10", time(9, 45)),
        ("kwart over 12", time(12, 15)),
        ("om 09:05", time(9, 5)),
        ("14:00:00", time(14)),
    ],
)
def test_tijden(tekst: str, tijd: time) -> None:
    assert lees_tijd(tekst) == tijd


@pytest.mark.parametrize(
    "tekst", ["", "14", "24:00", "12:60", "25 uur", "half 13", "half 0", "14:0", "twee uur"]
)
def test_geen_tijd(tekst: str) -> None:
    with pytest.raises(DatumFout):
        lees_tijd(tekst)


@pytest.mark.parametrize(
    ("tekst", "dag", "tijd"),
    [
        ("di 14:00", date(2027, 3, 9), time(14)),
        ("wo 14.00", date(2027, 3, 10), time(14)),
        ("9-3 14.00", date(2027, 3, 9), time(14)),
        ("8-3 14.00", date(2028, 3, 8), time(14)),
        ("9.3.27 14.00", date(2027, 3, 9), time(14)),
        ("morgen 9 uur", date(2027, 3, 10), time(9)),
        ("morgen om half 3", date(2027, 3, 10), time(14, 30)),
        ("12 april 9 uur 30", date(2027, 4, 12), time(9, 30)),
        ("over 2 weken 14u", date(2027, 3, 23), time(14)),
        ("volgende week di om 10:15 uur", date(2027, 3, 16), time(10, 15)),
        ("2027-03-10 14:00", date(2027, 3, 10), time(14)),
        ("2027-03-10T14:00:00", date(2027, 3, 10), time(14)),
        ("di 9 maart 2027, 14:00", date(2027, 3, 9), time(14)),
    ],
)
def test_momenten(tekst: str, dag: date, tijd: time) -> None:
    moment = lees_moment(tekst, VANDAAG)
    assert moment.tzinfo is AMSTERDAM
    assert (moment.date(), moment.time()) == (dag, tijd)


@pytest.mark.parametrize(
    ("tekst", "deel"),
    [
        ("di", "Schrijf er ook de tijd bij"),
        ("9-3-2027", "Schrijf er ook de tijd bij"),
        ("14:00", "Schrijf er ook de dag bij"),
        ("31 juni", "31 juni bestaat niet"),
        ("31 juni 14:00", "31 juni bestaat niet"),
        ("di 25:00", "van 00:00 tot en met 23:59"),
        ("", "Vul een datum in"),
    ],
)
def test_moment_wijst_de_weg(tekst: str, deel: str) -> None:
    assert deel in moment_melding(tekst)


def test_nacht_van_de_zomertijd() -> None:
    verwacht = "Op 28 maart 2027 bestaat 02:30 niet: de klok gaat die nacht een uur vooruit."
    assert moment_melding("28-3-2027 2:30") == verwacht
    assert moment_melding("28-3-2027 02:00").startswith("Op 28 maart 2027 bestaat 02:00 niet")
    assert lees_moment("28-3-2027 1:59", VANDAAG).astimezone(UTC) == datetime(2027, 3, 28, 0, 59, tzinfo=UTC)
    assert lees_moment("28-3-2027 3:00", VANDAAG).astimezone(UTC) == datetime(2027, 3, 28, 1, 0, tzinfo=UTC)


def test_nacht_van_de_wintertijd_neemt_de_eerste() -> None:
    moment = lees_moment("31-10-2027 2:30", VANDAAG)
    assert moment.astimezone(UTC) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


@given(st.datetimes(datetime(1950, 1, 1), datetime(2036, 12, 31), timezones=st.just(AMSTERDAM)))
def test_getoond_moment_is_leesbaar(moment: datetime) -> None:
    # a real moment in whole minutes, the first of two that look alike
    echt = moment.replace(second=0, microsecond=0, fold=0).astimezone(UTC).astimezone(AMSTERDAM)
    assert lees_moment(toon_moment(echt), VANDAAG) == echt.replace(fold=0)


def test_tonen() -> None:
    assert toon_datum(VANDAAG) == "di 9 maart 2027"
    assert toon_datum_kort(VANDAAG) == "9 mrt"
    assert toon_moment(datetime(2027, 3, 9, 13, 0, tzinfo=UTC)) == "di 9 maart 2027, 14:00"
    assert toon_moment(datetime(2027, 7, 9, 22, 30, tzinfo=UTC)) == "za 10 juli 2027, 00:30"
    assert [weekdag_kort(date(2027, 3, 8 + n)) for n in range(7)] == [
        "ma",
        "di",
        "wo",
        "do",
        "vr",
        "za",
        "zo",
    ]
    with pytest.raises(ValueError, match="time zone"):
        toon_moment(datetime(2027, 3, 9))


@pytest.mark.parametrize(("n", "tekst"), [(0, "vandaag"), (1, "1 dag"), (16, "16 dagen"), (-3, "-3 dagen")])
def test_toon_dagen(n: int, tekst: str) -> None:
    assert toon_dagen(n) == tekst


def test_dagen_tussen() -> None:
    assert dagen_tussen(date(2027, 2, 28), date(2027, 3, 1)) == 1
    assert dagen_tussen(date(2028, 2, 28), date(2028, 3, 1)) == 2
    assert dagen_tussen(VANDAAG, VANDAAG - timedelta(days=3)) == -3


@pytest.mark.parametrize(
    ("geboren", "dag", "leeftijd"),
    [
        (date(1966, 3, 9), date(2027, 3, 8), 60),
        (date(1966, 3, 9), date(2027, 3, 9), 61),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
        (VANDAAG, VANDAAG, 0),
    ],
)
def test_leeftijd(geboren: date, dag: date, leeftijd: int) -> None:
    assert leeftijd_op(geboren, dag) == leeftijd


def test_leeftijd_voor_de_geboorte() -> None:
    with pytest.raises(DatumFout):
        leeftijd_op(VANDAAG, VANDAAG - timedelta(days=1))


@given(dagen, st.integers(0, 50_000))
def test_leeftijd_loopt_met_de_jaren_op(geboren: date, verder: int) -> None:
    dag = geboren + timedelta(days=verder)
    try:
        verjaardagen = [geboren.replace(year=jaar) for jaar in range(geboren.year + 1, dag.year + 1)]
    except ValueError:  # 29 February: the day after the 28th counts
        verjaardagen = [
            date(jaar, 2, 28) + timedelta(days=1) for jaar in range(geboren.year + 1, dag.year + 1)
        ]
    assert leeftijd_op(geboren, dag) == sum(verjaardag <= dag for verjaardag in verjaardagen)
