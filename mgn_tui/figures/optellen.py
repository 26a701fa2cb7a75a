"""The totals file of level regio, and adding such files up: pilots of one region, over one period.

The figures themselves are the contract's object. `herkomst` stands beside them: which pilots and werkmap they are
of, the exact sums behind means and hours, and a checksum. Medians and p90 cannot be added, and become null.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.tekst import vouw
from mgn_tui.figures.afronden import een_decimaal, gemiddelde, getal
from mgn_tui.figures.cijfers import UREN, Telling
from mgn_tui.figures.doelen import Uitkomst, status_van

HERKOMST = "herkomst"
AANNAME = (
    "Inwoners zijn per pilot geteld en opgeteld: wie in twee pilots een gesprek had, telt twee keer mee. "
    "Dat geldt ook voor doelen over mensen."
)
NIET = "Een mediaan of p90 is niet op te tellen en is leeg."
_WACHT = ("wachttijd_uitnodiging_dagen", "wachttijd_dagen")
_PER_WERKMAP = ("praktijken", "medewerkers", "consultaties", "casussen")


def herkomst(
    inhoud: Mapping[str, Any],
    telling: Telling,
    uitkomsten: Iterable[Uitkomst],
    *,
    pilots: Sequence[str],
    werkmap: str,
    versie: str,
    deel: Mapping[str, str],
    peildag: date,
) -> dict[str, Any]:
    """What makes figures of level regio a totals file. `deel`: the gemeente or subregio they are limited to."""
    sommen: dict[str, int] = {
        "wachttijd_uitnodiging_dagen": sum(w.dagen for w in telling.uitnodigingen),
        "wachttijd_dagen": sum(w.dagen for w in telling.wachttijden),
    }
    sommen |= {".".join(pad): n for pad, n in sorted(telling.sommen.items())}
    for u in uitkomsten:
        if u.zonder is not None and u.noemer is not None:
            sommen[f"kpi.{u.opgave.doel.nr}.zonder"] = round(u.zonder * int(u.noemer) / 100)
    uit = {
        "niveau": "regio",
        "programma": f"mgn_tui {versie}",
        "werkmap": werkmap,
        "pilots": list(pilots),
        "deel": dict(deel),
        "peildag": peildag.isoformat(),
        "sommen": sommen,
    }
    return uit | {"controle": _controle({**inhoud, HERKOMST: uit})}


def _controle(inhoud: Mapping[str, Any]) -> str:
    tekst = json.dumps(inhoud, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(tekst.encode()).hexdigest()


# --- reading ---------------------------------------------------------------------------------


def lees(naam: str, ruw: str) -> dict[str, Any]:
    """One totals file. Raises `Geweigerd`."""
    try:
        inhoud = json.loads(ruw)
    except ValueError:
        raise Geweigerd(f"{naam}: dit bestand is beschadigd of geen JSON. Vraag het opnieuw op.") from None
    bron = inhoud.get(HERKOMST) if isinstance(inhoud, dict) else None
    if not isinstance(bron, dict) or bron.get("niveau") != "regio":
        raise Geweigerd(
            f"{naam}: alleen cijfers van niveau regio zijn op te tellen, en geen optelling. "
            "Maak het bestand met: mgn cijfers --voor regio --json"
        )
    zonder = {**inhoud, HERKOMST: {k: v for k, v in bron.items() if k != "controle"}}
    if bron.get("controle") != _controle(zonder):
        raise Geweigerd(f"{naam}: dit bestand is beschadigd of gewijzigd. Vraag het opnieuw op.")
    return dict(inhoud)


def eis_samen(bestanden: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
    """Raises `Geweigerd` when these figures do not belong together."""
    naam_een, een = bestanden[0]
    gezien: dict[str, tuple[int, str]] = {}
    for nummer, (naam, inhoud) in enumerate(bestanden):
        bron = inhoud[HERKOMST]
        if inhoud["regio"] != een["regio"]:
            raise Geweigerd(
                f"{naam}: dit is van regio {inhoud['regio']}, en {naam_een} van {een['regio']}. "
                "Alleen pilots van één regio zijn op te tellen."
            )
        dagen, dagen_een = ((p["van"], p["tot"]) for p in (inhoud["periode"], een["periode"]))
        if dagen != dagen_een:
            raise Geweigerd(
                f"{naam}: dit gaat over {dagen[0]} t/m {dagen[1]}, en {naam_een} over {dagen_een[0]} "
                f"t/m {dagen_een[1]}. Alleen cijfers van één periode zijn op te tellen."
            )
        if bron["deel"] != een[HERKOMST]["deel"] or [_vorm(k) for k in inhoud["kpi"]] != [
            _vorm(k) for k in een["kpi"]
        ]:
            raise Geweigerd(
                f"{naam}: dit is anders gevraagd dan {naam_een} (gemeente, subregio, ijkmoment of doelen). "
                "Vraag alle bestanden op dezelfde manier op."
            )
        # Gesprekken without a pilot are in the figures of a whole werkmap: that is then a pilot by itself.
        for pilot in bron["pilots"] or [f"werkmap {bron['werkmap']}"]:
            eerder, in_bestand = gezien.setdefault(vouw(pilot), (nummer, naam))
            if eerder != nummer:
                raise Geweigerd(
                    f"{naam}: {pilot} staat ook in {in_bestand}, over dezelfde periode. "
                    "Laat een van de twee weg; anders telt deze pilot dubbel."
                )


def _vorm(regel: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(regel[naam] for naam in ("nr", "soort", "ijkmoment", "venster", "doel", "bron"))


# --- adding up -------------------------------------------------------------------------------


def tel_op(bestanden: Sequence[tuple[str, Mapping[str, Any]]]) -> dict[str, Any]:
    """The figures of all files together: the contract's object, and where it came from."""
    eis_samen(bestanden)
    alle = [inhoud for _, inhoud in bestanden]
    bronnen = [inhoud[HERKOMST] for inhoud in alle]
    sommen = _samen([b["sommen"] for b in bronnen])
    uit: dict[str, Any] = {
        naam: waarde if naam in ("regio", "periode") else _samen([j[naam] for j in alle])
        for naam, waarde in alle[0].items()
        if naam not in ("kpi", "afgeschermd", HERKOMST)
    }
    uit["aanmeldingen"]["openstaand"]["langste_dagen"] = max(
        (d for j in alle if (d := j["aanmeldingen"]["openstaand"]["langste_dagen"]) is not None), default=None
    )
    for wacht in _WACHT:
        uit[wacht]["norm"] = alle[0][wacht]["norm"]
        uit[wacht]["gemiddeld"] = gemiddelde(sommen[wacht], uit[wacht]["n"])
    for thema, cijfer in uit["themas"].items():
        cijfer["score_gemiddeld"] = gemiddelde(sommen.get(f"themas.{thema}", 0), cijfer["score_n"], 2)
    for wie, cijfer in uit["waardering"].items():
        cijfer["gemiddeld"] = gemiddelde(sommen.get(f"waardering.{wie}", 0), cijfer["n"], 100)
    uit["uren"] = {wie: sommen.get(f"uren.{wie}", 0) / 100 for wie in UREN}
    peildag = date.fromisoformat(max(b["peildag"] for b in bronnen))
    rijen = list(zip(*(j["kpi"] for j in alle), strict=True))
    uit["kpi"] = [_doel(regels, bronnen, sommen, peildag) for regels in rijen]
    uit["afgeschermd"] = []
    uit[HERKOMST] = {
        "niveau": "optelling",
        "pilots": sorted({pilot for b in bronnen for pilot in b["pilots"]}),
        "deel": bronnen[0]["deel"],
        "niet_optelbaar": [f"{w}.{maat}" for w in _WACHT for maat in ("mediaan", "p90")]
        + ["duur_min.mediaan"],
        "aannames": [AANNAME],
    }
    return uit


