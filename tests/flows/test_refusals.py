"""Discord says no (issue 2, "Hard cases"): permissions, threads and servers that go, expired tokens, outages."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest
import simcord

from bot.config import Config

from .packs import GOOD
from .world import QUIET, Reply, World, buttons, text, worlds

MESSAGES = "/channels/*/messages"
NEEDED = {
    "create_private_threads": "Create Private Threads",
    "send_messages_in_threads": "Send Messages in Threads",
    "read_message_history": "Read Message History",
    "attach_files": "Attach Files",
}


def feedback(world: World) -> list[str]:
    """The feedback cards' texts."""
    return [text(card) for card in world.cards() if "I disagree" in buttons(card)]


def deny(world: World, permission: str, channel: Any = None) -> None:
    """Take a permission in a channel from the bot."""
    overwrite = simcord.backend.models.Overwrite(
        target_id=world.bot.user.id, type=1, allow=0, deny=getattr(discord.Permissions, permission).flag
    )
    world.env.backend.set_overwrite((channel or world.channel).id, overwrite)


def told_owner(world: World) -> str:
    """What the server's owner was told in private."""
    return "\n".join(message.content for message in world.guild.owner.dm_channel.history())


# Permissions


@pytest.mark.parametrize("permission", NEEDED)
async def test_missing_permission_is_told_by_name_to_member_and_moderators(world: World, permission: str) -> None:
    deny(world, permission)
    await world.env.settle()
    reply = await world.start()
    assert reply.private
    assert NEEDED[permission] in reply.text
    assert NEEDED[permission] in told_owner(world)
    assert not world.channel.threads  # nothing half-made
    assert "no screen running" in (await world.command("screen stop")).text


async def test_public_threads_are_a_permission_of_their_own(world: World) -> None:
    deny(world, "create_public_threads")
    await world.env.settle()
    assert "Create Public Threads" in (await world.start(visibility="public")).text
    await world.start_screen()


async def test_a_channel_for_threads_alone_is_good_enough(world: World) -> None:
    deny(world, "send_messages")  # "has no effect in threads": Discord's documentation of permissions
    await world.env.settle()
    await world.start_screen()
    assert told_owner(world) == ""


async def test_moderators_have_a_channel_for_it(world: World) -> None:
    office = world.guild.create_text_channel("moderators")
    world.env.backend.edit_guild(world.guild.id, {"public_updates_channel_id": office.id})
    deny(world, "create_private_threads")
    await world.env.settle()
    await world.start()
    assert "Create Private Threads" in office.last_message.content
    assert told_owner(world) == ""


async def test_discord_refuses_the_thread_all_the_same(world: World) -> None:
    world.env.inject_error("POST", "/channels/*/threads", status=403, code=50013, message="Missing Permissions")
    reply = await world.start()
    assert reply.private
    assert "permission" in reply.text
    assert "Thread" in told_owner(world)
    assert "no screen running" in (await world.command("screen stop")).text
    await world.start_screen()


@pytest.mark.parametrize("path", ["/channels/*/thread-members/*", MESSAGES])
async def test_refused_half_way_nothing_half_made_is_left(world: World, path: str) -> None:
    method = "PUT" if "members" in path else "POST"
    world.env.inject_error(method, path, status=403, code=50013, message="Missing Permissions")
    reply = await world.start()
    assert reply.private
    assert "permission" in reply.text
    assert not world.channel.threads
    await world.start_screen()


async def test_permission_taken_in_mid_screen_pauses_and_going_on_works_once_given_back(world: World) -> None:
    await world.start_screen()
    deny(world, "send_messages_in_threads")
    await world.answer(GOOD)
    assert not feedback(world)
    assert "Send Messages in Threads" in told_owner(world)
    world.env.backend.delete_overwrite(world.channel.id, world.bot.user.id)
    reply = await world.command("screen resume")
    assert reply.private
    assert len(feedback(world)) == 1  # what was rated is shown, though late
    await world.press("Next")
    assert "2 of 3" in text(world.question)


async def test_sharing_where_the_bot_may_not_write_names_the_permission(world: World) -> None:
    await world.start_screen()
    await world.answer(GOOD)
    await world.command("screen stop")
    deny(world, "send_messages")
    await world.press("Share")
    assert "**Send Messages**" in told_owner(world)
    assert "could not share" in world.said()[-1]


async def test_started_where_no_thread_can_be(world: World) -> None:
    voice = world.guild.create_voice_channel("Lounge")
    reply = await world.start(channel=voice)
    assert reply.private
    assert "text channel" in reply.text


# Things that go


async def test_thread_deleted_ends_it(world: World) -> None:
    thread = await world.start_screen()
    await world.say(GOOD)
    world.env.backend.delete_channel(thread.id)
    await world.env.settle()
    assert "no screen running" in (await world.command("screen stop")).text
    assert GOOD in (await world.command("screen history")).text  # what was said counts
    await world.start_screen()


