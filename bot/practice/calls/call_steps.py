"""How a call goes on: `step(call, event, scene)`, its rules, and the table of transitions at the end."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.practice import lifecycle
from bot.practice.calls.call import SECOND, Call, Hold, LookUp, Phase, Scene, Spoken
from bot.practice.calls.caller import begin
from bot.practice.calls.content import Outcome, Who
from bot.practice.calls.effects import CallLine, PutBriefing, PutDesk, ReplyOnCall, ShowRecord, TellOnCall
from bot.practice.calls.events import (
    BackPressed,
    ClosePressed,
    HoldPressed,
    LinePosted,
    LookUpPressed,
    TransferPressed,
)
from bot.practice.calls.parting import close, in_time, off_hold, transfer
from bot.practice.calls.turns import (
    Step,
    annoyed,
    answered,
    ended,
    enter,
    hangs_up_if_full,
    kept_of,
    over,
    presses,
    says,
    says_usual,
    silence_until,
)
from bot.practice.calls.waiting import deadline
from bot.practice.effects import Effect, Line, Reply, ShowForm, Tell
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
from bot.practice.timing import TYPING_LASTS

Handler = Callable[[Call, Any, Scene], Step]
"""`Any`: each handler names the event type that its row of the table gives it."""

MOST_SAID, MOST_MESSAGES = 30_000, 120
"""Characters and messages of the agent in one call: nobody talks longer, every one is stored again with the next, and
all are read once more for the scorecard."""


def step(call: Call, event: Event, scene: Scene) -> Step:
    """The call after the event, and what is to be done. What the table does not know changes nothing."""
    return lifecycle.take(call, event, scene, TRANSITIONS, ANYWHERE)


# Opening and lobby


def _ring(call: Call, event: ThreadOpened, _: Scene) -> Step:
    return enter(replace(call, thread_id=event.thread_id), Phase.LOBBY, event.at), [PutBriefing()]


def _take(call: Call, event: PickedUp, scene: Scene) -> Step:
    """The call is taken: the caller speaks first, whoever rang; on an outbound call that is "Hello?"."""
    call = replace(enter(call, Phase.TALKING, event.at), taken_at=event.at, seen_at=event.at)
    first = begin(call, scene.script, event.at)
    call, effects = says(call, first.state, first.text, event.at)
    return call, [PutDesk(), *effects]


def _lobby_deadline(call: Call, event: DeadlinePassed, _: Scene) -> Step:
    return lifecycle.asks_first(call, event) or (over(call, event.at, "idle"), [TellOnCall(CallLine.NOT_STARTED)])


# On the line


def _posted(call: Call, event: LinePosted, _: Scene) -> Step:
    if event.line != _last_line(call):
        return call, []
    return replace(call, line_at=event.at), []


def _last_line(call: Call) -> int:
    """The number of the caller's newest line in the log."""
    return max((number for number, spoken in enumerate(call.log) if spoken.who is Who.CALLER), default=-1)


def _typing(call: Call, event: TypingSeen, _: Scene) -> Step:
    if event.at < (call.line_at or call.phase_since) or event.at < (call.seen_at or 0):
        return call, []
    call = silence_until(call, event.at)
    quiet_at = max(call.quiet_at or 0, event.at + TYPING_LASTS) if call.pending else call.quiet_at
    return replace(call, typing_at=event.at, seen_at=event.at, quiet_at=quiet_at), []


def _spoken(call: Call, at: int, text: str, message_id: int) -> Call:
    """The agent has said this; the caller answers when nothing follows it."""
    call = silence_until(call, at)
    return replace(
        call,
        log=(*call.log, Spoken(Who.AGENT, at, text, message_id)),
        pending=call.pending + 1,
        quiet_at=at + call.answer_after,
        seen_at=at,
        silences=0,
        form_open=False,
    )


def _said(call: Call, event: Said, scene: Scene) -> Step:
    if event.message_id <= call.seen_id:
        return call, []
    call = replace(call, seen_id=event.message_id)
    if not lifecycle.has_words(event.text):
        return lifecycle.tell_once(
            replace(call, seen_at=event.at), Line.NO_WORDS if call.typing_allowed else Line.FORMS_ONLY
        )
    call = _spoken(call, event.at, event.text, event.message_id)
    return _heard_enough(call, scene, event.at) or (call, [])


def _heard_enough(call: Call, scene: Scene, at: int) -> Step | None:
    """The end of a call in which too much was said; None: it may go on."""
    said = [len(spoken.text) for spoken in call.log if spoken.who is Who.AGENT]
    if sum(said) <= MOST_SAID and len(said) <= MOST_MESSAGES:
        return None
    call, effects = ended(call, scene, Outcome.ABANDONED, at, "too long")
    return call, [Tell(Line.HEARD_ENOUGH), *effects]


def _form_opened(call: Call, event: FormOpened, _: Scene) -> Step:
    return replace(call, form_open=True, seen_at=event.at), [ShowForm(0, 0)]


def _form_submitted(call: Call, event: FormSubmitted, scene: Scene) -> Step:
    if not lifecycle.has_words(event.text):
        return call, [Reply(Line.NOTHING_SAID)]
    call = _spoken(call, event.at, event.text, event.id)
    return _heard_enough(call, scene, event.at) or answered(call, scene, event.at)


def _looked_up(call: Call, event: LookUpPressed, scene: Scene) -> Step:
    record = scene.script.records.get(event.record)
    if record is None:
        return call, [ReplyOnCall(CallLine.NO_SUCH_RECORD)]
    if call.look_up is not None:
        return call, [ReplyOnCall(CallLine.LOOKING_UP)]
    call = presses(silence_until(call, event.at), f"look up {record.id}", event.at)
    if record.id in call.looked_up:
        return call, [ShowRecord(record.id)]
    busy = replace(call, look_up=LookUp(record.id, event.at + record.seconds * SECOND))
    return _patient(busy), [PutDesk()]


