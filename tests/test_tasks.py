"""Tasks that somebody owns."""

import asyncio

from bot.tasks import Tasks


async def test_what_runs_is_cancelled_and_nothing_is_begun_after() -> None:
    tasks, begun = Tasks(), list[str]()

    async def begin(name: str) -> None:
        begun.append(name)
        await asyncio.sleep(60)

    async def restless() -> None:
        try:
            await begin("first")
        finally:
            tasks.spawn(begin("while closing"))

    first = tasks.spawn(restless())
    await asyncio.sleep(0)
    await tasks.close()
    assert first.cancelled()
    await tasks.spawn(begin("after"))  # nobody who waits for it waits for ever
    assert begun == ["first"]
