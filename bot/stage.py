"""The stage port: where effects are performed, and what it may answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from bot.practice.calls.call import Call
from bot.practice.calls.content import CallScript
from bot.practice.content import Pack
from bot.practice.dialer.content import Campaign
from bot.practice.dialer.shift import Shift
from bot.practice.drill.drill import Drill
from bot.practice.effects import Effect, ShowFeedback
from bot.practice.events import Event
from bot.practice.records import CallRow, DrillTurnRow, ShiftRow, TurnRow
from bot.practice.screen import Screen, Script
from bot.practice.session import Session
from bot.practice.skills.exercise import Exercise, ExerciseRow
from bot.scoring.rubric import Rubric


class DiscordRefused(Exception):
    """Discord won't have it, whatever we do: `reason` as in `events.Refused`."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class DiscordUnreachable(Exception):
    """Discord did not take it now; later it may."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What an effect of a screen is performed with. `turns` holds the records of turns that are over, by index.

    `call` is the record of its call, where the whole screen is shown and had one.
    """

    screen: Screen
    script: Script
    turns: Mapping[int, TurnRow]
    call: CallRow | None = None

    @property
    def session(self) -> Session:
        """The screen."""
        return self.screen


@dataclass(frozen=True, slots=True)
class CallScene:
    """What an effect of a call is performed with; `record` where the call is over and that is shown.

    `within` is the screen that the call is a question of.
    """

    call: Call
    script: CallScript
    rubric: Rubric
    record: CallRow | None = None
    within: Scene | None = None

    @property
    def session(self) -> Session:
        """The call."""
        return self.call


@dataclass(frozen=True, slots=True)
class ShiftScene:
    """What an effect of a shift is performed with; `record` where the shift is over and that is shown."""

    shift: Shift
    campaign: Campaign
    record: ShiftRow | None = None

    @property
    def session(self) -> Session:
        """The shift."""
        return self.shift


@dataclass(frozen=True, slots=True)
class DrillScene:
    """What an effect of a drill is performed with.

    `turns` holds all answers so far, where a reveal or the podium is shown; all of them rated. `calls` are the records
    of a call drill by member, `averages` the members' own before the drill (mean overall, of how many answers).
    """

    drill: Drill
    pack: Pack
    rubric: Rubric
    turns: tuple[DrillTurnRow, ...] = ()
    calls: Mapping[int, CallRow] = field(default_factory=dict)
    averages: Mapping[int, tuple[float, int]] = field(default_factory=dict)

    @property
    def session(self) -> Session:
        """The drill."""
        return self.drill


@dataclass(frozen=True, slots=True)
class ExerciseScene:
    """What an effect of an exercise is performed with.

    `record` where it is over and that is shown, with what the member did `earlier` in the same skill and variant,
    newest first, at most ten, none whose words were forgotten.
    """

    exercise: Exercise
    pack: Pack
    record: ExerciseRow | None = None
    earlier: tuple[ExerciseRow, ...] = ()

    @property
    def session(self) -> Session:
        """The exercise."""
        return self.exercise


AnyScene = Scene | CallScene | ShiftScene | DrillScene | ExerciseScene


@dataclass(frozen=True, slots=True)
class Performed:
    """The last message that an effect made, the event that this is, and all messages that it made."""

    message_id: int | None
    event: Event | None = None
    messages: tuple[int, ...] = ()


class Stage(Protocol):
    """Where effects are performed. Methods raise DiscordRefused or DiscordUnreachable."""

    async def perform(self, effect: Effect, effect_id: int, scene: AnyScene, again: bool) -> Performed:
        """Do it. `again`: it may have been done before a crash; look first."""
        ...

    async def amend(
        self, effect: ShowFeedback, effect_id: int, before: Scene, now: Scene, messages: tuple[int, ...]
    ) -> None:
        """Bring feedback that was put with the scene `before`, as these messages, up to date; each is edited once."""
        ...

    async def missed(self, session: Session) -> list[Event]:
        """What the member said in the thread since `session.seen_id`, oldest first."""
        ...

    async def tell_moderators(self, guild_id: int, detail: str) -> None:
        """Discord refuses the bot something here: tell those who can grant it."""
        ...
