"""A shift on the clock: dialling, hello, limits, breaks, ends."""

from dataclasses import replace

import pytest
from pydantic import TypeAdapter

from bot.packs.dialer_players import START, ShiftPlay, fresh, silent
from bot.practice.calls.effects import PutBriefing
from bot.practice.calls.events import LinePosted
from bot.practice.dialer.content import LATE, SILENT
from bot.practice.dialer.drawing import LONGEST_WAIT, SHORTEST_WAIT
from bot.practice.dialer.effects import (
    KeepShift,
    PutBreak,
    PutDialling,
    ReplyOnShift,
    SayAsContact,
    ShiftLine,
    ShowShiftResult,
    TellConnection,
    TellOnShift,
)
from bot.practice.dialer.events import BreakPressed
from bot.practice.dialer.shift import Phase, Scene, Shift
from bot.practice.dialer.shift_steps import ANYWHERE, TRANSITIONS, step
from bot.practice.effects import DropThread, Effect, Line, OpenThread, Reply, ReplyLate, Share, ShowForm, Tell
from bot.practice.events import (
    Changed,
    DeadlinePassed,
    Event,
    FormOpened,
    FormSubmitted,
    Gone,
    PickedUp,
    Refused,
    Resumed,
    Said,
    SharePressed,
    Started,
    Stopped,
    ThreadOpened,
    TypingSeen,
)
from bot.practice.timing import ARRIVAL, IDLE, Pace

from .shifts import GOOD, one, play, towels


def after(shift: Shift, *events: Event) -> tuple[Shift, list[Effect]]:
    effects: list[Effect] = []
    for event in events:
        shift, more = step(shift, event, Scene(towels()))
        effects += more
    return shift, effects


def verdict_of(playing: ShiftPlay) -> tuple[str, ...]:
    verdict = playing.shift.connections[0].verdict
    assert verdict is not None
    return verdict.missing


# From the start to hello


def test_a_shift_opens_a_thread_and_briefs() -> None:
    shift, effects = after(fresh(towels()), Started(START), ThreadOpened(START, 9))
    assert effects == [OpenThread(), PutBriefing()]
    assert shift.phase is Phase.LOBBY
    assert shift.thread_id == 9


def test_starting_dials_and_after_a_few_seconds_the_customer_has_said_hello() -> None:
    shift, _ = after(fresh(towels(), size=7), Started(START), ThreadOpened(START, 9))
    shift, effects = after(shift, PickedUp(START))
    assert effects == [PutDialling(0)]
    assert len(shift.connections) == 7
    wait = shift.connection.wait
    assert SHORTEST_WAIT <= wait <= LONGEST_WAIT
    assert shift.wake_at == START + wait
    assert after(shift, DeadlinePassed(START + wait - 1))[1] == []
    shift, effects = after(shift, DeadlinePassed(START + wait))
    assert effects == [SayAsContact(0, 0, shift.connection.hello, hello=True)]
    assert shift.phase is Phase.ANSWERED
    assert shift.wake_at is None  # no clock before the line stands in Discord


def test_words_before_anybody_is_on_the_line_are_told_once() -> None:
    shift, _ = after(fresh(towels()), Started(START), ThreadOpened(START, 9))
    shift, effects = after(shift, Said(START, 1, "hi"), Said(START, 2, "hi"))
    assert effects == [TellOnShift(ShiftLine.START_FIRST)]
    shift, effects = after(shift, PickedUp(START), Said(START, 3, "hi"), Said(START, 4, "hi"))
    assert effects == [PutDialling(0), TellOnShift(ShiftLine.NOBODY_YET)]


def test_asked_late_whether_they_are_there_they_have_time_to_say_so() -> None:
    playing = play(one(), one())
    playing.take(BreakPressed(playing.at, playing.snowflake()))
    playing.say(GOOD)
    assert playing.shift.phase is Phase.RESTING
    playing.at += 6 * IDLE  # the bot was away
    assert playing.take(DeadlinePassed(playing.at)) == [Tell(Line.STILL_THERE)]
    assert playing.shift.wake_at == playing.at + IDLE


# The clock


def test_the_clock_runs_from_the_lines_own_snowflake() -> None:
    playing = play(one())
    hello_at = playing.shift.line_at
    assert hello_at is not None
    later, _ = after(playing.shift, LinePosted(hello_at + 5_000, 77, 0))
    assert later.send_by == hello_at + 13_000


@pytest.mark.parametrize(("pace", "limit"), [(Pace.RELAXED, 20_000), (Pace.REAL, 8_000), (Pace.PRESSURE, 5_000)])
def test_after_the_limit_hello_once_more_and_then_they_hang_up(pace: Pace, limit: int) -> None:
    playing = play(one(), pace=pace)
    start = playing.at
    assert playing.shift.wake_at == start + limit + ARRIVAL
    playing.wait()
    assert playing.shift.phase is Phase.ANSWERED
    assert isinstance(playing.effects[-1], SayAsContact)
    again = playing.at
    playing.wait()
    assert playing.over
    assert playing.at == again + limit + ARRIVAL
    assert verdict_of(playing) == (SILENT,)


