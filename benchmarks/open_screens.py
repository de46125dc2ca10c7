"""10,000 open screens: memory each after a start, and seconds from opening the desk until all deadlines are armed."""

import asyncio
import gc
import resource
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from bot.desk import Desk
from bot.packs.loading import load
from bot.practice.choosing import choose
from bot.practice.effects import Effect
from bot.practice.events import Event, PickedUp, QuestionPosted, Started, ThreadOpened
from bot.practice.records import Commit
from bot.practice.screen import Screen, Script
from bot.practice.screen_steps import step
from bot.practice.timing import Pace
from bot.stage import Performed, Scene
from bot.state import session_row
from bot.storage.sqlite import SqliteStore

SCREENS = 10_000


class NoStage:
    """Nothing is shown."""

    async def perform(self, effect: Effect, effect_id: int, scene: Scene, again: bool) -> Performed:
        return Performed(None)

    async def missed(self, screen: Screen) -> list[Event]:
        return []

    async def tell_moderators(self, guild_id: int, detail: str) -> None:
        return None


def now() -> int:
    """The present in ms."""
    return time.time_ns() // 1_000_000


def resident() -> int:
    """Bytes of memory in use now (Linux)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


async def main() -> None:
    """Fill a database, open a desk on it, print."""
    library = load(())
    pack = library.packs["core"]
    script = Script(pack, library.rubric, library.scorer().rate)
    begun = now()
    with tempfile.TemporaryDirectory() as folder:
        store = await SqliteStore.open(Path(folder) / "bench.sqlite3")
        for number in range(1, SCREENS + 1):
            screen = Screen(
                id=number, guild_id=1, channel_id=2, member_id=number, member_name="Anna", pack="core", pace=Pace.REAL,
                public=False, seed=number, recruiter=0, questions=choose(pack.questions.values(), 5, number),
                typing_allowed=True, started_at=begun,
            )  # fmt: skip
            for event in (
                Started(begun), ThreadOpened(begun, number + SCREENS), PickedUp(begun),
                QuestionPosted(begun + 600_000, number + 3 * SCREENS, 0, 0),
            ):  # fmt: skip
                screen, _ = step(screen, event, script)
            await store.commit(Commit(replace(session_row(screen))))
        gc.collect()
        before, clock = resident(), time.perf_counter()
        desk = Desk(store, NoStage(), library.packs, library.rubric, script.rate, now)
        await desk.open()
        opened = time.perf_counter() - clock
        desk.connected(fresh=True)
        armed = time.perf_counter() - clock
        print(f"{SCREENS} open screens: desk open after {opened:.2f} s, deadlines armed after {armed:.2f} s")
        print(f"memory: {(resident() - before) / SCREENS:.0f} bytes each")
        while desk.catching_up:  # noqa: ASYNC110 - the desk has no event for this, and needs none
            await asyncio.sleep(0.1)
        print(f"all threads read (without Discord) after {time.perf_counter() - clock:.2f} s")
        await desk.close()
        await store.close()


if __name__ == "__main__":
    asyncio.run(main())
