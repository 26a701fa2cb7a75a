"""Puts one value of a region profile otherwise, as a werkmap decides it, with the reason as its source.

Works on the raw tables, so that the loader judges the result as it judges any profile. A path is the one
under which the profile shows its values: `planning.duur_min`, `normen.gesprek.dagen`, `schalen.team.maximum`.
"""

import copy
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from difflib import get_close_matches
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from mgn_tui.domain.profiel import Norm, Profiel, ProfielFout
from mgn_tui.domain.profiel_bron import MetBron
from mgn_tui.domain.profiel_laden import naam_van, toon, typen_van

_VAST = ("regio", "plan")
_GRENZEN = ("minimum", "maximum")
_KOMMAGETAL = re.compile(r"-?\d+,\d+")
_KORT = 8  # so many fields are named when nothing looks like what was typed
_WOORDEN = {"ja": "true", "nee": "false"}


def als_toml(getypt: str) -> str:
    """What a person typed as one TOML value: ja, nee and 1,5 as they are meant, bare words as text."""
    tekst = _WOORDEN.get(getypt.strip().casefold(), getypt.strip())
    if _KOMMAGETAL.fullmatch(tekst):
        tekst = tekst.replace(",", ".")
    try:
        if "\n" not in tekst and set(tomllib.loads(f"x = {tekst}")) == {"x"}:
            return tekst
    except tomllib.TOMLDecodeError:
        pass
    return json.dumps(tekst, ensure_ascii=False).replace(
        "\x7f", "\\u007f"
    )  # the one sign TOML refuses and JSON allows


def lees_waarde(toml: str) -> Any:
    """Raises tomllib.TOMLDecodeError, for text that `als_toml` did not make."""
    return tomllib.loads(f"x = {toml}", parse_float=Decimal)["x"]


def zet(ruw: Mapping[str, Any], pad: str, waarde: object, reden: str) -> dict[str, Any]:
    """The tables with another value at `pad`; `ruw` stays. Raises ProfielFout when there is no such place."""
    nieuw: dict[str, Any] = copy.deepcopy(dict(ruw))
    delen = pad.split(".")
    if delen[0] in _VAST:
        raise ProfielFout({pad: "ligt vast. Maak een eigen regiobestand voor een andere regio."})
    plek = _Plek(Profiel, nieuw, pad)
    for deel in delen[:-1]:
        plek.ga_in(deel)
    if delen[0] == "doelen":
        _keur_doel(plek, delen)
    plek.schrijf(delen[-1], waarde, reden)
    return nieuw


def _keur_doel(plek: "_Plek", delen: list[str]) -> None:
    """A target has versions of its own; here only what the plan left open may be filled in."""
    tabel = plek.tabel
    open_ = (
        isinstance(tabel, dict) and tabel.get("aard") == "lokaal" and not any(g in tabel for g in _GRENZEN)
    )
    if not (open_ and delen[-1] in _GRENZEN and delen[-3:-2] == ["ijkmomenten"]):
        raise ProfielFout(
            {plek.pad: "een doel wijzigt u met: mgn doel wijzig. Bevroren mijlpalen liggen vast."}
        )


