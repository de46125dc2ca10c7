"""Phone screens, as a kind of session."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.calls import Calls
from bot.practice.calls.effects import (
    KeepCall,
    PutBriefing,
    PutDesk,
    SayLine,
    ShowRecord,
    ShowScorecard,
    TellOnCall,
)
from bot.practice.calls.turns import over as call_over
from bot.practice.choosing import choose, with_call
from bot.practice.content import Pack, Question, Recruiter
from bot.practice.copying import same
from bot.practice.effects import Effect, KeepTurn, Line, Share, ShowFeedback, ShowReport, Tell
from bot.practice.events import DeadlinePassed, Event, TypingSeen
from bot.practice.records import SessionRow, TurnRow
from bot.practice.screen import Phase, Screen, Script
from bot.practice.screen_steps import step
from bot.practice.store import Store
from bot.practice.timing import Pace
from bot.practice.turns import over
from bot.scoring.rubric import Rubric
from bot.scoring.score import Score
from bot.sessions import CannotStart, Kept, Request
from bot.settings import Settings
from bot.stage import AnyScene, Scene
from bot.state import SCREEN, call_row, screen_of, session_row, turn_row

RECENT_TURNS = 30
"""Questions among a member's last so many turns are asked again last."""


class UnknownPack(CannotStart):
    """There is no pack of this name."""


@dataclass(frozen=True, slots=True)
class ScreenRequest(Request):
    """What a member asks for with `/screen start`."""

    pack: str
    questions: int
    pace: Pace
    public: bool


class Screens:
    """Implements `sessions.Kind`."""

    name = SCREEN
    session = Screen
    request = ScreenRequest

    def __init__(
        self,
        store: Store,
        packs: Mapping[str, Pack],
        rubric: Rubric,
        rate: Callable[[Question, str], Score],
        second_reader: bool,
        calls: Calls,
        settings: Settings,
    ) -> None:
        self._store = store
        self._settings = settings
        self._packs = packs
        self._rubric = rubric
        self._rate = rate
        self._second_reader = second_reader
        self._calls = calls

    async def begin(self, request: ScreenRequest) -> Screen:
        """A screen of questions that were not asked lately. Raises UnknownPack, StoreError."""
        pack = self._packs.get(request.pack)
        if pack is None:
            raise UnknownPack(request.pack)
        recent = await self._store.history(request.guild_id, request.member_id, RECENT_TURNS, 0)
        asked_lately = {turn.question for turn in recent if turn.pack == pack.id}
        chosen = choose(pack.questions.values(), request.questions, request.id, asked_lately)
        questions, shows = with_call(chosen, pack)
        own = await self._settings.member(request.guild_id, request.member_id)
        return Screen(
            **request.begins(own.factor),
            pack=pack.id,
            pace=request.pace,
            public=request.public,
            seed=request.id,
            recruiter=request.id >> 22,
            questions=questions,
            shows=shows,
        )

    def row(self, session: Screen) -> SessionRow:
        return session_row(session)

    async def load(self, row: SessionRow) -> Screen:
        return screen_of(row)

    def admits(self, session: Screen, by: int) -> bool:
        return by == session.member_id

    def step(self, session: Screen, event: Event) -> tuple[Screen, list[Effect]]:
        return step(session, event, self._script(session.pack))

    def put_away(self, session: Screen, at: int) -> tuple[Screen, list[Effect]]:
        call = session.call and call_over(session.call, at, "mistake")
        return over(replace(session, call=call), at, "mistake"), [Tell(Line.OVER)]

    def kept(self, session: Screen, effects: Sequence[Effect]) -> Kept:
        turns = tuple(self._turn(session, effect) for effect in effects if isinstance(effect, KeepTurn))
        call = session.call
        calls = tuple(call_row(call, effect) for effect in effects if call and isinstance(effect, KeepCall))
        return Kept(turns, calls)

    def _turn(self, session: Screen, effect: KeepTurn) -> TurnRow:
        """The record of a turn; the strong answer, which **A strong answer** shows, earns nothing when it is said back.

        (Whether it repeats another answer, storage sees.)
        """
        row = turn_row(session, effect)
        asked = self._script(session.pack).questions.get(row.question)
        if row.overall is not None and asked is not None and same(row.answer, asked.strong_answer):
            return replace(row, repeats="strong")
        return row

    def hears_silence(self, session: Screen, event: Event) -> bool:
        if session.on_the_line:
            return self._calls.hears_silence(session.on_the_line, event)
        asking = isinstance(event, DeadlinePassed) and session.open_turn is not None
        return asking and not session.turn.part.pieces

    def is_slight(self, session: Screen, event: Event) -> bool:
        """Typing by somebody who has begun already, or who is on a call."""
        begun = session.open_turn is not None and session.turn.part.began_at is not None
        return (begun or session.phase is Phase.CALLING) and isinstance(event, TypingSeen)

    async def scene(self, session: Screen, effect: Effect) -> AnyScene | None:
        if isinstance(effect, PutBriefing | PutDesk | SayLine | ShowRecord | TellOnCall | ShowScorecard):
            scene = await self._calls.scene(session.call, effect) if session.call else None
            return replace(scene, within=await self.scene_of(session)) if scene else None
        if isinstance(effect, ShowReport | Share):
            scene_of_all = await self.scene_of(session, tuple(range(len(session.turns))))
            return replace(scene_of_all, call=await self._store.call(session.id) if session.called else None)
        return await self.scene_of(session, effect.turns if isinstance(effect, ShowFeedback) else ())

    async def scene_of(self, screen: Screen, indexes: tuple[int, ...] = ()) -> Scene:
        """What is needed to show the screen, with the records of these turns."""
        turns: dict[int, TurnRow] = {}
        for index in indexes:
            turn = screen.turns[index]
            row = await self._store.turn(screen.id, turn.number, turn.attempt)
            if row is not None:
                turns[index] = row
        return Scene(screen, self._script(screen.pack), turns)

    def _script(self, pack_id: str) -> Script:
        pack = self._packs.get(pack_id) or Pack(pack_id, pack_id, "", "Headset", (Recruiter("Sam", "Recruiter"),))
        return Script(pack, self._rubric, self._rate, self._second_reader)
