"""The key file `data/sleutels.json`, format 1 (engineering.md 6): who opens the database, and with what.

One entry per person, and one per recovery code. An entry wraps the database key and the owner's private key
with a key that Argon2id makes of the passphrase (or of the recovery code). Beyond the letter of the format an
entry has `zout` (the salt of `naam`, which stays when the passphrase changes) and `som` (SHA-256 over the
rest: tells damage from a wrong passphrase), a wrapped database key has a `kenmerk` (eight bytes that tell one
key from another), the head has `aantal` and a `som` of its own. The name lies there as HMAC only; who holds
the file can still try names, as the salt lies beside it.

`sleutel` is AES-256-GCM, or after a change of the database key a seal to `publiek` (only the owner's own
passphrase can make the first); `volgend` is the seal of a key that is on its way.

Every call reads the file anew and every change is made under a lock, so that two processes do not undo each
other's work. `cryptography` is imported where it is used: the unlock screen must not wait for it.
"""

import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Self
from uuid import UUID

from mgn_tui.domain.fouten import (
    Beschadigd,
    GeenToegang,
    Geweigerd,
    NietOpenen,
    VerkeerdWachtwoord,
)
from mgn_tui.store import herstelcode, logkop
from mgn_tui.store.logkop import Kop
from mgn_tui.store.sleutelformaat import (
    GESLOTEN,
    HERSTEL,
    PERSOON,
    ZOUT_BYTES,
    Ingang,
    Inhoud,
    Kapot,
    Kdf,
    als_bytes,
    band,
    hmac_naam,
    kenmerk,
    leid_af,
    ontleed,
    pak_uit,
    wikkel,
)
from mgn_tui.store.sleutelkeuring import (
    OPNIEUW,
    TERUG,
    eis_heel,
    eis_persoon,
    eis_rust,
    ingang_beschadigd,
    kapot_of,
)
from mgn_tui.store.slot import om_de_beurt, schrijf_heel
from mgn_tui.store.wachtwoord import nieuw_woord, vlakke_naam, woord
from mgn_tui.store.wachtwoord import wachtwoord_bezwaar as wachtwoord_bezwaar

KDF_ONDERGRENS = Kdf(geheugen_kib=65_536, rondes=3, banen=4)
"""What a new entry gets, and the least that is accepted (engineering.md 6). Lowered by tests only. Whoever
raises it makes it two constants: an entry of today must still open."""
KDF_BOVENGRENS = Kdf(geheugen_kib=4_194_304, rondes=64, banen=64)
"""Beyond this no laptop opens it: a file that asks for more is refused instead of tried."""


class VerkeerdeHerstelcode(VerkeerdWachtwoord):
    """The code is well-formed, but opens nothing here."""

    def __init__(self) -> None:
        super().__init__()
        self.melding = "Deze herstelcode past niet bij deze werkmap, of is al een keer gebruikt."
        self.args = (self.melding,)


@dataclass(frozen=True, slots=True)
class Geopend:
    """What an entry gave. `databasesleutels`: the current one, then the one on its way: try both in this
    order (32 bytes each). After a new database key it is stale: see `Sleutelbestand.ververs`."""

    id: UUID
    publiek: bytes
    prive: bytes = field(repr=False)
    databasesleutels: tuple[bytes, ...] = field(repr=False)

    @property
    def databasesleutel(self) -> bytes:
        return self.databasesleutels[0]


