"""The real bot over real sockets: login, a question from start to feedback, and what goes wrong on the way."""

import asyncio
from typing import Any

import discord
import pytest

from bot.practice.timing import snowflake_time

from .practice import GOOD, Practice
from .world import text_of

POST = "POST /channels/*/messages"
THREAD = "POST /channels/*/threads"


async def test_login_tells_discord_the_commands(practice: Practice) -> None:
    async with practice.bot():
        commands = {c["name"]: c for c in practice.discord.world.commands[""]}
        assert set(commands) == {
            "screen",
            "call",
            "drill",
            "board",
            "leaderboard",
            "help",
            "review",
            "setup",
            "settings",
            "skills",
            "typing",
            "dictation",
            "notes",
            "basics",
            "figures",
        }
        needs = int(commands["review"]["default_member_permissions"])
        assert needs == discord.Permissions(manage_messages=True).value
        assert {o["name"] for o in commands["screen"]["options"]} == {"start", "resume", "stop", "history"}
        (session,) = practice.discord.gateway.live()
        asked_for = discord.Intents._from_value(session.intents)
        assert asked_for.message_content
        assert not asked_for.members, "one privileged intent, not two"
        assert not asked_for.presences
    assert not practice.discord.gateway.sessions, "it says goodbye"


async def test_a_question_from_start_to_feedback(practice: Practice) -> None:
    async with practice.bot():
        options = {"pack": "wire", "questions": 3}
        started = await practice.discord.slash(practice.ada, practice.channel, "screen start", options)
        lobby = await practice.card("is calling")
        shown = await practice.discord.wait_for(lambda: started.message)
        assert shown is not None
        assert f"<#{practice.thread['id']}>" in text_of(shown)
        assert shown["flags"] & 64, "seen by her alone"
        assert practice.thread["type"] == 12, "private unless asked otherwise"
        await practice.press(lobby, "Pick up")
        question = await practice.card("Question 1 of 3")
        await practice.say("I am sorry that you had to wait.")
        await practice.say("I will call the depot myself now.")
        await practice.press(question, "Done")
        feedback = text_of(await practice.card("of 100"))
        assert "I will call the depot myself now" in feedback, "quoted from the answer"
        assert len(practice.spoken()) == 3
    screen, (turn,) = await practice.stored()
    assert turn.answer == "I am sorry that you had to wait.\nI will call the depot myself now."
    assert screen.phase == "reviewing"


async def test_a_form_and_its_answer(practice: Practice) -> None:
    async with practice.bot():
        opened = await practice.discord.click(practice.ada, await practice.begin(), "Answer in a form")
        await practice.discord.submit(opened, {"What do you say?": GOOD})
        await practice.card("of 100")
    _, (turn,) = await practice.stored()
    assert turn.answer == GOOD


# -- REST


async def test_a_429_costs_time_and_nothing_else(practice: Practice) -> None:
    async with practice.bot():
        practice.discord.fault(POST, status=429, retry_after=0.2)
        await practice.begin()
        assert [r.status for r in practice.discord.requests(POST)] == [429, 200, 200]


async def test_a_503_is_tried_again(practice: Practice) -> None:
    async with practice.bot():
        practice.discord.fault(THREAD, status=503)
        practice.discord.fault(POST, status=503)
        question = await practice.begin()
        await practice.say(GOOD)
        practice.discord.fault(POST, status=503)
        await practice.press(question, "Done")
        await practice.card("of 100")
        assert len(practice.spoken()) == 3


@pytest.mark.parametrize("how", ["cut", "reset"])
async def test_a_reply_lost_after_the_message_was_made(practice: Practice, how: str) -> None:
    """Discord made it, and the bot never heard: it asks again with the same nonce, and the card is there once."""
    async with practice.bot():
        practice.discord.fault(POST, after=True, **{how: True})
        question = await practice.begin()
        assert len(practice.spoken()) == 2
        await practice.say(GOOD)
        await practice.press(question, "Done")
        await practice.card("of 100")


