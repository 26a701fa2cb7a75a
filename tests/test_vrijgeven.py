"""What leaves its writer's hands is looked over first; the person decides."""

import pytest
from sqlmodel import select

from mgn_tui.domain.bsn import BSN_MELDING
from mgn_tui.domain.fouten import GeenToegang, Geweigerd
from mgn_tui.register import registers, vastleggen, vrijgeven
from mgn_tui.register.sessie import Sessie
from mgn_tui.register.vrijgeven import Herleidbaar, Wat
from mgn_tui.store import tables as t
from tests.hulp_registers import REGELS
from tests.hulp_werkmap import maak_gevoerd


def _gevonden(s: Sessie, tekst: str) -> list[tuple[str, str]]:
    with s.lezen() as db:
        inwoner = db.exec(select(t.Inwoner.id)).first()
        return [(v.soort, v.tekst) for v in vrijgeven.nazien(s, db, tekst, inwoner)]


@pytest.mark.parametrize(
    ("tekst", "gevonden"),
    [
        ("Eerder een naaste uitnodigen", []),
        ("Een rouwgroep overdag, dicht bij huis", []),
        ("Meer tijd voor de uitleg aan de huisarts van de praktijk", []),
        ("Wim had meer aan buiten zijn", [("naam", "Wim")]),
        ("mevrouw JANSEN en haar dochter fenna", [("naam", "JANSEN"), ("naam", "fenna")]),
        ("Wims dochter", []),  # only whole words: a person reads it too
        ("Karim belde de Parkweg", [("naam", "Karim"), ("naam", "Parkweg")]),
        ("dokter Yilmaz wist van niets", [("naam", "Yilmaz")]),
        ("in de Dorpsstraat in Zwolle", [("naam", "Dorpsstraat"), ("naam", "Zwolle")]),
        ("op 9-3 en 9 maart 2027", [("datum", "9-3"), ("datum", "9 maart 2027")]),
        ("elke dinsdag bij het inloophuis", [("datum", "dinsdag")]),
        ("is 61 jaar en belt 06 1234", [("cijfers", "61"), ("cijfers", "06"), ("cijfers", "1234")]),
    ],
)
def test_wat_naar_iemand_kan_leiden(noor: Sessie, tekst: str, gevonden: list[tuple[str, str]]) -> None:
    maak_gevoerd(noor, naaste_naam="Fenna", adres="Dorpsstraat 1", woonplaats="Zwolle")
    assert _gevonden(noor, tekst) == gevonden


def test_namen_die_je_niet_mag_lezen_verraadt_het_niet(noor: Sessie, tom: Sessie) -> None:
    maak_gevoerd(noor, naaste_naam="Fenna")
    assert _gevonden(tom, "Wim Jansen en Fenna") == []


@pytest.mark.parametrize("wat", Wat)
def test_eerst_een_waarschuwing_dan_beslist_de_mens(noor: Sessie, els: Sessie, wat: Wat) -> None:
    _, gesprek = maak_gevoerd(noor)
    with pytest.raises(Herleidbaar) as fout:
        vrijgeven.geef_vrij(noor, wat, gesprek, "Wim wil dinsdag om 10 uur")
    assert fout.value.uitleg == "dinsdag, 10, Wim"
    assert "een datum, cijfers, een naam" in fout.value.melding
    assert "Wim" not in fout.value.melding  # messages may be logged
    assert _vrij(els, gesprek, wat) == (None, None)
    vrijgeven.geef_vrij(noor, wat, gesprek, "Wim wil dinsdag om 10 uur", gezien=True)
    vrijgeven.geef_vrij(noor, wat, gesprek, "liever overdag")
    assert _vrij(els, gesprek, wat) == ("liever overdag", noor.klok.vandaag())


def _vrij(s: Sessie, gesprek: str, wat: Wat) -> tuple[object, object]:
    with s.lezen() as db:
        g = db.exec(select(t.Gesprek).where(t.Gesprek.ref == gesprek)).one()
        return getattr(g, wat.vrij), getattr(g, f"{wat.vrij}_op")


@pytest.mark.parametrize("wat", Wat)
def test_alleen_wie_het_schreef_geeft_vrij(noor: Sessie, els: Sessie, tom: Sessie, wat: Wat) -> None:
    _, gesprek = maak_gevoerd(noor)
    for ander in (els, tom):
        with pytest.raises(GeenToegang):
            vrijgeven.geef_vrij(ander, wat, gesprek, "iets", gezien=True)
    with pytest.raises(Geweigerd) as fout:
        vrijgeven.geef_vrij(noor, wat, gesprek, "BSN 111222333", gezien=True)
    assert fout.value.fouten == {"tekst": BSN_MELDING}


def test_de_lijst_van_wat_ontbreekt(noor: Sessie, els: Sessie, tom: Sessie) -> None:
    _, een = maak_gevoerd(noor)
    _, ander = maak_gevoerd(noor, voornaam="Anna", achternaam="Bakker")
    vastleggen.bewaar(noor, een, {"ontbrekend_aanbod": "een rouwgroep overdag"})
    vastleggen.bewaar(noor, ander, {"ontbrekend_aanbod": "vervoer naar de inloop"})
    for lezer in (els, tom):
        assert vrijgeven.aanbod(lezer) == []
    assert [(r.tekst, r.vrij_op) for r in vrijgeven.aanbod(noor)] == [
        ("vervoer naar de inloop", None),
        ("een rouwgroep overdag", None),
    ]
    vrijgeven.geef_vrij(noor, Wat.AANBOD, ander, "vervoer naar een inloophuis")
    assert [r.tekst for r in vrijgeven.aanbod(els)] == ["vervoer naar een inloophuis"]
    assert [r.tekst for r in vrijgeven.aanbod(noor)] == [
        "een rouwgroep overdag",
        "vervoer naar een inloophuis",
    ]


def test_van_de_lijst_een_deel(noor: Sessie, tom: Sessie) -> None:
    for nummer in ("een", "twee", "drie"):
        _, ref = maak_gevoerd(noor, voornaam=nummer.title())
        vastleggen.bewaar(noor, ref, {"ontbrekend_aanbod": f"aanbod {nummer}"})
    volgorde = vrijgeven.aanbodvolgorde(noor)
    assert [r.tekst for r in vrijgeven.aanbodregels(noor, volgorde[1:])] == ["aanbod twee", "aanbod een"]
    assert vrijgeven.aanbodvolgorde(tom) == []
    assert vrijgeven.aanbodregels(tom, volgorde) == []  # who asks all the same reads nothing
    vastleggen.bewaar(noor, ref, {"ontbrekend_aanbod": ""})
    assert vrijgeven.aanbodvolgorde(noor) == volgorde[1:]


def test_een_signaal_uit_het_casusoverleg(noor: Sessie, els: Sessie) -> None:
    maak_gevoerd(noor)
    casus = registers.bewaar(noor, "casusoverleg", REGELS["casusoverleg"](noor))
    with pytest.raises(Herleidbaar):
        vrijgeven.geef_signaal_vrij(noor, casus, "Karim ziet te weinig plek")
    assert registers.een(els, "casusoverleg", casus).bij == ""
    vrijgeven.geef_signaal_vrij(els, casus, "te weinig plek")  # of nobody, so anybody may read it over
    assert registers.een(els, "casusoverleg", casus).ruw["signaal"] == "te weinig plek"
    assert registers.een(els, "casusoverleg", casus).bij != ""
