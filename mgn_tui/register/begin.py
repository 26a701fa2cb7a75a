"""Making a werkmap: whole, with its first person in it, or not at all."""

import secrets
from collections.abc import Mapping
from contextlib import suppress

from mgn_tui.domain.fouten import Geweigerd, SchijfFout
from mgn_tui.domain.klok import Klok
from mgn_tui.domain.profiel import Profiel, laad_profiel
from mgn_tui.domain.uuid7 import uuid7
from mgn_tui.domain.velden import Formulier, Keuze, Veld, VeldSoort
from mgn_tui.domain.woorden import Rol
from mgn_tui.register import instellingen
from mgn_tui.store import migrate
from mgn_tui.store.apparaat import apparaat_van
from mgn_tui.store.engine import Store
from mgn_tui.store.sleutelbestand import Sleutelbestand, wachtwoord_bezwaar
from mgn_tui.store.slot import Werkmapslot
from mgn_tui.store.tables import Instelling, Medewerker, Pilot
from mgn_tui.store.werkmap import Werkmap


def nieuw(
    werkmap: Werkmap,
    *,
    regio: str,
    gebruiker: str,
    wachtwoord: str,
    klok: Klok | None = None,
    rol: str = "gespreksvoerder",
    pilot: str | None = None,
    verantwoordelijke: str | None = None,
    wachtwoord_vrij: bool = False,
    **overig: str,
) -> str:
    """Make the werkmap with its first person; returns the recovery code, to be shown once.

    Raises `Geweigerd` (it exists, a weak passphrase, an unknown region) or `SchijfFout`; nothing is left then.
    """
    klok = klok or Klok()
    if werkmap.bestaat():
        raise Geweigerd(_AL_EEN)
    keuze = {"gebruiker": gebruiker, "rol": rol, "pilot": pilot or ""}
    waarden, fouten = _NIEUW.lees(keuze, klok.vandaag())
    wens = {"verantwoordelijke": verantwoordelijke or "", **overig}
    eigen, mis = instellingen.keur(wens, klok.vandaag())
    fouten |= mis
    if not wachtwoord_vrij and (bezwaar := wachtwoord_bezwaar(wachtwoord, gebruiker)):
        fouten["wachtwoord"] = bezwaar
    if fouten:
        raise Geweigerd(fouten)
    profiel = laad_profiel(regio)
    mappen = [m for m in (werkmap.exports, werkmap.data, werkmap.pad) if not m.exists()]
    try:
        werkmap.maak_mappen()
        with Werkmapslot(werkmap.slot).alleen(0.0, "werkmap maken"):
            if werkmap.bestaat():
                raise Geweigerd(_AL_EEN)
            return _maak(
                werkmap,
                klok,
                profiel,
                str(waarden["gebruiker"]),
                wachtwoord,
                str(waarden["rol"]),
                str(waarden["pilot"] or ""),
                eigen,
            )
    except OSError:
        raise SchijfFout("Op deze plek mag niet worden geschreven. Kies met --map een andere map.") from None
    finally:
        if not werkmap.bestaat():  # it went wrong: leave nothing of ours
            with suppress(OSError):
                for pad in (werkmap.slot, *mappen):
                    pad.unlink(missing_ok=True) if pad == werkmap.slot else pad.rmdir()


_AL_EEN = "Hier is al een werkmap. Er is niets veranderd; kies met --map een andere plek."
_NIEUW = Formulier(
    "nieuw",
    "Nieuwe werkmap",
    (
        Veld("gebruiker", "Naam", verplicht=True, maximum_tekens=120),
        Veld("rol", "Rol", VeldSoort.KEUZE, verplicht=True, keuzes=tuple(Keuze(r, r.label) for r in Rol)),
        Veld("pilot", "Pilot"),
    ),
)


def _maak(
    werkmap: Werkmap,
    klok: Klok,
    profiel: Profiel,
    gebruiker: str,
    wachtwoord: str,
    rol: str,
    pilot: str,
    eigen: Mapping[str, str],
) -> str:
    databasesleutel = secrets.token_bytes(32)
    nu = int(klok.nu().timestamp() * 1000)
    werkmap_id, persoon = uuid7(nu), uuid7(nu)
    try:
        migrate.migreer(werkmap.database, databasesleutel)
        werkmap.database.chmod(0o600)
        bestand = Sleutelbestand.nieuw(werkmap.sleutels, werkmap_id)
        publiek = bestand.voeg_persoon_toe(persoon, gebruiker, wachtwoord, databasesleutel)
        store = Store(werkmap.database, databasesleutel, apparaat_van(werkmap_id), klok)
        begin = {
            instellingen.KETEN: secrets.token_hex(32),
            "regio": profiel.id,
            "werkmap": str(werkmap_id),
            **instellingen.voorstel_termijnen(),
            **eigen,
        }
        try:
            with store.schrijven(persoon) as db:
                punt = rol == Rol.GESPREKSVOERDER.value
                db.add(Medewerker(id=persoon, naam=gebruiker, rol=rol, aanmeldpunt=punt, publiek=publiek))
                db.add_all(Instelling(naam=naam, waarde=waarde) for naam, waarde in begin.items())
                if pilot:
                    omvang = profiel.sprint.omvang_pilot
                    db.add(Pilot(id=uuid7(nu), naam=pilot, begin=klok.vandaag(), omvang=omvang))
        finally:
            store.sluit()
        return bestand.maak_herstelcode(bestand.open(gebruiker, wachtwoord), voor=persoon)
    except BaseException:
        for pad in (werkmap.database, werkmap.sleutels):
            for rest in pad.parent.glob(pad.stem + "*"):
                rest.unlink(missing_ok=True)
        raise
