"""Members disagree with scores, and moderators look: which objection is shown, and what a decision leads to."""

from dataclasses import dataclass

from bot.desk import Desk
from bot.practice.effects import Line, TellDecision
from bot.practice.records import Decision, ObjectionRow
from bot.practice.reviewing import following, ratings
from bot.practice.store import Store
from bot.stage import Scene
from bot.state import effect_json, score_of


@dataclass(frozen=True, slots=True)
class Case:
    """An objection to the score of the turn at `index`; the scene has that turn's record."""

    objection: ObjectionRow
    index: int
    scene: Scene


class Reviews:
    """The objections of one server. Methods may raise StoreError."""

    def __init__(self, store: Store, desk: Desk, guild_id: int) -> None:
        self._store = store
        self._desk = desk
        self._guild_id = guild_id

    async def object_to(self, session_id: int, index: int, by: int, at: int) -> Line:
        """The member disagrees with the score of a turn: kept for the moderators, nothing else changes."""
        screen = await self._desk.screen(session_id)
        if screen is None or not 0 <= index < len(screen.turns):
            return Line.OLD_BUTTON
        if screen.member_id != by:
            return Line.NOT_YOURS
        turn = screen.turns[index]
        new = await self._store.object_to(session_id, turn.number, turn.attempt, by, at)
        return Line.OBJECTION_KEPT if new else Line.OBJECTION_KNOWN

    async def next(self, after: Case | None = None) -> tuple[Case | None, int]:
        """The oldest open objection, or the next one after another; and how many are open in all."""
        waiting = await self._store.open_objections(self._guild_id)
        found = following(waiting, after.objection if after else None)
        return await self._case(found) if found else None, len(waiting)

    async def case(self, session_id: int, index: int) -> Case | None:
        """The objection to this turn; None: there is none on this server."""
        screen = await self._desk.screen(session_id)
        if screen is None or screen.guild_id != self._guild_id or not 0 <= index < len(screen.turns):
            return None
        turn = screen.turns[index]
        objection = await self._store.objection(session_id, turn.number, turn.attempt)
        return await self._case(objection) if objection else None

    async def decide(
        self, case: Case, by: int, at: int, agreed: bool, word: str, overall: int | None, levels: str
    ) -> Decision | None:
        """Keep the decision, and have the member told; scores stay as they are.

        What comes back is an earlier decision, which counts instead.

        Raises Unclear when the levels can't be read.
        """
        row = case.scene.turns[case.index]
        rated = score_of(row.score).levels if row.score else {}
        known = case.scene.script.rubric.competencies
        names = {id: known[id].name if id in known else id for id in rated}
        decision = Decision(by, at, agreed, word.strip(), overall, ratings(overall, levels, names))
        key = row.session_id, row.number, row.attempt
        told = effect_json(TellDecision(case.index, agreed, decision.word))
        if await self._desk.beside(row.session_id, lambda: self._store.decide(*key, decision, (told,))):
            return None
        first = await self._store.objection(*key)
        return first.decision if first else None

    async def _case(self, objection: ObjectionRow) -> Case | None:
        screen = await self._desk.screen(objection.session_id)
        key = objection.number, objection.attempt
        for index, turn in enumerate(screen.turns if screen else ()):
            if screen is not None and (turn.number, turn.attempt) == key:
                return Case(objection, index, await self._desk.scene(screen, (index,)))
        return None
