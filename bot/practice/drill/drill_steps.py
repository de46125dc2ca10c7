"""How a drill goes on: `step(drill, event)`, its rules, and the table of transitions at the end."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.practice.drill.answering import answer_pressed, answer_sent, call_over, call_taken, of_earlier
from bot.practice.drill.drill import AFTER_AWAY, AWAY, LAST_CALL, LOBBY_WAITS, SECOND, Drill, Phase
from bot.practice.drill.effects import DrillLine, PutDrillLobby, ReplyInDrill, UpdateLobby
from bot.practice.drill.events import (
    AnswerPressed,
    AnswerSent,
    CallOver,
    CallTaken,
    CancelPressed,
    EndPressed,
    ExtendPressed,
    JoinPressed,
    LeavePressed,
    LobbyPosted,
    MemberPressed,
    ModeratorPressed,
    NextRoundPressed,
    PausePressed,
    RemovePressed,
    Revealed,
    RoundPosted,
    SkipRoundPressed,
    StartPressed,
    UnpausePressed,
)
from bot.practice.drill.moderating import (
    end,
    extend,
    goes_on,
    lost,
    pause,
    refused,
    remove,
    round_refused,
    skip,
    unpause,
)
from bot.practice.drill.turns import (
    BEFORE,
    CLOSED,
    OPEN,
    RUNNING,
    STANDING,
    Step,
    ask,
    begin,
    close,
    ended,
    enter,
    go_on,
    gone,
    is_in,
    is_removed,
    joined,
    now,
    over,
    settle,
    show,
    with_round,
)
from bot.practice.effects import DropThread
from bot.practice.events import DeadlinePassed, Event, Gone, Refused, Started, Stopped, ThreadOpened
from bot.practice.timing import next_second

Handler = Callable[[Drill, Any], Step]
"""`Any`: each handler names the event type that its row of the table gives it."""


def step(drill: Drill, event: Event) -> Step:
    """The drill after the event, and what is to be done. What the table does not know changes nothing."""
    handler = TRANSITIONS.get((drill.phase, type(event))) or ANYWHERE.get(type(event))
    if handler is not None:
        return handler(drill, event)
    if isinstance(event, MemberPressed | ModeratorPressed):
        return drill, [ReplyInDrill(DrillLine.OVER if drill.phase is Phase.ENDED else DrillLine.NOT_YET)]
    return drill, []


# The lobby


def _open(drill: Drill, event: Started) -> Step:
    return drill, [PutDrillLobby()]


def _lobby_stands(drill: Drill, event: LobbyPosted) -> Step:
    drill = replace(enter(drill, Phase.LOBBY, event.at), lobby_id=event.message_id, shown_at=event.at)
    return replace(drill, stale=bool(drill.entrants)), []


def _lobby_stands_late(drill: Drill, event: LobbyPosted) -> Step:
    if drill.lobby_id is not None:
        return drill, []
    return replace(drill, lobby_id=event.message_id), [UpdateLobby()]


def _join(drill: Drill, event: JoinPressed) -> Step:
    if is_removed(drill, event.by):
        return drill, [ReplyInDrill(DrillLine.REMOVED)]
    if is_in(drill, event.by):
        return drill, [ReplyInDrill(DrillLine.IN_ALREADY)]
    if drill.last and drill.phase in CLOSED:
        return drill, [ReplyInDrill(DrillLine.OVER)]
    if drill.waits_until is not None and drill.phase is Phase.LOBBY and not drill.present:
        drill = replace(drill, starts_at=min(drill.waits_until, event.at + LAST_CALL), shown_at=0)
    drill, effects = joined(drill, event)
    return drill, [*effects, ReplyInDrill(DrillLine.JOINED)]


def _leave(drill: Drill, event: LeavePressed) -> Step:
    if not is_in(drill, event.by):
        return drill, [ReplyInDrill(DrillLine.NOT_IN)]
    drill, effects = gone(drill, drill.entrants[event.by], event.at, removed=False)
    return drill, [*effects, ReplyInDrill(DrillLine.LEFT)]


def _start(drill: Drill, event: StartPressed) -> Step:
    if not drill.present:
        return drill, [ReplyInDrill(DrillLine.NOBODY_IN)]
    return begin(drill, event.at)


def _lobby_due(drill: Drill, at: int) -> Step:
    """It starts; with nobody in it, it waits for a while, and is over."""
    if drill.starts_at is None:
        return over(drill, at, "cancelled"), [UpdateLobby()]
    if drill.present:
        return begin(drill, at)
    if drill.waits_until is None:
        drill = replace(drill, waits_until=at + LOBBY_WAITS)
    elif at >= drill.waits_until:
        return over(drill, at, "cancelled"), [UpdateLobby()]
    return show(replace(drill, starts_at=drill.waits_until), at)


def _cancel(drill: Drill, event: CancelPressed | EndPressed) -> Step:
    return over(drill, event.at, "cancelled"), [UpdateLobby(), ReplyInDrill(DrillLine.CANCELLED)]


def _first_round(drill: Drill, event: ThreadOpened) -> Step:
    drill, effects = ask(replace(drill, thread_id=event.thread_id), 0, event.at)
    return drill, [*effects, UpdateLobby()]


def _too_late_for_thread(drill: Drill, event: ThreadOpened) -> Step:
    """Cancelled meanwhile: a thread that is the drill's own is left behind for nothing."""
    if drill.thread_id is not None:
        return drill, []
    own = event.thread_id != drill.channel_id
    return replace(drill, thread_id=event.thread_id), [DropThread()] if own else []


