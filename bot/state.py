"""Screens, effects and scores as JSON, for the rows that storage keeps."""

import json

from pydantic import TypeAdapter

from bot.practice import effects
from bot.practice.effects import DurableEffect
from bot.practice.records import SessionRow
from bot.practice.screen import Screen
from bot.scoring.score import Score

SCREEN = "screen"

_SCREEN = TypeAdapter(Screen)
_SCORE = TypeAdapter(Score)
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
    return _SCREEN.validate_json(row.state)


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
