"""The rehearsal's world: one clock, and no harm to a real server's database."""

import asyncio
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.config import Config
from bot.practice.records import Commit, StoreError
from bot.rehearsal.command import _left_live, _practice
from bot.rehearsal.world import GUILD, PracticeEnv
from bot.storage.sqlite import SqliteStore
from tests.storage.rows import session


async def test_timers_follow_the_worlds_clock_alone() -> None:
    import discord

    rung: list[float] = []

    class Ringing(discord.Client):
        async def setup_hook(self) -> None:
            asyncio.get_running_loop().call_later(0.05, rung.append, 1)

    env = PracticeEnv(Ringing(intents=discord.Intents.none()))
    await env.start()
    try:
        await env.settle()
        await asyncio.sleep(0.15)
        assert rung == []
        await env.advance_time(0.06)
        assert rung == [1]
    finally:
        await env.shutdown()


def test_practice_has_a_database_of_its_own_unless_one_is_named(tmp_path: Path) -> None:
    environ = {"XDG_DATA_HOME": str(tmp_path), "DISCORD_TOKEN": "a.b.c", "HEADSET_API_BASE": "https://example.org"}
    assert _practice(Config()).database.name == "rehearsal.sqlite3"
    named = Config.from_env(environ | {"HEADSET_DATABASE": str(tmp_path / "mine.sqlite3")}, None)
    practice = _practice(named)
    assert practice.database == tmp_path / "mine.sqlite3"
    assert practice.token is None
    assert practice.api_base is None


async def test_live_screens_of_a_real_server_are_not_ended(tmp_path: Path) -> None:
    file = tmp_path / "real.sqlite3"
    store = await SqliteStore.open(file, create_folder=True)
    await store.commit(Commit(session(1, guild_id=GUILD)))
    await store.commit(Commit(session(2, guild_id=77)))
    await store.close()
    with pytest.raises(StoreError, match="live screens of a real server"):
        await _left_live(Config(database=file))


def test_without_simcord_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    monkeypatch.setenv("HEADSET_DATABASE", str(tmp_path / "practice.sqlite3"))
    result = CliRunner().invoke(app, ["rehearse"])
    assert result.exit_code == 2
    assert "pip install 'simcord[preview]'" in result.output
    assert "DISCORD_TOKEN" in result.output
    assert not list(tmp_path.iterdir())


def test_a_backup_is_a_copy_and_never_overwrites(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    database, copy = tmp_path / "practice.sqlite3", tmp_path / "copy.sqlite3"
    monkeypatch.setenv("HEADSET_DATABASE", str(database))
    missing = CliRunner().invoke(app, ["backup", str(copy)])
    assert missing.exit_code == 2
    assert "There is no database" in missing.output
    asyncio.run(_make(database))
    assert CliRunner().invoke(app, ["backup", str(copy)]).exit_code == 0
    again = CliRunner().invoke(app, ["backup", str(copy)])
    assert again.exit_code == 2
    assert "exists already" in again.output


async def _make(database: Path) -> None:
    store = await SqliteStore.open(database, create_folder=True)
    await store.close()
