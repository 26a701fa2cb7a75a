"""The one description of a form: what is asked, what is a good answer, what to say when it is not.

The screens, the options of the commands and their dialogue are all made from these values, so a
rule on a single answer stands here once. Rules between answers belong to the register.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import assert_never

from mgn_tui.domain.bsn import BSN_MELDING, vind_bsn
from mgn_tui.domain.datums import lees_datum, lees_moment
from mgn_tui.domain.fouten import MgnFout
from mgn_tui.domain.klok import AMSTERDAM
from mgn_tui.domain.tekst import schoon, vouw
from mgn_tui.domain.tijdvakken import lees_kwartaal, lees_maand

VUL_IN = "Vul dit in."
IN_DE_TOEKOMST = "Deze datum ligt in de toekomst."

_CIJFERS = re.compile(r"[0-9]")
_HEEL = re.compile(r"[+-]?[0-9]+")
_DUIZENDTALLEN = re.compile(r"[+-]?[0-9]{1,3}(?:[. ][0-9]{3})+")
_BREUK = re.compile(r"[+-]?[0-9]*(?:[.,][0-9]+)?")
_DUIZENDTALLEN_BREUK = re.compile(
    r"[+-]?[0-9]{1,3}(?:(?:[. ][0-9]{3})+,[0-9]+|(?:[. ][0-9]{3}){2,}|(?: [0-9]{3})+)"
)
_POSTCODE = re.compile(r"([1-9][0-9]{3})\s*([A-Za-z]{2})")
_TELEFOON = re.compile(r"[+(]?[0-9][0-9 .()/+-]*")
_JA_NEE: dict[str, bool | None] = {
    "ja": True,
    "j": True,
    "nee": False,
    "n": False,
    "onbekend": None,
    "?": None,
}
_MEESTE_CIJFERS = 15  # whole numbers stay exact in SQLite, JSON and a spreadsheet


class VeldFout(MgnFout, ValueError):
    """An answer that does not fit its field. `melding` is Dutch and never repeats free text."""


class VeldSoort(StrEnum):
    """Kind of answer, with the type `Veld.lees` gives for it (None for an empty answer)."""

    TEKST = "tekst"  # str, one line
    LANG = "lang"  # str, more lines
    DATUM = "datum"  # date
    MOMENT = "moment"  # aware datetime, Europe/Amsterdam
    GETAL = "getal"  # int
    DECIMAAL = "decimaal"  # Decimal
    JANEE = "janee"  # bool; None for "onbekend" as well
    KEUZE = "keuze"  # code
    LIJST = "lijst"  # tuple of codes, or of texts when there are no choices


@dataclass(frozen=True, slots=True)
class Keuze:
    """One possible answer: code as stored, label as shown."""

    code: str
    label: str
    hulp: str = ""


_JA_OF_NEE: tuple[Keuze, ...] = (Keuze("ja", "ja"), Keuze("nee", "nee"))


@dataclass(frozen=True, slots=True)
class Veld:
    """One question. `minimum` and `maximum` are inclusive and count for GETAL and DECIMAAL;
    `maximum_tekens` for TEKST, LANG and each text of a free LIJST; `decimalen` is the largest
    number of digits behind the comma. `verleden`: the date may not lie in the future.
    `zeker`: who answers knows it, so that a JANEE has no "onbekend".
    `controle`: "telefoon", "postcode", "maand", "kwartaal" or "". `leeg_label` is what a reader sees when there is
    no answer ("nog niet bekend"); it is never read back.
    """

    naam: str
    label: str
    soort: VeldSoort = VeldSoort.TEKST
    verplicht: bool = False
    hulp: str = ""
    groep: str = ""
    keuzes: tuple[Keuze, ...] = ()
    maximum_tekens: int = 200
    minimum: int | float | Decimal | None = None
    maximum: int | float | Decimal | None = None
    decimalen: int = 2
    verleden: bool = False
    zeker: bool = False
    controle: str = ""
    leeg_label: str = ""

    @property
    def antwoorden(self) -> tuple[Keuze, ...]:
        """What there is to choose from, also of ja and nee."""
        if self.soort is not VeldSoort.JANEE:
            return self.keuzes
        return _JA_OF_NEE if self.zeker else (*_JA_OF_NEE, Keuze("onbekend", "onbekend"))

    def lees(self, ruw: str, vandaag: date) -> object:
        """The value of what a person typed; None when nothing was typed.

        Whether the field may stay empty is the form's question. Raises `VeldFout`.
        """
        tekst = schoon(ruw, meerregelig=self.soort is VeldSoort.LANG)
        if not tekst:
            return None
        match self.soort:
            case VeldSoort.TEKST | VeldSoort.LANG:
                return self._lees_tekst(tekst)
            case VeldSoort.DATUM:
                return self._lees_datum(tekst, vandaag)
            case VeldSoort.MOMENT:
                return self._lees_moment(tekst, vandaag)
            case VeldSoort.GETAL:
                return self._lees_getal(tekst)
            case VeldSoort.DECIMAAL:
                return self._lees_decimaal(tekst)
            case VeldSoort.JANEE:
                return self._lees_janee(tekst)
            case VeldSoort.KEUZE:
                return self._lees_keuze(tekst)
            case VeldSoort.LIJST:
                return self._lees_lijst(tekst)
            case _:
                assert_never(self.soort)

    def _lees_janee(self, tekst: str) -> bool | None:
        waarde = _JA_NEE.get(vouw(tekst), ...)
        if waarde is ... or (waarde is None and self.zeker):
            raise VeldFout("Antwoord met ja of nee." if self.zeker else "Antwoord met ja, nee of onbekend.")
        return waarde

    def toon(self, waarde: object) -> str:
        """The value as a person would type it; `lees` gives the same value back. None is ""."""
        match waarde:
            case None:
                return ""
            case bool():
                return "ja" if waarde else "nee"
            case datetime():
                return f"{waarde.astimezone(AMSTERDAM):%d-%m-%Y %H:%M}"
            case date():
                return f"{waarde:%d-%m-}{waarde.year:04d}"
            case Decimal() | float():
                return _met_komma(waarde)
            case str() if self.soort is VeldSoort.KEUZE:
                return self._label(waarde)
            case tuple() | list() | set() | frozenset():
                return self._toon_lijst([str(deel) for deel in waarde])
            case _:
                return str(waarde)

    def toon_of_leeg(self, waarde: object) -> str:
        """For reading only: the value, or `leeg_label` when there is none."""
        return self.toon(waarde) or self.leeg_label

    # -- text ------------------------------------------------------------------------------

    def _lees_tekst(self, tekst: str) -> str:
        if vind_bsn(tekst):
            raise VeldFout(BSN_MELDING)
        if len(tekst) > self.maximum_tekens:
            raise VeldFout(
                f"Te lang: {_duizend(len(tekst))} tekens, er passen er {_duizend(self.maximum_tekens)} in."
            )
        controle = _CONTROLES.get(self.controle)
        try:
            return controle(tekst) if controle else tekst
        except ValueError as fout:
            raise VeldFout(str(fout)) from None

    # -- dates -----------------------------------------------------------------------------

    def _lees_datum(self, tekst: str, vandaag: date) -> date:
        try:
            dag = lees_datum(tekst, vandaag, richting="verleden" if self.verleden else "dichtbij")
        except ValueError as fout:
            raise VeldFout(str(fout)) from None
        if self.verleden and dag > vandaag:
            raise VeldFout(IN_DE_TOEKOMST)
        return dag

    def _lees_moment(self, tekst: str, vandaag: date) -> datetime:
        try:
            moment = lees_moment(tekst, vandaag, richting="verleden" if self.verleden else "toekomst")
        except ValueError as fout:
            raise VeldFout(str(fout)) from None
        if self.verleden and moment.date() > vandaag:
            raise VeldFout(IN_DE_TOEKOMST)
        return moment

    # -- numbers ---------------------------------------------------------------------------

    def _lees_getal(self, tekst: str) -> int:
        getypt = _getal_tekens(tekst)
        if _DUIZENDTALLEN.fullmatch(getypt):
            getypt = getypt.replace(".", "").replace(" ", "")
        if not _HEEL.fullmatch(getypt):
            raise VeldFout("Vul een heel getal in, bijvoorbeeld 12.")
        _niet_te_veel_cijfers(getypt)
        getal = int(getypt)
        self._binnen_grenzen(Decimal(getal))
        return getal

    def _lees_decimaal(self, tekst: str) -> Decimal:
        getypt = _getal_tekens(tekst)
        if _DUIZENDTALLEN_BREUK.fullmatch(getypt):
            getypt = getypt.replace(".", "").replace(" ", "")
        if not _BREUK.fullmatch(getypt) or not _CIJFERS.search(getypt):
            raise VeldFout("Vul een getal in, bijvoorbeeld 1,5.")
        _niet_te_veel_cijfers(getypt)
        getal = Decimal(getypt.replace(",", "."))
        achter = len(getypt.replace(",", ".").partition(".")[2])
        if achter > self.decimalen:
            if self.decimalen == 0:
                raise VeldFout("Vul een heel getal in, zonder cijfers achter de komma.")
            cijfers = "1 cijfer" if self.decimalen == 1 else f"{self.decimalen} cijfers"
            raise VeldFout(f"Ten hoogste {cijfers} achter de komma; dit zijn er {achter}.")
        self._binnen_grenzen(getal)
        return abs(getal) if getal == 0 else getal

    def _binnen_grenzen(self, getal: Decimal) -> None:
        laag, hoog = self.minimum, self.maximum
        te_laag = laag is not None and getal < laag
        te_hoog = hoog is not None and getal > hoog
        if not te_laag and not te_hoog:
            return
        if laag is not None and hoog is not None:
            raise VeldFout(f"Vul een getal in van {_met_komma(laag)} tot en met {_met_komma(hoog)}.")
        if laag is not None:
            raise VeldFout(f"Dit moet {_met_komma(laag)} of meer zijn.")
        if hoog is not None:
            raise VeldFout(f"Dit mag ten hoogste {_met_komma(hoog)} zijn.")

    # -- choices ---------------------------------------------------------------------------

    def _lees_keuze(self, tekst: str) -> str:
        gevonden = self._zoek(tekst)
        if len(gevonden) == 1:
            return gevonden[0].code
        if gevonden:
            raise VeldFout(f"Dit past bij meer dan één keuze: {_opsomming(gevonden)}. Typ iets meer.")
        if not self.keuzes:
            raise VeldFout("Hier valt nog niets te kiezen.")
        raise VeldFout(f"Kies uit: {_opsomming(self.keuzes)}.")

    def _zoek(self, tekst: str) -> list[Keuze]:
        """The choices that answer to a text: by code, else by label, else by their beginning."""
        for keuze in self.keuzes:
            if keuze.code == tekst:
                return [keuze]
        gezocht = vouw(tekst)
        if not gezocht:
            return []
        toetsen: tuple[Callable[[Keuze], bool], ...] = (
            lambda keuze: vouw(keuze.code) == gezocht,
            lambda keuze: vouw(keuze.label) == gezocht,
            lambda keuze: vouw(keuze.code).startswith(gezocht) or vouw(keuze.label).startswith(gezocht),
        )
        for past in toetsen:
            if gevonden := [keuze for keuze in self.keuzes if past(keuze)]:
                return gevonden
        return []

    def _label(self, code: str) -> str:
        """The label, or the code where the label would not be read back as this code."""
        for keuze in self.keuzes:
            if keuze.code == code:
                label = schoon(keuze.label, meerregelig=False)
                terug = self._zoek(label) if label and "|" not in label else []
                return label if [een.code for een in terug] == [code] else code
        return code

    # -- lists -----------------------------------------------------------------------------

    def _lees_lijst(self, tekst: str) -> tuple[str, ...] | None:
        delen = [deel.strip() for deel in tekst.split("|")]
        met_streep = len(delen) > 1
        waarden: list[str] = []
        for deel in filter(None, delen):
            if self.keuzes:
                waarden.extend(self._lees_deel(deel, heel_eerst=met_streep))
            else:
                stukken = [deel] if met_streep else map(str.strip, deel.split(","))
                waarden.extend(self._lees_tekst(stuk) for stuk in stukken if stuk)
        return tuple(dict.fromkeys(waarden)) or None

    def _lees_deel(self, deel: str, heel_eerst: bool) -> list[str]:
        """Choices with commas between them. A label may hold a comma itself: the part as a whole
        is tried as well, first when bars were used to part the choices."""
        heel = self._zoek(deel) if "," in deel else []
        if heel_eerst and len(heel) == 1:
            return [heel[0].code]
        try:
            return [self._lees_keuze(stuk) for stuk in map(str.strip, deel.split(",")) if stuk]
        except VeldFout:
            if len(heel) == 1:
                return [heel[0].code]
            raise

    def _toon_lijst(self, waarden: list[str]) -> str:
        getoond = [self._label(waarde) for waarde in waarden]
        if not any("," in een for een in getoond):
            return ", ".join(getoond)
        return " | ".join(getoond) + (" |" if len(getoond) == 1 else "")


@dataclass(frozen=True, slots=True)
class Formulier:
    """A set of questions with a name (for the program) and a title (for people)."""

    naam: str
    titel: str
    velden: tuple[Veld, ...]

    def veld(self, naam: str) -> Veld:
        """The field of this name. Raises KeyError when the form has none."""
        for veld in self.velden:
            if veld.naam == naam:
                return veld
        raise KeyError(naam)

    def met_keuzes(self, **keuzes: Iterable[Keuze]) -> "Formulier":
        """The same form, with choices from a profile or the database filled in per field name.

        Raises KeyError for a name the form does not have.
        """
        for naam in keuzes:
            self.veld(naam)
        return replace(
            self,
            velden=tuple(
                replace(veld, keuzes=tuple(keuzes[veld.naam])) if veld.naam in keuzes else veld
                for veld in self.velden
            ),
        )

    def lees(
        self, ruw: Mapping[str, str], vandaag: date, *, deels: bool = False
    ) -> tuple[dict[str, object], dict[str, str]]:
        """(values, faults), both per field name; a field with a fault has no value.

        A field that is not in `ruw` counts as empty; with `deels` it is passed over, so that a
        change of one field need not repeat the others. A name the form does not know is a fault:
        nothing a person gave is dropped in silence.
        """
        waarden: dict[str, object] = {}
        fouten: dict[str, str] = {}
        for veld in self.velden:
            if deels and veld.naam not in ruw:
                continue
            getypt = ruw.get(veld.naam, "")
            try:
                waarde = veld.lees(getypt, vandaag)
            except VeldFout as fout:
                fouten[veld.naam] = fout.melding
                continue
            # "onbekend" is an answer to a yes-or-no question, though its value is None as well
            beantwoord = waarde is not None or (
                veld.soort is VeldSoort.JANEE and schoon(getypt, meerregelig=False)
            )
            if veld.verplicht and not beantwoord:
                fouten[veld.naam] = VUL_IN
            else:
                waarden[veld.naam] = waarde
        bekend = {veld.naam for veld in self.velden}
        for naam in ruw:
            if naam not in bekend:
                fouten[naam] = "Dit veld bestaat niet in dit formulier."
        return waarden, fouten


def _lees_postcode(tekst: str) -> str:
    """`8011 AB`. The letters SA, SD and SS are never given out (PostNL)."""
    delen = _POSTCODE.fullmatch(tekst)
    if not delen or delen[2].upper() in {"SA", "SD", "SS"}:
        raise VeldFout("Een postcode is vier cijfers en twee letters, bijvoorbeeld 8011 AB.")
    return f"{delen[1]} {delen[2].upper()}"


def _lees_telefoon(tekst: str) -> str:
    """The number as typed, with single spaces. 8-15 digits (E.164), and ten for a Dutch one
    (Nummerplan: 0800 and 090x have eight or eleven)."""
    netjes = " ".join(tekst.split())
    voorbeeld = "bijvoorbeeld 06-12345678 of +31 6 12345678"
    if not _TELEFOON.fullmatch(netjes) or netjes.count("+") > netjes.startswith("+"):
        raise VeldFout(f"Vul alleen een telefoonnummer in, {voorbeeld}.")
    cijfers = "".join(_CIJFERS.findall(netjes.replace("(0)", "") if netjes[0] == "+" else netjes))
    if netjes[0] != "+" and not cijfers.startswith("0"):
        raise VeldFout(f"Schrijf het nummer met de 0 ervoor, {voorbeeld}.")
    if not 8 <= len(cijfers) <= 15:
        raise VeldFout(f"Een telefoonnummer heeft 8 tot en met 15 cijfers; dit zijn er {len(cijfers)}.")
    binnenlands = ""
    if netjes[0] == "+":
        binnenlands = "0" + cijfers.removeprefix("31") if cijfers.startswith("31") else ""
    elif cijfers.startswith("0031"):
        binnenlands = "0" + cijfers.removeprefix("0031")
    elif not cijfers.startswith("00"):
        binnenlands = cijfers
    goed = {8, 11} if re.match("0800|090[069]", binnenlands) else {10}
    if binnenlands and len(binnenlands) not in goed:
        if binnenlands != cijfers:
            raise VeldFout("Na +31 volgen 9 cijfers, bijvoorbeeld +31 6 12345678.")
        raise VeldFout(f"Een Nederlands nummer heeft 10 cijfers; dit zijn er {len(cijfers)}.")
    return netjes


_CONTROLES: Mapping[str, Callable[[str], str]] = {
    "telefoon": _lees_telefoon,
    "postcode": _lees_postcode,
    "maand": lees_maand,
    "kwartaal": lees_kwartaal,
}


def _getal_tekens(tekst: str) -> str:
    """A typed number with plain signs: pasted text holds fixed spaces and a long minus."""
    return " ".join(tekst.split()).replace("\N{MINUS SIGN}", "-")


def _niet_te_veel_cijfers(getypt: str) -> None:
    if len(_CIJFERS.findall(getypt)) > _MEESTE_CIJFERS:
        raise VeldFout("Dit getal heeft te veel cijfers.")


def _met_komma(getal: int | float | Decimal) -> str:
    """A number in Dutch: comma, no thousands sign, no exponent."""
    return f"{Decimal(str(getal)):f}".replace(".", ",")


def _duizend(getal: int) -> str:
    return f"{getal:,}".replace(",", ".")


def _opsomming(keuzes: Iterable[Keuze]) -> str:
    namen = [keuze.label or keuze.code for keuze in keuzes]
    teken = "; " if any("," in naam for naam in namen) else ", "
    return teken.join(namen)
