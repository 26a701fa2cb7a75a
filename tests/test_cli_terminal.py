"""The terminal itself: what goes where, and one walk in a real one."""

import io
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from mgn_tui.cli.terminal import Terminal, maak_leesbaar
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import aanmelden
from mgn_tui.store.werkmap import Werkmap
from tests.hulp_werkmap import WACHTWOORDEN, open_als
from tests.test_cli_vragen import NAAM, PERSOON

START = (
    "import sys; from tests.hulp_werkmap import LICHT; from mgn_tui.store import sleutelbestand; "
    "sleutelbestand.KDF_ONDERGRENS = LICHT; from mgn_tui.__main__ import main; sys.exit(main())"
)


def test_vragen_gaan_naar_stderr_data_naar_stdout(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("een antwoord\n"))
    terminal = Terminal()
    assert not terminal.kan_vragen()
    assert terminal.breedte() == 0
    assert terminal.vraag("Wat?") == "een antwoord"
    with pytest.raises(EOFError):
        terminal.vraag("En nu?")
    terminal.zeg("verhaal")
    terminal.data("uitkomst")
    uit = capsys.readouterr()
    assert (uit.out, uit.err) == ("uitkomst\n", "Wat? En nu? verhaal\n")


def test_een_pijltje_komt_niet_in_het_antwoord(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("Anm\x1b[D\nAnn\n"))
    assert Terminal().vraag("Naam:") == "Ann"
    assert "Typ dit antwoord opnieuw" in capsys.readouterr().err


def test_een_teken_dat_de_terminal_niet_kent_is_geen_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    geschreven = io.BytesIO()
    klein = io.TextIOWrapper(geschreven, encoding="ascii")
    monkeypatch.setattr(klein, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdout", klein)
    maak_leesbaar()
    Terminal().data("Şahin ●")
    assert geschreven.getvalue() == b"?ahin ?\n"


def test_naar_een_bestand_gaat_utf8(monkeypatch: pytest.MonkeyPatch) -> None:
    geschreven = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(geschreven, encoding="cp1252"))
    maak_leesbaar()
    Terminal().data("Şahin")
    assert geschreven.getvalue() == "Şahin\n".encode()


if os.name == "posix":

    def test_in_een_echte_terminal(werkmap: Werkmap, klok: VasteKlok) -> None:
        """Forty columns wide: questions and narration on the terminal, data alone on stdout."""
        import pty

        meester, slaaf = pty.openpty()
        kind = subprocess.Popen(
            [
                sys.executable,
                "-c",
                START,
                "aanmelding",
                "nieuw",
                "--map",
                str(werkmap.pad),
                "--gebruiker",
                "Noor",
            ],
            cwd=Path(__file__).resolve().parents[1],
            stdin=slaaf,
            stderr=slaaf,
            stdout=subprocess.PIPE,
            env={**os.environ, "MGN_WACHTWOORD": WACHTWOORDEN["Noor"], "COLUMNS": "40"},
        )
        os.close(slaaf)
        gezien: list[bytes] = []

        def lees() -> None:
            while True:
                try:
                    stuk = os.read(meester, 4096)
                except OSError:  # the other side is closed
                    return
                if not stuk:
                    return
                gezien.append(stuk)

        lezer = threading.Thread(target=lees)
        lezer.start()
        os.write(meester, ("\n".join(PERSOON) + "\n").encode())
        data = kind.communicate(timeout=60)[0].decode().strip()
        lezer.join(10)
        os.close(meester)
        scherm = b"".join(gezien).decode().replace("\r", "")
        assert kind.returncode == 0, scherm
        assert len(data) == 9
        assert "2/39 Praktijk (verplicht):" in scherm
        uitleg = scherm[scherm.index("Aanmelding, 39") : scherm.index("1/39")].splitlines()
        assert len(uitleg) > 4
        assert max(map(len, uitleg)) <= 40
        s = open_als(werkmap, "Noor", klok)
        try:
            assert aanmelden.lees(s, data).ruw["achternaam"] == NAAM
        finally:
            s.sluit()
