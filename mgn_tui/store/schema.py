"""The revision this version of the program writes. Known without importing alembic."""

SCHEMA = "0003"