@pytest.mark.parametrize(("pace", "limit"), [(Pace.RELAXED, 20_000), (Pace.REAL, 8_000), (Pace.PRESSURE, 5_000)])
def test_in_time_is_by_the_messages_snowflake(pace: Pace, limit: int) -> None:
    in_time, late = play(one(), pace=pace), play(one(), pace=pace)
    in_time.say(GOOD, think=limit)
    late.say(GOOD, think=limit + 1)
    assert verdict_of(in_time) == ()
    assert verdict_of(late) == (LATE,)


def test_words_after_the_second_hello_are_late_and_still_answered() -> None:
    playing = play(one("person", "busy"))
    playing.wait()
    assert playing.say(GOOD)
    playing.say("No problem, I'll call you back tomorrow.")
    assert verdict_of(playing) == (LATE,)


def test_typing_begins_the_answer_and_makes_the_limit_milder() -> None:
    playing = play(one())
    start = playing.at
    playing.take(TypingSeen(start + 1_500))
    playing.take(TypingSeen(start + 9_000))
    playing.say(GOOD, think=16_000)
    assert verdict_of(playing) == ()
    assert playing.shift.begin_time(0) == 1_500
    assert playing.shift.send_time(0) == 16_000


def test_typing_has_whole_seconds_and_is_never_before_the_hello() -> None:
    playing = play(one())
    playing.take(TypingSeen(playing.at - 700))
    assert playing.shift.begin_time(0) == 0


def test_an_opener_in_pieces_is_one_opener() -> None:
    playing = play(one())
    first, rest = GOOD.split(", ", 1)
    start = playing.at
    for number, (seconds, text) in enumerate([(3, first), (5, rest)]):
        playing.take(Said(start + seconds * 1000, playing.snowflake() + number, text))
    playing.at = start + 5_000
    playing.wait()
    assert verdict_of(playing) == ()
    assert playing.shift.begin_time(0) == 3_000
    assert playing.shift.send_time(0) == 5_000


def test_the_answer_waits_while_they_type_on() -> None:
    playing = play(one())
    start = playing.at
    playing.take(Said(start + 2_000, playing.snowflake(), "Good morning Mr Mueller"))
    playing.take(TypingSeen(start + 3_000))
    assert playing.shift.wake_at == start + 15_000


def test_a_long_greeting_of_a_machine_is_read_first() -> None:
    playing = play(one("voicemail", "beep", at_once=True))
    assert playing.shift.send_by is not None
    assert playing.shift.send_by > playing.at + 8_000


def test_words_that_come_twice_are_heard_once() -> None:
    playing = play(one())
    event = Said(playing.at + 1_000, playing.snowflake(), "Good morning")
    playing.take(event)
    playing.take(event)
    assert len(playing.shift.said(0)) == 1


def test_while_the_bot_was_away_nobody_was_silent() -> None:
    playing = play(one())
    playing.at += 60_000
    effects = playing.take(DeadlinePassed(playing.at))
    assert effects == [TellOnShift(ShiftLine.CUT_OFF), PutDialling(0)]
    playing.connect()
    playing.say(GOOD)
    assert verdict_of(playing) == ()


def test_words_from_before_the_hello_that_come_late_are_no_opener() -> None:
    playing = play(one())
    playing.take(Said(playing.at - 500, playing.snowflake(), GOOD))
    assert playing.shift.pending == 0


# Forms


def test_a_form_begins_the_answer_and_has_more_time() -> None:
    playing = play(one())
    start = playing.at
    assert playing.take(FormOpened(start + 2_000, 5, 0, 0)) == [ShowForm(0, 0)]
    playing.take(FormSubmitted(start + 30_000, 6, 0, 0, GOOD))
    assert verdict_of(playing) == ()
    assert playing.shift.begin_time(0) == 2_000


def test_a_form_of_an_earlier_connection_is_given_back() -> None:
    playing = play(one(), one("wrong-number", "nobody-here"))
    playing.say(GOOD)
    playing.connect()
    assert playing.take(FormSubmitted(playing.at, 6, 0, 0, "late")) == [ReplyLate(Line.LATE, "late")]


def test_a_form_asked_for_before_anybody_picks_up() -> None:
    playing = play(one(), one())
    playing.say(GOOD)
    assert playing.take(FormOpened(playing.at, 5, 1, 0)) == [ReplyOnShift(ShiftLine.NOBODY_YET)]


# From one connection to the next


def test_after_the_answer_the_result_and_the_next_number() -> None:
    playing = play(one(), one("person", "busy"))
    playing.say(GOOD)
    assert playing.effects[-1] == PutDialling(1, after=0)  # one message: the result of 0, and 1 is dialled
    playing.connect()
    playing.say(GOOD)
    assert playing.shift.phase is Phase.REPLIED
    playing.say("No problem, I'll call you back tomorrow.")
    say, tell, keep, show = playing.effects[-4:]
    assert isinstance(say, SayAsContact)
    assert tell == TellConnection(1)
    assert isinstance(keep, KeepShift)
    assert show == ShowShiftResult(early=False)


