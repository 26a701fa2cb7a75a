"""Invented rows, the same in both lists."""

KOLOMMEN = ("nr", "wie", "praktijk", "wacht", "status")
_NAMEN = ("Ayşe Yılmaz", "Łukasz Wójcik", "Wim Jansen", "Đặng Thị Hoa", "Fenna de Boer", "Ελένη Παππά")
_PRAKTIJKEN = ("Praktijk Parkweg", "Huisartsen De Brug", "Gezondheidscentrum Zuid")
_STATUS = ("open", "gepland", "gevoerd")


def rij(nr: int) -> tuple[str, ...]:
    """The cells of row `nr`."""
    return (f"{nr:06}", _NAMEN[nr % 6], _PRAKTIJKEN[nr % 3], f"{nr % 60} dagen", _STATUS[nr % 3])
