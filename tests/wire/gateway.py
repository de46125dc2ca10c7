"""The gateway: HELLO, IDENTIFY, RESUME with replay, heartbeats, and the ways in which it goes wrong.

It sends plain text frames, which the client takes although it offers compression.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from .world import Json, World

GUILDS, MEMBERS, MESSAGES, TYPING, DIRECT_MESSAGES, MESSAGE_CONTENT = 1 << 0, 1 << 1, 1 << 9, 1 << 11, 1 << 12, 1 << 15
# Which intent brings an event; an event that is not here needs none.
INTENT = {"TYPING_START": TYPING, "GUILD_MEMBER_ADD": MEMBERS, "GUILD_MEMBER_REMOVE": MEMBERS}
MESSAGE_EVENTS = {"MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE"}
INTENT |= dict.fromkeys(MESSAGE_EVENTS, MESSAGES)
INTENT |= dict.fromkeys(["GUILD_CREATE", "GUILD_DELETE", "CHANNEL_CREATE", "CHANNEL_DELETE"], GUILDS)
INTENT |= dict.fromkeys(["THREAD_CREATE", "THREAD_UPDATE", "THREAD_DELETE", "THREAD_MEMBERS_UPDATE"], GUILDS)


@dataclass
class Session:
    """What a client may resume: all that was ever dispatched to it. An event's seq is its place, from 1."""

    id: str
    shard: int
    shards: int
    intents: int
    events: list[str] = field(default_factory=list)
    socket: "Socket | None" = None


class Socket:
    """One open connection. What is put into `outbox` is sent in that order."""

    def __init__(self, request: web.Request, ws: web.WebSocketResponse) -> None:
        self.request, self.ws = request, ws
        self.session: Session | None = None
        self.outbox: asyncio.Queue[str] = asyncio.Queue()

    def send(self, op: int, data: Any = None) -> None:
        self.outbox.put_nowait(json.dumps({"op": op, "d": data, "s": None, "t": None}))

    async def write(self) -> None:
        while True:
            await self.ws.send_str(await self.outbox.get())

    def cut(self) -> None:
        """The line goes dead: no close frame."""
        if self.request.transport is not None:
            self.request.transport.abort()


