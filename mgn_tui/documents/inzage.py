"""The inzage on paper and as plain text: the same words in the same order."""

from pathlib import Path
from typing import TYPE_CHECKING

from mgn_tui.documents import blokken as b
from mgn_tui.documents.beveiligen import beveilig
from mgn_tui.documents.schrijven import schrijf_nieuw
from mgn_tui.domain.datums import toon_datum
from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.klok import dag_van
from mgn_tui.domain.referentie import toon_referentie
from mgn_tui.domain.woorden import ExportSoort
from mgn_tui.register import exportmap
from mgn_tui.register import inzage as register

if TYPE_CHECKING:
    from mgn_tui.register.inzage import Inzage
    from mgn_tui.register.sessie import Sessie

EERSTE = "Bijzondere persoonsgegevens. Voor de inwoner zelf; niet per gewone e-mail."
UITLEG = (
    "Dit is alles wat in deze werkregistratie over u staat. Klopt er iets niet, of wilt u er iets aan toevoegen of "
    "het laten vernietigen? Zeg het de mensen met wie u sprak."
)


def lijst(i: "Inzage") -> tuple[b.Blok, ...]:
    """What stands on it, block by block."""
    regels = (f"Gemaakt op {toon_datum(dag_van(i.gemaakt_op))}", f"Referentie {toon_referentie(i.ref)}")
    uit: list[b.Blok] = [
        b.Briefhoofd(i.team, i.verantwoordelijke, regels),
        b.Alinea(EERSTE, vet=True),
        b.Alinea(UITLEG),
    ]
    for deel in i.delen:
        uit += [b.Kop(deel.titel), b.Regels(deel.regels)]
    uit += [
        b.Kop("Wie uw gegevens mag lezen"),
        b.Regels(tuple(("", wie) for wie in i.lezers) or (("", "niemand"),)),
    ]
    uit += [b.Kop("Wie ze las of gebruikte"), b.Regels(i.logboek)]
    return tuple(uit)


def maak_pdf(i: "Inzage") -> bytes:
    """A4, fonts embedded. Raises `Geweigerd` for signs the font lacks: give the plain text then."""
    from mgn_tui.documents.brief_pdf import maak
    from mgn_tui.documents.opmaak import Rand, ontbrekend

    blokken = lijst(i)
    if ontbrekend("".join(tekst for _, tekst in b.teksten(blokken))):
        raise Geweigerd("Niet alle tekens kunnen op papier. Maak de inzage als platte tekst, met --tekst.")
    return maak(blokken, Rand(EERSTE, "inzage"), "Inzage", i.team, (9.6,))


def als_tekst(i: "Inzage") -> str:
    """Plain text, UTF-8."""
    regels = [EERSTE, "", f"{i.team}. {i.verantwoordelijke}".strip(), *_kop(i), "", UITLEG]
    for deel in i.delen:
        regels += [
            "",
            deel.titel,
            *(f"  {wat}: {tekst}".replace("\n", "\n    ") for wat, tekst in deel.regels),
        ]
    regels += ["", "Wie uw gegevens mag lezen", *(f"  {wie}" for wie in i.lezers)]
    regels += ["", "Wie ze las of gebruikte", *(f"  {wanneer} {wat}" for wanneer, wat in i.logboek)]
    return "\n".join(regels) + "\n"


def _kop(i: "Inzage") -> tuple[str, str]:
    return f"Gemaakt op {toon_datum(dag_van(i.gemaakt_op))}", f"Referentie {toon_referentie(i.ref)}"


def geef_uit(
    sessie: "Sessie", ref: str, *, platte_tekst: bool = False, wachtwoord: str | None = None
) -> Path:
    """Make it and write it in exports/, never over another file. Raises `Geweigerd`, `GeenToegang`, `NietGevonden`,
    `SchijfFout`; nothing is left behind then."""
    gemaakt = register.maak(sessie, ref)
    if platte_tekst:
        inhoud, achtervoegsel = als_tekst(gemaakt).encode(), ".txt"
    else:
        inhoud, achtervoegsel = beveilig(maak_pdf(gemaakt), ".pdf", wachtwoord), ".pdf"
    pad = schrijf_nieuw(sessie.werkmap.exports, bestandsnaam(gemaakt), inhoud, achtervoegsel)
    try:
        exportmap.noteer(sessie, pad, ExportSoort.INZAGE, gemaakt.inwoner)
    except BaseException:
        pad.unlink(missing_ok=True)
        raise
    return pad


def bestandsnaam(i: "Inzage") -> str:
    """Never a person's name."""
    return f"inzage-{i.ref.lower()}"
