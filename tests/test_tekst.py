"""Text is kept clean, sought folded, and shortened without breaking a sign."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgn_tui.domain.tekst import initialen, kort, roepnamen, schoon, vouw

alle_tekst = st.text(st.characters(exclude_categories=()), max_size=80)  # halves of a sign too


@pytest.mark.parametrize(
    ("ruw", "een_regel", "meer_regels"),
    [
        ("  Jan \t", "Jan", "  Jan"),
        ("een\r\ntwee\rdrie\u2028vier", "een twee drie vier", "een\ntwee\ndrie\nvier"),
        ("eind  \nof niet  \n\n", "eind   of niet", "eind\nof niet"),
        ("e\u0301e\u0301n", "één", "één"),
        ("a\x00b\x1b[31mc\x7f", "ab[31mc", "ab[31mc"),
        ("abc\u202edef\u2066g\u200fh\u061ci", "abcdefghi", "abcdefghi"),
        ("\ufeffx\u200by", "xy", "xy"),
        (
            "[bold]niet[/bold] 👩‍👧 שלום 🇳🇱",
            "[bold]niet[/bold] 👩‍👧 שלום 🇳🇱",
            "[bold]niet[/bold] 👩‍👧 שלום 🇳🇱",
        ),
        ("half\ud800", "half", "half"),
        ("a\tb", "a b", "a b"),
        (" \n ", "", ""),
    ],
)
def test_schoon(ruw: str, een_regel: str, meer_regels: str) -> None:
    assert schoon(ruw, meerregelig=False) == een_regel
    assert schoon(ruw, meerregelig=True) == meer_regels


@given(alle_tekst, st.booleans())
def test_schoon_is_schoon(ruw: str, meerregelig: bool) -> None:
    tekst = schoon(ruw, meerregelig)
    assert schoon(tekst, meerregelig) == tekst
    assert unicodedata.is_normalized("NFC", tekst)
    assert tekst == tekst.rstrip()
    tekst.encode()  # would fail on half a sign
    rest = tekst.replace("\n", "") if meerregelig else tekst
    assert not any(unicodedata.category(teken) == "Cc" for teken in rest)
    assert not set(rest) & set(
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u2028\u2029"
    )


@given(st.text(st.characters(categories=("L", "N", "P")), min_size=1))
def test_schoon_laat_letters_staan(woord: str) -> None:
    assert schoon(woord, meerregelig=False) == unicodedata.normalize("NFC", woord)


@pytest.mark.parametrize(
    ("tekst", "gevouwen"),
    [
        ("Çağla Şahin-Đặng", "cagla sahin-dang"),
        ("ŁÓDŹ", "lodz"),
        ("Straße STRAẞE", "strasse strasse"),
        ("ıİIi", "iiii"),
        ("Ærø Œuvre Þór", "aero oeuvre thor"),
        ("coördinator", "coordinator"),
        ("’t  Hart\n", "'t hart"),
        ("ﬁets ＡＢ", "fiets ab"),
    ],
)
def test_vouw(tekst: str, gevouwen: str) -> None:
    assert vouw(tekst) == gevouwen


@given(st.text())
def test_vouw_twee_keer_is_een_keer(tekst: str) -> None:
    assert vouw(vouw(tekst)) == vouw(tekst)


@given(st.text(st.characters(categories=("Lu", "Ll"), max_codepoint=0x24F)))
def test_vouw_ziet_geen_hoofdletters(tekst: str) -> None:
    # two signs fold to more letters in capitals (ŉ, ǰ): the folded text is what counts
    assert vouw(vouw(tekst).upper()) == vouw(tekst)


@pytest.mark.parametrize(
    ("voornaam", "achternaam", "verwacht"),
    [
        ("Willem", "Jansen", "W.J."),
        ("Çağla", "Şahin-Đặng", "Ç.Ş."),
        ("jan willem", "van der Berg", "J.B."),
        ("Anna", "van 't Hart", "A.H."),
        ("Anna", "in ’t Veld", "A.V."),
        ("Mo", "El-Amrani", "M.A."),
        ("Mo", "al Khatib", "M.K."),
        ("Sara", "De", "S.D."),
        ("De", "Vries", "D.V."),
        ("IJsbrand", "de Vries", "IJ.V."),
        ("W.", "", "W."),
        ("", "ten Have", "H."),
        ("", "", ""),
        ("-", "…", ""),
        ("e\u0301ric", "x\u0323\u0302", "É.X\u0323\u0302."),
    ],
)
def test_initialen(voornaam: str, achternaam: str, verwacht: str) -> None:
    assert initialen(voornaam, achternaam) == unicodedata.normalize("NFC", verwacht)


@given(alle_tekst, alle_tekst)
def test_initialen_verraden_geen_naam(voornaam: str, achternaam: str) -> None:
    letters = [letter for letter in initialen(voornaam, achternaam).split(".") if letter]
    assert len(letters) <= 2
    for letter in letters:
        zonder_accenten = [t for t in unicodedata.normalize("NFD", letter) if not unicodedata.combining(t)]
        assert len(zonder_accenten) <= 3  # a joined sign can have three capitals (ffi)


@pytest.mark.parametrize(
    ("tekst", "n", "verwacht"),
    [
        ("kort", 4, "kort"),
        ("een twee drie", 13, "een twee drie"),
        ("een twee drie", 12, "een twee…"),
        ("een twee drie", 9, "een twee…"),
        ("een twee drie", 8, "een…"),
        ("een, twee", 6, "een…"),
        ("een\n  twee", 20, "een twee"),
        ("onuitsprekelijk", 5, "onui…"),
        ("onuitsprekelijk", 1, "…"),
        ("onuitsprekelijk", 0, ""),
        ("", 0, ""),
        ("ab👩‍👧cd", 5, "ab…"),
        ("🇳🇱🇧🇪🇩🇪", 4, "🇳🇱…"),
        ("ab👍🏽cd", 4, "ab…"),
        ("abce\u0323\u0302f", 5, "abc…"),
    ],
)
def test_kort(tekst: str, n: int, verwacht: str) -> None:
    assert kort(tekst, n) == verwacht


@given(alle_tekst, st.integers(0, 90))
def test_kort_is_kort_en_een_begin(tekst: str, n: int) -> None:
    ingekort = kort(tekst, n)
    heel = " ".join(tekst.split())
    assert len(ingekort) <= n
    assert "\n" not in ingekort
    assert ingekort == heel or heel.startswith(ingekort.removesuffix("…"))
    assert (ingekort == heel) == (len(heel) <= n)


def test_roepnamen_zijn_zo_kort_als_het_team_ze_uit_elkaar_houdt() -> None:
    team = (
        "Karim el Amrani",
        "Karim Demir",
        "Noor Bakker",
        "drs. Bos",
        "A. de Wit",
        "Élif",
        "Elif Aydın",
        " ",
    )
    assert roepnamen(team) == {
        "Karim el Amrani": "Karim el Amrani",
        "Karim Demir": "Karim Demir",
        "Noor Bakker": "Noor",
        "drs. Bos": "drs. Bos",
        "A. de Wit": "A. de Wit",
        "Élif": "Élif",
        "Elif Aydın": "Elif Aydın",
    }
