"""How agreement, consent and a request came and when consent was withdrawn; whom and when an inwoner prefers; and
what somebody set for themselves.

Frozen as text beside this file. Nothing that was stored changes: of what was noted before, nobody wrote down how.
"""

from pathlib import Path

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    for opdracht in Path(__file__).with_name("0004_hoe.sql").read_text(encoding="utf-8").split(";\n"):
        if opdracht.strip():
            op.execute(opdracht)
