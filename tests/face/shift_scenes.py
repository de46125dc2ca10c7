"""Scenes for the cards of a shift: played by its rules, on the documented campaign."""

from dataclasses import replace

from bot.packs.dialer_players import ShiftPlay
from bot.practice.dialer.content import Campaign
from bot.practice.dialer.effects import KeepShift
from bot.practice.dialer.shift import Shift
from bot.stage import ShiftScene
from bot.state import shift_row
from tests.practice.dialer.shifts import GOOD, one, play, towels

__all__ = ["GOOD", "one", "over", "play", "scene", "towels"]


def scene(shift: Shift, campaign: Campaign | None = None) -> ShiftScene:
    """A shift that goes on."""
    return ShiftScene(shift, campaign or towels())


def over(playing: ShiftPlay, campaign: Campaign | None = None, name: str = "Anna") -> ShiftScene:
    """A shift that is over, with its record."""
    assert playing.result is not None
    shift = replace(playing.shift, member_name=name)
    return ShiftScene(shift, campaign or towels(), shift_row(shift, KeepShift(playing.result), "line 1+x"))
