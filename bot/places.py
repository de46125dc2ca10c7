"""Where live sessions are on Discord: found by what happens there."""

from collections.abc import Iterable

from bot.practice.drill.drill import Drill
from bot.practice.session import Session


class Places:
    """The thread of each session; of a drill, which may be where others are, its channel, thread and lobby message."""

    def __init__(self) -> None:
        self._sessions: dict[int, int] = {}
        self._threads: dict[int, int] = {}
        self._drills: dict[int, frozenset[int]] = {}

    def note(self, session: Session) -> None:
        """The session is where it says."""
        if isinstance(session, Drill):
            places = (session.channel_id, session.thread_id, session.lobby_id)
            self._drills[session.id] = frozenset(place for place in places if place is not None)
        elif session.thread_id is not None:
            self.note_thread(session.id, session.thread_id)

    def note_thread(self, session_id: int, thread_id: int) -> None:
        """The session, which is no drill, is in this thread."""
        self._sessions[thread_id], self._threads[session_id] = session_id, thread_id

    def forget(self, session_id: int) -> None:
        """The session is over."""
        self._drills.pop(session_id, None)
        thread_id = self._threads.pop(session_id, None)
        if thread_id is not None and self._sessions.get(thread_id) == session_id:  # or the next one has it by now
            del self._sessions[thread_id]

    def session_in(self, thread_id: int) -> int | None:
        """The session of a thread; not a drill."""
        return self._sessions.get(thread_id)

    def in_threads(self) -> Iterable[int]:
        """All sessions that have a thread; no drills."""
        return self._sessions.values()

    def drills_at(self, place: int) -> list[int]:
        """The drills that have this channel, thread or lobby message."""
        return [session_id for session_id, places in self._drills.items() if place in places]

    def is_drill(self, session_id: int) -> bool:
        """Whether it is a live drill."""
        return session_id in self._drills