def _patient(call: Call) -> Call:
    """Silence is borne longer when the agent has just said what they do."""
    just_said = call.caller is not None and "says-what-doing" in call.caller.done
    return replace(call, patience=2 if just_said else call.patience)


# Holding


def _hold(call: Call, event: HoldPressed, scene: Scene) -> Step:
    """Whoever was asked, and said yes, waits; for others it is one more reason to be angry."""
    call, effects = answered(call, scene, event.at)
    if call.phase is not Phase.TALKING:
        return call, effects
    call = presses(silence_until(call, event.at), "hold", event.at)
    state = call.state
    if state.hold_answer != "yes":
        call = annoyed(call, scene, "hold-against-will" if state.hold_answer else "hold-unasked", event.at)
    full = hangs_up_if_full(call, scene, event.at)
    if full:
        return full[0], [*effects, *full[1]]
    hold = Hold(event.at, bool(state.hold_answer), state.hold_estimate)
    caller = replace(call.state, hold_answer="", hold_estimate=None)
    call = replace(enter(call, Phase.HOLDING, event.at), holds=(*call.holds, hold), caller=caller, quiet_at=None)
    return call, [*effects, PutDesk()]


def _back(call: Call, event: BackPressed, scene: Scene) -> Step:
    late = not in_time(call, event.at)
    call = presses(off_hold(call, scene, event.at), "back", event.at)
    call, effects = says_usual(call, scene, "hold-back-late" if late else "hold-back", event.at)
    return call, [PutDesk(), *effects]


def _said_on_hold(call: Call, event: Said, scene: Scene) -> Step:
    """Words on hold are words to the caller: whoever speaks is back on the line."""
    if event.message_id <= call.seen_id:
        return call, []
    if not lifecycle.has_words(event.text):
        return _said(call, event, scene)
    call, effects = _said(off_hold(call, scene, event.at), event, scene)
    return call, [TellOnCall(CallLine.CAME_BACK), PutDesk(), *effects]


def _form_on_hold(call: Call, event: FormSubmitted, scene: Scene) -> Step:
    if not lifecycle.has_words(event.text):
        return call, [Reply(Line.NOTHING_SAID)]
    call, effects = _form_submitted(off_hold(call, scene, event.at), event, scene)
    return call, [TellOnCall(CallLine.CAME_BACK), PutDesk(), *effects]


# Ending


def _stop(call: Call, event: Stopped, scene: Scene) -> Step:
    if call.caller is None:
        told: list[Effect] = [Tell(Line.STOPPED)] if call.thread_id is not None else []
        return over(call, event.at, "stopped"), told
    return ended(call, scene, Outcome.ABANDONED, event.at, "stopped")


def _gone(call: Call, event: Gone, scene: Scene) -> Step:
    kept = kept_of(call, scene, Outcome.ABANDONED, event.at)
    return over(replace(call, outcome=Outcome.ABANDONED), event.at, event.why), kept


def _refused(call: Call, event: Refused, scene: Scene) -> Step:
    """Discord won't have our message: a call can't wait, so it is over; what was said counts."""
    kept = kept_of(call, scene, Outcome.ABANDONED, event.at)
    told = lifecycle.after_refusal(call, event, begun=call.caller is not None)
    return over(replace(call, refused=event.why, outcome=Outcome.ABANDONED), event.at, event.why), [*kept, *told]


def _was_taken(call: Call) -> bool:
    return call.caller is not None


# The table


def _reply_on_call(line: CallLine) -> Handler:
    return lambda call, event, scene: (call, [ReplyOnCall(line)])


TRANSITIONS: dict[tuple[Phase, type[Event]], Handler] = {
    (Phase.OPENING, Started): lifecycle.open_thread,
    (Phase.OPENING, ThreadOpened): _ring,
    (Phase.LOBBY, PickedUp): _take,
    (Phase.LOBBY, Said): lifecycle.say(Line.PICK_UP_FIRST),
    (Phase.LOBBY, DeadlinePassed): _lobby_deadline,
    (Phase.TALKING, LinePosted): _posted,
    (Phase.TALKING, TypingSeen): _typing,
    (Phase.TALKING, Said): _said,
    (Phase.TALKING, FormOpened): _form_opened,
    (Phase.TALKING, FormSubmitted): _form_submitted,
    (Phase.TALKING, LookUpPressed): _looked_up,
    (Phase.TALKING, HoldPressed): _hold,
    (Phase.TALKING, BackPressed): _reply_on_call(CallLine.NOT_ON_HOLD),
    (Phase.TALKING, TransferPressed): transfer,
    (Phase.TALKING, ClosePressed): close,
    (Phase.TALKING, DeadlinePassed): deadline,
    (Phase.HOLDING, LinePosted): _posted,
    (Phase.HOLDING, Said): _said_on_hold,
    (Phase.HOLDING, FormOpened): _form_opened,
    (Phase.HOLDING, FormSubmitted): _form_on_hold,
    (Phase.HOLDING, LookUpPressed): _looked_up,
    (Phase.HOLDING, HoldPressed): _reply_on_call(CallLine.ALREADY_ON_HOLD),
    (Phase.HOLDING, BackPressed): _back,
    (Phase.HOLDING, TransferPressed): transfer,
    (Phase.HOLDING, ClosePressed): close,
    (Phase.HOLDING, DeadlinePassed): deadline,
    (Phase.ENDED, ThreadOpened): lifecycle.too_late_for_thread,
    (Phase.ENDED, SharePressed): lifecycle.share(_was_taken),
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
