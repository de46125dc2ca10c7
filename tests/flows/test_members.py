"""What members do that nobody expects (issue 2, "Hard cases": the member; and 1 and 7)."""

import asyncio
import re
from collections.abc import Sequence
from typing import Any

import pytest

from bot.practice.records import TurnRow

from .boarding import seen
from .packs import GOOD, WEAK
from .world import QUIET, Reply, World, buttons, text


def feedback(world: World) -> list[str]:
    """The feedback cards' texts."""
    return [text(card) for card in world.cards() if "I disagree" in buttons(card)]


# Words


async def test_typing_before_picking_up_is_told_once_and_does_not_count(world: World) -> None:
    await world.start_screen(picked_up=False)
    await world.say("Hello?")
    await world.say("Is anybody there?")
    assert sum("Pick up" in said and "first" in said for said in world.said()) == 1
    await world.press("Pick up")
    await world.answer(GOOD)
    assert f"{len(GOOD.split())} words" in feedback(world)[0]


async def test_a_picture_is_no_answer(world: World) -> None:
    await world.start_screen()
    for _ in range(2):
        await world.anna.send(world.thread, "", attachments=[("cat.png", b"\x89PNG")])
    assert sum("in words" in said for said in world.said()) == 1
    await world.wait(QUIET)
    assert not feedback(world)
    await world.anna.send(world.thread, GOOD, attachments=[("cat.png", b"\x89PNG")])
    await world.wait(QUIET)
    assert f"{len(GOOD.split())} words" in feedback(world)[0]


ODD = {
    "4,000 characters": (GOOD + " ") * 34 + "And that is all.",
    "capitals": GOOD.upper(),
    "another language": "Es tut mir leid, dass Sie warten mussten. Ich rufe Sie heute vor sechs Uhr selbst zurück.",
    "right to left": "أنا آسف جدا على التأخير، سأتصل بك بنفسي قبل الساعة السادسة اليوم.",
    "code block": f"```python\nprint('sorry')\n```\n{GOOD}",
    "broken markdown": f"**{GOOD} ||_~~`",
    "everyone": f"@everyone @here <@&1> {GOOD}",
    "zero width": GOOD.replace(" ", " \u200b\u200d\ufeff"),
    "controls": GOOD.replace("depot", "de\u0000pot\u0007\u001b[31m\u202e"),
    "only zero width": "\u200b\u200d\u2060\ufeff",
    "emoji": "👋🏽👩‍👩‍👧 😀 " * 20,
    "one long word": "a" * 1900,
    "links": "https://example.com/" + "x" * 500,
}


@pytest.mark.parametrize("kind", ODD)
async def test_odd_words_are_rated_shown_and_kept_and_ping_nobody(world: World, kind: str) -> None:
    await world.start_screen()
    await world.submit(await world.press("Answer in a form"), ODD[kind])
    if not feedback(world):
        await world.press("Skip")  # nothing to see in it is as good as nothing said
    history = await world.command("screen history")
    assert history.private
    await world.command("screen stop")
    for message in world.thread.history():
        if message.author.id == world.bot.user.id:
            stored = world.env.backend.get_message(world.thread.id, message.id)
            assert not stored.ping_user_ids
            assert not stored.ping_role_ids
            assert not stored.mention_everyone


async def test_pings_of_others_are_escaped_in_public(world: World) -> None:
    bob = world.guild.add_member(world.env.create_user("bob"))
    await world.start_screen(visibility="public")
    await world.answer(f"@everyone {bob.mention}, I am really sorry that you had to wait. I will call you back.")
    for card in world.cards():
        stored = world.env.backend.get_message(world.thread.id, card.id)
        assert not stored.mention_everyone
        assert bob.id not in stored.ping_user_ids
        assert "@everyone" not in text(card)
        assert bob.mention not in text(card)


@pytest.mark.parametrize("how", ["edit", "delete"])
@pytest.mark.parametrize("pace", ["relaxed", "real"])
async def test_first_wording_counts_and_the_card_says_so(world: World, how: str, pace: str) -> None:
    await world.start_screen(pace=pace)
    message = await world.say(WEAK)
    if how == "edit":
        await world.anna.edit(message, GOOD)
    else:
        await world.anna.delete(message)
    await world.wait(QUIET)
    if pace == "real":
        await world.command("screen stop")
    (said,) = feedback(world)
    assert "first wording counts" in said
    assert f"{len(WEAK.split())} words" in said
    assert any(quote.rstrip(".…") in WEAK for quote in re.findall("“([^”]+)”", said))


