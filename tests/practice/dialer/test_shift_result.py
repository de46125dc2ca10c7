"""Who is dialled in a shift, drawn from the seed, and what the shift comes to."""

from itertools import pairwise

import pytest

from bot.packs.dialer_players import ShiftPlay, good
from bot.practice.dialer.drawing import draw
from bot.practice.dialer.result import Seconds, about
from bot.practice.dialer.shift import FEWEST, MOST
from bot.practice.events import (
    Stopped,
)

from .shifts import GOOD, core, one, play, towels

# Drawn from the seed


def test_the_same_seed_dials_the_same_numbers() -> None:
    campaign = core()["city-buses"]
    assert draw(campaign, 7, 2, 6) == draw(campaign, 7, 2, 6)
    assert draw(campaign, 7, 2, 6) != draw(campaign, 8, 2, 6)


@pytest.mark.parametrize("campaign", ["city-buses", "fibre-offer", "clinic-reminders"])
def test_no_two_alike_in_a_row_and_nobody_twice(campaign: str) -> None:
    for seed in range(100):
        drawn = draw(core()[campaign], seed, 1 + seed % 3, MOST)
        alike = [(connection.kind, connection.answer) for connection in drawn]
        assert all(one != other for one, other in pairwise(alike))
        home = [c.contact for c in drawn if c.kind != "gatekeeper"]
        assert len(set(home)) == len(home)
        assert len({connection.hello for connection in drawn}) == MOST


def test_harder_shifts_have_fewer_of_the_person_asked_for() -> None:
    def persons(difficulty: int) -> int:
        drawn = [c for seed in range(150) for c in draw(core()["city-buses"], seed, difficulty, FEWEST)]
        return sum(connection.kind == "person" for connection in drawn)

    assert persons(1) > persons(2) > persons(3) > 0


def test_every_kind_comes_up() -> None:
    campaign = core()["fibre-offer"]
    drawn = {c.kind for seed in range(100) for c in draw(campaign, seed, 2, MOST)}
    assert drawn == set(campaign.kinds)


# The result


def test_the_result_has_hits_seconds_and_what_was_missing() -> None:
    playing = play(one(), one("person", "who-again"), one("person", "busy"))
    playing.say(GOOD, think=2_000)
    playing.connect()
    playing.say("Good morning Mr Mueller, this is Ines from Harbour Hotels.", think=6_000)
    playing.say("Ah well, goodbye.")
    playing.connect()
    playing.say("Hello?", think=3_000)
    playing.say("Bye.")
    result = playing.result
    assert result is not None
    assert (result.hits, result.connections, result.overall) == (1, 3, 20)
    assert result.send == Seconds(3_000, 6_000)
    assert dict(result.missing) == {"says-why": 1, "asks-to-go-on": 1, "hello-back": 1}
    assert result.corrected is not None
    assert result.corrected.connection == 1
    assert result.corrected.better.startswith("Good morning Mr Mueller, this is Ines from Harbour Hotels. It's about")


def test_stopping_after_one_hit_is_no_whole_shift() -> None:
    playing = play(one(), one("person", "busy"))
    playing.say(GOOD)
    playing.take(Stopped(playing.at))
    assert playing.result is not None
    assert (playing.result.hits, playing.result.connections, playing.result.overall) == (1, 1, 20)


def test_a_perfect_shift_has_nothing_to_correct() -> None:
    for campaign in core().values():
        playing = ShiftPlay(campaign, seed=3, size=10, difficulty=3).play(good)
        assert playing.result is not None
        assert playing.result.hits == 10
        assert playing.result.corrected is None


def test_about_a_connection_names_what_was_missing_and_how_it_would_go() -> None:
    playing = play(one("take-me-off", "off-the-list"))
    playing.say(GOOD)
    playing.say("But it only takes a minute.")
    told = about(playing.shift, towels(), 0)
    assert not told.hit
    assert "that they come off the list" in [part.says for part in told.missing]
    assert [(part.says, quote) for part, quote in told.spoilt] == [("persuading", "But it only takes a minute")]
    assert "off our list" in told.model