class Gateway:
    """All sessions and sockets. `identifies` and `resumes` count what clients asked for, `resumed` what was granted."""

    def __init__(self, token: str, shards: int, error: Callable[[str], None]) -> None:
        self.token, self.shards, self.error = token, shards, error
        self.world: World  # set by the server, which makes both
        self.url = ""
        self.message_content = True  # False: as an application that was not granted the privileged intent
        self.sessions: dict[str, Session] = {}
        self.sockets: set[Socket] = set()
        self.identifies = self.resumes = self.resumed = 0
        self._door = asyncio.Event()  # closed: who connects must wait
        self._door.set()
        self._refusing = False

    # -- what tests do to it

    async def drop(self, code: int | None = None) -> None:
        """Ends all connections: with this close code, or without a word. Sessions can be resumed."""
        for socket in list(self.sockets):
            self._leave(socket)  # from here on, events wait for the RESUME
            if code is None:
                socket.cut()
            else:
                await socket.ws.close(code=code)

    @asynccontextmanager
    async def away(self, *, refuse: bool = False) -> AsyncIterator[None]:
        """No connection while this lasts. A client that tries is kept waiting, or (`refuse`) gets a 503 each time."""
        self._refusing = refuse
        self._door.clear()
        await self.drop()
        try:
            yield
        finally:
            self._refusing = False
            self._door.set()

    def deafen(self) -> None:
        """Events no longer reach the clients, whose connections look well: as when a line dies without a word."""
        for socket in self.sockets:
            self._leave(socket)

    def ask_to_reconnect(self) -> None:
        """Discord's own wish for a new connection (op 7), as in a deploy of theirs."""
        for socket in self.sockets:
            socket.send(7)

    def invalidate(self) -> None:
        """Ends all sessions for good: clients have to identify anew, and what happened meanwhile is lost to them."""
        self.sessions.clear()
        for socket in self.sockets:
            socket.session = None
            socket.send(9, False)

    def end(self, session: Session) -> None:
        """Ends one session for good, as `invalidate` does with all."""
        del self.sessions[session.id]
        if session.socket is not None:
            session.socket.session = None
            session.socket.send(9, False)

    def live(self) -> list[Session]:
        return [s for s in self.sessions.values() if s.socket is not None]

    # -- events out

    def emit(self, event: str, data: Json) -> None:
        """To every session that may see it, connected or not: what it missed is replayed when it resumes."""
        for session in self.sessions.values():
            if (int(data.get("guild_id", 0)) >> 22) % session.shards == session.shard:  # direct messages: shard 0
                self._dispatch(session, event, data)

    def _dispatch(self, session: Session, event: str, data: Json) -> None:
        needed = DIRECT_MESSAGES if event in MESSAGE_EVENTS and "guild_id" not in data else INTENT.get(event, 0)
        if session.intents & needed != needed:
            return
        if event in {"MESSAGE_CREATE", "MESSAGE_UPDATE"} and not session.intents & MESSAGE_CONTENT:
            data = without_content(data, self.world.bot["id"])
        payload = {"op": 0, "t": event, "s": len(session.events) + 1, "d": data}
        session.events.append(json.dumps(payload))
        if session.socket is not None:
            session.socket.outbox.put_nowait(session.events[-1])

    # -- what clients send

    async def connect(self, request: web.Request) -> web.StreamResponse:
        if self._refusing:
            return web.Response(status=503)
        await self._door.wait()
        ws = web.WebSocketResponse(compress=False)
        await ws.prepare(request)
        socket = Socket(request, ws)
        self.sockets.add(socket)
        socket.send(10, {"heartbeat_interval": 41_250})
        writer = asyncio.create_task(socket.write())
        try:
            async for message in ws:
                if message.type is WSMsgType.TEXT:
                    await self._receive(socket, json.loads(message.data))
        finally:
            writer.cancel()
            self._gone(socket)
        return ws

    def _gone(self, socket: Socket) -> None:
        self.sockets.discard(socket)
        session = socket.session
        if session is not None and socket.ws.close_code in (1000, 1001):
            self.sessions.pop(session.id, None)  # a client that says goodbye gives its session up
        self._leave(socket)

    def _leave(self, socket: Socket) -> None:
        if socket.session is not None and socket.session.socket is socket:
            socket.session.socket = None
        socket.session = None

    async def _receive(self, socket: Socket, payload: Json) -> None:
        op, data = payload["op"], payload["d"]
        if op == 1:
            socket.send(11)
        elif op in (2, 6) and data["token"] != self.token:
            await socket.ws.close(code=4004)
        elif op == 2:
            await self._identify(socket, data)
        elif op == 6:
            self._resume(socket, data)
        elif op == 8 and socket.session is not None:
            self._chunk(socket.session, data)
        elif op != 3:  # 3 is presence: nobody here looks at it
            self.error(f"unknown gateway op {op}: {data}")
            await socket.ws.close(code=4001)

    async def _identify(self, socket: Socket, data: Json) -> None:
        self.identifies += 1
        if data["intents"] & MESSAGE_CONTENT and not self.message_content:
            await socket.ws.close(code=4014)
            return
        shard, shards = data.get("shard", [0, 1])
        session = Session(self.world.new_id(), shard, shards, data["intents"], socket=socket)
        socket.session = self.sessions[session.id] = session
        mine = [g for g in self.world.guilds if (int(g) >> 22) % shards == shard]
        ready: Json = {"v": 10, "user": self.world.bot, "session_id": session.id, "resume_gateway_url": self.url}
        ready |= {"guilds": [{"id": g, "unavailable": True} for g in mine], "shard": [shard, shards]}
        ready |= {"application": {"id": self.world.application_id, "flags": 0}}
        self._dispatch(session, "READY", ready)
        for guild_id in mine:
            whole = self.world.whole_guild(guild_id, all_members=bool(session.intents & MEMBERS))
            self._dispatch(session, "GUILD_CREATE", whole)

    def _resume(self, socket: Socket, data: Json) -> None:
        self.resumes += 1
        session = self.sessions.get(data["session_id"])
        if session is None:
            socket.send(9, False)
            return
        self.resumed += 1
        session.socket, socket.session = socket, session
        for event in session.events[data["seq"] :]:
            socket.outbox.put_nowait(event)
        self._dispatch(session, "RESUMED", {})

    def _chunk(self, session: Session, data: Json) -> None:
        """The members that a client asked for: by id, or by the start of their name ("" = all)."""
        members = self.world.whole_guild(str(data["guild_id"]))["members"]
        wanted = {str(i) for i in data.get("user_ids") or []}
        query = data.get("query") or ""
        if wanted:
            members = [m for m in members if m["user"]["id"] in wanted]
        found = [m for m in members if m["user"]["username"].startswith(query)]
        chunk: Json = {"guild_id": str(data["guild_id"]), "members": found, "chunk_index": 0, "chunk_count": 1}
        self._dispatch(session, "GUILD_MEMBERS_CHUNK", chunk | {"not_found": [], "nonce": data.get("nonce")})


def without_content(message: Json, bot_id: str) -> Json:
    """A message as a bot without the message content intent gets it; its own, and what mentions it, come whole."""
    if message["author"]["id"] == bot_id or any(u["id"] == bot_id for u in message["mentions"]):
        return message
    return message | {"content": "", "embeds": [], "attachments": [], "components": []}
