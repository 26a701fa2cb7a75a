"""Whatever a person does, in whatever order: taken back it is as it began, and done again as it ended."""

import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mgn_tui.domain.fouten import MgnFout, NietGevonden
from mgn_tui.domain.klok import AMSTERDAM, VasteKlok
from mgn_tui.domain.velden import VeldSoort
from mgn_tui.domain.woorden import (
    AanmeldingStatus,
    DeelnemerRol,
    DeelOnderdeel,
    GastSoort,
    GesprekStatus,
    Ontvanger,
    Stap,
    Thema,
    Weten,
    Wijze,
)
from mgn_tui.register import (
    aanmelden,
    adviseren,
    beheren,
    doelen,
    instellingen,
    kladblok,
    ongedaan,
    plannen,
    regio,
    registers,
    socialekaart,
    toeleiden,
    vastleggen,
    waarderen,
    zinnen,
)
from mgn_tui.register.sessie import Sessie
from mgn_tui.register.vrijgeven import geef_leerpunt_vrij
from tests.hulp_ongedaan import stand, verschil
from tests.hulp_registers import REGELS
from tests.hulp_werkmap import (
    ADVIES,
    AFSPRAKEN,
    ANDER_DUO,
    BEGIN,
    DUO,
    collega,
    kopieer_werkmap,
    lichte_kdf,
    maak_aanmelding,
    open_als,
    plan_gesprek,
)

NAMEN = ("Jansen", "Wójcik", "Đặng", "Şahin")
TEKSTEN = ("slaapt slecht", "", "wil weer naar het koor", "de buurvrouw helpt")


@dataclass
class Werk:
    """What there is by now, as references; `getal` turns a drawn number into a choice."""

    s: Sessie
    aanmeldingen: list[str] = field(default_factory=list)
    gesprekken: list[str] = field(default_factory=list)
    regels: list[tuple[str, str]] = field(default_factory=list)
    geweigerd: object = None  # the last refusal, to say why a step did nothing

    def aanmelding(self, n: int) -> str:
        return self.aanmeldingen[n % len(self.aanmeldingen)]

    def gesprek(self, n: int) -> str:
        return self.gesprekken[n % len(self.gesprekken)]


def _nieuw(w: Werk, n: int) -> None:
    velden = {"achternaam": NAMEN[n % 4], "criteria": "psychische-klachten", "expertise": "verslaving"}
    w.aanmeldingen.append(maak_aanmelding(w.s, **(velden if n % 3 else {})))


def _plan(w: Werk, n: int) -> None:
    w.gesprekken.append(plan_gesprek(w.s, w.aanmelding(n), DUO if n % 4 else ("Noor", "Elif")))


def _verzet(w: Werk, n: int) -> None:
    begin = datetime.combine(w.s.klok.vandaag(), datetime.min.time(), AMSTERDAM) + timedelta(days=1 + n % 9)
    plannen.verzet(
        w.s,
        w.gesprek(n),
        plannen.PlanInvoer(
            begin + timedelta(hours=9 + n % 7),
            tuple(collega(w.s, naam) for naam in (DUO if n % 3 else ("Noor", "Elif"))),
            locatie="De Terp",
            reden="geen-ander",
        ),
    )


def _gevoerd(w: Werk, n: int) -> None:
    ref = w.gesprek(n)
    einde = vastleggen.lees(w.s, ref).einde
    assert isinstance(w.s.klok, VasteKlok)
    w.s.klok.verder(max(einde - w.s.klok.nu(), timedelta()))
    vastleggen.rond_af(w.s, ref, reden="het liep zo" if n % 2 else "")


def _register(w: Werk, n: int) -> None:
    naam = sorted(REGELS)[n % len(REGELS)]
    w.regels.append((naam, registers.bewaar(w.s, naam, REGELS[naam](w.s))))


def _register_anders(w: Werk, n: int) -> None:
    naam, id_ = w.regels[n % len(w.regels)]
    registers.bewaar(w.s, naam, {"gemeente": "Kampen"} if naam == "casusoverleg" else {"waarde": "7"}, id_)


