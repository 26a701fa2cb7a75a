"""Rows of the team's own table (monitoringsformat, part 1), put straight into a werkmap, and counted once more.

`rijen` gives tables of good rows, as text, the way a file has them. `zet_in_map` stores them with plain inserts.
`naief` counts them again from the words of the contract, each figure on its own, without our queries or code.
"""

import random
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from sqlmodel import SQLModel, insert, select

from mgn_tui.domain.klok import AMSTERDAM
from mgn_tui.domain.profiel import Profiel
from mgn_tui.domain.referentie import nieuwe_referentie
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import tables as t

Rij = dict[str, str]
KOLOMMEN = [
    "gesprek_id",
    "inwoner_id",
    "pilot",
    "gemeente",
    "praktijk",
    "subregio",
    "deelgebied",
    "aanmelder",
    "aanmelddatum",
    "uitnodigingsdatum",
    "op_verzoek_inwoner",
    "werkwijze",
    "methodiek",
    "status",
    "reden",
    "gespreksdatum",
    "volgnummer",
    "soort",
    "duur_min",
    "vorm",
    "leeftijd",
    "gespreksvoerders",
    "ervaringsdeskundigheid",
    "disciplines",
    "naaste",
    "criteria",
    "leefgebieden",
    "themas",
    "score_lichaamsfuncties",
    "score_mentaal-welbevinden",
    "score_zingeving",
    "score_kwaliteit-van-leven",
    "score_meedoen",
    "score_dagelijks-functioneren",
    "advies",
    "primair",
    "actie_huisarts",
    "adviesdatum",
    "intakedatum_ggz",
    "toegeleid",
    "benut",
    "uiteindelijk_resultaat",
    "ontbrekend_aanbod",
    "uren_ggz",
    "uren_sd",
    "uren_ed",
    "uren_frictie",
    "leerpunt",
    "waardering_inwoner",
    "waardering_naaste",
    "waardering_verwijzer",
    "waardering_team",
    "waardering_proces",
    "waardering_samenwerking",
]
THEMAS = [k.removeprefix("score_") for k in KOLOMMEN if k.startswith("score_")]
WAARDERINGEN = [k.removeprefix("waardering_") for k in KOLOMMEN if k.startswith("waardering_")]
UREN = ("ggz", "sd", "ed", "frictie")
GESPREK = ("gepland", "gevoerd", "no-show", "geannuleerd")
AANMELDVELDEN = [
    "praktijk",
    "gemeente",
    "subregio",
    "deelgebied",
    "aanmelder",
    "uitnodigingsdatum",
    "op_verzoek_inwoner",
    "criteria",
]
EERSTE = date(2025, 11, 1)

_CATEGORIEEN = [
    "zelf",
    "sociale-basis",
    "sociaal-domein",
    "wmo",
    "poh-ggz",
    "ggz-basis",
    "ggz-specialistisch",
    "huisarts",
    "weggegaan",
]
_CRITERIA = ["psychische-klachten", "andere-leefgebieden", "niet-in-ggz", "onbekend-criterium"]
_LEEFGEBIEDEN = ["wonen", "financien", "rouw-verlies", "iets-anders", "nog-iets"]


# --- making rows -----------------------------------------------------------------------------


def rij(**velden: object) -> Rij:
    """One row; what is not given is empty."""
    onbekend = velden.keys() - set(KOLOMMEN)
    assert not onbekend, onbekend
    return dict.fromkeys(KOLOMMEN, "") | {k: str(v) for k, v in velden.items()}


def gevoerd(nr: int, inwoner: str = "", **velden: object) -> Rij:
    """A first gesprek that was held on 9 February 2026, ten days after the aanmelding."""
    return rij(
        **{
            "gesprek_id": f"g{nr:03}",
            "inwoner_id": inwoner or f"i{nr:03}",
            "pilot": "Noord",
            "aanmelddatum": "2026-01-30",
            "status": "gevoerd",
            "gespreksdatum": "2026-02-09",
            **velden,
        }
    )


