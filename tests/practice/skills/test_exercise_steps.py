"""How an exercise goes on, by its rules alone: what is timed from when, what counts, and what ends it."""

from dataclasses import dataclass, replace

import pytest

from bot.practice.effects import DropThread, Effect, Line, OpenThread, Reply, ReplyLate, Tell
from bot.practice.events import (
    DeadlinePassed,
    Event,
    FormOpened,
    FormSubmitted,
    Gone,
    NextPressed,
    PickedUp,
    Refused,
    Said,
    Started,
    Stopped,
    ThreadOpened,
)
from bot.practice.skills.content import BasicsQuestion, NotesMessage, SkillContent
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
from bot.practice.skills.exercise import Exercise, Phase, Piece, Rules, Skill
from bot.practice.skills.exercise_steps import FORM_TIME, TIME_BACK, TYPING_TIME, step
from bot.practice.timing import FORM_GRACE, IDLE

MINUTE = 60_000
QUESTIONS = {id: BasicsQuestion(id, "words", f"{id}?", ("no", "yes"), 1, "Because.") for id in ("one", "two")}
CONTENT = SkillContent(
    basics=QUESTIONS, notes={"caller": NotesMessage("caller", " ".join(["word"] * 70), {})}
)  # 70 words take half a minute to say


@dataclass(frozen=True)
class Sum:
    overall: int | None
    why: str = ""


def after_miss(step: int | None, right: bool, at: int) -> tuple[int | None, int] | None:
    if right:
        return None if step is None else (step + 1, at + 3)
    return 0, at + 1


RULES = Rules(CONTENT, lambda exercise: Sum(len(exercise.answers)), (Piece("a", 1000), Piece("b", 2000)), after_miss)


class Play:
    """One exercise, event after event."""

    def __init__(self, skill: Skill, tasks: tuple[str, ...] = ("text",), go: bool = True, **more: object) -> None:
        values = {"typing_allowed": True} | more
        self.now = Exercise(1, 2, 3, 4, "Anna", "core", skill, "", tasks, 7, started_at=0, **values)  # type: ignore[arg-type]
        if go:
            assert self.on(Started(0)) == [OpenThread()]
            assert self.on(ThreadOpened(0, 50)) == [PutReady()]
            assert self.on(PickedUp(10)) == [PutTask(0)]
            assert self.on(TaskPosted(1000, 60, 0)) == []

    def on(self, event: Event) -> list[Effect]:
        self.now, effects = step(self.now, event, RULES)
        return effects

    def due(self, late: int = 0) -> list[Effect]:
        """What happens by itself next."""
        assert self.now.wake_at is not None
        assert self.on(DeadlinePassed(self.now.wake_at - 1)) == []
        return self.on(DeadlinePassed(self.now.wake_at + late))


def typing(**more: object) -> Play:
    return Play(Skill.TYPING, **more)  # type: ignore[arg-type]


def said(at: int, text: str = "the text", id: int = 100) -> Said:
    return Said(at, id, text)


# Ready


def test_nobody_goes_and_it_is_over_after_ten_minutes() -> None:
    play = Play(Skill.TYPING, go=False)
    play.on(Started(0))
    play.on(ThreadOpened(0, 50))
    assert play.on(said(5)) == [TellSkill(SkillLine.GO_FIRST)]
    assert play.on(said(6, id=101)) == []  # told once
    assert play.due() == [Tell(Line.STILL_THERE)]
    assert play.due() == [TellSkill(SkillLine.NOT_STARTED)]
    assert play.now.ended_at == 2 * IDLE


def test_again_goes_on_in_the_same_thread() -> None:
    play = Play(Skill.TYPING, go=False, thread_id=50, own_thread=False)
    assert play.on(Started(0)) == [PutReady()]
    assert play.on(Refused(1, "permission", "Attach Files")) == [Tell(Line.WENT_WRONG)]  # and it is not deleted
    assert play.now.ended_why == "permission:Attach Files"


def test_a_thread_that_opens_after_the_end_is_left_by_nobody() -> None:
    play = Play(Skill.TYPING, go=False)
    play.on(Started(0))
    assert play.on(Stopped(1)) == []
    assert play.on(ThreadOpened(2, 50)) == [DropThread()]


# Typing