def _register_weg(w: Werk, n: int) -> None:
    registers.verwijder(w.s, *w.regels[n % len(w.regels)])


def _praktijk(w: Werk, n: int) -> None:
    id_ = beheren.lijst(w.s, "praktijk")[0].id if n % 2 else None
    beheren.bewaar(w.s, "praktijk", {"naam": f"Praktijk {n}", "plaats": "Zwolle"}, id_)


def _collega(w: Werk, n: int) -> None:
    elif_ = next(r for r in beheren.lijst(w.s, "medewerker") if r.naam == "Elif")
    tijden = ("ma 9:00-12:00\nwo 9:00-17:00", "vr 9:00-17:00")[n % 2]
    beheren.bewaar(w.s, "medewerker", {"telefoon": f"06-1111111{n % 10}", "werktijden": tijden}, elif_.id)


def _doel(w: Werk, n: int) -> None:
    doel = w.s.profiel.doelen[n % len(w.s.profiel.doelen)]
    if "oplevering" in doelen.kan(doel):
        dag = f"{doel.ijkmomenten[0].datum:%d-%m-%Y}"
        doelen.lever_op(w.s, doel.nr, {"ijkmoment": dag, "gedaan_op": "vandaag"})
    else:
        doelen.meet(w.s, doel.nr, {"datum": "vandaag", "waarde": "12", "bron": "telling", "nulmeting": "ja"})


def _kaart(w: Werk, n: int) -> None:
    staand = beheren.lijst(w.s, "kaart")
    id_ = staand[n % len(staand)].id if staand and n % 2 else None
    beheren.bewaar(w.s, "kaart", {"naam": f"Loket {n}", "telefoon": "038-1234567", "notitie": str(n)}, id_)


def _kaart_inlezen(w: Werk, n: int) -> None:
    rijen = [(nr, {"naam": f"Loket {n % 5 + nr}", "waarvoor": TEKSTEN[n % 4]}) for nr in range(3)]
    socialekaart.neem_over(w.s, rijen)


def _zin(w: Werk, n: int) -> None:
    staand = zinnen.lijst(w.s)
    id_ = staand[n % len(staand)].id if staand and n % 2 else None
    ruw = {"tekst": f"Belt u gerust, zin {n}.", "van_team": "ja" if n % 3 else "nee"}
    zinnen.bewaar(w.s, ruw, id_, gezien=True)


def _zin_weg(w: Werk, n: int) -> None:
    staand = zinnen.lijst(w.s)
    zinnen.verwijder(w.s, staand[n % len(staand)].id)


def _kaart_weg(w: Werk, n: int) -> None:
    staand = beheren.lijst(w.s, "kaart")
    socialekaart.verwijder(w.s, staand[n % len(staand)].id)


