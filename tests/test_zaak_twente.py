"""The plan's own example by keyboard, from aanmelding to PDF: the key presses are counted, the letter is read."""

from pypdf import PdfReader

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import adviseren, toeleiden, vastleggen
from mgn_tui.store.werkmap import Werkmap
from tests import toetsen
from tests import zaak_twente as zaak
from tests.hulp_schermen import aan_het_werk
from tests.hulp_werkmap import open_als

HOOGSTENS = 60
ZAAK = ("nieuwe aanmelding", "plannen", "gesprek vastleggen", "advies en brief")


async def test_de_zaak_past_in_zestig_toetsen(werkmap: Werkmap, klok: VasteKlok) -> None:
    async with aan_het_werk(werkmap, "Noor", klok, (120, 40)) as pilot:
        t = toetsen.Teller(pilot)
        aantallen = await toetsen.tel(t, klok)
        samen = sum(aantallen[werk] for werk in ZAAK)
        assert samen <= HOOGSTENS, f"{samen}: {' '.join(t.spoor)}"
    klopt = toetsen.BLAD.read_text(encoding="utf-8") == toetsen.bladzijde(aantallen)
    assert klopt, "docs/toetsen.md is van voor een wijziging: python -m tests.toetsen"
    verslagen = sorted(pad.name for pad in werkmap.exports.iterdir() if "sprint" in pad.name)
    assert len(verslagen) == 3, "the report, its copy for the meeting and the spreadsheet"
    (pdf,) = (pad for pad in werkmap.exports.iterdir() if pad.name not in verslagen)
    lezer = PdfReader(pdf)
    tekst = "\n".join(blad.extract_text() for blad in lezer.pages)
    assert len(lezer.pages) == 1
    for staat_er in (
        "Niets.",
        "W. Jansen",
        "Welke steun nodig is",
        "buurttuin",
        "met dochter",
        "in overweging",
        zaak.VANGNET[:20],
    ):
        assert staat_er in tekst
    for woord in zaak.NIET_IN_DE_BRIEF:
        assert woord not in tekst.casefold(), f"in de brief staat: {woord}"
    s = open_als(werkmap, "Noor", klok)
    try:
        (rij,) = toeleiden.staat(s).rijen
        assert rij.geadviseerd == set(zaak.CATEGORIEEN)
        assert rij.hoofdadvies == zaak.HOOFDADVIES
        assert rij.feiten, "what was tallied is there"
        beeld = adviseren.lees(s, rij.ref)
        assert {d.ontvanger.value for d in beeld.delen if d.mag["advies"]} == set(zaak.DELEN)
        themas = vastleggen.lees(s, rij.ref).themas
        assert {th.thema.value: str(th.score) for th in themas} == {k: v[0] for k, v in zaak.THEMAS.items()}
    finally:
        s.sluit()