def test_the_clock_runs_from_the_card_to_the_first_message() -> None:
    play = typing()
    kept, shown = play.on(said(31_000))
    assert isinstance(kept, KeepExercise)
    assert shown == ShowResult()
    assert (play.now.asked_at, play.now.answers[0].at, play.now.ended_at) == (1000, 31_000, 31_000)
    assert play.now.ended_why == "done"
    assert play.on(said(32_000, id=101)) == []  # a second message at once: the first one counts


def test_a_message_from_before_the_card_counts_as_nothing() -> None:
    play = typing()
    assert play.on(said(999)) == [TellSkill(SkillLine.TOO_EARLY)]
    assert play.on(said(2000, "", id=101)) == [Tell(Line.NO_WORDS)]  # a picture
    assert play.on(said(2500, " \n", id=102)) == []
    assert play.now.ended_at is None
    assert len(play.on(said(3000, id=103))) == 2


def test_nothing_in_ten_minutes_and_the_members_factor() -> None:
    play = typing(factor=2.0)
    assert play.now.send_by == 1000 + 2 * TYPING_TIME
    assert play.due() == [TellSkill(SkillLine.TIME_UP)]
    late = typing()
    assert late.on(said(1001 + TYPING_TIME)) == [TellSkill(SkillLine.TIME_UP)]


def test_where_messages_cant_be_read_a_form_takes_the_text() -> None:
    play = typing(typing_allowed=False)
    assert play.on(said(2000, "")) == [Tell(Line.FORMS_ONLY)]
    assert play.on(FormOpened(2000, 70, 0, 0)) == [ShowSkillForm(0)]
    assert play.on(FormSubmitted(3000, 71, 0, 0, " ")) == [ReplyOnSkill(SkillLine.EMPTY_FORM)]
    assert play.on(FormSubmitted(4000, 72, 1, 0, "x")) == [ReplyLate(Line.LATE, "x")]  # another exercise's form
    play.on(FormSubmitted(5000, 73, 0, 0, "text"))
    assert play.now.answers[0].by_form


# Notes


def test_the_message_stands_as_long_as_it_takes_to_say() -> None:
    play = Play(Skill.NOTES, ("caller",), factor=1.5)
    assert play.now.shown_until == 1000 + 45_000
    assert play.on(said(2000)) == [TellSkill(SkillLine.USE_BUTTONS)]
    assert play.on(FormOpened(2000, 70, 0, 0)) == [ReplyOnSkill(SkillLine.STILL_SHOWN)]
    assert play.due() == [HideTask(0)]
    assert play.now.wake_at is None
    play.on(TaskHidden(50_000))
    assert play.now.send_by == 50_000 + 1.5 * FORM_TIME
    assert play.on(FormOpened(51_000, 70, 0, 0)) == [ShowSkillForm(0)]
    assert play.on(FieldsSubmitted(52_000, 71, 0, 0, ("", " "))) == [ReplyOnSkill(SkillLine.EMPTY_FORM)]
    assert isinstance(play.on(FieldsSubmitted(53_000, 72, 0, 0, ("Ada", "")))[0], KeepExercise)
    again = play.on(FieldsSubmitted(54_000, 73, 0, 0, ("Ada", "12")))  # two at once: the first one counts
    assert again == [ReplyLate(Line.LATE, "Ada\n12")]


def test_a_form_may_come_a_little_after_its_time_but_not_later() -> None:
    play = Play(Skill.NOTES, ("caller",))
    play.due()
    play.on(TaskHidden(40_000))
    send_by = play.now.send_by or 0
    assert play.on(FieldsSubmitted(send_by + FORM_GRACE + 1, 71, 0, 0, ("Ada",))) == [ReplyLate(Line.LATE, "Ada")]
    before = play.now
    assert len(play.on(FieldsSubmitted(send_by + FORM_GRACE, 71, 0, 0, ("Ada",)))) == 2
    play.now = before
    assert play.due() == [TellSkill(SkillLine.TIME_UP)]


def test_when_the_bot_was_away_over_the_limit_there_is_time_again() -> None:
    play = Play(Skill.NOTES, ("caller",))
    play.due()
    play.on(TaskHidden(40_000))
    assert play.due(late=5 * MINUTE) == []
    assert (play.now.send_by or 0) - TIME_BACK == 40_000 + FORM_TIME + FORM_GRACE + 3000 + 5 * MINUTE
    typed = typing()  # but a message could be sent, and was looked for
    assert typed.due(late=5 * MINUTE) == [TellSkill(SkillLine.TIME_UP)]


