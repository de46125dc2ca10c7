"""A shift at the auto-dialer, as a member sees it: issue 4, "The auto-dialer"."""

import json
import re

import discord
import pytest

from .calling import start_call
from .dialer_packs import OPENER
from .dialing import ONCE_MORE, QUIET, WAIT, connect, dials, heard, kept, results, say, silence, start_shift
from .packs import GOOD as ANSWER
from .world import World, buttons, text

PERSON, BUSY = ("person", "go-on"), ("person", "busy")
OFF_THE_LIST = ("take-me-off", "off-the-list")


async def test_start_links_a_private_thread_with_the_briefing(world: World) -> None:
    reply = await start_shift(world, started=False, difficulty=2, connections=7)
    assert reply.private
    assert world.thread.mention in reply.text
    assert world.thread.name == "Auto-dialer · anna"
    assert world.thread._channel.type == discord.ChannelType.private_thread.value
    (briefing,) = world.cards()
    said = text(briefing)
    for words in ("Guests of last week", "Harbour Hotels", "Ines Duarte", "ask how they slept", "Nothing is sold"):
        assert words in said
    assert "7 connections, difficulty 2 of 3, pace real" in said
    assert "within 8 seconds" in said
    assert buttons(briefing) == ["Start the shift"]
    await world.wait(60)
    assert heard(world) == []  # nobody is dialled before the shift starts


async def test_public_shift_is_a_public_thread(world: World) -> None:
    await start_shift(world, visibility="public", started=False)
    assert world.thread._channel.type == discord.ChannelType.public_thread.value


async def test_five_to_ten_are_dialled_six_unless_told(world: World) -> None:
    await start_shift(world, connections=10)
    assert "1 of 10" in world.said()[-1]
    await world.command("call stop")
    await world.command("call dialer", campaign="towels")
    await world.press("Start the shift")
    assert "1 of 6" in world.said()[-1]


