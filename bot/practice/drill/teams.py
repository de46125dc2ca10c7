"""Who is in which team. A team is its index in `Drill.teams`."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence

from bot.practice.drill.drill import Drill, Team


def drawn(members: Sequence[int], teams: int, seed: int) -> Mapping[int, int]:
    """Members drawn into so many teams: sizes differ by one at most, and the same seed draws the same."""
    order = sorted(members)
    random.Random(seed).shuffle(order)
    return {member: place % teams for place, member in enumerate(order)}


def by_role(teams: Sequence[Team], roles: Sequence[int]) -> int | None:
    """The first team whose role the member has; None: of none."""
    return next((index for index, team in enumerate(teams) if team.role_id is not None and team.role_id in roles), None)


def smallest(drill: Drill) -> int:
    """Where somebody who comes late goes: the team with the fewest in it now, the first of those."""
    sizes = Counter(entrant.team for entrant in drill.present)
    return min(range(len(drill.teams)), key=lambda team: (sizes[team], team))
