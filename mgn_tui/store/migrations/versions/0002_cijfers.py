"""Registers, evaluation, and what a file knows of a gesprek.

Frozen as text beside this file. Who held a gesprek that is already recorded is worked out once from who sat
there; nothing else that was stored changes.
"""

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"

# As `domain/teamregel.py` did it when this schema was made: one entry per person, ggz, sd, ed in that order.
_TEAM = """UPDATE gesprek SET team = (SELECT group_concat(wie, '|') FROM (
  SELECT CASE WHEN d.rol = 'ervaringsdeskundige' THEN 'ed'
              ELSE coalesce(m.domein, CASE WHEN m.ervaringsdeskundig THEN 'ed' END) END AS wie
  FROM deelnemer d JOIN medewerker m ON m.id = d.medewerker
  WHERE d.gesprek = gesprek.id AND d.aanwezig AND d.rol IN ('gespreksvoerder', 'ervaringsdeskundige')
  ORDER BY CASE wie WHEN 'ggz' THEN 1 WHEN 'sd' THEN 2 ELSE 3 END))
WHERE status = 'gevoerd'"""


def upgrade() -> None:
    for opdracht in Path(__file__).with_name("0002_cijfers.sql").read_text(encoding="utf-8").split(";\n"):
        if opdracht.strip():
            op.execute(opdracht)
    op.execute(_TEAM)
