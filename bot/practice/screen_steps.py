"""How a screen goes on: `step(screen, event, script)`, its rules, and the table of transitions at the end."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.practice import lifecycle
from bot.practice.calling import on_call, on_form, put_down, skip_call, stop_on_call
from bot.practice.calls.events import (
    BackPressed,
    ClosePressed,
    HoldPressed,
    LinePosted,
    LookUpPressed,
    TransferPressed,
)
from bot.practice.effects import (
    DropThread,
    Line,
    PutLobby,
    PutPause,
    PutQuestion,
    Reply,
    ReplyLate,
    ShowForm,
    Tell,
)
from bot.practice.events import (
    Changed,
    DeadlinePassed,
    DonePressed,
    Event,
    FormOpened,
    FormSubmitted,
    Gone,
    NextPressed,
    PickedUp,
    QuestionPosted,
    Refused,
    Resumed,
    Said,
    SharePressed,
    Skipped,
    Started,
    Stopped,
    ThreadOpened,
    TryAgainPressed,
    TypingSeen,
)
from bot.practice.screen import Outcome, Part, Phase, Piece, Screen, Script, Turn
from bot.practice.timing import ARRIVAL, FORM_GRACE, IDLE, TYPING_LASTS, next_second
from bot.practice.turns import (
    Step,
    ask,
    ask_next,
    close_open_turn,
    current,
    end_screen,
    enter,
    over,
    part_over,
    review,
    turn_over,
    with_part,
)

Handler = Callable[[Screen, Any, Script], Step]
"""`Any`: each handler names the event type that its row of the table gives it."""


MOST_SAID, MOST_MESSAGES = 12_000, 100
"""Characters and messages of one answer: nobody says more on a phone, and every one is stored again with the next."""


def step(screen: Screen, event: Event, script: Script) -> Step:
    """The screen after the event, and what is to be done. What the table does not know changes nothing."""
    return lifecycle.take(screen, event, script, TRANSITIONS, ANYWHERE)


# Opening and lobby


def _ring(screen: Screen, event: ThreadOpened, _: Script) -> Step:
    return enter(replace(screen, thread_id=event.thread_id), Phase.LOBBY, event.at), [PutLobby()]


def _pick_up(screen: Screen, event: Event, script: Script) -> Step:
    return ask_next(screen, event.at, script)


# Asking


def _too_late(part: Part, at: int) -> bool:
    return part.answer_by is not None and at > part.answer_by


def _posted(screen: Screen, event: QuestionPosted, _: Script) -> Step:
    if (event.turn, event.part) != current(screen) or screen.turn.part.asked_at is not None:
        return screen, []
    part, limits = screen.turn.part, screen.limits
    shown_from = next_second(event.at)
    # Words that came between Pick up (or the last answer) and the card were not said to this question.
    heard = tuple(piece for piece in part.pieces if piece.at >= event.at or piece.at < screen.phase_since)
    part = replace(
        part,
        message_id=event.message_id,
        asked_at=event.at,
        seen_at=event.at,
        began_at=part.began_at if heard else None,
        begin_by=None if limits.begin is None else shown_from + limits.begin,
        answer_by=None if limits.answer is None else shown_from + limits.answer,
        pieces=heard,
    )
    dropped = len(heard) < len(screen.turn.part.pieces)
    return with_part(screen, part), [Tell(Line.LATE)] if dropped else []


def _typing(screen: Screen, event: TypingSeen, _: Script) -> Step:
    part = screen.turn.part
    if part.asked_at is None or event.at < part.asked_at:
        return screen, []
    quiet_at = max(part.quiet_at or 0, event.at + TYPING_LASTS)
    return with_part(screen, replace(part, began_at=part.began_at or event.at, seen_at=event.at, quiet_at=quiet_at)), []


def _said(screen: Screen, event: Said, script: Script) -> Step:
    if event.message_id <= screen.seen_id:
        return screen, []
    screen = replace(screen, seen_id=event.message_id)
    part = screen.turn.part
    if part.asked_at is not None and event.at < part.asked_at:
        return lifecycle.tell_once(
            screen, Line.LATE if len(screen.turns) > 1 or len(screen.turn.parts) > 1 else Line.PICK_UP_FIRST
        )
    if part.answer_by is not None and event.at > part.answer_by:
        screen, effects = part_over(screen, event.at, script, time_up=True)
        return screen, [*effects, Tell(Line.LATE)]
    part = replace(part, began_at=part.began_at or event.at, seen_at=event.at)
    if not lifecycle.has_words(event.text):
        return lifecycle.tell_once(with_part(screen, part), Line.NO_WORDS if screen.typing_allowed else Line.FORMS_ONLY)
    piece = Piece(event.message_id, event.at, event.text)
    screen = with_part(screen, replace(part, pieces=(*part.pieces, piece), quiet_at=event.at + screen.silence))
    if len(screen.turn.said) <= MOST_SAID and len(screen.turn.part.pieces) <= MOST_MESSAGES:
        return screen, []
    screen, effects = part_over(screen, event.at, script, time_up=True)
    return screen, [Tell(Line.HEARD_ENOUGH), *effects]


def _form_opened(screen: Screen, event: FormOpened, _: Script) -> Step:
    part = screen.turn.part
    if (event.turn, event.part) != current(screen) or _too_late(part, event.at):
        return screen, [Reply(Line.OLD_BUTTON)]
    waits = event.at + IDLE  # words said before the form must not end the answer while it is being filled in
    part = replace(part, form_open=True, began_at=part.began_at or event.at, seen_at=event.at, quiet_at=waits)
    return with_part(screen, part), [ShowForm(event.turn, event.part)]


def _form_submitted(screen: Screen, event: FormSubmitted, script: Script) -> Step:
    part = screen.turn.part
    if (event.turn, event.part) != current(screen) or _too_late(part, event.at - FORM_GRACE):
        return screen, [ReplyLate(Line.LATE, event.text)]
    if not lifecycle.has_words(event.text):
        return screen, [Reply(Line.NOTHING_SAID)]
    piece = Piece(event.id, event.at, event.text)
    part = replace(part, began_at=part.began_at or event.at, seen_at=event.at, pieces=(*part.pieces, piece))
    return part_over(with_part(screen, part), event.at, script)


def _done(screen: Screen, event: DonePressed, script: Script) -> Step:
    if (event.turn, event.part) != current(screen):
        return screen, [Reply(Line.OLD_BUTTON)]
    if not screen.turn.part.pieces:
        return screen, [Reply(Line.NOTHING_SAID)]
    return part_over(screen, event.at, script)


def _skipped(screen: Screen, event: Skipped, script: Script) -> Step:
    if (event.turn, event.part) != current(screen):
        return screen, [Reply(Line.OLD_BUTTON)]
    if event.part > 0:
        return part_over(screen, event.at, script)
    return turn_over(screen, Outcome.SKIPPED, event.at, script)


def _asking_deadline(screen: Screen, event: DeadlinePassed, script: Script) -> Step:
    part, now = screen.turn.part, event.at
    if part.asked_at is None:
        return screen, []
    if part.pieces and part.quiet_at is not None and now >= part.quiet_at:
        return part_over(screen, now, script)
    grace = ARRIVAL + (FORM_GRACE if part.form_open else 0)
    if part.answer_by is not None and now >= part.answer_by + grace:
        return part_over(screen, now, script, time_up=True)
    if part.begin_by is not None and part.began_at is None and now >= part.begin_by + ARRIVAL:
        return part_over(screen, now, script, time_up=True)
    if part.answer_by is None and not part.pieces and now >= (part.seen_at or part.asked_at) + IDLE:
        part = replace(part, seen_at=now)
        return _nobody_there(with_part(screen, part), now)
    return screen, []


# Reviewing


def _next(screen: Screen, event: NextPressed, script: Script) -> Step:
    if event.turn != len(screen.turns) - 1:
        return screen, [Reply(Line.OLD_BUTTON)]
    return ask_next(screen, event.at, script)


def _try_again(screen: Screen, event: TryAgainPressed, _: Script) -> Step:
    if not 0 <= event.turn < len(screen.turns):
        return screen, [Reply(Line.OLD_BUTTON)]
    tried = screen.turns[event.turn]
    attempt = 1 + max(turn.attempt for turn in screen.turns if turn.number == tried.number)
    ended = screen.phase is Phase.ENDED
    screen = replace(screen, encore=ended, ended_at=None, ended_why="") if ended else screen
    return ask(screen, Turn(tried.number, attempt, tried.question), event.at)


# Pausing, resuming, ending


def _nobody_there(screen: Screen, at: int) -> Step:
    """No limit runs, and no sign for long: ask once, then pause."""
    if not screen.asked_still_there:
        return replace(screen, asked_still_there=True), [Tell(Line.STILL_THERE)]
    return enter(screen, Phase.PAUSED, at), [PutPause()]


def _waiting_deadline(screen: Screen, event: DeadlinePassed, _: Script) -> Step:
    if lifecycle.early(screen, event):
        return screen, []
    return _nobody_there(screen, event.at)


def _paused_deadline(screen: Screen, event: DeadlinePassed, script: Script) -> Step:
    if lifecycle.early(screen, event):
        return screen, []
    return end_screen(screen, event.at, script, early=True)


def _resume(screen: Screen, event: Resumed, script: Script) -> Step:
    refused, screen = screen.refused, replace(screen, unanswered=0, refused="")
    if not screen.turns:
        return enter(screen, Phase.LOBBY, event.at), [PutLobby()]
    if screen.call is None and refused and screen.limits.feedback_at_once and screen.turn.outcome is Outcome.ANSWERED:
        return review(screen, event.at)  # its feedback may be what was refused
    if screen.open_turn is None:
        return ask_next(screen, event.at, script)
    part = Part(pieces=screen.turn.part.pieces, began_at=screen.turn.part.began_at)
    screen = with_part(enter(screen, Phase.ASKING, event.at), part)
    return screen, [PutQuestion(*current(screen))]


def _stop(screen: Screen, event: Stopped, script: Script) -> Step:
    return end_screen(screen, event.at, script, early=True)


def _refused(screen: Screen, event: Refused, script: Script) -> Step:
    """Discord won't have our message: before the first question or without a thread it is over, otherwise it waits."""
    refused = event.why
    if screen.phase is Phase.OPENING:
        return over(screen, event.at, refused), []
    if event.reason == "thread":
        screen, effects = close_open_turn(screen, script)
        return over(screen, event.at, refused), effects
    if not screen.turns:
        return over(screen, event.at, refused), [DropThread()]
    # A card that could not be made is our mistake, and the thread is there to say so; once, for that may fail too.
    effects = [Tell(Line.WENT_WRONG)] if event.reason == "content" and screen.phase is not Phase.PAUSED else []
    return replace(enter(screen, Phase.PAUSED, event.at), refused=refused), effects