class Sleutelbestand:
    """The key file of one werkmap."""

    def __init__(self, pad: Path) -> None:
        self._pad = pad

    @classmethod
    def nieuw(cls, pad: Path, werkmap_id: UUID) -> Self:
        """Make the file, without entries. Raises `Geweigerd` when there is one, `SchijfFout`."""
        with om_de_beurt(pad):
            if pad.exists():
                raise Geweigerd("Deze werkmap bestaat al; er is niets veranderd.")
            schrijf_heel(pad, als_bytes(Inhoud(werkmap_id, [])))
        return cls(pad)

    @classmethod
    def lees(cls, pad: Path) -> Self:
        """Raises `NietOpenen` without a file, `Beschadigd`, `NieuwereVersie`. A damaged entry raises nothing
        here: see `beschadigd`."""
        bestand = cls(pad)
        bestand._lees()
        return bestand

    @property
    def werkmap_id(self) -> UUID:
        return self._lees().werkmap

    @property
    def personen(self) -> dict[UUID, bytes]:
        """The public key of each person with a sound entry, by id."""
        return {i.id: i.publiek for i in self._lees().gaaf(PERSOON)}

    @property
    def beschadigd(self) -> tuple[int, ...]:
        """Numbers (from 1) of the damaged entries."""
        return self._lees().kapot()

    @property
    def wisselt(self) -> bool:
        """A new database key is on its way (see `zet_volgend`)."""
        return any("volgend" in ingang.ruw for ingang in self._lees().alle())

    @property
    def logkop(self) -> Kop:
        """The head of the access log when the werkmap was last closed; empty before that was kept."""
        return self._lees().logkop

    @property
    def teruggezet(self) -> str:
        """When a backup was put back that the access log has not heard of; empty if none was."""
        return self._lees().teruggezet

    def zet_logkop(self, kop: Kop, vervang: Collection[str] = ()) -> None:
        """Keep the heads of these devices. Never an earlier one than there is, as another process may have closed
        since, but for the devices in `vervang`."""
        nu = self._lees()
        if logkop.samen(nu.logkop, kop, vervang) == nu.logkop and not nu.teruggezet:
            return
        with self._wijziging() as inhoud:
            inhoud.logkop, inhoud.teruggezet = logkop.samen(inhoud.logkop, kop, vervang), ""

    def vergeet_logkop(self, teruggezet: str) -> None:
        """A backup is put back: its log is an older one, and the next opening says so in it."""
        with self._wijziging() as inhoud:
            inhoud.logkop, inhoud.teruggezet = {}, teruggezet

    def heeft_herstelcode(self, id_: UUID) -> bool:
        return self._lees().van(HERSTEL, id_) is not None

    def zoek(self, naam: str) -> UUID | None:
        """The entry of this name, for the waiting time; None for a name nobody has."""
        ingang = self._lees().op_naam(PERSOON, vlakke_naam(naam))
        return None if ingang is None else ingang.id

    def open(self, naam: str, wachtwoord: str) -> Geopend:
        """Open with name and passphrase.

        Raises `VerkeerdWachtwoord`, equal in words and in time for a name that nobody has; `Beschadigd` when
        this entry is damaged, or when nobody has the name and a damaged entry may be theirs.
        """
        inhoud = self._lees()
        ingang = inhoud.op_naam(PERSOON, vlakke_naam(naam))
        if ingang is None:
            gelijke = next(iter(inhoud.gaaf(PERSOON)), None)
            leid_af(woord(wachtwoord), bytes(ZOUT_BYTES), gelijke.kdf if gelijke else KDF_ONDERGRENS)
            raise kapot_of(inhoud, VerkeerdWachtwoord())
        geopend = _ontsluit(inhoud, ingang, woord(wachtwoord))
        if geopend is None:
            raise VerkeerdWachtwoord
        return geopend

    def voeg_persoon_toe(self, id_: UUID, naam: str, wachtwoord: str, databasesleutel: bytes) -> bytes:
        """Give a person an entry with a new key pair; returns the public key.

        Raises `Geweigerd` for a name or id that is there already, an empty name or passphrase, a database key
        that is no longer the one of the others, and while a new one is on its way. How strong the passphrase
        is, `wachtwoord_bezwaar` says.
        """
        from mgn_tui.store.geheim import nieuw_paar

        vlak = vlakke_naam(naam)
        if not vlak:
            raise Geweigerd({"naam": "Vul een naam in."})
        prive, publiek = nieuw_paar()
        with self._wijziging() as inhoud:
            if inhoud.op_naam(PERSOON, vlak) is not None:
                raise Geweigerd({"naam": "Deze naam is al in gebruik. Voeg bijvoorbeeld een initiaal toe."})
            if inhoud.van(PERSOON, id_) is not None:
                raise Geweigerd("Deze collega heeft al een sleutel.")
            eis_rust(inhoud)
            if any(i.ruw["sleutel"]["kenmerk"] != kenmerk(databasesleutel) for i in inhoud.alle()):
                raise Geweigerd(OPNIEUW)
            basis = _basis(id_, PERSOON, vlak)
            open_ = Geopend(id_, publiek, prive, (databasesleutel,))
            inhoud.zet(_sluit(inhoud.werkmap, basis, open_, nieuw_woord(wachtwoord)))
        return publiek

    def wijzig_wachtwoord(self, id_: UUID, oud: str, nieuw: str) -> None:
        """Raises `VerkeerdWachtwoord` when `oud` is not it, `NietGevonden` without a sound entry."""
        with self._wijziging() as inhoud:
            ingang = eis_persoon(inhoud, id_)
            geopend = _ontsluit(inhoud, ingang, woord(oud))
            if geopend is None:
                raise VerkeerdWachtwoord
            inhoud.zet(_sluit(inhoud.werkmap, ingang.ruw, geopend, nieuw_woord(nieuw)))

    def ververs(self, geopend: Geopend) -> Geopend:
        """What `geopend` would be if it were opened now, without the passphrase: after a new database key.

        Raises `Geweigerd` when only the passphrase can tell (both were changed meanwhile), `NietGevonden`.
        """
        return _ververs(self._lees(), geopend)

    def verwijder(self, id_: UUID) -> None:
        """Take away a person's entry and recovery code. What an old copy of the file opens stays open until
        the database has another key. Raises `NietGevonden`, `Geweigerd` for the last person."""
        with self._wijziging() as inhoud:
            eis_persoon(inhoud, id_)
            if len(inhoud.gaaf(PERSOON)) == 1:
                raise Geweigerd("Dit is de laatste die de werkmap kan openen. Voeg eerst een collega toe.")
            inhoud.ingangen = [i for i in inhoud.ingangen if isinstance(i, Kapot) or i.id != id_]

    def ruim_beschadigd_op(self) -> int:
        """Drop the damaged entries; who they belonged to must be added anew. Returns how many."""
        with self._wijziging() as inhoud:
            aantal = len(inhoud.kapot())
            inhoud.ingangen = [*inhoud.alle()]
        return aantal

    def maak_herstelcode(self, geopend: Geopend, voor: UUID | None = None) -> str:
        """A new recovery code that opens what `geopend` could open; an older one stops working. Show it once.

        Only the owner can make it, as it wraps their private key: raises `GeenToegang` when `voor` is
        somebody else, and as `ververs`.
        """
        if voor not in (None, geopend.id):
            raise GeenToegang(
                "Een herstelcode maakt ieder voor zichzelf, na ontgrendelen met het eigen wachtwoord."
            )
        with self._wijziging() as inhoud:
            return _nieuwe_code(inhoud, _ververs(inhoud, geopend))

    def open_met_herstelcode(self, code: str) -> Geopend:
        """Open without using the code up.

        Raises `Geweigerd` for a typing error (before anything is tried), `VerkeerdeHerstelcode`,
        `Beschadigd`.
        """
        inhoud = self._lees()
        return _met_code(inhoud, herstelcode.lees(code))

    def gebruik_herstelcode(self, code: str, nieuw_wachtwoord: str, naam: str | None = None) -> str:
        """Give the owner a new passphrase; the code is used up and the one that replaces it is returned.

        `naam` is needed only when the owner's own entry is damaged. Raises as `open_met_herstelcode`.
        """
        gelezen = herstelcode.lees(code)
        with self._wijziging() as inhoud:
            geopend = _met_code(inhoud, gelezen)
            persoon = inhoud.van(PERSOON, geopend.id)
            if persoon is not None:
                basis = persoon.ruw
            elif vlak := vlakke_naam(naam or ""):
                if inhoud.op_naam(PERSOON, vlak) is not None:
                    raise Geweigerd({"naam": "Deze naam is van een collega. Vul uw eigen naam in."})
                basis = _basis(geopend.id, PERSOON, vlak)
            else:
                raise Geweigerd(
                    {"naam": "Uw ingang is beschadigd. Vul ook de naam in waarmee u ontgrendelt."}
                )
            vers = _sluit(inhoud.werkmap, basis, geopend, nieuw_woord(nieuw_wachtwoord))
            inhoud.zet(vers)
            return _nieuwe_code(inhoud, geopend)

    def zet_volgend(self, nieuwe_sleutel: bytes) -> None:
        """First of the steps to a new database key: seal it to everybody. Then rekey the database, then
        `volgend_gelukt`; if the database still opens with the old key: `volgend_vervalt`.

        Raises `Geweigerd` while one is on its way, `Beschadigd` when an entry is damaged: its owner would be
        locked out for good.
        """
        with self._wijziging() as inhoud:
            eis_rust(inhoud)
            eis_heel(inhoud)
            for ingang in inhoud.alle():
                inhoud.zet(ingang.met(volgend=_zegel(nieuwe_sleutel, ingang.publiek)))

    def volgend_gelukt(self) -> None:
        """The database opens with the new key: drop the old one from every entry."""
        with self._wijziging() as inhoud:
            for ingang in inhoud.alle():
                sleutel = ingang.ruw.get("volgend", ingang.ruw["sleutel"])
                inhoud.zet(ingang.met(sleutel=sleutel, volgend=None))

    def volgend_vervalt(self) -> None:
        """The database still has the old key: forget the new one."""
        with self._wijziging() as inhoud:
            for ingang in inhoud.alle():
                inhoud.zet(ingang.met(volgend=None))

    def _lees(self) -> Inhoud:
        return ontleed(self._ruw(), KDF_ONDERGRENS, KDF_BOVENGRENS)

    def _ruw(self) -> bytes:
        try:
            return self._pad.read_bytes()
        except FileNotFoundError:
            raise NietOpenen("Hier is geen werkmap, of het sleutelbestand sleutels.json ontbreekt.") from None
        except OSError:
            raise NietOpenen("Het sleutelbestand sleutels.json is niet te lezen.") from None

    @contextmanager
    def _wijziging(self) -> Iterator[Inhoud]:
        """Read, let change, write; nothing is written when the block raises."""
        with om_de_beurt(self._pad):
            ruw = self._ruw()
            inhoud = ontleed(ruw, KDF_ONDERGRENS, KDF_BOVENGRENS)
            was_heel = not inhoud.kapot()
            yield inhoud
            nieuw = als_bytes(inhoud)
            schrijf_heel(self._pad, nieuw)
            if was_heel:  # a damaged file must not push out the last sound one
                schrijf_heel(self._kopie, nieuw)

    def werk_kopie_bij(self) -> None:
        """Make the copy beside the file equal to it: what was withdrawn must not stay open through the copy,
        also when the program was killed between the two."""
        with om_de_beurt(self._pad):
            ruw = self._ruw()
            with suppress(OSError):
                if self._kopie.read_bytes() == ruw:
                    return
            if not ontleed(ruw, KDF_ONDERGRENS, KDF_BOVENGRENS).kapot():
                schrijf_heel(self._kopie, ruw)

    @property
    def _kopie(self) -> Path:
        return self._pad.with_name(f"{self._pad.stem}.vorige{self._pad.suffix}")


