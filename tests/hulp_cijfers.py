"""A werkmap of which Sprint & cijfers has something to say, made once and copied."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import vastleggen
from mgn_tui.store.werkmap import Werkmap
from tests.hulp_schermen import aan_het_werk, vaste_referenties
from tests.hulp_werkmap import (
    ANDER_DUO,
    BEGIN,
    kopieer_werkmap,
    lichte_kdf,
    maak_advies,
    maak_gevoerd,
    open_als,
    volledige_zaak,
)

WIM, ANNA, YUSUF, TRUUS = range(4)
MERK = " kwetsbaar"
"""In every free text of the whole case, and so nowhere a coördinator may come."""
NAMEN = ("Wim", "Jansen", "Anna", "Bakker", "Yusuf", "Amrani", "Truus", "Vermeer")
LEERPUNTEN = ("Vraag de naaste eerder mee", "Regel de tolk vooraf", "Bel de dag ervoor")


@dataclass(frozen=True)
class Cijfermap:
    """Wim: a whole case; Anna and Yusuf without advies; Truus of the other duo. Three leerpunten are released."""

    map: Path
    nu: Any
    refs: tuple[str, ...]

    def kopie(self, naar: Path) -> "Cijfermap":
        return Cijfermap(kopieer_werkmap(self.map, naar).pad, self.nu, self.refs)

    @property
    def werkmap(self) -> Werkmap:
        return Werkmap(self.map)

    @property
    def klok(self) -> VasteKlok:
        return VasteKlok(self.nu)

    def open(self, wie: str = "Noor") -> Any:
        """A session beside the app."""
        return open_als(self.werkmap, wie, self.klok)

    def aan_tafel(self, wie: str = "Noor", maat: tuple[int, int] = (120, 40)) -> Any:
        return aan_het_werk(self.werkmap, wie, self.klok, maat)


def maak_cijfermap(sjabloon: Path, naar: Path) -> Cijfermap:
    klok = VasteKlok(BEGIN)
    werkmap = kopieer_werkmap(sjabloon, naar / "werkmap")
    with lichte_kdf(), vaste_referenties():
        s = open_als(werkmap, "Noor", klok)
        refs = [volledige_zaak(s, merk=MERK).gesprek]
        refs += [maak_gevoerd(s, voornaam="Anna", achternaam="Bakker")[1]]
        refs += [maak_gevoerd(s, voornaam="Yusuf", achternaam="El Amrani")[1]]
        for ref, tekst in zip(refs, LEERPUNTEN, strict=True):
            vastleggen.geef_leerpunt_vrij(s, ref, tekst)
        s.sluit()
        s = open_als(werkmap, "Elif", klok)
        refs.append(maak_gevoerd(s, ANDER_DUO, voornaam="Truus", achternaam="Vermeer")[1])
        maak_advies(
            s, refs[-1], categorieen="ggz-basis", hoofdadvies="ggz-basis", actie_huisarts="verwijzing-ggz"
        )
        s.sluit()
    return Cijfermap(werkmap.pad, klok.nu(), tuple(refs))
