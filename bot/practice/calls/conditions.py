"""How far a call has come: what is there of what replies, beats and the checklist ask for."""

from collections.abc import Iterable

from bot.practice.calls.call import Call, CallerState
from bot.practice.calls.content import CallScript, Needs
from bot.practice.calls.tension import HOT


def met(needs: Needs, done: Iterable[str]) -> bool:
    """Whether of each group any is there."""
    have = set(done)
    return all(have.intersection(group) for group in needs)


def so_far(call: Call, state: CallerState, script: CallScript) -> set[str]:
    """Everything that can be needed and is there: acts heard, facts told, records read."""
    have = {*state.done, *(f"told-{name}" for name in state.told), *(f"looked-up-{name}" for name in call.looked_up)}
    if verified(state, script):
        have.add("verified")
    if state.solved:
        have.add("solved")
    return have


def verified(state: CallerState, script: CallScript) -> bool:
    """Whether the caller has told everything that the identity check asks for, and it was right."""
    return all(name in state.told and script.facts[name].right for name in script.verify)


def solved(call: Call, state: CallerState, script: CallScript) -> bool:
    """Whether everything needed is done. Once solved, it stays so."""
    have = so_far(call, state, script)
    return state.solved or all(met(item.needs, have) for item in script.checklist if item.needed)


def knows_next_step(state: CallerState) -> bool:
    """Whether they may be let go unsolved: they were told what happens next, and are not furious."""
    told = {"tells-next-step", "offers-call-back", "promises-time"}.intersection(state.done)
    return bool(told) and state.tension < HOT
