"""What stands on a letter, block by block, in the order of the page and without layout.

The PDF, the plain text and the preview beside the form are all made of this one list, so they
cannot differ. Order of the letter to the huisarts: screens.md, "The letter".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import cast

from mgn_tui.domain.brief import AfspraakRegel, Brief, BriefSoort, Contact
from mgn_tui.domain.datums import MAANDEN
from mgn_tui.domain.referentie import toon_referentie
from mgn_tui.domain.tekst import schoon
from mgn_tui.domain.woorden import Thema

BSN_REGEL = "BSN (aan te vullen door de verzendende zorgaanbieder): ………………………"
CONCEPT_REGEL = "CONCEPT – nog niet vastgesteld, niet versturen"
WEB_UITLEG_INWONER = "De cijfers gaf u zelf, van 0 tot 10. Ze hielpen bij het gesprek; het is geen meting."
WEB_UITLEG = "De cijfers gaf de inwoner zelf, van 0 tot 10. Ze hielpen bij het gesprek; het is geen meting."


@dataclass(frozen=True, slots=True)
class Briefhoofd:
    """Top of the first page. `concept` is empty once the advice is fixed."""

    team: str
    verantwoordelijke: str
    regels: tuple[str, ...]  # date, reference, version
    concept: str = ""
    kopie: str = ""  # "Kopie voor eigen dossier"


@dataclass(frozen=True, slots=True)
class Kop:
    """Opens a section."""

    tekst: str


@dataclass(frozen=True, slots=True)
class Alinea:
    """Running text; `stil` is for what may be read last, `vet` for what may not be missed."""

    tekst: str = field(repr=False)
    stil: bool = False
    vet: bool = False


@dataclass(frozen=True, slots=True)
class Kader:
    """The one thing that must be seen. `dringend`, when not empty, is its first and loudest line."""

    kop: str
    tekst: str = field(repr=False)
    dringend: str = ""


@dataclass(frozen=True, slots=True)
class Regels:
    """Short texts, each with its own label (which may be empty)."""

    rijen: tuple[tuple[str, str], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Afspraken:
    """Agreements, grouped by the parts of the profile's advice; an empty heading is not printed."""

    groepen: tuple[tuple[str, tuple[AfspraakRegel, ...]], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Contacten:
    """Who to call."""

    mensen: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class Bijlage:
    """Starts the enclosure, on a page of its own."""

    titel: str


@dataclass(frozen=True, slots=True)
class Spinnenweb:
    """One axis per theme, 0-10 in halves; None leaves a gap. Never without its words."""

    assen: tuple[tuple[str, float | None], ...] = field(repr=False)
    uitleg: str


Blok = Briefhoofd | Kop | Alinea | Kader | Regels | Afspraken | Contacten | Bijlage | Spinnenweb


def blokken(brief: Brief) -> tuple[Blok, ...]:
    """The blocks of this letter. Empty texts and the headings above them are left out."""
    brief = cast(Brief, _schoon(brief))
    inhoud = {
        BriefSoort.HUISARTS: _aan_huisarts,
        BriefSoort.DOSSIER: _aan_huisarts,
        BriefSoort.INWONER: _aan_inwoner,
        BriefSoort.BERICHT: _bericht,
    }[brief.soort]
    return _zonder_lege((_hoofd(brief), *inhoud(brief)))


def voetregel(brief: Brief) -> tuple[str, str]:
    """Left and right of the foot of every page (the page number comes behind it)."""
    return cast(str, _schoon(_samen(brief.inwoner, _geboren(brief)))), versie_woorden(brief)


def versie_woorden(brief: Brief) -> str:
    """`versie 2` or `concept 2`."""
    return f"{'concept' if is_concept(brief) else 'versie'} {brief.versie}"


def is_concept(brief: Brief) -> bool:
    """True until the advice is fixed. A message without content needs no advice, so it is never one."""
    return not brief.vastgesteld and brief.soort is not BriefSoort.BERICHT


def is_dringend(brief: Brief) -> bool:
    """True unless the urgency is empty or opens with "gewoon": whatever we do not know is urgent."""
    eerste = brief.urgentie.split(maxsplit=1)
    return bool(eerste) and eerste[0].strip(".,;:").casefold() != "gewoon"


def cijfer_woorden(cijfer: float | None) -> str:
    """A score as it stands beside its theme: "6,5 van 10", or that there is none."""
    return "geen cijfer" if cijfer is None else f"{cijfer:g} van 10".replace(".", ",", 1)


def teksten(lijst: tuple[Blok, ...]) -> Iterator[tuple[str, str]]:
    """(heading, text) of everything that is printed, for who must check it."""
    kop = "Briefhoofd"
    for blok in lijst:
        match blok:
            case Kop(tekst=titel) | Bijlage(titel=titel) | Kader(kop=titel):
                kop = titel
        yield from ((kop, tekst) for tekst in _alle(blok))


def eerste_zin(tekst: str) -> tuple[str, str]:
    """The first sentence, or the first line if that is shorter; and the rest, line break and all."""
    eerste = re.match(r".+?[.!?](?=\s)|.+(?=\n)", tekst)
    return (eerste[0], tekst[eerste.end() :].lstrip(" ")) if eerste else (tekst, "")


def wie_wat(regel: AfspraakRegel) -> tuple[str, str]:
    """First line of an agreement: who, with whose help, and what."""
    return _samen(regel.wie, f"met {regel.met}" if regel.met else ""), regel.wat


def wanneer_stand(regel: AfspraakRegel) -> str:
    """Second line of an agreement: "vanaf maart · afgesproken"."""
    return " · ".join(t for t in (regel.wanneer, regel.staat) if t)


def bereikbaar(mens: Contact) -> tuple[tuple[str, str], tuple[str, str]]:
    """Two lines, each (loud, quiet): name with function and organisation; telephone with days."""
    return (mens.naam, _samen(mens.functie, mens.organisatie)), (mens.telefoon, mens.dagen)


def met_leesteken(label: str, teken: str) -> str:
    """The label with the sign that leads to its text, unless it ends in one of its own."""
    return label if label.endswith((":", "?", "!", ".", ",")) else label + teken


def _samen(*delen: str) -> str:
    return ", ".join(deel for deel in delen if deel)


def _alle(waarde: object) -> Iterator[str]:
    if isinstance(waarde, str):
        yield waarde
    elif isinstance(waarde, tuple):
        for deel in waarde:
            yield from _alle(deel)
    elif is_dataclass(waarde):
        for veld in fields(waarde):
            yield from _alle(getattr(waarde, veld.name))


def _schoon(waarde: object) -> object:
    """The value with every text clean and in NFC: a font has the letters composed."""
    if isinstance(waarde, BriefSoort):
        return waarde
    if isinstance(waarde, str):
        return schoon(waarde, meerregelig=True).strip()
    if isinstance(waarde, tuple):
        return tuple(_schoon(deel) for deel in waarde)
    if is_dataclass(waarde) and not isinstance(waarde, type):
        return replace(waarde, **{v.name: _schoon(getattr(waarde, v.name)) for v in fields(waarde)})
    return waarde


def _hoofd(brief: Brief) -> Briefhoofd:
    datum = f"{brief.datum.day} {MAANDEN[brief.datum.month - 1]} {brief.datum.year}"
    return Briefhoofd(
        team=brief.team,
        verantwoordelijke=brief.verantwoordelijke,
        regels=(datum, f"kenmerk {toon_referentie(brief.referentie)}", versie_woorden(brief)),
        concept=CONCEPT_REGEL if is_concept(brief) else "",
        kopie="Kopie voor het eigen dossier" if brief.soort is BriefSoort.DOSSIER else "",
    )


def _geboren(brief: Brief) -> str:
    return f"geboren {brief.geboortedatum}" if brief.geboortedatum else ""


def _adressering(brief: Brief) -> tuple[Blok, ...]:
    # The line for the BSN is open on what leaves by the ggz's secure road, never on a copy: the
    # partner from the sociaal domein may not hold the number (practice.md 2.4).
    naar_huisarts = brief.soort in (BriefSoort.HUISARTS, BriefSoort.BERICHT)
    return (
        Kop("Aan"),
        Alinea("\n".join(regel for regel in brief.aan if regel)),
        Kop("Over"),
        Alinea(voetregel(brief)[0], vet=True),
        Alinea(brief.adres),
        Alinea(BSN_REGEL if naar_huisarts else "", stil=True),
    )


def _aan_huisarts(brief: Brief) -> tuple[Blok, ...]:
    return (
        *_adressering(brief),
        Kop("Betreft"),
        Alinea(brief.betreft, vet=True),
        Kop("Uw vraag"),
        Alinea(brief.uw_vraag),
        Alinea(brief.gevraagd, stil=True),
        Kader(
            "Wat vragen wij van u?",
            brief.wat_vragen_wij,
            f"Dringend: {brief.urgentie[0].lower()}{brief.urgentie[1:]}" if is_dringend(brief) else "",
        ),
        Kop("Wat de inwoner zelf als volgende stap ziet"),
        Alinea(brief.conclusie),
        Kop("Antwoord"),
        Alinea(brief.antwoord),
        Kop("Afspraken"),
        _tabel(brief),
        Regels(brief.steun),
        Kop("Urgentie en vangnet"),
        Regels(
            (
                ("Urgentie", brief.urgentie),
                ("Vangnet", brief.vangnet),
                ("Tot die tijd", brief.overbrugging),
                ("Veiligheid", brief.veiligheid),
            )
        ),
        Kop("Regie en contact"),
        Regels((("Regie", brief.regie),)),
        Contacten(brief.contacten),
        Regels((("Vervolg", brief.vervolg),)),
        Kop("Delen"),
        *_delen(brief),
        *_bijlage(brief, ("Vertelt", "Kracht", "Lastig", "Wens"), WEB_UITLEG),
    )


def _aan_inwoner(brief: Brief) -> tuple[Blok, ...]:
    return (
        Kop("Voor"),
        Alinea(brief.inwoner, vet=True),
        Alinea(brief.adres),
        Kop("Wat u vertelde"),
        Regels(brief.uw_woorden),
        Kop("Ons antwoord"),
        Alinea(brief.antwoord),
        Kop("Afspraken"),
        _tabel(brief),
        Regels(brief.steun),
        Kop("Uw huisarts"),
        Regels(
            (
                ("Hoe snel", brief.urgentie if is_dringend(brief) else ""),
                ("Wij vragen uw huisarts", brief.wat_vragen_wij),
            )
        ),
        Kader("Gaat het slechter?", brief.vangnet),
        Kop("Hoe verder"),
        Regels((("", brief.overbrugging), ("", brief.regie), ("", brief.vervolg))),
        Kop("Wie u kunt bellen"),
        Contacten(brief.contacten),
        Kop("Wie dit leest"),
        *_delen(brief),
        *_bijlage(
            brief,
            ("Wat u vertelt", "Waar u kracht uit haalt", "Wat lastig is", "Wat u anders wilt"),
            WEB_UITLEG_INWONER,
        ),
    )


def _bericht(brief: Brief) -> tuple[Blok, ...]:
    """That the gesprek took place, and who to call. No field that could hold content is read here,
    whatever the value holds (practice.md 2.5); it is made only when the inwoner agrees.
    """
    return (
        *_adressering(brief),
        Kop("Betreft"),
        Alinea(brief.betreft, vet=True),
        Kop("Bericht"),
        Alinea("Het verkennend gesprek heeft plaatsgevonden. Dit bericht bevat met opzet geen inhoud."),
        Alinea("De inwoner vindt goed dat u dit bericht krijgt."),
        Kop("Contact"),
        Alinea("Heeft u een vraag? Bel een van ons:"),
        Contacten(brief.contacten),
    )


def _delen(brief: Brief) -> tuple[Alinea, ...]:
    """What is still missing (not discussed, no agreement) stands out among what is settled."""
    return tuple(Alinea(zin, vet=zin.startswith("Let op")) for zin in brief.delen)


def _tabel(brief: Brief) -> Afspraken:
    """Groups in order of first appearance, whatever the order of the rows."""
    groepen: dict[str, list[AfspraakRegel]] = {}
    for regel in brief.afspraken:
        groepen.setdefault(regel.deel, []).append(regel)
    return Afspraken(tuple((deel, tuple(regels)) for deel, regels in groepen.items()))


def _bijlage(brief: Brief, labels: tuple[str, str, str, str], uitleg: str) -> tuple[Blok, ...]:
    """Themes and spinnenweb, so far as they are in the value; a score only if the web is shared."""
    lijst: list[Blok] = []
    if brief.spinnenweb and any(t.cijfer is not None for t in brief.themas):
        cijfers = dict.fromkeys(thema.label for thema in Thema) | {t.naam: t.cijfer for t in brief.themas}
        lijst.append(Spinnenweb(tuple(cijfers.items()), uitleg))
    for thema in brief.themas:
        woorden = (thema.vertelt, thema.kracht, thema.lastig, thema.wens)
        if any(woorden):
            lijst += (Kop(thema.naam), Regels(tuple(zip(labels, woorden, strict=True))))
    return (Bijlage("Bijlage: wat we per thema bespraken"), *lijst) if lijst else ()


def _zonder_lege(lijst: tuple[Blok, ...]) -> tuple[Blok, ...]:
    gevuld: list[Blok] = []
    for blok in lijst:
        match blok:
            case Alinea(tekst="") | Contacten(mensen=()) | Afspraken(groepen=()):
                continue
            case Kader(tekst="", dringend=""):
                continue
            case Regels(rijen=rijen):
                rijen = tuple((label, tekst) for label, tekst in rijen if tekst)
                if rijen:
                    gevuld.append(Regels(rijen))
                continue
            case Kop() | Kader() | Bijlage() if gevuld and isinstance(gevuld[-1], Kop):
                gevuld.pop()  # a heading with nothing under it
        gevuld.append(blok)
    if isinstance(gevuld[-1], Kop):
        gevuld.pop()
    return tuple(gevuld)
