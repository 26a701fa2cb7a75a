"""The team rule: what it asks in each shape a region may give it, and how it says so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgn_tui.domain.profiel import Teamregel
from mgn_tui.domain.teamregel import (
    Bevinding,
    Teamlid,
    Zwaarte,
    als_gebeurd,
    beoordeel_bezetting,
    beoordeel_team,
    collega_uit,
    eisen,
    hoogste_aantal,
    opsomming,
)
from tests.planning_hulp import (
    DUO,
    DUO_OF_ERVARING,
    DUO_VOORKEUR,
    GGZ,
    MET_EIS,
    OP_WENS,
    REGELS,
    SD,
    SD_OF_ERVARING,
    TWEE_OF_DRIE,
    maak_regel,
    mag,
)


def lid(naam: str, domein: str | None, *, ervaring: bool = False, kent: str = "", **anders: str) -> Teamlid:
    return Teamlid(naam.lower(), naam, domein, ervaring, frozenset(kent.split()), **anders)


NOOR, ANNA = lid("Noor", "ggz", kent="verslaving"), lid("Anna", "ggz")
KARIM, ELIF = lid("Karim", "sd"), lid("Elif", "sd", ervaring=True, kent="schulden")
GAST = lid("Gast", None, ervaring=True, rol="ervaringsdeskundige")


def oordeel(
    team: list[Teamlid], regel: Teamregel, gewenst: bool | None = None, expertises: str = ""
) -> tuple[Bevinding, ...]:
    return beoordeel_team(
        team,
        regel,
        ervaringsdeskundige_gewenst=gewenst,
        expertises=frozenset(expertises.split()),
        expertise_labels={"verslaving": "verslavingszorg", "schulden": "schulden"},
    )


def codes(bevindingen: tuple[Bevinding, ...]) -> list[str]:
    return [b.code for b in bevindingen]


@pytest.mark.parametrize("regel", [DUO, DUO_OF_ERVARING, TWEE_OF_DRIE, OP_WENS])
def test_ggz_met_sociaal_domein_past_overal(regel: Teamregel) -> None:
    assert oordeel([NOOR, KARIM], regel) == ()


@pytest.mark.parametrize(
    ("team", "regel", "code", "melding"),
    [
        (
            [],
            DUO,
            "te-weinig",
            "Er zijn nog 2 gespreksvoerders nodig: een collega uit de ggz "
            "en een collega uit het sociaal domein.",
        ),
        (
            [NOOR],
            DUO,
            "te-weinig",
            "Er is nog een gespreksvoerder nodig: een collega uit het sociaal domein.",
        ),
        (
            [NOOR, ANNA],
            DUO,
            "domein-ontbreekt",
            "Er ontbreekt een collega uit het sociaal domein. Ruil met Noor of Anna.",
        ),
        (
            [KARIM, ELIF],
            TWEE_OF_DRIE,
            "domein-ontbreekt",
            "Er ontbreekt een collega uit de ggz. Voeg een collega toe of ruil met Karim of Elif.",
        ),
        (
            [NOOR, lid("Bas", None)],
            DUO,
            "domein-ontbreekt",
            "Er ontbreekt een collega uit het sociaal domein. Van Bas is geen domein ingevuld. Ruil met Bas.",
        ),
        (
            [NOOR, ANNA],
            DUO_OF_ERVARING,
            "domein-ontbreekt",
            "Er ontbreekt een collega uit het sociaal domein of ervaringsdeskundige. "
            "Voeg een collega toe of ruil met Noor of Anna.",
        ),
        (
            [NOOR, KARIM, ELIF],
            DUO,
            "te-veel",
            "Noor, Karim en Elif zijn samen 3 gespreksvoerders; het zijn er hoogstens 2. Haal er een weg.",
        ),
        (
            [NOOR, KARIM, KARIM],
            TWEE_OF_DRIE,
            "dubbel-lid",
            "Karim staat twee keer in het team. Kies een andere collega.",
        ),
        (
            [NOOR, KARIM, lid("Anna", "ggz", rol="ervaringsdeskundige")],
            OP_WENS,
            "rol-onjuist",
            "Anna doet mee als ervaringsdeskundige, maar staat zo niet in Beheer. "
            "Kies een andere collega of pas het daar aan.",
        ),
        (
            [NOOR, KARIM],
            MET_EIS,
            "ervaringsdeskundige-ontbreekt",
            "Bij elk gesprek hoort een ervaringsdeskundige, en die ontbreekt. "
            "Ruil met een collega die dat is.",
        ),
    ],
)
def test_een_gebroken_eis_wordt_uitgelegd(
    team: list[Teamlid], regel: Teamregel, code: str, melding: str
) -> None:
    assert Bevinding(code, melding, Zwaarte.EIS) in eisen(oordeel(team, regel))


def test_een_derde_mag_waar_de_regio_dat_toelaat() -> None:
    assert codes(oordeel([NOOR, KARIM, ELIF], DUO)) == ["te-veel"]
    assert oordeel([NOOR, KARIM, ELIF], DUO_OF_ERVARING) == ()
    assert oordeel([NOOR, KARIM, ELIF], TWEE_OF_DRIE) == ()
    assert codes(oordeel([NOOR, ANNA, KARIM, ELIF], TWEE_OF_DRIE)) == ["te-veel"]
    assert hoogste_aantal(maak_regel(maximum=3, derde="nooit")) == 2


def test_een_ervaringsdeskundige_kan_de_plaats_van_het_sociaal_domein_innemen() -> None:
    ervaren = lid("Sam", None, ervaring=True)
    assert oordeel([NOOR, ervaren], DUO_OF_ERVARING) == ()
    assert codes(oordeel([NOOR, ervaren], DUO)) == ["domein-ontbreekt"]


def test_niemand_vult_twee_plaatsen() -> None:
    beide = lid("Mo", "ggz", ervaring=True)
    assert codes(oordeel([beide, lid("Bas", None)], DUO_OF_ERVARING)) == ["domein-ontbreekt"]
    assert oordeel([beide, NOOR], DUO_OF_ERVARING) == ()
    assert oordeel([NOOR, beide], DUO_OF_ERVARING) == ()


def test_voorkeur_voor_ervaringsdeskundigheid() -> None:
    (bevinding,) = oordeel([NOOR, KARIM], DUO_VOORKEUR)
    assert bevinding.zwaarte is Zwaarte.VOORKEUR
    assert bevinding.melding == (
        "Bij voorkeur is een van de gespreksvoerders ervaringsdeskundig; hier is niemand dat. "
        "Ruil met een collega die dat is."
    )
    assert oordeel([NOOR, ELIF], DUO_VOORKEUR) == ()
    assert oordeel([NOOR, KARIM], DUO_VOORKEUR, gewenst=False) == ()
    assert codes(oordeel([NOOR, KARIM], DUO, gewenst=True)) == ["ervaringsdeskundige-ontbreekt"]
    assert eisen(oordeel([NOOR, KARIM], DUO, gewenst=True)) == ()


def test_op_wens_is_een_derde_stoel_en_alleen_op_wens() -> None:
    assert oordeel([NOOR, KARIM, GAST], OP_WENS, gewenst=True) == ()
    (bevinding,) = oordeel([NOOR, KARIM], OP_WENS, gewenst=True)
    assert bevinding.zwaarte is Zwaarte.EIS
    assert bevinding.melding == (
        "De inwoner wil graag een ervaringsdeskundige erbij, en die ontbreekt. "
        "Voeg een collega toe die dat is."
    )
    # Elif holds the gesprek: her quality does not fill the extra chair.
    assert codes(oordeel([NOOR, ELIF], OP_WENS, gewenst=True)) == ["ervaringsdeskundige-ontbreekt"]
    for gewenst in (None, False):
        (bevinding,) = oordeel([NOOR, KARIM, GAST], OP_WENS, gewenst=gewenst)
        assert bevinding.zwaarte is Zwaarte.VOORKEUR
        assert bevinding.melding == (
            "Gast sluit aan als ervaringsdeskundige, maar de inwoner vroeg daar niet om. "
            "Vraag eerst of het goed is."
        )


def test_waar_de_ervaringsdeskundige_meetelt_is_hij_de_derde() -> None:
    assert codes(oordeel([NOOR, KARIM, GAST], DUO)) == ["te-veel"]
    assert oordeel([NOOR, KARIM, GAST], TWEE_OF_DRIE) == ()


def test_stagiair_en_observator_tellen_nergens_voor() -> None:
    stagiair = lid("Pim", "sd", ervaring=True, kent="verslaving", rol="stagiair")
    assert oordeel([NOOR, KARIM, stagiair], DUO) == ()
    assert codes(oordeel([NOOR, stagiair], DUO)) == ["te-weinig"]
    assert codes(oordeel([ANNA, KARIM, stagiair], DUO, expertises="verslaving")) == ["expertise-ontbreekt"]


def test_ontbrekende_expertise_is_een_voorkeur_met_het_woord_van_de_regio() -> None:
    (bevinding,) = oordeel([ANNA, KARIM], DUO, expertises="verslaving schulden lvb")
    assert bevinding.zwaarte is Zwaarte.VOORKEUR
    assert bevinding.melding == (
        "Gevraagde expertise ontbreekt: lvb, schulden en verslavingszorg. Ruil met een collega die dit kent."
    )
    assert oordeel([NOOR, ELIF], DUO, expertises="verslaving schulden") == ()


def test_eisen_staan_voorop() -> None:
    gevonden = oordeel([NOOR, ANNA], DUO_VOORKEUR, expertises="schulden")
    assert codes(gevonden) == ["domein-ontbreekt", "ervaringsdeskundige-ontbreekt", "expertise-ontbreekt"]


def test_vastleggen_wat_gebeurd_is_wordt_nooit_geweigerd() -> None:
    gevonden = oordeel([NOOR, ANNA, KARIM, ELIF], DUO)
    assert eisen(gevonden)
    assert eisen(als_gebeurd(gevonden)) == ()
    assert [b.melding for b in als_gebeurd(gevonden)] == [b.melding for b in gevonden]


def test_de_bezetting_van_het_hele_team() -> None:
    assert beoordeel_bezetting([NOOR, KARIM, ELIF], DUO_VOORKEUR) == ()
    (bevinding,) = beoordeel_bezetting([NOOR, KARIM], DUO_VOORKEUR)
    assert bevinding.melding == (
        "Er is nog geen ervaringsdeskundige in het team. De regio vraagt er minstens een."
    )
    assert bevinding.zwaarte is Zwaarte.VOORKEUR
    (bevinding,) = beoordeel_bezetting([NOOR], DUO)
    assert bevinding.melding == ("Nog geen collega uit het sociaal domein: plannen kan nog niet.")
    assert bevinding.zwaarte is Zwaarte.EIS


@pytest.mark.parametrize(
    ("woorden", "tekst"), [([], ""), (["a"], "a"), (["a", "b"], "a en b"), (["a", "b", "c"], "a, b en c")]
)
def test_opsomming(woorden: list[str], tekst: str) -> None:
    assert opsomming(woorden) == tekst


def test_een_groep_in_woorden() -> None:
    assert collega_uit(SD_OF_ERVARING) == "collega uit het sociaal domein of ervaringsdeskundige"
    assert collega_uit(frozenset({"welzijn"})) == "collega uit welzijn"


def test_namen_staan_niet_in_een_repr() -> None:
    bevinding = oordeel([NOOR, KARIM, KARIM], TWEE_OF_DRIE)[0]
    assert "Karim" in bevinding.melding
    assert "Karim" not in repr(bevinding)
    assert "Karim" not in repr(KARIM)


# --- against a second reading of the rule -------------------------------------------------------------

leden = st.builds(
    lambda nummer, domein, ervaring, kent, rol: Teamlid(
        f"c{nummer}", f"N{nummer}", domein, ervaring, kent, rol
    ),
    st.integers(0, 5),
    st.sampled_from(["ggz", "sd", None]),
    st.booleans(),
    st.frozensets(st.sampled_from(["verslaving", "schulden"])),
    st.sampled_from(["gespreksvoerder", "gespreksvoerder", "ervaringsdeskundige", "stagiair"]),
)
regels = st.sampled_from(REGELS) | st.builds(
    lambda minimum, erbij, vereist, derde, ervaring, telt: maak_regel(
        minimum=minimum,
        maximum=minimum + erbij,
        domeinen_vereist=vereist,
        derde=derde,
        ervaringsdeskundige=ervaring,
        ervaringsdeskundige_telt_mee=telt,
    ),
    st.integers(1, 3),
    st.integers(0, 1),
    st.sampled_from([(GGZ, SD), (GGZ, SD_OF_ERVARING), (GGZ,)]),
    st.sampled_from(["nooit", "mogelijk"]),
    st.sampled_from(["voorkeur", "eis", "op-wens", "vrij"]),
    st.booleans(),
)


@given(st.lists(leden, max_size=5), regels, st.sampled_from([True, False, None]))
def test_een_team_mag_precies_als_geen_eis_gebroken_is(
    team: list[Teamlid], regel: Teamregel, gewenst: bool | None
) -> None:
    assert mag(team, regel, gewenst) is not bool(eisen(oordeel(team, regel, gewenst, "verslaving")))


@given(st.lists(leden, max_size=5), regels, st.sampled_from([True, False, None]))
def test_elke_melding_is_een_hele_regel(team: list[Teamlid], regel: Teamregel, gewenst: bool | None) -> None:
    for bevinding in oordeel(team, regel, gewenst, "schulden"):
        assert bevinding.melding[0].isupper()
        assert bevinding.melding.endswith(".")
        assert not {"\n", "  ", "..", " ."} & {
            bevinding.melding[i : i + k] for i in range(300) for k in (1, 2)
        }
