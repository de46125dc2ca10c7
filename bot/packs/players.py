"""Scripted agents play a call by its rules alone: pure, on a virtual clock, in milliseconds."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.practice.calls.call import Call, Phase, Scene
from bot.practice.calls.call_steps import step
from bot.practice.calls.content import CallScript, Outcome, Who
from bot.practice.calls.effects import KeepCall, SayLine, ShowRecord
from bot.practice.calls.events import (
    BackPressed,
    ClosePressed,
    HoldPressed,
    LinePosted,
    LookUpPressed,
    TransferPressed,
)
from bot.practice.calls.scorecard import Scorecard
from bot.practice.content import Question
from bot.practice.effects import Effect
from bot.practice.events import DeadlinePassed, Event, PickedUp, Said, Started, ThreadOpened
from bot.practice.timing import DISCORD_EPOCH, Pace
from bot.scoring.measures import words_of
from bot.scoring.reading import read
from bot.scoring.score import Feedback, Score
from bot.scoring.wordlists import FUNCTION_WORDS

START = 1_800_000_000_000
THINKS = 4_000
"""An agent of ours answers after so long."""

SILENT = 20
"""Deadlines that a silent agent lets pass at most."""

_PRESSES = {"hold": HoldPressed, "back": BackPressed, "transfer": TransferPressed, "close": ClosePressed}


def fresh(script: CallScript, seed: int = 1, pace: Pace = Pace.REAL, at: int = START) -> Call:
    """A call that nobody has taken yet."""
    return Call((at - DISCORD_EPOCH) << 22, 1, 2, 3, "agent", "pack", script.id, pace, False, seed, True, at)


@dataclass(slots=True)
class Play:
    """A call being played. Lines stand in Discord at once; time goes on only as the agent lets it."""

    scene: Scene
    seed: int = 1
    pace: Pace = Pace.REAL
    at: int = START
    call: Call = field(init=False)
    records: list[str] = field(default_factory=list)
    scorecard: Scorecard | None = None
    beats: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.call = fresh(self.scene.script, self.seed, self.pace, self.at)
        for event in (Started(self.at), ThreadOpened(self.at, 9), PickedUp(self.at)):
            self.take(event)

    def snowflake(self) -> int:
        """An id of now."""
        return (self.at - DISCORD_EPOCH) << 22

    def take(self, event: Event) -> list[Effect]:
        """One event, and what it asked for; the caller's lines are posted."""
        self.call, effects = step(self.call, event, self.scene)
        if self.call.caller:
            self.beats.add(self.call.caller.beat)
        for effect in effects:
            if isinstance(effect, ShowRecord):
                self.records.append(effect.record)
            elif isinstance(effect, KeepCall):
                self.scorecard = effect.scorecard
            elif isinstance(effect, SayLine):
                self.call, more = step(self.call, LinePosted(self.at, self.snowflake(), effect.line), self.scene)
                effects = [*effects, *more]
        return effects

    @property
    def over(self) -> bool:
        return self.call.phase is Phase.ENDED

    def say(self, text: str, think: int = THINKS) -> str:
        """Say this, and wait for the answer, which is returned."""
        self.at += think
        self.take(Said(self.at, self.snowflake() + 1 + len(self.call.log), text))
        number = len(self.call.log)
        if self.call.pending and self.call.quiet_at is not None:
            self.at = max(self.at, self.call.quiet_at)
            self.take(DeadlinePassed(self.at))
        return " ".join(spoken.text for spoken in self.call.log[number:] if spoken.who is Who.CALLER)

    def press(self, what: str) -> None:
        """Press a button; a look-up is waited for."""
        self.at += 1_000
        if not what.startswith("look up "):
            self.take(_PRESSES[what](self.at, self.snowflake()))
            return
        self.take(LookUpPressed(self.at, self.snowflake(), what.removeprefix("look up ")))
        while self.call.look_up is not None and not self.over:
            self.wait()

    def wait(self) -> None:
        """Let the next thing happen by itself."""
        due = self.call.wake_at
        if due is not None:
            self.at = max(self.at, due)
            self.take(DeadlinePassed(self.at))


def unrated(question: Question, text: str) -> Score:
    """Stands in for a scorer where only the course of a call matters."""
    return Score(100, {}, (), None, (), Feedback(None, None, "", ""), "none", "none")


def good(scene: Scene, seed: int = 1) -> Play:
    """The agent of the model transcript. If it does not end the call, they close it."""
    play = Play(scene, seed)
    for line in scene.script.model:
        if play.over:
            break
        if line.who is Who.AGENT:
            play.say(line.text)
        elif line.who is Who.PRESS:
            play.press(line.text)
    if not play.over:
        play.press("close")
    return play


def bad(scene: Scene, seed: int = 1) -> Play:
    """Blames, argues, tells to calm down, and keeps them waiting between."""
    play = Play(scene, seed)
    for line in (*scene.script.bad_agent, *scene.script.bad_agent):
        if play.over:
            break
        play.say(line)
        if not play.over:
            play.wait()  # into the silence
    return play


def silent(scene: Scene, seed: int = 1) -> Play:
    """Takes the call and says nothing."""
    play = Play(scene, seed)
    for _ in range(SILENT):
        if play.over:
            break
        play.wait()
    return play


def parrot(scene: Scene, seed: int = 1) -> Play:
    """Knows what the good agent says, and gives the keywords of it, without sentences."""
    play = Play(scene, seed)
    for line in _keywords(scene.script):
        if play.over:
            break
        play.say(line)
    if not play.over:
        play.press("close")
    return play


def _keywords(script: CallScript) -> Iterator[str]:
    for line in script.model:
        if line.who is Who.AGENT:
            said = [word for word in words_of(read(line.text)) if word not in FUNCTION_WORDS]
            if said:
                yield ", ".join(said)


def told(play: Play) -> str:
    """The transcript of a play, a line each, with the tension after it."""
    moves = {move.at: move.tension for move in play.call.state.moves}
    lines = []
    for spoken in play.call.log:
        tension = f"  [{moves[spoken.at]:.1f}]" if spoken.who is Who.CALLER and spoken.at in moves else ""
        lines.append(f"{(spoken.at - START) / 1000:6.1f} {spoken.who:>6}: {spoken.text}{tension}")
    return "\n".join(lines)


def won(play: Play) -> bool:
    """Whether the call came to a good end."""
    return play.call.outcome in (Outcome.SOLVED, Outcome.ESCALATED)
