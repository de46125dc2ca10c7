"""A whole call, as a member sees it: issue 4, "What a member does"."""

import re

import discord
import pytest

from .call_packs import GOOD, OPENING, RUDE
from .calling import LOOK_UP, QUIET, SILENCE, desk, heard, look_up, say, scorecards, solve, start_call
from .packs import GOOD as ANSWER
from .world import World, buttons, text


async def test_start_links_a_private_thread_with_the_briefing(world: World) -> None:
    reply = await start_call(world, taken=False)
    assert reply.private
    assert world.thread.mention in reply.text
    assert world.thread.name == "Call · anna"
    assert world.thread._channel.type == discord.ChannelType.private_thread.value
    (briefing,) = world.cards()
    assert "Lamp House" in text(briefing)
    assert "You answer calls about orders" in text(briefing)
    assert "You may send a new lamp" in text(briefing)
    assert buttons(briefing) == ["Take the call"]
    await world.wait(60)
    assert heard(world) == []  # nobody speaks before the call is taken


async def test_public_call_is_a_public_thread(world: World) -> None:
    await start_call(world, visibility="public")
    assert world.thread._channel.type == discord.ChannelType.public_thread.value


async def test_a_whole_good_call(world: World) -> None:
    await start_call(world)
    assert len(heard(world)) == 1  # inbound: the caller speaks first
    assert {"Hold", "Transfer", "Close the call", "Say"} == set(buttons(desk(world)))
    assert "You may send a new lamp" in text(desk(world))  # the policy stays at hand
    assert "4471 209" in await say(world, GOOD[0])  # asked, and told
    await say(world, GOOD[1])
    await look_up(world)
    assert "Looking up the order" in text(desk(world))
    await world.wait(LOOK_UP - 5)
    assert not any("Stuck at the depot" in said for said in world.said())
    await world.wait(6)
    assert any("Stuck at the depot" in said for said in world.said())
    assert "Looking up" not in text(desk(world))
    await say(world, GOOD[2])
    await say(world, GOOD[3])
    (scorecard,) = scorecards(world)
    said = text(scorecard)
    assert "Solved" in said
    assert re.search(r"[45] of 5", said)
    assert re.search(r"\d+ of 100", said)
    assert "no hold" in said
    assert "tension from 0 to 10" in said  # the picture, in words
    assert "all 2 done" in said
    assert set(buttons(scorecard)) == {"Same caller again", "Another call", "How it could have gone", "Share"}
    assert not any("Hold" in buttons(card) for card in world.cards())  # the call card has no buttons any more
    row = await world.bot.store.call(world.bot.desk._known.popitem()[0])
    assert row is not None
    assert (row.pack, row.call, row.outcome) == ("line", "lamp", "solved")
    assert all(words in row.log for words in GOOD)


async def test_points_and_history(world: World) -> None:
    await start_call(world)
    await solve(world)
    score = re.search(r"(\d+) of 100", text(scorecards(world)[0]))
    assert score is not None
    place = await world.bot.store.place(world.guild.id, "points", "all", world.anna.id)
    assert place.points == int(score[1])
    history = await world.command("call history")
    assert history.private
    assert "A lamp that has not come" in history.text
    assert score[0] in history.text
    assert "No answers yet" in (await world.command("screen history")).text  # answers and calls apart
    assert "no older calls" in (await world.command("call history", page=2)).text


async def test_hung_up(world: World) -> None:
    await start_call(world)
    for words in RUDE:
        if not scorecards(world):
            await say(world, words)
    (scorecard,) = scorecards(world)
    assert "They hung up" in text(scorecard)
    assert any("hung up" in said and "of 100" not in said for said in world.said())
    assert RUDE[0].rstrip(".") in text(scorecard)  # among what moved them most
    before = len(world.cards())
    await say(world, "Hello? Wait!")
    assert len(world.cards()) == before  # nobody is there any more


