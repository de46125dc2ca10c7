"""Rates the answers of drills: beside the steps and one by one, so that a thousand at once hold up nobody's form."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from bot.practice.content import Pack, Question
from bot.practice.copying import same
from bot.practice.records import DrillTurnRow, StoreError
from bot.practice.store import Store
from bot.scoring.score import Score
from bot.state import score_json
from bot.tasks import Tasks

log = logging.getLogger(__name__)

AGAIN_AFTER = 10.0
"""Storage out of reach: try again after so many seconds."""

LOOK_AGAIN, PATIENCE = 0.01, 0.3
"""Seconds."""

Key = tuple[int, int, int]
"""Session, round (from 1), member."""


class Rater:
    """A queue of answers, each rated and stored once; whoever waits for one gets its row as it stands then.

    `rate` takes milliseconds of CPU, and forms must be answered meanwhile: while the desk is `busy` with what members
    did, an answer waits for its rating, up to PATIENCE each, and the loop gets its turn between any two.
    An answer that can't be rated stays unrated: where its question is gone it is not waited for at all, after a mistake
    of ours no more.
    `counted` is told of the server of each that is rated.
    """

    def __init__(
        self,
        store: Store,
        packs: Mapping[str, Pack],
        rate: Callable[[Question, str], Score],
        tasks: Tasks,
        counted: Callable[[int], None],
        busy: Callable[[], bool],
    ) -> None:
        self._store = store
        self._packs = packs
        self._rate = rate
        self._tasks = tasks
        self._counted = counted
        self._busy = busy
        self._queue: deque[DrillTurnRow] = deque()
        self._waiting: dict[Key, asyncio.Future[DrillTurnRow]] = {}
        self._working = False

    async def open(self) -> None:
        """Take up what was unrated when we stopped. Raises StoreError."""
        self.add(await self._store.unrated())

    def add(self, rows: Iterable[DrillTurnRow]) -> None:
        """Have these answers rated; they are stored."""
        gone = 0
        for row in rows:
            if self._question(row) is None:
                gone += 1
            elif _key(row) not in self._waiting:
                self._waiting[_key(row)] = asyncio.get_running_loop().create_future()
                self._queue.append(row)
        if gone:
            log.warning("%s answers of drills stay unrated: their questions are no longer in the packs", gone)
        if self._queue and not self._working:
            self._working = True
            self._tasks.spawn(self._work())

    async def rated(self, session_id: int, round: int, member_id: int) -> DrillTurnRow | None:
        """The member's answer to this round (from 1), once it is rated; None: there is none. Raises StoreError."""
        waiting = self._waiting.get((session_id, round, member_id))
        if waiting is not None:
            return await asyncio.shield(waiting)
        return await self._store.drill_turn(session_id, round, member_id)

    async def settled(self, session_id: int) -> None:
        """Wait until all answers of this drill that are known by now are rated."""
        for future in [future for key, future in self._waiting.items() if key[0] == session_id]:
            await asyncio.shield(future)

    async def _work(self) -> None:
        try:
            while self._queue:
                row = self._queue[0]
                await self._let_others_first()
                try:
                    rated = await self._store.rate_drill_turn(self._scored(row))
                except StoreError as error:
                    log.warning("an answer of drill %s can't be rated: %s; again later", row.session_id, error)
                    await asyncio.sleep(AGAIN_AFTER)
                    continue
                except Exception:
                    log.exception("an answer to %s in drill %s can't be rated", row.question, row.session_id)
                    rated = row
                self._queue.popleft()
                self._waiting.pop(_key(row)).set_result(rated)
                self._counted(row.guild_id)
                await asyncio.sleep(0)
        finally:
            self._working = False
            for future in self._waiting.values():  # none, unless we are stopped: the next start takes them up
                future.cancel()

    async def _let_others_first(self) -> None:
        waited = 0.0
        while self._busy() and waited < PATIENCE:
            await asyncio.sleep(LOOK_AGAIN)
            waited += LOOK_AGAIN

    def _question(self, row: DrillTurnRow) -> Question | None:
        pack = self._packs.get(row.pack)
        return pack.questions.get(row.question) if pack else None

    def _scored(self, row: DrillTurnRow) -> DrillTurnRow:
        question = self._packs[row.pack].questions[row.question]
        score = self._rate(question, row.answer)
        return replace(
            row,
            overall=score.overall,
            score=score_json(score),
            engine=score.engine,
            rubric=score.rubric,
            repeats="strong" if same(row.answer, question.strong_answer) else "",
        )


def _key(row: DrillTurnRow) -> Key:
    return row.session_id, row.round, row.member_id
