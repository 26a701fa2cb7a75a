"""The letter on paper and as text: order, privacy, signs, overflow."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields, replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from mgn_tui.documents.blokken import BSN_REGEL, Briefhoofd, Kader, Kop, Spinnenweb, eerste_zin
from mgn_tui.documents.brief import als_tekst, bestandsnaam, blokken, maak_pdf
from mgn_tui.documents.brief_pdf import zet
from mgn_tui.domain.brief import AfspraakRegel, Brief, BriefSoort, ThemaRegel
from tests.brief_hulp import BRIEF, INWONER, THEMAS, in_volgorde, lees, met_pypdf, met_web, plat

ZELF, STEUN = "Wat de inwoner zelf doet, met naasten", "Welke steun er komt"
LETTER = [
    "Verkennende gesprekken Zwolle-Zuid",
    "9 maart 2027 · kenmerk 7K3M-9QXT · versie 1",
    "Verwerkingsverantwoordelijke: Welzijn De Terp",
    "Huisartsenpraktijk Parkweg",
    "mevrouw Ç. Şahin-Đặng, geboren 4 mei 1966",
    "Kerkstraat 12, 8011 AB Zwolle",
    "BSN (aan te vullen door de verzendende zorgaanbieder): …",
    "Betreft Verkennend gesprek op 9 maart 2027",
    "Uw vraag Wat past bij de somberheid",
    "Gesteld door dr. M. Wójcik",
    "Wat vragen wij van u? Niets. U hoeft hiervoor niets te doen.",
    "Antwoord De somberheid past bij rouw.",
    "Afspraken Wat de inwoner zelf doet, met naasten",
    "Çağla Şahin-Đặng, met haar dochter: houdt de tuin bij vanaf maart · afgesproken",
    "Çağla Şahin-Đặng: bezoekt de lotgenoten 26 maart · in overweging",
    "Welke steun er komt Ελένη Παπαδοπούλου: belt met wijkteam Zuid 10 maart · gedaan",
    "Op korte termijn: hulp bij de administratie",
    "Wie helpt, en waar: wijkteam Zuid",
    "Urgentie en vangnet Urgentie: gewoon",
    "Vangnet: Wordt het erger, dan belt zij uw praktijk.",
    "Tot die tijd: Tot de kennismaking bellen wij elke week.",
    "Veiligheid: We hebben over veiligheid gesproken.",
    "Regie en contact Regie: Tot de kennismaking bij ons",
    "Noor de Wit, psychiatrisch verpleegkundige, GGZ Vechtoever (038) 555 01 23, ma en di",
    "Ελένη Παπαδοπούλου, maatschappelijk werker, Welzijn De Terp 06 5550 1234",
    "Vervolg: Er volgt geen tweede verkennend gesprek.",
    "Delen Er is geen bezwaar tegen delen met u.",
    "mevrouw Ç. Şahin-Đặng, geboren 4 mei 1966",
    "versie 1 · pagina 1 van 1",
]


def met_pdftotext(pdf: bytes) -> list[str]:
    uit = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout
    return uit.decode().split("\f")[:-1]


LEZERS = [met_pypdf, *([met_pdftotext] if shutil.which("pdftotext") else [])]


# The letter to the huisarts


@pytest.mark.parametrize("lezer", LEZERS)
def test_brief_past_op_een_pagina_en_leest_in_de_volgorde_van_screens(
    lezer: Callable[[bytes], list[str]],
) -> None:
    paginas = lezer(maak_pdf(BRIEF))
    assert len(paginas) == 1
    in_volgorde(plat(paginas[0]), LETTER)


def test_lege_teksten_en_hun_koppen_blijven_weg() -> None:
    leeg = replace(BRIEF, uw_vraag="", gevraagd="", afspraken=(), steun=(), delen=(), antwoord=" \n ")
    koppen = [blok.tekst for blok in blokken(leeg) if isinstance(blok, Kop)]
    assert koppen == ["Aan", "Over", "Betreft", "Urgentie en vangnet", "Regie en contact"]
    for soort in BriefSoort:
        assert len(PdfReader(BytesIO(maak_pdf(_leeg(soort)))).pages) == 1


def _leeg(soort: BriefSoort) -> Brief:
    waarden = {v.name: "" if v.type is str else () for v in fields(Brief) if v.name not in VAST}
    return replace(BRIEF, soort=soort, themas=(), spinnenweb=True, **waarden)


VAST = {"soort", "versie", "vastgesteld", "datum", "themas", "spinnenweb"}


@pytest.mark.parametrize(
    "urgentie", ["deze week", "binnen 2 weken", "Vandaag gebeld op di 9 maart", "spoed!"]
)
def test_wat_niet_gewoon_is_staat_als_eerste_in_het_kader(urgentie: str) -> None:
    dringend = replace(BRIEF, urgentie=urgentie)
    (kader,) = (blok for blok in blokken(dringend) if isinstance(blok, Kader))
    assert kader.dringend == f"Dringend: {urgentie[0].lower()}{urgentie[1:]}"
    in_volgorde(lees(dringend), [kader.dringend, "Wat vragen wij van u?", "Niets."])
    assert f"{kader.dringend.upper()}\nWAT VRAGEN WIJ VAN U?" in als_tekst(dringend)


@pytest.mark.parametrize("urgentie", ["", "gewoon", "Gewoon.", "gewoon, zonder haast"])
def test_gewoon_is_niet_dringend(urgentie: str) -> None:
    assert "Dringend" not in lees(replace(BRIEF, urgentie=urgentie))


def test_dringend_staat_ook_als_er_verder_niets_gevraagd_wordt() -> None:
    assert "Dringend: deze week" in lees(replace(BRIEF, urgentie="deze week", wat_vragen_wij=""))


@pytest.mark.parametrize(
    ("tekst", "kern", "rest"),
    [
        ("", "", ""),
        ("Niets.", "Niets.", ""),
        ("Niets. U hoeft niets. Echt.", "Niets.", "U hoeft niets. Echt."),
        ("Bel 3.5 keer? Ja", "Bel 3.5 keer?", "Ja"),
        ("eerste regel\ntweede. Derde", "eerste regel", "\ntweede. Derde"),
    ],
)
def test_eerste_zin_staat_groot_en_de_rest_volgt(tekst: str, kern: str, rest: str) -> None:
    assert eerste_zin(tekst) == (kern, rest)
    stukken = [s for s in zet(blokken(replace(BRIEF, wat_vragen_wij=tekst)), 9.6).paginas[0].tekst if s.tekst]
    grootste = max((s for s in stukken if s.letter.corps < 13), key=lambda s: s.letter.corps)
    assert not kern or grootste.tekst.strip() == kern


def test_concept_staat_op_elke_pagina_en_in_de_tekst() -> None:
    concept = replace(BRIEF, vastgesteld=False, versie=2, vangnet="lang verhaal " * 900)
    paginas = met_pypdf(maak_pdf(concept))
    assert len(paginas) > 2
    for nummer, pagina in enumerate(paginas, start=1):
        assert plat(pagina).startswith("CONCEPT – nog niet vastgesteld, niet versturen")
        assert (
            f"mevrouw Ç. Şahin-Đặng, geboren 4 mei 1966 concept 2 · pagina {nummer} van {len(paginas)}"
            in plat(pagina)
        )
    assert als_tekst(concept).startswith("CONCEPT")
    assert "CONCEPT" not in lees(BRIEF) + als_tekst(BRIEF)


def test_wat_nog_ontbreekt_aan_instemming_valt_op() -> None:
    vet = {blok.tekst for blok in blokken(BRIEF) if getattr(blok, "vet", False)}
    assert "Let op: nog geen akkoord van Noor de Wit." in vet
    assert "Er is geen bezwaar tegen delen met u." not in vet


def test_te_veel_voor_een_pagina_wordt_eerst_kleiner_gezet() -> None:
    def grootte(brief: Brief) -> tuple[int, float]:
        maten: list[float] = []
        paginas = PdfReader(BytesIO(maak_pdf(brief))).pages
        paginas[0].extract_text(visitor_text=lambda _t, _c, _m, _f, corps: maten.append(round(corps, 1)))
        return len(paginas), max(set(maten), key=maten.count)

    ruim = grootte(BRIEF)
    krap = [grootte(replace(BRIEF, vangnet="Bel dan de praktijk. " * aantal)) for aantal in range(0, 120, 6)]
    assert ruim == (1, 9.6)
    assert {corps for paginas, corps in krap if paginas == 1} >= {9.6, 9.2, 8.8}
    assert krap[-1] == (2, 9.6)


# The other kinds


def test_inwoner_leest_eerst_de_eigen_woorden_en_groter() -> None:
    in_volgorde(
        lees(INWONER),
        [
            "Voor mevrouw Ç. Şahin-Đặng Kerkstraat 12",
            "Wat u vertelde Wat u meeneemt: Weer eens iemand spreken. Wat u wilt: Een vaste dag.",
            "Ons antwoord",
            "Afspraken",
            "Uw huisarts Wij vragen uw huisarts: Niets.",
            "Gaat het slechter? Wordt het erger",
            "Hoe verder",
            "Wie u kunt bellen Noor de Wit",
            "Wie dit leest",
            "pagina 1 van 1",
        ],
    )
    assert "BSN" not in lees(INWONER)
    assert "Huisartsenpraktijk Parkweg" not in lees(INWONER)
    assert "Hoe snel" not in lees(INWONER)
    assert "Hoe snel: deze week" in lees(replace(INWONER, urgentie="deze week"))


def test_kopie_voor_het_dossier_is_de_brief_zonder_regel_voor_het_bsn() -> None:
    kopie = als_tekst(replace(BRIEF, soort=BriefSoort.DOSSIER))
    assert kopie == f"Kopie voor het eigen dossier\n{als_tekst(BRIEF)}".replace(f"{BSN_REGEL}\n", "")
    assert lees(replace(BRIEF, soort=BriefSoort.DOSSIER)).startswith("Kopie voor het eigen dossier")


def test_bericht_bevat_geen_inhoud_wat_er_ook_in_de_waarde_staat() -> None:
    wel = {"team", "verantwoordelijke", "betreft", "inwoner", "geboortedatum", "adres", "referentie"}
    kanarie = {v.name: "KANARIE" for v in fields(Brief) if v.type is str and v.name not in wel}
    vol = replace(
        BRIEF,
        **kanarie,
        soort=BriefSoort.BERICHT,
        vastgesteld=False,
        afspraken=(AfspraakRegel(*["KANARIE"] * 6),),
        steun=(("KANARIE", "KANARIE"),),
        delen=("KANARIE",),
        uw_woorden=(("KANARIE", "KANARIE"),),
        themas=(ThemaRegel(*["KANARIE"] * 5, 3.0),),
        spinnenweb=True,
    )
    assert len(kanarie) > 8
    for tekst in (lees(vol), als_tekst(vol), maak_pdf(vol).decode("latin-1")):
        assert "KANARIE" not in tekst
        assert "CONCEPT" not in tekst  # there need not be an advies at all
    in_volgorde(
        lees(vol), ["Parkweg", "Şahin-Đặng", "BSN", "heeft plaatsgevonden", "Noor de Wit", "(038) 555 01 23"]
    )


# The enclosure


def test_zonder_themas_geen_bijlage_en_met_themas_op_een_eigen_pagina() -> None:
    assert "Bijlage" not in als_tekst(BRIEF)
    paginas = met_pypdf(maak_pdf(replace(BRIEF, themas=THEMAS)))
    assert len(paginas) == 2
    in_volgorde(
        plat(paginas[1]),
        [
            "Bijlage: wat we per thema bespraken",
            "Lichaamsfuncties Vertelt: Slaapt slecht. Kracht: Wandelt. Wens: Doorslapen.",
            "Zingeving",
            "Meedoen Lastig: Drempel.",
            "mevrouw Ç. Şahin-Đặng, geboren 4 mei 1966 versie 1 · pagina 2 van 2",
        ],
    )


def test_cijfers_alleen_als_het_spinnenweb_gedeeld_is() -> None:
    """A score is conversation matter; sharing the words does not share it (domain.md 4)."""
    zonder = replace(BRIEF, themas=THEMAS)
    assert not re.search(r"van 10|6,5|cijfer", lees(zonder) + als_tekst(zonder))


def test_spinnenweb_heeft_zes_assen_met_woorden_en_een_gat_waar_niets_is() -> None:
    met = replace(BRIEF, themas=THEMAS, spinnenweb=True)
    (web,) = (blok for blok in blokken(met) if isinstance(blok, Spinnenweb))
    assert [naam for naam, _ in web.assen] == [
        "Lichaamsfuncties",
        "Mentaal welbevinden",
        "Zingeving",
        "Kwaliteit van leven",
        "Meedoen",
        "Dagelijks functioneren",
    ]
    assert [cijfer for _, cijfer in web.assen] == [5.0, None, 6.5, None, None, None]
    for tekst in (lees(met), plat(als_tekst(met))):
        in_volgorde(
            tekst, ["Ze hielpen bij het gesprek; het is geen meting.", "Lichaamsfuncties", "5 van 10"]
        )
        in_volgorde(tekst, ["Mentaal welbevinden", "geen cijfer", "Zingeving", "6,5 van 10"])


def test_spinnenweb_zonder_enig_cijfer_wordt_niet_getekend() -> None:
    leeg = tuple(replace(thema, cijfer=None) for thema in THEMAS)
    assert not [b for b in blokken(replace(BRIEF, themas=leeg, spinnenweb=True)) if isinstance(b, Spinnenweb)]


def test_volledig_spinnenweb_is_een_gevuld_vlak() -> None:
    namen = [n for n, _ in next(b for b in blokken(met_web(None)) if isinstance(b, Spinnenweb)).assen]
    vol = replace(BRIEF, spinnenweb=True, themas=tuple(ThemaRegel(n, "x", "", "", "", 7.0) for n in namen))
    assert b"/ca .12" in maak_pdf(vol).replace(b"0.12", b".12")
    assert b"/ca .12" not in maak_pdf(met_web(None)).replace(b"0.12", b".12")


# What a PDF is


@pytest.mark.parametrize("soort", list(BriefSoort))
def test_elk_lettertype_is_ingesloten(soort: BriefSoort) -> None:
    pdf = PdfReader(BytesIO(maak_pdf(replace(met_web(3.0), soort=soort))))
    lettertypen = [
        lettertype.get_object()
        for pagina in pdf.pages
        for lettertype in pagina["/Resources"]["/Font"].values()
    ]
    assert lettertypen
    for lettertype in lettertypen:
        assert isinstance(lettertype, DictionaryObject)
        assert "/FontFile2" in lettertype["/FontDescriptor"], lettertype["/BaseFont"]
        assert "NotoSans" in lettertype["/BaseFont"]
    assert pdf.trailer["/Root"]["/Lang"] == "nl-NL"
    assert all(tuple(map(round, pagina.mediabox[2:])) == (595, 842) for pagina in pdf.pages)


def test_metadata_noemt_niemand() -> None:
    metadata = PdfReader(BytesIO(maak_pdf(BRIEF))).metadata
    assert metadata is not None
    assert metadata.title == "Advies verkennend gesprek"
    assert metadata.author == BRIEF.team
    alles = " ".join(str(waarde) for waarde in metadata.values())
    assert not re.search("Şahin|Wójcik|1966|Kerkstraat|Noor|7K3M", alles)
    assert PdfReader(BytesIO(maak_pdf(BRIEF))).xmp_metadata is None


def test_zelfde_brief_zelfde_bytes() -> None:
    eerste = maak_pdf(BRIEF)
    maak_pdf(met_web(4.0))  # what was made in between leaves no trace
    assert maak_pdf(BRIEF) == eerste


def test_bestandsnaam_noemt_niemand_en_is_overal_geldig() -> None:
    assert bestandsnaam(BRIEF) == "gesprek-7k3m9qxt-huisarts-versie-1"
    assert bestandsnaam(replace(INWONER, vastgesteld=False, versie=3)) == "gesprek-7k3m9qxt-inwoner-concept-3"
    assert re.fullmatch("[a-z0-9-]+", bestandsnaam(replace(BRIEF, referentie="../7K/..\\x")))


def test_tekst_en_voorbeeld_halen_reportlab_niet_binnen() -> None:
    code = (
        "import sys; import mgn_tui.documents.brief; "
        "assert not {'reportlab', 'textual', 'sqlalchemy', 'pydantic'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[1])


def test_briefhoofd_is_het_eerste_blok() -> None:
    for soort in BriefSoort:
        eerste, *rest = blokken(replace(BRIEF, soort=soort))
        assert isinstance(eerste, Briefhoofd)
        assert not any(isinstance(blok, Briefhoofd) for blok in rest)
