"""Rules that the parts of a region profile must obey together. Messages are Dutch, one per key."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from mgn_tui.domain.profiel import Profiel
from mgn_tui.domain.profiel_bron import Bronregel, MetBron
from mgn_tui.domain.profiel_doelen import Doel, Groep, IJkmoment
from mgn_tui.domain.woorden import Aanmelder, DeelnemerRol, Domein, GesprekSoort, Thema, Urgentie, Vorm, Woord

CATEGORIEEN = (
    "zelf",
    "eigen-netwerk",
    "zelfhulp-digitaal",
    "sociale-basis",
    "steunpunt",
    "sociaal-domein",
    "wmo",
    "maatschappelijke-ggz",
    "ervaringsdeskundige",
    "huisarts",
    "poh-ggz",
    "paramedie",
    "ggz-basis",
    "ggz-specialistisch",
    "verslavingszorg",
    "overlegtafel",
    "geen",
)
"""The codes of the monitoringsformat, part 1, in its order; a profile may add to them."""

TERMEN = (
    "verkennend_gesprek",
    "gespreksvoerder",
    "gespreksvoerders",
    "ervaringsdeskundige",
    "coordinator",
    "advies",
    "hoofdadvies",
    "casusoverleg",
    "consultatie",
    "steunpunt",
    "wegwijzer",
    "pilot",
    "sprint",
    "doel",
    "waardering",
    "kassier",
    "stuurgroep",
)
"""The words a profile gives for what every region has but names in its own way."""

OVERTYPVRAGEN = (
    "aanmelddatum",
    "gespreksdatum",
    "aantal-gesprekken",
    "duur",
    "leeftijd",
    "professionals",
    "naaste",
    "themas",
    "domeinen",
    "ervaring",
    "proces",
    "samenwerking",
)
"""What a form of others may ask about a gesprek: the answers the program can give for it."""

DOMEINEN = (*Domein, DeelnemerRol.ERVARINGSDESKUNDIGE)
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_KORT_MAX = 11
_AFRONDING = 1  # euro


def met_groepen(profiel: Profiel, regels: tuple[Bronregel, ...]) -> Profiel:
    """The profile with each category's group filled in, and the group *overig* for what is in none."""
    groep_van = {code: groep.code for groep in profiel.groepen for code in groep.codes}
    rest = tuple(cat.code for cat in profiel.categorieen if cat.code not in groep_van)
    reden = "wat in geen andere groep valt (monitoringsformat)"
    overig = Groep("overig", "overig", rest, aard="keuze", reden=reden)
    return replace(
        profiel,
        categorieen=tuple(
            replace(cat, groep=groep_van.get(cat.code, "overig")) for cat in profiel.categorieen
        ),
        groepen=(*profiel.groepen, overig),
        bronregels=(
            *regels,
            Bronregel("groepen.overig", ", ".join(rest), overig.brontekst, overig.aard),
        ),
    )


def controleer(profiel: Profiel) -> dict[str, str]:
    """Faults per key; empty when the profile is sound."""
    fouten: dict[str, str] = {}
    codefout = "een code bestaat uit kleine letters, cijfers en streepjes."
    if not _CODE.fullmatch(profiel.id):
        fouten["regio.id"] = codefout
    for naam, waarde in _lijsten(profiel):
        for item in waarde:
            code = getattr(item, "code", None)
            if code is not None and not _CODE.fullmatch(code):
                fouten[f"{naam}.{code}"] = codefout
            elif not getattr(item, "label", "x").strip():
                fouten[f"{naam}.{code}.label"] = "mag niet leeg zijn."
    _termen(profiel, fouten)
    _indeling(profiel, fouten)
    _werk(profiel, fouten)
    for doel in profiel.doelen:
        _doel(profiel, doel, fouten)
    return fouten


def _lijsten(profiel: Profiel) -> Iterable[tuple[str, tuple[Any, ...]]]:
    for veld in fields(profiel):
        waarde = getattr(profiel, veld.name)
        if isinstance(waarde, tuple) and waarde and isinstance(waarde[0], MetBron):
            yield veld.name, waarde


def _buiten(codes: Iterable[str], bekend: Iterable[str]) -> str:
    """A fault when a code is none of the known ones; else empty."""
    toegestaan = [str(code) for code in bekend]
    fout = [str(code) for code in codes if code not in toegestaan]
    return f"'{fout[0]}' hoort hier niet. Kies uit: {', '.join(toegestaan)}." if fout else ""


