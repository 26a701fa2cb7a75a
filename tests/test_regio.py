"""The region of a werkmap: the list, a file of one's own, another region, a value set by the team itself."""

import os
import re
import tomllib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from mgn_tui.domain import profiel as module
from mgn_tui.domain.fouten import Geweigerd, NietOpenen
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.profiel import ProfielFout, lees_tabellen, profielen
from mgn_tui.domain.profiel_laden import maak_profiel
from mgn_tui.domain.profiel_zet import als_toml, lees_waarde, zet
from mgn_tui.domain.woorden import AanmeldingStatus, Stap, Weten
from mgn_tui.register import aanmelden, adviseren, beheren, regio, toeleiden, vastleggen
from mgn_tui.register.sessie import Sessie
from mgn_tui.store.tables import Instelling, Profielwaarde, Wijziging
from mgn_tui.store.werkmap import Werkmap
from tests.cli_hulp import Cli
from tests.hulp_werkmap import AFSPRAKEN, maak_advies, maak_gevoerd, open_als, volledige_zaak

MAP = Path(module.__file__).parent / "profielen"


def eigen_bestand(pad: Path, *ruil: tuple[str, str], van: str = "twente") -> Path:
    """A region of one's own: one of the program's under another name, with what `ruil` says."""
    tekst = (MAP / f"{van}.toml").read_text(encoding="utf-8")
    for oud, nieuw in (
        (f'id = "{van}"', 'id = "proefstreek"'),
        ('naam = "Twente"', 'naam = "Proefstreek"'),
        *ruil,
    ):
        assert oud in tekst
        tekst = tekst.replace(oud, nieuw, 1)
    pad.write_text(tekst, encoding="utf-8")
    return pad


@pytest.fixture
def eigen(tmp_path: Path) -> Path:
    return eigen_bestand(tmp_path / "proefstreek.toml")


# --- one value, set otherwise -----------------------------------------------------------------

ZL = lees_tabellen("zuid-limburg")


@pytest.mark.parametrize(
    ("pad", "getypt", "regel", "bron"),
    [
        (
            "planning.duur_min",
            "45",
            "planning.duur_min",
            "lokaal vastgesteld; proef; in het profiel staat: 60",
        ),
        (
            "normen.gesprek.dagen",
            "21",
            "normen.gesprek",
            "lokaal vastgesteld; proef; in het profiel staat: dagen niet bepaald in het plan",
        ),
        (
            "prijzen.indexatie_procent",
            "3,1",
            "prijzen.indexatie_procent",
            "lokaal vastgesteld; proef; in het profiel staat: 2,77; L2055-2057",
        ),
        (
            "schalen.team.maximum",
            "5",
            "schalen.team",
            "lokaal vastgesteld; proef; in het profiel staat: maximum 10; L1665-1669",
        ),
        (
            "doelen.VG.ijkmomenten.2026-12-31.minimum",
            "4000",
            "doelen.VG.ijkmomenten.2026-12-31",
            "lokaal vastgesteld; proef; in het profiel staat: minimum niet bepaald in het plan; L1563, L1588",
        ),
        (
            "beveiligde_wegen",
            '["ZorgMail"]',
            "beveiligde_wegen",
            "lokaal vastgesteld; proef; in het profiel staat: ZorgMail, ZorgDomein, VIPLive, Zivver",
        ),
    ],
)
def test_een_eigen_waarde_heeft_de_reden_als_bron(pad: str, getypt: str, regel: str, bron: str) -> None:
    profiel = maak_profiel(zet(ZL, pad, lees_waarde(als_toml(getypt)), "proef"))
    assert profiel.bron(regel) == bron
    assert [b.pad for b in profiel.bronnen() if b.aard == "vastgesteld"] == [regel]


def test_de_tabellen_zelf_blijven_zoals_ze_zijn() -> None:
    voor = maak_profiel(ZL)
    ook = zet(zet(ZL, "normen.gesprek.dagen", 21, "a"), "normen.gesprek.status", "streven", "b")
    assert maak_profiel(ZL).bronregels == voor.bronregels
    norm = maak_profiel(ook).normen["gesprek"]
    assert (norm.dagen, norm.status, norm.reden) == (21, "streven", "a; b")
    assert maak_profiel(zet(ZL, "normen.gesprek.dagen", 21, "a")).normen["gesprek"].status == "werkafspraak"


