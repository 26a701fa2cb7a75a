"""What holds for every command: which werkmap, who, with what passphrase, and who can be asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mgn_tui.cli.fouten import Gebruiksfout, lees_wachtwoord
from mgn_tui.cli.terminal import Terminal
from mgn_tui.domain.fouten import Geweigerd, MgnFout, NietOpenen, VerkeerdWachtwoord
from mgn_tui.domain.regiotaal import regiotaal

if TYPE_CHECKING:
    from mgn_tui.domain.klok import Klok
    from mgn_tui.register.sessie import Sessie
    from mgn_tui.store.werkmap import Werkmap

GEEN_WERKMAP = "Hier is nog geen werkmap. Maak er een met: mgn nieuw"


@dataclass(slots=True)
class Omgeving:
    """One run of the program."""

    map_: str | None = None
    gebruiker: str | None = None
    wachtwoord: str | None = field(default=None, repr=False)
    herstelcode: bool = False
    klok: "Klok | None" = None
    terminal: Terminal = field(default_factory=Terminal)

    def de_klok(self) -> "Klok":
        from mgn_tui.domain.klok import Klok

        return self.klok or Klok()

    def werkmap(self) -> "Werkmap":
        from mgn_tui.store.werkmap import kies

        return kies(self.map_)


def van(ctx: Any) -> Omgeving:
    """The surroundings of a command. `ctx`: its Typer context."""
    omgeving = ctx.find_root().obj
    if not isinstance(omgeving, Omgeving):
        raise TypeError
    return omgeving


@contextmanager
def sessie_van(ctx: Any) -> "Iterator[Sessie]":
    """The opened werkmap, closed at the end of the block."""
    from mgn_tui.register import concepten, exportmap, reservekopieen, toegang

    omgeving = van(ctx)
    sessie = ontgrendel(omgeving)
    try:
        toegang.herzie_alles(sessie)
        if verlopen := concepten.verlopen(sessie):
            wat = "concept van meer dan 30 dagen oud is" if verlopen == 1 else "oude concepten zijn"
            omgeving.terminal.zeg(f"{verlopen} {wat} weggegooid.")
        if opgeruimd := exportmap.ruim_verlopen(sessie):
            omgeving.terminal.zeg(opgeruimd)
        yield sessie
        for melding in reservekopieen.na_opdracht(sessie):
            omgeving.terminal.zeg(f"Let op: {melding}")
    except MgnFout as fout:
        fout.melding = regiotaal(sessie.profiel)(fout.melding)
        raise
    finally:
        sessie.sluit()


def naam_en_wachtwoord(omgeving: Omgeving, werkmap: "Werkmap") -> tuple[str, str]:
    """Who, and with what, for what does not open the werkmap itself."""
    return _naam(omgeving, werkmap), _wachtwoord(omgeving)


def ontgrendel(omgeving: Omgeving) -> "Sessie":
    """Open the werkmap, asking what is missing, and say what was found in it. Raises `NietOpenen` and kin,
    `Gebruiksfout`."""
    werkmap = omgeving.werkmap()
    if not werkmap.bestaat():
        raise NietOpenen(GEEN_WERKMAP)
    sessie = (
        _met_herstelcode(omgeving, werkmap) if omgeving.herstelcode else _met_wachtwoord(omgeving, werkmap)
    )
    for melding in sessie.let_op:
        omgeving.terminal.zeg(f"Let op: {melding}")
    return sessie


def _met_wachtwoord(omgeving: Omgeving, werkmap: "Werkmap") -> "Sessie":
    from mgn_tui.register.sessie import open_werkmap

    naam = _naam(omgeving, werkmap)
    while True:
        try:
            return open_werkmap(
                werkmap, naam, _wachtwoord(omgeving), omgeving.de_klok(), omgeving.terminal.zeg
            )
        except VerkeerdWachtwoord as fout:
            if omgeving.wachtwoord is not None or not omgeving.terminal.kan_vragen():
                raise
            omgeving.terminal.zeg(fout.melding)
            naam = omgeving.terminal.vraag(f"Uw naam [{naam}]:").strip() or naam


def _naam(omgeving: Omgeving, werkmap: "Werkmap") -> str:
    from mgn_tui.store.apparaat import onthouden_naam
    from mgn_tui.store.sleutelbestand import Sleutelbestand

    naam = omgeving.gebruiker
    if not naam and werkmap.sleutels.exists():
        naam = onthouden_naam(Sleutelbestand.lees(werkmap.sleutels).werkmap_id)
    if naam:
        return naam
    if not omgeving.terminal.kan_vragen():
        raise Gebruiksfout("Zeg wie u bent met --gebruiker of MGN_GEBRUIKER.")
    return omgeving.terminal.vraag("Uw naam:").strip()


def _wachtwoord(omgeving: Omgeving) -> str:
    if omgeving.wachtwoord is not None:
        return omgeving.wachtwoord
    if not omgeving.terminal.kan_vragen():
        raise Gebruiksfout(
            "Het wachtwoord ontbreekt. Geef het in een terminal, met --wachtwoord-bestand of met MGN_WACHTWOORD."
        )
    return omgeving.terminal.geheim("Wachtwoord:")


def _met_herstelcode(omgeving: Omgeving, werkmap: "Werkmap") -> "Sessie":
    """Unlock with the recovery code; the passphrase that is given or asked becomes the new one."""
    from mgn_tui.register.sessie import open_met_herstelcode

    terminal = omgeving.terminal
    if not terminal.kan_vragen():
        raise Gebruiksfout("Een herstelcode typt u zelf in, in een terminal.")
    code = terminal.geheim("Herstelcode:")
    nieuw = omgeving.wachtwoord
    if nieuw is None:
        nieuw = nieuw_wachtwoord(omgeving, omgeving.gebruiker or "")
    sessie, nieuwe_code = open_met_herstelcode(
        werkmap, code, nieuw, omgeving.de_klok(), omgeving.gebruiker, terminal.zeg
    )
    terminal.zeg(
        "Uw nieuwe wachtwoord geldt vanaf nu. De gebruikte code is vervallen; dit is uw nieuwe code:"
    )
    terminal.zeg(nieuwe_code)
    terminal.zeg("Bewaar hem op papier, niet op deze laptop.")
    return sessie


def nieuw_wachtwoord(omgeving: Omgeving, naam: str, wie: str = "Nieuw wachtwoord") -> str:
    """Ask a new passphrase twice, until it is strong enough and the same."""
    from mgn_tui.store.wachtwoord import wachtwoord_bezwaar

    terminal = omgeving.terminal
    while True:
        eerste = terminal.geheim(f"{wie}:")
        if bezwaar := wachtwoord_bezwaar(eerste, naam):
            terminal.zeg(bezwaar)
        elif terminal.geheim("Nog een keer:") == eerste:
            return eerste
        else:
            terminal.zeg("Die twee zijn niet gelijk. Typ het opnieuw.")


def eis_wachtwoord(omgeving: Omgeving, bestand: str | None, naam: str, wie: str) -> str:
    """A new passphrase from a file, else asked. Raises `Gebruiksfout`, `Geweigerd` when it is weak."""
    if bestand is None:
        if not omgeving.terminal.kan_vragen():
            raise Gebruiksfout("Het nieuwe wachtwoord ontbreekt. Geef het met --nieuw-wachtwoord-bestand.")
        return nieuw_wachtwoord(omgeving, naam, wie)
    from mgn_tui.store.wachtwoord import wachtwoord_bezwaar

    woord = lees_wachtwoord(bestand)
    if bezwaar := wachtwoord_bezwaar(woord, naam):
        raise Geweigerd({"wachtwoord": bezwaar})
    return woord
