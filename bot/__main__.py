"""The command line: `python -m bot ...`. What a command needs is imported when it runs, so that all start fast."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from bot.config import Config

app = typer.Typer(
    help="Practise call-center phone screens together, on Discord.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # a plain traceback is what logs and reports can hold
)
packs = typer.Typer(
    help="Check content, and make the editor's schema for it.", no_args_is_help=True, pretty_exceptions_enable=False
)
app.add_typer(packs, name="packs")
labels = typer.Typer(help="Rated answers for training.", no_args_is_help=True, pretty_exceptions_enable=False)
app.add_typer(labels, name="labels")


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
def run(
    browser: Annotated[bool, typer.Option("--browser", help="rehearse in the browser, not in the terminal")] = False,
) -> None:
    """Run the bot on Discord; without DISCORD_TOKEN, rehearse with it here."""
    config = _config()
    if config.token is None:
        _rehearse(config, browser)
    if browser:
        _fail("--browser is for rehearsals: unset DISCORD_TOKEN, or use `python -m bot rehearse --browser`.")
    from bot.launch import run_on_discord

    raise typer.Exit(run_on_discord(config))


@app.command()
def rehearse(
    browser: Annotated[bool, typer.Option("--browser", help="in the browser, not in the terminal")] = False,
) -> None:
    """Try the bot on a Discord that lives in this terminal: no account needed."""
    _rehearse(_config(), browser)


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="the copy to make: a new file")]) -> None:
    """Copy the database to a new file, also while the bot runs."""
    import asyncio

    from bot.practice.records import StoreError
    from bot.storage.backup import backup as copy

    database = _config().database
    try:
        asyncio.run(copy(database, file))
    except StoreError as error:
        _fail(str(error))
    typer.echo(f"{database} is backed up in {file}.")


@app.command()
def score(
    file: Annotated[Path | None, typer.Argument(help="a file of JSON lines; without it, standard input")] = None,
    judge: Annotated[bool, typer.Option("--judge", help="with second opinions: answers leave this computer")] = False,
) -> None:
    """Rate answers: JSON lines {"question", "answer", "seconds"} in, a line with the score out for each."""
    from bot.score_command import run_score

    config = _config()
    if judge and config.judge_url is None:
        _fail("--judge needs somebody to ask: set HEADSET_JUDGE_URL and HEADSET_JUDGE_MODEL.")
    raise typer.Exit(run_score(file, config.content, judged_by=config if judge else None))


@labels.command("export")
def labels_export(
    file: Annotated[Path | None, typer.Argument(help="a new file; without it, standard output")] = None,
) -> None:
    """Write the answers whose score moderators found wrong, with their ratings, as JSON lines."""
    import asyncio

    from bot.labels_command import labels, written
    from bot.practice.records import StoreError

    try:
        made, without = asyncio.run(labels(_database()))
    except StoreError as error:
        _fail(str(error))
    if file is None:
        typer.echo(written(made), nl=False)
    else:
        try:
            with file.open("x", encoding="utf-8") as out:
                out.write(written(made))
        except FileExistsError:
            _fail(f"{file} exists already: name a new file.")
        except OSError as error:
            _fail(f"{file} can't be written: {error.strerror}.")
    typer.echo(f"{len(made)} answers. {without} more were agreed with, but not rated by the moderator.", err=True)


@app.command()
def train(
    files: Annotated[
        list[Path] | None, typer.Argument(help="more rated answers, such as `labels export` writes")
    ] = None,
    scores: Annotated[Path | None, typer.Option(help="where to write the held-out scores, as JSON lines")] = None,
) -> None:
    """Make the scoring model anew from rated answers, and say how well it does on questions held out."""
    from importlib.util import find_spec

    if find_spec("numpy") is None:
        _fail("Training needs numpy, which is not installed: `pip install 'headset[train]'` installs it.")
    from bot.training.command import run_train

    raise typer.Exit(run_train(files or [], _content(), scores=scores))


@app.command()
def rescore() -> None:
    """Show what today's engine, rubric and packs would make of the stored answers; nothing is changed."""
    import asyncio

    from bot.packs.loading import load
    from bot.practice.records import StoreError
    from bot.rescore_command import rescore as rate_again
    from bot.rescore_command import tell

    library = load(_content())
    if library.problems:
        problems = f"Not all content is good ({len(library.problems)} problems); see `python -m bot packs check`."
        typer.echo(problems, err=True)
    try:
        tell(asyncio.run(rate_again(_database(), library)), typer.echo)
    except StoreError as error:
        _fail(str(error))


def _database() -> Path:
    """The database that there is, or a clear line and the end: none is made to read from it."""
    database = _config().database
    if not database.is_file():
        _fail(f"There is no database at {database}: name the file that Headset runs on in HEADSET_DATABASE.")
    return database


def _content() -> tuple[Path, ...]:
    """The folders of content that the configuration names."""
    return _config().content


def _config() -> "Config":
    """The settings, or a clear line and the end."""
    from bot.config import Config, ConfigError

    try:
        return Config.from_env()
    except ConfigError as error:
        _fail(str(error))


def _rehearse(config: "Config", browser: bool) -> NoReturn:
    from importlib.util import find_spec

    if find_spec("simcord") is None:
        _fail(
            "Rehearsing needs SimCord, which is not installed: `pip install 'simcord[preview]'` installs it. "
            "To run on Discord, set DISCORD_TOKEN."
        )
    from bot.rehearsal.command import run_rehearsal

    raise typer.Exit(run_rehearsal(config, browser))


def _fail(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(2)


if __name__ == "__main__":
    app()
