"""Who may hold a gesprek together: the team rule of the region profile.

Source: domain.md step 2. The rule guards planning only; what happened is recorded as it was
(`als_gebeurd`). A finding is a requirement (`Zwaarte.EIS`: change the plan) or a preference
(`Zwaarte.VOORKEUR`: may be overruled with a reason).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar

from mgn_tui.domain.profiel import Teamregel
from mgn_tui.domain.woorden import DeelnemerRol, Domein

VOERDER: str = DeelnemerRol.GESPREKSVOERDER.value
ERVARINGSDESKUNDIGE: str = DeelnemerRol.ERVARINGSDESKUNDIGE.value
"""Role of the extra person, and the word in `Teamregel.domeinen_vereist` for lived experience."""

_COLLEGA_UIT = {
    Domein.GGZ.value: "collega uit de ggz",
    Domein.SD.value: "collega uit het sociaal domein",
    ERVARINGSDESKUNDIGE: "ervaringsdeskundige",
}


class Zwaarte(StrEnum):
    """EIS cannot be overruled; VOORKEUR can, with a reason."""

    EIS = "eis"
    VOORKEUR = "voorkeur"


@dataclass(frozen=True, slots=True)
class Bevinding:
    """One broken rule. `code` is stable; `melding` is one Dutch line naming colleagues, never the inwoner."""

    code: str
    melding: str = field(repr=False)
    zwaarte: Zwaarte


@dataclass(frozen=True, slots=True)
class Teamlid:
    """A colleague as far as the team rule goes.

    `domein`: `ggz`, `sd` or None (not filled in); it belongs to the person, not to the employer.
    `rol`: `gespreksvoerder`, or `ervaringsdeskundige` for somebody who comes in addition; anybody
    with another role (stagiair, observator) sits in and counts for no rule.
    """

    id: str
    naam: str = field(repr=False)
    domein: str | None
    ervaringsdeskundig: bool
    expertises: frozenset[str]
    rol: str = VOERDER


def teamcodes(leden: Iterable[Teamlid]) -> str | None:
    """Who held it, one code per person, by |, in the order ggz, sd, ed; None when no code is known.

    An ervaringsdeskundige who sits for ggz or sociaal domein is ggz or sd (monitoringsformat, part 1).
    """
    codes = [code for lid in leden if (code := _teamcode(lid))]
    return "|".join(sorted(codes, key=("ggz", "sd", "ed").index)) or None


def _teamcode(lid: Teamlid) -> str | None:
    if lid.rol == ERVARINGSDESKUNDIGE:
        return "ed"
    if lid.rol != VOERDER:
        return None
    return lid.domein or ("ed" if lid.ervaringsdeskundig else None)


LidT = TypeVar("LidT", bound=Teamlid)


def eisen(bevindingen: Iterable[Bevinding]) -> tuple[Bevinding, ...]:
    """The findings that stop a plan."""
    return tuple(b for b in bevindingen if b.zwaarte is Zwaarte.EIS)


def als_gebeurd(bevindingen: Iterable[Bevinding]) -> tuple[Bevinding, ...]:
    """The same findings for a gesprek that took place: each asks for a reason, none refuses."""
    return tuple(replace(b, zwaarte=Zwaarte.VOORKEUR) for b in bevindingen)


def opsomming(woorden: Sequence[str], voegwoord: str = "en") -> str:
    """`a`, `a en b`, `a, b en c`."""
    return f" {voegwoord} ".join(filter(None, (", ".join(woorden[:-1]), *woorden[-1:])))


def collega_uit(groep: frozenset[str]) -> str:
    """A required group in words: `collega uit het sociaal domein of ervaringsdeskundige`."""
    bekend = [tekst for code, tekst in _COLLEGA_UIT.items() if code in groep]
    return opsomming(
        [*bekend, *(f"collega uit {code}" for code in sorted(groep - _COLLEGA_UIT.keys()))], "of"
    )


def hoort_bij(lid: Teamlid, groep: frozenset[str]) -> bool:
    """Whether this person can fill the place of a required group."""
    return lid.domein in groep or (lid.ervaringsdeskundig and ERVARINGSDESKUNDIGE in groep)


def hoogste_aantal(regel: Teamregel) -> int:
    """The most gespreksvoerders that may be planned; a possible third comes on top of a duo."""
    return min(regel.maximum, 2) if regel.derde == "nooit" else max(regel.maximum, 3)


def voerders(team: Sequence[LidT], regel: Teamregel) -> tuple[LidT, ...]:
    """Those who count as gespreksvoerder, with the extra one where the profile counts that one in."""
    tellen = {VOERDER, ERVARINGSDESKUNDIGE} if regel.ervaringsdeskundige_telt_mee else {VOERDER}
    return tuple(lid for lid in team if lid.rol in tellen)


def heeft_eigen_plek(regel: Teamregel) -> bool:
    """Whether an ervaringsdeskundige has a place without being of the ggz or the sociaal domein: as half of
    the duo, or in addition."""
    in_duo = any(ERVARINGSDESKUNDIGE in groep for groep in regel.domeinen_vereist)
    return in_duo or not regel.ervaringsdeskundige_telt_mee


def verdeel_rollen(team: Sequence[LidT], regel: Teamregel, gewenst: bool | None) -> tuple[LidT, ...]:
    """The team with who comes in addition as ervaringsdeskundige in that role; unchanged where the region
    counts them among the gespreksvoerders. Somebody without a domein comes for nothing else; of the others
    the one who is not needed in the duo, when the inwoner asks for one."""
    if regel.ervaringsdeskundige_telt_mee:
        return tuple(team)

    def erbij(lid: LidT) -> LidT:
        return replace(lid, rol=ERVARINGSDESKUNDIGE)

    def gebroken(leden: Sequence[LidT]) -> tuple[int, int]:
        gevonden = beoordeel_team(
            leden, regel, ervaringsdeskundige_gewenst=gewenst, expertises=frozenset(), expertise_labels={}
        )
        return len(eisen(gevonden)), len(gevonden)

    kan = [lid.ervaringsdeskundig and lid.rol == VOERDER for lid in team]
    vast = tuple(
        erbij(lid) if mag and lid.domein is None else lid for lid, mag in zip(team, kan, strict=True)
    )
    keuzes = [vast]
    for i, lid in enumerate(vast):
        if kan[i] and lid.rol == VOERDER:
            keuzes.append((*vast[:i], erbij(lid), *vast[i + 1 :]))
    return min(keuzes, key=gebroken)


def ervaring_aanwezig(team: Sequence[Teamlid], regel: Teamregel) -> bool:
    """Whether lived experience sits at the table: as a quality of a gespreksvoerder where the profile
    counts that, else only as somebody in addition."""
    tellen = {VOERDER, ERVARINGSDESKUNDIGE} if regel.ervaringsdeskundige_telt_mee else {ERVARINGSDESKUNDIGE}
    return any(lid.ervaringsdeskundig and lid.rol in tellen for lid in team)


def ervaring_gevraagd(regel: Teamregel, gewenst: bool | None) -> Zwaarte | None:
    """How strongly this gesprek asks for an ervaringsdeskundige; None when it does not.

    `gewenst` is the inwoner's answer; None means not asked. An inwoner who needs none switches
    a preference of the region off, not a requirement.
    """
    if regel.ervaringsdeskundige == "eis" or (regel.ervaringsdeskundige == "op-wens" and gewenst):
        return Zwaarte.EIS
    if gewenst or (regel.ervaringsdeskundige == "voorkeur" and gewenst is None):
        return Zwaarte.VOORKEUR
    return None


def ontbrekende_expertises(team: Sequence[Teamlid], expertises: frozenset[str]) -> frozenset[str]:
    """What was asked for and nobody who takes part in the gesprek knows."""
    aanwezig = (lid.expertises for lid in team if lid.rol in {VOERDER, ERVARINGSDESKUNDIGE})
    return expertises.difference(*aanwezig)


def beoordeel_team(
    team: Sequence[Teamlid],
    regel: Teamregel,
    *,
    ervaringsdeskundige_gewenst: bool | None,
    expertises: frozenset[str],
    expertise_labels: Mapping[str, str],
) -> tuple[Bevinding, ...]:
    """Everything in which this team departs from the rule, requirements first; empty when it fits.

    Codes: `te-weinig`, `te-veel`, `dubbel-lid`, `domein-ontbreekt`, `rol-onjuist` (requirements);
    `ervaringsdeskundige-ontbreekt` (either); `ervaringsdeskundige-ongevraagd`,
    `expertise-ontbreekt` (preferences). A code without a label is shown as it is.
    """
    gevonden = [
        *_aantal_en_domein(team, regel),
        *_personen(team),
        *_ervaring(team, regel, ervaringsdeskundige_gewenst),
    ]
    if mist := ontbrekende_expertises(team, expertises):
        labels = opsomming(sorted(expertise_labels.get(code, code) for code in mist))
        melding = f"Gevraagde expertise ontbreekt: {labels}. Ruil met een collega die dit kent."
        gevonden.append(Bevinding("expertise-ontbreekt", melding, Zwaarte.VOORKEUR))
    return tuple(sorted(gevonden, key=lambda b: b.zwaarte is Zwaarte.VOORKEUR))


def beoordeel_bezetting(collegas: Sequence[Teamlid], regel: Teamregel) -> tuple[Bevinding, ...]:
    """What the whole team of a pilot lacks, apart from any gesprek (for Beheer).

    Codes: `bezetting-domein` (no gesprek can be planned at all), `bezetting-ervaringsdeskundige`.
    """
    gevonden = [
        Bevinding(
            "bezetting-domein",
            f"Nog geen {collega_uit(groep)}: plannen kan nog niet.",
            Zwaarte.EIS,
        )
        for groep in regel.domeinen_vereist
        if not any(hoort_bij(lid, groep) for lid in voerders(collegas, regel))
    ]
    if regel.ervaringsdeskundige_in_team and not any(lid.ervaringsdeskundig for lid in collegas):
        melding = "Er is nog geen ervaringsdeskundige in het team. De regio vraagt er minstens een."
        gevonden.append(Bevinding("bezetting-ervaringsdeskundige", melding, Zwaarte.VOORKEUR))
    return tuple(gevonden)


def _ontbrekend(
    leden: tuple[Teamlid, ...], vereist: tuple[frozenset[str], ...]
) -> tuple[frozenset[str], ...]:
    """The required groups that stay empty, as few as possible, when nobody fills two places."""
    if not vereist:
        return ()
    beste = (vereist[0], *_ontbrekend(leden, vereist[1:]))
    for i, lid in enumerate(leden):
        if hoort_bij(lid, vereist[0]):
            beste = min(beste, _ontbrekend(leden[:i] + leden[i + 1 :], vereist[1:]), key=len)
    return beste


def _aantal_en_domein(team: Sequence[Teamlid], regel: Teamregel) -> Iterable[Bevinding]:
    leden = voerders(team, regel)
    mist = _ontbrekend(leden, regel.domeinen_vereist)
    wie = opsomming([f"een {collega_uit(groep)}" for groep in mist])
    tekort, hoogste = regel.minimum - len(leden), hoogste_aantal(regel)
    if tekort > 0:
        nodig = "nog een gespreksvoerder" if tekort == 1 else f"nog {tekort} gespreksvoerders"
        melding = f"Er {'is' if tekort == 1 else 'zijn'} {nodig} nodig" + (f": {wie}." if wie else ".")
        yield Bevinding("te-weinig", melding, Zwaarte.EIS)
    if len(leden) > hoogste:
        namen = opsomming([lid.naam for lid in leden])
        te_veel = len(leden) - hoogste
        melding = (
            f"{namen} zijn samen {len(leden)} gespreksvoerders; het zijn er hoogstens {hoogste}. "
            f"Haal er {'een' if te_veel == 1 else te_veel} weg."
        )
        yield Bevinding("te-veel", melding, Zwaarte.EIS)
    if len(mist) > max(tekort, 0):
        yield Bevinding(
            "domein-ontbreekt", f"Er ontbreekt {wie}.{_ruilhulp(leden, mist, regel)}", Zwaarte.EIS
        )


def _ruilhulp(leden: tuple[Teamlid, ...], mist: tuple[frozenset[str], ...], regel: Teamregel) -> str:
    """With whom to swap: those whose leaving opens no other gap."""
    misbaar = [
        lid
        for i, lid in enumerate(leden)
        if len(_ontbrekend(leden[:i] + leden[i + 1 :], regel.domeinen_vereist)) == len(mist)
    ]
    onbekend = [lid.naam for lid in leden if lid.domein is None]
    hulp = f" Van {opsomming(onbekend)} is geen domein ingevuld." if onbekend else ""
    if not misbaar:
        return hulp
    ruil = opsomming([lid.naam for lid in misbaar], "of")
    return hulp + (
        f" Voeg een collega toe of ruil met {ruil}."
        if len(leden) < hoogste_aantal(regel)
        else f" Ruil met {ruil}."
    )


def _personen(team: Sequence[Teamlid]) -> Iterable[Bevinding]:
    ids = [lid.id for lid in team]
    for lid in {lid.id: lid for lid in team if ids.count(lid.id) > 1}.values():
        melding = f"{lid.naam} staat twee keer in het team. Kies een andere collega."
        yield Bevinding("dubbel-lid", melding, Zwaarte.EIS)
    for lid in team:
        if lid.rol == ERVARINGSDESKUNDIGE and not lid.ervaringsdeskundig:
            melding = (
                f"{lid.naam} doet mee als ervaringsdeskundige, maar staat zo niet in Beheer. "
                "Kies een andere collega of pas het daar aan."
            )
            yield Bevinding("rol-onjuist", melding, Zwaarte.EIS)


def _ervaring(team: Sequence[Teamlid], regel: Teamregel, gewenst: bool | None) -> Iterable[Bevinding]:
    zwaarte = ervaring_gevraagd(regel, gewenst)
    if zwaarte and not ervaring_aanwezig(team, regel):
        if regel.ervaringsdeskundige == "eis":
            melding = "Bij elk gesprek hoort een ervaringsdeskundige, en die ontbreekt."
        elif gewenst:
            melding = "De inwoner wil graag een ervaringsdeskundige erbij, en die ontbreekt."
        else:
            melding = "Bij voorkeur is een van de gespreksvoerders ervaringsdeskundig; hier is niemand dat."
        plek = "Ruil met een collega" if regel.ervaringsdeskundige_telt_mee else "Voeg een collega toe"
        yield Bevinding("ervaringsdeskundige-ontbreekt", f"{melding} {plek} die dat is.", zwaarte)
    extra = [lid.naam for lid in team if lid.rol == ERVARINGSDESKUNDIGE]
    ongevraagd = gewenst is False or (gewenst is None and regel.ervaringsdeskundige == "op-wens")
    if extra and ongevraagd and regel.ervaringsdeskundige != "eis":
        melding = (
            f"{opsomming(extra)} sluit aan als ervaringsdeskundige, maar de inwoner vroeg daar niet om. "
            "Vraag eerst of het goed is."
        )
        yield Bevinding("ervaringsdeskundige-ongevraagd", melding, Zwaarte.VOORKEUR)
