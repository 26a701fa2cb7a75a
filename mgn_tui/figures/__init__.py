"""Counting, waiting times, targets: plain functions over narrow rows. No I/O, no SQL, no screen."""