@pytest.mark.parametrize("trouble", [{"status": 503}, {"after": True, "reset": True}], ids=["refused", "replies lost"])
async def test_discord_out_of_reach_for_longer(
    practice: Practice, monkeypatch: pytest.MonkeyPatch, trouble: dict[str, Any]
) -> None:
    """The tries at once are over; later ones look first whether the card stands."""
    monkeypatch.setattr("bot.face.stage.TRY_AGAIN_AFTER", (0.02, 0.02))
    monkeypatch.setattr("bot.performing.RETRY_AFTER", 100)
    async with practice.bot():
        practice.discord.fault(POST, times=7, **trouble)
        question = await practice.begin()
        await practice.say(GOOD)
        await practice.press(question, "Done")
        await practice.card("of 100")
        assert len(practice.spoken()) == 3


async def test_a_reply_lost_after_the_thread_was_opened(practice: Practice) -> None:
    """Threads have no nonce: the bot looks for its thread before it opens another."""
    async with practice.bot():
        practice.discord.fault(THREAD, after=True, reset=True)
        await practice.begin()
        assert len(practice.discord.threads(practice.channel)) == 1


async def test_nonces_are_within_discords_limit_and_name_their_session(practice: Practice) -> None:
    async with practice.bot():
        await practice.begin()
    screen, _ = await practice.stored()
    nonces = [r.body["nonce"] for r in practice.discord.requests(POST)]
    assert len(set(nonces)) == len(nonces) == 2
    assert all(len(n) <= 25 and n.startswith(f"{screen.id:x}-") for n in nonces)


async def test_the_clock_of_a_question_does_not_wait_for_the_rate_limit(practice: Practice) -> None:
    """Discord's headers say that nothing may follow for 2 s; `send` returns after that. The card stands before."""
    async with practice.bot():
        practice.discord.limit(POST, 1, 2)
        question = await practice.begin("pressure")
        await practice.say(GOOD)
        await practice.press(question, "Done")
        assert not practice.cards("Question 2"), "it has to wait"
        _, (turn,) = await practice.stored()
    assert turn.asked_at == snowflake_time(int(question["id"]))
    assert turn.outcome == "answered"


# -- interactions that Discord no longer takes an answer to


async def test_the_token_of_the_command_expires_and_the_screen_goes_on(
    practice: Practice, caplog: pytest.LogCaptureFixture
) -> None:
    async with practice.bot():
        held = practice.discord.fault(THREAD, hold=True)
        options = {"pack": "wire", "questions": 3}
        started = await practice.discord.slash(practice.ada, practice.channel, "screen start", options)
        await held.reached.wait()
        started.expired = True
        held.release()
        await practice.press(await practice.card("is calling"), "Pick up")
        await practice.card("Question 1 of 3")
    assert not [r for r in caplog.records if r.exc_info], "it is nobody's mistake"


async def test_a_form_that_is_answered_too_late_counts(practice: Practice, caplog: pytest.LogCaptureFixture) -> None:
    """Discord has given up on the interaction (3 s), but its words have come."""
    async with practice.bot():
        question = await practice.begin()
        opened = await practice.discord.click(practice.ada, question, "Answer in a form")
        practice.discord.desk.seconds = 0
        await practice.discord.click(practice.ada, question, "Hint", wait=False)
        await practice.discord.submit(opened, {"What do you say?": GOOD}, wait=False)
        await practice.card("of 100")
        answers = "POST /interactions/*/callback"
        await practice.discord.wait_for(
            lambda: [r.status for r in practice.discord.requests(answers)][3:] == [404, 404]
        )
    assert not [r for r in caplog.records if r.exc_info]


# -- the connection


async def test_a_dropped_connection(practice: Practice) -> None:
    """RESUME brings the words that were said meanwhile, and no limit passes before they are there."""
    gateway = practice.discord.gateway
    async with practice.bot():
        await practice.begin("pressure")
        practice.clock.ahead += 12.5  # of 10 s to begin, and 3 in which words may still arrive
        await gateway.drop()
        await practice.discord.wait_for(lambda: gateway.resumed == 1)
        async with gateway.away():
            await practice.say(GOOD)
            await asyncio.sleep(1.6)
            assert len(practice.spoken()) == 2, "nothing is decided while Discord is away"
        await practice.discord.wait_for(lambda: gateway.resumed == 2)
        await practice.press(await practice.card("Question 1 of 3"), "Done")
        await practice.card("Question 2 of 3")
        assert gateway.identifies == 1
    _, (turn,) = await practice.stored()
    assert (turn.outcome, turn.answer) == ("answered", GOOD)


