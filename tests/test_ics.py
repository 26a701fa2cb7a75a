"""One's own gesprekken in a calendar program of one's own: what leaves, and that such a program takes it."""

import shutil
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest

from mgn_tui.documents import ics
from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.klok import AMSTERDAM, VasteKlok
from mgn_tui.domain.tijdvakken import lees_week
from mgn_tui.domain.woorden import GesprekStatus
from mgn_tui.register import exportmap, kalender, ongedaan, plannen
from mgn_tui.register.sessie import Sessie
from mgn_tui.store.werkmap import Werkmap
from tests.cli_hulp import Cli
from tests.hulp_app import Week, maak_week, moment
from tests.hulp_werkmap import ANDER_DUO, DUO, collega, maak_aanmelding, open_als, plan_gesprek

MAANDAG = date(2027, 3, 8)


@pytest.fixture
def week(werkmap: Werkmap, klok: VasteKlok) -> Week:
    return maak_week(werkmap, klok)


@pytest.fixture
def noor(week: Week, noor: Sessie) -> Sessie:
    """Opened when the week is there."""
    return noor


def verzet(s: Sessie, ref: str, begin: datetime, wie: tuple[str, ...] = DUO, **velden: Any) -> None:
    ids = tuple(collega(s, naam) for naam in wie)
    plan = {"locatie": "De Terp", "reden": "geen-ander", **velden}
    plannen.verzet(s, ref, plannen.PlanInvoer(begin=begin, team=ids, **plan))


def lees(s: Sessie, van: date = MAANDAG) -> list[Any]:
    """The gesprekken as a calendar program reads them."""
    inhoud = ics.maak_ics(kalender.eigen(s, van), s.klok.nu())
    return list(icalendar.Calendar.from_ical(inhoud).walk("VEVENT"))


def test_geen_naam_geen_adres_en_alles_wat_een_agenda_vraagt(noor: Sessie, week: Week) -> None:
    verzet(noor, week.gesprek_anna, moment(9, 14), vorm="thuis", locatie="Dorpsstraat 1")
    inhoud = ics.maak_ics(kalender.eigen(noor, MAANDAG), noor.klok.nu())
    tekst = inhoud.decode().replace("\r\n ", "")
    for geheim in (
        "Wim",
        "Jansen",
        "Anna",
        "Bakker",
        "Dorpsstraat",
        "dochter",
        "Karim",
        "Noor",
        "verslaving",
    ):
        assert geheim not in tekst
    assert all(len(regel) <= 75 for regel in inhoud.split(b"\r\n"))
    assert inhoud.endswith(b"END:VCALENDAR\r\n")
    eerste, tweede = lees(noor)
    assert (str(eerste["SUMMARY"]), str(eerste["LOCATION"])) == ("Verkennend gesprek W.J.", "De Terp")
    assert eerste["DTSTART"].params["TZID"] == "Europe/Amsterdam"
    assert (eerste["DTSTART"].dt, eerste["DTEND"].dt) == (moment(9, 10, 30), moment(9, 11, 30))
    assert (str(eerste["STATUS"]), str(eerste["CLASS"])) == ("CONFIRMED", "PRIVATE")
    assert str(tweede["SUMMARY"]) == "Verkennend gesprek A.B."
    assert "LOCATION" not in tweede


def test_de_tijdzone_zegt_wat_de_klok_zegt() -> None:
    """The zone in the file itself, against the one of the system, hour by hour on the days it shifts."""
    zone: Any = icalendar.Timezone.from_ical(ics._zone().to_ical())
    tz = zone.to_tz()
    for jaar in (2026, 2027, 2040):
        for dag in (date(jaar, 3, 1), date(jaar, 3, 25), date(jaar, 7, 1), date(jaar, 10, 24)):
            begin = datetime(dag.year, dag.month, dag.day, tzinfo=UTC)
            for uur in range(0, 24 * 8, 3):
                wand = (begin + timedelta(hours=uur)).astimezone(AMSTERDAM).replace(tzinfo=None)
                assert wand.replace(tzinfo=tz).utcoffset() == wand.replace(tzinfo=AMSTERDAM).utcoffset(), wand


def test_verzetten_afzeggen_en_terugnemen_houden_een_uid(noor: Sessie, week: Week) -> None:
    voor = lees(noor)[0]
    verzet(noor, week.gesprek_wim, moment(16, 11))
    na = next(e for e in lees(noor) if e["UID"] == voor["UID"])
    assert na["DTSTART"].dt == moment(16, 11)
    assert na["SEQUENCE"] > voor["SEQUENCE"]
    ongedaan.neem_terug(noor)
    terug = next(e for e in lees(noor) if e["UID"] == voor["UID"])
    assert terug["DTSTART"].dt == voor["DTSTART"].dt
    assert terug["SEQUENCE"] > na["SEQUENCE"]
    plannen.zeg_af(noor, week.gesprek_wim, GesprekStatus.GEANNULEERD, "", "griep")
    af = next(e for e in lees(noor) if e["UID"] == voor["UID"])
    assert (str(af["STATUS"]), str(af["SUMMARY"])) == ("CANCELLED", "Afgezegd: verkennend gesprek W.J.")
    assert af["SEQUENCE"] > terug["SEQUENCE"]
    assert len(lees(noor)) == 2


