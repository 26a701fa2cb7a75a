"""Files of rows in the monitoringsformat: good ones at random, and one row to spoil."""

import csv
import io
import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from mgn_tui.domain import rij as r
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.profiel import laad_profiel
from mgn_tui.domain.woorden import Aanmelder, ActieHuisarts, Thema, Vorm
from mgn_tui.exchange import exporteren
from mgn_tui.exchange import importeren as bestand
from mgn_tui.exchange.importeren import Voorstel
from mgn_tui.exchange.monitoringsformat import CATEGORIEEN, ERVARINGSDESKUNDIGHEID, kolommen
from mgn_tui.register import importeren, sessie
from mgn_tui.register.sessie import Sessie
from mgn_tui.store.werkmap import Werkmap
from tests.hulp_werkmap import BEGIN, WACHTWOORDEN

KOLOMMEN = kolommen(laad_profiel("ijssel-vecht"))
NAMEN = tuple(k.naam for k in KOLOMMEN)
GOED: Mapping[str, str] = {
    "gesprek_id": "g-1",
    "inwoner_id": "i-1",
    "pilot": "Zwolle-Zuid",
    "gemeente": "Zwolle",
    "praktijk": "Praktijk Parkweg",
    "aanmelder": "huisarts",
    "aanmelddatum": "2027-01-04",
    "uitnodigingsdatum": "2027-01-11",
    "status": "gevoerd",
    "gespreksdatum": "2027-01-18",
    "volgnummer": "1",
    "duur_min": "60",
    "leeftijd": "44",
    "gespreksvoerders": "ggz|sd",
    "criteria": "psychische-klachten|andere-leefgebieden",
    "themas": "zingeving|meedoen",
    "score_zingeving": "6,5",
    "advies": "zelf|sociaal-domein",
    "primair": "sociaal-domein",
    "adviesdatum": "2027-01-20",
    "toegeleid": "sociaal-domein@2027-01-25",
    "benut": "onbekend",
    "uren_ggz": "1,25",
    "leerpunt": "eerder bellen",
    "waardering_inwoner": "8",
}
"""A row with a bit of everything."""


def rij(**velden: str) -> dict[str, str]:
    """The good row, but for these cells; a hyphen in a column's name is written as `__`."""
    return {**GOED, **{naam.replace("__", "-"): waarde for naam, waarde in velden.items()}}


def als_csv(
    rijen: Sequence[Mapping[str, str]], namen: Sequence[str] | None = None, teken: str = ";"
) -> bytes:
    """Rows as a plain CSV, with the columns that some row has."""
    kop = list(namen or dict.fromkeys(naam for rij_ in rijen for naam in rij_))
    tekst = io.StringIO()
    schrijver = csv.writer(tekst, delimiter=teken)
    schrijver.writerow(kop)
    schrijver.writerows([rij_.get(naam, "") for naam in kop] for rij_ in rijen)
    return tekst.getvalue().encode()


def als_xlsx(pad: Path, rijen: Sequence[Sequence[Any]]) -> Path:
    """Cells as Excel has them: dates as dates, numbers as numbers."""
    import xlsxwriter

    with xlsxwriter.Workbook(pad, {"strings_to_formulas": False}) as boek:
        blad = boek.add_worksheet()
        datum = boek.add_format({"num_format": "d-m-yyyy"})
        for nr, cellen in enumerate(rijen):
            for plek, cel in enumerate(cellen):
                if isinstance(cel, date):
                    blad.write_datetime(nr, plek, cel, datum)
                else:
                    blad.write(nr, plek, cel)
    return pad


def stel_voor(s: Sessie, map_: Path, *rijen: Mapping[str, str], geldige: bool = False) -> Voorstel:
    """What a CSV of these rows would do."""
    pad = map_ / "rijen.csv"
    pad.write_bytes(als_csv(rijen))
    return bestand.stel_voor(s, pad, geldige)


def neem_op(s: Sessie, pad: Path) -> Voorstel:
    """Take a file in; its cells must be good."""
    v = bestand.stel_voor(s, pad)
    assert v.fouten == []
    importeren.bewaar(s, v.plan)
    return v


