"""What moderators decide about scores that members disagree with, and which objection they see next."""

import re
from collections.abc import Iterable, Mapping, Sequence

from bot.practice.records import ObjectionRow

LOWEST, HIGHEST = 1, 5
"""A rating of the whole, and of a competency, by the rubric's anchors."""

_LEVEL = re.compile(r"(.+?)[\s:=]+([0-9]+)")


class Unclear(ValueError):
    """What a moderator wrote can't be kept; the message is a sentence on why, and holds what they wrote."""


def ratings(overall: int | None, written: str, competencies: Mapping[str, str]) -> dict[str, int]:
    """The levels in "ownership 2, empathy 4". `competencies`: those of the question, id to name. Raises Unclear."""
    known = {name.casefold(): id for id, called in competencies.items() for name in (id, called)}
    levels: dict[str, int] = {}
    for entry in filter(None, (part.strip(" .") for part in re.split(r"[,;\n]", written))):
        found = _LEVEL.fullmatch(entry)
        if found is None:
            raise Unclear(f"I can't read “{entry}”. Write levels like this: {_example(competencies)}.")
        competency = known.get(found[1].strip().casefold())
        if competency is None:
            raise Unclear(f"This question is not rated on “{found[1]}”, but on {', '.join(competencies.values())}.")
        if not LOWEST <= int(found[2]) <= HIGHEST:
            raise Unclear(f"Levels go from {LOWEST} to {HIGHEST}, and you wrote “{entry}”.")
        if competency in levels:
            raise Unclear(f"You gave two levels for {competencies[competency]}.")
        levels[competency] = int(found[2])
    if levels and overall is None:
        raise Unclear("Choose your rating of the whole answer too: levels without it are of no use for training.")
    return levels


def _example(competencies: Iterable[str]) -> str:
    return ", ".join(f"{name} {level}" for name, level in zip(competencies, (2, 4), strict=False))


def following(waiting: Sequence[ObjectionRow], after: ObjectionRow | None) -> ObjectionRow | None:
    """Of the open objections, oldest first, the first one, or the first after this one; None: there is none."""
    return next((one for one in waiting if after is None or _place(one) > _place(after)), None)


def _place(objection: ObjectionRow) -> tuple[int, int, int, int]:
    return objection.objected_at, objection.session_id, objection.number, objection.attempt
