"""Figures of somebody's work are read as people say them; where it is unsure, nothing is read and nothing remarked."""

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.practice.content import Question
from bot.scoring.figure_checks import remarks
from bot.scoring.figures import Thing, figures
from bot.scoring.reading import read
from bot.scoring.scorer import Scorer
from bot.scoring.voice import hear

WORDS = """
    eighty 80 4:30 to and a half million calls minutes hours day an , . / - % csat database of 5 k ፩ 9e9 each ² never
    twelve aht 6 , 5 per hour shift 99999999999999999999 we point lakh """
C, M, H, S, D = Thing.CALLS, Thing.MINUTES, Thing.HOURS, Thing.SATISFACTION, Thing.DATABASE


def told(answer: str) -> list[tuple[Thing, float, float, str]]:
    reading = read(answer)
    found = figures(reading, hear(reading))
    return [(figure.of, round(figure.low, 2), round(figure.high, 2), figure.unit) for figure in found]


def noticed(answer: str) -> list[str]:
    reading = read(answer)
    return remarks(reading, hear(reading))


@pytest.mark.parametrize(
    ("said", "of", "low", "high", "unit"),
    [
        ("I took about 80 calls a day.", C, 80, 80, "day"),
        ("eighty to a hundred calls a day", C, 80, 100, "day"),
        ("On a normal day I took 80 calls", C, 80, 80, "day"),
        ("between 60 and 70 calls per shift", C, 60, 70, "day"),
        ("60, 70 on a normal day", C, 60, 70, "day"),
        ("It was, um, seventy, seventy-five on a normal day", C, 70, 75, "day"),
        ("60-70 inbound calls daily", C, 60, 70, "day"),
        ("70ish a day, no more", C, 70, 70, "day"),
        ("a hundred and twenty calls every shift", C, 120, 120, "day"),
        ("45 calls on Tuesdays", C, 45, 45, "day"),
        ("12 calls an hour", C, 12, 12, "hour"),
        ("25 calls an hour at peak times", C, 25, 25, "?"),
        ("75 calls/day", C, 75, 75, "day"),
        ("roughly 400 calls a week", C, 400, 400, "week"),
        ("I took 80 calls", C, 80, 80, ""),
        ("calls per day were around 80", C, 80, 80, "day"),
        ("AHT of 6 minutes 30", M, 6.5, 6.5, "minutes"),
        ("My average handle time was 6 minutes and 30 seconds", M, 6.5, 6.5, "minutes"),
        ("4:30 handle time", M, 4.5, 4.5, "minutes"),
        ("AHT 6:05", M, 6.08, 6.08, "minutes"),
        ("AHT 430 sec, 40 of it wrap", M, 7.17, 7.17, "minutes"),
        ("about four and a half minutes each", M, 4.5, 4.5, "minutes"),
        ("each call took five to six minutes", M, 5, 6, "minutes"),
        ("a minute and a half each", M, 1.5, 1.5, "minutes"),
        ("average 4:50 with wrap", M, 4.83, 4.83, "minutes"),
        ("The average was five minutes forty with 30 seconds of wrap-up", M, 5.67, 5.67, "minutes"),
        ("4½ minutes each", M, 4.5, 4.5, "minutes"),
        ("a call was 6m30s", M, 6.5, 6.5, "minutes"),
        ("six minute calls", M, 6, 6, "minutes"),
        ("my AHT was 6", M, 6, 6, ""),
        ("an 8-hour shift", H, 8, 8, "hours"),
        ("I did twelve hour shifts", H, 12, 12, "hours"),
        ("7.5 hours a day", H, 7.5, 7.5, "hours"),
        ("98 percent CSAT", S, 98, 98, "percent"),
        ("customer satisfaction was 94%", S, 94, 94, "percent"),
        ("CSAT 4.8 out of 5", S, 4.8, 4.8, "5"),
        ("my CSAT was 4.8/5", S, 4.8, 4.8, "5"),
        ("my CSAT was 4.8", S, 4.8, 4.8, ""),
        ("12,000 accounts in the database", D, 12_000, 12_000, ""),
        ("the database had 60k records", D, 60_000, 60_000, ""),
        ("The customer base was about half a million", D, 500_000, 500_000, ""),
        ("Our database had 1.2 lakh customers", D, 120_000, 120_000, ""),
        ("the database was one point three million households", D, 1_300_000, 1_300_000, ""),
        ("roughly 520 000 people in the database", D, 520_000, 520_000, ""),
        ("we'd 3,100 clients on the system", D, 3_100, 3_100, ""),
    ],
)
def test_figures_are_read_as_they_are_said(said: str, of: Thing, low: float, high: float, unit: str) -> None:
    assert told(said) == [(of, low, high, unit)]


