"""The sentences beside a proposal: why this team, why not that colleague, why nothing at all."""

from collections.abc import Mapping, Sequence
from datetime import date

from mgn_tui.domain.datums import toon_datum, toon_datum_kort
from mgn_tui.domain.planning_agenda import (
    Agenda,
    Beeld,
    Collega,
    Team,
    Vraag,
    beste,
    drukte,
    gesprekken,
    week_van,
)
from mgn_tui.domain.profiel import Teamregel
from mgn_tui.domain.teamregel import (
    ERVARINGSDESKUNDIGE,
    VOERDER,
    Zwaarte,
    collega_uit,
    ervaring_aanwezig,
    ervaring_gevraagd,
    hoort_bij,
    ontbrekende_expertises,
    opsomming,
    voerders,
)

_SAMEN = {2: "allebei", 3: "alle drie", 4: "alle vier"}


def waarom(team: Team, i: int, vraag: Vraag, regel: Teamregel, labels: Mapping[str, str]) -> str:
    """Why this team at slot `i`, in few words: `eerste plek samen; expertise verslaving: Karim`."""
    alleen = team.leden[0].naam if len(team.leden) == 1 else ""
    wie = alleen or _SAMEN.get(len(team.leden), "iedereen")
    eerste = not team.vrij & ((1 << i) - 1)
    delen = [f"eerste plek {f'van {alleen}' if alleen else 'samen'}" if eerste else f"{wie} vrij"]
    nog = vraag.expertises
    for lid in team.leden:
        if kent := nog & lid.expertises:
            delen.append(f"expertise {_labels(kent, labels)}: {lid.naam}")
            nog -= kent
    if ervaring_gevraagd(regel, vraag.ervaringsdeskundige_gewenst):
        ervaren = [lid.naam for lid in team.leden if ervaring_aanwezig([lid], regel)]
        delen += [f"{naam} is ervaringsdeskundig" for naam in ervaren[:1]]
    if gevraagd := [lid.naam for lid in team.leden if lid.id in vraag.liever_wel]:
        delen.append(f"de inwoner vroeg om {opsomming(gevraagd)}")
    return "; ".join(delen)


def reden(agenda: Agenda, beeld: Beeld, vraag: Vraag, regel: Teamregel, labels: Mapping[str, str]) -> str:
    """The one reason why a colleague is in no proposal: the first step at which nothing was left."""
    collega, venster = agenda.collega, beeld.venster
    if collega.rol not in {VOERDER, ERVARINGSDESKUNDIGE}:
        return "voert zelf geen gesprekken"
    if collega.rol == ERVARINGSDESKUNDIGE and not collega.ervaringsdeskundig:
        return "staat in Beheer niet als ervaringsdeskundig"
    if collega.id in vraag.liever_niet:
        return "de inwoner spreekt liever met iemand anders"
    if not collega.werktijden:
        return "geen werktijden ingevuld"
    if agenda.werkt and not agenda.kan:
        return "werkt niet op de tijden van de inwoner"
    if not agenda.werkt & venster:
        return f"geen werktijd voor {vraag.duur_min} minuten {beeld.tot_en_met}"
    if not agenda.kan & venster:
        return "werkt pas later op een tijd van de inwoner"
    if not agenda.aanwezig & venster:
        weg = [laatste for eerste, laatste in collega.afwezig if eerste <= beeld.tot]
        return f"afwezig tot en met {toon_datum_kort(max(weg))}"
    if not agenda.vrij & venster:
        return f"agenda is vol {beeld.tot_en_met}"
    eigen = [t for t in beeld.teams if t.vrij & venster and any(lid.id == collega.id for lid in t.leden)]
    if not eigen:
        return _past_niet(agenda, beeld, vraag, regel)
    i = min(i for i in beeld.gekozen if any(t.vrij >> i & 1 for t in eigen))
    # Told of the smallest team with this colleague: "more people than needed" explains the least.
    dan = [t for t in eigen if t.vrij >> i & 1]
    eigen = [t for t in dan if len(t.agendas) <= len(beeld.gekozen[i].agendas)] or dan
    return _minder_goed(agenda, beste(eigen, i, beeld.raster), i, beeld, vraag, regel, labels)


def _past_niet(agenda: Agenda, beeld: Beeld, vraag: Vraag, regel: Teamregel) -> str:
    """Free, but in no team that keeps the rule."""
    collega = agenda.collega
    if not voerders([collega], regel) and not ervaring_gevraagd(regel, vraag.ervaringsdeskundige_gewenst):
        return "sluit aan als de inwoner een ervaringsdeskundige wil"
    if collega.domein is None and not any(hoort_bij(collega, groep) for groep in regel.domeinen_vereist):
        return "domein is niet ingevuld"
    for groep in regel.domeinen_vereist:
        ander = 0
        for a in _kandidaten(beeld.agendas, groep, vraag, regel):
            if a.collega.id != collega.id:
                ander |= a.vrij
        if not hoort_bij(collega, groep) and not ander & agenda.vrij & beeld.venster:
            return f"op dezelfde tijden is geen {collega_uit(groep)} vrij"
    return "past met wie dan vrij is niet in de teamregel"


