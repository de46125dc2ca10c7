"""The command line: `python -m bot ...`. What a command needs is imported when it runs, so that all start fast."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Practise call-center phone screens together, on Discord.", no_args_is_help=True)
packs = typer.Typer(help="Check content, and make the editor's schema for it.", no_args_is_help=True)
app.add_typer(packs, name="packs")


@packs.command("check")
def packs_check(
    folder: Annotated[Path | None, typer.Argument(help="a folder with packs; without it, all configured ones")] = None,
    verbose: Annotated[bool, typer.Option("--verbose", help="a line for every behaviour")] = False,
) -> None:
    """Tell every mistake in the content as `file:line: what is wrong, what would be right`."""
    from bot.packs.command import run_check

    raise typer.Exit(run_check([folder] if folder else _content(), verbose))


@packs.command("schema")
def packs_schema(
    folder: Annotated[Path | None, typer.Argument(help="where to write; without it, content/schema")] = None,
) -> None:
    """Write the JSON Schemas that editors check content with."""
    from bot.packs import BUILT_IN
    from bot.packs.command import write_schemas

    for file in write_schemas(folder or BUILT_IN / "schema"):
        typer.echo(file)


@app.command()
def score(
    file: Annotated[Path | None, typer.Argument(help="a file of JSON lines; without it, standard input")] = None,
) -> None:
    """Rate answers: JSON lines {"question", "answer", "seconds"} in, a line with the score out for each."""
    from bot.score_command import run_score

    raise typer.Exit(run_score(file, _content()))


def _content() -> tuple[Path, ...]:
    """The folders of content that the configuration names."""
    from bot.config import Config, ConfigError

    try:
        return Config.from_env().content
    except ConfigError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None


if __name__ == "__main__":
    app()
