"""Who may read: the two levels of keys, attacked by who has the files, a passphrase, a code or an old backup.

One inwoner, held by Noor and Karim, with a word that stands out in every text. Elif is of another duo, Els is
coördinator; both open the database, and may not read this inwoner.
"""

import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlmodel import select

from mgn_tui.domain.brief import BriefSoort
from mgn_tui.domain.fouten import GeenToegang, MgnFout, VerkeerdWachtwoord
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import (
    aanmelden,
    adviseren,
    brieven,
    concepten,
    reservekopieen,
    sessie,
    team,
    terugzetten,
    toegang,
    vastleggen,
)
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import tables as t
from mgn_tui.store.engine import open_verbinding
from mgn_tui.store.geheim import GeheimFout, ontzegel
from mgn_tui.store.reservekopie import Kopie
from mgn_tui.store.sleutelbestand import Sleutelbestand
from mgn_tui.store.werkmap import Werkmap
from tests.beproeving.kanarie import vormen
from tests.beproeving.uitslag import GEWEIGERD, GOED, Rij, doe, eis
from tests.hulp_geheim import alle_waarden, plat
from tests.hulp_werkmap import (
    WACHTWOORDEN,
    Zaak,
    collega,
    eigen_thuis,
    kopieer_werkmap,
    lichte_kdf,
    maak_werkmap,
    maak_zaaksjabloon,
    open_als,
)

MERK = "Kanariëgeel"
NAALDEN = tuple({vorm for woord in (MERK, "06-98765432", "8012 CD") for vorm in vormen(woord)})
NIEUW_WOORD = "vier andere losse woorden"
POGINGEN = 20


@dataclass
class Geval:
    plek: Path
    werkmap: Werkmap
    zaak: Zaak
    klok: VasteKlok
    kopie: Kopie
    codes: dict[str, str]

    def als(self, naam: str, werkmap: Werkmap | None = None) -> Sessie:
        self.klok.verder(timedelta(seconds=5))
        return open_als(werkmap or self.werkmap, naam, self.klok)


def _leest(s: Sessie, zaak: Zaak) -> bool:
    """Whether any text or name of the case comes out by a reader of the register."""
    uit = [vastleggen.lees(s, zaak.gesprek), aanmelden.lees(s, zaak.aanmelding)]
    for lees in (
        lambda: adviseren.lees(s, zaak.gesprek),
        lambda: brieven.maak(s, zaak.gesprek, BriefSoort.HUISARTS),
    ):
        try:
            uit.append(lees())
        except GeenToegang:
            continue
    return MERK in plat(uit)


def _blijft_buiten(s: Sessie, zaak: Zaak) -> None:
    """By the register, by the bare tables with the database key, and by unsealing every seal that lies there."""
    toegang.herzie_alles(s)
    eis(not _leest(s, zaak), "leest wat niet voor deze persoon is")
    alles = alle_waarden(s.werkmap.database, s.geopend.databasesleutel)
    eis(not any(vorm in alles for vorm in NAALDEN), "in de database staat een tekst zonder sleutel")
    with s.lezen() as db:
        zegels = [
            z.zegel for z in db.exec(select(t.Inwonersleutel).where(t.Inwonersleutel.inwoner == zaak.inwoner))
        ]
        zegels += [c.inhoud[:80] for c in db.exec(select(t.Concept))]
    eis(len(zegels) > 2, "er ligt niets om te openen")
    for zegel in zegels:
        try:
            ontzegel(zegel, s.prive)
        except GeheimFout:
            continue
        eis(False, "opent de sleutel van een ander")


def _wie(naam: str) -> Callable[[Geval], str]:
    def een(g: Geval) -> str:
        s = g.als(naam)
        try:
            _blijft_buiten(s, g.zaak)
        finally:
            s.sluit()
        return GEWEIGERD

    return een


def eigen_duo(g: Geval) -> str:
    """Without it, nothing below proves anything."""
    s = g.als("Karim")
    try:
        eis(_leest(s, g.zaak), "wie mag lezen, leest niet")
    finally:
        s.sluit()
    return GOED


# --- who left --------------------------------------------------------------------------------------


