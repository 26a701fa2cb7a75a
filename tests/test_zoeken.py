"""What the finder finds, and above all what it does not: of whom somebody may not read, or is no more."""

import subprocess
import sys
import threading
from datetime import timedelta

import pytest

from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.referentie import toon_referentie
from mgn_tui.register import aanmelden, beheren, plannen, toegang, vernietigen, vinden, zoeken
from mgn_tui.register.sessie import Sessie
from mgn_tui.register.vinden import Groep, Soort
from mgn_tui.store.werkmap import Werkmap
from tests.hulp_werkmap import (
    ANDER_DUO,
    Zaak,
    maak_aanmelding,
    maak_advies,
    maak_gevoerd,
    open_als,
    plan_gesprek,
)

NAALDEN = (
    "Quasimodo",
    "quas",
    "Quasimdoo",
    "qausimodo",
    "uasimod",
    "X.Q.",
    "xq",
    "Xaver",
    "xavre",
    "Beukenhaag",
    "beuk",
)


def groep(groepen: list[Groep], soort: Soort, lijkt: bool = False) -> Groep:
    return next((g for g in groepen if g.soort is soort and g.lijkt is lijkt), Groep(soort, ()))


def alles(s: Sessie) -> str:
    """Everything that any of these questions brings, forgiving or not."""
    return repr(
        [
            [(r.ref, r.titel, r.naam, r.uitleg) for g in vinden.vind(s, naald, vergevend=v) for r in g.regels]
            for naald in NAALDEN
            for v in (False, True)
        ]
    )


def geheugen(s: Sessie) -> str:
    """All that the index of this session holds."""
    v = s.vind
    boeken = [vars(b.boek) for b in (v.namen, v.aanbieders)]
    namen = [(n.ref, n.wie, n.naam) for n in v.namen.namen.values()]
    return repr(
        (boeken, namen, [a.naam for a in v.aanbieders.aanbieders.values()], v.aanbieders._van)
    ).lower()


@pytest.fixture
def geval(noor: Sessie) -> Zaak:
    """Xaver Quasimodo, whose gesprek was held and whose advies names two providers and a loket."""
    aanmelding, gesprek = maak_gevoerd(noor, voornaam="Xaver", achternaam="Quasimodo")
    maak_advies(noor, gesprek, ggz_aanbieder="Beukenhaag", aanbieder="wijkteam\nloket Beuk")
    beeld = aanmelden.lees(noor, aanmelding)
    return Zaak(beeld.inwoner, beeld.inwoner_ref, aanmelding, gesprek)


# --- what is found ------------------------------------------------------------------------------


def test_een_inwoner_met_het_gesprek_en_de_aanbieder(noor: Sessie, geval: Zaak) -> None:
    for naald in ("quasi", "xaver q", "Quasimodo Xaver", "X.Q.", "xq"):
        gevonden = vinden.vind(noor, naald)
        (wie,) = groep(gevonden, Soort.INWONER).regels
        assert (wie.titel, wie.naam, wie.ref) == ("X.Q.", "Xaver Quasimodo", geval.aanmelding)
        assert "Praktijk Parkweg" in wie.uitleg
        (gesprek,) = groep(gevonden, Soort.GESPREK).regels
        assert (gesprek.ref, gesprek.titel) == (geval.gesprek, "X.Q.")
        assert gesprek.uitleg.startswith("1e gesprek · ")
    (aanbieder,) = groep(vinden.vind(noor, "beukenh"), Soort.AANBIEDER).regels
    assert (aanbieder.titel, aanbieder.ref, aanbieder.uitleg) == (
        "Beukenhaag",
        geval.gesprek,
        "in 1 advies: X.Q.",
    )
    assert [r.titel for r in groep(vinden.vind(noor, "loket"), Soort.AANBIEDER).regels] == ["loket Beuk"]


def test_een_tikfout_wordt_vergeven_en_staat_apart(noor: Sessie, geval: Zaak) -> None:
    for naald in ("Quasimdoo", "Quasimoda", "Qusimodo", "xavre quasi", "quasimmodo"):
        assert groep(vinden.vind(noor, naald), Soort.INWONER).regels == ()
        (wie,) = groep(vinden.vind(noor, naald, vergevend=True), Soort.INWONER, lijkt=True).regels
        assert wie.naam == "Xaver Quasimodo"
    assert groep(vinden.vind(noor, "Beuknhaag", vergevend=True), Soort.AANBIEDER, lijkt=True).regels
    assert groep(vinden.vind(noor, "Prakweg", vergevend=True), Soort.PRAKTIJK, lijkt=True).regels


