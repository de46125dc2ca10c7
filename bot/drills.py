"""Drills, as a kind of session: many members, the same questions at the same time."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.practice.choosing import choose
from bot.practice.content import Pack
from bot.practice.drill.drill import Drill, Round, Team
from bot.practice.drill.drill_steps import step
from bot.practice.drill.effects import (
    DrillLine,
    KeepAnswer,
    KeepEntrant,
    PutDrillLobby,
    PutPodium,
    PutReveal,
    ReplyInDrill,
    TellDrill,
    UpdateLobby,
)
from bot.practice.drill.events import LeavePressed, MemberPressed, ModeratorPressed
from bot.practice.effects import Effect
from bot.practice.events import Event, Gone
from bot.practice.records import CallRow, DrillTurnRow, SessionRow
from bot.practice.settings import Seen
from bot.practice.store import Store
from bot.rating import Rater
from bot.scoring.rubric import Rubric
from bot.sessions import CannotStart, Kept
from bot.settings import Settings
from bot.stage import DrillScene
from bot.state import CALL, DRILL, call_of, drill_of, drill_over, drill_session_row, drill_turn_row, entrant_row

SOON = 30_000
"""A drill that is to start now starts so many ms after its lobby was asked for: time to join."""

SHORTEST, LONGEST = 15, 600
"""Seconds of a round."""

USUAL_SECONDS, USUAL_CALL_SECONDS, USUAL_QUESTIONS = 120, 600, 3
MOST_ROUNDS, MOST_TEAMS = 10, 10
TITLE = 80
"""Characters of a title: a thread's name takes 100."""


@dataclass(frozen=True, slots=True)
class DrillRequest:
    """What a moderator asks for with `/drill launch`, or a schedule does. Whoever makes one has checked that they may.

    `id` is the snowflake of the interaction, or another that is in no use; `at` and `starts_at` are ms UTC;
    `starts_at` None: when a moderator presses Start, `at` + SOON: now. `questions` are ids in their order; without them
    `number` are chosen, those that are rated on `competency` (id) if it is given. `teams` is how many to draw, or the
    teams that are roles. `call` ("pack/id" or "id") makes it a call drill of one round.
    """

    id: int
    at: int
    guild_id: int
    channel_id: int
    member_id: int
    member_name: str
    pack: str
    title: str = ""
    questions: tuple[str, ...] = ()
    number: int = USUAL_QUESTIONS
    competency: str = ""
    seconds: int | None = None
    starts_at: int | None = None
    automatic: bool = False
    teams: int | tuple[Team, ...] = 0
    call: str = ""