@pytest.mark.parametrize(
    ("pad", "waarde", "melding"),
    [
        ("planning.duurmin", 45, "Bedoelt u duur_min?"),
        ("planning.duur_min", "lang", "een heel getal"),
        ("planning", 3, "Noem er één"),
        ("planing.duur_min", 3, "niet te zetten"),
        ("normen.wachten.dagen", 3, "'wachten' staat niet"),
        ("normen.wachten", 3, "'wachten' staat niet"),
        ("schalen.team", 3, "met .label erachter"),
        ("schalen.team.code", "x", "niet te zetten"),
        ("schalen.baas.maximum", 3, "'baas' staat niet"),
        ("schalen.team.bron", "L1", "niet te zetten"),
        ("schalen.team.maximum", 0, "het maximum ligt boven het minimum"),
        ("advies", "x", "Noem er één"),
        ("planning.duur_min.uren", 1, "'duur_min' staat niet"),
        ("planning.duur_min.waarde", 1, "'duur_min' staat niet"),
        ("regio.naam", "x", "ligt vast"),
        ("plan.jaar", 2030, "ligt vast"),
        ("doelen.VG.ijkmomenten.2028-12-31.minimum", 4000, "mgn doel wijzig"),
        ("doelen.VG.ijkmomenten.2026-12-31.bedrag", 4000, "mgn doel wijzig"),
        ("doelen.VG.telregel", "x", "mgn doel wijzig"),
        ("", 1, "niet te zetten"),
    ],
)
def test_wat_niet_te_zetten_is(pad: str, waarde: object, melding: str) -> None:
    with pytest.raises(ProfielFout) as fout:
        maak_profiel(zet(ZL, pad, waarde, "proef"))
    assert melding in fout.value.melding


@pytest.mark.parametrize(
    ("getypt", "waarde"),
    [
        ("45", 45),
        (" 1,5 ", Decimal("1.5")),
        ("-2.5", Decimal("-2.5")),
        ("ja", True),
        ("Nee", False),
        ("proeftuin", "proeftuin"),
        ('zeg "dag"', 'zeg "dag"'),
        ("2026-03-31", date(2026, 3, 31)),
        ('["a", "b"]', ["a", "b"]),
        ("1\ny = 2", "1\ny = 2"),
    ],
)
def test_wat_mensen_typen_als_waarde(getypt: str, waarde: object) -> None:
    assert lees_waarde(als_toml(getypt)) == waarde


@given(st.text(max_size=40))
def test_elke_tekst_wordt_een_waarde(getypt: str) -> None:
    lees_waarde(als_toml(getypt))


# --- in a werkmap -----------------------------------------------------------------------------


def heropend(s: Sessie, klok: VasteKlok) -> Sessie:
    return open_als(s.werkmap, s.ik.naam, klok)


def test_zetten_blijft_en_gaat_terug(noor: Sessie, klok: VasteKlok) -> None:
    with pytest.raises(Geweigerd, match="reden"):
        regio.zet(noor, "planning.duur_min", "45", "  ")
    with pytest.raises(ProfielFout, match="1 of meer"):
        regio.zet(noor, "planning.duur_min", "0", "kort")
    assert regio.eigen_waarden(noor) == ()
    regio.zet(noor, "planning.duur_min", "45", "korter past hier")
    regio.zet(noor, "planning.duur_min", "50", "toch iets langer")
    assert noor.profiel.planning.duur_min == 50
    weer = heropend(noor, klok)
    assert weer.profiel.planning.duur_min == 50
    assert "toch iets langer; in het profiel staat: 60" in weer.profiel.bron("planning.duur_min")
    (eigen,) = regio.eigen_waarden(weer)
    assert (eigen.pad, eigen.waarde, eigen.past) == ("planning.duur_min", "50", True)
    with weer.lezen() as db:
        gelogd = db.exec(select(Wijziging).where(Wijziging.tabel == "profielwaarde")).all()
    assert [w.soort for w in gelogd] == ["I", "U"]
    regio.terug(weer, "planning.duur_min")
    assert weer.profiel.planning.duur_min == 60
    with pytest.raises(Geweigerd, match="niet zelf vastgesteld"):
        regio.terug(weer, "planning.duur_min")
    weer.sluit()


