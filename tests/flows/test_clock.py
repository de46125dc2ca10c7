"""Our own clock is wrong, and no member notices: limits and what cards show go by Discord's."""

import re
from collections.abc import AsyncIterator

import pytest

import bot.client
from bot.config import Config
from bot.practice.timing import LIMITS, Pace, snowflake_time

from .packs import GOOD
from .test_timing import feedback, told
from .world import QUIET, World, text, worlds

BEGIN = LIMITS[Pace.PRESSURE].begin


@pytest.fixture(params=[20_000, -20_000], ids=["ahead", "behind"])
async def skewed(
    request: pytest.FixtureRequest, config: Config, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[World]:
    """A world in which the bot's own clock is so many ms wrong."""
    right = bot.client.now
    monkeypatch.setattr(bot.client, "now", lambda: right() + request.param)
    async with worlds(config) as world:
        yield world


async def test_an_answer_begun_in_time_counts(skewed: World) -> None:
    await skewed.start_screen(pace="pressure")
    await skewed.wait(9)
    await skewed.say(GOOD)
    await skewed.wait(QUIET)
    assert "2 of 3" in text(skewed.question)
    await skewed.command("screen stop")
    assert told(skewed, "does not count") == 0
    assert "began after 9 s" in feedback(skewed)[0].lower()


async def test_typing_in_time_is_a_beginning(skewed: World) -> None:
    await skewed.start_screen(pace="pressure")
    await skewed.wait(9)
    await skewed.anna.typing(skewed.thread)
    await skewed.wait(11)
    await skewed.say(GOOD)
    await skewed.wait(QUIET)
    await skewed.command("screen stop")
    assert "began after 9 s" in feedback(skewed)[0].lower()


async def test_limits_pass_when_discords_time_says_so(skewed: World) -> None:
    await skewed.start_screen(pace="pressure")
    await skewed.wait(10)
    assert "1 of 3" in text(skewed.question)
    await skewed.wait(5)  # a second until the ticking timestamp's, and three for what is on its way
    assert "2 of 3" in text(skewed.question)


async def test_the_card_counts_down_to_the_limit(skewed: World) -> None:
    await skewed.start_screen(pace="pressure")
    shown = re.search(r"<t:(\d+):R>", text(skewed.question))
    assert shown is not None
    assert BEGIN is not None
    assert 0 <= int(shown[1]) * 1000 - snowflake_time(skewed.question.id) - BEGIN <= 1000
