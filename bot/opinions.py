"""Second opinions on turns: asked for beside all else, kept with the turn, added to feedback that stands already.

Nothing waits for them, and nothing of them is stored before they are there: what the bot does not live to see is simply
missing (docs/architecture.md says why).
"""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from bot.practice.content import Question
from bot.practice.effects import ShowFeedback
from bot.practice.records import StoreError, TurnRow
from bot.practice.store import Store
from bot.scoring.second_opinion import NoOpinion, Opinion
from bot.stage import DiscordRefused, DiscordUnreachable, Scene, Stage
from bot.state import opinion_json
from bot.tasks import Tasks

log = logging.getLogger(__name__)

Key = tuple[int, int, int]
"""Session, number and attempt of a turn."""


class SecondReader(Protocol):
    """Whoever gives second opinions."""

    async def read(self, question: Question, answer: str) -> Opinion:
        """An opinion of the answer, within a deadline. Raises NoOpinion."""
        ...

    async def close(self) -> None: ...


class Opinions:
    """Asks the second reader, if there is one; without one it does nothing."""

    def __init__(self, reader: SecondReader | None, store: Store, stage: Stage, tasks: Tasks) -> None:
        self.reader = reader
        self._store = store
        self._stage = stage
        self._tasks = tasks
        self._asked: dict[Key, asyncio.Task[None]] = {}

    def ask(self, turn: TurnRow, questions: Mapping[str, Question]) -> None:
        """Begin to ask about a turn that is stored with its score."""
        question = questions.get(turn.question)
        if self.reader is None or question is None or turn.score is None:
            return
        key = _key(turn)
        self._asked[key] = task = self._tasks.spawn(self._read(self.reader, key, question, turn.answer))
        task.add_done_callback(lambda _: self._asked.pop(key, None))

    def shown(self, effect: ShowFeedback, effect_id: int, scene: Scene, messages: tuple[int, ...]) -> None:
        """Feedback stands in Discord: opinions that its cards lack are added when all of them have come or failed."""
        lacking = {index: row for index, row in scene.turns.items() if row.score and row.opinion is None}
        if self.reader is not None and lacking and messages:
            self._tasks.spawn(self._add(effect, effect_id, scene, messages, lacking))

    async def close(self) -> None:
        """Ask nobody any more."""
        if self.reader is not None:
            await self.reader.close()

    async def _read(self, reader: SecondReader, key: Key, question: Question, answer: str) -> None:
        try:
            opinion = await reader.read(question, answer)
            await self._store.keep_opinion(*key, opinion_json(opinion))
        except (NoOpinion, StoreError) as why:
            log.warning("session %s, question %s: no second opinion: %s", key[0], key[1], why)

    async def _add(
        self,
        effect: ShowFeedback,
        effect_id: int,
        scene: Scene,
        messages: tuple[int, ...],
        lacking: Mapping[int, TurnRow],
    ) -> None:
        coming = [task for row in lacking.values() if (task := self._asked.get(_key(row)))]
        await asyncio.gather(*coming, return_exceptions=True)
        try:
            rows = {index: await self._store.turn(*_key(row)) for index, row in lacking.items()}
            came = {index: row for index, row in rows.items() if row is not None and row.opinion}
            if came:
                now = replace(scene, turns={**scene.turns, **came})
                await self._stage.amend(effect, effect_id, scene, now, messages)
        except (DiscordRefused, DiscordUnreachable, StoreError) as why:
            log.warning("session %s: a second opinion is not shown: %s", scene.screen.id, why)


def _key(turn: TurnRow) -> Key:
    return turn.session_id, turn.number, turn.attempt
