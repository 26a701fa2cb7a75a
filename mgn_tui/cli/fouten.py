"""Wrong words on the command line, and the one file that is read before anything else. Imports next to nothing."""

from mgn_tui.domain.fouten import MgnFout, Uitgang


class Gebruiksfout(MgnFout):
    """A command that says too little or too much. Nothing was done."""

    uitgang = Uitgang.GEBRUIK


def lees_wachtwoord(bestand: str) -> str:
    """The first line of a file, for scripts. Raises `Gebruiksfout` when there is none."""
    try:
        with open(bestand, encoding="utf-8") as regels:
            wachtwoord = regels.readline().rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise Gebruiksfout("Het bestand met het wachtwoord is niet te lezen. Klopt de plek?") from None
    if not wachtwoord:
        raise Gebruiksfout("De eerste regel van het bestand met het wachtwoord is leeg.")
    return wachtwoord
