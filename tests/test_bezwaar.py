"""Who objects to being counted is in no figure and no export, from that day on; after a refusal they are again."""

from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, delete, select

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.rij import Rij
from mgn_tui.domain.woorden import Stap, Weten
from mgn_tui.register import cijfers, exporteren, toeleiden, vernietigen, verzoeken
from mgn_tui.register.cijfers import Vraag
from mgn_tui.register.sessie import Sessie
from mgn_tui.store import bezwaren, telrijen
from mgn_tui.store import tables as t
from mgn_tui.store.werkmap import Werkmap
from tests.cli_hulp import Cli
from tests.hulp_rijen import maak_leeg, naief, rijen, zet_in_map
from tests.hulp_werkmap import maak_gevoerd, open_als, volledige_zaak
from tests.test_cijfers import keuzes, perioden, van_gesprekken

WEIGER = {"besluit": "geweigerd", "reden": "het belang van de telling weegt zwaarder"}


def maak_bezwaar(s: Sessie, ref: str) -> str:
    return verzoeken.noteer(s, ref, {"soort": "bezwaar", "ontvangen_op": s.klok.vandaag()})


def rijen_van(s: Sessie) -> list[Rij]:
    return exporteren.alles(s, "csv").rijen


# --- against the naive count -----------------------------------------------------------------


def test_de_cijfers_zijn_die_van_de_anderen(noor: Sessie) -> None:
    """Over the rows of everybody but them, counted a second time."""
    from mgn_tui.register import beheren

    for naam in ("Noord", "Zuid"):
        beheren.bewaar(noor, "pilot", {"naam": naam})
    besluiten = st.lists(
        st.sampled_from([None, "gedaan", "geweigerd", "geen verzoek"]), min_size=14, max_size=14
    )

    @settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
    @given(rijen, besluiten, perioden, keuzes)
    def probeer(
        tabel: list[dict[str, str]],
        besluit: list[str | None],
        periode: tuple[str, date, date],
        keuze: dict[str, str],
    ) -> None:
        with noor.schrijven() as db:
            db.exec(delete(t.Verzoek))
        maak_leeg(noor)
        zet_in_map(noor, tabel)
        weg = set()
        with noor.schrijven() as db:
            inwoners = db.exec(select(t.Inwoner).where(col(t.Inwoner.extern_id).is_not(None))).all()
            for inwoner, wat in zip(sorted(inwoners, key=lambda i: i.extern_id or ""), besluit, strict=False):
                if wat == "geen verzoek":
                    continue
                dag = noor.klok.vandaag()
                db.add(
                    t.Verzoek(
                        id=noor.nieuw_id(), inwoner=inwoner.id, soort="bezwaar", ontvangen_op=dag, besluit=wat
                    )
                )
                if wat != "geweigerd":
                    weg.add(inwoner.extern_id)
        label, van, tot = periode
        over = [r for r in tabel if r["inwoner_id"] not in weg]
        if keuze.get("subregio") and not any(r["subregio"] == "Vechtdal" for r in tabel):
            return
        uit = cijfers.inhoud(noor, cijfers.reken(noor, Vraag(periode=label, **keuze)))  # type: ignore[arg-type]
        verwacht = naief(over, noor.profiel, van, tot, label=label, **keuze)
        assert van_gesprekken(uit) == verwacht.pop("kpi")
        del uit["kpi"], uit["afgeschermd"]
        assert uit == verwacht
        assert sorted(r.gesprek_id for r in rijen_van(noor)) == sorted(r["gesprek_id"] for r in over)

    probeer()
    with noor.schrijven() as db:
        db.exec(delete(t.Verzoek))
    maak_leeg(noor)


# --- one by one ------------------------------------------------------------------------------


def _alles(s: Sessie) -> dict[str, Any]:
    kwartaal = Vraag(periode="2027-Q1")
    with s.lezen() as db:
        (pilot,) = db.exec(select(t.Pilot.id)).all()[:1]
        leerpunten = len(telrijen.leerpunten(db, pilot, date(2027, 1, 1), date(2027, 12, 31)))
    return {
        "cijfers": cijfers.inhoud(s, cijfers.reken(s, kwartaal)),
        "regio": cijfers.inhoud(s, cijfers.reken(s, Vraag(periode="2027-Q1", voor="regio"))),
        "rijen": len(rijen_van(s)),
        "verwezen": dict(toeleiden.staat(s).telling.verwezen),
        "leerpunten": leerpunten,
    }


def test_bezwaar_telt_als_weg_en_na_een_weigering_weer_mee(noor: Sessie, klok: VasteKlok) -> None:
    zaak = volledige_zaak(noor)
    _, ander = maak_gevoerd(noor, achternaam="Bakker")
    toeleiden.zet(noor, ander, "sociaal-domein", Stap.VERWEZEN, Weten.JA, klok.vandaag())
    eerst = _alles(noor)
    assert (eerst["cijfers"]["gesprekken"]["gevoerd"], eerst["rijen"], eerst["leerpunten"]) == (2, 2, 2)

    id_ = maak_bezwaar(noor, zaak.aanmelding)
    zonder = _alles(noor)
    assert (zonder["cijfers"]["gesprekken"]["gevoerd"], zonder["rijen"], zonder["leerpunten"]) == (1, 1, 1)
    assert [r.telt for r in toeleiden.staat(noor).rijen] == [False, True], "the work itself goes on"
    assert zonder["verwezen"] != eerst["verwezen"]

    verzoeken.besluit(noor, id_, {**WEIGER, "besloten_op": klok.vandaag()})
    assert _alles(noor) == eerst
    verzoeken.besluit(
        noor, maak_bezwaar(noor, zaak.gesprek), {"besluit": "gedaan", "besloten_op": klok.vandaag()}
    )
    assert _alles(noor) == zonder
    vernietigen.vernietig(noor, zaak.aanmelding, vernietigen.ALLES, zaak.inwoner_ref)
    assert _alles(noor) == zonder, "as if they had never been there"


def test_een_ander_verzoek_haalt_niemand_uit_de_cijfers(noor: Sessie) -> None:
    ref = volledige_zaak(noor).aanmelding
    for soort in ("inzage", "correctie", "vernietigen"):
        verzoeken.noteer(noor, ref, {"soort": soort, "ontvangen_op": noor.klok.vandaag()})
    with noor.lezen() as db:
        assert bezwaren.wie(db) == frozenset() and bezwaren.zonder(db, "g.inwoner") == ""
    assert len(rijen_van(noor)) == 1


def test_de_export_zegt_dat_er_rijen_ontbreken(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    zaak = volledige_zaak(noor)
    maak_gevoerd(noor, achternaam="Bakker")
    maak_bezwaar(noor, zaak.aanmelding)
    noor.sluit()
    uit = Cli(werkmap, klok).goed("exporteer", str(werkmap.pad.parent / "rijen.csv"))
    assert "1 rij geschreven." in uit.gezegd
    assert "1 rij staat er niet bij: de inwoner maakt bezwaar" in uit.gezegd
    s = open_als(werkmap, "Els", klok)
    assert len(rijen_van(s)) == 1
    s.sluit()
