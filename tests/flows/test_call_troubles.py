"""Calls when something is in the way: others, edits, junk, forms, permissions, a thread gone, a restart."""

from pathlib import Path

import pytest

from .call_packs import GOOD
from .calling import LOOK_UP, QUIET, SILENCE, desk, heard, look_up, say, scorecards, solve, start_call
from .test_refusals import NEEDED, deny, told_owner
from .world import Reply, World, buttons, config_in, text, worlds


async def test_others_in_the_thread_are_not_heard_and_press_nothing(world: World) -> None:
    bob = world.guild.add_member(world.env.create_user("bob"))
    await start_call(world, visibility="public", taken=False)
    assert "somebody else" in (await world.press("Take the call", who=bob)).text
    await world.press("Take the call")
    before = len(heard(world))
    await world.say("Calm down, you idiot.", who=bob)
    await world.wait(QUIET)
    assert len(heard(world)) == before
    for label in ("Hold", "Transfer", "Say", "Close the call"):
        reply = await world.press(label, who=bob)
        assert "somebody else" in reply.text
        assert reply.private
    assert "somebody else" in Reply(await bob.select(desk(world), ["order"])).text
    await solve(world)
    for label in ("Same caller again", "Another call", "How it could have gone", "Share"):
        assert "somebody else" in (await world.press(label, who=bob)).text
    assert len(world.channel.threads) == 1


async def test_the_first_wording_is_what_they_heard(world: World) -> None:
    await start_call(world)
    message = await world.say("Calm down, that is your own fault.")
    await world.wait(QUIET)
    await world.anna.edit(message, GOOD[0])
    await world.anna.delete(message)
    assert sum("first wording" in said for said in world.said()) == 1
    assert "4471 209" not in "".join(heard(world))


async def test_a_picture_is_no_words_and_told_once(world: World) -> None:
    await start_call(world)
    for _ in range(2):
        await world.anna.send(world.thread, "", attachments=[("cat.png", b"\x89PNG")])
        await world.wait(1)
    assert sum("can't see pictures" in said for said in world.said()) == 1
    assert len(heard(world)) == 1


@pytest.mark.parametrize(
    "junk", ["@everyone <@1> **`x`** ||y|| https://x.y", "a" * 2000, "??? !!!", "zxcv qwer asdf", "# big\n>>> quote"]
)
async def test_junk_breaks_nothing(world: World, junk: str) -> None:
    await start_call(world)
    await say(world, junk)
    await say(world, junk)
    await world.command("call stop")
    said = text(scorecards(world)[0])
    assert "@everyone" not in said.replace("@\u200beveryone", "")


async def test_forms_only(tmp_path: Path, pack_folder: Path) -> None:
    async with worlds(config_in(tmp_path, pack_folder, message_content=False)) as world:
        await start_call(world)
        await world.say("Hello, Lamp House.")
        await world.wait(QUIET)
        assert any("Press **Say**" in said for said in world.said())
        for words in GOOD:
            form = await world.press("Say")
            assert form.modal is not None
            assert "4000" not in str(form.modal)
            await world.submit(form, words)
            await world.wait(QUIET)
        (scorecard,) = scorecards(world)
        assert "Solved" in text(scorecard)


async def test_a_form_says_the_callers_last_line_and_waits_longer(world: World) -> None:
    await start_call(world)
    form = await world.press("Say")
    assert form.modal is not None
    assert heard(world)[-1][:30] in str(form.modal)
    await world.wait(60)
    assert len(heard(world)) == 1  # a form shows no typing
    await world.submit(form, GOOD[0])
    assert "4471 209" in heard(world)[-1]


async def test_a_form_after_the_end_comes_back(world: World) -> None:
    await start_call(world)
    form = await world.press("Say")
    await world.command("call stop")
    reply = await world.submit(form, "What I wanted to say.")
    assert "What I wanted to say" in reply.text
    assert reply.private


async def test_what_was_typed_while_it_rang_is_never_heard(world: World) -> None:
    await start_call(world, taken=False)
    await world.say("Calm down, that is your own fault.")
    await world.wait(1)
    assert any("nobody hears you yet" in said for said in world.said())
    await world.press("Take the call")
    await world.wait(SILENCE + 10)  # the thread is read before silence is held against them
    await world.restart()
    await solve(world)
    (row,) = await world.bot.store.calls(world.guild.id, world.anna.id, 5, 0)
    assert "own fault" not in row.log


