"""Killed and started again in each phase: clocks, words said meanwhile, old buttons and forms."""

import asyncio
import re

import pytest

from bot.practice.timing import IDLE, PAUSED

from .packs import FOLLOW_UP, GOOD, WEAK
from .world import QUIET, World, buttons, text

LONG = 60 * 60


def feedback(world: World) -> list[str]:
    """The feedback cards' texts."""
    return [text(card) for card in world.cards() if "I disagree" in buttons(card)]


def words(answer: str) -> str:
    """How a card counts the words of an answer."""
    return f"{len(answer.split())} words"


# Each phase


async def test_in_the_lobby(world: World) -> None:
    await world.start_screen(picked_up=False)
    await world.restart()
    assert len(world.cards()) == 1
    await world.press("Pick up")
    assert "1 of 3" in text(world.question)


async def test_while_a_question_is_open(world: World) -> None:
    await world.start_screen()
    for label in ("Hint", "Answer in a form"):
        await world.restart()
        assert (await world.press(label)).result.acknowledged
    await world.restart()
    assert len(world.cards()) == 2
    await world.answer(GOOD)
    assert len(feedback(world)) == 1


async def test_in_the_middle_of_an_answer(world: World) -> None:
    await world.start_screen()
    await world.say("I am really sorry that you had to wait.")
    await world.restart()
    await world.say("I will call you back myself before six today.")
    await world.restart()
    await world.wait(QUIET)
    (said,) = feedback(world)
    assert "18 words" in said


async def test_while_typing(world: World) -> None:
    await world.start_screen()
    await world.wait(7)
    await world.anna.typing(world.thread)
    await world.restart()
    await world.wait(3)
    await world.answer(GOOD)
    assert "began after 7 s" in feedback(world)[0].lower()


async def test_in_a_follow_up(world: World) -> None:
    await world.start_screen(pack="counted")
    await world.answer("It was busy all day, with hardly a moment to breathe.")
    await world.restart()
    await world.answer("About ninety calls.")
    assert sum(FOLLOW_UP in said for said in world.said()) == 1
    assert "14 words" in feedback(world)[0]


async def test_on_feedback_and_after_the_end_all_buttons_work(world: World) -> None:
    await world.start_screen()
    await world.answer(GOOD)
    await world.restart()
    assert "sorry" in (await world.press("A strong answer")).text
    assert "moderators" in (await world.press("I disagree")).text
    await world.press("Try again")
    await world.answer(GOOD)
    await world.restart()
    await world.press("Next")
    await world.command("screen stop")
    await world.restart()
    assert "sharing" in (await world.press("Share")).text
    assert "sorry" in (await world.press("A strong answer")).text
    await world.press("Try again")
    await world.restart()
    await world.answer(GOOD)
    assert "attempt 3" in world.said()[-1]
    assert len(world.cards(world.channel)) == 1


async def test_while_paused(world: World) -> None:
    await world.start_screen(pace="pressure")
    await world.wait(40)
    await world.restart()
    await world.press("Go on")
    assert "3 of 3" in text(world.question)


# Clocks


async def test_limits_are_not_reset(world: World) -> None:
    await world.start_screen(pace="pressure")
    await world.anna.typing(world.thread)
    await world.wait(50)
    await world.restart()
    await world.wait(9)
    assert "1 of 3" in text(world.question)
    await world.wait(5)
    assert "2 of 3" in text(world.question)


async def test_silence_is_not_reset(world: World) -> None:
    await world.start_screen()
    await world.say(GOOD)
    await world.wait(4)
    await world.restart()
    await world.wait(3)
    assert len(feedback(world)) == 1


async def test_times_are_those_of_discord_however_long_the_bot_was_away(world: World) -> None:
    await world.start_screen()
    await world.wait(10)
    await world.say(GOOD)
    async with world.away():
        await world.wait(LONG)
    await world.wait(1)
    (said,) = feedback(world)
    assert "began after 10 s" in said.lower()
    assert "answered in 10 s" in said.lower()


async def test_limit_that_passed_meanwhile_without_a_word(world: World) -> None:
    await world.start_screen(pace="pressure")
    async with world.away():
        await world.wait(LONG)
    await world.wait(1)
    assert "2 of 3" in text(world.question)
    assert "still there" in text(world.question)
    await world.wait(8)  # its clock is its own
    await world.answer(GOOD)
    assert "3 of 3" in text(world.question)


async def test_pause_that_passed_three_days_meanwhile(world: World) -> None:
    await world.start_screen(pace="real")
    await world.answer(GOOD)
    await world.wait(70)
    assert "aused" in world.said()[-1]
    async with world.away():
        await world.wait(PAUSED / 1000 + LONG)
    await world.wait(1)
    assert "Your report" in world.said()[-1]


