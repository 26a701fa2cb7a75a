"""What was made of an advies and what was sent: dates and roads, never content. The program sends nothing."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import col, select

from mgn_tui.domain.brief import BriefSoort
from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.klok import AMSTERDAM
from mgn_tui.domain.velden import Formulier, Veld
from mgn_tui.domain.woorden import DeelOnderdeel, Ontvanger
from mgn_tui.register import kluis, toegang
from mgn_tui.register.adviseren import huidig
from mgn_tui.register.delen import mag_delen
from mgn_tui.register.sessie import zoek_een
from mgn_tui.store import tables as t

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie


_VIA = Formulier("verstuurd", "", (Veld("via", "Via", maximum_tekens=80),))


def noteer_document(sessie: "Sessie", gesprek_ref: str, soort: BriefSoort, bestand: str) -> UUID:
    """A file was written: from now on this version can only be corrected by a new one."""
    with sessie.schrijven() as db:
        g: t.Gesprek = zoek_een(db, t.Gesprek, gesprek_ref)
        sessie.eis_sleutel(g.inwoner, db)
        advies = huidig(db, g.id)
        rij = t.Document(
            id=sessie.nieuw_id(),
            gesprek=g.id,
            inwoner=g.inwoner,
            advies=advies.id if advies else None,
            soort=soort.value,
            bestand=bestand,
            gemaakt_op=sessie.klok.nu(),
        )
        db.add(rij)
        toegang.noteer(db, sessie, f"document gemaakt: {soort.value}", g.inwoner, g.ref)
        return rij.id


def noteer_verstuurd(
    sessie: "Sessie", gesprek_ref: str, ontvanger: Ontvanger, op: date, via: str, door: UUID | None = None
) -> list[str]:
    """The letter was sent by the organisation's secure road. Returns the exports that may now be deleted.

    Raises `Geweigerd` for a day to come, an empty road, or when it may not be shared with this recipient.
    """
    waarden, fouten = _VIA.lees({"via": via}, sessie.klok.vandaag())
    if op > sessie.klok.vandaag():
        fouten["op"] = "Deze datum ligt in de toekomst."
    if not fouten and not waarden["via"]:
        fouten["via"] = "Vul in hoe u het verstuurde: " + ", ".join(sessie.profiel.beveiligde_wegen) + "."
    if fouten:
        raise Geweigerd(fouten)
    with sessie.schrijven() as db:
        g: t.Gesprek = zoek_een(db, t.Gesprek, gesprek_ref)
        sessie.eis_sleutel(g.inwoner, db)
        if op < g.begin.astimezone(AMSTERDAM).date():
            raise Geweigerd({"op": "Deze datum ligt vóór het gesprek. Welke datum klopt niet?"})
        if not mag_delen(db, g.id, ontvanger, DeelOnderdeel.ADVIES) and not mag_delen(
            db, g.id, ontvanger, DeelOnderdeel.BERICHT
        ):
            raise Geweigerd(
                {"ontvanger": "De inwoner gaf hier geen toestemming voor. Leg dat eerst vast bij Delen."}
            )
        db.add(
            t.Verzending(
                id=sessie.nieuw_id(),
                gesprek=g.id,
                inwoner=g.inwoner,
                ontvanger=ontvanger.value,
                op=op,
                via=str(waarden["via"]),
                door=door or sessie.ik.id,
            )
        )
        toegang.noteer(db, sessie, f"verstuurd: {ontvanger.value}", g.inwoner, g.ref)
        open_ = [d for d in kluis.kinderen(db, t.Document, gesprek=g.id) if d.opgeruimd_op is None]
        return [d.bestand for d in open_]


def dossierkopieen(sessie: "Sessie", gesprek_ref: str) -> dict[UUID, date]:
    """Which colleagues copied the last version to the record of their own organisation, and when."""
    with sessie.lezen() as db:
        g: t.Gesprek = zoek_een(db, t.Gesprek, gesprek_ref)
        advies = huidig(db, g.id)
        return (
            {r.medewerker: r.op for r in kluis.kinderen(db, t.Dossierkopie, advies=advies.id)}
            if advies
            else {}
        )


def verstuurd(sessie: "Sessie") -> frozenset[str]:
    """The references of the gesprekken of which something was sent to the huisarts."""
    vraag = (
        select(t.Gesprek.ref)
        .join(t.Verzending, col(t.Verzending.gesprek) == col(t.Gesprek.id))
        .where(t.Verzending.ontvanger == Ontvanger.HUISARTS.value)
    )
    with sessie.lezen() as db:
        return frozenset(db.exec(vraag).all())
