"""What stands on a screen can be read, in every theme: WCAG 2.2, 1.4.3 (text) and 1.4.11 (marks)."""

import pytest
from textual.color import Color
from textual.theme import Theme

from mgn_tui.tui.themas import THEMA_LABELS, THEMAS
from tests.hulp_tui import MERK_MINIMUM, TEKST_MINIMUM, contrast

TEKSTEN = ("foreground", "gedempt", "accent", "goed", "let-op", "fout", "text", "text-muted", "text-disabled")
VLAKKEN = ("background", "veld")
PAREN = [
    *((tekst, vlak, TEKST_MINIMUM) for tekst in TEKSTEN for vlak in VLAKKEN),
    ("op-accent", "accent", TEKST_MINIMUM),
    ("op-kies", "kies", TEKST_MINIMUM),
    ("gedempt", "kies", TEKST_MINIMUM),  # what stands quietly in the chosen row, and behind a typed day
    ("accent", "kies", MERK_MINIMUM),  # the edge of the field one is in
    ("input-cursor-foreground", "input-cursor-background", TEKST_MINIMUM),
    ("input-selection-foreground", "input-selection-background", TEKST_MINIMUM),
    ("screen-selection-foreground", "screen-selection-background", TEKST_MINIMUM),
    ("block-cursor-foreground", "block-cursor-background", TEKST_MINIMUM),
    *(
        (merk, vlak, MERK_MINIMUM)
        for merk in ("lijn", "vorige", "accent", "border-blurred")
        for vlak in VLAKKEN
    ),
    ("scrollbar", "scrollbar-background", MERK_MINIMUM),
]


@pytest.mark.parametrize("thema", THEMAS, ids=lambda thema: thema.name)
def test_elk_paar_kleuren_is_te_lezen(thema: Theme) -> None:
    kleuren = thema.to_color_system().generate() | thema.variables

    def kleur(naam: str) -> tuple[int, int, int]:
        gevonden = Color.parse(kleuren[naam])
        assert gevonden.a == 1, f"{naam} schijnt door: het contrast hangt dan af van wat eronder ligt"
        return gevonden.rgb

    te_laag = [
        f"{voor} op {achter}: {contrast(kleur(voor), kleur(achter)):.2f}, nodig {nodig}"
        for voor, achter, nodig in PAREN
        if contrast(kleur(voor), kleur(achter)) < nodig
    ]
    assert te_laag == []


def test_hoog_contrast_is_hoger() -> None:
    kleuren = {thema.name: thema.to_color_system().generate() | thema.variables for thema in THEMAS}
    hoog = kleuren["mgn-contrast"]
    for tekst in ("foreground", "gedempt", "accent", "goed", "let-op", "fout"):
        assert contrast(Color.parse(hoog[tekst]).rgb, Color.parse(hoog["background"]).rgb) >= 7


def test_elk_thema_heeft_een_naam_voor_mensen() -> None:
    assert set(THEMA_LABELS) == {thema.name for thema in THEMAS}


def test_de_meting_zelf() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)