def _gone(screen: Screen, event: Gone, script: Script) -> Step:
    screen, effects = close_open_turn(screen, script)
    return over(screen, event.at, event.why), effects


def _has_report(screen: Screen) -> bool:
    return screen.called or any(turn.overall is not None for turn in screen.turns)


def _call_deadline(screen: Screen, event: DeadlinePassed, script: Script) -> Step:
    """Nobody takes the call: it rings like the recruiter, whose screen it is."""
    return (on_call if screen.on_the_line else _waiting_deadline)(screen, event, script)


def _changed_on_call(screen: Screen, event: Changed, script: Script) -> Step:
    after, effects = on_call(screen, event, script)
    return _changed(screen, event, script) if after is screen else (after, effects)


def _changed(screen: Screen, event: Changed, _: Script) -> Step:
    for index, turn in enumerate(screen.turns):
        if turn.changed or not any(
            event.message_id == piece.message_id for part in turn.parts for piece in part.pieces
        ):
            continue
        turns = list(screen.turns)
        turns[index] = replace(turn, changed=True)
        already_shown = turn.outcome is not None and screen.limits.feedback_at_once
        return replace(screen, turns=tuple(turns)), [Tell(Line.CHANGED)] if already_shown else []
    return screen, []


# The table


TRANSITIONS: dict[tuple[Phase, type[Event]], Handler] = {
    (Phase.OPENING, Started): lifecycle.open_thread,
    (Phase.OPENING, ThreadOpened): _ring,
    (Phase.LOBBY, PickedUp): _pick_up,
    (Phase.LOBBY, Said): lifecycle.say(Line.PICK_UP_FIRST),
    (Phase.LOBBY, DeadlinePassed): _waiting_deadline,
    (Phase.ASKING, QuestionPosted): _posted,
    (Phase.ASKING, TypingSeen): _typing,
    (Phase.ASKING, Said): _said,
    (Phase.ASKING, FormOpened): _form_opened,
    (Phase.ASKING, FormSubmitted): _form_submitted,
    (Phase.ASKING, DonePressed): _done,
    (Phase.ASKING, Skipped): _skipped,
    (Phase.ASKING, DeadlinePassed): _asking_deadline,
    (Phase.REVIEWING, NextPressed): _next,
    (Phase.REVIEWING, TryAgainPressed): _try_again,
    (Phase.REVIEWING, Said): lifecycle.say(Line.PRESS_NEXT),
    (Phase.REVIEWING, DeadlinePassed): _waiting_deadline,
    (Phase.CALLING, PickedUp): on_call,
    (Phase.CALLING, LinePosted): on_call,
    (Phase.CALLING, TypingSeen): on_call,
    (Phase.CALLING, Said): on_call,
    (Phase.CALLING, FormOpened): on_form,
    (Phase.CALLING, FormSubmitted): on_form,
    (Phase.CALLING, LookUpPressed): on_call,
    (Phase.CALLING, HoldPressed): on_call,
    (Phase.CALLING, BackPressed): on_call,
    (Phase.CALLING, TransferPressed): on_call,
    (Phase.CALLING, ClosePressed): on_call,
    (Phase.CALLING, Skipped): skip_call,
    (Phase.CALLING, Stopped): stop_on_call,
    (Phase.CALLING, Changed): _changed_on_call,
    (Phase.CALLING, DeadlinePassed): _call_deadline,
    (Phase.CALLING, Gone): put_down(_gone),
    (Phase.CALLING, Refused): put_down(_refused),
    (Phase.PAUSED, Said): lifecycle.say(Line.PAUSED),
    (Phase.PAUSED, Resumed): _resume,
    (Phase.PAUSED, DeadlinePassed): _paused_deadline,
    (Phase.ENDED, ThreadOpened): lifecycle.too_late_for_thread,
    (Phase.ENDED, TryAgainPressed): _try_again,
    (Phase.ENDED, SharePressed): lifecycle.share(_has_report),
    (Phase.ENDED, Stopped): lifecycle.reply(Line.OVER),
    (Phase.ENDED, Resumed): lifecycle.reply(Line.OVER),
    (Phase.ENDED, Gone): lifecycle.nothing,
    (Phase.ENDED, Refused): lifecycle.share_refused,
}

ANYWHERE: dict[type[Event], Handler] = {
    Stopped: _stop,
    Resumed: lifecycle.reply(Line.NOT_PAUSED),
    Gone: _gone,
    Refused: _refused,
    Changed: _changed,
    FormSubmitted: lifecycle.form_too_late,
}
