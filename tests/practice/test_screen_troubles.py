"""What a screen does when things go wrong: refusals, floods, impatience."""

import pytest

from bot.practice.effects import DropThread, KeepTurn, Line, PutQuestion, Reply, Share, ShowReport, Tell
from bot.practice.events import (
    NextPressed,
    Refused,
    Resumed,
    SharePressed,
    Skipped,
    Stopped,
    ThreadOpened,
    TryAgainPressed,
)
from bot.practice.screen import Outcome, Phase
from bot.practice.screen_steps import MOST_MESSAGES, MOST_SAID, step
from bot.practice.timing import SILENCE

from .play import SCRIPT, T0, Play, fresh


def ended() -> Play:
    play = Play(questions=("a",))
    play.says(1, "an answer")
    play.rings(10)
    play.take(NextPressed(play.at(11), 1, 0, 0))
    assert play.effects == [ShowReport(early=False)]
    return play


def test_a_share_that_is_refused_is_told_and_can_be_tried_again() -> None:
    play = ended()
    assert Share() in play.take(SharePressed(play.at(20)))
    assert play.take(Refused(play.at(21), "permission", "Send Messages")) == [Tell(Line.NOT_SHARED)]
    assert play.take(Refused(play.at(22), "permission", "Send Messages")) == []  # telling it is refused too: no more
    assert Share() in play.take(SharePressed(play.at(30)))


def test_stopped_while_the_thread_is_still_opening_leaves_no_thread() -> None:
    screen, _ = step(fresh(), Stopped(T0), SCRIPT)
    assert screen.ended_at == T0
    screen, effects = step(screen, ThreadOpened(T0 + 9_000, 9), SCRIPT)
    assert effects == [DropThread()]
    assert screen.thread_id == 9


def test_a_card_that_cannot_be_made_pauses_and_says_so_once() -> None:
    play = Play()
    assert play.take(Refused(play.at(1), "content", "bug")) == [Tell(Line.WENT_WRONG)]
    assert play.screen.phase is Phase.PAUSED
    assert play.take(Refused(play.at(2), "content", "bug")) == []
    assert play.take(Resumed(play.at(3))) == [PutQuestion(0, 0)]


@pytest.mark.parametrize(
    ("words", "times"), [("x" * 2_001, MOST_SAID // 2_000), ("and", MOST_MESSAGES + 1)], ids=["long", "many"]
)
def test_nobody_says_more_than_an_interviewer_hears(words: str, times: int) -> None:
    play = Play()
    second = SILENCE / 1000 - 1  # never quiet long enough
    for message in range(times):
        assert not play.kept()
        play.says(message * second + 1, words)
    assert play.effects[0] == Tell(Line.HEARD_ENOUGH)
    assert play.kept()[0].answer.count(words) == times


@pytest.mark.parametrize("nothing", ["", "   ", "\u200b\u200d", "\N{THUMBS UP SIGN}", "..."])
def test_what_has_no_word_in_it_is_no_answer(nothing: str) -> None:
    play = Play()
    assert play.says(1, nothing) == [Tell(Line.NO_WORDS)]
    assert play.says(2, nothing) == []
    assert play.screen.turn.said == ""


@pytest.mark.parametrize("words", ["yes", "да", "はい", "42"])
def test_words_of_any_script_and_figures_are_words(words: str) -> None:
    play = Play()
    assert play.says(1, words) == []
    assert play.screen.turn.said == words


def test_a_second_try_that_is_skipped_is_over_and_says_so() -> None:
    play = ended()
    play.take(TryAgainPressed(play.at(20), 2, 0, 0))
    play.posted(21)
    effects = play.take(Skipped(play.at(22), 3, 1, 0))
    assert [type(effect) for effect in effects] == [KeepTurn, Tell]
    assert effects[-1] == Tell(Line.OVER)
    assert play.screen.turn.outcome is Outcome.SKIPPED
    assert play.take(Stopped(play.at(23))) == [Reply(Line.OVER)]
