"""`/settings` (issue 5): how a member is seen, their time factor that nobody else sees, their time zone; and what a
server has forgotten."""

from typing import Any

import discord
import pytest

from bot.forgetting import DAY, EVERY, FIRST_AFTER
from bot.practice.records import StoreError
from bot.practice.settings import MemberSettings, Seen

from .packs import GOOD
from .world import QUIET, Reply, World, text


async def choose(card: Reply, who: Any, what: str, value: str) -> str:
    """Choose on the card; what it then says."""
    custom_id = f"headset_settings:{what}"
    return Reply(await who.select(card.message.message, [value], custom_id=custom_id)).text


async def kept(world: World) -> MemberSettings:
    """As storage has it."""
    return await world.bot.store.member_settings(world.guild.id, world.anna.id)


async def test_a_member_sets_all_of_it_on_one_card_also_after_a_restart(world: World) -> None:
    card = await world.command("settings")
    assert card.private
    for told in ("You are not on them", "The usual time", "UTC (the server's)", "without your name"):
        assert told in card.text
    assert "your place and your name" in await choose(card, world.anna, "seen", "named")
    await world.restart()
    assert "“a member”" in await choose(card, world.anna, "seen", "anonymous")
    assert "Twice the time" in await choose(card, world.anna, "factor", "2.0")
    named = Reply(await world.anna.click(card.message.message, label="Name me with strong answers"))
    assert "Your name may stand with a strong answer, but does not" in named.text  # they are anonymous
    zoned = await world.command("settings", timezone="New York")
    assert "America/New_York (yours), where it is 19:00" in zoned.text
    expected = MemberSettings(world.guild.id, world.anna.id, Seen.ANONYMOUS, 2.0, "America/New_York", True)
    assert await kept(world) == await world.bot.settings.member(world.guild.id, world.anna.id) == expected
    back = Reply(await world.anna.click(zoned.message.message, label="Use the server's time zone"))
    assert "UTC (the server's)" in back.text
    assert "You are not on them." in await choose(card, world.anna, "seen", "absent")
    assert (await kept(world)).seen is Seen.ABSENT
    assert "no one time zone" in (await world.command("settings", timezone="Gotham")).text


async def test_the_buttons_under_a_board_say_how_one_is_seen(world: World) -> None:
    """Custom ids as boards have them; the board may stand there for all, so the answer is for one pair of eyes."""
    view = discord.ui.LayoutView(timeout=None)
    row: Any = discord.ui.ActionRow()
    for seen in ("named", "anonymous", "absent"):
        row.add_item(discord.ui.Button(label=seen, custom_id=f"headset_seen:{seen}"))
    view.add_item(row)
    with world.env._bot_scope():
        channel = world.bot.get_channel(world.channel.id)
        assert isinstance(channel, discord.TextChannel)
        board = await channel.send(view=view)
    view.stop()
    await world.restart()
    for seen, told in (("named", "with your name"), ("anonymous", "as “a member”"), ("absent", "no board any more")):
        answer = Reply(await world.anna.click(board, label=seen))
        assert answer.private
        assert told in answer.text
        assert (await kept(world)).seen is Seen(seen)


async def test_a_time_factor_counts_from_the_next_screen_and_nobody_else_is_told(world: World) -> None:
    await choose(await world.command("settings"), world.anna, "factor", "1.5")
    await world.start_screen("pressure", picked_up=False)
    assert "15 seconds to begin and 90 to answer" in world.said()[-1]
    await world.press("Pick up")
    asked = round(world.env.now().timestamp())
    assert "Begin within 15 s" in text(world.question)
    await world.wait(12)  # the others' ten seconds are over
    await world.say(GOOD)
    await world.wait(1.5 * QUIET)
    turns = await world.bot.store.history(world.guild.id, world.anna.id, 5, 0)
    assert [turn.outcome for turn in turns] == ["answered"]
    assert round(world.env.now().timestamp()) - asked < 30
    await world.command("screen stop")
    await world.press("Share")
    shared = [text(message) for message in world.channel.history() if "practised a phone screen" in text(message)]
    assert len(shared) == 1
    assert not any(hint in shared[0] for hint in ("1.5", "15 s", "90"))


async def test_storage_that_fails_is_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    card = await world.command("settings")

    async def full(_: MemberSettings) -> None:
        raise StoreError("full")

    monkeypatch.setattr(world.bot.store, "keep_member_settings", full)
    assert "try again in a minute" in await choose(card, world.anna, "factor", "2.0")
    assert (await kept(world)).factor == 1.0


async def test_words_are_forgotten_once_a_day_when_the_server_asks_and_history_says_so(world: World) -> None:
    await world.start_screen()
    await world.answer(GOOD)
    await world.command("screen stop")
    assert GOOD in (await world.command("screen history")).text
    await world.bot.settings.change_guild(world.guild.id, keep_days=30)
    await world.wait(FIRST_AFTER)
    assert GOOD in (await world.command("screen history")).text  # not that old yet
    await world.wait(30 * DAY / 1000 + EVERY)
    told = await world.command("screen history")
    assert GOOD not in told.text
    assert "The words were forgotten after 30 days, as this server asks" in told.text
    assert " of 100" in told.text
