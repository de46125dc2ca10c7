"""A screen whose last question is a call: first told, later shown."""

from dataclasses import replace

import pytest

from bot.practice.calls.call import SCREEN_PART, SILENCES, Call
from bot.practice.calls.content import Outcome
from bot.practice.calls.effects import KeepCall, PutBriefing, SayLine, ShowScorecard
from bot.practice.calls.events import BackPressed, ClosePressed, HoldPressed, LinePosted
from bot.practice.choosing import with_call
from bot.practice.content import Pack, Recruiter
from bot.practice.effects import (
    Effect,
    Line,
    PutPause,
    PutQuestion,
    Reply,
    ReplyLate,
    ShowFeedback,
    ShowForm,
    ShowReport,
    Tell,
)
from bot.practice.events import (
    Changed,
    DeadlinePassed,
    DonePressed,
    FormOpened,
    FormSubmitted,
    Gone,
    NextPressed,
    PickedUp,
    Refused,
    Resumed,
    Skipped,
    Stopped,
    TryAgainPressed,
)
from bot.practice.screen import Phase, Script
from bot.practice.screen_steps import step
from bot.practice.timing import IDLE, PAUSED, Pace
from bot.practice.turns import over
from bot.state import screen_of, session_row

from .calls.plays import rate as rate_call
from .calls.plays import towels
from .play import SCRIPT, SECOND, T0, Play, fresh, question, rate, snowflake

TOLD, SHOWN = "how would you say it", "towels"
HELLO, SOLVES, GOODBYE = (
    "Good evening, this is Sam at Harbour Hotels. I'm sorry about that.",
    "I'll send two towels up within ten minutes.",
    "Have a good night!",
)
CONTENT = Script(
    Pack(
        "p",
        "P",
        "",
        "C",
        (Recruiter("R", "r"),),
        {name: question(name) for name in "abc"} | {"told": replace(question("told"), call=SHOWN)},
        {SHOWN: towels()},
    ),
    SCRIPT.rubric,
    lambda asked, answer: (rate_call if asked.id not in ("a", "b", "c", "told") else rate)(asked, answer),
)


class WithCall(Play):
    """A screen of the questions `told` and `a`, and the call of `told`; it stands where the call rings."""

    def __init__(self, pace: Pace = Pace.RELAXED, script: Script = CONTENT) -> None:
        self.script = script
        self.screen = replace(fresh(pace, ("told", "a")), shows="told", thread_id=9, phase=Phase.LOBBY)
        self.now = 0.0
        self.take(PickedUp(T0))
        for _ in range(2):
            self.posted(self.now)
            self.says(self.now + 5, "I would let them speak, and then say that I take care of it, 1 by 1.")
            self.take(DonePressed(self.at(self.now + 6), 1, len(self.screen.turns) - 1, 0))
            if pace is Pace.RELAXED:
                self.take(NextPressed(self.at(self.now + 9), 1, len(self.screen.turns) - 1, 0))
            self.now += 10

    def take(self, event: object) -> list[Effect]:
        self.screen, self.effects = step(self.screen, event, self.script)  # type: ignore[arg-type]
        return self.effects

    @property
    def call(self) -> Call:
        assert self.screen.call is not None
        return self.screen.call

    def taken(self) -> "WithCall":
        """Take the call, and hear the caller's first words."""
        self.take(PickedUp(self.at(self.now)))
        self.hears()
        return self

    def hears(self) -> None:
        """The caller's line stands in the thread."""
        for effect in self.effects:
            if isinstance(effect, SayLine):
                self.take_keeping(LinePosted(self.at(self.now), 1, effect.line))

    def take_keeping(self, event: object) -> None:
        effects = self.effects
        self.take(event)
        self.effects = effects

    def tells(self, words: str) -> None:
        """Say it to the caller, and let them answer."""
        self.now += 4
        self.says(self.now, words)
        self.now += 4
        self.rings(self.now)
        self.hears()

    def solved(self) -> "WithCall":
        self.taken()
        for words in (HELLO, SOLVES, GOODBYE):
            self.tells(words)
        return self

    def kinds(self) -> list[type[Effect]]:
        return [type(effect) for effect in self.effects]


def test_after_the_last_question_the_phone_rings() -> None:
    play = WithCall()
    assert play.screen.phase is Phase.CALLING
    assert play.effects == [PutBriefing()]
    assert (play.call.id, play.call.thread_id, play.call.script) == (play.screen.id, 9, SHOWN)
    assert play.call.pace is play.screen.pace


