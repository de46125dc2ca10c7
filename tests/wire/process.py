"""Bots as processes of their own, which can be killed."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from .server import FakeDiscord


@asynccontextmanager
async def process(discord_: FakeDiscord, *argv: str, **settings: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Runs a command against the stand-in until it is on the gateway; SIGKILLs it at the end if it still runs.

    `settings` are added to the environment. Its output comes with pytest's own ("-s", or a failing test).
    """
    environment = os.environ | discord_.environment() | settings
    before = discord_.gateway.identifies
    running = await asyncio.create_subprocess_exec(*argv, env=environment)
    try:
        await discord_.wait_for(lambda: running.returncode is not None or discord_.gateway.identifies > before, 30)
        assert running.returncode is None, f"{argv} ended with {running.returncode}"
        yield running
    finally:
        if running.returncode is None:
            running.kill()
        await running.wait()