def test_alleen_een_nieuwe_afspraak_verhoogt_het_nummer(noor: Sessie, week: Week) -> None:
    voor = lees(noor)[0]["SEQUENCE"]
    with noor.schrijven() as db:
        from mgn_tui.register.sessie import zoek_een
        from mgn_tui.store import tables as t

        gesprek: t.Gesprek = zoek_een(db, t.Gesprek, week.gesprek_wim)
        gesprek.werkwijze = "werkwijze 2"
    assert lees(noor)[0]["SEQUENCE"] == voor


def test_wie_er_niet_meer_bij_zit_hoort_dat_het_vervalt(
    noor: Sessie, week: Week, werkmap: Werkmap, klok: VasteKlok
) -> None:
    uid = lees(noor)[0]["UID"]
    verzet(noor, week.gesprek_wim, moment(10, 10), ANDER_DUO)
    (mijn,) = [e for e in lees(noor) if e["UID"] == uid]
    assert (str(mijn["STATUS"]), str(mijn["SUMMARY"])) == ("CANCELLED", "Afgezegd: verkennend gesprek")
    elif_ = open_als(werkmap, "Elif", klok)
    try:
        (haar,) = lees(elif_)
        assert (haar["UID"], str(haar["STATUS"]), str(haar["SUMMARY"])) == (
            uid,
            "CONFIRMED",
            "Verkennend gesprek W.J.",
        )
    finally:
        elif_.sluit()


def test_een_teruggenomen_plan_vervalt_ook(noor: Sessie) -> None:
    plan_gesprek(noor, maak_aanmelding(noor, voornaam="Jo", achternaam="Smit"), DUO, moment(16, 10))
    (nieuw,) = [e for e in lees(noor) if "J.S." in e["SUMMARY"]]
    ongedaan.neem_terug(noor)
    (weg,) = [e for e in lees(noor) if e["UID"] == nieuw["UID"]]
    assert str(weg["STATUS"]) == "CANCELLED"
    assert weg["DTSTART"].dt == nieuw["DTSTART"].dt
    assert weg["SEQUENCE"] > nieuw["SEQUENCE"]


def test_alleen_uw_eigen_gesprekken(noor: Sessie) -> None:
    plan_gesprek(noor, maak_aanmelding(noor, voornaam="Jo", achternaam="Smit"), ANDER_DUO, moment(10, 11))
    assert [str(e["SUMMARY"])[-4:] for e in lees(noor)] == ["W.J.", "A.B."]


def test_een_coordinator_heeft_geen_eigen_agenda(werkmap: Werkmap, klok: VasteKlok) -> None:
    els = open_als(werkmap, "Els", klok)
    try:
        with pytest.raises(Geweigerd, match="voert zelf geen gesprekken"):
            ics.geef_uit(els, MAANDAG)
        assert not els.werkmap.exports.exists() or list(els.werkmap.exports.iterdir()) == []
    finally:
        els.sluit()


def test_het_bestand_in_exports_is_van_mgn_en_gaat_weer_weg(noor: Sessie) -> None:
    uit = ics.geef_uit(noor, MAANDAG)
    assert uit.pad.name == "agenda-vanaf-2027-03-08.ics"
    assert (uit.aantal, uit.vervallen) == (2, 0)
    (ligt,) = exportmap.lijst(noor)
    assert (ligt.wat, ligt.van_mgn) == ("eigen agenda", True)
    assert exportmap.verwijder(noor, [ligt.naam]).weg == (ligt.naam,)


# --- the command -----------------------------------------------------------------------------


def test_de_week_als_opdracht(noor: Sessie, week: Week, werkmap: Werkmap, klok: VasteKlok) -> None:
    cli = Cli(werkmap, klok)
    regels = cli.goed("agenda").data.splitlines()
    assert regels[0] == "Week 10, ma 8 maart 2027 tot en met zo 14 maart 2027"
    assert "di 9 maart · vandaag" in regels
    (wim,) = [r for r in regels if "W.J." in r]
    assert wim.startswith("  10:30 tot 11:30 · W.J. · 1e gesprek · De Terp · met Karim en Noor · ")
    assert [r["inwoner"] for r in cli.goed("agenda", "--json").json] == ["W.J.", "A.B."]
    assert "Tweede paasdag" in cli.goed("agenda", "--week", "13").data
    assert "Wim Jansen" in cli.goed("agenda", "--namen").data
    fout = cli("agenda", "--week", "99")
    assert fout.status == 2
    assert "Een week, bijvoorbeeld 11" in fout.gezegd


