"""1,000 members press Answer within four real seconds and send their forms two seconds later: how long each waits.

The desk with its store and rules, without Discord: whose form opens late has missed it (three seconds), and whose form
is answered late is deferred (after two). Feedback comes when it is rated: rating takes the time that forms leave.
"""

import asyncio
import gc
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles

from benchmarks.scoring import new_answers
from bot.desk import Desk
from bot.drills import DrillRequest
from bot.packs.loading import load
from bot.practice.drill.drill import Drill
from bot.practice.drill.effects import OpenDrillThread, PutDrillLobby, PutReveal, PutRound
from bot.practice.drill.events import (
    AnswerPressed,
    AnswerSent,
    JoinPressed,
    LobbyPosted,
    MemberPressed,
    Revealed,
    RoundPosted,
    StartPressed,
)
from bot.practice.effects import Effect
from bot.practice.events import Event, ThreadOpened
from bot.stage import AnyScene, Performed
from bot.storage.sqlite import SqliteStore

MEMBERS, SPAN, WRITES = 1000, 4.0, 2.0
"""How many; seconds in which they come; seconds that each writes."""

SENTENCES = 5  # about 70 words
HOST, FIRST = 3, 100


def now() -> int:
    """Ms UTC."""
    return round(time.time() * 1000)


class EmptyStage:
    """Does everything at once, and shows nobody anything."""

    async def perform(self, effect: Effect, effect_id: int, scene: AnyScene, again: bool) -> Performed:
        """What stands then."""
        stands: dict[type[Effect], Callable[[], Event]] = {
            PutDrillLobby: lambda: LobbyPosted(now(), 7),
            OpenDrillThread: lambda: ThreadOpened(now(), 8),
            PutRound: lambda: RoundPosted(now(), 9, 0),
            PutReveal: lambda: Revealed(now(), 0),
        }
        stand = stands.get(type(effect))
        return Performed(1, stand() if stand else None)


class Rush:
    """The drill, and how long members waited."""

    def __init__(self, desk: Desk, drill: Drill) -> None:
        self.desk, self.drill = desk, drill
        self.waited: defaultdict[str, list[float]] = defaultdict(list)

    async def take(self, what: str, event: MemberPressed) -> None:
        """Let the desk take it, and note how long it took to answer."""
        began = time.perf_counter()
        await self.desk.handle(self.drill.id, event, event.by)
        self.waited[what].append(time.perf_counter() - began)

    async def join(self, number: int) -> None:
        """One more."""
        await asyncio.sleep(SPAN * number / MEMBERS)
        await self.take("join", JoinPressed(now(), number, FIRST + number, f"m{number}"))

    async def answer(self, number: int, words: str) -> None:
        """Press, write, send, wait for the feedback."""
        await asyncio.sleep(SPAN * number / MEMBERS)
        who = (number, FIRST + number, f"m{number}")
        await self.take("form opens", AnswerPressed(now(), *who, round=0))
        await asyncio.sleep(WRITES)
        began = time.perf_counter()
        await self.take("form is answered", AnswerSent(now(), *who, round=0, text=words))
        row = await self.desk.drill_turn(self.drill.id, 0, FIRST + number)
        assert row is not None
        assert row.overall is not None
        self.waited["feedback"].append(time.perf_counter() - began)


async def main() -> None:
    """Print the waits."""
    library = load(())
    scorer = library.scorer()
    gc.freeze()  # as the bot does when it runs
    said = new_answers(list(library.packs["core"].questions.values()))
    with tempfile.TemporaryDirectory() as folder:
        store = await SqliteStore.open(Path(folder) / "bench.sqlite3")
        desk = Desk(store, EmptyStage(), library.packs, library.rubric, scorer.rate, now)  # type: ignore[arg-type]  # half a stage
        await desk.open()
        desk.connected(fresh=False)
        drill = await desk.start(DrillRequest(5 << 22, now(), 1, 2, HOST, "host", "core", seconds=60))
        assert isinstance(drill, Drill)
        rush = Rush(desk, drill)
        await asyncio.gather(*(rush.join(number) for number in range(MEMBERS)))
        await desk.handle(drill.id, StartPressed(now(), HOST), HOST)
        await desk.settled(drill.id)
        words = ["".join(next(said) for _ in range(SENTENCES)) for _ in range(MEMBERS)]
        began = time.process_time()
        await asyncio.gather(*(rush.answer(number, words[number]) for number in range(MEMBERS)))
        print(f"{1000 * (time.process_time() - began) / MEMBERS:.1f} ms of CPU an answer, its rating included")
        for what, waited in rush.waited.items():
            parts = [1000 * part for part in quantiles(waited, n=100)]
            print(f"{what}: median {parts[49]:.0f} ms, 99% {parts[98]:.0f} ms, worst {1000 * max(waited):.0f} ms")
        await desk.close()
        await store.close()


if __name__ == "__main__":
    asyncio.run(main())
