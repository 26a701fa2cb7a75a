"""Step 1, aanmelding: who asks what, about whom; given back or withdrawn with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlmodel import Session, select

from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.referentie import nieuwe_referentie
from mgn_tui.domain.tekst import initialen
from mgn_tui.domain.velden import Formulier
from mgn_tui.domain.woorden import Aanmelder, AanmeldingStatus
from mgn_tui.register import keuzes, kluis, redenen, toegang, wensen
from mgn_tui.register.aanmeldvragen import begin_ruw as begin_ruw
from mgn_tui.register.aanmeldvragen import formulier as formulier
from mgn_tui.register.aanmeldvragen import keur
from mgn_tui.register.sessie import zoek_een
from mgn_tui.store.geheim import nieuwe_sleutel, verzegel
from mgn_tui.store.tables import (
    Aanmelding,
    AanmeldingCriterium,
    AanmeldingExpertise,
    Gesprek,
    Identiteit,
    Inwoner,
    Inwonersleutel,
)

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

IDENTITEIT = frozenset(Identiteit.model_fields) - {"inwoner"}


def nieuw(
    sessie: "Sessie",
    ruw: Mapping[str, str],
    inwoner_ref: str | None = None,
    concept: tuple[str, str] | None = None,
) -> str:
    """Record an aanmelding; returns its reference. `inwoner_ref`: somebody the team knows already.

    Raises `Geweigerd`, `GeenToegang` (a coördinator), `SchijfFout`.
    """
    sessie.eis_gespreksvoerder()
    waarden = keur(sessie, formulier(sessie), ruw)
    with sessie.schrijven(concept=concept) as db:
        if inwoner_ref:
            inwoner = zoek_een(db, Inwoner, inwoner_ref)
            sleutel = sessie.eis_sleutel(inwoner.id, db)
            identiteit = db.get_one(Identiteit, inwoner.id)
            # What is left empty now is not taken away from what was known of this person.
            waarden = {v: w for v, w in waarden.items() if v not in IDENTITEIT or w is not None}
        else:
            inwoner = Inwoner(id=sessie.nieuw_id(), ref=nieuwe_referentie())
            sleutel = nieuwe_sleutel()
            identiteit = Identiteit(inwoner=inwoner.id)
            db.add_all([inwoner, identiteit])
        rij = Aanmelding(
            id=sessie.nieuw_id(),
            ref=nieuwe_referentie(),
            inwoner=inwoner.id,
            aanmelddatum=waarden["aanmelddatum"],
        )
        db.add(rij)
        _zet(db, rij, identiteit, waarden, sleutel)
        db.flush()
        # Whoever wrote it down knows it; they keep the key until the gesprek is planned.
        if not inwoner_ref:
            db.add(
                Inwonersleutel(
                    inwoner=inwoner.id,
                    medewerker=sessie.ik.id,
                    grond=toegang.AANMELDPUNT if sessie.ik.aanmeldpunt else toegang.AANMELDING,
                    zegel=verzegel(sleutel, sessie.publiek),
                )
            )
        toegang.herzie(db, sessie, inwoner.id)
        return rij.ref


def _zet(
    db: Session, rij: Aanmelding, identiteit: Identiteit, waarden: Mapping[str, Any], sleutel: bytes | None
) -> None:
    eigen = {
        v: w
        for v, w in waarden.items()
        if v not in IDENTITEIT and v not in ("criteria", "expertise", "praktijk", "pilot")
    }
    eigen["aanmelder"] = eigen.get("aanmelder") or Aanmelder.HUISARTS.value
    eigen["praktijk"] = keuzes.een_id(waarden.get("praktijk"))
    eigen["pilot"] = keuzes.een_id(waarden.get("pilot"))
    kluis.schrijf(rij, wensen.naar_kolommen(eigen), sleutel)
    kluis.schrijf(identiteit, {v: w for v, w in waarden.items() if v in IDENTITEIT}, sleutel)
    vast = {"aanmelding": rij.id}
    kluis.zet_codes(db, AanmeldingCriterium, vast, "code", waarden.get("criteria") or (), inwoner=rij.inwoner)
    kluis.zet_codes(
        db, AanmeldingExpertise, vast, "code", waarden.get("expertise") or (), inwoner=rij.inwoner
    )


# --- reading ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AanmeldingBeeld:
    """One aanmelding as its form shows it."""

    id: UUID
    ref: str
    inwoner: UUID
    inwoner_ref: str
    status: str
    versie: str
    dicht: bool  # True: this person may not read who it is
    initialen: str = field(repr=False)
    ruw: dict[str, str] = field(repr=False)  # as a person would type it
    reden: str = field(default="", repr=False)  # why it was closed, in words


def _plekken(rij: Aanmelding) -> tuple[kluis.Plek, ...]:
    return (
        ("aanmelding", rij.id.hex),
        ("identiteit", rij.inwoner.hex),
        ("aanmelding_criterium", None),
        ("aanmelding_expertise", None),
    )


def _ruw(sessie: "Sessie", db: Session, rij: Aanmelding, vorm: Formulier) -> dict[str, str]:
    sleutel = sessie.sleutel(rij.inwoner, db)
    identiteit = db.get(Identiteit, rij.inwoner)
    alles = wensen.uit_kolommen(kluis.lees(rij, sleutel)) | (
        kluis.lees(identiteit, sleutel) if identiteit else {}
    )
    alles["criteria"] = tuple(c.code for c in kluis.kinderen(db, AanmeldingCriterium, aanmelding=rij.id))
    alles["expertise"] = tuple(c.code for c in kluis.kinderen(db, AanmeldingExpertise, aanmelding=rij.id))
    return {veld.naam: kluis.als_ruw(veld, alles.get(veld.naam)) for veld in vorm.velden}


def lees(sessie: "Sessie", ref: str) -> AanmeldingBeeld:
    """Open one aanmelding; who may not read it gets codes and dates, and the rest closed."""
    vorm = formulier(sessie)
    with sessie.lezen() as db:
        rij: Aanmelding = zoek_een(db, Aanmelding, ref)
        sleutel = sessie.sleutel(rij.inwoner, db)
        inwoner = db.get_one(Inwoner, rij.inwoner)
        ruw = _ruw(sessie, db, rij, vorm)
        beeld = AanmeldingBeeld(
            id=rij.id,
            ref=rij.ref,
            inwoner=rij.inwoner,
            inwoner_ref=inwoner.ref,
            status=rij.status,
            versie=kluis.versie(db, rij.inwoner, *_plekken(rij)),
            dicht=sleutel is None,
            initialen=inwoner.ref[:4] if sleutel is None else initialen(ruw["voornaam"], ruw["achternaam"]),
            ruw=ruw,
            reden=": ".join(
                filter(
                    None,
                    (
                        redenen.label(sessie.profiel, rij.status, rij.reden_code),
                        str(kluis.lees_geheim(rij, "reden", sleutel) or ""),
                    ),
                )
            ),
        )
    if not beeld.dicht:
        toegang.las(sessie, "aanmelding gelezen", beeld.inwoner, beeld.ref)
    return beeld


def wijzig(
    sessie: "Sessie",
    ref: str,
    ruw: Mapping[str, str],
    versie: str | None = None,
    concept: tuple[str, str] | None = None,
) -> str:
    """Change an aanmelding; fields that are not given stay. Returns the new version.

    Raises `Geweigerd`, `GeenToegang`, and `Botsing` when somebody changed it since `versie`.
    """
    sessie.eis_gespreksvoerder()
    vorm = formulier(sessie)
    with sessie.schrijven(concept=concept) as db:
        rij: Aanmelding = zoek_een(db, Aanmelding, ref)
        sleutel = sessie.eis_sleutel(rij.inwoner, db)
        hun = _ruw(sessie, db, rij, vorm)
        kluis.eis_versie(ruw, hun, versie, kluis.versie(db, rij.inwoner, *_plekken(rij)))
        waarden = keur(sessie, vorm, hun | dict(ruw))
        _zet(db, rij, db.get_one(Identiteit, rij.inwoner), waarden, sleutel)
        db.flush()
        return kluis.versie(db, rij.inwoner, *_plekken(rij))


def sluit(
    sessie: "Sessie",
    ref: str,
    status: AanmeldingStatus,
    reden_code: str,
    reden: str = "",
    concept: tuple[str, str] | None = None,
) -> None:
    """Give it back to the huisarts (AFGEWEZEN) or note that the inwoner does not want it (INGETROKKEN).

    A reason is asked. Raises `Geweigerd` when none is given or a gesprek is still planned.
    """
    if status is AanmeldingStatus.OPEN:
        raise Geweigerd("Geef de aanmelding terug, of noteer dat de inwoner ervan afziet.")
    waarden = redenen.lees(sessie, status, reden_code, reden)
    with sessie.schrijven(concept=concept) as db:
        rij: Aanmelding = zoek_een(db, Aanmelding, ref)
        sleutel = sessie.eis_sleutel(rij.inwoner, db)
        if db.exec(select(Gesprek).where(Gesprek.aanmelding == rij.id, Gesprek.status == "gepland")).first():
            raise Geweigerd("Er is nog een gesprek gepland. Annuleer dat eerst.")
        if db.exec(select(Gesprek).where(Gesprek.aanmelding == rij.id, Gesprek.status == "gevoerd")).first():
            raise Geweigerd("Er is al een gesprek gevoerd; deze aanmelding is niet meer terug te geven.")
        kluis.schrijf(
            rij,
            {
                "status": status.value,
                "status_op": sessie.klok.vandaag(),
                "reden_code": waarden.get("reden_code"),
                "reden": waarden.get("reden"),
            },
            sleutel,
        )


def heropen(sessie: "Sessie", ref: str) -> None:
    """Take back a closing."""
    with sessie.schrijven() as db:
        rij: Aanmelding = zoek_een(db, Aanmelding, ref)
        sleutel = sessie.eis_sleutel(rij.inwoner, db)
        kluis.schrijf(
            rij,
            {"status": AanmeldingStatus.OPEN.value, "status_op": None, "reden_code": None, "reden": None},
            sleutel,
        )


def nodig_uit(
    sessie: "Sessie",
    ref: str,
    op: date,
    op_verzoek: bool | None = None,
    concept: tuple[str, str] | None = None,
) -> None:
    """Note the day of the invitation. Raises `Geweigerd` when it lies before the aanmelding."""
    with sessie.schrijven(concept=concept) as db:
        rij: Aanmelding = zoek_een(db, Aanmelding, ref)
        if op < rij.aanmelddatum:
            raise Geweigerd(
                {"uitgenodigd_op": "De uitnodiging ligt vóór de aanmelding. Welke datum klopt niet?"}
            )
        rij.uitgenodigd_op = op
        if op_verzoek is not None:
            rij.op_verzoek_inwoner = op_verzoek


def uitnodiging(sessie: "Sessie") -> Formulier:
    """The two questions of the form that belong to the invitation."""
    vorm = formulier(sessie)
    op = replace(vorm.veld("uitgenodigd_op"), verplicht=True, verleden=True, groep="")
    return Formulier("uitnodiging", "Uitnodiging", (op, replace(vorm.veld("op_verzoek_inwoner"), groep="")))


def noteer_uitnodiging(
    sessie: "Sessie", ref: str, ruw: Mapping[str, str], concept: tuple[str, str] | None = None
) -> None:
    """`nodig_uit` with what somebody typed in the form `uitnodiging`. Raises `Geweigerd`."""
    waarden, fouten = uitnodiging(sessie).lees(ruw, sessie.klok.vandaag())
    op, verzoek = waarden.get("uitgenodigd_op"), waarden.get("op_verzoek_inwoner")
    if fouten or not isinstance(op, date):
        raise Geweigerd(fouten)
    nodig_uit(sessie, ref, op, verzoek if isinstance(verzoek, bool) else None, concept)
