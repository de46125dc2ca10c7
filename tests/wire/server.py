"""FakeDiscord: a Discord on loopback for tests with the real client, which connects to it through sockets.

    async with FakeDiscord() as discord_:
        guild = discord_.add_guild("Cohort 7")
        channel, member = discord_.add_channel(guild, "practice"), discord_.add_member(guild, "Ada")
        ... start a bot with discord_.environment() ...
        shown = await discord_.slash(member, channel, "screen start", {"pack": "core"})
        await discord_.click(member, shown.message, "Pick up")

Everything is a Discord payload (a dict, ids as strings). The world outlives its clients: kill the bot and start it
again. A route, key or op that is not built fails the test at the end of the `async with`, whatever the bot made of it.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from fnmatch import fnmatchcase
from types import TracebackType
from typing import Any, Self, TypeVar

from aiohttp import web
from discord import Permissions

from .faults import Fault
from .gateway import Gateway
from .interactions import AUTOCOMPLETE, CLICK, COMMAND, SUBMIT, Desk, InteractionRecord, chosen, filled_in
from .rest import PREFIX, Logged, Rest
from .world import Json, World, button

T = TypeVar("T")


class FakeDiscord:
    """`world` holds what is there, `gateway` can be disturbed, `desk.seconds` is how long an interaction waits."""

    def __init__(self, token: str = "a.loopback.token", shards: int = 1) -> None:
        self.errors: list[str] = []
        self.gateway = Gateway(token, shards, self.errors.append)
        self.world = self.gateway.world = World(self.gateway.emit)
        self.desk = Desk(self.world)
        self.rest = Rest(self.world, self.gateway, self.desk, self.errors)
        self.api = ""
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=32 << 20)
        app.add_routes([*self.rest.routes(), web.get("/", self.gateway.connect)])
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        port = self._runner.addresses[0][1]
        self.api, self.gateway.url = f"http://127.0.0.1:{port}{PREFIX}", f"ws://127.0.0.1:{port}"
        return self

    async def __aexit__(self, kind: type[BaseException] | None, _: object, __: TracebackType | None) -> None:
        for fault in self.rest.trouble.faults:
            fault.release()
        await self.gateway.drop()
        if self._runner is not None:
            await self._runner.cleanup()
        if kind is None:
            assert not self.errors, "the stand-in was asked for what it cannot do:\n" + "\n".join(self.errors)

    def environment(self) -> dict[str, str]:
        """The settings that bring the bot here."""
        return {
            "DISCORD_TOKEN": self.gateway.token,
            "HEADSET_API_BASE": self.api,
            "HEADSET_GATEWAY": self.gateway.url,
        }

    # -- what is there

    def add_guild(self, name: str, bot_permissions: Permissions | None = None) -> Json:
        """A guild with an owner and the bot in it, which may do `bot_permissions` beyond what everyone may."""
        return self.world.add_guild(name, bot_permissions)

    def add_channel(self, guild: Json, name: str) -> Json:
        """A text channel."""
        return self.world.add_channel(guild, name)

    def add_member(self, guild: Json, name: str) -> Json:
        """A person who is new to Discord and joins the guild."""
        return self.world.join(guild, self.world.new_user(name))

    def direct(self, person: Json) -> list[Json]:
        """What the bot and this member wrote to each other alone."""
        return self.world.history(self.world.direct(person["user"]["id"])["id"])

    def messages(self, channel: Json) -> list[Json]:
        """What stands in a channel or thread, oldest first, each as it is now."""
        return self.world.history(channel["id"])

    def threads(self, parent: Json) -> list[Json]:
        """The threads of a channel, oldest first, the archived ones too."""
        return [c for c in self.world.channels.values() if c.get("parent_id") == parent["id"]]

    def requests(self, pattern: str = "*") -> list[Logged]:
        """The REST requests so far that match, such as "POST /channels/*/messages"."""
        return [r for r in self.rest.requests if fnmatchcase(r.line, pattern)]

    # -- what members do

    async def say(self, member: Json, channel: Json, text: str, **extra: Any) -> Json:
        """A member writes. `extra`: further fields of the message, such as attachments."""
        self._present(member, channel)
        return self.world.post(channel["id"], member["user"], {"content": text}, **extra)

    async def typing(self, member: Json, channel: Json) -> None:
        """A member begins to type (clients repeat it about every 10 s)."""
        self._present(member, channel)
        event = {"channel_id": channel["id"], "guild_id": channel["guild_id"], "user_id": member["user"]["id"]}
        self.world.emit("TYPING_START", event | {"timestamp": int(self.world.clock()), "member": member})

    async def slash(
        self, member: Json, channel: Json, command: str, options: Json | None = None, *, wait: bool = True
    ) -> InteractionRecord:
        """A command with its subcommands, "screen start". AssertionError when the bot has not synced such a command.

        `wait`, here and below: until the bot has answered (AssertionError when it does not); else return at once.
        """
        data = self._command(channel, command, options or {})
        return await self._answered(self.desk.open(COMMAND, member, channel, data), wait)

    async def complete(self, member: Json, channel: Json, command: str, option: str, typed: str) -> list[Json]:
        """What the bot offers while a member types into an option with autocomplete."""
        data = self._command(channel, command, {option: typed})
        inner = data
        while inner["options"][0].get("options"):
            inner = inner["options"][0]
        inner["options"][0]["focused"] = True
        record = await self._answered(self.desk.open(AUTOCOMPLETE, member, channel, data), True)
        assert record.callback is not None
        return list(record.callback["data"]["choices"])

    async def click(
        self, member: Json, message: Json, wanted: str, values: list[str] | None = None, *, wait: bool = True
    ) -> InteractionRecord:
        """Presses the button with this label or custom_id, or chooses `values` in that select.

        The button must be on `message` as the test holds it, which may be an older state of it.
        """
        component = button(message, wanted)
        assert not component.get("disabled"), f"{wanted!r} cannot be pressed"
        data: Json = {"custom_id": component["custom_id"], "component_type": component["type"], "id": component["id"]}
        if values is not None:
            assert set(values) <= {o["value"] for o in component["options"]}, f"{wanted!r} does not offer {values}"
            data["values"] = values
        channel, now = self.world.channel(message["channel_id"]), self.world.messages[message["id"]]
        return await self._answered(self.desk.open(CLICK, member, channel, data, now), wait)

    async def submit(
        self, opened: InteractionRecord, values: dict[str, str | list[str]], *, wait: bool = True
    ) -> InteractionRecord:
        """Sends the form that `opened` opened; `values` by label or custom_id."""
        was, modal = opened.payload, opened.modal
        data = {"custom_id": modal["custom_id"], "components": filled_in(modal, values)}
        message = self.world.messages.get(was["message"]["id"]) if "message" in was else None
        channel = self.world.channel(was["channel_id"])
        return await self._answered(self.desk.open(SUBMIT, was["member"], channel, data, message), wait)

    def _present(self, member: Json, channel: Json) -> None:
        inside = self.world.thread_members.get(channel["id"], set())
        assert channel["type"] != 12 or member["user"]["id"] in inside, f"{member['user']['username']} cannot see it"

    def _command(self, channel: Json, command: str, options: Json) -> Json:
        name, *path = command.split()
        known = [*self.world.commands.get(channel["guild_id"], []), *self.world.commands.get("", [])]
        found = next((c for c in known if c["name"] == name), None)
        assert found is not None, f"no /{name} among the commands synced: {[c['name'] for c in known]}"
        data: Json = {"id": found["id"], "name": name, "type": 1, "options": chosen(found, path, options)}
        people = {v["user"]["id"]: v for v in options.values() if isinstance(v, dict)}
        if people:
            bare = {i: {k: v for k, v in m.items() if k != "user"} for i, m in people.items()}
            data["resolved"] = {"users": {i: m["user"] for i, m in people.items()}, "members": bare}
        return data

    async def _answered(self, record: InteractionRecord, wait: bool) -> InteractionRecord:
        if wait:
            try:
                await asyncio.wait_for(record.answered.wait(), self.desk.seconds)
            except TimeoutError:
                raise AssertionError(f"The application did not respond. {self._lately()}") from None
        return record

    # -- what goes wrong

    def fault(self, request: str, **what: Any) -> Fault:
        """The next request that matches "POST /channels/*/messages" meets this (see Fault)."""
        made = Fault(request, **what)
        self.rest.trouble.faults.append(made)
        return made

    def limit(self, request: str, count: int, seconds: float) -> None:
        """Holds each matching route to `count` requests in `seconds`, with Discord's headers and 429 beyond."""
        self.rest.trouble.limits[request] = (count, seconds)

    @asynccontextmanager
    async def outage(self) -> AsyncIterator[None]:
        """Nothing answers while this lasts: every REST connection is cut, the gateway refuses."""
        self.rest.down = True
        async with self.gateway.away(refuse=True):
            yield
        self.rest.down = False

    async def wait_for(self, predicate: Callable[[], T], seconds: float = 5.0) -> T:
        """What the predicate returns, once that is true. AssertionError, with the last requests, after `seconds`."""
        deadline = asyncio.get_running_loop().time() + seconds
        while not (found := predicate()):
            if asyncio.get_running_loop().time() > deadline:
                raise AssertionError(f"it did not happen in {seconds} s. {self._lately()}")
            await asyncio.sleep(0.01)
        return found

    def _lately(self) -> str:
        lines = [f"{r.line} -> {r.status}" for r in self.rest.requests[-8:]]
        return "\n".join(["The last requests:", *lines, *self.errors])
