"""The world of a rehearsal: SimCord's Discord with one server, one channel and the member at the terminal."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, TypeVar

import discord
import simcord

from bot.client import Headset

T = TypeVar("T")

GUILD = 1_000_000_000_000_000_000
"""The practice server's id, the same in each run so that history and boards go on."""

HOST = discord.Permissions(manage_guild=True, manage_events=True, manage_messages=True)
"""What the member may do besides: it is their own server."""


class PracticeEnv(simcord.Env):
    """SimCord's world, in which the bot's timers follow the world's clock alone.

    SimCord's own let them ring by the wall clock too, and make an action wait for a timer that is near: a script
    would not be repeatable, and an answer could be dated later than it was given.
    """

    def _schedule_timer(self, *_: object) -> None:
        """No second timer on the wall clock."""


class World:
    """One thing at a time happens in it: SimCord refuses operations that overlap."""

    def __init__(self, env: PracticeEnv, member: simcord.MemberActor, channel: simcord.ChannelHandle) -> None:
        self.env = env
        self.member = member
        self.channel = channel
        self.follows_wall = False
        self._lock = asyncio.Lock()
        self._ahead = env.now().timestamp() - time.monotonic()
        self._requests = -1
        self._seen: dict[int, str] = {}

    def now(self) -> datetime:
        """The world's time."""
        return self.env.now()

    async def act(self, operation: Callable[[], Awaitable[T]]) -> T:
        """Do something as the member, dated now."""
        async with self._lock:
            await self._catch_up()
            return await operation()

    async def pass_time(self, seconds: float) -> None:
        """Let so many seconds pass at once."""
        async with self._lock:
            await self._catch_up()
            self._ahead += seconds
            await self._advance(seconds)

    async def tick(self) -> None:
        """Let the world's clock catch up with the wall clock."""
        async with self._lock:
            await self._catch_up()

    async def _catch_up(self) -> None:
        if self.follows_wall:
            await self._advance(time.monotonic() + self._ahead - self.now().timestamp())

    async def _advance(self, seconds: float) -> None:
        # When the bot is long at something, the clock stands where it got to, and the next tick goes on from there.
        try:
            await self.env.advance_time(max(0.0, seconds))
        except TimeoutError:
            if not self.follows_wall:
                raise

    def places(self) -> list[simcord.ChannelHandle]:
        """The channel and its threads."""
        return [self.channel, *self.channel.threads]

    def news(self) -> list[tuple[simcord.ChannelHandle, discord.Message]]:
        """What others wrote or changed since the last call, as the member sees it, oldest first."""
        if len(self.env.http_requests) == self._requests:
            return []  # nothing comes into this world but by the bot's requests
        self._requests = len(self.env.http_requests)
        found = []
        for place in self.places():
            try:
                messages = place.history(viewer=self.member)
            except simcord.SetupError:
                continue  # a private thread that the member is not in yet
            for message in messages:
                body = f"{message.content}{[part.to_dict() for part in message.components]}"
                told = message.author.id != self.member.id and message.type in (
                    discord.MessageType.default,
                    discord.MessageType.reply,
                    discord.MessageType.chat_input_command,
                )
                if told and self._seen.get(message.id) != body:
                    self._seen[message.id] = body
                    found.append((place, message))
        return sorted(found, key=lambda item: item[1].id)

    def name(self, kind: str, identity: int) -> str:
        """The name behind a mention."""
        if kind == "#":
            return next((f"#{place.name}" for place in self.places() if place.id == identity), "#deleted-channel")
        if identity == self.member.id:
            return f"@{self.member.name}"
        bot = self.env.bot.user
        return f"@{bot.name}" if bot and identity == bot.id else "@somebody"

    def file(self, url: str) -> bytes | None:
        """An attachment's bytes."""
        data: bytes | None = self.env.backend.cdn.get(url)
        return data

    def commands(self) -> list[discord.app_commands.Command[Any, ..., Any]]:
        """The bot's slash commands."""
        bot = self.env.bot
        assert isinstance(bot, Headset)
        return [one for one in bot.tree.walk_commands() if isinstance(one, discord.app_commands.Command)]


@asynccontextmanager
async def open_world(bot: Headset, member_name: str) -> AsyncIterator[World]:
    """Start the bot in a world of its own. Raises what the bot's start raises."""
    env = PracticeEnv(bot)
    env.backend.bot_user.name = "Headset"
    # Ids carry their time: made before the clock is set, these are the same in each run; all later ones are new.
    user = env.create_user(member_name)
    guild = env.create_guild("Practice", id=GUILD)
    channel = guild.create_text_channel("practice")
    host = guild.create_role("host", permissions=HOST)  # to try what moderators do as well
    member = guild.add_member(user, roles=[host])
    env.backend.advance_clock(max(0.0, (datetime.now(UTC) - env.now()).total_seconds()))
    await env.start()
    try:
        with env.time_context():
            await env.settle()
            yield World(env, member, channel)
    finally:
        await env.shutdown()
        await bot.close()
