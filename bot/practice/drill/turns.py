"""What the rules of `drill_steps` share: how rounds are asked and closed, cards kept up to date, how it ends."""

from dataclasses import replace
from types import MappingProxyType
from typing import Any

from bot.practice.drill.drill import Drill, Entrant, Phase
from bot.practice.drill.effects import (
    DrillLine,
    KeepEntrant,
    OpenDrillThread,
    PutPodium,
    PutReveal,
    PutRound,
    TellDrill,
    UpdateLobby,
    UpdateRound,
)
from bot.practice.drill.events import MemberPressed
from bot.practice.drill.teams import by_role, drawn, smallest
from bot.practice.effects import Effect

Step = tuple[Drill, list[Effect]]
"""The drill after an event, and what is to be done."""

BEFORE = (Phase.OPENING, Phase.LOBBY)
"""The drill has not begun."""

OPEN = (Phase.ASKING, Phase.ANSWERING, Phase.CLOSING)
"""Answers to the current round are taken."""

STANDING = (Phase.ANSWERING, Phase.CLOSING)
"""The round's card stands."""

CLOSED = (Phase.REVEALING, Phase.COMMENTING)
"""The current round is closed, and no other has begun."""

RUNNING = (*OPEN, *CLOSED)


def enter(drill: Drill, phase: Phase, at: int) -> Drill:
    """The drill in this phase since `at`; a pause goes on, and counts from then."""
    paused_at = None if drill.paused_at is None else max(at, drill.paused_at)
    return replace(drill, phase=phase, phase_since=at, paused_at=paused_at, stale=False)


def with_round(drill: Drill, index: int, **changes: Any) -> Drill:
    """The drill with the round of this index changed."""
    rounds = list(drill.rounds)
    rounds[index] = replace(rounds[index], **changes)
    return replace(drill, rounds=tuple(rounds))


def now(drill: Drill, **changes: Any) -> Drill:
    """The drill with its current round changed."""
    return with_round(drill, drill.number, **changes)


# Cards


def show(drill: Drill, at: int) -> Step:
    """Bring the card of the lobby or the round up to date."""
    drill = replace(drill, stale=False, shown_at=max(drill.shown_at, at))
    return drill, [UpdateLobby() if drill.phase in BEFORE else UpdateRound(drill.number)]


def changed(drill: Drill, at: int) -> Step:
    """The card is no longer right: it is brought up to date now, or together with what else changes soon."""
    if drill.phase not in (Phase.LOBBY, *STANDING):
        return drill, []
    if at >= drill.shown_at + drill.shown_every:
        return show(drill, at)
    return replace(drill, stale=True), []


# Who is in


def is_in(drill: Drill, member_id: int) -> bool:
    """Whether this member is in the drill now."""
    entrant = drill.entrants.get(member_id)
    return entrant is not None and entrant.left_at is None


def is_removed(drill: Drill, member_id: int) -> bool:
    """Whether a moderator has removed this member."""
    entrant = drill.entrants.get(member_id)
    return entrant is not None and entrant.removed


def with_entrant(drill: Drill, entrant: Entrant) -> Drill:
    """The drill with this entry new or replaced."""
    return replace(drill, entrants=MappingProxyType({**drill.entrants, entrant.id: entrant}))


def joined(drill: Drill, event: MemberPressed) -> Step:
    """The drill with this member in it, and with what they have set; nothing to keep where that is known."""
    known = drill.entrants.get(event.by)
    entrant = known or Entrant(event.by, event.name, event.at)
    entrant = replace(entrant, name=event.name, factor=event.factor, named=event.named, left_at=None)
    if drill.teams and entrant.team is None:
        team = by_role(drill.teams, event.roles)
        if team is None and drill.teams[0].role_id is None and drill.phase not in BEFORE:
            team = smallest(drill)
        entrant = replace(entrant, team=team)
    if entrant == known:
        return drill, []
    drill, effects = changed(with_entrant(drill, entrant), event.at)
    return drill, [KeepEntrant(entrant.id), *effects]


def gone(drill: Drill, entrant: Entrant, at: int, removed: bool) -> Step:
    """The member leaves, or is removed: they no longer hold up the round, and nobody is left perhaps."""
    drill = with_entrant(drill, replace(entrant, left_at=entrant.left_at or at, removed=removed))
    kept: list[Effect] = [KeepEntrant(entrant.id)]
    if entrant.left_at is not None:
        return drill, kept
    drill, effects = changed(drill, at)
    if drill.phase in OPEN and not drill.present:
        kept.append(TellDrill(DrillLine.NOBODY_LEFT))
    if drill.phase in STANDING and not waits(drill, at):
        drill, effects = close(drill, at)
    return drill, [*kept, *effects]


# Rounds


def begin(drill: Drill, at: int) -> Step:
    """The lobby is over: teams are drawn, and the thread is opened."""
    effects: list[Effect] = []
    if drill.teams and drill.teams[0].role_id is None:
        teams = drawn([entrant.id for entrant in drill.present], len(drill.teams), drill.seed)
        entrants = {id: replace(entrant, team=teams.get(id)) for id, entrant in drill.entrants.items()}
        drill = replace(drill, entrants=MappingProxyType(entrants))
        effects = [KeepEntrant(id) for id in teams]
    return enter(drill, Phase.STARTING, at), [*effects, OpenDrillThread()]


def ask(drill: Drill, number: int, at: int) -> Step:
    """Put the round of this index."""
    drill = replace(drill, number=number, answered=frozenset(), paused_at=None)
    return enter(drill, Phase.ASKING, at), [PutRound(number)]


def waits(drill: Drill, at: int) -> bool:
    """Whether somebody who is in the round may still answer it, or it stands still."""
    if drill.paused_at is not None:
        return True
    return any(
        entrant.left_at is None and entrant.id not in drill.answered and not drill.too_late(entrant, at, drill.grace)
        for entrant in drill.entrants.values()
    )


def settle(drill: Drill, at: int) -> Step:
    """Close the round at once when all who are in it have answered."""
    if drill.phase not in STANDING or waits(drill, at) or not drill.present:
        return drill, []
    return close(drill, at)


def close(drill: Drill, at: int) -> Step:
    """The round is over: no more answers; the reveal."""
    drill = enter(now(drill, closed_at=at), Phase.REVEALING, at)
    return drill, [UpdateRound(drill.number), PutReveal(drill.number)]


def go_on(drill: Drill, at: int) -> Step:
    """The next round; after the last one the end."""
    if drill.last:
        return ended(drill, at, "done")
    return ask(drill, drill.number + 1, at)


# Ends


def ended(drill: Drill, at: int, why: str) -> Step:
    """The drill ends, with the podium of the rounds that were played."""
    effects: list[Effect] = [UpdateRound(drill.number)] if drill.phase in OPEN else []
    drill = over(drill, at, why)
    early = len(drill.played) < len(drill.rounds)
    effects.append(PutPodium(early) if drill.played else TellDrill(DrillLine.OVER))
    return drill, [*effects, UpdateLobby()]


def over(drill: Drill, at: int, why: str) -> Drill:
    """The drill, ended. A round that was under way counts if anybody had answered it."""
    if drill.phase in OPEN:
        drill = now(drill, closed_at=at, skipped=drill.round.skipped or not drill.answered)
    return replace(enter(drill, Phase.ENDED, at), paused_at=None, ended_at=at, ended_why=why)
