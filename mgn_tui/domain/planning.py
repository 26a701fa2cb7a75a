"""When a gesprek can be held and by whom: judging a plan made by hand, and proposing the first free slots.

Source: domain.md step 2; engineering.md 34 (planning). Pure: agendas come in as values.

Requirements (`Zwaarte.EIS`): the team rule, the maximum number of gesprekken, double booking with
travel time, leave, and a colleague the inwoner would rather not see. Leave is one because nobody
is there to hold the gesprek: whoever comes in after all changes the leave. All else is a preference.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import combinations
from types import MappingProxyType

from mgn_tui.domain.datums import toon_dagen, toon_datum, toon_datum_kort, toon_moment
from mgn_tui.domain.klok import AMSTERDAM
from mgn_tui.domain.planning_agenda import (
    Agenda,
    Beeld,
    Bezet,
    Collega,
    Raster,
    Team,
    Voorstel,
    Voorstellen,
    Vraag,
    Werktijd,
    als_utc,
    beste,
    blokken_op,
    gesprekken,
    maak_agenda,
    maak_raster,
    per_week,
    reistijd_naar,
    valt_binnen,
    wandklok,
    week_van,
)
from mgn_tui.domain.planning_uitleg import niemand_vrij, ontbreekt_altijd, reden, waarom
from mgn_tui.domain.profiel import Teamregel
from mgn_tui.domain.teamregel import (
    ERVARINGSDESKUNDIGE,
    VOERDER,
    Bevinding,
    Teamlid,
    Zwaarte,
    als_gebeurd,
    beoordeel_team,
    eisen,
    ervaring_gevraagd,
    hoogste_aantal,
    ontbrekende_expertises,
    opsomming,
    voerders,
)
from mgn_tui.domain.tekst import roepnamen

__all__ = [
    "Bevinding",
    "Bezet",
    "Collega",
    "Teamlid",
    "Voorstel",
    "Voorstellen",
    "Vraag",
    "Werktijd",
    "Zwaarte",
    "als_gebeurd",
    "beoordeel_plan",
    "eisen",
    "stel_voor",
    "vrije_plekken",
]

_GEEN_LABELS: Mapping[str, str] = MappingProxyType({})
_DAGEN = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


# --- judging a plan ---------------------------------------------------------------------------------


def beoordeel_plan(
    team: Sequence[Collega],
    begin: datetime,
    vraag: Vraag,
    regel: Teamregel,
    *,
    feestdagen: Mapping[date, str],
    reistijd_min: int,
    volgnummer: int,
    max_gesprekken: int,
    vandaag: date,
    expertise_labels: Mapping[str, str] = _GEEN_LABELS,
) -> tuple[Bevinding, ...]:
    """Everything wrong with a plan made by hand, requirements first.

    Codes besides those of `beoordeel_team`: `te-veel-gesprekken`, `afwezig`, `dubbel`, `reistijd`,
    `liever-niet` (requirements); `verleden`, `feestdag`, `werktijd`, `capaciteit`, `norm`,
    `inwoner-tijd`, `liever-wel` (preferences). Raises ValueError for a moment without time zone.
    """
    einde = als_utc(begin) + timedelta(minutes=vraag.duur_min)
    gevonden = list(
        beoordeel_team(
            team,
            regel,
            ervaringsdeskundige_gewenst=vraag.ervaringsdeskundige_gewenst,
            expertises=vraag.expertises,
            expertise_labels=expertise_labels,
        )
    )
    if volgnummer > max_gesprekken:
        melding = _te_veel_gesprekken(volgnummer, max_gesprekken)
        gevonden.append(Bevinding("te-veel-gesprekken", melding, Zwaarte.EIS))
    for collega in team:
        gevonden += _van_collega(collega, als_utc(begin), einde, vraag, reistijd_min)
    gevonden += _van_moment(wandklok(begin), wandklok(einde), vraag, feestdagen, vandaag)
    if vraag.liever_wel and not any(collega.id in vraag.liever_wel for collega in team):
        melding = "De inwoner vroeg om een andere collega. Kijk of die ook kan."
        gevonden.append(Bevinding("liever-wel", melding, Zwaarte.VOORKEUR))
    return tuple(sorted(gevonden, key=lambda b: b.zwaarte is Zwaarte.VOORKEUR))


def _te_veel_gesprekken(volgnummer: int, hoogstens: int) -> str:
    return f"Dit wordt gesprek {volgnummer} na deze aanmelding; het zijn er hoogstens {hoogstens}."


def _van_collega(
    collega: Collega, begin: datetime, einde: datetime, vraag: Vraag, reistijd_min: int
) -> Iterator[Bevinding]:
    naam, van, tot = collega.naam, wandklok(begin), wandklok(einde)
    if collega.id in vraag.liever_niet:
        melding = f"De inwoner spreekt liever niet met {naam}. Kies een andere collega."
        yield Bevinding("liever-niet", melding, Zwaarte.EIS)
    for eerste, laatste in collega.afwezig:
        if eerste <= tot.date() and van.date() <= laatste:
            melding = (
                f"{naam} is afwezig tot en met {toon_datum(laatste)}. "
                "Kies een andere collega of een ander moment, of pas de afwezigheid aan."
            )
            yield Bevinding("afwezig", melding, Zwaarte.EIS)
            break
    for afspraak in sorted(collega.bezet, key=lambda b: b.begin):
        onderweg = reistijd_naar(afspraak, vraag.plaats, reistijd_min)
        if not (afspraak.begin - onderweg < einde and begin < afspraak.einde + onderweg):
            continue
        al_van, al_tot = wandklok(afspraak.begin), wandklok(afspraak.einde)
        if afspraak.begin < einde and begin < afspraak.einde:
            melding = (
                f"{naam} heeft al een afspraak, {toon_datum(al_van)} van {al_van:%H:%M} tot {al_tot:%H:%M}. "
                "Kies een ander moment of een andere collega."
            )
            yield Bevinding("dubbel", melding, Zwaarte.EIS)
        elif afspraak.einde <= begin:
            melding = (
                f"{naam} is tot {al_tot:%H:%M} op een andere plek en reist {reistijd_min} minuten. "
                f"Begin om {wandklok(afspraak.einde + onderweg):%H:%M} of later."
            )
            yield Bevinding("reistijd", melding, Zwaarte.EIS)
        else:
            melding = (
                f"{naam} moet om {al_van:%H:%M} op een andere plek zijn en reist {reistijd_min} minuten. "
                f"Zorg dat dit gesprek om {wandklok(afspraak.begin - onderweg):%H:%M} klaar is."
            )
            yield Bevinding("reistijd", melding, Zwaarte.EIS)
    if not valt_binnen(collega.werktijden, van, tot):
        yield Bevinding("werktijd", _buiten_werktijd(collega, van), Zwaarte.VOORKEUR)
    aantal = per_week(collega)[week_van(van.date())]
    if collega.max_per_week is not None and aantal >= collega.max_per_week:
        melding = (
            f"{naam} heeft die week al {gesprekken(aantal)}; "
            f"uitgangspunt is hoogstens {collega.max_per_week}."
        )
        yield Bevinding("capaciteit", melding, Zwaarte.VOORKEUR)


def _buiten_werktijd(collega: Collega, van: datetime) -> str:
    if not collega.werktijden:
        return f"Van {collega.naam} zijn geen werktijden bekend. Vraag of dit moment kan."
    if blokken := blokken_op(collega.werktijden, van.weekday()):
        tijden = opsomming([f"van {a:%H:%M} tot {b:%H:%M}" for a, b in blokken])
        return f"{collega.naam} werkt op {_DAGEN[van.weekday()]} {tijden}. Vraag of dit moment kan."
    return f"{collega.naam} werkt niet op {_DAGEN[van.weekday()]}. Vraag of dit moment kan."


def _van_moment(
    van: datetime, tot: datetime, vraag: Vraag, feestdagen: Mapping[date, str], vandaag: date
) -> Iterator[Bevinding]:
    dag = van.date()
    if dag < vandaag:
        melding = "Dit moment is voorbij. Is het gesprek geweest, leg dan vast wat er is gebeurd."
        yield Bevinding("verleden", melding, Zwaarte.VOORKEUR)
    if dag in feestdagen:
        melding = (
            f"{toon_datum(dag).capitalize()} is een feestdag ({feestdagen[dag]}). Kies liever een andere dag."
        )
        yield Bevinding("feestdag", melding, Zwaarte.VOORKEUR)
    if vraag.inwoner_tijden and not valt_binnen(vraag.inwoner_tijden, van, tot):
        melding = "Dit valt buiten de tijden die de inwoner opgaf. Vraag eerst of het kan."
        yield Bevinding("inwoner-tijd", melding, Zwaarte.VOORKEUR)
    wacht = (dag - vraag.aanmelddatum).days
    if vraag.norm_dagen is not None and wacht > vraag.norm_dagen:
        melding = f"Dit is {toon_dagen(wacht)} na de aanmelding; het streven is {vraag.norm_dagen}."
        yield Bevinding("norm", melding, Zwaarte.VOORKEUR)


def stel_voor(
    collegas: Sequence[Collega],
    vraag: Vraag,
    regel: Teamregel,
    *,
    feestdagen: Mapping[date, str],
    reistijd_min: int,
    n: int = 5,
    horizon_dagen: int = 56,
    raster_min: int = 30,
    volgnummer: int = 1,
    max_gesprekken: int = 2,
    expertise_labels: Mapping[str, str] = _GEEN_LABELS,
) -> Voorstellen:
    """The `n` earliest slots at which a team is free that breaks no requirement, with the best team for each.

    A slot begins where the clock reads a multiple of `raster_min` after midnight, from `vraag.vanaf`
    on, within `horizon_dagen` days, inside everybody's working hours and the inwoner's times and not
    on a holiday; none that is free is skipped. Best at one slot: most of the wanted expertise, the
    ervaringsdeskundige, a colleague asked for, the fewest people, nobody over the weekly maximum,
    the fewest gesprekken that week, the order given. Raises ValueError for a `vanaf` without zone.
    """
    if volgnummer > max_gesprekken:
        return Voorstellen((), (), _te_veel_gesprekken(volgnummer, max_gesprekken))
    raster = maak_raster(vraag, feestdagen, horizon_dagen, raster_min)
    agendas = [maak_agenda(c, raster, vraag, reistijd_min) for c in collegas]
    teams = sorted(_maak_teams(agendas, vraag, regel), key=lambda t: t.rang)
    vrij = 0
    for team in teams:
        vrij |= team.vrij
    gekozen: dict[int, Team] = {}
    while vrij and len(gekozen) < n:
        laagste = vrij & -vrij
        vrij ^= laagste
        i = laagste.bit_length() - 1
        gekozen[i] = beste(teams, i, raster)

    voorstellen = tuple(
        _maak_voorstel(i, team, raster, vraag, regel, expertise_labels) for i, team in gekozen.items()
    )
    laatste_dag = wandklok(vraag.vanaf).date() + timedelta(days=horizon_dagen - 1)
    if len(gekozen) == n:
        venster, tot = (1 << max(gekozen) + 1) - 1, raster.klok[max(gekozen)][0]
        beeld = Beeld(
            venster,
            tot.date(),
            f"tot en met {toon_datum_kort(tot)} {tot:%H:%M}",
            agendas,
            teams,
            gekozen,
            raster,
        )
    else:
        beeld = Beeld(
            -1, laatste_dag, f"tot en met {toon_datum_kort(laatste_dag)}", agendas, teams, gekozen, raster
        )
    in_voorstel = {wie for v in voorstellen for wie in v.team}
    afgevallen = tuple(
        (a.collega.naam, reden(a, beeld, vraag, regel, expertise_labels))
        for a in agendas
        if a.collega.id not in in_voorstel
    )
    if voorstellen:
        return Voorstellen(voorstellen, afgevallen, "", roepnamen(c.naam for c in collegas))

    waarom_niet = ontbreekt_altijd(collegas, vraag, regel)
    altijd_vrij = [replace(a, vrij=1) for a in agendas if a.collega.werktijden]
    if not waarom_niet and not any(_maak_teams(altijd_vrij, vraag, regel)):
        waarom_niet = (
            "Met deze collega's is geen team te vormen dat aan de teamregel voldoet, "
            "ook niet als iedereen vrij is."
        )
    if not waarom_niet and vraag.inwoner_tijden:
        ruimer = stel_voor(
            collegas,
            replace(vraag, inwoner_tijden=()),
            regel,
            feestdagen=feestdagen,
            reistijd_min=reistijd_min,
            n=1,
            horizon_dagen=horizon_dagen,
            raster_min=raster_min,
        )
        for voorstel in ruimer.voorstellen:
            waarom_niet = (
                "Op de tijden die de inwoner opgaf is geen heel team vrij. "
                f"De eerste plek daarbuiten is {toon_moment(voorstel.begin)}."
            )
    return Voorstellen((), afgevallen, waarom_niet or niemand_vrij(agendas, vraag, regel, laatste_dag))


def vrije_plekken(
    collegas: Sequence[Collega],
    vraag: Vraag,
    regel: Teamregel,
    *,
    feestdagen: Mapping[date, str],
    reistijd_min: int,
    horizon_dagen: int,
    raster_min: int = 30,
    wie: str | None = None,
) -> list[tuple[datetime, tuple[tuple[Collega, ...], ...]]]:
    """Every slot that `stel_voor` could propose, with the smallest teams that are free then; with `wie` only the
    teams that colleague is in. The teams of one slot stand in the order given."""
    raster = maak_raster(vraag, feestdagen, horizon_dagen, raster_min)
    agendas = [maak_agenda(c, raster, vraag, reistijd_min) for c in collegas]
    teams = [
        team
        for team in _maak_teams(agendas, vraag, regel)
        if wie is None or any(lid.id == wie for lid in team.leden)
    ]
    gevonden = []
    for i, begin in enumerate(raster.begin):
        vrij = [team.leden for team in teams if team.vrij >> i & 1]
        if vrij:
            minste = min(map(len, vrij))
            kleinste = dict.fromkeys(leden for leden in vrij if len(leden) == minste)
            gevonden.append((begin.astimezone(AMSTERDAM), tuple(kleinste)))
    return gevonden


def _maak_teams(agendas: Sequence[Agenda], vraag: Vraag, regel: Teamregel) -> Iterator[Team]:
    """Every team that keeps the rule and has a free slot together."""
    wie = [a for a in agendas if a.vrij and a.collega.id not in vraag.liever_niet]
    leiders = [a for a in wie if voerders([a.collega], regel)]
    extra: list[Agenda] = []
    gewenst = vraag.ervaringsdeskundige_gewenst
    if not regel.ervaringsdeskundige_telt_mee and ervaring_gevraagd(regel, gewenst):
        extra = [
            replace(a, collega=replace(a.collega, rol=ERVARINGSDESKUNDIGE))
            for a in wie
            if a.collega.ervaringsdeskundig and a.collega.rol in {VOERDER, ERVARINGSDESKUNDIGE}
        ]
    # The rule looks at the kinds of people alone, so each mix is judged once: None breaks a
    # requirement, else the number of preferences broken.
    oordelen: dict[tuple[tuple[str, bool, str], ...], int | None] = {}
    for grootte in range(max(1, regel.minimum), hoogste_aantal(regel) + 1):
        for combinatie in combinations(leiders, grootte):
            for erbij in ((), *((e,) for e in extra)):
                agendas_team = (*combinatie, *erbij)
                vrij = -1
                for agenda in agendas_team:
                    vrij &= agenda.vrij
                leden = tuple(a.collega for a in agendas_team)
                if not vrij or len({lid.id for lid in leden}) < len(leden):
                    continue
                mix = tuple(sorted((lid.domein or "", lid.ervaringsdeskundig, lid.rol) for lid in leden))
                if mix not in oordelen:
                    oordelen[mix] = _oordeel(leden, regel, gewenst)
                if (gebroken := oordelen[mix]) is not None:
                    gevraagd = not vraag.liever_wel or any(lid.id in vraag.liever_wel for lid in leden)
                    mist = len(ontbrekende_expertises(leden, vraag.expertises))
                    yield Team(agendas_team, vrij, (mist, gebroken, int(not gevraagd), len(leden)))


def _oordeel(leden: Sequence[Collega], regel: Teamregel, gewenst: bool | None) -> int | None:
    gevonden = beoordeel_team(
        leden,
        regel,
        ervaringsdeskundige_gewenst=gewenst,
        expertises=frozenset(),
        expertise_labels=_GEEN_LABELS,
    )
    return None if eisen(gevonden) else len(gevonden)


def _maak_voorstel(
    i: int, team: Team, raster: Raster, vraag: Vraag, regel: Teamregel, labels: Mapping[str, str]
) -> Voorstel:
    begin = raster.begin[i].astimezone(AMSTERDAM)
    return Voorstel(
        begin,
        (raster.begin[i] + timedelta(minutes=vraag.duur_min)).astimezone(AMSTERDAM),
        tuple(lid.id for lid in team.leden),
        tuple(lid.rol for lid in team.leden),
        tuple(lid.naam for lid in team.leden),
        waarom(team, i, vraag, regel, labels),
        # Free, on no holiday, within the number of gesprekken: that is how the slot was found.
        beoordeel_plan(
            team.leden,
            begin,
            vraag,
            regel,
            feestdagen={},
            reistijd_min=0,
            volgnummer=1,
            max_gesprekken=1,
            vandaag=begin.date(),
            expertise_labels=labels,
        ),
    )