# A round


def _round_stands(drill: Drill, event: RoundPosted) -> Step:
    """The card stands: the clock runs from its snowflake."""
    asked = 0 <= event.round <= drill.number and drill.phase not in (*BEFORE, Phase.STARTING)
    if not asked or drill.rounds[event.round].message_id is not None:
        return drill, []
    if event.round != drill.number or drill.phase is not Phase.ASKING:
        return with_round(drill, event.round, message_id=event.message_id), []
    closes_at = next_second(event.at) + drill.seconds * SECOND
    drill = now(drill, message_id=event.message_id, asked_at=event.at, closes_at=closes_at)
    drill = replace(
        enter(drill, Phase.ANSWERING, event.at), shown_at=event.at, looked_at=event.at, stale=bool(drill.answered)
    )
    return settle(drill, event.at) if drill.paused_at is None else show(drill, event.at)  # the card says that it ticks


def _answering_due(drill: Drill, at: int) -> Step:
    """The limit of the card has passed: what is on its way still comes, and who has longer has longer."""
    if not drill.awaited:
        return close(drill, at)
    return show(enter(drill, Phase.CLOSING, at), at)


def _back_late(drill: Drill, at: int) -> Step | None:
    """The bot was away while members could have answered: they have some time from now, once in a round."""
    closes_at, before = next_second(at + AFTER_AWAY), drill.round.closes_at or 0
    if drill.round.stretched or not drill.awaited or closes_at <= before:
        return None
    paused = drill.round.paused + closes_at - before  # whoever has more time has no more of this
    drill = now(drill, closes_at=closes_at, paused=paused, stretched=True)
    return show(replace(drill, phase=Phase.ANSWERING, looked_at=at), at)


def _when_due(act: Callable[[Drill, int], Step]) -> Handler:
    """A deadline: `act` when that of the phase has come; before it the card is brought up to date."""

    def handler(drill: Drill, event: DeadlinePassed) -> Step:
        at, wake_at, due_at = event.at, drill.wake_at, drill.due_at
        if wake_at is None or at < wake_at:
            return drill, []
        if drill.phase in STANDING and drill.paused_at is None and at - wake_at > AWAY:
            extended = _back_late(drill, at)
            if extended is not None:
                return extended
        drill = replace(drill, looked_at=at)
        if due_at is None or at < due_at:
            return show(drill, at) if drill.show_at is not None and at >= drill.show_at else (drill, [])
        if drill.paused_at is not None:
            return goes_on(drill, at)
        return act(drill, at)

    return handler


def _nothing_due(drill: Drill, at: int) -> Step:
    return drill, []


# The reveal


def _revealed(drill: Drill, event: Revealed) -> Step:
    if event.round != drill.number:
        return drill, []
    return enter(drill, Phase.COMMENTING, event.at), []


