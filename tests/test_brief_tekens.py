"""The letter with whatever text: signs, markup, length; and the letter as plain text."""

import re
import unicodedata
from dataclasses import fields, replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mgn_tui.documents.brief import als_tekst, blokken, maak_pdf, ontbrekende_tekens
from mgn_tui.documents.brief_pdf import zet
from mgn_tui.documents.opmaak import BREED, HOOG, LINKS, ONDER, RECHTS, Inkt, drukbaar
from mgn_tui.domain.brief import AfspraakRegel, Brief, BriefSoort, Contact, ThemaRegel
from mgn_tui.domain.fouten import Geweigerd
from tests.brief_hulp import BRIEF, THEMAS, kaal, lees, met_pypdf, met_web, plat

ZELF, STEUN = "Wat de inwoner zelf doet, met naasten", "Welke steun er komt"
# Signs


def test_opmaaktekens_staan_er_letterlijk() -> None:
    streken = "<b>vet</b> & [bold]x[/] &amp; <br/> </para> {0} %s \\n $x$"
    vol = replace(BRIEF, antwoord=streken, inwoner=streken, delen=(streken,), uw_vraag="<para>")
    assert lees(vol).count(streken) == 4  # answer, sharing, identification and foot
    assert als_tekst(vol).count(streken) == 3


def test_ontleed_geschreven_namen_worden_samengevoegd() -> None:
    los = unicodedata.normalize("NFD", "Çağla Şahin-Đặng Ελένη Wójcik")
    vol = replace(BRIEF, antwoord=los)
    assert ontbrekende_tekens(vol) == ""
    assert "Çağla Şahin-Đặng Ελένη Wójcik" in lees(vol)
    assert "Çağla Şahin-Đặng Ελένη Wójcik" in als_tekst(vol)


@pytest.mark.parametrize(
    ("tekst", "tekens"),
    [("محمد", "حدم"), ("שרה", "הרש"), ("李明", "明李"), ("goed 👍🏽", "🏽👍"), ("☐ ja", "☐")],
)
def test_teken_dat_het_lettertype_mist_wordt_genoemd_en_nooit_weggelaten(tekst: str, tekens: str) -> None:
    brief = replace(BRIEF, regie=f"Bel {tekst} maar.")
    assert ontbrekende_tekens(brief) == tekens
    with pytest.raises(Geweigerd) as fout:
        maak_pdf(brief)
    assert "onder 'Regie en contact': " + " ".join(tekens) in fout.value.melding
    assert "Latijnse letters" in fout.value.melding
    assert tekst in als_tekst(brief)


def test_ontbrekend_teken_in_de_naam_en_in_een_spinnenweb_wordt_ook_gezien() -> None:
    with pytest.raises(Geweigerd, match="onder 'Over': 李; onder '李': 李"):
        maak_pdf(replace(BRIEF, inwoner="A. 李", themas=(replace(THEMAS[0], naam="李"),)))


def test_veel_vreemde_tekens_geven_een_korte_melding() -> None:
    with pytest.raises(Geweigerd) as fout:
        maak_pdf(replace(BRIEF, antwoord="".join(map(chr, range(0x4E00, 0x4E80)))))
    assert "en nog 122" in fout.value.melding
    assert len(fout.value.melding) < 200


def test_tekens_zonder_inkt_houden_niets_tegen() -> None:
    brief = replace(
        BRIEF, antwoord="zachte\u00adafbreking, \u200bniets\ufeff, smalle\u202fspatie, vaste\u00a0spatie"
    )
    assert ontbrekende_tekens(brief) == ""
    assert "zachteafbreking, niets, smalle spatie, vaste" in lees(brief)


# Any text at all

DRUKBAAR = st.text(
    st.characters(codec="latin-1") | st.sampled_from("ŞğĐặłńΕλένηЖщ<&>[]{}…–’€ \n\t"), max_size=400
)
WILLEKEURIG = st.text(max_size=60)
LANG = st.builds(lambda tekst, keer: tekst * keer, DRUKBAAR, st.sampled_from([1, 1, 3, 40]))


