"""Alembic's entry: run the migrations inside the transaction that the store has begun."""

from alembic import context

from servanda.store.schema import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
)
context.run_migrations()
