"""The words of the field: codes as stored and exchanged, labels as shown.

Codes are those of the monitoringsformat (part 1); labels follow the field's own Dutch.
"""

from enum import StrEnum


class Woord(StrEnum):
    """A code with the label people read."""

    _label: str

    def __new__(cls, code: str, label: str = "") -> "Woord":
        lid = str.__new__(cls, code)
        lid._value_ = code
        lid._label = label
        return lid

    @property
    def label(self) -> str:
        return self._label

    @classmethod
    def label_van(cls, code: str) -> str:
        """The label of a stored code; the code itself when it is none of these words (a file may say more)."""
        return next((w.label for w in cls if w.value == code), code)


class Domein(Woord):
    GGZ = "ggz", "ggz"
    SD = "sd", "sociaal domein"


class Rol(Woord):
    GESPREKSVOERDER = "gespreksvoerder", "gespreksvoerder"
    COORDINATOR = "coordinator", "coördinator"


class ExportWachtwoord(Woord):
    """When a document that leaves the program gets a password."""

    VRAGEN = "vragen", "vragen, elke keer"
    VAST = "vast", "vast: een wachtwoord van het team"
    GEEN = "geen", "geen wachtwoord"


class ExportSoort(Woord):
    """What is written for people, letters apart (`domain.brief`)."""

    VERSLAG = "verslag", "verslag"
    GEGEVENS = "gegevens", "alle gegevens"
    GEWEIGERD = "geweigerd", "geweigerde rijen"
    OVERTYPEN = "overtypen", "overtypelijst"
    INZAGE = "inzage", "inzage"
    LET_OP = "let-op", "waarschuwing bij een tabel"
    AGENDA = "agenda", "eigen agenda"


class Kaartsoort(Woord):
    """What stands on the sociale kaart."""

    GGZ = "ggz", "ggz"
    SOCIAAL_DOMEIN = "sociaal-domein", "sociaal domein"
    LOKET = "loket", "loket"
    WELZIJN = "welzijn", "welzijn en ontmoeting"
    INFORMEEL = "informeel", "informele zorg"
    OVERIG = "overig", "andere zorg of hulp"


class AanmeldingStatus(Woord):
    OPEN = "open", "open"
    AFGEWEZEN = "afgewezen", "teruggegeven aan de huisarts"
    INGETROKKEN = "ingetrokken", "inwoner ziet ervan af"


class GesprekStatus(Woord):
    GEPLAND = "gepland", "gepland"
    GEVOERD = "gevoerd", "gevoerd"
    NO_SHOW = "no-show", "niet verschenen"
    GEANNULEERD = "geannuleerd", "geannuleerd"


class GesprekSoort(Woord):
    INSTROOM = "instroom", "instroom"
    UITSTROOM = "uitstroom", "uitstroom"
    CHECK_IN = "check-in", "tussentijds gesprek"


class Vorm(Woord):
    LOCATIE = "locatie", "op locatie"
    THUIS = "thuis", "thuis"
    DIGITAAL = "digitaal", "digitaal"
    HYBRIDE = "hybride", "deels digitaal"


class Thema(Woord):
    """The six themes of positieve gezondheid, in iPH's order."""

    LICHAAMSFUNCTIES = "lichaamsfuncties", "Lichaamsfuncties"
    MENTAAL_WELBEVINDEN = "mentaal-welbevinden", "Mentaal welbevinden"
    ZINGEVING = "zingeving", "Zingeving"
    KWALITEIT_VAN_LEVEN = "kwaliteit-van-leven", "Kwaliteit van leven"
    MEEDOEN = "meedoen", "Meedoen"
    DAGELIJKS_FUNCTIONEREN = "dagelijks-functioneren", "Dagelijks functioneren"


class Aanmelder(Woord):
    HUISARTS = "huisarts", "huisarts"
    POH_GGZ = "poh-ggz", "POH-ggz, namens de huisarts"
    CASUSOVERLEG = "casusoverleg", "casusoverleg"
    SOCIAAL_DOMEIN = "sociaal-domein", "sociaal domein"


