"""`mgn consultatie`: see `registeropdrachten`."""

from mgn_tui.cli.registeropdrachten import maak

app = maak("consultatie", "Vragen tussen professionals, zonder personen.")