async def test_thread_deleted_while_the_bot_was_away(world: World) -> None:
    thread = await world.start_screen(pace="pressure")
    async with world.away():
        world.env.backend.delete_channel(thread.id)
        await world.wait(100)
    await world.wait(30)
    assert "no screen running" in (await world.command("screen stop")).text


async def test_channel_deleted_takes_its_threads_along(world: World) -> None:
    thread = await world.start_screen()
    other = world.guild.create_text_channel("other")
    world.env.backend.delete_channel(thread.id)
    world.env.backend.delete_channel(world.channel.id)
    await world.env.settle()
    await world.start(channel=other)
    assert len(other.threads) == 1


@pytest.mark.parametrize(("status", "code"), [(400, 50083), (400, 160005), (403, 160005)])
async def test_locked_or_archived_it_waits_and_goes_on(world: World, status: int, code: int) -> None:
    await world.start_screen()
    world.env.inject_error("POST", MESSAGES, status=status, code=code, message="Thread is locked", times=None)
    await world.answer(GOOD)
    world.env.backend.faults.clear()
    reply = await world.command("screen resume")
    assert reply.private
    assert len(feedback(world)) == 1
    await world.press("Next")
    assert "2 of 3" in text(world.question)


async def test_locked_thread_is_told_on_resume(world: World) -> None:
    await world.start_screen()
    world.env.inject_error("POST", MESSAGES, status=400, code=160005, message="Thread is locked", times=None)
    await world.answer(GOOD)
    reply = await world.command("screen resume")
    assert "locked" in reply.text


async def test_member_who_leaves_is_not_talked_to(world: World) -> None:
    await world.start_screen(pace="pressure")
    await world.say(GOOD)
    world.guild.remove_member(world.anna)
    await world.wait(200)
    cards = len(world.cards())
    await world.wait(10 * 24 * 60 * 60)
    assert len(world.cards()) == cards
    anna = world.guild.add_member(world.anna.user)
    reply = await world.start(who=anna)
    assert world.thread.mention in reply.text


async def test_bot_removed_from_the_server_ends_its_screens(world: World) -> None:
    other = world.env.create_guild("Others")
    room = other.create_text_channel("practice")
    bob = other.add_member(world.env.create_user("bob"))
    await world.start(bob, room)
    await world.start_screen(pace="pressure")
    requests = len(world.env.http_requests)
    world.env.backend.remove_guild(world.guild.id)
    await world.env.settle()
    await world.wait(400)
    assert len(world.env.http_requests) == requests + 1  # Bob's own "still there"
    assert await world.bot.store.live(world.guild.id, world.anna.id) is None
    assert await world.bot.store.live(other.id, bob.id) is not None


async def test_server_in_an_outage_is_not_a_server_that_is_gone(world: World) -> None:
    await world.start_screen()
    world.env.backend.emit("GUILD_DELETE", {"id": str(world.guild.id), "unavailable": True})
    await world.env.settle()
    assert await world.bot.store.live(world.guild.id, world.anna.id) is not None


# Message content


@pytest.fixture
async def forms_only(config: Config) -> AsyncIterator[World]:
    """A world in which Discord has not granted the message content intent."""
    granted = discord.Intents.all()
    granted.message_content = False
    async with worlds(config.model_copy(update={"message_content": False}), approved_intents=granted) as world:
        yield world


async def test_without_message_content_it_runs_on_forms(forms_only: World) -> None:
    world = forms_only
    await world.start_screen()
    assert "form" in world.said()[0]
    assert "Type your answer here" not in world.said()[0]
    await world.say(GOOD)
    assert "form" in world.said()[-1]
    await world.wait(QUIET)
    assert not feedback(world)
    for _ in range(3):
        await world.submit(await world.press("Answer in a form"), GOOD)
        await world.press(next(label for label in buttons(world.cards()[-1]) if label[0] in "NF"))
    assert "Your report" in world.said()[-1]


async def test_without_message_content_moderators_are_told_once(forms_only: World) -> None:
    world = forms_only
    await world.start_screen()
    await login(world)
    assert told_owner(world).count("Message Content Intent") == 1


async def login(world: World) -> None:
    """A new start of the bot, at which Discord sends it its servers (SimCord does not)."""
    await world.restart()
    world.dispatch("guild_available", world.bot.get_guild(world.guild.id))
    await world.env.settle()


async def test_what_moderators_could_not_be_told_is_told_at_the_next_start(forms_only: World) -> None:
    world = forms_only
    world.env.inject_error("POST", MESSAGES, status=403, times=None)
    world.guild = world.env.create_guild("Others")
    await world.env.settle()
    world.env.backend.faults.clear()
    assert told_owner(world) == ""
    for _ in range(2):
        await login(world)
        assert told_owner(world).count("Message Content Intent") == 1


