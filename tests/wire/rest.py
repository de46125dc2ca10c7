"""Discord's REST, as far as the bot uses it. What is not here fails loudly: it must never silently fake success."""

import copy
import json
import mimetypes
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import BodyPartReader, web

from .faults import Trouble, reply, too_many
from .gateway import Gateway, without_content
from .interactions import Desk
from .world import THREAD_TYPES, Json, Refusal, World, walk

PREFIX = "/api/v10"
MESSAGE_KEYS = {"content", "embeds", "components", "attachments", "flags", "allowed_mentions", "nonce", "enforce_nonce"}
MESSAGE_KEYS |= {"tts", "message_reference"}
THREAD_KEYS = {"name", "type", "auto_archive_duration", "invitable", "rate_limit_per_user"}
BODY: web.RequestKey[Json] = web.RequestKey("body", dict)
Handler = Callable[[web.Request], Awaitable[web.Response]]


@dataclass
class Logged:
    """One request that reached the server. `line`: "POST /channels/42/messages". `status`: None until answered."""

    line: str
    body: Json
    status: int | None = None


class Rest:
    def __init__(self, world: World, gateway: Gateway, desk: Desk, errors: list[str]) -> None:
        self.world, self.gateway, self.desk, self.errors = world, gateway, desk, errors
        self.trouble = Trouble()
        self.requests: list[Logged] = []
        self.down = False  # True: every connection is cut

    def routes(self) -> list[web.RouteDef]:
        channel, message = "/channels/{channel}", "/channels/{channel}/messages/{message}"
        hook = "/webhooks/{app}/{token}"
        table: list[tuple[str, str, Handler]] = [
            ("GET", "/users/@me", self.me),
            ("POST", "/users/@me/channels", self.direct),
            ("GET", "/oauth2/applications/@me", self.application),
            ("GET", "/gateway/bot", self.gateway_bot),
            ("GET", "/applications/{app}/commands", self.commands),
            ("PUT", "/applications/{app}/commands", self.sync_commands),
            ("GET", "/applications/{app}/guilds/{guild}/commands", self.commands),
            ("PUT", "/applications/{app}/guilds/{guild}/commands", self.sync_commands),
            ("GET", "/guilds/{guild}/members/{user}", self.get_member),
            ("GET", "/guilds/{guild}/threads/active", self.active_threads),
            ("GET", channel, self.get_channel),
            ("PATCH", channel, self.change_channel),
            ("DELETE", channel, self.delete_channel),
            ("POST", f"{channel}/typing", self.typing),
            ("GET", f"{channel}/messages", self.history),
            ("POST", f"{channel}/messages", self.post),
            ("GET", message, self.get_message),
            ("PATCH", message, self.edit),
            ("DELETE", message, self.delete),
            ("POST", f"{channel}/threads", self.start_thread),
            ("POST", f"{message}/threads", self.start_thread),
            ("PUT", f"{channel}/thread-members/{{user}}", self.add_to_thread),
            ("POST", "/interactions/{interaction}/{token}/callback", self.callback),
            ("POST", hook, self.follow_up),
            ("GET", f"{hook}/messages/{{message}}", self.hook_message),
            ("PATCH", f"{hook}/messages/{{message}}", self.hook_edit),
            ("DELETE", f"{hook}/messages/{{message}}", self.hook_delete),
            ("*", "/{rest:.*}", self.unknown),
        ]
        return [web.route(method, PREFIX + path, self._wrapped(handler)) for method, path, handler in table]

    def _wrapped(self, handler: Handler) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def wrapped(request: web.Request) -> web.StreamResponse:
            line = f"{request.method} {request.path.removeprefix(PREFIX)}"
            logged = Logged(line, {})
            self.requests.append(logged)
            answer = await self._answer(request, handler, logged)
            logged.status = answer.status
            return answer

        return wrapped

    async def _answer(self, request: web.Request, handler: Handler, logged: Logged) -> web.Response:
        if self.down and request.transport is not None:
            request.transport.abort()
            return web.Response(status=500)
        body = await self._body(request)
        logged.body = body
        request[BODY] = body
        fault = self.trouble.take(logged.line)
        if fault is not None and not fault.after:
            struck = await fault.strike(request)
            if struck is not None:
                return struck
        answer = await self._limited(request, handler, logged.line)
        if fault is not None and fault.after:
            return await fault.strike(request) or answer
        return answer

    async def _limited(self, request: web.Request, handler: Handler, line: str) -> web.Response:
        bucket = self.trouble.limit(line)
        if bucket is None:
            return await self._handled(request, handler)
        wait, headers = bucket.take()
        answer = too_many(wait) if wait else await self._handled(request, handler)
        answer.headers.update(headers)
        return answer

    async def _handled(self, request: web.Request, handler: Handler) -> web.Response:
        by_token = request.path.startswith((f"{PREFIX}/interactions/", f"{PREFIX}/webhooks/"))
        if not by_token and request.headers.get("Authorization") != f"Bot {self.gateway.token}":
            return reply({"message": "401: Unauthorized", "code": 0}, 401)
        try:
            return await handler(request)
        except Refusal as refused:
            return reply({"message": refused.message, "code": refused.code}, refused.status)
        except Exception:
            self.errors.append(f"{request.method} {request.path}:\n{traceback.format_exc()}")
            return reply({"message": "the stand-in cannot do this", "code": 0}, 501)

    async def _body(self, request: web.Request) -> Json:
        """The JSON of a request. Files go to the world; what refers to them gets their attachments' ids and URLs."""
        if request.content_type != "multipart/form-data":
            text = await request.text()
            parsed = json.loads(text) if text else {}
            return parsed if isinstance(parsed, dict) else {"list": parsed}
        body: Json = {}
        files: dict[str, tuple[str, bytes]] = {}
        async for part in await request.multipart():
            assert isinstance(part, BodyPartReader)
            assert part.name is not None
            if part.name == "payload_json":
                body = json.loads(await part.text())
            else:
                number = part.name.removeprefix("files[").removesuffix("]")
                files[number] = (part.filename or "file", bytes(await part.read()))
        self._store(body.get("data") or body, files)  # an interaction's callback has its message in `data`
        return body

    def _store(self, message: Json, files: dict[str, tuple[str, bytes]]) -> None:
        kept = [a for a in message.get("attachments", []) if str(a["id"]) not in files]
        named = {str(a["id"]): a for a in message.get("attachments", [])}
        for number, (name, content) in files.items():
            file_id = self.world.new_id()
            self.world.files[file_id] = content
            url = f"{self.gateway.url.replace('ws:', 'http:')}/attachments/{file_id}/{name}"
            stored: Json = {"id": file_id, "filename": name, "size": len(content), "url": url, "proxy_url": url}
            stored["content_type"] = mimetypes.guess_type(name)[0]
            if named.get(number, {}).get("description"):
                stored["description"] = named[number]["description"]
            kept.append(stored)
        message["attachments"] = kept

    def _message_body(self, request: web.Request, body: Json | None = None, old: Json | None = None) -> Json:
        """A message's body, checked for keys that nobody here acts on, its attachments made whole."""
        body = copy.deepcopy(request[BODY] if body is None else body)
        unknown = body.keys() - MESSAGE_KEYS
        if unknown:
            raise NotImplementedError(f"a message with {sorted(unknown)}")
        before = {a["id"]: a for a in (old or {}).get("attachments", [])}
        if body.get("attachments") is not None:
            body["attachments"] = [a if "url" in a else before[str(a["id"])] for a in body["attachments"]]
        present = {a["filename"]: a["url"] for a in body.get("attachments") or before.values()}
        for component in walk(body.get("components") or []):
            media = [component.get("media"), component.get("file"), *(i["media"] for i in component.get("items", []))]
            for item in filter(None, media):
                if item["url"].startswith("attachment://"):
                    name = item["url"].removeprefix("attachment://")
                    if name not in present:
                        raise Refusal(400, 50035, f"Invalid Form Body: no attachment {name}")
                    item["url"] = present[name]
        return body

    async def unknown(self, request: web.Request) -> web.Response:
        raise NotImplementedError(f"no such route in tests/wire/rest.py: {request.method} {request.path}")

    # -- the application

    async def me(self, request: web.Request) -> web.Response:
        return reply(self.world.bot)

    async def direct(self, request: web.Request) -> web.Response:
        return reply(self.world.direct(str(request[BODY]["recipient_id"])))

    async def application(self, request: web.Request) -> web.Response:
        owner = {"id": "1", "username": "owner", "discriminator": "0", "avatar": None}
        app: Json = {
            "id": self.world.application_id,
            "name": "Headset",
            "description": "",
            "icon": None,
            "owner": owner,
        }
        flags = 1 << 19 if self.gateway.message_content else 0  # "gateway message content limited": it may ask for it
        app |= {"bot_public": True, "bot_require_code_grant": False, "verify_key": "", "flags": flags}
        return reply(app)

    async def gateway_bot(self, request: web.Request) -> web.Response:
        limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
        return reply({"url": self.gateway.url, "shards": self.gateway.shards, "session_start_limit": limit})

    async def commands(self, request: web.Request) -> web.Response:
        return reply(self.world.commands.get(request.match_info.get("guild", ""), []))

    async def sync_commands(self, request: web.Request) -> web.Response:
        scope = request.match_info.get("guild", "")
        known = {c["name"]: c["id"] for c in self.world.commands.get(scope, [])}
        synced: list[Json] = []
        for command in request[BODY].get("list", []):
            made = command | {"id": known.get(command["name"]) or self.world.new_id(), "version": "1"}
            synced.append(made | {"application_id": self.world.application_id} | ({"guild_id": scope} if scope else {}))
        self.world.commands[scope] = synced
        return reply(synced)

    # -- guilds and channels

    async def get_member(self, request: web.Request) -> web.Response:
        return reply(self.world.member(request.match_info["guild"], request.match_info["user"]))

    async def active_threads(self, request: web.Request) -> web.Response:
        threads = self.world.whole_guild(request.match_info["guild"])["threads"]
        return reply({"threads": threads, "members": [t["member"] for t in threads]})

    async def get_channel(self, request: web.Request) -> web.Response:
        return reply(self.world.channel(request.match_info["channel"]))

    async def change_channel(self, request: web.Request) -> web.Response:
        channel, body = self.world.channel(request.match_info["channel"]), request[BODY]
        if channel["type"] not in THREAD_TYPES or body.keys() - THREAD_KEYS - {"archived", "locked"}:
            raise NotImplementedError(f"PATCH of a channel of type {channel['type']} with {sorted(body)}")
        return reply(self.world.change_thread(channel, body))

    async def delete_channel(self, request: web.Request) -> web.Response:
        channel = self.world.channel(request.match_info["channel"])
        self.world.remove_channel(channel)
        return reply(channel)

    async def typing(self, request: web.Request) -> web.Response:
        self.world.channel(request.match_info["channel"])
        return reply(None)

    async def start_thread(self, request: web.Request) -> web.Response:
        parent, on = self.world.channel(request.match_info["channel"]), request.match_info.get("message")
        if request[BODY].keys() - THREAD_KEYS:
            raise NotImplementedError(f"a thread with {sorted(request['body'])}")
        if on is not None:
            self.world.message(parent["id"], on)
        return reply(self.world.add_thread(parent, request[BODY], on), 201)

    async def add_to_thread(self, request: web.Request) -> web.Response:
        self.world.add_to_thread(self.world.channel(request.match_info["channel"]), request.match_info["user"])
        return reply(None)

    # -- messages

    def _seen(self, message: Json) -> Json:
        return message if self.gateway.message_content else without_content(message, self.world.bot["id"])

    def _own(self, request: web.Request) -> Json:
        message = self.world.message(request.match_info["channel"], request.match_info["message"])
        if message["author"]["id"] != self.world.bot["id"]:
            raise Refusal(403, 50005, "Cannot edit a message authored by another user")
        return message

    async def history(self, request: web.Request) -> web.Response:
        """`after`: the oldest ones after it; `before`, or none: the newest. Newest first, as Discord lists them."""
        channel, query = self.world.channel(request.match_info["channel"]), dict(request.query)
        limit = int(query.pop("limit", 50))
        after, before = query.pop("after", None), query.pop("before", None)
        if query or not 1 <= limit <= 100:
            raise NotImplementedError(f"GET messages with {request.query}")
        found = self.world.history(channel["id"])
        if after is not None:
            found = [m for m in found if int(m["id"]) > int(after)][:limit]
        if before is not None:
            found = [m for m in found if int(m["id"]) < int(before)]
        return reply([self._seen(m) for m in reversed(found[-limit:])])

    async def post(self, request: web.Request) -> web.Response:
        body = self._message_body(request)
        extra: Json = {}
        if "message_reference" in body:
            extra = {"message_reference": body["message_reference"], "type": 19}
        return reply(self.world.post(request.match_info["channel"], self.world.bot, body, **extra))

    async def get_message(self, request: web.Request) -> web.Response:
        return reply(self._seen(self.world.message(request.match_info["channel"], request.match_info["message"])))

    async def edit(self, request: web.Request) -> web.Response:
        message = self._own(request)
        return reply(self.world.edit(message, self._message_body(request, old=message)))

    async def delete(self, request: web.Request) -> web.Response:
        self.world.delete(self._own(request))
        return reply(None)

    # -- interactions

    async def callback(self, request: web.Request) -> web.Response:
        body: Json = dict(request[BODY].items())
        if body["type"] in (4, 7):
            body["data"] = self._message_body(request, body.get("data") or {})
        told = self.desk.answer(request.match_info["interaction"], request.match_info["token"], body)
        return reply(told if request.query.get("with_response") == "1" else None)

    async def follow_up(self, request: web.Request) -> web.Response:
        made = self.desk.follow_up(request.match_info["token"], self._message_body(request))
        return reply(made if request.query.get("wait") in ("1", "true") else None)

    def _hooked(self, request: web.Request) -> Json:
        return self.desk.message_of(request.match_info["token"], request.match_info["message"])

    async def hook_message(self, request: web.Request) -> web.Response:
        return reply(self._hooked(request))

    async def hook_edit(self, request: web.Request) -> web.Response:
        message = self._hooked(request)
        return reply(self.world.edit(message, self._message_body(request, old=message)))

    async def hook_delete(self, request: web.Request) -> web.Response:
        self.world.delete(self._hooked(request))
        return reply(None)
