"""What the rules of `drill_steps` do with answers, and with the calls of a call drill."""

from dataclasses import replace

from bot.practice.drill.drill import Drill
from bot.practice.drill.effects import (
    AnswerTaken,
    BeginCall,
    DrillLine,
    KeepAnswer,
    KeepEntrant,
    ReplyInDrill,
    ShowAnswerForm,
)
from bot.practice.drill.events import AnswerPressed, AnswerSent, CallOver, CallTaken
from bot.practice.drill.turns import STANDING, Step, changed, close, is_in, is_removed, joined, now, waits, with_entrant
from bot.practice.lifecycle import has_words
from bot.practice.timing import FORM_GRACE


def answer_pressed(drill: Drill, event: AnswerPressed) -> Step:
    """They get the form, or their call. Whoever is not in joins by it."""
    if is_removed(drill, event.by):
        return drill, [ReplyInDrill(DrillLine.REMOVED)]
    if event.round != drill.number:
        return drill, [ReplyInDrill(DrillLine.LATE if event.round < drill.number else DrillLine.NOT_YET)]
    entrant = drill.entrants.get(event.by)
    if event.by in drill.answered or (entrant is not None and entrant.call_id is not None):
        return drill, [ReplyInDrill(DrillLine.ANSWERED_ALREADY)]
    drill, effects = joined(drill, event)
    if drill.too_late(drill.entrants[event.by], event.at):
        return drill, [*effects, ReplyInDrill(DrillLine.LATE)]
    return drill, [*effects, BeginCall() if drill.call else ShowAnswerForm(drill.number)]


def answer_sent(drill: Drill, event: AnswerSent) -> Step:
    """The first answer stands. What was sent in time counts, also heard of late."""
    if event.round < drill.number:
        return of_earlier(drill, event)
    refusal = _refusal(drill, event)
    if refusal is not None:
        return drill, [ReplyInDrill(refusal, event.text)]
    drill, effects = (drill, []) if is_in(drill, event.by) else joined(drill, event)
    if drill.round.asked_at is None:  # the card stands, but we don't know since when
        drill = now(drill, asked_at=drill.phase_since)
    drill = replace(drill, answered=drill.answered | {event.by})
    effects = [*effects, KeepAnswer(event.by, event.at, event.text), AnswerTaken(drill.number)]
    drill, more = _has_answered(drill, event.at)
    return drill, [*effects, *more]


def _refusal(drill: Drill, event: AnswerSent) -> DrillLine | None:
    """Why this answer can't be taken, or None."""
    if is_removed(drill, event.by):
        return DrillLine.REMOVED
    if event.round != drill.number or drill.call:
        return DrillLine.LATE
    if event.by in drill.answered:
        return DrillLine.ANSWERED_ALREADY
    entrant = drill.entrants.get(event.by)
    closed_at = drill.round.closed_at
    if drill.too_late(entrant, event.at, FORM_GRACE) or (closed_at is not None and event.at > closed_at):
        return DrillLine.LATE
    return None if has_words(event.text) else DrillLine.EMPTY


def _has_answered(drill: Drill, at: int) -> Step:
    """One more has: the card shows it, and the round closes when they were the last."""
    if drill.phase in STANDING and not waits(drill, at):
        return close(drill, at)
    return changed(drill, at)


def of_earlier(drill: Drill, event: AnswerSent) -> Step:
    """An answer to a round that is over goes back to its writer, unless it was sent in time: then it counts.

    (A connection can be dead for more than a minute before that shows.) In storage the first stands, of two of those.
    """
    if not _was_in_time(drill, event):
        return drill, [ReplyInDrill(DrillLine.LATE, event.text)]
    # A new drill, equal to the old one, since only what has changed is stored.
    return replace(drill), [KeepAnswer(event.by, event.at, event.text, event.round), AnswerTaken(event.round)]


def _was_in_time(drill: Drill, event: AnswerSent) -> bool:
    entrant = drill.entrants.get(event.by)
    answered = event.round == drill.number and event.by in drill.answered
    if not 0 <= event.round <= drill.number or entrant is None or entrant.removed or answered or drill.call:
        return False
    limit, closed_at = drill.limit_of(entrant, event.round), drill.rounds[event.round].closed_at
    in_time = limit is not None and closed_at is not None and event.at <= limit + FORM_GRACE and event.at < closed_at
    return in_time and has_words(event.text)


def call_taken(drill: Drill, event: CallTaken) -> Step:
    """A member's call is on: the first stands."""
    entrant = drill.entrants.get(event.by)
    if entrant is None or entrant.call_id is not None:
        return drill, []
    return with_entrant(drill, replace(entrant, call_id=event.call_id)), [KeepEntrant(event.by)]


def call_over(drill: Drill, event: CallOver) -> Step:
    """A call that is over is an answer."""
    if not drill.call or event.by not in drill.entrants or event.by in drill.answered:
        return drill, []
    return _has_answered(replace(drill, answered=drill.answered | {event.by}), event.at)
