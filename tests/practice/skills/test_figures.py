"""`/figures` (issue 6): what is written in the form is read or asked for, and made two sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from bot.practice.skills.figures import FiguresResult, NotCounted, check, figure
from bot.scoring.figures import Thing

NOTHING = ("", "", "", "", "")


@pytest.mark.parametrize(
    ("of", "text", "low", "high", "unit"),
    [
        (Thing.CALLS, "about 80", 80, 80, "day"),
        (Thing.CALLS, "eighty", 80, 80, "day"),
        (Thing.CALLS, "80-100", 80, 100, "day"),
        (Thing.CALLS, "80 calls a day", 80, 80, "day"),
        (Thing.MINUTES, "6.5", 6.5, 6.5, "minutes"),
        (Thing.MINUTES, "6,5", 6.5, 6.5, "minutes"),
        (Thing.MINUTES, "6:30", 6.5, 6.5, "minutes"),
        (Thing.MINUTES, "6½", 6.5, 6.5, "minutes"),
        (Thing.MINUTES, "six and a half", 6.5, 6.5, "minutes"),
        (Thing.MINUTES, "6 min 30", 6.5, 6.5, "minutes"),
        (Thing.MINUTES, "390 seconds", 6.5, 6.5, "minutes"),
        (Thing.HOURS, "8h", 8, 8, "hours"),
        (Thing.HOURS, "7,5", 7.5, 7.5, "hours"),
        (Thing.HOURS, "7:30", 7.5, 7.5, "hours"),
        (Thing.SATISFACTION, "94 %", 94, 94, "percent"),
        (Thing.SATISFACTION, "94", 94, 94, "percent"),
        (Thing.SATISFACTION, "4.8/5", 4.8, 4.8, "5"),
        (Thing.SATISFACTION, "4,8 out of 5", 4.8, 4.8, "5"),
        (Thing.SATISFACTION, "4.8", 4.8, 4.8, ""),
        (Thing.DATABASE, "12k", 12_000, 12_000, ""),
        (Thing.DATABASE, "12.000", 12_000, 12_000, ""),
        (Thing.DATABASE, "1.2 lakh", 120_000, 120_000, ""),
        (Thing.DATABASE, "half a million", 500_000, 500_000, ""),
        (Thing.CALLS, "٨٠", 80, 80, "day"),  # the digits of another script are digits
    ],
)
def test_a_field_is_read(of: Thing, text: str, low: float, high: float, unit: str) -> None:
    read_as = figure(of, text)
    assert read_as is not None
    assert (round(read_as.low, 4), round(read_as.high, 4), read_as.unit) == (low, high, unit)


@pytest.mark.parametrize(
    ("of", "text"),
    [
        *(
            (Thing.CALLS, text)
            for text in ("lots", "много", "-80", "0", "12 an hour", "80 or 5 on Sundays", "80 %", "6:30")
        ),
        (Thing.MINUTES, "it depends"),
        (Thing.HOURS, "9 to 5"),
        (Thing.SATISFACTION, "very good"),
        (Thing.DATABASE, "big"),
    ],
)
def test_what_is_no_such_figure_is_not_guessed(of: Thing, text: str) -> None:
    fields = tuple(text if thing is of else "" for thing in Thing)
    came = check(fields)
    assert (came.overall, came.why, came.unread) == (None, NotCounted.UNREADABLE, (of,))
    assert came.written == fields


def test_five_that_fit() -> None:
    came = check(("about 80", "5", "8", "94%", "12k"))
    assert came.overall == 100
    assert came.occupancy == 89  # 400 of 450 minutes: half an hour is a break
    assert came.noticed == ()
    assert len(came.say) == 2
    assert "about 80 calls in an eight-hour shift, at about five minutes each" in came.say[0]
    assert "89 percent" in came.say[0]
    assert "94 percent" in came.say[1]
    assert "12,000 customers" in came.say[1]


def test_one_is_enough_and_a_shift_of_eight_hours_is_taken() -> None:
    assert check(("80", "", "", "", "")).say == ("On a normal day I took about 80 calls.",)
    came = check(("60", "5", "", "", ""))
    assert (came.overall, came.occupancy, came.assumed) == (40, 67, True)
    assert came.missing == (Thing.HOURS, Thing.SATISFACTION, Thing.DATABASE)
    assert len(came.say) == 2


@pytest.mark.parametrize(
    ("fields", "points", "words"),
    [
        (("400", "6", "8", "", ""), 20, ["40 hours", "which of the two"]),
        (("400", "6", "", "", ""), 0, ["40 hours", "which of the two"]),
        (("100", "6", "", "", ""), 40, ["10 hours", "if yours was longer"]),
        (("75", "6", "8", "", ""), 60, ["hardly a pause"]),
        (("20", "3", "8", "", ""), 60, ["what else you did"]),
        (("70", "390", "8", "", ""), 40, ["seconds?"]),
        (("", "", "40", "", ""), 0, ["hours a day?"]),
        (("600", "", "", "", ""), 0, ["less than a minute"]),
        (("", "", "", "104 %", ""), 0, ["more than all"]),
        (("", "", "", "4.8", ""), 0, ["out of 5, or out of 10"]),
        (("", "", "", "", "12"), 0, ["thousand"]),
    ],
)
def test_what_an_interviewer_would_notice(fields: tuple[str, ...], points: int, words: list[str]) -> None:
    came = check(fields)
    assert came.overall == points
    assert [word for word in words if word not in " ".join(came.noticed)] == []
    spoilt = [number for number in ("400", "390", "104", "600", " 12 ") if number in " ".join(came.say)]
    assert spoilt == []  # nobody is given a sentence with a figure that can't be


def test_an_empty_form() -> None:
    assert check((" ", *NOTHING[1:])) == FiguresResult(None, NotCounted.EMPTY)
    for unknown in ("-", "n/a", "N/A", "not sure", "I don't know", "?"):
        assert Thing.DATABASE in check(("80", "4", "8", "94%", unknown)).missing


pieces = st.sampled_from(
    ["80", "6:30", "4.8/5", "12k", "about", "%", "a", "million", "hours", "½", "\U0001f600", "-", ".", "9" * 30]
)
written = st.one_of(st.text(max_size=40), st.lists(pieces, max_size=5).map(" ".join))


@given(st.tuples(written, written, written, written, written))
def test_whatever_is_written_it_comes_to_something_that_can_be_kept(fields: tuple[str, ...]) -> None:
    came = check(fields)
    adapter = TypeAdapter(FiguresResult)
    assert adapter.validate_json(adapter.dump_json(came)) == came
    assert came.overall is None or came.overall == 20 * len(came.counted)
    assert len(came.say) <= 2
