"""The region of a werkmap: one of the program's or a TOML file of its own, with what the werkmap set otherwise.

Changing the region loses nothing. Codes that left the profile stay in the data; they are put behind the lists
they came from and show as themselves, so that a record that holds one can still be read, counted and saved.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import text
from sqlmodel import Session, col, select

from mgn_tui.domain.fouten import Geweigerd, NietOpenen, SchijfFout
from mgn_tui.domain.profiel import (
    Categorie,
    Item,
    Profiel,
    ProfielFout,
    laad_profiel,
    lees_tabellen,
    profielen,
)
from mgn_tui.domain.profiel_laden import maak_profiel
from mgn_tui.domain.profiel_zet import als_toml, lees_waarde
from mgn_tui.domain.profiel_zet import zet as zet_in
from mgn_tui.domain.tekst import schoon
from mgn_tui.store.tables import Instelling, Profielwaarde
from mgn_tui.store.werkmap import Werkmap

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

REGIO, GEWISSELD, BESTAND = "regio", "regio_gewisseld", "regio_bestand"
EIGEN = "regio.toml"
"""What the setting says, and how the file in `data/` is called, of a region of one's own."""

HOOGSTENS = 1024 * 1024
_VERVALLEN = "Hoort niet meer bij deze regio; staat nog in gegevens van eerder."


@dataclass(frozen=True, slots=True)
class Regiokeuze:
    """A region one can choose. `eigen`: the file in this werkmap."""

    id: str
    naam: str
    plan: str
    doelen: int
    eigen: bool = False


@dataclass(frozen=True, slots=True)
class Eigenwaarde:
    """A value this werkmap set itself; `past` False: the region has no such place, so it waits."""

    pad: str
    waarde: str
    reden: str
    past: bool


def bestand_van(werkmap: Werkmap) -> Path:
    return werkmap.data / EIGEN


def keuzelijst(werkmap: Werkmap | None = None) -> list[Regiokeuze]:
    """The regions of the program, and the werkmap's own when there is a sound one."""
    alle = [laad_profiel(regio) for regio in profielen()]
    uit = [Regiokeuze(p.id, p.naam, p.plan.titel, len(p.doelen)) for p in alle]
    if werkmap is not None and bestand_van(werkmap).exists():
        with suppress(ProfielFout):
            p = lees_bestand(bestand_van(werkmap))
            uit.append(Regiokeuze(p.id, p.naam, p.plan.titel, len(p.doelen), eigen=True))
    return uit


def lees_bestand(pad: Path) -> Profiel:
    """A region of one's own, judged. Raises `ProfielFout`."""
    with suppress(OSError):
        if pad.stat().st_size > HOOGSTENS:
            raise ProfielFout(f"{pad.name} is groter dan 1 MB: dat is geen regiobestand.")
    profiel = maak_profiel(lees_tabellen(pad))
    if profiel.id in profielen():
        raise ProfielFout({"regio.id": f"'{profiel.id}' is al een regio van het programma. Kies een andere."})
    return profiel


# --- what a session works with ---------------------------------------------------------------


def laad(werkmap: Werkmap, db: Session) -> Profiel:
    """The profile of this werkmap. Raises `NietOpenen` when its own file is gone or faulty."""
    keuze, waarden = _keuze(db), _waarden(db)
    if keuze != EIGEN and not waarden:
        profiel = laad_profiel(keuze)
    else:
        try:
            profiel = _met_waarden(_tabellen(werkmap, keuze), waarden)[0]
        except ProfielFout as fout:
            raise NietOpenen(
                f"Het regiobestand van deze werkmap klopt niet ({fout.melding.splitlines()[0]}) Zet het goede "
                f"bestand terug; alle fouten: mgn regio controleer {bestand_van(werkmap)}"
            ) from None
    return _met_oude_codes(profiel, db) if db.get(Instelling, GEWISSELD) else profiel


