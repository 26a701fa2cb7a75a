"""What an inwoner asks of planning and how somebody told us: kept under their key, weighed, and told again."""

from datetime import time, timedelta

import pytest
from sqlmodel import select

from mgn_tui.documents import inzage as document
from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.klok import AMSTERDAM, VasteKlok
from mgn_tui.domain.woorden import DeelOnderdeel, Ontvanger, Zegwijze
from mgn_tui.register import (
    aanmelden,
    adviseren,
    geschiedenis,
    inzage,
    kluis,
    plannen,
    team,
    vernietigen,
    verzoeken,
)
from mgn_tui.register.plannen import Regelbreuk
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import tables as t
from mgn_tui.store.werkmap import Werkmap
from tests.cli_hulp import Cli
from tests.hulp_werkmap import DUO, Zaak, collega, maak_aanmelding, open_als, volledige_zaak
from tests.test_plannen_register import invoer


def rij(s: Sessie, ref: str) -> t.Aanmelding:
    with s.lezen() as db:
        return db.exec(select(t.Aanmelding).where(t.Aanmelding.ref == ref)).one()


# --- planning --------------------------------------------------------------------------------


def test_liever_niet_is_een_eis_en_liever_wel_een_voorkeur(noor: Sessie) -> None:
    karim, tom = collega(noor, "Karim").hex, collega(noor, "Tom").hex
    niet = maak_aanmelding(noor, liever_niet=karim)
    with pytest.raises(Regelbreuk) as fout:
        plannen.plan(noor, niet, invoer(noor, *DUO, reden="dat moet nu eenmaal"))
    assert {b.code for b in fout.value.bevindingen} == {"liever-niet"}
    voorstellen = plannen.voorstellen(noor, niet).voorstellen
    assert voorstellen and all(karim not in v.team for v in voorstellen)

    def met_tom(ref: str) -> int:
        return sum(tom in v.team for v in plannen.voorstellen(noor, ref).voorstellen)

    woensdag = {"tijden": "wo 9:00-12:00"}
    zonder, met = maak_aanmelding(noor, **woensdag), maak_aanmelding(noor, **woensdag, liever_wel=tom)
    assert met_tom(met) > met_tom(zonder) == 0
    wel = maak_aanmelding(noor, liever_wel=tom)
    with pytest.raises(Regelbreuk) as fout:
        plannen.plan(noor, wel, invoer(noor, *DUO))
    assert {b.code for b in fout.value.bevindingen} == {"liever-wel"}
    assert plannen.plan(noor, wel, invoer(noor, *DUO, reden="Tom is ziek"))


def test_voorstellen_vallen_in_de_tijd_van_de_inwoner(noor: Sessie) -> None:
    zonder = plannen.voorstellen(noor, maak_aanmelding(noor)).voorstellen
    ref = maak_aanmelding(noor, tijden="do 13:00-16:00\nvr 13.00-15.00")
    gevonden = plannen.voorstellen(noor, ref).voorstellen
    assert gevonden and {v.begin for v in gevonden} != {v.begin for v in zonder}
    for v in gevonden:
        begin, einde = v.begin.astimezone(AMSTERDAM), v.einde.astimezone(AMSTERDAM)
        assert begin.weekday() in (3, 4) and time(13) <= begin.time() and einde.time() <= time(16)


@pytest.mark.parametrize(
    ("velden", "veld"),
    [
        ({"tijden": "maandag tot vrijdag"}, "tijden"),
        ({"tijden": "ma 12:00-9:00"}, "tijden"),
        ({"tijden": "25:00"}, "tijden"),
        ({"liever_wel": "Piet"}, "liever_wel"),
        ({"liever_niet": "0" * 32}, "liever_niet"),
    ],
)
def test_wat_niet_klopt_wordt_geweigerd(noor: Sessie, velden: dict[str, str], veld: str) -> None:
    with pytest.raises(Geweigerd) as fout:
        maak_aanmelding(noor, **velden)
    assert list(fout.value.fouten) == [veld]


def test_dezelfde_collega_wel_en_niet(noor: Sessie) -> None:
    karim = collega(noor, "Karim").hex
    with pytest.raises(Geweigerd) as fout:
        maak_aanmelding(noor, liever_wel=karim, liever_niet=karim)
    assert list(fout.value.fouten) == ["liever_niet"]


def test_de_wensen_liggen_onder_de_sleutel(noor: Sessie, werkmap: Werkmap, klok: VasteKlok) -> None:
    karim = collega(noor, "Karim")
    ref = maak_aanmelding(noor, liever_niet=karim.hex, tijden="ma 9:00-12:00", akkoord_wijze="telefoon")
    for veld in ("liever_niet", "tijden"):
        opgeborgen = getattr(rij(noor, ref), veld)
        assert kluis.is_geheim(t.Aanmelding, veld) and karim.hex.encode() not in opgeborgen
    beeld = aanmelden.lees(noor, ref)
    assert (beeld.ruw["liever_niet"], beeld.ruw["liever_wel"]) == (karim.hex, "")
    assert beeld.ruw["tijden"] == "ma 9:00-12:00"
    aanmelden.wijzig(noor, ref, {"liever_niet": ""})
    assert rij(noor, ref).liever_niet is None
    noor.sluit()
    els = open_als(werkmap, "Els", klok)
    assert aanmelden.lees(els, ref).ruw["tijden"] == str(kluis.DICHT)
    assert plannen.voorstellen(els, ref).voorstellen  # plans without what she may not read
    els.sluit()


