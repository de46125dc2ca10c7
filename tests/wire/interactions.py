"""What members do with commands, buttons and forms, as Discord tells it to the bot, and what came back."""

import asyncio
import secrets
import time
from dataclasses import dataclass, field

from .world import EPHEMERAL, LOADING, PLAIN, Json, Refusal, World, walk

COMMAND, CLICK, AUTOCOMPLETE, SUBMIT = 2, 3, 4, 5
ANSWERS = {4: "message", 5: "deferred", 6: "deferred update", 7: "update", 8: "choices", 9: "modal"}


@dataclass
class InteractionRecord:
    """One interaction and all that the bot answered to it."""

    world: World
    payload: Json
    sent_at: float = field(default_factory=time.monotonic)
    callback: Json | None = None  # the first answer, {"type": …, "data": …}; None until it is there
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    original_id: str | None = None
    followup_ids: list[str] = field(default_factory=list)
    expired: bool = False  # a test sets it: the token is no longer good (15 minutes on Discord)

    @property
    def token(self) -> str:
        return str(self.payload["token"])

    @property
    def kind(self) -> str:
        """What the first answer was: one of ANSWERS, or "" while there is none."""
        return ANSWERS[self.callback["type"]] if self.callback else ""

    @property
    def message(self) -> Json | None:
        """The message that it made or changed, as it is now; None while the bot "is thinking", or when deleted."""
        found = self.world.messages.get(self.original_id or "")
        return None if found is None or found["flags"] & LOADING else found

    @property
    def followups(self) -> list[Json]:
        return [self.world.messages[i] for i in self.followup_ids if i in self.world.messages]

    @property
    def modal(self) -> Json:
        """The form that was opened. AssertionError when it was not one."""
        assert self.callback is not None, "no answer yet"
        assert self.kind == "modal", f"no form but: {self.callback}"
        return dict(self.callback["data"])


class Desk:
    """The interactions under way: what the bot's callbacks and webhooks refer to. `seconds`: until Discord gives up."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.seconds = 3.0
        self.records: dict[str, InteractionRecord] = {}  # by token

    def open(self, kind: int, member: Json, channel: Json, data: Json, on: Json | None = None) -> InteractionRecord:
        """Sends an interaction to the bot. `on`: the message that has the button."""
        guild = self.world.guilds[channel["guild_id"]]
        granted = str(self.world.granted(guild["id"]).value)
        payload: Json = {"id": self.world.new_id(), "application_id": self.world.application_id, "type": kind}
        payload |= {"token": secrets.token_hex(8), "version": 1, "data": data, "member": member, "context": 0}
        payload |= {"guild_id": guild["id"], "channel_id": channel["id"], "app_permissions": granted}
        payload |= {"channel": channel | {"permissions": str(PLAIN.value)}, "entitlements": []}
        payload |= {"guild": {"id": guild["id"], "locale": "en-US", "features": []}, "guild_locale": "en-US"}
        payload |= {"locale": "en-US", "attachment_size_limit": 10 << 20}
        payload |= {"authorizing_integration_owners": {"0": guild["id"]}}
        if on is not None:
            payload["message"] = on
        record = self.records[payload["token"]] = InteractionRecord(self.world, payload)
        self.world.emit("INTERACTION_CREATE", payload)
        return record

    # -- what the bot answers

    def answer(self, interaction_id: str, token: str, body: Json) -> Json:
        """The callback. Late, unknown or second: refused as Discord refuses."""
        record = self.records.get(token)
        if record is None or record.payload["id"] != interaction_id:
            raise Refusal(404, 10062, "Unknown interaction")
        if record.callback is not None:
            raise Refusal(400, 40060, "Interaction has already been acknowledged.")
        if time.monotonic() - record.sent_at > self.seconds:
            raise Refusal(404, 10062, "Unknown interaction")
        if body["type"] not in ANSWERS:
            raise NotImplementedError(f"interaction callback type {body['type']}")
        made = self._act(record, body["type"], body.get("data") or {})
        record.callback = body
        record.answered.set()
        told: Json = {"id": interaction_id, "type": record.payload["type"]}
        if made is None:
            return {"interaction": told}
        told |= {"response_message_id": made["id"], "response_message_ephemeral": bool(made["flags"] & EPHEMERAL)}
        told |= {"response_message_loading": bool(made["flags"] & LOADING)}
        return {"interaction": told, "resource": {"type": body["type"], "message": made}}

    def _act(self, record: InteractionRecord, kind: int, data: Json) -> Json | None:
        if kind == 4:
            made = self._post(record, data)
        elif kind == 5:
            made = self._post(record, {"flags": LOADING | (data.get("flags") or 0) & EPHEMERAL})
        elif kind in (6, 7):
            shown = record.payload.get("message")
            if shown is None:
                raise Refusal(400, 50035, "Invalid Form Body: there is no message to update")
            made = self.world.message(shown["channel_id"], shown["id"])
            if kind == 7:
                made = self.world.edit(made, data)
        else:
            if kind == 9:
                check_modal(data)
            return None
        record.original_id = made["id"]
        return made

    def _post(self, record: InteractionRecord, body: Json) -> Json:
        payload = record.payload
        meta: Json = {"id": payload["id"], "type": payload["type"], "user": payload["member"]["user"]}
        meta["authorizing_integration_owners"] = payload["authorizing_integration_owners"]
        extra: Json = {"interaction_metadata": meta, "application_id": self.world.application_id, "type": 20}
        extra["webhook_id"] = self.world.application_id
        return self.world.post(payload["channel_id"], self.world.bot, body, **extra)

    def by_token(self, token: str) -> InteractionRecord:
        """The interaction of a webhook's token."""
        record = self.records.get(token)
        if record is None or record.expired:
            raise Refusal(401, 50027, "Invalid Webhook Token")
        if record.callback is None:
            raise Refusal(404, 10015, "Unknown Webhook")
        return record

    def follow_up(self, token: str, body: Json) -> Json:
        """A further message; the first one after a deferral takes the place of "is thinking"."""
        record = self.by_token(token)
        waiting = self.world.messages.get(record.original_id or "")
        if waiting is not None and waiting["flags"] & LOADING:
            return self.world.edit(waiting, body)
        made = self._post(record, body)
        record.followup_ids.append(made["id"])
        return made

    def message_of(self, token: str, message_id: str) -> Json:
        record = self.by_token(token)
        wanted = record.original_id if message_id == "@original" else message_id
        if wanted not in self.world.messages or wanted not in {record.original_id, *record.followup_ids}:
            raise Refusal(404, 10008, "Unknown Message")
        return self.world.messages[wanted]


