"""What Alembic runs around migrations: on the connection it is given, in its transaction."""

from alembic import context

from crm.data.records.catalogue import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
context.run_migrations()
