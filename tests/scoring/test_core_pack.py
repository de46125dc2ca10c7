"""The engine with the real rubric and core pack: what members of all kinds must be able to rely on."""

import re
import statistics
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

import pytest

from bot.packs.loading import Library, load
from bot.practice.content import Kind, LookFor, Question
from bot.scoring.behaviours import look_fors
from bot.scoring.feedback import _ADVISED_FOR, _ASK_FOR_FIGURES, KEEP
from bot.scoring.reading import read
from bot.scoring.score import Score
from bot.scoring.scorer import Scorer
from bot.scoring.voice import hear

HEAP = " empathy, ownership, active listening, first call resolution, teamwork, positive attitude, apologise"


@cache
def library() -> Library:
    return load([])


def questions() -> Mapping[str, Question]:
    return library().packs["core"].questions


def rate(question: Question, answer: str) -> Score:
    """The score where the strong answer is not known as one: it would be taken for a copy."""
    return Scorer(library().rubric).rate(replace(question, strong_answer="I would."), answer)


@pytest.mark.parametrize(
    ("change", "middle", "ninth"),
    [
        (str.lower, 1, 5),
        (str.upper, 1, 5),
        (lambda text: re.sub(r"[^\w\s']|(?<!\w)'|'(?!\w)", " ", text), 1, 5),  # no punctuation at all
        (lambda text: text.replace("'", ""), 1, 4),  # "Ill ring you, dont worry"
        (lambda text: text + HEAP, 2, 4),
    ],
)
def test_how_it_is_typed_matters_little(change: Callable[[str], str], middle: int, ninth: int) -> None:
    moved = sorted(
        abs(rate(q, change(q.strong_answer)).overall - rate(q, q.strong_answer).overall) for q in questions().values()
    )
    assert statistics.median(moved) <= middle
    assert moved[int(0.9 * len(moved))] <= ninth


def told(question: Question, answer: str) -> Score:
    """The score as a member gets it, with the strong answer to take advice from."""
    return Scorer(library().rubric).rate(question, answer)


def wanted() -> list[tuple[Question, LookFor]]:
    return [(question, item) for question in questions().values() for item in question.look_for]


@pytest.mark.parametrize(("question", "item"), wanted(), ids=lambda at: at.id)
def test_who_says_the_line_to_try_is_heard(question: Question, item: LookFor) -> None:
    assert item.line
    if "..." in item.line:  # a gap to fill: what is heard depends on the filling
        return
    reading = read(item.line)
    assert look_fors(reading, hear(reading), [item])


def test_nobody_is_offered_somebody_elses_story() -> None:
    for question in questions().values():
        for answer in (
            "I would do my best to help the customer with that.",
            "It was a hard day, and I told my boss so.",
        ):
            line = told(question, answer).feedback.stronger
            if question.kind is Kind.STORY:
                assert not line or "..." in line or line in {item.line for item in question.look_for}, question.id


def test_all_that_the_member_reads_speaks_to_them() -> None:
    for behaviour in library().rubric.behaviours.values():
        first = behaviour.shows.split()[0]
        assert not re.search("[^s]s$", first), behaviour.id  # "You give", not "You gives"
        for third_person in ("themselves", "their own part", "they themselves"):
            assert third_person not in behaviour.shows, behaviour.id


@pytest.mark.parametrize("name", ["call-volume", "dialer-opener", "dont-know"])
def test_a_strong_answer_is_left_alone(name: str) -> None:
    question = questions()[name]
    score = rate(question, question.strong_answer)
    assert score.overall >= 85
    assert score.feedback.change == KEEP
    assert score.feedback.stronger == ""
    assert score.feedback.costliest is None


def test_a_sentence_is_not_praised_and_blamed_at_once() -> None:
    answer = "I tell the customer honestly that my colleague messed it up and that I am sorry. I fix it today."
    feedback = rate(questions()["coworker-fault"], answer).feedback
    assert feedback.costliest is not None
    assert feedback.costliest.behaviour == "blames-colleague"
    assert feedback.best is None or feedback.best.start >= feedback.costliest.end


def test_a_fault_is_the_first_thing_to_change() -> None:
    answer = "I'm sorry. I explain that they agreed to the terms when they bought it. I could offer a voucher for it."
    feedback = rate(questions()["refund-policy"], answer).feedback
    assert feedback.costliest is not None
    assert feedback.change == library().rubric.behaviours[feedback.costliest.behaviour].advice


def test_advice_is_kept_back_for_behaviours_that_there_are() -> None:
    assert _ADVISED_FOR.keys() | _ASK_FOR_FIGURES <= library().rubric.behaviours.keys()


def test_a_plan_is_not_asked_for_its_result() -> None:
    for question in questions().values():
        if question.kind is Kind.PLAN:
            reasons = told(question, "I would be friendly to them and do what I can.").levels.values()
            assert not any("its result" in level.reason for level in reasons), question.id


def test_figures_are_not_asked_of_who_gives_them() -> None:
    answer = (
        "On Saturday at 9 I packed 120 cards in 40 boxes, and 3 came back. I told my boss, and we packed them again."
    )
    for question in questions().values():
        score = told(question, answer)
        texts = [score.feedback.change, *(level.reason for level in score.levels.values())]
        assert not any("ut a number on it" in text for text in texts), question.id


@pytest.mark.parametrize(
    ("name", "sentence", "behaviour"),
    [
        ("aht-vs-quality", "I take my time for her and make it up on the short calls.", "lies-or-guesses"),
        ("dont-know", "If I don't know it I make it up so that I sound sure.", None),
        ("many-transfers", "I promise it is the last time you have to tell it.", "false-promise"),
        ("late-delivery", "It's on the van and it will definitely be there tomorrow.", None),
        ("coworker-fault", "I'd never wait until she notices.", "conceals"),
        ("wrong-information", "I wait until she notices.", None),
        ("hard-of-hearing", "I don't just repeat it louder, I use other words.", "repeats-louder"),
    ],
)
def test_faults_are_found_where_they_are_and_nowhere_else(name: str, sentence: str, behaviour: str | None) -> None:
    """`behaviour`: the fault that must not be found; None: some fault must be."""
    frame = f"First I listen to her. {sentence} Then I write it down in the notes for my colleagues."
    faults = {e.behaviour for e in rate(questions()[name], frame).evidence if not e.supports}
    assert behaviour not in faults if behaviour else faults
