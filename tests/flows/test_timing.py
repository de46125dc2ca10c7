"""Time: silence, typing, limits, and nobody there (issue 2, "What a member does", 3 and 8)."""

import pytest

from bot.practice.timing import IDLE, PAUSED, SILENCE, TYPING_LASTS

from .packs import GOOD, WEAK
from .world import QUIET, World, buttons, text

DAY = 24 * 60 * 60


def feedback(world: World) -> list[str]:
    """The feedback cards' texts."""
    return [text(card) for card in world.cards() if "I disagree" in buttons(card)]


def told(world: World, words: str) -> int:
    """How many cards say this."""
    return sum(words in said for said in world.said())


# The end of an answer


async def test_silence_ends_an_answer(world: World) -> None:
    await world.start_screen()
    await world.say(GOOD)
    await world.wait(SILENCE / 1000 - 1)
    assert not feedback(world)
    await world.wait(2)
    assert len(feedback(world)) == 1


async def test_each_message_and_typing_put_the_end_off(world: World) -> None:
    await world.start_screen()
    for sentence in GOOD.split(". "):
        await world.say(sentence)
        await world.wait(SILENCE / 1000 - 1)
    await world.anna.typing(world.thread)
    await world.wait(TYPING_LASTS / 1000 - 1)
    assert not feedback(world)
    await world.say("And thank you.")
    await world.wait(QUIET)
    (said,) = feedback(world)
    assert f"{len(GOOD.split()) + 3} words" in said


async def test_typing_that_comes_to_nothing_ends_too(world: World) -> None:
    await world.start_screen()
    await world.say(GOOD)
    await world.anna.typing(world.thread)
    await world.wait(TYPING_LASTS / 1000 + 1)
    assert len(feedback(world)) == 1


async def test_thinking_before_the_first_word_ends_nothing(world: World) -> None:
    await world.start_screen()
    await world.wait(60)
    await world.anna.typing(world.thread)
    await world.wait(60)
    assert len(world.cards()) == 2


# Limits


async def test_words_before_the_limit_count_and_late_ones_are_told_once(world: World) -> None:
    await world.start_screen(pace="pressure")
    await world.wait(5)
    await world.anna.typing(world.thread)  # began in time
    for _ in range(5):
        await world.wait(10)
        await world.anna.typing(world.thread)
    await world.wait(3)
    await world.say(GOOD)  # 58 s
    await world.wait(3)
    await world.say("And one more thing that comes too late.")  # 61 s
    assert told(world, "does not count") == 1
    assert "2 of 3" in text(world.question)
    await world.command("screen stop")
    assert [f"{len(GOOD.split())} words" in said for said in feedback(world)] == [True]


async def test_an_answer_that_goes_on_is_cut_at_the_limit(world: World) -> None:
    await world.start_screen(pace="pressure")
    for _ in range(12):  # 0 to 55 s
        await world.say("I am sorry and I will call you back.")
        await world.wait(5)
    assert "1 of 3" in text(world.question)
    await world.anna.typing(world.thread)
    await world.wait(5)
    assert "2 of 3" in text(world.question)
    await world.command("screen stop")
    assert f"{12 * 9} words" in feedback(world)[0]


async def test_begun_in_time_one_may_answer_until_the_limit(world: World) -> None:
    await world.start_screen(pace="real")
    await world.wait(25)
    await world.anna.typing(world.thread)
    await world.wait(60)
    await world.say(GOOD)
    await world.wait(QUIET)
    assert told(world, "still there") == 0
    await world.command("screen stop")
    assert "began after 25 s" in feedback(world)[0].lower()
    assert "answered in 85 s" in feedback(world)[0].lower()


async def test_form_opened_in_time_may_come_a_little_after_the_limit(world: World) -> None:
    await world.start_screen(pace="pressure")
    form = await world.press("Answer in a form")
    await world.wait(65)
    reply = await world.submit(form, GOOD)
    assert reply.text == ""
    await world.command("screen stop")
    assert f"{len(GOOD.split())} words" in feedback(world)[0]


async def test_form_too_late_gives_the_text_back(world: World) -> None:
    await world.start_screen(pace="pressure")
    form = await world.press("Answer in a form")
    await world.wait(80)
    assert "2 of 3" in text(world.question)
    reply = await world.submit(form, GOOD)
    assert reply.private
    assert GOOD in reply.text
    assert "does not count" in reply.text


# Nobody there


