"""Plain language of an advies: which texts are looked at, and which may not go to the inwoner.

Writing is only remarked upon. What the inwoner gets in hand is held to it: no word that judges and nothing that
reads as a diagnosis; in what they said themselves only no such word and no code (whoever calls it a depression
may read that back). Inzage shows the record as it is: that is their right, whatever stands there.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from mgn_tui.domain.fouten import Geweigerd
from mgn_tui.domain.taal import Ernst, Opmerking, Taalkijker
from mgn_tui.domain.velden import Formulier, Veld, VeldSoort
from mgn_tui.domain.woorden import ActieHuisarts

if TYPE_CHECKING:
    from mgn_tui.register.sessie import Sessie

_TEKST: Final = (VeldSoort.LANG, VeldSoort.TEKST)


def is_tekst(veld: Veld) -> bool:
    """Whether words are typed in this field."""
    return veld.soort in _TEKST


def teksten(
    vorm: Formulier, waarden: Mapping[str, object], afspraken: Sequence[Mapping[str, object]]
) -> dict[str, str]:
    """What is typed, by the label of its field; an agreement by its number."""
    uit = {v.label: str(waarden[v.naam]) for v in vorm.velden if is_tekst(v) and waarden.get(v.naam)}
    return uit | {f"Afspraak {nr}": str(regel.get("wat") or "") for nr, regel in enumerate(afspraken, 1)}


def opmerkingen(taal: Taalkijker, alles: Mapping[str, str]) -> list[str]:
    """Remarks on texts by their label, each a line, the weightiest first."""
    return [f"{o.merk} {o.zin(waar)}" for waar, o in taal.bekijk_alles(alles)]


def opmerkingen_bij(sessie: "Sessie", waar: str, tekst: str) -> list[str]:
    """The same for one text, as somebody has just typed it."""
    return opmerkingen(Taalkijker(sessie.profiel.begrippen), {waar: tekst})


def eis_voor_inwoner(
    sessie: "Sessie",
    vorm: Formulier,
    waarden: Mapping[str, object],
    afspraken: Sequence[Mapping[str, object]],
    eigen_woorden: Iterable[tuple[str, str]],
) -> None:
    """Raises `Geweigerd`, naming each field, when the inwoner's letter would hold a word it may not.

    A diagnosis is not repeated in the message, which may end up in a report.
    """
    taal = Taalkijker(sessie.profiel.begrippen)
    if waarden.get("actie_huisarts") == ActieHuisarts.GEEN.value:
        waarden = {**waarden, "actie_toelichting": ""}  # does not stand in their letter
    fout = [(waar, o) for waar, t in teksten(vorm, waarden, afspraken).items() for o in taal.voor_inwoner(t)]
    fout += [(kop, o) for kop, t in eigen_woorden for o in taal.voor_inwoner(t, eigen_woorden=True)]
    if not fout:
        return
    waar = "; ".join(dict.fromkeys(f"{_wat(o)} bij '{plek}'" for plek, o in fout))
    soorten = {o.ernst for _, o in fout}
    raad = [
        tekst
        for ernst, tekst in (
            (Ernst.VERBODEN, "de naam of 'inwoner'"),
            (Ernst.DIAGNOSE, "wat iemand merkt"),
        )
        if ernst in soorten
    ]
    raise Geweigerd(
        f"De brief voor de inwoner wordt zo niet gemaakt: {waar}. Schrijf daar {', en '.join(raad)}."
    )


def _wat(o: Opmerking) -> str:
    return f"'{o.woord}'" if o.ernst is Ernst.VERBODEN else "wat leest als een diagnose"