def _zonder(g: Geval, naam: str) -> Path:
    """They leave; returns the key file as they still have it."""
    oud = Path(shutil.copy(g.werkmap.sleutels, g.plek / "oude-sleutels.json"))
    s = g.als("Noor")
    try:
        eis(team.verwijder(s, collega(s, naam).hex) is None, "de database hield de oude sleutel")
        reservekopieen.maak(s)
    finally:
        s.sluit()
    return oud


def vertrokken_vandaag(g: Geval) -> str:
    oud = _zonder(g, "Karim")
    for pad in (oud, *g.werkmap.data.glob("sleutels*.json")):
        try:
            sleutels = Sleutelbestand(pad).open("Karim", WACHTWOORDEN["Karim"]).databasesleutels
        except MgnFout:
            continue
        for sleutel in sleutels:
            try:
                open_verbinding(g.werkmap.database, sleutel, alleen_lezen=True).close()
            except MgnFout:
                continue
            eis(False, "wie vertrok, opent de database van vandaag")
    nieuwste = terugzetten.kies(g.werkmap)
    eis(nieuwste.pad != g.kopie.pad, "er is geen reservekopie van na het vertrek")
    try:
        terugzetten.bekijk(Werkmap(g.plek / "thuis van Karim"), nieuwste, ("Karim", WACHTWOORDEN["Karim"]))
    except VerkeerdWachtwoord:
        return GEWEIGERD
    eis(False, "wie vertrok, opent een reservekopie van daarna")
    return ""


def _vertrokken_met_kopie(naam: str, leest: bool) -> Callable[[Geval], str]:
    """With a backup of before, on a machine of their own, past every rule of the program."""

    def een(g: Geval) -> str:
        _zonder(g, naam)
        eigen = Werkmap(g.plek / "eigen")
        terugzetten.zet_terug(eigen, g.kopie, (naam, WACHTWOORDEN[naam]), g.klok)
        s = g.als(naam, eigen)
        try:
            if not leest:
                _blijft_buiten(s, g.zaak)
                return GEWEIGERD
            eis(_leest(s, g.zaak), "SECURITY.md zegt wat een oude kopie nog opent")
            return GOED
        finally:
            s.sluit()

    return een


# --- a laptop that was stolen ------------------------------------------------------------------------


def gestolen(g: Geval) -> str:
    for pad in g.werkmap.data.rglob("*"):
        if pad.is_file():
            inhoud = pad.name.encode() + pad.read_bytes()
            eis(not any(vorm in inhoud for vorm in NAALDEN), "een bestand is in het open te lezen")
    for nummer in range(POGINGEN):
        try:
            sessie.open_werkmap(g.werkmap, "Noor", f"gok nummer {nummer}", g.klok)
        except VerkeerdWachtwoord as fout:
            eis(nummer < 3 or fout.wacht_s > 0, "na drie keer mis hoeft niemand te wachten")
        else:
            eis(False, "een gok opent de werkmap")
    try:
        open_verbinding(g.werkmap.database, os.urandom(32), alleen_lezen=True).close()
    except MgnFout:
        return GEWEIGERD
    eis(False, "de database opent met een willekeurige sleutel")
    return ""


def _gestolen_met_code(naam: str, leest: bool) -> Callable[[Geval], str]:
    def een(g: Geval) -> str:
        s, _ = sessie.open_met_herstelcode(g.werkmap, g.codes[naam], NIEUW_WOORD, g.klok)
        try:
            if not leest:
                _blijft_buiten(s, g.zaak)
            else:
                eis(_leest(s, g.zaak), "de herstelcode geeft niet terug wat van deze persoon is")
            with s.lezen() as db:
                wat = set(db.exec(select(t.Toegang.wat)))
            eis("herstelcode gebruikt" in wat, "dat een herstelcode gebruikt is, staat niet in het logboek")
        finally:
            s.sluit()
        g.klok.verder(timedelta(seconds=5))
        try:
            sessie.open_met_herstelcode(g.werkmap, g.codes[naam], "nog een ander lang woord", g.klok)
        except VerkeerdWachtwoord:
            return GOED if leest else GEWEIGERD
        eis(False, "een gebruikte herstelcode opent nog eens")
        return ""

    return een


# --- a stand-in --------------------------------------------------------------------------------------