async def test_a_line_that_dies_without_a_word(practice: Practice) -> None:
    """Before it is decided that nothing was said, the thread is read: the bot may not have heard."""
    gateway = practice.discord.gateway
    async with practice.bot():
        question = await practice.begin("pressure")
        practice.clock.ahead += 12.5
        await gateway.drop()
        await practice.discord.wait_for(lambda: gateway.resumed == 1)
        gateway.deafen()
        await practice.say(GOOD)
        await practice.discord.wait_for(lambda: practice.discord.requests("GET /channels/*/messages"))
        await gateway.drop()
        await practice.discord.wait_for(lambda: gateway.resumed == 2)
        await practice.press(question, "Done")
        await practice.card("Question 2 of 3")
    _, (turn,) = await practice.stored()
    assert (turn.outcome, turn.answer) == ("answered", GOOD)


async def test_a_session_that_discord_ends(practice: Practice) -> None:
    """The bot identifies anew, and reads in the thread what it missed."""
    async with practice.bot():
        question = await practice.begin()
        await practice.say("Good morning, Amara Nwosu speaking.")
        practice.discord.gateway.invalidate()
        await practice.say(GOOD)
        await practice.discord.wait_for(lambda: practice.discord.requests("GET /channels/*/messages"))
        await practice.press(question, "Done")
        await practice.card("of 100")
        assert (practice.discord.gateway.identifies, practice.discord.gateway.resumed) == (2, 0)
    _, (turn,) = await practice.stored()
    assert turn.answer == f"Good morning, Amara Nwosu speaking.\n{GOOD}"


async def test_one_of_two_shards_identifies_anew(practice: Practice) -> None:
    gateway = practice.discord.gateway
    async with practice.bot(shards=2):
        question = await practice.begin()
        ours = next(s for s in gateway.live() if s.shard == (int(practice.guild["id"]) >> 22) % 2)
        gateway.end(ours)
        await practice.say(GOOD)
        await practice.discord.wait_for(lambda: practice.discord.requests("GET /channels/*/messages"))
        await practice.press(question, "Done")
        await practice.card("of 100")
        assert gateway.identifies == 3


async def test_an_outage_of_discords(practice: Practice) -> None:
    """Neither REST nor gateway answers, and the reconnect is refused: no words are lost, and no card under way."""
    async with practice.bot():
        question = await practice.begin()
        await practice.say(GOOD)
        held = practice.discord.fault(POST, hold=True, cut=True)
        await practice.press(question, "Done")
        await held.reached.wait()
        async with practice.discord.outage():
            held.release()
            await practice.say("Are you still there?")
            await asyncio.sleep(0.2)
        await practice.card("of 100")
        await practice.discord.wait_for(lambda: practice.discord.gateway.identifies == 2, 15)
        await practice.card("I heard you, but no question is open")


# -- without the message content intent


async def test_without_the_intent_there_are_forms(practice: Practice) -> None:
    practice.discord.gateway.message_content = False
    with pytest.raises(discord.PrivilegedIntentsRequired):
        async with practice.bot():
            pass
    owner = practice.discord.world.member(practice.guild["id"], practice.guild["owner_id"])
    async with practice.bot(message_content=False):
        question = await practice.begin()
        assert "Done" not in str(question["components"]), "there is nothing to type"
        await practice.say(GOOD)
        await practice.card("can't read what is typed")
        opened = await practice.discord.click(practice.ada, question, "Answer in a form")
        await practice.discord.submit(opened, {"What do you say?": GOOD})
        await practice.card("of 100")
        (note,) = practice.discord.direct(owner)
        assert "Message Content Intent" in note["content"]
        assert "Developer Portal" in note["content"]
    async with practice.bot(message_content=False):
        await practice.press(await practice.card("of 100"), "Next")
        await practice.card("Question 2 of 3")
    assert len(practice.discord.direct(owner)) == 1, "told once"
