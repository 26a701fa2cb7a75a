"""The report as a spreadsheet: every figure with its rule, targets, hours and costs for the kassier, leerpunten.

Real numbers and dates. What people typed is text and nothing else: never a formula, never a link.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from typing import Any

from mgn_tui.documents.rekenblad import ALLEEN_TEKST, hoogte
from mgn_tui.domain.rapport import NIET_MAILEN, Rapport, Uurregel

Cel = str | int | float | date | None
_EURO, _UREN, _DATUM = "€ #,##0.00", "#,##0.00", "d-m-yyyy"


@dataclass(frozen=True, slots=True)
class _Blad:
    naam: str
    kop: tuple[str, ...]
    breed: tuple[int, ...]
    vormen: dict[int, str]  # how a column is shown, by its place


def maak_xlsx(rapport: Rapport) -> bytes:
    """One workbook; the same report always gives the same cells."""
    import xlsxwriter

    uit = BytesIO()
    boek = xlsxwriter.Workbook(uit, {"in_memory": True, **ALLEEN_TEKST})
    boek.set_properties(
        {
            "title": f"{rapport.titel}, {rapport.ondertitel}",
            "author": rapport.team,
            "created": datetime.combine(rapport.datum, datetime.min.time()),
        }
    )
    schrijver = _Schrijver(boek)
    if rapport.niveau == "team":
        schrijver.blad(_Blad("let op", (NIET_MAILEN,), (80,), {}), ((zin,) for zin in (rapport.niveauzin,)))
    _cijfers(schrijver, rapport)
    _vergelijken(schrijver, rapport)
    _doelen(schrijver, rapport)
    if rapport.niveau != "openbaar":
        _uren(schrijver, rapport)
        _kosten(schrijver, rapport)
        _leerpunten(schrijver, rapport)
    _toelichting(schrijver, rapport)
    boek.close()
    return uit.getvalue()


class _Schrijver:
    """Writes sheets with a frozen head; each cell by what it is."""

    def __init__(self, boek: Any) -> None:
        self._boek = boek
        self._vormen: dict[str, Any] = {}
        self.kop = boek.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})

    def vorm(self, getal: str = "") -> Any:
        if getal not in self._vormen:
            opmaak = {"text_wrap": True, "valign": "top"} | ({"num_format": getal} if getal else {})
            self._vormen[getal] = self._boek.add_format(opmaak)
        return self._vormen[getal]

    def blad(self, soort: _Blad, rijen: Iterable[Sequence[Cel]]) -> tuple[Any, int]:
        """A sheet with these rows; gives it back with the number of the first free row."""
        blad = self._boek.add_worksheet(soort.naam)
        for kolom, (tekst, breed) in enumerate(zip(soort.kop, soort.breed, strict=True)):
            blad.set_column(kolom, kolom, breed)
            blad.write_string(0, kolom, tekst, self.kop)
        blad.freeze_panes(1, 0)
        blad.set_landscape()
        blad.fit_to_pages(1, 0)
        blad.repeat_rows(0)
        nummer = 0
        for nummer, rij in enumerate(rijen, start=1):
            self.rij(blad, nummer, rij, soort)
        return blad, nummer + 1

    def rij(self, blad: Any, nummer: int, rij: Sequence[Cel], soort: _Blad) -> None:
        blad.set_row(
            nummer,
            hoogte(
                (cel, breed) for cel, breed in zip(rij, soort.breed, strict=False) if isinstance(cel, str)
            ),
        )
        for kolom, waarde in enumerate(rij):
            vorm = self.vorm(soort.vormen.get(kolom, ""))
            match waarde:
                case None | "":
                    blad.write_blank(nummer, kolom, None, vorm)
                case str():
                    blad.write_string(nummer, kolom, waarde, vorm)
                case date():
                    blad.write_datetime(
                        nummer, kolom, datetime.combine(waarde, datetime.min.time()), self.vorm(_DATUM)
                    )
                case _:
                    blad.write_number(nummer, kolom, waarde, vorm)


def _cijfers(s: _Schrijver, r: Rapport) -> None:
    soort = _Blad(
        "cijfers",
        ("Onderwerp", "Cijfer", "Teller", "Noemer", "Eenheid", "Telregel"),
        (26, 34, 10, 10, 14, 70),
        {},
    )
    s.blad(soort, ((c.groep, c.label, c.teller, c.noemer, c.eenheid, c.regel) for c in r.cijfers))


def _vergelijken(s: _Schrijver, r: Rapport) -> None:
    """One cell per line, so that it can be filtered and turned any way."""
    soort = _Blad("vergelijken", ("Tabel", "Rij", "Kolom", "Aantal", "Telregel"), (28, 40, 28, 10, 70), {})
    rijen: list[Sequence[Cel]] = [
        (tabel.titel, rij[0], kolom, cel, tabel.regel)
        for tabel in r.tabellen
        for rij in tabel.rijen
        for kolom, cel in zip(tabel.kop[1:], rij[1:], strict=True)
    ]
    rijen += [(b.titel, label, "gesprekken", n, b.regel) for b in r.balken for label, n in b.rijen]
    s.blad(soort, rijen)


def _doelen(s: _Schrijver, r: Rapport) -> None:
    soort = _Blad(
        "doelen",
        (
            "Nr",
            "Doel",
            "IJkmoment",
            "Van",
            "Tot en met",
            "Teller",
            "Noemer",
            "Stand",
            "Grens",
            "Oordeel",
            "Telregel",
            "Plan",
        ),
        (6, 50, 12, 12, 12, 9, 9, 26, 34, 14, 60, 16),
        {},
    )
    s.blad(
        soort,
        (
            (
                d.nr,
                d.omschrijving,
                d.ijkmoment,
                d.van,
                d.tot,
                d.teller,
                d.noemer,
                d.stand,
                d.doel,
                d.oordeel,
                d.regel,
                d.bron,
            )
            for d in r.doelen
        ),
    )


def _uren(s: _Schrijver, r: Rapport) -> None:
    soort = _Blad(
        "uren",
        ("Organisatie", "Domein", "Onderdeel", "Uren", "Tarief", "Bedrag", "Bron van het tarief"),
        (30, 20, 30, 10, 12, 14, 30),
        {3: _UREN, 4: _EURO, 5: _EURO},
    )
    blad, vrij = s.blad(
        soort, ((u.organisatie, u.domein, u.onderdeel, u.uren, u.tarief, None, u.bron) for u in r.uren)
    )
    bedragen = [_bedrag(u) for u in r.uren]
    for nummer, bedrag in enumerate(bedragen, start=1):
        som_ = f'=IF(E{nummer + 1}="","",ROUND(D{nummer + 1}*E{nummer + 1},2))'  # whoever adds a rate sees it counted
        blad.write_formula(nummer, 5, som_, s.vorm(_EURO), "" if bedrag is None else float(bedrag))
    if r.uren:
        s.rij(blad, vrij, ("Samen",), soort)
        for kolom, letter, vorm, som in (
            (3, "D", _UREN, sum(u.uren for u in r.uren)),
            (5, "F", _EURO, float(sum(b for b in bedragen if b is not None))),
        ):
            blad.write_formula(vrij, kolom, f"=SUM({letter}2:{letter}{vrij})", s.vorm(vorm), som)
        vrij += 1
    for nummer, t in enumerate(r.tarieven, start=vrij + 2):
        if nummer == vrij + 2:
            blad.write_string(nummer - 1, 0, "Tarieven van de regio", s.kop)
        s.rij(blad, nummer, (t.label, "", t.eenheid, None, t.bedrag, None, t.bron), soort)


def _bedrag(u: Uurregel) -> Decimal | None:
    """In whole cents, as the sheet works it out: what is shown adds up to the sum below it."""
    if u.tarief is None:
        return None
    return (Decimal(str(u.uren)) * Decimal(str(u.tarief))).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _kosten(s: _Schrijver, r: Rapport) -> None:
    soort = _Blad(
        "kosten", ("Datum", "Post", "Omschrijving", "Bedrag", "Bron"), (12, 24, 50, 14, 30), {3: _EURO}
    )
    blad, vrij = s.blad(soort, ((k.datum, k.post, k.omschrijving, k.bedrag, k.bron) for k in r.kosten))
    if r.kosten:
        s.rij(blad, vrij, ("Samen",), soort)
        som = sum(k.bedrag or 0 for k in r.kosten)
        blad.write_formula(vrij, 3, f"=SUM(D2:D{vrij})", s.vorm(_EURO), som)


def _leerpunten(s: _Schrijver, r: Rapport) -> None:
    soort = _Blad("leerpunten", ("Groep", "Tekst van de groep", "Leerpunt"), (30, 60, 70), {})
    rijen: list[Sequence[Cel]] = []
    for deel in r.leerpunten:
        for nummer, punt in enumerate(deel.punten or ("",)):
            rijen.append((deel.titel, "" if nummer else deel.tekst, punt))
    s.blad(soort, rijen)


def _toelichting(s: _Schrijver, r: Rapport) -> None:
    soort = _Blad("toelichting", ("Onderwerp", "Tekst"), (26, 120), {})
    rijen: list[Sequence[Cel]] = [
        ("Verslag", r.titel),
        ("Waarover", r.ondertitel),
        ("Van", r.van),
        ("Tot en met", r.tot),
        ("Gemaakt op", r.datum),
        ("Stand", r.stand),
        ("Voor wie", r.niveauzin),
        *(("Boodschap", zin) for zin in r.boodschap),
        *(
            (wat, tekst)
            for wat, tekst in (
                ("Boodschap van het team", r.eigen_boodschap),
                ("Wat werkte", r.wat_werkte),
                ("Wat wij anders doen", r.wat_anders),
                ("Terugblik", r.terugblik),
            )
            if tekst
        ),
        *(("Besluit", _besluit(b.tekst, b.eigenaar, b.wanneer, b.staat)) for b in r.besluiten),
        *(("Kanttekening", zin) for zin in r.kanttekeningen),
        ("Doelen", r.doelzin),
        (
            "Uren",
            "Per organisatie en onderdeel, nooit per persoon. Uren bij gesprekken staan bij het gesprek genoteerd.",
        ),
        (
            "Tarieven",
            "Uit het plan van de regio, met de bron erbij. Een ander tarief typt u in de kolom Tarief.",
        ),
    ]
    s.blad(soort, [rij for rij in rijen if rij[1] != ""])


def _besluit(tekst: str, eigenaar: str, wanneer: date | None, staat: str) -> str:
    return " · ".join(d for d in (tekst, eigenaar, f"{wanneer:%d-%m-%Y}" if wanneer else "", staat) if d)
