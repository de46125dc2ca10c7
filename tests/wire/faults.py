"""What goes wrong between a client and Discord's REST: refusals, rate limits, replies that never come."""

import asyncio
import json
import socket
import struct
import time
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from aiohttp import web

from .world import Json

LINGER_NOT = struct.pack("ii", 1, 0)  # closing then sends RST instead of FIN


def reply(data: Json | list[Json] | None, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """A reply as Discord makes it: exactly `application/json`, or 204 with nothing."""
    if data is None:
        return web.Response(status=204, headers=headers)
    return web.Response(body=json.dumps(data).encode(), status=status, headers=headers, content_type="application/json")


def too_many(seconds: float, *, is_global: bool = False) -> web.Response:
    """A 429. discord.py takes one without a `Via` header for a ban by Cloudflare, and gives up."""
    headers = {"Retry-After": f"{seconds:.3f}", "Via": "1.1 google", "X-RateLimit-Scope": "user"}
    if is_global:
        headers |= {"X-RateLimit-Global": "true", "X-RateLimit-Scope": "global"}
    body = {"message": "You are being rate limited.", "retry_after": seconds, "global": is_global}
    return reply(body, 429, headers)


@dataclass
class Fault:
    """Something that happens to the next `times` requests that match `request`, "POST /channels/*/messages".

    `after`: Discord does what was asked, and only then it goes wrong; else the request changes nothing.
    `status` (with Discord's error `code`) replaces the reply; 429 has `retry_after` in seconds. `cut` closes the
    connection without a reply, with RST where `reset`. `hold` keeps the request waiting until `release()`; a request
    that is held sets `reached`. With `hold` alone it is then answered as if nothing had been.
    """

    request: str
    status: int | None = None
    code: int = 0
    retry_after: float = 0.2
    is_global: bool = False
    cut: bool = False
    reset: bool = False
    hold: bool = False
    after: bool = False
    times: int = 1
    met: int = 0
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    _released: asyncio.Event = field(default_factory=asyncio.Event)

    def release(self) -> None:
        self._released.set()

    async def strike(self, request: web.Request) -> web.Response | None:
        """The reply in place of Discord's, if this fault makes one."""
        self.reached.set()
        if self.hold:
            await self._released.wait()
        if self.cut or self.reset:
            transport = request.transport
            if transport is not None:
                if self.reset:
                    line = transport.get_extra_info("socket")
                    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NOT)
                transport.abort()
            return web.Response(status=500)  # nobody is there to read it
        if self.status == 429:
            return too_many(self.retry_after, is_global=self.is_global)
        if self.status is not None:
            return reply({"message": f"{self.status}: by order of the test", "code": self.code}, self.status)
        return None


@dataclass
class Bucket:
    """Discord's own limit on a route: `count` requests in `seconds`, per channel."""

    count: int
    seconds: float
    used: int = 0
    since: float = 0.0

    def take(self) -> tuple[float, dict[str, str]]:
        """How long to wait (0.0 = go ahead), and the headers that tell the client where it stands."""
        now = time.monotonic()
        if now - self.since >= self.seconds:
            self.used, self.since = 0, now
        left = self.since + self.seconds - now
        wait = left if self.used >= self.count else 0.0
        self.used += not wait
        headers = {"X-RateLimit-Limit": str(self.count), "X-RateLimit-Remaining": str(self.count - self.used)}
        headers |= {"X-RateLimit-Reset-After": f"{left:.3f}", "X-RateLimit-Reset": f"{time.time() + left:.3f}"}
        return wait, headers | {"X-RateLimit-Bucket": "limited-by-the-test"}


class Trouble:
    """The faults that wait for their request, and the limits that hold."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.limits: dict[str, tuple[int, float]] = {}  # "POST /channels/*/messages" -> (count, seconds)
        self._buckets: dict[str, Bucket] = {}

    def take(self, request: str) -> Fault | None:
        """The fault that this request meets, counted down."""
        for fault in self.faults:
            if fault.met < fault.times and fnmatchcase(request, fault.request):
                fault.met += 1
                return fault
        return None

    def limit(self, request: str) -> Bucket | None:
        for pattern, (count, seconds) in self.limits.items():
            if fnmatchcase(request, pattern):
                major = request.split("/")[2]  # the channel's id: Discord counts each channel by itself
                return self._buckets.setdefault(f"{pattern} {major}", Bucket(count, seconds))
        return None
