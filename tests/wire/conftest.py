"""The scene: a stand-in that the real client is pointed at."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import yarl

from bot.client import Headset
from bot.packs.loading import Library, load

from .practice import Clock, Practice, write_pack
from .probe import Scene
from .server import FakeDiscord


@pytest.fixture
async def scene(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Scene]:
    async with FakeDiscord() as discord_:
        monkeypatch.setattr("discord.http.Route.BASE", discord_.api)
        monkeypatch.setattr("discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY", yarl.URL(discord_.gateway.url))
        yield Scene(discord_)


@pytest.fixture(scope="session")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the tests' pack."""
    return write_pack(tmp_path_factory.mktemp("packs"))


@pytest.fixture(scope="session")
def library(content: Path) -> Library:
    """All content, read once: it is the same for every test."""
    read = load((content,))
    assert not read.problems
    return read


@pytest.fixture
def practice(
    scene: Scene, tmp_path: Path, content: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> Practice:
    """The scene with what the real bot needs. (The `scene` puts the addresses back that the bot sets for all.)"""
    clock = Clock()
    monkeypatch.setattr("bot.app.load", lambda folders: library)
    scene.discord.world.clock = clock.seconds
    scene.discord.desk.seconds = 10  # Discord waits 3; a machine that is busy with other tests may take longer
    monkeypatch.setattr("bot.client.now", clock.now)
    monkeypatch.setattr("bot.client.GUILD_READY_TIMEOUT", 0.05)
    monkeypatch.setattr("bot.client.Headset.before_identify_hook", _at_once)
    return Practice(scene, content, tmp_path / "headset.sqlite3", clock)


async def _at_once(self: Headset, shard_id: int | None, *, initial: bool = False) -> None:
    """discord.py waits 5 s here before each further IDENTIFY."""