def _minder_goed(
    agenda: Agenda,
    eigen: Team,
    i: int,
    beeld: Beeld,
    vraag: Vraag,
    regel: Teamregel,
    labels: Mapping[str, str],
) -> str:
    """Free and fit, but at slot `i` another team came first: on what."""
    ander, dag = beeld.gekozen[i], beeld.raster.klok[i][0].date()
    slechter = [a > b for a, b in zip(eigen.rang, ander.rang, strict=True)]
    match slechter.index(True) if any(slechter) else -1:
        case 0:
            mist = ontbrekende_expertises(eigen.leden, vraag.expertises)
            mist -= ontbrekende_expertises(ander.leden, vraag.expertises)
            return f"kan ook, maar dan ontbreekt expertise {_labels(mist, labels)}"
        case 1 if ervaring_gevraagd(regel, vraag.ervaringsdeskundige_gewenst):
            return "kan ook, maar dan is er geen ervaringsdeskundige bij"
        case 1:
            return "kan ook, maar de inwoner vroeg niet om een ervaringsdeskundige"
        case 2:
            namen = opsomming([lid.naam for lid in ander.leden if lid.id in vraag.liever_wel])
            return f"kan ook, maar de inwoner vroeg om {namen}"
        case 3:
            return "kan ook, maar dan zijn er meer mensen bij dan nodig"
    aantal, hoogstens = agenda.weken[week_van(dag)], agenda.collega.max_per_week
    if drukte(eigen, dag)[0] > drukte(ander, dag)[0]:
        vol = hoogstens is not None and aantal >= hoogstens
        return (
            f"heeft die week al {gesprekken(aantal)}" if vol else "kan ook, maar de week van de ander is vol"
        )
    if drukte(eigen, dag) > drukte(ander, dag):
        return "kan ook, maar een collega heeft die week minder gesprekken"
    return "kan ook, en past even goed"


def ontbreekt_altijd(collegas: Sequence[Collega], vraag: Vraag, regel: Teamregel) -> str:
    """Why no agenda whatever would give a proposal, or ""."""
    if not collegas:
        return "Er zijn nog geen collega's in het team. Voeg ze toe in Beheer."
    leiders = voerders(collegas, regel)
    for groep in regel.domeinen_vereist:
        wie, passend = collega_uit(groep), [c for c in leiders if hoort_bij(c, groep)]
        if not passend:
            return f"Er is geen {wie} in het team."
        if all(c.id in vraag.liever_niet for c in passend):
            namen = opsomming([c.naam for c in passend], "of")
            return f"De inwoner spreekt liever niet met {namen}, en een andere {wie} is er niet."
        if not any(c.werktijden for c in passend if c.id not in vraag.liever_niet):
            return f"Er is geen {wie} met werktijden. Vul ze in bij Beheer."
    inzetbaar = [c for c in collegas if c.werktijden and c.id not in vraag.liever_niet]
    if ervaring_gevraagd(regel, vraag.ervaringsdeskundige_gewenst) is Zwaarte.EIS and not any(
        c.ervaringsdeskundig for c in inzetbaar
    ):
        zonder = "" if regel.ervaringsdeskundige == "eis" else " Vraag de inwoner of het ook zonder kan."
        return f"Er is geen ervaringsdeskundige met werktijden.{zonder}"
    aantal = len(voerders(inzetbaar, regel))
    if aantal < regel.minimum:
        is_er = f"{'is' if aantal == 1 else 'zijn'} er {aantal or 'geen'}"
        return f"Er zijn {regel.minimum} gespreksvoerders nodig; met werktijden {is_er}."
    return ""


def niemand_vrij(agendas: Sequence[Agenda], vraag: Vraag, regel: Teamregel, tot: date) -> str:
    """Why the agendas as they are give no proposal up to and including `tot`."""
    dag = toon_datum(tot)
    for groep in regel.domeinen_vereist:
        wie, passend = collega_uit(groep), _kandidaten(agendas, groep, vraag, regel)
        if not any(a.werkt for a in passend):
            return f"Geen {wie} heeft een werktijd van {vraag.duur_min} minuten tot en met {dag}."
        if not any(a.kan for a in passend):
            return f"Geen {wie} werkt op de tijden die de inwoner opgaf. Vraag of het ook anders kan."
        if not any(a.aanwezig for a in passend):
            return f"Tot en met {dag} is elke {wie} afwezig. Zoek na die dag verder."
        if not any(a.vrij for a in passend):
            return f"Tot en met {dag} is elke {wie} bezet. Zoek na die dag verder."
    return (
        f"Tot en met {dag} is geen heel team tegelijk {vraag.duur_min} minuten vrij. "
        "Kies zelf een moment of zoek na die dag verder."
    )


def _kandidaten(
    agendas: Sequence[Agenda], groep: frozenset[str], vraag: Vraag, regel: Teamregel
) -> list[Agenda]:
    return [
        a
        for a in agendas
        if hoort_bij(a.collega, groep)
        and voerders([a.collega], regel)
        and a.collega.id not in vraag.liever_niet
    ]


def _labels(codes: frozenset[str], labels: Mapping[str, str]) -> str:
    return opsomming(sorted(labels.get(code, code) for code in codes))