def neem_rijen_op(s: Sessie, map_: Path, *rijen: Mapping[str, str]) -> Voorstel:
    pad = map_ / "rijen.csv"
    pad.write_bytes(als_csv(rijen))
    return neem_op(s, pad)


def uitvoer(s: Sessie, map_: Path, naam: str = "uit.csv") -> bytes:
    """The export of everything."""
    pad = map_ / naam
    pad.unlink(missing_ok=True)
    return exporteren.exporteer(s, pad)[0].read_bytes()


def uit_csv(inhoud: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(inhoud.decode("utf-8-sig"), newline=""), delimiter=";"))


def lege_sessie(pad: Path, regio: str = "ijssel-vecht") -> Sessie:
    """A new werkmap with Noor in it and nothing else. The caller lowers the cost of the key file."""
    werkmap = Werkmap(pad)
    klok = VasteKlok(BEGIN)
    sessie.nieuw(werkmap, regio=regio, gebruiker="Noor", wachtwoord=WACHTWOORDEN["Noor"], klok=klok)
    return sessie.open_werkmap(werkmap, "Noor", WACHTWOORDEN["Noor"], klok)


# --- at random -------------------------------------------------------------------------------

_TEKSTEN = (
    "",
    "",
    "=CMD|' /C calc'!A0",
    "@som",
    "+31 bellen",
    "-5 graden",
    "'=al gemerkt",
    "''=dubbel",
    "'gewoon",
    "\tmet tab",
    "\rmet teken",
    'twee\nregels; en , en "aanhaling"',
    "Đặng Łódź ☐ 😀",
    "1,5",
    "2026-03-09",
    "<b>[rood]",
    "_x000D_",
)


def _lijst(kans: random.Random, codes: Sequence[str], hoogstens: int = 3) -> str:
    return "|".join(kans.sample(codes, kans.randint(0, min(hoogstens, len(codes)))))


def _of_leeg(kans: random.Random, waarde: str) -> str:
    return waarde if kans.random() < 0.7 else ""


def _feiten(kans: random.Random, dag: date) -> str:
    codes = kans.sample(CATEGORIEEN, kans.randint(0, 3))
    feiten = [c if kans.random() < 0.4 else f"{c}@{dag + timedelta(days=kans.randint(0, 60))}" for c in codes]
    return "|".join(feiten + ([kans.choice(r.KALE_ANTWOORDEN)] if kans.random() < 0.3 else []))


def maak_rijen(kans: random.Random, aantal: int) -> list[dict[str, str]]:
    """Good rows of every kind, several of the same inwoner and aanmelding among them."""
    rijen: list[dict[str, str]] = []
    gevoerd: set[tuple[str, str, str]] = set()
    eerste: dict[str, str] = {}
    for nr in range(aantal):
        inwoner = f"i{kans.randint(0, max(1, aantal // 2))}"
        status = kans.choice(r.STATUSSEN)
        volgnummer = kans.choice(("1", "1", "2"))
        soort = kans.choice(("", "instroom", "instroom", "uitstroom", "check-in"))
        gemeld = date(2026, 1, 1) + timedelta(days=kans.randint(0, 3) * 40)
        if soort in ("", "instroom"):
            if volgnummer == "2":
                if inwoner not in eerste:
                    volgnummer = "1"
                else:
                    gemeld = date.fromisoformat(eerste[inwoner])
            if volgnummer == "1":
                eerste.setdefault(inwoner, gemeld.isoformat())
            if status == "gevoerd" and (inwoner, gemeld.isoformat(), volgnummer) in gevoerd:
                status = "geannuleerd"
            if status == "gevoerd":
                gevoerd.add((inwoner, gemeld.isoformat(), volgnummer))
        rijen.append(_rij(kans, f"g{nr}", inwoner, status, volgnummer, soort, gemeld))
    return rijen