async def test_silence_is_asked_into_then_annoys_then_ends_it(world: World) -> None:
    await start_call(world, pace="real")
    await world.wait(30)
    assert len(heard(world)) >= 2  # "Hello? Are you there?"
    await world.wait(60)
    (scorecard,) = scorecards(world)
    assert "Left on the line" in text(scorecard)
    assert "not rated" in text(scorecard)
    assert await world.bot.store.place(world.guild.id, "points", "all", world.anna.id) is None


async def test_typing_holds_silence_back(world: World) -> None:
    await start_call(world)
    for _ in range(5):
        await world.wait(8)
        await world.anna.typing(world.thread)
    assert len(heard(world)) == 1


async def test_several_messages_are_one_turn(world: World) -> None:
    await start_call(world)
    await world.say("I am sorry that your lamp is late.")
    await world.wait(1.5)
    await world.say("May I have your order number, please?")
    await world.wait(1)
    assert len(heard(world)) == 1
    await world.wait(QUIET)
    assert len(heard(world)) == 2
    assert "4471 209" in heard(world)[-1]


async def test_hold_and_back(world: World) -> None:
    await start_call(world)
    await say(world, "May I put you on hold for one minute while I look that up?")
    await world.press("Hold")
    assert "On hold, begun" in text(desk(world))
    assert "Back on the line" in buttons(desk(world))
    assert "Hold" not in buttons(desk(world))
    before = len(heard(world))
    await world.wait(30)
    assert len(heard(world)) == before
    await world.press("Back on the line")
    assert len(heard(world)) == before + 1
    assert "On the line, taken" in text(desk(world))
    await say(world, GOOD[2])
    await say(world, GOOD[3])
    assert "in 1 hold" in text(scorecards(world)[0])


async def test_words_take_off_hold(world: World) -> None:
    await start_call(world)
    await world.press("Hold")
    await say(world, "I am back, thank you for waiting.")
    assert any("off hold" in said for said in world.said())
    assert "On the line, taken" in text(desk(world))


async def test_hold_past_two_minutes_fails_and_past_five_they_are_gone(world: World) -> None:
    await start_call(world)
    await say(world, "May I put you on hold for two minutes while I look that up?")
    await world.press("Hold")
    await world.wait(310)
    (scorecard,) = scorecards(world)
    assert "Two minutes on hold" in text(scorecard)
    assert "Instead:" in text(scorecard)
    assert "Left on the line" in text(scorecard) or "They hung up" in text(scorecard)


async def test_transfer_cold_then_warm(world: World) -> None:
    await start_call(world)
    await world.press("Transfer")
    assert any("Not put through yet" in said for said in world.said())
    await say(world, "I will put you through to my supervisor now, because she can decide on this. Is that all right?")
    await world.press("Transfer")
    assert "Passed on" in text(scorecards(world)[0])


async def test_closing_on_them_is_an_auto_fail(world: World) -> None:
    await start_call(world)
    await say(world, "Hello, Lamp House.")
    await world.press("Close the call")
    said = text(scorecards(world)[0])
    assert "Hanging up on them" in said
    assert "Closed unsolved" in said


async def test_one_record_has_a_button_of_its_own(world: World) -> None:
    await start_call(world, "line/desk")
    assert "Look up the order" in buttons(desk(world))
    await world.press("Look up the order")
    await world.wait(LOOK_UP + 1)
    assert any("Stuck at the depot" in said for said in world.said())


async def test_outbound_says_whom_you_ring(world: World) -> None:
    await start_call(world, "line/ring", taken=False)
    (briefing,) = world.cards()
    assert "You ring Ines Moura" in text(briefing)
    await world.press("Dial")
    assert len(heard(world)) == 1


async def test_direction_and_difficulty_choose(world: World) -> None:
    await world.command("call start", direction="outbound", difficulty=3)
    assert "A call to make" in world.said()[0]
    assert "difficulty 3 of 3" in world.said()[0]


