"""The driver of the flow tests: a server, a channel, members, and the real bot on SimCord's Discord."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import discord
import simcord

from bot.app import build
from bot.client import Headset
from bot.config import Config
from bot.practice.timing import SILENCE

PATIENCE = 60.0
"""Seconds in which the bot must be done with a thing: a machine may be busy with other tests."""

QUIET = SILENCE / 1000 + 1
"""Seconds of silence after which an answer is over."""


def text(message: Any) -> str:
    """All that a card says, line by line, with the pictures' alt texts."""
    lines = [getattr(message, "content", "")]
    for part in _parts(message):
        if part.get("type") == 10:
            lines.append(part["content"])
        if part.get("type") == 12:
            lines += [f"[picture: {item.get('description')}]" for item in part["items"]]
    return "\n".join(line for line in lines if line)


def buttons(message: Any) -> list[str]:
    """The labels of a card's buttons."""
    return [part["label"] for part in _parts(message) if part.get("type") == 2]


def _parts(message: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []

    def walk(part: dict[str, Any]) -> None:
        found.append(part)
        for child in (*part.get("components", []), part.get("accessory")):
            if child:
                walk(child)

    for component in message.components:
        walk(component if isinstance(component, dict) else component.to_dict())
    return found


class Reply:
    """What came back to one interaction."""

    def __init__(self, result: simcord.InteractionResult) -> None:
        self.result = result
        message = result.followups[0] if result.followups else result.response
        # Of a press that the thread itself answers, SimCord gives back the card that was pressed.
        self.message = message if message and message.ephemeral else None
        self.modal = result.modal

    @property
    def text(self) -> str:
        """What the reply says; empty when there is none, or the thread itself shows what follows."""
        return text(self.message) if self.message else ""

    @property
    def private(self) -> bool:
        """Only the one who asked sees it."""
        return self.message is not None


class World:
    """One server with a practice channel and Anna in it; helpers act for her unless told otherwise."""

    def __init__(self, env: simcord.Env, config: Config) -> None:
        self.env = env
        self.config = config
        self.bots: list[Headset] = [env.bot]
        self.guild = env.create_guild("Callers")
        self.channel = self.guild.create_text_channel("practice")
        self.anna = self.guild.add_member(env.create_user("anna"))
        self._errors_seen = 0

    @property
    def bot(self) -> Headset:
        """The bot that runs now."""
        return self.bots[-1]

    def errors(self) -> tuple[BaseException, ...]:
        """What the bot raised since this was last asked; what no test asks for fails it in the end."""
        found = self.env.errors_since(self._errors_seen)
        self._errors_seen = self.env.error_cursor
        return found

    # The thread

    @property
    def thread(self) -> simcord.ChannelHandle:
        """The newest thread."""
        return self.channel.threads[-1]

    def cards(self, thread: simcord.ChannelHandle | None = None) -> list[discord.Message]:
        """What the bot posted in the thread, oldest first, without replies for one pair of eyes."""
        return [
            message
            for message in (thread or self.thread).history()
            if message.author.id == self.bot.user.id and not message.flags.ephemeral and not message.is_system()
        ]

    def said(self) -> list[str]:
        """The texts of the cards."""
        return [text(card) for card in self.cards()]

    def with_button(self, label: str) -> discord.Message:
        """The newest card with this button."""
        return next(card for card in reversed(self.cards()) if label in buttons(card))

    @property
    def question(self) -> discord.Message:
        """The newest question."""
        return self.with_button("Done")

    # What members do

    async def start(self, who: Any = None, channel: Any = None, **options: Any) -> Reply:
        """`/screen start`."""
        return Reply(await (who or self.anna).slash(channel or self.channel, "screen start", **options))

    async def start_screen(
        self, pace: str = "relaxed", pack: str = "three", picked_up: bool = True, who: Any = None, **options: Any
    ) -> simcord.ChannelHandle:
        """Start a screen of three questions, and pick up unless told not to; its thread."""
        reply = await self.start(who, pace=pace, pack=pack, questions=3, **options)
        assert self.thread.mention in reply.text
        if picked_up:
            await self.press("Pick up", who=who)
        return self.thread

    async def command(self, name: str, who: Any = None, **options: Any) -> Reply:
        """Any command."""
        return Reply(await (who or self.anna).slash(self.channel, name, **options))

    async def press(self, label: str, card: Any = None, who: Any = None) -> Reply:
        """Press a button, of the newest card that has it unless told otherwise."""
        return Reply(await (who or self.anna).click(card or self.with_button(label), label=label))

    async def submit(self, form: Reply, words: str, who: Any = None) -> Reply:
        """Fill in a form's one field and send it."""
        assert form.modal is not None, form.text
        fields = [part["component"] for part in form.modal["components"] if "component" in part]
        field = fields[0]["custom_id"]
        return Reply(await (who or self.anna).submit_modal(form.result, {field: words}))

    async def say(self, words: str, who: Any = None) -> discord.Message:
        """Type in the thread."""
        return await (who or self.anna).send(self.thread, words)

    async def answer(self, words: str, who: Any = None) -> None:
        """Type an answer and fall silent until it is taken as finished."""
        await self.say(words, who)
        await self.wait(QUIET)

    async def wait(self, seconds: float) -> None:
        """Let time pass."""
        await self.env.advance_time(seconds)

    # What happens to the bot

    async def restart(self) -> None:
        """Start the bot anew on the same database, the old one dropped without a farewell."""
        old = self.bot
        self.bots.append(build(self.config))
        await self.env.restart_bot(self.bot)
        await old.store.close()

    @asynccontextmanager
    async def away(self) -> AsyncIterator[None]:
        """The bot is not running meanwhile; started again after."""
        old = self.bot
        await self.env._detach_bot()  # SimCord has no public way to leave a bot off for a while
        await old.store.close()
        yield
        self.bots.append(build(self.config))
        await self.env.restart_bot(self.bot)

    @asynccontextmanager
    async def disconnected(self, resumes: bool = True) -> AsyncIterator[None]:
        """The gateway is lost meanwhile; then it resumes and sends what was missed, or begins anew without."""
        feed, missed = self.env._gateway_feed, []
        listeners = self.env.backend.subscribers
        self.dispatch("shard_disconnect", 0)
        listeners[listeners.index(feed)] = keep = lambda event, payload: missed.append((event, payload))
        yield
        listeners[listeners.index(keep)] = feed
        for event, payload in missed if resumes else ():
            feed(event, payload)
        self.dispatch("shard_resumed" if resumes else "shard_ready", 0)
        await self.env.settle()

    def dispatch(self, event: str, *args: Any) -> None:
        """An event of the connection itself."""
        with self.env._bot_scope():
            self.bot.dispatch(event, *args)


@asynccontextmanager
async def worlds(config: Config, begins: str | None = None, **options: Any) -> AsyncIterator[World]:
    """A world around a new bot; `options` are those of `simcord.Env`. Errors that the bot raised fail the test.

    `begins`: the ISO date and time (with its offset) at which it begins.
    """
    _stop_the_real_clock()
    env = simcord.Env(build(config), **{"settle_timeout": PATIENCE, **options})
    if begins:
        env.backend.clock.advance((datetime.fromisoformat(begins) - env.now()).total_seconds())
    await env.start()
    world = World(env, config)
    try:
        yield world
    finally:
        await env.shutdown()
        # SimCord drops a bot without closing it, but the database's threads would outlive the test.
        for bot in world.bots:
            await bot.store.close()
    if world.errors():
        env.raise_errors()


def _stop_the_real_clock() -> None:
    """Let time pass by `World.wait` alone.

    SimCord also rings each timer of the bot by the wall clock, and waits for those that are a few seconds ahead
    whenever a member acts, so that a slow machine would see other things happen than a fast one.
    """
    loop = asyncio.get_running_loop()
    call_at = loop.call_at

    def virtual_only(when: float, callback: Any, *args: Any, context: Any = None) -> asyncio.TimerHandle:
        if callback.__name__ == "run_real":  # SimCord's name for it
            when += 1e6
        return call_at(when, callback, *args, context=context)

    loop.call_at = virtual_only  # type: ignore[method-assign]


class Mortal:
    """Stands before a store or a stage, and can die there: from then on, nothing it is asked for happens.

    `dead()` is asked before and after each call; a death is a CancelledError, which nobody handles, as nobody
    handles the end of the process.
    """

    def __init__(self, inner: Any, dead: Callable[[str], bool]) -> None:
        self._inner = inner
        self._dead = dead

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._inner, name)

        async def call(*args: Any, **kwargs: Any) -> Any:
            if self._dead(f"before {name}"):
                raise asyncio.CancelledError
            result = await method(*args, **kwargs)
            if self._dead(f"after {name}"):
                raise asyncio.CancelledError
            return result

        return call


def config_in(folder: Path, packs: Path, **settings: Any) -> Config:
    """Settings for a world: a database in `folder`, the packs of the tests."""
    return Config(database=folder / "headset.sqlite3", content=(packs,), shards=1, **settings)
