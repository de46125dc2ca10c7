"""`/leaderboard`: only who agreed is seen, one's own place always is, weeks end at the server's midnight."""

import re
from collections.abc import AsyncIterator

import pytest

from bot.config import Config
from bot.practice.settings import Seen

from .boarding import DAY, join, now, rated, seen, until
from .world import World, buttons, text, worlds


@pytest.fixture
async def autumn(config: Config) -> AsyncIterator[World]:
    """A world that begins on the Sunday on which clocks go back in Berlin."""
    async with worlds(config, begins="2026-10-25T02:30:00+02:00") as world:
        yield world


async def board(world: World, who: object = None, **options: object) -> str:
    reply = await world.command("leaderboard", who, **options)
    assert reply.private
    return reply.text


def ranks(shown: str) -> list[int]:
    return [int(rank) for rank in re.findall(r"(\d+)\\\.", shown)]


async def test_only_who_agreed_is_seen_and_leaving_takes_effect_at_once(world: World) -> None:
    bob, carl = join(world, "bob"), join(world, "carl")
    assert "/screen start" in await board(world)
    for who, overall in ((world.anna, 80), (bob, 60), (carl, 50)):
        await rated(world, who, overall)
    assert "Nobody" in await board(world, bob)  # nobody has agreed yet
    await seen(world, bob)
    await seen(world, carl, Seen.ANONYMOUS)
    shown = await board(world, bob)
    assert f"**1\\. {bob.mention} · 60 points** (you)" in shown
    assert "2\\. a member · 50 points" in shown
    assert world.anna.mention not in shown
    assert carl.mention not in shown

    reply = await world.command("leaderboard")  # Anna was not asked yet, and reads where she would stand
    assert f"{world.anna.mention} · 80 points** (you)" in reply.text
    assert "Only you see" in reply.text
    assert buttons(reply.message)[-2:] == ["Show me with my name", "Show me as “a member”"]
    await world.press("Show me with my name", reply.message)
    shown = await board(world, bob)
    assert shown.index(world.anna.mention) < shown.index(bob.mention)

    await seen(world, world.anna, Seen.ABSENT)
    assert world.anna.mention not in await board(world, bob)
    assert "/settings" in await board(world)


async def test_pages_and_neighbours(world: World) -> None:
    members = [join(world, f"member{number}") for number in range(24)]
    for index, who in enumerate(members):
        await rated(world, who, 90 - index)
        await seen(world, who)
    reader = members[19]
    reply = await world.command("leaderboard", reader)
    assert ranks(reply.text) == [*range(1, 11), *range(18, 23)]
    assert ranks(await board(world, reader, page=99)) == [21, 22, 23, 24, 18, 19, 20, 21, 22]

    pressed = await reader.click(reply.message, label="Lower places")
    shown = await reader.click(pressed.response or reply.message, label="Lower places")
    assert ranks(text(shown.response))[:4] == [21, 22, 23, 24]

    await reader.slash(world.channel, "leaderboard", public=True)
    message = world.cards(world.channel)[-1]
    assert ranks(text(message)) == list(range(1, 11))
    own = await world.press("My place", message, members[23])
    assert own.private
    assert ranks(own.text)[-3:] == [22, 23, 24]
    assert ranks(text(world.cards(world.channel)[-1])) == list(range(1, 11))

    await world.bot.settings.change_guild(world.guild.id, boards_public=False)
    assert "for your eyes" in await board(world, public=True)
    assert len(world.cards(world.channel)) == 1


async def test_who_left_the_server_left_its_boards_until_they_are_back(world: World) -> None:
    bob = join(world, "bob")
    for who in (world.anna, bob):
        await rated(world, who, 60)
        await seen(world, who)
    assert bob.mention in await board(world)
    world.guild.remove_member(bob)
    await world.wait(601)
    assert bob.mention not in await board(world)
    bob = world.guild.add_member(bob.user if hasattr(bob, "user") else bob)
    assert "(you)" in await board(world, bob)
    assert bob.mention in await board(world)


async def test_a_week_ends_at_the_servers_midnight_also_when_summer_time_does(autumn: World) -> None:
    world = autumn
    await world.bot.settings.change_guild(world.guild.id, zone="Europe/Berlin")
    await seen(world, world.anna)
    await until(world, "2026-10-25T23:30:00+01:00")
    await rated(world, world.anna, 70)
    await rated(world, world.anna, 20, "double-charge", now(world) + 29 * 60_000 + 59_000)  # in its last second
    await rated(world, world.anna, 9, "angry-caller", now(world) + 30 * 60_000)  # the next week's first
    assert "90 points" in await board(world)
    await until(world, "2026-10-25T23:59:58+01:00")
    assert "90 points" in await board(world)
    await world.wait(3)
    assert " · 9 points" in await board(world)
    for period in ("this month", "this season", "all time"):
        assert "99 points" in await board(world, period=period)
    await world.wait(8 * DAY)
    assert "Nobody" in await board(world, period="this month")
    assert "99 points" in await board(world, period="this season")


async def test_improvement_is_measured_against_the_time_before(world: World) -> None:
    await seen(world, world.anna)
    assert "no improvement of all time" in await board(world, kind="improvement", period="all time")
    for number in range(5):
        await rated(world, world.anna, 50, f"question-{number}")
    await world.wait(7 * DAY)
    for number in range(5):
        assert "Nobody" in await board(world, kind="improvement")
        await rated(world, world.anna, 62, f"question-{number}")
    assert "+12.0 points" in await board(world, kind="improvement")
    assert "1 day" in await board(world, kind="consistency")
    assert "press **Join**" in await board(world, kind="drills")
