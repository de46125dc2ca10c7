"""The bot as a process, killed with SIGKILL and started again on the same database: no answer lost, none scored twice,
no card twice, no clock reset, old buttons and forms work."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.practice.timing import snowflake_time

from .faults import Fault
from .practice import GOOD, Practice

POST = "POST /channels/*/messages"
THREAD = "POST /channels/*/threads"


@asynccontextmanager
async def killed(practice: Practice) -> AsyncIterator[None]:
    """The bot runs inside, and is killed at the end."""
    async with practice.process() as running:
        yield
        assert running.returncode is None
        running.kill()
        await running.wait()


async def reached(fault: Fault) -> None:
    await asyncio.wait_for(fault.reached.wait(), 10)


async def test_one_screen_killed_five_times(practice: Practice) -> None:
    options = {"pack": "wire", "questions": 3, "pace": "real"}
    async with killed(practice):  # the thread is there, but the bot never heard so
        held = practice.discord.fault(THREAD, hold=True, after=True)
        await practice.discord.slash(practice.ada, practice.channel, "screen start", options)
        await reached(held)

    async with killed(practice):  # there is one thread, and Ada is in it; then the first question is there unheard
        lobby = await practice.card("is calling")
        held = practice.discord.fault(POST, hold=True, after=True)
        await practice.press(lobby, "Pick up")
        await reached(held)
    question = await practice.card("Question 1 of 3")
    await practice.say("one")

    async with killed(practice):  # killed with an answer begun, a form open, and words just said
        opened = await practice.discord.click(practice.ada, question, "Answer in a form")
        await practice.say("two")
    before, turns = await practice.stored()
    assert turns == []
    await practice.say("three")

    async with killed(practice):  # a form opened before can be sent after; then the next question is there unheard
        held = practice.discord.fault(POST, hold=True, after=True)
        await practice.discord.submit(opened, {"What do you say?": GOOD})
        await reached(held)
    after, (turn,) = await practice.stored()
    assert turn.answer == f"one\ntwo\nthree\n{GOOD}", "words heard before, just then, and said to nobody: each once"
    assert turn.asked_at == snowflake_time(int(question["id"])), "the clock started with the card"
    assert after.turns[0].part.answer_by == before.turn.part.answer_by, "and was not set anew"
    assert before.turn.part.answer_by is not None

    async with killed(practice):
        second = await practice.card("Question 2 of 3")
        await practice.press(second, "Done")  # nothing is said yet
        await practice.press(question, "Skip")  # the button of a question that is over
        await practice.press(second, "Skip")
        await practice.press(await practice.card("Question 3 of 3"), "Skip")
        await practice.card("Your report")
    _, turns = await practice.stored()
    assert [t.outcome for t in turns] == ["skipped", "skipped", "answered"]
    assert turns[-1] == turn, "scored once"
    assert len(practice.spoken()) == 6, "lobby, three questions, feedback, report: each once"


async def test_a_card_on_its_way_when_the_bot_dies(practice: Practice) -> None:
    """Its request reaches Discord only when the bot, started again, has posted the card: the nonce makes it one."""
    async with killed(practice):
        question = await practice.begin()
        await practice.say(GOOD)
        held = practice.discord.fault(POST, hold=True)
        await practice.press(question, "Done")
        await reached(held)
    _, (turn,) = await practice.stored()
    assert practice.cards("of 100") == []
    await practice.say("Hello?")
    async with killed(practice):
        feedback = await practice.card("of 100")
        await practice.card("no question is open")
        held.release()
        await practice.press(feedback, "Next")
        await practice.card("Question 2 of 3")
        assert len(practice.cards("of 100")) == 1
    _, turns = await practice.stored()
    assert turns == [turn], "scored once"


async def test_forms_only_and_a_stop(practice: Practice) -> None:
    """Without the message content intent it runs on forms. SIGTERM: it says goodbye to Discord and ends well."""
    practice.discord.gateway.message_content = False
    async with practice.process() as running:
        await practice.discord.wait_for(practice.discord.gateway.live, 15)
        opened = await practice.discord.click(practice.ada, await practice.begin(), "Answer in a form")
        await practice.discord.submit(opened, {"What do you say?": GOOD})
        await practice.card("of 100")
        running.terminate()
        assert await asyncio.wait_for(running.wait(), 10) == 0
    assert practice.discord.gateway.sessions == {}
