"""Encrypting one field, sealing a key to a person, and holding opened keys in memory (libsodium)."""

from collections.abc import Hashable

from nacl import bindings
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from mgn_tui.domain.fouten import MgnFout, Uitgang

SLEUTEL_BYTES = 32
_VERSIE = b"\x01"
_NONCE_BYTES = bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
_BLOK = 16


class GeheimFout(MgnFout):
    """A protected value or key does not open: damaged, moved, or closed with another key."""

    uitgang = Uitgang.NIET_OPEN

    def __init__(self) -> None:
        super().__init__(
            "Een beveiligd gegeven gaat niet open: het is beschadigd, verplaatst of hoort bij een andere "
            "sleutel. Laat de werkmap nakijken met mgn controleer."
        )


def nieuwe_sleutel() -> bytes:
    """A random key of 32 bytes."""
    return bindings.randombytes(SLEUTEL_BYTES)


def versleutel(tekst: str, sleutel: bytes, band: bytes) -> bytes:
    """`tekst` closed with `sleutel` (32 bytes), bound to `band` (table, field and record).

    Layout: version byte, nonce of 24 bytes, XChaCha20-Poly1305 of the text in UTF-8, padded (ISO 7816-4)
    to a multiple of 16 bytes so that its length tells less. Twice the same text gives two different
    results. Raises `GeheimFout` when the key has another length.
    """
    nonce = bindings.randombytes(_NONCE_BYTES)
    # surrogatepass: half a sign that a terminal pasted must not cost somebody their note.
    gevuld = bindings.sodium_pad(tekst.encode("utf-8", "surrogatepass"), _BLOK)
    _eis_lengte(sleutel)
    return (
        _VERSIE
        + nonce
        + bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(gevuld, _VERSIE + band, nonce, sleutel)
    )


def ontsleutel(gesloten: bytes, sleutel: bytes, band: bytes) -> str:
    """The text that `versleutel` closed with the same `sleutel` and `band`. Raises `GeheimFout`."""
    _eis_lengte(sleutel)
    if gesloten[:1] != _VERSIE:
        raise GeheimFout
    nonce, rest = gesloten[1 : 1 + _NONCE_BYTES], gesloten[1 + _NONCE_BYTES :]
    if len(rest) < bindings.crypto_aead_xchacha20poly1305_ietf_ABYTES + _BLOK:
        raise GeheimFout
    try:
        gevuld = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(rest, _VERSIE + band, nonce, sleutel)
        return bindings.sodium_unpad(gevuld, _BLOK).decode("utf-8", "surrogatepass")
    except (CryptoError, UnicodeDecodeError):
        raise GeheimFout from None


def nieuw_paar() -> tuple[bytes, bytes]:
    """A new X25519 pair: (private, public), 32 bytes each."""
    prive = PrivateKey.generate()
    return bytes(prive), bytes(prive.public_key)


def publiek_van(prive: bytes) -> bytes:
    """The public key that belongs to `prive`. Raises `GeheimFout` when it is not 32 bytes."""
    _eis_lengte(prive)
    return bytes(PrivateKey(prive).public_key)


def verzegel(sleutel: bytes, publiek: bytes) -> bytes:
    """`sleutel`, sealed so that only who holds the private key of `publiek` opens it (80 bytes for a key).

    A seal proves nothing about who made it: whoever knows the public key can. Raises `GeheimFout` when
    `publiek` is no usable public key.
    """
    _eis_lengte(publiek)
    try:
        return SealedBox(PublicKey(publiek)).encrypt(sleutel)
    except CryptoError:
        raise GeheimFout from None


def ontzegel(zegel: bytes, prive: bytes) -> bytes:
    """The key inside `zegel`. Raises `GeheimFout` when it was not sealed to this person, or is damaged."""
    _eis_lengte(prive)
    try:
        return SealedBox(PrivateKey(prive)).decrypt(zegel)
    except (CryptoError, ValueError, TypeError):
        raise GeheimFout from None


def _eis_lengte(sleutel: bytes) -> None:
    if len(sleutel) != SLEUTEL_BYTES:
        raise GeheimFout


class Sleutelbos:
    """Opened keys by name (an inwoner's id, say), to be wiped when the screen locks.

    `wis` overwrites the bytes this object holds. What it does not promise: `geef` hands out copies, Python
    and libsodium make copies of their own, and the system may have written memory to swap or to a
    hibernation file. Wiping shortens the time a key lies about; it does not prove it gone.
    """

    __slots__ = ("_sleutels",)

    def __init__(self) -> None:
        self._sleutels: dict[Hashable, bytearray] = {}

    def bewaar(self, naam: Hashable, sleutel: bytes) -> None:
        self.vergeet(naam)
        self._sleutels[naam] = bytearray(sleutel)

    def geef(self, naam: Hashable) -> bytes | None:
        """A copy of the key, or None when this person does not hold it (or it was wiped)."""
        sleutel = self._sleutels.get(naam)
        return None if sleutel is None else bytes(sleutel)

    def vergeet(self, naam: Hashable) -> None:
        """Wipe one key; nothing happens when it is not there."""
        if (sleutel := self._sleutels.pop(naam, None)) is not None:
            sleutel[:] = bytes(len(sleutel))

    def wis(self) -> None:
        """Wipe every key."""
        for naam in list(self._sleutels):
            self.vergeet(naam)

    def __contains__(self, naam: object) -> bool:
        return naam in self._sleutels

    def __len__(self) -> int:
        return len(self._sleutels)

    def __repr__(self) -> str:
        return f"<Sleutelbos: {len(self)} sleutels>"
