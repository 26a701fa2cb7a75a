"""`mgn ervaring`: see `registeropdrachten`."""

from mgn_tui.cli.registeropdrachten import maak

app = maak("ervaring", "Losse cijfers op een briefje, van niemand.")
