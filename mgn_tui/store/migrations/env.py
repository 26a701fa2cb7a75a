"""Alembic's door: run on the connection that `store.migrate` hands over, nothing else."""

from alembic import context

verbinding = context.config.attributes["verbinding"]
context.configure(connection=verbinding, transactional_ddl=False)
context.run_migrations()
