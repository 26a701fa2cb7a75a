"""The program attacked on purpose. `python -m tests.beproeving` does it at length and writes what became of it."""
