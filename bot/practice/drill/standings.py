"""How the members of a drill stand: places, who improved most, a round's best, its spread, and teams.

All of it is made from `results`: what members reached in the rounds that count. A member who left stands with what
they answered; one who was removed does not stand (what they answered is theirs to see, and no one else's).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.practice.drill.drill import Drill
from bot.practice.records import CallRow, DrillTurnRow

PODIUM = 3

BINS = 5
"""Parts of the spread, 20 points each; the last holds 100 as well."""

ENOUGH = 5
"""Answers before the drill that make an average to improve on."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Result:
    """What a member reached in a round (index): `overall` 0 to 100, `took` ms from its card to what they sent."""

    member_id: int
    round: int
    overall: int
    took: int
    sent_at: int


@dataclass(frozen=True, slots=True)
class Place:
    """A member's place: `rank` from 1, the same for a full tie; `answered` rounds of those that count."""

    rank: int
    member_id: int
    name: str
    team: int | None
    total: int
    answered: int
    took: int
    sent_at: int

    @property
    def mean(self) -> float:
        """Points an answer, 0 to 100."""
        return self.total / self.answered


@dataclass(frozen=True, slots=True)
class Improved:
    """A member who did better than on average before: means of 0 to 100."""

    member_id: int
    name: str
    before: float
    now: float

    @property
    def gain(self) -> float:
        """Points an answer."""
        return self.now - self.before


@dataclass(frozen=True, slots=True)
class TeamScore:
    """A team (index): the mean of its members' totals, of those who answered at least once. Nobody did: 0, of 0."""

    rank: int
    team: int
    name: str
    score: float
    members: int


def results(
    drill: Drill, turns: Iterable[DrillTurnRow], calls: Mapping[int, CallRow] | None = None
) -> tuple[Result, ...]:
    """What counts of the answers that are rated (or, in a call drill, of its calls by member)."""
    counts = set(drill.played)
    found = [
        Result(row.member_id, row.round - 1, row.overall, max(0, row.answered_at - row.asked_at), row.answered_at)
        for row in turns
        if row.overall is not None
    ]
    for member_id, row in (calls or {}).items():
        asked_at = drill.round.asked_at or row.started_at
        found.append(Result(member_id, drill.number, row.overall or 0, max(0, row.ended_at - asked_at), row.ended_at))
    return tuple(result for result in found if result.round in counts and _stands(drill, result.member_id))


def places(drill: Drill, results: Sequence[Result]) -> tuple[Place, ...]:
    """All who have answered, the best total first; ties go to who sent earlier, all rounds added, then the last one."""
    of_members: dict[int, list[Result]] = {}
    for result in results:
        of_members.setdefault(result.member_id, []).append(result)
    totals = [
        Place(
            0,
            member_id,
            drill.entrants[member_id].name,
            drill.entrants[member_id].team,
            sum(result.overall for result in own),
            len(own),
            sum(result.took for result in own),
            max(result.sent_at for result in own),
        )
        for member_id, own in of_members.items()
    ]
    return tuple(
        Place(rank, p.member_id, p.name, p.team, p.total, p.answered, p.took, p.sent_at)
        for rank, p in ranked(totals, _order_of_places)
    )


def _order_of_places(place: Place) -> tuple[int, ...]:
    # Who skipped a round has sent nothing in it, which must not pass for sending early.
    return -place.total, -place.answered, place.took, place.sent_at


def best(results: Sequence[Result], index: int, most: int = PODIUM) -> tuple[tuple[int, Result], ...]:
    """A round's best with their ranks; ties go to who sent earlier. Who reached nothing is none of the best."""
    reached = [result for result in results if result.round == index and result.overall > 0]
    return tuple(ranked(reached, lambda result: (-result.overall, result.took, result.sent_at)))[:most]


def spread(results: Sequence[Result], index: int) -> tuple[int, ...]:
    """How many scored 0 to 19, 20 to 39, ... 80 to 100 in a round."""
    bins = [0] * BINS
    for result in results:
        if result.round == index:
            bins[min(BINS - 1, result.overall * BINS // 100)] += 1
    return tuple(bins)


def improved(places: Sequence[Place], averages: Mapping[int, tuple[float, int]]) -> tuple[Improved, ...]:
    """Who did better than on their own average before (mean, of how many answers), the most first."""
    found = []
    for place in places:
        mean, answers = averages.get(place.member_id, (0.0, 0))
        if answers >= ENOUGH and place.mean > mean:
            found.append(Improved(place.member_id, place.name, mean, place.mean))
    return tuple(sorted(found, key=lambda one: -one.gain))


def team_scores(drill: Drill, places: Sequence[Place]) -> tuple[TeamScore, ...]:
    """The teams, the best first; equal scores share a rank. Nobody pulls a team down by being absent."""
    scores = []
    for index, team in enumerate(drill.teams):
        totals = [place.total for place in places if place.team == index]
        scores.append(TeamScore(0, index, team.name, sum(totals) / len(totals) if totals else 0.0, len(totals)))
    return tuple(
        TeamScore(rank, score.team, score.name, score.score, score.members)
        for rank, score in ranked(scores, lambda score: (-score.score, score.members == 0))
    )


def ranked(found: Iterable[T], order: Callable[[T], tuple[float, ...]]) -> list[tuple[int, T]]:
    """The best (least) first with their ranks from 1; equal ones share a rank, and the next ranks are left out."""
    ranks: list[tuple[int, T]] = []
    for place, one in enumerate(sorted(found, key=order), 1):
        tied = bool(ranks) and order(ranks[-1][1]) == order(one)
        ranks.append((ranks[-1][0] if tied else place, one))
    return ranks


def _stands(drill: Drill, member_id: int) -> bool:
    entrant = drill.entrants.get(member_id)
    return entrant is not None and not entrant.removed
