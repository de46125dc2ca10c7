"""How the agent lets go of the caller: off the hold, handed over, or closed."""

from dataclasses import replace

from bot.practice.calls.call import CHECK_IN, SECOND, Call, Phase, Scene
from bot.practice.calls.conditions import knows_next_step, met, so_far
from bot.practice.calls.content import Outcome
from bot.practice.calls.effects import CallLine, PutDesk, TellOnCall
from bot.practice.calls.events import ClosePressed, TransferPressed
from bot.practice.calls.turns import (
    Step,
    annoyed,
    answered,
    ended,
    enter,
    failed,
    hangs_up_if_full,
    presses,
    says,
    says_usual,
    silence_until,
)
from bot.practice.timing import stretched

KEEPS_ITS_WORD = 10 * SECOND
"""A hold may take so much longer than said and still be called kept."""


def in_time(call: Call, at: int) -> bool:
    """Whether the hold took no longer than was said, or than is usual when nothing was."""
    said = call.hold.estimate or CHECK_IN
    return at - call.hold.since <= stretched(said + KEEPS_ITS_WORD, call.factor)


def off_hold(call: Call, scene: Scene, at: int) -> Call:
    """The agent is back: the hold is over, and when it was as long as said, that counts."""
    hold = replace(call.hold, until=max(at, call.hold.since))  # words sent before the hold may come after it
    call = replace(enter(call, Phase.TALKING, at), holds=(*call.holds[:-1], hold), seen_at=at, silences=0)
    if hold.asked and in_time(call, at):
        call = annoyed(call, scene, "hold-kept", at)
    return call


def transfer(call: Call, event: TransferPressed, scene: Scene) -> Step:
    """A warm handover escalates the call; a cold one meets an objection, and goes through when pressed again."""
    held = call.phase is Phase.HOLDING
    if held:
        call = off_hold(call, scene, event.at)
    call, effects = answered(call, scene, event.at)
    if call.phase is Phase.ENDED:
        return call, effects
    call = presses(silence_until(call, event.at), "transfer", event.at)
    script, transfer = scene.script, scene.script.transfer
    if transfer.allowed and met(transfer.needs, so_far(call, call.state, script)):
        call, more = _say_own(call, scene, transfer.say, "transferred", event.at)
        call, last = ended(call, scene, Outcome.ESCALATED, event.at)
        return call, [*effects, *more, *last]
    if transfer.allowed and call.passed_on:
        call, more = ended(annoyed(call, scene, "passed-on", event.at), scene, Outcome.CLOSED, event.at, "passed on")
        return call, [*effects, *more]
    call = annoyed(replace(call, passed_on=True), scene, "passed-on" if transfer.allowed else "no-transfer", event.at)
    full = hangs_up_if_full(call, scene, event.at)
    if full:
        return full[0], [*effects, *full[1]]
    situation = "passed-on" if transfer.allowed else "no-transfer"
    told = TellOnCall(CallLine.ANNOUNCE_TRANSFER if transfer.allowed else CallLine.NOBODY_TAKES_IT)
    call, more = _say_own(call, scene, transfer.refuse, situation, event.at)
    return call, [*([PutDesk()] if held else []), *effects, *more, told]


def _say_own(call: Call, scene: Scene, own: tuple[str, ...], situation: str, at: int) -> Step:
    """The call's own words for a situation, or the usual ones."""
    left = [line for line in own if line not in call.state.said]
    if not left:
        return says_usual(call, scene, situation, at)
    line = left[call.seed % len(left)]
    return says(call, replace(call.state, said=(*call.state.said, line)), line, at)


def close(call: Call, event: ClosePressed, scene: Scene) -> Step:
    """Solved, or told what happens next: a goodbye. Otherwise it is hanging up on them."""
    if call.phase is Phase.HOLDING:
        call = off_hold(call, scene, event.at)
    call, effects = answered(call, scene, event.at)
    if call.phase is Phase.ENDED:
        return call, effects
    call = presses(call, "close", event.at)
    if call.state.solved:
        call, more = ended(call, scene, Outcome.SOLVED, event.at)
    elif knows_next_step(call.state):
        call, more = says_usual(call, scene, "closed-told", event.at)
        effects = [*effects, *more]
        call, more = ended(call, scene, Outcome.CLOSED, event.at)
    else:
        call, more = says_usual(failed(call, "hanging-up", event.at), scene, "closed", event.at)
        effects = [*effects, *more]
        call, more = ended(call, scene, Outcome.CLOSED, event.at)
    return call, [*effects, *more]
