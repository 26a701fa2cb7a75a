"""Taking back, the rights of the inwoner, and what the access log says of each look.

Frozen as text beside this file. Nothing that was stored changes.
"""

from pathlib import Path

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    for opdracht in Path(__file__).with_name("0003_bewaken.sql").read_text(encoding="utf-8").split(";\n"):
        if opdracht.strip():
            op.execute(opdracht)