# Dictation


def test_pieces_come_one_by_one_and_once_more_if_asked() -> None:
    play = Play(Skill.DICTATION, ("",), factor=2.0)
    assert play.now.wake_at == 1000 + 2 * 1000
    assert play.due() == [PutPiece(0)]
    assert play.now.wake_at is None
    play.on(PiecePosted(4000, 61, 0, False))
    play.on(PiecePosted(4000, 61, 0, False))  # told twice: by the gateway, and by who sent it
    assert play.now.wake_at == 4000 + 2 * 2000
    assert play.on(FormOpened(4500, 70, 0, 0)) == [ShowSkillForm(0)]  # open from the start
    assert play.due() == [PutPiece(1)]
    play.on(PiecePosted(9000, 62, 1, False))
    assert (play.now.phase, play.now.send_by) == (Phase.ANSWERING, 9000 + 2 * FORM_TIME)
    assert play.on(SayAgainPressed(10_000, 71, 0, 0)) == [ReplyOnSkill(SkillLine.SAYS_AGAIN)]
    assert (play.now.phase, play.now.send_by) == (Phase.SHOWING, None)
    assert play.due() == [PutPiece(0, again=True)]
    assert play.on(SayAgainPressed(13_000, 72, 0, 0)) == [ReplyOnSkill(SkillLine.SAID_AGAIN_ALREADY)]
    assert isinstance(play.on(FieldsSubmitted(14_000, 73, 0, 0, ("Ada",)))[0], KeepExercise)
    assert play.now.said_again
    assert play.on(PiecePosted(15_000, 63, 0, True)) == []


# Basics


def test_questions_one_after_another_each_explained() -> None:
    play = Play(Skill.BASICS, ("one", "two"), steps=(-1, 2))
    wrong = play.on(Chosen(2000, 70, 0, 0, 0))
    assert wrong == [KeepMissed(0, 0, 2001), Explain(0)]
    assert play.on(Chosen(2001, 71, 0, 0, 1)) == [Explain(0)]  # two at once: the first one counts
    assert play.now.answers[0].choice == 0
    assert play.on(NextPressed(3000, 72, 0, 0)) == [PutTask(1)]
    assert play.on(NextPressed(3001, 73, 0, 0)) == [Reply(Line.OLD_BUTTON)]
    assert play.on(Chosen(3001, 74, 0, 0, 1)) == [Explain(0)]  # its card did not change: it does now
    play.on(TaskPosted(4000, 61, 1))
    assert play.on(Chosen(4500, 75, 1, 0, 2)) == [Reply(Line.OLD_BUTTON)]  # no such choice
    assert play.on(Chosen(5000, 76, 1, 0, 1)) == [KeepMissed(1, 3, 5003), Explain(1)]
    kept, _ = play.on(NextPressed(6000, 77, 1, 0))
    assert isinstance(kept, KeepExercise)
    assert kept.result.overall == 2
    assert play.on(Chosen(7000, 78, 0, 0, 0)) == [Explain(0)]


def test_whoever_goes_away_in_the_middle_has_no_result() -> None:
    play = Play(Skill.BASICS, ("one", "two"))
    play.on(Chosen(2000, 70, 0, 0, 1))
    assert play.due() == [Tell(Line.STILL_THERE)]
    assert play.due() == [TellSkill(SkillLine.NOT_ENDED)]
    assert play.now.ended_why == "idle"


# Ends


@pytest.mark.parametrize("skill", [Skill.TYPING, Skill.NOTES, Skill.DICTATION, Skill.BASICS])
def test_it_can_be_ended_at_any_time_and_then_nothing_goes_on(skill: Skill) -> None:
    task = {Skill.NOTES: "caller", Skill.BASICS: "one"}.get(skill, "")
    for event, told in ((Stopped(2000), [TellSkill(SkillLine.NOT_ENDED)]), (Gone(2000, "thread"), [])):
        play = Play(skill, (task,))
        assert play.on(event) == told
        assert (play.now.ended_at, play.now.wake_at) == (2000, None)
        assert play.on(Stopped(3000)) == [Reply(Line.OVER)]
        assert play.on(Gone(3000, "thread")) == play.on(Refused(3000, "thread")) == []
        assert play.on(PickedUp(3000)) == [Reply(Line.OLD_BUTTON)]
        assert play.on(replace(said(3000))) == []
