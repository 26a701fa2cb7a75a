"""Python with typer imported, and nothing else."""

import typer  # noqa: F401
