"""A local server that gives second opinions, well or in every wrong way."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

Behaviour = Callable[[web.Request], Awaitable[web.StreamResponse]]


def verdict(**changes: Any) -> dict[str, Any]:
    """A good verdict on an answer to a question that is rated on ownership and empathy."""
    good = {"levels": {"ownership": 4, "empathy": 2}, "overall": 3, "quotes": []}
    return good | changes


def completion(content: str | None, **message: Any) -> dict[str, Any]:
    """A reply of /chat/completions."""
    said = {"role": "assistant", "content": content} | message
    return {
        "id": "c1",
        "object": "chat.completion",
        "choices": [{"index": 0, "message": said, "finish_reason": "stop"}],
    }


class JudgeServer:
    """Answers as `behave` does; `requests` are those that came: headers and body."""

    def __init__(self) -> None:
        self.behave: Behaviour = self.saying(json.dumps(verdict()))
        self.requests: list[tuple[dict[str, str], dict[str, Any]]] = []
        self.url = ""

    def saying(self, content: str | None, **message: Any) -> Behaviour:
        """Reply with this content."""
        return self.replying(json.dumps(completion(content, **message)).encode())

    def replying(self, body: bytes, status: int = 200, **headers: str) -> Behaviour:
        """Reply with these bytes."""

        async def reply(request: web.Request) -> web.Response:
            return web.Response(body=body, status=status, content_type="application/json", headers=headers)

        return reply

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.requests.append((dict(request.headers), await request.json()))
        return await self.behave(request)


@asynccontextmanager
async def judge_server() -> AsyncIterator[JudgeServer]:
    """A server on this computer, at `url`."""
    made = JudgeServer()
    app = web.Application()
    app.router.add_post("/v1/chat/completions", made.handle)
    async with TestServer(app) as server:
        made.url = str(server.make_url("/v1"))
        yield made
