"""The one place that reads and writes what servers and members have set."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import replace
from typing import Any, Generic, TypeVar

from bot.practice.settings import GuildSettings, MemberSettings
from bot.practice.store import Store

GUILDS_AT_HAND, MEMBERS_AT_HAND = 1_000, 10_000
"""So many settings stay in memory, the last used: a few hundred bytes each."""

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Settings:
    """The settings of all servers and members, kept at hand. Only this writes them, so what is at hand is true.

    Methods may raise StoreError; then nothing has changed.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._guilds: _AtHand[int, GuildSettings] = _AtHand(GUILDS_AT_HAND)
        self._members: _AtHand[tuple[int, int], MemberSettings] = _AtHand(MEMBERS_AT_HAND)
        self._changing = asyncio.Lock()
        self.guild_watchers: list[Callable[[GuildSettings], None]] = []
        self.member_watchers: list[Callable[[MemberSettings, MemberSettings], None]] = []
        """Are told of what has changed, once it is kept; of a member's settings, what they were before, too."""

    async def guild(self, guild_id: int) -> GuildSettings:
        """What the server has set, or the defaults."""
        return await self._guilds.get(guild_id, lambda: self._store.guild_settings(guild_id))

    async def member(self, guild_id: int, member_id: int) -> MemberSettings:
        """What the member has set on the server, or the defaults."""
        key = guild_id, member_id
        return await self._members.get(key, lambda: self._store.member_settings(guild_id, member_id))

    async def change_guild(self, guild_id: int, **changes: Any) -> GuildSettings:
        """Change these fields, and no others: two who change different ones at once both get theirs."""
        async with self._changing:
            changed = replace(await self.guild(guild_id), **changes)
            await self._store.keep_guild_settings(changed)
            self._guilds.put(guild_id, changed)
        for watch in self.guild_watchers:
            watch(changed)
        return changed

    async def change_member(self, guild_id: int, member_id: int, **changes: Any) -> MemberSettings:
        """The same for a member; how they are seen takes effect on all boards at once."""
        async with self._changing:
            before = await self.member(guild_id, member_id)
            changed = replace(before, **changes)
            await self._store.keep_member_settings(changed)
            self._members.put((guild_id, member_id), changed)
        for watch in self.member_watchers:
            watch(before, changed)
        return changed


class _AtHand(Generic[K, V]):
    """The values last used."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[K, V] = OrderedDict()

    async def get(self, key: K, read: Callable[[], Awaitable[V]]) -> V:
        if key not in self._held:
            value = await read()
            if key not in self._held:  # what was written while we read is newer
                self.put(key, value)
        self._held.move_to_end(key)
        return self._held[key]

    def put(self, key: K, value: V) -> None:
        self._held[key] = value
        self._held.move_to_end(key)
        while len(self._held) > self._most:
            self._held.popitem(last=False)
