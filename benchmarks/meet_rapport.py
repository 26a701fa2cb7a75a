"""The report of a sprint, warm: charts, tables and leerpunten, beside a bare reportlab canvas that prints the
same words in the same embedded fonts; and its spreadsheet on the clock."""

from datetime import date

from benchmarks.meet_brief import kaal
from benchmarks.meten import Meting, Proefplek, Uitkomst, duur, om_en_om
from mgn_tui.domain.rapport import (
    Balken,
    Besluit,
    Cijfer,
    Doelregel,
    Kerngetal,
    Leerpuntdeel,
    Rapport,
    Tabel,
    Wacht,
)

_REGEL = "Alleen gevoerde gesprekken, naar de dag van het gesprek; wie twee keer kwam, is één inwoner."
_ZIN = "Vraag bij de uitnodiging al naar een naaste en een tolk, en reken dan op meer tijd. "
_GROEPEN = ("ggz", "sociaal domein", "POH-ggz", "inwoner zelf", "overig")


def rapport() -> Rapport:
    """A sprint of fourteen gesprekken, as a team would have it."""
    dag = date(2027, 3, 9)
    tabel = Tabel(
        "Criteria en advies",
        _REGEL,
        ("", *_GROEPEN),
        tuple((f"criterium {n}", 14, 7, 3, 1, 0) for n in range(8)),
    )
    doel = Doelregel(
        "9", _ZIN, "7 van 12", "ten hoogste 81%", 7, 12, 58.3, dag, dag, dag, "", _REGEL * 2, "L863"
    )
    return Rapport(
        soort="sprint",
        niveau="team",
        kenmerk="rapport-sprint-1-team-2027-03-09",
        titel="Evaluatie sprint 1",
        ondertitel="Pilot Zwolle-Zuid · 12 januari 2027 tot en met 9 maart 2027",
        team="Team Zwolle-Zuid",
        verantwoordelijke="Stichting Zuid, privacy@zuid.example",
        niveauzin="Intern: voor het team en de stuurgroep. Niet verder verspreiden.",
        datum=dag,
        stand="gesloten op 9 maart 2027",
        concept=False,
        van=date(2027, 1, 12),
        tot=dag,
        boodschap=(
            "14 gesprekken met 12 inwoners. De helft sprak ons binnen 11 dagen.",
            "7 van de 12 kregen (ook) ggz.",
        ),
        eigen_boodschap=_ZIN,
        kern=tuple(Kerngetal("14", "gesprekken gevoerd") for _ in range(4)),
        wacht=tuple(
            Wacht("Van aanmelding tot gesprek", _ZIN, _REGEL, 14, "ambitie", tuple(range(3, 17)))
            for _ in range(2)
        ),
        balken=tuple(
            Balken("Leefgebieden", _REGEL, 14, tuple((f"gebied {n}", 14 - n) for n in range(9)))
            for _ in range(4)
        ),
        cijfers=tuple(
            Cijfer(f"groep {n // 6}", f"cijfer {n}", n, 14, "gesprekken", _REGEL) for n in range(30)
        ),
        tabellen=(tabel,) * 5,
        leerpuntzin="9 leerpunten geschreven, 6 vrijgegeven.",
        leerpunten=tuple(Leerpuntdeel(f"groep {n}", _ZIN, (_ZIN, _ZIN), 2) for n in range(4)),
        wat_werkte=_ZIN * 4,
        wat_anders=_ZIN * 4,
        terugblik=_ZIN * 2,
        besluiten=tuple(Besluit(_ZIN, "Çağla Şahin-Đặng", dag, "open", _ZIN, "") for _ in range(4)),
        eerder=(),
        doelzin="De grenzen gelden voor de regio.",
        doelen=(doel,) * 6,
        kanttekeningen=(_ZIN, _ZIN),
    )


def _meet_pdf(plek: Proefplek, n: int) -> Uitkomst:
    from mgn_tui.documents.rapport import maak_pdf, teksten

    r = rapport()
    maak_pdf(r)  # registers the fonts, for the bare canvas too
    alineas = [(False, tekst) for tekst in teksten(r) if tekst]
    tijden = om_en_om(n, {"wij": duur(lambda: maak_pdf(r)), "basis": duur(lambda: kaal(alineas))}, warm=3)
    return Uitkomst(tijden["wij"], tijden["basis"])


def _meet_xlsx(plek: Proefplek, n: int) -> Uitkomst:
    from mgn_tui.documents.rapport_xlsx import maak_xlsx

    r = rapport()
    tijden = om_en_om(n, {"wij": duur(lambda: maak_xlsx(r))})
    return Uitkomst(tijden["wij"], [0.0] * n)


_BRON = "design.md, Promises: one letter, warm; here with charts and tables"
METINGEN = (
    Meting("rapport", "Het verslag van een sprint, warm", 3.0, _BRON, 51, _meet_pdf),
    Meting("rapport-rekenblad", "Het rekenblad erbij, op de klok", 0.5, _BRON, 21, _meet_xlsx, eenheid="s"),
)
