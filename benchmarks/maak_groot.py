"""A large invented werkmap for measuring: N gesprekken over three years, sealed with real keys, all logged.

`python benchmarks/maak_groot.py MAP 10000` makes it and prints who can open it. Rows go in with Core, as an
import would; the change log is written by the database itself. The same seed gives the same records.
"""

import argparse
import random
import sys
import time as klokje
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

WORTEL = Path(__file__).resolve().parents[1]
if str(WORTEL) not in sys.path:
    sys.path.insert(0, str(WORTEL))

from sqlmodel import SQLModel, insert, select  # noqa: E402

from mgn_tui.documents import ics  # noqa: E402
from mgn_tui.domain.klok import AMSTERDAM, Klok, VasteKlok  # noqa: E402
from mgn_tui.domain.referentie import nieuwe_referentie  # noqa: E402
from mgn_tui.domain.uuid7 import uuid7  # noqa: E402
from mgn_tui.domain.woorden import Thema  # noqa: E402
from mgn_tui.register import beheren, reservekopieen, sessie, team, zinnen  # noqa: E402
from mgn_tui.store import tables as t  # noqa: E402
from mgn_tui.store.geheim import nieuwe_sleutel, versleutel, verzegel  # noqa: E402
from mgn_tui.store.werkmap import Werkmap  # noqa: E402

DUOS = (("Noor", "Karim"), ("Elif", "Tom"))
DOMEIN = {"Noor": "sd", "Karim": "ggz", "Elif": "ggz", "Tom": "sd"}
COORDINATOR = "Els"
JAREN = 3
PER_KEER = 250  # gesprekken in one transaction: other writers get their turn in between
_VOORNAMEN = (
    "Wim",
    "Ayşe",
    "Đức",
    "Łucja",
    "Fenna",
    "Zoë",
    "Bilal",
    "Marijke",
    "Søren",
    "Thi",
    "Raúl",
    "Ineke",
)
_ACHTERNAMEN = (
    "Jansen",
    "Yılmaz",
    "Đặng",
    "Wójcik",
    "de Vries",
    "Öztürk",
    "Nguyễn",
    "van den Berg",
    "Kowalska",
)
_WOORDEN = tuple(
    "ik de het een en van niet wel graag weer samen buurt dochter werk slaap rust hond wandelen koffie avond "  # noqa: SIM905
    "morgen maatje geld zorg moe blij zoon thuis tuin muziek lezen praten luisteren huisarts straks klein".split()
)
_LEEFGEBIEDEN = ("financien", "sociaal-netwerk", "rouw-verlies", "wonen", "werk-dagbesteding")
_ZINNEN = (
    "Wij bellen u over twee weken.",
    "Bel gerust als het niet gaat.",
    "De huisarts leest met u mee.",
    "U kiest zelf waar u begint.",
    "Wij lopen de eerste keer met u mee.",
)
_CATEGORIEEN = (
    "zelf",
    "sociale-basis",
    "sociaal-domein",
    "poh-ggz",
    "ggz-basis",
    "ggz-specialistisch",
    "wmo",
)


def wachtwoord(naam: str) -> str:
    """The passphrase of everybody here: long enough, and no secret."""
    return f"{naam.lower()} meet hoe snel het gaat"


