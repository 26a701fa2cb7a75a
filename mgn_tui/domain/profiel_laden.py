"""Reads a region profile from TOML, by the types of `Profiel`: every fault is named by its key, in Dutch.

How a source is written. A table may have `bron`, `aard` and `reden`; they hold for all that lies in it,
until something in it has its own. A single value is then `x = 3`, or with its own source
`x = { waarde = 3, bron = "L12", aard = "seed" }`. A list is `x = [ … ]` or a table with `items`.
What the plan leaves open is `x = { aard = "lokaal" }`.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from mgn_tui.domain.profiel import Profiel, ProfielFout
from mgn_tui.domain.profiel_bron import NIET_BEPAALD, Aard, Bronregel, MetBron
from mgn_tui.domain.profiel_controle import controleer, met_groepen

_BRON = ("bron", "aard", "reden", "gedrukt", "gecorrigeerd")
_ERFT = ("bron", "aard", "reden")
_REGELS = re.compile(r"([A-Z]{2,3} )?L\d+(-\d+)?(, L\d+(-\d+)?)*")
_SOORTNAAM = {str: "tekst", int: "een heel getal", bool: "true of false", date: "een datum, zoals 2026-03-31"}
_ONTBREEKT = object()
_GEMELD = MetBron(aard="lokaal")  # stands in for a source whose fault is reported already


def lees_ruw(pad: Path, gedeeld: Path) -> dict[str, Any]:
    """The tables in `pad`, with what it does not name itself from `gedeeld`. Raises ProfielFout."""
    return {**_gedeeld(gedeeld), **_toml(pad)}


@lru_cache(maxsize=1)
def _gedeeld(pad: Path) -> dict[str, Any]:
    """Read once: every region begins with it."""
    return _toml(pad)


def maak_profiel(ruw: Mapping[str, Any]) -> Profiel:
    """The profile in a table read from TOML (floats as Decimal). Raises ProfielFout."""
    lezer = _Lezer()
    profiel = lezer.tabel(Profiel, ruw, "", None)
    fouten = lezer.fouten or controleer(profiel)
    if fouten:
        raise ProfielFout(fouten)
    return met_groepen(profiel, tuple(lezer.regels))


def _toml(pad: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(pad.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except FileNotFoundError:
        raise ProfielFout(f"Het bestand {pad.name} is er niet.") from None
    except OSError:
        raise ProfielFout(f"Het bestand {pad.name} is niet te lezen.") from None
    except UnicodeDecodeError:
        raise ProfielFout(f"{pad.name} is geen UTF-8-tekst. Sla het bestand op als UTF-8.") from None
    except tomllib.TOMLDecodeError as fout:
        plek = re.search(r"at line (\d+), column (\d+)", str(fout))
        waar = f" op regel {plek[1]}, teken {plek[2]}" if plek else " aan het eind"
        wat = "Deze datum bestaat niet" if "Invalid date" in str(fout) else "Dit is geen geldige TOML"
        raise ProfielFout(f"{pad.name}{waar}: {wat}.") from None


@lru_cache(maxsize=64)
def typen_van(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def _onder(pad: str, naam: str) -> str:
    return f"{pad}.{naam}" if pad else naam


def naam_van(ruw: object, nummer: int) -> str:
    """How an entry of a list is called in a key: by its own code where it has one."""
    if isinstance(ruw, dict):
        for sleutel in ("nr", "code", "datum"):
            if sleutel in ruw:
                return str(ruw[sleutel])
    return str(nummer)


def toon(waarde: object) -> str:
    """A value of a profile as people read it."""
    if waarde is None:
        return NIET_BEPAALD
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if isinstance(waarde, Decimal):
        return str(waarde).replace(".", ",")
    if isinstance(waarde, date):
        return f"{waarde:%d-%m-%Y}"
    if isinstance(waarde, frozenset):
        return " of ".join(sorted(waarde))
    if isinstance(waarde, tuple):
        return ", ".join(toon(deel) for deel in waarde)
    if isinstance(waarde, Mapping):
        return ", ".join(f"{sleutel} {toon(deel)}" for sleutel, deel in waarde.items())
    return str(waarde)


def _samenvatting(entry: Any) -> str:
    """All that an entry says, on one line; nested entries have lines of their own."""
    delen = []
    for veld in fields(entry):
        waarde = getattr(entry, veld.name)
        genest = isinstance(waarde, tuple) and any(isinstance(deel, MetBron) for deel in waarde)
        if veld.name in (*_BRON, "code", "groep") or genest or waarde is None or waarde in ("", (), {}):
            continue
        kaal = veld.name in ("label", "omschrijving", "tekst", "naam", "titel", "nr", "datum")
        delen.append(toon(waarde) if kaal else f"{veld.name.replace('_', ' ')}: {toon(waarde)}")
    return "; ".join(delen)


@dataclass(slots=True)
class _Lezer:
    """Walks the raw tables along the types, gathering faults and sources."""

    fouten: dict[str, str] = field(default_factory=dict)
    regels: list[Bronregel] = field(default_factory=list)

    def fout(self, pad: str, melding: str) -> None:
        self.fouten.setdefault(pad, melding)

    def onbekend(self, ruw: Mapping[str, Any], bekend: tuple[str, ...], pad: str) -> None:
        for sleutel in ruw:
            if sleutel not in bekend:
                lijkt = get_close_matches(sleutel, bekend, n=1)
                tip = f" Bedoelt u '{lijkt[0]}'?" if lijkt else ""
                self.fout(_onder(pad, sleutel), f"deze sleutel bestaat niet.{tip}")

    # --- sources

    def grond(self, ruw: Mapping[str, Any], pad: str, erf: MetBron | None) -> MetBron | None:
        """The source a table names, completed from the table it lies in."""
        eigen: dict[str, Any] = {}
        for sleutel in _BRON:
            if sleutel in ruw and not isinstance(ruw[sleutel], str):
                self.fout(_onder(pad, sleutel), "hier hoort tekst.")
            elif sleutel in ruw:
                eigen[sleutel] = ruw[sleutel]
        if "aard" in eigen and eigen["aard"] not in get_args(Aard):
            self.fout(_onder(pad, "aard"), f"hier hoort een van: {', '.join(get_args(Aard))}.")
            return _GEMELD
        if not eigen:
            return erf
        if "aard" not in eigen:
            if erf is None:
                self.fout(_onder(pad, "aard"), f"ontbreekt. Kies uit: {', '.join(get_args(Aard))}.")
                return _GEMELD
            eigen = {"bron": erf.bron, "aard": erf.aard, "reden": erf.reden, **eigen}
        return MetBron(**eigen)

    def keur(self, grond: MetBron | None, pad: str) -> MetBron:
        """A source that is complete for its kind; else a fault."""
        if grond is None:
            self.fout(pad, "zonder bron. Geef 'bron' (bijvoorbeeld \"L863\") en 'aard'.")
            return _GEMELD
        heeft_regel = bool(_REGELS.fullmatch(grond.bron))
        if grond.aard in ("seed", "correctie") and not heeft_regel:
            self.fout(pad, 'noem de regel van het plan als bron, bijvoorbeeld "L863" of "L863-864".')
        elif grond.aard == "correctie" and not (grond.gedrukt and grond.reden):
            self.fout(pad, "een correctie heeft 'gedrukt' (wat er staat) en 'reden' nodig.")
        elif grond.aard in ("aanname", "keuze", "vastgesteld") and not grond.reden:
            self.fout(pad, f"een {grond.aard} heeft een 'reden' nodig.")
        return grond

    def regel(self, pad: str, waarde: str, erf: MetBron | None) -> None:
        grond = self.keur(erf, pad)
        self.regels.append(Bronregel(pad, waarde, grond.brontekst, grond.aard))

    # --- values

    def tabel(self, cls: Any, ruw: object, pad: str, erf: MetBron | None) -> Any:
        if not isinstance(ruw, dict):
            self.fout(pad, "hier hoort een tabel.")
            return None
        typen = typen_van(cls)
        velden = [veld for veld in fields(cls) if not veld.metadata.get("afgeleid")]
        is_entry = issubclass(cls, MetBron)
        eigen = self.grond(ruw, pad, erf)
        self.onbekend(ruw, (*(veld.name for veld in velden), *(() if is_entry else _ERFT)), pad)
        waarden: dict[str, Any] = {}
        plek = len(self.regels)
        for veld in velden:
            if is_entry and veld.name in _BRON:
                continue
            if veld.name in ruw:
                sleutel = _onder(pad, veld.name)
                waarden[veld.name] = self.waarde(
                    typen[veld.name], ruw[veld.name], sleutel, eigen, los=not is_entry
                )
            elif veld.default_factory is MISSING and (
                veld.default is MISSING or not (is_entry or veld.default == ())
            ):  # a default in a section would be a value without a source
                self.fout(_onder(pad, veld.name), "ontbreekt.")
        if is_entry:
            grond = self.keur(eigen, pad)
            waarden.update({sleutel: getattr(grond, sleutel) for sleutel in _BRON})
        if self.fouten:
            return None
        gemaakt = cls(**waarden)
        if is_entry:
            tekst = _samenvatting(gemaakt)
            self.regels.insert(plek, Bronregel(pad, tekst, gemaakt.brontekst, gemaakt.aard))
        return gemaakt

    def waarde(self, soort: Any, ruw: object, pad: str, erf: MetBron | None, los: bool) -> Any:
        """`los`: a value that stands in a section, and so needs a source of its own."""
        opties = get_args(soort) if get_origin(soort) in (UnionType, Union) else (soort,)
        leeg_mag = NoneType in opties
        opties = tuple(optie for optie in opties if optie is not NoneType)
        soort = opties[0]
        if is_dataclass(soort):
            return self.tabel(soort, ruw, pad, erf)
        vorm = get_origin(soort)
        lijst = vorm in (tuple, frozenset, Mapping)
        inhoud = "items" if lijst else "waarde"
        if los and isinstance(ruw, dict) and (vorm is not Mapping or inhoud in ruw):
            erf = self.grond(ruw, pad, erf)
            self.onbekend(ruw, (inhoud, *_BRON), pad)
            ruw = ruw.get(inhoud, _ONTBREEKT)
        if ruw is _ONTBREEKT:
            if (leeg_mag or lijst) and erf is not None and erf.aard == "lokaal":
                self.regel(pad, NIET_BEPAALD, erf)
                return () if lijst else None
            self.fout(pad, "ontbreekt.")
            return None
        if vorm is Mapping:
            return self.kaart(get_args(soort)[1], ruw, pad, erf, los)
        if lijst:
            return self.rij(soort, ruw, pad, erf, los)
        gelezen = self.enkel(soort, opties, ruw, pad)
        if los:
            self.regel(pad, toon(gelezen), erf)
        return gelezen

    def kaart(self, soort: Any, ruw: object, pad: str, erf: MetBron | None, los: bool) -> Any:
        if not isinstance(ruw, dict):
            self.fout(pad, "hier hoort een tabel.")
            return None
        if los:
            erf = self.grond(ruw, pad, erf)
        return MappingProxyType(
            {
                naam: self.waarde(soort, deel, _onder(pad, naam), erf, los)
                for naam, deel in ruw.items()
                if not (los and naam in _ERFT)
            }
        )

    def rij(self, soort: Any, ruw: object, pad: str, erf: MetBron | None, los: bool) -> Any:
        if not isinstance(ruw, list):
            self.fout(pad, "hier hoort een lijst: [ … ].")
            return None
        onderdeel = get_args(soort)[0]
        gezien: set[str] = set()
        delen = []
        for nummer, deel in enumerate(ruw, 1):
            sleutel = _onder(pad, naam_van(deel, nummer))
            if sleutel in gezien:
                self.fout(sleutel, "staat er twee keer.")
            gezien.add(sleutel)
            delen.append(self.waarde(onderdeel, deel, sleutel, erf, los=False))
        if los and not is_dataclass(onderdeel):
            self.regel(pad, toon(tuple(delen)), erf)
        return frozenset(delen) if get_origin(soort) is frozenset else tuple(delen)

    def enkel(self, soort: Any, opties: tuple[Any, ...], ruw: object, pad: str) -> Any:
        """One value of the right type; else a fault, and None."""
        if get_origin(soort) is Literal:
            goed, hoort = ruw in get_args(soort), f"een van: {', '.join(get_args(soort))}"
        elif Decimal in opties:
            goed = isinstance(ruw, int | Decimal) and not isinstance(ruw, bool)
            goed, hoort = goed and Decimal(str(ruw)).is_finite(), "een getal"
        else:
            goed = isinstance(ruw, soort) and (soort is bool or not isinstance(ruw, bool | datetime))
            hoort = _SOORTNAAM[soort]
        if not goed:
            self.fout(pad, f"hier hoort {hoort}.")
            return None
        return ruw