def _woorden(pad: str, codes: Iterable[str], soort: type[Woord], fouten: dict[str, str]) -> None:
    if melding := _buiten(codes, soort):
        fouten[pad] = melding


def _termen(profiel: Profiel, fouten: dict[str, str]) -> None:
    for sleutel in TERMEN:
        if not profiel.termen.get(sleutel, "").strip():
            fouten[f"termen.{sleutel}"] = "ontbreekt."
    for sleutel in profiel.termen.keys() - set(TERMEN):
        fouten[f"termen.{sleutel}"] = f"deze sleutel bestaat niet. Kies uit: {', '.join(TERMEN)}."


def _indeling(profiel: Profiel, fouten: dict[str, str]) -> None:
    codes = [cat.code for cat in profiel.categorieen]
    for code in CATEGORIEEN:
        if code not in codes:
            fouten[f"categorieen.{code}"] = "ontbreekt; deze code hoort bij het monitoringsformat."
    for cat in profiel.categorieen:
        if len(cat.kort) > _KORT_MAX:
            fouten[f"categorieen.{cat.code}.kort"] = f"mag ten hoogste {_KORT_MAX} tekens zijn."
    eerste: dict[str, str] = {}
    for groep in profiel.groepen:
        if groep.code == "overig":
            fouten["groepen.overig"] = "deze groep maakt het programma zelf."
        if melding := _buiten(groep.codes, codes):
            fouten[f"groepen.{groep.code}.codes"] = melding
        for code in groep.codes:
            if eerste.setdefault(code, groep.code) != groep.code:
                fouten[f"groepen.{groep.code}.codes"] = f"'{code}' zit ook in groep '{eerste[code]}'."
    for groep in profiel.monitorgroepen:
        if melding := _buiten(groep.codes, codes):
            fouten[f"monitorgroepen.{groep.code}.codes"] = melding
    gemeenten = [gemeente.code for gemeente in profiel.gemeenten]
    for subregio in profiel.subregios:
        if melding := _buiten(subregio.gemeenten, gemeenten):
            fouten[f"subregios.{subregio.code}.gemeenten"] = melding
    soorten = [soort.code for soort in profiel.organisatiesoorten]
    for organisatie in profiel.organisaties:
        if melding := _buiten(organisatie.soorten, soorten):
            fouten[f"organisaties.{organisatie.code}.soorten"] = melding


def _werk(profiel: Profiel, fouten: dict[str, str]) -> None:
    _woorden("aanmelders", (item.code for item in profiel.aanmelders), Aanmelder, fouten)
    _woorden("gesprek.soorten", profiel.gesprek.soorten, GesprekSoort, fouten)
    if not profiel.gesprek.vormen:
        fouten["gesprek.vormen"] = "geef ten minste één vorm; de eerste staat klaar bij het plannen."
    _woorden("gesprek.vormen", profiel.gesprek.vormen, Vorm, fouten)
    _woorden("urgentie", (item.code for item in profiel.urgentie), Urgentie, fouten)
    if sorted(profiel.themas.volgorde) != sorted(Thema):
        fouten["themas.volgorde"] = f"noem elk thema precies één keer: {', '.join(Thema)}."
    if melding := _buiten((item.code for item in profiel.overtypelijst), OVERTYPVRAGEN):
        fouten["overtypelijst"] = melding
    if not profiel.advies.delen:
        fouten["advies.delen"] = "geef ten minste één deel."
    for sleutel in ("uitnodiging", "gesprek"):
        if sleutel not in profiel.normen:
            fouten[f"normen.{sleutel}"] = 'ontbreekt. Zegt het plan niets? Schrijf dan aard = "lokaal".'
    for sleutel, norm in profiel.normen.items():
        if norm.dagen is not None and norm.dagen < max(1, norm.dagen_min or 0):
            fouten[f"normen.{sleutel}.dagen"] = "moet 1 of meer zijn, en niet onder dagen_min liggen."
        if (norm.dagen is None) != (norm.status == "geen"):
            fouten[f"normen.{sleutel}.status"] = "is 'geen' als er geen dagen zijn, en anders niet."
    regel = profiel.teamregel
    if not 1 <= regel.minimum <= regel.maximum:
        fouten["teamregel.maximum"] = "moet ten minste het minimum zijn, en het minimum ten minste 1."
    if regel.derde == "nooit" and regel.maximum > 2:
        fouten["teamregel.derde"] = "kan niet 'nooit' zijn bij een maximum boven 2."
    for nummer, domeinen in enumerate(regel.domeinen_vereist, 1):
        if melding := "noem ten minste één domein." if not domeinen else _buiten(domeinen, DOMEINEN):
            fouten[f"teamregel.domeinen_vereist.{nummer}"] = melding
    if len(regel.domeinen_vereist) > regel.maximum:
        fouten["teamregel.domeinen_vereist"] = "vraagt meer mensen dan het maximum toelaat."
    for naam in ("max_gesprekken", "duur_min"):
        if getattr(profiel.planning, naam) < 1:
            fouten[f"planning.{naam}"] = "moet 1 of meer zijn."
    for schaal in profiel.schalen:
        if schaal.minimum >= schaal.maximum or schaal.stap <= 0:
            fouten[f"schalen.{schaal.code}"] = "het maximum ligt boven het minimum, en de stap boven 0."
    for patroon in profiel.begrippen.diagnosepatronen:
        try:
            re.compile(patroon)
        except re.error:
            fouten["begrippen.diagnosepatronen"] = f"'{patroon}' is geen geldig patroon."