@pytest.mark.parametrize("name", ["lamp", "line/lamp", "a lamp that has not come", "LAMP"])
async def test_a_call_by_any_of_its_names(world: World, name: str) -> None:
    await start_call(world, name, taken=False)
    assert "A lamp that has not come" in world.said()[0]


async def test_an_unknown_call(world: World) -> None:
    reply = await start_call(world, "no@everyone", taken=False)
    assert "There is no call" in reply.text
    assert world.channel.threads == []


async def test_calls_are_offered_while_typing(world: World) -> None:
    offered = await world.anna.autocomplete(world.channel, "call start", "call", "lamp to tell")
    assert [choice["value"] for choice in offered] == ["line/ring"]


async def test_the_same_caller_again_says_the_same(world: World) -> None:
    await start_call(world)
    await solve(world)
    first = heard(world)
    await world.press("Same caller again")
    assert len(world.channel.threads) == 2
    await world.press("Take the call")
    await solve(world)
    assert len(first) == 5
    assert heard(world) == first


async def test_another_call_is_another(world: World) -> None:
    await start_call(world)
    await solve(world)
    reply = await world.press("Another call", scorecards(world)[0])
    assert world.thread.mention in reply.text
    assert len(world.channel.threads) == 2
    assert "A lamp that has not come" not in world.said()[0]


async def test_how_it_could_have_gone_is_for_their_eyes(world: World) -> None:
    await start_call(world)
    await solve(world)
    reply = await world.press("How it could have gone")
    assert reply.private
    assert "this is Sam" in reply.text
    assert "Somebody who sits in the dark" in reply.text


async def test_share_posts_no_words_of_the_call(world: World) -> None:
    await start_call(world)
    await solve(world)
    await world.press("Share")
    (shared,) = world.cards(world.channel)
    assert "anna" in text(shared)
    assert "Solved" in text(shared)
    assert not any(words in text(shared) for words in GOOD)
    assert "already" in (await world.press("Share")).text


async def test_stop_ends_it_with_a_scorecard(world: World) -> None:
    await start_call(world)
    await say(world, GOOD[0])
    reply = await world.command("call stop")
    assert world.thread.mention in reply.text
    assert "Left on the line" in text(scorecards(world)[0])
    assert "no call running" in (await world.command("call stop")).text


async def test_stop_before_it_was_taken(world: World) -> None:
    await start_call(world, taken=False)
    await world.command("call stop")
    assert scorecards(world) == []
    assert "Nobody took this call" in world.said()[-1]
    assert await world.bot.store.calls(world.guild.id, world.anna.id, 5, 0) == []


async def test_it_stops_ringing(world: World) -> None:
    await start_call(world, taken=False)
    await world.wait(301)
    assert "still ringing" in world.said()[-1]
    await world.wait(301)
    assert "stopped ringing" in world.said()[-1]
    assert (await start_call(world, taken=False)).text.startswith("Your call is ready")


async def test_one_live_session_over_calls_and_screens(world: World) -> None:
    await start_call(world)
    reply = await world.start(pack="three", questions=3)
    assert "You have a call running" in reply.text
    assert "call" in (await world.command("screen stop")).text
    await world.press("End that one", reply.message)
    assert len(scorecards(world)) == 1
    await world.start_screen()
    reply = await world.command("call start", call="line/lamp")
    assert "You have a phone screen running" in reply.text
    assert "phone screen" in (await world.command("call stop")).text
    await world.answer(ANSWER)
    assert "Question 1" in world.said()[-1]


async def test_the_opening_is_heard_while_waiting(world: World) -> None:
    """The first words are one of the call's, and after silence they are not said again."""
    await start_call(world)
    first = heard(world)[0]
    assert first in (OPENING, "Hi. I am waiting for a lamp.")
    await world.wait(SILENCE + 10)
    assert heard(world).count(first) == 1
