"""The revision this version of the program writes. Known without importing alembic."""

SCHEMA = "0005"

# The last revision that rewrote what was stored: what the log says of before it cannot be put back.
HERSCHREVEN = "0002"
