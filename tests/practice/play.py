"""Plays a screen by its rules alone: no Discord, no clock, a tiny pack."""

from bot.practice.content import FollowUp, Kind, LookFor, Pack, Question, Recruiter
from bot.practice.effects import Effect, KeepTurn
from bot.practice.events import DeadlinePassed, Event, PickedUp, QuestionPosted, Said, Started, ThreadOpened, TypingSeen
from bot.practice.screen import Screen, Script
from bot.practice.screen_steps import step
from bot.practice.timing import DISCORD_EPOCH, Pace
from bot.scoring.rubric import Rubric
from bot.scoring.score import Feedback, Score

T0 = 1_800_000_000_000
SECOND = 1000


def question(name: str, follow_up: bool = False) -> Question:
    asks_more = FollowUp(("figure",), "How many was that?") if follow_up else None
    return Question(name, Kind.FACT, "?", {"ownership": 1.0}, (LookFor("figure", "a figure", ()),), "", "", asks_more)


def rate(_: Question, answer: str) -> Score:
    """A figure is missing where there is none; the score is the answer's length."""
    missing = () if any(map(str.isdigit, answer)) else ("figure",)
    return Score(min(100, len(answer)), {}, (), None, missing, Feedback(None, None, "", ""), "engine", "rubric")


PACK = Pack(
    "p", "P", "", "C", (Recruiter("R", "r"),), {q.id: q for q in (question("a"), question("b", True), question("c"))}
)
SCRIPT = Script(PACK, Rubric("1", {}, {}), rate)


def snowflake(at: int) -> int:
    return (at - DISCORD_EPOCH) << 22


def fresh(pace: Pace = Pace.RELAXED, questions: tuple[str, ...] = ("a", "b", "c"), factor: float = 1.0) -> Screen:
    return Screen(snowflake(T0), 1, 2, 3, "anna", "p", pace, False, 1, 0, questions, True, T0, factor=factor)


class Play:
    """A screen and what it has asked for, with time in seconds since its first question's card."""

    def __init__(
        self, pace: Pace = Pace.RELAXED, questions: tuple[str, ...] = ("a", "b", "c"), factor: float = 1.0
    ) -> None:
        self.screen = fresh(pace, questions, factor)
        self.effects: list[Effect] = []
        for event in (Started(T0), ThreadOpened(T0, 9), PickedUp(T0)):
            self.take(event)
        self.posted(0)

    def take(self, event: Event) -> list[Effect]:
        self.screen, self.effects = step(self.screen, event, SCRIPT)
        return self.effects

    def at(self, seconds: float) -> int:
        return T0 + round(seconds * SECOND)

    def posted(self, seconds: float) -> list[Effect]:
        turn, part = len(self.screen.turns) - 1, len(self.screen.turn.parts) - 1
        return self.take(QuestionPosted(self.at(seconds), snowflake(self.at(seconds)), turn, part))

    def says(self, seconds: float, words: str) -> list[Effect]:
        at = self.at(seconds)
        return self.take(Said(at, snowflake(at) + 1, words))

    def types(self, seconds: float) -> list[Effect]:
        return self.take(TypingSeen(self.at(seconds)))

    def rings(self, seconds: float) -> list[Effect]:
        return self.take(DeadlinePassed(self.at(seconds)))

    def kept(self) -> list[KeepTurn]:
        return [effect for effect in self.effects if isinstance(effect, KeepTurn)]