@st.composite
def brieven(draw: st.DrawFn, tekst: st.SearchStrategy[str]) -> Brief:
    def rij(aantal: int) -> list[str]:
        return [draw(tekst) for _ in range(aantal)]

    waarden = {v.name: draw(tekst) for v in fields(Brief) if v.type is str}
    return replace(
        BRIEF,
        **waarden,
        soort=draw(st.sampled_from(BriefSoort)),
        vastgesteld=draw(st.booleans()),
        aan=tuple(rij(draw(st.integers(0, 4)))),
        delen=tuple(rij(draw(st.integers(0, 3)))),
        steun=tuple((draw(tekst), draw(tekst)) for _ in range(draw(st.integers(0, 2)))),
        uw_woorden=tuple((draw(tekst), draw(tekst)) for _ in range(draw(st.integers(0, 2)))),
        contacten=tuple(Contact(*rij(5)) for _ in range(draw(st.integers(0, 2)))),
        afspraken=tuple(AfspraakRegel(*rij(6)) for _ in range(draw(st.integers(0, 3)))),
        themas=tuple(
            ThemaRegel(*rij(5), draw(st.sampled_from([None, 0.0, 4.5, 10.0])))
            for _ in range(draw(st.integers(0, 2)))
        ),
        spinnenweb=draw(st.booleans()),
    )


@given(brieven(WILLEKEURIG))
@settings(max_examples=60)
def test_welke_tekst_ook_hij_wordt_gezet_of_met_reden_geweigerd(brief: Brief) -> None:
    tekst = als_tekst(brief)
    assert all(len(regel) <= 80 for regel in tekst.split("\n"))
    if ontbrekende_tekens(brief):
        with pytest.raises(Geweigerd):
            maak_pdf(brief)
    else:
        assert maak_pdf(brief).startswith(b"%PDF")


@given(brieven(LANG))
@settings(max_examples=60)
@example(replace(BRIEF, wat_vragen_wij="woord " * 9000, urgentie="dringend " * 2000))
@example(replace(BRIEF, afspraken=(AfspraakRegel(*["een lange rij " * 900] * 6),) * 2))
@example(replace(BRIEF, antwoord="W" * 20_000, team="t" * 3000, themas=(ThemaRegel(*["x" * 2000] * 5, 3.0),)))
def test_niets_valt_van_het_papier_of_over_iets_anders(brief: Brief) -> None:
    for pagina in zet(blokken(brief), 9.6).paginas:
        for stuk in pagina.tekst:
            assert stuk.x >= LINKS - 0.01
            assert stuk.x + stuk.letter.breedte(stuk.tekst) <= BREED - RECHTS + 0.5
            assert ONDER <= stuk.y <= HOOG - 0.7 * stuk.letter.corps
        regels = sorted(pagina.tekst, key=lambda stuk: -stuk.y)
        for nummer, boven in enumerate(regels):
            for onder in regels[nummer + 1 :]:
                if boven.y - onder.y >= 0.95 * onder.letter.corps:
                    break
                assert _einde(boven) <= onder.x + 0.5 or _einde(onder) <= boven.x + 0.5, (boven, onder)


def _einde(stuk: Inkt) -> float:
    return stuk.x + stuk.letter.breedte(stuk.tekst)


@given(DRUKBAAR)
@settings(max_examples=60)
def test_elk_teken_komt_op_papier(tekst: str) -> None:
    brief = replace(BRIEF, antwoord=tekst, wat_vragen_wij="", urgentie="", uw_vraag="Q", gevraagd="")
    if ontbrekende_tekens(brief):
        return
    papier, tekst = kaal("".join(met_pypdf(maak_pdf(brief)))), kaal(drukbaar(als_tekst(brief)))
    (gedrukt,) = re.findall("(?s)UwvraagQ(?:Antwoord)?(.*)AfsprakenWat", papier)
    (bedoeld,) = re.findall("(?s)UWVRAAGQ(?:ANTWOORD)?(.*)AFSPRAKENWat", tekst)
    assert gedrukt == bedoeld


