"""Discord's clock, as it can be read from the ids of what comes in: ours may be wrong, and limits are Discord's."""

from collections.abc import Callable

from bot.practice.timing import snowflake_time

WINDOW = 5 * 60_000
"""Milliseconds: what was seen before the last two such windows says nothing any more, as clocks are put right."""


class DiscordClock:
    """`now()` is Discord's time in ms UTC, as near as we can know it; our own (`wall`) until something was seen.

    What comes in was made a little earlier, never later: the smallest difference from its id's time is the nearest to
    how far our clock is ahead (below zero: behind).
    """

    def __init__(self, wall: Callable[[], int]) -> None:
        self._wall = wall
        self._since = 0
        self._nearest: int | None = None
        self._before: int | None = None

    def now(self) -> int:
        """The present by Discord's clock."""
        seen = [ahead for ahead in (self._nearest, self._before) if ahead is not None]
        return self._wall() - min(seen, default=0)

    def saw(self, snowflake: int) -> None:
        """Something with this id has just come in: a message or an interaction."""
        wall = self._wall()
        ahead = wall - snowflake_time(snowflake)
        gone_by = wall - self._since
        if self._nearest is None or not 0 <= gone_by < WINDOW:
            self._before = self._nearest if 0 <= gone_by < 2 * WINDOW else None
            self._since, self._nearest = wall, ahead
        else:
            self._nearest = min(self._nearest, ahead)
