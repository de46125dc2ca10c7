"""`/board pin`: a board that follows what happens, at most once a minute, and tells once how each week ended."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest

from bot.config import Config
from bot.practice.settings import Seen

from .boarding import DAY, join, now, rated, seen, until
from .packs import GOOD
from .world import Mortal, World, text, worlds

MONDAY = "2026-10-26T00:00:00+01:00"


@pytest.fixture
async def hosted(config: Config) -> AsyncIterator[World]:
    """Berlin, on the evening before a week ends; with Mona, who may manage events, and Anna, who is on the boards."""
    async with worlds(config, begins="2026-10-25T20:00:00+01:00") as world:
        role = world.guild.create_role("hosts", permissions=discord.Permissions(manage_events=True))
        world.mona = join(world, "mona", role)  # type: ignore[attr-defined]
        await world.bot.settings.change_guild(world.guild.id, zone="Europe/Berlin")
        await seen(world, world.anna)
        yield world


async def pin(world: World, **options: Any) -> str:
    """`/board pin`."""
    return (await world.command("board pin", world.mona, **options)).text  # type: ignore[attr-defined]


def posted(world: World) -> list[str]:
    """What the bot has posted in the channel."""
    return [text(card) for card in world.cards(world.channel)]


def calls(world: World, method: str) -> int:
    """How often the bot has edited (PATCH) or posted (POST) messages in the channel, without replies."""
    path = f"/channels/{world.channel.id}/messages"
    return sum(entry.method == method and entry.path.startswith(path) for entry in world.env.http_requests)


async def test_a_pinned_board_follows_at_most_once_a_minute(hosted: World) -> None:
    world = hosted
    assert "Moderators" in (await world.command("board pin")).text
    assert "is there" in await pin(world, kind="points")
    assert "Nobody" in posted(world)[0]
    await world.wait(60)
    await world.start_screen()
    await world.answer(GOOD)
    await world.wait(5)
    assert world.anna.mention in posted(world)[0]
    assert calls(world, "PATCH") == 1
    for number in range(20):
        await rated(world, world.anna, 50, f"question-{number}")
        await world.wait(2)
    assert calls(world, "PATCH") == 1  # within the minute
    await world.wait(60)
    assert calls(world, "PATCH") == 2
    await rated(world, world.mona, 50)  # type: ignore[attr-defined]  # is not on boards: nothing to show
    await world.wait(2 * 60 * 60)
    assert calls(world, "PATCH") == 2
    assert len(posted(world)) == 1

    await pin(world, period="this month")  # in place of the first
    assert "this month" in posted(world)[-1]
    assert len(posted(world)) == 1
    assert "1 board" in (await world.command("board unpin", world.mona)).text  # type: ignore[attr-defined]
    assert posted(world) == []
    await world.bot.settings.change_guild(world.guild.id, boards_public=False)
    assert "not shown to all" in await pin(world)


async def test_who_leaves_the_boards_leaves_the_pinned_ones_and_recaps_at_once(hosted: World) -> None:
    world = hosted
    await rated(world, world.anna, 80)
    await pin(world)
    await until(world, MONDAY)
    await world.wait(200)
    await rated(world, world.anna, 70)
    await world.command("leaderboard", public=True)
    await world.wait(100)
    await rated(world, world.anna, 75)
    await world.wait(4)  # the minute has just begun
    assert all(world.anna.mention in said for said in posted(world))
    assert len(posted(world)) == 3
    await seen(world, world.anna, Seen.ABSENT)
    await world.wait(1)
    assert not any(world.anna.mention in said for said in posted(world))
    assert "80 points" in posted(world)[1]  # the recap says how it was, without the name


async def test_a_name_is_taken_back_also_after_a_kill(hosted: World) -> None:
    world = hosted
    await rated(world, world.anna, 80)
    await world.command("leaderboard", public=True)
    assert world.anna.mention in posted(world)[0]
    await world.bot.pins.close()  # as if it were killed before the message is edited
    await seen(world, world.anna, Seen.ANONYMOUS)
    await world.wait(5)
    assert world.anna.mention in posted(world)[0]
    await world.restart()
    await world.wait(5)
    assert world.anna.mention not in posted(world)[0]
    assert await world.bot.store.names_to_take_back() == []


async def test_a_week_is_told_of_once_at_the_servers_midnight(hosted: World) -> None:
    world = hosted
    await world.bot.settings.change_guild(world.guild.id, dates="de")
    await pin(world)
    await pin(world, kind="consistency", period="all time")
    await rated(world, world.anna, 80)
    await until(world, "2026-10-25T23:59:59+01:00")
    await rated(world, world.anna, 11, "double-charge")  # in the last second
    await world.wait(1.5)
    assert len(posted(world)) == 2
    assert "Nobody" in posted(world)[0] or "80 points" in posted(world)[0]
    await world.wait(60)
    assert "Nobody" in posted(world)[0]  # a new week
    await world.wait(120)
    recap = posted(world)[2]
    assert "The week is over\n-# 19. Oktober 2026 to 25. Oktober 2026" in recap  # as the server writes dates
    assert f"{world.anna.mention} · 91 points" in recap
    assert "1 member" in recap
    await world.restart()
    await world.wait(3 * DAY)
    assert len(posted(world)) == 3

    async with world.away():  # over the next midnight, after an answer
        await world.env.advance_time(0)
    await rated(world, world.anna, 33)
    async with world.away():
        await world.wait(6 * DAY)
    await world.wait(130)
    assert len(posted(world)) == 4
    assert "33 points" in posted(world)[3]
    await world.wait(14 * DAY)
    assert len(posted(world)) == 4  # nobody practised in those weeks: there is nothing to tell


async def test_a_board_whose_message_or_permission_is_gone_is_given_up(hosted: World) -> None:
    world = hosted
    await pin(world)
    await world.cards(world.channel)[0].delete()
    await rated(world, world.anna, 80)
    await world.wait(70)
    assert posted(world) == []
    assert await world.bot.store.pins(world.guild.id) == []

    await pin(world)
    await pin(world, kind="drills")
    world.env.inject_error("PATCH", "/channels/*/messages/*", status=500)
    await world.wait(60)
    await rated(world, world.anna, 90)
    await world.wait(5)
    assert "90 points" not in posted(world)[0]  # Discord failed
    await world.wait(61)
    assert "90 points" in posted(world)[0]
    world.env.inject_error("PATCH", "/channels/*/messages/*", status=403, code=50013, times=None)
    await rated(world, world.anna, 99)
    await world.wait(61)
    assert [row.kind for row in await world.bot.store.pins(world.guild.id)] == ["drills"]
    owner = world.guild.owner.dm_channel.history()
    assert "no longer kept up to date" in owner[-1].content
    assert world.channel.mention in owner[-1].content


@pytest.mark.parametrize("at", ["after keep_pin 1", "before keep_pin 2"])
async def test_a_kill_while_pinning_shows_one_board(hosted: World, at: str) -> None:
    world = hosted
    point, number = at.rsplit(" ", 1)
    left = int(number)

    def dead(here: str) -> bool:
        nonlocal left
        left -= here == point
        return left <= 0

    world.bot.pins._store = Mortal(world.bot.store, dead)
    with pytest.raises(asyncio.CancelledError), world.env._bot_scope():
        await world.bot.pins.pin(world.guild.id, world.channel.id, "points", "week", now(world))
    await world.restart()
    await world.wait(61)
    assert len(posted(world)) == 1
    (row,) = await world.bot.store.pins(world.guild.id)
    assert row.message_id == world.cards(world.channel)[0].id
    assert row.edited_at <= now(world)


async def test_a_kill_while_a_week_is_told_of_shows_one_recap(hosted: World) -> None:
    world = hosted
    await pin(world)
    await rated(world, world.anna, 80)
    await until(world, "2026-10-26T00:01:30+01:00")
    dead = False

    def dies(here: str) -> bool:
        nonlocal dead
        dead = dead or here == "before keep_pin"
        return dead

    world.bot.pins._store = Mortal(world.bot.store, dies)
    await world.wait(60)
    assert dead
    await world.restart()
    await world.wait(600)
    assert sum("The week is over" in said for said in posted(world)) == 1
    (row,) = await world.bot.store.pins(world.guild.id)
    assert row.week == "week-2026-43"
