"""A plan made by hand: what is refused, what is warned for, and in which words."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from mgn_tui.domain.planning import Bevinding, Bezet, Collega, Vraag, Werktijd, Zwaarte, als_gebeurd, eisen
from tests.planning_hulp import (
    DINSDAG,
    KARIM,
    NOOR,
    afspraak,
    maak_vraag,
    oordeel,
    op,
    voorstellen,
)

# --- a plan made by hand ------------------------------------------------------------------------------


def test_een_goed_plan_geeft_niets_te_melden() -> None:
    assert oordeel([NOOR, KARIM], op(DINSDAG, 9)) == ()
    assert oordeel([NOOR, KARIM], op(DINSDAG, 16)) == ()


@pytest.mark.parametrize(
    ("bezet", "code", "melding"),
    [
        (
            afspraak(DINSDAG, 10, 11),
            "dubbel",
            "Karim heeft al een afspraak, di 9 maart 2027 van 10:00 tot 11:00. "
            "Kies een ander moment of een andere collega.",
        ),
        (
            afspraak(DINSDAG, 9, 10, "thuis"),
            "reistijd",
            "Karim is tot 10:00 op een andere plek en reist 30 minuten. Begin om 10:30 of later.",
        ),
        (
            afspraak(DINSDAG, 11, 12, "thuis"),
            "reistijd",
            "Karim moet om 11:00 op een andere plek zijn en reist 30 minuten. "
            "Zorg dat dit gesprek om 10:30 klaar is.",
        ),
    ],
)
def test_dubbel_geboekt_of_onderweg_is_een_eis(bezet: Bezet, code: str, melding: str) -> None:
    gevonden = oordeel([NOOR, replace(KARIM, bezet=(bezet,))], op(DINSDAG, 10))
    assert gevonden == (Bevinding(code, melding, Zwaarte.EIS),)


def test_op_dezelfde_plek_is_geen_reistijd_nodig() -> None:
    ervoor, erna = afspraak(DINSDAG, 9, 10, "de terp "), afspraak(DINSDAG, 11, 12)
    assert oordeel([NOOR, replace(KARIM, bezet=(ervoor, erna))], op(DINSDAG, 10)) == ()


def test_verlof_is_een_eis_tot_en_met_de_laatste_dag() -> None:
    weg = replace(KARIM, afwezig=((date(2027, 3, 8), DINSDAG),))
    assert oordeel([NOOR, weg], op(DINSDAG, 10)) == (
        Bevinding(
            "afwezig",
            "Karim is afwezig tot en met di 9 maart 2027. "
            "Kies een andere collega of een ander moment, of pas de afwezigheid aan.",
            Zwaarte.EIS,
        ),
    )
    assert oordeel([NOOR, weg], op(date(2027, 3, 10), 10)) == ()


def test_wie_de_inwoner_liever_niet_spreekt_wordt_niet_ingezet() -> None:
    (bevinding,) = oordeel([NOOR, KARIM], op(DINSDAG, 10), maak_vraag(liever_niet=frozenset({"karim"})))
    assert bevinding.melding == "De inwoner spreekt liever niet met Karim. Kies een andere collega."
    assert bevinding.zwaarte is Zwaarte.EIS


def test_een_derde_gesprek_na_dezelfde_aanmelding_mag_niet() -> None:
    assert oordeel([NOOR, KARIM], op(DINSDAG, 10), volgnummer=2) == ()
    (bevinding,) = oordeel([NOOR, KARIM], op(DINSDAG, 10), volgnummer=3)
    assert bevinding.melding == "Dit wordt gesprek 3 na deze aanmelding; het zijn er hoogstens 2."
    assert bevinding.zwaarte is Zwaarte.EIS


KORT = replace(KARIM, werktijden=(Werktijd(1, time(9), time(12)), Werktijd(1, time(13), time(15))))
VOL = replace(KARIM, max_per_week=1, bezet=(afspraak(date(2027, 3, 14), 9, 10),))


@pytest.mark.parametrize(
    ("team", "begin", "vraag", "code", "melding"),
    [
        (
            [NOOR, KORT],
            op(DINSDAG, 11, 30),
            maak_vraag(),
            "werktijd",
            "Karim werkt op dinsdag van 09:00 tot 12:00 en van 13:00 tot 15:00. Vraag of dit moment kan.",
        ),
        (
            [NOOR, KORT],
            op(date(2027, 3, 10), 10),
            maak_vraag(),
            "werktijd",
            "Karim werkt niet op woensdag. Vraag of dit moment kan.",
        ),
        (
            [NOOR, replace(KARIM, werktijden=())],
            op(DINSDAG, 10),
            maak_vraag(),
            "werktijd",
            "Van Karim zijn geen werktijden bekend. Vraag of dit moment kan.",
        ),
        (
            [NOOR, VOL],
            op(DINSDAG, 10),
            maak_vraag(),
            "capaciteit",
            "Karim heeft die week al 1 gesprek; uitgangspunt is hoogstens 1.",
        ),
        (
            [NOOR, KARIM],
            op(date(2027, 3, 22), 10),
            maak_vraag(),
            "norm",
            "Dit is 17 dagen na de aanmelding; het streven is 14.",
        ),
        (
            [NOOR, KARIM],
            op(date(2027, 3, 8), 10),
            maak_vraag(),
            "verleden",
            "Dit moment is voorbij. Is het gesprek geweest, leg dan vast wat er is gebeurd.",
        ),
        (
            [NOOR, KARIM],
            op(date(2027, 3, 29), 10),
            maak_vraag(norm_dagen=None),
            "feestdag",
            "Ma 29 maart 2027 is een feestdag (Tweede paasdag). Kies liever een andere dag.",
        ),
        (
            [NOOR, KARIM],
            op(DINSDAG, 13, 30),
            maak_vraag(inwoner_tijden=(Werktijd(1, time(9), time(14)),)),
            "inwoner-tijd",
            "Dit valt buiten de tijden die de inwoner opgaf. Vraag eerst of het kan.",
        ),
        (
            [NOOR, KARIM],
            op(DINSDAG, 10),
            maak_vraag(liever_wel=frozenset({"elif"})),
            "liever-wel",
            "De inwoner vroeg om een andere collega. Kijk of die ook kan.",
        ),
        (
            [NOOR, KARIM],
            op(DINSDAG, 10),
            maak_vraag(expertises=frozenset({"verslaving"})),
            "expertise-ontbreekt",
            "Gevraagde expertise ontbreekt: verslavingszorg. Ruil met een collega die dit kent.",
        ),
    ],
)
def test_een_voorkeur_waarschuwt_en_houdt_niets_tegen(
    team: list[Collega], begin: datetime, vraag: Vraag, code: str, melding: str
) -> None:
    gevonden = oordeel(team, begin, vraag, feestdagen={date(2027, 3, 29): "Tweede paasdag"})
    assert gevonden == (Bevinding(code, melding, Zwaarte.VOORKEUR),)


def test_de_norm_telt_tot_en_met_de_laatste_dag() -> None:
    assert oordeel([NOOR, KARIM], op(date(2027, 3, 19), 10)) == ()


def test_een_week_loopt_van_maandag_tot_en_met_zondag_en_telt_alleen_gesprekken() -> None:
    zondag_ervoor = replace(VOL, bezet=(afspraak(date(2027, 3, 7), 9, 10),))
    overleg = replace(
        VOL, bezet=(Bezet(op(date(2027, 3, 8), 9), op(date(2027, 3, 8), 10), "", gesprek=False),)
    )
    for rustig in (zondag_ervoor, overleg):
        assert oordeel([NOOR, rustig], op(DINSDAG, 10)) == ()


def test_eisen_staan_voorop_en_wat_gebeurd_is_wordt_nooit_geweigerd() -> None:
    druk = replace(KARIM, afwezig=((DINSDAG, DINSDAG),), bezet=(afspraak(DINSDAG, 10, 11),), max_per_week=1)
    gevonden = oordeel([NOOR, druk], op(DINSDAG, 10), volgnummer=3)
    assert [b.code for b in gevonden] == ["te-veel-gesprekken", "afwezig", "dubbel", "capaciteit"]
    assert eisen(als_gebeurd(gevonden)) == ()


def test_een_moment_zonder_tijdzone_wordt_geweigerd() -> None:
    with pytest.raises(ValueError, match="time zone"):
        oordeel([NOOR, KARIM], datetime(2027, 3, 9, 10))
    with pytest.raises(ValueError, match="time zone"):
        maak_vraag(vanaf=datetime(2027, 3, 9, 10))
    with pytest.raises(ValueError, match="duur_min"):
        maak_vraag(duur_min=0)


def test_geen_plaats_en_geen_naam_in_een_repr() -> None:
    tekst = repr(
        (replace(KARIM, bezet=(afspraak(DINSDAG, 9, 10, "Kerkstraat 1"),)), maak_vraag(plaats="Dorpsplein"))
    )
    for geheim in ("Karim", "Kerkstraat", "Dorpsplein"):
        assert geheim not in tekst
    assert "Karim" not in repr(voorstellen([NOOR, KARIM, replace(KARIM, id="x", werktijden=())]))
