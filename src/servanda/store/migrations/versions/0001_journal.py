"""The journal's first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from servanda.store.engines import WORD_TABLES, database

revision = "0001"
down_revision = None

_JOURNAL = ("entry", "blob", "text", "source", "document", "document_name", "reading", "claim", "problem")


def upgrade() -> None:
    """Make the tables, the triggers that keep them append-only, and the full-text index."""
    _sources()
    _readings()
    connection = op.get_bind()
    kind = database(connection.engine.url)
    for statement in (*kind.append_only(_JOURNAL), *kind.word_tables(WORD_TABLES)):
        connection.exec_driver_sql(statement)
    kind.mark(connection)


def _number() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _key() -> sa.Column[int]:
    return sa.Column("seq", _number(), primary_key=True, autoincrement=False)


def _sources() -> None:
    op.create_table(
        "entry",
        _key(),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("payload", sa.String(64), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    for table in ("blob", "text"):
        op.create_table(
            table,
            sa.Column("sha256", sa.String(64), primary_key=True),
            sa.Column("size", _number(), nullable=False),
            sa.Column("data", sa.LargeBinary, nullable=False),
        )
    op.create_table(
        "source",
        _key(),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("given", sa.Text, nullable=False),
        sa.Column("reader", sa.Text, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("readings", sa.Text, nullable=False),
    )
    op.create_index("source_by_sha256", "source", ["sha256", "seq"])
    op.create_table(
        "document",
        _key(),
        sa.Column("id", sa.String(20), nullable=False, unique=True),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("learned", sa.String(32), nullable=False),
    )
    op.create_table(
        "document_name",
        _key(),
        sa.Column("document", sa.String(20), sa.ForeignKey("document.id"), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("learned", sa.String(32), nullable=False),
        sa.UniqueConstraint("document", "name"),
    )
    op.create_index("document_name_by_name", "document_name", ["name"])


def _readings() -> None:
    op.create_table(
        "reading",
        _key(),
        sa.Column("document", sa.String(20), sa.ForeignKey("document.id"), nullable=False),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("text", sa.String(64), nullable=False),
        sa.Column("reader", sa.Text, nullable=False),
        sa.Column("given", sa.Text, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("language", sa.Text),
        sa.Column("published", sa.String(10)),
        sa.Column("outlet", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("claims", sa.Integer, nullable=False),
        sa.Column("problems", sa.Integer, nullable=False),
    )
    op.create_index("reading_by_document", "reading", ["document", "seq"])
    op.create_index("reading_by_published", "reading", ["published"])
    op.create_table(
        "claim",
        _key(),
        sa.Column("reading", _number(), sa.ForeignKey("reading.seq"), nullable=False),
        sa.Column("id", sa.String(20), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("first", sa.String(10)),
        sa.Column("last", sa.String(10)),
        sa.Column("countries", sa.Text, nullable=False),
        sa.Column("body", sa.Text),
        sa.Column("claim", sa.Text, nullable=False),
        sa.UniqueConstraint("reading", "id"),
    )
    op.create_index("claim_by_id", "claim", ["id"])
    op.create_index("claim_by_kind", "claim", ["kind", "first"])
    op.create_index("claim_by_countries", "claim", ["countries"])
    op.create_table(
        "problem",
        _key(),
        sa.Column("reading", _number(), sa.ForeignKey("reading.seq")),
        sa.Column("id", sa.String(20), nullable=False),
        sa.Column("code", sa.String(32), nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("start", sa.Integer),
        sa.Column("end", sa.Integer),
        sa.Column("at", sa.String(32), nullable=False),
    )
    op.create_index("problem_by_reading", "problem", ["reading"])
    op.create_index("problem_by_id", "problem", ["id"])
    op.create_table(
        "country_set",
        sa.Column("country", sa.Text, primary_key=True),
        sa.Column("countries", sa.Text, primary_key=True),
    )