class _Maker:
    def __init__(self, zaad: int) -> None:
        self.kans = random.Random(zaad)
        self.rijen: list[Rij] = []

    def misschien(self, kans: float, waarde: object) -> str:
        return str(waarde) if self.kans.random() < kans else ""

    def lijst(self, uit: Sequence[str], hoogstens: int) -> str:
        return "|".join(self.kans.sample(uit, self.kans.randint(0, hoogstens)))

    def inwoner(self, nummer: int) -> None:
        dag = EERSTE + timedelta(days=self.kans.randint(0, 200))
        for _ in range(self.kans.choice((1, 1, 1, 2))):
            self.aanmelding(f"i{nummer:03}", dag)
            dag += timedelta(days=self.kans.randint(1, 120))

    def aanmelding(self, inwoner: str, dag: date) -> None:
        r = self.kans
        vast = {
            "inwoner_id": inwoner,
            "pilot": r.choice(("Noord", "Zuid")),
            "gemeente": r.choice(("Zwolle", "Kampen", "")),
            "subregio": r.choice(("Vechtdal", "")),
            "praktijk": r.choice(("Praktijk Aa", "Praktijk Bos", "")),
            "aanmelddatum": dag.isoformat(),
            "uitnodigingsdatum": self.misschien(0.6, dag + timedelta(days=r.randint(0, 2))),
            "op_verzoek_inwoner": self.misschien(0.2, "ja"),
            "criteria": self.lijst(_CRITERIA, 3),
        }
        loop = r.choice(("open", "eindigt", "een", "een", "een", "twee", "twee", "alleen-tweede", "gepland"))
        if loop == "open":
            self.zet(vast, "aangemeld")
            return
        for _ in range(r.choice((0, 0, 1))):
            self.gesprek(vast, r.choice(("no-show", "geannuleerd")), dag, 1)
        if loop == "eindigt":
            self.zet(
                vast,
                r.choice(("afgewezen", "ingetrokken")),
                reden=self.misschien(0.7, r.choice(("gaat-beter", "verhuisd"))),
            )
        elif loop == "gepland":
            self.gesprek(vast, "gepland", dag, 1)
        else:
            for volgnummer in {"een": (1,), "twee": (1, 2), "alleen-tweede": (2,)}[loop]:
                self.gesprek(vast, "gevoerd", dag, volgnummer)

    def gesprek(self, vast: Rij, status: str, dag: date, volgnummer: int) -> None:
        r = self.kans
        if r.random() < 0.1:  # this row says it differently
            vast = vast | {
                "gemeente": "Ommen",
                "pilot": r.choice(("Noord", "Zuid")),
                "criteria": "niet-in-ggz|vreemd",
            }
        wanneer = dag + timedelta(days=r.randint(2, 40) + 20 * (volgnummer - 1))
        gesprek: dict[str, object] = {"gespreksdatum": wanneer, "volgnummer": volgnummer}
        if status == "geannuleerd" and r.random() < 0.5:
            gesprek["gespreksdatum"] = ""
        gesprek["uren_frictie"] = self.misschien(0.2, r.choice(("0.25", "1.5", "2")))
        gesprek["soort"] = r.choice(("instroom", "instroom", "instroom", "uitstroom", "check-in"))
        if status == "gevoerd":
            gesprek |= self.inhoud()
        self.zet(vast, status, **gesprek)

    def inhoud(self) -> dict[str, object]:
        r = self.kans
        advies = r.sample(_CATEGORIEEN, r.randint(0, 3)) if r.random() < 0.9 else ["geen"]
        return {
            "werkwijze": r.choice(("werkwijze 1.1", "werkwijze 1.2", "")),
            "methodiek": r.choice(("positieve-gezondheid", "hog", "")),
            "duur_min": self.misschien(0.8, r.randint(30, 90)),
            "gespreksvoerders": r.choice(("ggz|sd", "sd|ggz", "ggz|sd|ed", "")),
            "naaste": r.choice(("ja", "nee", "")),
            "leefgebieden": self.lijst(_LEEFGEBIEDEN, 3),
            "themas": self.lijst(THEMAS, 6),
            **{f"score_{thema}": self.misschien(0.4, r.randint(0, 20) / 2) for thema in THEMAS},
            "advies": "|".join(advies),
            "primair": self.misschien(0.7, r.choice(advies)) if advies else "",
            "toegeleid": r.choice((self.lijst(_CATEGORIEEN, 2), "onbekend", "wmo@2026-03-09")),
            "benut": r.choice((self.lijst(_CATEGORIEEN, 1), "niet-nagevraagd", "")),
            **{f"uren_{wie}": self.misschien(0.5, r.randint(1, 300) / 100) for wie in ("ggz", "sd", "ed")},
            **{f"waardering_{wie}": self.misschien(0.3, r.randint(1, 10)) for wie in WAARDERINGEN},
        }

    def zet(self, vast: Rij, status: str, **velden: object) -> None:
        self.rijen.append(rij(**{**vast, "gesprek_id": f"g{len(self.rijen):04}", "status": status, **velden}))


