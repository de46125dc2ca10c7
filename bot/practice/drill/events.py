"""What happens to a drill, besides the events of all sessions (`practice.events`). `by` is the member who pressed.

Whoever makes a moderator's event has checked that they are one; `round` (index) is that of the card they pressed on, so
that two who press at once do it once.
"""

from dataclasses import dataclass

from bot.practice.events import Event


@dataclass(frozen=True, slots=True)
class LobbyPosted(Event):
    """The lobby card stands in Discord."""

    message_id: int


@dataclass(frozen=True, slots=True)
class RoundPosted(Event):
    """The card of a round stands in Discord; `at` is its snowflake's time."""

    message_id: int
    round: int


@dataclass(frozen=True, slots=True)
class Revealed(Event):
    """The reveal of a round stands in Discord."""

    round: int


# What members do.


@dataclass(frozen=True, slots=True)
class MemberPressed(Event):
    """A member pressed; `id` is the interaction's snowflake. `roles` are those they have, for teams by role."""

    id: int
    by: int
    name: str
    factor: float = 1.0
    named: bool = False
    roles: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class JoinPressed(MemberPressed):
    """Join."""


@dataclass(frozen=True, slots=True)
class LeavePressed(Event):
    """Leave."""

    by: int


@dataclass(frozen=True, slots=True)
class AnswerPressed(MemberPressed):
    """Answer (or, in a call drill, Take the call) on the card of a round; who is not in the drill joins by it."""

    round: int = 0


@dataclass(frozen=True, slots=True)
class AnswerSent(MemberPressed):
    """Sent the form."""

    round: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class CallTaken(Event):
    """A member's call of a call drill has begun, as session `call_id`."""

    by: int
    call_id: int


@dataclass(frozen=True, slots=True)
class CallOver(Event):
    """A member's call of a call drill is over."""

    by: int


# What moderators do.


@dataclass(frozen=True, slots=True)
class ModeratorPressed(Event):
    """A moderator pressed, on a card of this round (index)."""

    by: int
    round: int = 0


@dataclass(frozen=True, slots=True)
class StartPressed(ModeratorPressed):
    """Start, in the lobby."""


@dataclass(frozen=True, slots=True)
class CancelPressed(ModeratorPressed):
    """Cancel, in the lobby."""


@dataclass(frozen=True, slots=True)
class NextRoundPressed(ModeratorPressed):
    """Next round (or, after the last, the end), on a reveal."""


@dataclass(frozen=True, slots=True)
class PausePressed(ModeratorPressed):
    """Pause: the limit stands still. Answers are still taken."""


@dataclass(frozen=True, slots=True)
class UnpausePressed(ModeratorPressed):
    """Go on after a pause."""


@dataclass(frozen=True, slots=True)
class ExtendPressed(ModeratorPressed):
    """More time for this round."""

    seconds: int = 30


@dataclass(frozen=True, slots=True)
class SkipRoundPressed(ModeratorPressed):
    """This round does not count; the next one."""


@dataclass(frozen=True, slots=True)
class RemovePressed(ModeratorPressed):
    """A member is removed from the drill."""

    member_id: int = 0


@dataclass(frozen=True, slots=True)
class EndPressed(ModeratorPressed):
    """End now, with the podium of the rounds that were played."""