@pytest.mark.parametrize(
    "said",
    [
        "I worked there for 3 years.",
        "in 2021 I moved to billing",
        "We were open 24/7.",
        "two colleagues and me",
        "I never took 80 calls a day.",
        "Our team took 4,000 calls a day.",
        "My colleague took 120 calls a day.",
        "I had 40 customers a day at the till.",
        "I always give 110 percent for customer satisfaction",
        "Satisfaction went up by 20 percent.",
        "The target was 55 calls a day and AHT of six minutes.",
        "I wish I had 80 calls a day.",
        "If I took 80 calls a day, I would be tired.",
        "You take 80 calls a day here, I heard.",
        "I made 300 outbound calls a day.",
        "I called him back after 20 minutes.",
        "She waited ten minutes on hold.",
        "I work from 9 to 5 and start at 8:30.",
        "One call is like the other, and two calls were about the bill.",
        "about 90 stems an hour, on page 12",
        "It took 20 minutes to calm her down.",
        "Call 0800 123 456 or 555-1234.",
    ],
)
def test_other_numbers_are_none(said: str) -> None:
    assert told(said) == []
    assert noticed(said) == []


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("I took 400 calls a day at six minutes each.", ["400 calls", "6 minutes", "40 hours", "which of the two"]),
        ("400 calls in a 10-hour shift. AHT was 6:00.", ["40 hours", "shift of 10", "which of the two"]),
        ("12 calls an hour, each call took six minutes", ["72 minutes", "every hour"]),
        ("600 calls a week, and my AHT was 6 minutes.", ["60 hours"]),
        ("I took 90 calls a day, six minutes each.", ["9 hours", "shift of 8", "longer"]),
        ("80 calls a day in an 8-hour shift, 5 minutes 30 each", ["7.3 hours", "hardly a pause"]),
        ("I took 20 calls a day, 3 minutes each.", ["60 minutes", "if it was 8 hours", "what else"]),
        ("I took 80 calls, six minutes each.", ["a day, or an hour?"]),
        ("My AHT was 6 and I took 70 calls a day.", ["minutes, or seconds"]),
        ("My CSAT was 4.8.", ["out of 5, or out of 10?"]),
        ("Satisfaction was 104 percent.", ["more than all customers"]),
        ("Satisfaction was 6 out of 5.", ["scale of 5"]),
        ("The database had 12 customers.", ["thousand"]),
    ],
)
def test_what_an_interviewer_would_notice(answer: str, words: list[str]) -> None:
    said = " ".join(noticed(answer))
    assert [word for word in words if word not in said] == []


@pytest.mark.parametrize(
    "answer",
    [
        "On a normal day about 70 inbound calls in an eight-hour shift, nearer 95 on Mondays. The average was five "
        "minutes forty with 30 seconds of wrap-up, and our target was six. 410,000 households in SAP.",
        "75 a day inbound in winter, 45 summer. AHT 430 sec, 40 of it wrap.",
        "90 to 100 outbound on the dialler, avg 2 min 40 sec. Inbound it was less, 55, but 7 minutes each.",
        "110 to 120 calls on salary week, other days 80. Handle time 3:40, our target was 4.",
        "I was at a dental practice, so maybe 25, 30 calls a day between two of us, two minutes each.",
        "We took 400 calls a day, and the average was six minutes.",
        "65 to 70 calls a shift, AHT was 6:05, database around 2 million subscribers.",
        "0 calls. I've never done it. Fridays I'd take 60 or 70 between 5 and 10, maybe a minute and half each.",
        "many calls, every day my phone was ringing all the time",
    ],
)
def test_figures_that_fit_or_may_fit_are_left_alone(answer: str) -> None:
    assert noticed(answer) == []


@given(
    st.one_of(
        st.text(max_size=300),
        st.lists(
            st.sampled_from(WORDS.split()),
            max_size=40,
        ).map(" ".join),
    )
)
def test_whatever_is_said_it_is_read(answer: str) -> None:
    assert len(noticed(answer)) <= 2


def test_a_long_answer_takes_no_longer() -> None:
    answer = "one million calls a day at 4:30, eighty to a hundred each. " * 130
    before = time.process_time()
    noticed(answer)
    assert time.process_time() - before < 1


def test_only_a_question_for_figures_has_them_checked_and_the_score_stays(question: Question, scorer: Scorer) -> None:
    answer = (
        "I called her back, I am so sorry I said, and I told her what I had done about the charge on her bill. "
        "I took 400 calls a day at six minutes each."
    )
    plain, checked = scorer.rate(question, answer), scorer.rate(replace(question, figures=True), answer)
    assert "40 hours" not in " ".join(plain.feedback.notes)
    assert "40 hours" in " ".join(checked.feedback.notes)
    assert replace(checked, feedback=plain.feedback) == plain
