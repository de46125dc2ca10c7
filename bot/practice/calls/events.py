"""What happens in a call besides what happens in any session (`practice.events`)."""

from dataclasses import dataclass

from bot.practice.events import Event


@dataclass(frozen=True, slots=True)
class LinePosted(Event):
    """The caller's line stands in Discord: the agent's clock starts. `line` is its number in the call's log."""

    message_id: int
    line: int


@dataclass(frozen=True, slots=True)
class CallPressed(Event):
    """A button of the call card; `id` is the interaction's snowflake."""

    id: int


@dataclass(frozen=True, slots=True)
class HoldPressed(CallPressed):
    """Pressed Hold."""


@dataclass(frozen=True, slots=True)
class BackPressed(CallPressed):
    """Pressed Back on the line."""


@dataclass(frozen=True, slots=True)
class LookUpPressed(CallPressed):
    """Pressed Look up, and chose this record."""

    record: str


@dataclass(frozen=True, slots=True)
class TransferPressed(CallPressed):
    """Pressed Transfer."""


@dataclass(frozen=True, slots=True)
class ClosePressed(CallPressed):
    """Pressed Close the call."""
