"""The sociale kaart, sentences for re-use, and who gave the waiting time that an advies names.

Frozen as text beside this file. Nothing that was stored changes.
"""

from pathlib import Path

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    for opdracht in Path(__file__).with_name("0005_kaart.sql").read_text(encoding="utf-8").split(";\n"):
        if opdracht.strip():
            op.execute(opdracht)
