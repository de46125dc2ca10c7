"""Performs effects on Discord: posts cards, opens threads, reads what was missed, and tells refusal from bad luck."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from io import BytesIO
from typing import TypeVar

import aiohttp
import discord

from bot.face import exercise_showing, feedback_card, moderators, replies
from bot.face.call_desk import CallDesks
from bot.face.drill_stage import DrillStage
from bot.face.layout import Picture
from bot.face.permissions import NAMES, drill_needs, missing_for_thread, needed_for_thread
from bot.face.showing import stands, thread_name, to_show
from bot.practice.calls.effects import PutDesk, SayLine
from bot.practice.drill.drill import Drill
from bot.practice.drill.effects import OpenDrillThread, PutDrillLobby, TellDrill, UpdateLobby, UpdateRound
from bot.practice.effects import DropThread, Effect, OpenThread, PutPause, Share, ShowFeedback
from bot.practice.events import Event, Said, ThreadOpened
from bot.practice.session import Session
from bot.practice.skills.effects import HideTask
from bot.practice.skills.events import TaskHidden
from bot.practice.timing import snowflake_time
from bot.stage import (
    AnyScene,
    CallScene,
    DiscordRefused,
    DiscordUnreachable,
    DrillScene,
    ExerciseScene,
    Performed,
    Scene,
)

log = logging.getLogger(__name__)
T = TypeVar("T")

TRY_AGAIN_AFTER = (0.5, 2.0)
"""Seconds between tries at once; after that the desk tries again later."""

MARK_FROM = 1_000_000
CARDS_AN_EFFECT = 8
LOOK_BACK = 1000
"""How many messages back a card is looked for: others may have talked a lot in a public thread meanwhile."""

NONCE_EFFECTS = 16**6
"""Discord takes 25 characters: 16 for the session, 6 for the effect. The session is in it since Discord remembers the
bot's nonces for some minutes in all channels, and effects of another database may have the same ids."""

UNKNOWN_CHANNEL, UNKNOWN_MEMBER, UNKNOWN_MESSAGE = 10003, 10007, 10008
THREAD_ARCHIVED, THREAD_LOCKED = 50083, 160005
TOO_MANY_REQUESTS = 429