def maak_rijen(zaad: int, inwoners: int) -> list[Rij]:
    """The same table for the same seed."""
    maker = _Maker(zaad)
    for nummer in range(inwoners):
        maker.inwoner(nummer)
    return maker.rijen


rijen: st.SearchStrategy[list[Rij]] = st.builds(maak_rijen, st.integers(0, 2**32 - 1), st.integers(0, 14))
"""Tables of good rows: nothing in them that an import would refuse."""


# --- into a werkmap --------------------------------------------------------------------------


def lijst(tekst: str) -> list[str]:
    return [deel for deel in tekst.split("|") if deel]


def dag_van(tekst: str) -> date | None:
    return date.fromisoformat(tekst) if tekst else None


def _getal(tekst: str) -> Decimal | None:
    return Decimal(tekst.replace(",", ".")) if tekst else None


class _Bewaarder:
    def __init__(self, s: Sessie) -> None:
        self.s = s
        self.rijen: dict[type[SQLModel], list[dict[str, Any]]] = {}
        self.namen: dict[tuple[type[SQLModel], str], UUID] = {}
        with s.lezen() as db:
            for model in (t.Pilot, t.Praktijk):
                self.namen |= {(model, r.naam): r.id for r in db.exec(select(model)).all()}

    def zet(self, model: type[SQLModel], **velden: Any) -> None:
        self.rijen.setdefault(model, []).append(velden)

    def genoemd(self, model: type[SQLModel], naam: str) -> UUID | None:
        if naam and (model, naam) not in self.namen:
            self.namen[model, naam] = self.s.nieuw_id()
            self.zet(model, id=self.namen[model, naam], naam=naam)
        return self.namen.get((model, naam))

    def aanmelding(self, inwoner: UUID, deze: list[Rij]) -> None:
        zonder = next((r for r in deze if r["status"] not in GESPREK), None)
        basis = zonder or deze[0]
        id_ = self.s.nieuw_id()
        status = basis["status"] if basis["status"] in ("afgewezen", "ingetrokken") else "open"
        self.zet(
            t.Aanmelding,
            id=id_,
            ref=nieuwe_referentie(),
            extern_id=zonder["gesprek_id"] if zonder else None,
            inwoner=inwoner,
            pilot=self.genoemd(t.Pilot, basis["pilot"]),
            praktijk=self.genoemd(t.Praktijk, basis["praktijk"]),
            gemeente=basis["gemeente"] or None,
            subregio=basis["subregio"] or None,
            aanmelddatum=date.fromisoformat(basis["aanmelddatum"]),
            uitgenodigd_op=dag_van(basis["uitnodigingsdatum"]),
            op_verzoek_inwoner=True if basis["op_verzoek_inwoner"] == "ja" else None,
            status=status,
            reden_code=basis["reden"] or None if zonder else None,
        )
        bekend, onbekend = self._criteria(basis)
        for code in bekend:
            self.zet(t.AanmeldingCriterium, aanmelding=id_, code=code, inwoner=inwoner, tekst=None)
        if onbekend:
            self.zet(
                t.AanmeldingCriterium,
                aanmelding=id_,
                code="overig",
                inwoner=inwoner,
                tekst="|".join(onbekend),
            )
        for r in deze:
            if r["status"] in GESPREK:
                self.gesprek(inwoner, id_, r, anders=any(r[v] != basis[v] for v in AANMELDVELDEN))

    def _criteria(self, r: Rij) -> tuple[list[str], list[str]]:
        codes = {i.code for i in self.s.profiel.criteria}
        return [c for c in lijst(r["criteria"]) if c in codes], [
            c for c in lijst(r["criteria"]) if c not in codes
        ]

    def gesprek(self, inwoner: UUID, aanmelding: UUID, r: Rij, *, anders: bool) -> None:
        id_ = self.s.nieuw_id()
        wanneer = dag_van(r["gespreksdatum"]) or date.fromisoformat(r["aanmelddatum"])
        bij = {"gesprek": id_, "inwoner": inwoner}
        self.zet(
            t.Gesprek,
            id=id_,
            ref=nieuwe_referentie(),
            extern_id=r["gesprek_id"],
            aanmelding=aanmelding,
            inwoner=inwoner,
            pilot=self.genoemd(t.Pilot, r["pilot"]),
            volgnummer=int(r["volgnummer"] or 1),
            soort=r["soort"] or "instroom",
            status=r["status"],
            begin=datetime.combine(wanneer, time(12), AMSTERDAM),
            begin_precisie="dag" if r["gespreksdatum"] else "geen",
            duur_min=int(r["duur_min"] or 0),
            vorm="locatie",
            werkwijze=r["werkwijze"] or None,
            methodiek=r["methodiek"] or None,
            naaste_aanwezig={"ja": True, "nee": False}.get(r["naaste"]),
            team="|".join(sorted(lijst(r["gespreksvoerders"]), key=UREN.index)) or None,
        )
        if anders:
            bekend, onbekend = self._criteria(r)
            self.zet(
                t.GesprekRij,
                **bij,
                praktijk=self.genoemd(t.Praktijk, r["praktijk"]),
                gemeente=r["gemeente"] or None,
                subregio=r["subregio"] or None,
                uitgenodigd_op=dag_van(r["uitnodigingsdatum"]),
                op_verzoek_inwoner=True if r["op_verzoek_inwoner"] == "ja" else None,
                criteria="|".join(bekend) or None,
                criteria_tekst="|".join(onbekend) or None,
            )
        bekend_l = {i.code for i in self.s.profiel.leefgebieden}
        for code in {c if c in bekend_l else "overig" for c in lijst(r["leefgebieden"])}:
            self.zet(t.GesprekLeefgebied, **bij, code=code)
        for thema in THEMAS:
            if thema in lijst(r["themas"]) or r[f"score_{thema}"]:
                score = _getal(r[f"score_{thema}"])
                self.zet(
                    t.GesprekThema, **bij, thema=thema, besproken=thema in lijst(r["themas"]), score=score
                )
        for wie in UREN:
            if r[f"uren_{wie}"]:
                self.zet(t.GesprekUren, **bij, wie=wie, uren=_getal(r[f"uren_{wie}"]))
        for wie in WAARDERINGEN:
            if r[f"waardering_{wie}"]:
                self.zet(t.GesprekWaardering, **bij, soort=wie, waarde=_getal(r[f"waardering_{wie}"]))
        for kolom, stap in (("advies", "geadviseerd"), ("toegeleid", "verwezen"), ("benut", "gestart")):
            for deel in lijst(r[kolom]):
                code, _, op = deel.partition("@")
                weten = code if code in ("onbekend", "niet-nagevraagd") else "ja"
                self.zet(
                    t.Toeleiding,
                    **bij,
                    code="*" if weten != "ja" else code,
                    stap=stap,
                    weten=weten,
                    datum=dag_van(op),
                )
        if r["advies"]:
            self.zet(t.Advies, id=self.s.nieuw_id(), **bij, hoofdadvies=r["primair"] or None)