class _Plek:
    """A place in the raw tables, with its type and the source that holds there."""

    def __init__(self, soort: Any, tabel: Any, pad: str) -> None:
        self.soort, self.tabel, self.pad = soort, tabel, pad
        self.bron = ""
        self.entry: dict[str, Any] | None = None  # the nearest table that carries its own source

    def fout(self, melding: str) -> ProfielFout:
        return ProfielFout({self.pad: melding})

    def ga_in(self, deel: str) -> None:
        """Go down one part of the path."""
        soort = _kaal(self.soort)
        if is_dataclass(soort):
            soort = self._veldsoort(soort, deel)
            tabel = self.tabel.get(deel) if isinstance(self.tabel, dict) else None
        elif get_origin(soort) is tuple:
            soort = get_args(soort)[0]
            tabel = next((t for nr, t in enumerate(self._lijst(), 1) if naam_van(t, nr) == deel), None)
        elif get_origin(soort) in (Mapping, dict):
            soort = get_args(soort)[1]
            tabel = self.tabel.get(deel)
        else:
            tabel = None
        houder = is_dataclass(_kaal(soort)) or get_origin(_kaal(soort)) in (tuple, Mapping, dict)
        if not houder or not isinstance(tabel, dict | list):
            raise self.fout(f"'{deel}' staat niet in dit profiel.")
        self.soort, self.tabel = soort, tabel
        if isinstance(tabel, dict):
            self.bron = tabel.get("bron", self.bron)
            if _is_entry(soort):
                self.entry = tabel

    def schrijf(self, veld: str, waarde: object, reden: str) -> None:
        """Put the value there, and the reason as its source."""
        soort = _kaal(self.soort)
        if get_origin(soort) is tuple:
            raise self.fout("noem ook welk veld, bijvoorbeeld met .label erachter.")
        if is_dataclass(soort):
            doelsoort = _kaal(self._veldsoort(soort, veld))
        elif isinstance(self.tabel, dict) and veld in self.tabel:
            doelsoort = _kaal(get_args(soort)[1])
        else:
            raise self.fout(f"'{veld}' staat niet in dit profiel.")
        if is_dataclass(doelsoort) or (get_origin(doelsoort) in (Mapping, dict) and self.entry is None):
            raise self.fout("hier staan meer waarden bij elkaar. Noem er één.")
        oud = _waarde(self.tabel.get(veld))
        if self.entry is None:
            sleutel = "items" if get_origin(doelsoort) in (tuple, frozenset) else "waarde"
            self.tabel[veld] = {sleutel: waarde, **_grond(reden, toon(oud), self._eigen_bron(veld))}
            return
        self.tabel[veld] = waarde
        if veld == "dagen" and issubclass(soort, Norm):  # days without a status are no norm
            self.tabel.setdefault("status", "werkafspraak")
        eerder = self.entry if self.entry.get("aard") == "vastgesteld" else {}
        was = f"{veld.replace('_', ' ')} {toon(oud)}"
        self.entry |= _grond(
            "; ".join(dict.fromkeys(filter(None, (eerder.get("reden"), reden)))),
            "; ".join(filter(None, (eerder.get("gedrukt"), was))),
            self.entry.get("bron", self.bron),
        )

    def _eigen_bron(self, veld: str) -> str:
        staand = self.tabel.get(veld)
        return str(staand.get("bron", self.bron)) if isinstance(staand, dict) else self.bron

    def _veldsoort(self, soort: Any, veld: str) -> Any:
        bron = {f.name for f in fields(MetBron)} if _is_entry(soort) else set()
        eigen = {f.name for f in fields(soort) if not f.metadata.get("afgeleid")} - bron
        if veld not in eigen or veld in ("code", "nr", "datum"):
            lijkt = get_close_matches(veld, eigen, n=3) or (sorted(eigen) if len(eigen) <= _KORT else [])
            tip = f" Bedoelt u {' of '.join(lijkt)}?" if lijkt else ""
            raise self.fout(f"'{veld}' is hier niet te zetten.{tip}")
        return typen_van(soort)[veld]

    def _lijst(self) -> list[Any]:
        lijst = self.tabel.get("items", []) if isinstance(self.tabel, dict) else self.tabel
        return lijst if isinstance(lijst, list) else []


def _kaal(soort: Any) -> Any:
    """A type without its "or nothing"."""
    if get_origin(soort) in (UnionType, Union):
        return next(deel for deel in get_args(soort) if deel is not NoneType)
    return soort


def _is_entry(soort: Any) -> bool:
    soort = _kaal(soort)
    return isinstance(soort, type) and issubclass(soort, MetBron)


def _waarde(ruw: Any) -> Any:
    """The bare value of what stands in a table; None when the plan leaves it open."""
    if not isinstance(ruw, dict):
        return tuple(ruw) if isinstance(ruw, list) else ruw
    if "items" in ruw:
        return tuple(
            naam_van(deel, nr) if isinstance(deel, dict) else deel for nr, deel in enumerate(ruw["items"], 1)
        )
    return ruw.get("waarde") if "waarde" in ruw or "aard" in ruw else ruw


def _grond(reden: str, was: str, bron: str) -> dict[str, str]:
    return {"aard": "vastgesteld", "reden": reden, "gedrukt": was, "bron": bron}
