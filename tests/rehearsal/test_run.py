"""`python -m bot run` with a token, against a stand-in on loopback: how it starts, and how it ends."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from tests.rehearsal.conftest import ROOT
from tests.wire.server import FakeDiscord

MESSAGE_CONTENT = 1 << 15
"""The intent's bit (Discord's reference, "List of Intents")."""


@pytest.fixture
async def discord_() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as stand_in:
        stand_in.add_guild("Practice")
        yield stand_in


Start = Callable[..., Awaitable[asyncio.subprocess.Process]]


@pytest.fixture
async def start(discord_: FakeDiscord, environment: dict[str, str]) -> AsyncIterator[Start]:
    """Starts the program against the stand-in; what still runs at the end is killed."""
    started = []

    async def run(**settings: str) -> asyncio.subprocess.Process:
        running = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            cwd=ROOT,
            env=environment | discord_.environment() | settings,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        started.append(running)
        return running

    yield run
    for running in started:
        if running.returncode is None:
            running.kill()
            await running.wait()


async def output(running: asyncio.subprocess.Process) -> str:
    return (await asyncio.wait_for(running.communicate(), 30))[0].decode()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM to catch")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
async def test_it_runs_until_told_to_stop(discord_: FakeDiscord, start: Start, how: signal.Signals) -> None:
    running = await start()
    await discord_.wait_for(lambda: bool(discord_.gateway.live()) or running.returncode is not None, 30)
    running.send_signal(how)
    said = await output(running)
    assert running.returncode == 0, said
    assert "Traceback" not in said
    assert discord_.environment()["DISCORD_TOKEN"] not in said


async def test_without_the_intent_it_runs_on_forms(discord_: FakeDiscord, start: Start) -> None:
    discord_.gateway.message_content = False
    running = await start()
    await discord_.wait_for(lambda: bool(discord_.gateway.live()) or running.returncode is not None, 30)
    assert [session.intents & MESSAGE_CONTENT for session in discord_.gateway.live()] == [0]
    running.terminate()
    said = await output(running)
    assert running.returncode == 0, said
    assert "the message content intent is not granted" in said
    assert "Traceback" not in said


async def test_a_wrong_token_is_one_line_and_not_shown(start: Start) -> None:
    running = await start(DISCORD_TOKEN="a.wrong.token")
    said = await output(running)
    assert running.returncode == 2
    assert said.strip().splitlines()[-1].startswith("Discord refuses the token")
    assert "Traceback" not in said
    assert "a.wrong.token" not in said


async def test_a_database_that_is_none_is_one_line(start: Start, tmp_path: Path) -> None:
    file = tmp_path / "notes.sqlite3"
    file.write_text("These are notes, not a database. " * 100)
    running = await start(HEADSET_DATABASE=str(file))
    said = await output(running)
    assert running.returncode == 2
    assert "notes.sqlite3 is not a database" in said.strip().splitlines()[-1]
    assert "Traceback" not in said
    assert file.read_text().startswith("These are notes")


async def test_no_discord_is_one_line(start: Start) -> None:
    running = await start(HEADSET_API_BASE="http://127.0.0.1:9/api/v10")
    said = await output(running)
    assert running.returncode == 1
    assert "Discord can't be reached" in said.strip().splitlines()[-1]
    assert "Traceback" not in said


async def test_a_wrong_setting_is_one_line(start: Start) -> None:
    running = await start(HEADSET_LOG_LEVEL="loud")
    said = await output(running)
    assert running.returncode == 2
    assert said == "HEADSET_LOG_LEVEL: must be DEBUG, INFO, WARNING or ERROR.\n"
