"""The faults the program knows. Their messages are Dutch and never hold a personal value:
they may be shown, logged and written into a crash report."""

from collections.abc import Mapping
from enum import IntEnum


class Uitgang(IntEnum):
    """Exit status of a command (monitoringsformat, section 3)."""

    GOED = 0
    GEWEIGERD = 1
    GEBRUIK = 2
    NIET_OPEN = 3
    CRASH = 70
    ONDERBROKEN = 130


class MgnFout(Exception):
    """Base of every fault of our own. `melding` says what is wrong and what to do."""

    uitgang = Uitgang.GEWEIGERD

    def __init__(self, melding: str) -> None:
        super().__init__(melding)
        self.melding = melding


class Geweigerd(MgnFout):
    """Input that breaks a rule; nothing was stored.

    `fouten` maps the name of a field to its message; the empty name speaks of the whole form.
    """

    def __init__(self, fouten: Mapping[str, str] | str) -> None:
        self.fouten = {"": fouten} if isinstance(fouten, str) else dict(fouten)
        super().__init__(" ".join(dict.fromkeys(self.fouten.values())))


class GeenToegang(MgnFout):
    """This person does not hold the key, or the role, for what was asked."""


class NietGevonden(MgnFout):
    """No record answers to this reference."""


class Botsing(MgnFout):
    """Somebody else changed the record meanwhile; nothing was stored.

    `mijn` and `hun` hold both values per field (personal: never print this object).
    `versie` is the version on which a second attempt may be saved, `sinds` the one it was typed on.
    """

    def __init__(
        self, mijn: Mapping[str, object], hun: Mapping[str, object], versie: str, sinds: str = ""
    ) -> None:
        super().__init__(
            "Iemand anders heeft dit intussen gewijzigd. Niets is overschreven; hieronder staan beide teksten."
        )
        self.mijn = dict(mijn)
        self.hun = dict(hun)
        self.versie = versie
        self.sinds = sinds


class SchijfFout(MgnFout):
    """The disk is full or may not be written; nothing was stored."""


class NietOpenen(MgnFout):
    """The werkmap cannot be opened."""

    uitgang = Uitgang.NIET_OPEN


class VerkeerdWachtwoord(NietOpenen):
    """Name and passphrase do not go together. `wacht_s`: seconds before the next try."""

    def __init__(self, wacht_s: int = 0) -> None:
        super().__init__(
            "Deze naam en dit wachtwoord horen niet bij elkaar."
            + (
                f" Probeer het over {wacht_s} {'seconde' if wacht_s == 1 else 'seconden'} opnieuw."
                if wacht_s
                else " Probeer het opnieuw."
            )
        )
        self.wacht_s = wacht_s


class Beschadigd(NietOpenen):
    """The database or the key file is damaged."""


class NieuwereVersie(NietOpenen):
    """The werkmap was written by a newer version of the program."""


class InGebruik(NietOpenen):
    """Another process holds the werkmap alone (migrating, restoring)."""
