"""What members wrote is forgotten after as many days as their server asks for; scores and points stay."""

import asyncio
import logging
from collections.abc import Callable

from bot.practice.records import StoreError
from bot.practice.store import Store
from bot.tasks import Tasks

log = logging.getLogger(__name__)

FIRST_AFTER, EVERY = 5 * 60, 24 * 60 * 60
"""Seconds: after the start there is more to do than to forget."""

DAY = 24 * 60 * 60 * 1000


class Forgetting:
    """Forgets once a day."""

    def __init__(self, store: Store, now: Callable[[], int]) -> None:
        self._store = store
        self._now = now
        self._tasks = Tasks()

    def open(self) -> None:
        """Begin."""
        self._tasks.spawn(self._daily())

    async def close(self) -> None:
        """Stop; what is due is forgotten after the next start."""
        await self._tasks.close()

    async def _daily(self) -> None:
        await asyncio.sleep(FIRST_AFTER)
        while True:
            await self.forget()
            await asyncio.sleep(EVERY)

    async def forget(self) -> None:
        """Forget what is due on all servers; where storage fails, that is tried again the next day."""
        try:
            for settings in await self._store.forgetful():
                if settings.keep_days is not None:
                    await self._forget(settings.guild_id, self._now() - settings.keep_days * DAY)
        except StoreError as error:
            log.warning("what is to be forgotten is still there, until tomorrow: %s", error)

    async def _forget(self, guild_id: int, before: int) -> None:
        number = await self._store.forget_answers(guild_id, before)
        if number:
            log.info("server %s: the words of %s records are forgotten", guild_id, number)