class DiscordStage:
    """The Stage port on Discord."""

    def __init__(self, bot: discord.Client, now: Callable[[], int]) -> None:
        self._bot = bot
        self._now = now
        self._desks = CallDesks(bot, self._try)
        self._drills = DrillStage(bot, self._try)

    async def perform(self, effect: Effect, effect_id: int, scene: AnyScene, again: bool) -> Performed:
        """Do it; an effect that may have been done before (`again`) is looked for first, by the mark on its card."""
        try:
            return await self._perform(effect, effect_id, scene, again)
        except DiscordRefused as refused:
            if refused.reason == "permission" and not refused.detail:
                raise DiscordRefused("permission", self._lacking(effect, scene.session)) from refused
            raise

    def _lacking(self, effect: Effect, session: Session) -> str:
        """Which permissions the bot lacks, by name; all that it needs if Discord refuses for no reason that we see."""
        if isinstance(effect, Share):
            return NAMES["send_messages"]
        channel = self._bot.get_channel(session.channel_id)
        if isinstance(session, Drill):
            return ", ".join(NAMES[permission] for permission in drill_needs(channel, bool(session.call)))
        seen = missing_for_thread(channel, session.public) if isinstance(channel, discord.TextChannel) else []
        return ", ".join(seen or needed_for_thread(session.public))

    async def _perform(self, effect: Effect, effect_id: int, scene: AnyScene, again: bool) -> Performed:
        session = scene.session
        if isinstance(effect, OpenThread):
            return await self._open_thread(session, again)
        if isinstance(effect, DropThread):
            if session.thread_id == session.channel_id:
                return Performed(None)  # it was never ours
            await self._drop_thread(self._bot.get_channel(session.thread_id or 0))
            return Performed(None)
        if isinstance(effect, PutPause):
            await self._check_member(session)
        if isinstance(scene, DrillScene):
            done = await self._of_drill(effect, scene)
            if done is not None:
                return done
        channel_id = _channel_of(effect, session)
        if channel_id is None:
            raise DiscordRefused("thread", "never opened")
        if isinstance(effect, PutDesk) and isinstance(scene, CallScene):
            return Performed(await self._desks.put(scene, channel_id, _nonce(session, effect_id, 0)))
        if isinstance(effect, HideTask) and isinstance(scene, ExerciseScene):
            return await self._hide(effect, effect_id, scene, channel_id, again)
        shown = to_show(effect, scene, self._now())
        picture = (shown.picture, await asyncio.to_thread(shown.picture.draw)) if shown.picture else None
        posted: list[int] = []
        for index, view in enumerate(shown.views):
            nonce, mark = _nonce(session, effect_id, index), _mark_of(effect_id, index)
            posted.append(await self._post(session.guild_id, channel_id, view, mark, nonce, again, picture))
        if isinstance(effect, SayLine) and isinstance(scene, CallScene):
            await self._desks.follow(scene, channel_id, _nonce(session, effect_id, CARDS_AN_EFFECT - 1))
        last = posted[-1] if posted else None
        return Performed(last, stands(effect, last) if last else None, tuple(posted))

    async def _hide(
        self, effect: HideTask, effect_id: int, scene: ExerciseScene, channel_id: int, again: bool
    ) -> Performed:
        """Take the words off the card of a task; a new card where a moderator has deleted that one."""
        view, exercise = exercise_showing.hidden(scene, effect.number), scene.exercise
        mark, nonce = _mark_of(effect_id, 0), _nonce(exercise, effect_id, 0)
        _mark(view, mark)
        channel = self._bot.get_partial_messageable(channel_id, guild_id=exercise.guild_id)

        async def edit() -> int | None:
            try:
                await channel.get_partial_message(exercise.message_id or 0).edit(view=view)
            except discord.NotFound as error:
                if error.code != UNKNOWN_MESSAGE:
                    raise
                return None
            return exercise.message_id

        message_id = await self._try(edit)
        if message_id is None:
            message_id = await self._post(exercise.guild_id, channel_id, view, mark, nonce, again, None)
        return Performed(message_id, TaskHidden(self._now()))

    async def _of_drill(self, effect: Effect, scene: DrillScene) -> Performed | None:
        """What is no new card; None: it is one."""
        drill, now = scene.drill, self._now()
        match effect:
            case PutDrillLobby():
                await self._drills.check(drill)
            case OpenDrillThread():
                thread_id = await self._drills.open(drill)
                return Performed(None, ThreadOpened(snowflake_time(thread_id), thread_id))
            case UpdateLobby():
                (view,) = to_show(effect, scene, now).views
                await self._drills.edit(drill.channel_id, drill.lobby_id, drill.guild_id, view)
                return Performed(drill.lobby_id)
            case UpdateRound():
                (view,) = to_show(effect, scene, now).views
                message_id = drill.rounds[effect.round].message_id
                await self._drills.edit(drill.thread_id or drill.channel_id, message_id, drill.guild_id, view)
                return Performed(message_id)
        return None

    async def amend(
        self, effect: ShowFeedback, effect_id: int, before: Scene, now: Scene, messages: tuple[int, ...]
    ) -> None:
        """Edit the cards that read otherwise by now; they keep their marks."""
        thread_id = before.screen.thread_id
        if thread_id is None:
            return
        thread = self._bot.get_partial_messageable(thread_id, guild_id=before.screen.guild_id)
        stood = feedback_card.feedback(before, effect.turns, effect.last)
        views = feedback_card.feedback(now, effect.turns, effect.last)
        for index, (old, view, message_id) in enumerate(zip(stood, views, messages, strict=True)):
            if _texts(old) != _texts(view):
                _mark(view, _mark_of(effect_id, index))
                message = thread.get_partial_message(message_id)
                await self._try(partial(message.edit, view=view))

    async def missed(self, session: Session) -> list[Event]:
        """The member's messages since `session.seen_id`; none when the bot may not read messages."""
        if session.thread_id is None or not session.typing_allowed:
            return []
        thread = self._bot.get_partial_messageable(session.thread_id, guild_id=session.guild_id)
        after = discord.Object(max(session.seen_id, session.thread_id))

        async def read() -> list[Event]:
            return [
                Said(snowflake_time(message.id), message.id, message.content)
                async for message in thread.history(limit=None, after=after, oldest_first=True)
                if message.author.id == session.member_id
            ]

        return await self._try(read)

    async def tell_moderators(self, guild_id: int, detail: str) -> None:
        """In the server's channel for its moderators if it has one, otherwise to its owner."""
        guild = self._bot.get_guild(guild_id)
        if guild is not None:
            await moderators.tell(self._bot, guild, replies.lacks_permission(guild.name, detail))

    async def _open_thread(self, session: Session, again: bool) -> Performed:
        guild = self._bot.get_guild(session.guild_id)
        if guild is not None and guild.unavailable:
            raise DiscordUnreachable(f"server {guild.id} is not there yet")
        channel = self._bot.get_channel(session.channel_id)
        if not isinstance(channel, discord.TextChannel):
            raise DiscordRefused("channel", "Screens and calls open in text channels. Please start in one of those.")
        missing = missing_for_thread(channel, session.public)
        if missing:
            raise DiscordRefused("permission", ", ".join(missing))
        kind = discord.ChannelType.public_thread if session.public else discord.ChannelType.private_thread
        look_first = again

        async def open_once() -> discord.Thread:
            nonlocal look_first
            found = await self._own_thread(channel, session) if look_first else None
            look_first = True  # a thread has no nonce: when the reply is lost, it may be there
            return found or await channel.create_thread(
                name=thread_name(session), type=kind, auto_archive_duration=1440, invitable=False
            )

        thread = await self._try(open_once)
        try:
            await self._try(lambda: thread.add_user(discord.Object(session.member_id)))
        except DiscordRefused:
            await self._drop_thread(thread)
            raise
        return Performed(None, ThreadOpened(snowflake_time(thread.id), thread.id))

    async def _drop_thread(self, thread: object) -> None:
        """Delete it, or put it away where the bot may not delete."""
        if not isinstance(thread, discord.Thread):
            return
        try:
            await thread.delete()
        except discord.Forbidden:
            with contextlib.suppress(discord.HTTPException):
                await thread.edit(archived=True)
        except discord.HTTPException as error:
            log.info("thread %s can't be deleted: %s", thread.id, error)

    async def _own_thread(self, channel: discord.TextChannel, session: Session) -> discord.Thread | None:
        """The thread that was opened for this session before a crash: ours, of its name, made after it began."""
        for thread in await channel.guild.active_threads():
            ours = thread.parent_id == channel.id and thread.owner_id == channel.guild.me.id
            if ours and thread.id > session.id and thread.name == thread_name(session):
                return thread
        return None

    async def _check_member(self, session: Session) -> None:
        guild = self._bot.get_guild(session.guild_id)
        if guild is None:
            raise DiscordRefused("thread", "server")
        present = guild
        await self._try(lambda: present.fetch_member(session.member_id))

    async def _post(
        self,
        guild_id: int,
        channel_id: int,
        view: discord.ui.LayoutView,
        mark: int,
        nonce: str,
        again: bool,
        picture: tuple[Picture, bytes] | None,
    ) -> int:
        channel = self._bot.get_partial_messageable(channel_id, guild_id=guild_id)
        if again:
            found = await self._try(lambda: self._marked(channel, mark))
            if found is not None:
                return found
        _mark(view, mark)

        async def send() -> int:
            files = [discord.File(BytesIO(picture[1]), picture[0].name)] if picture else []
            return (await channel.send(view=view, files=files, nonce=nonce)).id

        return await self._try(send)

    async def _marked(self, channel: discord.PartialMessageable, mark: int) -> int | None:
        async for message in channel.history(limit=LOOK_BACK):
            marks = [getattr(part, "id", None) or 0 for part in message.components]
            if message.author == self._bot.user and mark in marks:
                return message.id
            if message.author == self._bot.user and any(MARK_FROM < other < mark for other in marks):
                return None  # marks rise: what was posted before this card is older than it
        return None

    async def _try(self, act: Callable[[], Awaitable[T]]) -> T:
        """Act, again after a lost connection or an error of Discord's own; with the same nonce it shows once."""
        for delay in (*TRY_AGAIN_AFTER, None):
            try:
                return await act()
            except discord.HTTPException as error:
                if error.status < 500 and error.status != TOO_MANY_REQUESTS:
                    raise _refusal(error) from error
                failure: Exception = error
            except (aiohttp.ClientError, OSError, TimeoutError) as error:
                failure = error
            if delay is not None:
                await asyncio.sleep(delay)
        raise DiscordUnreachable(str(failure) or type(failure).__name__) from failure