# ---- entries


def _basis(id_: UUID, soort: str, naam: str) -> dict[str, Any]:
    zout = secrets.token_bytes(ZOUT_BYTES)
    return {"id": str(id_), "soort": soort, "zout": zout.hex(), "naam": hmac_naam(zout, naam)}


def _sluit(werkmap: UUID, basis: Mapping[str, Any], geopend: Geopend, woord: bytes) -> Ingang:
    """The entry `basis`, wrapping what `geopend` holds with a new salt under `woord`."""
    zout, kdf = secrets.token_bytes(ZOUT_BYTES), KDF_ONDERGRENS
    rest = {naam: waarde for naam, waarde in basis.items() if naam not in GESLOTEN}
    rest["kdf"] = {"soort": "argon2id", **asdict(kdf), "zout": zout.hex()}
    rest["publiek"] = geopend.publiek.hex()
    kek = leid_af(woord, zout, kdf)
    ruw = {
        **rest,
        "prive": wikkel(kek, geopend.prive, band(werkmap, rest, "prive")),
        "sleutel": {
            **wikkel(kek, geopend.databasesleutel, band(werkmap, rest, "sleutel")),
            "kenmerk": kenmerk(geopend.databasesleutel),
        },
    }
    for volgend in geopend.databasesleutels[1:]:
        ruw["volgend"] = _zegel(volgend, geopend.publiek)
    return Ingang.gemaakt(ruw)


