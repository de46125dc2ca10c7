"""One timer for all sessions: rings for each when its moment has come."""

import asyncio
import heapq
from collections.abc import Callable


class Alarm:
    """Rings `ring(session_id)` at the time last set for a session (ms UTC of `now`).

    It starts held: nothing rings until `release`, and nothing while held again, as during a lost connection,
    when words that were sent in time can't have reached us.
    """

    def __init__(self, now: Callable[[], int], ring: Callable[[int], None]) -> None:
        self._now = now
        self._ring = ring
        self._due: dict[int, int] = {}
        self._heap: list[tuple[int, int]] = []
        self._timer: asyncio.TimerHandle | None = None
        self._held = True

    def __len__(self) -> int:
        return len(self._due)

    def set(self, session_id: int, at: int | None) -> None:
        """Ring for the session at `at`; None: not at all."""
        if at is None:
            self._due.pop(session_id, None)
            return
        if self._due.get(session_id) == at:
            return
        self._due[session_id] = at
        heapq.heappush(self._heap, (at, session_id))
        if self._heap[0] == (at, session_id):
            self._arm()

    def hold(self) -> None:
        """Ring no more until released."""
        self._held = True
        self._disarm()

    def release(self) -> None:
        """Ring for what is due, and go on."""
        self._held = False
        self._arm()

    def _disarm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _arm(self) -> None:
        self._disarm()
        while self._heap and self._due.get(self._heap[0][1]) != self._heap[0][0]:
            heapq.heappop(self._heap)  # set anew since
        if self._held or not self._heap:
            return
        delay = max(0, self._heap[0][0] - self._now()) / 1000
        self._timer = asyncio.get_running_loop().call_later(delay, self._ring_due)

    def _ring_due(self) -> None:
        now = self._now()
        while self._heap and self._heap[0][0] <= now:
            at, session_id = heapq.heappop(self._heap)
            if self._due.get(session_id) == at:
                del self._due[session_id]
                self._ring(session_id)
        self._arm()
