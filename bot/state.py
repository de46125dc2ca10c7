"""Sessions, effects and scores as JSON, for the rows that storage keeps."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

from bot.practice import effects
from bot.practice.calls import effects as call_effects
from bot.practice.calls.call import Call, Spoken
from bot.practice.calls.effects import KeepCall
from bot.practice.calls.scorecard import Scorecard
from bot.practice.calls.turns import over as call_over
from bot.practice.dialer import effects as shift_effects
from bot.practice.dialer.effects import KeepShift
from bot.practice.dialer.result import ShiftResult
from bot.practice.dialer.shift import Connection, Shift
from bot.practice.dialer.turns import over as shift_over
from bot.practice.drill import effects as drill_effects
from bot.practice.drill.drill import Drill, Entrant
from bot.practice.drill.drill import Phase as DrillPhase
from bot.practice.drill.effects import KeepAnswer, KeepEntrant
from bot.practice.effects import Effect, KeepTurn
from bot.practice.records import CallRow, DrillTurnRow, EntrantRow, SessionRow, ShiftRow, TurnRow
from bot.practice.screen import Screen
from bot.practice.session import Session
from bot.practice.skills import effects as skill_effects
from bot.practice.skills.effects import KeepExercise, KeepMissed
from bot.practice.skills.exercise import Exercise, ExerciseRow, MissedRow, Result
from bot.practice.skills.exercise_steps import over as exercise_over
from bot.practice.turns import over
from bot.scoring.score import Score
from bot.scoring.second_opinion import Opinion

R = TypeVar("R")
S = TypeVar("S", bound=Session)

SCREEN, CALL, SHIFT, DRILL, EXERCISE = "screen", "call", "shift", "drill", "exercise"
"""The kinds of session, as their rows name them."""

_SCREEN = TypeAdapter(Screen)
_CALL = TypeAdapter(Call)
_SHIFT = TypeAdapter(Shift)
_DRILL = TypeAdapter(Drill)
_EXERCISE = TypeAdapter(Exercise)
_IN_TABLES = {"entrants", "answered"}
_SCORECARD = TypeAdapter(Scorecard)
_LOG = TypeAdapter(tuple[Spoken, ...])
_RESULT = TypeAdapter(ShiftResult)
_DIALLED = TypeAdapter(tuple[Connection, ...])
_SCORE = TypeAdapter(Score)
_OPINION = TypeAdapter(Opinion)
_EFFECTS: dict[str, TypeAdapter[Effect]] = {
    kind.__name__: TypeAdapter(kind)
    for kind in (
        effects.OpenThread,
        effects.DropThread,
        effects.PutLobby,
        effects.PutQuestion,
        effects.Tell,
        effects.PutPause,
        effects.ShowFeedback,
        effects.ShowReport,
        effects.Share,
        effects.TellDecision,
        call_effects.PutBriefing,
        call_effects.PutDesk,
        call_effects.SayLine,
        call_effects.ShowRecord,
        call_effects.TellOnCall,
        call_effects.ShowScorecard,
        shift_effects.PutDialling,
        shift_effects.SayAsContact,
        shift_effects.TellConnection,
        shift_effects.PutBreak,
        shift_effects.TellOnShift,
        shift_effects.ShowShiftResult,
        drill_effects.PutDrillLobby,
        drill_effects.UpdateLobby,
        drill_effects.OpenDrillThread,
        drill_effects.PutRound,
        drill_effects.UpdateRound,
        drill_effects.PutReveal,
        drill_effects.PutPodium,
        drill_effects.TellDrill,
        skill_effects.PutReady,
        skill_effects.PutTask,
        skill_effects.PutPiece,
        skill_effects.HideTask,
        skill_effects.TellSkill,
        skill_effects.ShowResult,
    )
}
"""The durable effects of all kinds."""


def session_row(screen: Screen) -> SessionRow:
    """The row that keeps this screen."""
    return _row(SCREEN, screen, _SCREEN.dump_json(screen))


def call_session_row(call: Call) -> SessionRow:
    """The row that keeps this call."""
    return _row(CALL, call, _CALL.dump_json(call))


def shift_session_row(shift: Shift) -> SessionRow:
    """The row that keeps this shift."""
    return _row(SHIFT, shift, _SHIFT.dump_json(shift))


def drill_session_row(drill: Drill) -> SessionRow:
    """The row that keeps this drill; its entrants and answers have rows of their own."""
    return _row(DRILL, drill, _DRILL.dump_json(drill, exclude=_IN_TABLES))


def exercise_session_row(exercise: Exercise) -> SessionRow:
    """The row that keeps this exercise."""
    return _row(EXERCISE, exercise, _EXERCISE.dump_json(exercise))


def _row(kind: str, session: Session, state: bytes) -> SessionRow:
    return SessionRow(
        id=session.id,
        kind=kind,
        guild_id=session.guild_id,
        channel_id=session.channel_id,
        thread_id=session.thread_id,
        member_id=session.member_id,
        state=state.decode(),
        wake_at=session.wake_at,
        started_at=session.started_at,
        ended_at=session.ended_at,
    )


def _unless_removed(session: S, row: SessionRow, over: Callable[[S, int, str], S]) -> S:
    """The session, over where storage has ended it: the bot was removed from the server."""
    if row.ended_at is None or session.ended_at is not None:
        return session
    return over(session, row.ended_at, "server")


def screen_of(row: SessionRow) -> Screen:
    """The screen that this row keeps."""
    return _unless_removed(_SCREEN.validate_json(row.state), row, over)


def call_of(row: SessionRow) -> Call:
    """The call that this row keeps."""
    return _unless_removed(_CALL.validate_json(row.state), row, call_over)


def shift_of(row: SessionRow) -> Shift:
    """The shift that this row keeps."""
    return _unless_removed(_SHIFT.validate_json(row.state), row, shift_over)


def exercise_of(row: SessionRow) -> Exercise:
    """The exercise that this row keeps."""
    return _unless_removed(_EXERCISE.validate_json(row.state), row, exercise_over)


def drill_of(row: SessionRow, entrants: Iterable[EntrantRow]) -> Drill:
    """The drill that these rows keep; nobody has answered yet."""
    drill = _DRILL.validate_json(row.state)
    drill = replace(drill, entrants={kept.member_id: _entrant(kept) for kept in entrants})
    return _unless_removed(drill, row, drill_over)


def drill_title(row: SessionRow) -> str:
    """The title of the drill that this row keeps, without reading all of it."""
    title: str = json.loads(row.state)["title"]
    return title


def drill_over(drill: Drill, at: int, why: str) -> Drill:
    """The drill, ended without asking its rules."""
    return replace(drill, phase=DrillPhase.ENDED, phase_since=at, ended_at=at, ended_why=why, stale=False)


def _entrant(row: EntrantRow) -> Entrant:
    return Entrant(
        id=row.member_id,
        name=row.name,
        joined_at=row.joined_at,
        team=row.team,
        factor=row.factor,
        named=row.named,
        call_id=row.call_id,
        left_at=row.left_at,
        removed=row.removed,
    )


def entrant_row(drill: Drill, kept: KeepEntrant) -> EntrantRow:
    """The row that keeps a member's entry."""
    entrant = drill.entrants[kept.member_id]
    return EntrantRow(
        session_id=drill.id,
        member_id=entrant.id,
        name=entrant.name,
        joined_at=entrant.joined_at,
        team=entrant.team,
        factor=entrant.factor,
        named=entrant.named,
        call_id=entrant.call_id,
        left_at=entrant.left_at,
        removed=entrant.removed,
    )