def _zegel(sleutel: bytes, publiek: bytes) -> dict[str, str]:
    from mgn_tui.store.geheim import verzegel

    return {"zegel": verzegel(sleutel, publiek).hex(), "kenmerk": kenmerk(sleutel)}


def _ontsluit(inhoud: Inhoud, ingang: Ingang, woord: bytes) -> Geopend | None:
    """What the entry holds; None for the wrong passphrase. Raises `Beschadigd`."""
    from mgn_tui.store.geheim import publiek_van

    kek = leid_af(woord, ingang.kdf_zout, ingang.kdf)
    rest = {naam: waarde for naam, waarde in ingang.ruw.items() if naam not in GESLOTEN}
    prive = pak_uit(kek, ingang.ruw["prive"], band(inhoud.werkmap, rest, "prive"))
    if prive is None:
        return None
    gewikkeld = None
    if "zegel" not in ingang.ruw["sleutel"]:
        gewikkeld = pak_uit(kek, ingang.ruw["sleutel"], band(inhoud.werkmap, rest, "sleutel"))
    sleutels = _sleutels(ingang, prive, [gewikkeld] if gewikkeld else [])
    if sleutels is None or publiek_van(prive) != ingang.publiek:
        raise Beschadigd(f"{ingang_beschadigd(inhoud.ingangen.index(ingang) + 1)}. {TERUG}")
    return Geopend(ingang.id, ingang.publiek, prive, sleutels)


