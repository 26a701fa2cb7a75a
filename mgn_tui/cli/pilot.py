"""`mgn pilot`: see `beheer`."""

from mgn_tui.cli.beheer import eenvoudig

app = eenvoudig("pilot", "De pilots.", "De pilot is toegevoegd.")
