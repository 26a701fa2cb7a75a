"""Tables on paper: a name, then counts against the right of their column. A row is never split; its head
comes back on the next page."""

from collections.abc import Sequence

from mgn_tui.documents.opmaak import GEWOON, LIJN, STIL, VET, Inkt, Letter, breek
from mgn_tui.documents.zetter import EINDE, Zetter

_LUCHT, _TUSSEN = 2.4, 9.0
_NAAM_MINST = 96.0


def tabel(z: Zetter, kop: Sequence[str], rijen: Sequence[Sequence[str]], x: float, corps: float) -> None:
    """The first column holds names, the others numbers."""
    cel, klein = Letter(GEWOON, corps, corps * 1.3), Letter(VET, corps * 0.88, corps * 1.12, STIL)
    breedten = _breedten(kop, rijen, EINDE - x, cel, klein)
    hoofden = [breek([(tekst, klein)], breed) for tekst, breed in zip(kop, breedten, strict=True)]
    kophoog = max(map(len, hoofden)) * klein.regel + 2 * _LUCHT

    rechts = x + sum(breedten) + _TUSSEN * (len(breedten) - 1)

    def zet_kop() -> None:
        for nummer, regels in enumerate(hoofden):
            top = z.y - _LUCHT - (max(map(len, hoofden)) - len(regels)) * klein.regel
            _zet_cel(z, [r[0][0] if r else "" for r in regels], x, breedten, nummer, top, klein)
        z.y -= kophoog
        z.pagina.lijn(x, z.y, rechts, STIL, 0.7)

    eerste = True
    for rij in rijen:
        cellen = [breek([(tekst, cel)], breed) for tekst, breed in zip(rij, breedten, strict=True)]
        hoog = max(map(len, cellen)) * cel.regel + 2 * _LUCHT
        pagina = z.pagina
        z.nodig(hoog + (kophoog + hoog if eerste else 0))
        if eerste or z.pagina is not pagina:
            zet_kop()
        for nummer, regels in enumerate(cellen):
            _zet_cel(z, [r[0][0] if r else "" for r in regels], x, breedten, nummer, z.y - _LUCHT, cel)
        z.y -= hoog
        z.pagina.lijn(x, z.y, rechts, LIJN, 0.4)
        eerste = False
    z.y -= 4


def _breedten(
    kop: Sequence[str], rijen: Sequence[Sequence[str]], ruimte: float, cel: Letter, klein: Letter
) -> list[float]:
    """Columns of numbers as narrow as their longest word; the names get the rest."""
    nodig = [
        max(
            [klein.breedte(woord) for woord in kop[n].split()] + [cel.breedte(rij[n]) for rij in rijen] + [18]
        )
        for n in range(1, len(kop))
    ]
    over = ruimte - sum(nodig) - _TUSSEN * len(nodig)
    if over < _NAAM_MINST:  # long words are cut rather than names
        deel = (ruimte - _NAAM_MINST) / len(nodig) - _TUSSEN
        return [_NAAM_MINST, *(deel for _ in nodig)]
    naam = min(over, max([cel.breedte(rij[0]) for rij in rijen] + [_NAAM_MINST]) + 8)
    ruim = (over - naam) / max(len(nodig), 1)
    return [naam, *(breed + min(ruim, 34) for breed in nodig)]


def _zet_cel(
    z: Zetter,
    regels: Sequence[str],
    x: float,
    breedten: Sequence[float],
    nummer: int,
    top: float,
    letter: Letter,
) -> None:
    links = x + sum(breedten[:nummer]) + _TUSSEN * nummer
    for plek, tekst in enumerate(regels):
        begin = links + breedten[nummer] - letter.breedte(tekst) if nummer else links
        z.pagina.tekst.append(Inkt(begin, top - plek * letter.regel - letter.basis, tekst, letter))


def lijst(
    z: Zetter, rijen: Sequence[tuple[str, str, str]], x: float, breedten: tuple[float, float], corps: float
) -> None:
    """Three columns of text: what, how many, and the rule by which it was counted."""
    gewoon, vet = Letter(GEWOON, corps, corps * 1.32), Letter(VET, corps, corps * 1.32)
    stil = Letter(GEWOON, corps * 0.9, corps * 1.32, STIL)
    derde = x + breedten[0] + breedten[1]
    for wat, getal, regel in rijen:
        kolommen = (
            (x, gewoon, breek([(wat, gewoon)], breedten[0] - 8)),
            (x + breedten[0], vet, breek([(getal, vet)], breedten[1] - 8)),
            (derde, stil, breek([(regel, stil)], EINDE - derde)),
        )
        hoog = max(len(regels) for _, _, regels in kolommen) * gewoon.regel + 2
        z.nodig(hoog)
        for links, letter, regels in kolommen:
            for plek, deel in enumerate(regels):
                y = z.y - plek * gewoon.regel - gewoon.basis
                z.pagina.tekst.append(Inkt(links, y, deel[0][0] if deel else "", letter))
        z.y -= hoog
