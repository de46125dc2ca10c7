"""What happens in an exercise besides what happens in any session.

Of those it takes `PickedUp` (Go), `Said` and `FormSubmitted` (a typing text; `turn` is the task's index).
"""

from dataclasses import dataclass

from bot.practice.events import Event, Pressed


@dataclass(frozen=True, slots=True)
class TaskPosted(Event):
    """The card of a task stands in Discord; `at` is its snowflake's time."""

    message_id: int
    number: int


@dataclass(frozen=True, slots=True)
class TaskHidden(Event):
    """The words of notes are gone from their card."""


@dataclass(frozen=True, slots=True)
class PiecePosted(Event):
    """A piece of a dictation stands in Discord; `again`: it is said for the second time."""

    message_id: int
    piece: int
    again: bool


@dataclass(frozen=True, slots=True)
class Chosen(Pressed):
    """Pressed a choice of the task at index `turn`; `choice` is its index as the pack has them."""

    choice: int


@dataclass(frozen=True, slots=True)
class FieldsSubmitted(Pressed):
    """Sent the form of a ticket or a dictation, its fields in the order of the form."""

    fields: tuple[str, ...]

    @property
    def text(self) -> str:
        """What was written, a line for each field that has anything."""
        return "\n".join(field for field in self.fields if field.strip())


@dataclass(frozen=True, slots=True)
class SayAgainPressed(Pressed):
    """Pressed Say that again."""
