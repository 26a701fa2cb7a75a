"""The registers: each a small form, its lines, and the rules between the answers."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from mgn_tui.domain.fouten import Botsing, Geweigerd, NietGevonden
from mgn_tui.domain.tijdvakken import kwartaal_verder, lees_kwartaal, lees_maand
from mgn_tui.domain.velden import VeldSoort
from mgn_tui.figures import verwoorden
from mgn_tui.register import registers, registervormen
from mgn_tui.register.registervormen import REGISTERS, GeenGesprekSoort
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import tables as t
from tests.hulp_registers import REGELS
from tests.hulp_werkmap import collega, praktijk


def _een(s: Sessie, naam: str) -> str:
    return registers.bewaar(s, naam, REGELS[naam](s))


@pytest.mark.parametrize("naam", REGISTERS)
def test_toevoegen_wijzigen_weghalen(noor: Sessie, naam: str) -> None:
    assert registers.lijst(noor, naam) == []
    id_ = _een(noor, naam)
    (regel,) = registers.lijst(noor, naam)
    assert regel.id == id_
    vorm = registers.formulier(noor, naam)
    gegeven = REGELS[naam](noor)
    for veld in vorm.velden:
        anders = regel.ruw[veld.naam]
        heen = veld.lees(gegeven.get(veld.naam, ""), noor.klok.vandaag())
        assert veld.lees(anders, noor.klok.vandaag()) == heen
    staand = registers.een(noor, naam, id_)
    registers.bewaar(noor, naam, {}, id_, staand.versie)  # nothing else: nothing changes
    assert registers.een(noor, naam, id_).versie == staand.versie
    registers.verwijder(noor, naam, id_)
    assert registers.lijst(noor, naam) == []
    with pytest.raises(NietGevonden):
        registers.verwijder(noor, naam, id_)


@pytest.mark.parametrize("naam", REGISTERS)
def test_een_regel_laat_zich_lezen(noor: Sessie, naam: str) -> None:
    _een(noor, naam)
    regel = registers.lijst(noor, naam)[0].naam
    assert (
        regel
        == {
            "casusoverleg": "maart 2027 · Zwolle · Zwolle en omgeving · De huisarts vraagt welke verwijzing past · "
            "advies aan de casusinbrenger · te weinig plek overdag",
            "overlegmoment": "maart 2027 · Zwolle · 2",
            "consultatie": "09-03-2027 · huisarts of POH-ggz · ggz · Wat kan er aan de hand zijn? · "
            "De vrager kan zelf verder",
            "ervaring": "maart 2027 · inwoner · 8",
            "geengesprek": "1e kwartaal 2027 · Praktijk Parkweg · huisarts verwijst niet · "
            "Aanmelden kost te veel tijd · 3",
            "uren": "08-03-2027 · Scholing · 1,25 · Welzijn Zuid · IZA",
            "kosten": "01-03-2027 · locatie · 50,50 · zaal · IZA",
        }[naam]
    )


@pytest.mark.parametrize("naam", REGISTERS)
def test_twee_tegelijk_wijzigen(noor: Sessie, naam: str) -> None:
    id_ = _een(noor, naam)
    versie = registers.een(noor, naam, id_).versie
    veld, een, ander = {
        "casusoverleg": ("signaal", "het een", "het ander"),
        "overlegmoment": ("aantal", "3", "4"),
        "consultatie": ("kwaliteit", "6", "7"),
        "ervaring": ("waarde", "6", "7"),
        "geengesprek": ("aantal", "5", "6"),
        "uren": ("uren", "2", "3"),
        "kosten": ("omschrijving", "koffie", "thee"),
    }[naam]
    registers.bewaar(noor, naam, {veld: een}, id_, versie)
    with pytest.raises(Botsing):
        registers.bewaar(noor, naam, {veld: ander}, id_, versie)
    assert registers.een(noor, naam, id_).ruw[veld] == een


def test_een_register_zonder_personen_vraagt_geen_tekst(noor: Sessie) -> None:
    for r in REGISTERS.values():
        if r.anoniem:
            vrij = {
                v.naam
                for v in registers.formulier(noor, r.naam).velden
                if v.soort in (VeldSoort.TEKST, VeldSoort.LANG) and not v.controle
            }
            assert vrij <= {"signaal"}
    assert {r.naam for r in REGISTERS.values() if r.anoniem} == {"casusoverleg", "consultatie", "ervaring"}


@pytest.mark.parametrize(
    ("naam", "ruw", "veld", "zegt"),
    [
        ("casusoverleg", {"maand": "april 2027"}, "maand", "moet nog komen"),
        ("casusoverleg", {"maand": "ergens"}, "maand", "maart 2027"),
        ("consultatie", {"dag": "10-3-2027"}, "dag", "toekomst"),
        ("consultatie", {"kwaliteit": "11"}, "kwaliteit", "van 1 tot en met 10"),
        ("ervaring", {"waarde": "11"}, "waarde", "van 1 tot en met 10"),
        ("ervaring", {"waarde": "7,5"}, "waarde", "zonder komma"),
        ("geengesprek", {"kwartaal": "2027-Q2"}, "kwartaal", "moet nog komen"),
        ("geengesprek", {"reden": "twee-onbekenden"}, "reden", "Aanmelden kost te veel tijd"),
        ("geengesprek", {"aantal": "0"}, "aantal", "van 1 tot"),
        ("uren", {"uren": "25"}, "uren", "van 0 tot en met 24"),
        ("uren", {"datum": "morgen"}, "datum", "toekomst"),
        ("kosten", {"bedrag": "1,234"}, "bedrag", "2 cijfers"),
        ("kosten", {"post": ""}, "post", "Vul dit in"),
    ],
)
def test_weigeringen(noor: Sessie, naam: str, ruw: dict[str, str], veld: str, zegt: str) -> None:
    with pytest.raises(Geweigerd) as fout:
        registers.bewaar(noor, naam, REGELS[naam](noor) | ruw)
    assert zegt in fout.value.fouten[veld]
    assert registers.lijst(noor, naam) == []


def test_alle_registers_van_elke_regio_hebben_hun_keuzes(noor: Sessie) -> None:
    """A register that asks a choice out of nothing could never be filled in."""
    for naam in REGISTERS:
        for veld in registers.formulier(noor, naam).velden:
            assert veld.keuzes or veld.soort not in (VeldSoort.KEUZE, VeldSoort.LIJST), (naam, veld.naam)


def test_een_nieuwe_regel_begint_bij_vandaag(noor: Sessie) -> None:
    assert registers.nieuw_ruw(noor, "uren") | {"pilot": ""} == {
        "datum": "09-03-2027",
        "onderdeel": "",
        "uren": "",
        "organisatie": "Welzijn Zuid",
        "domein": "sd",
        "bron": "",
        "pilot": "",
    }
    assert registers.nieuw_ruw(noor, "casusoverleg")["maand"] == "2027-03"
    assert registers.nieuw_ruw(noor, "geengesprek")["kwartaal"] == "2027-Q1"


# --- hours: of oneself -----------------------------------------------------------------------


def test_uren_ziet_alleen_wie_ze_maakte(noor: Sessie, karim: Sessie, els: Sessie) -> None:
    id_ = _een(noor, "uren")
    for ander in (karim, els):
        assert registers.lijst(ander, "uren") == []
        for doe in (registers.een, registers.verwijder):
            with pytest.raises(NietGevonden):
                doe(ander, "uren", id_)
        with pytest.raises(NietGevonden):
            registers.bewaar(ander, "uren", {"uren": "2"}, id_)
    with noor.lezen() as db:
        (rij,) = db.exec(select(t.Urenregel)).all()
    assert (rij.medewerker, rij.uren) == (collega(noor, "Noor"), Decimal("1.25"))


# --- a line whose key is what it is about ----------------------------------------------------


def test_een_regel_die_er_al_staat(noor: Sessie) -> None:
    _een(noor, "overlegmoment")
    with pytest.raises(Geweigerd) as fout:
        _een(noor, "overlegmoment")
    assert "staat er al" in fout.value.fouten["maand"]


def test_waar_een_regel_over_gaat_is_te_wijzigen(noor: Sessie) -> None:
    id_ = _een(noor, "overlegmoment")
    nieuw = registers.bewaar(noor, "overlegmoment", {"maand": "feb 2027"}, id_)
    assert [(r.id, r.naam) for r in registers.lijst(noor, "overlegmoment")] == [
        (nieuw, "februari 2027 · Zwolle · 2")
    ]
    _een(noor, "overlegmoment")
    with pytest.raises(Geweigerd):
        registers.bewaar(noor, "overlegmoment", {"maand": "maart 2027"}, nieuw)


def test_een_sleutel_die_er_geen_is(noor: Sessie) -> None:
    for naam in REGISTERS:
        for id_ in ("x", "||||", "00" * 16, "a|b"):
            with pytest.raises(NietGevonden):
                registers.een(noor, naam, id_)


# --- signaal ---------------------------------------------------------------------------------


def test_een_gewijzigd_signaal_is_niet_meer_vrij(noor: Sessie) -> None:
    from mgn_tui.register.vrijgeven import geef_signaal_vrij

    id_ = _een(noor, "casusoverleg")
    geef_signaal_vrij(noor, id_, "te weinig plek overdag")
    assert registers.een(noor, "casusoverleg", id_).bij == "signaal vrijgegeven op 09-03-2027"
    registers.bewaar(noor, "casusoverleg", {"gemeente": "Kampen"}, id_)
    assert registers.een(noor, "casusoverleg", id_).bij != ""
    registers.bewaar(noor, "casusoverleg", {"signaal": "iets anders"}, id_)
    assert registers.een(noor, "casusoverleg", id_).bij == ""


# --- the tally -------------------------------------------------------------------------------


def test_turven_telt_op_en_af(noor: Sessie) -> None:
    park, soort = praktijk(noor), GeenGesprekSoort.NIET_GEWILD
    assert registers.turf(noor, park, "2027-Q1", soort, "taal", 1) == 1
    assert registers.turf(noor, park, "2027-Q1", soort, "taal", 1) == 2
    assert registers.turf(noor, park, "2027-Q1", soort, "duurt-te-lang", 1) == 1
    staat = {r.naam: r for r in registers.turfstaat(noor, "2027-Q1")}
    assert staat["Praktijk Parkweg"].som(soort) == 3
    assert staat["Huisartsen De Brug"].som(soort) == 0  # a praktijk without a count is in sight
    assert registers.turfstaat(noor, "2026-Q4")[0].aantallen == {}
    assert registers.turf(noor, park, "2027-Q1", soort, "taal", -1) == 1
    assert registers.turf(noor, park, "2027-Q1", soort, "taal", -1) == 0
    with pytest.raises(Geweigerd):
        registers.turf(noor, park, "2027-Q1", soort, "taal", -1)
    with pytest.raises(Geweigerd):
        registers.turf(noor, park, "2027-Q1", soort, "te-veel-werk", 1)  # of another kind
    assert [r.naam for r in registers.lijst(noor, "geengesprek")] == [
        "1e kwartaal 2027 · Praktijk Parkweg · inwoner wil niet · Vindt dat het te lang duurt · 1"
    ]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["taal", "geen-reden"]), st.sampled_from([1, -1])), max_size=12))
def test_turven_verliest_en_verzint_niets(noor: Sessie, slagen: list[tuple[str, int]]) -> None:
    park, soort = praktijk(noor), GeenGesprekSoort.NIET_GEWILD
    for regel in registers.lijst(noor, "geengesprek"):
        registers.verwijder(noor, "geengesprek", regel.id)
    hoort = {"taal": 0, "geen-reden": 0}
    for reden, erbij in slagen:
        try:
            hoort[reden] = registers.turf(noor, park, "2027-Q1", soort, reden, erbij)
        except Geweigerd:
            assert hoort[reden] == 0
            assert erbij == -1
    staat = next(r for r in registers.turfstaat(noor, "2027-Q1") if r.praktijk == park)
    assert staat.aantallen.get(soort, {}) == {r: n for r, n in hoort.items() if n}


# --- months and quarters ---------------------------------------------------------------------


@pytest.mark.parametrize("tekst", ["2027-03", "3-2027", "03/2027", "maart 2027", "MRT. 2027", " mrt  2027 "])
def test_een_maand_zoals_mensen_typen(tekst: str) -> None:
    assert lees_maand(tekst) == "2027-03"


@pytest.mark.parametrize("tekst", ["2027-Q3", "q3 2027", "3e kwartaal 2027", "2027 Q3", "3-2027"])
def test_een_kwartaal_zoals_mensen_typen(tekst: str) -> None:
    assert lees_kwartaal(tekst) == "2027-Q3"


@pytest.mark.parametrize("tekst", ["", "2027", "13-2027", "2027-Q5", "smaart 2027", "3-1027", "0-2027"])
def test_geen_maand_en_geen_kwartaal(tekst: str) -> None:
    with pytest.raises(ValueError, match=r"Een maand"):
        lees_maand(tekst)
    with pytest.raises(ValueError, match=r"Een kwartaal"):
        lees_kwartaal(tekst)


def test_kwartalen_verder_en_terug() -> None:
    assert kwartaal_verder("2027-Q1", -1) == "2026-Q4"
    assert kwartaal_verder("2026-Q4", 1) == "2027-Q1"
    assert kwartaal_verder("2027-Q2", 7) == "2029-Q1"


@pytest.mark.parametrize(
    ("bewaard", "gelezen"),
    [("1250,5", "1.250,50"), ("12", "12,00"), ("-0,5", "-0,50"), ("100000000", "100.000.000,00")],
)
def test_een_bedrag_leest_als_een_bedrag(bewaard: str, gelezen: str) -> None:
    assert registervormen.toon_bedrag(bewaard) == gelezen


@pytest.mark.parametrize(
    ("waarde", "gelezen"),
    [
        (None, "–"),
        (0.5, "0,5"),
        (1250.5, "1.250,5"),
        (1250, "1.250"),
        (1234567.0, "1.234.567"),
        (-2000.25, "-2.000,25"),
    ],
)
def test_een_groot_getal_heeft_punten_en_een_komma(waarde: float | None, gelezen: str) -> None:
    assert verwoorden.getal(waarde) == gelezen
