"""A document on disk: whole or not at all, for its owner only, never over another."""

import errno
import os
import stat
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NoReturn

import pytest

from mgn_tui.documents.schrijven import schrijf_nieuw
from mgn_tui.domain.fouten import Geweigerd, SchijfFout

INHOUD = b"%PDF-verzonnen\n" * 5000


def inhoud_van(map: Path) -> dict[str, bytes]:
    return {bestand.name: bestand.read_bytes() for bestand in map.iterdir()}


def faalt(nummer: int) -> Callable[..., NoReturn]:
    def stuk(*_args: Any, **_kwargs: Any) -> NoReturn:
        raise OSError(nummer, os.strerror(nummer))

    return stuk


def test_nieuw_bestand_staat_er_heel_en_alleen(tmp_path: Path) -> None:
    map = tmp_path / "diep" / "exports"
    pad = schrijf_nieuw(map, "gesprek-7k3m9qxt-huisarts-versie-1", INHOUD)
    assert pad == map / "gesprek-7k3m9qxt-huisarts-versie-1.pdf"
    assert inhoud_van(map) == {pad.name: INHOUD}
    if os.name == "posix":
        assert stat.S_IMODE(pad.stat().st_mode) == 0o600
        assert stat.S_IMODE(map.stat().st_mode) == 0o700


def test_bestaand_bestand_wordt_nooit_overschreven(tmp_path: Path) -> None:
    namen = [schrijf_nieuw(tmp_path, "advies", bytes([n]), ".txt").name for n in range(3)]
    assert namen == ["advies.txt", "advies-2.txt", "advies-3.txt"]
    assert inhoud_van(tmp_path) == {"advies.txt": b"\0", "advies-2.txt": b"\1", "advies-3.txt": b"\2"}


@pytest.mark.parametrize("zonder_links", [False, True])
def test_wie_tegelijk_komt_krijgt_de_volgende_naam(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, zonder_links: bool
) -> None:
    if zonder_links:
        monkeypatch.setattr(os, "link", faalt(errno.EPERM))
    with ThreadPoolExecutor(8) as groep:
        paden = list(groep.map(lambda n: schrijf_nieuw(tmp_path, "advies", INHOUD + bytes([n])), range(24)))
    assert len(set(paden)) == 24
    assert [pad.read_bytes()[-1] for pad in paden] == list(range(24))
    assert {pad.name for pad in paden} == {"advies.pdf", *(f"advies-{n}.pdf" for n in range(2, 25))}
    assert len(inhoud_van(tmp_path)) == 24


@pytest.mark.parametrize(
    "naam",
    [
        "",
        "../advies",
        "a/b",
        "a\\b",
        "C:advies",
        "advies.pdf",
        ".advies",
        "-advies",
        "advies-",
        "Jansen, W.",
        "Şahin",
        "a" * 121,
        "nul",
        "COM1",
        "a\0b",
        "a\n",
    ],
)
def test_naam_met_iets_anders_dan_letters_cijfers_en_streepjes_geweigerd(tmp_path: Path, naam: str) -> None:
    map = tmp_path / "exports"
    with pytest.raises(Geweigerd) as fout:
        schrijf_nieuw(map, naam, INHOUD)
    assert set(fout.value.fouten) == {"naam"}
    assert not map.exists()


@pytest.mark.parametrize(
    ("plek", "naam", "nummer", "woord"),
    [
        (os, "fsync", errno.ENOSPC, "vol"),
        (os, "link", errno.ENOSPC, "vol"),
        (tempfile, "mkstemp", errno.EROFS, "niet geschreven"),
        (tempfile, "mkstemp", errno.EACCES, "niet geschreven"),
        (os, "fsync", errno.EIO, "niet te gebruiken"),
    ],
)
def test_schijffout_laat_niets_half_achter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plek: object, naam: str, nummer: int, woord: str
) -> None:
    schrijf_nieuw(tmp_path, "eerder", b"blijft")
    monkeypatch.setattr(plek, naam, faalt(nummer))
    with pytest.raises(SchijfFout) as fout:
        schrijf_nieuw(tmp_path, "advies", INHOUD)
    assert woord in fout.value.melding
    assert fout.value.melding.startswith("Er is geen document gemaakt.")
    assert str(tmp_path) not in fout.value.melding
    assert inhoud_van(tmp_path) == {"eerder.pdf": b"blijft"}


def test_zonder_links_blijft_bij_een_fout_ook_de_vastgehouden_naam_niet_staan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", faalt(errno.EPERM))
    monkeypatch.setattr(Path, "replace", faalt(errno.EIO))
    with pytest.raises(SchijfFout):
        schrijf_nieuw(tmp_path, "advies", INHOUD)
    assert inhoud_van(tmp_path) == {}


def test_map_die_een_bestand_is_geeft_een_nette_fout(tmp_path: Path) -> None:
    (tmp_path / "exports").write_bytes(b"x")
    with pytest.raises(SchijfFout):
        schrijf_nieuw(tmp_path / "exports", "advies", INHOUD)


def test_schijf_die_een_map_niet_kan_vastleggen_houdt_niets_tegen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "open", _alleen_mappen_weigeren(os.open))
    assert schrijf_nieuw(tmp_path, "advies", INHOUD).read_bytes() == INHOUD


def _alleen_mappen_weigeren(echt: Callable[..., int]) -> Callable[..., int]:
    def openen(pad: Any, *args: Any, **kwargs: Any) -> int:
        if Path(pad).is_dir():
            raise OSError(errno.EINVAL, "geen mappen")
        return echt(pad, *args, **kwargs)

    return openen
