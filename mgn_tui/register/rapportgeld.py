"""What the kassier needs beside a report: hours by organisation, other costs, and the rates of the plan."""

from typing import TYPE_CHECKING, Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from mgn_tui.domain.profiel import label_van
from mgn_tui.domain.rapport import Kostenregel, Tariefregel, Uurregel
from mgn_tui.register.rapportdelen import PER_WIE
from mgn_tui.store import tables as t

if TYPE_CHECKING:
    from mgn_tui.domain.profiel import Profiel
    from mgn_tui.register.cijfers import Cijfers


def uren(db: Session, c: "Cijfers", j: dict[str, Any], profiel: "Profiel") -> tuple[Uurregel, ...]:
    """Hours per organisation, domein and onderdeel; those of gesprekken as they stand with the gesprek."""
    tarief = {x.domein: x for x in reversed(profiel.tarieven) if x.eenheid == "uur" and x.domein}
    if "sd" in tarief:  # the plan has one rate for both
        tarief.setdefault("ed", tarief["sd"])
    onderdelen = profiel.uren_onderdelen
    regels = []
    for wie, aantal in j["uren"].items():
        if aantal:
            x = tarief.get(wie)
            label = "Frictie-uren" if wie == "frictie" else "Bij gesprekken genoteerd"
            regels.append(
                Uurregel(
                    "",
                    PER_WIE.get(wie, wie),
                    label,
                    aantal,
                    float(x.bedrag) if x else None,
                    x.brontekst if x else "",
                )
            )
    u = t.Urenregel
    vraag = (
        select(u.organisatie, u.domein, u.onderdeel, func.sum(u.uren))
        .where(col(u.datum) >= c.periode.van, col(u.datum) <= c.periode.tot)
        .group_by(col(u.organisatie), col(u.domein), col(u.onderdeel))
    )
    if c.keuze.pilot is not None:
        vraag = vraag.where(u.pilot == c.keuze.pilot)
    for organisatie, domein, onderdeel, som in db.exec(vraag):
        x = tarief.get(domein or "")
        regels.append(
            Uurregel(
                organisatie or "",
                PER_WIE.get(domein or "", domein or ""),
                label_van(onderdelen, onderdeel),
                float(som or 0),
                float(x.bedrag) if x else None,
                x.brontekst if x else "",
            )
        )
    return tuple(sorted(regels, key=lambda r: (r.organisatie.casefold(), r.domein, r.onderdeel)))


def kosten(db: Session, c: "Cijfers", profiel: "Profiel") -> tuple[Kostenregel, ...]:
    k = t.Kosten
    vraag = (
        select(k).where(col(k.datum) >= c.periode.van, col(k.datum) <= c.periode.tot).order_by(col(k.datum))
    )
    if c.keuze.pilot is not None:
        vraag = vraag.where(k.pilot == c.keuze.pilot)
    return tuple(
        Kostenregel(
            r.datum,
            label_van(profiel.kostenposten, r.post),
            r.omschrijving or "",
            None if r.bedrag is None else float(r.bedrag),
            r.bron or "",
        )
        for r in db.exec(vraag)
    )


def tarieven(profiel: "Profiel") -> tuple[Tariefregel, ...]:
    return tuple(Tariefregel(x.label, float(x.bedrag), x.eenheid, x.brontekst) for x in profiel.tarieven)
