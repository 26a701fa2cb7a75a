"""Widgets of our own, one per file."""
