"""The rules of a call: its lobby, words, look-ups, handing over."""

import pytest

from bot.packs.players import START
from bot.practice.calls.call import ANSWER_AFTER, Phase
from bot.practice.calls.call_steps import MOST_MESSAGES, MOST_SAID
from bot.practice.calls.content import Outcome
from bot.practice.calls.effects import (
    CallLine,
    PutBriefing,
    PutDesk,
    ReplyOnCall,
    SayLine,
    ShowRecord,
    TellOnCall,
)
from bot.practice.calls.events import TransferPressed
from bot.practice.effects import Line, OpenThread, ReplyLate, Tell
from bot.practice.events import (
    Changed,
    DeadlinePassed,
    FormSubmitted,
    PickedUp,
    Said,
    Started,
    Stopped,
    ThreadOpened,
    TypingSeen,
)
from bot.practice.timing import IDLE, TYPING_LASTS

from .plays import SOLVES, fresh, look_up, play, present, press, said, towels, varied, wakes

# Lobby


def test_the_card_comes_with_the_thread_and_the_caller_once_it_is_taken() -> None:
    called = fresh()
    assert called.take(Started(START)) == [OpenThread()]
    assert called.take(ThreadOpened(START, 9)) == [PutBriefing()]
    desk, line = called.take(PickedUp(START + 1))
    assert desk == PutDesk()
    assert isinstance(line, SayLine)
    assert line.text in towels().opening


def test_nobody_takes_the_call() -> None:
    called = fresh()
    called.take(Started(START))
    called.take(ThreadOpened(START, 9))
    assert called.call.wake_at == START + IDLE
    assert called.take(DeadlinePassed(START + IDLE)) == [Tell(Line.STILL_THERE)]
    assert called.take(DeadlinePassed(START + 2 * IDLE)) == [TellOnCall(CallLine.NOT_STARTED)]
    assert called.over


def test_words_before_the_call_is_taken_are_not_said_to_the_caller() -> None:
    called = fresh()
    called.take(Started(START))
    called.take(ThreadOpened(START, 9))
    assert called.take(Said(START + 5, called.snowflake() + 5, "Hello?")) == [Tell(Line.PICK_UP_FIRST)]
    assert called.call.log == ()


def test_asked_late_whether_they_are_there_they_have_time_to_say_so() -> None:
    called = fresh()
    called.take(ThreadOpened(START, 9))
    called.at = START + 6 * IDLE  # the bot was away
    assert called.take(DeadlinePassed(called.at)) == [Tell(Line.STILL_THERE)]
    assert called.call.wake_at == called.at + IDLE


# Words


def test_a_sentence_in_pieces_is_answered_once() -> None:
    called = play(towels())
    at = START + 4_000
    called.take(Said(at, called.snowflake() + 1, "I'll send two towels"))
    called.take(Said(at + 2_000, called.snowflake() + 2, "within ten minutes"))
    assert called.call.wake_at == at + 2_000 + ANSWER_AFTER
    assert said(called.take(DeadlinePassed(at + 3_000))) == ""
    effects = called.take(DeadlinePassed(at + 2_000 + ANSWER_AFTER))
    assert said(effects) in towels().beats[-1].enter


def test_still_typing_is_not_answered_into() -> None:
    called = play(towels())
    at = START + 4_000
    called.take(Said(at, called.snowflake() + 1, "I'll send"))
    called.take(TypingSeen(at + 1_000))
    assert called.call.wake_at == at + 1_000 + TYPING_LASTS


def test_a_message_seen_already_is_not_heard_again() -> None:
    called = play(towels())
    event = Said(START + 4_000, called.snowflake() + 1, "Hello")
    called.take(event)
    called.take(event)
    assert called.call.pending == 1


def test_pictures_are_told_once() -> None:
    called = play(towels())
    assert called.take(Said(START + 1, called.snowflake() + 1, "")) == [Tell(Line.NO_WORDS)]
    assert called.take(Said(START + 2, called.snowflake() + 2, "…")) == []


def test_a_form_is_answered_at_once() -> None:
    called = play(towels())
    effects = called.take(FormSubmitted(START + 9_000, 77, 0, 0, SOLVES))
    assert said(effects) in towels().beats[-1].enter