def zet_in_map(s: Sessie, tabel: Iterable[Rij]) -> None:
    """Store the rows, as an import does, but for texts about a person."""
    b = _Bewaarder(s)
    per_inwoner: dict[str, dict[str, list[Rij]]] = {}
    for r in tabel:
        per_inwoner.setdefault(r["inwoner_id"], {}).setdefault(r["aanmelddatum"], []).append(r)
    for naam, aanmeldingen in per_inwoner.items():
        id_ = s.nieuw_id()
        b.zet(t.Inwoner, id=id_, ref=nieuwe_referentie(), extern_id=naam)
        for deze in aanmeldingen.values():
            b.aanmelding(id_, deze)
    volgorde = {tabel_: nummer for nummer, tabel_ in enumerate(SQLModel.metadata.sorted_tables)}
    with s.schrijven() as db:
        for model in sorted(b.rijen, key=lambda m: volgorde[SQLModel.metadata.tables[str(m.__tablename__)]]):
            db.connection().execute(insert(model), b.rijen[model])


_GEVULD = [
    "gesprek_rij",
    "gesprek_leefgebied",
    "gesprek_thema",
    "gesprek_uren",
    "gesprek_waardering",
    "toeleiding",
    "advies",
    "gesprek",
    "aanmelding_criterium",
    "aanmelding",
    "inwoner",
]


