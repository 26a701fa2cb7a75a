"""Beheer of what a werkmap knows besides people: praktijken, pilot and sprints, and the sociale kaart. The team is in
`team`."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlmodel import Session, SQLModel, select

from mgn_tui.domain.fouten import Geweigerd, NietGevonden
from mgn_tui.domain.tekst import vouw
from mgn_tui.domain.velden import Formulier, Veld, VeldSoort
from mgn_tui.register import keuzes, kluis, socialekaart, team
from mgn_tui.register.kluis import Recordregel, als_ruw, eis_versie
from mgn_tui.register.sprints import sprints_van
from mgn_tui.store import tables as t

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

FORMULIER_PRAKTIJK = Formulier(
    "praktijk",
    "Praktijk",
    (
        Veld("naam", "Naam", verplicht=True, groep="Praktijk"),
        Veld("huisarts", "Huisarts(en)", groep="Praktijk"),
        Veld("adres", "Straat en huisnummer", groep="Praktijk"),
        Veld("postcode", "Postcode", controle="postcode", groep="Praktijk"),
        Veld("plaats", "Plaats", groep="Praktijk"),
        Veld("telefoon", "Telefoon", controle="telefoon", groep="Praktijk"),
        Veld("veilige_weg", "Beveiligde weg", hulp="Bijvoorbeeld het ZorgMail-adres.", groep="Praktijk"),
        Veld("gemeente", "Gemeente", groep="Regio"),
        Veld("subregio", "Subregio", groep="Regio"),
        Veld("deelgebied", "Deelgebied", groep="Regio"),
        Veld("aangesloten_op", "Aangesloten op", VeldSoort.DATUM, groep="Regio"),
        Veld("consultatie_op", "Consultatie beschikbaar sinds", VeldSoort.DATUM, groep="Regio"),
        Veld(
            "volwassen_patienten",
            "Volwassen ingeschrevenen",
            VeldSoort.GETAL,
            minimum=0,
            maximum=100_000,
            groep="Regio",
        ),
        Veld("patienten_op", "Geteld op", VeldSoort.DATUM, verleden=True, groep="Regio"),
        Veld("actief", "Doet nu mee?", VeldSoort.JANEE, zeker=True, groep="Regio"),
    ),
)

FORMULIER_PILOT = Formulier(
    "pilot",
    "Pilot",
    (
        Veld("naam", "Naam", verplicht=True),
        Veld("gemeente", "Gemeente"),
        Veld("begin", "Begint op", VeldSoort.DATUM),
        Veld("einde", "Eindigt op", VeldSoort.DATUM),
        Veld("omvang", "Aantal gesprekken", VeldSoort.GETAL, minimum=1, maximum=10_000),
        Veld("werkwijze", "Werkwijze (met versie)"),
        Veld("methodiek", "Methodiek (met versie)"),
    ),
)


def formulier_sprint(sessie: "Sessie") -> Formulier:
    with sessie.lezen() as db:
        pilots = keuzes.pilots(db)
    return Formulier(
        "sprint",
        sessie.profiel.term("sprint").capitalize(),
        (
            Veld("pilot", "Pilot", VeldSoort.KEUZE, verplicht=True, keuzes=pilots),
            Veld("begin", "Begint op", VeldSoort.DATUM, verplicht=True),
            Veld("einde", "Eindigt op", VeldSoort.DATUM),
            Veld("omvang", "Aantal gesprekken", VeldSoort.GETAL, minimum=1, maximum=10_000),
            Veld("doel", "Wat willen we leren", VeldSoort.LANG, maximum_tekens=2000),
        ),
    )


# --- simple records: praktijk, pilot, sprint, kaart -------------------------------------------------

_SOORTEN: dict[str, type[SQLModel]] = {
    "praktijk": t.Praktijk,
    "pilot": t.Pilot,
    "sprint": t.Sprint,
    "kaart": t.Kaart,
}
_VORMEN = {"praktijk": FORMULIER_PRAKTIJK, "pilot": FORMULIER_PILOT, "kaart": socialekaart.FORMULIER}
_BIJ = {"praktijk": "plaats", "pilot": "gemeente", "kaart": "gemeente", "sprint": "begin"}
"""What stands behind the name, and tells two of the same name apart (praktijk, kaart)."""
_HEET = {"kaart": "aanbieder"}


def formulier(sessie: "Sessie", soort: str) -> Formulier:
    """The form of praktijk, pilot, sprint, kaart or medewerker."""
    if soort == "medewerker":
        return team.formulier(sessie)
    return _VORMEN.get(soort) or formulier_sprint(sessie)


def lijst(sessie: "Sessie", soort: str) -> list[Recordregel]:
    """All records of a kind, by name; sprints by day."""
    vorm = formulier(sessie, soort)
    with sessie.lezen() as db:
        if soort == "medewerker":
            return team.regels(db, vorm)
        model: Any = _SOORTEN[soort]
        volgorde = model.begin if soort == "sprint" else model.naam
        namen = {k.code: k.label for k in keuzes.sprints(db, sessie.profiel.term("sprint"))}
        versies = kluis.versies(db, soort)
        gevonden = []
        for rij in db.exec(select(model).order_by(volgorde)).all():
            ruw = {v.naam: als_ruw(v, getattr(rij, v.naam)) for v in vorm.velden}
            gevonden.append(
                Recordregel(
                    rij.id.hex,
                    namen.get(rij.id.hex, "sprint") if soort == "sprint" else rij.naam,
                    ruw.get(_BIJ[soort], ""),
                    getattr(rij, "actief", True),
                    ruw,
                    versies.get(rij.id.hex, ""),
                )
            )
        return gevonden


def bewaar(
    sessie: "Sessie",
    soort: str,
    ruw: Mapping[str, str],
    id_: str | None = None,
    versie: str | None = None,
    concept: tuple[str, str] | None = None,
) -> str:
    """Add (no `id_`) or change a praktijk, pilot, sprint or kaart; returns its key. Raises `Geweigerd`, `Botsing`."""
    if soort == "medewerker":
        return team.bewaar(sessie, ruw, id_, versie, concept)
    vorm, model = formulier(sessie, soort), _SOORTEN[soort]
    with sessie.schrijven(concept=concept) as db:
        alle = lijst(sessie, soort)  # nobody else can write now, so this is how it stands
        rij: Any = db.get(model, UUID(hex=id_)) if id_ else None
        if id_ is not None:
            staand = next((r for r in alle if r.id == id_), None)
            if staand is None:
                raise NietGevonden(f"Deze {_HEET.get(soort, soort)} bestaat niet meer.")
            eis_versie(ruw, staand.ruw, versie, staand.versie)
            ruw = staand.ruw | dict(ruw)
        waarden, fouten = vorm.lees(ruw, sessie.klok.vandaag())
        fouten |= _keur(soort, waarden, [r for r in alle if r.id != id_])
        if soort == "sprint":
            fouten |= _naast_elkaar(db, rij, waarden)
        if soort == "kaart":
            fouten |= {v: f for v, f in socialekaart.keur(waarden).items() if v not in fouten}
        if fouten:
            raise Geweigerd(fouten)
        if "pilot" in waarden:
            waarden["pilot"] = keuzes.een_id(waarden["pilot"])
        if "actief" in waarden and waarden["actief"] is None:
            waarden["actief"] = True
        if rij is None:
            rij = model(id=sessie.nieuw_id(), **waarden)
            db.add(rij)
        else:
            kluis.schrijf(rij, waarden, None)
        return str(rij.id.hex)


def _keur(soort: str, waarden: Mapping[str, object], anderen: list[Recordregel]) -> dict[str, str]:
    """Rules between the fields, and between this record and the others."""
    begin, einde, naam = waarden.get("begin"), waarden.get("einde"), waarden.get("naam")
    fouten = {}
    if isinstance(begin, date) and isinstance(einde, date) and einde < begin:
        fouten["einde"] = "Het einde ligt vóór het begin. Welke datum klopt niet?"
    waar = waarden.get("plaats")  # of a praktijk that has one; two of the same name are then two
    if soort == "kaart":
        waar = waarden.get("gemeente") or ""
    if isinstance(naam, str) and any(
        vouw(r.naam) == vouw(naam) and (waar is None or r.bij == waar) for r in anderen
    ):
        wat = _HEET.get(soort, soort)
        fouten["naam"] = f"Er is al een {wat} met deze naam. Geef een andere naam of wijzig die."
    return fouten


def _naast_elkaar(db: Session, rij: t.Sprint | None, waarden: Mapping[str, object]) -> dict[str, str]:
    """Sprints of a pilot do not overlap: a gesprek is in one of them. One without an end lasts until the next."""
    pilot, begin, einde = keuzes.een_id(waarden.get("pilot")), waarden.get("begin"), waarden.get("einde")
    if pilot is None or not isinstance(begin, date):
        return {}
    if rij is not None and (rij.pilot, rij.begin, rij.einde) == (pilot, begin, einde):
        return {}
    for nummer, s in enumerate(sprints_van(db, pilot), start=1):
        if rij is not None and s.id == rij.id:
            continue
        if s.begin == begin:
            return {"begin": f"Op deze dag begint sprint {nummer} al. Kies een andere dag."}
        if s.begin < begin and s.einde is not None and s.einde >= begin:
            tot = f"Sprint {nummer} loopt dan nog, tot en met {s.einde:%d-%m-%Y}."
            return {"begin": f"{tot} Begin later, of laat die eerder eindigen."}
        if s.begin > begin and isinstance(einde, date) and einde >= s.begin:
            van = f"Op {s.begin:%d-%m-%Y} begint sprint {nummer} al."
            return {"einde": f"{van} Eindig eerder, of laat die later beginnen."}
    return {}
