"""`labels export`: objections that moderators agreed with, as rated answers to train from."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from bot.practice.records import Decision, TurnRow
from bot.storage.sqlite import SqliteStore

AUTHOR = "members"

_DISCORD_ID = re.compile(r"<(?:@[!&]?|#)\d+>|\b\d{17,20}\b")  # mentions, and ids written out


async def labels(database: Path) -> tuple[list[dict[str, Any]], int]:
    """The labels in the database, and how many agreed objections gave none, for want of a rating. Raises StoreError."""
    store = await SqliteStore.open(database)
    try:
        agreed = await store.agreed()
    finally:
        await store.close()
    made = [_label(turn, decision) for turn, decision in agreed if decision.overall is not None]
    return made, len(agreed) - len(made)


def written(made: list[dict[str, Any]]) -> str:
    """The labels as JSON lines."""
    return "".join(json.dumps(label, ensure_ascii=False) + "\n" for label in made)


def _label(turn: TurnRow, decision: Decision) -> dict[str, Any]:
    """Nothing in it says who the member or the moderator is, but for what stands in the answer's own words."""
    key = f"{turn.session_id}/{turn.number}/{turn.attempt}"
    return {
        "id": "m" + hashlib.sha256(key.encode()).hexdigest()[:12],  # the same at every export
        "question": turn.question if turn.pack == "core" else f"{turn.pack}/{turn.question}",
        "author": AUTHOR,
        "answer": _DISCORD_ID.sub("@somebody", turn.answer),
        "ratings": [{"levels": dict(decision.levels), "overall": decision.overall}],
    }
