"""A letter with invented people, and how the tests read it back."""

from dataclasses import replace
from datetime import date
from io import BytesIO

from pypdf import PdfReader

from mgn_tui.documents.brief import maak_pdf
from mgn_tui.domain.brief import AfspraakRegel, Brief, BriefSoort, Contact, ThemaRegel

ZELF, STEUN = "Wat de inwoner zelf doet, met naasten", "Welke steun er komt"
BRIEF = Brief(
    soort=BriefSoort.HUISARTS,
    referentie="7K3M9QXT",
    versie=1,
    vastgesteld=True,
    datum=date(2027, 3, 9),
    team="Verkennende gesprekken Zwolle-Zuid",
    verantwoordelijke="Verwerkingsverantwoordelijke: Welzijn De Terp · privacy@deterp.example",
    aan=("Huisartsenpraktijk Parkweg", "t.a.v. dr. M. Wójcik", "Parkweg 12, 8014 AB Zwolle"),
    betreft="Verkennend gesprek op 9 maart 2027",
    inwoner="mevrouw Ç. Şahin-Đặng",
    geboortedatum="4 mei 1966",
    adres="Kerkstraat 12, 8011 AB Zwolle",
    uw_vraag="Wat past bij de somberheid na het verlies van haar man?",
    gevraagd="Gesteld door dr. M. Wójcik op 23 februari 2027.",
    wat_vragen_wij="Niets. U hoeft hiervoor niets te doen.",
    antwoord="De somberheid past bij rouw. Een behandeling is nu niet nodig.",
    afspraken=(
        AfspraakRegel(
            ZELF, "houdt de tuin bij", "Çağla Şahin-Đặng", "haar dochter", "vanaf maart", "afgesproken"
        ),
        AfspraakRegel(STEUN, "belt met wijkteam Zuid", "Ελένη Παπαδοπούλου", "", "10 maart", "gedaan"),
        AfspraakRegel(ZELF, "bezoekt de lotgenoten", "Çağla Şahin-Đặng", "", "26 maart", "in overweging"),
    ),
    steun=(("Op korte termijn", "hulp bij de administratie"), ("Wie helpt, en waar", "wijkteam Zuid")),
    urgentie="gewoon",
    vangnet="Wordt het erger, dan belt zij uw praktijk.",
    overbrugging="Tot de kennismaking bellen wij elke week.",
    veiligheid="We hebben over veiligheid gesproken.",
    regie="Tot de kennismaking bij ons, daarna bij wijkteam Zuid.",
    contacten=(
        Contact(
            "Noor de Wit", "psychiatrisch verpleegkundige", "GGZ Vechtoever", "(038) 555 01 23", "ma en di"
        ),
        Contact("Ελένη Παπαδοπούλου", "maatschappelijk werker", "Welzijn De Terp", "06 5550 1234", ""),
    ),
    vervolg="Er volgt geen tweede verkennend gesprek.",
    delen=("Er is geen bezwaar tegen delen met u.", "Let op: nog geen akkoord van Noor de Wit."),
)
WOORDEN = (("Wat u meeneemt", "Weer eens iemand spreken."), ("Wat u wilt", "Een vaste dag."))
INWONER = replace(BRIEF, soort=BriefSoort.INWONER, uw_woorden=WOORDEN)
THEMAS = (
    ThemaRegel("Lichaamsfuncties", "Slaapt slecht.", "Wandelt.", "", "Doorslapen.", 5.0),
    ThemaRegel("Zingeving", "Mist het samen doen.", "De tuin.", "", "", 6.5),
    ThemaRegel("Meedoen", "", "", "Drempel.", "", None),
)


def met_pypdf(pdf: bytes) -> list[str]:
    return [pagina.extract_text() for pagina in PdfReader(BytesIO(pdf)).pages]


def plat(tekst: str) -> str:
    return " ".join(tekst.split())


def kaal(tekst: str) -> str:
    return "".join(tekst.split())


def lees(brief: Brief) -> str:
    return plat(" ".join(met_pypdf(maak_pdf(brief))))


def in_volgorde(tekst: str, stukken: list[str]) -> None:
    vanaf = 0
    for stuk in stukken:
        plek = tekst.find(stuk, vanaf)
        assert plek >= 0, f"{stuk!r} staat niet (hier) in {tekst[vanaf : vanaf + 200]!r}"
        vanaf = plek + len(stuk)


def met_web(cijfer: float | None) -> Brief:
    themas = (*THEMAS[:2], replace(THEMAS[2], cijfer=cijfer))
    return replace(BRIEF, themas=themas, spinnenweb=True)
