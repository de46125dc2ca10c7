"""The scene: a stand-in that the real client is pointed at."""

from collections.abc import AsyncIterator

import pytest
import yarl

from .probe import Scene
from .server import FakeDiscord


@pytest.fixture
async def scene(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Scene]:
    async with FakeDiscord() as discord_:
        monkeypatch.setattr("discord.http.Route.BASE", discord_.api)
        monkeypatch.setattr("discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY", yarl.URL(discord_.gateway.url))
        yield Scene(discord_)
