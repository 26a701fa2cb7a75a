"""The work during which a process is killed. Each says on stdout what the program called stored, and only that."""

import itertools
import os
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import text
from sqlmodel import select

from mgn_tui.domain.fouten import MgnFout, VerkeerdWachtwoord
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.exchange import importeren as inlezen
from mgn_tui.register import (
    aanmelden,
    adviseren,
    beheren,
    concepten,
    importeren,
    ongedaan,
    reservekopieen,
    sessie,
    sleutelwissel,
    team,
    terugzetten,
    vastleggen,
    vernietigen,
)
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import reservekopie
from mgn_tui.store import tables as t
from mgn_tui.store.sleutelbestand import Sleutelbestand
from mgn_tui.store.werkmap import Werkmap
from tests.beproeving.uitslag import eis
from tests.hulp_bestand import maak_rijen, schrijf
from tests.hulp_werkmap import (
    BEGIN,
    DUO,
    WACHTWOORDEN,
    collega,
    maak_aanmelding,
    maak_advies,
    maak_gevoerd,
    naar_gesprek,
    open_als,
    plan_gesprek,
)

NIEUW_WOORD = "vier andere losse woorden"
RIJEN = 120
Zegt = list[list[str]]


def zeg(*woorden: object) -> None:
    print(*woorden, flush=True)


def noor(map_: Path) -> Sessie:
    return open_als(Werkmap(map_), "Noor", VasteKlok(BEGIN + timedelta(days=200)))


@dataclass(frozen=True, slots=True)
class Werk:
    """`vooraf` prepares a werkmap once; `doe` runs in the child, from "klaar" on; `na` looks at what is left, given
    what the child had said. `duur`: seconds after "klaar" within which it is killed."""

    naam: str
    wat: str
    doe: Callable[[Path], None]
    na: Callable[[Sessie, Zegt], None]
    vooraf: Callable[[Sessie, Path], None] = lambda _s, _m: None
    duur: float = 0.3
    bron: str = "team"


# --- typing: the concept, by its use case ------------------------------------------------------


def _typ(map_: Path) -> None:
    s = noor(map_)
    zeg("klaar")
    for nummer in itertools.count(1):
        concepten.bewaar(s, "aanmelding", "nieuw", {"vraag": "x" * nummer})
        zeg("concept", nummer)


def _na_typ(s: Sessie, zei: Zegt) -> None:
    if zei:
        gevonden = concepten.vind(s, "aanmelding", "nieuw")
        eis(gevonden, "het concept wordt niet aangeboden")
        assert gevonden is not None
        eis(len(gevonden.ruw["vraag"]) >= int(zei[-1][1]), "een bewaard concept is weg")


# --- saving --------------------------------------------------------------------------------------


def _bewaar(map_: Path) -> None:
    s = noor(map_)
    ref = maak_aanmelding(s)
    zeg("klaar")
    for nummer in itertools.count(1):
        zeg("nieuw", maak_aanmelding(s, achternaam=f"Nummer {nummer}"), nummer)
        aanmelden.wijzig(s, ref, {"vraag": f"vraag {nummer} " + "x" * 3000, "woonplaats": f"plaats {nummer}"})
        zeg("wijzig", ref, nummer)


def _na_bewaar(s: Sessie, zei: Zegt) -> None:
    gewijzigd = {ref: int(n) for wat, ref, n in zei if wat == "wijzig"}
    for wat, ref, n in zei:
        if wat == "nieuw":
            eis(
                aanmelden.lees(s, ref).ruw["achternaam"] == f"Nummer {n}", "een bewaarde aanmelding is anders"
            )
    for ref, n_ in gewijzigd.items():
        ruw = aanmelden.lees(s, ref).ruw
        vraag, plaats = int(ruw["vraag"].split()[1]), int(ruw["woonplaats"].split()[1])
        eis(vraag == plaats, "een handeling is half bewaard")
        eis(vraag in (n_, n_ + 1), "een bewaarde wijziging is weg")