# Interactions


@pytest.mark.parametrize("label", ["Done", "Skip", "Hint", "Answer in a form"])
async def test_expired_press_is_taken_as_far_as_it_can_be(world: World, label: str) -> None:
    await world.start_screen()
    await world.say(GOOD)
    world.env.inject_error("POST", "/interactions/*", status=404, code=10062, message="Unknown interaction")
    await world.press(label)
    if label in ("Done", "Skip"):
        assert len(world.cards()) == 3
    await world.press("Hint")


async def test_expired_form_is_kept_all_the_same(world: World) -> None:
    await world.start_screen()
    form = await world.press("Answer in a form")
    world.env.inject_error("POST", "/interactions/*", status=404, code=10062, message="Unknown interaction")
    await world.submit(form, GOOD)
    assert len(feedback(world)) == 1


@pytest.mark.parametrize("command", ["screen start", "screen stop", "screen history", "leaderboard", "help"])
async def test_expired_command_is_no_error(world: World, command: str) -> None:
    world.env.inject_error("POST", "/interactions/*", status=404, code=10062, message="Unknown interaction")
    await world.anna.slash(world.channel, command)
    (error,) = world.errors()  # SimCord notes what the command raised; nothing is logged as our fault
    assert "Unknown interaction" in str(error)


# Outages


@pytest.mark.parametrize("status", [429, 500, 502, 503])
async def test_outage_shows_each_card_once_when_it_heals(world: World, status: int) -> None:
    await world.start_screen()
    world.env.inject_error("POST", MESSAGES, status=status, times=None)
    await world.answer(GOOD)
    await world.wait(60)
    assert len(world.cards()) == 2
    world.env.backend.faults.clear()
    await world.wait(15)
    assert len(world.cards()) == 3
    (said,) = feedback(world)
    assert f"{len(GOOD.split())} words" in said
    await world.press("Next")
    assert "2 of 3" in text(world.question)


async def test_outage_shorter_than_a_few_seconds_is_hardly_seen(world: World) -> None:
    await world.start_screen()
    world.env.inject_error("POST", MESSAGES, status=503, times=2)
    await world.answer(GOOD)
    await world.wait(3)
    assert len(feedback(world)) == 1


async def test_clock_of_a_question_starts_when_it_stands_there_at_last(world: World) -> None:
    await world.start_screen(pace="pressure")
    world.env.inject_error("POST", MESSAGES, status=503, times=None)
    await world.answer(GOOD)
    await world.wait(120)
    world.env.backend.faults.clear()
    await world.wait(12)
    assert "2 of 3" in text(world.question)
    await world.answer(GOOD)
    assert "3 of 3" in text(world.question)


async def test_outage_while_the_thread_is_opened(world: World) -> None:
    world.env.inject_error("POST", "/channels/*/threads", status=503, times=None)
    result = await world.anna.slash(world.channel, "screen start")
    await world.wait(5)
    assert "need not start again" in Reply(result).text
    world.env.backend.faults.clear()
    await world.wait(15)
    assert len(world.channel.threads) == 1
    assert "Pick up" in buttons(world.cards()[-1])


@pytest.mark.parametrize("status", [403, 404])
async def test_refused_card_in_mid_screen_loses_no_answer(world: World, status: int) -> None:
    await world.start_screen()
    world.env.inject_error("POST", MESSAGES, status=status, code=50001 if status == 403 else 10003)
    await world.answer(GOOD)
    assert GOOD in (await world.command("screen history")).text


async def test_connection_lost_for_a_minute_costs_no_words_said_in_time(world: World) -> None:
    await world.start_screen(pace="pressure")
    await world.wait(5)
    async with world.disconnected():
        await world.say(GOOD)
        await world.wait(60)
        assert len(world.cards()) == 2  # nothing is decided meanwhile
    await world.wait(1)
    assert "2 of 3" in text(world.question)
    assert "still there" not in text(world.question)
    await world.command("screen stop")
    (said,) = feedback(world)
    assert f"{len(GOOD.split())} words" in said
    assert "answered in 5 s" in said.lower()


async def test_connection_lost_and_not_resumed_the_thread_is_read(world: World) -> None:
    await world.start_screen(pace="pressure")
    await world.wait(5)
    async with world.disconnected(resumes=False):
        await world.say(GOOD)
        await world.wait(60)
    await world.wait(1)
    assert "2 of 3" in text(world.question)
    await world.command("screen stop")
    assert f"{len(GOOD.split())} words" in feedback(world)[0]


async def test_connection_lost_without_words_the_limit_holds(world: World) -> None:
    await world.start_screen(pace="pressure")
    async with world.disconnected():
        await world.wait(60)
    await asyncio.sleep(0)
    await world.wait(1)
    assert "2 of 3" in text(world.question)
    assert "still there" in text(world.question)
