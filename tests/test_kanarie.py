"""No personal text in the clear on disk, exports apart: a whole case with a canary in every field."""

from pathlib import Path

import pytest

from mgn_tui.domain.brief import BriefSoort
from mgn_tui.domain.fouten import Geweigerd, VerkeerdWachtwoord
from mgn_tui.domain.klok import VasteKlok
from mgn_tui.domain.woorden import AanmeldingStatus, GesprekStatus, Ontvanger
from mgn_tui.register import (
    aanmelden,
    adviseren,
    brieven,
    concepten,
    plannen,
    sessie,
    toegang,
    vastleggen,
    versturen,
    zoeken,
)
from mgn_tui.register.sessie import Sessie
from mgn_tui.store.werkmap import Werkmap
from tests.hulp_geheim import sporen
from tests.hulp_werkmap import (
    WACHTWOORDEN,
    collega,
    maak_aanmelding,
    naar_gesprek,
    open_als,
    plan_gesprek,
    volledige_zaak,
)

MERK = "Kanariëgeel🐤"
VERBORGEN = (
    MERK,
    "Kanari",
    "06-98765432",
    "06-87654321",
    "8012 CD",
    "1966-04-03",
    "03-04-1966",
    *WACHTWOORDEN.values(),
)


def gevonden(map_: Path) -> list[tuple[str, str]]:
    naalden = [(woord, vorm) for woord in VERBORGEN for vorm in sporen(woord)]
    treffers = []
    for pad in sorted(p for p in map_.rglob("*") if p.is_file()):
        inhoud = str(pad.name).encode() + pad.read_bytes()
        treffers += [(pad.name, woord) for woord, vorm in naalden if vorm in inhoud]
    return treffers


def loop(s: Sessie, karim: Sessie) -> None:
    """The whole line, with what is refused and given up along the way."""
    zaak = volledige_zaak(s, merk=MERK, achternaam=f"Jansen {MERK}")
    for record, veld in ((zaak.gesprek, "kladblok"), ("nieuw", "achternaam")):
        inwoner = zaak.inwoner if record == zaak.gesprek else None
        concepten.bewaar(s, "gesprek", record, {veld: MERK}, inwoner)
    assert zoeken.zoek(s, "kanariegeel")
    brieven.maak(s, zaak.gesprek)
    versturen.noteer_document(s, zaak.gesprek, BriefSoort.HUISARTS, f"brief-{zaak.gesprek}-1.pdf")
    versturen.noteer_verstuurd(s, zaak.gesprek, Ontvanger.HUISARTS, s.klok.vandaag(), "ZorgMail")
    adviseren.nieuwe_versie(s, zaak.gesprek)
    adviseren.bewaar(s, zaak.gesprek, {"antwoord": f"Verbeterd {MERK}"}, [{"wat": MERK}])
    toegang.laat_waarnemen(s, zaak.inwoner, collega(s, "Elif"), f"vervanging {MERK}")
    with pytest.raises(Geweigerd):
        maak_aanmelding(s, achternaam=MERK, geboortedatum="31-06")

    ref = maak_aanmelding(s, voornaam=MERK, achternaam=MERK)
    aanmelden.wijzig(s, ref, {"woonplaats": MERK})
    gesprek = plan_gesprek(s, ref, ("Elif", "Tom"), reden=f"op verzoek van {MERK}")
    ander = open_als(s.werkmap, "Elif", s.klok)  # type: ignore[arg-type]
    naar_gesprek(ander, gesprek)
    plannen.zeg_af(ander, gesprek, GesprekStatus.NO_SHOW, "anders", f"bleef weg, {MERK}")
    ander.sluit()
    terug = maak_aanmelding(s, achternaam=MERK)
    aanmelden.sluit(s, terug, AanmeldingStatus.AFGEWEZEN, "anders", f"hoort elders, {MERK}")
    derde = plan_gesprek(s, maak_aanmelding(s, achternaam=MERK))
    naar_gesprek(s, derde)
    vastleggen.rond_af(s, derde, {karim.ik.id: "online"}, f"Noor was bij {MERK}")
    vastleggen.bewaar(karim, derde, {"kladblok": f"{MERK}\n"})
    vastleggen.stuur_notitie(karim, derde, 0, vastleggen.Thema.ZINGEVING)


def test_geen_kanarie_op_schijf(werkmap: Werkmap, klok: VasteKlok, eigen_wereld: Path) -> None:
    with pytest.raises(VerkeerdWachtwoord):
        sessie.open_werkmap(werkmap, MERK, MERK, klok)
    noor, karim = open_als(werkmap, "Noor", klok), open_als(werkmap, "Karim", klok)
    loop(noor, karim)
    lijst = {p.name for p in werkmap.data.iterdir()}
    assert {"mgn.db", "mgn.db-wal", "mgn.db-shm", "sleutels.json", "pogingen.jsonl", "slot"} <= lijst
    assert gevonden(werkmap.pad) == [], "while it is open"
    assert gevonden(eigen_wereld) == []
    karim.sluit()
    noor.sluit()
    assert gevonden(werkmap.pad) == []
    assert not list(werkmap.exports.iterdir())


def test_de_zoeker_zelf_vindt_wel_iets(tmp_path: Path) -> None:
    """Else the test above would pass on an empty search."""
    for nummer, vorm in enumerate(sporen(MERK)):
        (tmp_path / f"{nummer}.bin").write_bytes(b"\x00" + vorm + b"\x00")
    assert len({naam for naam, _ in gevonden(tmp_path)}) == 12
    (tmp_path / "06-98765432.pdf").write_bytes(b"")
    assert ("06-98765432.pdf", "06-98765432") in gevonden(tmp_path)
