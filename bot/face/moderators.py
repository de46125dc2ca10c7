"""Notes to those who look after a server."""

import logging

import aiohttp
import discord

log = logging.getLogger(__name__)


async def tell(bot: discord.Client, guild: discord.Guild, text: str) -> bool:
    """In the server's channel for its moderators; to its owner when there is none, or we may not write in it.

    False: nobody was told; the log says why.
    """
    channel = guild.public_updates_channel
    try:
        if channel is not None and channel.permissions_for(guild.me).send_messages:
            await channel.send(text)
        elif guild.owner_id is not None:
            await (await bot.create_dm(discord.Object(guild.owner_id))).send(text)
        else:
            return False
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        log.warning("server %s: can't tell its moderators (%s): %s", guild.id, error, text)
        return False
    return True
