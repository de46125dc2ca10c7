"""What the stand-in knows: guilds, channels, threads, members, messages. It outlives every client.

All objects are Discord's own payloads (dicts, ids as strings), so that what a test reads is what a client gets.
An edit replaces a message's dict: one that a test holds stays as the member last saw it.
"""

import copy
import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from discord import Permissions

Json = dict[str, Any]
Emit = Callable[[str, Json], None]  # (event, its data)

DISCORD_EPOCH_MS = 1_420_070_400_000
NONCE_SECONDS = 180  # Discord says "the past few minutes"
EPHEMERAL, LOADING, COMPONENTS_V2 = 1 << 6, 1 << 7, 1 << 15
THREAD_TYPES = {11, 12}  # public, private
PLAIN = Permissions(  # what everyone may
    view_channel=True,
    read_message_history=True,
    send_messages=True,
    send_messages_in_threads=True,
    use_application_commands=True,
)
FOR_THE_BOT = Permissions(
    create_public_threads=True, create_private_threads=True, manage_threads=True, attach_files=True, embed_links=True
)


class Refusal(Exception):
    """Discord says no: becomes a reply of this status with Discord's own error code."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


def walk(components: list[Json]) -> Iterator[Json]:
    """All components of a message or modal, the nested ones too."""
    for component in components:
        yield component
        nested = [component[key] for key in ("component", "accessory") if component.get(key)]
        yield from walk([*component.get("components", []), *nested])


def text_of(message: Json) -> str:
    """All that a message says: its content, then its text displays."""
    shown = [c["content"] for c in walk(message.get("components", [])) if c["type"] == 10]
    return "\n".join(filter(None, [message.get("content"), *shown]))


def number_components(components: list[Json]) -> None:
    """Gives an id to each that has none (0 counts as none). Raises Refusal (400) where an id is there twice."""
    given = [c["id"] for c in walk(components) if c.get("id")]
    if len(set(given)) < len(given):
        raise Refusal(400, 50035, "Invalid Form Body: a component's id must be unique in its message")
    free = (number for number in range(1, 1000) if number not in given)
    for component in walk(components):
        component["id"] = component.get("id") or next(free)


def button(message: Json, wanted: str) -> Json:
    """The button or select with this label or custom_id. AssertionError when the message shows none."""
    usable = [c for c in walk(message.get("components", [])) if "custom_id" in c]
    for component in usable:
        if wanted in (component.get("label"), component["custom_id"]):
            return component
    there = [c.get("label") or c["custom_id"] for c in usable]
    raise AssertionError(f"no {wanted!r} on message {message['id']}, only {there}")


class World:
    """Holds everything and tells of every change through `emit`. `clock` gives Discord's time, in seconds."""

    def __init__(self, emit: Emit, clock: Callable[[], float] = time.time) -> None:
        self.emit, self.clock = emit, clock
        self._last_id = 0
        self.guilds: dict[str, Json] = {}
        self.channels: dict[str, Json] = {}  # threads too
        self.messages: dict[str, Json] = {}  # in the order of their making; the ephemeral ones too
        self.members: dict[tuple[str, str], Json] = {}  # (guild id, user id)
        self.thread_members: dict[str, set[str]] = {}
        self.files: dict[str, bytes] = {}  # attachment id -> what was uploaded
        self.commands: dict[str, list[Json]] = {}  # guild id ("" = global) -> application commands
        self._nonces: dict[tuple[str, str], tuple[float, str]] = {}  # (author, nonce) -> (when, message)
        self.bot = self.new_user("Headset", bot=True)
        self.application_id = self.bot["id"]

    # -- making things

    def new_id(self) -> str:
        """A snowflake of Discord's present time; never the same twice, always rising."""
        now = int(self.clock() * 1000) - DISCORD_EPOCH_MS
        self._last_id = max(self._last_id + 1, now << 22)
        return str(self._last_id)

    def now(self) -> str:
        return datetime.fromtimestamp(self.clock(), UTC).isoformat()

    def new_user(self, name: str, *, bot: bool = False) -> Json:
        user = {
            "id": self.new_id(),
            "username": name.lower(),
            "global_name": name,
            "discriminator": "0",
            "avatar": None,
        }
        return user | {"bot": bot, "public_flags": 0}

    def add_guild(self, name: str, bot_permissions: Permissions | None = None) -> Json:
        """A guild that has the bot in it, with a role of the bot's own, and an owner."""
        guild_id, role_id, owner = self.new_id(), self.new_id(), self.new_user("Owner")
        guild: Json = {"id": guild_id, "name": name, "owner_id": owner["id"], "preferred_locale": "en-US"}
        guild |= {"emojis": [], "stickers": [], "features": [], "icon": None, "joined_at": self.now()}
        guild |= {"premium_tier": 0, "verification_level": 0, "default_message_notifications": 0, "afk_timeout": 0}
        role = {"color": 0, "hoist": False, "position": 0, "managed": False, "mentionable": False, "flags": 0}
        granted = FOR_THE_BOT if bot_permissions is None else bot_permissions
        everyone = role | {"id": guild_id, "name": "@everyone", "permissions": str(PLAIN.value)}
        guild["roles"] = [everyone, role | {"id": role_id, "name": "Headset", "permissions": str(granted.value)}]
        self.guilds[guild_id] = guild
        self.join(guild, self.bot, roles=[role_id])
        self.join(guild, owner)
        self.emit("GUILD_CREATE", self.whole_guild(guild_id) | {"guild_id": guild_id})
        return guild

    def join(self, guild: Json, user: Json, roles: list[str] | None = None) -> Json:
        member: Json = {"user": user, "roles": roles or [], "joined_at": self.now(), "nick": None, "avatar": None}
        member |= {"deaf": False, "mute": False, "flags": 0, "pending": False, "guild_id": guild["id"]}
        member |= {"permissions": str(PLAIN.value)}
        self.members[guild["id"], user["id"]] = member
        if user is not self.bot:
            self.emit("GUILD_MEMBER_ADD", member)
        return member

    def add_channel(self, guild: Json, name: str) -> Json:
        channel: Json = {"id": self.new_id(), "type": 0, "guild_id": guild["id"], "name": name, "position": 0}
        channel |= {"permission_overwrites": [], "topic": None, "nsfw": False, "parent_id": None}
        channel |= {"rate_limit_per_user": 0, "last_message_id": None}
        self.channels[channel["id"]] = channel
        self.emit("CHANNEL_CREATE", channel)
        return channel

    def direct(self, user_id: str) -> Json:
        """The channel in which the bot writes to this person alone."""
        found = next(
            (c for c in self.channels.values() if c["type"] == 1 and c["recipients"][0]["id"] == user_id), None
        )
        if found is None:
            user = next((m["user"] for (_, i), m in self.members.items() if i == user_id), None)
            if user is None:
                raise Refusal(400, 50033, "Invalid Recipient(s)")
            found = {"id": self.new_id(), "type": 1, "recipients": [user], "last_message_id": None}
            self.channels[found["id"]] = found
        return found

    def require(self, guild_id: str | None, *names: str) -> None:
        """Refusal (403) unless the bot's roles grant it these permissions. In direct messages it needs none."""
        if guild_id is not None and not all(getattr(self.granted(guild_id), name) for name in names):
            raise Refusal(403, 50013, "Missing Permissions")

    def granted(self, guild_id: str) -> Permissions:
        roles = {guild_id, *self.member(guild_id, self.bot["id"])["roles"]}
        value = 0
        for role in self.guilds[guild_id]["roles"]:
            value |= int(role["permissions"]) if role["id"] in roles else 0
        return Permissions(value)

    def add_thread(self, parent: Json, body: Json, thread_id: str | None = None) -> Json:
        """A thread of the bot's. `thread_id`: of the message that it hangs on, if any."""
        kind = body.get("type", 11 if thread_id else 12)
        if kind not in THREAD_TYPES:
            raise Refusal(400, 50035, f"no thread type: {kind}")
        self.require(parent["guild_id"], "create_public_threads" if kind == 11 else "create_private_threads")
        if not 1 <= len(body["name"]) <= 100:
            raise Refusal(400, 50035, "Invalid Form Body: name must be 1 to 100 in length")
        if thread_id in self.channels:
            raise Refusal(400, 160004, "A thread has already been created for this message")
        meta = {"archived": False, "locked": False, "auto_archive_duration": body.get("auto_archive_duration", 4320)}
        meta |= {
            "archive_timestamp": self.now(),
            "create_timestamp": self.now(),
            "invitable": body.get("invitable", True),
        }
        thread: Json = {"id": thread_id or self.new_id(), "type": kind, "guild_id": parent["guild_id"]}
        thread |= {"parent_id": parent["id"], "owner_id": self.bot["id"], "name": body["name"], "thread_metadata": meta}
        thread |= {"message_count": 0, "member_count": 1, "total_message_sent": 0, "last_message_id": None, "flags": 0}
        thread |= {"rate_limit_per_user": body.get("rate_limit_per_user") or 0}
        thread["member"] = {"id": thread["id"], "user_id": self.bot["id"], "join_timestamp": self.now(), "flags": 0}
        self.channels[thread["id"]] = thread
        self.thread_members[thread["id"]] = {self.bot["id"]}
        self.emit("THREAD_CREATE", thread | {"newly_created": True})
        return thread

    # -- looking things up

    def channel(self, channel_id: str) -> Json:
        if channel_id not in self.channels:
            raise Refusal(404, 10003, "Unknown Channel")
        return self.channels[channel_id]

    def message(self, channel_id: str, message_id: str) -> Json:
        found = self.messages.get(message_id)
        if found is None or found["channel_id"] != channel_id:
            raise Refusal(404, 10008, "Unknown Message")
        return found

    def member(self, guild_id: str, user_id: str) -> Json:
        if (guild_id, user_id) not in self.members:
            raise Refusal(404, 10007, "Unknown Member")
        return self.members[guild_id, user_id]

    def history(self, channel_id: str) -> list[Json]:
        """A channel's messages, oldest first, without the ephemeral ones."""
        return [m for m in self.messages.values() if m["channel_id"] == channel_id and not m["flags"] & EPHEMERAL]

    def whole_guild(self, guild_id: str, *, all_members: bool = True) -> Json:
        """A guild as GUILD_CREATE brings it. Without the members intent, the bot is the only member in it."""
        inside = [c for c in self.channels.values() if c.get("guild_id") == guild_id]
        members = [m for (guild, user), m in self.members.items() if guild == guild_id and user == self.bot["id"]]
        if all_members:
            members = [m for (guild, _), m in self.members.items() if guild == guild_id]
        whole = self.guilds[guild_id] | {"unavailable": False, "large": False, "members": members}
        whole |= {"member_count": sum(guild == guild_id for guild, _ in self.members)}
        whole |= {"channels": [c for c in inside if c["type"] not in THREAD_TYPES]}
        live = [c for c in inside if c["type"] in THREAD_TYPES and not c["thread_metadata"]["archived"]]
        return copy.deepcopy(whole | {"threads": live, "presences": [], "voice_states": [], "stage_instances": []})

    # -- messages

    def post(self, channel_id: str, author: Json, body: Json, **extra: Any) -> Json:
        """A new message, told to the clients; or the earlier one, where an enforced nonce was used already."""
        nonce = body.get("nonce")
        if nonce is not None and len(str(nonce)) > 25:
            raise Refusal(400, 50035, "Invalid Form Body: nonce must be 25 or fewer in length")
        when, earlier = self._nonces.get((author["id"], str(nonce)), (0.0, ""))
        recent = self.clock() - when < NONCE_SECONDS
        if nonce is not None and body.get("enforce_nonce") and earlier in self.messages and recent:
            return self.messages[earlier] | {"nonce": nonce}
        channel = self.channel(channel_id)
        if author is self.bot and "interaction_metadata" not in extra:  # a reply to an interaction needs no permission
            in_thread = channel["type"] in THREAD_TYPES
            self.require(channel.get("guild_id"), "send_messages_in_threads" if in_thread else "send_messages")
        if channel["type"] in THREAD_TYPES and channel["thread_metadata"]["archived"]:
            self._wake(channel)
        message: Json = {"id": self.new_id(), "channel_id": channel_id, "author": author, "type": 0, "flags": 0}
        message |= {"timestamp": self.now(), "edited_timestamp": None, "tts": False, "pinned": False, "embeds": []}
        message |= {"content": "", "components": [], "attachments": [], "mention_everyone": False, "mention_roles": []}
        message |= extra
        self._write(message, body)
        self.messages[message["id"]] = message
        if nonce is not None:
            self._nonces[author["id"], str(nonce)] = (self.clock(), message["id"])
            message = message | {"nonce": nonce}
        if not message["flags"] & EPHEMERAL:
            self._counted(channel, message)
            self.emit("MESSAGE_CREATE", self._event(message))
        return message

    def edit(self, message: Json, body: Json) -> Json:
        """The message, changed as the body says, told to the clients (unless it is ephemeral)."""
        changed = copy.deepcopy(message) | {"edited_timestamp": self.now()}
        changed["flags"] &= ~LOADING
        self._write(changed, body)
        self.messages[message["id"]] = changed
        if not changed["flags"] & EPHEMERAL:
            self.emit("MESSAGE_UPDATE", self._event(changed))
        return changed

    def delete(self, message: Json) -> None:
        del self.messages[message["id"]]
        guild_id = self.channels[message["channel_id"]].get("guild_id")
        if not message["flags"] & EPHEMERAL:
            event = {"id": message["id"], "channel_id": message["channel_id"]}
            self.emit("MESSAGE_DELETE", event | ({"guild_id": guild_id} if guild_id else {}))

    def _event(self, message: Json) -> Json:
        guild_id = self.channels[message["channel_id"]].get("guild_id")
        if guild_id is None:
            return message
        member = self.members.get((guild_id, message["author"]["id"]), {})
        return message | {"guild_id": guild_id, "member": {k: v for k, v in member.items() if k != "user"}}

    def _counted(self, channel: Json, message: Json) -> None:
        channel["last_message_id"] = message["id"]
        if channel["type"] in THREAD_TYPES:
            channel["message_count"] += 1
            channel["total_message_sent"] += 1
            for user in message["mentions"]:  # a mention brings a member into a thread
                self.add_to_thread(channel, user["id"])

    def add_to_thread(self, thread: Json, user_id: str) -> None:
        self.member(thread["guild_id"], user_id)
        if user_id in self.thread_members[thread["id"]]:
            return
        self.thread_members[thread["id"]].add(user_id)
        thread["member_count"] += 1
        added = {"id": thread["id"], "user_id": user_id, "join_timestamp": self.now(), "flags": 0}
        event = {"id": thread["id"], "guild_id": thread["guild_id"], "member_count": thread["member_count"]}
        self.emit("THREAD_MEMBERS_UPDATE", event | {"added_members": [added]})

    def change_thread(self, thread: Json, body: Json) -> Json:
        """Renames, archives or locks. What is archived must be opened in the same request."""
        meta = thread["thread_metadata"]
        if meta["archived"] and body.get("archived", True):
            raise Refusal(400, 50083, "Thread is archived")
        inner = {k: v for k, v in body.items() if k in {"archived", "locked", "auto_archive_duration", "invitable"}}
        meta |= inner | {"archive_timestamp": self.now()}
        thread |= {k: v for k, v in body.items() if k in {"name", "rate_limit_per_user"}}
        self.emit("THREAD_UPDATE", thread)
        return thread

    def remove_channel(self, channel: Json) -> None:
        """A channel or thread, and its messages."""
        del self.channels[channel["id"]]
        self.messages = {i: m for i, m in self.messages.items() if m["channel_id"] != channel["id"]}
        self.emit("THREAD_DELETE" if channel["type"] in THREAD_TYPES else "CHANNEL_DELETE", channel)

    def _wake(self, thread: Json) -> None:
        """A message in an archived thread opens it again."""
        thread["thread_metadata"] |= {"archived": False, "archive_timestamp": self.now()}
        self.emit("THREAD_UPDATE", thread)

    def _write(self, message: Json, body: Json) -> None:
        for key in ("content", "embeds", "components", "attachments"):
            if key in body:
                message[key] = copy.deepcopy(body[key]) or type(message[key])()
        message["flags"] |= body.get("flags") or 0
        if self.bot["id"] == message["author"]["id"] and not message["flags"] & LOADING:
            check_message(message)
        number_components(message["components"])
        message["mentions"] = self._mentioned(message, body.get("allowed_mentions"))

    def _mentioned(self, message: Json, allowed: Json | None) -> list[Json]:
        guild_id = self.channels[message["channel_id"]].get("guild_id", "")
        ids = dict.fromkeys(re.findall(r"<@!?(\d+)>", text_of(message)))
        if allowed is not None and "users" not in allowed.get("parse", []):
            ids = {i: None for i in ids if i in map(str, allowed.get("users", []))}
        return [self.members[guild_id, i]["user"] for i in ids if (guild_id, i) in self.members]


