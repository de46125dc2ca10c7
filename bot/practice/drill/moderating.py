"""What the rules of `drill_steps` do when moderators press, and when Discord won't have it."""

from dataclasses import replace

from bot.practice.drill.drill import SECOND, Drill, Phase
from bot.practice.drill.effects import DrillLine, ReplyInDrill, TellDrill, UpdateLobby, UpdateRound
from bot.practice.drill.events import (
    EndPressed,
    ExtendPressed,
    PausePressed,
    RemovePressed,
    SkipRoundPressed,
    UnpausePressed,
)
from bot.practice.drill.turns import (
    BEFORE,
    RUNNING,
    STANDING,
    Step,
    ask,
    close,
    ended,
    go_on,
    gone,
    now,
    over,
    show,
    waits,
)
from bot.practice.events import Gone, Refused, Stopped
from bot.practice.timing import next_second


def pause(drill: Drill, event: PausePressed) -> Step:
    """All limits stand still; answers are still taken."""
    if event.round != drill.number or drill.paused_at is not None:
        return drill, [ReplyInDrill(DrillLine.DONE_ALREADY)]
    drill, effects = _told(replace(drill, paused_at=event.at), event.at, DrillLine.PAUSED)
    return drill, [*effects, ReplyInDrill(DrillLine.PAUSED)]


def unpause(drill: Drill, event: UnpausePressed) -> Step:
    """Limits go on."""
    if event.round != drill.number:
        return drill, [ReplyInDrill(DrillLine.DONE_ALREADY)]
    if drill.paused_at is None:
        return drill, [ReplyInDrill(DrillLine.NOT_PAUSED)]
    drill, effects = goes_on(drill, event.at)
    return drill, [*effects, ReplyInDrill(DrillLine.WENT_ON)]


def goes_on(drill: Drill, at: int) -> Step:
    """All that is due moves by the pause's length; a round that all have answered meanwhile closes."""
    length = max(0, at - (drill.paused_at or at))
    drill = replace(drill, paused_at=None, phase_since=drill.phase_since + length, looked_at=at)
    closes_at = drill.round.closes_at
    if drill.phase in STANDING and closes_at is not None:
        later = next_second(closes_at + length)
        drill = now(drill, closes_at=later, paused=drill.round.paused + later - closes_at)
        if drill.present and not waits(drill, at):
            return close(drill, at)
    return _told(drill, at, DrillLine.WENT_ON)


def _told(drill: Drill, at: int, line: DrillLine) -> Step:
    """All see it on the round's card; under the reveal it is said."""
    if drill.phase in STANDING:
        return show(drill, at)
    return drill, [TellDrill(line)] if drill.phase is Phase.COMMENTING else []


def extend(drill: Drill, event: ExtendPressed) -> Step:
    """More time, also when the limit has just passed. Two who press at once mean the same."""
    closes_at = drill.round.closes_at
    if event.round != drill.number or closes_at is None or event.at < drill.extended_at + 3 * SECOND:
        return drill, [ReplyInDrill(DrillLine.DONE_ALREADY)]
    later = next_second(max(closes_at, drill.clock(event.at)) + max(0, event.seconds) * SECOND)
    drill = replace(now(drill, closes_at=later), phase=Phase.ANSWERING, extended_at=event.at)
    drill, effects = show(drill, event.at)
    return drill, [*effects, ReplyInDrill(DrillLine.EXTENDED)]


def skip(drill: Drill, event: SkipRoundPressed) -> Step:
    """This round does not count; the next one."""
    if event.round != drill.number:
        return drill, [ReplyInDrill(DrillLine.DONE_ALREADY)]
    drill, effects = _without_round(drill, event.at)
    return drill, [*effects, ReplyInDrill(DrillLine.SKIPPED)]


def _without_round(drill: Drill, at: int) -> Step:
    """The current round does not count; what was answered in it is kept."""
    drill = now(drill, skipped=True, closed_at=at)
    if drill.last:
        return ended(drill, at, "done")
    number = drill.number
    drill, effects = ask(drill, number + 1, at)
    return drill, [UpdateRound(number), *effects]


def remove(drill: Drill, event: RemovePressed) -> Step:
    """The member is out, and stays out; what they answered stays theirs."""
    entrant = drill.entrants.get(event.member_id)
    if entrant is None or entrant.removed:
        return drill, [ReplyInDrill(DrillLine.NOT_IN if entrant is None else DrillLine.DONE_ALREADY)]
    drill, effects = gone(drill, entrant, event.at, removed=True)
    return drill, [*effects, ReplyInDrill(DrillLine.TAKEN_OUT)]


def end(drill: Drill, event: EndPressed | Stopped) -> Step:
    """The end, with the podium of what was played."""
    drill, effects = ended(drill, event.at, "early")
    return drill, [*effects, ReplyInDrill(DrillLine.ENDS)]


# Troubles


def lost(drill: Drill, event: Gone) -> Step:
    """Without its thread, or before that its lobby, a drill is over; it goes on without the moderator.

    `why` may be "lobby" here, besides what the event says: once the drill runs, it needs its lobby no more.
    """
    if event.why == "member" or (event.why == "lobby" and drill.phase in RUNNING):
        return drill, []
    if event.why != "server" and drill.phase in (*BEFORE, Phase.STARTING):
        return over(drill, event.at, "cancelled"), []
    return over(drill, event.at, event.why), [] if event.why == "server" else [UpdateLobby()]


def refused(drill: Drill, event: Refused) -> Step:
    """Discord won't have it: the drill is over, and what was answered is kept."""
    why = event.why
    if event.reason in ("thread", "locked"):
        drill, effects = lost(drill, Gone(event.at, "thread"))
        return replace(drill, refused=why), effects
    drill = replace(drill, refused=why)
    if event.reason == "content" and drill.phase in RUNNING:
        return ended(drill, event.at, why)
    effects = [UpdateLobby()] if drill.phase not in BEFORE else []
    return over(drill, event.at, why), effects


def round_refused(drill: Drill, event: Refused) -> Step:
    """A question that can't be shown is none; without its reveal a round is over all the same."""
    if event.reason != "content":
        return refused(drill, event)
    if drill.phase is Phase.ASKING and not drill.answered:
        return _without_round(drill, event.at)
    return go_on(drill, event.at)