@pytest.mark.parametrize(("pace", "begin"), [("real", 30), ("pressure", 10)])
async def test_first_unanswered_question_asks_and_second_pauses(world: World, pace: str, begin: int) -> None:
    await world.start_screen(pace=pace)
    await world.wait(begin + 4)
    assert "still there" in text(world.question)
    assert "2 of 3" in text(world.question)
    await world.wait(begin + 4)
    assert "aused" in world.said()[-1]
    assert "Go on" in buttons(world.cards()[-1])
    cards = len(world.cards())
    await world.wait(DAY)
    assert len(world.cards()) == cards


async def test_an_answer_after_an_unanswered_question_starts_the_count_anew(world: World) -> None:
    await world.start_screen(pace="pressure")
    await world.wait(14)
    await world.answer(GOOD)
    await world.wait(14)
    assert told(world, "aused") == 0
    assert "report" in world.said()[-1]


async def test_going_on_after_a_pause_asks_with_a_clock_of_its_own(world: World) -> None:
    await world.start_screen(pace="pressure")
    await world.wait(40)
    assert "aused" in world.said()[-1]
    await world.wait(DAY)
    await world.press("Go on")
    assert "3 of 3" in text(world.question)
    await world.wait(8)
    await world.answer(GOOD)
    assert "report" in world.said()[-1]
    assert len(feedback(world)) == 1


async def test_resume_command_goes_on(world: World) -> None:
    await world.start_screen(pace="pressure")
    await world.wait(40)
    reply = await world.command("screen resume")
    assert reply.private
    assert world.thread.mention in reply.text
    assert "3 of 3" in text(world.question)


async def test_words_while_paused_are_told_so_once(world: World) -> None:
    await world.start_screen(pace="pressure")
    await world.wait(40)
    for _ in range(3):
        await world.say("Hello? I am back.")
    assert "Go on" in world.said()[-1]
    assert sum("is paused" in said for said in world.said()) == 1


async def test_relaxed_and_silent_it_asks_and_then_pauses(world: World) -> None:
    await world.start_screen()
    await world.wait(IDLE / 1000 + 1)
    assert "still there" in world.said()[-1]
    await world.wait(IDLE / 1000 + 1)
    assert "aused" in world.said()[-1]
    await world.press("Go on")
    assert "1 of 3" in text(world.question)  # the same question: it was never closed
    await world.answer(GOOD)
    assert len(feedback(world)) == 1


async def test_asked_whether_they_are_there_one_word_is_enough(world: World) -> None:
    await world.start_screen()
    await world.wait(IDLE / 1000 + 1)
    await world.wait(IDLE / 1000 - 10)
    await world.anna.typing(world.thread)
    await world.wait(20)
    assert told(world, "aused") == 0
    await world.answer(GOOD)
    assert len(feedback(world)) == 1


@pytest.mark.parametrize("at", ["lobby", "review"])
async def test_waiting_for_a_button_pauses_too(world: World, at: str) -> None:
    await world.start_screen(picked_up=at != "lobby")
    if at == "review":
        await world.answer(GOOD)
    await world.wait(IDLE / 1000 + 1)
    assert "still there" in world.said()[-1]
    await world.wait(IDLE / 1000 + 1)
    assert "aused" in world.said()[-1]
    await world.press("Go on")
    assert buttons(world.cards()[-1]) == ["Pick up"] if at == "lobby" else "2 of 3" in text(world.question)


async def test_paused_for_three_days_it_ends_with_a_report(world: World) -> None:
    await world.start_screen(pace="real")
    await world.answer(GOOD)
    await world.wait(2 * 34)
    assert "aused" in world.said()[-1]
    await world.wait(PAUSED / 1000 + 1)
    assert len(feedback(world)) == 1
    assert "early" in world.said()[-1]
    reply = await world.command("screen resume")
    assert "no screen running" in reply.text


async def test_paused_without_an_answer_it_just_ends(world: World) -> None:
    await world.start_screen(pace="pressure")
    await world.wait(40)
    await world.wait(PAUSED / 1000 + 1)
    assert "no report" in world.said()[-1]


async def test_a_pause_in_an_answer_loses_no_words(world: World) -> None:
    """A form stays open and nobody sends it; what was typed before counts."""
    await world.start_screen()
    await world.say(WEAK)
    await world.press("Answer in a form")
    await world.wait(QUIET)
    assert not feedback(world)  # the form is being filled in
    await world.wait(3 * IDLE / 1000)
    assert len(feedback(world)) == 1
