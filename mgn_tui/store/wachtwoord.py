"""Names and passphrases as the key file knows them, and which passphrases are too weak."""

import re
import unicodedata

from mgn_tui.domain.fouten import Geweigerd


def vlakke_naam(naam: str) -> str:
    """One spelling of a name: NFKC, casefolded, single spaces."""
    gevouwen = unicodedata.normalize("NFKC", naam).casefold()
    return " ".join(unicodedata.normalize("NFKC", gevouwen).split())


def woord(wachtwoord: str) -> bytes:
    """The bytes a passphrase stands for: é is one sign, whatever keyboard made it (engineering.md 6)."""
    return unicodedata.normalize("NFKC", wachtwoord).encode("utf-8", "surrogatepass")


def nieuw_woord(wachtwoord: str) -> bytes:
    """As `woord`, for a new passphrase: raises `Geweigerd` when it is empty."""
    if not wachtwoord:
        raise Geweigerd({"wachtwoord": "Vul een wachtwoord in."})
    return woord(wachtwoord)


_GANGBAAR = re.compile(
    "(wachtwoord|welkom|geheim|password|qwerty(uiop)?|administrator|zomer|winter|lente|herfst|voorjaar|najaar|"
    "verkennende?|gesprek(ken)?|huisarts|nederland|iloveyou)+"
)


def wachtwoord_bezwaar(wachtwoord: str, naam: str, vrijgesteld: str | None = None) -> str | None:
    """Why this passphrase is too weak, in a sentence for its maker; None when it will do.

    At least 12 characters, not the name, not a common word with figures behind it, not one sign repeated.
    `vrijgesteld` is let through as it is (the demo's word).
    """
    if vrijgesteld is not None and wachtwoord == vrijgesteld:
        return None
    raad = "Vier losse woorden zijn sterk en te onthouden."
    vlak = vlakke_naam(wachtwoord)
    if len(unicodedata.normalize("NFKC", wachtwoord)) < 12:
        return f"Dit wachtwoord is te kort: neem minstens 12 tekens. {raad}"
    letters = "".join(t for t in vlak if t.isalpha())
    if letters == "".join(t for t in vlakke_naam(naam) if t.isalpha()) and letters:
        return f"Dit wachtwoord is uw naam; die raadt een ander als eerste. {raad}"
    alleen_cijfers = not letters and len(vlak) < 20
    if alleen_cijfers or "123456" in vlak or len(set(vlak)) < 5 or _GANGBAAR.fullmatch(letters):
        return f"Dit wachtwoord is te gewoon en staat op lijsten om te proberen. {raad}"
    return None
