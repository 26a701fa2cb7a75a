"""What is typed is kept within half a second, also while typing goes on (engineering 3)."""

import asyncio
import heapq
import itertools
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import Input

from mgn_tui.domain.fouten import SchijfFout
from mgn_tui.tui.concept import BEWAARD, MAXIMUM, WACHT_S, ConceptBewaker, omvang
from tests.hulp_tui import ProefApp, rustig, scherm_tekst

BELOOFD_S = 0.5


class Wekker:
    def __init__(self, doe: Callable[[], None]) -> None:
        self.doe: Callable[[], None] | None = doe

    def cancel(self) -> None:
        self.doe = None


class Tijd:
    """A clock that goes when told to; nothing sleeps."""

    def __init__(self, duur_s: float = 0.0) -> None:
        self.nu = 0.0
        self.duur_s = duur_s  # of one save
        self._straks: list[tuple[float, int, Wekker]] = []
        self._nummer = itertools.count()

    def later(self, seconden: float, doe: Callable[[], None]) -> Wekker:
        wekker = Wekker(doe)
        heapq.heappush(self._straks, (self.nu + seconden, next(self._nummer), wekker))
        return wekker

    async def in_draad(self, doe: Callable[[], None]) -> None:
        klaar = asyncio.get_running_loop().create_future()
        self.later(self.duur_s, lambda: klaar.set_result(None))
        await klaar
        doe()

    async def tot(self, moment: float) -> None:
        await self._adem()
        while self._straks and self._straks[0][0] <= moment:
            self.nu, _, wekker = heapq.heappop(self._straks)
            if wekker.doe is not None:
                wekker.doe()
            await self._adem()
        self.nu = moment

    @staticmethod
    async def _adem() -> None:
        for _ in range(5):
            await asyncio.sleep(0)


class Vorm:
    """A form of one field and a store that remembers when it got what."""

    def __init__(self, tijd: Tijd) -> None:
        self.tijd = tijd
        self.tekst = ""
        self.bewaard: list[tuple[float, str]] = []
        self.meldingen: list[str] = []
        self.stuk = False
        self.bewaker = ConceptBewaker(
            lambda: {"notitie": self.tekst},
            self._bewaar,
            melding=self.meldingen.append,
            later=tijd.later,
            in_draad=tijd.in_draad,
        )

    def _bewaar(self, ruw: dict[str, str]) -> None:
        if self.stuk:
            raise SchijfFout("De schijf is vol.")
        self.bewaard.append((self.tijd.nu, ruw["notitie"]))

    def typ(self, teken: str) -> None:
        self.tekst += teken
        self.bewaker.gewijzigd()


@given(
    tussen=st.lists(st.floats(0.01, 0.6), min_size=1, max_size=60),
    duur=st.floats(0.0, 0.24),
)
def test_elke_toets_is_binnen_een_halve_seconde_bewaard(tussen: list[float], duur: float) -> None:
    async def verloop() -> None:
        tijd = Tijd(duur)
        vorm = Vorm(tijd)
        getypt = []
        for stap in tussen:
            await tijd.tot(tijd.nu + stap)
            vorm.typ("x")
            getypt.append(tijd.nu)
        await tijd.tot(tijd.nu + 2)
        for aantal, moment in enumerate(getypt, 1):
            eerste = next(wanneer for wanneer, tekst in vorm.bewaard if len(tekst) >= aantal)
            assert eerste - moment <= BELOOFD_S
        assert [len(tekst) for _, tekst in vorm.bewaard] == sorted(len(tekst) for _, tekst in vorm.bewaard)
        assert not vorm.bewaker.vuil

    asyncio.run(verloop())


async def test_doortypen_bewaart_steeds_en_niet_pas_aan_het_eind() -> None:
    tijd = Tijd()
    vorm = Vorm(tijd)
    for _ in range(200):  # ten seconds without a pause
        await tijd.tot(tijd.nu + 0.05)
        vorm.typ("x")
    assert len(vorm.bewaard) >= 40
    assert len(vorm.bewaard) <= 70  # but not at every key


async def test_een_tegelijk_en_de_laatste_wint() -> None:
    tijd = Tijd(duur_s=1.0)
    vorm = Vorm(tijd)
    vorm.typ("a")
    await tijd.tot(0.4)  # the first save is under way
    vorm.typ("b")
    vorm.typ("c")
    await tijd.tot(5)
    assert [tekst for _, tekst in vorm.bewaard] == ["a", "abc"]
    assert vorm.meldingen == [BEWAARD]


async def test_spoelen_wacht_niet_op_de_klok() -> None:
    tijd = Tijd()
    vorm = Vorm(tijd)
    vorm.typ("a")
    spoelen = asyncio.ensure_future(vorm.bewaker.spoel())
    await tijd.tot(0)
    assert await spoelen
    assert vorm.bewaard == [(0, "a")]


async def test_spoelen_terwijl_er_al_bewaard_wordt_neemt_het_laatste_mee() -> None:
    tijd = Tijd(duur_s=1.0)
    vorm = Vorm(tijd)
    vorm.typ("a")
    await tijd.tot(0.4)
    vorm.typ("b")
    spoelen = asyncio.ensure_future(vorm.bewaker.spoel())
    await tijd.tot(4)
    assert await spoelen
    assert vorm.bewaard[-1][1] == "ab"


async def test_volle_schijf_zegt_het_en_probeert_opnieuw() -> None:
    tijd = Tijd()
    vorm = Vorm(tijd)
    vorm.stuk = True
    vorm.typ("a")
    await tijd.tot(1)
    assert vorm.meldingen == ["De schijf is vol."]
    spoelen = asyncio.ensure_future(vorm.bewaker.spoel())
    await tijd.tot(1)
    assert not await spoelen
    vorm.stuk = False
    await tijd.tot(4)
    assert vorm.bewaard[-1][1] == "a"
    assert vorm.meldingen[-1] == BEWAARD


