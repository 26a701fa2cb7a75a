"""`mgn overlegmoment`: see `registeropdrachten`."""

from mgn_tui.cli.registeropdrachten import maak

app = maak("overlegmoment", "Hoe vaak het casusoverleg er was.")
