"""What the tests of team rule and planning share, with a second reading of the rule."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from itertools import permutations
from zoneinfo import ZoneInfo

from mgn_tui.domain.planning import (
    Bevinding,
    Bezet,
    Collega,
    Teamlid,
    Voorstellen,
    Vraag,
    Werktijd,
    beoordeel_plan,
    stel_voor,
)
from mgn_tui.domain.profiel import Teamregel

GGZ, SD = frozenset({"ggz"}), frozenset({"sd"})
SD_OF_ERVARING = frozenset({"sd", "ervaringsdeskundige"})


def maak_regel(**anders: object) -> Teamregel:
    waarden = {
        "minimum": 2,
        "maximum": 2,
        "domeinen_vereist": (GGZ, SD),
        "derde": "nooit",
        "ervaringsdeskundige": "vrij",
        "ervaringsdeskundige_telt_mee": True,
        "ervaringsdeskundige_in_team": False,
        "toelichting": "",
        "bron": "",
    }
    return Teamregel(**{**waarden, **anders})


DUO = maak_regel()
DUO_VOORKEUR = maak_regel(ervaringsdeskundige="voorkeur", ervaringsdeskundige_in_team=True)
DUO_OF_ERVARING = maak_regel(domeinen_vereist=(GGZ, SD_OF_ERVARING), derde="mogelijk")
OP_WENS = maak_regel(ervaringsdeskundige="op-wens", ervaringsdeskundige_telt_mee=False)
TWEE_OF_DRIE = maak_regel(maximum=3, derde="mogelijk")
MET_EIS = maak_regel(ervaringsdeskundige="eis", derde="mogelijk")
REGELS = (DUO, DUO_VOORKEUR, DUO_OF_ERVARING, OP_WENS, TWEE_OF_DRIE, MET_EIS)


def mag(team: list[Teamlid], regel: Teamregel, gewenst: bool | None) -> bool:
    """The requirements once more, written the long way round."""
    extra = [m for m in team if m.rol == "ervaringsdeskundige"]
    if any(not m.ervaringsdeskundig for m in extra) or len({m.id for m in team}) < len(team):
        return False
    vooraan = [m for m in team if m.rol == "gespreksvoerder"]
    if regel.ervaringsdeskundige_telt_mee:
        vooraan += extra
    ten_hoogste = max(regel.maximum, 3) if regel.derde == "mogelijk" else min(regel.maximum, 2)
    if not regel.minimum <= len(vooraan) <= ten_hoogste:
        return False

    def zit(m: Teamlid, groep: frozenset[str]) -> bool:
        return m.domein in groep or ("ervaringsdeskundige" in groep and m.ervaringsdeskundig)

    vereist = regel.domeinen_vereist
    if not any(
        all(zit(m, groep) for m, groep in zip(rij, vereist, strict=True))
        for rij in permutations(vooraan, len(vereist))
    ):
        return False
    moet = regel.ervaringsdeskundige == "eis" or (regel.ervaringsdeskundige == "op-wens" and gewenst is True)
    aan_tafel = vooraan if regel.ervaringsdeskundige_telt_mee else extra
    return not moet or any(m.ervaringsdeskundig for m in aan_tafel)


AMS = ZoneInfo("Europe/Amsterdam")
WEEK = tuple(Werktijd(dag, time(9), time(17)) for dag in range(5))
LABELS = {"verslaving": "verslavingszorg"}
DINSDAG = date(2027, 3, 9)


def op(dag: date, uur: int, minuut: int = 0) -> datetime:
    return datetime(dag.year, dag.month, dag.day, uur, minuut, tzinfo=AMS)


def afspraak(dag: date, van: int, tot: int, plaats: str = "De Terp") -> Bezet:
    return Bezet(op(dag, van), op(dag, tot), plaats)


def collega(naam: str, domein: str | None, **anders: object) -> Collega:
    basis = {"ervaringsdeskundig": False, "expertises": frozenset(), "werktijden": WEEK}
    return Collega(**{"id": naam.lower(), "naam": naam, "domein": domein, **basis, **anders})


def maak_vraag(**anders: object) -> Vraag:
    basis = {
        "duur_min": 60,
        "vanaf": op(DINSDAG, 8),
        "plaats": "De Terp",
        "aanmelddatum": date(2027, 3, 5),
        "norm_dagen": 14,
    }
    return Vraag(**{**basis, **anders})


NOOR, KARIM = collega("Noor", "ggz"), collega("Karim", "sd")


def oordeel(
    team: Sequence[Collega],
    begin: datetime,
    vraag: Vraag | None = None,
    regel: Teamregel = DUO,
    *,
    feestdagen: Mapping[date, str] | None = None,
    volgnummer: int = 1,
    vandaag: date = DINSDAG,
) -> tuple[Bevinding, ...]:
    return beoordeel_plan(
        team,
        begin,
        vraag or maak_vraag(),
        regel,
        feestdagen=feestdagen or {},
        reistijd_min=30,
        volgnummer=volgnummer,
        max_gesprekken=2,
        vandaag=vandaag,
        expertise_labels=LABELS,
    )


def voorstellen(
    collegas: Sequence[Collega], vraag: Vraag | None = None, regel: Teamregel = DUO, **anders: object
) -> Voorstellen:
    instelling = {"feestdagen": {}, "reistijd_min": 30, "expertise_labels": LABELS, **anders}
    return stel_voor(collegas, vraag or maak_vraag(), regel, **instelling)


def tijden(uitkomst: Voorstellen) -> list[str]:
    return [f"{v.begin:%d-%m %H:%M}" for v in uitkomst.voorstellen]