async def test_een_bsn_gaat_als_stippen_het_concept_in() -> None:
    tijd = Tijd()
    vorm = Vorm(tijd)
    vorm.typ("nr 123456782!")
    await tijd.tot(1)
    assert vorm.bewaard[-1][1] == "nr •••••••••!"


async def test_tijdens_het_vastleggen_komt_er_geen_concept_bij() -> None:
    tijd = Tijd()
    vorm = Vorm(tijd)
    vorm.typ("a")
    async with vorm.bewaker.vastleggen():
        await tijd.tot(2)
        assert vorm.bewaard == []
    await tijd.tot(4)
    assert vorm.bewaard == []  # the record was saved, its concept is gone: nothing may bring it back
    vorm.typ("b")
    await tijd.tot(5)
    assert vorm.bewaard[-1][1] == "ab"


async def test_wat_tijdens_het_vastleggen_getypt_wordt_blijft_niet_liggen() -> None:
    tijd = Tijd()
    vorm = Vorm(tijd)
    async with vorm.bewaker.vastleggen():
        vorm.typ("a")
    await tijd.tot(1)
    assert vorm.bewaard == [(WACHT_S, "a")]


async def test_geweigerd_vastleggen_houdt_het_concept() -> None:
    tijd = Tijd()
    vorm = Vorm(tijd)
    vorm.typ("a")
    with pytest.raises(SchijfFout):
        async with vorm.bewaker.vastleggen():
            raise SchijfFout("vol")
    await tijd.tot(1)
    assert vorm.bewaard == [(WACHT_S, "a")]


async def test_gestopt_is_gestopt() -> None:
    tijd = Tijd()
    vorm = Vorm(tijd)
    vorm.typ("a")
    vorm.bewaker.stop()
    await tijd.tot(2)
    assert vorm.bewaard == []


async def test_bij_een_crash_zonder_lus_en_nooit_ouder_over_nieuwer() -> None:
    bewaard: list[str] = []
    los, begonnen = threading.Event(), threading.Event()
    tekst = "oud"

    def bewaar(ruw: dict[str, str]) -> None:
        if ruw["notitie"] == "oud":
            begonnen.set()
            los.wait(5)
        bewaard.append(ruw["notitie"])

    bewaker = ConceptBewaker(lambda: {"notitie": tekst}, bewaar)
    bewaker.gewijzigd()
    bewaker.meteen()
    await asyncio.to_thread(begonnen.wait, 5)
    tekst = "nieuw"
    bewaker.gewijzigd()
    threading.Timer(0.05, los.set).start()
    assert bewaker.spoel_nu()
    await bewaker.spoel()
    assert bewaard == ["oud", "nieuw"]


async def test_een_concept_wacht_niet_achter_ander_werk() -> None:
    """A search, a report, a backup: however many are at it, what is typed is kept in a thread of its own."""
    los = threading.Event()
    pool = ThreadPoolExecutor(1)
    asyncio.get_running_loop().set_default_executor(pool)
    lang = asyncio.ensure_future(asyncio.to_thread(los.wait, 30))
    bewaard: list[str] = []
    bewaker = ConceptBewaker(lambda: {"notitie": "x"}, lambda ruw: bewaard.append(ruw["notitie"]))
    try:
        bewaker.gewijzigd()
        assert await asyncio.wait_for(bewaker.spoel(), 5)
        assert bewaard == ["x"]
        assert not lang.done()
    finally:
        los.set()
        await lang
        bewaker.stop()


async def test_bij_een_crash_wordt_een_mislukte_bewaring_gezegd() -> None:
    def stuk(_: dict[str, str]) -> None:
        raise OSError("weg")

    bewaker = ConceptBewaker(lambda: {"notitie": "x"}, stuk)
    bewaker.gewijzigd()
    assert bewaker.spoel_nu() is False
    bewaker.stop()


async def test_een_onverwachte_fout_komt_bij_de_app() -> None:
    gezien: list[Exception] = []

    def stuk(_: dict[str, str]) -> None:
        raise ZeroDivisionError

    bewaker = ConceptBewaker(lambda: {}, stuk, bij_fout=gezien.append)
    bewaker.gewijzigd()
    assert await bewaker.spoel() is False
    assert isinstance(gezien[0], ZeroDivisionError)
    bewaker.stop()


def test_omvang_telt_bytes() -> None:
    assert omvang({"a": "é"}) == len('{"a": "é"}'.encode())
    assert MAXIMUM == 262144


async def test_afsluiten_bewaart_eerst_en_vraagt_als_dat_niet_lukt(tmp_path: Path) -> None:
    app = ProefApp(lambda: [Input()], map=tmp_path)
    bewaard: list[dict[str, str]] = []
    vol = True

    def bewaar(ruw: dict[str, str]) -> None:
        if vol:
            raise SchijfFout("De schijf is vol.")
        bewaard.append(ruw)

    async with app.run_test(size=(80, 24)) as pilot:
        await rustig(pilot)
        bewaker = app.bewaak(lambda: {"n": "x"}, bewaar, app.screen.toon_staat)
        bewaker.gewijzigd()
        await pilot.press("ctrl+q")
        await rustig(pilot)
        assert "kon niet worden bewaard" in scherm_tekst(app)
        assert "De schijf is vol." in scherm_tekst(app)
        await pilot.press("n")
        vol = False
        await pilot.press("ctrl+q")
        await rustig(pilot)
    assert bewaard == [{"n": "x"}]
    assert app.return_code == 0
