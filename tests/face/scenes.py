"""Scenes for the cards: a small pack, turns that are over with their scores, and what a built card says."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import discord

from bot.practice.content import FollowUp, Kind, LookFor, Pack, Question, Recruiter
from bot.practice.records import TurnRow
from bot.practice.screen import Outcome, Part, Piece, Screen, Script, Turn
from bot.practice.timing import Pace
from bot.scoring.rubric import Competency, Rubric
from bot.scoring.score import Evidence, Feedback, Level, Score
from bot.stage import Scene
from bot.state import score_json

MEMBER, THREAD, SESSION = 200_000_000_000_000_001, 300_000_000_000_000_001, 100_000_000_000_000_001
ASKED_AT = 1_780_000_000_000
NAMES = {"ownership": "Ownership", "empathy": "Empathy", "resolution": "Resolution"}
ANSWER = "I am sorry that your lamp is broken. The warehouse messed it up. I will send a new one today."

QUESTION = Question(
    id="broken-lamp",
    kind=Kind.PLAN,
    ask="A customer says that the lamp came broken. What do you do?",
    weights={"ownership": 0.5, "empathy": 0.3, "resolution": 0.2},
    look_for=(LookFor("new-lamp", "sends a new lamp", ()),),
    hint="Think of what the customer wants to hear first.",
    strong_answer="I'm sorry, that is our mistake, and I will put it right today.",
    follow_up=FollowUp(("new-lamp",), "And when would the new lamp be there?"),
)
SCORE = Score(
    overall=63,
    levels={
        "ownership": Level("ownership", 3.6, "You promise something by a time."),
        "empathy": Level("empathy", 2.4, "No sentence names what this means to the customer."),
        "resolution": Level("resolution", 4.2, "You say what happens and when."),
    },
    evidence=(),
    junk=None,
    missing=(),
    feedback=Feedback(
        best=Evidence("promises", "ownership", True, "promise a time", "I will send a new one today", 63, 90),
        costliest=Evidence(
            "blames", "ownership", False, "put the blame on a colleague", "The warehouse messed it up", 36, 62
        ),
        change="Say “we”, and leave the warehouse out of it.",
        stronger="I'm sorry, that is our mistake, and I will put it right today.",
    ),
    engine="1",
    rubric="1",
)


def pack(*questions: Question, **changes: Any) -> Pack:
    """A pack of these questions, or of the one above."""
    asked = questions or (QUESTION,)
    made = Pack("core", "Core screen", "", "Linden & Marsh", (Recruiter("Amara Nwosu", "Talent Partner"),))
    return replace(made, **{"questions": {question.id: question for question in asked}, **changes})


def turn(number: int = 1, attempt: int = 1, outcome: Outcome | None = Outcome.ANSWERED, **changes: Any) -> Turn:
    """A turn that began after 4 s and was answered in 38 s, or had no answer."""
    pieces = (Piece(1, ASKED_AT + 38_000, ""),) if outcome is Outcome.ANSWERED else ()
    part = Part(message_id=1, asked_at=ASKED_AT, began_at=ASKED_AT + 4_000 if pieces else None, pieces=pieces)
    return replace(Turn(number, attempt, QUESTION.id, (part,), outcome, SCORE.overall if pieces else None), **changes)


def row(
    number: int = 1, attempt: int = 1, score: Score | None = SCORE, answer: str = ANSWER, **changes: Any
) -> TurnRow:
    """The record of a turn that was answered."""
    made = TurnRow(
        session_id=SESSION,
        number=number,
        attempt=attempt,
        guild_id=1,
        member_id=MEMBER,
        pack="core",
        question=QUESTION.id,
        asked_at=ASKED_AT,
        began_at=ASKED_AT + 4_000,
        answered_at=ASKED_AT + 38_000,
        outcome="answered",
        answer=answer,
        overall=score.overall if score else None,
        score=score_json(score) if score else None,
        engine="1",
        rubric="1",
    )
    return replace(made, **changes)


def scene(turns: Sequence[Turn] = (), rows: Sequence[TurnRow] = (), of: Pack | None = None, **changes: Any) -> Scene:
    """A screen of three questions with these turns; `rows` in the order of the turns that have one."""
    screen = Screen(
        id=SESSION,
        guild_id=1,
        channel_id=2,
        member_id=MEMBER,
        member_name="Anna",
        pack="core",
        pace=Pace.RELAXED,
        public=False,
        seed=1,
        recruiter=0,
        questions=(QUESTION.id,) * 3,
        typing_allowed=True,
        started_at=ASKED_AT,
        thread_id=THREAD,
        turns=tuple(turns),
    )
    rubric = Rubric("1", {name: Competency(name, shown, "", {}) for name, shown in NAMES.items()}, {})
    script = Script(of or pack(), rubric, lambda question, answer: SCORE)
    by_key = {(one.number, one.attempt): one for one in rows}
    records = {
        index: by_key[one.number, one.attempt] for index, one in enumerate(turns) if (one.number, one.attempt) in by_key
    }
    return Scene(replace(screen, **changes), script, records)


def texts(view: discord.ui.LayoutView) -> list[str]:
    """All texts of a card, as it would be sent."""
    return [part["content"] for part in parts(view) if "content" in part]


def said(view: discord.ui.LayoutView) -> str:
    """All texts of a card in one."""
    return "\n".join(texts(view))


def labels(view: discord.ui.LayoutView) -> list[str]:
    """The labels of a card's buttons, in their order."""
    return [part["label"] for part in parts(view) if part["type"] == discord.ComponentType.button.value]


def parts(view: discord.ui.LayoutView) -> list[dict[str, Any]]:
    """Every component of a card, nested ones too, as it would be sent."""
    return [part for top in view.to_components() for part in _walk(top)]


def _walk(part: dict[str, Any]) -> list[dict[str, Any]]:
    inner = [*part.get("components", []), *([part["accessory"]] if "accessory" in part else [])]
    return [part, *(deep for child in inner for deep in _walk(child))]