def test_a_break_comes_after_this_connection() -> None:
    playing = play(one(), one("person", "busy"))
    pressed = BreakPressed(playing.at, 5)
    assert playing.take(pressed) == [ReplyOnShift(ShiftLine.BREAK_COMES)]
    assert playing.take(pressed) == [ReplyOnShift(ShiftLine.ON_BREAK)]
    playing.say(GOOD)
    assert playing.effects[-1] == PutBreak()
    assert playing.shift.phase is Phase.RESTING
    assert playing.take(Resumed(playing.at + 60_000)) == [PutDialling(1)]


def test_a_break_that_is_too_long_ends_the_shift_with_its_result() -> None:
    playing = play(one(), one("person", "busy"))
    playing.take(BreakPressed(playing.at, 5))
    playing.say(GOOD)
    since = playing.at
    playing.wait()
    assert playing.effects[-1] == Tell(Line.STILL_THERE)
    playing.wait()
    assert playing.at == since + 2 * IDLE
    assert playing.effects[-1] == ShowShiftResult(early=True)


def test_nobody_there_for_three_connections_rests_the_shift() -> None:
    playing = ShiftPlay(towels(), size=6).play(silent)
    assert playing.shift.phase is Phase.RESTING
    assert sum(connection.verdict is not None for connection in playing.shift.connections) == 3


# Ends


def test_a_shift_that_nobody_starts_ends_without_a_result() -> None:
    shift, _ = after(fresh(towels()), Started(START), ThreadOpened(START, 9))
    shift, effects = after(shift, DeadlinePassed(START + IDLE), DeadlinePassed(START + 2 * IDLE))
    assert effects == [Tell(Line.STILL_THERE), TellOnShift(ShiftLine.NOT_STARTED)]
    assert shift.phase is Phase.ENDED
    assert shift.wake_at is None


def test_stopped_in_the_middle_keeps_what_was_done() -> None:
    playing = play(one(), one("person", "busy"))
    playing.say(GOOD)
    effects = playing.take(Stopped(playing.at))
    assert isinstance(effects[0], KeepShift)
    assert effects[1] == ShowShiftResult(early=True)
    assert playing.result is not None
    assert (playing.result.hits, playing.result.connections) == (1, 1)


def test_stopped_before_anything_came_of_it() -> None:
    playing = play(one())
    assert playing.take(Stopped(playing.at)) == [Tell(Line.STOPPED)]


def test_gone_and_refused_keep_what_was_done() -> None:
    for event in (Gone(START, "thread"), Refused(START, "thread"), Refused(START, "permission", "Send Messages")):
        playing = play(one(), one("person", "busy"))
        playing.say(GOOD)
        effects = playing.take(event)
        assert isinstance(effects[0], KeepShift)
        assert playing.over


def test_a_thread_that_comes_too_late_is_dropped() -> None:
    shift, effects = after(fresh(towels()), Started(START), Stopped(START), ThreadOpened(START, 9))
    assert effects == [OpenThread(), DropThread()]
    assert shift.phase is Phase.ENDED


def test_sharing_once() -> None:
    playing = play(one())
    playing.say(GOOD)
    assert playing.take(SharePressed(playing.at)) == [Share(), Reply(Line.SHARED)]
    assert playing.take(SharePressed(playing.at)) == [Reply(Line.SHARED_ALREADY)]


def test_edits_are_told_once_and_change_nothing() -> None:
    playing = play(one("person", "busy"))
    playing.take(Said(playing.at + 1_000, 4711 << 30, GOOD))
    changed = Changed(playing.at + 2_000, 4711 << 30)
    assert playing.take(changed) == [Tell(Line.CHANGED)]
    assert playing.take(changed) == []


@pytest.mark.parametrize("phase", list(Phase))
def test_any_event_in_any_phase_is_taken(phase: Phase) -> None:
    playing = play(one(), one("person", "busy"))
    connections = tuple(replace(connection, reply=connection.answer) for connection in playing.shift.connections)
    shift = replace(playing.shift, phase=phase, connections=connections)
    for kind in {event for _, event in TRANSITIONS} | set(ANYWHERE):
        made = _made(kind, playing.at)
        step(shift, made, Scene(towels()))


def _made(kind: type[Event], at: int) -> Event:
    values = {
        "at": at,
        "id": 5,
        "turn": 0,
        "part": 0,
        "text": "hello",
        "message_id": 99 << 40,
        "thread_id": 9,
        "line": 0,
    }
    values |= {"reason": "permission", "detail": "", "why": "thread"}
    return kind(**{name: values[name] for name in kind.__dataclass_fields__})


def test_a_shift_survives_being_written_down() -> None:
    """It is stored as JSON with every step: a restart in the middle must find it as it was."""
    playing = play(one("take-me-off", "off-the-list"), one("person", "busy"))
    playing.say(GOOD)
    playing.say("But it only takes a minute.")
    playing.connect()
    playing.say(GOOD)
    adapter = TypeAdapter(Shift)
    assert adapter.validate_json(adapter.dump_json(playing.shift)) == playing.shift
