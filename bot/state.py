"""Screens, effects and scores as JSON, for the rows that storage keeps."""

import json

from pydantic import TypeAdapter

from bot.practice import effects
from bot.practice.effects import DurableEffect, KeepTurn
from bot.practice.points import periods
from bot.practice.records import SessionRow, TurnRow
from bot.practice.screen import Screen
from bot.practice.turns import over
from bot.scoring.score import Score
from bot.scoring.second_opinion import Opinion

SCREEN = "screen"

_SCREEN = TypeAdapter(Screen)
_SCORE = TypeAdapter(Score)
_OPINION = TypeAdapter(Opinion)
_EFFECTS: dict[str, TypeAdapter[DurableEffect]] = {
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
    )
}


def session_row(screen: Screen) -> SessionRow:
    """The row that keeps this screen."""
    return SessionRow(
        id=screen.id,
        kind=SCREEN,
        guild_id=screen.guild_id,
        channel_id=screen.channel_id,
        thread_id=screen.thread_id,
        member_id=screen.member_id,
        state=_SCREEN.dump_json(screen).decode(),
        wake_at=screen.wake_at,
        started_at=screen.started_at,
        ended_at=screen.ended_at,
    )


def screen_of(row: SessionRow) -> Screen:
    """The screen that this row keeps."""
    screen = _SCREEN.validate_json(row.state)
    if row.ended_at is not None and screen.ended_at is None:  # the bot was removed from the server: storage ended it
        return over(screen, row.ended_at, "server")
    return screen


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
        periods=periods(turn.answered_at or asked_at),
    )


def effect_json(effect: DurableEffect) -> str:
    """An effect with its name."""
    name = type(effect).__name__
    return json.dumps([name, json.loads(_EFFECTS[name].dump_json(effect))])


def effect_of(body: str) -> DurableEffect:
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