def test_wisselen_verliest_niets(noor: Sessie, klok: VasteKlok) -> None:
    """A whole case of IJssel-Vecht, carried to Twente and back: read, corrected, counted, as it was."""
    zaak = volledige_zaak(noor)
    ander, gesprek = maak_gevoerd(noor, voornaam="Ada")
    maak_advies(noor, gesprek, [{**AFSPRAKEN[0], "deel": "steun"}])
    voor = aanmelden.lees(noor, ander).ruw
    assert voor["criteria"] == "" and regio.wissel(noor, "twente").id == "twente"
    s = heropend(noor, klok)
    p = s.profiel
    assert {"psychische-klachten", "andere-leefgebieden"} <= {c.code for c in p.criteria}
    assert next(c for c in p.criteria if c.code == "psychische-klachten").label == "psychische-klachten"
    assert [d.code for d in p.advies.delen][:2] == ["normalisatie", "hulpmiddelen"]
    assert {"zelf", "steun"} <= {d.code for d in p.advies.delen}
    aanmelden.wijzig(
        s, zaak.aanmelding, {"telefoon": "06-11112222"}
    )  # the old codes are in the way of nothing
    assert set(aanmelden.lees(s, zaak.aanmelding).ruw["criteria"].split("|")) == {
        "psychische-klachten",
        "andere-leefgebieden",
    }
    vastleggen.bewaar(s, zaak.gesprek, {"duur_min": "80"})
    adviseren.bewaar(
        s, gesprek, {"categorieen": "sociaal-domein|ggz-mono", "actie_huisarts": "verwijzing-ggz"}
    )
    regio.zet(s, "normen.gesprek.dagen", "21", "zo afgesproken")
    regio.zet(s, "schalen.proces.maximum", "5", "korter")
    regio.zet(s, "categorieen.ggz-mono.kort", "mono", "korter")

    terug = regio.wissel(s, "ijssel-vecht")
    assert terug.id == "ijssel-vecht" and terug.normen["gesprek"].dagen == 21
    assert {w.pad: w.past for w in regio.eigen_waarden(s)} == {
        "categorieen.ggz-mono.kort": False,  # that place is Twente's; it waits
        "normen.gesprek.dagen": True,
        "schalen.proces.maximum": False,
    }
    s.sluit()
    s = heropend(noor, klok)
    p = s.profiel
    mono = next(c for c in p.categorieen if c.code == "ggz-mono")
    assert (mono.label, mono.kort, mono.groep) == ("ggz-mono", "ggz-mono", "overig")
    assert "ggz-mono" in next(g for g in p.groepen if g.code == "overig").codes
    telling = toeleiden.staat(s).telling
    assert telling.per_code["ggz-mono"] == 1 and telling.per_code["sociaal-domein"] == 2
    adviseren.bewaar(s, gesprek, {"antwoord": "Toch iets anders."})
    toeleiden.zet(s, gesprek, "ggz-mono", Stap.VERWEZEN, Weten.JA, s.klok.vandaag())
    assert next(a for a in adviseren.lees(s, gesprek).afspraken).ruw["deel"] == "steun"
    s.sluit()


def test_oude_redenen_blijven_leesbaar(noor: Sessie, klok: VasteKlok) -> None:
    from tests.hulp_werkmap import maak_aanmelding

    ref = maak_aanmelding(noor)
    with noor.schrijven() as db:
        db.add(Profielwaarde(pad="redenen_afwijzen.dubbel.label", waarde='"Stond er al"', reden="korter"))
    s = heropend(noor, klok)
    aanmelden.sluit(s, ref, AanmeldingStatus.AFGEWEZEN, "dubbel")
    regio.wissel(s, "zuid-limburg")
    assert next(i.label for i in s.profiel.redenen_afwijzen if i.code == "dubbel") == "Stond er al"
    s.sluit()


