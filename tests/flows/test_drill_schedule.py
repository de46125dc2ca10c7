"""Drills that are scheduled: issue 5, "`/drill schedule`"."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import discord

from bot.practice.scheduling import LEAD, moment, wall_clock

from .drilling import drill, member, moderator
from .world import Reply, World, buttons, text

BERLIN = "Europe/Berlin"
MINUTE = 60_000
WEEK = 7 * 24 * 60 * MINUTE


def now(world: World) -> int:
    return round(world.env.now().timestamp() * 1000)


def evening(world: World, days: int = 1, zone: str = "UTC") -> tuple[str, int]:
    """19:00 in the zone so many days ahead, as it is typed, and its moment."""
    typed = f"{wall_clock(now(world), zone) + timedelta(days=days):%Y-%m-%d} 19:00"
    return typed, moment(datetime.fromisoformat(typed), zone)


async def schedule(world: World, who: Any, when: str, **options: Any) -> Reply:
    options = {"pack": "three", "number": 1, "title": "Tuesday drill", **options}
    return await world.command("drill schedule", who, when=when, **options)


def events(world: World) -> list[Any]:
    return list(world.env.backend.get_guild(world.guild.id).scheduled_events.values())


def starts(event: Any) -> int:
    return round(datetime.fromisoformat(event.scheduled_start_time).timestamp() * 1000)


def said(world: World, part: str) -> list[discord.Message]:
    """What the bot said in the channel with these words."""
    return [card for card in world.cards(world.channel) if part in text(card)]


async def until(world: World, at: int) -> None:
    await world.wait((at - now(world)) / 1000)


async def test_every_week(world: World) -> None:
    mona, ben, carla = moderator(world), member(world, "ben"), member(world, "carla")
    await world.bot.settings.change_guild(world.guild.id, zone=BERLIN)
    typed, time = evening(world, zone=BERLIN)
    assert "moderators" in (await schedule(world, ben, typed)).text
    assert "in the past" in (await schedule(world, mona, "2020-01-01 19:00")).text
    assert "`tuesday 7pm`" in (await schedule(world, mona, "when it suits")).text
    assert "no pack" in (await schedule(world, mona, typed, pack="four")).text
    assert events(world) == []
    reply = await schedule(world, mona, typed, weekly=True, title="*Tuesday* evening")
    for part in (f"<t:{time // 1000}:F>", "every week", BERLIN, "\\*Tuesday\\* evening", "its event"):
        assert part in reply.text

    (event,) = events(world)
    assert (event.name, starts(event)) == ("*Tuesday* evening", time)
    assert (event.entity_type, event.entity_metadata) == (3, {"location": world.channel.mention})
    await ben.subscribe_event(event)
    await until(world, time - LEAD - 1000)
    assert said(world, "Tuesday") == []
    await world.wait(2)
    put, reminder = said(world, "Tuesday")
    assert {"Join", "Leave"} <= set(buttons(put))
    assert [user.id for user in reminder.mentions] == [ben.id]
    link = reminder.components[0].children[-1].children[0]  # type: ignore[union-attr]  # the reminder's button
    assert f"/{world.channel.id}/{put.id}" in link.url
    listed = await world.command("drill list", carla)
    assert listed.private
    assert "its lobby is open" in listed.text
    assert buttons(listed.message) == []

    await world.press("Join", put, ben)
    await until(world, time + 1000)
    assert (await drill(world)).thread_id
    _, following = sorted(events(world), key=starts)
    assert starts(following) == time + WEEK
    listed = await world.command("drill list", mona)
    assert f"<t:{(time + WEEK) // 1000}:F>" in listed.text
    assert f"is on: {world.thread.mention}" in listed.text
    assert buttons(listed.message) == ["Cancel"]
    await world.press("Cancel", listed.message, mona)
    assert "No drill is scheduled" in text(listed.message)
    assert events(world) == [event]
    await until(world, time + WEEK)
    assert len(said(world, "Join")) == 1


async def test_missed_while_the_bot_was_away(world: World) -> None:
    mona, mia, ben = moderator(world), moderator(world, "mia"), member(world, "ben")
    typed, time = evening(world)
    await schedule(world, mona, typed, title="Once")
    await schedule(world, mona, typed, title="Weekly", weekly=True)
    async with world.away():
        await until(world, time + 15 * 24 * 60 * MINUTE)
    await world.wait(1)
    (once,), (weekly,) = said(world, "Once"), said(world, "Weekly")
    assert f"<t:{time // 1000}:F>" in text(once)
    assert "I was away" in text(once)
    assert "3 times" in text(weekly)  # and told once
    assert f"The next one is <t:{(time + 3 * WEEK) // 1000}:F>" in text(weekly)
    assert sorted(starts(event) for event in events(world))[-1] == time + 3 * WEEK

    assert "was missed" in (await world.command("drill list", mona)).text
    await world.restart()
    await world.wait(60)
    assert len(said(world, "I was away")) == 2
    assert "moderators" in (await world.press("Start now", once, ben)).text
    await world.press("Start now", once, mia)
    put = said(world, "Once")[-1]
    assert "Join" in buttons(put)
    (once,) = said(world, "was late, but takes place")
    assert buttons(once) == []
    assert "was missed" not in (await world.command("drill list", mona)).text
    await world.press("Join", put, ben)
    await world.wait(125)
    begun = await drill(world)
    assert (begun.title, begun.member_id, begun.thread_id is not None) == ("Once", mia.id, True)

    cog: Any = world.bot.get_cog("DrillSchedule")
    (kept,) = cog.planner.of_guild(world.guild.id)
    pressed = [cog.planner.start_now(kept.id, time, who.id, who.name) for who in (mona, mia)]
    first, second = await asyncio.gather(*pressed)  # two who press at once start it once
    assert first.id == second.id
    assert len(said(world, "Weekly")) == 2


async def test_without_the_permission_it_opens_all_the_same(world: World) -> None:
    mona, ben = moderator(world), member(world, "ben")
    roles = world.env.backend.get_guild(world.guild.id).roles
    own = next(role for role in roles.values() if role.managed)
    granted = own.permissions
    own.permissions = granted & ~discord.Permissions.manage_events.flag & ~discord.Permissions.create_events.flag
    typed, time = evening(world)
    assert "**Create Events**" in (await schedule(world, mona, typed, weekly=True)).text
    assert "**Create Events**" in (await world.command("drill list", ben)).text
    await until(world, time - LEAD + 1000)
    (put,) = said(world, "Tuesday drill")
    assert "Join" in buttons(put)
    own.permissions = granted
    await until(world, time + 1000)
    (event,) = events(world)  # the next one has its event
    assert starts(event) == time + WEEK


async def test_what_others_do_to_an_event_and_another_time_zone(world: World) -> None:
    mona, ben = moderator(world), member(world, "ben")
    typed, time = evening(world, days=2)
    for title in ("Deleted", "Moved"):
        await schedule(world, mona, typed, title=title)
    deleted, moved = sorted(events(world), key=lambda event: event.name)
    await ben.subscribe_event(moved)
    backend, later = world.env.backend, datetime.fromtimestamp(time / 1000 + 3600, UTC).isoformat()
    backend.edit_scheduled_event(world.guild.id, moved.id, {"scheduled_start_time": later})
    backend.delete_scheduled_event(world.guild.id, deleted.id)
    listed = (await world.command("drill list", ben)).text
    assert "Its event is gone" in listed
    assert f"moved its event to <t:{time // 1000 + 3600}:F>" in listed
    assert listed.count(f"<t:{time // 1000}:F>") == 2  # at their own times

    with world.env._bot_scope():
        await world.bot.settings.change_guild(world.guild.id, zone="America/New_York")
    await world.wait(1)
    there = moment(datetime.fromisoformat(typed), "America/New_York")
    listed = (await world.command("drill list", ben)).text
    assert listed.count(f"<t:{there // 1000}:F>") == 2
    assert [starts(event) for event in events(world)] == [there]  # whoever is interested stays so
    await until(world, there - LEAD + 1000)
    assert len(said(world, "Deleted")) == 1  # its lobby
    (reminder,) = said(world, "lobby is open")
    assert [user.id for user in reminder.mentions] == [ben.id]


async def test_many_are_reminded_once_though_the_bot_dies_in_it(world: World) -> None:
    mona = moderator(world)
    typed, time = evening(world)
    await schedule(world, mona, typed)
    (event,) = events(world)
    crowd = {member(world, f"caller {number}").id for number in range(150)}
    event.user_ids |= crowd
    cog: Any = world.bot.get_cog("DrillSchedule")
    posted = cog.calendar._post

    async def dies(*args: Any) -> None:
        await posted(*args)
        raise asyncio.CancelledError

    cog.calendar._post = dies
    await until(world, time - LEAD + 1000)
    assert len(said(world, "lobby is open")) == 1
    await world.wait(240)  # Discord remembers nonces for some minutes only
    await world.restart()
    await world.wait(10)
    reminders = said(world, "lobby is open")
    assert [len(reminder.mentions) for reminder in reminders] == [90, 60]
    assert {user.id for reminder in reminders for user in reminder.mentions} == crowd
    assert len(said(world, "Tuesday drill")) == 3  # one lobby
    assert len(events(world)) == 1