async def test_old_buttons_say_so(world: World) -> None:
    await start_call(world)
    assert "over" in (await world.press("Take the call")).text
    assert len(heard(world)) == 1
    await world.command("call stop")
    assert "over" in (await world.press("Take the call")).text


@pytest.mark.parametrize("permission", NEEDED)
async def test_a_missing_permission_is_named_and_nothing_is_left(world: World, permission: str) -> None:
    deny(world, permission)
    await world.env.settle()
    reply = await start_call(world, taken=False)
    assert NEEDED[permission] in reply.text
    assert NEEDED[permission] in told_owner(world)
    assert not world.channel.threads
    assert "no call running" in (await world.command("call stop")).text


async def test_permission_taken_in_mid_call_ends_it_and_keeps_what_was_said(world: World) -> None:
    await start_call(world)
    await say(world, GOOD[0])
    deny(world, "send_messages_in_threads")
    await say(world, GOOD[2])
    assert "Send Messages in Threads" in told_owner(world)
    assert "no call running" in (await world.command("call stop")).text
    (row,) = await world.bot.store.calls(world.guild.id, world.anna.id, 5, 0)
    assert GOOD[2] in row.log


async def test_the_thread_deleted_ends_it(world: World) -> None:
    await start_call(world)
    await say(world, GOOD[0])
    world.env.backend.delete_channel(world.thread.id)
    await world.env.settle()
    (row,) = await world.bot.store.calls(world.guild.id, world.anna.id, 5, 0)
    assert row.outcome == "abandoned"
    assert (await start_call(world, taken=False)).text.startswith("Your call is ready")


async def test_the_call_card_comes_along_with_the_talk(world: World) -> None:
    """Hold must be at hand, and there is one call card."""
    await start_call(world)
    for number in range(8):
        await say(world, f"I am still looking for your lamp, that was shelf number {number}.")
    cards = world.cards()
    with_hold = [card for card in cards if "Hold" in buttons(card)]
    assert len(with_hold) == 1
    assert len(cards) - cards.index(with_hold[0]) < 10


async def test_words_said_while_the_bot_was_away_are_heard(world: World) -> None:
    await start_call(world)
    async with world.away():
        await world.say(GOOD[0])
        await world.env.advance_time(5)
    await world.wait(QUIET)
    assert "4471 209" in heard(world)[-1]
    assert len(heard(world)) == 2


async def test_a_restart_in_the_middle_of_a_hold(world: World) -> None:
    await start_call(world)
    await say(world, "May I put you on hold for one minute while I look that up?")
    await world.press("Hold")
    await world.wait(20)
    await world.restart()
    assert "On hold, begun" in text(desk(world))
    await world.wait(10)
    before = len(heard(world))
    await world.press("Back on the line")
    assert len(heard(world)) == before + 1
    await say(world, GOOD[2])
    await say(world, GOOD[3])
    assert "in 1 hold" in text(scorecards(world)[0])


async def test_a_restart_in_the_middle_of_a_look_up(world: World) -> None:
    await start_call(world)
    await say(world, GOOD[1])
    await look_up(world)
    await world.wait(5)
    await world.restart()
    await world.wait(LOOK_UP - 5)
    assert sum("Stuck at the depot" in said for said in world.said()) == 1
    assert "Looking up" not in text(desk(world))


async def test_time_without_the_bot_is_nobodys_silence(world: World) -> None:
    await start_call(world)
    before = len(heard(world))
    async with world.away():
        await world.env.advance_time(600)
    await world.wait(5)
    assert len(heard(world)) == before + 1  # they were cut off, and say so
    assert scorecards(world) == []
    await solve(world)
    said = text(scorecards(world)[0])
    assert "Solved" in said


async def test_a_form_opened_before_a_restart_is_heard(world: World) -> None:
    await start_call(world)
    form = await world.press("Say")
    await world.restart()
    await world.submit(form, GOOD[0])
    await world.wait(1)
    assert "4471 209" in heard(world)[-1]


async def test_the_server_gone_ends_it(world: World) -> None:
    await start_call(world)
    call = await world.bot.desk.live(world.guild.id, world.anna.id)
    assert call is not None
    await world.bot.desk.guild_gone(world.guild.id)
    after = await world.bot.desk.session(call.id)
    assert after is not None
    assert after.ended_why == "server"


async def test_each_answered_turn_takes_one_request(world: World) -> None:
    await start_call(world)
    await say(world, GOOD[0])
    before = len(world.env.http_requests)
    await say(world, "I am looking for it, one moment please.")
    await say(world, "I see that it was sent on Monday.")
    assert len(world.env.http_requests) - before <= 4, world.env.http_requests[before:]
