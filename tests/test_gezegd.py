"""What was said in the gesprek, to read beside the advies: for who may read it, and nobody else."""

import pytest

from mgn_tui.domain.fouten import GeenToegang
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.woorden import Thema
from mgn_tui.register import gezegd, kladblok, vastleggen
from mgn_tui.register.sessie import Sessie
from mgn_tui.store.werkmap import Werkmap
from tests.hulp_werkmap import maak_gevoerd, open_als


def test_wat_er_gezegd_is(noor: Sessie, werkmap: Werkmap, klok: VasteKlok) -> None:
    _, ref = maak_gevoerd(noor)
    voor = {stuk.kop for stuk in gezegd.lees(noor, ref)}
    vastleggen.bewaar_thema(
        noor, ref, Thema.MEEDOEN, {"score": "6,5", "wens": "een maatje", "vertelt": "alleen"}
    )
    vastleggen.bewaar(noor, ref, {"conclusie": "ik vraag hulp", "leerpunt": "eerder bellen"})
    kladblok.voeg_toe(noor, ref, "zus in Kampen")
    stukken = gezegd.lees(noor, ref)
    assert [s.kop for s in stukken if s.kop in set(Thema.label_van(t.value) for t in Thema)] == [
        t.label for t in Thema if t is Thema.MEEDOEN or t.label in voor
    ]
    meedoen = next(s for s in stukken if s.kop == "Meedoen")
    assert meedoen.cijfer == "6,5"
    assert meedoen.regels == (("Wat u vertelt", "alleen"), ("Wat u anders wilt", "een maatje"))
    alles = repr([s.regels for s in stukken])
    assert "ik vraag hulp" in alles
    assert "zus in Kampen" in alles
    assert "eerder bellen" not in alles  # of the team's own work
    assert "maatje" not in repr(stukken), "no text in what may end up in a log"
    tom = open_als(werkmap, "Tom", klok)
    with pytest.raises(GeenToegang):
        gezegd.lees(tom, ref)
    tom.sluit()
