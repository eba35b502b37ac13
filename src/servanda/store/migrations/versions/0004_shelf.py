"""What pages are made of: derived from the journal, and empty until it is asked for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from servanda.store.engines import database

revision = "0004"
down_revision = "0003"


def _number() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables of the shelf and the full-text index of stems."""
    op.create_table(
        "scope",
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("touched", _number(), nullable=False),
        sa.Column("made", _number(), nullable=False),
        sa.Column("version", _number(), nullable=False),
        sa.Column("until", sa.String(10)),
        sa.Column("line", sa.LargeBinary),
    )
    op.create_table(
        "scope_reading",
        sa.Column("scope", sa.Text, primary_key=True),
        sa.Column("document", sa.String(20), primary_key=True),
        sa.Column("reading", _number(), nullable=False),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("bodies", sa.Text, nullable=False),
    )
    op.create_index("scope_reading_by_document", "scope_reading", ["document"])
    op.create_index("scope_reading_by_reading", "scope_reading", ["reading"])
    op.create_table(
        "leaf",
        sa.Column("scope", sa.Text, primary_key=True),
        sa.Column("version", _number(), primary_key=True),
        sa.Column("page", sa.String(16), primary_key=True),
        sa.Column("part", sa.Text, primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "thing_address",
        sa.Column("address", sa.Text, primary_key=True),
        sa.Column("scope", sa.Text, primary_key=True),
        sa.Column("target", sa.Text, nullable=False),
    )
    op.create_index("thing_address_by_scope", "thing_address", ["scope"])
    op.create_table(
        "searched",
        sa.Column("reading", _number(), primary_key=True, autoincrement=False),
        sa.Column("document", sa.String(20), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("outlet", sa.Text, nullable=False),
        sa.Column("kinds", sa.Text, nullable=False),
        sa.Column("countries", sa.Text, nullable=False),
        sa.Column("scopes", sa.Text, nullable=False),
    )
    op.create_index("searched_by_document", "searched", ["document"])
    op.create_table(
        "shelved",
        sa.Column("name", sa.String(16), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    connection = op.get_bind()
    for statement in database(connection.engine.url).word_tables(("document_stems",)):
        connection.exec_driver_sql(statement)
