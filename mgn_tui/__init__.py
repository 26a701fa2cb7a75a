"""mgn_tui: verkennende gesprekken, from aanmelding to the figures of a pilot."""

__version__ = "0.1.0"