def check_modal(modal: Json) -> None:
    """Discord's limits on a form. Raises Refusal (400)."""
    if not 1 <= len(modal["title"]) <= 45 or not 1 <= len(modal["components"]) <= 5:
        raise Refusal(400, 50035, "Invalid Form Body: title of 1 to 45 characters, 1 to 5 components")
    for component in walk(modal["components"]):
        if component["type"] == 18 and len(component["label"]) > 45:
            raise Refusal(400, 50035, "Invalid Form Body: a label has up to 45 characters")


def filled_in(modal: Json, values: dict[str, str | list[str]]) -> list[Json]:
    """The form as a member sends it; `values` by label or custom_id. AssertionError for what it would not take."""
    left = dict(values)

    def fill(field_: Json, label: str) -> Json:
        value = left.pop(label, left.pop(field_["custom_id"], field_.get("value", "")))
        sent = {"type": field_["type"], "id": field_.get("id", 0), "custom_id": field_["custom_id"]}
        assert value or not field_.get("required", True), f"{label!r} must be filled in"
        if field_["type"] == 4:
            assert len(value) <= field_.get("max_length", 4000), f"{label!r} takes {field_['max_length']} characters"
            assert not value or len(value) >= field_.get("min_length", 0), f"{label!r} wants {field_['min_length']}"
            return sent | {"value": value}
        assert field_["type"] == 3, f"a form's component of type {field_['type']} is not known here"
        offered = {o["value"] for o in field_["options"]}
        assert set(value) <= offered, f"{label!r} offers {offered}"
        return sent | {"values": list(value)}

    sent: list[Json] = []
    for top in modal["components"]:
        if top["type"] == 18:
            sent.append({"type": 18, "id": top.get("id", 0), "component": fill(top["component"], top["label"])})
        elif top["type"] == 1:
            rows = [fill(f, f.get("label", "")) for f in top["components"]]
            sent.append({"type": 1, "id": top.get("id", 0), "components": rows})
        else:
            assert top["type"] == 10, f"a form's component of type {top['type']} is not known here"
    assert not left, f"the form does not ask for {sorted(left)}"
    return sent


def chosen(command: Json, path: list[str], options: Json) -> list[Json]:
    """The options of a (sub)command as Discord sends them. AssertionError for what Discord would not let pass."""
    if path:
        deeper = next((o for o in command.get("options", []) if o["name"] == path[0] and o["type"] in (1, 2)), None)
        assert deeper is not None, f"/{command['name']} has no {path[0]!r}"
        return [{"name": path[0], "type": deeper["type"], "options": chosen(deeper, path[1:], options)}]
    declared = {o["name"]: o for o in command.get("options", [])}
    assert options.keys() <= declared.keys(), f"/{command['name']} takes {list(declared)}, not {list(options)}"
    missing = [n for n, o in declared.items() if o.get("required") and n not in options]
    assert not missing, f"/{command['name']} needs {missing}"
    types: dict[int, type] = {3: str, 4: int, 5: bool, 6: dict, 10: float}
    sent = []
    for name, value in options.items():
        option = declared[name]
        assert option["type"] in types, f"an option of type {option['type']} is not known here"
        assert isinstance(value, types[option["type"]]), f"{name} is a {types[option['type']].__name__}"
        offered = [c["value"] for c in option.get("choices", [])]
        assert not offered or value in offered, f"{name} is one of {offered}"
        if option["type"] == 4:
            assert option.get("min_value", value) <= value <= option.get("max_value", value), f"{name} out of range"
        plain = options[name]["user"]["id"] if option["type"] == 6 else value
        sent.append({"name": name, "type": option["type"], "value": plain})
    return sent
