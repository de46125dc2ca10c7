"""Scenes for the cards of a drill: who is in it, its rounds, and answers with their scores."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.practice.drill.drill import Drill, Entrant, Phase, Round, Team
from bot.practice.records import CallRow, DrillTurnRow
from bot.scoring.rubric import Competency, Rubric
from bot.scoring.score import Score
from bot.stage import DrillScene
from bot.state import score_json
from tests.face import call_scenes
from tests.face.scenes import ANSWER, ASKED_AT, NAMES, QUESTION, SCORE, SESSION, pack

CHANNEL, DRILL_THREAD = 400_000_000_000_000_001, 400_000_000_000_000_002
SECONDS = 60
PEOPLE = ("Anna Berg", "Ben Okafor", "Chidi Mensah", "Dana", "Emil")
TEAMS = (Team("Reds"), Team("Blues"))
RUBRIC = Rubric("1", {name: Competency(name, shown, "", {}) for name, shown in NAMES.items()}, {})


def entrants(*names: str, **changes: Any) -> dict[int, Entrant]:
    """Members 1, 2, 3 … of these names."""
    return {
        number: replace(Entrant(number, name, ASKED_AT - 60_000 + number), **changes)
        for number, name in enumerate(names, 1)
    }


def asked(index: int, **changes: Any) -> Round:
    """A round whose card was put two minutes after the one before, and that has a minute."""
    at = ASKED_AT + index * 120_000
    return replace(Round(QUESTION.id, 5 + index, at, at + SECONDS * 1000), **changes)


def drill(**changes: Any) -> Drill:
    """A drill of three rounds; all of `PEOPLE` are in, and the first round takes answers."""
    made = Drill(
        id=SESSION,
        guild_id=1,
        channel_id=CHANNEL,
        member_id=9,
        member_name="Mo Derator",
        pack="core",
        title="Tuesday evening",
        seconds=SECONDS,
        seed=1,
        started_at=ASKED_AT - 90_000,
        rounds=(asked(0), Round(QUESTION.id), Round(QUESTION.id)),
        thread_id=DRILL_THREAD,
        lobby_id=DRILL_THREAD,
        phase=Phase.ANSWERING,
        entrants=entrants(*PEOPLE),
    )
    return replace(made, **changes)


def answer(member: int, round: int = 1, overall: int | None = 63, took: int = 40, **changes: Any) -> DrillTurnRow:
    """A member's answer to a round (from 1), `took` seconds after its card; `score` changes what it came to."""
    score: Score | None = changes.pop("score", SCORE)
    rated = replace(score, overall=overall) if score and overall is not None else None
    at = ASKED_AT + (round - 1) * 120_000
    made = DrillTurnRow(
        session_id=SESSION,
        round=round,
        member_id=member,
        guild_id=1,
        pack="core",
        question=QUESTION.id,
        asked_at=at,
        answered_at=at + took * 1000,
        answer=ANSWER,
        overall=overall if rated else None,
        score=score_json(rated) if rated else None,
        engine="1",
        rubric="1",
    )
    return replace(made, **changes)


def scene(of: Drill | None = None, turns: Sequence[DrillTurnRow] = (), **changes: Any) -> DrillScene:
    """This drill with these answers."""
    return replace(DrillScene(of or drill(), pack(), RUBRIC, tuple(turns)), **changes)


def call_scene(overalls: Sequence[int], **changes: Any) -> DrillScene:
    """A call drill in which members 1, 2, … got this on their calls."""
    made = drill(call="lamp", rounds=(asked(0, question="call/lamp", closes_at=ASKED_AT + 600_000),), **changes)
    calls = {number: call_row(number, overall) for number, overall in enumerate(overalls, 1)}
    return scene(made, calls=calls, pack=pack(calls={"lamp": call_scenes.SCRIPT}))


def call_row(member: int, overall: int) -> CallRow:
    """The record of a member's call."""
    record = call_scenes.over(replace(call_scenes.RESULT, overall=overall)).record
    assert record is not None
    return replace(record, member_id=member, session_id=SESSION + member)
