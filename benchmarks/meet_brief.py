"""One letter, warm: ours beside a bare reportlab canvas that prints the same words in the same embedded fonts."""

from datetime import date
from io import BytesIO
from typing import Any

from benchmarks.meten import Meting, Proefplek, Uitkomst, duur, om_en_om
from mgn_tui.domain.brief import AfspraakRegel, Brief, BriefSoort, Contact, ThemaRegel

_LANG = (
    "De somberheid past bij rouw na het verlies van haar man. Een behandeling is nu niet nodig; wel mist zij "
    "iemand om mee te praten en een reden om de deur uit te gaan. "
)


def _brief(met_bijlage: bool) -> Brief:
    zelf, steun = "Wat de inwoner zelf doet, met naasten", "Welke steun er komt"
    themas = ("Lichaamsfuncties", "Mentaal welbevinden", "Zingeving", "Kwaliteit van leven", "Meedoen")
    return Brief(
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
        antwoord=_LANG,
        afspraken=(
            AfspraakRegel(
                zelf, "houdt de tuin bij", "Çağla Şahin-Đặng", "dochter", "vanaf maart", "afgesproken"
            ),
            AfspraakRegel(steun, "belt met wijkteam Zuid", "Ελένη Παππά", "", "10 maart", "gedaan"),
            AfspraakRegel(
                zelf, "gaat naar de lotgenoten", "Çağla Şahin-Đặng", "", "26 maart", "in overweging"
            ),
        ),
        steun=(("Op korte termijn", "hulp bij de administratie"), ("Wie helpt, en waar", "wijkteam Zuid")),
        urgentie="gewoon",
        vangnet="Wordt het erger, dan belt zij uw praktijk.",
        overbrugging="Tot de kennismaking bellen wij elke week.",
        veiligheid="We hebben over veiligheid gesproken.",
        regie="Tot de kennismaking bij ons, daarna bij wijkteam Zuid.",
        contacten=(
            Contact(
                "Noor de Wit", "psychiatrisch verpleegkundige", "GGZ Vechtoever", "(038) 555 01 23", "ma"
            ),
            Contact("Ελένη Παππά", "maatschappelijk werker", "Welzijn De Terp", "06 5550 1234", ""),
        ),
        vervolg="Er volgt geen tweede verkennend gesprek.",
        delen=("Er is geen bezwaar tegen delen met u.",),
        themas=tuple(
            ThemaRegel(t, _LANG, "De tuin.", "De avonden.", "Weer eens iemand spreken.", 5.5) for t in themas
        )
        if met_bijlage
        else (),
        spinnenweb=met_bijlage,
    )


def kaal(alineas: list[tuple[bool, str]]) -> bytes:
    """The same paragraphs, down A4 pages: lines broken by reportlab, headings (True) in bold."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.utils import simpleSplit
    from reportlab.pdfgen.canvas import Canvas

    regels = [
        (letter, regel)
        for kop, tekst in alineas
        for letter in ["NotoSans-Bold" if kop else "NotoSans"]
        for regel in simpleSplit(tekst, letter, 9.6, 480)
    ]
    uit = BytesIO()
    keuzes: dict[str, Any] = {"initialFontName": "NotoSans", "invariant": 1, "pageCompression": 1}
    vel = Canvas(uit, A4, **keuzes)
    for begin in range(0, len(regels), 56):
        tekst = vel.beginText(57, 790)
        for letter, regel in regels[begin : begin + 56]:
            tekst.setFont(letter, 9.6, 13.4)
            tekst.textLine(regel)
        vel.drawText(tekst)
        vel.showPage()
    vel.save()
    return uit.getvalue()


def _meet(met_bijlage: bool, n: int) -> Uitkomst:
    from mgn_tui.documents.blokken import blokken, teksten
    from mgn_tui.documents.brief import maak_pdf

    brief = _brief(met_bijlage)
    maak_pdf(brief)  # registers the fonts, for the bare canvas too
    alineas = [(tekst == kop, tekst) for kop, tekst in teksten(blokken(brief)) if tekst]
    tijden = om_en_om(n, {"wij": duur(lambda: maak_pdf(brief)), "basis": duur(lambda: kaal(alineas))}, warm=3)
    return Uitkomst(tijden["wij"], tijden["basis"])


def _meet_brief(plek: Proefplek, n: int) -> Uitkomst:
    return _meet(False, n)


def _meet_bijlage(plek: Proefplek, n: int) -> Uitkomst:
    return _meet(True, n)


_BRON = "design.md, Promises: one letter, warm; engineering.md 29"
METINGEN = (
    Meting("brief", "Eén brief, warm", 1.5, _BRON, 101, _meet_brief),
    Meting("brief-bijlage", "Eén brief met bijlage en spinnenweb, warm", 1.5, _BRON, 101, _meet_bijlage),
)
