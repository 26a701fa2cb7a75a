"""The report, read back: message first, every figure with its rule, nobody's name, nothing unreleased."""

import zipfile
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from mgn_tui.documents.rapport import maak_pdf, maak_vergaderstuk
from mgn_tui.documents.rapport_xlsx import maak_xlsx
from mgn_tui.documents.uitgeven_rapport import geef_rapport_uit
from mgn_tui.domain.fouten import Geweigerd, SchijfFout
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.rapport import Besluit, Cijfer, Kerngetal, Leerpuntdeel, Rapport, Tabel, Uurregel, Wacht
from mgn_tui.register import beheren, evalueren, rapportdelen, rapporteren, vastleggen
from mgn_tui.register.evaluatiebeeld import vind_plek
from mgn_tui.register.rapporteren import Opdracht
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import tables as t
from tests.cli_hulp import Cli
from tests.hulp_werkmap import DUO, collega, maak_advies, maak_gevoerd

NAAM = "Çağla Şahin-Đặng"
GEHEIM = "Wim zei dat hij niet meer durft"
SPRINT = Opdracht("sprint", "1")


def tekst(pdf: bytes) -> str:
    """All that can be read, in the order of the page, on one line."""
    return " ".join(" ".join(blad.extract_text() for blad in PdfReader(BytesIO(pdf)).pages).split())


def bladen(xlsx: bytes) -> dict[str, list[list[object]]]:
    boek = CalamineWorkbook.from_filelike(BytesIO(xlsx))
    return {naam: boek.get_sheet_by_name(naam).to_python() for naam in boek.sheet_names}


def aantal(pdf: bytes) -> int:
    return len(PdfReader(BytesIO(pdf)).pages)


@pytest.fixture
def geleerd(noor: Sessie) -> Sessie:
    """A sprint of three gesprekken, evaluated: one leerpunt was not released."""
    refs = []
    for lp in ("naaste eerder uitnodigen", "naaste vooraf bellen", GEHEIM):
        _, gesprek = maak_gevoerd(noor, achternaam=NAAM.split()[1])
        vastleggen.bewaar(noor, gesprek, {"leerpunt": lp})
        if lp != GEHEIM:
            vastleggen.geef_leerpunt_vrij(noor, gesprek, lp)
            maak_advies(noor, gesprek)
            refs.append(gesprek)
    plek = vind_plek(noor, "sprint", "1")
    evalueren.bewaar(
        noor,
        plek,
        {
            "boodschap": "Een naaste erbij helpt.",
            "wat_werkte": f"Karim belde vooraf. {NAAM} schreef de brief.",
            "wat_anders": "Noor belt niet meer alleen.",
        },
    )
    evalueren.bewaar_groep(noor, plek, {"titel": "Naaste", "leerpunten": "|".join(refs)})
    evalueren.bewaar_besluit(noor, plek, {"tekst": "Naaste in de brief", "eigenaar": "Noor"})
    return noor


# --- out of the werkmap ----------------------------------------------------------------------


def test_de_boodschap_eerst_en_elk_cijfer_met_zijn_regel(geleerd: Sessie) -> None:
    r = rapporteren.maak(geleerd, SPRINT)
    pdf = maak_pdf(r)
    gelezen = tekst(pdf)
    volgorde = [
        "Evaluatie sprint 1",
        "3 gesprekken met 3 inwoners.",
        "Van de 2 inwoners met een advies kregen: 2 (ook) sociaal domein en 2 (ook) inwoner zelf.",
        "gelden voor de regio, niet voor één team.",
        "1 van de 2 praktijken meldde in deze tijd niemand aan: Huisartsen De Brug.",
        "Een naaste erbij helpt.",
        "De helft wachtte ten hoogste",
        "De cijfers",
        "Advies en wat ervan kwam",
        "Werkwijze en methodiek naast elkaar",
        "Huisartsen De Brug 0 0",
        "Wat wij leerden",
        "Naaste × 2",
        "Wat wij anders doen",
        "Naaste in de brief",
        "Waar wij staan met de doelen",
        "te weinig voor conclusies, genoeg om van te leren",
        "Hoe wij tellen",
    ]
    plekken = [gelezen.find(stuk) for stuk in volgorde]
    assert -1 not in plekken, volgorde[plekken.index(-1)]
    assert plekken == sorted(plekken)
    for cijfer in r.cijfers:
        assert " ".join(cijfer.regel.split()) in gelezen
    for doel in r.doelen:
        assert " ".join(doel.regel.split()) in gelezen
    assert (
        "2 van 2 (2 zonder brede sociale basis); de grens van ten minste 30% geldt voor de regio, over een kwartaal"
        in gelezen
    )
    assert "behaald" not in gelezen, "a pilot is not judged"
    assert "%)" not in gelezen.replace("81%, 30%, 5%)", ""), "no percentage of few"
    assert "1 gesprek heeft nog geen advies" in gelezen
    assert 2 <= aantal(pdf) <= 6
    assert f"pagina 1 van {aantal(pdf)}" in gelezen
    assert "Concept: de evaluatie is nog niet gesloten" in gelezen


