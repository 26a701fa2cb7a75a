"""Format 1 of the key file: its entries, how keys are wrapped in them, and how a damaged file is still read.

On disk: a head (formaat, werkmap, aantal, som; where there are any logkop and teruggezet), then one entry per line.
The `som` of the head has the same rule in every later format, so that a newer file and a damaged one are not
mistaken for each other.
"""

import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from mgn_tui.domain.fouten import Beschadigd, NietOpenen, NieuwereVersie
from mgn_tui.store import logkop
from mgn_tui.store.logkop import Kop

FORMAAT = 1
PERSOON, HERSTEL = "persoon", "herstel"
GESLOTEN = ("prive", "sleutel", "volgend", "som")
SLEUTEL_BYTES = 32
ZOUT_BYTES = 16
_NONCE_BYTES, _TAG_BYTES, _ZEGEL_BYTES = 12, 16, 80


@dataclass(frozen=True, slots=True)
class Kdf:
    """Cost of Argon2id: memory in KiB, rounds, lanes."""

    geheugen_kib: int
    rondes: int
    banen: int

    def binnen(self, minstens: "Kdf", hoogstens: "Kdf") -> bool:
        return (
            minstens.geheugen_kib <= self.geheugen_kib <= hoogstens.geheugen_kib
            and minstens.rondes <= self.rondes <= hoogstens.rondes
            and minstens.banen <= self.banen <= hoogstens.banen
        )


@dataclass(frozen=True, slots=True)
class Ingang:
    """One sound entry. `ruw` is what the file holds, keys of later versions included."""

    ruw: dict[str, Any] = field(repr=False)
    id: UUID
    soort: str
    zout: bytes
    naam: str
    kdf: Kdf
    kdf_zout: bytes
    publiek: bytes

    @classmethod
    def uit(cls, ruw: object) -> "Ingang | None":
        """None when anything about it is not as it should be."""
        try:
            if not isinstance(ruw, dict) or ruw["som"] != som(ruw):
                return None
            kosten = ruw["kdf"]
            kdf = Kdf(*(_getal(kosten[naam]) for naam in ("geheugen_kib", "rondes", "banen")))
            if kosten["soort"] != "argon2id" or ruw["soort"] not in (PERSOON, HERSTEL):
                return None
            _doos(ruw["prive"])
            (_zegel if "zegel" in ruw["sleutel"] else _doos)(ruw["sleutel"])
            _hex(ruw["sleutel"]["kenmerk"], 8)
            if "volgend" in ruw:
                _zegel(ruw["volgend"])
                _hex(ruw["volgend"]["kenmerk"], 8)
            return cls(
                ruw=ruw,
                id=UUID(ruw["id"]),
                soort=ruw["soort"],
                zout=_hex(ruw["zout"], ZOUT_BYTES),
                naam=_hex(ruw["naam"], 32).hex(),
                kdf=kdf,
                kdf_zout=_hex(kosten["zout"], ZOUT_BYTES),
                publiek=_hex(ruw["publiek"], SLEUTEL_BYTES),
            )
        except (KeyError, TypeError, ValueError, AttributeError):
            return None

    def met(self, **anders: object) -> "Ingang":
        """The same entry with other fields; None takes a field away."""
        velden = {**self.ruw, **anders}
        return Ingang.gemaakt({naam: waarde for naam, waarde in velden.items() if waarde is not None})

    @classmethod
    def gemaakt(cls, velden: dict[str, Any]) -> "Ingang":
        """The entry of these fields, with its `som`."""
        ingang = cls.uit({**velden, "som": som(velden)})
        if ingang is None:
            raise ValueError("an entry that could not be read back")
        return ingang


@dataclass(frozen=True, slots=True)
class Kapot:
    """A damaged entry, kept as it was: it is not ours to throw away."""

    tekst: str = field(repr=False)