@pytest.mark.parametrize("how", ["edit", "delete"])
async def test_unsaying_after_the_feedback_is_answered(world: World, how: str) -> None:
    await world.start_screen()
    message = await world.say(WEAK)
    await world.wait(QUIET)
    if how == "edit":
        await world.anna.edit(message, GOOD)
    else:
        await world.anna.delete(message)
    assert len(feedback(world)) == 1
    assert "first wording counts" in world.said()[-1]


# Buttons


async def test_pick_up_twice_asks_once(world: World) -> None:
    await world.start_screen()
    reply = await world.press("Pick up")
    assert reply.private
    assert len(world.cards()) == 2


async def test_next_twice_asks_once(world: World) -> None:
    await world.start_screen()
    await world.answer(GOOD)
    await world.press("Next")
    reply = await world.press("Next")
    assert reply.private
    assert "2 of 3" in text(world.question)
    assert len([card for card in world.cards() if "Done" in buttons(card)]) == 2


@pytest.mark.parametrize("label", ["Done", "Skip", "Answer in a form"])
async def test_an_old_question_s_buttons_do_nothing_and_say_so(world: World, label: str) -> None:
    await world.start_screen()
    old = world.question
    await world.press("Skip")
    before = world.said()
    reply = await world.press(label, old)
    assert reply.private
    assert "over" in reply.text
    assert reply.modal is None
    assert world.said() == before


async def test_an_old_hint_may_still_be_read(world: World) -> None:
    await world.start_screen()
    old = world.question
    await world.press("Skip")
    assert "sorry" in (await world.press("Hint", old)).text


async def test_try_again_on_an_older_card_works_during_a_review(world: World) -> None:
    await world.start_screen()
    await world.answer(GOOD)
    first = world.cards()[-1]
    await world.press("Next")
    await world.answer(GOOD)
    await world.press("Try again", first)
    assert "1 of 3" in text(world.question)
    assert "attempt 2" in text(world.question)


async def test_form_of_an_older_question_gives_the_text_back(world: World) -> None:
    await world.start_screen()
    form = await world.press("Answer in a form")
    await world.press("Skip")
    reply = await world.submit(form, GOOD)
    assert reply.private
    assert GOOD in reply.text
    assert not feedback(world)


async def test_empty_form_says_so_and_the_question_stays(world: World) -> None:
    await world.start_screen()
    reply = await world.submit(await world.press("Answer in a form"), "   \n ")
    assert reply.private
    assert "no answer" in reply.text
    await world.answer(GOOD)
    assert len(feedback(world)) == 1


async def test_others_can_press_and_say_nothing_that_counts(world: World) -> None:
    bob = world.guild.add_member(world.env.create_user("bob"))
    await world.start_screen(visibility="public")
    for label in ("Done", "Skip", "Answer in a form", "Hint"):
        reply = await world.press(label, who=bob)
        assert reply.private
        assert "somebody else" in reply.text
    await world.say("I know it! Say that you are sorry.", who=bob)
    await bob.typing(world.thread)
    await world.wait(QUIET)
    assert not feedback(world)
    await world.say(GOOD)
    await world.say("Well done!", who=bob)
    await world.wait(QUIET)
    assert f"{len(GOOD.split())} words" in feedback(world)[0]
    for label in ("Next", "Try again", "A strong answer", "I disagree"):
        assert "somebody else" in (await world.press(label, who=bob)).text
    assert "of 100" in world.said()[-1]


async def test_bots_and_system_messages_are_no_answer(world: World) -> None:
    helper = world.guild.add_member(world.env.create_user("helper", bot=True))
    await world.start_screen(visibility="public")
    await world.say("beep", who=helper)
    await world.wait(QUIET)
    assert not feedback(world)


# Commands


async def test_second_start_says_where_the_first_is_and_offers_to_end_it(world: World) -> None:
    first = await world.start_screen()
    reply = await world.start()
    assert reply.private
    assert first.mention in reply.text
    assert len(world.channel.threads) == 1
    (label,) = buttons(reply.message)
    pressed = await world.press(label, reply.message.message)
    assert "over" in pressed.text  # told where it was pressed, which may be far from that thread
    assert not buttons(pressed.message)
    assert "no report" in text(world.cards(first)[-1])
    await world.start_screen()
    assert len(world.channel.threads) == 2


