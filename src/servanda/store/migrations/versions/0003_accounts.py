"""Who may do what, and what people did beside judging."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from servanda.store.engines import database

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table of acts, append-only like the rest of the journal, and the tables of accounts beside it."""
    op.create_table(
        "act",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=False),
        sa.Column("id", sa.String(20), nullable=False, unique=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("circle", sa.Text),
        sa.Column("until", sa.String(10)),
        sa.Column("told", sa.Text),
        sa.Column("at", sa.String(32), nullable=False),
    )
    op.create_index("act_by_kind", "act", ["kind", "subject", "seq"])
    connection = op.get_bind()
    for statement in database(connection.engine.url).append_only(("act",)):
        connection.exec_driver_sql(statement)
    _accounts()


def _accounts() -> None:
    op.create_table(
        "account",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("password", sa.Text),
        sa.Column("created", sa.String(32), nullable=False),
        sa.Column("removed", sa.String(32)),
    )
    op.create_table(
        "sign_in",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("account", sa.String(64), sa.ForeignKey("account.name"), nullable=False),
        sa.Column("began", sa.String(32), nullable=False),
        sa.Column("ends", sa.String(32), nullable=False),
    )
    op.create_index("sign_in_by_account", "sign_in", ["account"])
    op.create_table(
        "token",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
        sa.Column("account", sa.String(64), sa.ForeignKey("account.name"), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("scopes", sa.Text, nullable=False),
        sa.Column("created", sa.String(32), nullable=False),
        sa.Column("ends", sa.String(32), nullable=False),
        sa.Column("revoked", sa.String(32)),
    )
    op.create_index("token_by_account", "token", ["account"])
    op.create_table(
        "member",
        sa.Column("circle", sa.String(64), primary_key=True),
        sa.Column("account", sa.String(64), sa.ForeignKey("account.name"), primary_key=True),
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
