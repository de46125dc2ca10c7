"""Connections that drop, requests that fail, bots that die: with a plain bot, as the real client takes it."""

import asyncio
import sys
from pathlib import Path

import aiohttp
import discord
import pytest

from .probe import Scene
from .process import process

POST = "POST /channels/*/messages"

# -- connections


@pytest.mark.parametrize("code", [None, 4000, 1001])
async def test_a_dropped_connection_is_resumed_and_what_was_missed_replayed(scene: Scene, code: int | None) -> None:
    gateway = scene.discord.gateway
    async with scene.bot() as probe:
        await scene.discord.say(scene.ada, scene.channel, "before")
        await scene.hears(probe, "before")
        await gateway.drop(code)
        await scene.discord.say(scene.ada, scene.channel, "between")
        await scene.hears(probe, "between")
        await scene.discord.wait_for(lambda: "resumed" in probe.events)
        assert probe.heard() == ["before", "between"], "each once"
        assert (gateway.identifies, gateway.resumed) == (1, 1)


async def test_discord_asks_for_a_new_connection(scene: Scene) -> None:
    async with scene.bot() as probe:
        scene.discord.gateway.ask_to_reconnect()
        await scene.discord.wait_for(lambda: "resumed" in probe.events)
        assert scene.discord.gateway.identifies == 1


async def test_an_invalid_session_means_identify_anew_and_the_gap_is_lost(scene: Scene) -> None:
    gateway = scene.discord.gateway
    async with scene.bot() as probe:
        gateway.invalidate()
        await scene.discord.say(scene.ada, scene.channel, "into the gap")
        await scene.discord.wait_for(lambda: probe.events.count("ready") == 2)
        assert (gateway.identifies, gateway.resumed, probe.heard()) == (2, 0, [])


async def test_a_session_that_ended_while_away_cannot_be_resumed(scene: Scene) -> None:
    gateway = scene.discord.gateway
    async with scene.bot() as probe:
        async with gateway.away():
            gateway.invalidate()
        await scene.discord.wait_for(lambda: probe.events.count("ready") == 2)
        assert (gateway.identifies, gateway.resumes, gateway.resumed) == (2, 1, 0)


async def test_after_a_refused_connection_the_client_does_not_resume(scene: Scene) -> None:
    """An AutoShardedBot whose first try to reconnect fails identifies anew: it must read up on what it missed."""
    gateway = scene.discord.gateway
    async with scene.bot() as probe:
        async with scene.discord.outage():
            await scene.discord.say(scene.ada, scene.channel, "into the outage")
            await asyncio.sleep(0.1)
            with pytest.raises(aiohttp.ClientConnectionError):
                await scene.place(probe).send("no")
        await scene.discord.wait_for(lambda: probe.events.count("ready") == 2, 10)
        assert (gateway.identifies, gateway.resumed, probe.heard()) == (2, 0, [])
        assert [m.content async for m in scene.place(probe).history()] == ["into the outage"]


async def test_a_bot_killed_in_mid_request_and_started_again(scene: Scene) -> None:
    bot = (sys.executable, str(Path(__file__).with_name("echo_bot.py")))
    async with process(scene.discord, *bot) as running:
        held = scene.discord.fault(POST, hold=True)
        await scene.discord.say(scene.ada, scene.channel, "one")
        await asyncio.wait_for(held.reached.wait(), 10)
        running.kill()
        await running.wait()
        held.release()
    await scene.discord.wait_for(lambda: scene.texts() == ["one", "one"])  # what was sent out is done all the same
    await scene.discord.say(scene.ada, scene.channel, "said to nobody")
    async with process(scene.discord, *bot):
        await scene.discord.say(scene.ada, scene.channel, "two")
        await scene.discord.wait_for(lambda: len(scene.texts()) == 5)
    assert scene.texts() == ["one", "one", "said to nobody", "two", "two"]
    assert scene.discord.gateway.identifies == 2


async def test_the_world_outlives_its_clients(scene: Scene) -> None:
    async with scene.bot() as probe:
        thread = await scene.place(probe).create_thread(name="kept")
        await thread.send("question 1")
    async with scene.bot() as again:
        found = again.get_channel(thread.id)
        assert isinstance(found, discord.Thread)
        assert [m.content async for m in found.history()] == ["question 1"]


# -- REST that goes wrong


async def test_a_429_is_waited_out(scene: Scene) -> None:
    async with scene.bot() as probe:
        scene.discord.fault(POST, status=429, retry_after=0.2)
        await scene.place(probe).send("patience")
        assert [r.status for r in scene.discord.requests(POST)] == [429, 200]
        assert scene.texts() == ["patience"]


async def test_a_limit_on_a_channel_slows_the_client_down(scene: Scene) -> None:
    scene.discord.limit(POST, 2, 0.4)
    async with scene.bot() as probe:
        loop = asyncio.get_running_loop()
        start = loop.time()
        for n in range(4):
            await scene.place(probe).send(str(n))
        assert loop.time() - start > 0.4
        assert [r.status for r in scene.discord.requests(POST)] == [200] * 4, "the client keeps within it"


async def test_5xx_before_and_after_the_deed(scene: Scene) -> None:
    async with scene.bot() as probe:
        scene.discord.fault(POST, status=503)
        with pytest.raises(discord.DiscordServerError):
            await scene.place(probe).send("not retried")
        scene.discord.fault(POST, status=502, after=True)
        await scene.place(probe).send("retried by the client, with the same nonce")
        assert [r.status for r in scene.discord.requests(POST)] == [503, 502, 200]
        assert scene.texts() == ["retried by the client, with the same nonce"]


async def test_a_refusal_has_discords_code(scene: Scene) -> None:
    async with scene.bot() as probe:
        scene.discord.fault("POST /channels/*/threads", status=403, code=50013)
        with pytest.raises(discord.Forbidden) as refused:
            await scene.place(probe).create_thread(name="no")
        assert refused.value.code == 50013


@pytest.mark.parametrize(("how", "what"), [("cut", aiohttp.ServerDisconnectedError), ("reset", aiohttp.ClientOSError)])
async def test_a_lost_reply_and_the_same_nonce_make_one_message(scene: Scene, how: str, what: type[Exception]) -> None:
    """discord.py retries neither; the first is no OSError and no HTTPException."""
    async with scene.bot() as probe:
        scene.discord.fault(POST, after=True, **{how: True})
        with pytest.raises(what):
            await scene.place(probe).send("once", nonce="effect-7")
        (standing,) = scene.discord.messages(scene.channel)
        again = await scene.place(probe).send("once", nonce="effect-7")
        assert str(again.id) == standing["id"]
        await scene.place(probe).send("last", nonce="effect-8")
        await scene.discord.wait_for(lambda: len(probe.seen) > 1)
        assert [m.content for m in probe.seen] == ["once", "last"], "the second POST is not told as a new message"


async def test_a_request_can_be_held_while_something_else_happens(scene: Scene) -> None:
    async with scene.bot() as probe:
        held = scene.discord.fault(POST, hold=True, after=True)
        sending = asyncio.create_task(scene.place(probe).send("stands already"))
        await asyncio.wait_for(held.reached.wait(), 5)
        assert scene.texts() == ["stands already"]
        assert not sending.done()
        held.release()
        await sending


async def test_what_is_not_built_fails_the_test(scene: Scene) -> None:
    async with scene.bot() as probe:
        with pytest.raises(discord.DiscordServerError):
            await scene.place(probe).create_invite()
        assert "no such route" in scene.discord.errors.pop()
