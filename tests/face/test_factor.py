"""A member's own limits stand on their cards; what others see says nothing of a time factor."""

from dataclasses import replace

import pytest

from bot.face import call_cards, cards, report_card, scorecard_card, shift_cards, shift_result_card
from bot.packs.dialer_players import good
from bot.practice.calls.call import Hold, Phase
from bot.practice.effects import PutQuestion
from bot.practice.report import report
from bot.practice.timing import Pace
from tests.face import call_scenes, shift_scenes
from tests.face.scenes import ASKED_AT, SCORE, pack, row, said, scene, turn


def test_a_screens_cards_show_the_own_limits() -> None:
    shown = scene([turn(outcome=None)], pace=Pace.PRESSURE, factor=2.0)
    assert "20 seconds to begin and 120 to answer" in said(cards.lobby(shown))
    assert "After about 12 quiet seconds" in said(cards.lobby(shown))
    question = said(cards.question(shown, PutQuestion(0, 0), ASKED_AT))
    assert "Begin within 20 s" in question
    assert f"<t:{ASKED_AT // 1000 + 120}:R>" in question


@pytest.mark.parametrize(
    ("pace", "told"),
    [
        (Pace.RELAXED, "No time limits, and feedback after every answer."),
        (Pace.REAL, "You have 30 seconds to begin and 120 to answer. Feedback comes at the end."),
        (Pace.PRESSURE, "You have 10 seconds to begin and 60 to answer. Feedback comes at the end."),
    ],
)
def test_without_a_factor_they_are_those_of_the_pace(pace: Pace, told: str) -> None:
    assert told in said(cards.lobby(scene(pace=pace)))


def test_a_calls_cards_show_the_own_limits() -> None:
    waiting = call_scenes.call(factor=2.0, phase=Phase.HOLDING, holds=(Hold(ASKED_AT, True),))
    assert "every 90 seconds" in said(call_cards.desk(call_scenes.scene(waiting)))
    briefing = said(call_cards.briefing(call_scenes.scene(waiting)))
    assert "after 20" in briefing  # 10 s at this pace
    assert "quiet for 5 seconds" in briefing


def test_a_shifts_card_shows_the_own_limit() -> None:
    shift = shift_scenes.play(shift_scenes.one(), pace=Pace.REAL).shift
    assert "within 16 seconds" in said(shift_cards.briefing(shift_scenes.scene(replace(shift, factor=2.0))))


def test_what_is_shared_is_the_same_with_any_factor() -> None:
    screens, calls, shifts = set(), set(), set()
    played = shift_scenes.play(shift_scenes.one()).play(good)
    for factor in (1.0, 2.0):
        screen = scene([turn()], [row()], of=pack(), pace=Pace.REAL, factor=factor)
        screens.add(said(report_card.share(screen, report(screen.screen, {0: SCORE}))))
        calls.add(said(scorecard_card.share(call_scenes.over(factor=factor))))
        over = shift_scenes.over(played)
        shifts.add(said(shift_result_card.share(replace(over, shift=replace(over.shift, factor=factor)))))
    assert len(screens) == len(calls) == len(shifts) == 1
