"""One answer: what a person may type, what it becomes, and what they hear when it does not fit."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mgn_tui.domain.bsn import BSN_MELDING, vind_bsn
from mgn_tui.domain.fouten import MgnFout
from mgn_tui.domain.klok import AMSTERDAM
from mgn_tui.domain.tekst import schoon
from mgn_tui.domain.velden import IN_DE_TOEKOMST, VUL_IN, Formulier, Keuze, Veld, VeldFout, VeldSoort

VANDAAG = date(2027, 3, 9)
AANMELDER = (
    Keuze("huisarts", "huisarts"),
    Keuze("poh-ggz", "POH-ggz, namens de huisarts"),
    Keuze("sociaal-domein", "sociaal domein"),
    Keuze("coordinator", "coördinator"),
    Keuze("casusoverleg", "casusoverleg"),
)


def lees(veld: Veld, ruw: str) -> object:
    return veld.lees(ruw, VANDAAG)


def melding(veld: Veld, ruw: str) -> str:
    with pytest.raises(VeldFout) as gevangen:
        veld.lees(ruw, VANDAAG)
    return gevangen.value.melding


def een(soort: VeldSoort, **meer: Any) -> Veld:
    return Veld("een", "Een", soort, **meer)


def test_tekst_wordt_schoon() -> None:
    assert lees(een(VeldSoort.TEKST), "  Jan\r\nJansen \x00") == "Jan Jansen"
    assert lees(een(VeldSoort.LANG), "Jan \r\nJansen\n\n") == "Jan\nJansen"


def test_te_lang_wordt_niet_afgeknipt() -> None:
    veld = een(VeldSoort.TEKST)
    assert melding(veld, "x" * 312) == "Te lang: 312 tekens, er passen er 200 in."
    assert lees(veld, "x" * 200) == "x" * 200
    lang = een(VeldSoort.LANG, maximum_tekens=20_000)
    assert melding(lang, "x" * 20_001) == "Te lang: 20.001 tekens, er passen er 20.000 in."
    assert lees(lang, "x" * 20_000 + "  \n") == "x" * 20_000


@pytest.mark.parametrize("soort", [VeldSoort.TEKST, VeldSoort.LANG, VeldSoort.LIJST])
def test_geen_bsn_in_een_tekst(soort: VeldSoort) -> None:
    fout = melding(een(soort), "nummer 1234.56.782")
    assert fout == BSN_MELDING
    assert "782" not in fout


@pytest.mark.parametrize("controle", ["telefoon", "postcode"])
def test_geen_bsn_in_een_gecontroleerde_tekst(controle: str) -> None:
    assert melding(een(VeldSoort.TEKST, controle=controle), "123456782") == BSN_MELDING


@pytest.mark.parametrize(
    ("ruw", "waarde"),
    [
        ("06-12345678", "06-12345678"),
        ("0612345678", "0612345678"),
        ("  06  12 34  56 78 ", "06 12 34 56 78"),
        ("(038) 123 45 67", "(038) 123 45 67"),
        ("038/1234567", "038/1234567"),
        ("+31 6 12345678", "+31 6 12345678"),
        ("+31 (0)6 12345678", "+31 (0)6 12345678"),
        ("0031612345678", "0031612345678"),
        ("0800-1234", "0800-1234"),
        ("088 123 45 67", "088 123 45 67"),
        ("+49 30 1234567", "+49 30 1234567"),
        ("+32 471 23 45 67", "+32 471 23 45 67"),
    ],
)
def test_telefoon(ruw: str, waarde: str) -> None:
    assert lees(een(VeldSoort.TEKST, controle="telefoon"), ruw) == waarde


@pytest.mark.parametrize(
    ("ruw", "deel"),
    [
        ("612345678", "met de 0 ervoor"),
        ("06-1234567", "heeft 10 cijfers; dit zijn er 9"),
        ("06-123456789", "heeft 10 cijfers; dit zijn er 11"),
        ("0612", "8 tot en met 15 cijfers; dit zijn er 4"),
        ("+1234567890123456", "8 tot en met 15"),
        ("+31 6 1234567", "Na +31 volgen 9 cijfers"),
        ("0031 6 123456789", "Na +31 volgen 9 cijfers"),
        ("06-12345678 (dochter)", "alleen een telefoonnummer"),
        ("bel de buren", "alleen een telefoonnummer"),
        ("06+12345678", "alleen een telefoonnummer"),
        ("+31+612345678", "alleen een telefoonnummer"),
    ],
)
def test_geen_telefoon(ruw: str, deel: str) -> None:
    assert deel in melding(een(VeldSoort.TEKST, controle="telefoon"), ruw)


@pytest.mark.parametrize("ruw", ["8011 AB", "8011AB", "8011  ab", " 8011aB "])
def test_postcode(ruw: str) -> None:
    assert lees(een(VeldSoort.TEKST, controle="postcode"), ruw) == "8011 AB"


@pytest.mark.parametrize("ruw", ["0811 AB", "8011 A", "8011", "8011 ABC", "AB 8011", "8011 SS", "8011 ÀB"])
def test_geen_postcode(ruw: str) -> None:
    assert "vier cijfers en twee letters" in melding(een(VeldSoort.TEKST, controle="postcode"), ruw)


@pytest.mark.parametrize(
    ("ruw", "waarde"),
    [
        ("12", 12),
        ("-3", -3),
        ("−3", -3),
        ("+3", 3),
        ("0", 0),
        ("007", 7),
        ("387.623", 387623),
        ("1 234 567", 1234567),
    ],
)
def test_getal(ruw: str, waarde: int) -> None:
    assert lees(een(VeldSoort.GETAL), ruw) == waarde


@pytest.mark.parametrize("ruw", ["1,5", "1.5", "twaalf", "1e3", "1.23.456", "--1", "½", "١٢", "12 uur"])
def test_geen_heel_getal(ruw: str) -> None:
    assert melding(een(VeldSoort.GETAL), ruw) == "Vul een heel getal in, bijvoorbeeld 12."


@pytest.mark.parametrize(
    ("ruw", "waarde"),
    [
        ("1,5", "1.5"),
        ("1.5", "1.5"),
        (",5", "0.5"),
        ("12", "12"),
        ("-0,25", "-0.25"),
        ("1.234,50", "1234.50"),
        ("1.234.567", "1234567"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234", "1234"),
    ],
)
def test_decimaal(ruw: str, waarde: str) -> None:
    gelezen = lees(een(VeldSoort.DECIMAAL), ruw)
    assert isinstance(gelezen, Decimal)
    assert gelezen == Decimal(waarde)


@pytest.mark.parametrize("ruw", ["1,5,5", "1e5", "NaN", "Infinity", "1,", "-", ".", "anderhalf", "1,234.5"])
def test_geen_decimaal(ruw: str) -> None:
    assert melding(een(VeldSoort.DECIMAAL), ruw) == "Vul een getal in, bijvoorbeeld 1,5."


def test_te_veel_decimalen() -> None:
    assert (
        melding(een(VeldSoort.DECIMAAL), "1,234") == "Ten hoogste 2 cijfers achter de komma; dit zijn er 3."
    )
    assert "2 cijfers" in melding(
        een(VeldSoort.DECIMAAL), "1.234"
    )  # 1234, or a little over 1? we do not guess
    assert "1 cijfer achter" in melding(een(VeldSoort.DECIMAAL, decimalen=1), "1,25")
    assert "heel getal" in melding(een(VeldSoort.DECIMAAL, decimalen=0), "1,5")


def test_min_nul_is_nul() -> None:
    assert str(lees(een(VeldSoort.DECIMAAL), "-0")) == "0"


@pytest.mark.parametrize("soort", [VeldSoort.GETAL, VeldSoort.DECIMAAL])
def test_grenzen(soort: VeldSoort) -> None:
    veld = een(soort, minimum=1, maximum=480)
    assert lees(veld, "1") == 1
    assert lees(veld, "480") == 480
    assert melding(veld, "0") == melding(veld, "481") == "Vul een getal in van 1 tot en met 480."
    assert melding(een(soort, minimum=1), "0") == "Dit moet 1 of meer zijn."
    assert melding(een(soort, maximum=480), "481") == "Dit mag ten hoogste 480 zijn."
    assert melding(veld, "9" * 5000) == "Dit getal heeft te veel cijfers."


def test_grens_met_komma() -> None:
    veld = een(VeldSoort.DECIMAAL, minimum=Decimal("0.5"), maximum=2.5)
    assert melding(veld, "0,4") == "Vul een getal in van 0,5 tot en met 2,5."


def test_datum() -> None:
    veld = een(VeldSoort.DATUM)
    assert lees(veld, "morgen") == date(2027, 3, 10)
    assert lees(veld, "1-10") == date(2026, 10, 1)
    assert melding(veld, "31 juni") == "31 juni bestaat niet: juni heeft 30 dagen."
    assert veld.toon(date(2027, 3, 9)) == "09-03-2027"


def test_datum_in_het_verleden() -> None:
    veld = een(VeldSoort.DATUM, verleden=True)
    assert lees(veld, "vandaag") == VANDAAG
    assert lees(veld, "10-3") == date(2026, 3, 10)
    assert lees(veld, "9-3-'66") == date(1966, 3, 9)
    assert melding(veld, "morgen") == melding(veld, "10-3-2027") == IN_DE_TOEKOMST
    assert IN_DE_TOEKOMST == "Deze datum ligt in de toekomst."


def test_moment() -> None:
    veld = een(VeldSoort.MOMENT)
    moment = lees(veld, "wo 14:00")
    assert moment == datetime(2027, 3, 10, 14, tzinfo=AMSTERDAM)
    assert veld.toon(moment) == "10-03-2027 14:00"
    assert melding(veld, "wo") == "Schrijf er ook de tijd bij, bijvoorbeeld 14:00."
    gebeurd = een(VeldSoort.MOMENT, verleden=True)
    assert lees(gebeurd, "wo 14:00") == datetime(2027, 3, 3, 14, tzinfo=AMSTERDAM)
    assert melding(gebeurd, "morgen 14:00") == IN_DE_TOEKOMST


@pytest.mark.parametrize(
    ("ruw", "waarde"),
    [("j", True), ("Ja", True), ("n", False), ("NEE", False), ("onbekend", None), ("?", None), ("", None)],
)
def test_ja_of_nee(ruw: str, waarde: bool | None) -> None:
    assert lees(een(VeldSoort.JANEE), ruw) is waarde


def test_misschien() -> None:
    assert melding(een(VeldSoort.JANEE), "misschien") == "Antwoord met ja, nee of onbekend."
    for ruw in ("misschien", "onbekend", "?"):  # who answers knows it
        assert melding(een(VeldSoort.JANEE, zeker=True), ruw) == "Antwoord met ja of nee."
    assert [lees(een(VeldSoort.JANEE, zeker=True), ruw) for ruw in ("j", "nee", "")] == [True, False, None]


@pytest.mark.parametrize(
    ("ruw", "code"),
    [
        ("poh-ggz", "poh-ggz"),
        ("POH-ggz, namens de huisarts", "poh-ggz"),
        ("HUIS", "huisarts"),
        ("soc", "sociaal-domein"),
        ("Sociaal Domein", "sociaal-domein"),
        ("coordinator", "coordinator"),
        ("COÖRD", "coordinator"),
        ("p", "poh-ggz"),
    ],
)
def test_keuze(ruw: str, code: str) -> None:
    assert lees(een(VeldSoort.KEUZE, keuzes=AANMELDER), ruw) == code


def test_geen_keuze() -> None:
    veld = een(VeldSoort.KEUZE, keuzes=AANMELDER)
    fout = melding(veld, "buurman")
    assert fout.startswith("Kies uit: ")
    assert all(keuze.label in fout for keuze in AANMELDER)
    assert "buurman" not in fout
    dubbel = melding(veld, "c")
    assert dubbel == "Dit past bij meer dan één keuze: coördinator, casusoverleg. Typ iets meer."
    assert "nog niets te kiezen" in melding(een(VeldSoort.KEUZE), "x")


def test_hele_naam_gaat_voor_een_begin() -> None:
    veld = een(VeldSoort.KEUZE, keuzes=(Keuze("ggz", "ggz"), Keuze("ggz-basis", "basis-ggz")))
    assert lees(veld, "GGZ") == "ggz"
    assert lees(veld, "ggz-") == "ggz-basis"


def test_label_dat_de_code_van_een_ander_is() -> None:
    veld = een(VeldSoort.KEUZE, keuzes=(Keuze("a", "b"), Keuze("b", "c")))
    assert [lees(veld, veld.toon(code)) for code in "ab"] == ["a", "b"]


@pytest.mark.parametrize(
    ("ruw", "codes"),
    [
        ("huisarts, soc", ("huisarts", "sociaal-domein")),
        ("huisarts|poh-ggz", ("huisarts", "poh-ggz")),
        ("POH-ggz, namens de huisarts", ("poh-ggz",)),
        ("POH-ggz, namens de huisarts | casus", ("poh-ggz", "casusoverleg")),
        ("huisarts | casus, soc", ("huisarts", "casusoverleg", "sociaal-domein")),
        ("huisarts, huisarts", ("huisarts",)),
        (" , huisarts,, ", ("huisarts",)),
        (",", None),
        ("", None),
    ],
)
def test_lijst(ruw: str, codes: tuple[str, ...] | None) -> None:
    assert lees(een(VeldSoort.LIJST, keuzes=AANMELDER), ruw) == codes


def test_lijst_met_een_onbekende() -> None:
    assert "Kies uit" in melding(een(VeldSoort.LIJST, keuzes=AANMELDER), "huisarts, buurman")


def test_lijst_in_korte_labels_die_samen_op_een_lang_label_lijken() -> None:
    keuzes = (Keuze("1", "ja"), Keuze("2", "nee"), Keuze("3", "ja, nee of iets anders"))
    veld = een(VeldSoort.LIJST, keuzes=keuzes)
    for codes in (("1", "2"), ("3",), ("3", "1"), ("1", "2", "3")):
        assert lees(veld, veld.toon(codes)) == codes


def test_vrije_lijst() -> None:
    veld = een(VeldSoort.LIJST)
    assert lees(veld, "lvb, verslavingszorg ,lvb") == ("lvb", "verslavingszorg")
    assert lees(veld, "een, twee | drie") == ("een, twee", "drie")
    assert "Te lang" in melding(veld, "x" * 201)


woorden = st.text(max_size=30)
labels = st.text(st.sampled_from("aAbé ,|-!"), max_size=6)
codes = st.text(st.sampled_from("ab-1"), min_size=1, max_size=4)


@given(woorden, st.sampled_from([VeldSoort.TEKST, VeldSoort.LANG]))
def test_tekst_heen_en_terug(ruw: str, soort: VeldSoort) -> None:
    assume(not vind_bsn(schoon(ruw, meerregelig=False)))
    veld = een(soort)
    waarde = lees(veld, ruw)
    assert lees(veld, veld.toon(waarde)) == waarde


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_getal_heen_en_terug(getal: int) -> None:
    veld = een(VeldSoort.GETAL)
    assert lees(veld, veld.toon(getal)) == getal


@given(st.decimals(-(10**12), 10**12, places=2), st.integers(0, 2))
def test_decimaal_heen_en_terug(getal: Decimal, decimalen: int) -> None:
    afgerond = round(getal, decimalen)
    veld = een(VeldSoort.DECIMAAL, decimalen=decimalen)
    assert lees(veld, veld.toon(afgerond)) == afgerond


@given(st.dates(date(1910, 1, 1), date(2036, 12, 31)))
def test_datum_heen_en_terug(dag: date) -> None:
    for verleden in (False, dag <= VANDAAG):
        veld = een(VeldSoort.DATUM, verleden=verleden)
        assert lees(veld, veld.toon(dag)) == dag


@pytest.mark.parametrize("waarde", [True, False, None])
def test_janee_heen_en_terug(waarde: bool | None) -> None:
    veld = een(VeldSoort.JANEE)
    assert lees(veld, veld.toon(waarde)) is waarde


@given(st.dictionaries(codes, labels, min_size=1, max_size=6), st.data())
def test_keuzes_heen_en_terug(paren: dict[str, str], data: st.DataObject) -> None:
    keuzes = tuple(Keuze(code, label) for code, label in paren.items())
    gekozen = tuple(data.draw(st.lists(st.sampled_from(list(paren)), unique=True, min_size=1)))
    veld = een(VeldSoort.KEUZE, keuzes=keuzes)
    assert lees(veld, veld.toon(gekozen[0])) == gekozen[0]
    lijst = een(VeldSoort.LIJST, keuzes=keuzes)
    assert lees(lijst, lijst.toon(gekozen)) == gekozen


@given(st.text(st.sampled_from("ab ,|"), max_size=20))
def test_vrije_lijst_heen_en_terug(ruw: str) -> None:
    veld = een(VeldSoort.LIJST)
    waarde = lees(veld, ruw)
    assert lees(veld, veld.toon(waarde)) == waarde


@given(
    st.text(st.characters(exclude_categories=())) | st.text(st.sampled_from("0123456789.,-+ |ja")),
    st.sampled_from(VeldSoort),
    st.sampled_from(["", "telefoon", "postcode"]),
    st.booleans(),
)
def test_valt_nooit_om(ruw: str, soort: VeldSoort, controle: str, verleden: bool) -> None:
    veld = een(soort, controle=controle, verleden=verleden, keuzes=AANMELDER if "a" in ruw else ())
    try:
        waarde = lees(veld, ruw)
    except VeldFout as fout:
        assert fout.melding.endswith((".", "?"))
    else:
        assert lees(veld, veld.toon(waarde)) == waarde


def test_toon_of_leeg() -> None:
    veld = een(VeldSoort.DATUM, leeg_label="nog niet gepland")
    assert veld.toon(None) == ""
    assert veld.toon_of_leeg(None) == "nog niet gepland"
    assert veld.toon_of_leeg(VANDAAG) == "09-03-2027"


def test_fout_is_een_gewone_valueerror_en_een_van_ons() -> None:
    assert issubclass(VeldFout, ValueError)
    assert issubclass(VeldFout, MgnFout)


FORMULIER = Formulier(
    "aanmelding",
    "Nieuwe aanmelding",
    (
        Veld("naam", "Naam", verplicht=True),
        Veld("duur", "Duur", VeldSoort.GETAL),
        Veld("tolk", "Tolk nodig?", VeldSoort.JANEE, verplicht=True),
        Veld("aanmelder", "Wie meldt aan?", VeldSoort.KEUZE),
    ),
)


def test_formulier_leest_alles_en_noemt_elke_fout() -> None:
    waarden, fouten = FORMULIER.lees({"naam": " \u200b ", "duur": "lang", "tolk": ""}, VANDAAG)
    assert waarden == {"aanmelder": None}
    assert fouten == {"naam": VUL_IN, "duur": "Vul een heel getal in, bijvoorbeeld 12.", "tolk": VUL_IN}
    assert VUL_IN == "Vul dit in."


def test_onbekend_is_ook_een_antwoord() -> None:
    waarden, fouten = FORMULIER.lees({"naam": "W. Jansen", "duur": "60", "tolk": "onbekend"}, VANDAAG)
    assert waarden == {"naam": "W. Jansen", "duur": 60, "tolk": None, "aanmelder": None}
    assert fouten == {}


def test_formulier_in_delen() -> None:
    waarden, fouten = FORMULIER.lees({"duur": "60"}, VANDAAG, deels=True)
    assert (waarden, fouten) == ({"duur": 60}, {})
    assert FORMULIER.lees({"naam": ""}, VANDAAG, deels=True) == ({}, {"naam": VUL_IN})


def test_niets_verdwijnt_in_stilte() -> None:
    fouten = FORMULIER.lees({"naam": "x", "tolk": "j", "kleur": "rood"}, VANDAAG)[1]
    assert fouten == {"kleur": "Dit veld bestaat niet in dit formulier."}


def test_keuzes_invullen_laat_het_formulier_zelf_staan() -> None:
    vol = FORMULIER.met_keuzes(aanmelder=iter(AANMELDER))
    assert vol.veld("aanmelder").keuzes == AANMELDER
    assert FORMULIER.veld("aanmelder").keuzes == ()
    assert vol.lees({"aanmelder": "huis"}, VANDAAG, deels=True) == ({"aanmelder": "huisarts"}, {})
    with pytest.raises(KeyError):
        FORMULIER.met_keuzes(kleur=AANMELDER)
    with pytest.raises(KeyError):
        FORMULIER.veld("kleur")