def test_the_last_feedback_before_the_call_goes_on_to_it() -> None:
    play = Play(questions=("a",))
    play.screen = replace(play.screen, shows="told")
    play.says(5, "enough words of an answer 1")
    assert play.take(DonePressed(play.at(6), 1, 0, 0))[-1] == ShowFeedback((0,), last=False)


@pytest.mark.parametrize("pace", list(Pace))
def test_a_solved_call_is_kept_and_the_report_comes(pace: Pace) -> None:
    play = WithCall(pace).solved()
    assert play.screen.phase is Phase.ENDED
    assert play.call.outcome is Outcome.SOLVED
    kinds = play.kinds()
    assert kinds.count(KeepCall) == kinds.count(ShowScorecard) == 1
    assert kinds[-1] is ShowReport
    assert kinds.index(KeepCall) < kinds.index(ShowScorecard)
    assert play.effects[-1] == ShowReport(early=False)


def test_it_is_stored_and_read_again() -> None:
    play = WithCall().taken()
    play.tells(HELLO)
    assert screen_of(session_row(play.screen)) == play.screen


def test_silence_is_that_of_a_call() -> None:
    play = WithCall(Pace.PRESSURE).taken()
    assert play.screen.wake_at is not None
    assert play.screen.wake_at == play.call.wake_at
    play.rings(play.now + SILENCES[Pace.PRESSURE] / SECOND + 10)
    assert any(isinstance(effect, SayLine) for effect in play.effects)


def test_hold_and_back() -> None:
    play = WithCall().taken()
    play.tells("May I put you on hold for one minute while I look that up?")
    play.take(HoldPressed(play.at(play.now + 1), 1))
    assert play.call.phase == "holding"
    play.take(BackPressed(play.at(play.now + 20), 1))
    assert play.call.phase == "talking"


def test_words_go_to_the_caller_once() -> None:
    play = WithCall().taken()
    play.says(play.now + 1, HELLO)
    assert play.screen.seen_id == play.call.seen_id == snowflake(play.at(play.now + 1)) + 1
    before = play.screen
    play.says(play.now + 1, HELLO)
    assert play.screen == before
    play.says(play.now - 1, "typed while it rang")
    assert play.screen == before


def test_skipped_while_it_rings() -> None:
    play = WithCall()
    play.take(Skipped(play.at(30), 1, 0, SCREEN_PART))
    assert play.screen.phase is Phase.ENDED
    assert play.kinds() == [ShowReport]
    assert not play.screen.called


def test_skip_does_nothing_on_the_line_nor_from_the_card_of_a_question() -> None:
    play = WithCall()
    assert play.take(Skipped(play.at(30), 1, 1, 0)) == [Reply(Line.OLD_BUTTON)]
    play.taken()
    assert play.take(Skipped(play.at(40), 1, 0, SCREEN_PART)) == [Reply(Line.OLD_BUTTON)]
    assert play.screen.phase is Phase.CALLING


def test_only_the_form_of_the_call_speaks_to_the_caller() -> None:
    play = WithCall().taken()
    assert play.take(FormOpened(play.at(30), 1, 0, 0)) == [Reply(Line.OLD_BUTTON)]
    assert play.take(FormSubmitted(play.at(31), 1, 0, 0, "of a question")) == [ReplyLate(Line.LATE, "of a question")]
    assert play.take(FormOpened(play.at(32), 1, 0, SCREEN_PART)) == [ShowForm(0, 0)]
    play.take(FormSubmitted(play.at(35), 1, 0, SCREEN_PART, HELLO))
    assert [spoken.text for spoken in play.call.log].count(HELLO) == 1


def test_nobody_takes_it_so_the_screen_pauses_and_it_rings_again() -> None:
    play = WithCall()
    rang = play.screen.phase_since
    assert play.screen.wake_at == rang + IDLE
    play.take(DeadlinePassed(rang + IDLE))
    assert play.effects == [Tell(Line.STILL_THERE)]
    play.take(DeadlinePassed(rang + 2 * IDLE))
    assert play.effects == [PutPause()]
    play.now = 2 * IDLE / SECOND + 60
    assert play.take(Resumed(play.at(play.now))) == [PutBriefing()]
    play.solved()
    assert play.kinds()[-1] is ShowReport


def test_never_taken_it_ends_with_the_report_of_the_answers() -> None:
    play = WithCall()
    play.take(DeadlinePassed(play.screen.phase_since + 2 * IDLE))
    play.take(DeadlinePassed(play.screen.phase_since + 2 * IDLE))
    play.take(DeadlinePassed(play.screen.phase_since + PAUSED))
    assert play.kinds() == [ShowReport]