# --- planning, fixing an advies --------------------------------------------------------------------


def _plan(map_: Path) -> None:
    s = noor(map_)
    refs = [maak_aanmelding(s) for _ in range(3)]
    zeg("klaar")
    for ref in refs:
        zeg("gepland", plan_gesprek(s, ref))


def _na_plan(s: Sessie, zei: Zegt) -> None:
    for _, ref in zei:
        eis(vastleggen.lees(s, ref).einde, "een gepland gesprek is weg")


def _voor_vast(s: Sessie, map_: Path) -> None:
    refs = []
    for _ in range(4):
        _, gesprek = maak_gevoerd(s)
        maak_advies(s, gesprek)
        for naam in DUO:
            adviseren.geef_akkoord(s, gesprek, collega(s, naam), s.klok.vandaag())
        refs.append(gesprek)
    (map_ / "gesprekken.txt").write_text("\n".join(refs), encoding="utf-8")


def _stel_vast(map_: Path) -> None:
    s = noor(map_)
    refs = (map_ / "gesprekken.txt").read_text(encoding="utf-8").split()
    zeg("klaar")
    for ref in refs:
        adviseren.stel_vast(s, ref)
        zeg("vast", ref)


def _na_vast(s: Sessie, zei: Zegt) -> None:
    vast = {ref for _, ref in zei}
    for ref in (s.werkmap.pad / "gesprekken.txt").read_text(encoding="utf-8").split():
        beeld = adviseren.lees(s, ref)
        eis(beeld.ruw["antwoord"], "de tekst van een advies is weg")
        eis(ref not in vast or beeld.vastgesteld_op, "een vastgesteld advies is weer een concept")


# --- a new version, a file of rows -------------------------------------------------------------------


def _zet_om(map_: Path) -> None:
    zeg("klaar")
    noor(map_)
    zeg("open")


def _na_om(s: Sessie, _zei: Zegt) -> None:
    with s.lezen() as db:
        aantal = db.connection().exec_driver_sql("SELECT count(*) FROM gesprek").scalar()
    eis(aantal, "de gesprekken van een oudere versie zijn weg")


def _voor_import(_s: Sessie, map_: Path) -> None:
    schrijf(map_ / "rijen.csv", maak_rijen(random.Random(4), RIJEN))


def _importeer(map_: Path) -> None:
    s = noor(map_)
    voorstel = inlezen.stel_voor(s, map_ / "rijen.csv", geldige=True)
    zeg("klaar")
    importeren.bewaar(s, voorstel.plan)
    zeg("ingelezen", voorstel.plan.nieuw)


def _na_import(s: Sessie, zei: Zegt) -> None:
    plan = inlezen.stel_voor(s, s.werkmap.pad / "rijen.csv", geldige=True).plan
    eis(plan.nieuw in (0, RIJEN) and not plan.gewijzigd, "een bestand is half ingelezen")
    eis(not zei or not plan.nieuw, "ingelezen rijen zijn weg")


# --- backups, and putting one back -----------------------------------------------------------------


def _reserve(map_: Path) -> None:
    s = noor(map_)
    zeg("klaar")
    for nummer in itertools.count(1):
        beheren.bewaar(s, "praktijk", {"naam": f"Kopie {nummer}"})
        zeg("kopie", reservekopieen.maak(s)[0].pad.name)
        s.klok.verder(timedelta(seconds=1))  # type: ignore[attr-defined]


def _na_reserve(s: Sessie, zei: Zegt) -> None:
    alle = {k.pad.name for k in reservekopie.lijst(s.werkmap.reserve)}
    eis({naam for _, naam in zei[-5:]} <= alle, "een gemaakte reservekopie is weg")
    for kopie in reservekopie.lijst(s.werkmap.reserve):
        reservekopie.lees(kopie.pad, geheel=True)
    for pad in s.werkmap.reserve.glob(".bezig-*"):
        os.utime(pad, (0, 0))  # an hour later; until then it may be of a process that is at it
    reservekopieen.maak(s)
    resten = [p for p in s.werkmap.reserve.iterdir() if not p.name.endswith(".mgnreserve")]
    eis(not resten, "een halve reservekopie blijft liggen")


