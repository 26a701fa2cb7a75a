"""What an inwoner asks about their own data, and what was decided: access, correction, a statement of their own,
destroying, objection. A statement stays with the record and stands on every inzage; a refusal has its reason.
Answer is due within a month (art. 12 lid 3 AVG)."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlmodel import Session, col, select

from mgn_tui.domain.fouten import Geweigerd, NietGevonden
from mgn_tui.domain.velden import Formulier, Veld, VeldSoort
from mgn_tui.domain.woorden import Besluit, VerzoekSoort, Zegwijze
from mgn_tui.register import keuzes, kluis, toegang
from mgn_tui.register.namen import namen_van
from mgn_tui.register.sessie import zoek_inwoner
from mgn_tui.store import tables as t

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

NIEUW = Formulier(
    "verzoek",
    "Verzoek van de inwoner",
    (
        Veld(
            "soort",
            "Wat vraagt de inwoner",
            VeldSoort.KEUZE,
            verplicht=True,
            keuzes=keuzes.van_woorden(VerzoekSoort),
            hulp="Wie bezwaar maakt telt meteen niet meer mee in de cijfers, tot u het bezwaar weigert.",
        ),
        Veld("ontvangen_op", "Ontvangen op", VeldSoort.DATUM, verplicht=True, verleden=True),
        Veld("wijze", "Hoe gevraagd", VeldSoort.KEUZE, keuzes=keuzes.van_woorden(Zegwijze)),
        Veld(
            "tekst",
            "Eigen verklaring, in de woorden van de inwoner",
            VeldSoort.LANG,
            maximum_tekens=4000,
            hulp="Alleen bij een eigen verklaring. Zij blijft bij het dossier en staat op elke inzage.",
        ),
    ),
)
BESLUIT = Formulier(
    "besluit-verzoek",
    "Besluit op het verzoek",
    (
        Veld("besluit", "Besluit", VeldSoort.KEUZE, verplicht=True, keuzes=keuzes.van_woorden(Besluit)),
        Veld("besloten_op", "Besloten op", VeldSoort.DATUM, verplicht=True, verleden=True),
        Veld(
            "reden",
            "Reden van de weigering",
            VeldSoort.LANG,
            maximum_tekens=2000,
            hulp="Bijvoorbeeld het belang van een ander, of een wet.",
        ),
    ),
)
BLIJFT = Formulier(
    "blijft",
    "Waarom blijven deze gegevens",
    (replace(BESLUIT.veld("reden"), label="Waarom blijven deze gegevens", verplicht=True),),
)


@dataclass(frozen=True, slots=True)
class Verzoek:
    """`wie`: initials for who may read this person, else the beginning of the reference. `uiterlijk`: when an answer
    is due, None once decided."""

    id: str
    inwoner: UUID
    inwoner_ref: str
    wie: str = field(repr=False)
    naam: str = field(repr=False)
    soort: VerzoekSoort
    ontvangen_op: date
    besluit: Besluit | None
    uiterlijk: date | None
    tekst: str = field(default="", repr=False)


def een_maand_later(dag: date) -> date:
    """The same day of the next month, or its last day."""
    jaar, maand = divmod(dag.year * 12 + dag.month, 12)
    return date(jaar, maand + 1, min(dag.day, monthrange(jaar, maand + 1)[1]))


def keur(vorm: Formulier, sessie: "Sessie", ruw: Mapping[str, str]) -> dict[str, Any]:
    """What was typed as values. Raises `Geweigerd`."""
    waarden, fouten = vorm.lees(ruw, sessie.klok.vandaag())
    if fouten:
        raise Geweigerd(fouten)
    return waarden


def noteer(
    sessie: "Sessie", ref: str, waarden: Mapping[str, Any], concept: tuple[str, str] | None = None
) -> str:
    """Record a request; returns its key. Raises `Geweigerd`, `NietGevonden`, `GeenToegang`."""
    soort, tekst = VerzoekSoort(waarden["soort"]), waarden.get("tekst") or None
    if soort is VerzoekSoort.VERKLARING and not tekst:
        raise Geweigerd({"tekst": "Schrijf op wat de inwoner wil laten toevoegen."})
    if soort is not VerzoekSoort.VERKLARING and tekst:
        raise Geweigerd({"tekst": "Alleen bij een eigen verklaring."})
    with sessie.schrijven(concept=concept) as db:
        inwoner = zoek_inwoner(db, ref)
        sleutel = sessie.eis_sleutel(inwoner.id, db)
        rij = t.Verzoek(
            id=sessie.nieuw_id(),
            inwoner=inwoner.id,
            soort=soort.value,
            ontvangen_op=waarden["ontvangen_op"],
            wijze=waarden.get("wijze"),
        )
        if soort is VerzoekSoort.VERKLARING:  # adding it is what was asked
            rij.besluit, rij.besloten_op, rij.wie = Besluit.GEDAAN.value, sessie.klok.vandaag(), sessie.ik.id
            kluis.schrijf(rij, {"tekst": tekst}, sleutel)
        db.add(rij)
        toegang.noteer(db, sessie, f"verzoek: {soort.label}", inwoner.id)
    return rij.id.hex


def besluit(
    sessie: "Sessie", id_: str, waarden: Mapping[str, Any], concept: tuple[str, str] | None = None
) -> None:
    """Note what was decided. Raises `Geweigerd`, `NietGevonden`, `GeenToegang`."""
    wat, reden = Besluit(waarden["besluit"]), waarden.get("reden") or None
    if (wat is Besluit.GEWEIGERD) != (reden is not None):
        wens = "Schrijf op waarom." if reden is None else "Een reden hoort alleen bij een weigering."
        raise Geweigerd({"reden": wens})
    with sessie.schrijven(concept=concept) as db:
        rij = _vind(db, id_)
        if rij.besluit is not None:
            raise Geweigerd("Op dit verzoek is al besloten.")
        if waarden["besloten_op"] < rij.ontvangen_op:
            raise Geweigerd({"besloten_op": "Deze dag ligt voor de dag waarop het verzoek kwam."})
        sleutel = sessie.eis_sleutel(rij.inwoner, db)
        rij.besluit, rij.besloten_op, rij.wie = wat.value, waarden["besloten_op"], sessie.ik.id
        kluis.schrijf(rij, {"tekst": reden}, sleutel)
        db.add(rij)
        toegang.noteer(db, sessie, f"verzoek {wat.label}", rij.inwoner)


def blijft(
    sessie: "Sessie", ref: str, waarden: Mapping[str, Any], concept: tuple[str, str] | None = None
) -> None:
    """These data stay for now, though asked for or due, for this reason. Raises `Geweigerd`, `GeenToegang`."""
    reden = waarden.get("reden")
    if not reden:
        raise Geweigerd({"reden": "Schrijf op waarom."})
    vandaag = sessie.klok.vandaag()
    with sessie.schrijven(concept=concept) as db:
        inwoner = zoek_inwoner(db, ref)
        sleutel = sessie.eis_sleutel(inwoner.id, db)
        vraag = select(t.Verzoek).where(
            t.Verzoek.inwoner == inwoner.id,
            t.Verzoek.soort == VerzoekSoort.VERNIETIGEN.value,
            col(t.Verzoek.besluit).is_(None),
        )
        rijen = list(db.exec(vraag)) or [
            t.Verzoek(
                id=sessie.nieuw_id(),
                inwoner=inwoner.id,
                soort=VerzoekSoort.VERNIETIGEN.value,
                ontvangen_op=vandaag,
            )
        ]
        for rij in rijen:
            rij.besluit, rij.besloten_op, rij.wie = Besluit.GEWEIGERD.value, vandaag, sessie.ik.id
            kluis.schrijf(rij, {"tekst": reden}, sleutel)
            db.add(rij)
        toegang.noteer(db, sessie, "vernietigen geweigerd", inwoner.id)


def _vind(db: Session, id_: str) -> t.Verzoek:
    kort = id_.lower().replace("-", "")
    rijen = [r for r in db.exec(select(t.Verzoek)) if len(kort) >= 4 and r.id.hex.endswith(kort)]
    if len(rijen) != 1:
        raise NietGevonden("Dit verzoek is er niet. Zie ze met: mgn verzoek lijst")
    return rijen[0]


def vind(sessie: "Sessie", id_: str) -> Verzoek:
    """One request, by its key or the last signs of it. Raises `NietGevonden`."""
    with sessie.lezen() as db:
        rij = _vind(db, id_)
        refs = {rij.inwoner: db.get_one(t.Inwoner, rij.inwoner).ref}
        return _beeld(sessie, db, rij, refs, namen_van(sessie, db, refs))


def lijst(sessie: "Sessie", alleen_open: bool = False) -> list[Verzoek]:
    """Open ones first, the nearest answer first; texts for who may read them."""
    with sessie.lezen() as db:
        rijen = db.exec(select(t.Verzoek).order_by(col(t.Verzoek.ontvangen_op), col(t.Verzoek.id))).all()
        refs = {i.id: i.ref for i in db.exec(select(t.Inwoner)) if i.id in {r.inwoner for r in rijen}}
        namen = namen_van(sessie, db, refs)
        alle = [_beeld(sessie, db, r, refs, namen) for r in rijen]
    uit = [v for v in alle if v.besluit is None or not alleen_open]
    return sorted(uit, key=lambda v: (v.besluit is not None, v.uiterlijk or v.ontvangen_op))


def wachten(sessie: "Sessie", binnen_dagen: int) -> list[Verzoek]:
    """Open requests of people this person may read, whose answer is due in so many days, or was."""
    grens = sessie.klok.vandaag() + timedelta(days=binnen_dagen)
    mijn = t.Inwonersleutel.inwoner == t.Verzoek.inwoner, t.Inwonersleutel.medewerker == sessie.ik.id
    vraag = select(t.Verzoek).where(
        col(t.Verzoek.besluit).is_(None), select(t.Inwonersleutel.inwoner).where(*mijn).exists()
    )
    with sessie.lezen() as db:
        rijen = [r for r in db.exec(vraag).all() if een_maand_later(r.ontvangen_op) <= grens]
        refs = {i: db.get_one(t.Inwoner, i).ref for i in {r.inwoner for r in rijen}}
        namen = namen_van(sessie, db, refs)
        return [_beeld(sessie, db, r, refs, namen) for r in rijen]


def verklaringen(sessie: "Sessie", inwoner: UUID) -> list[tuple[date, str]]:
    """What an inwoner had added to the record in their own words, oldest first; for who may read them."""
    with sessie.lezen() as db:
        sleutel = sessie.sleutel(inwoner, db)
        vraag = (
            select(t.Verzoek)
            .where(t.Verzoek.inwoner == inwoner, t.Verzoek.soort == VerzoekSoort.VERKLARING.value)
            .order_by(col(t.Verzoek.ontvangen_op), col(t.Verzoek.id))
        )
        return [
            (r.ontvangen_op, str(kluis.lees_geheim(r, "tekst", sleutel)))
            for r in db.exec(vraag)
            if r.tekst is not None and sleutel is not None
        ]


def _beeld(
    sessie: "Sessie",
    db: Session,
    r: t.Verzoek,
    refs: Mapping[UUID, str],
    namen: Mapping[UUID, tuple[str, str]],
) -> Verzoek:
    sleutel = sessie.sleutel(r.inwoner, db)
    tekst = kluis.lees_geheim(r, "tekst", sleutel) if r.tekst else None
    return Verzoek(
        r.id.hex,
        r.inwoner,
        refs[r.inwoner],
        *namen[r.inwoner],
        VerzoekSoort(r.soort),
        r.ontvangen_op,
        Besluit(r.besluit) if r.besluit else None,
        None if r.besluit else een_maand_later(r.ontvangen_op),
        "" if tekst is None or tekst is kluis.DICHT else str(tekst),
    )