def _keuze(db: Session) -> str:
    instelling = db.get(Instelling, REGIO)
    return instelling.waarde if instelling else ""


def _tabellen(werkmap: Werkmap, keuze: str) -> dict[str, Any]:
    return lees_tabellen(bestand_van(werkmap) if keuze == EIGEN else keuze)


def _waarden(db: Session) -> list[Profielwaarde]:
    return list(db.exec(select(Profielwaarde).order_by(col(Profielwaarde.pad))))


def _gezet(ruw: Mapping[str, Any], waarden: Iterable[Profielwaarde]) -> tuple[Mapping[str, Any], set[str]]:
    """The tables with what was set, and the paths that have no place in them."""
    rust: set[str] = set()
    for rij in waarden:
        try:
            ruw = zet_in(ruw, rij.pad, lees_waarde(rij.waarde), rij.reden)
        except (ProfielFout, ValueError):
            rust.add(rij.pad)
    return ruw, rust


def _met_waarden(ruw: Mapping[str, Any], waarden: list[Profielwaarde]) -> tuple[Profiel, set[str]]:
    """The profile with what was set, and the paths that wait. Raises `ProfielFout`: faulty without them too."""
    gezet, rust = _gezet(ruw, waarden)
    try:
        return maak_profiel(gezet), rust
    except ProfielFout:
        goed: list[Profielwaarde] = []
        for rij in waarden:  # a value that fitted another region: find it
            with suppress(ProfielFout):
                maak_profiel(_gezet(ruw, [*goed, rij])[0])
                goed.append(rij)
        gezet, _ = _gezet(ruw, goed)
        return maak_profiel(gezet), {r.pad for r in waarden} - {r.pad for r in goed} | rust


# --- changing --------------------------------------------------------------------------------


def wissel(sessie: "Sessie", keuze: str) -> Profiel:
    """Make another region this werkmap's: an id, or a TOML file that is copied into it.

    Raises `ProfielFout` (unknown, faulty) or `SchijfFout`; then nothing changed.
    """
    from mgn_tui.register import reservekopieen  # its settings come from here

    bestand = Path(keuze).expanduser() if keuze.endswith(".toml") else None
    if bestand is None:
        laad_profiel(keuze)
        reservekopieen.maak(sessie, "regio")
        nieuw = _wissel(sessie, keuze)
    else:
        lees_bestand(bestand)
        reservekopieen.maak(sessie, "regio")
        inhoud = bestand.read_bytes()
        with _in_plaats_van(bestand_van(sessie.werkmap), inhoud):
            nieuw = _wissel(sessie, EIGEN, inhoud.decode("utf-8"))
    sessie.profiel = nieuw
    return nieuw


def beoogd(sessie: "Sessie", db: Session, keuze: str) -> tuple[Profiel, set[str]]:
    """The region as it would be here with what the team set itself, and the paths that would wait.

    Raises `ProfielFout` for what cannot be chosen.
    """
    pad = Path(keuze).expanduser()
    if keuze.endswith(".toml"):
        lees_bestand(pad)
    return _met_waarden(lees_tabellen(pad if keuze.endswith(".toml") else keuze), _waarden(db))


def _wissel(sessie: "Sessie", keuze: str, bestand: str | None = None) -> Profiel:
    with sessie.schrijven() as db:
        _zet_instelling(db, REGIO, keuze)
        if bestand is not None:  # so that the log knows what stood there, and another file is a change
            _zet_instelling(db, BESTAND, bestand)
        _zet_instelling(db, GEWISSELD, "ja")
        db.flush()
        return laad(sessie.werkmap, db)