def _voor_terug(s: Sessie, _map: Path) -> None:
    beheren.bewaar(s, "praktijk", {"naam": "Eerder"})
    reservekopieen.maak(s)
    beheren.bewaar(s, "praktijk", {"naam": "Later"})


def _terug(map_: Path) -> None:
    werkmap, klok = Werkmap(map_), VasteKlok(BEGIN + timedelta(days=200))
    zeg("klaar")
    terugzetten.zet_terug(werkmap, terugzetten.kies(werkmap), ("Noor", WACHTWOORDEN["Noor"]), klok)
    zeg("terug")


def _na_terug(s: Sessie, zei: Zegt) -> None:
    namen = {r.naam for r in beheren.lijst(s, "praktijk")}
    eis("Eerder" in namen, "wat in beide standen was, is weg")
    eis(not zei or "Later" not in namen, "terugzetten was klaar en is er niet")


# --- keys and people -----------------------------------------------------------------------------------


def _wissel(map_: Path) -> None:
    s = noor(map_)
    zeg("klaar")
    for nummer in itertools.count(1):
        sleutelwissel.wissel(s)
        beheren.bewaar(s, "praktijk", {"naam": f"Sleutel {nummer}"})
        zeg("sleutel", nummer)


def _na_wissel(s: Sessie, zei: Zegt) -> None:
    namen = {r.naam for r in beheren.lijst(s, "praktijk")}
    eis(all(f"Sleutel {n}" in namen for _, n in zei), "wat onder een nieuwe sleutel bewaard was, is weg")
    eis(not Sleutelbestand.lees(s.werkmap.sleutels).wisselt, "er zijn nog twee sleutels")
    s.klok.verder(timedelta(seconds=5))  # type: ignore[attr-defined]
    open_als(s.werkmap, "Elif", s.klok).sluit()  # type: ignore[arg-type]


def _woord(map_: Path) -> None:
    s = open_als(Werkmap(map_), "Karim", VasteKlok(BEGIN + timedelta(days=200)))
    zeg("klaar")
    team.wijzig_wachtwoord(s, WACHTWOORDEN["Karim"], NIEUW_WOORD)
    zeg("gewijzigd")


def _na_woord(s: Sessie, zei: Zegt) -> None:
    goed = []
    for woord in (WACHTWOORDEN["Karim"], NIEUW_WOORD):
        try:
            sessie.open_werkmap(s.werkmap, "Karim", woord, s.klok).sluit()
        except VerkeerdWachtwoord:
            s.klok.verder(timedelta(minutes=10))  # type: ignore[attr-defined]
        else:
            goed.append(woord)
    eis(len(goed) == 1, "niet precies één wachtwoord opent")
    eis(not zei or goed == [NIEUW_WOORD], "het oude wachtwoord opent nog")


def _erbij(map_: Path) -> None:
    s = noor(map_)
    ids = [
        beheren.bewaar(
            s,
            "medewerker",
            {"naam": f"Collega {n}", "rol": "gespreksvoerder", "domein": "ggz", "functie": "f"},
        )
        for n in range(4)
    ]
    zeg("klaar")
    for nummer, id_ in enumerate(ids):
        team.geef_toegang(s, id_, NIEUW_WOORD)
        zeg("erbij", nummer)


def _na_erbij(s: Sessie, zei: Zegt) -> None:
    for _, n in zei:
        s.klok.verder(timedelta(seconds=5))  # type: ignore[attr-defined]
        sessie.open_werkmap(s.werkmap, f"Collega {n}", NIEUW_WOORD, s.klok).sluit()
    for regel in beheren.lijst(s, "medewerker"):
        if regel.naam == f"Collega {len(zei)}":
            try:
                team.geef_toegang(s, regel.id, NIEUW_WOORD)  # half-way, it is simply done again
            except MgnFout as fout:
                eis("al een eigen wachtwoord" in fout.melding, "een halve collega kan er niet meer bij")


