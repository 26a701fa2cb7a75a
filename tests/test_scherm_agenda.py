"""The agenda: a week as on paper."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.tijdvakken import maandag_van
from mgn_tui.register import aanmelden, beheren, concepten, plannen, vastleggen
from mgn_tui.register.agenda import Afspraakregel, ook_in_ruimte_van, zelfde_ruimte
from mgn_tui.register.sessie import Sessie
from mgn_tui.store.werkmap import Werkmap
from mgn_tui.tui.screens import agendabeeld
from mgn_tui.tui.screens.agenda import AgendaScherm
from mgn_tui.tui.screens.verschuiven import Verschuiving, verschoven
from mgn_tui.tui.widgets.weekblad import Aard, Blok, Dagkop, Weekbeeld, banen_van
from tests.hulp_app import MATEN, app_van, druk, geopend, maak_week, moment, tot_staat, typ, vooraf
from tests.hulp_schermen import vaste_referenties
from tests.hulp_tui import engels, foto, onleesbaar, scherm_tekst
from tests.hulp_werkmap import ANDER_DUO, DUO, collega, maak_aanmelding, plan_gesprek


def druk_week(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    """A fuller week: another duo's gesprek, somebody away, and an evening."""
    maak_week(werkmap, klok)
    plan_gesprek(noor, maak_aanmelding(noor, voornaam="Jo"), ANDER_DUO, moment(10, 11))
    beheren.bewaar(noor, "medewerker", {"afwezig": "11-3-2027 t/m 16-3-2027"}, collega(noor, "Tom").hex)