@contextmanager
def bestand_terug(sessie: "Sessie", is_: str | None, wordt: str | None) -> Iterator[None]:
    """The own file as it was, with a region change that is taken back (or done again). Raises `Geweigerd` when
    somebody worked on it since."""
    pad = bestand_van(sessie.werkmap)
    if wordt is None:
        yield  # there was none: what lies there harms nobody, and doing it again needs it
        return
    inhoud = pad.read_bytes() if pad.exists() else None
    if inhoud not in (None, wordt.encode("utf-8"), (is_ or wordt).encode("utf-8")):
        raise Geweigerd(
            f"Het regiobestand is intussen met de hand gewijzigd. Bewaar het elders en haal het weg: {pad}"
        )
    with _in_plaats_van(pad, wordt.encode("utf-8")):
        yield


@contextmanager
def _in_plaats_van(pad: Path, inhoud: bytes) -> Iterator[None]:
    """The file with this content; as it was when the block fails."""
    oud = pad.read_bytes() if pad.exists() else None
    _bewaar_bestand(pad, inhoud)
    try:
        yield
    except BaseException:
        if oud is None:
            pad.unlink(missing_ok=True)
        else:
            _bewaar_bestand(pad, oud)
        raise


def _zet_instelling(db: Session, naam: str, waarde: str) -> None:
    rij = db.get(Instelling, naam)
    if rij is None:
        db.add(Instelling(naam=naam, waarde=waarde))
    elif rij.waarde != waarde:
        rij.waarde = waarde


