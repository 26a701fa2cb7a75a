"""`mgn sprint`: see `beheer`."""

from mgn_tui.cli.beheer import eenvoudig

app = eenvoudig("sprint", "De sprints.", "De sprint is toegevoegd.")
