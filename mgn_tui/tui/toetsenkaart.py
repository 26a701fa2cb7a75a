"""Giving an action another key: what it would become, or why not. The rules are those of `acties.fouten`."""

from collections.abc import Collection, Mapping
from typing import Final

from mgn_tui.tui.acties import (
    FORMULIER,
    LIJST,
    OVERAL,
    STAPPEN,
    VAST,
    Actie,
    alle_acties,
    fouten,
    toets_label,
    toetsen_van,
)
from mgn_tui.tui.toetsnamen import is_functietoets

_VENSTERS: Final = frozenset({"vraag", "weten", "botsing", "kladblok", "voorkeuren", "toetsproef"})
"""Small windows: their keys stand in their text, and are not moved."""
_EIGEN_WERK: Final = frozenset(
    {"space", "enter", "tab", "shift+tab", "backspace", "delete", "up", "down", "left", "right"}
)
"""Keys that choose, move and erase in every field and list."""
_WAAR: Final = {
    OVERAL: "overal",
    LIJST: "in een lijst",
    FORMULIER: "in een formulier",
    "formulierscherm": "in een formulier",
    **{stap.naam: stap.label for stap in STAPPEN},
}


def te_wijzigen() -> list[Actie]:
    """The actions that may have another key, in the order of the registry, what holds everywhere first."""
    return sorted(
        (actie for actie in alle_acties() if actie.scherm not in _VENSTERS),
        key=lambda actie: actie.scherm != OVERAL,
    )


def waar(actie: Actie) -> str:
    """On which screen it works, in words."""
    return _WAAR.get(actie.scherm, actie.scherm.replace("-", " "))


def bereikt(toetsen: Collection[str], keymap: Mapping[str, str]) -> list[Actie]:
    """What a key does, under any of the names it came with."""
    return [actie for actie in alle_acties() if not set(toetsen).isdisjoint(toetsen_van(actie, keymap))]


def geef(actie: Actie, toets: str, keymap: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """(keymap, reason): with this key for the action, or unchanged and why not.

    Its F-keys stay beside a new letter, its letters beside a new F-key; the keys of `VAST` always.
    """
    nu = toetsen_van(actie, keymap)
    if toets in nu:
        return dict(keymap), f"{toets_label(toets)} hoort al bij '{actie.label}'."
    if toets in _EIGEN_WERK:
        return dict(keymap), f"{toets_label(toets)} heeft in elk veld en elke lijst al een eigen werk."
    blijft = [t for t in nu if is_functietoets(t) != is_functietoets(toets) or t == VAST.get(actie.id)]
    nieuw = {**keymap, actie.id: ",".join((toets, *blijft))}
    if mis := [fout for fout in fouten(nieuw) if fout not in fouten(keymap)]:
        return dict(keymap), mis[0]
    return nieuw, ""


def zoals_eerst(actie: Actie, keymap: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """(keymap, reason): the action with the keys it came with."""
    nieuw = {naam: toetsen for naam, toetsen in keymap.items() if naam != actie.id}
    mis = fouten(nieuw)
    return (dict(keymap), mis[0]) if mis else (nieuw, "")