def _voor_weg(s: Sessie, map_: Path) -> None:
    (map_ / "gesprekken.txt").write_text("\n".join(maak_gevoerd(s)[1] for _ in range(4)), encoding="utf-8")


def _vernietig(map_: Path) -> None:
    s = noor(map_)
    refs = [
        (ref, vernietigen.bekijk(s, ref).ref)
        for ref in (map_ / "gesprekken.txt").read_text(encoding="utf-8").split()
    ]
    zeg("klaar")
    for ref, inwoner in refs:
        vernietigen.vernietig(s, ref, vernietigen.PERSOON, inwoner)
        zeg("vernietigd", ref)


def _na_vernietigd(s: Sessie, zei: Zegt) -> None:
    """Whole or destroyed, and what was called destroyed stays so; nothing in between."""
    klaar = {ref for _, ref in zei}
    for ref in (s.werkmap.pad / "gesprekken.txt").read_text(encoding="utf-8").split():
        with s.lezen() as db:
            inwoner = db.exec(select(t.Gesprek.inwoner).where(t.Gesprek.ref == ref)).one()
            weg = db.get(t.Wissing, inwoner) is not None
            sleutels = db.exec(select(t.Inwonersleutel).where(t.Inwonersleutel.inwoner == inwoner)).all()
            naam = db.get_one(t.Identiteit, inwoner).achternaam
            gelogd = db.execute(_NAMEN_IN_LOG, {"p": inwoner.bytes}).scalar()
        eis(weg or ref not in klaar, "wie vernietigd was, is er weer")
        eis(weg is (not sleutels) is (naam is None) is (not gelogd), "iemand is half vernietigd")
        eis(weg or vastleggen.lees(s, ref).ruw["duur_min"], "wie er nog is, is niet te lezen")


_NAMEN_IN_LOG = text(
    "SELECT count(*) FROM wijziging WHERE persoon = :p AND tabel = 'identiteit' "
    "AND json_extract(nieuw, '$.achternaam') IS NOT NULL"
)


def _neem_terug(map_: Path) -> None:
    s = noor(map_)
    ref = maak_aanmelding(s, vraag="vraag 0", woonplaats="plaats 0")
    zeg("klaar")
    for nummer in itertools.count(1):
        aanmelden.wijzig(s, ref, {"vraag": f"vraag {nummer}", "woonplaats": f"plaats {nummer}"})
        zeg("wijzig", ref, nummer)
        ongedaan.neem_terug(s)
        zeg("terug", ref, nummer)


def _na_teruggenomen(s: Sessie, zei: Zegt) -> None:
    if zei:
        wat, ref, n = zei[-1]
        ruw = aanmelden.lees(s, ref).ruw
        vraag, plaats = int(ruw["vraag"].split()[1]), int(ruw["woonplaats"].split()[1])
        eis(vraag == plaats, "een handeling is half teruggenomen")
        eis(
            vraag in ((int(n), 0) if wat == "wijzig" else (0, int(n) + 1)), "wat teruggenomen was, is er weer"
        )


def _voor_afscheid(s: Sessie, map_: Path) -> None:
    ids = []
    for n in range(3):
        ruw = {"naam": f"Collega {n}", "rol": "gespreksvoerder", "domein": "ggz", "functie": "f"}
        ids.append(beheren.bewaar(s, "medewerker", ruw))
        team.geef_toegang(s, ids[-1], NIEUW_WOORD)
    (map_ / "collegas.txt").write_text("\n".join(ids), encoding="utf-8")


def _neem_afscheid(map_: Path) -> None:
    s = noor(map_)
    zeg("klaar")
    for id_ in (map_ / "collegas.txt").read_text(encoding="utf-8").split():
        bezwaar = team.verwijder(s, id_)
        zeg("weg", id_, "nieuw" if bezwaar is None else "zelfde")


