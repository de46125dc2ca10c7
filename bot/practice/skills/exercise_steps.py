"""How an exercise goes on: `step(exercise, event, rules)`, its rules, and the table of transitions at the end."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.practice import lifecycle
from bot.practice.effects import Effect, Line, OpenThread, Reply, ReplyLate, Tell
from bot.practice.events import (
    DeadlinePassed,
    Event,
    FormOpened,
    FormSubmitted,
    Gone,
    NextPressed,
    PickedUp,
    Refused,
    Resumed,
    Said,
    Started,
    Stopped,
    ThreadOpened,
)
from bot.practice.skills.effects import (
    Explain,
    HideTask,
    KeepExercise,
    KeepMissed,
    PutPiece,
    PutReady,
    PutTask,
    ReplyOnSkill,
    ShowResult,
    ShowSkillForm,
    SkillLine,
    TellSkill,
)
from bot.practice.skills.events import Chosen, FieldsSubmitted, PiecePosted, SayAgainPressed, TaskHidden, TaskPosted
from bot.practice.skills.exercise import Answer, Exercise, Phase, Rules, Skill
from bot.practice.timing import ARRIVAL, FORM_GRACE, IDLE, WORDS_A_MINUTE, stretched

MINUTE = 60_000

TYPING_TIME = 10 * MINUTE
"""For a text, from its card to the message: far more than anybody needs; then nobody is there."""

FORM_TIME = 5 * MINUTE
"""For a ticket or a dictation, from the last word to the form."""

AWAY, TIME_BACK = 15_000, MINUTE
"""A deadline that is looked at so much later than it was due passed while the bot was away, when no form could be sent:
there is so much more time from then."""

Step = tuple[Exercise, list[Effect]]
"""The exercise after an event, and what is to be done."""

Handler = Callable[[Exercise, Any, Rules], Step]
"""`Any`: each handler names the event type that its row of the table gives it."""


def step(exercise: Exercise, event: Event, rules: Rules) -> Step:
    """The exercise after the event, and what is to be done. What the table does not know changes nothing."""
    return lifecycle.take(exercise, event, rules, TRANSITIONS, ANYWHERE)


# Opening and ready


def _open(exercise: Exercise, event: Started, _: Rules) -> Step:
    if exercise.thread_id is None:
        return exercise, [OpenThread()]
    return _enter(exercise, Phase.READY, event.at, idle=True), [PutReady()]


def _ready(exercise: Exercise, event: ThreadOpened, _: Rules) -> Step:
    return _enter(replace(exercise, thread_id=event.thread_id), Phase.READY, event.at, idle=True), [PutReady()]


def _go(exercise: Exercise, event: PickedUp, _: Rules) -> Step:
    return _put(exercise, 0, event.at)


def _put(exercise: Exercise, number: int, at: int) -> Step:
    exercise = replace(exercise, number=number, asked_at=None, message_id=None)
    return _enter(exercise, Phase.ASKING, at), [PutTask(number)]


def _idle(exercise: Exercise, event: DeadlinePassed, rules: Rules) -> Step:
    """Nobody goes on: they are asked, and then it is over."""
    if lifecycle.early(exercise, event):
        return exercise, []
    if not exercise.asked_still_there:  # asked late, after the bot was away, they have as long from then
        return replace(exercise, asked_still_there=True, wake_at=event.at + IDLE), [Tell(Line.STILL_THERE)]
    line = SkillLine.NOT_STARTED if exercise.phase is Phase.READY else SkillLine.NOT_ENDED
    return over(exercise, event.at, "idle"), [TellSkill(line)]


# The task stands


def _posted(exercise: Exercise, event: TaskPosted, rules: Rules) -> Step:
    if event.number != exercise.number:
        return exercise, []
    exercise, at = replace(exercise, asked_at=event.at, message_id=event.message_id), event.at
    match exercise.skill:
        case Skill.TYPING:
            return _answer_by(exercise, at, TYPING_TIME), []
        case Skill.DICTATION:
            return _says(_enter(replace(exercise, piece=0), Phase.SHOWING, at), rules, at), []
        case Skill.NOTES:
            until = at + stretched(time_to_say(rules.content.notes[exercise.task].text), exercise.factor)
            return replace(_enter(exercise, Phase.SHOWING, at), shown_until=until, wake_at=until), []
    return _enter(exercise, Phase.ANSWERING, at, idle=True), []


def time_to_say(text: str) -> int:
    """How long a caller takes to say this, in ms."""
    return len(text.split()) * MINUTE // WORDS_A_MINUTE


def _says(exercise: Exercise, rules: Rules, since: int) -> Exercise:
    """The caller says the piece of dictation that is on next, after its pause."""
    return replace(exercise, wake_at=since + stretched(rules.pieces[exercise.piece].pause, exercise.factor))


def _shown(exercise: Exercise, event: DeadlinePassed, _: Rules) -> Step:
    """The next piece is said; or the words of notes have stood long enough."""
    if lifecycle.early(exercise, event):
        return exercise, []
    exercise = replace(exercise, wake_at=None)
    if exercise.skill is Skill.DICTATION:
        return exercise, [PutPiece(exercise.piece, exercise.said_again)]
    return exercise, [HideTask(exercise.number)]


def _hidden(exercise: Exercise, event: TaskHidden, _: Rules) -> Step:
    return _answer_by(exercise, event.at, FORM_TIME), []


def _piece_posted(exercise: Exercise, event: PiecePosted, rules: Rules) -> Step:
    if (event.piece, event.again) != (exercise.piece, exercise.said_again):
        return exercise, []
    if event.piece + 1 == len(rules.pieces):
        return _answer_by(exercise, event.at, FORM_TIME), []
    return _says(replace(exercise, piece=event.piece + 1), rules, event.at), []


def _say_again(exercise: Exercise, event: SayAgainPressed, rules: Rules) -> Step:
    """All of it, from the start, once."""
    if exercise.skill is not Skill.DICTATION:
        return exercise, [Reply(Line.OLD_BUTTON)]
    if exercise.said_again:
        return exercise, [ReplyOnSkill(SkillLine.SAID_AGAIN_ALREADY)]
    exercise = replace(_enter(exercise, Phase.SHOWING, event.at), said_again=True, piece=0, send_by=None)
    return _says(exercise, rules, event.at), [ReplyOnSkill(SkillLine.SAYS_AGAIN)]


def _answer_by(exercise: Exercise, at: int, time: int) -> Exercise:
    exercise = _enter(exercise, Phase.ANSWERING, at)
    send_by = at + stretched(time, exercise.factor)
    return replace(exercise, send_by=send_by, wake_at=send_by + _grace(exercise))


def _by_form(exercise: Exercise) -> bool:
    return exercise.skill is not Skill.TYPING or not exercise.typing_allowed


def _grace(exercise: Exercise) -> int:
    """How long after its limit an answer may still come in: a form shows no clock."""
    return (FORM_GRACE if _by_form(exercise) else 0) + ARRIVAL


# Answers


def _said(exercise: Exercise, event: Said, rules: Rules) -> Step:
    """Typed in the thread: the answer, if a text was to be typed."""
    if event.message_id <= exercise.seen_id:
        return exercise, []
    exercise = replace(exercise, seen_id=event.message_id)
    if exercise.skill is not Skill.TYPING:
        return lifecycle.tell_once(exercise, SkillLine.USE_BUTTONS, TellSkill)
    if exercise.asked_at is None or event.at < exercise.asked_at:
        return lifecycle.tell_once(exercise, SkillLine.TOO_EARLY, TellSkill)
    if not exercise.typing_allowed:
        return lifecycle.tell_once(exercise, Line.FORMS_ONLY)
    if not event.text.strip():
        return lifecycle.tell_once(exercise, Line.NO_WORDS)
    if exercise.send_by is not None and event.at > exercise.send_by:
        return _time_up(exercise, event.at)
    return _done(exercise, Answer(event.at, event.text), rules)


def _early_words(exercise: Exercise, event: Said, _: Rules) -> Step:
    if event.message_id <= exercise.seen_id:
        return exercise, []
    line = SkillLine.GO_FIRST if exercise.phase is Phase.READY else SkillLine.TOO_EARLY
    return lifecycle.tell_once(replace(exercise, seen_id=event.message_id), line, TellSkill)


def _form_opened(exercise: Exercise, event: FormOpened, _: Rules) -> Step:
    if exercise.skill is Skill.BASICS or event.turn != exercise.number:
        return exercise, [Reply(Line.OLD_BUTTON)]
    if exercise.phase is Phase.SHOWING and exercise.skill is Skill.NOTES:
        return exercise, [ReplyOnSkill(SkillLine.STILL_SHOWN)]
    return exercise, [ShowSkillForm(exercise.number)]


def _submitted(exercise: Exercise, event: FormSubmitted | FieldsSubmitted, rules: Rules) -> Step:
    """A form came in: a text where `FormSubmitted`, fields otherwise."""
    fits = isinstance(event, FormSubmitted) == (exercise.skill is Skill.TYPING) and exercise.skill is not Skill.BASICS
    late = exercise.send_by is not None and event.at > exercise.send_by + FORM_GRACE
    shown = exercise.phase is Phase.SHOWING and exercise.skill is Skill.NOTES
    if not fits or event.turn != exercise.number or late or shown:
        return exercise, [ReplyLate(Line.LATE, event.text)]
    if not event.text.strip():
        return exercise, [ReplyOnSkill(SkillLine.EMPTY_FORM)]
    if isinstance(event, FormSubmitted):
        return _done(exercise, Answer(event.at, event.text, by_form=True), rules)
    return _done(exercise, Answer(event.at, fields=event.fields), rules)


def _answer_deadline(exercise: Exercise, event: DeadlinePassed, rules: Rules) -> Step:
    if exercise.skill is Skill.BASICS:
        return _idle(exercise, event, rules)
    if lifecycle.early(exercise, event):
        return exercise, []
    if event.at - (exercise.wake_at or 0) > AWAY and (
        exercise.skill is not Skill.TYPING or not exercise.typing_allowed
    ):
        send_by = event.at + TIME_BACK
        return replace(exercise, send_by=send_by, wake_at=send_by + _grace(exercise)), []
    return _time_up(exercise, event.at)


def _time_up(exercise: Exercise, at: int) -> Step:
    return over(exercise, at, "late"), [TellSkill(SkillLine.TIME_UP)]


def _chosen(exercise: Exercise, event: Chosen, rules: Rules) -> Step:
    """A choice: the first one counts; pressed again, its card shows what came of it."""
    if exercise.skill is not Skill.BASICS or event.turn > exercise.number:
        return exercise, [Reply(Line.OLD_BUTTON)]
    if event.turn < len(exercise.answers):
        return exercise, [Explain(event.turn)]
    question = rules.content.basics[exercise.task]
    if exercise.phase is not Phase.ANSWERING or not 0 <= event.choice < len(question.choices):
        return exercise, [Reply(Line.OLD_BUTTON)]
    exercise = replace(exercise, answers=(*exercise.answers, Answer(event.at, choice=event.choice)))
    before = exercise.steps[exercise.number] if exercise.number < len(exercise.steps) else -1
    after = rules.missed_after(None if before < 0 else before, event.choice == question.right, event.at)
    kept: list[Effect] = [KeepMissed(exercise.number, *after)] if after else []
    return _enter(exercise, Phase.EXPLAINED, event.at, idle=True), [*kept, Explain(exercise.number)]


def _next(exercise: Exercise, event: NextPressed, rules: Rules) -> Step:
    if event.turn != exercise.number:
        return exercise, [Reply(Line.OLD_BUTTON)]
    if exercise.number + 1 < len(exercise.tasks):
        return _put(exercise, exercise.number + 1, event.at)
    return _done(exercise, None, rules, event.at)


def _done(exercise: Exercise, answer: Answer | None, rules: Rules, at: int = 0) -> Step:
    """The exercise ends with its result; `at` where no answer ends it."""
    if answer is not None:
        exercise = replace(exercise, answers=(*exercise.answers, answer))
    exercise = over(exercise, answer.at if answer else at, "done")
    return exercise, [KeepExercise(rules.check(exercise)), ShowResult()]


# Ends


def _stop(exercise: Exercise, event: Stopped, _: Rules) -> Step:
    told: list[Effect] = [TellSkill(SkillLine.NOT_ENDED)] if exercise.thread_id is not None else []
    return over(exercise, event.at, "stopped"), told


def _gone(exercise: Exercise, event: Gone, _: Rules) -> Step:
    return over(exercise, event.at, event.why), []


def _refused(exercise: Exercise, event: Refused, _: Rules) -> Step:
    """Discord won't have our message: there is nothing to answer, so it is over."""
    begun = exercise.phase is not Phase.READY or not exercise.own_thread
    told = lifecycle.after_refusal(exercise, event, begun)
    return over(replace(exercise, refused=event.why), event.at, event.why), told


