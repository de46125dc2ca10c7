"""How a screen goes on: the rules one by one, and what holds whatever happens."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.practice.effects import (
    DropThread,
    KeepTurn,
    Line,
    OpenThread,
    PutLobby,
    PutPause,
    PutQuestion,
    Reply,
    ReplyLate,
    Share,
    ShowFeedback,
    ShowForm,
    ShowReport,
    Tell,
)
from bot.practice.events import (
    Changed,
    DeadlinePassed,
    DonePressed,
    Event,
    FormOpened,
    FormSubmitted,
    Gone,
    NextPressed,
    PickedUp,
    QuestionPosted,
    Refused,
    Resumed,
    Said,
    SharePressed,
    Skipped,
    Started,
    Stopped,
    ThreadOpened,
    TryAgainPressed,
    TypingSeen,
)
from bot.practice.screen import Outcome, Phase
from bot.practice.screen_steps import step
from bot.practice.timing import IDLE, PAUSED, SILENCE, Pace

from .play import SCRIPT, SECOND, T0, Play, fresh, snowflake

# The rules


def test_a_thread_is_opened_and_the_phone_rings() -> None:
    screen, effects = step(fresh(), Started(T0), SCRIPT)
    assert effects == [OpenThread()]
    screen, effects = step(screen, ThreadOpened(T0, 9), SCRIPT)
    assert (screen.phase, effects) == (Phase.LOBBY, [PutLobby()])
    screen, effects = step(screen, PickedUp(T0), SCRIPT)
    assert effects == [PutQuestion(0, 0)]


def test_silence_ends_an_answer_and_typing_puts_it_off() -> None:
    play = Play()
    play.says(5, "hello")
    assert play.screen.wake_at == play.at(5) + SILENCE
    play.types(8)
    assert play.screen.wake_at is not None
    assert play.screen.wake_at > play.at(5) + SILENCE
    assert play.rings(12) == []
    play.rings(30)
    assert [type(effect) for effect in play.effects] == [KeepTurn, ShowFeedback]


def test_several_messages_make_one_answer_timed_by_the_card_and_the_last_words() -> None:
    play = Play()
    play.types(3)
    play.says(5, "one")
    play.says(9, "two")
    play.rings(20)
    (kept,) = play.kept()
    assert kept.answer == "one\ntwo"
    turn = play.screen.turns[0]
    assert (turn.began_at, turn.answer_time) == (play.at(3), 9 * SECOND)


@pytest.mark.parametrize(("pace", "begin", "answer"), [(Pace.REAL, 30, 120), (Pace.PRESSURE, 10, 60)])
def test_limits_count_from_the_card(pace: Pace, begin: int, answer: int) -> None:
    play = Play(pace)
    part = play.screen.turn.part
    assert (part.begin_by, part.answer_by) == (play.at(begin), play.at(answer))
    play.types(begin - 1)
    assert play.rings(begin + 5) == []
    play.says(answer, "just in time")
    play.rings(answer + 5)
    (kept,) = play.kept()
    assert kept.answer == "just in time"
    assert play.effects[-1] == PutQuestion(1, 0)


def test_late_words_do_not_count_and_are_told_so() -> None:
    play = Play(Pace.PRESSURE)
    play.says(59, "in time")
    play.says(61, "too late")
    (kept,) = play.kept()
    assert kept.answer == "in time"
    assert Tell(Line.LATE) in play.effects


def test_words_before_the_card_stood_there_are_not_said_to_it() -> None:
    play = Play(Pace.PRESSURE)
    play.says(1, "an answer with 1 figure")
    play.rings(8)
    play.take(Said(play.at(9), snowflake(play.at(9)), "and another thing"))  # question 2 is on its way
    play.posted(9.5)
    assert play.screen.turn.said == ""


def test_one_unanswered_question_asks_and_two_pause() -> None:
    play = Play(Pace.PRESSURE)
    assert play.rings(13.5)[-1] == PutQuestion(1, 0, still_there=True)
    play.posted(14)
    assert play.rings(28)[-1] == PutPause()
    assert play.screen.phase is Phase.PAUSED
    assert [turn.outcome for turn in play.screen.turns] == [Outcome.UNANSWERED] * 2


def test_relaxed_silence_asks_then_pauses_and_three_days_end_it() -> None:
    play = Play()
    play.says(0.5, "")
    idle = IDLE / SECOND
    assert play.rings(idle + 1) == [Tell(Line.STILL_THERE)]
    assert play.rings(2 * idle + 2) == [PutPause()]
    assert play.screen.wake_at == play.at(2 * idle + 2) + PAUSED
    play.rings(2 * idle + 3 + PAUSED / SECOND)
    assert play.screen.ended_at is not None


def test_follow_up_comes_once_and_both_parts_are_one_answer() -> None:
    play = Play(questions=("b",))
    play.says(1, "many")
    assert play.rings(10) == [PutQuestion(0, 1)]
    play.posted(11)
    play.says(12, "really many")
    play.rings(20)
    (kept,) = play.kept()
    assert kept.answer == "many\nreally many"
    assert play.screen.turn.answer_time == 2 * SECOND


def test_no_follow_up_when_the_figure_was_given() -> None:
    play = Play(questions=("b",))
    play.says(1, "90 a day")
    assert [type(effect) for effect in play.rings(10)] == [KeepTurn, ShowFeedback]


def test_the_same_message_counts_once() -> None:
    """After a reconnect it may come from the thread and from the gateway."""
    play = Play()
    play.says(1, "hello")
    play.says(1, "hello")
    play.rings(10)
    (kept,) = play.kept()
    assert kept.answer == "hello"


def test_changed_words_count_as_first_said() -> None:
    play = Play()
    play.says(1, "first")
    play.take(Changed(play.at(2), play.screen.turn.part.pieces[0].message_id))
    play.rings(10)
    (kept,) = play.kept()
    assert kept.answer == "first"
    assert play.screen.turns[0].changed


def test_timed_paces_show_feedback_together_with_the_report() -> None:
    play = Play(Pace.REAL, ("a", "c"))
    play.says(1, "one 1")
    assert not any(isinstance(effect, ShowFeedback) for effect in play.rings(10))
    play.posted(11)
    play.says(12, "two 2")
    assert play.rings(20)[1:] == [ShowFeedback((0, 1), last=True), ShowReport(early=False)]


def test_stopped_in_the_middle_what_was_said_counts() -> None:
    play = Play()
    play.says(1, "half an ans")
    play.take(Stopped(play.at(2)))
    assert play.kept()[0].answer == "half an ans"
    assert play.effects[-1] == ShowReport(early=True)
    assert play.screen.ended_at == play.at(2)


def test_try_again_after_the_end_is_one_turn_and_over_again() -> None:
    play = Play(questions=("a",))
    play.says(1, "weak")
    play.rings(10)
    play.take(NextPressed(play.at(11), 1, 0, 0))
    assert play.screen.ended_at is not None
    assert play.take(TryAgainPressed(play.at(20), 2, 0, 0)) == [PutQuestion(1, 0)]
    assert play.screen.ended_at is None
    play.posted(21)
    play.says(22, "better")
    play.rings(30)
    assert [type(effect) for effect in play.effects] == [KeepTurn, ShowFeedback]
    assert play.screen.ended_at is not None
    assert [turn.attempt for turn in play.screen.turns] == [1, 2]


def test_form_in_time_ends_the_answer_and_a_late_one_comes_back() -> None:
    play = Play(Pace.PRESSURE)
    assert play.take(FormOpened(play.at(1), 1, 0, 0)) == [ShowForm(0, 0)]
    assert play.take(FormSubmitted(play.at(2), 2, 0, 0, " ")) == [Reply(Line.NOTHING_SAID)]
    play.take(FormSubmitted(play.at(65), 3, 0, 0, "from the form"))
    assert play.kept()[0].answer == "from the form"
    late = play.take(FormSubmitted(play.at(66), 4, 0, 0, "again"))
    assert late == [ReplyLate(Line.LATE, "again")]


def test_share_is_once() -> None:
    play = Play()
    play.says(1, "an answer")
    play.take(Stopped(play.at(2)))
    assert play.take(SharePressed(play.at(3))) == [Share(), Reply(Line.SHARED)]
    assert play.take(SharePressed(play.at(4))) == [Reply(Line.SHARED_ALREADY)]


@pytest.mark.parametrize("why", ["thread", "member", "server"])
def test_gone_ends_it_and_keeps_what_was_said(why: str) -> None:
    play = Play()
    play.says(1, "an answer")
    play.take(Gone(play.at(2), why))
    assert play.kept()[0].answer == "an answer"
    assert play.screen.ended_at is not None


def test_refused_before_the_first_question_leaves_no_thread() -> None:
    screen = replace(fresh(), phase=Phase.LOBBY, thread_id=9)
    screen, effects = step(screen, Refused(T0, "permission", "Send Messages in Threads"), SCRIPT)
    assert effects == [DropThread()]
    assert screen.ended_at is not None


def test_refused_in_the_middle_waits_and_puts_the_question_again() -> None:
    play = Play()
    play.says(1, "half")
    play.take(Refused(play.at(2), "locked"))
    assert play.screen.phase is Phase.PAUSED
    assert play.take(Resumed(play.at(9))) == [PutQuestion(0, 0)]
    assert play.screen.turn.said == "half"


# Whatever happens

BUTTONS = st.sampled_from([FormOpened, DonePressed, Skipped, NextPressed, TryAgainPressed])
PLAIN = st.sampled_from([PickedUp, TypingSeen, DeadlinePassed, SharePressed, Resumed, Stopped, Started])
WORDS = st.sampled_from(["", " ", "hello", "I took 90 calls", "sorry"])


@st.composite
def happenings(draw: st.DrawFn) -> list[tuple[str, object]]:
    """Kinds of events; times, turns and ids are filled in as the screen goes on, now and then wrongly."""
    one = st.one_of(
        st.tuples(st.just("plain"), PLAIN),
        st.tuples(st.just("button"), st.tuples(BUTTONS, st.integers(-1, 1), st.integers(0, 1))),
        st.tuples(st.just("form"), st.tuples(WORDS, st.integers(-1, 1))),
        st.tuples(st.just("said"), st.tuples(WORDS, st.booleans())),
        st.tuples(st.just("posted"), st.just(None)),
        st.tuples(st.just("posted"), st.just(None)),
        st.tuples(st.just("rings"), st.just(None)),
        st.tuples(st.just("rings"), st.just(None)),
        st.tuples(st.just("changed"), st.just(None)),
        st.tuples(st.just("refused"), st.sampled_from(["permission", "locked", "content", "thread"])),
        st.tuples(st.just("gone"), st.sampled_from(["thread", "member"])),
        st.tuples(st.just("wait"), st.sampled_from([1, 7_000, 65_000, IDLE + 1])),
    )
    return draw(st.lists(one, max_size=60))


class Anything:
    """Plays happenings, and checks after each what must always hold."""

    def __init__(self, pace: Pace, picked_up: bool) -> None:
        self.screen = fresh(pace)
        self.now = T0
        self.messages = 0
        self.said: list[int] = []
        self.kept: list[int] = []
        self.forms: set[tuple[int, int]] = set()
        for event in (Started(T0), ThreadOpened(T0, 9), *([PickedUp(T0)] if picked_up else [])):
            self.take(event)

    def take(self, event: Event) -> None:
        before = self.screen
        self.screen, effects = step(before, event, SCRIPT)
        self.kept += [effect.turn for effect in effects if isinstance(effect, KeepTurn)]
        self.check()
        if isinstance(event, Stopped):
            assert self.screen.ended_at is not None

    def check(self) -> None:
        screen = self.screen
        closed = [index for index, turn in enumerate(screen.turns) if turn.outcome is not None]
        assert self.kept == closed  # each turn that is over was kept once, in order
        assert len(screen.turns) - len(closed) <= 1  # at most one is open
        assert screen.open_turn is None or screen.turns[-1].outcome is None
        assert (screen.ended_at is not None) == (screen.phase is Phase.ENDED)
        card_on_its_way = screen.phase is Phase.ASKING and screen.turn.part.asked_at is None
        waits = screen.phase not in (Phase.OPENING, Phase.ENDED) and not card_on_its_way
        assert (screen.wake_at is not None) == waits
        assert screen.phase is not Phase.ASKING or screen.open_turn is not None
        assert len({(turn.number, turn.attempt) for turn in screen.turns}) == len(screen.turns)
        heard = [piece.message_id for turn in screen.turns for part in turn.parts for piece in part.pieces]
        assert len(set(heard)) == len(heard)  # no words twice, though the gateway and the thread both bring them
        for turn in screen.turns:
            assert len(turn.parts) <= 2
            assert turn.outcome is not Outcome.ANSWERED or turn.answered_at is not None

    def play(self, kind: str, what: object) -> None:
        self.now += 500
        turn, part = len(self.screen.turns) - 1, len(self.screen.turns[-1].parts) - 1 if self.screen.turns else 0
        message = snowflake(self.now) + self.messages
        self.messages += 1
        match kind, what:
            case "plain", type() as plain:
                self.take(plain(self.now))
            case "button", (type() as button, int(off), int(other)):
                self.take(button(self.now, message, turn + off, part if other else 0))
            case "form", (str(words), int(off)):
                self.take(FormSubmitted(self.now, message, turn + off, part, words))
            case "said", (str(words), bool(again)):
                self.said.append(self.said[-1] if again and self.said else message)
                self.take(Said(self.now, self.said[-1], words))
            case "posted", _:
                self.take(QuestionPosted(self.now, message, turn, part))
            case "rings", _:
                self.now = max(self.now, self.screen.wake_at or 0)
                self.take(DeadlinePassed(self.now))
            case "changed", _ if self.said:
                self.take(Changed(self.now, self.said[0]))
            case "refused", str(reason):
                self.take(Refused(self.now, reason))
            case "gone", str(why):
                self.take(Gone(self.now, why))
            case "wait", int(milliseconds):
                self.now += milliseconds


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(Pace), st.booleans(), happenings())
def test_whatever_happens(pace: Pace, picked_up: bool, happened: list[tuple[str, object]]) -> None:
    played = Anything(pace, picked_up)
    for kind, what in happened:
        played.play(kind, what)
    played.take(Stopped(played.now + 1))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(Pace), happenings())
def test_left_alone_it_ends_by_itself(pace: Pace, happened: list[tuple[str, object]]) -> None:
    """Whatever happened before: if cards arrive and nobody does anything any more, deadlines lead to the end."""
    played = Anything(pace, picked_up=True)
    for kind, what in happened:
        played.play(kind, what)
    for _ in range(40):
        if played.screen.phase is Phase.ENDED:
            return
        played.play("posted" if played.screen.wake_at is None else "rings", None)
    raise AssertionError(played.screen)
