"""What happens to a session. `at` is Discord's time in ms (of a snowflake), or the clock's for deadlines."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """Anything that happens."""

    at: int


@dataclass(frozen=True, slots=True)
class Pressed(Event):
    """A button on a card of turn `turn` (index), question part `part`; `id` is the interaction's snowflake."""

    id: int
    turn: int
    part: int


# What the bot's own acts led to.


@dataclass(frozen=True, slots=True)
class Started(Event):
    """The member asked for it."""


@dataclass(frozen=True, slots=True)
class ThreadOpened(Event):
    """The thread is there."""

    thread_id: int


@dataclass(frozen=True, slots=True)
class QuestionPosted(Event):
    """The card of a question (or its follow-up) stands in Discord; `at` is its snowflake's time."""

    message_id: int
    turn: int
    part: int


@dataclass(frozen=True, slots=True)
class Refused(Event):
    """Discord won't have it: `reason` is "permission", "thread" (gone or locked) or "content"."""

    reason: str
    detail: str = ""

    @property
    def why(self) -> str:
        """Both, as sessions keep them."""
        return f"{self.reason}:{self.detail}"


@dataclass(frozen=True, slots=True)
class DeadlinePassed(Event):
    """The session's `wake_at` has come."""


# What the member did.


@dataclass(frozen=True, slots=True)
class PickedUp(Event):
    """Pressed Pick up."""


@dataclass(frozen=True, slots=True)
class TypingSeen(Event):
    """Discord shows the member typing."""


@dataclass(frozen=True, slots=True)
class Said(Event):
    """A message of the member; `text` is empty for a picture or sticker."""

    message_id: int
    text: str


@dataclass(frozen=True, slots=True)
class Changed(Event):
    """The member edited or deleted a message."""

    message_id: int


@dataclass(frozen=True, slots=True)
class FormOpened(Pressed):
    """Pressed Answer in a form."""


@dataclass(frozen=True, slots=True)
class FormSubmitted(Pressed):
    """Sent the form."""

    text: str


@dataclass(frozen=True, slots=True)
class DonePressed(Pressed):
    """Pressed Done: the answer is complete."""


@dataclass(frozen=True, slots=True)
class Skipped(Pressed):
    """Pressed Skip."""


@dataclass(frozen=True, slots=True)
class NextPressed(Pressed):
    """Pressed Next on a feedback card."""


@dataclass(frozen=True, slots=True)
class TryAgainPressed(Pressed):
    """Pressed Try again on a feedback card."""


@dataclass(frozen=True, slots=True)
class SharePressed(Event):
    """Pressed Share on the report."""


@dataclass(frozen=True, slots=True)
class Resumed(Event):
    """`/screen resume`, or the button on the pause card."""


@dataclass(frozen=True, slots=True)
class Stopped(Event):
    """`/screen stop`, or starting another."""


@dataclass(frozen=True, slots=True)
class Gone(Event):
    """The thread, the member or the server is no longer there: `why` is "thread", "member" or "server"."""

    why: str


ScreenEvent = (
    Started
    | ThreadOpened
    | QuestionPosted
    | Refused
    | DeadlinePassed
    | PickedUp
    | TypingSeen
    | Said
    | Changed
    | FormOpened
    | FormSubmitted
    | DonePressed
    | Skipped
    | NextPressed
    | TryAgainPressed
    | SharePressed
    | Resumed
    | Stopped
    | Gone
)
