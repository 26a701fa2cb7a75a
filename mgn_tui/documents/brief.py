"""The letter on paper and as text, from the plain value `domain.brief.Brief`.

Both come from the blocks of `documents.blokken`; reportlab is imported only when a PDF is made.
"""

import re
from textwrap import wrap

from mgn_tui.documents.blokken import (
    Afspraken,
    Alinea,
    Bijlage,
    Blok,
    Briefhoofd,
    Contacten,
    Kader,
    Kop,
    Regels,
    Spinnenweb,
    bereikbaar,
    blokken,
    cijfer_woorden,
    met_leesteken,
    teksten,
    versie_woorden,
    voetregel,
    wanneer_stand,
    wie_wat,
)
from mgn_tui.domain.brief import Brief, BriefSoort
from mgn_tui.domain.fouten import Geweigerd

__all__ = ["als_tekst", "bestandsnaam", "blokken", "maak_pdf", "ontbrekende_tekens"]

BREEDTE = 78
_CORPSEN = {BriefSoort.INWONER: (11.5, 10.8, 10.2)}
_CORPS_GEWOON = (9.6, 9.2, 8.8)


def maak_pdf(brief: Brief) -> bytes:
    """The letter as PDF, A4, fonts embedded; the same letter always gives the same bytes.

    Raises Geweigerd when a text holds a sign that the font lacks, naming the sign and the heading.
    """
    from mgn_tui.documents.brief_pdf import maak
    from mgn_tui.documents.opmaak import Rand

    lijst = blokken(brief)
    _controleer_tekens(lijst)
    hoofd = next(blok for blok in lijst if isinstance(blok, Briefhoofd))
    titel = "Bericht" if brief.soort is BriefSoort.BERICHT else "Advies"
    return maak(
        lijst,
        Rand(*voetregel(brief), hoofd.concept),
        titel=f"{titel} verkennend gesprek",
        auteur=hoofd.team,
        corpsen=_CORPSEN.get(brief.soort, _CORPS_GEWOON),
    )


def paginas(brief: Brief) -> tuple[int, int]:
    """How many pages the letter takes on paper, and its enclosure: as `maak_pdf` would set it."""
    from mgn_tui.documents.brief_pdf import zettingen

    corpsen = _CORPSEN.get(brief.soort, _CORPS_GEWOON)
    eerst, bijlage = zettingen(blokken(brief), corpsen)
    return len(eerst), len(bijlage)


def ontbrekende_tekens(brief: Brief) -> str:
    """The signs in this letter that cannot be printed, each once, by code point; "" when all can."""
    from mgn_tui.documents.opmaak import ontbrekend

    return "".join(sorted(ontbrekend("".join(tekst for _, tekst in teksten(blokken(brief))))))


def bestandsnaam(brief: Brief) -> str:
    """Name of the file without extension: reference, soort and version, never a person's name."""
    referentie = re.sub("[^a-z0-9]", "", brief.referentie.lower())
    return f"gesprek-{referentie}-{brief.soort}-{versie_woorden(brief).replace(' ', '-')}"


def als_tekst(brief: Brief) -> str:
    """The letter as plain text for pasting: the same words in the same order, lines of at most 78."""
    stukken = [_tekst(blok) for blok in blokken(brief)]
    return re.sub("\n{3,}", "\n\n", "\n".join(stukken)).strip() + "\n"


def _controleer_tekens(lijst: tuple[Blok, ...]) -> None:
    from mgn_tui.documents.opmaak import ontbrekend

    per_kop: dict[str, set[str]] = {}
    for kop, tekst in teksten(lijst):
        if ontbreekt := ontbrekend(tekst):
            per_kop.setdefault(kop, set()).update(ontbreekt)
    if per_kop:
        waar = "; ".join(f"onder '{kop}': {_noem(tekens)}" for kop, tekens in per_kop.items())
        raise Geweigerd(
            f"Dit kan niet op papier: {waar}. Schrijf het in Latijnse letters, zoals in het paspoort."
        )


def _noem(tekens: set[str]) -> str:
    """A few of the signs; in order of code point, so that no name can be read in it."""
    lijst = sorted(tekens)
    genoemd = " ".join(teken if teken.isprintable() else f"U+{ord(teken):04X}" for teken in lijst[:6])
    return genoemd + (f" en nog {len(lijst) - 6}" if len(lijst) > 6 else "")


def _tekst(blok: Blok) -> str:
    match blok:
        case Briefhoofd():
            kop = (blok.concept, blok.kopie, blok.team, " · ".join(blok.regels), blok.verantwoordelijke)
            return "\n".join(_regels(regel) for regel in kop if regel)
        case Kop(tekst=tekst):
            return f"\n{_regels(tekst.upper())}"
        case Bijlage(titel=titel):
            return f"\n{'=' * BREEDTE}\n{_regels(titel.upper())}"
        case Alinea(tekst=tekst):
            return _regels(tekst)
        case Kader(kop=kop, tekst=tekst, dringend=dringend):
            streep = "=" * BREEDTE
            binnen = "\n".join(_regels(t) for t in (dringend.upper(), kop.upper(), tekst) if t)
            return f"\n{streep}\n{binnen}\n{streep}"
        case Regels(rijen=rijen):
            return "\n".join(_regels(_gelabeld(label, tekst, ":")) for label, tekst in rijen)
        case Afspraken(groepen=groepen):
            uit: list[str] = []
            for deel, afspraken in groepen:
                uit += [_regels(deel)] if deel else []
                for regel in afspraken:
                    uit.append(_regels(f"{_gelabeld(*wie_wat(regel), ':')}\n{wanneer_stand(regel)}", "- "))
            return "\n".join(uit)
        case Contacten(mensen=mensen):
            regels = ("\n".join(_gelabeld(*deel, ",") for deel in bereikbaar(mens)) for mens in mensen)
            return "\n".join(_regels(regel, "- ") for regel in regels)
        case Spinnenweb(assen=assen, uitleg=uitleg):
            cijfers = (f"{naam}: {cijfer_woorden(cijfer)}" for naam, cijfer in assen)
            return "\n".join((_regels(uitleg), *(_regels(cijfer, "- ") for cijfer in cijfers)))


def _gelabeld(label: str, tekst: str, teken: str) -> str:
    return f"{met_leesteken(label, teken)} {tekst}" if label and tekst else label or tekst


def _regels(tekst: str, begin: str = "") -> str:
    """Wrapped at 78 columns, the writer's own line breaks kept."""
    uit: list[str] = []
    for index, regel in enumerate(tekst.strip().split("\n")):
        voor = begin if index == 0 else " " * len(begin)
        uit += wrap(regel, BREEDTE, initial_indent=voor, subsequent_indent=" " * len(begin)) or [""]
    return "\n".join(uit)
