"""`python -m bot run` with a token: the bot on Discord, until it is told to stop."""

import asyncio
import gc
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from importlib.util import find_spec

import aiohttp
import discord
from rich.console import Console
from rich.logging import RichHandler

from bot.app import build
from bot.config import Config
from bot.practice.records import StoreError

log = logging.getLogger(__name__)

STOP_WITHIN = 10
"""Seconds."""

PLAIN = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def run_on_discord(config: Config) -> int:
    """Run until Ctrl-C or SIGTERM; 0, 1 when Discord can't be reached, 2 when something must be put right first."""
    _log_to_stderr(config)
    try:
        with asyncio.Runner(loop_factory=_fast_loop()) as runner:
            runner.run(_serve(config))
    except KeyboardInterrupt:
        return 0
    except StoreError as error:
        return _say(2, str(error))
    except discord.LoginFailure:
        return _say(2, "Discord refuses the token: copy it anew from the developer portal into DISCORD_TOKEN.")
    except (discord.HTTPException, discord.GatewayNotFound, aiohttp.ClientError, OSError) as error:
        return _say(1, f"Discord can't be reached: {error}. Is the network up? Then start again.")
    return 0


async def _serve(config: Config) -> None:
    assert config.token is not None
    if sys.platform != "win32":
        task = asyncio.current_task()
        assert task is not None
        for told in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(told, _stop, task)
    token = config.token.get_secret_value()
    try:
        try:
            async with build(config) as bot:
                gc.freeze()  # the content stays as long as the bot: going through it for garbage takes 0.1 s each time
                await bot.start(token)
        except discord.PrivilegedIntentsRequired:
            log.warning(
                "the message content intent is not granted to this bot: answers can be given in forms only. "
                "Switch it on in the developer portal (Bot, Message Content Intent) and restart, to let members type."
            )
            # The bot tells each server's moderators once, as it can see from this setting.
            async with build(config.model_copy(update={"message_content": False})) as bot:
                await bot.start(token)
    except asyncio.CancelledError:
        log.info("told to stop: what is unfinished goes on at the next start")


def _stop(task: asyncio.Task[None]) -> None:
    """Stop in order, but not for ever: a goodbye that Discord does not answer must not hold up a restart."""
    task.cancel()
    last_resort = threading.Timer(STOP_WITHIN, _stop_at_once)
    last_resort.daemon = True
    last_resort.start()


def _stop_at_once() -> None:
    log.warning("stopping took over %s s, so it ends here: what is unfinished goes on at the next start", STOP_WITHIN)
    logging.shutdown()
    os._exit(0)  # as safe as a kill, which the bot is made for


def _log_to_stderr(config: Config) -> None:
    terminal = sys.stderr.isatty() and "NO_COLOR" not in os.environ
    handler = RichHandler(console=Console(stderr=True), show_path=False) if terminal else logging.StreamHandler()
    logging.basicConfig(
        level=config.log_level, format="%(name)s: %(message)s" if terminal else PLAIN, datefmt="%X", handlers=[handler]
    )
    if not terminal:
        handler.setFormatter(logging.Formatter(PLAIN))
    if config.log_level != "DEBUG":
        # It warns of a voice library that is missing, and this bot does not speak.
        logging.getLogger("discord.client").setLevel(logging.ERROR)


def _fast_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop's, where it is installed."""
    if find_spec("uvloop") is None:
        return None
    import uvloop

    return uvloop.new_event_loop


def _say(code: int, sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return code