def test_stopped_on_the_line_it_counts_what_was_said() -> None:
    play = WithCall().taken()
    play.tells(HELLO)
    play.take(Stopped(play.at(play.now + 1)))
    assert play.call.outcome is Outcome.ABANDONED
    assert KeepCall in play.kinds()
    assert play.effects[-1] == ShowReport(early=True)


def test_gone_on_the_line_the_call_is_kept() -> None:
    play = WithCall().taken()
    play.take(Gone(play.at(30), "thread"))
    assert play.kinds() == [KeepCall]
    assert play.screen.phase is Phase.ENDED


def test_refused_on_the_line_the_caller_is_gone_and_the_report_comes_later() -> None:
    play = WithCall().taken()
    play.take(Refused(play.at(30), "permission", "Send Messages"))
    assert play.kinds() == [KeepCall]
    assert play.screen.phase is Phase.PAUSED
    play.take(Resumed(play.at(90)))
    assert play.kinds() == [ShowReport]


def test_refused_while_it_rings_it_rings_again() -> None:
    play = WithCall()
    play.take(Refused(play.at(30), "permission", "Send Messages"))
    assert play.screen.phase is Phase.PAUSED
    assert play.take(Resumed(play.at(90))) == [PutBriefing()]


def test_an_edit_is_told_in_the_words_of_the_call_once() -> None:
    play = WithCall().taken()
    play.says(play.now + 1, HELLO)
    changed = Changed(play.at(play.now + 2), play.screen.seen_id)
    assert play.take(changed) == [Tell(Line.CHANGED, on_call=True)]
    assert play.take(changed) == []
    answer = play.screen.turns[0].parts[0].pieces[0].message_id
    assert play.take(Changed(play.at(play.now + 3), answer)) == [Tell(Line.CHANGED)]


def test_content_that_was_taken_away_ends_the_call_without_a_record() -> None:
    play = WithCall().taken()
    play.script = replace(CONTENT, pack=replace(CONTENT.pack, calls={}))
    play.says(play.now + 1, HELLO)
    assert play.kinds() == [Tell, ShowReport]


def test_a_call_that_is_gone_before_it_rings_is_left_out() -> None:
    play = WithCall(script=replace(CONTENT, pack=replace(CONTENT.pack, calls={})))
    assert play.screen.phase is Phase.ENDED
    assert play.kinds() == [ShowReport]


def test_closing_on_the_caller_ends_it_like_any_call() -> None:
    play = WithCall().taken()
    play.take(ClosePressed(play.at(30), 1))
    assert [fail.id for fail in play.call.fails] == ["hanging-up"]
    assert play.kinds()[-1] is ShowReport
    assert play.take(ClosePressed(play.at(31), 1)) == [Reply(Line.OLD_BUTTON)]


def test_a_question_tried_again_after_the_end_brings_no_other_call() -> None:
    play = WithCall().solved()
    play.take(TryAgainPressed(play.at(100), 1, 0, 0))
    assert play.effects == [PutQuestion(2, 0)]
    play.posted(101)
    play.says(105, "another answer to it, number 2")
    play.take(DonePressed(play.at(106), 1, 2, 0))
    assert play.screen.phase is Phase.ENDED
    assert play.kinds()[-1] is ShowFeedback


def test_a_screen_of_before_calls_is_read() -> None:
    row = session_row(fresh())
    state = row.state.replace('"shows":"",', "").replace('"call":null,', "")
    assert state != row.state
    assert screen_of(replace(row, state=state)) == fresh()


def test_the_call_takes_the_place_of_the_last_question_and_not_right_after_its_own() -> None:
    pack = CONTENT.pack
    assert with_call(("a", "b", "told", "c"), pack) == (("a", "told", "b"), "told")
    assert with_call(("a", "b", "c", "told"), pack) == (("a", "told", "b"), "told")
    assert with_call(("told", "a", "b", "c"), pack) == (("told", "a", "b"), "told")
    assert with_call(("a", "told", "c"), pack) == (("a", "told", "c"), "")  # too few
    assert with_call(("a", "b", "c", "a"), pack) == (("a", "b", "c", "a"), "")
    retired = replace(pack, calls={SHOWN: replace(towels(), retired=True)})
    assert with_call(("a", "b", "told", "c"), retired)[1] == ""


def test_over_in_the_middle_of_a_call_it_wakes_no_more() -> None:
    play = WithCall().taken()
    ended = over(play.screen, play.at(50), "server")
    assert ended.wake_at is None