def maak_leeg(werkmap: Werkmap, klok: Klok) -> None:
    """The werkmap with its team, a praktijk, a pilot and four sprints a year; no inwoner yet."""
    sessie.nieuw(
        werkmap,
        regio="ijssel-vecht",
        gebruiker="Noor",
        wachtwoord=wachtwoord("Noor"),
        klok=klok,
        verantwoordelijke="Stichting Meten",
    )
    s = sessie.open_werkmap(werkmap, "Noor", wachtwoord("Noor"), klok)
    try:
        for naam, domein in DOMEIN.items():
            ruw = {"naam": naam, "rol": "gespreksvoerder", "domein": domein, "werktijden": "ma 9:00-17:00"}
            if naam == "Noor":
                beheren.bewaar(s, "medewerker", ruw | {"aanmeldpunt": "ja"}, s.ik.id.hex)
            else:
                team.geef_toegang(s, beheren.bewaar(s, "medewerker", ruw), wachtwoord(naam))
        els = beheren.bewaar(s, "medewerker", {"naam": COORDINATOR, "rol": "coordinator"})
        team.geef_toegang(s, els, wachtwoord(COORDINATOR))
        for plaats in ("Zwolle", "Kampen", "Ommen"):
            beheren.bewaar(s, "praktijk", {"naam": f"Praktijk {plaats}", "plaats": plaats})
        begin = klok.vandaag() - timedelta(days=365 * JAREN + 30)
        pilot = beheren.bewaar(s, "pilot", {"naam": "Meetpilot", "begin": f"{begin:%d-%m-%Y}"})
        for nummer in range(4 * JAREN):
            dag = begin + timedelta(days=91 * nummer)
            tot = dag + timedelta(days=90) if nummer < 4 * JAREN - 1 else dag + timedelta(days=400)
            beheren.bewaar(
                s, "sprint", {"pilot": pilot, "begin": f"{dag:%d-%m-%Y}", "einde": f"{tot:%d-%m-%Y}"}
            )
        vul_kleine_lijsten(s)
    finally:
        s.sluit()


def vul_kleine_lijsten(s: sessie.Sessie) -> None:
    """A few rows in the lists that do not grow with the gesprekken: sociale kaart, zinnen, exports, kopieën."""
    vandaag = s.klok.vandaag()
    for nummer, zin in enumerate(_ZINNEN):
        aanbieder = {"naam": f"Buurtpunt {nummer + 1}", "soort": "informeel", "wachttijd_weken": "2"}
        opgave = {"wachttijd_op": f"{vandaag:%d-%m-%Y}"}
        beheren.bewaar(s, "kaart", aanbieder | opgave)
        zinnen.bewaar(s, {"tekst": zin, "van_team": "ja"})
    for nummer in range(2):
        ics.geef_uit(s, vandaag - timedelta(weeks=nummer))
        reservekopieen.maak(s)


