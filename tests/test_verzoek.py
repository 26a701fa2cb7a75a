"""What an inwoner asks about their own data: kept, answered in time, and a refusal with its reason."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgn_tui.documents import inzage as document
from mgn_tui.domain.fouten import GeenToegang, Geweigerd, NietGevonden
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.woorden import Besluit, VerzoekSoort
from mgn_tui.register import inzage, verzoeken
from mgn_tui.register.sessie import Sessie
from mgn_tui.store.werkmap import Werkmap
from tests.cli_hulp import Cli
from tests.hulp_werkmap import maak_aanmelding, open_als

VERKLARING = "Ik ben het niet eens met wat er staat over mijn werk."
DAG = date(2027, 3, 9)


def vraag(s: Sessie, ref: str, soort: str, **meer: object) -> str:
    return verzoeken.noteer(s, ref, {"soort": soort, "ontvangen_op": DAG, **meer})


def test_een_eigen_verklaring_staat_op_de_inzage(noor: Sessie) -> None:
    ref = maak_aanmelding(noor)
    with pytest.raises(Geweigerd):
        vraag(noor, ref, "verklaring")
    vraag(noor, ref, "verklaring", tekst=VERKLARING)
    assert VERKLARING in document.als_tekst(inzage.maak(noor, ref))
    (v,) = verzoeken.lijst(noor)
    assert (v.soort, v.besluit, v.uiterlijk, v.tekst) == (
        VerzoekSoort.VERKLARING,
        Besluit.GEDAAN,
        None,
        VERKLARING,
    )


def test_open_en_op_tijd_bovenaan(noor: Sessie) -> None:
    ref = maak_aanmelding(noor)
    later = vraag(noor, ref, "correctie")
    vroeger = verzoeken.noteer(noor, ref, {"soort": "inzage", "ontvangen_op": DAG - timedelta(days=20)})
    vraag(noor, ref, "verklaring", tekst=VERKLARING)
    assert [v.id for v in verzoeken.lijst(noor)][:2] == [vroeger, later]
    assert verzoeken.lijst(noor)[0].uiterlijk == date(2027, 3, 17)
    verzoeken.besluit(noor, vroeger[-8:], {"besluit": "gedaan", "besloten_op": DAG})
    assert [v.id for v in verzoeken.lijst(noor, alleen_open=True)] == [later]


def test_een_weigering_heeft_een_reden(noor: Sessie) -> None:
    ref = maak_aanmelding(noor)
    id_ = vraag(noor, ref, "vernietigen")
    for waarden in (
        {"besluit": "geweigerd", "besloten_op": DAG},
        {"besluit": "gedaan", "besloten_op": DAG, "reden": "toch"},
        {"besluit": "gedaan", "besloten_op": DAG - timedelta(days=1)},
    ):
        with pytest.raises(Geweigerd):
            verzoeken.besluit(noor, id_, waarden)
    verzoeken.besluit(
        noor, id_, {"besluit": "geweigerd", "besloten_op": DAG, "reden": "belang van een ander"}
    )
    with pytest.raises(Geweigerd, match="al besloten"):
        verzoeken.besluit(noor, id_, {"besluit": "gedaan", "besloten_op": DAG})
    assert verzoeken.lijst(noor)[0].tekst == "belang van een ander"
    with pytest.raises(NietGevonden):
        verzoeken.besluit(noor, "ffffffff", {"besluit": "gedaan", "besloten_op": DAG})


def test_wie_niet_mag_lezen(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    ref = maak_aanmelding(noor)
    vraag(noor, ref, "verklaring", tekst=VERKLARING)
    s = open_als(werkmap, "Els", klok)
    with pytest.raises(GeenToegang):
        vraag(s, ref, "inzage")
    assert [v.tekst for v in verzoeken.lijst(s)] == [""]
    s.sluit()


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_een_maand_later(dag: date) -> None:
    later = verzoeken.een_maand_later(dag)
    assert 28 <= (later - dag).days <= 31
    assert later.month == dag.month % 12 + 1
    assert later.day == dag.day or (later + timedelta(days=1)).day == 1


def test_met_opdrachten(werkmap: Werkmap, klok: VasteKlok, noor: Sessie) -> None:
    ref = maak_aanmelding(noor)
    noor.sluit()
    mgn = Cli(werkmap, klok)
    nr = mgn.goed("verzoek", "nieuw", ref, "--soort", "inzage").data
    (rij,) = mgn.goed("verzoek", "lijst", "--json").json
    assert (rij["verzoek"], rij["uiterlijk"]) == (nr, "2027-04-09")
    assert mgn("verzoek", "besluit", nr, "--besluit", "geweigerd").status == 1
    mgn.goed("verzoek", "besluit", nr, "--besluit", "gedaan")
    assert "gedaan" in mgn.goed("verzoek", "lijst").data