def drill_turn_row(drill: Drill, kept: KeepAnswer) -> DrillTurnRow:
    """The row that keeps a member's answer, unrated."""
    number = drill.number if kept.round is None else kept.round
    asked = drill.rounds[number]
    return DrillTurnRow(
        session_id=drill.id,
        round=number + 1,
        member_id=kept.member_id,
        guild_id=drill.guild_id,
        pack=drill.pack,
        question=asked.question,
        asked_at=asked.asked_at or drill.started_at,
        answered_at=kept.sent_at,
        answer=kept.text,
    )


def turn_row(screen: Screen, kept: KeepTurn) -> TurnRow:
    """The row that keeps a turn that is over."""
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
    )


def call_row(call: Call, kept: KeepCall) -> CallRow:
    """The row that keeps a call that is over."""
    card, score = kept.scorecard, kept.scorecard.score
    started_at = call.taken_at or call.started_at
    ended_at = call.ended_at or started_at
    return CallRow(
        session_id=call.id,
        guild_id=call.guild_id,
        member_id=call.member_id,
        pack=call.pack,
        call=call.script,
        started_at=started_at,
        ended_at=ended_at,
        outcome=str(card.outcome),
        satisfaction=card.satisfaction,
        overall=card.overall,
        scorecard=_SCORECARD.dump_json(card).decode(),
        engine=score.engine if score else None,
        rubric=score.rubric if score else None,
        log=_LOG.dump_json(call.log).decode(),
        drill=call.drill,
    )


