"""Where a werkmap is, and what lies in it."""

import os
from collections.abc import Mapping
from pathlib import Path

MAP_MODUS = 0o700


class Werkmap:
    """A folder with `data/` (the database and its keys) and `exports/` (what was written for people)."""

    def __init__(self, pad: Path) -> None:
        self.pad = pad.expanduser().resolve()

    @property
    def data(self) -> Path:
        return self.pad / "data"

    @property
    def exports(self) -> Path:
        return self.pad / "exports"

    @property
    def database(self) -> Path:
        return self.data / "mgn.db"

    @property
    def sleutels(self) -> Path:
        return self.data / "sleutels.json"

    @property
    def slot(self) -> Path:
        return self.data / "slot"

    @property
    def pogingen(self) -> Path:
        return self.data / "pogingen.jsonl"

    @property
    def reserve(self) -> Path:
        return self.data / "reserve"

    @property
    def meldingen(self) -> Path:
        """Crash reports: without values, but still nobody else's business."""
        return self.data / "meldingen"

    def bestaat(self) -> bool:
        return self.database.exists() or self.sleutels.exists()

    def maak_mappen(self) -> None:
        """Make the folders, for the owner only. Raises OSError when the place may not be written."""
        for map_ in (self.pad, self.data, self.exports):
            nieuw = not map_.exists()
            map_.mkdir(parents=True, exist_ok=True, mode=MAP_MODUS)
            if (nieuw or map_ == self.data) and os.name == "posix":
                map_.chmod(MAP_MODUS)


def checkout() -> Path | None:
    """The checkout this program runs from: this project's pyproject beside the imported package."""
    boven = Path(__file__).resolve().parents[2]
    beschrijving = boven / "pyproject.toml"
    try:
        eigen = 'name = "mgn_tui"' in beschrijving.read_text(encoding="utf-8")
    except OSError:
        return None
    return boven if eigen else None


def standaardplek() -> Path:
    """The werkmap when nobody names one: the checkout, else the user's data folder."""
    if (plek := checkout()) is not None:
        return plek
    from platformdirs import user_data_path

    return user_data_path("mgn_tui", appauthor=False)


def demoplek() -> Path:
    """The demo's own werkmap, never the user's."""
    if (plek := checkout()) is not None:
        return plek / "data" / "demo"
    from platformdirs import user_data_path

    return user_data_path("mgn-demo", appauthor=False)


def kies(map_: str | None, omgeving: Mapping[str, str] = os.environ) -> Werkmap:
    """`--map` wins over `MGN_MAP`, which wins over the standard place."""
    keuze = map_ or omgeving.get("MGN_MAP")
    return Werkmap(Path(keuze) if keuze else standaardplek())
