"""CPU per answered turn against a bare discord.py echo of the same messages, and REST calls per answered turn.

Both bots run on SimCord. A turn is: the member's message in, silence, rated, committed, feedback (relaxed) or the
next question (real) out. The echo answers each message with the same text.
"""

import asyncio
import tempfile
import time
from collections import Counter
from pathlib import Path

import discord
import simcord
from discord.ext import commands

from bot.app import build
from bot.config import Config

TURNS = 10
ROUNDS = 3
ANSWER = (
    "I am so sorry, that is our mistake and I will put it right. I would look up the order while she is on the line, "
    "tell her it takes two minutes, send a replacement by express today and call her back tomorrow before ten to "
    "check that it has come. Then I would leave a note on the account and tell my team lead in private."
)


class Echo(commands.Bot):
    """The least that a bot can do with a message."""

    def __init__(self) -> None:
        intents = discord.Intents.none()
        intents.guilds = intents.guild_messages = intents.message_content = True
        super().__init__(command_prefix=(), intents=intents, max_messages=None)

    async def on_message(self, message: discord.Message) -> None:
        if not message.author.bot:
            await message.channel.send(message.content)


async def echo() -> float:
    """Seconds of CPU per message."""
    async with simcord.run(Echo()) as env:
        guild = env.create_guild()
        channel = guild.create_text_channel("practice")
        anna = guild.add_member(env.create_user("anna"))
        with env.time_context():
            await anna.send(channel, ANSWER)
            before = time.process_time()
            for _ in range(TURNS):
                await anna.send(channel, ANSWER)
                await env.advance_time(13)
            return (time.process_time() - before) / TURNS


async def screen(pace: str) -> tuple[float, Counter[str]]:
    """Seconds of CPU per answered turn, and its REST calls."""
    with tempfile.TemporaryDirectory() as folder:
        bot = build(Config(database=Path(folder) / "bench.sqlite3", shards=1))
        async with simcord.run(bot) as env:
            guild = env.create_guild()
            channel = guild.create_text_channel("practice")
            anna = guild.add_member(env.create_user("anna"))
            with env.time_context():
                await anna.slash(channel, "screen start", pace=pace, questions=10)
                thread = channel.threads[0]
                await anna.click(thread.last_message, label="Pick up")
                calls, seconds, answered = len(env.http_requests), 0.0, 0
                while answered < TURNS:
                    before = time.process_time()
                    await anna.send(thread, ANSWER)
                    await env.advance_time(13)
                    seconds += time.process_time() - before
                    card = thread.last_message
                    if "one more thing" in str(card.components[0].to_dict()):
                        continue  # a follow-up belongs to the same turn
                    answered += 1
                    if pace == "relaxed" and answered < TURNS:
                        await anna.click(card, label="Next")
                    if answered == TURNS - 1:
                        made = env.http_requests[calls:]
                kinds = Counter("reply to an interaction" if "/callback" in call.path else "counts" for call in made)
        return seconds / TURNS, kinds


async def main() -> None:
    """Print the ratios; the least of several rounds each, since noise only adds."""
    bare = min([await echo() for _ in range(ROUNDS)])
    print(f"echo: {bare * 1000:.2f} ms of CPU a message")
    for pace in ("relaxed", "real"):
        runs = [await screen(pace) for _ in range(ROUNDS)]
        seconds, calls = min(runs, key=lambda run: run[0])
        per_turn = ", ".join(f"{count / (TURNS - 1):.1f} {kind}" for kind, count in calls.items())
        print(
            f"{pace}: {seconds * 1000:.2f} ms of CPU a turn, {seconds / bare:.1f} x echo; REST calls a turn: {per_turn}"
        )


if __name__ == "__main__":
    asyncio.run(main())
