"""Performs the effects of sessions, each session's in order, until each is done or refused."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterable

from bot.practice.effects import Effect, ShowFeedback, TellDecision
from bot.practice.events import Event, Refused
from bot.practice.records import Done, EffectRow, StoreError
from bot.practice.store import Store
from bot.stage import AnyScene, DiscordRefused, DiscordUnreachable, Scene, Stage
from bot.tasks import Tasks

log = logging.getLogger(__name__)

RETRY_AFTER = 10_000
"""Discord or storage out of reach: try again after so many ms."""

Take = Callable[[int, Event, Done | None], Awaitable[None]]
"""Lets a session take an event, and ticks off the effect that it came from in the same transaction."""

Shown = Callable[[ShowFeedback, int, Scene, tuple[int, ...]], None]
"""Is told of feedback that stands in Discord: the effect, its id, what it was made of, its messages."""


class Performer:
    """Queues of effects, one for each session that has any.

    `scene_of` gives an effect and what it is performed with, or None when its session is gone.
    """

    def __init__(
        self,
        store: Store,
        stage: Stage,
        tasks: Tasks,
        now: Callable[[], int],
        scene_of: Callable[[EffectRow], Awaitable[tuple[Effect, AnyScene] | None]],
        take: Take,
        shown: Shown,
    ) -> None:
        self._store = store
        self._stage = stage
        self._tasks = tasks
        self._now = now
        self._scene_of = scene_of
        self._take = take
        self._shown = shown
        self._queues: dict[int, deque[tuple[EffectRow, bool]]] = {}
        self._running: dict[int, asyncio.Task[None]] = {}
        self._unsure: set[int] = set()

    def add(self, rows: Iterable[EffectRow], again: bool = False) -> None:
        """Queue effects; `again`: they may have been performed before a crash."""
        for row in rows:
            self._queues.setdefault(row.session_id, deque()).append((row, again))
            if again:
                self._unsure.add(row.session_id)

    def unsure(self, session_id: int) -> bool:
        """Whether a card of this session may stand since before a crash without our knowing."""
        return session_id in self._unsure

    def soon(self, session_id: int) -> None:
        """Perform what is queued for the session, unless that is under way."""
        if session_id not in self._running and self._queues.get(session_id):
            self._running[session_id] = self._tasks.spawn(self._perform(session_id))

    def all_soon(self) -> None:
        """Perform what is queued for any session."""
        for session_id in list(self._queues):
            self.soon(session_id)

    async def settled(self, session_id: int) -> None:
        """Wait until the session's effects are performed (or are waiting for Discord)."""
        task = self._running.get(session_id)
        if task is not None:
            await asyncio.wait([task])

    def drop(self, session_id: int) -> None:
        """Nothing more is to be done for the session."""
        self._queues.pop(session_id, None)

    def close(self) -> None:
        """Begin nothing more."""
        self._queues.clear()

    async def _perform(self, session_id: int) -> None:
        queue = self._queues[session_id]
        try:
            while queue:
                row, again = queue[0]
                if not await self._perform_one(row, again):
                    queue[0] = (row, True)
                    asyncio.get_running_loop().call_later(RETRY_AFTER / 1000, self.soon, session_id)
                    return
                if queue and queue[0][0].id == row.id:
                    queue.popleft()
            self._queues.pop(session_id, None)
        finally:
            self._running.pop(session_id, None)
            self._unsure.discard(session_id)

    async def _perform_one(self, row: EffectRow, again: bool) -> bool:
        """Perform and tick off; False: not now."""
        try:
            found = await self._scene_of(row)
            if found is None:
                await self._store.tick(row.id, None, self._now())
                return True
            effect, scene = found
            try:
                performed = await self._stage.perform(effect, row.id, scene, again)
            except DiscordRefused as refused:
                if isinstance(effect, TellDecision):  # the thread is gone or closed: nothing else hangs on it
                    log.info("session %s: a decision can't be told: %s", row.session_id, refused)
                    await self._store.tick(row.id, None, self._now())
                    return True
                await self._give_up(row.session_id, scene.session.guild_id, refused)
                return True
            except (DiscordUnreachable, StoreError):
                raise
            except Exception as mistake:
                # A card that can't be made must not hold up all that comes after it, also not after a restart.
                log.exception("effect %s of session %s can't be performed", row.id, row.session_id)
                await self._give_up(row.session_id, scene.session.guild_id, DiscordRefused("content", str(mistake)))
                return True
            if isinstance(effect, ShowFeedback) and isinstance(scene, Scene):
                self._shown(effect, row.id, scene, performed.messages)
            if performed.event is None:
                await self._store.tick(row.id, performed.message_id, self._now())
            else:
                await self._take(row.session_id, performed.event, Done(row.id, performed.message_id, self._now()))
        except (DiscordUnreachable, StoreError) as error:
            log.warning("effect %s of session %s: %s; again later", row.id, row.session_id, error)
            return False
        return True

    async def _give_up(self, session_id: int, guild_id: int, refused: DiscordRefused) -> None:
        """Discord refuses: the session takes it as an event, and none of what was still to be done is."""
        log.warning("session %s: Discord refused: %s", session_id, refused)
        queue = self._queues.get(session_id, deque())
        dropped = [row.id for row, _ in queue]
        await self._take(session_id, Refused(self._now(), refused.reason, refused.detail), None)
        for effect_id in dropped:
            await self._store.tick(effect_id, None, self._now())
            if queue and queue[0][0].id == effect_id:
                queue.popleft()
        if refused.reason == "permission":
            await self._stage.tell_moderators(guild_id, refused.detail)
