"""Proposals in worked cases: the order, the best team, the reasons, the nights in which the clock shifts."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from mgn_tui.domain.planning import Bezet, Collega, Vraag, Werktijd, Zwaarte, eisen
from mgn_tui.domain.profiel import Teamregel
from tests.planning_hulp import (
    DINSDAG,
    DUO,
    DUO_VOORKEUR,
    KARIM,
    MET_EIS,
    NOOR,
    OP_WENS,
    TWEE_OF_DRIE,
    afspraak,
    collega,
    maak_vraag,
    oordeel,
    op,
    tijden,
    voorstellen,
)

# --- proposals by hand ----------------------------------------------------------------------------------


def test_de_eerste_vijf_plekken_op_volgorde_van_tijd() -> None:
    uitkomst = voorstellen([NOOR, replace(KARIM, bezet=(afspraak(DINSDAG, 10, 11, "thuis"),))])
    assert tijden(uitkomst) == ["09-03 11:30", "09-03 12:00", "09-03 12:30", "09-03 13:00", "09-03 13:30"]
    eerste = uitkomst.voorstellen[0]
    assert (eerste.team, eerste.namen, eerste.rollen) == (
        ("noor", "karim"),
        ("Noor", "Karim"),
        ("gespreksvoerder", "gespreksvoerder"),
    )
    assert eerste.einde == op(DINSDAG, 12, 30)
    assert eerste.waarom == "eerste plek samen"
    assert uitkomst.voorstellen[1].waarom == "allebei vrij"
    assert (uitkomst.afgevallen, uitkomst.waarom_niet) == ((), "")


def test_feestdag_verlof_pauze_en_weekend_worden_overgeslagen() -> None:
    vrijdag = date(2027, 3, 26)
    ochtend = tuple(Werktijd(dag, time(9), time(10)) for dag in range(5))
    team = [NOOR, replace(KARIM, werktijden=ochtend, afwezig=((date(2027, 3, 30), date(2027, 3, 31)),))]
    uitkomst = voorstellen(
        team,
        maak_vraag(vanaf=op(vrijdag, 9, 1)),
        n=2,
        feestdagen={date(2027, 3, 29): "Tweede paasdag", date(2027, 4, 2): "plaatselijk feest"},
    )
    assert tijden(uitkomst) == ["01-04 09:00", "05-04 09:00"]


def test_blokken_die_op_elkaar_aansluiten_zijn_een_blok() -> None:
    blokken = (
        Werktijd(1, time(11), time(12)),
        Werktijd(1, time(10), time(11)),
        Werktijd(1, time(12), time(12)),
    )
    assert tijden(voorstellen([NOOR, replace(KARIM, werktijden=blokken)], maak_vraag(duur_min=120), n=1)) == [
        "09-03 10:00"
    ]


def test_een_blok_binnen_een_blok_kort_het_niet_in() -> None:
    blokken = (Werktijd(1, time(9), time(17)), Werktijd(1, time(10), time(12)))
    team = [NOOR, replace(KARIM, werktijden=blokken)]
    assert tijden(voorstellen(team, maak_vraag(vanaf=op(DINSDAG, 15, 45)), n=1)) == ["09-03 16:00"]


def test_het_beste_team_op_dezelfde_plek() -> None:
    kenner = collega("Bas", "sd", expertises=frozenset({"verslaving"}))
    ervaren = collega("Elif", "sd", ervaringsdeskundig=True)
    druk = replace(KARIM, bezet=(afspraak(date(2027, 3, 12), 9, 10),))
    team = [NOOR, druk, collega("Sam", "sd"), ervaren, kenner]

    def eerste(regel: Teamregel = DUO, **anders: object) -> tuple[tuple[str, ...], str]:
        voorstel = voorstellen(team, maak_vraag(**anders), regel).voorstellen[0]
        return voorstel.namen, voorstel.waarom

    verslaving = frozenset({"verslaving"})
    assert eerste()[0] == ("Noor", "Sam")
    assert eerste(DUO_VOORKEUR) == (
        ("Noor", "Elif"),
        "eerste plek samen; Elif is ervaringsdeskundig",
    )
    assert eerste(DUO_VOORKEUR, expertises=verslaving) == (
        ("Noor", "Bas"),
        "eerste plek samen; expertise verslavingszorg: Bas",
    )
    assert eerste(liever_wel=frozenset({"karim"})) == (
        ("Noor", "Karim"),
        "eerste plek samen; de inwoner vroeg om Karim",
    )
    # A third joins for what was asked and a duo lacks, and not otherwise.
    assert eerste(TWEE_OF_DRIE)[0] == ("Noor", "Sam")
    assert eerste(TWEE_OF_DRIE, expertises=verslaving, ervaringsdeskundige_gewenst=True) == (
        ("Noor", "Elif", "Bas"),
        "eerste plek samen; expertise verslavingszorg: Bas; Elif is ervaringsdeskundig",
    )


def test_wie_aan_zijn_maximum_zit_komt_na_wie_ruimte_heeft_maar_wordt_niet_geweerd() -> None:
    twee = (afspraak(date(2027, 3, 11), 9, 10), afspraak(date(2027, 3, 11), 10, 11))
    vol = replace(KARIM, bezet=twee[:1], max_per_week=1)
    ruim = replace(collega("Sam", "sd"), bezet=twee, max_per_week=4)
    assert voorstellen([NOOR, vol, ruim]).voorstellen[0].namen == ("Noor", "Sam")
    (bevinding,) = voorstellen([NOOR, vol]).voorstellen[0].bevindingen
    assert (bevinding.code, bevinding.zwaarte) == ("capaciteit", Zwaarte.VOORKEUR)


def test_op_wens_sluit_een_ervaringsdeskundige_aan_in_die_rol() -> None:
    elif_ = collega("Elif", "sd", ervaringsdeskundig=True)
    zonder = voorstellen([NOOR, KARIM, elif_], regel=OP_WENS).voorstellen[0]
    assert len(zonder.team) == 2
    met = voorstellen([NOOR, KARIM, elif_], maak_vraag(ervaringsdeskundige_gewenst=True), OP_WENS)
    assert met.voorstellen[0].namen == ("Noor", "Karim", "Elif")
    assert met.voorstellen[0].rollen == ("gespreksvoerder", "gespreksvoerder", "ervaringsdeskundige")
    assert met.voorstellen[0].waarom == "eerste plek samen; Elif is ervaringsdeskundig"


def test_niemand_zit_twee_keer_in_een_voorstel() -> None:
    elif_, sam = (collega(naam, "sd", ervaringsdeskundig=True) for naam in ("Elif", "Sam"))
    uitkomst = voorstellen([NOOR, elif_, sam], maak_vraag(ervaringsdeskundige_gewenst=True), OP_WENS)
    assert uitkomst.voorstellen[0].namen == ("Noor", "Elif", "Sam")
    uitkomst = voorstellen([NOOR, elif_], maak_vraag(ervaringsdeskundige_gewenst=True), OP_WENS)
    assert uitkomst.voorstellen == ()


def test_een_verkeerde_rol_valt_af_en_staat_een_ander_niet_in_de_weg() -> None:
    verkeerd = collega("Anna", "sd", rol="ervaringsdeskundige")
    uitkomst = voorstellen([NOOR, verkeerd, KARIM])
    assert uitkomst.voorstellen[0].namen == ("Noor", "Karim")
    assert uitkomst.afgevallen == (("Anna", "staat in Beheer niet als ervaringsdeskundig"),)


def test_van_ieder_die_afvalt_een_reden() -> None:
    dag = DINSDAG
    bezette_dag = (afspraak(dag, 9, 17),)
    kenner = collega("Karim", "sd", expertises=frozenset({"verslaving"}))
    groep = [
        NOOR,
        kenner,
        collega("Anna", "ggz", werktijden=()),
        collega("Bas", "ggz", werktijden=(Werktijd(1, time(9), time(9, 30)),)),
        collega("Cas", "ggz", afwezig=((date(2027, 3, 1), date(2027, 3, 12)),)),
        collega("Daan", "ggz", bezet=bezette_dag),
        collega("Eva", "ggz", werktijden=(Werktijd(1, time(13), time(17)),)),
        collega("Fee", "sd"),
        collega("Gijs", None),
        collega("Hugo", "sd", rol="stagiair"),
        collega("Iris", "sd"),
        collega("Joke", "ggz", bezet=(afspraak(date(2027, 3, 11), 9, 10),), max_per_week=1),
        collega("Kees", "ggz", bezet=(afspraak(date(2027, 3, 11), 9, 10),), max_per_week=4),
        collega("Lot", "ggz"),
        collega("Mia", "ggz", werktijden=(Werktijd(1, time(8), time(9)), Werktijd(2, time(9), time(17)))),
    ]
    uitkomst = voorstellen(
        groep,
        maak_vraag(
            expertises=frozenset({"verslaving"}),
            liever_niet=frozenset({"iris"}),
            inwoner_tijden=(Werktijd(1, time(9), time(12)), Werktijd(2, time(9), time(12))),
        ),
    )
    assert tijden(uitkomst)[-1] == "09-03 11:00"
    assert dict(uitkomst.afgevallen) == {
        "Anna": "geen werktijden ingevuld",
        "Bas": "geen werktijd voor 60 minuten tot en met 9 mrt 11:00",
        "Cas": "afwezig tot en met 12 mrt",
        "Daan": "agenda is vol tot en met 9 mrt 11:00",
        "Eva": "werkt niet op de tijden van de inwoner",
        "Fee": "kan ook, maar dan ontbreekt expertise verslavingszorg",
        "Gijs": "domein is niet ingevuld",
        "Hugo": "voert zelf geen gesprekken",
        "Iris": "de inwoner spreekt liever met iemand anders",
        "Joke": "heeft die week al 1 gesprek",
        "Kees": "kan ook, maar een collega heeft die week minder gesprekken",
        "Lot": "kan ook, en past even goed",
        "Mia": "werkt pas later op een tijd van de inwoner",
    }


@pytest.mark.parametrize(
    ("extra", "vraag", "regel", "tekst"),
    [
        (
            collega("Sam", "sd"),
            maak_vraag(),
            DUO_VOORKEUR,
            "kan ook, maar dan is er geen ervaringsdeskundige bij",
        ),
        (
            collega("Sam", "sd"),
            maak_vraag(liever_wel=frozenset({"elif"})),
            DUO,
            "kan ook, maar de inwoner vroeg om Elif",
        ),
        (
            collega("Sam", None),
            maak_vraag(),
            TWEE_OF_DRIE,
            "kan ook, maar dan zijn er meer mensen bij dan nodig",
        ),
        (
            collega("Sam", None, ervaringsdeskundig=True, rol="ervaringsdeskundige"),
            maak_vraag(),
            OP_WENS,
            "sluit aan als de inwoner een ervaringsdeskundige wil",
        ),
        (
            collega("Sam", "ggz", werktijden=(Werktijd(1, time(8), time(9)),)),
            maak_vraag(),
            DUO,
            "op dezelfde tijden is geen collega uit het sociaal domein vrij",
        ),
        (
            collega("Sam", None, ervaringsdeskundig=True, rol="ervaringsdeskundige"),
            maak_vraag(),
            DUO,
            "domein is niet ingevuld",
        ),
    ],
)
def test_waarom_een_collega_niet_in_een_voorstel_zit(
    extra: Collega, vraag: Vraag, regel: Teamregel, tekst: str
) -> None:
    team = [NOOR, collega("Elif", "sd", ervaringsdeskundig=True), extra]
    assert voorstellen(team, vraag, regel).afgevallen == (("Sam", tekst),)


@pytest.mark.parametrize(
    ("collegas", "vraag", "regel", "tekst"),
    [
        ([], maak_vraag(), DUO, "Er zijn nog geen collega's in het team. Voeg ze toe in Beheer."),
        ([NOOR], maak_vraag(), DUO, "Er is geen collega uit het sociaal domein in het team."),
        (
            [replace(NOOR, werktijden=()), KARIM],
            maak_vraag(),
            DUO,
            "Er is geen collega uit de ggz met werktijden. Vul ze in bij Beheer.",
        ),
        (
            [NOOR, KARIM],
            maak_vraag(liever_niet=frozenset({"noor"})),
            DUO,
            "De inwoner spreekt liever niet met Noor, en een andere collega uit de ggz is er niet.",
        ),
        (
            [NOOR, KARIM],
            maak_vraag(ervaringsdeskundige_gewenst=True),
            OP_WENS,
            "Er is geen ervaringsdeskundige met werktijden. Vraag de inwoner of het ook zonder kan.",
        ),
        (
            [NOOR, collega("Elif", "sd", ervaringsdeskundig=True)],
            maak_vraag(ervaringsdeskundige_gewenst=True),
            OP_WENS,
            "Met deze collega's is geen team te vormen dat aan de teamregel voldoet, "
            "ook niet als iedereen vrij is.",
        ),
        ([NOOR, KARIM], maak_vraag(), MET_EIS, "Er is geen ervaringsdeskundige met werktijden."),
        (
            [NOOR, KARIM],
            maak_vraag(),
            replace(DUO, minimum=3, derde="mogelijk"),
            "Er zijn 3 gespreksvoerders nodig; met werktijden zijn er 2.",
        ),
        (
            [NOOR, replace(KARIM, werktijden=(Werktijd(1, time(9), time(9, 30)),))],
            maak_vraag(),
            DUO,
            "Geen collega uit het sociaal domein heeft een werktijd van 60 minuten tot en met ma 3 mei 2027.",
        ),
        (
            [NOOR, replace(KARIM, afwezig=((DINSDAG, date(2027, 6, 1)),))],
            maak_vraag(),
            DUO,
            "Tot en met ma 3 mei 2027 is elke collega uit het sociaal domein afwezig. "
            "Zoek na die dag verder.",
        ),
        (
            [NOOR, replace(KARIM, bezet=(Bezet(op(DINSDAG, 0), op(date(2027, 5, 10), 0), ""),))],
            maak_vraag(),
            DUO,
            "Tot en met ma 3 mei 2027 is elke collega uit het sociaal domein bezet. Zoek na die dag verder.",
        ),
        (
            [
                replace(NOOR, werktijden=(Werktijd(1, time(9), time(12)),)),
                replace(KARIM, werktijden=(Werktijd(2, time(9), time(12)),)),
            ],
            maak_vraag(),
            DUO,
            "Tot en met ma 3 mei 2027 is geen heel team tegelijk 60 minuten vrij. "
            "Kies zelf een moment of zoek na die dag verder.",
        ),
        (
            [NOOR, replace(KARIM, bezet=(afspraak(DINSDAG, 9, 10),))],
            maak_vraag(inwoner_tijden=(Werktijd(1, time(18), time(20)),)),
            DUO,
            "Op de tijden die de inwoner opgaf is geen heel team vrij. "
            "De eerste plek daarbuiten is di 9 maart 2027, 10:00.",
        ),
        (
            [
                replace(NOOR, werktijden=(Werktijd(1, time(9), time(12)),)),
                replace(KARIM, werktijden=(Werktijd(2, time(9), time(12)),)),
            ],
            maak_vraag(inwoner_tijden=(Werktijd(1, time(8), time(18)),)),
            DUO,
            "Geen collega uit het sociaal domein werkt op de tijden die de inwoner opgaf. "
            "Vraag of het ook anders kan.",
        ),
    ],
)
def test_zonder_voorstel_een_zin_waarom(
    collegas: list[Collega], vraag: Vraag, regel: Teamregel, tekst: str
) -> None:
    uitkomst = voorstellen(collegas, vraag, regel)
    assert uitkomst.voorstellen == ()
    assert uitkomst.waarom_niet == tekst
    assert len(uitkomst.afgevallen) == len(collegas)


def test_na_het_laatste_gesprek_geen_voorstel() -> None:
    assert voorstellen([NOOR, KARIM], volgnummer=2).voorstellen
    uitkomst = voorstellen([NOOR, KARIM], volgnummer=3)
    assert uitkomst.voorstellen == ()
    assert uitkomst.waarom_niet == "Dit wordt gesprek 3 na deze aanmelding; het zijn er hoogstens 2."


def test_minder_plekken_dan_gevraagd() -> None:
    uitkomst = voorstellen([NOOR, KARIM], maak_vraag(vanaf=op(DINSDAG, 15)), horizon_dagen=1)
    assert tijden(uitkomst) == ["09-03 15:00", "09-03 15:30", "09-03 16:00"]


# --- the night the clock shifts -----------------------------------------------------------------------

NACHT = tuple(Werktijd(6, time(1), time(5)) for _ in range(1))
NACHTTEAM = [replace(NOOR, werktijden=NACHT), replace(KARIM, werktijden=NACHT)]


def test_in_de_voorjaarsnacht_bestaat_het_uur_van_twee_niet() -> None:
    nacht = date(2027, 3, 28)
    uitkomst = voorstellen(NACHTTEAM, maak_vraag(vanaf=op(nacht, 0)), n=9, horizon_dagen=1)
    assert tijden(uitkomst) == ["28-03 01:00", "28-03 01:30", "28-03 03:00", "28-03 03:30", "28-03 04:00"]
    # An hour from 01:30 on ends at 03:30: the clock skips what it skips.
    assert f"{uitkomst.voorstellen[1].einde:%H:%M}" == "03:30"


def test_een_tijd_die_niet_bestaat_is_geen_plek() -> None:
    nacht = date(2027, 3, 28)
    uitkomst = voorstellen(NACHTTEAM, maak_vraag(vanaf=op(nacht, 0)), n=9, horizon_dagen=1, raster_min=45)
    assert tijden(uitkomst) == ["28-03 01:30", "28-03 03:00", "28-03 03:45"]  # not 02:15, read as 03:15


def test_in_de_najaarsnacht_komt_het_uur_van_twee_tweemaal() -> None:
    nacht = date(2027, 10, 31)
    uitkomst = voorstellen(NACHTTEAM, maak_vraag(vanaf=op(nacht, 0)), n=12, horizon_dagen=1)
    assert [f"{v.begin:%H:%M %z}" for v in uitkomst.voorstellen] == [
        *("01:00 +0200", "01:30 +0200", "02:00 +0200", "02:30 +0200"),
        *("02:00 +0100", "02:30 +0100", "03:00 +0100", "03:30 +0100", "04:00 +0100"),
    ]
    # Two appointments an hour of real time apart do not touch, though the clock reads the same.
    bezet = Bezet(op(nacht, 2), op(nacht, 2) + timedelta(minutes=30), "De Terp")
    later = uitkomst.voorstellen[4].begin
    assert (
        oordeel([NOOR, replace(KARIM, bezet=(bezet,))], later, maak_vraag(duur_min=30))[0].code == "werktijd"
    )


def test_reistijd_over_de_klokwissel_is_echte_tijd() -> None:
    nacht = date(2027, 3, 28)
    # Until 01:45 elsewhere; half an hour on, the clock reads 03:15.
    bezet = Bezet(op(nacht, 1), op(nacht, 1, 45), "thuis")
    team = [NACHTTEAM[0], replace(NACHTTEAM[1], bezet=(bezet,))]
    vraag = maak_vraag(vanaf=op(nacht, 0), duur_min=30)
    assert tijden(voorstellen(team, vraag, n=1, raster_min=15)) == ["28-03 03:15"]
    (bevinding,) = eisen(oordeel(team, op(nacht, 3), vraag))
    assert bevinding.melding.endswith("Begin om 03:15 of later.")
    # At 03:00 elsewhere: half an hour before that, the clock reads 01:30.
    team[1] = replace(team[1], bezet=(Bezet(op(nacht, 3), op(nacht, 5), "thuis"),))
    assert tijden(voorstellen(team, vraag, raster_min=15, horizon_dagen=1)) == ["28-03 01:00"]
    (bevinding,) = eisen(oordeel(team, op(nacht, 1, 15), vraag))
    assert bevinding.melding.endswith("Zorg dat dit gesprek om 01:30 klaar is.")
