"""Training: what is learned, how it is judged, and the file that comes of it."""

import gzip
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.packs.loading import load
from bot.practice.content import Kind, Question
from bot.scoring.features import OVERALL, features
from bot.scoring.model import BadModel, Model, on_line
from bot.scoring.scorer import Scorer
from bot.training.calibration import rising_line, score_for
from bot.training.disturbing import LESS, disturbed, said_twice, typos, with_keywords
from bot.training.examples import BadLabels, Example, known_questions, read_examples
from bot.training.figures import Scored, figures, spearman
from bot.training.training import spoken, train

LABELS = Path(__file__).parents[2] / "labels"
QUESTION = Question("apology", Kind.PLAN, "What do you do?", {"ownership": 1.0}, (), "", "")


def example(name: str, rating: float = 3.0, answer: str = "I say sorry and I call her back.") -> Example:
    return Example(name, QUESTION, "A", answer, {OVERALL: rating, "ownership": rating})


def scored(name: str, rating: float, overall: float) -> Scored:
    return Scored(example(name, rating), overall, {"ownership": 1 + overall / 25})


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    """A few hundred of the project's rated answers: to six questions, one of them without look-fors."""
    questions = known_questions(load(), LABELS / "questions.yaml")
    kept = ("irate-caller", "call-volume", "coworker-fault", "hold-manners", "dialer-opener", "night-shift")
    wanted = {name: question for name, question in questions.items() if name in kept}
    return read_examples([LABELS / "answers.jsonl"], wanted)


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    library = load()
    return Scorer(library.rubric, library.packs["core"].questions.values())


@pytest.fixture(scope="module")
def model(examples: list[Example], scorer: Scorer) -> Model:
    return Model(train(examples, scorer, lambda said: None).file)


def test_a_mean_rating_of_three_four_five_stands_for_50_75_95() -> None:
    assert [score_for(rating) for rating in (3.0, 3.5, 4.0, 5.0)] == [50.0, 62.5, 75.0, 95.0]


@given(st.lists(st.tuples(st.floats(-3, 9), st.floats(1, 5)), min_size=16, max_size=60))
def test_calibration_rises_and_stays_in_its_range(pairs: list[tuple[float, float]]) -> None:
    line = rising_line([raw for raw, _ in pairs], [rating for _, rating in pairs], 1.0, 5.0, 8)
    values = [on_line(line, at / 10) for at in range(-40, 101)]
    assert values == sorted(values)
    assert all(1.0 <= value <= 5.0 for value in values)


def test_calibration_gives_what_was_given() -> None:
    raw = [n / 100 for n in range(400)]
    line = rising_line(raw, [1 + value for value in raw], 1.0, 5.0, 8)
    assert abs(on_line(line, 2.0) - 3.0) < 0.1


def test_rank_correlation_is_spearmans() -> None:
    assert spearman([1, 2, 3, 4], [10, 20, 25, 99]) == pytest.approx(1.0)
    assert spearman([1, 2, 3, 4], [4, 3, 2, 1]) == pytest.approx(-1.0)
    # By the textbook's formula, 1 - 6 * sum(d * d) / (n * (n * n - 1)), with d = 1, 1, 0, 0.
    assert spearman([1, 2, 3, 4], [2, 1, 3, 4]) == pytest.approx(0.8)
    assert spearman([1, 2, 3], [5, 5, 5]) == 0.0


def test_errors_that_people_notice_are_counted() -> None:
    found = figures([scored("a", 1.0, 60), scored("b", 1.5, 20), scored("c", 5.0, 40), scored("d", 4.5, 90)])
    assert (found["bad_over_50"], found["good_under_50"]) == (0.5, 0.5)
    # 1.5 apart or more: a-c, a-d, b-c, b-d; only a-c is the wrong way round.
    assert found["pairs"] == pytest.approx(0.75)
    # The ratings stand for 2, 13.5, 95 and 85.
    assert found["distance"] == pytest.approx((58 + 6.5 + 55 + 5) / 4)


def test_worthless_words_take_a_little_and_typing_takes_nothing() -> None:
    rated = example("x", 4.0)
    ways = [disturbed(rated, number) for number in range(8)]
    assert all(set(way.given) == {OVERALL} for way in ways)
    assert {round(4.0 - way.given[OVERALL], 2) for way in ways} == {0.0, LESS}
    assert said_twice(rated, Random(1)).count("sorry") == 2
    assert with_keywords(rated, Random(1)).startswith(rated.answer)
    assert typos(replace(rated, answer="abcdefgh " * 50), Random(1)) != "abcdefgh " * 50


def test_the_model_is_read_as_it_was_written(model: Model, examples: list[Example], scorer: Scorer) -> None:
    assert model.knows(OVERALL)
    assert not model.knows("made-up")
    rated = [one for one in examples if one.of is None][:40]
    values = [model.rate(features(scorer.see(one.question, one.answer))) for one in rated]
    assert all(0 <= value[OVERALL] <= 100 for value in values)
    assert all(1 <= level <= 5 for value in values for task, level in value.items() if task != OVERALL)
    # On what it was trained on it must be good, whatever it is elsewhere.
    assert spearman([value[OVERALL] for value in values], [one.given[OVERALL] for one in rated]) > 0.8


def test_the_same_labels_make_the_same_scores(model: Model, examples: list[Example], scorer: Scorer) -> None:
    again = Model(train(examples, scorer, lambda said: None).file)
    for one in examples[:20]:
        read = features(scorer.see(one.question, one.answer))
        assert again.rate(read) == pytest.approx(model.rate(read), abs=0.5)


def test_near_pairs_do_not_count_for_what_is_said_to_a_question() -> None:
    told = spoken([example("a"), example("b"), replace(example("c"), of="a")])
    assert told.answers == 2
    assert told.questions["apology"][0] == 2


def test_labels_that_are_none_are_named(tmp_path: Path) -> None:
    file = tmp_path / "more.jsonl"
    file.write_text('{"id": "x", "question": "apology"}\n', encoding="utf-8")
    with pytest.raises(BadLabels, match=r"more\.jsonl:1"):
        read_examples([file], {"apology": QUESTION})
    file.write_text(json.dumps({"id": "x", "question": "gone"}) + "\n", encoding="utf-8")
    assert read_examples([file], {"apology": QUESTION}) == []


@pytest.mark.parametrize(
    "file",
    [b"", b"not gzip", gzip.compress(b"[]", mtime=0), gzip.compress(b'{"format": 99}', mtime=0)],
    ids=["empty", "no gzip", "a list", "a later format"],  # the same in every worker
)
def test_a_file_that_is_no_model_is_said_to_be_none(file: bytes) -> None:
    with pytest.raises(BadModel, match="python -m bot train"):
        Model(file)


def test_the_bot_runs_without_numpy() -> None:
    program = "import sys, bot.app; from bot.packs.loading import load; load().scorer(); print('numpy' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
