"""What the rules of `call_steps` share: the caller speaks, a turn is answered, a call ends."""

from collections.abc import Mapping
from dataclasses import replace

from bot.practice.calls.call import BUSY_PATIENCE, Call, CallerState, Fail, Phase, Scene, Spoken
from bot.practice.calls.caller import Answer, answer, say_usual
from bot.practice.calls.conditions import verified
from bot.practice.calls.content import CallScript, Outcome, Who
from bot.practice.calls.effects import CallLine, KeepCall, PutDesk, SayLine, ShowScorecard, TellOnCall
from bot.practice.calls.hearing import Heard, listen
from bot.practice.calls.scorecard import scorecard
from bot.practice.calls.tension import HIGHEST, by_reason
from bot.practice.effects import Effect

Step = tuple[Call, list[Effect]]
"""The call after an event, and what is to be done."""

TELLS = "tells-"

INSTEAD = {
    "profanity": "Never swear at a customer, whatever they say. Breathe, and name what you will do.",
    "data-before-check": "Ask for what the identity check needs before you tell anything from the record.",
    "hanging-up": "Say what happens next and let them agree before you close. Whoever abuses you gets a warning first.",
    "two-silent-minutes": "Come back to the caller on hold every 45 seconds, if only to say that you need longer.",
}
"""What to do instead, by auto-fail."""


def enter(call: Call, phase: Phase, at: int) -> Call:
    """The call in this phase since `at`; what is told once may be told again."""
    return replace(call, phase=phase, phase_since=at, told=(), asked_still_there=False)


def says(call: Call, state: CallerState, text: str, at: int, voice: str = "") -> Step:
    """The caller says this. The agent's clock starts once it stands in Discord."""
    log = (*call.log, Spoken(Who.CALLER, at, text))
    call = replace(call, caller=state, log=log, line_at=None, pending=0, quiet_at=None, typing_at=None)
    return call, [SayLine(len(log) - 1, text, voice)]


def says_usual(call: Call, scene: Scene, situation: str, at: int, voice: str = "") -> Step:
    """The caller says what is usual in a situation."""
    said = say_usual(call, call.state, scene.script, situation)
    return says(call, said.state, said.text, at, voice)


def presses(call: Call, what: str, at: int) -> Call:
    """A button, in the log; it is a sign of the agent."""
    return replace(call, log=(*call.log, Spoken(Who.PRESS, at, what)), seen_at=at)


def answered(call: Call, scene: Scene, at: int) -> Step:
    """The caller answers what was said since their last line. Nothing, when nothing was."""
    if not call.pending:
        return call, []
    text = "\n".join([s.text for s in call.log if s.who is Who.AGENT][-call.pending :])
    heard = _known(listen(text, scene.script), call)
    call = _failed(call, heard, scene.script, at)
    given: Answer = answer(call, heard, scene.script, at)
    busy = call.look_up is not None and bool({"says-what-doing", "asks-hold"}.intersection(heard.acts))
    call, effects = says(call, given.state, given.text, at, "hangs-up" if given.end is Outcome.HUNG_UP else "")
    call = replace(call, patience=BUSY_PATIENCE if busy else 1)
    if given.end is None:
        return call, effects
    call, more = ended(call, scene, given.end, at)
    return call, [*effects, *more]


def _known(heard: Heard, call: Call) -> Heard:
    """Nobody tells what the system says before they have seen it: they repeat what the caller said."""

    def known(acts: Mapping[str, str]) -> dict[str, str]:
        return {
            name: quote
            for name, quote in acts.items()
            if not name.startswith(TELLS) or name.removeprefix(TELLS) in call.looked_up
        }

    return replace(heard, acts=known(heard.acts), lost=known(heard.lost))


def _failed(call: Call, heard: Heard, script: CallScript, at: int) -> Call:
    """The call with the auto-fails of what was said, whether or not the caller has caught it."""
    said = {**heard.lost, **heard.acts}
    for name in ("swears", "insults"):
        if name in said:
            call = failed(call, "profanity", at, said[name])
    for name in script.private:
        if name in said and not verified(call.state, script):
            call = failed(call, "data-before-check", at, said[name])
    for promise in script.forbidden:
        if promise.act in said:
            call = failed(call, "forbidden-promise", at, said[promise.act], promise.instead)
    return call


def failed(call: Call, fail: str, at: int, quote: str = "", instead: str = "") -> Call:
    """The call with an auto-fail, each kind once."""
    if any(known.id == fail for known in call.fails):
        return call
    return replace(call, fails=(*call.fails, Fail(fail, at, quote, instead or INSTEAD[fail])))


def annoyed(call: Call, scene: Scene, reason: str, at: int) -> Call:
    """The call after something that is no word moved the caller."""
    return replace(call, caller=by_reason(call.state, scene.script, at, reason))


def hangs_up_if_full(call: Call, scene: Scene, at: int) -> Step | None:
    """At the highest tension the caller hangs up, whatever is going on."""
    if call.state.tension < HIGHEST:
        return None
    call, effects = says_usual(call, scene, "hung-up", at, "hangs-up")
    call, more = ended(call, scene, Outcome.HUNG_UP, at)
    return call, [*effects, *more]


def ended(call: Call, scene: Scene, outcome: Outcome, at: int, why: str = "") -> Step:
    """The call ends: its scorecard is kept and shown."""
    effects: list[Effect] = [TellOnCall(CallLine.HUNG_UP)] if outcome is Outcome.HUNG_UP else []
    kept = kept_of(call, scene, outcome, at)
    call = over(replace(call, outcome=outcome), at, why or str(outcome))
    return call, [*effects, PutDesk(), *kept, ShowScorecard()]


def kept_of(call: Call, scene: Scene, outcome: Outcome, at: int) -> list[Effect]:
    """The record of a call that ends now; nothing when nobody took it."""
    return [KeepCall(scorecard(call, scene, outcome, at))] if call.caller else []


def over(call: Call, at: int, why: str) -> Call:
    """The call, ended."""
    holds = tuple(replace(hold, until=hold.until or at) for hold in call.holds)
    call = replace(call, holds=holds, look_up=None, pending=0, quiet_at=None)
    return replace(enter(call, Phase.ENDED, at), ended_at=at, ended_why=why)


def silence_until(call: Call, at: int) -> Call:
    """The call with the silence that ends at this sign of the agent."""
    if call.line_at is None or call.phase is not Phase.TALKING or call.pending:
        return call
    since = max(call.line_at, call.seen_at or 0)
    return replace(call, longest_silence=max(call.longest_silence, at - since))
