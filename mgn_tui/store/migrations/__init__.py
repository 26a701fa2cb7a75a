"""Schema by alembic revisions; the package is only imported when a migration is due."""
