"""The terminal goes away under the program: what was typed is kept, and nothing stays open behind nobody."""

import os
import sys
from datetime import timedelta
from io import StringIO

import pytest

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.register import concepten
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui import verbroken
from tests.hulp_schermen import aan_het_werk, druk, rustig, typ
from tests.hulp_werkmap import open_als


async def test_wat_getypt_is_blijft_en_het_programma_stopt(
    werkmap: Werkmap, klok: VasteKlok, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with aan_het_werk(werkmap, "Noor", klok) as pilot:
        pilot.app._terminal = 0
        monkeypatch.setattr(verbroken, "is_weg", lambda _: False)
        await druk(pilot, "2", "n", "tab")
        await typ(pilot, "Ilse")
        await pilot.app._let_op_stilte()
        await rustig(pilot)
        assert pilot.app.is_running and pilot.app.return_code is None
        monkeypatch.setattr(verbroken, "is_weg", lambda _: True)
        await pilot.app._let_op_stilte()
        assert pilot.app.return_code == 0
    klok.verder(timedelta(seconds=1))
    s = open_als(werkmap, "Noor", klok)
    (concept,) = concepten.alle(s)
    assert "Ilse" in concept.ruw.values()
    s.sluit()


def test_geen_terminal_is_er_niet_om_op_te_letten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "__stdin__", StringIO())
    assert verbroken.terminal_in() is None
    monkeypatch.setattr(sys, "__stdin__", None)
    assert verbroken.terminal_in() is None


if os.name == "posix":

    def test_een_gesloten_terminal_wordt_gezien() -> None:
        import pty

        meester, slaaf = pty.openpty()
        try:
            assert not verbroken.is_weg(slaaf)
            os.write(meester, b"toets")  # keys that wait are no end
            assert not verbroken.is_weg(slaaf)
            os.close(meester)
            assert verbroken.is_weg(slaaf)
        finally:
            os.close(slaaf)
