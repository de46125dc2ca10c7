"""CPU of an answered turn against a bare discord.py echo of the same messages, and REST calls per answered turn.

Both bots run on SimCord and get the same messages. A turn is: the member's message in, silence, rated, committed,
the card out (feedback or follow-up). The bare bot answers each message with one text, or with the very card that
Headset showed: the second says what Headset adds to discord.py for the same messages in and out.
"""

import asyncio
import gc
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import discord
import simcord
from discord.ext import commands

from benchmarks.scoring import new_answers
from bot.app import build
from bot.config import Config

TURNS = 9
ROUNDS = 3
WARM_SCREENS = 2
SENTENCES = 5  # about 70 words
ANSWER = (
    "I am so sorry, that is our mistake and I will put it right. I would look up the order while she is on the line, "
    "tell her it takes two minutes, send a replacement by express today and call her back tomorrow before ten to "
    "check that it has come. Then I would leave a note on the account and tell my team lead in private."
)


class Echo(commands.Bot):
    """The least that a bot can do with a message: send a text, or a ready-made card."""

    def __init__(self, card: discord.ui.LayoutView | None) -> None:
        intents = discord.Intents.none()
        intents.guilds = intents.guild_messages = intents.message_content = True
        super().__init__(command_prefix=(), intents=intents, max_messages=None)
        self.card = card

    async def on_message(self, message: discord.Message) -> None:
        if message.author.bot:
            return
        if self.card is None:
            await message.channel.send(message.content)
        else:
            await message.channel.send(view=self.card)


async def echo(card: discord.ui.LayoutView | None) -> float:
    """Seconds of CPU per message."""
    async with simcord.run(Echo(card)) as env:
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


async def screens(pace: str) -> tuple[float, Counter[str], discord.ui.LayoutView]:
    """Median seconds of CPU per answer, the REST calls of those turns, and a card that was shown."""
    with tempfile.TemporaryDirectory() as folder:
        bot = build(Config(database=Path(folder) / "bench.sqlite3", shards=1))
        gc.freeze()  # as the bot does when it runs
        async with simcord.run(bot) as env:
            guild = env.create_guild()
            channel = guild.create_text_channel("practice")
            anna = guild.add_member(env.create_user("anna"))
            said = new_answers(list(bot.packs["core"].questions.values()))
            with env.time_context():
                for _ in range(WARM_SCREENS + 1):
                    await anna.slash(channel, "screen start", pace=pace, questions=TURNS + 1)
                    thread = max(channel.threads, key=lambda opened: opened.id)
                    await anna.click(thread.last_message, label="Pick up")
                    made = len(env.http_requests)
                    times, card = await turns(env, anna, thread, said, pace)
                    calls = Counter(
                        "replies to interactions" if call.path.endswith("/callback") else "others"
                        for call in env.http_requests[made:]
                    )
                    await anna.slash(channel, "screen stop")
                shown = discord.ui.LayoutView.from_message(card, timeout=None)
                shown.stop()
    return median(times), calls, shown


async def turns(
    env: simcord.Env, anna: simcord.MemberActor, thread: simcord.ChannelHandle, said: Iterator[str], pace: str
) -> tuple[list[float], discord.Message]:
    """Answer TURNS questions with texts nobody gave before; seconds of CPU each, and the last card."""
    times: list[float] = []
    turn = 0
    while turn < TURNS:
        answer = "".join(next(said) for _ in range(SENTENCES))
        before = time.process_time()
        await anna.send(thread, answer)
        await env.advance_time(13)
        times.append(time.process_time() - before)
        card = thread.last_message
        assert card is not None
        if "one more thing" in str([part.to_dict() for part in card.components]):
            continue  # a follow-up belongs to the same turn
        turn += 1
        if pace == "relaxed":
            await anna.click(card, label="Next")
    return times, card


async def main() -> None:
    """Print the ratios; the least of several rounds each, since noise only adds."""
    for pace in ("relaxed", "real"):
        runs = [await screens(pace) for _ in range(ROUNDS)]
        seconds, calls, card = min(runs, key=lambda run: run[0])
        text = min([await echo(None) for _ in range(ROUNDS)])
        same = min([await echo(card) for _ in range(ROUNDS)])
        print(
            f"{pace}: {seconds * 1000:.2f} ms of CPU an answer; {seconds / same:.1f} x a bare bot with the same cards"
        )
        print(f"  ({same * 1000:.2f} ms), {seconds / text:.1f} x one that sends a text ({text * 1000:.2f} ms)")
        per_turn = ", ".join(f"{count / TURNS:.1f} {kind}" for kind, count in sorted(calls.items()))
        print(f"  REST calls a turn, its follow-up included: {per_turn}")


if __name__ == "__main__":
    asyncio.run(main())