def shift_row(shift: Shift, kept: KeepShift, content: str) -> ShiftRow:
    """The row that keeps a shift that is over; `content` is the version of its campaign."""
    result = kept.result
    ended_at = shift.ended_at or shift.started_at
    nothing = result.send is None and not result.hits
    return ShiftRow(
        session_id=shift.id,
        guild_id=shift.guild_id,
        member_id=shift.member_id,
        pack=shift.pack,
        campaign=shift.campaign,
        started_at=shift.started_at,
        ended_at=ended_at,
        connections=result.connections,
        hits=result.hits,
        overall=None if nothing else result.overall,
        result=_RESULT.dump_json(result).decode(),
        content=content,
        dialled=_DIALLED.dump_json(shift.connections).decode(),
        log=_LOG.dump_json(shift.log).decode(),
    )


def exercise_row(exercise: Exercise, kept: KeepExercise, content: str) -> ExerciseRow:
    """The row that keeps an exercise that is over; `content` is the version of its pack's skills."""
    return ExerciseRow(
        session_id=exercise.id,
        guild_id=exercise.guild_id,
        member_id=exercise.member_id,
        pack=exercise.pack,
        skill=exercise.skill,
        variant=exercise.variant,
        tasks=exercise.tasks,
        started_at=exercise.started_at,
        ended_at=exercise.ended_at or exercise.started_at,
        overall=kept.result.overall,
        result=exercise_result_json(kept.result),
        content=content,
    )


def missed_row(exercise: Exercise, kept: KeepMissed) -> MissedRow:
    """The row that says when a question of basics comes back."""
    question = exercise.tasks[kept.number]
    return MissedRow(exercise.guild_id, exercise.member_id, exercise.pack, question, kept.step, kept.due_at)


_result: Callable[[type], TypeAdapter[Any]] = lru_cache(maxsize=16)(TypeAdapter)


def exercise_result_json(result: Result) -> str:
    """What an exercise came to, whatever its skill."""
    return _result(type(result)).dump_json(result).decode()


def exercise_result_of(kind: type[R], row: ExerciseRow) -> R | None:
    """The result of an exercise's row, of the skill's own kind; None: its words were forgotten."""
    result: R | None = _result(kind).validate_json(row.result) if row.result else None
    return result


def shift_result_of(text: str) -> ShiftResult:
    """The result of a shift's row."""
    return _RESULT.validate_json(text)


def scorecard_of(text: str) -> Scorecard:
    """The scorecard of a call's row."""
    return _SCORECARD.validate_json(text)


def is_durable(effect: Effect) -> bool:
    """Whether the effect is stored, and performed until it is done or refused."""
    return type(effect).__name__ in _EFFECTS


def effect_json(effect: Effect) -> str:
    """A durable effect with its name."""
    name = type(effect).__name__
    return json.dumps([name, json.loads(_EFFECTS[name].dump_json(effect))])


def effect_of(body: str) -> Effect:
    """What `effect_json` wrote."""
    name, fields = json.loads(body)
    return _EFFECTS[name].validate_python(fields)


def score_json(score: Score) -> str:
    """A score with its levels, evidence and feedback."""
    return _SCORE.dump_json(score).decode()


def score_of(text: str) -> Score:
    """What `score_json` wrote."""
    return _SCORE.validate_json(text)


def opinion_json(opinion: Opinion) -> str:
    """A second opinion, with the model that gave it."""
    return _OPINION.dump_json(opinion).decode()


def opinion_of(text: str) -> Opinion:
    """What `opinion_json` wrote."""
    return _OPINION.validate_json(text)
