"""What goes the same way in sessions of most kinds: the rules that their tables share, and how a table is read."""

from collections.abc import Callable, Mapping
from dataclasses import Field, replace
from typing import Any, ClassVar, Protocol, TypeVar

from bot.practice.calls.call import Spoken
from bot.practice.calls.content import Who
from bot.practice.calls.events import CallPressed
from bot.practice.effects import DropThread, Effect, Line, OpenThread, Reply, ReplyLate, Share, Tell
from bot.practice.events import (
    Changed,
    DeadlinePassed,
    Event,
    FormSubmitted,
    Gone,
    PickedUp,
    Pressed,
    Refused,
    SharePressed,
    ThreadOpened,
)
from bot.practice.skills.events import FieldsSubmitted
from bot.practice.timing import IDLE


class Going(Protocol):
    """A session, as far as the rules below know it: a frozen dataclass with these fields."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def phase(self) -> str: ...
    @property
    def phase_since(self) -> int: ...
    @property
    def thread_id(self) -> int | None: ...
    @property
    def told(self) -> tuple[str, ...]: ...
    @property
    def asked_still_there(self) -> bool: ...
    @property
    def wake_at(self) -> int | None: ...
    @property
    def ended_at(self) -> int | None: ...


class Shared(Going, Protocol):
    """A session whose result may be shared."""

    @property
    def shared(self) -> bool: ...


class Spoke(Going, Protocol):
    """A session with a log of what was said."""

    @property
    def log(self) -> tuple[Spoken, ...]: ...
    @property
    def changed(self) -> bool: ...


S = TypeVar("S", bound=Going)
Sharing = TypeVar("Sharing", bound=Shared)
Speaking = TypeVar("Speaking", bound=Spoke)
R = TypeVar("R")

Step = tuple[S, list[Effect]]
"""The session after an event, and what is to be done."""

Handler = Callable[[S, Any, R], Step[S]]
"""`Any`: each handler names the event type that its row of the table gives it; R: what a step needs to know besides."""


# Reading a table


def take(
    session: S,
    event: Event,
    rules: R,
    transitions: Mapping[tuple[Any, type[Event]], Handler[S, R]],
    anywhere: Mapping[type[Event], Handler[S, R]],
) -> Step[S]:
    """The session after the event, and what is to be done. What the tables do not know changes nothing."""
    handler = transitions.get((session.phase, type(event))) or anywhere.get(type(event))
    return handler(session, event, rules) if handler is not None else unknown(session, event)


def unknown(session: S, event: Event) -> Step[S]:
    """Nothing happens; to whoever pressed a button, that is said."""
    pressed = isinstance(event, Pressed | CallPressed | PickedUp | SharePressed)
    return session, [Reply(Line.OLD_BUTTON)] if pressed else []


def without_content(session: S, event: Event, over: Callable[[S, int, str], S]) -> Step[S]:
    """A session whose content was taken away is over without a result (ids are never reused, what is retired stays)."""
    if session.ended_at is not None:
        return unknown(session, event)
    return over(session, event.at, "content"), [] if isinstance(event, Gone) else [Tell(Line.WENT_WRONG)]


# Rows of tables


def nothing(session: S, event: Event, rules: object) -> Step[S]:
    """The event changes nothing."""
    return session, []


def reply(line: Line) -> Callable[[S, Any, Any], Step[S]]:
    """Whoever caused the event is told this."""
    return lambda session, event, rules: (session, [Reply(line)])


def say(line: Line) -> Callable[[S, Any, Any], Step[S]]:
    """This is said in the thread, once."""
    return lambda session, event, rules: tell_once(session, line)


def open_thread(session: S, event: Event, rules: object) -> Step[S]:
    """Every session begins with its thread."""
    return session, [OpenThread()]


def too_late_for_thread(session: S, event: ThreadOpened, rules: object) -> Step[S]:
    """Stopped while Discord was slow to open the thread: nothing half-made stays."""
    return replace(session, thread_id=event.thread_id), [DropThread()]


def form_too_late(session: S, event: FormSubmitted | FieldsSubmitted, rules: object) -> Step[S]:
    """What was written is nowhere else: it is given back."""
    return session, [ReplyLate(Line.LATE, event.text)]


def share(anything: Callable[[Sharing], bool]) -> Callable[[Sharing, Any, Any], Step[Sharing]]:
    """The result goes to the channel, once, where there is anything to share."""

    def handler(session: Sharing, event: SharePressed, rules: object) -> Step[Sharing]:
        if session.shared:
            return session, [Reply(Line.SHARED_ALREADY)]
        if not anything(session):
            return session, [Reply(Line.NOTHING_TO_SHARE)]
        return replace(session, shared=True), [Share(), Reply(Line.SHARED)]

    return handler


def share_refused(session: Sharing, event: Refused, rules: object) -> Step[Sharing]:
    """After the end Discord may still refuse to have the result in the channel; it may be shared again."""
    if not session.shared:
        return session, []
    return replace(session, shared=False), [Tell(Line.NOT_SHARED)]


def changed(session: Speaking, event: Changed, rules: object) -> Step[Speaking]:
    """The first wording counts: it has been heard. Told once in a session."""
    mine = (spoken.message_id for spoken in session.log if spoken.who is Who.AGENT and spoken.message_id)
    if session.changed or event.message_id not in mine:
        return session, []
    return replace(session, changed=True), [Tell(Line.CHANGED)]


# What rules share


def early(session: Going, event: DeadlinePassed) -> bool:
    """Whether the deadline is one that has been moved on since it was set."""
    return session.wake_at is None or event.at < session.wake_at


def asks_first(session: S, event: DeadlinePassed) -> Step[S] | None:
    """Nobody has come for a while: they are asked whether they are there. None: they were asked, and it is over."""
    if early(session, event):
        return session, []
    if not session.asked_still_there:  # asked late, after the bot was away, they have as long from then
        return replace(session, asked_still_there=True, phase_since=event.at - IDLE), [Tell(Line.STILL_THERE)]
    return None


def tell_once(session: S, line: str, tell: Callable[[Any], Effect] = Tell) -> Step[S]:
    """Say this line with the effect that its kind has for it, unless it is among those told."""
    if line in session.told:
        return session, []
    return replace(session, told=(*session.told, line)), [tell(line)]


def after_refusal(session: Going, event: Refused, begun: bool) -> list[Effect]:
    """A session ends since Discord won't have our message: once `begun` it is told, before that the thread goes."""
    if session.phase == "opening" or event.reason == "thread":
        return []
    return [Tell(Line.WENT_WRONG)] if begun else [DropThread()]


def has_words(text: str) -> bool:
    """Whether there is anything to read aloud in it."""
    return any(character.isalnum() for character in text)