def test_een_collega_die_wegging_blijft_gekozen(noor: Sessie) -> None:
    tom = collega(noor, "Tom").hex
    ref = maak_aanmelding(noor, liever_wel=tom)
    team.verwijder(noor, tom, nieuwe_sleutel=False)
    aanmelden.wijzig(noor, ref, {"taal": "Pools"})
    assert aanmelden.lees(noor, ref).ruw["liever_wel"] == tom


# --- how -------------------------------------------------------------------------------------


def delen_van(s: Sessie, zaak: Zaak, wie: Ontvanger) -> t.Delen:
    with s.lezen() as db:
        rijen = kluis.kinderen(db, t.Delen, gesprek=s_id(s, zaak), ontvanger=wie.value, onderdeel="advies")
        return rijen[0]


def s_id(s: Sessie, zaak: Zaak) -> object:
    return adviseren.lees(s, zaak.gesprek).gesprek


def test_een_toestemming_die_wordt_ingetrokken(noor: Sessie, klok: VasteKlok) -> None:
    zaak = volledige_zaak(noor)
    wijkteam, advies = Ontvanger.WIJKTEAM, DeelOnderdeel.ADVIES
    gegeven = noor.klok.vandaag()
    adviseren.zet_delen(noor, zaak.gesprek, wijkteam, advies, True, wijze=Zegwijze.TELEFOON)
    adviseren.zet_delen(noor, zaak.gesprek, wijkteam, advies, False)  # a slip of the same day is none
    assert delen_van(noor, zaak, wijkteam).ingetrokken_op is None
    adviseren.zet_delen(noor, zaak.gesprek, wijkteam, advies, True, wijze=Zegwijze.TELEFOON)
    klok.verder(timedelta(days=9))
    adviseren.zet_delen(noor, zaak.gesprek, wijkteam, advies, False, wijze=Zegwijze.SCHRIFTELIJK)
    staat = delen_van(noor, zaak, wijkteam)
    assert (staat.mag, staat.gevraagd_op, staat.ingetrokken_op) == (
        False,
        gegeven,
        gegeven + timedelta(days=9),
    )
    assert staat.wijze == "schriftelijk"
    adviseren.zet_delen(noor, zaak.gesprek, wijkteam, advies, True)
    staat = delen_van(noor, zaak, wijkteam)
    assert (staat.mag, staat.gevraagd_op, staat.ingetrokken_op) == (True, klok.vandaag(), None)
    with pytest.raises(Geweigerd):
        morgen = klok.vandaag() + timedelta(days=1)
        adviseren.zet_delen(noor, zaak.gesprek, wijkteam, advies, True, op=morgen)


def test_hoe_staat_op_de_inzage_en_in_de_geschiedenis(noor: Sessie, klok: VasteKlok) -> None:
    zaak = volledige_zaak(noor)
    tom = collega(noor, "Tom").hex
    aanmelden.wijzig(
        noor,
        zaak.aanmelding,
        {
            "akkoord_op": "9-3-2027",
            "akkoord_wijze": "schriftelijk",
            "liever_wel": tom,
            "tijden": "ma 9:00-12:00",
        },
    )
    adviseren.zet_delen(noor, zaak.gesprek, Ontvanger.AANBIEDER, DeelOnderdeel.ADVIES, True)
    klok.verder(timedelta(days=3))
    adviseren.zet_delen(
        noor, zaak.gesprek, Ontvanger.AANBIEDER, DeelOnderdeel.ADVIES, False, wijze=Zegwijze.DIGITAAL
    )
    verzoeken.noteer(
        noor, zaak.aanmelding, {"soort": "bezwaar", "ontvangen_op": klok.vandaag(), "wijze": "telefoon"}
    )
    tekst = " ".join(document.als_tekst(inzage.maak(noor, zaak.aanmelding)).split())
    for stuk in (
        "Hoe de inwoner akkoord gaf: op papier",
        "Liefst met: Tom",
        "Wanneer de inwoner kan: ma 9:00-12:00",
        "Hoe gezegd: per beveiligd bericht",
        "Ingetrokken op: ",
        "Hoe gevraagd: telefonisch",
    ):
        assert stuk in tekst, stuk
    verloop = geschiedenis.lees(noor, zaak.aanmelding, "aanmelding")
    regels = {(r.wat, r.werd) for w in verloop.wijzigingen for r in w.regels}
    assert ("liefst met", "Tom") in regels and ("hoe de inwoner akkoord gaf", "op papier") in regels


def test_na_vernietigen_is_er_niets_van_de_wensen(noor: Sessie) -> None:
    zaak = volledige_zaak(noor)
    aanmelden.wijzig(
        noor, zaak.aanmelding, {"liever_niet": collega(noor, "Tom").hex, "tijden": "ma 9:00-12:00"}
    )
    vernietigen.vernietig(noor, zaak.aanmelding, vernietigen.PERSOON, zaak.inwoner_ref)
    over = rij(noor, zaak.aanmelding)
    assert (over.liever_wel, over.liever_niet, over.tijden) == (None, None, None)


def test_als_opdracht(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    cli = Cli(werkmap, klok)
    zaak = volledige_zaak(noor)
    ref = maak_aanmelding(noor)
    noor.sluit()
    cli.goed("aanmelding", "wijzig", ref, "--liever-niet", "Karim", "--tijden", "di 9:00-12:00")
    uit = cli.goed("aanmelding", "toon", ref).data
    assert "Karim" in uit and "di 9:00-12:00" in uit
    cli.goed(
        "advies", "delen", zaak.gesprek, "--aanbieder-advies", "ja", "--gezegd-wijze", "telefonisch",
        "--gezegd-op", "10-3-2027",
    )  # fmt: skip
    assert "(gezegd op wo 10 maart 2027, telefonisch)" in cli.goed("advies", "toon", zaak.gesprek).data
