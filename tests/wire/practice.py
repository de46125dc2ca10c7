"""A member who practises with the real bot on the stand-in: in this process, or in one that can be killed."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from pydantic import SecretStr

from bot.app import build
from bot.client import Headset
from bot.config import Config
from bot.practice.records import TurnRow
from bot.practice.screen import Screen
from bot.state import screen_of
from bot.storage.sqlite import SqliteStore

from .probe import Scene
from .process import process
from .world import Json, text_of

ROOT = Path(__file__).parents[2]
GOOD = "I am sorry that you had to wait. I will call the depot myself now, and call you back before six today."
PACK = """\
id: wire
title: The wire pack
version: "1"
about: Three questions without follow-ups.
company: Linden Care
recruiters:
  - {name: Amara Nwosu, role: Talent Partner}
"""
QUESTION = """\
  - id: late-parcel-%d
    kind: line
    ask: "Parcel %d is four days late. What do you say?"
    weights: {ownership: 2, empathy: 1}
    look_for:
      - id: own-act
        says: says what they do
        phrases: ["i will call"]
    hint: Say sorry once.
    strong_answer: >-
      I'm sorry for the wait, that is annoying. I will call the depot now and I will call you back before
      six today, and if they can't find it, I will send a new one.
"""


def write_pack(folder: Path) -> Path:
    """A pack whose questions have no follow-up, so that Done always closes a turn."""
    place = folder / "wire"
    place.mkdir(parents=True)
    (place / "pack.yaml").write_text(PACK)
    (place / "questions.yaml").write_text("questions:\n" + "".join(QUESTION % (n, n) for n in (1, 2, 3)))
    return folder


class Clock:
    """The time of Discord and of the bot alike; `ahead` can be moved."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def seconds(self) -> float:
        return time.time() + self.ahead

    def now(self) -> int:
        return round(self.seconds() * 1000)


class Practice:
    """Ada's screen. `discord` is the stand-in; `thread` is there once the bot has opened it."""

    def __init__(self, scene: Scene, content: Path, database: Path, clock: Clock) -> None:
        self.discord, self.ada, self.channel, self.guild = scene.discord, scene.ada, scene.channel, scene.guild
        self.content, self.database, self.clock = content, database, clock

    # -- the bot

    def config(self, *, message_content: bool = True, shards: int | None = None) -> Config:
        return Config(
            log_level="INFO",
            token=SecretStr(self.discord.gateway.token),
            api_base=self.discord.api,
            gateway=self.discord.gateway.url,
            database=self.database,
            content=(self.content,),
            message_content=message_content,
            shards=shards,
        )

    @asynccontextmanager
    async def bot(self, *, message_content: bool = True, shards: int | None = None) -> AsyncIterator[Headset]:
        """The bot in this process, ready; closed at the end. What stops it from getting ready is raised."""
        headset = build(self.config(message_content=message_content, shards=shards))
        task = asyncio.create_task(headset.start(self.discord.gateway.token))
        try:
            await self.discord.wait_for(lambda: headset.is_ready() or task.done(), 15)
            if task.done():
                task.result()
            yield headset
        finally:
            await headset.close()
            await asyncio.gather(task, return_exceptions=True)

    def process(self) -> AbstractAsyncContextManager[asyncio.subprocess.Process]:
        """The bot as a process, from when it has reached the gateway."""
        settings = {"HEADSET_DATABASE": str(self.database), "HEADSET_CONTENT": str(self.content)}
        return process(self.discord, sys.executable, "-m", "bot", "run", **settings, PYTHONPATH=str(ROOT))

    async def stored(self) -> tuple[Screen, list[TurnRow]]:
        """Ada's screen and turns as the database has them (her turns newest first)."""
        store = await SqliteStore.open(self.database)
        try:
            guild_id, member_id = int(self.guild["id"]), int(self.ada["user"]["id"])
            row = await store.in_thread(int(self.thread["id"]))
            assert row is not None
            return screen_of(row), await store.history(guild_id, member_id, 10, 0)
        finally:
            await store.close()

    # -- what Ada does and sees

    @property
    def thread(self) -> Json:
        (thread,) = self.discord.threads(self.channel)
        return thread

    def cards(self, text: str) -> list[Json]:
        """The messages in the thread that say this."""
        return [m for m in self.discord.messages(self.thread) if text in text_of(m)]

    async def card(self, text: str, seconds: float = 15.0) -> Json:
        """The only message in the thread that says this, once it is there."""
        found = await self.discord.wait_for(lambda: self.discord.threads(self.channel) and self.cards(text), seconds)
        assert isinstance(found, list)
        assert len(found) == 1, f"{text!r} is there {len(found)} times"
        return dict(found[0])

    async def begin(self, pace: str = "relaxed") -> Json:
        """Starts a screen, picks up, returns the card of the first question."""
        options = {"pack": "wire", "questions": 3, "pace": pace}
        await self.discord.slash(self.ada, self.channel, "screen start", options)
        await self.press(await self.card("is calling"), "Pick up")
        return await self.card("Question 1 of 3")

    async def press(self, message: Json, label: str) -> None:
        await self.discord.click(self.ada, message, label)

    async def say(self, text: str) -> Json:
        return await self.discord.say(self.ada, self.thread, text)

    def spoken(self) -> list[str]:
        """What stands in the thread from the bot, a word for each card: its first line."""
        bot_id = self.discord.world.bot["id"]
        return [text_of(m).split("\n")[0] for m in self.discord.messages(self.thread) if m["author"]["id"] == bot_id]
