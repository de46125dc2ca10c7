"""What moves the caller's tension, 0 to 10, and by how much."""

from collections.abc import Iterator
from dataclasses import replace

from bot.practice.calls.call import CallerState, Move
from bot.practice.calls.content import Act, CallScript, Temper
from bot.practice.calls.hearing import Heard
from bot.practice.timing import stretched

HIGHEST = 10.0
"""At this the caller hangs up."""

HOT = 6.0
"""From here on they sound like it."""

FADING = 0.5
"""The same kindness again soothes so much of what it did before."""

MOST_SOOTHED = 2.0
"""No single message takes more off: nobody is talked down in one breath."""

_HEATS = {Temper.MILD: 0.7, Temper.EVEN: 1.0, Temper.FIERY: 1.25}
_COOLS = {Temper.MILD: 1.2, Temper.EVEN: 1.0, Temper.FIERY: 0.8}
_CLUE = 1.5  # what a trait minds or is eased by counts so much more
_APOLOGIES = ("apologises",)


def moved(
    state: CallerState, script: CallScript, at: int, reason: str, amount: float, because: str, quote: str, felt: str
) -> CallerState:
    """The caller after one move; nothing is kept of one too small to feel."""
    temper = script.caller.temper
    amount = amount * (_HEATS if amount > 0 else _COOLS)[temper]
    tension = round(min(HIGHEST, max(0.0, state.tension + amount)), 2)
    change = round(tension - state.tension, 2)
    if not change:
        return state
    move = Move(at, reason, change, tension, because, quote, felt)
    return replace(state, tension=tension, moves=(*state.moves, move))


def by_reason(
    state: CallerState, script: CallScript, at: int, reason: str, quote: str = "", times: float = 1.0
) -> CallerState:
    """The caller after something that is no act: silence, a hold, a list of keywords."""
    known = script.reasons.get(reason)
    if known is None:
        return state
    return moved(state, script, at, reason, known.tension * times, known.because, quote, known.felt)


def by_acts(state: CallerState, heard: Heard, script: CallScript, at: int) -> CallerState:
    """The caller after what was heard. Acts are counted, and what soothes again soothes less."""
    before = state
    does = any(script.acts[name].does for name in heard.acts)
    for act, amount, quote in _amounts(state, heard, script, does):
        if amount < 0:
            left = MOST_SOOTHED - (before.tension - state.tension)
            amount = max(amount, -max(0.0, left))
        if act.id in _APOLOGIES and amount > 0:
            state = by_reason(state, script, at, "formula", quote)
        else:
            state = moved(state, script, at, act.id, amount, act.because, quote, act.felt)
    done = dict(state.done)
    for name in heard.acts:
        done[name] = done.get(name, 0) + 1
    apologised = any(name in heard.acts for name in _APOLOGIES)
    return replace(state, done=done, acted=does or (state.acted and not apologised))


def _amounts(state: CallerState, heard: Heard, script: CallScript, does: bool) -> Iterator[tuple[Act, float, str]]:
    """Each act that moves, with its points; what heats goes first, so that soothing is measured from there."""
    acts = sorted((script.acts[name] for name in heard.acts), key=lambda act: -act.tension)
    eases = {name for trait in script.caller.traits for name in trait.eases}
    minds = {name for trait in script.caller.traits for name in trait.minds}
    for act in acts:
        again = state.done.get(act.id, 0)
        amount = act.tension
        if act.id in _APOLOGIES and again and not state.acted and not does:
            amount = 1.0  # a formula: its reason knows the points
        elif amount < 0:
            amount *= FADING**again
        if act.id in minds:
            amount = abs(amount) * _CLUE
        elif act.id in eases:
            amount *= _CLUE
        if amount:
            yield act, amount, heard.acts[act.id]


def by_clock(state: CallerState, script: CallScript, at: int, factor: float = 1.0) -> CallerState:
    """The caller after the minutes that went by, if time is what they lack; longer ones with a time factor."""
    a_minute = max((trait.a_minute for trait in script.caller.traits), default=0.0)
    minute = stretched(60_000, factor)
    minutes = (at - state.clock_at) // minute
    if not a_minute or minutes <= 0:
        return state
    reason = script.reasons.get("by-the-clock")
    because, felt = (reason.because, reason.felt) if reason else ("Time went by.", "")
    state = moved(state, script, at, "by-the-clock", a_minute * minutes, because, "", felt)
    return replace(state, clock_at=state.clock_at + minutes * minute)