class ActieHuisarts(Woord):
    GEEN = "geen", "niets"
    VERWIJZING_GGZ = "verwijzing-ggz", "een verwijzing naar de ggz"
    VERWIJZING_OVERIG = "verwijzing-overig", "een andere verwijzing"
    ANDERS = "anders", "anders, namelijk …"


class Urgentie(Woord):
    GEWOON = "gewoon", "gewoon"
    TWEE_WEKEN = "twee-weken", "binnen 2 weken"
    DEZE_WEEK = "deze-week", "deze week"
    VANDAAG = "vandaag", "vandaag gebeld"


class AfspraakStaat(Woord):
    AFGESPROKEN = "afgesproken", "afgesproken"
    IN_OVERWEGING = "in-overweging", "in overweging"
    GEDAAN = "gedaan", "gedaan"


class Stap(Woord):
    """The dated facts of a toeleiding."""

    GEADVISEERD = "geadviseerd", "geadviseerd"
    VERWEZEN = "verwezen", "verwezen/aangemeld"
    INTAKE = "intake", "intake"
    GESTART = "gestart", "gestart"


class Weten(Woord):
    JA = "ja", "ja"
    NEE = "nee", "nee"
    ONBEKEND = "onbekend", "onbekend"
    NIET_NAGEVRAAGD = "niet-nagevraagd", "niet nagevraagd"


class JaNee(Woord):
    JA = "ja", "ja"
    NEE = "nee", "nee"
    ONBEKEND = "onbekend", "onbekend"


class Veiligheid(Woord):
    JA = "ja", "ja"
    NEE = "nee", "nee"
    NVT = "nvt", "niet van toepassing"


class DeelOnderdeel(Woord):
    """What may be shared: the second axis of sharing, beside the recipient."""

    ADVIES = "advies", "advies"
    THEMAS = "themas", "thema's in woorden"
    SPINNENWEB = "spinnenweb", "spinnenweb"
    NAASTE = "naaste", "naaste"
    BERICHT = "bericht", "alleen dat het gesprek er was"


class Ontvanger(Woord):
    HUISARTS = "huisarts", "huisarts"
    WIJKTEAM = "wijkteam", "wijkteam"
    AANBIEDER = "aanbieder", "aanbieder"
    NAASTE = "naaste", "naaste"
    ANDERS = "anders", "anders"


class DeelnemerRol(Woord):
    GESPREKSVOERDER = "gespreksvoerder", "gespreksvoerder"
    ERVARINGSDESKUNDIGE = "ervaringsdeskundige", "ervaringsdeskundige"
    STAGIAIR = "stagiair", "stagiair"
    OBSERVATOR = "observator", "observator"


class GastSoort(Woord):
    """Who sits in besides the team."""

    NAASTE = "naaste", "naaste"
    TOLK = "tolk", "tolk"
    STAGIAIR = "stagiair", "stagiair"
    OBSERVATOR = "observator", "observator"
    ANDERS = "anders", "anders"


class Wijze(Woord):
    LIVE = "live", "aanwezig"
    ONLINE = "online", "online"


class Zegwijze(Woord):
    """How somebody told us: agreement, consent, objection, a request."""

    MONDELING = "mondeling", "in een gesprek"
    TELEFOON = "telefoon", "telefonisch"
    SCHRIFTELIJK = "schriftelijk", "op papier"
    DIGITAAL = "digitaal", "per beveiligd bericht"


class Aanspreekvorm(Woord):
    GEEN = "geen", "geen (voorletter en naam)"
    MEVROUW = "mevrouw", "mevrouw"
    DE_HEER = "de-heer", "de heer"


class VerzoekSoort(Woord):
    """What an inwoner may ask about their own data (art. 15-21 AVG; art. 7:454 and 7:455 BW)."""

    INZAGE = "inzage", "inzage"
    CORRECTIE = "correctie", "correctie"
    VERKLARING = "verklaring", "eigen verklaring"
    VERNIETIGEN = "vernietigen", "vernietigen"
    BEZWAAR = "bezwaar", "bezwaar tegen gebruik voor cijfers"


class Besluit(Woord):
    GEDAAN = "gedaan", "gedaan"
    GEWEIGERD = "geweigerd", "geweigerd"
