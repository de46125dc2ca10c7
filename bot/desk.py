"""The shell around the core: an event in, one step, one transaction, then its effects performed."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from weakref import WeakValueDictionary

from bot.alarm import Alarm
from bot.opinions import Opinions, SecondReader
from bot.performing import RETRY_AFTER, Performer
from bot.practice.choosing import choose
from bot.practice.content import Pack, Question, Recruiter
from bot.practice.effects import (
    DurableEffect,
    KeepTurn,
    Line,
    Reply,
    ReplyEffect,
    ReplyLate,
    Share,
    ShowFeedback,
    ShowForm,
    ShowReport,
    TellDecision,
)
from bot.practice.events import DeadlinePassed, Event, FormSubmitted, Refused, Started, TypingSeen
from bot.practice.records import AlreadyLive, Commit, Decision, Done, EffectRow, Store, StoreError, TurnRow
from bot.practice.screen import Screen, Script
from bot.practice.screen_steps import step
from bot.practice.timing import Pace
from bot.scoring.rubric import Rubric
from bot.scoring.score import Score
from bot.stage import DiscordRefused, DiscordUnreachable, Scene, Stage
from bot.state import effect_json, effect_of, screen_of, session_row, turn_row
from bot.tasks import Tasks

log = logging.getLogger(__name__)

SCREENS_AT_HAND = 500
"""So many screens stay in memory, the last used: a few KB each."""

RECENT_TURNS = 30
"""Questions among a member's last so many turns are asked again last."""


class UnknownPack(Exception):
    """There is no pack of this name."""


@dataclass(frozen=True, slots=True)
class ScreenRequest:
    """What a member asks for with `/screen start`. `id` is the interaction's snowflake."""

    id: int
    at: int
    guild_id: int
    channel_id: int
    member_id: int
    member_name: str
    pack: str
    questions: int
    pace: Pace
    public: bool
    typing_allowed: bool


