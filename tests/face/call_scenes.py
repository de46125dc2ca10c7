"""Scenes for the cards of calls: a small script, a call that goes on or is over, and its scorecard."""

from dataclasses import replace
from typing import Any

from bot.practice.calls.call import Call, CallerState, Fail, Hold, Move, Phase, Spoken
from bot.practice.calls.content import (
    Beat,
    Caller,
    CallScript,
    Direction,
    ModelLine,
    Outcome,
    Record,
    Temper,
    Transfer,
    Who,
)
from bot.practice.calls.effects import KeepCall
from bot.practice.calls.scorecard import Adapted, Checked, Scorecard
from bot.practice.timing import Pace
from bot.scoring.rubric import Competency, Rubric
from bot.stage import CallScene
from bot.state import call_row
from tests.face.scenes import MEMBER, NAMES, QUESTION, SCORE, SESSION, THREAD

TAKEN_AT = 1_780_000_000_000
RUBRIC = Rubric("1", {name: Competency(name, shown, "", {}) for name, shown in NAMES.items()}, {})

SCRIPT = CallScript(
    id="lamp",
    title="A lamp that has not come",
    direction=Direction.INBOUND,
    difficulty=2,
    trade="retail",
    company="Lamp House",
    role="You answer calls about orders.",
    reason="",
    policy=("You may send a new lamp, free.", "Never promise an hour."),
    caller=Caller("Ines Moura", "Somebody who sits in the dark.", "A lamp.", Temper.EVEN, 4.0),
    opening=("Hello?",),
    facts={},
    verify=("name",),
    records={
        "order": Record("order", "the order", 20, "One lamp, stuck at the depot.", private=True),
        "stock": Record("stock", "the stock", 15, "7 lamps.", private=False),
    },
    beats=(Beat("asking", (), (), (), "", ()),),
    replies=(),
    checklist=(),
    forbidden=(),
    private=(),
    transfer=Transfer(False, "", (), (), ()),
    wanders=(),
    model=(
        ModelLine(Who.AGENT, "Lamp House, this is Sam."),
        ModelLine(Who.PRESS, "look up order"),
        ModelLine(Who.CALLER, "Thank you."),
    ),
    model_ends=Outcome.SOLVED,
    bad_agent=(),
    acts={},
    reasons={},
    voice={},
    ears=RUBRIC,
    question=QUESTION,
)

MOVES = (
    Move(TAKEN_AT + 10_000, "apologises", -1.0, 3.0, "You said sorry.", "I am sorry that your lamp is late"),
    Move(TAKEN_AT + 40_000, "blames", 2.0, 5.0, "You put it on a colleague.", "The depot messed it up"),
)

RESULT = Scorecard(
    outcome=Outcome.SOLVED,
    satisfaction=4,
    felt="They sent a lamp at once.",
    handle_time=185_000,
    hold_time=40_000,
    holds=1,
    longest_silence=8_000,
    talk_share=0.6,
    overall=63,
    score=SCORE,
    checklist=(
        Checked("lamp", "sent a lamp", True, True, "Say what you do."),
        Checked("when", "said when", True, False, 'Say when: "by tomorrow".'),
    ),
    fails=(),
    curve=((0, 4.0), (10_000, 3.0), (40_000, 5.0), (185_000, 5.0)),
    moments=MOVES,
    adapted=(),
)
FAIL = Fail("profanity", TAKEN_AT + 50_000, "you idiot", "Never swear at a customer.")
ADAPTED = Adapted("hard-of-hearing", "is hard of hearing", "Speak in short sentences.", 17.4, 8.1)


def call(**changes: Any) -> Call:
    """A call that was taken and goes on."""
    made = Call(
        id=SESSION,
        guild_id=1,
        channel_id=2,
        member_id=MEMBER,
        member_name="Anna",
        pack="core",
        script="lamp",
        pace=Pace.REAL,
        public=False,
        seed=1,
        typing_allowed=True,
        started_at=TAKEN_AT - 5_000,
        phase=Phase.TALKING,
        thread_id=THREAD,
        taken_at=TAKEN_AT,
        caller=CallerState(4.0, "asking"),
        log=(Spoken(Who.CALLER, TAKEN_AT, "Hello? My lamp has not come."),),
    )
    return replace(made, **changes)


def scene(of: Call | None = None, script: CallScript = SCRIPT) -> CallScene:
    """A call that goes on, or this one."""
    return CallScene(of or call(), script, RUBRIC)


def over(result: Scorecard = RESULT, script: CallScript = SCRIPT, **changes: Any) -> CallScene:
    """A call that is over, with its record."""
    hold = Hold(TAKEN_AT + 60_000, True, 60_000, TAKEN_AT + 100_000)
    ended = call(
        phase=Phase.ENDED, outcome=result.outcome, ended_at=TAKEN_AT + result.handle_time, holds=(hold,), **changes
    )
    return CallScene(ended, script, RUBRIC, call_row(ended, KeepCall(result)))
