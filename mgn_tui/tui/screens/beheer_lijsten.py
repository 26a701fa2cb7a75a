"""The lists of Beheer: per section what stands in a row, and what is said of the row under the cursor."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from mgn_tui.domain.datums import toon_dag_kort, toon_datum, toon_datum_kort, toon_moment
from mgn_tui.domain.profiel_bron import NIET_BEPAALD
from mgn_tui.domain.spoed import LANDELIJK
from mgn_tui.domain.tekst import omvang, zoveel
from mgn_tui.domain.velden import Veld, VeldSoort
from mgn_tui.domain.woorden import Besluit, ExportWachtwoord, Rol, VerzoekSoort
from mgn_tui.register import (
    beheerbeeld,
    beheren,
    bewaren,
    exportmap,
    exportwachtwoord,
    instellingen,
    logboek,
    reservekopieen,
    verzoeken,
)
from mgn_tui.register.kluis import Recordregel
from mgn_tui.register.vernietigen import PERSOON
from mgn_tui.tui.screens.beheer_kaart import KAART
from mgn_tui.tui.screens.beheer_rijen import Afdeling, Rij, grijs
from mgn_tui.tui.screens.beheer_zinnen import ZINNEN
from mgn_tui.tui.widgets.vensterlijst import Cel, Kolom, Regel

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

VERZOEK, TERMIJN = "verzoek", "termijn"
EXPORTS, VAST_WACHTWOORD, REGIO = "exports", "vast-wachtwoord", "regio"
"""Rows of *Deze werkmap* that lead elsewhere."""


def _ja(ruw: Mapping[str, str], veld: str) -> bool:
    return ruw.get(veld) == "ja"


# --- team ------------------------------------------------------------------------------------


def _team(sessie: "Sessie", namen: bool) -> list[Rij]:
    toegang = beheerbeeld.met_toegang(sessie)
    vorm = beheren.formulier(sessie, "medewerker")
    mensen = beheren.lijst(sessie, "medewerker")
    return [
        _collega(r, r.id in toegang, vorm.veld("expertise"))
        for r in sorted(mensen, key=lambda r: not r.actief)
    ]


def _collega(r: Recordregel, toegang: bool, kennis: Veld) -> Rij:
    domein = {"ggz": "ggz", "sd": "sociaal domein"}.get(r.ruw.get("domein", ""), "")
    deur = Cel("● eigen wachtwoord", "goed") if toegang else Cel("geen toegang", "gedempt")
    if not r.actief:
        deur = Cel("uit het team", "gedempt")
    regel = Regel(r.id, (r.naam, domein, r.bij, deur))
    weet = kennis.toon(kennis.lees(r.ruw["expertise"], date.max)) if r.ruw.get("expertise") else ""
    merken = [
        "doet het aanmeldpunt" * _ja(r.ruw, "aanmeldpunt"),
        "ervaringsdeskundig" * _ja(r.ruw, "ervaringsdeskundig"),
        weet and f"kennis van {weet}",
        f"hoogstens {r.ruw['max_per_week']} per week" if r.ruw.get("max_per_week") else "",
        "nog geen werktijden: de planning stelt deze collega niet voor"
        if r.actief and r.ruw.get("rol") == Rol.GESPREKSVOERDER.value and not r.ruw.get("werktijden")
        else "",
    ]
    return Rij(regel if r.actief else grijs(regel), " · ".join(filter(None, merken)))


# --- praktijken, pilots ----------------------------------------------------------------------


def _dag(sessie: "Sessie", ruw: Mapping[str, str], veld: str) -> str:
    """A stored day, short; empty when there is none."""
    dag = Veld(veld, veld, VeldSoort.DATUM).lees(ruw.get(veld, ""), sessie.klok.vandaag())
    return f"{toon_datum_kort(dag)} {dag.year}" if isinstance(dag, date) else ""


def _praktijken(sessie: "Sessie", namen: bool) -> list[Rij]:
    uit = []
    for r in beheren.lijst(sessie, "praktijk"):
        regel = Regel(
            r.id, (r.naam, r.bij, _dag(sessie, r.ruw, "aangesloten_op"), r.ruw.get("volwassen_patienten", ""))
        )
        waar = [r.ruw.get("huisarts", ""), r.ruw.get("telefoon", ""), r.ruw.get("veilige_weg", "")]
        uit.append(Rij(regel if r.actief else grijs(regel), " · ".join(filter(None, waar))))
    return uit


def _pilots(sessie: "Sessie", namen: bool) -> list[Rij]:
    sprints = beheren.lijst(sessie, "sprint")
    uit = []
    for pilot in beheren.lijst(sessie, "pilot"):
        werk = " · ".join(filter(None, (pilot.ruw.get("werkwijze", ""), pilot.ruw.get("methodiek", ""))))
        uit.append(Rij(_tijdvak(sessie, "pilot", pilot, Cel(pilot.naam, "vet")), werk))
        uit += [
            Rij(_tijdvak(sessie, "sprint", sprint, Cel(f"   {sprint.naam}")), sprint.ruw.get("doel", ""))
            for sprint in sprints
            if sprint.ruw["pilot"] == pilot.id
        ]
    return uit


def _tijdvak(sessie: "Sessie", soort: str, r: Recordregel, naam: Cel) -> Regel:
    begin, einde, omvang = _dag(sessie, r.ruw, "begin"), _dag(sessie, r.ruw, "einde"), r.ruw.get("omvang", "")
    wanneer = f"{begin} t/m {einde}" if begin and einde else f"vanaf {begin}" if begin else ""
    return Regel(
        f"{soort}|{r.id}", (naam, wanneer, zoveel(int(omvang), "gesprek", "gesprekken") if omvang else "")
    )


# --- deze werkmap, regio ---------------------------------------------------------------------


def _werkmap(sessie: "Sessie", namen: bool) -> list[Rij]:
    ruw, _ = instellingen.lees_formulier(sessie)
    uit, groep = [], ""
    for veld in instellingen.FORMULIER.velden:
        _, landelijk = LANDELIJK.get(veld.naam, ("", ""))
        waarde = ruw[veld.naam].replace("\n", " · ") or (landelijk and f"{landelijk} (landelijk)")
        waarde = next((k.label for k in veld.keuzes if k.code == waarde), waarde)
        cel = Cel(waarde) if waarde else Cel("▲ nog invullen", "let-op")
        kop = veld.groep if veld.groep != groep else ""
        groep = veld.groep
        uit.append(Rij(Regel(veld.naam, (Cel(kop, "accent"), veld.label, cel)), veld.hulp))
    plek = str(sessie.werkmap.pad)
    aantal, oudste = exportmap.hoeveel(sessie)
    er = f"{exportmap.zin(aantal, oudste)}." if aantal else "In exports ligt niets van mgn."
    uit += [
        Rij(Regel(EXPORTS, (Cel("Nu", "accent"), "In exports", er)), "Enter: wat er ligt, en het opruimen."),
        Rij(
            Regel(VAST_WACHTWOORD, ("", "Vast wachtwoord", _vast_wachtwoord(sessie))),
            "Enter: kies het vaste wachtwoord voor documenten, of een ander.",
        ),
    ]
    vast = (
        (REGIO, "Regio", sessie.profiel.naam, f"{sessie.profiel.plan.titel}. Enter: een andere regio."),
        ("plek", "Map op deze laptop", plek, plek),
    )
    for nummer, (sleutel, label, waarde, uitleg) in enumerate(vast):
        kop = "" if nummer else "Ligt vast"
        uit.append(Rij(Regel(sleutel, (Cel(kop, "accent"), label, Cel(waarde, "gedempt"))), uitleg))
    return uit


def _vast_wachtwoord(sessie: "Sessie") -> Cel:
    if exportwachtwoord.vast(sessie) is not None:
        return Cel("● gekozen", "goed")
    nodig = exportwachtwoord.beleid(sessie) is ExportWachtwoord.VAST
    return Cel("▲ nog kiezen", "let-op") if nodig else Cel("niet nodig", "gedempt")


_AARD = {
    "seed": Cel("plan"),
    "correctie": Cel("▲ correctie", "let-op"),
    "aanname": Cel("▲ aanname", "let-op"),
    "keuze": Cel("keuze", "gedempt"),
    "lokaal": Cel(NIET_BEPAALD, "gedempt"),
    "vastgesteld": Cel("▲ lokaal", "let-op"),
}


def _regio(sessie: "Sessie", namen: bool) -> list[Rij]:
    uit = []
    for nummer, b in enumerate(sessie.profiel.bronnen()):
        pad = b.pad.replace(".", " › ").replace("_", " ")
        regel = Regel(str(nummer), (pad, b.waarde, _AARD[b.aard], Cel(b.bron, "gedempt")))
        uit.append(Rij(regel, f"{pad}: {b.waarde}\nBron: {b.bron}"))
    return uit


# --- toegang ---------------------------------------------------------------------------------

_GROND = {"gesprek": "", "aanmelding": "", "aanmeldpunt": " (aanmeldpunt)", "waarneming": " (waarneemt)"}


def _toegang(sessie: "Sessie", namen: bool) -> list[Rij]:
    uit = []
    for eigen in beheerbeeld.eigen_inwoners(sessie):
        lezers = ", ".join(
            ("u" if lezer.medewerker == sessie.ik.id else lezer.naam) + _GROND.get(lezer.grond, "")
            for lezer in eigen.lezers
        )
        wie = eigen.naam if namen and eigen.naam else eigen.wie
        uit.append(Rij(Regel(eigen.inwoner.hex, (wie, lezers)), "Enter: wie dit dossier opende."))
    return uit


# --- access log ------------------------------------------------------------------------------


def _keuze(tekst: str) -> logboek.Keuze:
    return logboek.Keuze(woorden=tuple(tekst.split()))


def _logregels(sessie: "Sessie", tekst: str, begin: int, aantal: int) -> list[Regel]:
    return [
        Regel(
            str(r.nr),
            (
                f"{r.moment:%d-%m-%Y %H:%M}",
                Cel(f"▲ {r.wat}: {r.uitkomst}", "let-op") if r.uitkomst else r.wat,
                r.wie,
                Cel(r.inwoner[:4], "gedempt"),
                Cel(r.grond, "gedempt"),
            ),
        )
        for r in logboek.regels(sessie, _keuze(tekst), begin, aantal)
    ]


def _geen_rijen(sessie: "Sessie", namen: bool) -> list[Rij]:
    return []


# --- requests and terms ----------------------------------------------------------------------


def _rechten(sessie: "Sessie", namen: bool) -> list[Rij]:
    """What waits for an answer, then whose data are due, then what was decided."""
    alle = verzoeken.lijst(sessie)
    vandaag = sessie.klok.vandaag()
    uit = [_verzoek(v, namen, vandaag) for v in alle if v.besluit is None]
    over = bewaren.lijst(sessie, bewaren.MET_NAAM)
    uit += [_termijn(v, namen, vandaag) for v in over[: bewaren.MET_NAAM]]
    if len(over) > bewaren.MET_NAAM:
        uit.append(_nog_meer(len(over) - bewaren.MET_NAAM))
    return uit + [_verzoek(v, namen, vandaag) for v in reversed(alle) if v.besluit is not None]


def _verzoek(v: verzoeken.Verzoek, namen: bool, vandaag: date) -> Rij:
    wie = v.naam if namen and v.naam else v.wie
    if v.uiterlijk is None:
        stand = Cel(v.besluit.label if v.besluit else "", "gedempt")
    else:
        nog = (v.uiterlijk - vandaag).days
        merk, stijl = ("✖", "fout") if nog < 0 else ("▲", "let-op") if nog <= 7 else ("●", "goed")
        stand = Cel(f"{merk} uiterlijk {toon_datum_kort(v.uiterlijk)}", stijl)
    vraag = f"{wie} vraagt: {v.soort.label}."
    if v.soort is VerzoekSoort.BEZWAAR and v.besluit is not Besluit.GEWEIGERD:
        vraag += " Telt niet mee in de cijfers en de export."
    uitleg = (
        f"{vraag} Enter: beantwoorden; dat moet binnen een maand." if v.uiterlijk else f"{vraag} {v.tekst}"
    )
    cellen = (wie, v.soort.label, toon_dag_kort(v.ontvangen_op, vandaag), stand)
    return Rij(Regel(f"{VERZOEK}|{v.id}", cellen), uitleg)


def _nog_meer(aantal: int) -> Rij:
    uitleg = "Deze staan hier zodra u verder bent met wie erboven staat. De hele lijst: mgn bewaren."
    return Rij(Regel(f"{TERMIJN}|", ("…", f"en nog {zoveel(aantal, 'inwoner', 'inwoners')}", "", "")), uitleg)


def _termijn(v: bewaren.Termijn, namen: bool, vandaag: date) -> Rij:
    wat, moet = ("naam en tekst", "moeten") if v.soort == PERSOON else ("alles", "moet")
    hoe = f"{wat} {moet} weg" if v.over else f"{wat} mogen weg"
    stand = (
        Cel(f"▲ sinds {toon_dag_kort(v.uiterlijk, vandaag, smal=True)}", "let-op")
        if v.over
        else Cel(f"uiterlijk {toon_dag_kort(v.uiterlijk, vandaag, smal=True)}", "gedempt")
    )
    mist = f" Let op: {', '.join(v.mist)}." if v.mist else ""
    uitleg = (
        f"{hoe[:1].upper()}{hoe[1:]}, na het laatste gesprek of het einde van de aanmelding op "
        f"{toon_datum(v.sinds)}.{mist} Er gaat niets vanzelf weg."
    )
    wie = v.naam if namen and v.naam else v.wie
    return Rij(Regel(f"{TERMIJN}|{v.ref}", (wie, hoe, toon_dag_kort(v.sinds, vandaag), stand)), uitleg)


# --- backups ---------------------------------------------------------------------------------


def _kopieen(sessie: "Sessie", _: bool) -> list[Rij]:
    return [
        Rij(
            Regel(
                r.kopie.pad.name,
                (toon_moment(r.kopie.gemaakt), r.reden, Cel(omvang(r.kopie.bytes)), Cel(r.blijft, "gedempt")),
            ),
            reservekopieen.REGEL,
        )
        for r in reservekopieen.lijst(sessie)
    ]


AFDELINGEN = (
    Afdeling(
        "team",
        "Team",
        (
            Kolom("naam", deel=2),
            Kolom("domein", 14, vanaf=60),
            Kolom("functie", deel=3, vanaf=90),
            Kolom("toegang", 18),
        ),
        _team,
        "Er staat nog niemand in het team. Druk n voor de eerste collega.",
    ),
    Afdeling(
        "praktijken",
        "Praktijken",
        (
            Kolom("praktijk", deel=3),
            Kolom("plaats", deel=2),
            Kolom("aangesloten", 12, vanaf=60),
            Kolom("volwassenen", 11, rechts=True, vanaf=70),
        ),
        _praktijken,
        "Nog geen praktijken. Druk n voor de eerste; daarna kan een aanmelding van daar komen.",
        filter=True,
        eenheid=("praktijk", "praktijken"),
    ),
    KAART,
    ZINNEN,
    Afdeling(
        "pilots",
        "Pilots & sprints",
        (Kolom("pilot en sprints", deel=2), Kolom("wanneer", deel=3), Kolom("omvang", 14, vanaf=60)),
        _pilots,
        "Nog geen pilot. Druk n: zonder pilot en sprint telt een gesprek nergens mee.",
    ),
    Afdeling(
        "werkmap",
        "Deze werkmap",
        (Kolom("", 16, vanaf=100), Kolom("", deel=3), Kolom("", deel=3)),
        _werkmap,
        "",
    ),
    Afdeling(
        "regio",
        "Regio",
        (
            Kolom("wat", deel=3),
            Kolom("waarde", deel=3),
            Kolom("soort", 11, vanaf=60),
            Kolom("bron", deel=2, vanaf=100),
        ),
        _regio,
        "",
        filter=True,
        eenheid=("waarde", "waarden"),
    ),
    Afdeling(
        "toegang",
        "Toegang",
        (Kolom("inwoner", deel=1), Kolom("wie leest mee", deel=3)),
        _toegang,
        "U leest van niemand de naam of de tekst.",
        filter=True,
        eenheid=("inwoner", "inwoners"),
    ),
    Afdeling(
        "logboek",
        "Logboek",
        (
            Kolom("wanneer", 18),
            Kolom("wat", deel=4),
            Kolom("wie", deel=2, vanaf=60),
            Kolom("inwoner", 7, vanaf=70),
            Kolom("grond", 12, vanaf=90),
        ),
        _geen_rijen,
        "Hier is niets van vastgelegd.",
        filter=True,
        bron=_logregels,
        tel=lambda sessie, tekst: logboek.tel(sessie, _keuze(tekst)),
        uitleg=(
            "Typ een naam, een woord, of een dag, maand of jaar (9-3-2027, 3-2027, 2027). U ziet wat u zelf deed en "
            "wie uw inwoners las; de coördinator ziet alles. Als bestand: mgn toegang --csv."
        ),
    ),
    Afdeling(
        "rechten",
        "Rechten",
        (
            Kolom("inwoner", deel=1),
            Kolom("wat", deel=2),
            Kolom("van", 11, vanaf=70),
            Kolom("", 18),
        ),
        _rechten,
        "Geen verzoeken, en niemand over de bewaartermijn. Druk n als een inwoner iets vraagt.",
        filter=True,
        eenheid=("regel", "regels"),
    ),
    Afdeling(
        "kopieen",
        "Kopieën",
        (
            Kolom("reservekopie van", deel=3),
            Kolom("gemaakt", deel=4),
            Kolom("omvang", 9, rechts=True, vanaf=70),
            Kolom("blijft als", deel=3, vanaf=100),
        ),
        _kopieen,
        "Nog geen reservekopie. Bij het afsluiten komt er vanzelf een; met m maakt u er nu een.",
    ),
)
