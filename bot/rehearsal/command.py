"""`python -m bot rehearse`: the real bot on a local Discord, with the member in the terminal."""

import asyncio
import getpass
import logging
import sys

from rich.text import Text

from bot.app import build
from bot.config import Config, data_folder
from bot.practice.records import StoreError
from bot.rehearsal.display import Screen
from bot.rehearsal.keys import HAS_KEYS, Keys, Lines, Script
from bot.rehearsal.talk import HELP, Talk
from bot.rehearsal.world import GUILD, World, open_world
from bot.storage.sqlite import SqliteStore

TICK = 0.25
"""Seconds between two looks at the wall clock."""

WELCOME = """This is a rehearsal: the real bot on a Discord of its own, here in the terminal.
To run it on real Discord: DISCORD_TOKEN=... make run (README: how to get a token)."""


class _Log(logging.Handler):
    """Log lines among what is shown, without breaking the line being typed."""

    def __init__(self, screen: Screen) -> None:
        super().__init__(logging.WARNING)
        self._screen = screen

    def emit(self, record: logging.LogRecord) -> None:
        self._screen.show(Text(self.format(record), style="red"))


def run_rehearsal(config: Config, browser: bool = False) -> int:
    """Rehearse until the member has had enough; 0, 1 when the bot failed, 2 when it could not start."""
    screen = Screen()
    _log_to(screen, config)
    config = _practice(config)
    if sys.stdin.isatty():
        screen.show(Text(WELCOME, style="bold"))
    try:
        return asyncio.run(_rehearse(config, screen, browser))
    except StoreError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except KeyboardInterrupt:
        return 0


def _practice(config: Config) -> Config:
    """The settings of a rehearsal: its own database unless one is named, and nothing of real Discord."""
    database = config.database if "database" in config.model_fields_set else data_folder() / "rehearsal.sqlite3"
    changes = {"database": database, "shards": 1, "token": None, "api_base": None, "gateway": None}
    return config.model_copy(update=changes)


def _log_to(screen: Screen, config: Config) -> None:
    logging.basicConfig(level=config.log_level, handlers=[_Log(screen)])
    # These speak of what is no trouble here: a voice library that is missing, a screen left by the last rehearsal.
    for name in ("discord", "bot.desk", "bot.performing"):
        logging.getLogger(name).setLevel(logging.ERROR)


async def _rehearse(config: Config, screen: Screen, browser: bool) -> int:
    left = await _left_live(config)
    async with open_world(build(config), _member_name()) as world:
        if left:
            screen.note("What you left in the middle last time is closed. Finished answers: /screen history")
        if browser:
            from bot.rehearsal.browser import show_in_browser

            return await show_in_browser(world, screen)
        return await _in_terminal(world, screen)


async def _left_live(config: Config) -> int:
    """How many screens the last rehearsal left live. Raises StoreError when there are screens of a real server.

    In a new world their threads are gone, so the bot will end them: right for practice, wrong for real ones.
    """
    store = await SqliteStore.open(config.database, create_folder=True)
    try:
        waking = await store.waking()
        for one in waking:
            session = await store.session(one.session_id)
            if session is not None and session.guild_id != GUILD:
                raise StoreError(
                    f"{config.database} holds live screens of a real server, which a rehearsal would end: "
                    "name another file in HEADSET_DATABASE, or none."
                )
        return len(waking)
    finally:
        await store.close()


def _member_name() -> str:
    try:
        name = getpass.getuser()
    except (OSError, KeyError):  # a user without an entry or a name
        name = "root"
    return "Newcomer" if name == "root" else name[:1].upper() + name[1:31]


async def _in_terminal(world: World, screen: Screen) -> int:
    talk = Talk(world, screen)
    lines: Lines
    if sys.stdin.isatty():
        world.follows_wall = True
        screen.show(Text(HELP))
        screen.note("Press Enter to start a phone screen.")
        lines = Keys(talk.prompt, talk.on_key) if HAS_KEYS and screen.framed else Script(lambda _: None)
    else:
        lines = Script(lambda line: screen.show(Text(f"> {line}", style="bold")))
    with lines:
        screen.lines = lines
        talk.show_news()
        clock = asyncio.create_task(_follow(world, talk, lines)) if world.follows_wall else None
        try:
            await _listen(talk, lines, clock)
        finally:
            screen.lines = None
            if clock:
                clock.cancel()
                await asyncio.gather(clock, return_exceptions=True)
            await talk.close()
    return 1 if talk.failed else 0


async def _listen(talk: Talk, lines: Lines, clock: asyncio.Task[None] | None) -> None:
    while True:
        line = asyncio.ensure_future(lines.line())
        await asyncio.wait([line, clock] if clock else [line], return_when=asyncio.FIRST_COMPLETED)
        if clock and clock.done():
            line.cancel()
            clock.result()
        typed = await line
        if typed is None or not await talk.take(typed):
            return
        lines.draw()


async def _follow(world: World, talk: Talk, lines: Lines) -> None:
    """Keep the world's clock at the wall clock, and show what happens by itself."""
    while True:
        await asyncio.sleep(TICK)
        await world.tick()
        talk.show_news()
        lines.draw()
