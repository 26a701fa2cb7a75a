"""Every field of every form, at the register's door: whatever is typed is stored as it reads or refused with
its field named, and a refusal stores nothing."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from mgn_tui.domain.bsn import BSN_MELDING
from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.tekst import schoon
from mgn_tui.domain.velden import VUL_IN, Formulier, VeldSoort
from mgn_tui.domain.woorden import (
    AanmeldingStatus,
    DeelOnderdeel,
    GastSoort,
    GesprekStatus,
    Ontvanger,
    Thema,
    Wijze,
)
from mgn_tui.register import (
    aanmelden,
    adviesformulier,
    adviseren,
    beheren,
    gespreksformulier,
    instellingen,
    plannen,
    toegang,
    vastleggen,
    versturen,
    zinnen,
)
from mgn_tui.register.sessie import Sessie
from tests.hulp_werkmap import (
    ADVIES,
    aanmelding_ruw,
    collega,
    maak_aanmelding,
    maak_advies,
    maak_gevoerd,
    plan_gesprek,
)

BSN = "111222333"
NAAR = {
    "leeg": "",
    "spaties": "  \t \u00a0 ",
    "veel te lang": "lang " * 12_000,
    "regeleinden": "een\r\ntwee\ndrie\u2028vier",
    "emoji": "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽",
    "van rechts naar links": "שלום עליכם، مرحبا",
    "richtingtekens": "voor\u202eachter\u202c en \u2066binnen\u2069",
    "opmaak": "[bold red]let op[/] [link=x] [/kapot \\[",
    "stuurtekens": "a\x00b\x07c\x1b[31md",
    "los surrogaat": "half\ud83d teken",
    "gecombineerd": "e\u0301e\u0301n A\u030angstro\u0308m",
    "sql": "Robert'); DROP TABLE gesprek;--",
    "bestaat niet": "31-06",
    "bestaat niet met jaar": "31-06-1990",
    "honderd jaar vroeger": "9-3-1927",
    "honderd jaar later": "9-3-2127",
    "bsn": f"nummer {BSN}.",
    "getal": "7",
    "half": "7,5",
    "te precies": "7,123",
    "negatief": "-1",
    "enorm": "9" * 400,
    "geen getal": "NaN",
    "vreemde cijfers": "٣١-٠٦",
    "ja": "ja",
    "strepen": "|||",
    "json": '{"a": [1, null]}',
}


@dataclass
class Deur:
    """One form: how it is saved with `ruw` on top of what is good, and read back."""

    vorm: Formulier
    goed: dict[str, str]
    bewaar: Callable[[dict[str, str]], None]
    lees: Callable[[], dict[str, str]]


def _aanmelding(s: Sessie) -> Deur:
    refs: list[str] = []

    def bewaar(ruw: dict[str, str]) -> None:
        refs.append(aanmelden.nieuw(s, ruw))

    return Deur(aanmelden.formulier(s), aanmelding_ruw(s), bewaar, lambda: aanmelden.lees(s, refs[-1]).ruw)


def _wijziging(s: Sessie) -> Deur:
    ref = maak_aanmelding(s)
    return Deur(
        aanmelden.formulier(s),
        aanmelding_ruw(s),
        lambda ruw: str(aanmelden.wijzig(s, ref, ruw)) and None,
        lambda: aanmelden.lees(s, ref).ruw,
    )


def _thema(s: Sessie) -> Deur:
    _, g = maak_gevoerd(s)

    def lees() -> dict[str, str]:
        return next(b.ruw for b in vastleggen.lees(s, g).themas if b.thema is Thema.MEEDOEN)

    return Deur(
        gespreksformulier.THEMA,
        {},
        lambda ruw: str(vastleggen.bewaar_thema(s, g, Thema.MEEDOEN, ruw)) and None,
        lees,
    )


def _gesprek(s: Sessie) -> Deur:
    _, g = maak_gevoerd(s)
    return Deur(
        gespreksformulier.formulier(s),
        {},
        lambda ruw: str(vastleggen.bewaar(s, g, ruw)) and None,
        lambda: vastleggen.lees(s, g).ruw,
    )


def _advies(s: Sessie) -> Deur:
    _, g = maak_gevoerd(s)
    return Deur(
        adviesformulier.formulier(s),
        {**ADVIES, "wachttijd_op": "vandaag", "gebeld_op": "vandaag", "actie_toelichting": "bel ons"},
        lambda ruw: str(adviseren.bewaar(s, g, ruw)) and None,
        lambda: adviseren.lees(s, g).ruw,
    )


def _afspraak(s: Sessie) -> Deur:
    _, g = maak_gevoerd(s)

    def bewaar(ruw: dict[str, str]) -> None:
        try:
            adviseren.bewaar(s, g, {}, [ruw])
        except Geweigerd as fout:  # named "afspraak 1: wat": which line it is
            raise Geweigerd({k.removeprefix("afspraak 1: "): m for k, m in fout.fouten.items()}) from None

    def lees() -> dict[str, str]:
        return next(
            (a.ruw for a in adviseren.lees(s, g).afspraken), dict.fromkeys(("staat", "deel", *vrij), "")
        )

    vrij = ("wat", "wie", "met", "wanneer")
    return Deur(adviesformulier.afspraak_formulier(s), {"wat": "wandelen"}, bewaar, lees)


def _beheer(s: Sessie, soort: str, goed: dict[str, str]) -> Deur:
    vorm = beheren.formulier(s, soort)
    if soort == "sprint":
        goed = goed | {"pilot": beheren.lijst(s, "pilot")[0].id}
    id_ = beheren.bewaar(s, soort, goed)
    return Deur(
        vorm,
        goed,
        lambda ruw: str(beheren.bewaar(s, soort, ruw, id_)) and None,
        lambda: next(r.ruw for r in beheren.lijst(s, soort) if r.id == id_),
    )


def _zin(s: Sessie) -> Deur:
    id_ = zinnen.bewaar(s, {"tekst": "Een zin."})
    return Deur(
        zinnen.FORMULIER,
        {"tekst": "Een andere zin."},
        lambda ruw: str(zinnen.bewaar(s, ruw, id_, gezien=True)) and None,
        lambda: next(z.ruw for z in zinnen.lijst(s) if z.id == id_),
    )


DEUREN: dict[str, Callable[[Sessie], Deur]] = {
    "aanmelding": _aanmelding,
    "aanmelding wijzigen": _wijziging,
    "thema": _thema,
    "gesprek": _gesprek,
    "advies": _advies,
    "afspraak": _afspraak,
    "praktijk": lambda s: _beheer(s, "praktijk", {"naam": "Nieuwe praktijk"}),
    "kaart": lambda s: _beheer(s, "kaart", {"naam": "Nieuw loket", "wachttijd_op": "vandaag"}),
    "zin": _zin,
    "pilot": lambda s: _beheer(s, "pilot", {"naam": "Nieuwe pilot"}),
    "sprint": lambda s: _beheer(s, "sprint", {"begin": "1-5-2027"}),
    "medewerker": lambda s: _beheer(
        s, "medewerker", {"naam": "Nieuwe collega", "rol": "gespreksvoerder", "domein": "sd"}
    ),
    "instellingen": lambda s: Deur(
        instellingen.FORMULIER,
        {},
        lambda ruw: instellingen.bewaar(s, ruw),
        lambda: {v.naam: "" for v in instellingen.FORMULIER.velden} | instellingen.lees(s),
    ),
}


def stand(s: Sessie) -> int:
    with s.lezen() as db:
        return int(db.execute(text("SELECT count(*) FROM wijziging")).scalar() or 0)


def geweigerd(s: Sessie, deur: Deur, ruw: dict[str, str]) -> dict[str, str]:
    """Save; what was refused, and that nothing was stored then."""
    voor = stand(s)
    try:
        deur.bewaar(ruw)
    except Geweigerd as fout:
        assert stand(s) == voor, "a refusal left something behind"
        assert all(m and "\n" not in m and len(m) < 1200 for m in fout.fouten.values())
        return fout.fouten
    return {}


@pytest.mark.parametrize("naam", DEUREN)
def test_elk_veld_van_elk_formulier(noor: Sessie, naam: str) -> None:
    deur = DEUREN[naam](noor)
    velden = {v.naam: v for v in deur.vorm.velden}
    vandaag = noor.klok.vandaag()
    for wat, waarde in NAAR.items():
        fouten = geweigerd(noor, deur, dict.fromkeys(velden, waarde))
        assert fouten.keys() <= velden.keys(), (wat, fouten)
        if wat in ("leeg", "spaties") and naam != "afspraak":  # an empty line is no afspraak
            assert fouten.keys() >= {v for v, veld in velden.items() if veld.verplicht}
            assert set(fouten.values()) <= {VUL_IN} or naam == "medewerker"
        teksten = {v for v, veld in velden.items() if veld.soort in (VeldSoort.TEKST, VeldSoort.LANG)}
        if wat == "bsn":
            assert teksten <= fouten.keys()
            assert {fouten[v] for v in teksten} == {BSN_MELDING}
        if wat == "veel te lang":
            assert teksten <= fouten.keys()

        # What was not refused by itself is kept, as it reads.
        ruw = {v: waarde for v in velden if v not in fouten}
        goed = dict.fromkeys(velden, "") | deur.goed
        for _ in range(5):
            if not (fouten := geweigerd(noor, deur, goed | ruw)):
                break
            goed |= {v: "" for v in fouten if v not in ruw}  # only fitted what was typed before
            ruw = {v: w for v, w in ruw.items() if v not in fouten}
        assert not fouten, (wat, fouten)
        terug = deur.lees()
        for veldnaam, getypt in ruw.items():
            veld = velden[veldnaam]
            if naam == "medewerker" and veldnaam in ("werktijden", "afwezig", "scholing"):
                continue  # lists with a grammar of their own: see test_beheer
            if veld.soort in (VeldSoort.TEKST, VeldSoort.LANG) and not veld.controle:
                assert terug[veldnaam] == schoon(getypt, meerregelig=veld.soort is VeldSoort.LANG), (
                    wat,
                    veldnaam,
                )
            gelezen, staat = veld.lees(getypt, vandaag), veld.lees(terug[veldnaam], vandaag)
            if gelezen is not None:
                assert staat == gelezen, (wat, veldnaam)
        # And what stands there can be saved again: nothing changes.
        nu = stand(noor)
        if naam != "aanmelding":
            deur.bewaar({v: terug[v] for v in velden})
            assert stand(noor) == nu, wat


tekens = st.text(
    st.characters() | st.sampled_from("0123456789-/.:| \n[]'\"\u202e\u0301\ud800👍ŁĐ"), max_size=40
)


@pytest.mark.parametrize("naam", ["aanmelding wijzigen", "thema", "praktijk", "advies"])
def test_willekeurige_tekst(noor: Sessie, naam: str) -> None:
    """Never anything but stored or refused, whatever stands in the fields."""
    deur = DEUREN[naam](noor)
    velden = [v.naam for v in deur.vorm.velden]

    @settings(max_examples=60)
    @given(ruw=st.dictionaries(st.sampled_from(velden), tekens, min_size=1))
    def probeer(ruw: dict[str, str]) -> None:
        fouten = geweigerd(noor, deur, ruw)
        assert fouten.keys() <= set(velden)
        if not fouten:
            terug = deur.lees()
            voor = stand(noor)
            deur.bewaar({v: terug[v] for v in ruw})
            assert stand(noor) == voor

    probeer()


# --- dates and ages --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("velden", "veld", "zegt"),
    [
        ({"geboortedatum": "31-06-1966"}, "geboortedatum", "31 juni bestaat niet"),
        ({"geboortedatum": "29-2-1967"}, "geboortedatum", "1967"),
        ({"geboortedatum": "3-4-2066"}, "geboortedatum", "1966"),
        ({"geboortedatum": "3-4-1866"}, "geboortedatum", "1966"),
        ({"geboortedatum": "10-3-2009"}, "geboortedatum", "vanaf 18 jaar"),
        ({"geboortedatum": "9-3-2027"}, "geboortedatum", "vanaf 18 jaar"),
        ({"geboortedatum": "10-3-2027"}, "geboortedatum", "toekomst"),
        ({"geboortedatum": "8-3-1906"}, "geboortedatum", "121 jaar"),
        ({"aanmelddatum": "3-4-1960"}, "aanmelddatum", "vóór de geboortedatum"),
        ({"aanmelddatum": "10-3-2027"}, "aanmelddatum", "toekomst"),
        ({"aanmelddatum": "9-3-2127"}, "aanmelddatum", "2027"),
        ({"uitgenodigd_op": "8-3-2027"}, "uitgenodigd_op", "vóór de aanmelding"),
        ({"akkoord_op": "31-06"}, "akkoord_op", "31 juni bestaat niet"),
        ({"akkoord_op": "morgen"}, "akkoord_op", "toekomst"),
    ],
)
def test_datums_die_niet_kunnen(noor: Sessie, velden: dict[str, str], veld: str, zegt: str) -> None:
    voor = stand(noor)
    with pytest.raises(Geweigerd) as fout:
        maak_aanmelding(noor, **velden)
    assert list(fout.value.fouten) == [veld]
    assert zegt in fout.value.fouten[veld]
    assert stand(noor) == voor


@pytest.mark.parametrize("geboren", ["9-3-2009", "9-3-1907", "29-2-1968"])
def test_leeftijden_die_wel_kunnen(noor: Sessie, geboren: str) -> None:
    """Eighteen today, 120 today, and born on a day that most years lack."""
    ref = maak_aanmelding(noor, geboortedatum=geboren)
    assert aanmelden.lees(noor, ref).ruw["geboortedatum"] == "-".join(d.zfill(2) for d in geboren.split("-"))


def test_alle_fouten_tegelijk(noor: Sessie) -> None:
    with pytest.raises(Geweigerd) as fout:
        maak_aanmelding(noor, voornaam="", geboortedatum="31-06", telefoon="bel maar", vraag=BSN)
    assert set(fout.value.fouten) == {"voornaam", "geboortedatum", "telefoon", "vraag"}
    assert "telefoonnummer" in BSN_MELDING, "the hint: a telephone number begins with 0"


def test_melding_bevat_niet_wat_er_getypt_is(noor: Sessie) -> None:
    """Messages are shown, logged and printed in crash reports."""
    with pytest.raises(Geweigerd) as fout:
        maak_aanmelding(noor, geboortedatum="Kanariegeel", telefoon="Kanariegeel", inspreken="Kanariegeel")
    assert len(fout.value.fouten) == 3
    assert "anarie" not in str(fout.value)


# --- texts that are given apart from a form --------------------------------------------------


LOS: dict[str, Callable[[Sessie, str, str, str], object]] = {
    "sluiten": lambda s, a, g, w: aanmelden.sluit(s, a, AanmeldingStatus.INGETROKKEN, "anders", w),
    "afzeggen": lambda s, a, g, w: plannen.zeg_af(s, g, GesprekStatus.GEANNULEERD, "anders", w),
    "afwijken": lambda s, a, g, w: vastleggen.rond_af(s, g, reden=w),
    "gast": lambda s, a, g, w: vastleggen.zet_gast(s, g, GastSoort.TOLK, Wijze.LIVE, w),
    "leerpunt": lambda s, a, g, w: vastleggen.geef_leerpunt_vrij(s, g, w),
    "delen": lambda s, a, g, w: adviseren.zet_delen(s, g, Ontvanger.NAASTE, DeelOnderdeel.ADVIES, True, w),
    "verstuurd": lambda s, a, g, w: versturen.noteer_verstuurd(s, g, Ontvanger.HUISARTS, s.klok.vandaag(), w),
    "waarnemen": lambda s, a, g, w: toegang.laat_waarnemen(
        s, aanmelden.lees(s, a).inwoner, collega(s, "Tom"), w
    ),
    "locatie": lambda s, a, g, w: plan_gesprek(s, a, locatie=w),
}


@pytest.mark.parametrize("waarde", [f"BSN {BSN}", "lang " * 12_000], ids=["bsn", "veel te lang"])
@pytest.mark.parametrize("naam", LOS)
def test_losse_teksten(noor: Sessie, naam: str, waarde: str) -> None:
    aanmelding = maak_aanmelding(noor)
    gesprek = plan_gesprek(noor, aanmelding)
    doel = maak_aanmelding(noor) if naam in ("sluiten", "locatie") else aanmelding
    voor = stand(noor)
    with pytest.raises(Geweigerd) as fout:
        LOS[naam](noor, doel, gesprek, waarde)
    assert len(fout.value.fouten) == 1
    assert "" not in fout.value.fouten
    assert stand(noor) == voor


def test_onbekend_veld_wordt_niet_stil_weggelaten(noor: Sessie) -> None:
    with pytest.raises(Geweigerd) as fout:
        maak_aanmelding(noor, bsn="niet nodig")
    assert "bsn" in fout.value.fouten
    _, gesprek = maak_gevoerd(noor)
    for doe in (
        lambda: vastleggen.bewaar(noor, gesprek, {"diagnose": "x"}),
        lambda: vastleggen.bewaar_thema(noor, gesprek, Thema.MEEDOEN, {"diagnose": "x"}),
        lambda: maak_advies(noor, gesprek, diagnose="x"),
        lambda: instellingen.bewaar(noor, {"keten_sleutel": "00"}),
    ):
        with pytest.raises(Geweigerd):
            doe()
