"""The calls of a call drill side by side: every member had the same caller."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from bot.practice.drill.drill import Drill
from bot.practice.records import CallRow

Curve = tuple[tuple[int, float], ...]
"""The caller's tension (0 to 10) at ms since the call was taken."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One member's call. `overall` 0 to 100 or None when nothing was said, `satisfaction` 1 to 5, `length` ms."""

    member_id: int
    name: str
    outcome: str
    satisfaction: int
    overall: int | None
    length: int
    curve: Curve

    @property
    def tension(self) -> float:
        """The caller's tension at the end."""
        return self.curve[-1][1] if self.curve else 0.0


def compared(drill: Drill, calls: Mapping[int, CallRow]) -> tuple[Compared, ...]:
    """The calls of who stands in the drill, the best first."""
    found = [
        Compared(
            member_id,
            drill.entrants[member_id].name,
            row.outcome,
            row.satisfaction,
            row.overall,
            max(0, row.ended_at - row.started_at),
            tuple((int(at), float(tension)) for at, tension in json.loads(row.scorecard)["curve"]),
        )
        for member_id, row in calls.items()
        if member_id in drill.entrants and not drill.entrants[member_id].removed
    ]
    return tuple(sorted(found, key=lambda one: (-(one.overall or 0), -one.satisfaction, one.tension, one.length)))


def outcomes(calls: Sequence[Compared]) -> tuple[tuple[str, int], ...]:
    """How often calls ended how, the most frequent first."""
    return tuple(Counter(call.outcome for call in calls).most_common())


def tension_at(curve: Curve, at: int) -> float:
    """The tension at this moment (ms): that of the last point up to it."""
    return next((tension for since, tension in reversed(curve) if since <= at), curve[0][1])


def usual(curves: Sequence[Curve], points: int = 24) -> Curve:
    """The median tension over time of the calls that are still on, until half of them are over."""
    curves = [curve for curve in curves if curve]
    if not curves:
        return ()
    end = int(median(curve[-1][0] for curve in curves))
    moments = [end * point // (points - 1) for point in range(points)]
    return tuple(
        (at, round(median(tension_at(curve, at) for curve in curves if curve[-1][0] >= at), 2)) for at in moments
    )