def test_zo_ziet_de_agenda_eruit(snap_compare, werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    with vaste_referenties():
        druk_week(werkmap, klok, noor)
    assert foto(snap_compare, app_van(werkmap, klok), MATEN, vooraf("3"))


async def test_een_week_met_alles(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    druk_week(werkmap, klok, noor)
    async with geopend(werkmap, klok, maat=(80, 24)) as pilot:
        await druk(pilot, "3")
        await tot_staat(pilot, "← week 10 · 8 maart tot en met 14 maart 2027 →")
        regels = [" ".join(regel.split()) for regel in scherm_tekst(pilot.app).splitlines()]
        assert "di 9 mrt vandaag ┊ vrij 12:00–13:30, 15:30–17:00" in regels
        assert "▸ 10:30 – 11:30 W.J. 1e gesprek De Terp Karim + Noor ◆" in regels
        assert "14:00 – 15:00 A.B. 1e gesprek thuis Karim + Noor" in regels
        assert any(regel.startswith("11:00 – 12:00") and "Elif + Tom" in regel for regel in regels)
        assert "do 11 mrt afwezig: Tom ┊ vrij 09:00–12:00, 13:00–17:00" in regels
        assert not any(regel.startswith("za ") for regel in regels)  # an empty weekend is not there
        assert engels(pilot.app) == []
        assert onleesbaar(pilot.app) == []
        await druk(pilot, "right")
        await tot_staat(pilot, "week 11", "ma 15 mrt  afwezig: Tom", "Deze week zijn er geen gesprekken.")
        assert "Plannen gaat vanuit 2 Aanmeldingen" in scherm_tekst(pilot.app)
        assert "vandaag" not in scherm_tekst(pilot.app)
        await druk(pilot, "right")
        await tot_staat(pilot, "week 12", "vr 26 mrt")
        await druk(pilot, "right")
        await tot_staat(pilot, "ma 29 mrt  Tweede paasdag")
        await druk(pilot, "t")
        await tot_staat(pilot, "week 10", "W.J.")
        await druk(pilot, "left")
        await tot_staat(pilot, "week 9")


async def test_terug_in_de_agenda_leest_alleen_wat_nieuw_is(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full week takes a second to read; what a colleague records, and time that goes by, is seen all the same."""
    druk_week(werkmap, klok, noor)
    gelezen: list[date] = []
    echt = agendabeeld.lees

    def tel(sessie: Sessie, maandag: date) -> agendabeeld.Week:
        gelezen.append(maandag)
        return echt(sessie, maandag)

    monkeypatch.setattr(agendabeeld, "lees", tel)
    async with geopend(werkmap, klok, maat=(80, 24)) as pilot:
        await druk(pilot, "3", "1", "3")
        assert len(gelezen) == 1
        await tot_staat(pilot, "10:30 – 11:30", "vrij 12:00–13:30")
        plan_gesprek(noor, maak_aanmelding(noor, voornaam="Jo"), ANDER_DUO, moment(10, 15))
        await druk(pilot, "1", "3")
        await tot_staat(pilot, "15:00 – 16:00")
        assert len(gelezen) == 2
        klok.verder(timedelta(hours=1))
        await druk(pilot, "1", "3")
        assert len(gelezen) == 3
        await druk(pilot, "right", "left")
        assert gelezen[3:] == [date(2027, 3, 15), date(2027, 3, 8)]


async def test_afzeggen_met_een_reden(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    week = maak_week(werkmap, klok)
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "3", "a")
        await tot_staat(pilot, "Gesprek afzeggen · W.J.", "de aanmelddatum blijft")
        await druk(pilot, "ctrl+o")
        await tot_staat(pilot, "Kies een reden of schrijf er een op.")
        await druk(pilot, "space", "down", "enter", "tab")
        await typ(pilot, "griep")
        await druk(pilot, "ctrl+o")
        await tot_staat(pilot, "A.B.")
        assert "W.J." not in scherm_tekst(pilot.app)
        await druk(pilot, "1")
        await tot_staat(pilot, "aanmelding W.J.")
    assert aanmelden.lees(noor, week.wim).ruw["aanmelddatum"] == "01-03-2027"
    assert concepten.alle(noor) == []


async def test_niet_verschenen_pas_als_het_moment_er_is(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie
) -> None:
    maak_week(werkmap, klok)
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "3", "x")
        assert isinstance(pilot.app.screen, AgendaScherm)
        klok.verder(timedelta(hours=3))
        await druk(pilot, "1", "3", "x")
        await tot_staat(pilot, "Niet verschenen · W.J.")
        await druk(pilot, "space", "enter", "ctrl+o")
        await tot_staat(pilot, "niet verschenen", "De Terp")
        await druk(pilot, "1")
        await tot_staat(pilot, "aanmelding W.J.: niet verschenen, opnieuw plannen")


async def test_een_gevoerd_gesprek_verzet_men_niet(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    week = maak_week(werkmap, klok)
    klok.verder(timedelta(hours=3))
    vastleggen.rond_af(noor, week.gesprek_wim)
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "3", "home")
        await tot_staat(pilot, "gevoerd")
        assert "v verzetten" not in scherm_tekst(pilot.app)
        await druk(pilot, "v", "a")
        assert isinstance(pilot.app.screen, AgendaScherm)


async def test_namen_en_initialen(werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_week(werkmap, klok)
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "3")
        await tot_staat(pilot, "W.J.")
        assert "Jansen" not in scherm_tekst(pilot.app)
        await druk(pilot, "i")
        await tot_staat(pilot, "Wim Jansen")


async def test_een_ander_duo_ziet_bezet_en_geen_mens(werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_week(werkmap, klok)
    async with geopend(werkmap, klok, "Elif") as pilot:
        await druk(pilot, "3", "i")
        await tot_staat(pilot, "10:30 – 11:30", "Karim + Noor")
        for deel in ("W.J.", "Jansen", "A.B."):
            assert deel not in scherm_tekst(pilot.app)
        await druk(pilot, "a")
        await druk(pilot, "tab")
        await typ(pilot, "probeer")
        await druk(pilot, "ctrl+o")
        await tot_staat(pilot, "Kies een reden.")


@pytest.mark.parametrize(("dag", "maandag"), [(8, 8), (9, 8), (14, 8), (15, 15)])
def test_een_week_begint_op_maandag(dag: int, maandag: int) -> None:
    assert maandag_van(date(2027, 3, dag)) == date(2027, 3, maandag)


def test_afwezigen_en_feestdagen(noor: Sessie) -> None:
    from mgn_tui.register import planbeeld

    beheren.bewaar(
        noor,
        "medewerker",
        {"afwezig": "11-3-2027 t/m 16-3-2027\n1-4-2027 t/m 2-4-2027"},
        collega(noor, "Tom").hex,
    )
    weg = planbeeld.afwezigen(noor, date(2027, 3, 8), date(2027, 3, 14))
    assert weg == [("Tom", date(2027, 3, 11), date(2027, 3, 16))]
    assert planbeeld.afwezigen(noor, date(2027, 3, 17), date(2027, 3, 31)) == []
    assert "Tweede paasdag" in plannen.feestdagen(date(2027, 3, 29), date(2027, 4, 4))[date(2027, 3, 29)]


async def test_uw_agenda_mee_naar_een_ander_programma(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie
) -> None:
    maak_week(werkmap, klok)
    async with geopend(werkmap, klok) as pilot:
        await druk(pilot, "3")
        await tot_staat(pilot, "W.J.")
        await druk(pilot, "m")
        await tot_staat(
            pilot, "Uw agenda ligt klaar", "2 gesprekken. Zonder namen", "agenda-vanaf-2027-03-08.ics"
        )
        await druk(pilot, "n")
        await tot_staat(pilot, "Beheer · Exports", "eigen agenda")
    (pad,) = werkmap.exports.iterdir()
    assert b"SUMMARY:Verkennend gesprek W.J." in pad.read_bytes()


async def test_wie_zelf_geen_gesprekken_voert_neemt_niets_mee(werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_week(werkmap, klok)
    async with geopend(werkmap, klok, "Els") as pilot:
        await druk(pilot, "3")
        await tot_staat(pilot, "Karim")
        await druk(pilot, "m")
        assert isinstance(pilot.app.screen, AgendaScherm)
    assert not werkmap.exports.exists() or list(werkmap.exports.iterdir()) == []


# --- the sheet -------------------------------------------------------------------------------


async def test_het_blad_heeft_een_baan_per_duo_en_zegt_wat_vrij_is(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie
) -> None:
    druk_week(werkmap, klok, noor)
    async with geopend(werkmap, klok, maat=(120, 40)) as pilot:
        await druk(pilot, "3")
        await tot_staat(pilot, "di 9 mrt · vandaag", "u + Karim", "Elif + Tom", "▸10:30 W.J.", "▌14:00 A.B.")
        tekst = scherm_tekst(pilot.app)
        eigen = next(r for r in tekst.splitlines() if "u + Karim" in r)
        assert eigen.index("u + Karim") < eigen.index("Elif + Tom")
        assert tekst.count("┊vrij") == 5
        assert (
            "di 9 mrt 10:30 – 11:30 · W.J. · 1e gesprek · De Terp · Karim + Noor · naaste komt mee" in tekst
        )
        assert engels(pilot.app) == []
        assert onleesbaar(pilot.app) == []
        await druk(pilot, "down")
        await tot_staat(pilot, "▸14:00 A.B.", "▌10:30 W.J.", "· A.B. · 1e gesprek · thuis ·")
        await druk(pilot, "pagedown")
        await tot_staat(pilot, "wo 10 mrt 11:00 – 12:00", "Elif + Tom")
        await druk(pilot, "home", "i")
        await tot_staat(pilot, "▸10:30 Wim Jansen")
        await druk(pilot, "right", "right", "right")
        await tot_staat(pilot, "ma 29 mrt", "Tweede paasdag", "Deze week zijn er geen gesprekken.")


async def test_met_de_muis_op_het_blad(werkmap: Werkmap, klok: VasteKlok) -> None:
    maak_week(werkmap, klok)
    async with geopend(werkmap, klok, maat=(120, 40)) as pilot:
        await druk(pilot, "3")
        await tot_staat(pilot, "▌14:00 A.B.")
        regels = scherm_tekst(pilot.app).splitlines()
        y = next(nr for nr, r in enumerate(regels) if "▌14:00 A.B." in r)
        x = regels[y].index("A.B.")
        await pilot.click(offset=(x, y))
        await tot_staat(pilot, "▸14:00 A.B.")
        await pilot.click(offset=(x, y))
        await tot_staat(pilot, "1e gesprek · A.B.")


async def test_twee_duos_in_een_ruimte(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    druk_week(werkmap, klok, noor)
    plan_gesprek(noor, maak_aanmelding(noor, voornaam="Sam", achternaam="Tol"), DUO, moment(10, 10, 30))
    for maat in ((120, 40), (80, 24)):
        async with geopend(werkmap, klok, maat=maat) as pilot:
            await druk(pilot, "3", "down", "down")
            await tot_staat(pilot, "▲ De Terp is dan ook van Elif + Tom, 11:00 tot 12:00")
            assert scherm_tekst(pilot.app).count("▲ De Terp") == 3


@pytest.mark.parametrize("breed", [66, 80])
async def test_een_lange_plek_en_het_duo_staan_er_heel(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie, breed: int
) -> None:
    druk_week(werkmap, klok, noor)
    jo = maak_aanmelding(noor, voornaam="Sam", achternaam="Tol")
    plan_gesprek(noor, jo, DUO, moment(11, 9), locatie="Gezondheidscentrum")
    async with geopend(werkmap, klok, maat=(breed, 24)) as pilot:
        await druk(pilot, "3")
        await tot_staat(pilot, "Gezondheidscentrum")
        assert "Gezondheidscentrum Karim + Noor" in " ".join(scherm_tekst(pilot.app).split())
        assert scherm_tekst(pilot.app).count("Karim + Noor") == 3
        await pilot.resize_terminal(40, 15)
        await tot_staat(pilot, "De Terp", "Karim", "Elif+Tom")


def test_een_ruimte_op_een_tijd_is_wat_botst(noor: Sessie) -> None:
    def regel(begin: datetime, **velden: str) -> None:
        wie = DUO if velden.pop("wie", "") else ANDER_DUO
        naam = maak_aanmelding(noor, voornaam=f"A{begin:%d%H}", achternaam="B")
        plan_gesprek(noor, naam, wie, begin, **velden)

    regel(moment(10, 9), wie="ja", locatie=" de  TERP")
    regel(moment(10, 9, 30))
    regel(moment(10, 10, 30))  # begins when the other ends
    regel(moment(10, 12), wie="ja", locatie="De Brug")
    regel(moment(10, 13), vorm="thuis", locatie="De Brug")
    regel(moment(10, 15), vorm="digitaal", locatie="")
    week = plannen.agenda(noor, date(2027, 3, 8), date(2027, 3, 14))
    botst = {r.ref: [a.ref for a in andere] for r in week for andere in [zelfde_ruimte(week).get(r.ref, ())]}
    eerste, tweede = week[0].ref, week[1].ref
    assert [ref for ref, andere in botst.items() if andere] == [eerste, tweede]
    assert (botst[eerste], botst[tweede]) == ([tweede], [eerste])
    for r in week:
        assert [a.ref for a in ook_in_ruimte_van(r, week)] == botst[r.ref]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("De Terp", "de  TERP", "De Brug", "")),
            st.sampled_from(("locatie", "hybride", "digitaal")),
            st.sampled_from(("gepland", "no-show")),
            *(st.integers(0, 12), st.integers(1, 4)),
        ),
        max_size=12,
    )
)
def test_ruimten_zijn_die_van_elk_tegen_elk(afspraken: list[tuple[str, str, str, int, int]]) -> None:
    uur = timedelta(hours=1)
    week = [
        Afspraakregel(
            *(f"{nr}", UUID(int=nr), "", UUID(int=nr), "", ""),
            *(moment(8, 8) + begin * uur, moment(8, 8) + (begin + duur) * uur, 60 * duur, status, 1, vorm),
            *(plek, (), (), (), False, False, False),
        )
        for nr, (plek, vorm, status, begin, duur) in enumerate(afspraken)
    ]

    def botst(een: Afspraakregel, ander: Afspraakregel) -> bool:
        return (
            een.ref != ander.ref
            and een.locatie != ""
            and een.locatie.lower().split() == ander.locatie.lower().split()
            and "digitaal" not in (een.vorm, ander.vorm)
            and "no-show" not in (een.status, ander.status)
            and een.begin < ander.einde
            and ander.begin < een.einde
        )

    gevonden = zelfde_ruimte(week)
    for een in week:
        verwacht = {ander.ref for ander in week if botst(een, ander)}
        assert {r.ref for r in gevonden.get(een.ref, ())} == verwacht
        assert {r.ref for r in ook_in_ruimte_van(een, week)} == verwacht


async def test_de_coordinator_ziet_de_duos_naast_elkaar(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie
) -> None:
    druk_week(werkmap, klok, noor)
    async with geopend(werkmap, klok, "Els", maat=(120, 40)) as pilot:
        await druk(pilot, "3")
        await tot_staat(pilot, "Karim + Noor", "Elif + Tom", "┊vrij")
        tekst = scherm_tekst(pilot.app)
        for deel in ("W.J.", "Jansen", "A.B.", "u + "):
            assert deel not in tekst


@pytest.mark.parametrize(
    ("breed", "hoog"), [(100, 28), (120, 30), (140, 60), (200, 60), (99, 40), (120, 27), (40, 15)]
)
async def test_elke_maat_toont_de_week(werkmap: Werkmap, klok: VasteKlok, breed: int, hoog: int) -> None:
    maak_week(werkmap, klok)
    async with geopend(werkmap, klok, maat=(breed, hoog)) as pilot:
        await druk(pilot, "3")
        await tot_staat(pilot, "10:30", "W.J.", "vrij", "di 9 mrt")
        app = pilot.app
        await pilot.resize_terminal(40, 15)
        await tot_staat(pilot, "← week 10 →", "W.J.")
        assert app.screen.focused is not None and app.screen.focused.display
        await pilot.resize_terminal(120, 40)
        await tot_staat(pilot, "di 9 mrt · vandaag", "W.J.")
        await druk(pilot, "down")
        await tot_staat(pilot, "▸14:00 A.B.")


def _blok(begin: int, einde: int, baan: str = "", aard: Aard = "ander", sleutel: str = "x") -> Blok:
    return Blok(sleutel, 0, begin, einde, baan, aard, (sleutel,))


def test_banen() -> None:
    dagen = (Dagkop("ma"),)

    def banen(*blokken: Blok, eigen: str = "u", hoogstens: int = 9) -> list[tuple[str, int]]:
        return [(naam, len(b)) for naam, b in banen_van(Weekbeeld(dagen, blokken, eigen), 0, hoogstens)]

    assert banen() == [("", 0)]
    assert banen(eigen="") == []
    vrij = _blok(540, 600, aard="vrij", sleutel="")
    assert banen(vrij, _blok(540, 600, aard="eigen")) == [("", 2)]
    # double booked, by a file of the team: both stand there
    assert banen(_blok(540, 600, aard="eigen"), _blok(570, 630, aard="eigen")) == [("", 1), ("", 1)]
    drie = [_blok(540, 600, "B"), _blok(540, 600, "A"), _blok(600, 660, "C")]
    assert banen(*drie) == [("", 0), ("A", 1), ("B", 1), ("C", 1)]
    # a lane in which nothing is of oneself goes first; no gesprek of others ever stands below "u"
    assert banen(*drie, hoogstens=3) == [("A", 1), ("B", 1), ("C", 1)]
    assert banen(*drie, hoogstens=2) == [("A", 1), ("anderen", 2)]
    assert banen(*drie, hoogstens=1) == [("alle duo's", 3)]
    assert banen(drie[0], hoogstens=1) == [("B", 1)]
    mijn = _blok(540, 600, aard="eigen")
    assert banen(mijn, *drie, hoogstens=3) == [("", 1), ("anderen", 2), ("anderen", 1)]
    assert banen(mijn, *drie, hoogstens=2) == [("", 1), ("anderen", 3)]
    assert banen(mijn, *drie, hoogstens=1) == [("alle duo's", 4)]
    assert banen(mijn, vrij, hoogstens=1) == [("", 2)]
    assert banen(mijn, _blok(570, 630, aard="eigen"), hoogstens=1) == [("", 2)]


# --- moving ----------------------------------------------------------------------------------


async def test_oppakken_en_neerzetten(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    week = maak_week(werkmap, klok)
    async with geopend(werkmap, klok, maat=(120, 40)) as pilot:
        await druk(pilot, "3")
        await tot_staat(pilot, "▸10:30 W.J.")
        await druk(pilot, "space")
        await tot_staat(pilot, "W.J. di 9 mrt 10:30", "Hier staat het nu. Schuif met de pijltjes.")
        await druk(pilot, "right")
        await tot_staat(
            pilot, "di 9 mrt 10:30 → wo 10 mrt 10:30", "● Karim en Noor kunnen dan.", "┊was 10:30"
        )
        assert engels(pilot.app) == []
        assert onleesbaar(pilot.app) == []
        await druk(pilot, "up", "up")
        await tot_staat(pilot, "→ wo 10 mrt 09:30", "● Karim en Noor kunnen dan.", "▌09:30 W.J.")
        assert (begin_van(noor, week.gesprek_wim), concepten.alle(noor)) == (moment(9, 10, 30), [])
        await druk(pilot, "enter")
        await tot_staat(pilot, "● Verzet naar wo 10 maart 2027", "▸09:30 W.J.")
        assert begin_van(noor, week.gesprek_wim) == moment(10, 9, 30)
        assert "was 10:30" not in scherm_tekst(pilot.app)
        await druk(pilot, "u")
        await tot_staat(pilot, "▸10:30 W.J.")
    assert begin_van(noor, week.gesprek_wim) == moment(9, 10, 30)


async def test_wat_een_regel_verbiedt_blijft_in_de_hand(
    werkmap: Werkmap, klok: VasteKlok, noor: Sessie
) -> None:
    week = maak_week(werkmap, klok)
    async with geopend(werkmap, klok, maat=(80, 24)) as pilot:
        await druk(pilot, "3")
        await tot_staat(pilot, "W.J.")
        await druk(pilot, "space", *["down"] * 6)
        await tot_staat(pilot, "→ di 9 mrt 13:30", "✖ Karim heeft al een afspraak")
        await druk(pilot, "enter")
        await tot_staat(pilot, "Hier kan het niet.")
        assert isinstance(pilot.app.screen, Verschuiving)
        await druk(pilot, "escape")
        await tot_staat(pilot, "▸ 10:30 – 11:30  W.J.")
        assert isinstance(pilot.app.screen, AgendaScherm)
    assert begin_van(noor, week.gesprek_wim) == moment(9, 10, 30)


async def test_een_voorkeur_vraagt_eerst_waarom(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    week = maak_week(werkmap, klok)
    async with geopend(werkmap, klok, maat=(80, 24)) as pilot:
        await druk(pilot, "3")
        await tot_staat(pilot, "W.J.")
        await druk(pilot, "space", "right", "right", "right")
        await tot_staat(pilot, "→ vr 12 mrt 10:30", "▲ Karim werkt niet op vrijdag.")
        await druk(pilot, "enter")
        await tot_staat(pilot, "Waarom toch")
        await druk(pilot, "escape")
        assert isinstance(pilot.app.screen, Verschuiving)
        assert begin_van(noor, week.gesprek_wim) == moment(9, 10, 30)
        await druk(pilot, "enter")
        await tot_staat(pilot, "Waarom toch")
        await typ(pilot, "Karim ruilt een dag")
        await druk(pilot, "enter")
        await tot_staat(pilot, "● Verzet naar vr 12 maart 2027")
        assert isinstance(pilot.app.screen, AgendaScherm)
    assert begin_van(noor, week.gesprek_wim) == moment(12, 10, 30)
    assert concepten.alle(noor) == []


def test_zo_ziet_verschuiven_eruit(snap_compare, werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    with vaste_referenties():
        druk_week(werkmap, klok, noor)

    async def oordeel(pilot) -> None:
        await tot_staat(pilot, "▲")

    stappen = ("3", "down", "space", "right", "down", oordeel)
    assert foto(snap_compare, app_van(werkmap, klok), MATEN, vooraf(*stappen))


async def test_over_de_week_heen_en_los_op_elke_maat(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    week = maak_week(werkmap, klok)
    for maat in ((120, 40), (40, 15)):
        async with geopend(werkmap, klok, maat=maat) as pilot:
            await druk(pilot, "3")
            await tot_staat(pilot, "W.J.")
            await druk(pilot, "space", "pagedown")
            await tot_staat(pilot, "week 11", "→ di 16 mrt 10:30", "▲ Dit is 15 dagen")
            await druk(pilot, "escape")
            await tot_staat(pilot, "week 11")
            await druk(pilot, "t")
            await tot_staat(pilot, "week 10", "W.J.")
    assert begin_van(noor, week.gesprek_wim) == moment(9, 10, 30)


async def test_een_ander_was_eerst(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    """The slot was free when it was judged, and is not when it is put down."""
    week = maak_week(werkmap, klok)
    async with geopend(werkmap, klok, maat=(80, 24)) as pilot:
        await druk(pilot, "3")
        await tot_staat(pilot, "W.J.")
        await druk(pilot, "space", "right")
        await tot_staat(pilot, "● Karim en Noor kunnen dan.")
        plan_gesprek(noor, maak_aanmelding(noor, voornaam="Jo"), DUO, moment(10, 10))
        await druk(pilot, "enter")
        await tot_staat(pilot, "Hier kan het niet.")
        assert isinstance(pilot.app.screen, Verschuiving)
    assert begin_van(noor, week.gesprek_wim) == moment(9, 10, 30)


@pytest.mark.parametrize(
    ("van", "stap", "naar"),
    [
        (moment(9, 10, 30), {"half_uren": 1}, moment(9, 11)),
        (moment(9, 10, 15), {"half_uren": 1}, moment(9, 10, 30)),
        (moment(9, 10, 15), {"half_uren": -1}, moment(9, 10)),
        (moment(9, 6), {"half_uren": -1}, moment(9, 6)),
        (moment(9, 23), {"half_uren": 1}, moment(9, 23)),
        (moment(12, 10), {"dagen": 1}, moment(15, 10)),
        (moment(15, 10), {"dagen": -1}, moment(12, 10)),
        (moment(13, 10), {"dagen": 1}, moment(14, 10)),
        (moment(12, 10), {"dagen": 5}, moment(19, 10)),
        (moment(26, 10), {"dagen": 1}, moment(29, 10)),  # the clock shifts between
    ],
)
def test_schuiven_op_de_klok(van: datetime, stap: dict[str, int], naar: datetime) -> None:
    assert verschoven(van, **stap) == naar


def begin_van(s: Sessie, ref: str) -> datetime:
    (gesprek,) = [g for g in plannen.agenda(s, date(2027, 3, 1), date(2027, 4, 30)) if g.ref == ref]
    return gesprek.begin