def _rij(
    kans: random.Random, id_: str, inwoner: str, status: str, volgnummer: str, soort: str, gemeld: date
) -> dict[str, str]:
    dag = gemeld + timedelta(days=kans.randint(0, 30))
    kaal = status not in r.GESPREKSTATUSSEN and kans.random() < 0.6
    uit = {
        "gesprek_id": id_,
        "inwoner_id": inwoner,
        "pilot": kans.choice(("Zwolle-Zuid", "Kampen", "=Pilot")),
        "gemeente": kans.choice(("", "Zwolle", "Kampen")),
        "praktijk": kans.choice(("", "Praktijk A", "Praktijk B")),
        "subregio": kans.choice(("", "noord")),
        "deelgebied": kans.choice(("", "wijk 4")),
        "aanmelder": kans.choice(("", *(a.value for a in Aanmelder))),
        "aanmelddatum": gemeld.isoformat(),
        "uitnodigingsdatum": _of_leeg(kans, min(dag, gemeld + timedelta(days=3)).isoformat()),
        "op_verzoek_inwoner": kans.choice(("", "ja")),
        "status": status,
        "reden": kans.choice(("", "te ver weg", "-geen zin")) if status in r.MET_REDEN else "",
        "criteria": _lijst(kans, ("psychische-klachten", "eerste-keer", "overig", "eigen criterium", "=x")),
    }
    if kaal:
        return uit
    advies = kans.choice(("", "geen", _lijst(kans, [c for c in CATEGORIEEN if c != "geen"])))
    uit |= {
        "gespreksdatum": dag.isoformat() if status in r.MET_DATUM else _of_leeg(kans, dag.isoformat()),
        "volgnummer": volgnummer,
        "soort": soort,
        "werkwijze": kans.choice(("", "werkwijze 1", "werkwijze 2")),
        "methodiek": kans.choice(("", "pg 1.0")),
        "duur_min": _of_leeg(kans, str(kans.randint(1, 480))),
        "vorm": kans.choice(("", *(v.value for v in Vorm))),
        "leeftijd": _of_leeg(kans, str(kans.randint(18, 120))),
        "gespreksvoerders": "|".join(kans.choices(r.WIE, k=kans.randint(0, 3))),
        "ervaringsdeskundigheid": kans.choice(("", *ERVARINGSDESKUNDIGHEID)),
        "disciplines": _lijst(kans, ("lvb", "verslavingszorg", "eigen soort")),
        "naaste": kans.choice(("", "ja", "nee")),
        "leefgebieden": _lijst(kans, ("wonen", "financien", "overig", "iets van hier")),
        "themas": _lijst(kans, [t.value for t in Thema], 6),
        "advies": advies,
        "primair": _of_leeg(kans, kans.choice(advies.split("|"))),
        "actie_huisarts": kans.choice(("", *(a.value for a in ActieHuisarts))),
        "adviesdatum": _of_leeg(kans, (dag + timedelta(days=2)).isoformat()),
        "intakedatum_ggz": _of_leeg(kans, (dag + timedelta(days=30)).isoformat()),
        "toegeleid": _feiten(kans, dag),
        "benut": _feiten(kans, dag),
    }
    uit |= {f"score_{t.value}": _of_leeg(kans, str(kans.randint(0, 20) / 2)) for t in Thema}
    uit |= {f"uren_{wie}": _of_leeg(kans, f"{kans.randint(0, 2400) / 100:.2f}") for wie in r.UREN}
    uit |= {f"waardering_{w}": _of_leeg(kans, f"{kans.randint(100, 1000) / 100}") for w in r.WAARDERINGEN}
    uit |= {veld: kans.choice(_TEKSTEN) for veld in r.TEKSTEN}
    return uit


def tabellen(hoogstens: int = 12) -> st.SearchStrategy[list[dict[str, str]]]:
    """Files of good rows."""
    return st.builds(
        lambda zaad, aantal: maak_rijen(random.Random(zaad), aantal),
        st.integers(0, 1 << 32),
        st.integers(1, hoogstens),
    )


def schrijf(pad: Path, rijen: Sequence[Mapping[str, str]]) -> Path:
    """A CSV as the program itself writes one: texts safe from being taken for formulas."""
    from mgn_tui.exchange.schrijven import veilig

    veilige = [{naam: veilig(cel) for naam, cel in rij_.items()} for rij_ in rijen]
    pad.write_bytes(als_csv(veilige, NAMEN))
    return pad
