"""Boards in channels: posted, edited, taken down; and the question of who is on a server."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterator, Sequence, Set

import aiohttp
import discord

from bot.face import board_cards, moderators
from bot.face.permissions import NAMES
from bot.practice.boards import Page, Recap
from bot.practice.points import KINDS
from bot.practice.records import PinRow
from bot.practice.timing import snowflake_time
from bot.stage import DiscordRefused, DiscordUnreachable

log = logging.getLogger(__name__)

ANSWERS_WITHIN = 2.0
"""Seconds that a reader waits for Discord to say who is on the server."""

ASKED_MOST = 100
"""Members that Discord can be asked about at once."""

MARKS = {kind: 101 + index for index, kind in enumerate(KINDS)}
RECAP, FOR_ALL = 111, 112
"""Marks: the ids of a message's first component, by which it is found again. (Those of sessions begin far above.)"""

LOOK_BACK = 1000
"""How many messages back a card of ours is looked for: others may have talked a lot meanwhile."""

NEEDED = ("view_channel", "send_messages", "read_message_history")

UNKNOWN_CHANNEL = 10003
TOO_MANY_REQUESTS = 429
NONCE = 16**11
"""Discord takes 25 characters as a nonce."""


def missing_for_pin(channel: discord.abc.GuildChannel) -> list[str]:
    """The permissions that a board in this channel takes and the bot lacks, by name."""
    granted = channel.permissions_for(channel.guild.me)
    return [NAMES[permission] for permission in NEEDED if not getattr(granted, permission)]


class BoardWall:
    """The ports Wall (of `bot.pins`) and Presence (of `bot.boards`) on Discord."""

    def __init__(self, bot: discord.Client, now: Callable[[], int]) -> None:
        self._bot = bot
        self._now = now

    async def present(self, guild_id: int, members: Sequence[int]) -> Set[int] | None:
        """Asked for by their ids: that takes no members intent."""
        guild = self._bot.get_guild(guild_id)
        if guild is None or guild.unavailable:
            return None
        asked = list(members[:ASKED_MOST])
        try:
            async with asyncio.timeout(ANSWERS_WITHIN):
                found = await guild.query_members(user_ids=asked, limit=ASKED_MOST, cache=False)
        except (TimeoutError, discord.DiscordException, aiohttp.ClientError, OSError, RuntimeError) as error:
            log.info("server %s: Discord doesn't say who is there: %r", guild_id, error)
            return None
        return {member.id for member in found} | set(members[ASKED_MOST:])

    async def hang(self, pin: PinRow, page: Page, again: bool) -> int:
        """With a nonce made from when it was pinned: shows once, however often it is sent."""
        mark, since = MARKS[pin.kind], pin.edited_at
        with _refusals():
            found = await self._marked(pin.channel_id, mark, since) if again else None
            nonce = f"{since:x}-{pin.channel_id % NONCE:x}-{KINDS.index(pin.kind)}"
            return found or await self._post(pin.channel_id, board_cards.pinned(page, self._now()), mark, nonce)

    async def renew(self, pin: PinRow, page: Page) -> None:
        """One edit."""
        assert pin.message_id is not None
        message = self._channel(pin.channel_id).get_partial_message(pin.message_id)
        with _refusals():
            await message.edit(view=_marked(board_cards.pinned(page, self._now()), MARKS[pin.kind]))

    async def tell(self, channel_id: int, recap: Recap) -> None:
        """Looked for first: we may have been killed before it was noted that it stands."""
        with _refusals():
            if await self._marked(channel_id, RECAP, recap.end) is None:
                nonce = f"{recap.end:x}-{channel_id % NONCE:x}-r"
                await self._post(channel_id, board_cards.recap(recap), RECAP, nonce)

    async def take_down(self, pin: PinRow) -> None:
        """Our own message takes no permission to delete."""
        if pin.message_id is not None:
            with _refusals():
                await self._channel(pin.channel_id).get_partial_message(pin.message_id).delete()

    async def without_name(self, channel_id: int, member_id: int) -> None:
        """Recaps, and boards shown to all, are not made anew: what they say of others is of their time."""
        name = f"<@{member_id}>"
        with _refusals():
            async for message in self._channel(channel_id).history(limit=LOOK_BACK):
                if message.author != self._bot.user or _mark_of(message) not in (RECAP, FOR_ALL):
                    continue
                view = discord.ui.LayoutView.from_message(message, timeout=None)
                texts = [item for item in view.walk_children() if isinstance(item, discord.ui.TextDisplay)]
                if any(name in text.content for text in texts):
                    for text in texts:
                        text.content = text.content.replace(name, board_cards.SOMEBODY)
                    view.stop()
                    await message.edit(view=view)

    async def tell_moderators(self, guild_id: int, channel_id: int, refused: DiscordRefused) -> None:
        """In the server's channel for its moderators if it has one, otherwise to its owner."""
        guild = self._bot.get_guild(guild_id)
        if guild is None:
            return
        channel = guild.get_channel(channel_id)
        lacking = ", ".join(missing_for_pin(channel)) if channel else ""
        why = "channel" if channel is None else refused.reason
        await moderators.tell(self._bot, guild, board_cards.given_up(guild.name, channel_id, why, lacking))

    # Helpers

    def _channel(self, channel_id: int) -> discord.PartialMessageable:
        channel = self._bot.get_channel(channel_id)
        guild = getattr(channel, "guild", None)
        if guild is not None and guild.unavailable:
            raise DiscordUnreachable(f"server {guild.id} is not there yet")
        return self._bot.get_partial_messageable(channel_id, guild_id=guild.id if guild else None)

    async def _post(self, channel_id: int, view: discord.ui.LayoutView, mark: int, nonce: str) -> int:
        message = await self._channel(channel_id).send(view=_marked(view, mark), nonce=nonce)
        return message.id

    async def _marked(self, channel_id: int, mark: int, since: int) -> int | None:
        """Our message with this mark, posted after `since` (ms UTC)."""
        async for message in self._channel(channel_id).history(limit=LOOK_BACK):
            if snowflake_time(message.id) < since:
                return None
            if message.author == self._bot.user and _mark_of(message) == mark:
                return message.id
        return None


def for_all(page: Page) -> discord.ui.LayoutView:
    """A board shown to all, with its mark."""
    return _marked(board_cards.for_all(page), FOR_ALL)


def _marked(view: discord.ui.LayoutView, mark: int) -> discord.ui.LayoutView:
    view.children[0].id = mark
    view.stop()  # presses are taken by the ids of the buttons: nothing about this view is kept in memory
    return view


def _mark_of(message: discord.Message) -> int | None:
    return getattr(message.components[0], "id", None) if message.components else None


@contextlib.contextmanager
def _refusals() -> Iterator[None]:
    """What Discord answers, as the ports say it; what is no refusal is tried again later."""
    try:
        yield
    except discord.HTTPException as error:
        if error.status >= 500 or error.status == TOO_MANY_REQUESTS:
            raise DiscordUnreachable(str(error)) from error
        if error.status == 404:
            raise DiscordRefused("channel" if error.code == UNKNOWN_CHANNEL else "message", error.text) from error
        if error.status != 403:
            log.error("Discord finds fault with a board", exc_info=error)
        raise DiscordRefused("permission", error.text) from error
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        raise DiscordUnreachable(str(error) or type(error).__name__) from error