@dataclass(slots=True)
class Inhoud:
    """The whole file, in its own order. `logkop`: the head of the access log when the werkmap was last closed;
    `teruggezet`: when a backup was put back, until the log has it."""

    werkmap: UUID
    ingangen: list[Ingang | Kapot]
    logkop: Kop = field(default_factory=dict)
    teruggezet: str = ""

    def alle(self) -> list[Ingang]:
        return [i for i in self.ingangen if isinstance(i, Ingang)]

    def gaaf(self, soort: str) -> list[Ingang]:
        return [i for i in self.alle() if i.soort == soort]

    def van(self, soort: str, id_: UUID) -> Ingang | None:
        return next((i for i in self.gaaf(soort) if i.id == id_), None)

    def op_naam(self, soort: str, naam: str) -> Ingang | None:
        """The entry of this (flattened) name or recovery code."""
        return next((i for i in self.gaaf(soort) if i.naam == hmac_naam(i.zout, naam)), None)

    def kapot(self) -> tuple[int, ...]:
        """Numbers (from 1) of the damaged entries."""
        return tuple(n for n, i in enumerate(self.ingangen, 1) if isinstance(i, Kapot))

    def zet(self, ingang: Ingang) -> None:
        """Put the entry in the place of the one it follows, or at the end."""
        oud = self.van(ingang.soort, ingang.id)
        if oud is None:
            self.ingangen.append(ingang)
        else:
            self.ingangen[self.ingangen.index(oud)] = ingang


