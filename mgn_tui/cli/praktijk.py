"""`mgn praktijk`: see `beheer`."""

from mgn_tui.cli.beheer import eenvoudig

app = eenvoudig("praktijk", "De huisartsenpraktijken.", "De praktijk is toegevoegd.")
