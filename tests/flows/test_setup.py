"""`/setup` (issue 5): what those with Manage Server set, and what the bot tells that it lacks."""

from typing import Any

import discord
import simcord

from bot.practice.records import StoreError
from bot.practice.settings import GuildSettings

from .world import Reply, World, buttons

MANAGES = discord.Permissions(manage_guild=True)
LACKED = {
    "view_channel": "**View Channel**, to see the channel",
    "send_messages": "**Send Messages**, for the lobbies of drills",
    "create_public_threads": "**Create Public Threads**, for drills",
    "create_private_threads": "**Create Private Threads**, for everybody's own screens",
    "send_messages_in_threads": "**Send Messages in Threads**, to ask and answer",
    "read_message_history": "**Read Message History**, to find my cards again",
    "attach_files": "**Attach Files**, for the pictures",
}


def manager(world: World, name: str = "mia") -> Any:
    role = world.guild.create_role(f"managers of {name}", permissions=MANAGES)
    return world.guild.add_member(world.env.create_user(name), roles=[role])


async def choose(world: World, card: Reply, who: Any, what: str, *values: Any) -> str:
    """Choose on the card; what it then says."""
    custom_id = f"headset_setup:{what}"
    return Reply(await who.select(card.message.message, list(values), custom_id=custom_id)).text


def deny(world: World, *names: str) -> None:
    """Take permissions in the practice channel from the bot."""
    denied = discord.Permissions(**dict.fromkeys(names, True)).value
    overwrite = simcord.backend.models.Overwrite(target_id=world.bot.user.id, type=1, allow=0, deny=denied)
    world.env.backend.set_overwrite(world.channel.id, overwrite)


async def kept(world: World) -> GuildSettings:
    """As storage has it."""
    return await world.bot.store.guild_settings(world.guild.id)


async def test_a_manager_sets_all_of_it_on_one_card_also_after_a_restart(world: World) -> None:
    mia, role = manager(world), world.guild.create_role("coaches")
    card = await world.command("setup", mia)
    assert card.private
    for told in ("**Practice channel:** none", "UTC, where it is 00:00", "1 January 2026", "public:", "kept for good"):
        assert told in card.text
    assert f"**Practice channel:** {world.channel.mention}" in await choose(world, card, mia, "channel", world.channel)
    await world.restart()
    assert f"**Moderators:** <@&{role.id}>" in await choose(world, card, mia, "moderators", role)
    assert "January 1, 2026" in await choose(world, card, mia, "dates", "en-US")
    assert "words older than 90 days are forgotten" in await choose(world, card, mia, "keep", "90")
    assert "private:" in Reply(await mia.click(card.message.message, label="Make boards private")).text
    zoned = await world.command("setup", mia, timezone="berlin")
    assert "Europe/Berlin, where it is 01:00" in zoned.text
    expected = GuildSettings(world.guild.id, world.channel.id, role.id, "Europe/Berlin", "en-US", False, 90)
    assert await kept(world) == await world.bot.settings.guild(world.guild.id) == expected
    assert buttons(zoned.message) == ["Make boards public", "Check again"]
    await choose(world, zoned, mia, "channel")
    await choose(world, zoned, mia, "moderators")
    assert "kept for good" in await choose(world, zoned, mia, "keep", "0")
    after = await kept(world)
    assert (after.channel_id, after.moderator_role_id, after.keep_days) == (None, None, None)


async def test_a_time_zone_is_searched_and_an_unknown_one_refused(world: World) -> None:
    mia = manager(world)
    offered = await mia.autocomplete(world.channel, "setup", "timezone", "new yo")
    assert offered == [{"name": "America/New York (19:00)", "value": "America/New_York"}]
    assert 0 < len(await mia.autocomplete(world.channel, "setup", "timezone", "")) <= 25
    refused = await world.command("setup", mia, timezone="Gotham @everyone")
    assert "no one time zone named “Gotham @\u200beveryone”" in refused.text
    assert await kept(world) == GuildSettings(world.guild.id)


async def test_only_those_who_manage_the_server(world: World) -> None:
    mia = manager(world)
    card = await world.command("setup", mia)
    world.env.backend.remove_member_role(world.guild.id, mia.id, world.guild.roles["managers of mia"].id)
    await world.env.settle()
    assert "may **Manage Server**" in await choose(world, card, mia, "keep", "30")
    assert await kept(world) == GuildSettings(world.guild.id)


async def test_what_is_lacking_is_named_with_its_reason_and_found_again(world: World) -> None:
    mia = manager(world)
    assert "I may do all that I need" in (await world.command("setup", mia)).text
    for name, told in LACKED.items():
        if name != "view_channel":
            deny(world, name)
            assert told in (await world.command("setup", mia)).text
    deny(world, *LACKED)
    await world.bot.settings.change_guild(world.guild.id, channel_id=world.channel.id)
    other = world.guild.create_text_channel("elsewhere")
    card = Reply(await mia.slash(other, "setup"))
    assert f"In {world.channel.mention} I lack permissions" in card.text
    assert all(told in card.text for told in LACKED.values())
    assert "under Permissions" in card.text
    world.env.backend.delete_overwrite(world.channel.id, world.bot.user.id)
    assert "I may do all that I need" in Reply(await mia.click(card.message.message, label="Check again")).text


async def test_a_deleted_channel_and_role_are_told_and_practice_goes_on_where_it_is_asked_for(world: World) -> None:
    mia, role = manager(world), world.guild.create_role("coaches")
    gone = world.guild.create_text_channel("gone")
    settings = world.bot.settings
    await settings.change_guild(world.guild.id, channel_id=gone.id, moderator_role_id=role.id)
    world.env.backend.delete_channel(gone.id)
    world.env.backend.delete_role(world.guild.id, role.id)
    await world.env.settle()
    card = await world.command("setup", mia)
    assert "⚠️ the one that was set is gone" in card.text
    assert "⚠️ the role that was set is gone" in card.text
    assert "I may do all that I need" in card.text  # of the channel we are in
    await world.start_screen()


async def test_threads_open_in_the_practice_channel(world: World) -> None:
    await world.bot.settings.change_guild(world.guild.id, channel_id=world.channel.id)
    other = world.guild.create_text_channel("elsewhere")
    reply = await world.start(channel=other)
    assert world.thread.mention in reply.text


async def test_everyone_as_moderators_and_a_channel_without_private_threads_are_refused(world: World) -> None:
    mia = manager(world)
    card = await world.command("setup", mia)
    assert "Choose another one" in await choose(world, card, mia, "moderators", world.guild.default_role)
    assert await kept(world) == GuildSettings(world.guild.id)


async def test_storage_that_fails_is_told_and_nothing_seems_kept(world: World, monkeypatch: Any) -> None:
    mia = manager(world)
    card = await world.command("setup", mia)

    async def full(_: GuildSettings) -> None:
        raise StoreError("full")

    monkeypatch.setattr(world.bot.store, "keep_guild_settings", full)
    assert "try again in a minute" in await choose(world, card, mia, "keep", "30")
    assert "kept for good" in (await world.command("setup", mia)).text
