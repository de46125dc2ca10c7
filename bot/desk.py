"""The shell around the core: an event in, one step, one transaction, then its effects performed."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Mapping
from weakref import WeakValueDictionary

from bot.alarm import Alarm
from bot.calls import Calls
from bot.drills import Drills
from bot.exercises import Exercises
from bot.opinions import Opinions, SecondReader
from bot.performing import RETRY_AFTER, Performer
from bot.places import Places
from bot.practice.calls.call import Call
from bot.practice.content import Pack, Question
from bot.practice.dialer.shift import Shift
from bot.practice.drill.drill import Drill
from bot.practice.drill.events import CallOver, CallTaken
from bot.practice.drill.turns import OPEN
from bot.practice.effects import Effect, Line
from bot.practice.events import DeadlinePassed, Event, Gone, Refused, Started, Stopped
from bot.practice.records import AlreadyLive, Done, DrillTurnRow, EffectRow, StoreError
from bot.practice.screen import Screen
from bot.practice.session import Session
from bot.practice.skills.exercise import Exercise
from bot.practice.store import Store
from bot.rating import Rater
from bot.scoring.rubric import Rubric
from bot.scoring.score import Score
from bot.screens import Screens
from bot.sessions import Kinds, ReplyEffect, refusal
from bot.settings import Settings
from bot.shifts import Shifts
from bot.stage import (
    AnyScene,
    CallScene,
    DiscordRefused,
    DiscordUnreachable,
    DrillScene,
    ExerciseScene,
    Scene,
    ShiftScene,
    Stage,
)
from bot.state import effect_json, effect_of, is_durable
from bot.tasks import Tasks

log = logging.getLogger(__name__)

SESSIONS_AT_HAND = 500
"""So many sessions stay in memory, the last used: a few KB each."""


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
        settings: Settings | None = None,
    ) -> None:
        self._store = store
        self._stage = stage
        self._packs = packs
        self._now = now
        settings = settings or Settings(store)
        self._calls = Calls(store, packs, rubric, rate, settings)
        self._screens = Screens(store, packs, rubric, rate, second_reader is not None, self._calls, settings)
        self._shifts = Shifts(store, packs, settings)
        self._alarm = Alarm(now, self._ring)
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._tasks = Tasks()
        self._rater = Rater(
            store, packs, rate, self._tasks, lambda guild_id: self.counted(guild_id), lambda: self._handling > 0
        )
        self._drills = Drills(store, packs, rubric, self._rater, self._stop, settings)
        self._exercises = Exercises(store, packs, settings)
        self._kinds = Kinds((self._screens, self._calls, self._shifts, self._drills, self._exercises))
        self._opinions = Opinions(second_reader, store, stage, self._tasks)
        self._performer = Performer(
            store, stage, self._tasks, now, self._scene_of, self._take_outcome, self._opinions.shown
        )
        self._places = Places()
        self._behind: set[int] = set()
        self._known: OrderedDict[int, Session] = OrderedDict()
        self._closed = False
        self._handling = 0
        self.counted: Callable[[int], None] = lambda guild_id: None
        """Is told of each server on which something was rated, once it is stored: its boards may have changed."""

    # Life

    async def open(self) -> None:
        """Load what must go on: who is to be woken when, and what is still to be done."""
        for waking in await self._store.waking():
            drill = await self.session(waking.session_id) if waking.kind == Drills.name else None
            if drill is not None:
                self._places.note(drill)
            elif waking.thread_id is not None:
                self._places.note_thread(waking.session_id, waking.thread_id)
                self._behind.add(waking.session_id)
            self._alarm.set(waking.session_id, waking.wake_at)
        await self._rater.open()
        self._performer.add(await self._store.pending(), again=True)

    def connected(self, fresh: bool) -> None:
        """Discord is there. `fresh`: events may have been missed, so threads are read before anything is decided."""
        if fresh:
            self._behind.update(self._places.in_threads())
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
        return self._places.session_in(thread_id)

    def drills_at(self, place: int) -> list[int]:
        """The live drills that have this channel, thread or lobby message."""
        return self._places.drills_at(place)

    async def start(self, request: object) -> Session:
        """Start what the request asks for and open its thread; the session comes back ended if Discord refused.

        Raises AlreadyLive when the member has another of any kind, StoreError, and the CannotStart of its kind.
        """
        session: Session = await self._kinds.asked(request).begin(request)
        async with self._lock(session.id):
            await self._advance(session, Started(session.started_at))
        await self.settled(session.id)
        return await self.session(session.id) or session

    async def sketch(self, request: object) -> Session:
        """What `start` would begin; nothing is kept. Raises StoreError, and the CannotStart of its kind."""
        session: Session = await self._kinds.asked(request).begin(request)
        return session

    async def handle(self, session_id: int, event: Event, by: int | None = None) -> list[ReplyEffect]:
        """Let a session take an event; `by`: the user who caused it, whom its kind must admit.

        Returns what goes back to that user's interaction.
        """
        try:
            return await self._take(session_id, event, by)
        except AlreadyLive:
            return [refusal(event, Line.TAKEN)]
        except (StoreError, DiscordUnreachable) as error:
            # Nothing is lost: what was said stands in the thread and is read there next time.
            log.warning("session %s: %s; again in %s s", session_id, error, RETRY_AFTER // 1000)
            self._behind.add(session_id)
            self._alarm.set(session_id, self._now() + RETRY_AFTER)
            return [refusal(event, Line.TRY_LATER)]

    async def _take(
        self, session_id: int, event: Event, by: int | None = None, done: Done | None = None
    ) -> list[ReplyEffect]:
        if by is not None and self._performer.unsure(session_id) and not self._places.is_drill(session_id):
            # A card may stand since before a crash, its clock running: note it before what is said or pressed there.
            # (A drill takes what is pressed there all the same, and its next card may wait for a thousand ratings.)
            self._performer.soon(session_id)
            await self.settled(session_id)
        self._handling += 1
        try:
            async with self._lock(session_id):
                return await self._taken(session_id, event, by, done)
        finally:
            self._handling -= 1

    async def _taken(self, session_id: int, event: Event, by: int | None, done: Done | None) -> list[ReplyEffect]:
        if self._closed:
            return [refusal(event, Line.TRY_LATER)]
        session = await self.session(session_id)
        if session is None:
            return [refusal(event, Line.OLD_BUTTON)]
        if by is not None and not self._kinds.of(session).admits(session, by):
            return [refusal(event, Line.NOT_YOURS)]
        if session_id in self._behind or self._kinds.of(session).hears_silence(session, event):
            session = await self._catch_up(session)
        return (await self._advance(session, event, done))[1]

    async def _take_outcome(self, session_id: int, event: Event, done: Done | None) -> None:
        await self._take(session_id, event, done=done)

    async def session(self, session_id: int) -> Session | None:
        """A session as it stands."""
        if session_id in self._known:
            self._known.move_to_end(session_id)
            return self._known[session_id]
        row = await self._store.session(session_id)
        return await self._kinds.load(row) if row else None

    async def screen(self, session_id: int) -> Screen | None:
        """A screen as it stands; None also for a session of another kind."""
        session = await self.session(session_id)
        return session if isinstance(session, Screen) else None

    async def live(self, guild_id: int, member_id: int) -> Session | None:
        """The member's live session on this server."""
        row = await self._store.live(guild_id, member_id)
        return await self._kinds.load(row) if row else None

    async def scene(self, screen: Screen, indexes: tuple[int, ...] = ()) -> Scene:
        """What is needed to show the screen, with the records of these turns."""
        return await self._screens.scene_of(screen, indexes)

    async def call_scene(self, call: Call) -> CallScene | None:
        """What is needed to show the call; None: its content is gone."""
        return await self._calls.scene_of(call)

    async def shift_scene(self, shift: Shift) -> ShiftScene | None:
        """What is needed to show the shift; None: its content is gone."""
        return await self._shifts.scene_of(shift)

    async def exercise_scene(self, exercise: Exercise) -> ExerciseScene | None:
        """What is needed to show the exercise; None: its content is gone."""
        return await self._exercises.scene_of(exercise)

    def drill_card(self, drill: Drill) -> DrillScene | None:
        """What is needed to show the drill without its answers; None: its content is gone."""
        return self._drills.bare(drill)

    async def drill_scene(self, drill: Drill) -> DrillScene | None:
        """What is needed to show the drill as far as it is rated; None: its content is gone. Raises StoreError."""
        return await self._drills.scene_of(drill)

    async def drill_result(self, drill: Drill, member_id: int) -> DrillScene | None:
        """What is needed to show one member's own result; None: its content is gone. Raises StoreError."""
        return await self._drills.result_scene(drill, member_id)

    async def drill_turn(self, session_id: int, round: int, member_id: int) -> DrillTurnRow | None:
        """The member's answer to a round (index) of a drill, once it is rated; None: there is none."""
        return await self._drills.turn(session_id, round, member_id)

    async def beside(self, session_id: int, store: Callable[[], Awaitable[Iterable[EffectRow] | None]]) -> bool:
        """Store what comes from no step, between the session's events, and perform its effects; False: nothing was."""
        async with self._lock(session_id):
            rows = await store()
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
            for session_id in dropped:
                async with self._lock(session_id):
                    self._performer.drop(session_id)
                    self._known.pop(session_id, None)
                    self._forget(session_id)

    # One event

    async def _advance(
        self, session: Session, event: Event, done: Done | None = None
    ) -> tuple[Session, list[ReplyEffect]]:
        kind = self._kinds.of(session)
        slight = kind.is_slight(session, event)
        after: Session
        after, effects = self._step(session, event)
        replies = [effect for effect in effects if isinstance(effect, ReplyEffect)]
        kept = kind.kept(after, effects)
        durable = tuple(effect_json(effect) for effect in effects if is_durable(effect))
        if slight:
            self._remember(after)
        elif after is not session or durable or done:
            rows = await self._store.commit(kept.commit(kind.row(after), durable, done))
            self._remember(after)
            self._rater.add(kept.drill_turns)
            if kept.turns or kept.calls or kept.shifts or kept.exercises:
                self.counted(after.guild_id)
            for turn in kept.turns:
                self._opinions.ask(turn, self._packs[turn.pack].questions if turn.pack in self._packs else {})
            self._performer.add(rows)
            self._performer.soon(after.id)
        if after.ended_at is not None:
            self._forget(after.id)
            if isinstance(after, Call) and after.taken_at is not None and session.ended_at is None:
                self._tasks.spawn(self._tell_drill(after, event.at))
        else:
            self._places.note(after)
            self._alarm.set(after.id, after.wake_at)
        return after, replies

    def _step(self, session: Session, event: Event) -> tuple[Session, list[Effect]]:
        """A mistake in the rules must not keep the member from ever starting anything else: it is as if Discord refused
        a card that can't be made, and where that fails as well, or they want to end it, it is put away."""
        kind = self._kinds.of(session)
        refused = Refused(event.at, "content", "a mistake in the rules")
        for tried in (event,) if isinstance(event, Stopped | Gone) else (event, refused):
            try:
                after, effects = kind.step(session, tried)
            except Exception:
                if session.ended_at is not None:
                    raise
                log.exception("session %s can't take %s", session.id, type(tried).__name__)
            else:
                return after, effects
        after, effects = kind.put_away(session, event.at)
        return after, effects

    async def _catch_up(self, session: Session) -> Session:
        """Read in the thread what was said while we were away."""
        try:
            events = await self._stage.missed(session) if session.thread_id is not None else []
        except DiscordRefused as refused:
            events = [Refused(self._now(), refused.reason, refused.detail)]
        for event in events:
            session, _ = await self._advance(session, event)
        self._behind.discard(session.id)
        return session

    async def _catch_up_all(self) -> None:
        for session_id in list(self._behind):
            if session_id in self._behind:
                await self.handle(session_id, Event(self._now()))

    def _forget(self, session_id: int) -> None:
        self._alarm.set(session_id, None)
        self._behind.discard(session_id)
        self._places.forget(session_id)

    def _ring(self, session_id: int) -> None:
        self._tasks.spawn(self._deadline(session_id))

    async def _deadline(self, session_id: int) -> None:
        await self.handle(session_id, DeadlinePassed(self._now()))
        self._performer.soon(session_id)

    async def _tell_drill(self, call: Call, at: int) -> None:
        """The call was one of a drill's; that it was taken may not have been told before a crash."""
        if call.drill is not None:
            await self.handle(call.drill, CallTaken(at, call.member_id, call.id))
            await self.handle(call.drill, CallOver(at, call.member_id))

    async def call_taken(self, drill_id: int, event: CallTaken) -> bool:
        """Note a member's call in its drill; False: the round was over by then, so the call is stopped."""
        await self.handle(drill_id, event)
        drill = await self.session(drill_id)
        if isinstance(drill, Drill) and drill.phase in OPEN:
            return True
        await self._stop(event.call_id)
        return False

    async def _stop(self, session_id: int) -> None:
        """A call of a drill whose round is over."""
        await self.handle(session_id, Stopped(self._now()))

    async def _scene_of(self, row: EffectRow) -> tuple[Effect, AnyScene] | None:
        """A stored effect, and what it is performed with."""
        session = await self.session(row.session_id)
        if session is None:
            return None
        effect = effect_of(row.body)
        scene = await self._kinds.of(session).scene(session, effect)
        return None if scene is None else (effect, scene)

    # Helpers

    def _remember(self, session: Session) -> None:
        """Sessions in use are kept at hand: only the desk writes them."""
        self._known[session.id] = session
        self._known.move_to_end(session.id)
        while len(self._known) > SESSIONS_AT_HAND:
            self._known.popitem(last=False)

    def _lock(self, session_id: int) -> asyncio.Lock:
        return self._locks.setdefault(session_id, asyncio.Lock())
