"""The shell around the core: an event in, one step, one transaction, then its effects performed."""

import asyncio
import logging
from collections import OrderedDict, deque
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from weakref import WeakValueDictionary

from bot.alarm import Alarm
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
)
from bot.practice.events import DeadlinePassed, Event, FormSubmitted, Refused, Started
from bot.practice.points import periods
from bot.practice.records import AlreadyLive, Commit, EffectRow, Store, StoreError, TurnRow
from bot.practice.screen import Screen, Script
from bot.practice.screen_steps import step
from bot.practice.timing import Pace
from bot.scoring.rubric import Rubric
from bot.scoring.score import Score
from bot.state import effect_json, effect_of, score_json, screen_of, session_row

log = logging.getLogger(__name__)

RETRY_AFTER = 10_000
"""Discord or storage out of reach: try again after so many ms."""

SCREENS_AT_HAND = 500
"""So many screens stay in memory, the last used: a few KB each."""

RECENT_TURNS = 30
"""Questions among a member's last so many turns are asked again last."""


class DiscordRefused(Exception):
    """Discord won't have it, whatever we do: `reason` as in `events.Refused`."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class DiscordUnreachable(Exception):
    """Discord did not take it now; later it may."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What an effect is performed with. `turns` holds the records of turns that are over, by index."""

    screen: Screen
    script: Script
    turns: Mapping[int, TurnRow]


@dataclass(frozen=True, slots=True)
class Performed:
    """The message that an effect made, and the event that this is."""

    message_id: int | None
    event: Event | None = None