def _next(drill: Drill, event: NextRoundPressed) -> Step:
    if event.round != drill.number:
        return drill, [ReplyInDrill(DrillLine.DONE_ALREADY)]
    if drill.phase is not Phase.COMMENTING:
        return drill, [ReplyInDrill(DrillLine.NOT_YET)]
    drill, effects = go_on(drill, event.at)
    return drill, [*effects, ReplyInDrill(DrillLine.NEXT_COMES if drill.ended_at is None else DrillLine.ENDS)]


def _comments_due(drill: Drill, at: int) -> Step:
    """The next round comes by itself; or nobody is there any more to ask for it."""
    if drill.automatic:
        return go_on(drill, at)
    return ended(drill, at, "done" if drill.last else "early")


# The table


def _reply(line: DrillLine) -> Handler:
    return lambda drill, event: (drill, [ReplyInDrill(line)])


def _nothing(drill: Drill, event: Event) -> Step:
    return drill, []


TRANSITIONS: dict[tuple[Phase, type[Event]], Handler] = {
    (Phase.OPENING, Started): _open,
    (Phase.OPENING, LobbyPosted): _lobby_stands,
    **{(phase, CancelPressed): _cancel for phase in (*BEFORE, Phase.STARTING)},
    **{(phase, EndPressed): _cancel for phase in (*BEFORE, Phase.STARTING)},
    **{(phase, Stopped): _cancel for phase in (*BEFORE, Phase.STARTING)},
    (Phase.LOBBY, StartPressed): _start,
    (Phase.LOBBY, DeadlinePassed): _when_due(_lobby_due),
    (Phase.STARTING, ThreadOpened): _first_round,
    **{(phase, AnswerPressed): answer_pressed for phase in OPEN},
    **{(phase, AnswerSent): answer_sent for phase in RUNNING},
    **{(phase, CallOver): call_over for phase in RUNNING},
    **{(phase, PausePressed): pause for phase in RUNNING},
    **{(phase, UnpausePressed): unpause for phase in RUNNING},
    **{(phase, SkipRoundPressed): skip for phase in OPEN},
    **{(phase, ExtendPressed): extend for phase in STANDING},
    **{(phase, NextRoundPressed): _next for phase in RUNNING},
    **{(phase, AnswerPressed): _reply(DrillLine.LATE) for phase in CLOSED},
    **{(phase, SkipRoundPressed): _reply(DrillLine.DONE_ALREADY) for phase in CLOSED},
    **{(phase, ExtendPressed): _reply(DrillLine.DONE_ALREADY) for phase in CLOSED},
    (Phase.ASKING, DeadlinePassed): _when_due(_nothing_due),
    (Phase.ASKING, Refused): round_refused,
    (Phase.ANSWERING, DeadlinePassed): _when_due(_answering_due),
    (Phase.CLOSING, DeadlinePassed): _when_due(close),
    (Phase.REVEALING, Revealed): _revealed,
    (Phase.REVEALING, DeadlinePassed): _when_due(_nothing_due),
    (Phase.REVEALING, Refused): round_refused,
    (Phase.COMMENTING, DeadlinePassed): _when_due(_comments_due),
    **{(phase, StartPressed): _reply(DrillLine.STARTED_ALREADY) for phase in (Phase.STARTING, *RUNNING)},
    **{(phase, CancelPressed): _reply(DrillLine.STARTED_ALREADY) for phase in RUNNING},
    **{(Phase.ENDED, kind): _reply(DrillLine.OVER) for kind in (JoinPressed, LeavePressed, RemovePressed, EndPressed)},
    (Phase.ENDED, AnswerPressed): _reply(DrillLine.LATE),
    **{(Phase.ENDED, kind): _reply(DrillLine.DONE_ALREADY) for kind in (NextRoundPressed, CancelPressed)},
    (Phase.ENDED, ThreadOpened): _too_late_for_thread,
    **{(Phase.ENDED, kind): _nothing for kind in (Stopped, Gone, Refused)},
}

ANYWHERE: dict[type[Event], Handler] = {
    JoinPressed: _join,
    LeavePressed: _leave,
    RemovePressed: remove,
    AnswerSent: of_earlier,
    CallTaken: call_taken,
    LobbyPosted: _lobby_stands_late,
    RoundPosted: _round_stands,
    EndPressed: end,
    Stopped: end,
    Gone: lost,
    Refused: refused,
}
