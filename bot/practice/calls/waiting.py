"""What happens in a call by itself: the caller answers, asks into the silence, waits on hold, and a record comes."""

from dataclasses import replace

from bot.practice.calls.call import (
    AWAY,
    BUSY_PATIENCE,
    CHECK_IN,
    FORGOTTEN_HOLD,
    LONGEST_HOLD,
    SILENT_HOLD,
    Call,
    Phase,
    Scene,
)
from bot.practice.calls.content import Outcome
from bot.practice.calls.effects import PutDesk, ShowRecord
from bot.practice.calls.turns import (
    Step,
    annoyed,
    answered,
    ended,
    failed,
    hangs_up_if_full,
    says_usual,
)
from bot.practice.effects import Effect
from bot.practice.events import DeadlinePassed

_HELLO = ("hello", "hello-again", "hello-gone")
_MOVES = ("silence-first", "silence-again")


def deadline(call: Call, event: DeadlinePassed, scene: Scene) -> Step:
    """Whatever is due. What came due while the bot was away is nobody's silence."""
    due = call.wake_at
    if due is None or event.at < due:
        return call, []
    if event.at - due > AWAY:
        return _was_away(call, scene, event.at - due, event.at)
    effects: list[Effect] = []
    if call.look_up is not None and event.at >= call.look_up.due:
        call, effects = _record(call, event.at)
    rule = _on_hold if call.phase is Phase.HOLDING else _talking
    call, more = rule(call, scene, event.at)
    return call, [*effects, *more]


def _was_away(call: Call, scene: Scene, late: int, at: int) -> Step:
    """Move the clocks on by what was lost; on the line, the caller says that they were cut off."""
    look_up = replace(call.look_up, due=call.look_up.due + late) if call.look_up else None
    call = replace(call, look_up=look_up)
    if call.phase is Phase.HOLDING:
        return replace(call, holds=(*call.holds[:-1], replace(call.hold, since=call.hold.since + late))), []
    if call.pending:
        return answered(call, scene, at)
    return says_usual(replace(call, seen_at=at), scene, "resumed", at, "silence")


def _record(call: Call, at: int) -> Step:
    """The record has come; the agent needs time to read it."""
    if call.look_up is None:
        return call, []
    record = call.look_up.record
    looked_up = call.looked_up if record in call.looked_up else (*call.looked_up, record)
    call = replace(call, look_up=None, looked_up=looked_up, seen_at=at, patience=BUSY_PATIENCE)
    return call, [ShowRecord(record), PutDesk()]


def _talking(call: Call, scene: Scene, at: int) -> Step:
    if call.pending:
        return answered(call, scene, at) if call.quiet_at is not None and at >= call.quiet_at else (call, [])
    if call.silent_at is None or at < call.silent_at:
        return call, []
    return _silence(call, scene, at)


def _silence(call: Call, scene: Scene, at: int) -> Step:
    """Nothing was said for too long: they ask, are annoyed, and hang up; when all is solved they just say goodbye."""
    since = max(call.line_at or at, call.seen_at or 0)
    call = replace(call, longest_silence=max(call.longest_silence, at - since), patience=1)
    if call.state.solved:
        call, effects = says_usual(call, scene, "goodbye", at)
        call, more = ended(call, scene, Outcome.SOLVED, at)
        return call, [*effects, *more]
    number, call = call.silences, replace(call, silences=call.silences + 1)
    if number >= len(_MOVES):
        call, effects = says_usual(call, scene, _HELLO[-1], at, "hangs-up")
        call, more = ended(call, scene, Outcome.ABANDONED, at, "silence")
        return call, [*effects, *more]
    call = annoyed(call, scene, _MOVES[number], at)
    return hangs_up_if_full(call, scene, at) or says_usual(call, scene, _HELLO[number], at, "silence")


def _on_hold(call: Call, scene: Scene, at: int) -> Step:
    """The hold goes on: it annoys, fails the call after two minutes, and ends it after five."""
    effects: list[Effect] = []
    hold = call.hold
    waited = round((at - hold.since) / call.factor)
    if waited >= SILENT_HOLD and not hold.failed:
        call, hold = failed(call, "two-silent-minutes", at), replace(hold, failed=True)
    over_time = waited - (hold.estimate or 0)
    while over_time >= CHECK_IN * (hold.annoyed + 1):
        call, hold = annoyed(call, scene, "hold-too-long", at), replace(hold, annoyed=hold.annoyed + 1)
    if waited >= LONGEST_HOLD:
        call, effects = says_usual(call, scene, "hold-gone", at, "hangs-up")
        call, more = ended(replace(call, holds=(*call.holds[:-1], hold)), scene, Outcome.ABANDONED, at, "hold")
        return call, [*effects, *more]
    if waited >= FORGOTTEN_HOLD and not hold.forgotten:
        call, hold = annoyed(call, scene, "hold-forgotten", at), replace(hold, forgotten=True)
        call, effects = says_usual(call, scene, "hold-forgotten", at, "hold")
    call = replace(call, holds=(*call.holds[:-1], hold))
    full = hangs_up_if_full(call, scene, at)
    return (full[0], [*effects, *full[1]]) if full else (call, effects)