def waarnemer(g: Geval) -> str:
    noor, elif_ = g.als("Noor"), g.als("Elif")
    try:
        eis(not _leest(elif_, g.zaak), "leest voordat er toegang is")
        toegang.laat_waarnemen(noor, g.zaak.inwoner, elif_.ik.id, "Karim is met verlof")
        eis(_leest(elif_, g.zaak), "een waarnemer leest niet")
        regels = [(r.wie, r.wat) for r in toegang.wie_las(noor, g.zaak.inwoner)]
        eis(("Noor", "waarneming gegeven") in regels, "wie toegang gaf, staat niet in het logboek")
        eis(
            any(w == "Elif" and "gelezen" in wat for w, wat in regels),
            "wat de waarnemer las, staat er niet in",
        )
        toegang.trek_waarneming_in(noor, g.zaak.inwoner, elif_.ik.id)
        eis(not _leest(elif_, g.zaak), "leest door nadat de waarneming voorbij is")
        eis(toegang.keten_klopt(noor), "het toegangslogboek is niet gaaf")
    finally:
        elif_.sluit()
        noor.sluit()
    return GOED


AANVALLEN: tuple[tuple[str, Callable[[Geval], str], str], ...] = (
    ("het eigen duo leest (zonder dat bewijst de rest niets)", eigen_duo, ""),
    ("de coördinator, met de databasesleutel", _wie("Els"), ""),
    ("het andere duo, met de databasesleutel", _wie("Elif"), ""),
    ("een vertrokken collega, met het oude sleutelbestand", vertrokken_vandaag, ""),
    (
        "een vertrokken collega van een ander duo, met een oude reservekopie",
        _vertrokken_met_kopie("Elif", leest=False),
        "",
    ),
    (
        "een vertrokken collega van dit duo, met een oude reservekopie",
        _vertrokken_met_kopie("Karim", leest=True),
        "leest wat toen al voor deze persoon was; dat neemt niemand terug (SECURITY.md)",
    ),
    ("een gestolen laptop, zonder wachtwoord en zonder code", gestolen, f"{POGINGEN} keer gegokt"),
    (
        "een gestolen laptop, met de herstelcode van een ander duo",
        _gestolen_met_code("Elif", leest=False),
        "",
    ),
    (
        "een gestolen laptop, met de herstelcode van dit duo",
        _gestolen_met_code("Karim", leest=True),
        "leest wat die collega mag lezen, één keer: daarom ligt de code niet bij de laptop",
    ),
    ("een waarnemer leest met reden, het logboek zegt het, en daarna niet meer", waarnemer, ""),
)


def alle() -> list[Rij]:
    """Each attack once, on a werkmap of its own."""
    rijen = []
    with (
        tempfile.TemporaryDirectory(prefix="mgn-lezers-") as plek_,
        lichte_kdf(),
        eigen_thuis(Path(plek_) / "thuis"),
    ):
        plek = Path(plek_)
        maak_werkmap(plek / "team")
        bron, zaak, einde = maak_zaaksjabloon(plek / "team", plek / "zaak", MERK)
        kopie, codes = _bereid_voor(Werkmap(bron), zaak, einde)
        for nummer, (naam, aanval, noot) in enumerate(AANVALLEN):
            rijen.append(Rij(naam, noot=noot))
            eigen = plek / str(nummer)
            werkmap = kopieer_werkmap(bron, eigen / "werkmap")
            geval = Geval(eigen, werkmap, zaak, VasteKlok(einde + timedelta(days=1)), kopie, codes)
            doe(rijen[-1], lambda a=aanval, g=geval: a(g))  # type: ignore[misc]
    return rijen


def _bereid_voor(werkmap: Werkmap, zaak: Zaak, einde: datetime) -> tuple[Kopie, dict[str, str]]:
    codes = {}
    for naam in ("Karim", "Elif", "Noor"):
        s = open_als(werkmap, naam, VasteKlok(einde + timedelta(hours=1)))
        try:
            codes[naam] = team.nieuwe_herstelcode(s)
            if naam == "Noor":
                concepten.bewaar(s, "aanmelding", "nieuw", {"achternaam": MERK})
                kopie, _ = reservekopieen.maak(s)
        finally:
            s.sluit()
    return kopie, codes
