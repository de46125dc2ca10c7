"""A member's time factor: for all that is timed they have so much longer, and nothing else is otherwise."""

import json
from dataclasses import replace

import pytest

from bot.practice.calls.call import ANSWER_AFTER
from bot.practice.effects import Line, Tell
from bot.practice.timing import ARRIVAL, SILENCE, Pace
from bot.state import call_of, call_session_row, screen_of, session_row, shift_of, shift_session_row
from tests.practice.calls.plays import play as play_call
from tests.practice.calls.plays import present, varied
from tests.practice.calls.test_call_steps import press, wakes
from tests.practice.dialer.shifts import one
from tests.practice.dialer.shifts import play as play_shift
from tests.practice.play import Play

FACTORS = pytest.mark.parametrize("factor", [1.0, 1.5, 2.0])


# Screens: 30 s to begin and 120 s to answer in `real`, 10 s and 60 s under `pressure` (issue 1)


@FACTORS
def test_a_question_has_so_many_times_its_limits(factor: float) -> None:
    for pace, begin, answer in ((Pace.REAL, 30, 120), (Pace.PRESSURE, 10, 60)):
        play = Play(pace, factor=factor)
        assert play.screen.turn.part.begin_by == play.at(begin * factor)
        assert play.screen.turn.part.answer_by == play.at(answer * factor)
        assert play.screen.wake_at == play.at(begin * factor) + ARRIVAL


def test_words_inside_the_own_limit_count_and_later_ones_do_not() -> None:
    play = Play(Pace.PRESSURE, factor=2.0)
    play.types(15)
    assert play.says(119, "I answered forty calls a day.") == []
    late = Play(Pace.PRESSURE, factor=2.0)
    late.types(15)
    assert Tell(Line.LATE) in late.says(121, "I answered forty calls a day.")


@FACTORS
def test_an_answer_is_over_after_so_many_times_the_silence(factor: float) -> None:
    play = Play(factor=factor)
    play.says(5, "hello")
    assert play.screen.wake_at == play.at(5) + SILENCE * factor


def test_relaxed_has_no_limits_with_any_factor() -> None:
    assert Play(Pace.RELAXED, factor=2.0).screen.turn.part.answer_by is None


# Calls: silence after 20, 10, 7 s; holds: 45 s, two, three and five minutes (issue 3's clocks)


@FACTORS
def test_the_caller_bears_silence_and_waits_for_the_rest_of_a_sentence_so_much_longer(factor: float) -> None:
    called = play_call(present(), pace=Pace.PRESSURE)
    usual = called.call.silent_at
    assert usual is not None
    called.call = replace(called.call, factor=factor)
    assert called.call.silent_at == called.at + (usual - called.at) * factor
    called.at += 3_000
    called.say("Good morning.", think=0)
    heard = next(spoken for spoken in called.call.log if spoken.text == "Good morning.")
    assert called.at == heard.at + ANSWER_AFTER * factor


@FACTORS
def test_a_hold_annoys_fails_and_ends_so_much_later(factor: float) -> None:
    called = play_call(present())
    called.call = replace(called.call, factor=factor)
    called.say("May I put you on hold for two minutes while I check?")
    press(called, "hold")
    since = called.call.hold.since
    while not called.over:
        wakes(called)
    assert [(fail.id, fail.at - since) for fail in called.call.fails] == [("two-silent-minutes", 120_000 * factor)]
    annoyed = [move.at - since for move in called.call.state.moves if move.reason == "hold-too-long"]
    assert annoyed[0] == (120_000 + 45_000) * factor
    assert called.at - since == 300_000 * factor


def test_back_in_ones_own_time_is_a_hold_kept() -> None:
    """One minute said, a minute and fifty taken: within two of them."""
    for factor, reason in ((1.0, False), (2.0, True)):
        called = play_call(present())
        called.call = replace(called.call, factor=factor)
        called.say("May I put you on hold for one minute while I check?")
        press(called, "hold")
        press(called, "back", 110_000)
        assert ("hold-kept" in [move.reason for move in called.call.state.moves]) is reason


def test_whoever_is_in_a_hurry_counts_longer_minutes() -> None:
    script = varied(("  wants: Two towels, soon.\n", "  wants: Two towels, soon.\n  traits: [in-a-hurry]\n"))
    minded = []
    for factor in (1.0, 2.0):
        called = play_call(script)
        called.call = replace(called.call, factor=factor)
        called.say("ok", think=9_000)
        called.at += 240_000
        called.say("ok", think=0)
        minded.append([move.amount for move in called.call.state.moves if move.reason == "by-the-clock"])
    assert minded[1][0] == pytest.approx(minded[0][0] / 2)


# Shifts: 20, 8, 5 s from the hello to the first words


@FACTORS
def test_whoever_is_rung_waits_so_much_longer_for_the_first_words(factor: float) -> None:
    for pace, limit in ((Pace.RELAXED, 20_000), (Pace.REAL, 8_000), (Pace.PRESSURE, 5_000)):
        playing = play_shift(one(), pace=pace)
        usual, line = playing.shift.send_by, playing.shift.line
        assert usual is not None
        assert line is not None
        playing.shift = replace(playing.shift, factor=factor)
        assert playing.shift.limit == limit * factor
        assert playing.shift.send_by == line.at + (usual - line.at) * factor


# Sessions stored before there was a factor


def test_a_session_stored_without_a_factor_has_none() -> None:
    screen, call, shift = Play().screen, play_call(present()).call, play_shift(one()).shift
    for row, load in (
        (session_row(screen), screen_of),
        (call_session_row(call), call_of),
        (shift_session_row(shift), shift_of),
    ):
        stored = json.loads(row.state)
        assert stored.pop("factor") == 1.0
        assert load(replace(row, state=json.dumps(stored))).factor == 1.0


def test_a_factor_is_stored_with_its_session() -> None:
    assert screen_of(session_row(Play(factor=1.5).screen)).factor == 1.5