def _bewaar_bestand(pad: Path, inhoud: bytes) -> None:
    tijdelijk = pad.with_suffix(".nieuw")
    try:
        with open(os.open(tijdelijk, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as bestand:
            bestand.write(inhoud)
            bestand.flush()
            os.fsync(bestand.fileno())
        tijdelijk.replace(pad)
    except OSError:
        tijdelijk.unlink(missing_ok=True)
        raise SchijfFout("Het regiobestand is niet op te slaan. Er is niets veranderd.") from None


def zet(sessie: "Sessie", pad: str, getypt: str, reden: str) -> None:
    """Set one value of the profile otherwise in this werkmap, with the reason.

    Raises `Geweigerd` without a reason, `ProfielFout` when the value does not fit.
    """
    if not (waarom := schoon(reden, meerregelig=False)):
        raise Geweigerd({"reden": "Geef een reden: die staat voortaan als bron bij deze waarde."})
    with sessie.schrijven() as db:
        waarde = als_toml(getypt)
        anders = [rij for rij in _waarden(db) if rij.pad != pad]
        ruw, _ = _gezet(_tabellen(sessie.werkmap, _keuze(db)), anders)
        maak_profiel(zet_in(ruw, pad, lees_waarde(waarde), waarom))
        staand = db.get(Profielwaarde, pad)
        if staand is None:
            db.add(Profielwaarde(pad=pad, waarde=waarde, reden=waarom))
        else:
            staand.waarde, staand.reden = waarde, waarom
        db.flush()
        nieuw = laad(sessie.werkmap, db)
    sessie.profiel = nieuw


def terug(sessie: "Sessie", pad: str) -> None:
    """Let the profile's own value hold again. Raises `Geweigerd` when it was never set."""
    with sessie.schrijven() as db:
        rij = db.get(Profielwaarde, pad)
        if rij is None:
            raise Geweigerd({"pad": f"'{pad}' is in deze werkmap niet zelf vastgesteld."})
        db.delete(rij)
        db.flush()
        nieuw = laad(sessie.werkmap, db)
    sessie.profiel = nieuw


def eigen_waarden(sessie: "Sessie") -> tuple[Eigenwaarde, ...]:
    """What this werkmap set itself, also what waits because the region has no place for it."""
    with sessie.lezen() as db:
        keuze, waarden = _keuze(db), _waarden(db)
    rust = _met_waarden(_tabellen(sessie.werkmap, keuze), waarden)[1] if waarden else set()
    return tuple(Eigenwaarde(r.pad, r.waarde, r.reden, r.pad not in rust) for r in waarden)


# --- codes of a region that was left ---------------------------------------------------------

ADVIESDELEN = "advies.delen"
_IN_GEBRUIK = {
    "aanmelders": "SELECT DISTINCT aanmelder FROM aanmelding",
    "criteria": "SELECT DISTINCT code FROM aanmelding_criterium",
    "expertises": "SELECT code FROM aanmelding_expertise UNION SELECT code FROM medewerker_expertise",
    "leefgebieden": "SELECT DISTINCT code FROM gesprek_leefgebied",
    "triage": "SELECT DISTINCT triage FROM aanmelding",
    "categorieen": "SELECT code FROM toeleiding UNION SELECT hoofdadvies FROM advies",
    "redenen_afwijzen": "SELECT DISTINCT reden_code FROM aanmelding WHERE status = 'afgewezen'",
    "redenen_intrekken": "SELECT DISTINCT reden_code FROM aanmelding WHERE status = 'ingetrokken'",
    "redenen_niet_verschenen": "SELECT DISTINCT reden_code FROM gesprek WHERE status = 'no-show'",
    "redenen_annuleren": "SELECT DISTINCT reden_code FROM gesprek WHERE status = 'geannuleerd'",
    "consultatie_domeinen": "SELECT vrager FROM consultatie UNION SELECT antwoorder FROM consultatie",
    "consultatie_vragen": "SELECT DISTINCT vraagsoort FROM consultatie",
    "consultatie_kanalen": "SELECT DISTINCT kanaal FROM consultatie",
    "consultatie_vervolg": "SELECT DISTINCT vervolg FROM consultatie",
    "casus_situaties": "SELECT DISTINCT situatie FROM casusoverleg",
    "casus_typen": "SELECT DISTINCT soort FROM casusoverleg",
    "casus_uitkomsten": "SELECT DISTINCT uitkomst FROM casusoverleg",
    "uren_onderdelen": "SELECT DISTINCT onderdeel FROM urenregel",
    "kostenposten": "SELECT DISTINCT post FROM kosten",
    ADVIESDELEN: "SELECT DISTINCT deel FROM afspraak",
}
_BUITEN = frozenset({None, "", "*"})


def _met_oude_codes(profiel: Profiel, db: Session) -> Profiel:
    """The profile with the codes that are in the data and no longer in it, behind its own."""
    extra: dict[str, Any] = {}
    for lijst, oud in buiten(db, profiel).items():
        if lijst == ADVIESDELEN:
            extra["advies"] = replace(profiel.advies, delen=(*profiel.advies.delen, *map(_item, oud)))
            continue
        maak: Callable[[str], Any] = _categorie if lijst == "categorieen" else _item
        extra[lijst] = (*getattr(profiel, lijst), *map(maak, oud))
        if lijst == "categorieen":
            extra["groepen"] = tuple(
                replace(g, codes=(*g.codes, *oud)) if g.code == "overig" else g for g in profiel.groepen
            )
    return replace(profiel, **extra)


def buiten(db: Session, profiel: Profiel) -> dict[str, list[str]]:
    """Per list of the profile the codes that are in the data and not in it; only lists that miss some."""
    gevonden = {
        lijst: _oud(db, vraag, profiel.advies.delen if lijst == ADVIESDELEN else getattr(profiel, lijst))
        for lijst, vraag in _IN_GEBRUIK.items()
    }
    return {lijst: codes for lijst, codes in gevonden.items() if codes}


def _oud(db: Session, vraag: str, lijst: Iterable[Item | Categorie]) -> list[str]:
    bekend = {item.code for item in lijst} | _BUITEN
    return sorted({code for (code,) in db.execute(text(vraag))} - bekend)


def _item(code: str) -> Item:
    return Item(code, code, _VERVALLEN, aard="keuze", reden=_VERVALLEN)


def _categorie(code: str) -> Categorie:
    return Categorie(code, code, code[:11], _VERVALLEN, aard="keuze", reden=_VERVALLEN)
