"""Themes of our own: dark, light, high contrast, and one whose colours are all taken away (`eigen.Kleurloos`).

One accent colour. Text stands at 4.5:1 or more on every surface it is used on, marks (also lines and
frames) at 3:1 or more (WCAG 2.2, 1.4.3 and 1.4.11); `tests/test_contrast.py` computes it. Screens use
these variables only:

`$background` `$foreground`  the page and its text · `$gedempt` quiet text · `$lijn` rules and frames
`$accent` the one accent · `$op-accent` text on it · `$veld` the ground of a field
`$kies` `$op-kies` the chosen row · `$goed` `$let-op` `$fout` the marks ● ▲ ✖ · `$vorige` the earlier web
"""

from typing import Final

from textual.theme import Theme

DONKER: Final = "mgn-donker"
LICHT: Final = "mgn-licht"
CONTRAST: Final = "mgn-contrast"
KLEURLOOS: Final = "mgn-kleurloos"


def _thema(
    naam: str,
    *,
    donker: bool,
    achter: str,
    tekst: str,
    gedempt: str,
    lijn: str,
    accent: str,
    op_accent: str,
    veld: str,
    kies: str,
    op_kies: str,
    goed: str,
    let_op: str,
    fout: str,
    vorige: str,
) -> Theme:
    eigen = {
        "gedempt": gedempt,
        "lijn": lijn,
        "op-accent": op_accent,
        "veld": veld,
        "kies": kies,
        "op-kies": op_kies,
        "goed": goed,
        "let-op": let_op,
        "fout": fout,
        "vorige": vorige,
    }
    van_textual = {
        "text": tekst,
        "text-muted": gedempt,
        "text-disabled": gedempt,
        "foreground-muted": gedempt,
        "foreground-disabled": gedempt,
        "border": accent,
        "border-blurred": lijn,
        "block-cursor-background": kies,
        "block-cursor-foreground": op_kies,
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": kies,
        "block-cursor-blurred-foreground": op_kies,
        "block-hover-background": veld,
        "input-cursor-background": accent,
        "input-cursor-foreground": op_accent,
        "input-cursor-text-style": "none",
        "input-selection-background": kies,
        "input-selection-foreground": op_kies,
        "screen-selection-background": kies,
        "screen-selection-foreground": op_kies,
        "scrollbar": lijn,
        "scrollbar-hover": accent,
        "scrollbar-active": accent,
        "scrollbar-background": achter,
        "scrollbar-background-hover": achter,
        "scrollbar-background-active": achter,
        "scrollbar-corner-color": achter,
    }
    return Theme(
        name=naam,
        dark=donker,
        primary=accent,
        secondary=accent,
        accent=accent,
        success=goed,
        warning=let_op,
        error=fout,
        foreground=tekst,
        background=achter,
        surface=achter,
        panel=veld,
        boost=veld,
        variables=eigen | van_textual,
    )


THEMAS: Final[tuple[Theme, ...]] = (
    _thema(
        DONKER,
        donker=True,
        achter="#15191d",
        tekst="#e4e6e8",
        gedempt="#9da7b0",
        lijn="#69737d",
        accent="#74c7bd",
        op_accent="#10201e",
        veld="#20262c",
        kies="#234049",
        op_kies="#ffffff",
        goed="#8cc98f",
        let_op="#e2b85f",
        fout="#f2968a",
        vorige="#8b95a0",
    ),
    _thema(
        LICHT,
        donker=False,
        achter="#fbf9f5",
        tekst="#22272c",
        gedempt="#59626b",
        lijn="#83898f",
        accent="#0a6a68",
        op_accent="#ffffff",
        veld="#f0ece4",
        kies="#cfe5e2",
        op_kies="#10201e",
        goed="#2b6b38",
        let_op="#865600",
        fout="#b02a20",
        vorige="#6b737b",
    ),
    *(
        _thema(
            naam,
            donker=True,
            achter="#000000",
            tekst="#ffffff",
            gedempt="#e0e0e0",
            lijn="#c8c8c8",
            accent="#ffe14d",
            op_accent="#000000",
            veld="#1c1c1c",
            kies="#1f57b8",
            op_kies="#ffffff",
            goed="#7dff9a",
            let_op="#ffb84d",
            fout="#ff9d94",
            vorige="#b4b4b4",
        )
        for naam in (CONTRAST, KLEURLOOS)  # without colour only what it is laid out with: bold, turned around
    ),
)
"""The labels people read stand in `THEMA_LABELS`."""

THEMA_LABELS: Final[dict[str, str]] = {
    DONKER: "donker",
    LICHT: "licht",
    CONTRAST: "hoog contrast",
    KLEURLOOS: "zonder kleur",
}


def thema_naam(keuze: str) -> str:
    """The theme behind what is kept and typed: `licht` is `mgn-licht`."""
    return f"mgn-{keuze}"