class Drills:
    """Implements `sessions.Kind`. `stop_call` ends a member's call (session) of a call drill."""

    name = DRILL
    session = Drill
    request = DrillRequest

    def __init__(
        self,
        store: Store,
        packs: Mapping[str, Pack],
        rubric: Rubric,
        rater: Rater,
        stop_call: Callable[[int], Awaitable[None]],
        settings: Settings,
    ) -> None:
        self._store = store
        self._packs = packs
        self._rubric = rubric
        self._rater = rater
        self._stop_call = stop_call
        self._settings = settings
        self._reading = asyncio.Lock()
        self._came_to: tuple[int, tuple[DrillTurnRow, ...]] = (0, ())

    async def begin(self, request: DrillRequest) -> Drill:
        """A drill of what is asked for. Raises CannotStart with what is wrong with it in one sentence."""
        pack, rounds, call = self.content(request)
        seconds = request.seconds or (USUAL_CALL_SECONDS if call else USUAL_SECONDS)
        if not SHORTEST <= seconds <= LONGEST:
            raise CannotStart(f"A round takes {SHORTEST} to {LONGEST} seconds.")
        return Drill(
            id=request.id,
            guild_id=request.guild_id,
            channel_id=request.channel_id,
            member_id=request.member_id,
            member_name=request.member_name,
            pack=pack.id,
            title=" ".join(request.title.split())[:TITLE] or (pack.calls[call].title if call else pack.title),
            seconds=seconds,
            seed=request.id,
            started_at=request.at,
            rounds=tuple(Round(question) for question in rounds),
            call=call,
            automatic=request.automatic,
            teams=_teams(request.teams),
            starts_at=request.starts_at,
        )

    def content(self, request: DrillRequest) -> tuple[Pack, tuple[str, ...], str]:
        """The pack, the questions of the rounds and the call's id, as the request asks for them. Raises CannotStart."""
        if request.call:
            return self._call(request)
        pack = self._packs.get(request.pack)
        if pack is None:
            raise CannotStart(f"There is no pack “{request.pack}”.")
        if request.questions:
            return pack, _known(pack, request.questions), ""
        wanted = request.competency
        fitting = [one for one in pack.questions.values() if not wanted or wanted in one.weights]
        chosen = choose(fitting, min(request.number, MOST_ROUNDS), request.id)
        if not chosen:
            name = self._rubric.name(wanted) if wanted else ""
            raise CannotStart(f"The pack {pack.title} has no question that is rated on {name or 'anything'}.")
        return pack, chosen, ""

    def _call(self, request: DrillRequest) -> tuple[Pack, tuple[str, ...], str]:
        wanted = request.call.strip().casefold()
        for pack in self._packs.values():
            for script in pack.calls.values():
                if wanted in (script.id, f"{pack.id}/{script.id}", script.title.casefold()):
                    return pack, (f"call/{script.id}",), script.id
        raise CannotStart(f"There is no call “{request.call}”.")

    def row(self, session: Drill) -> SessionRow:
        return drill_session_row(session)

    async def load(self, row: SessionRow) -> Drill:
        drill = drill_of(row, await self._store.entrants(row.id))
        if drill.call:
            return replace(drill, answered=frozenset(await self._called(drill)))
        turns = await self._store.drill_turns(row.id)
        return replace(drill, answered=frozenset(turn.member_id for turn in turns if turn.round == drill.number + 1))

    def admits(self, session: Drill, by: int) -> bool:
        return True

    def step(self, session: Drill, event: Event) -> tuple[Drill, list[Effect]]:
        if session.pack in self._packs:
            return step(session, event)
        if session.ended_at is None:  # its content was taken away
            gone = isinstance(event, Gone)
            return drill_over(session, event.at, "content"), [] if gone else [TellDrill(DrillLine.OVER)]
        pressed = isinstance(event, MemberPressed | LeavePressed | ModeratorPressed)
        return session, [ReplyInDrill(DrillLine.OVER)] if pressed else []

    def put_away(self, session: Drill, at: int) -> tuple[Drill, list[Effect]]:
        return drill_over(session, at, "mistake"), [TellDrill(DrillLine.OVER)]

    def kept(self, session: Drill, effects: Sequence[Effect]) -> Kept:
        if session.id == self._came_to[0] and any(isinstance(effect, KeepAnswer) for effect in effects):
            self._came_to = 0, ()  # sent in time, heard of after the end
        return Kept(
            entrants=tuple(entrant_row(session, effect) for effect in effects if isinstance(effect, KeepEntrant)),
            drill_turns=tuple(drill_turn_row(session, effect) for effect in effects if isinstance(effect, KeepAnswer)),
        )

    def hears_silence(self, session: Drill, event: Event) -> bool:
        """Never: what is said in the thread is no part of it, and forms can't be read again."""
        return False

    def is_slight(self, session: Drill, event: Event) -> bool:
        return False

    async def scene(self, session: Drill, effect: Effect) -> DrillScene | None:
        """With all answers, rated, where they are shown: that is waited for. Nobody is named who does not want it."""
        if session.call and (isinstance(effect, PutReveal) or session.ended_at is not None):
            await self._stop_calls(session)
        if isinstance(effect, PutDrillLobby | UpdateLobby):
            return self.bare(await self._named_as_they_wish(session))
        if not isinstance(effect, PutReveal | PutPodium):
            return self.bare(session)
        await self._rater.settled(session.id)
        return await self.scene_of(await self._named_as_they_wish(session))

    async def _stop_calls(self, drill: Drill) -> None:
        """Those that are still on, also where we were killed before it was noted that they are."""
        for entrant in drill.entrants.values():
            if entrant.id in drill.answered:
                continue
            call_id = entrant.call_id
            if call_id is None:
                row = await self._store.live(drill.guild_id, entrant.id)
                call_id = row.id if row and row.kind == CALL and call_of(row).drill == drill.id else None
            if call_id is not None:
                await self._stop_call(call_id)

    async def scene_of(self, drill: Drill) -> DrillScene | None:
        """What is needed to show all of the drill, as far as it is rated; None: its content is gone.

        As it is, it is for moderators, who see the names of all.
        """
        scene = self.bare(drill)
        if scene is None:
            return None
        turns = await self._store.drill_turns(drill.id)
        members = tuple(drill.entrants)
        return replace(
            scene,
            turns=tuple(turn for turn in turns if turn.overall is not None),
            calls=await self._called(drill) if drill.call else {},
            # A call is rated on other things than answers are, so it is not compared with those before.
            averages={} if drill.call else await self._store.averages(drill.guild_id, members, drill.started_at),
        )

    async def result_scene(self, drill: Drill, member_id: int) -> DrillScene | None:
        """What is needed to show a member their own result, which a thousand may ask for at once; None: content gone.

        Of what others answered it holds only what it came to.
        """
        scene = self.bare(drill)
        if scene is None or drill.call:
            return await self.scene_of(drill)
        rounds = [await self._store.drill_turn(drill.id, index + 1, member_id) for index in drill.played]
        others = [turn for turn in await self._all_came_to(drill) if turn.member_id != member_id]
        own = [turn for turn in rounds if turn is not None and turn.overall is not None]
        averages = await self._store.averages(drill.guild_id, (member_id,), drill.started_at)
        return replace(scene, turns=(*others, *own), averages=averages)

    async def _all_came_to(self, drill: Drill) -> tuple[DrillTurnRow, ...]:
        """All answers that are rated, without their words; of a drill that is over they are read once."""
        async with self._reading:
            if self._came_to[0] == drill.id:
                return self._came_to[1]
            turns = await self._store.drill_turns(drill.id)
            rated = tuple(replace(turn, answer="", score=None) for turn in turns if turn.overall is not None)
            if drill.ended_at is not None and len(rated) == len(turns):
                self._came_to = drill.id, rated
            return rated

    async def _named_as_they_wish(self, drill: Drill) -> Drill:
        """The drill as all may see it, by what members have set by now: who is without their name on boards, or not on
        them, has no name here; and strong answers have the names of those who have not taken that back."""
        entrants = dict(drill.entrants)
        for entrant in drill.entrants.values():
            own = await self._settings.member(drill.guild_id, entrant.id)
            if own.seen in (Seen.ANONYMOUS, Seen.ABSENT):
                entrants[entrant.id] = replace(entrant, name="", named=False)
            elif entrant.named and not own.named_answers:
                entrants[entrant.id] = replace(entrant, named=False)
        return replace(drill, entrants=entrants)

    def bare(self, drill: Drill) -> DrillScene | None:
        """What is needed to show the drill without its answers; None: its content is gone."""
        pack = self._packs.get(drill.pack)
        return DrillScene(drill, pack, self._rubric) if pack else None

    async def _called(self, drill: Drill) -> dict[int, CallRow]:
        """The calls of a call drill that are over, by member."""
        calls: dict[int, CallRow] = {}
        for entrant in drill.entrants.values():
            row = await self._store.call(entrant.call_id) if entrant.call_id is not None else None
            if row is not None:
                calls[entrant.id] = row
        return calls

    async def turn(self, session_id: int, round: int, member_id: int) -> DrillTurnRow | None:
        """A member's answer to a round (index), once it is rated. Raises StoreError."""
        return await self._rater.rated(session_id, round + 1, member_id)


def _known(pack: Pack, asked: Sequence[str]) -> tuple[str, ...]:
    questions = tuple(dict.fromkeys(name.strip() for name in asked if name.strip()))
    unknown = next((name for name in questions if name not in pack.questions), None)
    if unknown is not None:
        raise CannotStart(f"The pack {pack.title} has no question “{unknown}”.")
    if not 1 <= len(questions) <= MOST_ROUNDS:
        raise CannotStart(f"A drill has 1 to {MOST_ROUNDS} questions.")
    return questions


def _teams(teams: int | tuple[Team, ...]) -> tuple[Team, ...]:
    drawn = tuple(Team(f"Team {number}") for number in range(1, teams + 1)) if isinstance(teams, int) else teams
    if drawn and not 2 <= len(drawn) <= MOST_TEAMS:
        raise CannotStart(f"Choose 2 to {MOST_TEAMS} teams.")
    return drawn