def over(exercise: Exercise, at: int, why: str) -> Exercise:
    """The exercise, ended."""
    return replace(_enter(exercise, Phase.ENDED, at), ended_at=at, ended_why=why)


# The table


def _enter(exercise: Exercise, phase: Phase, at: int, idle: bool = False) -> Exercise:
    """The exercise in this phase since `at`; `idle`: asked after a while whether anybody is there."""
    wake_at = at + IDLE if idle else None
    return replace(exercise, phase=phase, phase_since=at, asked_still_there=False, wake_at=wake_at)


def _reply_on_skill(line: SkillLine) -> Handler:
    return lambda exercise, event, rules: (exercise, [ReplyOnSkill(line)])


_ON = (Phase.SHOWING, Phase.ANSWERING, Phase.EXPLAINED)
"""The task stands."""

TRANSITIONS: dict[tuple[Phase, type[Event]], Handler] = {
    (Phase.OPENING, Started): _open,
    (Phase.OPENING, ThreadOpened): _ready,
    (Phase.READY, PickedUp): _go,
    (Phase.READY, Said): _early_words,
    (Phase.READY, DeadlinePassed): _idle,
    (Phase.ASKING, TaskPosted): _posted,
    (Phase.ASKING, Said): _early_words,
    (Phase.ASKING, FormOpened): _reply_on_skill(SkillLine.TOO_EARLY),
    (Phase.ASKING, Chosen): _chosen,
    (Phase.SHOWING, DeadlinePassed): _shown,
    (Phase.SHOWING, TaskHidden): _hidden,
    (Phase.SHOWING, PiecePosted): _piece_posted,
    (Phase.ANSWERING, DeadlinePassed): _answer_deadline,
    (Phase.EXPLAINED, DeadlinePassed): _idle,
    (Phase.EXPLAINED, NextPressed): _next,
    **{(phase, Said): _said for phase in _ON},
    **{(phase, FormOpened): _form_opened for phase in _ON},
    **{(phase, FormSubmitted): _submitted for phase in _ON},
    **{(phase, FieldsSubmitted): _submitted for phase in _ON},
    **{(phase, SayAgainPressed): _say_again for phase in (Phase.SHOWING, Phase.ANSWERING)},
    **{(phase, Chosen): _chosen for phase in (Phase.ANSWERING, Phase.EXPLAINED)},
    (Phase.ENDED, ThreadOpened): lifecycle.too_late_for_thread,
    (Phase.ENDED, Chosen): _chosen,
    (Phase.ENDED, Stopped): lifecycle.reply(Line.OVER),
    (Phase.ENDED, Gone): lifecycle.nothing,
    (Phase.ENDED, Refused): lifecycle.nothing,
}

ANYWHERE: dict[type[Event], Handler] = {
    Stopped: _stop,
    Resumed: lifecycle.reply(Line.OLD_BUTTON),
    Gone: _gone,
    Refused: _refused,
    FormSubmitted: lifecycle.form_too_late,
    FieldsSubmitted: lifecycle.form_too_late,
}