DOEN: Mapping[str, Callable[[Werk, int], object]] = {
    "nieuw": _nieuw,
    "wijzig": lambda w, n: aanmelden.wijzig(w.s, w.aanmelding(n), {"wensen": TEKSTEN[n % 4], "criteria": ""}),
    "bekende": lambda w, n: w.aanmeldingen.append(
        aanmelden.nieuw(
            w.s,
            aanmelden.begin_ruw(w.s)
            | aanmelden.lees(w.s, w.aanmelding(n)).ruw
            | {"aanmelddatum": "vandaag", "uitgenodigd_op": "", "telefoon": "06-12312312"},
            aanmelden.lees(w.s, w.aanmelding(n)).inwoner_ref,
        )
    ),
    "terug": lambda w, n: aanmelden.sluit(
        w.s, w.aanmelding(n), AanmeldingStatus.AFGEWEZEN, w.s.profiel.redenen_afwijzen[0].code, "te ver weg"
    ),
    "heropen": lambda w, n: aanmelden.heropen(w.s, w.aanmelding(n)),
    "uitnodiging": lambda w, n: aanmelden.nodig_uit(w.s, w.aanmelding(n), w.s.klok.vandaag(), bool(n % 2)),
    "plan": _plan,
    "verzet": _verzet,
    "afzeggen": lambda w, n: plannen.zeg_af(
        w.s, w.gesprek(n), GesprekStatus.GEANNULEERD, w.s.profiel.redenen_annuleren[0].code
    ),
    "gevoerd": _gevoerd,
    "thema": lambda w, n: vastleggen.bewaar_thema(
        w.s, w.gesprek(n), list(Thema)[n % 6], {"vertelt": TEKSTEN[n % 4], "score": str(n % 11)}
    ),
    "gesprek": lambda w, n: vastleggen.bewaar(
        w.s,
        w.gesprek(n),
        {
            "conclusie": TEKSTEN[n % 4],
            "uren_ggz": str(n % 3 or ""),
            "leefgebieden": "rouw-verlies",
            "leerpunt": "x",
        },
    ),
    "punt": lambda w, n: vastleggen.zet_punt(w.s, w.gesprek(n), w.s.profiel.opening[0].code, bool(n % 3)),
    "gast": lambda w, n: vastleggen.zet_gast(
        w.s, w.gesprek(n), GastSoort.NAASTE, Wijze.LIVE if n % 3 else None, TEKSTEN[n % 4]
    ),
    "erbij": lambda w, n: vastleggen.zet_deelnemer(
        w.s,
        w.gesprek(n),
        collega(w.s, ANDER_DUO[n % 2]),
        DeelnemerRol.GESPREKSVOERDER,
        Wijze.LIVE,
        bool(n % 3),
    ),
    "kladblok": lambda w, n: kladblok.voeg_toe(w.s, w.gesprek(n), f"regel {n}"),
    "verdeel": lambda w, n: kladblok.stuur_notitie(w.s, w.gesprek(n), 0, list(Thema)[n % 6]),
    "advies": lambda w, n: adviseren.bewaar(
        w.s, w.gesprek(n), {**ADVIES, "vangnet": TEKSTEN[n % 4]}, AFSPRAKEN[: n % 3]
    ),
    "delen": lambda w, n: adviseren.zet_delen(
        w.s, w.gesprek(n), Ontvanger.NAASTE, DeelOnderdeel.ADVIES, [True, False, None][n % 3], "de dochter"
    ),
    "akkoord": lambda w, n: adviseren.geef_akkoord(
        w.s, w.gesprek(n), collega(w.s, "Karim"), w.s.klok.vandaag() if n % 3 else None
    ),
    "vaststellen": lambda w, n: adviseren.stel_vast(w.s, w.gesprek(n)),
    "nieuwe versie": lambda w, n: adviseren.nieuwe_versie(w.s, w.gesprek(n)),
    "turf": lambda w, n: toeleiden.zet(
        w.s, w.gesprek(n), "sociaal-domein", list(Stap)[n % 4], [Weten.JA, Weten.NEE, None][n % 3]
    ),
    "waardering": lambda w, n: waarderen.bewaar_waardering(
        w.s,
        w.gesprek(n),
        {
            v.naam: "ja" if v.soort is VeldSoort.JANEE else str(1 + n % 9)
            for v in waarderen.formulier_waardering(w.s).velden[:3]
        },
    ),
    "leerpunt": lambda w, n: geef_leerpunt_vrij(w.s, w.gesprek(n), "eerder bellen", gezien=True),
    "register": _register,
    "register anders": _register_anders,
    "register weg": _register_weg,
    "praktijk": _praktijk,
    "collega": _collega,
    "instelling": lambda w, n: instellingen.bewaar(w.s, {"naam": f"Team {n}", "spoedlijn": "038-1234567"}),
    "regio": lambda w, n: regio.wissel(w.s, ("twente", "zorgzaam", "ijssel-vecht")[n % 3]),
    "waarde": lambda w, n: regio.zet(w.s, "normen.gesprek.dagen", str(14 + n % 9), "zo afgesproken"),
    "waarde terug": lambda w, n: regio.terug(w.s, "normen.gesprek.dagen"),
    "doel": _doel,
    "kaart": _kaart,
    "kaart inlezen": _kaart_inlezen,
    "kaart weg": _kaart_weg,
    "zin": _zin,
    "zin weg": _zin_weg,
}
VOOR: Mapping[str, list[tuple[str, int]]] = {
    "afzeggen": [("nieuw", 2), ("plan", 1)],
    "gevoerd": [("nieuw", 2), ("plan", 1)],
    "heropen": [("nieuw", 2), ("terug", 1)],
    "kaart weg": [("kaart", 2)],
    "zin weg": [("zin", 2)],
    "nieuwe versie": [("vaststellen", 0)],
    "plan": [("nieuw", 2)],
    "terug": [("nieuw", 2)],
    "verdeel": [("kladblok", 0)],
    "verzet": [("nieuw", 2), ("plan", 1)],
}
STAP = st.tuples(st.sampled_from(sorted(DOEN)), st.integers(0, 99))
LIJN = [("nieuw", 1), ("plan", 1), ("gevoerd", 1), ("advies", 2)]
"""Without these a random walk hardly ever gets to a gesprek that was held."""


