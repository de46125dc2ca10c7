"""What a screen comes to, worked out by hand."""

from bot.practice.report import report
from bot.practice.screen import Outcome, Part, Piece, Screen, Turn
from bot.practice.timing import Pace
from bot.scoring.score import Evidence, Feedback, Level, Score

ASKED = 1_000_000


def screen(*turns: Turn) -> Screen:
    return Screen(
        id=1, guild_id=2, channel_id=3, member_id=4, member_name="Anna", pack="core", pace=Pace.REAL, public=False,
        seed=1, recruiter=0, questions=("q1", "q2", "q3"), typing_allowed=True, started_at=0, turns=turns,
    )  # fmt: skip


def turn(number: int, overall: int | None, attempt: int = 1, began: int = 2_000, took: int = 20_000) -> Turn:
    part = Part(message_id=9, asked_at=ASKED, began_at=ASKED + began, pieces=(Piece(10, ASKED + took, ""),))
    outcome = Outcome.SKIPPED if overall is None else Outcome.ANSWERED
    return Turn(number, attempt, f"q{number}", (part,), outcome, overall)


def score(overall: int, evidence: tuple[Evidence, ...] = (), **levels: float) -> Score:
    rated = {name: Level(name, value, "") for name, value in levels.items()}
    return Score(overall, rated, evidence, None, (), Feedback(None, None, "", ""), "engine", "rubric")


def shown(competency: str, supports: bool, quote: str) -> Evidence:
    return Evidence("behaviour", competency, supports, "shows it", quote, 0, len(quote))


def test_the_score_is_the_mean_over_what_was_asked_and_a_skip_counts_nothing() -> None:
    summary = report(screen(turn(1, 80), turn(2, 60), turn(3, None)), {0: score(80), 1: score(60)})
    assert summary.score == round((80 + 60 + 0) / 3)
    assert (summary.answered, summary.asked, summary.planned) == (2, 3, 3)


def test_of_several_attempts_the_best_counts() -> None:
    summary = report(screen(turn(1, 30), turn(1, 90, attempt=2)), {0: score(30), 1: score(90)})
    assert summary.score == 90
    assert (summary.answered, summary.asked) == (1, 1)


def test_competencies_from_strong_to_weak_with_quotes_from_where_they_show_most() -> None:
    scores = {
        0: score(80, (shown("empathy", True, "I would be upset too"),), empathy=5.0, ownership=3.0),
        1: score(20, (shown("ownership", False, "the warehouse messed up"),), empathy=4.0, ownership=1.0),
    }
    summary = report(screen(turn(1, 80), turn(2, 20)), scores)
    assert summary.levels == (("empathy", 4.5), ("ownership", 2.0))
    assert summary.strongest is not None
    assert summary.strongest.quote == "I would be upset too"
    assert summary.weakest is not None
    assert summary.weakest.quote == "the warehouse messed up"
    assert summary.again == 1


def test_times_are_medians_of_what_was_timed() -> None:
    turns = (turn(1, 50, began=1_000, took=10_000), turn(2, 50, began=9_000, took=30_000), turn(3, 50, began=2_000))
    summary = report(screen(*turns), {index: score(50) for index in range(3)})
    assert (summary.began_after, summary.slowest_start, summary.answered_in) == (2_000, 9_000, 20_000)


def test_nothing_answered_is_a_report_of_nothing() -> None:
    summary = report(screen(), {})
    assert (summary.score, summary.asked, summary.strongest, summary.weakest, summary.again) == (0, 0, None, None, None)