def test_wat_niet_vrij_is_en_wie_het_was_staat_nergens(geleerd: Sessie, tmp_path: Path) -> None:
    for voor in rapporteren.NIVEAUZIN:
        opdracht = Opdracht("periode", "2027-Q1", voor)
        if voor == "openbaar":
            assert isinstance(geleerd.klok, VasteKlok)
            geleerd.klok.verder(timedelta(days=60))
        pdf, stuk, xlsx = geef_rapport_uit(geleerd, opdracht, tmp_path)
        inhoud = tekst(pdf.read_bytes()) + tekst(stuk.read_bytes()) + repr(bladen(xlsx.read_bytes()))
        assert GEHEIM not in inhoud
        assert "Wim" not in inhoud
        assert "naaste eerder" not in inhoud, "the sprint was not closed: its leerpunten are not in a period"
        assert ("Praktijk Parkweg" in inhoud) is (voor == "team")


def test_een_gesloten_sprint_staat_in_de_periode_en_niet_in_het_openbaar(geleerd: Sessie) -> None:
    plek = vind_plek(geleerd, "sprint", "1")
    evalueren.sluit(geleerd, plek, toch=True)
    assert isinstance(geleerd.klok, VasteKlok)
    geleerd.klok.verder(timedelta(days=150))
    regio = rapporteren.maak(geleerd, Opdracht("periode", "2027-Q2", "regio"))
    assert [deel.titel for deel in regio.leerpunten] == ["Naaste"]
    assert regio.eigen_boodschap == "Zwolle-Zuid, sprint 1: Een naaste erbij helpt."
    assert "Noor" not in repr(replace(regio, namen=()))
    assert not any("Praktijk" in tabel.titel for tabel in regio.tabellen)
    assert all(not w.dagen for w in regio.wacht)
    openbaar = rapporteren.maak(geleerd, Opdracht("periode", "2027-Q1", "openbaar"))
    assert (openbaar.leerpunten, openbaar.besluiten, openbaar.eigen_boodschap, openbaar.uren) == (
        (),
        (),
        "",
        (),
    )
    assert openbaar.boodschap == ("Het aantal gesprekken is te klein om openbaar te maken.",)
    with pytest.raises(Geweigerd, match="Openbaar"):
        rapporteren.maak(geleerd, Opdracht("sprint", "1", "openbaar"))


def test_het_vergaderstuk_noemt_geen_gespreksvoerder(geleerd: Sessie) -> None:
    r = rapporteren.maak(geleerd, SPRINT)
    stuk = maak_vergaderstuk(r)
    gelezen = tekst(stuk)
    assert "Karim belde vooraf" in tekst(maak_pdf(r))
    assert "een collega belde vooraf" in gelezen
    assert not any(naam in gelezen for naam in (*DUO, "Elif", "Tom"))
    assert "Naaste in de brief" in gelezen
    assert aantal(stuk) <= 2


