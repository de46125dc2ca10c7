"""The whole scorer: quotes that stand in the answer, levels that move the right way, anything survived."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.practice.content import Match, Question
from bot.scoring.rubric import Rubric
from bot.scoring.scorer import RULES, Scorer

GOOD = (
    "I am so sorry, and for her birthday too, I can see why you are upset. Give me the tracking number, "
    "I ring the depot while you are on the line, and I call you back before six, whatever they tell me."
)
PIECES = [
    "I would never blame a colleague",
    "calm down",
    "\u201cI\u2019m so sorry\u201d",
    "\u200b",
    "```",
    "@everyone",
    "?!",
]


@given(st.lists(st.one_of(st.text(max_size=20), st.sampled_from(PIECES)), max_size=20).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_any_answer_is_rated_and_every_quote_stands_in_it(scorer: Scorer, question: Question, answer: str) -> None:
    score = scorer.rate(question, answer)
    assert 0 <= score.overall <= 100
    assert set(score.levels) == set(question.weights)
    assert all(1.0 <= level.value <= 5.0 and level.reason for level in score.levels.values())
    told = [e for e in (score.feedback.best, score.feedback.costliest) if e]
    for evidence in (*score.evidence, *told):
        assert evidence.quote
        assert evidence.quote == answer[evidence.start : evidence.end]


def test_the_same_answer_gets_the_same_score(rubric: Rubric, question: Question, scorer: Scorer) -> None:
    assert scorer.rate(question, GOOD) == scorer.rate(question, GOOD)
    assert Scorer(rubric).rate(question, GOOD) == Scorer(rubric).rate(question, GOOD)


def test_versions_stand_with_the_score(scorer: Scorer, question: Question) -> None:
    score = scorer.rate(question, GOOD)
    assert (score.engine, score.rubric) == (RULES, "test-1")
    of_a_pack = replace(question, version="hotel 1+0a1b2c3d")
    for answer in (GOOD, "fine"):
        assert scorer.rate(of_a_pack, answer).rubric == "test-1 hotel 1+0a1b2c3d"


def test_a_good_answer_is_far_above_a_vague_and_a_rude_one(scorer: Scorer, question: Question) -> None:
    good = scorer.rate(question, GOOD).overall
    vague = scorer.rate(question, "I would try to help the customer as well as I can, I always do that.").overall
    rude = scorer.rate(question, "I tell her to calm down, it is not my problem and you are useless anyway.").overall
    assert good >= 60
    assert vague <= 40
    assert rude <= 10


@pytest.mark.parametrize(
    ("without", "competency"),
    [
        (", and I call you back before six, whatever they tell me", "ownership"),
        (", I can see why you are upset", "empathy"),
    ],
)
def test_taking_something_good_out_costs_there(
    scorer: Scorer, question: Question, without: str, competency: str
) -> None:
    assert without in GOOD
    poorer = scorer.rate(question, GOOD.replace(without, ""))
    assert poorer.levels[competency].value < scorer.rate(question, GOOD).levels[competency].value


@pytest.mark.parametrize(
    ("sentence", "competency"),
    [("I blame a colleague for it.", "ownership"), ("Now calm down.", "empathy"), ("It is not my problem.", "empathy")],
)
def test_adding_something_bad_costs_there(scorer: Scorer, question: Question, sentence: str, competency: str) -> None:
    poorer = scorer.rate(question, f"{GOOD} {sentence}")
    better = scorer.rate(question, GOOD)
    assert poorer.levels[competency].value < better.levels[competency].value
    assert poorer.overall < better.overall
    assert poorer.feedback.costliest is not None
    assert poorer.feedback.costliest.quote == sentence.rstrip(".")


@pytest.mark.parametrize("change", [str.upper, str.lower, lambda text: text.replace(".", "").replace(",", "")])
def test_spelling_matters_little(scorer: Scorer, question: Question, change) -> None:
    assert abs(scorer.rate(question, change(GOOD)).overall - scorer.rate(question, GOOD).overall) <= 4


def test_repeating_oneself_gains_little(scorer: Scorer, question: Question) -> None:
    assert scorer.rate(question, f"{GOOD} {GOOD}").overall - scorer.rate(question, GOOD).overall <= 3


def test_copying_the_question_in_front_gains_little(scorer: Scorer, question: Question) -> None:
    assert scorer.rate(question, f"{question.ask} {GOOD}").overall - scorer.rate(question, GOOD).overall <= 3


def test_nobody_is_blamed_for_words_not_said(scorer: Scorer, question: Question) -> None:
    feedback = scorer.rate(question, GOOD).feedback
    assert feedback.costliest is None
    assert feedback.change


def test_what_is_missing_is_named_and_a_line_to_try_is_offered(scorer: Scorer, question: Question) -> None:
    score = scorer.rate(question, "I am so sorry that you are upset, I will look into it and I hope that it turns up.")
    assert score.missing == ("finds", "time")
    assert "says finds" in score.feedback.change
    assert score.feedback.stronger
    assert score.feedback.stronger in question.strong_answer


def test_an_unknown_question_and_an_empty_rubric_are_no_obstacle(rubric: Rubric, question: Question) -> None:
    bare = Rubric("bare", rubric.competencies, {})
    score = Scorer(bare).rate(question, GOOD)
    assert score.evidence == ()
    assert score.feedback.change


class Counting:
    """A pattern that counts the characters it was given to search."""

    searched = 0

    def finditer(self, text: str) -> "list[Match]":
        self.searched += len(text)
        return []


@pytest.mark.parametrize(
    "piece", ["not ", "i would ", 'he said "no" ', "that stuff ", "if i had time ", "a.b?c! ", "\u2019\u201c "]
)
def test_work_grows_with_the_answer_and_no_faster(rubric: Rubric, question: Question, piece: str) -> None:
    """Told by what is searched, not by the clock: each character about once by each pattern, up to the limit."""
    one = rubric.behaviours["rude"]
    counting = Counting()
    behaviours = {"rude": type(one)(**{s: getattr(one, s) for s in one.__slots__} | {"patterns": (counting,)})}
    scorer = Scorer(Rubric("counting", rubric.competencies, behaviours))
    for size in (4_000, 40_000):
        counting.searched = 0
        scorer.rate(question, (piece * size)[:size])
        assert counting.searched <= 3 * size