async def test_a_whole_shift(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    dials(monkeypatch, PERSON, BUSY, OFF_THE_LIST, ("wrong-number", "nobody-here"), PERSON)
    await start_shift(world)
    assert "Dialling… 1 of 5" in world.said()[-1]
    assert set(buttons(world.cards()[-1])) == {"Answer in a form", "Break", "Hang up"}
    await world.wait(WAIT - 1)
    assert heard(world) == []
    await world.wait(1.5)
    assert len(heard(world)) == 1
    assert "Oskar Mueller" in world.said()[-1]  # whom the machine rang stands on the agent's screen
    assert "Mr Mueller" in world.said()[-1]

    await world.wait(1)
    assert await say(world, OPENER)  # they say go on
    result = world.said()[-1]
    assert "✅" in result
    assert re.search(r"sent after [1-3]\.\d s", result)
    assert "Dialling… 2 of 5" in result  # in one message

    await connect(world)
    await say(world, "Hello?")
    assert "Miss" not in world.said()[-1]
    await say(world, OPENER)
    assert "❌" in world.said()[-1]
    assert 'anything after "hello"' in world.said()[-1]

    await connect(world)
    await say(world, OPENER)
    await say(world, "But it only takes a minute, please stay on the line.")
    assert "❌" in world.said()[-1]
    assert "persuading" in world.said()[-1]
    assert "it only takes a minute" in world.said()[-1]  # their words

    await connect(world)
    await silence(world)
    assert "any word at all" in world.said()[-1]

    await connect(world)
    await say(world, OPENER)
    (card,) = results(world)
    said = text(card)
    assert "2 of 5 connections hit · 40 of 100" in said
    assert re.search(r"To begin:\*\* median \d+\.\d s, worst \d+\.\d s", said)
    assert re.search(r"To send:\*\* median \d+\.\d s, worst \d+\.\d s", said)
    for number in range(1, 6):
        assert f"**{number}** " in said
    assert set(buttons(card)) == {"Another shift", "Share"}
    before = len(world.cards())
    await say(world, "Is anybody there?")
    assert len(world.cards()) == before  # it is over
    (row,) = await kept(world)
    assert (row.pack, row.campaign, row.hits, row.connections, row.overall) == ("line", "towels", 2, 5, 40)
    assert row.content.startswith("line 1")
    assert len(json.loads(row.dialled)) == 5
    assert row.log.count("Ines Duarte") == 4


async def test_points_and_history(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    dials(monkeypatch, PERSON, PERSON)
    for times, opener in enumerate((OPENER, "Hello?")):
        await start_shift(world)
        for _ in range(2):
            await connect(world)
            await say(world, opener)
            if opener != OPENER:
                await say(world, "Bye.")
        assert len(await kept(world)) == times + 1
    place = await world.bot.store.place(world.guild.id, "points", "all", world.anna.id)
    assert place.points == 40  # the better one; two hits, of five at least
    await start_call(world)
    await world.command("call stop")
    history = await world.command("call history")
    assert history.private
    assert "A lamp that has not come" in history.text
    assert history.text.count("Guests of last week") == 2
    assert "2 of 2 connections hit, **40 of 100**" in history.text
    assert history.text.index("A lamp") < history.text.index("0 of 2") < history.text.index("2 of 2")  # newest first
    assert "no older calls" in (await world.command("call history", page=2)).text


async def test_take_me_off_is_honoured(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    dials(monkeypatch, (*OFF_THE_LIST, True), PERSON)
    await start_shift(world)
    assert "list" in await connect(world)
    await say(world, "I'm sorry for the disturbance. I am taking your number off our list right now. Goodbye.")
    assert "✅" in world.said()[-1]


async def test_silence_hello_once_more_and_gone(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    dials(monkeypatch, PERSON, PERSON)
    await start_shift(world)
    await connect(world)
    await world.wait(ONCE_MORE)
    assert len(heard(world)) == 2  # "Hello?" once more
    await world.wait(ONCE_MORE)
    assert "❌" in world.said()[-1]
    assert "Dialling… 2 of 2" in world.said()[-1]


async def test_typing_makes_them_wait(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    dials(monkeypatch, PERSON, PERSON)
    await start_shift(world)
    await connect(world)
    await world.wait(2)
    await world.anna.typing(world.thread)
    await world.wait(9)
    assert len(heard(world)) == 1
    await say(world, OPENER)
    assert "✅" in world.said()[-1]
    assert re.search(r"began after [23]\.\d s, sent after 11\.\d s", world.said()[-1])


async def test_nobody_there_three_times_is_a_break(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    dials(monkeypatch, PERSON, BUSY, PERSON, BUSY)
    await start_shift(world)
    for _ in range(3):
        await connect(world)
        await silence(world)
    assert "A break" in world.said()[-1]
    await world.wait(30)
    assert "A break" in world.said()[-1]


async def test_break_and_go_on(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    dials(monkeypatch, PERSON, BUSY)
    await start_shift(world)
    await connect(world)
    assert "after this connection" in (await world.press("Break")).text
    assert "already" in (await world.press("Break")).text
    await say(world, OPENER)
    assert "1 connection so far, 1 hit; 1 still to dial" in world.said()[-1]
    assert set(buttons(world.cards()[-1])) == {"Go on", "End the shift"}
    await world.wait(60)
    assert len(heard(world)) == 2
    await world.press("Go on")
    assert "Dialling… 2 of 2" in world.said()[-1]
    assert "Hit" not in world.said()[-1]  # told before the break
    await connect(world)


async def test_a_break_that_is_too_long_ends_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    dials(monkeypatch, PERSON, BUSY)
    await start_shift(world)
    await connect(world)
    await world.press("Break")
    await say(world, OPENER)
    await world.wait(301)
    assert "still there" in world.said()[-1]
    await world.wait(301)
    (card,) = results(world)
    assert "It ended before all" in text(card)
    assert "Fewer than 5 count as 5" in text(card)
    assert "1 of 1 connection hit · 20 of 100" in text(card)


async def test_the_break_card_ends_the_shift(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    dials(monkeypatch, PERSON, BUSY)
    await start_shift(world)
    await connect(world)
    await world.press("Break")
    await say(world, OPENER)
    await world.press("End the shift")
    assert len(results(world)) == 1


async def test_hang_up_on_a_machine_is_a_hit_and_while_dialling_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    dials(monkeypatch, ("voicemail", "beep", True), PERSON)
    await start_shift(world)
    assert "Nobody is on the line" in (await world.press("Hang up")).text
    await connect(world)
    await world.press("Hang up")
    assert "✅" in world.said()[-1]


async def test_words_before_anybody_picks_up_are_told_once(world: World) -> None:
    await start_shift(world, started=False)
    await world.say(OPENER)
    await world.wait(0.5)
    assert "Start the shift" in world.said()[-1]
    await world.press("Start the shift")
    await world.say(OPENER)
    await world.say(OPENER)
    await world.wait(0.5)
    assert sum("still dialling" in said for said in world.said()) == 1


async def test_stop_in_the_middle_has_a_result(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    dials(monkeypatch, PERSON, BUSY)
    await start_shift(world)
    await connect(world)
    await say(world, OPENER)
    await connect(world)
    reply = await world.command("call stop")
    assert "shift is over" in reply.text
    assert world.thread.mention in reply.text
    assert "1 of 1 connection hit" in text(results(world)[0])
    assert "no call running" in (await world.command("call stop")).text


async def test_stop_before_anything_came_of_it(world: World) -> None:
    await start_shift(world)
    await world.command("call stop")
    assert results(world) == []
    assert "no result" in world.said()[-1]
    assert await kept(world) == []


async def test_nothing_said_is_not_rated(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    dials(monkeypatch, PERSON)
    await start_shift(world)
    await connect(world)
    await silence(world)
    assert "not rated" in text(results(world)[0])
    assert await world.bot.store.place(world.guild.id, "points", "all", world.anna.id) is None


async def test_it_is_not_started_for_ever(world: World) -> None:
    await start_shift(world, started=False)
    await world.wait(301)
    assert "still there" in world.said()[-1]
    await world.wait(301)
    assert "not started" in world.said()[-1]
    assert (await start_shift(world, started=False)).text.startswith("Your shift is ready")


async def test_a_corrected_opener_of_theirs(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    dials(monkeypatch, PERSON)
    await start_shift(world)
    await connect(world)
    await say(world, "Good morning, this is **Anna** from Harbour Hotels.")
    await say(world, "Sorry, goodbye.")
    said = text(results(world)[0])
    assert "“Good morning, this is \\*\\*Anna\\*\\* from Harbour Hotels.”" in said
    assert "Good morning, Mr Mueller, this is" in said
    assert "It's about your stay with us last week. Do you have a minute?" in said


async def test_another_shift_and_share(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    dials(monkeypatch, PERSON)
    await start_shift(world, connections=8, difficulty=3)
    await connect(world)
    await say(world, OPENER)
    await world.press("Share")
    (shared,) = world.cards(world.channel)
    assert "anna" in text(shared)
    assert "1 of 1 connection hit" in text(shared)
    assert "Mueller" not in text(shared)
    assert "already" in (await world.press("Share")).text
    reply = await world.press("Another shift")
    assert world.thread.mention in reply.text
    assert len(world.channel.threads) == 2
    assert "8 connections, difficulty 3 of 3, pace real" in world.said()[0]


@pytest.mark.parametrize("name", ["towels", "line/towels", "guests of last WEEK"])
async def test_a_campaign_by_any_of_its_names(world: World, name: str) -> None:
    await start_shift(world, campaign=name, started=False)
    assert "Guests of last week" in world.said()[0]


async def test_an_unknown_campaign(world: World) -> None:
    reply = await start_shift(world, campaign="no@everyone", started=False)
    assert "There is no campaign" in reply.text
    assert "@everyone" not in reply.text.replace("@\u200beveryone", "")
    assert world.channel.threads == []


async def test_campaigns_are_offered_while_typing_and_one_is_chosen(world: World) -> None:
    offered = await world.anna.autocomplete(world.channel, "call dialer", "campaign", "guests")
    assert [choice["value"] for choice in offered] == ["line/towels"]
    first = await world.command("call dialer")
    assert first.text.startswith("Your shift is ready")


async def test_one_live_session_over_all_kinds(world: World) -> None:
    await start_shift(world)
    assert "You have a shift at the auto-dialer running" in (await start_call(world, taken=False)).text
    assert "You have a shift at the auto-dialer running" in (await start_shift(world, started=False)).text
    reply = await world.start(pack="three", questions=3)
    assert "You have a shift at the auto-dialer running" in reply.text
    assert "`/call stop`" in (await world.command("screen stop")).text
    await world.press("End that one", reply.message)
    await world.start_screen()
    assert "You have a phone screen running" in (await start_shift(world, started=False)).text
    await world.answer(ANSWER)
    await world.command("screen stop")
    await start_call(world)
    assert "You have a call running" in (await start_shift(world, started=False)).text


async def test_a_connection_takes_few_requests(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    dials(monkeypatch, PERSON, BUSY, PERSON)
    await start_shift(world)
    await connect(world)
    await say(world, OPENER)
    before = len(world.env.http_requests)
    await connect(world)
    await say(world, OPENER)
    await say(world, "No problem at all, I'll call you back tomorrow.")
    # Their hello, their answer, their last words, and the result with the next number; two to read the thread before
    # silence would be held against anybody.
    assert len(world.env.http_requests) - before <= 4 + 2, world.env.http_requests[before:]
    await world.wait(QUIET)