def _channel_of(effect: Effect, session: Session) -> int | None:
    if isinstance(effect, Share | PutDrillLobby):
        return session.channel_id
    return session.thread_id or (session.channel_id if isinstance(effect, TellDrill) else None)


def _texts(view: discord.ui.LayoutView) -> list[str]:
    return [item.content for item in view.walk_children() if isinstance(item, discord.ui.TextDisplay)]


def _nonce(session: Session, effect_id: int, index: int) -> str:
    return f"{session.id:x}-{effect_id % NONCE_EFFECTS:x}-{index}"


def _mark_of(effect_id: int, index: int) -> int:
    return MARK_FROM + effect_id * CARDS_AN_EFFECT + index


def _mark(view: discord.ui.LayoutView, mark: int) -> None:
    view.children[0].id = mark
    view.stop()  # presses are taken by the ids of the buttons: nothing about this view is kept in memory


def _refusal(error: discord.HTTPException) -> DiscordRefused:
    if error.code in (UNKNOWN_CHANNEL, UNKNOWN_MEMBER) or error.status == 404:
        return DiscordRefused("thread", error.text)
    if error.code in (THREAD_ARCHIVED, THREAD_LOCKED):
        return DiscordRefused("locked", error.text)
    if error.status == 403:
        return DiscordRefused("permission")
    log.error("Discord finds fault with what we sent", exc_info=error)
    return DiscordRefused("content", error.text)
