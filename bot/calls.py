"""Calls, as a kind of session."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.practice.calls.call import Call, Phase
from bot.practice.calls.call import Scene as Rules
from bot.practice.calls.call_steps import step
from bot.practice.calls.content import CallScript, Direction
from bot.practice.calls.effects import KeepCall, ShowScorecard
from bot.practice.calls.turns import over
from bot.practice.choosing import choose_call
from bot.practice.content import Pack, Question
from bot.practice.effects import Effect, Line, Share, Tell
from bot.practice.events import DeadlinePassed, Event, Said, TypingSeen
from bot.practice.lifecycle import without_content
from bot.practice.records import SessionRow
from bot.practice.store import Store
from bot.practice.timing import Pace
from bot.scoring.rubric import Rubric
from bot.scoring.score import Score
from bot.sessions import CannotStart, Kept, Request
from bot.settings import Settings
from bot.stage import CallScene
from bot.state import CALL, call_of, call_row, call_session_row

RECENT_CALLS = 30
"""Calls among a member's last so many come again last."""


class UnknownCall(CannotStart):
    """There is no call of this name."""


class NoSuchCall(CannotStart):
    """There is no call of this direction and difficulty."""


@dataclass(frozen=True, slots=True)
class CallRequest(Request):
    """What a member asks for with `/call start`; `call`, `direction`, `difficulty` and `seed` may be left open.

    `call` is an id ("pack/id" or "id") or a title. `drill` is the drill (session)
    that it is part of.
    """

    pace: Pace
    public: bool
    call: str | None = None
    direction: Direction | None = None
    difficulty: int | None = None
    seed: int | None = None
    drill: int | None = None


class Calls:
    """Implements `sessions.Kind`."""

    name = CALL
    session = Call
    request = CallRequest

    def __init__(
        self,
        store: Store,
        packs: Mapping[str, Pack],
        rubric: Rubric,
        rate: Callable[[Question, str], Score],
        settings: Settings,
    ) -> None:
        self._store = store
        self._settings = settings
        self._packs = packs
        self._rubric = rubric
        self._rate = rate

    async def begin(self, request: CallRequest) -> Call:
        """The call asked for, or one that was not had lately. Raises UnknownCall, NoSuchCall, StoreError."""
        seed = request.id if request.seed is None else request.seed
        found = self._named(request.call) if request.call else await self._picked(request, seed)
        own = await self._settings.member(request.guild_id, request.member_id)
        return Call(
            **request.begins(own.factor),
            pack=found[0],
            script=found[1],
            pace=request.pace,
            public=request.public,
            seed=seed,
            drill=request.drill,
        )

    def _named(self, name: str) -> tuple[str, str]:
        wanted = name.strip().casefold()
        for pack in self._packs.values():
            for script in pack.calls.values():
                if wanted in (script.id, f"{pack.id}/{script.id}", script.title.casefold()):
                    return pack.id, script.id
        raise UnknownCall(name)

    async def _picked(self, request: CallRequest, seed: int) -> tuple[str, str]:
        recent = await self._store.calls(request.guild_id, request.member_id, RECENT_CALLS, 0)
        scripts = [(pack.id, script) for pack in self._packs.values() for script in pack.calls.values()]
        fitting = [
            (pack, script.id)
            for pack, script in scripts
            if not script.retired
            and request.direction in (None, script.direction)
            and request.difficulty in (None, script.difficulty)
        ]
        picked = choose_call(fitting, seed, [(row.pack, row.call) for row in recent])
        if picked is None:
            raise NoSuchCall
        return picked

    def row(self, session: Call) -> SessionRow:
        return call_session_row(session)

    async def load(self, row: SessionRow) -> Call:
        return call_of(row)

    def admits(self, session: Call, by: int) -> bool:
        return by == session.member_id

    def step(self, session: Call, event: Event) -> tuple[Call, list[Effect]]:
        script = self.script(session)
        if script is None:
            return without_content(session, event, over)
        if isinstance(event, Said) and session.taken_at is not None and event.at < session.taken_at:
            return session, []  # read again in the thread: while it rang nobody was there to hear it
        return step(session, event, Rules(script, self._rate))

    def put_away(self, session: Call, at: int) -> tuple[Call, list[Effect]]:
        return over(session, at, "mistake"), [Tell(Line.WENT_WRONG)]

    def kept(self, session: Call, effects: Sequence[Effect]) -> Kept:
        return Kept(calls=tuple(call_row(session, effect) for effect in effects if isinstance(effect, KeepCall)))

    def hears_silence(self, session: Call, event: Event) -> bool:
        on_the_line = session.phase in (Phase.TALKING, Phase.HOLDING)
        return isinstance(event, DeadlinePassed) and on_the_line and not session.pending

    def is_slight(self, session: Call, event: Event) -> bool:
        return isinstance(event, TypingSeen)

    async def scene(self, session: Call, effect: Effect) -> CallScene | None:
        return await self.scene_of(session, over=isinstance(effect, ShowScorecard | Share))

    async def scene_of(self, call: Call, over: bool = False) -> CallScene | None:
        """What is needed to show the call, with its record when it is `over`; None: its content is gone."""
        script = self.script(call)
        if script is None:
            return None
        record = await self._store.call(call.id) if over else None
        return CallScene(call, script, self._rubric, record)

    def script(self, call: Call) -> CallScript | None:
        """The call's content; None: it is there no more, or no longer has what this call is at."""
        pack = self._packs.get(call.pack)
        script = pack.calls.get(call.script) if pack else None
        if script is None or call.ended_at is not None or call.caller is None:
            return script
        return script if any(beat.id == call.caller.beat for beat in script.beats) else None