async def test_two_starts_at_once_open_one_thread(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    history = world.bot.store.history
    slow = iter([1.0])

    async def first_is_slow(*args: Any) -> Sequence[TurnRow]:
        await asyncio.sleep(next(slow, 0))
        return await history(*args)

    monkeypatch.setattr(world.bot.store, "history", first_is_slow)
    first = await world.anna.slash(world.channel, "screen start")
    await world.start()
    await world.wait(2)
    assert len(world.channel.threads) == 1
    assert world.thread.mention in Reply(first).text
    assert "running" in Reply(first).text
    await world.press("Pick up")
    assert "1 of 5" in text(world.question)


async def test_start_beside_a_thread_opens_in_its_channel(world: World) -> None:
    await world.start_screen()
    await world.command("screen stop")
    await world.start(channel=world.thread)
    assert len(world.channel.threads) == 2


async def test_a_member_may_practise_on_two_servers(world: World) -> None:
    await world.start_screen()
    other = world.env.create_guild("Others")
    room = other.create_text_channel("practice")
    anna = other.add_member(world.anna.user)
    await world.start(anna, room)
    assert len(room.threads) == 1


async def test_unknown_pack_names_the_known(world: World) -> None:
    reply = await world.start(pack="chess")
    assert reply.private
    for pack in ("core", "three", "counted"):
        assert pack in reply.text
    assert not world.channel.threads


async def test_pack_is_completed(world: World) -> None:
    def values(choices: list[dict[str, str]]) -> set[str]:
        return {choice["value"] for choice in choices}

    offered = await world.anna.autocomplete(world.channel, "screen start", "pack", "")
    assert {"core", "three", "counted"} <= values(offered)
    offered = await world.anna.autocomplete(world.channel, "screen start", "pack", "COUNT")
    assert values(offered) == {"counted"}


@pytest.mark.parametrize("command", ["screen resume", "screen stop"])
async def test_without_a_live_screen_resume_and_stop_say_so(world: World, command: str) -> None:
    reply = await world.command(command)
    assert reply.private
    assert "no screen running" in reply.text


async def test_resume_of_a_running_screen_says_so(world: World) -> None:
    await world.start_screen()
    before = world.said()
    reply = await world.command("screen resume")
    assert reply.private
    assert "running" in reply.text
    assert world.said() == before


async def test_history_shows_their_answers_with_feedback_to_them_alone(world: World) -> None:
    bob = world.guild.add_member(world.env.create_user("bob"))
    assert "No answers yet" in (await world.command("screen history")).text
    await world.start_screen()
    await world.answer(GOOD)
    await world.press("Next")
    await world.press("Skip")
    reply = await world.command("screen history")
    assert reply.private
    assert GOOD in reply.text
    assert re.search(r"\d+ of 100", reply.text)
    assert "skipped" in reply.text
    assert GOOD not in (await world.command("screen history", who=bob)).text


async def test_leaderboard_adds_the_best_score_of_each_question(world: World) -> None:
    bob = world.guild.add_member(world.env.create_user("bob"))
    for who in (world.anna, bob):
        await seen(world, who)
    assert "Nobody" in (await world.command("leaderboard")).text
    best = []
    for answer in (WEAK, GOOD):  # twice the same questions: the better score of each counts
        await world.start_screen()
        for _ in range(3):
            await world.answer(answer)
            best.append(int(re.search(r"(\d+) of 100", world.said()[-1])[1]))  # type: ignore[index]  # always there
            await world.press(next(label for label in buttons(world.cards()[-1]) if label[0] in "NF"))
    await world.start_screen(who=bob)
    await world.answer("I do apologise. Let me look into it right now, and I will write to you before five.", who=bob)
    bobs = int(re.search(r"(\d+) of 100", world.said()[-1])[1])  # type: ignore[index]
    for period in ("this week", "this month", "all time"):
        reply = await world.command("leaderboard", period=period)
        assert reply.private
        first, second = (line for line in reply.text.split("\n") if "<@" in line)
        assert re.search(rf"1\D.*{world.anna.mention}.*\b{sum(best[3:])} points", first)
        assert re.search(rf"2\D.*{bob.mention}.*\b{bobs} points", second)


async def test_help_says_how_to_begin(world: World) -> None:
    reply = await world.command("help")
    assert reply.private
    for command in ("/screen start", "/screen resume", "/screen stop", "/screen history", "/leaderboard"):
        assert command in reply.text