async def test_relaxed_member_is_not_paused_for_our_absence_alone(world: World) -> None:
    """They are asked first, as if it had just become quiet."""
    await world.start_screen()
    async with world.away():
        await world.wait(3 * IDLE / 1000)
    await world.wait(1)
    assert "still there" in world.said()[-1]
    assert not any("aused" in said for said in world.said())


# What was said meanwhile


async def test_words_said_meanwhile_are_read_in_the_thread(world: World) -> None:
    await world.start_screen()
    await world.say("I am really sorry that you had to wait.")
    async with world.away():
        await world.say("I will call the depot now.")
        await world.say("I will call you back myself before six today.")
    await world.wait(QUIET)
    (said,) = feedback(world)
    assert "24 words" in said


async def test_words_in_time_count_though_the_limit_passed_meanwhile(world: World) -> None:
    await world.start_screen(pace="pressure")
    await world.wait(5)
    async with world.away():
        await world.say(GOOD)
        await world.wait(LONG)
    await world.wait(1)
    assert "2 of 3" in text(world.question)
    assert "still there" not in text(world.question)
    await world.command("screen stop")
    assert words(GOOD) in feedback(world)[0]


async def test_late_words_said_meanwhile_do_not_count(world: World) -> None:
    await world.start_screen(pace="pressure")
    await world.say(GOOD)
    async with world.away():
        await world.wait(100)
        await world.say(WEAK)
        await world.wait(LONG)
    await world.wait(1)
    assert sum("does not count" in said for said in world.said()) == 1
    assert "2 of 3" in text(world.question)
    await world.command("screen stop")
    (said,) = feedback(world)
    assert words(GOOD) in said


async def test_what_others_said_meanwhile_does_not_count(world: World) -> None:
    bob = world.guild.add_member(world.env.create_user("bob"))
    await world.start_screen(visibility="public")
    async with world.away():
        await world.say("I know it!", who=bob)
    await world.wait(LONG / 30)
    assert not feedback(world)


async def test_edited_meanwhile_the_first_wording_that_we_heard_counts(world: World) -> None:
    await world.start_screen()
    message = await world.say(WEAK)
    async with world.away():
        await world.anna.edit(message, GOOD)
    await world.wait(QUIET)
    assert words(WEAK) in feedback(world)[0]


async def test_many_messages_said_meanwhile_are_all_read(world: World) -> None:
    # (Of more than a hundred, SimCord gives the newest, and Discord the oldest first: tests/wire has those.)
    await world.start_screen()
    async with world.away():
        for number in range(90):
            await world.say(f"Word{number}")
    await world.wait(QUIET)
    assert "90 words" in feedback(world)[0]


# Old forms and buttons


async def test_form_opened_before_is_taken_after(world: World) -> None:
    await world.start_screen()
    form = await world.press("Answer in a form")
    await world.restart()
    await world.submit(form, GOOD)
    assert words(GOOD) in feedback(world)[0]


async def test_form_opened_before_and_too_late_gives_the_text_back(world: World) -> None:
    await world.start_screen(pace="pressure")
    form = await world.press("Answer in a form")
    async with world.away():
        await world.wait(LONG)
    reply = await world.submit(form, GOOD)
    assert GOOD in reply.text


async def test_button_pressed_right_after_a_start_is_not_ahead_of_the_words_said_meanwhile(world: World) -> None:
    await world.start_screen()
    async with world.away():
        await world.say(GOOD)
    await world.press("Done")
    assert words(GOOD) in feedback(world)[0]


@pytest.mark.parametrize("label", ["Pick up", "Done", "Skip"])
async def test_old_buttons_are_answered(world: World, label: str) -> None:
    await world.start_screen()
    card = world.with_button(label)
    await world.press("Skip")
    before = world.said()
    await world.restart()
    reply = await world.press(label, card)
    assert reply.private
    assert re.search("over|first", reply.text)
    assert world.said() == before


async def test_a_card_far_up_in_a_busy_public_thread_is_found_and_not_posted_again(world: World) -> None:
    bob = world.guild.add_member(world.env.create_user("bob"))
    await world.start_screen(visibility="public")

    async def lost(*_: object) -> None:
        raise asyncio.CancelledError  # killed before the tick

    world.bot.store.tick = lost  # type: ignore[method-assign]
    await world.press("Skip")
    async with world.away():
        for number in range(90):
            await world.say(f"Chat {number}", who=bob)
    await world.wait(1)
    assert len([card for card in world.cards() if "2 of 3" in text(card)]) == 1
