"""`mgn kosten`: see `registeropdrachten`."""

from mgn_tui.cli.registeropdrachten import maak

app = maak("kosten", "Wat de pilot uitgaf.")