def hmac_naam(zout: bytes, naam: str) -> str:
    """What stands in the file for a name, in hex."""
    return hmac.new(zout, naam.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


# ---- cryptography


def leid_af(woord: bytes, zout: bytes, kdf: Kdf) -> bytes:
    """The key (32 bytes) that a passphrase gives; slow and hungry on purpose. Raises `NietOpenen` when there
    is not the memory for it."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    try:
        return Argon2id(
            salt=zout,
            length=SLEUTEL_BYTES,
            iterations=kdf.rondes,
            lanes=kdf.banen,
            memory_cost=kdf.geheugen_kib,
        ).derive(woord)
    except MemoryError:
        raise NietOpenen(
            f"Ontgrendelen vraagt {kdf.geheugen_kib // 1024} MiB geheugen, en dat is er niet. Sluit iets af."
        ) from None


def kenmerk(sleutel: bytes) -> str:
    """Tells one random key from another, and nothing else about it (hex)."""
    return hmac.new(sleutel, b"mgn kenmerk", hashlib.sha256).digest()[:8].hex()


def band(werkmap: UUID, rest: Mapping[str, Any], veld: str) -> bytes:
    """The associated data: what a wrapped key may not be moved away from."""
    return _canoniek({"formaat": FORMAAT, "werkmap": str(werkmap), "veld": veld, "ingang": rest})


def wikkel(kek: bytes, sleutel: bytes, band: bytes) -> dict[str, str]:
    """`sleutel` (32 bytes) under AES-256-GCM, as the file holds it."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE_BYTES)
    gesloten = AESGCM(kek).encrypt(nonce, sleutel, band)
    return {
        "nonce": nonce.hex(),
        "tekst": gesloten[:-_TAG_BYTES].hex(),
        "tag": gesloten[-_TAG_BYTES:].hex(),
    }


def pak_uit(kek: bytes, doos: object, band: bytes) -> bytes | None:
    """What `wikkel` wrapped; None when key or `band` is another."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce, gesloten = _doos(doos)
    try:
        return AESGCM(kek).decrypt(nonce, gesloten, band)
    except InvalidTag:
        return None


# ---- the file


def _canoniek(waarde: object) -> bytes:
    return json.dumps(waarde, sort_keys=True, separators=(",", ":")).encode()


def som(velden: Mapping[str, Any]) -> str:
    """SHA-256 over everything but `som` itself, in hex."""
    return hashlib.sha256(_canoniek({n: w for n, w in velden.items() if n != "som"})).hexdigest()


def _getal(waarde: object) -> int:
    if type(waarde) is not int:
        raise TypeError
    return waarde


def _hex(waarde: object, lengte: int) -> bytes:
    if not isinstance(waarde, str) or len(gelezen := bytes.fromhex(waarde)) != lengte:
        raise ValueError
    return gelezen


def _doos(waarde: Any) -> tuple[bytes, bytes]:
    """Nonce, and ciphertext with its tag."""
    return (
        _hex(waarde["nonce"], _NONCE_BYTES),
        _hex(waarde["tekst"], SLEUTEL_BYTES) + _hex(waarde["tag"], _TAG_BYTES),
    )


def _zegel(waarde: Any) -> bytes:
    return _hex(waarde["zegel"], _ZEGEL_BYTES)


def als_bytes(inhoud: Inhoud) -> bytes:
    """The file. A damaged entry goes back as it was found; one that is missing stays counted."""
    kop: dict[str, Any] = {"formaat": FORMAAT, "werkmap": str(inhoud.werkmap), "aantal": len(inhoud.ingangen)}
    if inhoud.logkop:
        kop["logkop"] = logkop.als_json(inhoud.logkop)
    if inhoud.teruggezet:
        kop["teruggezet"] = inhoud.teruggezet
    kop["som"] = som(kop)
    regels = [i.tekst if isinstance(i, Kapot) else json.dumps(i.ruw) for i in inhoud.ingangen]
    regels = [regel for regel in regels if regel]
    return (json.dumps(kop)[:-1] + ', "ingangen": [\n' + ",\n".join(regels) + "\n]}\n").encode("latin-1")


def ontleed(ruw: bytes, minstens: Kdf, hoogstens: Kdf) -> Inhoud:
    """Read the file. An entry that is damaged, or whose KDF costs less than `minstens` or more than
    `hoogstens`, becomes a `Kapot`. Raises `Beschadigd` when the head is, `NieuwereVersie`."""
    tekst = ruw.decode("latin-1")  # each byte a sign, so that what is damaged can be kept as it is
    try:
        document = json.loads(tekst)
    except (ValueError, RecursionError):
        document = _red(tekst)
    try:
        kop = {naam: waarde for naam, waarde in document.items() if naam != "ingangen"}
        if kop["som"] != som(kop):
            raise ValueError
        if _getal(kop["formaat"]) > FORMAAT:
            raise NieuwereVersie(
                "Deze werkmap is gemaakt met een nieuwere versie van mgn. Werk het programma bij."
            )
        inhoud = Inhoud(
            UUID(kop["werkmap"]), [], logkop.uit_json(kop.get("logkop", {})), str(kop.get("teruggezet", ""))
        )
        for ding in list(document["ingangen"]):
            ingang = Ingang.uit(ding)
            if ingang is not None and ingang.kdf.binnen(minstens, hoogstens):
                inhoud.ingangen.append(ingang)
            else:
                inhoud.ingangen.append(Kapot(ding if isinstance(ding, str) else json.dumps(ding)))
        ontbreekt = _getal(kop["aantal"]) - len(inhoud.ingangen)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Beschadigd(
            "Het sleutelbestand is beschadigd. Zet sleutels.vorige.json of een reservekopie terug."
        ) from None
    inhoud.ingangen += [Kapot("")] * min(ontbreekt, 1000)
    return inhoud


def _red(tekst: str) -> dict[str, Any]:
    """The head and the entries that can still be read from a file that is no JSON any more; a damaged entry
    as its text."""
    kop = re.match(r'\{[^\[\]]*"ingangen": \[', tekst)
    try:
        document: dict[str, Any] = json.loads(kop[0] + "]}" if kop else "")
    except ValueError:
        return {}
    lijst = re.sub(r"\n\]\}\n$", "", tekst[len(kop[0]) :]) if kop else ""
    for stuk in re.split(r'(?=\{"id": )', lijst):
        einde = 0
        with suppress(ValueError, RecursionError):
            ingang, lengte = json.JSONDecoder().raw_decode(stuk)
            if isinstance(ingang, dict) and ingang.get("som") == som(ingang):
                document["ingangen"].append(ingang)
                einde = lengte
        rest = stuk[einde:].strip(",\n ")
        if len(rest) > 40:  # more than a separator: an entry that lost its beginning
            document["ingangen"].append(rest)
    return document
