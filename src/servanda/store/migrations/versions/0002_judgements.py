"""What people decide about the record."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from servanda.store.engines import database

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table of judgements, append-only like the rest of the journal."""
    op.create_table(
        "judgement",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=False),
        sa.Column("id", sa.String(20), nullable=False, unique=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("on", sa.String(10), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("judgement", sa.Text, nullable=False),
    )
    op.create_index("judgement_by_subject", "judgement", ["subject"])
    connection = op.get_bind()
    for statement in database(connection.engine.url).append_only(("judgement",)):
        connection.exec_driver_sql(statement)