def _na_afscheid(s: Sessie, zei: Zegt) -> None:
    bestand, weg = Sleutelbestand.lees(s.werkmap.sleutels), {id_ for _, id_, _ in zei}
    eis(not bestand.wisselt, "er zijn nog twee sleutels")
    for nummer, id_ in enumerate((s.werkmap.pad / "collegas.txt").read_text(encoding="utf-8").split()):
        with s.lezen() as db:
            actief = db.get_one(t.Medewerker, UUID(hex=id_)).actief
        eis(not (actief and id_ in weg), "wie vertrokken was, hoort weer bij het team")
        eis(actief is (UUID(hex=id_) in bestand.personen), "sleutelbestand en team spreken elkaar tegen")
        if actief:
            s.klok.verder(timedelta(seconds=5))  # type: ignore[attr-defined]
            sessie.open_werkmap(s.werkmap, f"Collega {nummer}", NIEUW_WOORD, s.klok).sluit()
    s.klok.verder(timedelta(seconds=5))  # type: ignore[attr-defined]
    open_als(s.werkmap, "Elif", s.klok).sluit()  # type: ignore[arg-type]


def _gesprek(map_: Path) -> None:
    s = noor(map_)
    refs = [plan_gesprek(s, maak_aanmelding(s)) for _ in range(2)]
    naar_gesprek(s, refs[-1])
    zeg("klaar")
    for nummer in itertools.count(1):
        for ref in refs:
            vastleggen.bewaar(s, ref, {"conclusie": f"conclusie {nummer}", "kladblok": f"klad {nummer}\n"})
            zeg("gesprek", ref, nummer)


def _na_gesprek(s: Sessie, zei: Zegt) -> None:
    for ref, n in {ref: int(n) for _, ref, n in zei}.items():
        ruw = vastleggen.lees(s, ref).ruw
        conclusie, klad = (int(ruw[veld].split()[1]) for veld in ("conclusie", "kladblok"))
        eis(conclusie == klad, "een handeling is half bewaard")
        eis(conclusie in (n, n + 1), "wat in een gesprek bewaard was, is weg")


WERKEN = (
    Werk("concept", "typen (het concept, zonder scherm)", _typ, _na_typ),
    Werk("bewaren", "een aanmelding bewaren en wijzigen", _bewaar, _na_bewaar),
    Werk("gesprek", "een gesprek vastleggen", _gesprek, _na_gesprek),
    Werk("plannen", "een gesprek plannen", _plan, _na_plan, duur=0.5),
    Werk("vaststellen", "een advies vaststellen", _stel_vast, _na_vast, _voor_vast),
    Werk("omzetten", "een werkmap van de eerste versie omzetten", _zet_om, _na_om, duur=0.8, bron="0001"),
    Werk("importeren", "een bestand inlezen", _importeer, _na_import, _voor_import, duur=0.8),
    Werk("reservekopie", "een reservekopie maken", _reserve, _na_reserve, duur=0.5),
    Werk("terugzetten", "een reservekopie terugzetten", _terug, _na_terug, _voor_terug, duur=0.5),
    Werk("sleutel", "de database een nieuwe sleutel geven", _wissel, _na_wissel, duur=0.5),
    Werk("wachtwoord", "een wachtwoord wijzigen", _woord, _na_woord, duur=0.1),
    Werk("collega", "een collega toegang geven", _erbij, _na_erbij, duur=0.3),
    Werk("afscheid", "een collega gaat weg", _neem_afscheid, _na_afscheid, _voor_afscheid, duur=0.6),
    Werk("vernietigen", "iemands gegevens vernietigen", _vernietig, _na_vernietigd, _voor_weg, duur=0.6),
    Werk("terugnemen", "een wijziging terugnemen", _neem_terug, _na_teruggenomen),
)