def _doel(profiel: Profiel, doel: Doel, fouten: dict[str, str]) -> None:
    pad = f"doelen.{doel.nr}"
    if (
        doel.soort in ("aandeel", "verhouding")
        and not doel.handmatig
        and (not doel.telwijze or not doel.groep)
    ):
        fouten[f"{pad}.telwijze"] = "een aandeel heeft een telwijze en een groep nodig."
    groepen = dict.fromkeys(groep.code for groep in (*profiel.groepen, *profiel.monitorgroepen))
    if doel.groep and (melding := _buiten([doel.groep], groepen)):
        fouten[f"{pad}.groep"] = melding
    if melding := _buiten(doel.ook_zonder, [cat.code for cat in profiel.categorieen]):
        fouten[f"{pad}.ook_zonder"] = melding
    if doel.cluster and (melding := _buiten([doel.cluster], [cluster.code for cluster in profiel.clusters])):
        fouten[f"{pad}.cluster"] = melding
    _woorden(f"{pad}.soorten", doel.soorten, GesprekSoort, fouten)
    if not doel.ijkmomenten and not doel.elk_kwartaal:
        fouten[f"{pad}.ijkmomenten"] = "geef ten minste één ijkmoment, of elk_kwartaal = true."
    for moment in doel.ijkmomenten:
        _ijkmoment(doel, moment, f"{pad}.{moment.datum.isoformat()}", fouten)
    if not doel.ijkmomenten and doel.minimum is None and doel.maximum is None:
        fouten[f"{pad}.minimum"] = "geef een minimum of een maximum."


def _ijkmoment(doel: Doel, moment: IJkmoment, pad: str, fouten: dict[str, str]) -> None:
    grenzen = (moment.minimum, moment.maximum)
    if grenzen == (None, None):
        grenzen = (doel.minimum, doel.maximum)
    laag, hoog = grenzen
    if laag is None and hoog is None and moment.aard != "lokaal":
        fouten[f"{pad}.minimum"] = "geef een minimum of een maximum, hier of bij het doel."
    elif laag is not None and hoog is not None and laag > hoog:
        fouten[f"{pad}.minimum"] = "ligt boven het maximum."
    if moment.split and abs((moment.bedrag or 0) - sum(moment.split.values())) > _AFRONDING:
        som = sum(moment.split.values())
        fouten[f"{pad}.split"] = f"telt op tot € {som}, het bedrag is € {moment.bedrag}."


def geldsommen(doelen: Iterable[Doel]) -> Mapping[int, Mapping[str, int]]:
    """Euros per year and per part of the split, recomputed; "totaal" is the sum of the amounts."""
    sommen: dict[int, dict[str, int]] = {}
    for doel in doelen:
        for moment in doel.ijkmomenten:
            jaar = sommen.setdefault(moment.datum.year, {"totaal": 0})
            jaar["totaal"] += moment.bedrag or 0
            for deel, bedrag in moment.split.items():
                jaar[deel] = jaar.get(deel, 0) + bedrag
    return sommen