def test_a_form_after_the_end_gives_the_words_back() -> None:
    called = play(towels())
    called.take(Stopped(START + 1))
    assert called.take(FormSubmitted(START + 2, 78, 0, 0, "too late")) == [ReplyLate(Line.LATE, "too late")]


def test_an_edit_changes_nothing_and_is_told_once() -> None:
    called = play(towels())
    called.take(Said(START + 1, called.snowflake() + 1, "Hello"))
    number = called.call.log[-1].message_id
    before = called.call.log
    assert called.take(Changed(START + 2, number)) == [Tell(Line.CHANGED)]
    assert called.take(Changed(START + 3, number)) == []
    assert called.call.log == before


def test_the_longest_silence_is_the_agents() -> None:
    called = play(towels())
    called.say("Hello", think=3_000)
    called.say("ok", think=9_000)
    assert called.call.longest_silence == 9_000


@pytest.mark.parametrize("words", ["One moment please.", "One moment please. " * 100])
@pytest.mark.parametrize("form", [True, False])
def test_too_much_said_ends_it_typed_or_in_forms(words: str, form: bool) -> None:
    called = play(towels())
    for number in range(MOST_MESSAGES + 1):
        if called.call.ended_at is not None:
            break
        called.at += 100
        event = FormSubmitted(called.at, number, 0, 0, words) if form else Said(called.at, number + 1, words)
        called.take(event)
    assert called.call.ended_why == "too long"
    assert called.scorecard is not None
    assert sum(len(spoken.text) for spoken in called.call.log) < 2 * MOST_SAID


# Look-ups


def test_a_record_comes_after_its_seconds() -> None:
    called = play(present())
    assert PutDesk() in look_up(called, "order")
    assert called.call.look_up is not None
    assert called.call.look_up.due == called.at + 20_000
    while called.call.look_up:
        effects = wakes(called)
    assert ShowRecord("order") in effects
    assert called.call.looked_up == ("order",)


def test_one_look_up_at_a_time_and_known_records_at_once() -> None:
    called = play(present())
    look_up(called, "order")
    assert look_up(called, "stock") == [ReplyOnCall(CallLine.LOOKING_UP)]
    assert look_up(called, "nothing") == [ReplyOnCall(CallLine.NO_SUCH_RECORD)]
    while called.call.look_up:
        wakes(called)
    assert look_up(called, "order") == [ShowRecord("order")]


def test_saying_what_one_does_makes_them_patient() -> None:
    silent, telling = play(present()), play(present())
    for called, words in ((silent, "Hello."), (telling, "Let me look that up for you.")):
        called.say(words)
        look_up(called, "order")
    assert silent.call.silent_at is not None
    assert telling.call.silent_at is not None
    waits = [called.call.silent_at - called.at for called in (silent, telling) if called.call.silent_at]
    assert waits[1] - waits[0] > 5_000


def test_a_record_can_come_during_a_hold() -> None:
    called = play(present())
    called.say("May I put you on hold for one minute while I check?")
    press(called, "hold")
    look_up(called, "order")
    assert ShowRecord("order") in wakes(called)
    assert called.call.phase is Phase.HOLDING


# Handing over


def test_where_nobody_takes_it_they_stay() -> None:
    called = play(towels())
    before = called.call.state.tension
    called.press("transfer")
    assert called.call.phase is Phase.TALKING
    assert called.call.state.tension > before


TRANSFER = (("beats:\n", "transfer: {allowed: true, to: the night manager}\n\nbeats:\n"),)


def test_a_warm_handover_escalates() -> None:
    called = play(varied(*TRANSFER))
    called.say("I'll put you through to the night manager, so you don't have to explain it again.")
    called.press("transfer")
    assert called.call.outcome is Outcome.ESCALATED


def test_a_cold_one_meets_an_objection_and_then_leaves_them_behind() -> None:
    called = play(varied(*TRANSFER))
    called.press("transfer")
    assert called.call.phase is Phase.TALKING
    assert called.call.state.moves[-1].reason == "passed-on"
    called.press("transfer")
    assert called.call.outcome is Outcome.CLOSED


def test_a_cold_handover_from_hold_takes_them_off_it_on_the_card_too() -> None:
    called = play(towels())
    press(called, "hold")
    called.at += 2_000
    effects = called.take(TransferPressed(called.at, called.snowflake()))
    assert called.call.phase is Phase.TALKING
    assert PutDesk() in effects
