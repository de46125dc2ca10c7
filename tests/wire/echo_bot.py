"""The least bot there can be, as a process: says what it hears. Settings as for Headset (`FakeDiscord.environment`)."""

import os

import discord
import yarl


class Echo(discord.AutoShardedClient):
    async def on_message(self, message: discord.Message) -> None:
        if message.author != self.user:
            await message.channel.send(message.content)


if __name__ == "__main__":
    discord.http.Route.BASE = os.environ["HEADSET_API_BASE"]
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["HEADSET_GATEWAY"])
    intents = discord.Intents(guilds=True, messages=True, message_content=True)
    Echo(intents=intents, guild_ready_timeout=0.05).run(os.environ["DISCORD_TOKEN"], log_handler=None)
