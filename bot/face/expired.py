"""Interactions that Discord takes no more answers to."""

import discord

UNKNOWN_WEBHOOK, UNKNOWN_INTERACTION, INVALID_WEBHOOK_TOKEN = 10015, 10062, 50027


def expired(error: BaseException) -> bool:
    """Whether Discord refused an answer because its interaction is over: after 3 s without a word, or 15 min."""
    over = (UNKNOWN_WEBHOOK, UNKNOWN_INTERACTION, INVALID_WEBHOOK_TOKEN)
    return isinstance(error, discord.HTTPException) and error.code in over