def check_message(message: Json) -> None:
    """Discord's limits on a message. Raises Refusal (400)."""
    everything = list(walk(message["components"]))
    custom_ids = [c["custom_id"] for c in everything if "custom_id" in c]
    if message["flags"] & COMPONENTS_V2:
        if message["content"] or message["embeds"]:
            raise Refusal(400, 50035, "Invalid Form Body: content and embeds cannot be used with IS_COMPONENTS_V2")
        if sum(len(c["content"]) for c in everything if c["type"] == 10) > 4000:
            raise Refusal(400, 50035, "Invalid Form Body: text displays exceed 4000 characters")
    elif any(c["type"] in {9, 10, 12, 13, 14, 17} for c in everything):
        raise Refusal(400, 50035, "Invalid Form Body: these components need IS_COMPONENTS_V2")
    if len(message["content"]) > 2000 or len(everything) > 40 or len(set(custom_ids)) < len(custom_ids):
        raise Refusal(400, 50035, "Invalid Form Body: too long, over 40 components, or a custom_id twice")
    if any(not 1 <= len(i) <= 100 for i in custom_ids):
        raise Refusal(400, 50035, "Invalid Form Body: custom_id must be 1 to 100 in length")
    if not (message["content"] or message["embeds"] or everything or message["attachments"]):
        raise Refusal(400, 50006, "Cannot send an empty message")
