"""The promises of speed, each measured beside a baseline in the same run.

`python -m benchmarks [name …]` runs them. To add one: a file `meet_<subject>.py` with a tuple `METINGEN`.
"""
