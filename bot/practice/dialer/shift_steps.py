"""How a shift goes on: `step(shift, event, scene)`, its rules, and the table of transitions at the end."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.practice import lifecycle
from bot.practice.calls.call import ANSWER_AFTER, AWAY, SECOND, Spoken
from bot.practice.calls.content import Who
from bot.practice.calls.effects import PutBriefing
from bot.practice.calls.events import ClosePressed, LinePosted
from bot.practice.dialer.drawing import draw
from bot.practice.dialer.effects import ReplyOnShift, ShiftLine, TellOnShift
from bot.practice.dialer.events import BreakPressed
from bot.practice.dialer.shift import MOST_MESSAGES, Phase, Scene, Shift
from bot.practice.dialer.turns import (
    Step,
    answered,
    dial,
    ended,
    enter,
    kept_of,
    kind_of,
    now,
    over,
    says,
    silent,
)
from bot.practice.effects import Line, Reply, ReplyLate, ShowForm, Tell
from bot.practice.events import (
    Changed,
    DeadlinePassed,
    Event,
    FormOpened,
    FormSubmitted,
    Gone,
    PickedUp,
    Refused,
    Resumed,
    Said,
    SharePressed,
    Started,
    Stopped,
    ThreadOpened,
    TypingSeen,
)
from bot.practice.timing import TYPING_LASTS, stretched

Handler = Callable[[Shift, Any, Scene], Step]
"""`Any`: each handler names the event type that its row of the table gives it."""

_ON_LINE = (Phase.ANSWERED, Phase.REPLIED)


def step(shift: Shift, event: Event, scene: Scene) -> Step:
    """The shift after the event, and what is to be done. What the table does not know changes nothing."""
    return lifecycle.take(shift, event, scene, TRANSITIONS, ANYWHERE)


# Opening and lobby


def _brief(shift: Shift, event: ThreadOpened, _: Scene) -> Step:
    return enter(replace(shift, thread_id=event.thread_id), Phase.LOBBY, event.at), [PutBriefing()]


def _start(shift: Shift, event: PickedUp, scene: Scene) -> Step:
    connections = draw(scene.campaign, shift.seed, shift.difficulty, shift.size)
    return dial(replace(shift, connections=connections), 0, event.at)


def _idle(shift: Shift, event: DeadlinePassed, scene: Scene) -> Step:
    """Nobody starts, or comes back: they are asked, and then it is over."""
    asked = lifecycle.asks_first(shift, event)
    if asked is not None:
        return asked
    line = ShiftLine.BREAK_ENDED_IT if shift.connections else ShiftLine.NOT_STARTED
    shift, effects = ended(shift, scene, event.at, "idle")
    return shift, [TellOnShift(line), *effects]


# On the line


def _connect(shift: Shift, event: DeadlinePassed, scene: Scene) -> Step:
    """Somebody has picked up, and said hello: on an auto-dialer that has happened before the agent hears a thing."""
    if lifecycle.early(shift, event):
        return shift, []
    shift = now(enter(shift, Phase.ANSWERED, event.at), log_from=len(shift.log))
    return says(shift, (shift.connection.hello,), scene, event.at, hello=True)


def _posted(shift: Shift, event: LinePosted, _: Scene) -> Step:
    """A line stands in Discord: what is timed from it counts from then."""
    if not 0 <= event.line < len(shift.log) or shift.log[event.line].who is not Who.CALLER:
        return shift, []
    log = list(shift.log)
    log[event.line] = replace(log[event.line], at=event.at, message_id=event.message_id)
    return replace(shift, log=tuple(log)), []


def _typing(shift: Shift, event: TypingSeen, _: Scene) -> Step:
    """Typing has whole seconds only: it may seem up to one older than the line that it answers."""
    if event.at < (shift.typing_at or 0):
        return shift, []
    shift = replace(shift, typing_at=event.at)
    if shift.phase is Phase.DIALLING:
        return shift, []
    if shift.pending:
        return replace(shift, quiet_at=max(shift.quiet_at or 0, event.at + TYPING_LASTS)), []
    hello = shift.hello(shift.number)
    if shift.line is None or hello is None or event.at + SECOND <= shift.line.at:
        return shift, []
    return _began(shift, max(event.at, hello.at)), []


def _began(shift: Shift, at: int) -> Shift:
    """The shift with the moment at which the agent began to answer the hello."""
    if shift.phase is not Phase.ANSWERED or shift.connection.began_at is not None:
        return shift
    return now(shift, began_at=at)


def _words(text: str) -> bool:
    return lifecycle.has_words(text) or "?" in text


def _said(shift: Shift, event: Said, scene: Scene) -> Step:
    if event.message_id <= shift.seen_id:
        return shift, []
    hello = shift.hello(shift.number)
    if hello is not None and hello.message_id and event.at < hello.at:
        return _too_early(ShiftLine.NOBODY_YET)(shift, event, scene)  # read late: nobody was there to hear it
    shift = replace(shift, seen_id=event.message_id)
    if not _words(event.text):
        return lifecycle.tell_once(shift, Line.NO_WORDS if shift.typing_allowed else Line.FORMS_ONLY)
    if shift.pending >= MOST_MESSAGES:
        return shift, []
    return _spoken(shift, event.at, event.text, event.message_id), []


def _spoken(shift: Shift, at: int, text: str, message_id: int) -> Shift:
    """The agent has said this; the customer answers when nothing follows it."""
    first = not shift.said(shift.number)
    if first:
        shift = now(_began(shift, at), late=shift.too_late(at))
    log = (*shift.log, Spoken(Who.AGENT, at, text, message_id))
    quiet_at = at + stretched(ANSWER_AFTER, shift.factor)
    return replace(shift, log=log, pending=shift.pending + 1, quiet_at=quiet_at, form_open=False)


def _form_opened(shift: Shift, event: FormOpened, _: Scene) -> Step:
    shift = _began(shift, event.at)
    return replace(shift, form_open=True), [ShowForm(shift.number, int(shift.phase is Phase.REPLIED))]


def _form_submitted(shift: Shift, event: FormSubmitted, scene: Scene) -> Step:
    if (event.turn, event.part) != (shift.number, int(shift.phase is Phase.REPLIED)):
        return shift, [ReplyLate(Line.LATE, event.text)]
    if not _words(event.text):
        return shift, [Reply(Line.NOTHING_SAID)]
    return answered(_spoken(shift, event.at, event.text, event.id), scene, event.at)


def _line_deadline(shift: Shift, event: DeadlinePassed, scene: Scene) -> Step:
    """The customer answers; or says hello once more; or hangs up. What passed while the bot was away is no silence."""
    due = shift.wake_at
    if due is None or event.at < due:
        return shift, []
    if shift.pending:
        return answered(shift, scene, event.at)
    if event.at - due > AWAY:
        return _was_away(shift, event.at)
    if shift.phase is Phase.ANSWERED and not shift.connection.said_hello_again:
        kind = kind_of(shift.connection, scene)
        return says(now(shift, said_hello_again=True), kind.again, scene, event.at)
    return silent(shift, scene, event.at)


def _was_away(shift: Shift, at: int) -> Step:
    """The number is dialled again, as if it had not been: the agent could not have answered."""
    shift = replace(shift, log=shift.log[: shift.connection.log_from])
    shift = now(
        shift, log_from=-1, began_at=None, said_hello_again=False, late=False, reply="", closed=False, verdict=None
    )
    shift, effects = dial(shift, shift.number, at)
    return shift, [TellOnShift(ShiftLine.CUT_OFF), *effects]


def _close(shift: Shift, event: ClosePressed, scene: Scene) -> Step:
    """The agent hangs up, which ends a connection well when that was all there was to do."""
    return answered(now(_began(shift, event.at), closed=True), scene, event.at)


def _break(shift: Shift, event: BreakPressed, _: Scene) -> Step:
    if shift.break_asked:
        return shift, [ReplyOnShift(ShiftLine.ON_BREAK)]
    return replace(shift, break_asked=True), [ReplyOnShift(ShiftLine.BREAK_COMES)]


def _in_break(shift: Shift, event: Said, _: Scene) -> Step:
    return _heard(shift, event), []


def _heard(shift: Shift, event: Said) -> Shift:
    """Words to nobody: they must not be read again when somebody has picked up."""
    return replace(shift, seen_id=max(shift.seen_id, event.message_id))


def _go_on(shift: Shift, event: Resumed, _: Scene) -> Step:
    return dial(shift, shift.number + 1, event.at)


# Ends


def _stop(shift: Shift, event: Stopped, scene: Scene) -> Step:
    shift, effects = ended(shift, scene, event.at, "stopped")
    if not effects and shift.thread_id is not None:
        effects = [Tell(Line.STOPPED)]
    return shift, effects


def _gone(shift: Shift, event: Gone, scene: Scene) -> Step:
    return over(shift, event.at, event.why), kept_of(shift, scene)


def _refused(shift: Shift, event: Refused, scene: Scene) -> Step:
    """Discord won't have our message: a customer can't wait, so it is over; what was done counts."""
    told = lifecycle.after_refusal(shift, event, begun=bool(shift.connections))
    return over(replace(shift, refused=event.why), event.at, event.why), [*kept_of(shift, scene), *told]


def _has_result(shift: Shift) -> bool:
    return any(connection.verdict for connection in shift.connections)


# The table


def _too_early(line: ShiftLine) -> Handler:
    return lambda shift, event, scene: lifecycle.tell_once(_heard(shift, event), line, TellOnShift)


def _reply_on_shift(line: ShiftLine) -> Handler:
    return lambda shift, event, scene: (shift, [ReplyOnShift(line)])


TRANSITIONS: dict[tuple[Phase, type[Event]], Handler] = {
    (Phase.OPENING, Started): lifecycle.open_thread,
    (Phase.OPENING, ThreadOpened): _brief,
    (Phase.LOBBY, PickedUp): _start,
    (Phase.LOBBY, Said): _too_early(ShiftLine.START_FIRST),
    (Phase.LOBBY, DeadlinePassed): _idle,
    (Phase.DIALLING, DeadlinePassed): _connect,
    (Phase.DIALLING, Said): _too_early(ShiftLine.NOBODY_YET),
    (Phase.DIALLING, TypingSeen): _typing,
    (Phase.DIALLING, LinePosted): _posted,
    (Phase.DIALLING, ClosePressed): _reply_on_shift(ShiftLine.NOT_ON_LINE),
    (Phase.DIALLING, BreakPressed): _break,
    (Phase.DIALLING, FormOpened): _reply_on_shift(ShiftLine.NOBODY_YET),
    **{(phase, LinePosted): _posted for phase in _ON_LINE},
    **{(phase, TypingSeen): _typing for phase in _ON_LINE},
    **{(phase, Said): _said for phase in _ON_LINE},
    **{(phase, FormOpened): _form_opened for phase in _ON_LINE},
    **{(phase, FormSubmitted): _form_submitted for phase in _ON_LINE},
    **{(phase, DeadlinePassed): _line_deadline for phase in _ON_LINE},
    **{(phase, ClosePressed): _close for phase in _ON_LINE},
    **{(phase, BreakPressed): _break for phase in _ON_LINE},
    (Phase.RESTING, Resumed): _go_on,
    (Phase.RESTING, Said): _in_break,
    (Phase.RESTING, DeadlinePassed): _idle,
    (Phase.RESTING, LinePosted): _posted,
    (Phase.RESTING, BreakPressed): _reply_on_shift(ShiftLine.ON_BREAK),
    (Phase.RESTING, ClosePressed): _reply_on_shift(ShiftLine.NOT_ON_LINE),
    (Phase.ENDED, ThreadOpened): lifecycle.too_late_for_thread,
    (Phase.ENDED, SharePressed): lifecycle.share(_has_result),
    (Phase.ENDED, Stopped): lifecycle.reply(Line.OVER),
    (Phase.ENDED, Resumed): lifecycle.reply(Line.OVER),
    (Phase.ENDED, Gone): lifecycle.nothing,
    (Phase.ENDED, Refused): lifecycle.share_refused,
    (Phase.ENDED, Changed): lifecycle.nothing,
}

ANYWHERE: dict[type[Event], Handler] = {
    Stopped: _stop,
    Resumed: lifecycle.reply(Line.NOT_PAUSED),
    Gone: _gone,
    Refused: _refused,
    Changed: lifecycle.changed,
    FormSubmitted: lifecycle.form_too_late,
}
