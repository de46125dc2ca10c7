"""The real bot with a real judge over real sockets: an opinion ends on the card, and a broken judge harms nothing."""

import asyncio
import json
from typing import Any

import pytest

from tests.judges import JudgeServer, judge_server, verdict

from .practice import GOOD, Practice
from .world import Json, text_of

LINE = "A second reader (a language model) would give Ownership 4, Empathy 2, of 5."


def ask_there(practice: Practice, server: JudgeServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the bot ask this server."""
    plain = practice.config
    judge = {"judge_url": server.url, "judge_model": "small", "judge_seconds": 1.0}

    def config(**options: Any) -> Any:
        return plain(**options).model_copy(update=judge)

    monkeypatch.setattr(practice, "config", config)


async def answered(practice: Practice) -> Json:
    """Ada's feedback on a good answer."""
    await practice.begin()
    await practice.say(GOOD)
    await practice.press(await practice.card("Question 1 of 3"), "Done")
    return await practice.card("of 100")


async def test_an_opinion_is_added_to_the_card(practice: Practice, monkeypatch: pytest.MonkeyPatch) -> None:
    async with judge_server() as server:
        go, good = asyncio.Event(), verdict(quotes=[{"quote": "before six today", "shows": "@everyone names a time"}])

        async def when_told(request: Any) -> Any:
            await go.wait()
            return await server.saying(json.dumps(good))(request)

        server.behave = when_told
        ask_there(practice, server, monkeypatch)
        async with practice.bot():
            before = await answered(practice)
            stood = text_of(before)
            go.set()
            after = await practice.card(LINE)
            assert text_of(after).startswith(stood)
            assert after["id"] == before["id"]
            assert after["components"][0]["id"] == before["components"][0]["id"], "the mark stays"
            assert "@everyone" not in text_of(after)
            assert len(practice.discord.requests("PATCH /channels/*")) == 1
            await practice.press(after, "Next")
            await practice.card("Question 2 of 3")
    _, (turn,) = await practice.stored()
    assert turn.opinion is not None
    assert json.loads(turn.opinion)["model"] == "small"


@pytest.mark.parametrize("trouble", ["500", "silence", "nonsense"])
async def test_a_judge_that_fails_harms_nothing(
    practice: Practice, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    async def silent(request: Any) -> Any:
        await asyncio.sleep(30)

    async with judge_server() as server:
        wrong = {"500": server.replying(b"", 500), "silence": silent, "nonsense": server.saying("@everyone " * 5_000)}
        server.behave = wrong[trouble]
        ask_there(practice, server, monkeypatch)
        async with practice.bot():
            feedback = await answered(practice)
            await practice.press(feedback, "Next")
            await practice.card("Question 2 of 3")
            await asyncio.sleep(1.2)
            assert not practice.cards("second reader")
    _, (turn,) = await practice.stored()
    assert turn.overall is not None
    assert turn.opinion is None