def _samen(delen: Sequence[Any]) -> Any:
    """Counts added; null as soon as one is unknown. Codes in the order in which they come."""
    if isinstance(delen[0], Mapping):
        namen = list(dict.fromkeys(naam for deel in delen for naam in deel))
        return {
            naam: None
            if naam in ("mediaan", "p90", "gemiddeld", "score_gemiddeld", "norm", "langste_dagen")
            else _samen([deel.get(naam, 0) for deel in delen])
            for naam in namen
        }
    return None if None in delen else sum(delen)


def _doel(
    regels: Sequence[Mapping[str, Any]],
    bronnen: Sequence[Mapping[str, Any]],
    sommen: Mapping[str, int],
    peildag: date,
) -> dict[str, Any]:
    """Numerators and denominators added, and judged again. What is noted by hand holds when all say the same."""
    uit = dict(regels[0])
    if uit["soort"] == "oplevering" or uit["bron"] not in ("gesprekken", *_PER_WERKMAP):
        if any(regel != uit for regel in regels):
            uit |= {"teller": None, "noemer": None, "waarde": None}
            uit["status"] = "loopt nog" if date.fromisoformat(uit["ijkmoment"]) > peildag else "geen gegevens"
        return uit
    if uit["bron"] in _PER_WERKMAP:  # those are of the whole werkmap, whatever pilot was asked for
        per = {b["werkmap"]: regel for b, regel in zip(bronnen, regels, strict=True)}
        regels = list(per.values())
    uit["teller"] = teller = _samen([r["teller"] for r in regels])
    uit["noemer"] = noemer = _samen([r["noemer"] for r in regels])
    exact: Fraction | None
    if uit["soort"] == "getal":
        exact = Fraction(teller)
        uit["waarde"] = getal(exact)
    else:
        exact = Fraction(100 * teller, noemer) if noemer else None
        uit["waarde"] = None if exact is None else een_decimaal(exact)
        for naam in uit:
            if naam.startswith("waarde_zonder_"):
                zonder = sommen.get(f"kpi.{uit['nr']}.zonder", 0)
                uit[naam] = een_decimaal(Fraction(100 * zonder, noemer)) if noemer else None
    grens = {naam: Fraction(str(n)) for naam, n in uit["doel"].items()}
    uit["status"] = status_van(
        uit["soort"],
        date.fromisoformat(uit["ijkmoment"]),
        grens.get("min"),
        grens.get("max"),
        exact,
        peildag,
    )
    return uit