@pytest.mark.parametrize("ref", ["4Y7MV0R7", "ADXWNDBA"], ids=["met cijfers", "zonder cijfer"])
def test_een_gesprek_op_dag_en_op_referentie(
    noor: Sessie, elif_: Sessie, klok: VasteKlok, monkeypatch: pytest.MonkeyPatch, ref: str
) -> None:
    aanmelding = maak_aanmelding(noor)
    monkeypatch.setattr(plannen, "nieuwe_referentie", lambda: ref)
    plan_gesprek(noor, aanmelding)
    dag = next(r.uitleg for r in groep(vinden.vind(noor, "jansen"), Soort.GESPREK).regels).split(" · ")[1]
    for naald in (
        " ".join(dag.split()[:3]),
        " ".join(dag.split()[1:3]),
        ref,
        ref[:4] + "-" + ref[4:6],
        toon_referentie(ref).lower(),
    ):
        assert ref in [r.ref for r in groep(vinden.vind(noor, naald), Soort.GESPREK).regels], naald
    klok.verder(timedelta(days=-400))
    assert " 2027 " in groep(vinden.vind(noor, ref), Soort.GESPREK).regels[0].uitleg
    (van_ander,) = groep(vinden.vind(elif_, ref), Soort.GESPREK).regels
    assert (van_ander.naam, van_ander.ref) == ("", ref)
    assert "W.J." not in repr(van_ander.titel)


def test_een_weekdag_van_twee_letters_is_geen_dag(noor: Sessie) -> None:
    plan_gesprek(noor, maak_aanmelding(noor))
    assert groep(vinden.vind(noor, "ma"), Soort.GESPREK).regels == ()


def test_praktijken_voor_iedereen_en_met_de_nieuwe_naam(noor: Sessie, els: Sessie) -> None:
    for s in (noor, els):
        assert [r.ref for r in groep(vinden.vind(s, "parkw"), Soort.PRAKTIJK).regels] == ["Praktijk Parkweg"]
    id_ = beheren.bewaar(
        noor, "praktijk", {"naam": "De Wilgen", "plaats": "Hattem", "huisarts": "dokter Oever"}
    )
    for naald in ("wilgen", "hatt", "oever"):
        (regel,) = groep(vinden.vind(els, naald), Soort.PRAKTIJK).regels
        assert regel.uitleg == "dokter Oever · Hattem"
    beheren.bewaar(
        noor, "praktijk", {"naam": "De Populier", "plaats": "Hattem", "huisarts": "dokter Oever"}, id_
    )
    assert groep(vinden.vind(els, "wilgen"), Soort.PRAKTIJK).regels == ()
    assert groep(vinden.vind(els, "popu"), Soort.PRAKTIJK).regels


def test_er_zijn_er_meer(noor: Sessie) -> None:
    for n in range(13):
        maak_aanmelding(noor, voornaam=f"Wim{n}", achternaam="Jansen")
    mensen = groep(vinden.vind(noor, "jansen"), Soort.INWONER)
    assert (len(mensen.regels), mensen.nog) == (10, 3)


@pytest.mark.parametrize(
    "naald", ["", "   ", "%", "'; DROP TABLE inwoner; --", "\x00", "​", "[b]", "9" * 400, "31-2"]
)
def test_rare_vragen_breken_niets(noor: Sessie, geval: Zaak, naald: str) -> None:
    assert all(r.titel for g in vinden.vind(noor, naald, vergevend=True) for r in g.regels)
    assert vinden.vind(noor, "quasi")


# --- what is not --------------------------------------------------------------------------------


@pytest.mark.parametrize("wie", ["Els", "Elif"])
def test_een_ander_vindt_niemand_en_geen_aanbieder(
    werkmap: Werkmap, klok: VasteKlok, geval: Zaak, wie: str
) -> None:
    s = open_als(werkmap, wie, klok)
    assert not any(
        stuk in alles(s) for stuk in ("Quasimodo", "X.Q.", "Beukenhaag", geval.gesprek, geval.aanmelding)
    )
    assert not any(stuk in geheugen(s) for stuk in ("quasi", "xaver", "beuk"))
    assert groep(vinden.vind(s, "parkweg"), Soort.PRAKTIJK).regels
    s.sluit()


def test_wie_het_recht_verliest_vindt_niets_meer(noor: Sessie, elif_: Sessie, geval: Zaak) -> None:
    toegang.laat_waarnemen(noor, geval.inwoner, elif_.ik.id, "verlof")
    assert "Quasimodo" in alles(elif_)
    assert "Beukenhaag" in alles(elif_)
    toegang.trek_waarneming_in(noor, geval.inwoner, elif_.ik.id)
    assert "Quasimodo" not in alles(elif_)
    assert "Beukenhaag" not in alles(elif_)
    assert not any(stuk in geheugen(elif_) for stuk in ("quasi", "xaver", "beuk"))


def test_wie_zelf_een_sleutel_kwijtraakt_houdt_niets_in_het_geheugen(noor: Sessie) -> None:
    ref = maak_aanmelding(noor, voornaam="Xaver", achternaam="Quasimodo")
    assert "Quasimodo" in alles(noor)
    plan_gesprek(noor, ref, ANDER_DUO)
    assert not any(stuk in geheugen(noor) for stuk in ("quasi", "xaver")), "before anything is asked"
    assert "Quasimodo" not in alles(noor)


