"""Rows of a file into the werkmap: every rule, what is kept, what is made, and who may read it."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from uuid import RFC_4122

import pytest
from sqlalchemy import text
from sqlmodel import select

from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.uuid7 import uuid7_reeks
from mgn_tui.exchange import importeren as bestand
from mgn_tui.exchange.importeren import Voorstel
from mgn_tui.register import cijfers, importeren, vastleggen
from mgn_tui.register.cijfers import Vraag
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import tables as t
from mgn_tui.store.werkmap import Werkmap
from tests.hulp_bestand import als_csv, neem_op, neem_rijen_op, rij, stel_voor, uit_csv, uitvoer
from tests.hulp_werkmap import open_als, volledige_zaak

BSN = "lijkt een BSN; is het een telefoonnummer? schrijf het met de 0 ervoor, bijvoorbeeld 06-12345678"


def _fouten(v: Voorstel) -> list[tuple[int, str]]:
    return [(f.nr, f.kolom) for f in v.fouten]


def _rij(s: Sessie, map_: Path, id_: str = "g-1") -> Mapping[str, str]:
    return next(x for x in uit_csv(uitvoer(s, map_)) if x["gesprek_id"] == id_)


# --- one cell --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kolom", "goed", "fout"),
    [
        ("aanmelddatum", ("2027-01-04", "4-1-2027", "04-01-2027 00:00", "2027-01-04T00:00:00", "46391"),
         ("31-06-2025", "4/1/2027", "12", "2027-01-04 09:30", "4-1-27", "0204-01-01")),
        ("aanmelder", ("huisarts", " HUISARTS ", ""), ("dokter",)),
        ("op_verzoek_inwoner", ("ja", "", "nee"), ("j", "1")),
        ("status", ("gevoerd",), ("klaar", "")),
        ("volgnummer", ("1", "", "1,0"), ("0", "3", "1,5", "een")),
        ("soort", ("", "uitstroom", "check-in"), ("intake",)),
        ("duur_min", ("1", "480", "60.0", ""), ("0", "481", "60,5", "uur")),
        ("vorm", ("locatie", "hybride", ""), ("buiten",)),
        ("leeftijd", ("18", "120", ""), ("17", "121", "-20")),
        ("gespreksvoerders", ("ggz|ggz|ed", ""), ("ggz;sd", "noor")),
        ("ervaringsdeskundigheid", ("voor-of-na", ""), ("ja",)),
        ("naaste", ("ja", "nee", ""), ("misschien",)),
        ("themas", ("zingeving|meedoen", ""), ("slapen",)),
        ("score_zingeving", ("0", "10", "6,5", "6.5", ""), ("6,25", "10,5", "zes", ".")),
        ("advies", ("sociaal-domein|zelf", "ggz-mono|sociaal-domein"), ("sociaal domein", "geen|sociaal-domein")),
        ("primair", ("zelf", ""), ("ggz-basis", "beide")),
        ("actie_huisarts", ("verwijzing-ggz", ""), ("bellen",)),
        ("toegeleid", ("zelf@2027-01-25|wmo", "onbekend", "zelf|niet-nagevraagd"),
         ("zelf@gisteren", "zelf@2027-01-01|zelf@2027-01-02", "onbekend|niet-nagevraagd", "onbekend@2027-01-01")),
        ("benut", ("",), ("@2027-01-01",)),
        ("uren_ggz", ("0", "24", "1,25", ".5", ""), ("1,255", "24,01", "-1")),
        ("waardering_inwoner", ("1", "10", "7,25", ""), ("0", "10,5", "7,125")),
        ("gesprek_id", ("x",), ("",)),
        ("inwoner_id", ("x",), (" ",)),
        ("pilot", ("x",), ("",)),
    ],
)  # fmt: skip
def test_elke_cel(
    noor: Sessie, tmp_path: Path, kolom: str, goed: tuple[str, ...], fout: tuple[str, ...]
) -> None:
    for waarde in goed:
        assert stel_voor(noor, tmp_path, rij(**{kolom: waarde})).fouten == [], waarde
    for waarde in fout:
        v = stel_voor(noor, tmp_path, rij(**{kolom: waarde}))
        assert (2, kolom) in _fouten(v), waarde
        if waarde.strip():
            assert next(f for f in v.fouten if f.kolom == kolom).regel().count(f'"{waarde}"') == 1


def test_een_bsn_in_welke_kolom_ook(noor: Sessie, tmp_path: Path) -> None:
    for kolom in ("gesprek_id", "leeftijd", "leerpunt", "themas", "eigen kolom", "benut"):
        for bsn in ("123456782", "123.456.782", "tel. 123 456 782"):
            (f,) = stel_voor(noor, tmp_path, rij(**{kolom: bsn})).fouten
            assert (f.nr, f.kolom, f.melding) == (2, kolom, BSN)
            assert "•••••••••" in f.waarde
            assert "123" not in f.waarde
            assert f.regel() == f'rij 2, kolom {kolom}: "{f.waarde}" {BSN}'


def test_dit_is_geen_bsn(noor: Sessie, tmp_path: Path) -> None:
    for geen in ("06-12345678", "1234567820", "000000000", "123456781", "2027-01-04 12"):
        assert stel_voor(noor, tmp_path, rij(leerpunt=geen)).fouten == []


def test_een_cel_heeft_een_grens(noor: Sessie, tmp_path: Path) -> None:
    assert stel_voor(noor, tmp_path, rij(leerpunt="a" * 32_767)).fouten == []
    (f,) = stel_voor(noor, tmp_path, rij(leerpunt="a" * 32_768)).fouten
    assert f.melding == "ten hoogste 32.767 tekens, de grens voor een cel"
    assert len(f.waarde) <= 60


# --- within a row, and between rows ----------------------------------------------------------


@pytest.mark.parametrize(
    ("velden", "kolom"),
    [
        ({"gespreksdatum": ""}, "gespreksdatum"),
        ({"gespreksdatum": "", "status": "gepland"}, "gespreksdatum"),
        ({"gespreksdatum": "", "status": "no-show"}, "gespreksdatum"),
        ({"gespreksdatum": "2027-01-03", "uitnodigingsdatum": ""}, "gespreksdatum"),
        ({"uitnodigingsdatum": "2027-01-03"}, "uitnodigingsdatum"),
        ({"uitnodigingsdatum": "2027-01-19"}, "uitnodigingsdatum"),
        ({"advies": "zelf|geen", "primair": "zelf"}, "advies"),
        ({"primair": "wmo"}, "primair"),
        ({"primair": "wmo", "advies": ""}, "primair"),
    ],
)
def test_wat_in_een_rij_niet_samengaat(
    noor: Sessie, tmp_path: Path, velden: dict[str, str], kolom: str
) -> None:
    assert _fouten(stel_voor(noor, tmp_path, rij(**velden))) == [(2, kolom)]


def test_een_foute_cel_wekt_geen_tweede_fout(noor: Sessie, tmp_path: Path) -> None:
    v = stel_voor(noor, tmp_path, rij(gespreksdatum="ooit", aanmelddatum="2027-13-01", advies="x"))
    assert _fouten(v) == [(2, "aanmelddatum"), (2, "gespreksdatum"), (2, "advies")]


def test_alle_fouten_tegelijk(noor: Sessie, tmp_path: Path) -> None:
    v = stel_voor(
        noor,
        tmp_path,
        rij(leeftijd="12", primair="wmo"),
        rij(gesprek_id="g-2", inwoner_id="i-2"),
        rij(gesprek_id="g-3", inwoner_id="i-3", vorm="buiten", gespreksdatum=""),
    )
    assert _fouten(v) == [(2, "leeftijd"), (2, "primair"), (4, "gespreksdatum"), (4, "vorm")]
    assert v.goede_rijen == 1
    with pytest.raises(Geweigerd):
        importeren.bewaar(noor, v.plan)
    assert uit_csv(uitvoer(noor, tmp_path)) == []


TWEEDE = {"gesprek_id": "g-2", "volgnummer": "2", "gespreksdatum": "2027-02-01"}


def test_volgnummers(noor: Sessie, tmp_path: Path) -> None:
    assert stel_voor(noor, tmp_path, rij(), rij(**TWEEDE)).fouten == []
    los = stel_voor(noor, tmp_path, rij(**TWEEDE))
    assert los.fouten == []
    assert los.meldingen == ["Volgnummer 2 zonder volgnummer 1 (rij 2)."]
    anders = rij(**TWEEDE, aanmelddatum="2027-01-05")
    assert _fouten(stel_voor(noor, tmp_path, rij(), anders)) == [(3, "aanmelddatum")]
    assert _fouten(stel_voor(noor, tmp_path, rij(), rij(gesprek_id="g-2"))) == [(3, "volgnummer")]
    # a no-show that was planned again is a row of its own, and so is another kind of gesprek
    for goed in (rij(gesprek_id="g-2", status="no-show"), rij(gesprek_id="g-2", soort="uitstroom")):
        assert stel_voor(noor, tmp_path, rij(), goed).fouten == []


def test_volgnummers_naast_wat_er_al_staat(noor: Sessie, tmp_path: Path) -> None:
    neem_rijen_op(noor, tmp_path, rij())
    assert stel_voor(noor, tmp_path, rij(**TWEEDE)).meldingen == []
    assert _fouten(stel_voor(noor, tmp_path, rij(**TWEEDE, aanmelddatum="2027-01-05"))) == [
        (2, "aanmelddatum")
    ]
    assert _fouten(stel_voor(noor, tmp_path, rij(gesprek_id="g-2"))) == [(2, "volgnummer")]
    assert stel_voor(noor, tmp_path, rij(status="no-show"), rij(gesprek_id="g-2")).fouten == []


def test_twee_rijen_met_een_id(noor: Sessie, tmp_path: Path) -> None:
    v = stel_voor(noor, tmp_path, rij(), rij(inwoner_id="i-2"), geldige=True)
    assert _fouten(v) == [(3, "gesprek_id")]
    assert "rij 2" in v.fouten[0].melding
    importeren.bewaar(noor, v.plan)
    assert [x["inwoner_id"] for x in uit_csv(uitvoer(noor, tmp_path))] == ["i-1"]


def test_een_id_blijft_bij_zijn_inwoner(noor: Sessie, tmp_path: Path) -> None:
    neem_rijen_op(noor, tmp_path, rij())
    assert _fouten(stel_voor(noor, tmp_path, rij(inwoner_id="i-2"))) == [(2, "inwoner_id")]


def test_geldige_rijen_leunen_niet_op_geweigerde(noor: Sessie, tmp_path: Path) -> None:
    """The first of two second gesprekken is refused; the other one then lacks its volgnummer 1."""
    ander = rij(gesprek_id="g-3", aanmelddatum="2026-01-04", uitnodigingsdatum="", gespreksdatum="2026-01-18")
    v = stel_voor(noor, tmp_path, rij(leeftijd="3"), rij(**TWEEDE), ander, geldige=True)
    assert _fouten(v) == [(2, "leeftijd"), (3, "aanmelddatum")]
    importeren.bewaar(noor, v.plan)
    assert [x["gesprek_id"] for x in uit_csv(uitvoer(noor, tmp_path))] == ["g-3"]


# --- what is stored --------------------------------------------------------------------------


def test_een_rij_komt_terug_zoals_hij_was(noor: Sessie, tmp_path: Path) -> None:
    neem_rijen_op(noor, tmp_path, rij())
    terug = _rij(noor, tmp_path)
    assert {k: v for k, v in terug.items() if v and k != "soort"} == rij()
    with noor.lezen() as db:
        g = db.exec(select(t.Gesprek).where(t.Gesprek.extern_id == "g-1")).one()
        a = db.get_one(t.Aanmelding, g.aanmelding)
        facts = {(f.code, f.stap, f.weten, f.datum) for f in db.exec(select(t.Toeleiding))}
        assert (g.begin.isoformat(), g.begin_precisie, g.team) == (
            "2027-01-18T11:00:00+00:00",
            "dag",
            "ggz|sd",
        )
        assert g.sprint is None  # the sprint begins in February
        assert (a.uitgenodigd_op, a.status, a.extern_id) == (date(2027, 1, 11), "open", None)
        assert facts == {
            ("zelf", "geadviseerd", "ja", None),
            ("sociaal-domein", "geadviseerd", "ja", None),
            ("sociaal-domein", "verwezen", "ja", date(2027, 1, 25)),
            ("*", "gestart", "onbekend", None),
        }


def test_opnieuw_verandert_niets_en_schrijft_niets(noor: Sessie, tmp_path: Path) -> None:
    neem_rijen_op(noor, tmp_path, rij())
    with noor.lezen() as db:
        voor = db.execute(
            text("SELECT (SELECT count(*) FROM wijziging), (SELECT count(*) FROM toegang)")
        ).one()
    v = neem_rijen_op(noor, tmp_path, rij())
    assert (v.plan.nieuw, v.plan.gewijzigd, v.plan.ongewijzigd) == (0, 0, 1)
    with noor.lezen() as db:
        na = db.execute(text("SELECT (SELECT count(*) FROM wijziging), (SELECT count(*) FROM toegang)")).one()
    assert tuple(na) == tuple(voor)


def test_alleen_wat_anders_is_komt_in_het_logboek(noor: Sessie, tmp_path: Path) -> None:
    neem_rijen_op(noor, tmp_path, rij())
    with noor.lezen() as db:
        voor = db.execute(text("SELECT max(hlc) FROM wijziging")).scalar()
    v = neem_rijen_op(noor, tmp_path, rij(duur_min="75", score_zingeving="7"))
    assert (v.plan.gewijzigd, v.plan.geleegd) == (1, 0)
    with noor.lezen() as db:
        log = db.execute(
            text("SELECT tabel, soort, nieuw FROM wijziging WHERE hlc > :h ORDER BY hlc"), {"h": voor}
        ).all()
    assert sorted(tuple(x) for x in log) == [
        ("gesprek", "U", '{"duur_min":75}'),
        ("gesprek_thema", "U", '{"score":14}'),
    ]


def test_een_kolom_die_ontbreekt_blijft_en_een_lege_cel_leegt(noor: Sessie, tmp_path: Path) -> None:
    neem_rijen_op(noor, tmp_path, rij())
    kort = {k: v for k, v in rij().items() if k not in ("leeftijd", "advies", "primair", "toegeleid")}
    assert neem_rijen_op(noor, tmp_path, kort).plan.ongewijzigd == 1
    v = stel_voor(noor, tmp_path, rij(leeftijd="", advies="", primair="", criteria="", duur_min=""))
    assert (v.plan.gewijzigd, v.plan.geleegd) == (1, 5)
    importeren.bewaar(noor, v.plan)
    terug = _rij(noor, tmp_path)
    assert [terug[k] for k in ("leeftijd", "advies", "criteria", "duur_min")] == ["", "", "", ""]
    assert terug["toegeleid"] == "sociaal-domein@2027-01-25"
    nu = stel_voor(noor, tmp_path, {**kort, "gespreksdatum": "2027-01-02", "uitnodigingsdatum": ""})
    assert _fouten(nu) == [(2, "gespreksdatum")]


def test_een_regel_geldt_ook_met_wat_er_al_staat(noor: Sessie, tmp_path: Path) -> None:
    neem_rijen_op(noor, tmp_path, rij())
    kort = {k: v for k, v in rij(aanmelddatum="2027-01-15").items() if k not in ("uitnodigingsdatum",)}
    assert _fouten(stel_voor(noor, tmp_path, kort)) == [(2, "uitnodigingsdatum")]


def test_een_enkel_advies_is_het_hoofdadvies(noor: Sessie, tmp_path: Path) -> None:
    neem_rijen_op(noor, tmp_path, rij(advies="wmo", primair=""))
    assert _rij(noor, tmp_path)["primair"] == "wmo"
    assert neem_rijen_op(noor, tmp_path, rij(advies="wmo", primair="")).plan.ongewijzigd == 1


def test_onbekende_codes_tellen_als_overig(noor: Sessie, tmp_path: Path) -> None:
    v = neem_rijen_op(
        noor, tmp_path, rij(criteria="Eigen reden|eerste-keer|nog iets", leefgebieden="boot|Wonen")
    )
    assert (
        v.meldingen[0] == "Onbekend in criteria: Eigen reden (1 keer). Dit telt als overig, met zijn tekst."
    )
    assert len([m for m in v.meldingen if m.startswith("Onbekend in")]) == 3
    terug = _rij(noor, tmp_path)
    assert terug["criteria"] == "eerste-keer|Eigen reden|nog iets"
    assert terug["leefgebieden"] == "wonen|boot"
    with noor.lezen() as db:
        assert {(c.code, c.tekst) for c in db.exec(select(t.AanmeldingCriterium))} == {
            ("eerste-keer", None),
            ("overig", "Eigen reden|nog iets"),
        }


def test_rijen_van_een_aanmelding(noor: Sessie, tmp_path: Path) -> None:
    """What belongs to the aanmelding is stored once; a row that says something else keeps its own."""
    tweede = rij(**TWEEDE, praktijk="Huisartsen De Brug", criteria="eerste-keer", uitnodigingsdatum="")
    neem_rijen_op(noor, tmp_path, rij(), tweede)
    with noor.lezen() as db:
        assert len(db.exec(select(t.Aanmelding)).all()) == 1
        (eigen,) = db.exec(select(t.GesprekRij)).all()
        assert (eigen.criteria, eigen.aanmelder, eigen.uitgenodigd_op) == ("eerste-keer", "huisarts", None)
    assert _rij(noor, tmp_path, "g-2")["praktijk"] == "Huisartsen De Brug"
    gelijk = rij(**TWEEDE)
    neem_rijen_op(noor, tmp_path, gelijk)
    with noor.lezen() as db:
        assert db.exec(select(t.GesprekRij)).all() == []


def test_een_aanmelding_die_een_gesprek_wordt_en_weer_afvalt(noor: Sessie, tmp_path: Path) -> None:
    kaal = {k: v for k, v in rij().items() if k in ("gesprek_id", "inwoner_id", "pilot", "aanmelddatum")}
    for stap in (
        {"status": "aangemeld"},
        {"status": "gepland", "gespreksdatum": "2027-03-18"},
        {"status": "geannuleerd", "reden": "ziek", "gespreksdatum": ""},
        {"status": "ingetrokken", "reden": "gaat beter", "gespreksdatum": ""},
        {"status": "aangemeld", "reden": ""},
    ):
        assert neem_rijen_op(noor, tmp_path, {**kaal, **stap}).plan.ongewijzigd == 0
        (terug,) = uit_csv(uitvoer(noor, tmp_path))
        assert {k: terug[k] for k in stap} == stap
        assert neem_rijen_op(noor, tmp_path, {**kaal, **stap}).plan.ongewijzigd == 1


@pytest.mark.parametrize("status", ["afgewezen", "ingetrokken"])
def test_afgewezen_staat_op_de_aanmelding(noor: Sessie, tmp_path: Path, status: str) -> None:
    kaal = {k: v for k, v in rij().items() if k in ("gesprek_id", "inwoner_id", "pilot", "aanmelddatum")}
    neem_rijen_op(noor, tmp_path, {**kaal, "status": status, "reden": "te licht"})
    with noor.lezen() as db:
        (a,) = db.exec(select(t.Aanmelding)).all()
        assert (a.status, a.reden_code, a.extern_id) == (status, "te licht", "g-1")
        assert db.exec(select(t.Gesprek)).all() == []


def test_een_andere_aanmelddatum(noor: Sessie, tmp_path: Path) -> None:
    neem_rijen_op(noor, tmp_path, rij(), rij(**TWEEDE))
    later = {"aanmelddatum": "2027-01-05"}
    neem_rijen_op(noor, tmp_path, rij(**later), rij(**TWEEDE, **later))
    with noor.lezen() as db:
        (a,) = db.exec(select(t.Aanmelding)).all()
        assert a.aanmelddatum == date(2027, 1, 5)
    # only one of the two: it gets an aanmelding of its own, and back again
    neem_rijen_op(
        noor, tmp_path, rij(**TWEEDE, soort="uitstroom", aanmelddatum="2027-01-06", uitnodigingsdatum="")
    )
    with noor.lezen() as db:
        assert len(db.exec(select(t.Aanmelding)).all()) == 2
    neem_rijen_op(noor, tmp_path, rij(**TWEEDE, soort="uitstroom", **later))
    with noor.lezen() as db:
        assert len(db.exec(select(t.Aanmelding)).all()) == 1


def test_een_inwoner_in_twee_pilots_en_een_gesprek_dat_verhuist(noor: Sessie, tmp_path: Path) -> None:
    feb = {"gespreksdatum": "2027-02-08", "uitnodigingsdatum": ""}
    v = neem_rijen_op(
        noor, tmp_path, rij(**feb), rij(gesprek_id="g-2", aanmelddatum="2027-01-20", pilot="Kampen", **feb)
    )
    assert "Nieuwe pilot: Kampen." in v.meldingen
    with noor.lezen() as db:
        assert len(db.exec(select(t.Inwoner)).all()) == 1
    assert neem_rijen_op(noor, tmp_path, rij(**feb, pilot="Kampen")).plan.gewijzigd == 1
    assert _rij(noor, tmp_path)["pilot"] == "Kampen"
    assert [
        cijfers.reken(noor, Vraag(pilot=p)).telling.n("gesprekken", "gevoerd") for p in ("Zwolle", "Kampen")
    ] == [
        0,
        2,
    ]


def test_wat_nog_niet_bekend_is_wordt_gemaakt_en_gemeld(noor: Sessie, tmp_path: Path) -> None:
    v = neem_rijen_op(noor, tmp_path, rij(pilot="Nieuw Noord", gemeente="Verweg", praktijk="Praktijk Ster"))
    assert v.meldingen == [
        "Nieuwe pilot: Nieuw Noord.",
        "Nieuwe praktijk: Praktijk Ster.",
        "Nieuwe gemeente: Verweg.",
    ]
    with noor.lezen() as db:
        assert "Praktijk Ster" in {p.naam for p in db.exec(select(t.Praktijk))}
        assert "Nieuw Noord" in {p.naam for p in db.exec(select(t.Pilot))}
    assert (
        stel_voor(noor, tmp_path, rij(gesprek_id="g-9", inwoner_id="i-9", gemeente="Verweg")).meldingen == []
    )


def test_afwijkingen_worden_gemeld(noor: Sessie, tmp_path: Path) -> None:
    v = stel_voor(noor, tmp_path, rij(toegeleid="wmo", benut="steunpunt", reden="te laat"))
    assert v.meldingen == [
        "In benut staat een code die niet in toegeleid staat (rij 2).",
        "In toegeleid staat een code die niet in advies staat (rij 2).",
        "Er staat een reden bij een status waar geen reden bij hoort (rij 2).",
    ]
    assert v.fouten == []


def test_een_categorie_die_de_regio_niet_kent_blijft(noor: Sessie, tmp_path: Path) -> None:
    neem_rijen_op(noor, tmp_path, rij(advies="ggz-mono|zelf", primair="ggz-mono"))
    assert _rij(noor, tmp_path)["advies"] == "zelf|ggz-mono"


# --- what was written in the program ---------------------------------------------------------


def test_tekst_uit_het_programma_blijft(noor: Sessie, tmp_path: Path) -> None:
    zaak = volledige_zaak(noor)
    (uit,) = uit_csv(uitvoer(noor, tmp_path))
    anders = {**uit, "leerpunt": "", "ontbrekend_aanbod": "iets anders", "duur_min": "80"}
    v = neem_rijen_op(noor, tmp_path, anders)
    assert v.plan.gewijzigd == 1
    assert any(m.startswith("Tekst die in het programma is geschreven, blijft staan") for m in v.meldingen)
    (na,) = uit_csv(uitvoer(noor, tmp_path))
    assert na == {**uit, "duur_min": "80"}
    assert vastleggen.lees(noor, zaak.gesprek).ruw["conclusie"] == "ik hoef het niet alleen te doen"


def test_tekst_uit_een_bestand_volgt_het_bestand(noor: Sessie, tmp_path: Path) -> None:
    neem_rijen_op(noor, tmp_path, rij())
    neem_rijen_op(noor, tmp_path, rij(leerpunt="toch anders"))
    assert _rij(noor, tmp_path)["leerpunt"] == "toch anders"
    with noor.lezen() as db:
        ref = db.exec(select(t.Gesprek.ref)).one()
    vastleggen.bewaar(noor, ref, {"leerpunt": "zelf getypt"})
    assert neem_rijen_op(noor, tmp_path, rij(leerpunt="")).plan.ongewijzigd == 1
    assert _rij(noor, tmp_path)["leerpunt"] == "zelf getypt"


def test_een_vastgesteld_advies_blijft(noor: Sessie, tmp_path: Path) -> None:
    volledige_zaak(noor)
    (uit,) = uit_csv(uitvoer(noor, tmp_path))
    v = neem_rijen_op(noor, tmp_path, {**uit, "advies": "wmo", "primair": "wmo", "adviesdatum": ""})
    assert v.plan.ongewijzigd == 1
    assert "vastgesteld en blijft" in " ".join(v.meldingen)
    assert uit_csv(uitvoer(noor, tmp_path)) == [uit]


# --- who may read it -------------------------------------------------------------------------


def _sleutels(s: Sessie) -> dict[str, str]:
    with s.lezen() as db:
        namen = {m.id: m.naam for m in db.exec(select(t.Medewerker))}
        return {namen[x.medewerker]: x.grond for x in db.exec(select(t.Inwonersleutel))}


def test_de_sleutel_van_een_nieuwe_inwoner(werkmap: Werkmap, klok: VasteKlok, tmp_path: Path) -> None:
    for naam, hoort in (
        ("Els", {"Noor": "aanmeldpunt"}),
        ("Karim", {"Noor": "aanmeldpunt", "Karim": "aanmelding"}),
        ("Noor", {"Noor": "aanmeldpunt"}),
    ):
        s = open_als(werkmap, naam, klok)
        try:
            with s.lezen() as db:
                assert db.exec(select(t.Inwonersleutel)).all() == []
            v = stel_voor(s, tmp_path, rij())
            with s.store.schrijven(s.ik.id) as db:  # look, and leave nothing
                importeren._bouw(s, db, v.plan).voer_uit(db)
                db.flush()
                namen = {m.id: m.naam for m in db.exec(select(t.Medewerker))}
                assert {namen[x.medewerker]: x.grond for x in db.exec(select(t.Inwonersleutel))} == hoort
                db.rollback()
        finally:
            s.sluit()


def test_een_coordinator_leest_de_tekst_niet_terug(werkmap: Werkmap, klok: VasteKlok, tmp_path: Path) -> None:
    els = open_als(werkmap, "Els", klok)
    try:
        neem_rijen_op(els, tmp_path, rij())
        assert _rij(els, tmp_path)["leerpunt"] == ""
        weer = neem_rijen_op(els, tmp_path, rij())
        assert weer.plan.ongewijzigd == 1
        v = neem_rijen_op(els, tmp_path, rij(leerpunt="anders", duur_min="61"))
        assert any("u kunt deze inwoner niet lezen" in m for m in v.meldingen)
    finally:
        els.sluit()
    noor = open_als(werkmap, "Noor", klok)
    try:
        assert (_rij(noor, tmp_path)["leerpunt"], _rij(noor, tmp_path)["duur_min"]) == ("eerder bellen", "61")
    finally:
        noor.sluit()


def test_intussen_gewijzigd(noor: Sessie, werkmap: Werkmap, klok: VasteKlok, tmp_path: Path) -> None:
    """Somebody else stored the same rows between the numbers and the storing."""
    pad = tmp_path / "rijen.csv"
    pad.write_bytes(als_csv([rij(), rij(**TWEEDE)]))
    v = bestand.stel_voor(noor, pad)
    ander = open_als(werkmap, "Karim", klok)
    try:
        neem_rijen_op(ander, tmp_path, rij())
    finally:
        ander.sluit()
    plan = importeren.bewaar(noor, v.plan)
    assert (plan.nieuw, plan.ongewijzigd) == (1, 1)
    assert len(uit_csv(uitvoer(noor, tmp_path))) == 2


def test_een_ingelezen_gesprek_werkt_in_het_programma(noor: Sessie, tmp_path: Path) -> None:
    neem_rijen_op(noor, tmp_path, rij(duur_min="", vorm=""))
    regel = vastleggen.lijst(noor)[0]
    beeld = vastleggen.lees(noor, regel.ref)
    assert beeld.begin.date() == date(2027, 1, 18)
    assert beeld.einde - beeld.begin == timedelta(0)
    assert beeld.ruw["leerpunt"] == "eerder bellen"
    vastleggen.bewaar(noor, regel.ref, {**beeld.ruw, "conclusie": "het gaat"})
    assert neem_op(noor, tmp_path / "rijen.csv").plan.ongewijzigd == 1


def test_sleutels_op_een_rij() -> None:
    reeks = uuid7_reeks(1_800_000_000_000)
    sleutels = [next(reeks) for _ in range(40_000)]
    assert sleutels == sorted(set(sleutels))
    assert {(s.version, s.variant, s.int >> 80) for s in sleutels} == {(7, RFC_4122, 1_800_000_000_000)}
