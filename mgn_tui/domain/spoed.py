"""Whom to call in an emergency, anywhere in the country: before a team has typed its own numbers."""

from typing import Final

LEVENSGEVAAR: Final = ("Direct levensgevaar", "112")
LANDELIJK: Final = {
    "veilig_thuis": ("Veilig Thuis", "0800-2000"),
    "zelfmoordpreventie": ("113 Zelfmoordpreventie", "113 of 0800-0113"),
}
"""Label and number, by the name of the setting with which a team puts its own in the place."""


def landelijke_kaart() -> list[tuple[str, str]]:
    """The crisis card for who has not unlocked, or cannot: the national numbers."""
    return [LEVENSGEVAAR, *LANDELIJK.values()]
