"""The real app on a werkmap, in a pseudo-terminal. Not for Windows."""

from benchmarks.gast import ENTER, Gast
from benchmarks.opdracht import kale_omgeving, python
from benchmarks.werkmappen import GEBRUIKER, wachtwoord
from mgn_tui.store.werkmap import Werkmap

TYPTIJD_S = 2.0
"""Nobody types a passphrase sooner after the first paint (engineering.md 12)."""
VANDAAG_STAAT = r"Wacht op u"


def op_slot(werkmap: Werkmap) -> Gast:
    """The app with the passphrase typed; Enter opens it."""
    gast = Gast(python("mgn_tui", "--map", str(werkmap.pad), "--gebruiker", GEBRUIKER), kale_omgeving())
    try:
        gast.wacht_op("afsluiten")
        gast.rust(TYPTIJD_S)
        gast.typ(wachtwoord().encode())
        gast.rust(0.2)
    except BaseException:
        gast.sluit()
        raise
    return gast


def open_app(werkmap: Werkmap, staat: str = VANDAAG_STAAT) -> Gast:
    """The app, opened, at rest on Vandaag; `staat`: what tells that it stands."""
    gast = op_slot(werkmap)
    try:
        gast.typ(ENTER)
        gast.wacht_op(staat)
        gast.rust(1.0)  # what it does behind the first screen too
    except BaseException:
        gast.sluit()
        raise
    return gast


def open_aanmeldingen(werkmap: Werkmap) -> Gast:
    """The app, at rest on the list of aanmeldingen."""
    gast = open_app(werkmap)
    try:
        gast.typ(b"2")
        gast.wacht_op(r"\d aanmelding")
        gast.rust(0.5)
    except BaseException:
        gast.sluit()
        raise
    return gast