def doe(w: Werk, stappen: list[tuple[str, int]]) -> int:
    """Do all of it; what is refused, or has nothing to work on, is left out. Returns how many were done."""
    gedaan = 0
    for naam, n in stappen:
        try:
            DOEN[naam](w, n)
            gedaan += 1
        except (MgnFout, ZeroDivisionError, AssertionError, IndexError) as fout:
            w.geweigerd = fout
    return gedaan


def alles(s: Sessie, wat: Callable[[Sessie], ongedaan.Uitkomst]) -> int:
    """Until there is nothing more."""
    keren = 0
    while True:
        try:
            uitkomst = wat(s)
        except NietGevonden:
            return keren
        assert not uitkomst.gebleven, uitkomst
        keren += 1


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(voor=st.lists(STAP, max_size=6), na=st.lists(STAP, min_size=3, max_size=14))
def test_alles_terug_en_alles_opnieuw(
    sjabloon: Path, licht: None, voor: list[tuple[str, int]], na: list[tuple[str, int]]
) -> None:
    with tempfile.TemporaryDirectory() as plek, lichte_kdf():
        s = open_als(kopieer_werkmap(sjabloon, Path(plek) / "werkmap"), "Noor", VasteKlok(BEGIN))
        try:
            begin = stand(s)
            doe(Werk(s), [*voor, *LIJN, *na])
            einde = stand(s)
            keren = alles(s, ongedaan.neem_terug)
            assert verschil(begin, stand(s)) == {}
            assert s.profiel.id == "ijssel-vecht"
            assert alles(s, ongedaan.doe_opnieuw) == keren
            assert verschil(einde, stand(s)) == {}
            assert alles(s, ongedaan.neem_terug) == keren, "doing again can be taken back as well"
            assert verschil(begin, stand(s)) == {}
            assert s.store.gebreken() == []
        finally:
            s.sluit()


@pytest.mark.parametrize("naam", sorted(DOEN))
def test_elke_stap_gaat_terug(naam: str, noor: Sessie) -> None:
    """Each use case by itself, so that the walk above cannot leave one out."""
    w = Werk(noor)
    doe(w, [*LIJN, ("gesprek", 1), ("register", 0), ("waarde", 3), *VOOR.get(naam, ())])
    plek = stand(noor)
    with suppress(NietGevonden):
        for n in range(12):
            gelukt = doe(w, [(naam, n)])
            if gelukt and verschil(plek, stand(noor)):
                break
    assert verschil(plek, stand(noor)), f"{naam} did nothing here: {w.geweigerd!r}"
    einde = stand(noor)
    uitkomst = ongedaan.neem_terug(noor)
    assert uitkomst.zin.startswith("Teruggenomen: ")
    assert "_" not in uitkomst.zin, "a column's own name"
    assert verschil(plek, stand(noor)) == {}
    assert ongedaan.doe_opnieuw(noor).zin.startswith("Opnieuw gedaan: ")
    assert verschil(einde, stand(noor)) == {}