def maak_leeg(s: Sessie) -> None:
    """Take out what `zet_in_map` put in."""
    with s.schrijven() as db:
        for tabel in _GEVULD:
            db.connection().exec_driver_sql(f"DELETE FROM {tabel}")  # noqa: S608


# --- counting once more ----------------------------------------------------------------------


def _procent(teller: int, noemer: int) -> float | None:
    if not noemer:
        return None
    return float((Decimal(100 * teller) / Decimal(noemer)).quantize(Decimal("0.1"), ROUND_HALF_UP))


def _gemiddeld(waarden: Sequence[Decimal | int]) -> float | None:
    if not waarden:
        return None
    exact = Fraction(sum(Fraction(w) for w in waarden), len(waarden))
    return float(
        (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    )


def _nul_weg(teller: Iterable[str]) -> dict[str, int]:
    return dict(Counter(teller))


def naief(
    tabel: Sequence[Rij],
    profiel: Profiel,
    van: date,
    tot: date,
    *,
    label: str = "",
    pilot: str = "",
    gemeente: str = "",
    subregio: str = "",
    ijkmoment: date | None = None,
) -> dict[str, Any]:
    """The contract's object for these rows, but for targets that are not about gesprekken."""
    alle = [
        r
        for r in tabel
        if (not pilot or r["pilot"] == pilot)
        and (not gemeente or r["gemeente"] == gemeente)
        and (not subregio or r["subregio"] == subregio)
    ]

    def dag(r: Rij) -> date:
        return date.fromisoformat(r["gespreksdatum"] or r["aanmelddatum"])

    def volgnr(r: Rij) -> int:
        return int(r["volgnummer"] or 1)

    def soort(r: Rij) -> str:
        return r["soort"] or "instroom"

    rijen_van_periode = [r for r in alle if van <= dag(r) <= tot]
    in_periode = [r for r in rijen_van_periode if r["status"] in GESPREK]
    wel = [r for r in in_periode if r["status"] == "gevoerd"]
    eerste = [r for r in wel if volgnr(r) == 1 and soort(r) == "instroom"]
    aangemeld = [r for r in alle if van <= date.fromisoformat(r["aanmelddatum"]) <= tot]

    def paren(deze: Iterable[Rij]) -> set[tuple[str, str]]:
        return {(r["inwoner_id"], r["aanmelddatum"]) for r in deze}

    def met(status: str) -> list[Rij]:
        return [r for r in aangemeld if r["status"] == status]

    tot_dan = [r for r in alle if date.fromisoformat(r["aanmelddatum"]) <= tot]
    open_ = paren(r for r in tot_dan if r["status"] in ("aangemeld", "gepland")) - paren(
        r for r in tot_dan if r["status"] in ("gevoerd", "afgewezen", "ingetrokken")
    )

    def wacht(kolom: str, norm: str) -> dict[str, Any]:
        dagen = sorted(
            (date.fromisoformat(r[kolom]) - date.fromisoformat(r["aanmelddatum"])).days
            for r in eerste
            if r[kolom]
        )
        grens = profiel.normen[norm].dagen
        p90: float | None = dagen[0] if dagen else None
        if len(dagen) > 1:
            p90 = statistics.quantiles(dagen, n=10, method="inclusive")[8]
        return {
            "n": len(dagen),
            "mediaan": statistics.median(dagen) if dagen else None,
            "p90": p90,
            "gemiddeld": _gemiddeld(dagen),
            "binnen_norm": None if grens is None else len([d for d in dagen if d <= grens]),
            "norm": grens,
        }

    duren = [int(r["duur_min"]) for r in wel if r["duur_min"]]
    met_advies = [r for r in wel if r["advies"]]
    groepen = {g.code: set(g.codes) for g in profiel.groepen if g.code != "overig"}

    def groep(code: str) -> str:
        return next((g for g, codes in groepen.items() if code in codes), "overig")

    def primair(r: Rij) -> str:
        codes = lijst(r["advies"])
        return r["primair"] or (codes[0] if len(codes) == 1 else "")

    def codes_van(kolom: str) -> dict[str, int]:
        kale = ({d.partition("@")[0] for d in lijst(r[kolom])} for r in wel)
        return _nul_weg(c for codes in kale for c in codes if c not in ("onbekend", "niet-nagevraagd"))

    def lijstcodes(kolom: str, bekend: set[str]) -> dict[str, int]:
        per_rij = ({c if c in bekend else "overig" for c in lijst(r[kolom])} for r in wel)
        return _nul_weg(c for codes in per_rij for c in codes)

    redenen = {
        (*paar, r["reden"])
        for r in (*met("afgewezen"), *met("ingetrokken"))
        if r["reden"]
        for paar in paren([r])
    }
    return {
        "regio": profiel.id,
        "periode": {"label": label, "van": str(van), "tot": str(tot)},
        "gesprekken": {
            "gevoerd": len(wel),
            "eerste": len(eerste),
            "tweede": len([r for r in wel if volgnr(r) == 2 and soort(r) == "instroom"]),
            "no_show": len([r for r in in_periode if r["status"] == "no-show"]),
            "geannuleerd": len([r for r in in_periode if r["status"] == "geannuleerd"]),
        },
        "inwoners": len({r["inwoner_id"] for r in wel}),
        "aanmeldingen": {
            "ontvangen": len(paren(r for r in aangemeld if volgnr(r) == 1)),
            "afgewezen": len(paren(met("afgewezen"))),
            "ingetrokken": len(paren(met("ingetrokken"))),
            "redenen": _nul_weg(r for _, _, r in redenen),
            "openstaand": {
                "n": len(open_),
                "langste_dagen": max(((tot - date.fromisoformat(d)).days for _, d in open_), default=None),
            },
        },
        "wachttijd_uitnodiging_dagen": wacht("uitnodigingsdatum", "uitnodiging"),
        "wachttijd_dagen": wacht("gespreksdatum", "gesprek"),
        "duur_min": {"n": len(duren), "mediaan": statistics.median(duren) if duren else None},
        "naaste_aanwezig": len([r for r in wel if r["naaste"] == "ja"]),
        "teams": _nul_weg(
            "+".join(w for w in UREN for x in lijst(r["gespreksvoerders"]) if x == w)
            for r in wel
            if r["gespreksvoerders"]
        ),
        "themas": {
            thema: {
                "besproken": len([r for r in wel if thema in lijst(r["themas"])]),
                "score_n": len(scores := [Decimal(r[f"score_{thema}"]) for r in wel if r[f"score_{thema}"]]),
                "score_gemiddeld": _gemiddeld(scores),
            }
            for thema in THEMAS
        },
        "leefgebieden": lijstcodes("leefgebieden", {i.code for i in profiel.leefgebieden}),
        "criteria": lijstcodes("criteria", {i.code for i in profiel.criteria}),
        "toeleiding": {
            "geadviseerd": codes_van("advies"),
            "primair": _nul_weg(primair(r) for r in met_advies if primair(r)),
            "toegeleid": codes_van("toegeleid"),
            "benut": codes_van("benut"),
            "groepen": {
                g: {
                    "bevat": len([r for r in met_advies if any(groep(c) == g for c in lijst(r["advies"]))]),
                    "primair": len([r for r in met_advies if primair(r) and groep(primair(r)) == g]),
                    "uitsluitend": len(
                        [r for r in met_advies if all(groep(c) == g for c in lijst(r["advies"]))]
                    ),
                }
                for g in (*groepen, "overig")
            },
            "combinaties": len([r for r in met_advies if len({groep(c) for c in lijst(r["advies"])}) > 1]),
            "zonder_advies": len(wel) - len(met_advies),
        },
        "uren": {
            wie: float(
                sum(
                    (
                        Decimal(r[f"uren_{wie}"])
                        for r in (rijen_van_periode if wie == "frictie" else wel)
                        if r[f"uren_{wie}"]
                    ),
                    Decimal(),
                )
            )
            for wie in UREN
        },
        "waardering": {
            wie: {
                "n": len(cijfers := [Decimal(r[f"waardering_{wie}"]) for r in wel if r[f"waardering_{wie}"]]),
                "gemiddeld": _gemiddeld(cijfers),
            }
            for wie in WAARDERINGEN
        },
        "kpi": _kpi(alle, profiel, ijkmoment or tot, tot, groepen),
    }


def _kpi(
    alle: list[Rij], profiel: Profiel, ijkmoment: date, tot: date, groepen: dict[str, set[str]]
) -> list[dict[str, Any]]:
    """Teller, noemer, waarde and status of the targets on gesprekken."""
    uit = []
    for doel in profiel.doelen:
        moment = next((m for m in doel.ijkmomenten if m.datum == ijkmoment), None)
        if doel.telt not in ("gesprekken", "inwoners") or not (moment or doel.elk_kwartaal):
            continue
        # Whole calendar months, found by walking back day by day.
        maanden = {"kwartaal": 3, "half-jaar": 6, "jaar": 12}.get(doel.venster)
        van = profiel.tellen.startdatum
        if maanden and (ijkmoment + timedelta(days=1)).day == 1:
            van = ijkmoment
            gezien = {(van.year, van.month)}
            while (
                len(gezien | {((van - timedelta(days=1)).year, (van - timedelta(days=1)).month)}) <= maanden
            ):
                van -= timedelta(days=1)
                gezien.add((van.year, van.month))
        elif maanden:
            raise NotImplementedError("the naive count walks whole months only")
        deze = [
            r
            for r in alle
            if r["status"] == "gevoerd"
            and van <= date.fromisoformat(r["gespreksdatum"]) <= min(ijkmoment, tot)
            and (r["soort"] or "instroom") in doel.soorten
        ]
        uitslag: dict[str, Any] = {"nr": doel.nr}
        grens = moment if moment and (moment.minimum, moment.maximum) != (None, None) else doel
        if doel.soort == "getal":
            uitslag |= {"teller": len(deze), "noemer": None, "waarde": len(deze)}
            raak: Fraction | None = Fraction(len(deze))
        else:
            met = [r for r in deze if r["advies"]]
            if doel.telt == "inwoners":
                per = {r["inwoner_id"] for r in met}
                met = [
                    max(
                        (r for r in met if r["inwoner_id"] == wie),
                        key=lambda r: (r["gespreksdatum"], int(r["volgnummer"] or 1), r["gesprek_id"]),
                    )
                    for wie in per
                ]
            codes = groepen[doel.groep]
            teller = len([r for r in met if codes & set(lijst(r["advies"]))])
            uitslag |= {"teller": teller, "noemer": len(met), "waarde": _procent(teller, len(met))}
            raak = Fraction(100 * teller, len(met)) if met else None
            if doel.ook_zonder:
                minder = codes - set(doel.ook_zonder)
                zonder = len([r for r in met if minder & set(lijst(r["advies"]))])
                uitslag["waarde_zonder_sociale_basis"] = _procent(zonder, len(met))
        if ijkmoment > tot:
            vooruit = doel.soort == "getal" and raak is not None and raak >= Fraction(grens.minimum or 0)
            uitslag["status"] = "behaald" if vooruit else "loopt nog"
        elif raak is None:
            uitslag["status"] = "geen gegevens"
        else:
            goed = (grens.minimum is None or raak >= Fraction(grens.minimum)) and (
                grens.maximum is None or raak <= Fraction(grens.maximum)
            )
            uitslag["status"] = "behaald" if goed else "niet behaald"
        uit.append(uitslag)
    return uit
