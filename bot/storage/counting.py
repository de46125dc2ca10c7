"""What a rated answer changes on the boards, in the transaction that stores it."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from bot.practice.points import (
    CONSISTENCY,
    DRILLS,
    FEWEST,
    IMPROVEMENT,
    KINDS,
    POINTS,
    SKILLS,
    SPANS,
    bounds,
    day,
    improvement,
    periods_of,
    run,
)
from bot.practice.settings import Seen
from bot.storage.statements import Row, sql

_NEVER = "0000-00"


@dataclass(frozen=True, slots=True)
class Rated:
    """An answer as boards see it: `overall` 0 to 100 for this question at this time (ms UTC)."""

    guild_id: int
    member_id: int
    pack: str
    question: str
    at: int
    overall: int
    in_drill: bool = False


@lru_cache(maxsize=256)
def board_of(kind: str, period: str) -> int:
    """The number of a board: 11202647 is points (1) of a week (1), 2026-47; 14000000 points (1) of all time (4)."""
    span, _, rest = period.partition("-")
    year, number = (rest or _NEVER).split("-")
    return (KINDS.index(kind) + 1) * 10_000_000 + (SPANS.index(span) + 1) * 1_000_000 + int(year) * 100 + int(number)


def count(db: sqlite3.Connection, rated: Rated) -> None:
    """Count an answer on all boards that it is for. A member who was thought gone is back."""
    _counted(db, rated).all_of(rated)


def count_skill(db: sqlite3.Connection, rated: Rated) -> None:
    """Count an exercise on the boards of skills, which it is for alone."""
    _counted(db, rated).skill(rated)


def _counted(db: sqlite3.Connection, rated: Rated) -> "_Count":
    key = {"guild_id": rated.guild_id, "member_id": rated.member_id}
    row = sql.counting(db, **key)
    if row["gone"] and not rated.in_drill:  # an answer in a drill may be rated when its member has left since
        show(db, **key, gone=False)
        row = sql.counting(db, **key)
    zone = row["zone"] or "UTC"
    today, own_day = day(rated.at, zone), day(rated.at, row["own_zone"] or zone)
    is_late = bool(row["answers"]) and (row["last_day"] > today or row["last_own_day"] > own_day)
    return _Count(db, key, shown(row), today, own_day, row["answers"] or 0, is_late)


def shown(member: Row) -> bool:
    """Whether the member is on boards for others to see."""
    return member["seen"] in (Seen.NAMED, Seen.ANONYMOUS) and not member["gone"]


def show(db: sqlite3.Connection, guild_id: int, member_id: int, gone: bool) -> None:
    """Note that a member has left the server, or is back, on all boards."""
    seen = sql.mark_gone(db, guild_id=guild_id, member_id=member_id, gone=gone)
    if seen is not None:
        on = shown({"seen": seen, "gone": gone})
        sql.show_member(db, guild_id=guild_id, member_id=member_id, shown=on)


@dataclass(frozen=True, slots=True)
class _Count:
    """One answer being counted. `day` by the server's zone, `own_day` by the member's.

    `before`: how many answers the member gave so far. `is_late`: some of them on later days.
    """

    db: sqlite3.Connection
    key: dict[str, int]
    shown: bool
    day: int
    own_day: int
    before: int
    is_late: bool

    def skill(self, rated: Rated) -> None:
        gains = self._points(rated, SKILLS)
        if gains:
            sql.add_to_standings(self.db, gains)

    def all_of(self, rated: Rated) -> None:
        gains = self._points(rated, POINTS)
        if rated.in_drill:
            gains += [self._row(DRILLS, period, rated.overall) for period in periods_of(self.day)]
        if gains:
            sql.add_to_standings(self.db, gains)
        today = {**self.key, "own_day": self.own_day, "day": self.day}
        answers = sql.add_to_day(self.db, **today, overall=rated.overall)
        # A late answer changes what was in a row on later days, and what was before them.
        days = list(sql.days_since(self.db, **today)) if self.is_late else [today]
        if answers == 1:
            self._consistency(days)
        if self.before + 1 >= 2 * FEWEST:
            self._improvement(days)

    def _points(self, rated: Rated, kind: str) -> list[dict[str, int]]:
        """What the points of each period rise by: where this is better than their best for the question there."""
        question = {**self.key, "pack": rated.pack, "question": rated.question}
        best = sql.best(self.db, **question, **_times(self.day))
        gains = [
            self._row(kind, period, rated.overall - (score or 0))
            for period, score in zip(periods_of(self.day), best.values(), strict=True)
            if score is None or rated.overall > score
        ]
        if gains:  # else not the best of its week, so not of its day either
            sql.raise_best(self.db, **question, day=self.day, score=rated.overall)
        return gains

    def _consistency(self, days: Iterable[Row]) -> None:
        rows = []
        for since in days:
            if since["own_day"] >= self.own_day:
                before = sql.days_down_to(self.db, **self.key, own_day=since["own_day"])
                length = run(row["own_day"] for row in before)
                rows += [self._row(CONSISTENCY, period, length) for period in periods_of(since["day"])]
        sql.raise_standings(self.db, rows)

    def _improvement(self, days: Iterable[Row]) -> None:
        rows: dict[str, Row] = {}
        for today in dict.fromkeys(row["day"] for row in days):
            sums = [number or 0 for number in sql.sums(self.db, **self.key, **_times(today)).values()]
            for period, four in zip(periods_of(today), (sums[:4], sums[4:8], sums[8:]), strict=False):
                value = improvement(*four)
                if value is not None:
                    rows[period] = self._row(IMPROVEMENT, period, value)
        if rows:
            sql.set_standings(self.db, list(rows.values()))

    def _row(self, kind: str, period: str, value: int) -> dict[str, int]:
        return {**self.key, "board": board_of(kind, period), "value": value, "shown": self.shown}


def _times(today: int) -> dict[str, int]:
    """The first days of the week, month and season of a day, and those after them."""
    times = {}
    for span, period in zip(SPANS[:-1], periods_of(today), strict=False):
        times[span], times[f"{span}_after"] = bounds(period)
    return times