class Desk:
    """Takes events, keeps sessions. Events of one session are handled one after another."""

    def __init__(
        self,
        store: Store,
        stage: Stage,
        packs: Mapping[str, Pack],
        rubric: Rubric,
        rate: Callable[[Question, str], Score],
        now: Callable[[], int],
        second_reader: SecondReader | None = None,
    ) -> None:
        self._store = store
        self._stage = stage
        self._packs = packs
        self._rubric = rubric
        self._rate = rate
        self._now = now
        self._alarm = Alarm(now, self._ring)
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._tasks = Tasks()
        self._opinions = Opinions(second_reader, store, stage, self._tasks)
        self._performer = Performer(
            store, stage, self._tasks, now, self._scene_of, self._take_outcome, self._opinions.shown
        )
        self._threads: dict[int, int] = {}
        self._behind: set[int] = set()
        self._known: OrderedDict[int, Screen] = OrderedDict()
        self._closed = False

    # Life

    async def open(self) -> None:
        """Load what must go on: who is to be woken when, and what is still to be done."""
        for waking in await self._store.waking():
            if waking.thread_id is not None:
                self._threads[waking.thread_id] = waking.session_id
                self._behind.add(waking.session_id)
            self._alarm.set(waking.session_id, waking.wake_at)
        self._performer.add(await self._store.pending(), again=True)

    def connected(self, fresh: bool) -> None:
        """Discord is there. `fresh`: events may have been missed, so threads are read before anything is decided."""
        if fresh:
            self._behind.update(self._threads.values())
            self._tasks.spawn(self._catch_up_all())
        self._alarm.release()
        self._performer.all_soon()

    def disconnected(self) -> None:
        """Discord is away: no limit passes meanwhile."""
        self._alarm.hold()

    async def close(self) -> None:
        """Stop; what is unfinished goes on at the next start."""
        self._closed = True
        self._alarm.hold()
        self._performer.close()
        await self._tasks.close()
        await self._opinions.close()

    # Events

    @property
    def catching_up(self) -> int:
        """How many sessions' threads are still to be read."""
        return len(self._behind)

    def session_in(self, thread_id: int) -> int | None:
        """The live session of a thread."""
        return self._threads.get(thread_id)

    async def start(self, request: ScreenRequest) -> Screen:
        """Start a screen and open its thread; the screen comes back ended if Discord refused.

        Raises AlreadyLive when the member has another, StoreError, and UnknownPack.
        """
        pack = self._packs.get(request.pack)
        if pack is None:
            raise UnknownPack(request.pack)
        recent = await self._store.history(request.guild_id, request.member_id, RECENT_TURNS, 0)
        screen = Screen(
            id=request.id,
            guild_id=request.guild_id,
            channel_id=request.channel_id,
            member_id=request.member_id,
            member_name=request.member_name,
            pack=pack.id,
            pace=request.pace,
            public=request.public,
            seed=request.id,
            recruiter=request.id >> 22,
            questions=choose(
                pack.questions.values(),
                request.questions,
                request.id,
                {turn.question for turn in recent if turn.pack == pack.id},
            ),
            typing_allowed=request.typing_allowed,
            started_at=request.at,
        )
        async with self._lock(screen.id):
            await self._advance(screen, Started(request.at))
        await self.settled(screen.id)
        return await self.screen(screen.id) or screen

    async def handle(self, session_id: int, event: Event, by: int | None = None) -> list[ReplyEffect]:
        """Let a session take an event; `by`: the user who caused it, who must be its member.

        Returns what goes back to that user's interaction.
        """
        try:
            return await self._take(session_id, event, by)
        except AlreadyLive:
            return [_no(event, Line.TAKEN)]
        except (StoreError, DiscordUnreachable) as error:
            # Nothing is lost: what was said stands in the thread and is read there next time.
            log.warning("session %s: %s; again in %s s", session_id, error, RETRY_AFTER // 1000)
            self._behind.add(session_id)
            self._alarm.set(session_id, self._now() + RETRY_AFTER)
            return [_no(event, Line.TRY_LATER)]

    async def _take(
        self, session_id: int, event: Event, by: int | None = None, done: Done | None = None
    ) -> list[ReplyEffect]:
        if by is not None and self._performer.unsure(session_id):
            # A card may stand since before a crash, its clock running: note it before what is said or pressed there.
            self._performer.soon(session_id)
            await self.settled(session_id)
        async with self._lock(session_id):
            if self._closed:
                return [_no(event, Line.TRY_LATER)]
            screen = await self.screen(session_id)
            if screen is None:
                return [_no(event, Line.OLD_BUTTON)]
            if by is not None and by != screen.member_id:
                return [_no(event, Line.NOT_YOURS)]
            if session_id in self._behind or _silent(screen, event):
                screen = await self._catch_up(screen)
            return (await self._advance(screen, event, done))[1]

    async def _take_outcome(self, session_id: int, event: Event, done: Done | None) -> None:
        await self._take(session_id, event, done=done)

    async def screen(self, session_id: int) -> Screen | None:
        """A screen as it stands."""
        if session_id in self._known:
            self._known.move_to_end(session_id)
            return self._known[session_id]
        row = await self._store.session(session_id)
        return screen_of(row) if row else None

    async def live(self, guild_id: int, member_id: int) -> Screen | None:
        """The member's live screen on this server."""
        row = await self._store.live(guild_id, member_id)
        return screen_of(row) if row else None

    async def scene(self, screen: Screen, indexes: tuple[int, ...] = ()) -> Scene:
        """What is needed to show the screen, with the records of these turns."""
        turns: dict[int, TurnRow] = {}
        for index in indexes:
            turn = screen.turns[index]
            row = await self._store.turn(screen.id, turn.number, turn.attempt)
            if row is not None:
                turns[index] = row
        return Scene(screen, self._script(screen.pack), turns)

    async def object_to(self, session_id: int, index: int, by: int, at: int) -> Line:
        """The member disagrees with the score of a turn: kept for the moderators, nothing else changes."""
        screen = await self.screen(session_id)
        if screen is None or not 0 <= index < len(screen.turns):
            return Line.OLD_BUTTON
        if screen.member_id != by:
            return Line.NOT_YOURS
        turn = screen.turns[index]
        new = await self._store.object_to(session_id, turn.number, turn.attempt, by, at)
        return Line.OBJECTION_KEPT if new else Line.OBJECTION_KNOWN

    async def decide(self, session_id: int, index: int, decision: Decision) -> bool:
        """A moderator decides on the objection to a turn's score, and the member is told; scores stay as they are.

        False: nobody objected, or another moderator was first. Raises StoreError.
        """
        async with self._lock(session_id):
            screen = await self.screen(session_id)
            if screen is None or not 0 <= index < len(screen.turns):
                return False
            turn = screen.turns[index]
            told = effect_json(TellDecision(index, decision.agreed, decision.word))
            rows = await self._store.decide(session_id, turn.number, turn.attempt, decision, (told,))
            self._performer.add(rows or ())
            self._performer.soon(session_id)
            return rows is not None

    async def settled(self, session_id: int) -> None:
        """Wait until the effects of a session are performed (or are waiting for Discord)."""
        await self._performer.settled(session_id)

    async def guild_gone(self, guild_id: int) -> None:
        """The bot left the server: its live sessions are over. Raises StoreError."""
        # Again until there is none: an event that was being handled may have put its session back.
        while dropped := set(await self._store.drop_guild(guild_id, self._now())):
            threads = {session: thread for thread, session in self._threads.items() if session in dropped}
            for session_id in dropped:
                async with self._lock(session_id):
                    self._performer.drop(session_id)
                    self._known.pop(session_id, None)
                    self._forget(session_id, threads.get(session_id))

    # One event

    async def _advance(
        self, screen: Screen, event: Event, done: Done | None = None
    ) -> tuple[Screen, list[ReplyEffect]]:
        script = self._script(screen.pack)
        after, effects = step(screen, event, script)
        replies = [effect for effect in effects if isinstance(effect, Reply | ShowForm)]
        kept = tuple(turn_row(after, effect) for effect in effects if isinstance(effect, KeepTurn))
        durable = tuple(effect_json(effect) for effect in effects if isinstance(effect, DurableEffect))
        if _still_typing(screen, event):
            self._remember(after)  # it only says how long to wait: not worth a transaction
        elif after is not screen or durable or done:
            rows = await self._store.commit(Commit(session_row(after), kept, durable, done))
            self._remember(after)
            for turn in kept:
                self._opinions.ask(turn, script.questions)
            self._performer.add(rows)
            self._performer.soon(after.id)
        if after.ended_at is not None:
            self._forget(after.id, after.thread_id)
        else:
            if after.thread_id is not None:
                self._threads[after.thread_id] = after.id
            self._alarm.set(after.id, after.wake_at)
        return after, replies

    async def _catch_up(self, screen: Screen) -> Screen:
        """Read in the thread what was said while we were away."""
        try:
            events = await self._stage.missed(screen) if screen.thread_id is not None else []
        except DiscordRefused as refused:
            events = [Refused(self._now(), refused.reason, refused.detail)]
        for event in events:
            screen, _ = await self._advance(screen, event)
        self._behind.discard(screen.id)
        return screen

    async def _catch_up_all(self) -> None:
        for session_id in list(self._behind):
            if session_id in self._behind:
                await self.handle(session_id, Event(self._now()))

    def _forget(self, session_id: int, thread_id: int | None) -> None:
        self._alarm.set(session_id, None)
        self._behind.discard(session_id)
        if thread_id is not None:
            self._threads.pop(thread_id, None)

    def _ring(self, session_id: int) -> None:
        self._tasks.spawn(self._deadline(session_id))

    async def _deadline(self, session_id: int) -> None:
        await self.handle(session_id, DeadlinePassed(self._now()))
        self._performer.soon(session_id)

    async def _scene_of(self, row: EffectRow) -> tuple[DurableEffect, Scene] | None:
        """A stored effect, and what it is performed with."""
        screen = await self.screen(row.session_id)
        if screen is None:
            return None
        effect = effect_of(row.body)
        shown = effect.turns if isinstance(effect, ShowFeedback) else ()
        if isinstance(effect, ShowReport | Share):
            shown = tuple(range(len(screen.turns)))
        return effect, await self.scene(screen, shown)

    # Helpers

    def _remember(self, screen: Screen) -> None:
        """Screens in use are kept at hand: only the desk writes them."""
        self._known[screen.id] = screen
        self._known.move_to_end(screen.id)
        while len(self._known) > SCREENS_AT_HAND:
            self._known.popitem(last=False)

    def _lock(self, session_id: int) -> asyncio.Lock:
        return self._locks.setdefault(session_id, asyncio.Lock())

    def _script(self, pack_id: str) -> Script:
        pack = self._packs.get(pack_id) or Pack(pack_id, pack_id, "", "Headset", (Recruiter("Sam", "Recruiter"),))
        return Script(pack, self._rubric, self._rate, self._opinions.reader is not None)


def _silent(screen: Screen, event: Event) -> bool:
    """Whether it is about to be decided that nothing was said: words may stand in the thread without our having heard.

    (A connection can be dead for a minute or more before discord.py notices.)
    """
    asking = isinstance(event, DeadlinePassed) and screen.open_turn is not None
    return asking and not screen.turn.part.pieces


def _still_typing(screen: Screen, event: Event) -> bool:
    """Typing by somebody who has begun already."""
    return isinstance(event, TypingSeen) and screen.open_turn is not None and screen.turn.part.began_at is not None


def _no(event: Event, line: Line) -> Reply:
    """What is said stands in the thread, but what is written in a form is nowhere else: it goes back to its writer."""
    return ReplyLate(line, event.text) if isinstance(event, FormSubmitted) else Reply(line)
