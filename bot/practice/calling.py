"""The call of a screen: its rules are those of any call, and when it is over the screen goes on to its report."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.practice.calls.call import SCREEN_PART, Call, Scene
from bot.practice.calls.call_steps import step
from bot.practice.calls.turns import over
from bot.practice.effects import Effect, Line, Reply, ReplyLate, Tell
from bot.practice.events import Event, FormOpened, FormSubmitted, Gone, Said, Skipped, Stopped
from bot.practice.screen import Screen, Script
from bot.practice.turns import Step, end_screen

Handler = Callable[[Screen, Any, Script], Step]
"""`Any`: each handler names the event type that its row of the table gives it."""


def on_call(screen: Screen, event: Event, script: Script) -> Step:
    """The call takes the event; once it is over, the report comes."""
    taken_at = screen.call.taken_at if screen.call else None
    if isinstance(event, Said) and taken_at is not None and event.at < taken_at:
        return screen, []  # read again in the thread: while it rang nobody was there to hear it
    screen, effects = _takes(screen, event, script)
    ended = screen.call is not None and screen.call.ended_at is not None
    return _reports(screen, effects, event.at, script, early=False) if ended else (screen, effects)


def on_form(screen: Screen, event: FormOpened | FormSubmitted, script: Script) -> Step:
    """A form of the call; one of a question that is over says nothing to the caller."""
    if event.part == SCREEN_PART:
        return on_call(screen, event, script)
    if isinstance(event, FormSubmitted):
        return screen, [ReplyLate(Line.LATE, event.text)]
    return screen, [Reply(Line.OLD_BUTTON)]


def skip_call(screen: Screen, event: Skipped, script: Script) -> Step:
    """Not taken: the report comes without it. Once taken, it can only be ended as calls are."""
    if event.part != SCREEN_PART or screen.call is None or screen.on_the_line:
        return screen, [Reply(Line.OLD_BUTTON)]
    return _reports(replace(screen, call=over(screen.call, event.at, "skipped")), [], event.at, script, early=False)


def stop_on_call(screen: Screen, event: Stopped, script: Script) -> Step:
    """Stopped on the line: the caller is left, and what was said counts."""
    effects: list[Effect] = []
    if screen.on_the_line:
        screen, effects = _takes(screen, event, script)
    return _reports(screen, effects, event.at, script, early=True)


def put_down(rule: Handler) -> Handler:
    """What ends or halts the screen ends a call that was taken, for a caller can't wait; its record is kept."""

    def handler(screen: Screen, event: Event, script: Script) -> Step:
        effects: list[Effect] = []
        if screen.on_the_line:
            screen, effects = _takes(screen, Gone(event.at, "screen"), script)
        screen, more = rule(screen, event, script)
        return screen, [*effects, *more]

    return handler


def _takes(screen: Screen, event: Event, script: Script) -> Step:
    call = screen.call
    if call is None:
        raise ValueError("the screen has no call")
    scene = _scene(call, script)
    if scene is None:
        return replace(screen, call=over(call, event.at, "content")), [Tell(Line.WENT_WRONG, on_call=True)]
    after, effects = step(call, event, scene)
    effects = [replace(effect, on_call=True) if isinstance(effect, Tell) else effect for effect in effects]
    return (screen if after is call else replace(screen, call=after, seen_id=after.seen_id)), effects


def _scene(call: Call, script: Script) -> Scene | None:
    """The call's content; None: it is there no more, or no longer has what the caller is at."""
    found = script.pack.calls.get(call.script)
    if found is None or (call.caller and call.caller.beat not in [beat.id for beat in found.beats]):
        return None
    return Scene(found, script.rate)


def _reports(screen: Screen, effects: list[Effect], at: int, script: Script, early: bool) -> Step:
    screen, more = end_screen(screen, at, script, early)
    return screen, [*effects, *more]
