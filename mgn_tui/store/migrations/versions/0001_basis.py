"""The first schema: the whole line from aanmelding to doorverwijzing.

Frozen as text beside this file: what landed never changes, whatever the tables become later.
"""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    for opdracht in Path(__file__).with_name("0001_basis.sql").read_text(encoding="utf-8").split(";\n"):
        if opdracht.strip():
            op.execute(opdracht)
