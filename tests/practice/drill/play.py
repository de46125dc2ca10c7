"""A drill played by hand: a clock, members, and the effects performed as Discord would."""

from dataclasses import dataclass, field

from bot.practice.drill.drill import SECOND, Drill, Entrant, Phase, Round, Team
from bot.practice.drill.drill_steps import step
from bot.practice.drill.effects import (
    DrillLine,
    KeepAnswer,
    OpenDrillThread,
    PutDrillLobby,
    PutReveal,
    PutRound,
    ReplyInDrill,
    UpdateLobby,
    UpdateRound,
)
from bot.practice.drill.events import (
    AnswerPressed,
    AnswerSent,
    JoinPressed,
    LeavePressed,
    LobbyPosted,
    NextRoundPressed,
    Revealed,
    RoundPosted,
    StartPressed,
)
from bot.practice.effects import Effect
from bot.practice.events import DeadlinePassed, Event, Started, ThreadOpened

START = 1_790_000_000_000
SECONDS = 60
MODERATOR, SECOND_MODERATOR = 1, 2
ANN, BEN, CEM, DORA = 11, 12, 13, 14
WORDS = "I would apologise and offer the customer two dates."


def fresh(
    rounds: int = 2,
    starts_at: int | None = None,
    automatic: bool = False,
    teams: tuple[Team, ...] = (),
    call: str = "",
    seconds: int = SECONDS,
) -> Drill:
    """A drill that was just asked for."""
    return Drill(
        id=100,
        guild_id=7,
        channel_id=8,
        member_id=MODERATOR,
        member_name="Mo",
        pack="core",
        title="Tuesday",
        seconds=seconds,
        seed=5,
        started_at=START,
        rounds=tuple(Round(f"q{number}") for number in range(1, rounds + 1)),
        call=call,
        automatic=automatic,
        teams=teams,
        starts_at=starts_at,
    )


@dataclass
class Play:
    """Takes events at the time of its clock; `wait` lets deadlines come."""

    drill: Drill = field(default_factory=fresh)
    at: int = START
    effects: list[Effect] = field(default_factory=list)  # all, since the last `take`
    ids: int = 1000

    def take(self, event: Event, perform: bool = True) -> list[Effect]:
        """What the event led to, the effects of its effects too."""
        self.effects = []
        self._take(event, perform)
        return self.effects

    def _take(self, event: Event, perform: bool) -> None:
        self.drill, effects = step(self.drill, event)
        self.effects += effects
        for effect in effects if perform else []:
            done = self.done(effect)
            if done is not None:
                self._take(done, perform)

    def done(self, effect: Effect) -> Event | None:
        """What Discord says to an effect."""
        self.ids += 1
        if isinstance(effect, PutDrillLobby):
            return LobbyPosted(self.at, self.ids)
        if isinstance(effect, OpenDrillThread):
            return ThreadOpened(self.at, self.ids)
        if isinstance(effect, PutRound):
            return RoundPosted(self.at, self.ids, effect.round)
        if isinstance(effect, PutReveal):
            return Revealed(self.at, effect.round)
        return None

    def wait(self, seconds: float) -> list[Effect]:
        """What happens by itself in so many seconds."""
        until, all_effects = self.at + round(seconds * SECOND), []
        while (due := self.drill.wake_at) is not None and due <= until:
            self.at = max(self.at, due)
            all_effects += self.take(DeadlinePassed(self.at))
        self.at = until
        self.effects = all_effects
        return all_effects

    # Members

    def join(self, *members: int, factor: float = 1.0, roles: tuple[int, ...] = ()) -> list[Effect]:
        effects: list[Effect] = []
        for by in members:
            effects += self.take(JoinPressed(self.at, self._id(), by, f"m{by}", factor, roles=roles))
        return effects

    def leave(self, by: int) -> list[Effect]:
        return self.take(LeavePressed(self.at, by))

    def press(self, by: int, round: int | None = None, factor: float = 1.0) -> list[Effect]:
        number = self.drill.number if round is None else round
        return self.take(AnswerPressed(self.at, self._id(), by, f"m{by}", factor, round=number))

    def send(self, by: int, text: str = WORDS, round: int | None = None, at: int | None = None) -> list[Effect]:
        number = self.drill.number if round is None else round
        when = self.at if at is None else at
        return self.take(AnswerSent(when, self._id(), by, f"m{by}", round=number, text=text))

    def next(self) -> list[Effect]:
        return self.take(NextRoundPressed(self.at, MODERATOR, self.drill.number))

    def _id(self) -> int:
        self.ids += 1
        return self.ids

    def entrant(self, by: int) -> Entrant:
        return self.drill.entrants[by]


def lobby(*members: int, drill: Drill | None = None) -> Play:
    """A lobby with these in it."""
    play = Play(drill or fresh())
    play.take(Started(play.at))
    play.join(*members)
    return play


def asked(*members: int, drill: Drill | None = None) -> Play:
    """The first round's card stands."""
    play = lobby(*members, drill=drill)
    play.take(StartPressed(play.at, MODERATOR))
    assert play.drill.phase is Phase.ANSWERING
    return play


def lines(effects: list[Effect]) -> list[ReplyInDrill]:
    """What was said to who pressed."""
    return [effect for effect in effects if isinstance(effect, ReplyInDrill)]


def kept(effects: list[Effect]) -> list[KeepAnswer]:
    """The answers that were taken."""
    return [effect for effect in effects if isinstance(effect, KeepAnswer)]


def updates(effects: list[Effect]) -> int:
    """How often a card was brought up to date."""
    return sum(isinstance(effect, UpdateLobby | UpdateRound) for effect in effects)


def said(line: DrillLine, text: str = "") -> list[ReplyInDrill]:
    """One line to who pressed."""
    return [ReplyInDrill(line, text)]


def phase_of(play: Play) -> Phase:
    """Where the drill is. (A call, since a type checker takes an attribute for what it was a line before.)"""
    return play.drill.phase