def test_lange_brief_loopt_door_zonder_verlies() -> None:
    nummers = [f"w{nummer:04d}" for nummer in range(3000)]
    brief = replace(BRIEF, wat_vragen_wij=" ".join(nummers[:1500]), vangnet="\n".join(nummers[1500:1600]))
    brief = replace(brief, afspraken=(replace(BRIEF.afspraken[0], wat=" ".join(nummers[1600:])),))
    paginas = met_pypdf(maak_pdf(brief))
    gevonden = re.findall(r"w\d{4}", " ".join(paginas))
    assert sorted(gevonden) == nummers
    assert all(f"pagina {n} van {len(paginas)}" in plat(pagina) for n, pagina in enumerate(paginas, 1))


def test_naam_die_te_lang_is_voor_de_voet_wordt_daar_ingekort_en_staat_boven_heel() -> None:
    naam = " ".join(["Van-Wassenaer"] * 14)
    tekst = lees(replace(BRIEF, inwoner=naam))
    assert f"{naam}, geboren 4 mei 1966" in tekst
    assert re.search(r"Van-Wass[\w -]*… versie 1 · pagina 1 van 1$", tekst)


# Plain text


def test_tekst_om_te_plakken() -> None:
    assert als_tekst(met_web(3.0)) == GOUDEN_TEKST


GOUDEN_TEKST = """\
Verkennende gesprekken Zwolle-Zuid
9 maart 2027 · kenmerk 7K3M-9QXT · versie 1
Verwerkingsverantwoordelijke: Welzijn De Terp · privacy@deterp.example

AAN
Huisartsenpraktijk Parkweg
t.a.v. dr. M. Wójcik
Parkweg 12, 8014 AB Zwolle

OVER
mevrouw Ç. Şahin-Đặng, geboren 4 mei 1966
Kerkstraat 12, 8011 AB Zwolle
BSN (aan te vullen door de verzendende zorgaanbieder): ………………………

BETREFT
Verkennend gesprek op 9 maart 2027

UW VRAAG
Wat past bij de somberheid na het verlies van haar man?
Gesteld door dr. M. Wójcik op 23 februari 2027.

==============================================================================
WAT VRAGEN WIJ VAN U?
Niets. U hoeft hiervoor niets te doen.
==============================================================================

ANTWOORD
De somberheid past bij rouw. Een behandeling is nu niet nodig.

AFSPRAKEN
Wat de inwoner zelf doet, met naasten
- Çağla Şahin-Đặng, met haar dochter: houdt de tuin bij
  vanaf maart · afgesproken
- Çağla Şahin-Đặng: bezoekt de lotgenoten
  26 maart · in overweging
Welke steun er komt
- Ελένη Παπαδοπούλου: belt met wijkteam Zuid
  10 maart · gedaan
Op korte termijn: hulp bij de administratie
Wie helpt, en waar: wijkteam Zuid

URGENTIE EN VANGNET
Urgentie: gewoon
Vangnet: Wordt het erger, dan belt zij uw praktijk.
Tot die tijd: Tot de kennismaking bellen wij elke week.
Veiligheid: We hebben over veiligheid gesproken.

REGIE EN CONTACT
Regie: Tot de kennismaking bij ons, daarna bij wijkteam Zuid.
- Noor de Wit, psychiatrisch verpleegkundige, GGZ Vechtoever
  (038) 555 01 23, ma en di
- Ελένη Παπαδοπούλου, maatschappelijk werker, Welzijn De Terp
  06 5550 1234
Vervolg: Er volgt geen tweede verkennend gesprek.

DELEN
Er is geen bezwaar tegen delen met u.
Let op: nog geen akkoord van Noor de Wit.

==============================================================================
BIJLAGE: WAT WE PER THEMA BESPRAKEN
De cijfers gaf de inwoner zelf, van 0 tot 10. Ze hielpen bij het gesprek; het
is geen meting.
- Lichaamsfuncties: 5 van 10
- Mentaal welbevinden: geen cijfer
- Zingeving: 6,5 van 10
- Kwaliteit van leven: geen cijfer
- Meedoen: 3 van 10
- Dagelijks functioneren: geen cijfer

LICHAAMSFUNCTIES
Vertelt: Slaapt slecht.
Kracht: Wandelt.
Wens: Doorslapen.

ZINGEVING
Vertelt: Mist het samen doen.
Kracht: De tuin.

MEEDOEN
Lastig: Drempel.
"""
