"""A bare typer program with one command; without rich's markup, which takes twice as long."""

import typer

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def groet(naam: str) -> None:
    """Say hello."""
    print(naam)


if __name__ == "__main__":
    app()
