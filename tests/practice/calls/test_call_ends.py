"""The rules of a call: how it ends, what fails it, and what is kept of it."""

import pytest
from pydantic import TypeAdapter

from bot.packs.players import START
from bot.practice.calls.call import Call, Phase
from bot.practice.calls.call_steps import TRANSITIONS
from bot.practice.calls.content import Outcome
from bot.practice.calls.effects import (
    KeepCall,
)
from bot.practice.effects import DropThread, Line, Reply, Share, Tell
from bot.practice.events import (
    Gone,
    Refused,
    Resumed,
    Said,
    SharePressed,
    Started,
    Stopped,
    ThreadOpened,
)

from .plays import SOLVES, fresh, look_up, play, present, press, towels, varied


def test_closed_once_solved() -> None:
    called = play(towels())
    called.say(SOLVES)
    called.press("close")
    assert called.call.outcome is Outcome.SOLVED
    assert called.call.fails == ()


def test_closed_in_the_middle_is_hanging_up_on_them() -> None:
    called = play(towels())
    called.say("Hello.")
    called.press("close")
    assert called.call.outcome is Outcome.CLOSED
    assert [fail.id for fail in called.call.fails] == ["hanging-up"]
    assert called.call.fails[0].instead


def test_closed_with_the_next_step_told_is_not() -> None:
    called = play(towels())
    called.say("I will call you back about it.")
    called.press("close")
    assert called.call.outcome is Outcome.CLOSED
    assert called.call.fails == ()


def test_the_last_words_count_though_close_is_pressed_at_once() -> None:
    called = play(towels())
    called.at += 3_000
    called.take(Said(called.at, called.snowflake() + 1, SOLVES))
    called.press("close")
    assert called.call.outcome is Outcome.SOLVED


def test_swearing_at_them_fails() -> None:
    called = play(present())
    called.say("What the fuck do you want?")
    assert [fail.id for fail in called.call.fails] == ["profanity"]
    assert called.call.fails[0].quote == "What the fuck do you want?"


def test_swearing_that_others_did_does_not() -> None:
    called = play(present())
    called.say("The customer said 'what the fuck' to my colleague.")
    assert called.call.fails == ()


def test_data_before_the_check_fails_and_after_it_does_not() -> None:
    early, late = play(present()), play(present())
    for called in (early, late):
        called.press("look up order")
    early.say("Your parcel is stuck at the sorting centre.")
    late.say("May I have your name and order number, please?")
    late.say("Your parcel is stuck at the sorting centre.")
    assert [fail.id for fail in early.call.fails] == ["data-before-check"]
    assert late.call.fails == ()


def test_data_told_too_fast_for_a_hard_of_hearing_caller_are_told_all_the_same() -> None:
    """Said is said: it fails the call, though they did not catch it and nothing of it is done."""
    private = (
        "\nrecords:\n  - {id: stay, title: the stay, seconds: 15, text: Paid., reveals_customer_data: true, "
        "tells: [the room is paid]}\n\nverify: [name]\n\nbeats:\n"
    )
    hard = ("  wants: Two towels, soon.\n", "  wants: Two towels, soon.\n  traits: [hard-of-hearing]\n")
    called = play(varied(hard, ("\nbeats:\n", private)))
    called.press("look up stay")
    called.say(
        "Well now then, as far as I can see it on my screen here at the desk, the room is paid, with "
        "breakfast, until the end of next week, so that there is nothing to worry about at all for you."
    )
    assert [fail.id for fail in called.call.fails] == ["data-before-check"]
    assert "tells-stay" not in called.call.state.done


def test_what_the_system_says_is_not_told_before_it_is_seen() -> None:
    called = play(present())
    called.say("Maybe it is stuck at the sorting centre.")
    assert called.call.fails == ()
    assert "tells-order" not in called.call.state.done


def test_a_forbidden_promise_fails_with_what_to_say_instead() -> None:
    called = play(present())
    called.say("I guarantee that it comes.")
    assert [fail.id for fail in called.call.fails] == ["forbidden-promise"]
    assert called.call.fails[0].instead == present().forbidden[0].instead


def test_a_promise_that_is_denied_is_none() -> None:
    called = play(present())
    called.say("I can't guarantee that it comes.")
    assert called.call.fails == ()


def test_stopped_left_and_gone_are_abandoned_with_a_scorecard() -> None:
    for event in (Stopped(START + 9_000), Gone(START + 9_000, "member")):
        called = play(towels())
        called.say("Hello.")
        effects = called.take(event)
        assert any(isinstance(effect, KeepCall) for effect in effects)
        assert called.call.outcome is Outcome.ABANDONED
        assert called.call.wake_at is None


def test_stopped_before_it_began_keeps_nothing() -> None:
    called = fresh()
    called.take(Started(START))
    called.take(ThreadOpened(START, 9))
    assert called.take(Stopped(START + 1)) == [Tell(Line.STOPPED)]


def test_stopped_while_the_thread_is_made_drops_it() -> None:
    called = fresh()
    called.take(Stopped(START + 1))
    assert called.take(ThreadOpened(START + 2, 9)) == [DropThread()]


@pytest.mark.parametrize("reason", ["permission", "thread", "content"])
def test_discord_refusing_ends_the_call(reason: str) -> None:
    called = play(towels())
    called.say("Hello.")
    effects = called.take(Refused(called.at, reason, "x"))
    assert called.over
    assert any(isinstance(effect, KeepCall) for effect in effects)
    assert (Tell(Line.WENT_WRONG) in effects) is (reason != "thread")


def test_shared_once() -> None:
    called = play(towels())
    called.take(Stopped(called.at + 1))
    share = SharePressed(called.at + 2)
    assert called.take(share) == [Share(), Reply(Line.SHARED)]
    assert called.take(share) == [Reply(Line.SHARED_ALREADY)]


def test_resume_has_nothing_to_resume() -> None:
    called = play(towels())
    assert called.take(Resumed(called.at)) == [Reply(Line.NOT_PAUSED)]


def test_a_call_is_plain_data() -> None:
    called = play(present())
    called.say("I'm sorry. What is your name?")
    called.say("May I put you on hold for one minute?")
    press(called, "hold")
    look_up(called, "order")
    adapter = TypeAdapter(Call)
    assert adapter.validate_json(adapter.dump_json(called.call)) == called.call


def test_the_scorecard_is_plain_data() -> None:
    called = play(present())
    called.say("Hello.")
    kept = next(effect for effect in called.take(Stopped(called.at)) if isinstance(effect, KeepCall))
    adapter = TypeAdapter(KeepCall)
    assert adapter.validate_json(adapter.dump_json(kept)) == kept


def test_every_phase_is_left_by_the_table() -> None:
    assert {phase for phase, _ in TRANSITIONS} == set(Phase)