def test_een_eigen_bestand_komt_in_de_werkmap(noor: Sessie, klok: VasteKlok, eigen: Path) -> None:
    assert regio.wissel(noor, str(eigen)).naam == "Proefstreek"
    kopie = regio.bestand_van(noor.werkmap)
    assert kopie.read_bytes() == eigen.read_bytes()
    if os.name == "posix":
        assert kopie.stat().st_mode & 0o777 == 0o600
    eigen.unlink()
    s = heropend(noor, klok)
    assert s.profiel.id == "proefstreek"
    regio.zet(s, "planning.duur_min", "75", "langer")
    assert s.profiel.planning.duur_min == 75
    s.sluit()
    with s.werkmap.data.joinpath("regio.toml").open("a", encoding="utf-8") as bestand:
        bestand.write("\n[planning]\n")
    with pytest.raises(NietOpenen, match=r"mgn regio controleer .*regio\.toml"):
        heropend(noor, klok)
    kopie.unlink()
    with pytest.raises(NietOpenen, match=r"regio\.toml is er niet"):
        heropend(noor, klok)


def test_een_wissel_die_mislukt_laat_het_oude_bestand_staan(
    noor: Sessie, eigen: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    regio.wissel(noor, str(eigen))
    ander = eigen_bestand(tmp_path / "ander.toml", ('id = "proefstreek"', 'id = "andere-streek"'))

    def vol(*_: object) -> None:
        raise OSError

    with monkeypatch.context() as lap:
        lap.setattr(regio, "_zet_instelling", vol)
        with pytest.raises(OSError):
            regio.wissel(noor, str(ander))
    assert regio.bestand_van(noor.werkmap).read_bytes() == eigen.read_bytes()
    assert noor.profiel.id == "proefstreek"
    assert [p.name for p in noor.werkmap.data.glob("regio.*")] == ["regio.toml"]


def _groot(pad: Path) -> str:
    pad.write_bytes(b"#" * (regio.HOOGSTENS + 1))
    return "groter dan 1 MB"


def _bekend(pad: Path) -> str:
    pad.write_bytes((MAP / "twente.toml").read_bytes())
    return "al een regio van het programma"


def _fout(pad: Path) -> str:
    eigen_bestand(pad, ("leeftijd_min = { waarde = 18,", 'leeftijd_min = { waarde = "18",'))
    return "aanmelding.leeftijd_min: hier hoort een heel getal"


@pytest.mark.parametrize("maak", [_groot, _bekend, _fout, lambda _: "is er niet"])
def test_een_slecht_bestand_verandert_niets(
    noor: Sessie, tmp_path: Path, maak: Callable[[Path], str]
) -> None:
    pad = tmp_path / "streek.toml"
    melding = maak(pad)
    with pytest.raises(ProfielFout) as fout:
        regio.wissel(noor, str(pad))
    assert melding in fout.value.melding
    assert noor.profiel.id == "ijssel-vecht" and not regio.bestand_van(noor.werkmap).exists()
    with noor.lezen() as db:
        assert db.get(Instelling, "regio_gewisseld") is None


# --- by command -------------------------------------------------------------------------------


@pytest.fixture
def cli(werkmap: Werkmap, klok: VasteKlok) -> Cli:
    return Cli(werkmap, klok)


def test_lijst_noemt_alle_regios_ook_zonder_werkmap(tmp_path: Path, klok: VasteKlok, eigen: Path) -> None:
    leeg = Cli(Werkmap(tmp_path / "nergens"), klok, None)
    lijst = leeg.goed("regio", "lijst", "--json").json
    assert [r["id"] for r in lijst] == list(profielen())
    assert {r["bron"] for r in lijst} == {"programma"}
    assert "Twente" in leeg.goed("regio", "lijst").data
    leeg.werkmap.maak_mappen()
    regio.bestand_van(leeg.werkmap).write_bytes(eigen.read_bytes())
    laatste = leeg.goed("regio", "lijst", "--json").json[-1]
    assert (laatste["id"], laatste["bron"]) == ("proefstreek", "deze werkmap")
    regio.bestand_van(leeg.werkmap).write_text("x =")
    assert len(leeg.goed("regio", "lijst", "--json").json) == len(profielen())


def test_controleer_noemt_elke_fout_bij_zijn_sleutel(tmp_path: Path, klok: VasteKlok, eigen: Path) -> None:
    leeg = Cli(Werkmap(tmp_path / "nergens"), klok, None)
    goed = leeg.goed("regio", "controleer", str(eigen))
    assert goed.data == "" and "Proefstreek" in goed.gezegd and "47 doelen" in goed.gezegd
    fout = eigen_bestand(
        tmp_path / "fout.toml",
        ('rapportage = { waarde = "kwartaal"', 'raportage = { waarde = "kwartaal"'),
        ("leeftijd_min = { waarde = 18,", "leeftijd_min = { waarde = true,"),
    )
    uit = leeg("regio", "controleer", str(fout))
    assert uit.status == 1
    assert uit.data.splitlines() == [
        "aanmelding.leeftijd_min: hier hoort een heel getal.",
        "sprint.raportage: deze sleutel bestaat niet. Bedoelt u 'rapportage'?",
        "sprint.rapportage: ontbreekt.",
    ]
    assert "3 fouten" in uit.gezegd
    alles = leeg("regio", "controleer", str(fout), "--json")
    assert (alles.status, alles.json["goed"], len(alles.json["fouten"])) == (1, False, 3)
    weg = leeg("regio", "controleer", str(tmp_path / "weg.toml"))
    assert weg.status == 1 and weg.data == "Het bestand weg.toml is er niet."


def test_toon_zet_wissel_en_terug(cli: Cli) -> None:
    alles = cli.goed("regio", "toon", "--json").json
    assert len(alles) > 300 and {"pad", "waarde", "bron", "aard"} == set(alles[0])
    assert cli.goed("regio", "toon", "duur_min").data == "planning.duur_min: 60\n    L865-866"
    uit = cli.goed("regio", "zet", "planning.duur_min", "45", "--reden=korter past hier")
    assert (
        uit.gezegd
        == "planning.duur_min: 45 (lokaal vastgesteld; korter past hier; in het profiel staat: 60; L865-866)."
    )
    assert cli("regio", "zet", "planning.duur_min", "45").status == 1
    cli.goed("regio", "zet", "schalen.samenwerking.maximum", "5", "--reden=korter")
    gewisseld = cli.goed("regio", "wissel", "zuid-limburg")
    assert "hoort nu bij Zuid-Limburg" in gewisseld.gezegd
    assert "geldt ook hier: planning.duur_min" in gewisseld.gezegd
    assert "wacht: schalen.samenwerking.maximum" in gewisseld.gezegd
    assert "schalen.samenwerking.maximum = 5" in cli.goed("regio", "toon", "doelen.vg").gezegd
    assert cli.goed("instellingen", "toon", "--json").json["regio"] == "zuid-limburg"
    assert "60 (keuze" in cli.goed("regio", "terug", "planning.duur_min").gezegd
    uit = cli("regio", "wissel", "limburg")
    assert uit.status == 1 and "Kies uit" in uit.gezegd


@pytest.mark.parametrize("keuze", profielen())
def test_nieuw_met_elke_regio(keuze: str, tmp_path: Path, klok: VasteKlok, licht: None) -> None:
    cli = Cli(Werkmap(tmp_path / "nieuw"), klok, None)
    wie = {"gebruiker": "Noor", "wachtwoord": "zonnige fietstocht langs rivier"}
    cli.goed("nieuw", f"--regio={keuze}", **wie)
    assert cli.goed("instellingen", "toon", "--json", **wie).json["regio"] == keuze
    assert cli.goed("aanmelding", "lijst", **wie).data == ""


def test_praktijk_en_pilot_blijven_bij_wisselen(noor: Sessie) -> None:
    soorten = ("praktijk", "pilot", "sprint", "medewerker")
    voor = [beheren.lijst(noor, soort) for soort in soorten]
    regio.wissel(noor, "twente")
    assert [[r.ruw for r in beheren.lijst(noor, soort)] for soort in soorten] == [
        [r.ruw for r in lijst] for lijst in voor
    ]


def test_de_bestanden_van_het_programma_zijn_gewone_toml() -> None:
    """Anyone can start a region of their own from one of these: no tabs, no line that editors fold away."""
    for regio_ in profielen():
        tekst = (MAP / f"{regio_}.toml").read_text(encoding="utf-8")
        assert "\t" not in tekst and not re.search(r" +$", tekst, re.MULTILINE)
        assert tomllib.loads(tekst)["regio"]["id"] == regio_