def test_uren_per_organisatie_zonder_persoon(geleerd: Sessie) -> None:
    with geleerd.schrijven() as db:
        for naam, uren in (("Noor", "2"), ("Tom", "1.5")):
            db.add(
                t.Urenregel(
                    id=geleerd.nieuw_id(),
                    medewerker=collega(geleerd, naam),
                    datum=date(2027, 3, 1),
                    organisatie="Welzijn Zuid",
                    domein="sd",
                    onderdeel="reis",
                    uren=uren,
                    pilot=vind_plek(geleerd, "sprint", "1").pilot,
                )
            )
        db.add(
            t.Kosten(
                id=geleerd.nieuw_id(), datum=date(2027, 3, 2), post="locatie", bedrag="50.25", pilot=None
            )
        )
    r = rapporteren.maak(geleerd, Opdracht("periode", "2027-Q1"))
    assert [u for u in r.uren if u.organisatie] == [
        Uurregel("Welzijn Zuid", "sociaal domein", "Reistijd", 3.5, 76.0, "L2103-2104")
    ]
    uit = bladen(maak_xlsx(r))
    regel = next(rij for rij in uit["uren"] if rij[0] == "Welzijn Zuid")
    assert regel[3:6] == [3.5, 76.0, 266.0]
    assert uit["kosten"][1][0] == date(2027, 3, 2)
    assert uit["kosten"][1][3] == 50.25


def test_een_pilot_zet_haar_sprints_naast_elkaar(geleerd: Sessie) -> None:
    pilot = vind_plek(geleerd, "sprint", "1").pilot
    beheren.bewaar(geleerd, "sprint", {"pilot": pilot.hex, "begin": "1-5-2027"})
    r = rapporteren.maak(geleerd, Opdracht("pilot", "Zwolle"))
    tabel = next(tb for tb in r.tabellen if tb.titel == "De sprints naast elkaar")
    assert tabel.kop == ("", "sprint 1", "sprint 2")
    assert tabel.rijen[0] == ("gesprekken", 3, 0)
    assert [deel.titel for deel in r.leerpunten] == ["Naaste"]
    assert [(b.tekst, b.van) for b in r.eerder] == [("Naaste in de brief", "sprint 1")]


def test_de_opdracht_noemt_de_paden(geleerd: Sessie, tmp_path: Path) -> None:
    cli = Cli(geleerd.werkmap, geleerd.klok)
    paden = [Path(regel) for regel in cli.goed("rapport", "sprint", "1", naam="Els").data.splitlines()]
    assert [p.suffix for p in paden] == [".pdf", ".pdf", ".xlsx"]
    assert all(
        p.parent == geleerd.werkmap.exports and p.name.startswith("rapport-sprint-1-team-") for p in paden
    )
    uit = tmp_path / "elders"
    anders = cli.goed("rapport", "pilot", "zwolle", "--uit", str(uit), "--voor", "regio").data
    assert sorted(str(p) for p in uit.iterdir()) == sorted(anders.splitlines())
    assert cli("rapport", "sprint", "1", "--voor", "iedereen").status == 2
    assert "Kies uit: sprint 1" in cli("rapport", "sprint", "8").gezegd