def _sleutels(ingang: Ingang, prive: bytes, bekend: Sequence[bytes]) -> tuple[bytes, ...] | None:
    """The database keys of this entry, the current one first: out of their seal, or among those `bekend`.
    None when one of them cannot be had so."""
    from mgn_tui.store.geheim import GeheimFout, ontzegel

    gevonden = []
    for doos in (ingang.ruw[naam] for naam in ("sleutel", "volgend") if naam in ingang.ruw):
        kandidaten = bekend
        if "zegel" in doos:
            with suppress(GeheimFout):
                kandidaten = [ontzegel(bytes.fromhex(doos["zegel"]), prive)]
        passend = [sleutel for sleutel in kandidaten if kenmerk(sleutel) == doos["kenmerk"]]
        if not passend:
            return None
        gevonden.append(passend[0])
    return tuple(gevonden)


def _ververs(inhoud: Inhoud, geopend: Geopend) -> Geopend:
    sleutels = _sleutels(eis_persoon(inhoud, geopend.id), geopend.prive, geopend.databasesleutels)
    if sleutels is None:
        raise Geweigerd(OPNIEUW)
    return replace(geopend, databasesleutels=sleutels)


def _met_code(inhoud: Inhoud, code: str) -> Geopend:
    ingang = inhoud.op_naam(HERSTEL, code)
    geopend = None if ingang is None else _ontsluit(inhoud, ingang, code.encode())
    if geopend is None:
        raise kapot_of(inhoud, VerkeerdeHerstelcode())
    return geopend


def _nieuwe_code(inhoud: Inhoud, geopend: Geopend) -> str:
    code = herstelcode.nieuwe_code()
    gelezen = herstelcode.lees(code)
    # 128 random bits cannot be guessed, so the HMAC of the code may point at its entry: one derivation, not
    # one per colleague.
    inhoud.zet(_sluit(inhoud.werkmap, _basis(geopend.id, HERSTEL, gelezen), geopend, gelezen.encode()))
    return code
