"""What happens in threads and servers, told to the desk."""

import logging

import discord
from discord.ext import commands

from bot.client import Headset
from bot.face.buttons import question_of, round_of
from bot.face.exercise_showing import piece_of, task_of
from bot.face.shift_cards import line_of
from bot.practice.calls.events import LinePosted
from bot.practice.drill.drill import Drill
from bot.practice.drill.events import RoundPosted
from bot.practice.events import Changed, Event, Gone, QuestionPosted, Said, TypingSeen
from bot.practice.records import StoreError
from bot.practice.skills.events import PiecePosted, TaskPosted
from bot.practice.timing import snowflake_time

log = logging.getLogger(__name__)

TYPING_EVENT_NEAR = 10_000
"""A typing event whose own time (whole seconds) is further than so many ms from its arrival is dated by arrival."""


class Listening(commands.Cog):
    """Messages, typing, and things that go away."""

    def __init__(self, bot: Headset) -> None:
        self.bot = bot

    async def _tell(self, thread_id: int, event: Event, by: int | None = None) -> None:
        session_id = self.bot.desk.session_in(thread_id)
        if session_id is not None:
            await self.bot.desk.handle(session_id, event, by)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction[Headset]) -> None:
        """Any interaction tells Discord's time; what it asks for is taken elsewhere."""
        self.bot.clock.saw(interaction.id)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Words in a thread; or our own question, or hello, whose clock starts as it stands there.

        (`send` returns later: discord.py sleeps out the rate limit first, and the member may have answered by then.)
        """
        self.bot.clock.saw(message.id)
        if message.author == self.bot.user:
            await self._put(message)
            return
        if not message.author.bot and message.type in (discord.MessageType.default, discord.MessageType.reply):
            said = Said(snowflake_time(message.id), message.id, message.content)
            await self._tell(message.channel.id, said, message.author.id)

    async def _put(self, message: discord.Message) -> None:
        asked = round_of(message)
        if asked is not None and self.bot.desk.drills_at(message.channel.id):
            posted_round = RoundPosted(snowflake_time(message.id), message.id, asked.round)
            await self.bot.desk.handle(asked.session, posted_round)
        session_id = self.bot.desk.session_in(message.channel.id)
        if session_id is None:
            return
        at = snowflake_time(message.id)
        task, piece = task_of(message), piece_of(message)
        if task is not None:
            await self.bot.desk.handle(session_id, TaskPosted(at, message.id, task))
        elif piece is not None:
            await self.bot.desk.handle(session_id, PiecePosted(at, message.id, *piece))
        line, question = line_of(message), question_of(message)
        if line is not None:
            await self.bot.desk.handle(session_id, LinePosted(at, message.id, line))
        elif question is not None:
            posted = QuestionPosted(at, message.id, question.turn, question.part)
            await self.bot.desk.handle(question.session, posted)

    @commands.Cog.listener()
    async def on_raw_typing(self, payload: discord.RawTypingEvent) -> None:
        """Somebody types. The event's time carries whole seconds, so it may lie up to one too early."""
        arrival, own = self.bot.clock.now(), round(payload.timestamp.timestamp() * 1000) + 999
        at = min(own, arrival) if abs(arrival - own) < TYPING_EVENT_NEAR else arrival
        await self._tell(payload.channel_id, TypingSeen(at), payload.user_id)

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """A message was edited (or Discord added a link's preview, which is no edit)."""
        if payload.data.get("edited_timestamp"):
            await self._tell(payload.channel_id, Changed(self.bot.clock.now(), payload.message_id))

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """A message was deleted."""
        await self._tell(payload.channel_id, Changed(self.bot.clock.now(), payload.message_id))
        await self._lobby_gone(payload.message_id)

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Messages were deleted, many at once."""
        for message_id in payload.message_ids:
            await self._lobby_gone(message_id)

    async def _lobby_gone(self, message_id: int) -> None:
        for session_id in self.bot.desk.drills_at(message_id):
            await self.bot.desk.handle(session_id, Gone(self.bot.clock.now(), "lobby"))

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """The thread is no more."""
        await self._tell(payload.thread_id, Gone(self.bot.clock.now(), "thread"))
        await self._place_gone(payload.thread_id)

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """A channel is no more, and the drills in it and its threads with it."""
        await self._place_gone(channel.id)

    async def _place_gone(self, place: int) -> None:
        for session_id in self.bot.desk.drills_at(place):
            drill = await self.bot.desk.session(session_id)
            if isinstance(drill, Drill) and place in (drill.channel_id, drill.thread_id):
                await self.bot.desk.handle(session_id, Gone(self.bot.clock.now(), "thread"))

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The bot was removed from a server."""
        try:
            await self.bot.desk.guild_gone(guild.id)
        except StoreError as error:
            # What is live there ends by itself, when Discord refuses its next card.
            log.warning("server %s: its screens can't be ended now: %s", guild.id, error)


async def setup(bot: Headset) -> None:
    """Called by discord.py."""
    await bot.add_cog(Listening(bot))
