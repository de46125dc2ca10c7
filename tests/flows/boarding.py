"""Boards in the flow tests: answers that count, put into storage as the desk would, and time up to a date."""

import itertools
import random
from datetime import datetime
from typing import Any

from bot.practice.records import Commit, SessionRow, TurnRow
from bot.practice.settings import Seen

from .world import World

DAY = 24 * 60 * 60
_ids = itertools.count(1)


def now(world: World) -> int:
    """The present in ms UTC."""
    return round(world.env.now().timestamp() * 1000)


async def until(world: World, moment: str) -> None:
    """Let time pass up to an ISO date and time with its offset."""
    await world.wait(datetime.fromisoformat(moment).timestamp() - now(world) / 1000)


async def rated(world: World, who: Any, overall: int, question: str = "late-parcel", at: int | None = None) -> None:
    """An answer of this member, or this id, is rated, and the desk tells of it."""
    member, answered_at, number = getattr(who, "id", who), at or now(world), next(_ids)
    session = SessionRow(
        number, "screen", world.guild.id, world.channel.id, None, member, "{}", None, answered_at, answered_at
    )
    said = " ".join("".join(random.Random(f"{number} {word}").choices("abcdefgh", k=8)) for word in range(8))
    turn = TurnRow(
        session_id=number,
        number=1,
        attempt=1,
        guild_id=world.guild.id,
        member_id=member,
        pack="three",
        question=question,
        asked_at=answered_at - 1000,
        began_at=None,
        answered_at=answered_at,
        outcome="answered",
        answer=said,  # like no other, as a repeated one earns nothing
        overall=overall,
        score="{}",
        engine="1",
        rubric="1",
    )
    await world.bot.store.commit(Commit(session, (turn,)))
    with world.env._bot_scope():  # where the bot's clock is SimCord's
        world.bot.desk.counted(world.guild.id)


async def seen(world: World, who: Any, how: Seen = Seen.NAMED) -> None:
    """The member chooses how they stand on boards."""
    with world.env._bot_scope():
        await world.bot.settings.change_member(world.guild.id, getattr(who, "id", who), seen=how)
    await world.env.settle()


def join(world: World, name: str, *roles: Any) -> Any:
    """One more on the server."""
    return world.guild.add_member(world.env.create_user(name), roles=list(roles))