class Stage(Protocol):
    """Where effects are performed. Methods raise DiscordRefused or DiscordUnreachable."""

    async def perform(self, effect: DurableEffect, effect_id: int, scene: Scene, again: bool) -> Performed:
        """Do it. `again`: it may have been done before a crash; look first."""
        ...

    async def missed(self, screen: Screen) -> list[Event]:
        """What the member said in the thread since `screen.seen_id`, oldest first."""
        ...

    async def tell_moderators(self, guild_id: int, detail: str) -> None:
        """Discord refuses the bot something here: tell those who can grant it."""
        ...


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
    ) -> None:
        self._store = store
        self._stage = stage
        self._packs = packs
        self._rubric = rubric
        self._rate = rate
        self._now = now
        self._alarm = Alarm(now, self._ring)
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._queues: dict[int, deque[tuple[EffectRow, bool]]] = {}
        self._performers: dict[int, asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[Any]] = set()
        self._threads: dict[int, int] = {}
        self._behind: set[int] = set()
        self._known: OrderedDict[int, Screen] = OrderedDict()
        self._unsure: set[int] = set()
        self._closed = False

    # Life

    async def open(self) -> None:
        """Load what must go on: who is to be woken when, and what is still to be done."""
        for waking in await self._store.waking():
            if waking.thread_id is not None:
                self._threads[waking.thread_id] = waking.session_id
                self._behind.add(waking.session_id)
            self._alarm.set(waking.session_id, waking.wake_at)
        for row in await self._store.pending():
            self._queues.setdefault(row.session_id, deque()).append((row, True))
            self._unsure.add(row.session_id)

    def connected(self, fresh: bool) -> None:
        """Discord is there. `fresh`: events may have been missed, so threads are read before anything is decided."""
        if fresh:
            self._behind.update(self._threads.values())
            self._spawn(self._catch_up_all())
        self._alarm.release()
        for session_id in list(self._queues):
            self._perform_soon(session_id)

    def disconnected(self) -> None:
        """Discord is away: no limit passes meanwhile."""
        self._alarm.hold()

    async def close(self) -> None:
        """Stop; what is unfinished goes on at the next start."""
        self._closed = True
        self._alarm.hold()
        self._queues.clear()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

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

        Raises AlreadyLive when the member has another, StoreError, and KeyError for an unknown pack.
        """
        pack = self._packs[request.pack]
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

    async def _take(self, session_id: int, event: Event, by: int | None = None) -> list[ReplyEffect]:
        if by is not None and session_id in self._unsure:
            # A card may stand since before a crash, its clock running: note it before what is said or pressed there.
            self._perform_soon(session_id)
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
            return (await self._advance(screen, event))[1]

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

    async def settled(self, session_id: int) -> None:
        """Wait until the effects of a session are performed (or are waiting for Discord)."""
        task = self._performers.get(session_id)
        if task is not None:
            await asyncio.wait([task])

    async def guild_gone(self, guild_id: int) -> None:
        """The bot left the server: its live sessions are over."""
        dropped = set(await self._store.drop_guild(guild_id, self._now()))
        threads = {session: thread for thread, session in self._threads.items() if session in dropped}
        for session_id in dropped:
            self._queues.pop(session_id, None)
            self._known.pop(session_id, None)
            self._forget(session_id, threads.get(session_id))

    # One event

    async def _advance(self, screen: Screen, event: Event) -> tuple[Screen, list[ReplyEffect]]:
        after, effects = step(screen, event, self._script(screen.pack))
        replies = [effect for effect in effects if isinstance(effect, Reply | ShowForm)]
        kept = tuple(_turn_row(after, effect) for effect in effects if isinstance(effect, KeepTurn))
        durable = tuple(effect_json(effect) for effect in effects if isinstance(effect, DurableEffect))
        if after is not screen or durable:
            rows = await self._store.commit(Commit(session_row(after), kept, durable))
            self._remember(after)
            if rows:
                self._queues.setdefault(after.id, deque()).extend((row, False) for row in rows)
                self._perform_soon(after.id)
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
        self._spawn(self._deadline(session_id))

    async def _deadline(self, session_id: int) -> None:
        await self.handle(session_id, DeadlinePassed(self._now()))
        self._perform_soon(session_id)

    # Effects

    def _perform_soon(self, session_id: int) -> None:
        if session_id not in self._performers and self._queues.get(session_id):
            self._performers[session_id] = self._spawn(self._perform(session_id))

    async def _perform(self, session_id: int) -> None:
        queue = self._queues[session_id]
        try:
            while queue:
                row, again = queue[0]
                if not await self._perform_one(row, again):
                    queue[0] = (row, True)
                    self._retry_later(session_id)
                    return
                if queue and queue[0][0].id == row.id:
                    queue.popleft()
            self._queues.pop(session_id, None)
        finally:
            self._performers.pop(session_id, None)
            self._unsure.discard(session_id)

    async def _perform_one(self, row: EffectRow, again: bool) -> bool:
        """Perform and tick off; False: not now."""
        try:
            try:
                performed = await self._stage.perform(*await self._part_of(row), again)
            except DiscordRefused as refused:
                await self._give_up(row.session_id, refused)
                return True
            # The event first, then the tick: killed in between, the effect is found done, and the event comes again.
            if performed.event is not None:
                await self._take(row.session_id, performed.event)
            await self._store.tick(row.id, performed.message_id, self._now())
        except (DiscordUnreachable, StoreError) as error:
            log.warning("effect %s of session %s: %s; again later", row.id, row.session_id, error)
            return False
        return True

    async def _part_of(self, row: EffectRow) -> tuple[DurableEffect, int, Scene]:
        """The effect, and what it is performed with."""
        screen = await self.screen(row.session_id)
        if screen is None:
            raise DiscordRefused("thread", "its screen is gone")
        effect = effect_of(row.body)
        shown = effect.turns if isinstance(effect, ShowFeedback) else ()
        if isinstance(effect, ShowReport | Share):
            shown = tuple(range(len(screen.turns)))
        return effect, row.id, await self.scene(screen, shown)

    async def _give_up(self, session_id: int, refused: DiscordRefused) -> None:
        """Discord refuses: the session takes it as an event, and none of what was still to be done is."""
        log.warning("session %s: Discord refused: %s", session_id, refused)
        queue = self._queues.get(session_id, deque())
        dropped = [row.id for row, _ in queue]
        await self._take(session_id, Refused(self._now(), refused.reason, refused.detail))
        for effect_id in dropped:
            await self._store.tick(effect_id, None, self._now())
            if queue and queue[0][0].id == effect_id:
                queue.popleft()
        screen = await self.screen(session_id)
        if refused.reason == "permission" and screen is not None:
            await self._stage.tell_moderators(screen.guild_id, refused.detail)

    def _retry_later(self, session_id: int) -> None:
        loop = asyncio.get_running_loop()
        loop.call_later(RETRY_AFTER / 1000, self._perform_soon, session_id)

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
        return Script(pack, self._rubric, self._rate)

    def _spawn(self, coroutine: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("a task of the desk failed", exc_info=error)


def _silent(screen: Screen, event: Event) -> bool:
    """Whether it is about to be decided that nothing was said: words may stand in the thread without our having heard.

    (A connection can be dead for a minute or more before discord.py notices.)
    """
    asking = isinstance(event, DeadlinePassed) and screen.open_turn is not None
    return asking and not screen.turn.part.pieces


def _no(event: Event, line: Line) -> Reply:
    """What is said stands in the thread, but what is written in a form is nowhere else: it goes back to its writer."""
    return ReplyLate(line, event.text) if isinstance(event, FormSubmitted) else Reply(line)


def _turn_row(screen: Screen, kept: KeepTurn) -> TurnRow:
    turn = screen.turns[kept.turn]
    asked_at = turn.asked_at or screen.started_at
    score = kept.score
    return TurnRow(
        session_id=screen.id,
        number=turn.number,
        attempt=turn.attempt,
        guild_id=screen.guild_id,
        member_id=screen.member_id,
        pack=screen.pack,
        question=turn.question,
        asked_at=asked_at,
        began_at=turn.began_at,
        answered_at=turn.answered_at,
        outcome=str(turn.outcome),
        answer=kept.answer,
        overall=score.overall if score else None,
        score=score_json(score) if score else None,
        engine=score.engine if score else None,
        rubric=score.rubric if score else None,
        periods=periods(turn.answered_at or asked_at),
    )