def test_het_bestand_als_opdracht(
    noor: Sessie, week: Week, cli_map: Path, werkmap: Werkmap, klok: VasteKlok
) -> None:
    cli = Cli(werkmap, klok)
    doel = cli_map / "mijn.ics"
    uit = cli.goed("agenda", "--week", "20", "--ics", str(doel))
    assert uit.data == str(doel)
    assert "2 gesprekken. Zonder namen" in uit.gezegd  # what is still to come is always in it
    assert cli("agenda", "--ics", str(doel)).status == 1
    assert "niet overschreven" in cli("agenda", "--ics", str(doel)).gezegd
    assert "eindigt op .ics" in cli("agenda", "--ics", str(cli_map / "mijn.txt")).gezegd
    assert cli("agenda", "--ics", str(doel), "--json").status == 2
    assert cli("agenda", "--ics", str(cli_map / "els.ics"), naam="Els").status == 1
    assert [p.name for p in cli_map.iterdir()] == ["mijn.ics"]


@pytest.fixture
def cli_map(tmp_path: Path) -> Path:
    pad = tmp_path / "uit"
    pad.mkdir()
    return pad


@pytest.mark.parametrize(
    ("getypt", "dag"),
    [
        ("10", date(2027, 3, 8)),
        ("week 11", date(2027, 3, 15)),
        ("52", date(2026, 12, 21)),
        ("53", date(2026, 12, 28)),
        ("2027-W1", date(2027, 1, 4)),
        ("1 2028", date(2028, 1, 3)),
        ("15-3", date(2027, 3, 15)),
        ("morgen", date(2027, 3, 8)),
        ("volgende week", date(2027, 3, 15)),
    ],
)
def test_een_week_zoals_mensen_haar_typen(getypt: str, dag: date) -> None:
    assert lees_week(getypt, date(2027, 3, 9)) == dag


@pytest.mark.parametrize("getypt", ["0", "54", "2027-W53", "week", "x", "", "99 2027", "-3", "31-2"])
def test_een_week_die_er_niet_is(getypt: str) -> None:
    with pytest.raises(ValueError, match="Een week, bijvoorbeeld"):
        lees_week(getypt, date(2027, 3, 9))


# --- a calendar program of Debian --------------------------------------------------------------

_KHAL = """[calendars]
[[werk]]
path = {map}/werk
[locale]
timeformat = %H:%M
dateformat = %d-%m-%Y
longdateformat = %d-%m-%Y
datetimeformat = %d-%m-%Y %H:%M
longdatetimeformat = %d-%m-%Y %H:%M
local_timezone = Europe/Amsterdam
default_timezone = Europe/Amsterdam
[sqlite]
path = {map}/khal.db
"""


@pytest.mark.skipif(shutil.which("khal") is None, reason="khal is er niet")
def test_een_agendaprogramma_neemt_het_en_kent_het_verzette_gesprek_een_keer(
    noor: Sessie, week: Week, tmp_path: Path
) -> None:
    map_ = tmp_path / "khal"
    (map_ / "werk").mkdir(parents=True)
    (map_ / "config").write_text(_KHAL.format(map=map_), encoding="utf-8")

    def khal(*woorden: str) -> str:
        kind = subprocess.run(
            ["khal", "-c", str(map_ / "config"), *woorden], capture_output=True, text=True, timeout=60
        )
        assert kind.returncode == 0, kind.stderr
        return kind.stdout

    def staat() -> list[str]:
        blik = "{start-date} {start-time}-{end-time} {title} @ {location} {cancelled}"
        uit = khal("list", "--day-format", "", "--format", blik, "08-03-2027", "30d").splitlines()
        return [" ".join(regel.split()) for regel in uit if regel.strip()]

    def neem_in() -> None:
        pad = ics.geef_uit(noor, MAANDAG).pad
        khal("import", "--batch", "-a", "werk", str(pad))

    neem_in()
    assert staat() == [
        "09-03-2027 10:30-11:30 Verkennend gesprek W.J. @ De Terp",
        "09-03-2027 14:00-15:00 Verkennend gesprek A.B. @",
    ]
    verzet(noor, week.gesprek_wim, moment(30, 11))  # summer time by then
    plannen.zeg_af(noor, week.gesprek_anna, GesprekStatus.GEANNULEERD, "", "griep")
    neem_in()
    assert staat() == [
        "09-03-2027 14:00-15:00 Afgezegd: verkennend gesprek A.B. @ CANCELLED",
        "30-03-2027 11:00-12:00 Verkennend gesprek W.J. @ De Terp",
    ]


@pytest.mark.skipif(shutil.which("calcurse") is None, reason="calcurse is er niet")
def test_ook_calcurse_leest_het(noor: Sessie, tmp_path: Path) -> None:
    pad = ics.geef_uit(noor, MAANDAG).pad
    map_ = tmp_path / "calcurse"
    for woorden in (("-i", str(pad)), ("-Q", "--from", "03/08/2027", "--days", "7")):
        kind = subprocess.run(
            ["calcurse", "-q", "-D", str(map_), *woorden],
            capture_output=True,
            text=True,
            timeout=60,
            env={"TZ": "Europe/Amsterdam", "PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LANG": "C.UTF-8"},
        )
        assert kind.returncode == 0, kind.stderr
    assert "10:30 -> 11:30\n\tVerkennend gesprek W.J." in kind.stdout
