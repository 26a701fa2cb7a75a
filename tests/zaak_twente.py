"""The plan's own example (Twente, bijlage III: a man of 60 and his daughter), as it is typed into the app.

The profile is IJssel-Vecht's. Names are invented. What is filled: every obligatory field, six themes with a
score and one note each, three afspraken with doer and state, sharing for three recipients, two categories
with a hoofdadvies. The letter may hold no diagnosis, nor the illness of his wife, nor what he would not want
his huisarts to read: `NIET_IN_DE_BRIEF`.
"""

AANMELDING = {
    "gevraagd_door": "dr. A. de Boer",
    "vraag": "Al lang somber en slaapt slecht. Voelt zich eenzaam en nutteloos. Wat past bij hem?",
    "voornaam": "Willem",
    "achternaam": "Jansen",
    "geboortedatum": "14-2-1967",
    "telefoon": "06-12345678",
    "naaste_relatie": "dochter",
}

# theme → (score, note), in the order of the screen
THEMAS = {
    "lichaamsfuncties": ("6", "Slaapt slecht, vaak wakker om vier uur. Is verder gezond."),
    "mentaal-welbevinden": ("4", "Somber sinds thuis alles anders werd. Piekert 's nachts."),
    "zingeving": ("3", "Voelt zich nutteloos sinds hij niet meer werkt. Was trots op zijn vak."),
    "kwaliteit-van-leven": ("5", "Zorgt veel. Zijn vrouw heeft dementie. De tuin geeft rust."),
    "meedoen": ("2", "Mist een maatje. Wil een datingprofiel maken, samen met zijn dochter."),
    "dagelijks-functioneren": ("7", "Houdt het huis en de tuin goed bij."),
}

ANTWOORD = (
    "Somberheid door eenzaamheid; een behandeling is nu niet nodig. "
    "Met iets om voor op te staan en mensen om zich heen kan hij weer verder."
)
VANGNET = "Wordt het erger of slaapt hij wekenlang slecht, dan belt hij zijn huisarts."

# (wat, wie, met, wanneer, staat)
AFSPRAKEN = (
    ("vrijwilligerswerk zoeken bij de buurttuin", "W. Jansen", "dochter", "vanaf april", "afgesproken"),
    ("bellen met de maatjescoach van het wijkteam, voor 26 maart", "Noor", "", "", "afgesproken"),
    ("een partnergroep bezoeken", "W. Jansen", "", "", "in-overweging"),
)
CATEGORIEEN = ("zelf", "sociaal-domein")
HOOFDADVIES = "sociaal-domein"

# recipient → may the advies go there
DELEN = {"huisarts": True, "wijkteam": True, "naaste": True}

NIET_IN_DE_BRIEF = ("dementie", "dating", "depressie", "diagnose", "vrouw", "piekert")