def test_bij_een_volle_schijf_blijft_niets_achter(
    noor: Sessie, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mgn_tui.documents import uitgeven_rapport as uitgeven

    echt = uitgeven.schrijf_nieuw

    def vol(map_: Path, naam: str, inhoud: bytes, achtervoegsel: str) -> Path:
        if achtervoegsel == ".xlsx":
            raise SchijfFout("De schijf is vol.")
        return echt(map_, naam, inhoud, achtervoegsel)

    monkeypatch.setattr(uitgeven, "schrijf_nieuw", vol)
    with pytest.raises(SchijfFout):
        geef_rapport_uit(noor, SPRINT, tmp_path / "uit")
    assert list((tmp_path / "uit").iterdir()) == []


# --- on paper --------------------------------------------------------------------------------

VASTE = Rapport(
    soort="sprint",
    niveau="team",
    kenmerk="rapport-sprint-1-team-2027-03-09",
    titel="Evaluatie sprint 1",
    ondertitel="Pilot Noord · 1 februari 2027 tot en met 9 maart 2027",
    team="Team Noord",
    verantwoordelijke="",
    niveauzin="Intern: voor het team. Niet verder verspreiden.",
    datum=date(2027, 3, 9),
    stand="gesloten op 9 maart 2027",
    concept=False,
    van=date(2027, 2, 1),
    tot=date(2027, 3, 9),
    boodschap=("In deze periode zijn geen gesprekken gevoerd.",),
    eigen_boodschap="",
    kern=(Kerngetal("0", "gesprekken gevoerd"),),
    wacht=(),
    balken=(),
    cijfers=(Cijfer("Gesprekken", "gevoerd", 0, None, "gesprekken", "Alleen gevoerde gesprekken."),),
    tabellen=(),
    leerpuntzin="",
    leerpunten=(),
    wat_werkte="",
    wat_anders="",
    terugblik="",
    besluiten=(),
    eerder=(),
    doelzin="",
    doelen=(),
    kanttekeningen=(),
    namen=("Noor Bakker", "Karim el Amrani"),
)
LANG = " ".join(f"zin{n} over ons werk en wat wij daarvan leerden." for n in range(90))


def test_een_lege_sprint_is_twee_bladzijden() -> None:
    assert aantal(maak_pdf(VASTE)) == 2
    assert aantal(maak_vergaderstuk(VASTE)) == 1
    assert "Wat wij leerden" not in tekst(maak_pdf(VASTE))


@pytest.mark.parametrize(
    ("teller", "noemer", "eenheid", "staat_er"),
    [
        (1, None, "gesprekken", "1 gesprek"),
        (0, 1, "vragen", "0 van 1 vraag"),
        (1, 3, "aanmeldingen", "1 van 3 aanmeldingen"),
        (None, 1, "dagen", "– dagen"),
        (1, None, "keer", "1 keer"),
        (8.5, None, "cijfer", "8,5"),
    ],
)
def test_een_is_geen_meer(teller: float | None, noemer: int | None, eenheid: str, staat_er: str) -> None:
    rapport = replace(VASTE, cijfers=(Cijfer("Groep", "regel", teller, noemer, eenheid, "Zo geteld."),))
    assert f" regel {staat_er} " in f"{tekst(maak_pdf(rapport))} "


def test_lange_teksten_blijven_binnen_zes_en_twee_bladzijden_en_heel_in_het_rekenblad() -> None:
    lang = replace(
        VASTE,
        eigen_boodschap=LANG[:600],
        leerpunten=tuple(
            Leerpuntdeel(f"groep {n}", LANG[:2000], (f"punt {n} {LANG[:3900]}",) * 6, 6) for n in range(30)
        ),
        wat_werkte=LANG,
        wat_anders=LANG,
        terugblik=LANG,
        besluiten=tuple(
            Besluit(LANG[:1000], "x" * 120, date(2027, 5, 1), "open", LANG[:1000], "") for _ in range(30)
        ),
    )
    assert 2 <= aantal(maak_pdf(lang)) <= 6
    stuk = maak_vergaderstuk(lang)
    assert aantal(stuk) <= 2
    assert LANG[:60] in tekst(stuk)
    leerpunten = bladen(maak_xlsx(lang))["leerpunten"]
    assert len(leerpunten) == 181
    assert leerpunten[-1][2] == f"punt 29 {LANG[:3900]}"


def test_namen_uit_alle_talen_en_tekens_die_niet_gaan() -> None:
    r = replace(VASTE, wat_werkte=f"{NAAM} en Νίκος werkten samen.")
    assert f"{NAAM} en Νίκος" in tekst(maak_pdf(r))
    with pytest.raises(Geweigerd, match="U\\+6F22"):
        maak_pdf(replace(VASTE, wat_werkte="漢"))


def test_het_vergaderstuk_laat_elk_deel_van_een_naam_weg() -> None:
    r = replace(
        VASTE,
        wat_werkte="Noor en mevrouw Bakker; Amrani, Karim el Amrani. Noordelijk en bakker blijven.",
        besluiten=(Besluit("Bellen", "Noor Bakker", None, "open", "Karim deed het", ""),),
    )
    gelezen = tekst(maak_vergaderstuk(r))
    assert not any(
        naam in gelezen.replace("Noordelijk", "") for naam in ("Noor ", "Bakker", "Amrani", "Karim")
    )
    assert "Noordelijk en bakker blijven." in gelezen
    assert "een collega · open" in gelezen


def test_hetzelfde_verslag_geeft_dezelfde_bytes_met_ingebedde_letters_en_geen_namen() -> None:
    assert maak_pdf(VASTE) == maak_pdf(VASTE)
    lezer = PdfReader(BytesIO(maak_pdf(VASTE)))
    assert lezer.metadata is not None
    assert {lezer.metadata.author, lezer.metadata.creator} == {"Team Noord", "mgn"}
    for blad in lezer.pages:
        for letter in blad["/Resources"]["/Font"].values():
            assert "/FontFile2" in letter.get_object()["/FontDescriptor"]


def test_honderden_wachttijden_passen_op_hun_lijn() -> None:
    dagen = tuple(n % 9 for n in range(900))
    r = replace(VASTE, wacht=(Wacht("Wachten", "De helft.", "Kalenderdagen.", 14, "ambitie", dagen),))
    gelezen = tekst(maak_pdf(r))
    assert "14 dagen, ambitie" in gelezen
    assert "8 dagen" in gelezen


def test_tweehonderd_praktijken_staan_er_allemaal() -> None:
    rijen = tuple((f"Praktijk nummer{n}", n, 0) for n in range(200))
    r = replace(
        VASTE, tabellen=(Tabel("Praktijken", "Op alfabet.", ("", "aanmeldingen", "gesprekken"), rijen),)
    )
    pdf = maak_pdf(r)
    assert 2 <= aantal(pdf) <= 6
    assert all(f"Praktijk nummer{n}: {n}, 0" in tekst(pdf) for n in (0, 77, 199))


# --- the spreadsheet -------------------------------------------------------------------------


def test_rekenblad_met_echte_getallen_en_zonder_formules_van_een_ander() -> None:
    r = replace(
        VASTE,
        cijfers=(
            Cijfer("Gesprekken", '=HYPERLINK("http://x")', 1234, None, "gesprekken", "@regel"),
            Cijfer("Wachten", "mediaan", 7.5, 3, "dagen", "+1"),
            Cijfer("Wachten", "beschermd", None, 3, "dagen", "regel"),
        ),
        leerpunten=(Leerpuntdeel("=1+1", "-2", ("@SUM(A1)", NAAM), 2),),
        uren=(Uurregel("Zuid", "ggz", "Reistijd", 2.5, 10.0, "L1"),),
    )
    xlsx = maak_xlsx(r)
    uit = bladen(xlsx)
    assert list(uit) == [
        "let op",
        "cijfers",
        "vergelijken",
        "doelen",
        "uren",
        "kosten",
        "leerpunten",
        "toelichting",
    ]
    assert uit["let op"][0] == ["Bijzondere persoonsgegevens. Niet per gewone e-mail."]
    assert uit["cijfers"][1] == ["Gesprekken", '=HYPERLINK("http://x")', 1234, "", "gesprekken", "@regel"]
    assert uit["cijfers"][2][2:4] == [7.5, 3]
    assert uit["cijfers"][3][2] == ""
    assert uit["leerpunten"][1:] == [["=1+1", "-2", "@SUM(A1)"], ["=1+1", "", NAAM]]
    assert ["Van", date(2027, 2, 1)] in uit["toelichting"]
    with zipfile.ZipFile(BytesIO(xlsx)) as pakket:
        vellen = {
            naam: pakket.read(naam).decode() for naam in pakket.namelist() if "worksheets/sheet" in naam
        }
    formules = "".join(vellen.values()).split("<f>")[1:]
    assert [f.partition("<")[0] for f in formules] == [
        'IF(E2="","",ROUND(D2*E2,2))',
        "SUM(D2:D2)",
        "SUM(F2:F2)",
    ]
    assert all('state="frozen"' in vel for vel in vellen.values())
    assert "openbaar" not in uit
    assert list(bladen(maak_xlsx(replace(r, niveau="openbaar")))) == [
        "cijfers",
        "vergelijken",
        "doelen",
        "toelichting",
    ]


@pytest.mark.parametrize(
    ("n", "woorden"),
    [
        (1, ["gesprek gevoerd", "inwoner", "dag wachten; de helft wachtte korter", "gesprek nog zonder advies"]),
        (
            2,
            ["gesprekken gevoerd", "inwoners", "dagen wachten; de helft wachtte korter",
             "gesprekken nog zonder advies"],
        ),
    ],
)  # fmt: skip
def test_de_kern_telt_in_enkelvoud_en_meervoud(n: int, woorden: list[str]) -> None:
    j = {
        "gesprekken": {"gevoerd": n},
        "inwoners": n,
        "wachttijd_dagen": {"mediaan": n},
        "toeleiding": {"zonder_advies": n},
    }
    assert [(k.getal, k.label) for k in rapportdelen.kern(j)] == [(str(n), woord) for woord in woorden]