@pytest.mark.parametrize("soort", vernietigen.lijst.SOORTEN)
def test_wie_vernietigd_is_is_meteen_weg(
    noor: Sessie, werkmap: Werkmap, klok: VasteKlok, geval: Zaak, soort: str
) -> None:
    assert "Quasimodo" in alles(noor)
    vernietigen.vernietig(noor, geval.aanmelding, soort, geval.inwoner_ref)
    assert not any(stuk in geheugen(noor) for stuk in ("quasi", "xaver", "beuk")), "before anything is asked"
    for s in (noor, open_als(werkmap, "Karim", klok)):
        gevonden = alles(s)
        assert not any(stuk in gevonden for stuk in ("Quasimodo", "X.Q.", "Beukenhaag"))
        assert not any(stuk in geheugen(s) for stuk in ("quasi", "xaver", "beuk"))
        assert vinden.vind(s, geval.gesprek, vergevend=True) == []
        assert vinden.vind(s, geval.aanmelding, vergevend=True) == []
        s.sluit()


def test_na_een_mislukte_handeling_is_er_niemand_kwijt(noor: Sessie, geval: Zaak) -> None:
    assert zoeken.zoek(noor, "quasi")
    with pytest.raises(RuntimeError), noor.schrijven():
        noor.vergeet_sleutel(geval.inwoner)
        raise RuntimeError("the transaction did not go through")
    assert [g.naam for g in zoeken.zoek(noor, "quasi")] == ["Xaver Quasimodo"]


def test_een_nieuwe_naam_vervangt_de_oude(noor: Sessie, geval: Zaak) -> None:
    beeld = aanmelden.lees(noor, geval.aanmelding)
    assert zoeken.zoek(noor, "quasi")
    aanmelden.wijzig(noor, geval.aanmelding, dict(beeld.ruw) | {"achternaam": "Wilgenroos"}, beeld.versie)
    assert zoeken.zoek(noor, "quasi") == []
    assert [g.naam for g in zoeken.zoek(noor, "wilgen")] == ["Xaver Wilgenroos"]
    assert "quasi" not in geheugen(noor)


def test_een_aanbieder_uit_twee_adviezen_blijft_als_een_inwoner_gaat(noor: Sessie, geval: Zaak) -> None:
    _, gesprek = maak_gevoerd(noor, achternaam="Bakker")
    maak_advies(noor, gesprek, ggz_aanbieder="beukenhaag ")
    (regel,) = groep(vinden.vind(noor, "beukenhaag"), Soort.AANBIEDER).regels
    assert regel.uitleg == "in 2 adviezen, het laatst: W.B."
    assert regel.ref == gesprek
    vernietigen.vernietig(noor, geval.aanmelding, "persoon", geval.inwoner_ref)
    (regel,) = groep(vinden.vind(noor, "beukenhaag"), Soort.AANBIEDER).regels
    assert regel.uitleg == "in 1 advies: W.B."


def test_na_sluiten_is_het_geheugen_leeg(werkmap: Werkmap, klok: VasteKlok, geval: Zaak) -> None:
    s = open_als(werkmap, "Noor", klok)
    assert "Quasimodo" in alles(s)
    index = s.vind
    s.sluit()
    assert index.namen.namen == {}
    assert index.aanbieders.aanbieders == {}
    assert len(index.namen.boek) == 0


def test_van_twee_kanten_tegelijk(noor: Sessie, geval: Zaak) -> None:
    """Threads ask while another writes: nobody sees half an index, and at the end all is there."""
    fouten: list[BaseException] = []

    def vraag() -> None:
        try:
            for _ in range(15):
                assert [g.naam for g in zoeken.zoek(noor, "quasimodo")] == ["Xaver Quasimodo"]
                vinden.vind(noor, "beukenhag", vergevend=True)
        except BaseException as fout:
            fouten.append(fout)

    draden = [threading.Thread(target=vraag) for _ in range(3)]
    for draad in draden:
        draad.start()
    for n in range(10):
        maak_aanmelding(noor, voornaam="Anna", achternaam=f"Bakker{n}")
    for draad in draden:
        draad.join()
    assert fouten == []
    assert len(zoeken.inwoners(noor, "bakker", 20).zeker) == 10


def test_rapidfuzz_komt_pas_als_iemand_zoekt() -> None:
    kamers = "mgn_tui.register.sessie, mgn_tui.register.vinden, mgn_tui.tui.app"
    opdracht = f"import sys, {kamers}; print('rapidfuzz' in sys.modules)"
    kind = subprocess.run([sys.executable, "-c", opdracht], capture_output=True, text=True, check=True)
    assert kind.stdout.strip() == "False"
