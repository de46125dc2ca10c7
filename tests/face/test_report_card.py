"""The report, its picture in words, and what is shared."""

from dataclasses import replace

from bot.face import report_card
from bot.face.charts import Times
from bot.practice.report import Report, Standing, report
from bot.practice.screen import Outcome
from bot.practice.timing import Pace
from tests.face.scenes import QUESTION, SCORE, labels, pack, parts, row, said, scene, turn

SUMMARY = Report(
    score=54,
    asked=3,
    answered=2,
    planned=3,
    levels=(("resolution", 4.2), ("ownership", 3.6), ("empathy", 2.4)),
    strongest=Standing("resolution", 4.2, "I will send a new one today", "promise a time"),
    weakest=Standing("empathy", 2.4, "Calm down please", "tell the customer how to feel"),
    began_after=4_000,
    answered_in=38_000,
    slowest_start=9_000,
    again=1,
    turns=(0, 1, 2),
)
TURNS = [turn(1), turn(2), turn(3, outcome=Outcome.SKIPPED)]


def alt(view: object) -> str:
    (gallery,) = [part for part in parts(view) if "items" in part]  # type: ignore[arg-type]  # a view
    return str(gallery["items"][0]["description"])


def test_a_report_says_what_the_screen_came_to() -> None:
    card = report_card.report(scene(TURNS), SUMMARY, False)
    text = said(card)
    assert "Your report: 54 of 100" in text
    assert "2 of 3 questions answered" in text
    assert "**Strongest:** Resolution, 4.2 of 5. Here you promise a time:\n> “I will send a new one today”" in text
    assert "**Weakest:** Empathy, 2.4 of 5. Here you tell the customer how to feel:\n> “Calm down please”" in text
    assert "**Practise next:** question 2" in text
    assert QUESTION.ask in text
    assert "began after 4 s" in text
    assert "slowest 9 s" in text
    assert "finished after 38 s" in text
    assert labels(card) == ["Share"]


def test_ended_early_says_so_and_what_was_planned() -> None:
    text = said(report_card.report(scene(TURNS), replace(SUMMARY, asked=2, planned=5), True))
    assert "ended early" in text
    assert "2 of 2 questions answered; 5 were planned." in text


def test_the_alt_text_says_the_figures_of_the_picture() -> None:
    shown = scene(TURNS, pace=Pace.REAL)
    text = alt(report_card.report(shown, SUMMARY, False))
    picture = report_card.chart(shown, SUMMARY)
    for name, level in picture.levels:
        assert f"{name} {level:.1f}" in text
    assert picture.times == (Times(1, 4_000, 38_000), Times(2, 4_000, 38_000), Times(3, None, None, "skipped"))
    assert "question 1, began after 4 s, answered in 38 s; question 2" in text
    assert "question 3, skipped" in text
    assert "30 s to begin and 120 s to answer" in text


def test_the_alt_text_of_ten_questions_fits() -> None:
    turns = [turn(number, parts=(turn().part,) * 2) for number in range(1, 11)]
    levels = tuple((f"a competency with a long name {number}", 3.0) for number in range(20))
    summary = replace(SUMMARY, levels=levels, turns=tuple(range(10)))
    assert len(alt(report_card.report(scene(turns), summary, False))) <= 1024


def test_without_rated_answers_there_is_no_picture_and_nothing_breaks() -> None:
    empty = report(scene([turn(1, outcome=Outcome.SKIPPED)]).screen, {})
    card = report_card.report(scene([turn(1, outcome=Outcome.SKIPPED)]), empty, True)
    assert not [part for part in parts(card) if "items" in part]
    assert "0 of 100" in said(card)
    assert "None" not in said(card)


def test_the_best_attempt_stands_for_its_question() -> None:
    turns = [turn(1), turn(1, 2, overall=80), turn(2, outcome=Outcome.UNANSWERED), turn(1, 3, overall=10)]
    summary = report(scene(turns).screen, {0: SCORE, 1: SCORE, 3: SCORE})
    assert summary.turns == (1, 2)
    notes = [time.note for time in report_card.chart(scene(turns), summary).times]
    assert notes == ["", "no answer"]


def test_a_question_no_longer_in_the_pack_is_not_named_to_practise() -> None:
    gone = scene(TURNS, of=pack(replace(QUESTION, id="other")))
    assert "Practise next" not in said(report_card.report(gone, SUMMARY, False))


def test_a_share_is_short_and_has_no_answers() -> None:
    card = report_card.share(scene(TURNS, [row()], member_name="**Anna** @everyone"), SUMMARY)
    text = said(card)
    assert "54 of 100" in text
    assert "Resolution, 4.2 of 5" in text
    assert "Core screen" in text
    assert "I will send" not in text
    assert "Empathy" not in text
    assert "@everyone" not in text
    assert labels(card) == []
