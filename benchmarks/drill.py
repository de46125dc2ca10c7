"""A drill of 1,000 members: REST calls a round that count against Discord's limits, replies, CPU an answer.

All join within four seconds, all press Answer within four, all send within four, in three rounds. CPU is compared with
that of a single screen's answer (`benchmarks.turn`), in the same process and on the same SimCord: it includes SimCord,
whose own share grows with all that has happened so far (`benchmarks.rush` is without it).
"""

import asyncio
import gc
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import discord
import simcord

from benchmarks.scoring import new_answers
from benchmarks.turn import screens
from bot.app import build
from bot.config import Config

MEMBERS = 1000
ROUNDS = 3
SPAN = 4.0
"""Seconds within which all join, all press Answer, and all send."""

SENTENCES = 5  # about 70 words, as in `benchmarks.turn`


def own_calls(calls: list[Any]) -> Counter[str]:
    """The REST calls that are no replies to interactions."""
    others = [call for call in calls if not re.search(r"/interactions/|/webhooks/", call.path)]
    return Counter(f"{call.method} {re.sub('/[0-9]{10,}', '', call.path)}" for call in others)


def said_in(message: Any) -> str:
    """All that a card has, as text."""
    return str([part if isinstance(part, dict) else part.to_dict() for part in message.components])


def by_itself_alone() -> None:
    """Let time pass by `advance_time` alone: a thousand act within four seconds, whatever it takes us.

    (SimCord also rings the bot's timers by the wall clock, and waits for those of the next seconds when a member acts.)
    """
    loop = asyncio.get_running_loop()
    call_at = loop.call_at

    def virtual_only(when: float, callback: Any, *args: Any, context: Any = None) -> asyncio.TimerHandle:
        if callback.__name__ == "run_real":  # SimCord's name for it
            when += 1e6
        return call_at(when, callback, *args, context=context)

    loop.call_at = virtual_only  # type: ignore[method-assign]  # a stand-in for the loop's own


class Field:
    """The members, and what they do."""

    def __init__(self, env: simcord.Env, said: Iterator[str], members: int) -> None:
        self.env, self.said = env, said
        self.guild = env.create_guild()
        self.channel = self.guild.create_text_channel("practice")
        role = self.guild.create_role("hosts", permissions=discord.Permissions(manage_events=True))
        self.host = self.guild.add_member(env.create_user("host"), roles=[role])
        self.members = [self.guild.add_member(env.create_user(f"m{number}")) for number in range(members)]

    async def card(self, label: str, where: simcord.ChannelHandle) -> Any:
        """The newest card with this button, as soon as it stands."""
        while True:
            for card in reversed(where.history()):
                if not card.flags.ephemeral and f"'label': '{label}'" in said_in(card):
                    return card
            await self.env.advance_time(0.1)

    async def press(self, label: str, card: Any) -> tuple[list[Any], float]:
        """All press it; what came back, and seconds of CPU."""
        began, shown = time.process_time(), []
        for who in self.members:
            shown.append(await who.click(card, label=label))
            await self.env.advance_time(SPAN / len(self.members))
        return shown, time.process_time() - began

    async def send(self, forms: list[Any]) -> tuple[int, float]:
        """All fill in their forms and send them; how many got feedback as the reply, and seconds of CPU."""
        began, replied = time.process_time(), 0
        for who, form in zip(self.members, forms, strict=True):
            fields = [part["component"] for part in form.modal["components"] if "component" in part]
            words = "".join(next(self.said) for _ in range(SENTENCES))
            reply = await who.submit_modal(form, {fields[0]["custom_id"]: words})
            message = reply.followups[0] if reply.followups else reply.response
            replied += message is not None and bool(re.search("Round [0-9]: [0-9]+ of 100", said_in(message)))
            await self.env.advance_time(SPAN / len(self.members))
        return replied, time.process_time() - began


async def drill(members: int) -> float:
    """Play it and print the figures; seconds of CPU an answer."""
    by_itself_alone()
    with tempfile.TemporaryDirectory() as folder:
        bot = build(Config(database=Path(folder) / "bench.sqlite3", shards=1))
        gc.freeze()  # as the bot does when it runs
        async with simcord.run(bot) as env:
            with env.time_context():
                return await played(Field(env, new_answers(list(bot.packs["core"].questions.values())), members))


async def played(field: Field) -> float:
    """Lobby, three rounds, the end."""
    env, size, answers = field.env, len(field.members), 0.0
    await field.host.slash(field.channel, "drill launch", number=ROUNDS, seconds=60)
    lobby = await field.card("Join", field.channel)
    made = len(env.http_requests)
    _, seconds = await field.press("Join", lobby)
    print(f"joining: {1000 * seconds / size:.2f} ms of CPU a member; {dict(own_calls(env.http_requests[made:]))}")
    made = len(env.http_requests)
    await field.host.click(lobby, label="Start")
    thread = field.channel.threads[-1]
    for number in range(1, ROUNDS + 1):
        forms, pressing = await field.press("Answer", await field.card("Answer", thread))
        replied, sending = await field.send(forms)
        reveal = await field.card("Next round" if number < ROUNDS else "To the podium", thread)
        calls = own_calls(env.http_requests[made:])
        print(
            f"round {number}: {sum(calls.values())} REST calls ({dict(calls)}); {replied} of {size} forms replied to "
            f"with feedback; {1000 * pressing / size:.2f} + {1000 * sending / size:.2f} ms of CPU an answer"
        )
        answers += (pressing + sending) / size
        made, began = len(env.http_requests), time.process_time()
        await field.host.click(reveal, label="Next round" if number < ROUNDS else "To the podium")
    await field.card("Export", thread)
    calls, seconds = own_calls(env.http_requests[made:]), time.process_time() - began
    print(f"the end: {sum(calls.values())} REST calls, {seconds:.2f} s of CPU")
    return answers / ROUNDS


async def main() -> None:
    """Print the figures of a drill, and the ratio to a single screen."""
    seconds = await drill(int(sys.argv[1]) if len(sys.argv) > 1 else MEMBERS)
    single, _, _ = await screens("relaxed")
    print(
        f"{seconds * 1000:.2f} ms of CPU an answer; {seconds / single:.2f} x a single screen's ({single * 1000:.2f} ms)"
    )


if __name__ == "__main__":
    asyncio.run(main())