@dataclass(slots=True)
class _Maker:
    """Makes the rows of one gesprek after the other, from one seed."""

    s: sessie.Sessie
    kans: random.Random
    publiek: dict[str, tuple[UUID, bytes]]
    praktijken: list[UUID]
    pilot: UUID
    deel: str  # of the region's advice: where an agreement stands unless another is chosen
    rijen: dict[type[SQLModel], list[dict[str, Any]]] = field(default_factory=dict)
    refs: set[str] = field(default_factory=set)

    def zet(self, model: type[SQLModel], **velden: Any) -> None:
        self.rijen.setdefault(model, []).append(velden)

    def tekst(self, woorden: int) -> str:
        return " ".join(self.kans.choices(_WOORDEN, k=self.kans.randint(woorden // 2, woorden))) + "."

    def dicht(self, tabel: str, record: str, sleutel: bytes, **teksten: str) -> dict[str, bytes]:
        return {v: versleutel(w, sleutel, f"{tabel}|{v}|{record}".encode()) for v, w in teksten.items()}

    def id(self, moment: datetime) -> UUID:
        return uuid7(int(moment.timestamp() * 1000))

    def ref(self) -> str:
        """One that is not there yet: among so many, chance alone does not see to that."""
        while (nieuw := nieuwe_referentie()) in self.refs:
            pass
        self.refs.add(nieuw)
        return nieuw

    def inwoner(self, moment: datetime) -> tuple[UUID, bytes]:
        id_, sleutel = self.id(moment), nieuwe_sleutel()
        self.zet(t.Inwoner, id=id_, ref=self.ref())
        wie = self.dicht(
            "identiteit",
            id_.hex,
            sleutel,
            voornaam=self.kans.choice(_VOORNAMEN),
            achternaam=self.kans.choice(_ACHTERNAMEN),
            geboortedatum=f"{self.kans.randint(1940, 2003)}-{self.kans.randint(1, 12):02}-15",
            telefoon="06-12345678",
            woonplaats="Zwolle",
            naaste_relatie="dochter",
        )
        self.zet(t.Identiteit, inwoner=id_, **wie)
        return id_, sleutel

    def zegel(self, inwoner: UUID, sleutel: bytes, namen: tuple[str, ...], grond: str) -> None:
        for naam in namen:
            id_, publiek = self.publiek[naam]
            self.zet(
                t.Inwonersleutel,
                inwoner=inwoner,
                medewerker=id_,
                grond=grond,
                zegel=verzegel(sleutel, publiek),
            )

    def aanmelding(self, inwoner: UUID, sleutel: bytes, moment: datetime, *, klaar: bool = False) -> UUID:
        """`klaar`: the inwoner wanted it no more."""
        id_ = self.id(moment)
        self.zet(
            t.Aanmelding,
            id=id_,
            ref=self.ref(),
            inwoner=inwoner,
            pilot=self.pilot,
            praktijk=self.kans.choice(self.praktijken),
            gemeente="Zwolle",
            aanmelder="huisarts",
            aanmelddatum=moment.date(),
            uitgenodigd_op=moment.date() + timedelta(days=3),
            status="ingetrokken" if klaar else "open",
            reden_code="gaat-beter" if klaar else None,
            **self.dicht("aanmelding", id_.hex, sleutel, vraag=self.tekst(25), geprobeerd=self.tekst(15)),
        )
        for code in self.kans.sample(("psychische-klachten", "andere-leefgebieden", "niet-in-ggz"), 2):
            self.zet(t.AanmeldingCriterium, aanmelding=id_, code=code, inwoner=inwoner)
        return id_

    def status(self, begin: datetime) -> str:
        if begin > self.s.klok.nu():
            return "gepland"
        return self.kans.choices(("gevoerd", "no-show", "geannuleerd"), (92, 4, 4))[0]

    def gesprek(
        self,
        inwoner: UUID,
        sleutel: bytes,
        aanmelding: UUID,
        begin: datetime,
        status: str,
        duo: tuple[str, ...],
        volgnummer: int = 1,
    ) -> None:
        nu = self.s.klok.nu()
        id_ = self.id(begin)
        gevoerd = status == "gevoerd"
        teksten = ("conclusie", "leerpunt", "kladblok", "wie_belt", "ontbrekend_aanbod") if gevoerd else ()
        self.zet(
            t.Gesprek,
            id=id_,
            ref=self.ref(),
            aanmelding=aanmelding,
            inwoner=inwoner,
            pilot=self.pilot,
            volgnummer=volgnummer,
            soort="instroom",
            status=status,
            begin=begin,
            duur_min=60,
            vorm="locatie",
            locatie="De Terp",
            leeftijd=self.kans.randint(18, 90),
            team="ggz|sd" if gevoerd else None,
            werkwijze=f"werkwijze {1 + (nu - begin).days // 500}" if gevoerd else None,
            methodiek="positieve-gezondheid" if gevoerd else None,
            naaste_aanwezig=self.kans.random() < 0.3 if gevoerd else None,
            **(
                {v: None for v in ("conclusie", "leerpunt", "kladblok", "wie_belt", "ontbrekend_aanbod")}
                | self.dicht("gesprek", id_.hex, sleutel, **{v: self.tekst(40) for v in teksten})
            ),
        )
        for naam in duo:
            self.zet(
                t.Deelnemer,
                gesprek=id_,
                medewerker=self.publiek[naam][0],
                inwoner=inwoner,
                rol="gespreksvoerder",
                wijze="live",
                aanwezig=gevoerd or None,
            )
        if gevoerd:
            self._inhoud(id_, inwoner, sleutel, begin, nu)

    def _inhoud(self, gesprek: UUID, inwoner: UUID, sleutel: bytes, begin: datetime, nu: datetime) -> None:
        for thema in Thema:
            self.zet(
                t.GesprekThema,
                gesprek=gesprek,
                thema=thema.value,
                inwoner=inwoner,
                besproken=True,
                score=Decimal(self.kans.randint(0, 20)) / 2,
                **self.dicht(
                    "gesprek_thema",
                    f"{gesprek.hex}|{thema.value}",
                    sleutel,
                    vertelt=self.tekst(40),
                    wens=self.tekst(10),
                ),
            )
        for code in self.kans.sample(_LEEFGEBIEDEN, self.kans.randint(1, 3)):
            self.zet(t.GesprekLeefgebied, gesprek=gesprek, code=code, inwoner=inwoner)
        if self.kans.random() < 0.6:
            waarde = Decimal(self.kans.randint(10, 20)) / 2
            self.zet(t.GesprekWaardering, gesprek=gesprek, soort="inwoner", inwoner=inwoner, waarde=waarde)
        for wie in ("ggz", "sd"):
            self.zet(t.GesprekUren, gesprek=gesprek, wie=wie, inwoner=inwoner, uren=Decimal("1.25"))
        oud = (nu - begin).days
        if oud < 4 and self.kans.random() < 0.5:
            return  # the advies is still to be written
        codes = sorted(self.kans.sample(_CATEGORIEEN, self.kans.randint(1, 3)))
        advies, dag = self.id(begin), begin.date()
        vast = oud >= 4
        self.zet(
            t.Advies,
            id=advies,
            gesprek=gesprek,
            inwoner=inwoner,
            vastgesteld_op=dag if vast else None,
            actie_huisarts="anders",
            urgentie="gewoon",
            hoofdadvies=self.kans.choice(codes),
            besproken_op=dag,
            **self.dicht("advies", advies.hex, sleutel, antwoord=self.tekst(30), vangnet=self.tekst(20)),
        )
        for volgorde in range(2):
            id_ = self.id(begin)
            self.zet(
                t.Afspraak,
                id=id_,
                advies=advies,
                inwoner=inwoner,
                volgorde=volgorde,
                staat="afgesproken",
                deel=self.deel,
                **self.dicht("afspraak", id_.hex, sleutel, wat=self.tekst(8), wie="de inwoner"),
            )
        for code in codes:
            self._feit(gesprek, code, "geadviseerd", inwoner, dag)
            if oud > 14 and code != "zelf":
                self._feit(gesprek, code, "verwezen", inwoner, dag + timedelta(days=4))
            if oud > 30 and self.kans.random() < 0.9:
                self._feit(gesprek, code, "gestart", inwoner, dag + timedelta(days=21))
        if oud > 10:
            self.zet(
                t.Verzending,
                id=self.id(begin),
                gesprek=gesprek,
                inwoner=inwoner,
                ontvanger="huisarts",
                op=dag,
                via="ZorgMail",
                door=self.publiek["Noor"][0],
            )

    def _feit(self, gesprek: UUID, code: str, stap: str, inwoner: UUID, dag: Any) -> None:
        self.zet(t.Toeleiding, gesprek=gesprek, code=code, stap=stap, inwoner=inwoner, weten="ja", datum=dag)

    def bewaar(self) -> None:
        """Write what was made in one transaction, parents before children."""
        volgorde = {tabel: nummer for nummer, tabel in enumerate(SQLModel.metadata.sorted_tables)}
        with self.s.schrijven() as db:
            for model in sorted(
                self.rijen, key=lambda m: volgorde[SQLModel.metadata.tables[str(m.__tablename__)]]
            ):
                db.connection().execute(insert(model), self.rijen[model])
        self.rijen.clear()


@dataclass(frozen=True, slots=True)
class _Eerder:
    """A gesprek that may get a second one."""

    inwoner: UUID
    sleutel: bytes
    aanmelding: UUID
    begin: datetime
    duo: tuple[str, ...]


def vul(s: sessie.Sessie, aantal: int, zaad: int = 2027) -> None:
    """Put `aantal` gesprekken into an opened werkmap, spread evenly over the three years before today and the
    two weeks after, with one open aanmelding for every 250."""
    with s.lezen() as db:
        publiek = {m.naam: (m.id, m.publiek or b"") for m in db.exec(select(t.Medewerker)).all()}
        pilot = db.exec(select(t.Pilot.id)).first()
        praktijken = list(db.exec(select(t.Praktijk.id)))
    if pilot is None:
        raise SystemExit("this werkmap has no pilot: make it with maak_leeg")
    maker = _Maker(s, random.Random(zaad), publiek, praktijken, pilot, s.profiel.advies.delen[0].code)
    vandaag = s.klok.vandaag()
    eerste, dagen = vandaag - timedelta(days=365 * JAREN), 365 * JAREN + 14
    eerder: deque[_Eerder] = deque()
    for nummer, (dag, uur) in enumerate(_plekken(aantal, dagen)):
        begin = datetime.combine(eerste + timedelta(days=dag), time(uur), AMSTERDAM)
        aangemeld = begin - timedelta(days=maker.kans.randint(3, 25))
        if aangemeld.date() > vandaag:
            aangemeld = datetime.combine(vandaag, time(9), AMSTERDAM)
        duo = DUOS[nummer % 2]
        status = maker.status(begin)
        niet = status in ("no-show", "geannuleerd")
        if nummer % 8 == 7 and eerder and begin - eerder[0].begin >= timedelta(days=14):  # a second gesprek
            e = eerder.popleft()
            maker.gesprek(e.inwoner, e.sleutel, e.aanmelding, begin, status, e.duo, 2)
            continue
        inwoner, sleutel = maker.inwoner(aangemeld)
        lezers = () if status == "geannuleerd" else duo
        maker.zegel(inwoner, sleutel, lezers, "gesprek")
        if niet and "Noor" not in lezers:  # back at the aanmeldpunt
            maker.zegel(inwoner, sleutel, ("Noor",), "aanmeldpunt")
        oud = (vandaag - begin.date()).days > 30
        aanmelding = maker.aanmelding(inwoner, sleutel, aangemeld, klaar=niet and oud)
        maker.gesprek(inwoner, sleutel, aanmelding, begin, status, duo)
        if status == "gevoerd" and nummer % 8 == 0:
            eerder.append(_Eerder(inwoner, sleutel, aanmelding, begin, duo))
        if len(maker.rijen.get(t.Gesprek, ())) >= PER_KEER:
            maker.bewaar()
    for _ in range(max(3, aantal // 250)):
        aangemeld = datetime.combine(vandaag - timedelta(days=maker.kans.randint(0, 20)), time(9), AMSTERDAM)
        inwoner, sleutel = maker.inwoner(aangemeld)
        maker.zegel(inwoner, sleutel, ("Noor",), "aanmeldpunt")
        maker.aanmelding(inwoner, sleutel, aangemeld)
    maker.bewaar()


def _plekken(aantal: int, dagen: int) -> Iterator[tuple[int, int]]:
    """Day and hour of each gesprek, oldest first."""
    for nummer in range(aantal):
        yield nummer * dagen // aantal, 9 + nummer % 8


def maak(map_: Path, aantal: int, klok: Klok | None = None, zaad: int = 2027) -> Werkmap:
    """A new werkmap in `map_` with `aantal` gesprekken; opens with `wachtwoord(naam)`."""
    klok = klok or Klok()
    werkmap = Werkmap(map_)
    maak_leeg(werkmap, klok)
    s = sessie.open_werkmap(werkmap, "Noor", wachtwoord("Noor"), klok)
    try:
        vul(s, aantal, zaad)
    finally:
        s.sluit()
    return werkmap


def main() -> None:
    lezer = argparse.ArgumentParser(description="Maak een grote, verzonnen werkmap om in te meten.")
    lezer.add_argument("map", type=Path, help="een map die er nog niet is")
    lezer.add_argument("aantal", type=int, help="aantal gesprekken")
    lezer.add_argument("--dag", type=datetime.fromisoformat, help="vandaag, bijvoorbeeld 2027-03-09T09:00")
    keuze = lezer.parse_args()
    begin = klokje.perf_counter()
    maak(keuze.map, keuze.aantal, VasteKlok(keuze.dag) if keuze.dag else None)
    print(f"{keuze.aantal} gesprekken in {klokje.perf_counter() - begin:.1f} s")
    for naam in (*DOMEIN, COORDINATOR):
        print(f"{naam}: {wachtwoord(naam)}")


if __name__ == "__main__":
    main()
