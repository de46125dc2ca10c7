"""The cards of a call: the briefing, the agent's desk, the caller's lines, records; and what its buttons show."""

from collections.abc import Mapping, Sequence
from io import BytesIO

import discord

from bot.face import shift_cards
from bot.face.buttons import Action, ButtonId, CallAction, CallId, RecordId
from bot.face.layout import Buttons, button, card
from bot.face.lines import OUTCOMES
from bot.face.text import clipped, count, harmless, lines, quote, seconds, size, stars
from bot.practice.calls.call import Call, Phase
from bot.practice.calls.content import CallScript, Direction, Who
from bot.practice.content import Pack
from bot.practice.records import CallRow, ShiftRow
from bot.practice.timing import next_second
from bot.stage import CallScene
from bot.state import scorecard_of

NAME, SENTENCE, SPOKEN, RECORD, WHOLE = 80, 300, 1800, 3000, 3600
"""Characters that a name, a sentence, a line of the caller, a record and a transcript may take on a card."""

PAST = 200
"""Characters of a sentence in the history: five calls fit in one message."""

RULES = 5

LABEL = 80
SELECT_LABEL, SELECT_OPTIONS = 100, 25
TRANSCRIPT = "how-it-could-have-gone.txt"
CALLER = {Direction.INBOUND: "Caller", Direction.OUTBOUND: "On the line"}
"""Whoever speaks, while the agent can't know their name."""


def briefing(scene: CallScene, lead: str = "") -> discord.ui.LayoutView:
    """Who you are, what you may do, and whom you ring; taking the call starts it. `lead`: what the recruiter says."""
    call, script = scene.call, scene.script
    outbound = script.direction is Direction.OUTBOUND
    head = "☎️ A call to make" if outbound else "☎️ A call is coming in"
    take = button(
        "Dial" if outbound else "Take the call",
        ButtonId(Action.PICK_UP, call.id),
        discord.ButtonStyle.success,
    )
    skip = [button("Skip", ButtonId(Action.SKIP, call.id, part=call.part))] if call.in_screen else []
    return card(
        lead,
        f"### {head}\n-# {harmless(script.title, NAME)} · {_difficulty(script)}",
        f"**{harmless(script.company, NAME)}.** {harmless(script.role, SENTENCE)}\n{policy(script)}",
        harmless(script.reason, SENTENCE) if outbound else "",
        _how(call),
        buttons=Buttons(take, *skip),
    )


def policy(script: CallScript) -> str:
    """What the agent may give, and what never."""
    return lines(f"- {harmless(rule, SENTENCE)}" for rule in script.policy[:RULES])


def _difficulty(script: CallScript) -> str:
    return f"difficulty {script.difficulty} of 3"


def _how(call: Call) -> str:
    speak = "Type what you would say" if call.typing_allowed else "Press **Say** on the call card for what you say"
    return (
        f"{speak}. They answer once you are quiet for {-(-call.answer_after // 1000)} seconds, and ask whether "
        f"anybody is there after {call.silence // 1000}. Looking up and holding work as at work: say what you "
        f"do, ask before you press **Hold**, and come back every {call.check_in // 1000} seconds."
    )


def desk(scene: CallScene) -> discord.ui.LayoutView:
    """The call card: what goes on, the policy at hand, and the buttons."""
    call, script = scene.call, scene.script
    if call.phase is Phase.ENDED:
        took = (call.ended_at or 0) - (call.taken_at or call.ended_at or 0)
        return card(f"### 📴 The call is over\n-# It took {seconds(took)}.")
    head = f"{_status(call, script)}{_looking_up(call, script)}"
    view = card(head, policy(script), buttons=_desk_buttons(call, script))
    records = list(script.records.values())
    if len(records) > 1:
        chooser: discord.ui.Select[discord.ui.LayoutView] = discord.ui.Select(
            custom_id=str(RecordId(call.id)),
            placeholder="Look up …",
            disabled=call.look_up is not None,
            options=[
                discord.SelectOption(
                    label=clipped(f"Look up {record.title}", SELECT_LABEL),
                    value=record.id,
                    description="At hand" if record.id in call.looked_up else f"Takes about {record.seconds} s",
                )
                for record in records[:SELECT_OPTIONS]
            ],
        )
        frame = view.children[0]
        assert isinstance(frame, discord.ui.Container)
        frame.add_item(discord.ui.ActionRow(chooser))
    return view


def _status(call: Call, script: CallScript) -> str:
    if call.phase is Phase.HOLDING:
        return (
            f"### ⏸️ On hold, begun <t:{call.hold.since // 1000}:R>\n"
            f"-# Whatever you say takes them off hold. Come back every {call.check_in // 1000} seconds, if only to ask "
            "for more time."
        )
    begun = "taken" if script.direction is Direction.INBOUND else "answered"
    return f"### 🟢 On the line, {begun} <t:{(call.taken_at or 0) // 1000}:R>"


def _looking_up(call: Call, script: CallScript) -> str:
    if call.look_up is None:
        return ""
    record = script.records.get(call.look_up.record)
    what = harmless(record.title, NAME) if record else "a record"
    return f"\n🔎 Looking up {what}: there <t:{next_second(call.look_up.due) // 1000}:R>"


def _desk_buttons(call: Call, script: CallScript) -> Buttons:
    row = Buttons()
    if call.phase is Phase.HOLDING:
        row.add_item(button("Back on the line", CallId(CallAction.BACK, call.id), discord.ButtonStyle.success))
    else:
        row.add_item(button("Hold", CallId(CallAction.HOLD, call.id)))
    if len(script.records) == 1:
        title = next(iter(script.records.values())).title
        look_up = button(clipped(f"Look up {title}", LABEL), CallId(CallAction.LOOK_UP, call.id))
        look_up.disabled = call.look_up is not None
        row.add_item(look_up)
    row.add_item(button("Transfer", CallId(CallAction.TRANSFER, call.id)))
    style = discord.ButtonStyle.secondary if call.typing_allowed else discord.ButtonStyle.primary
    row.add_item(button("Say", ButtonId(Action.FORM, call.id, part=call.part), style))
    row.add_item(button("Close the call", CallId(CallAction.CLOSE, call.id), discord.ButtonStyle.danger))
    return row


def line(scene: CallScene, text: str) -> discord.ui.LayoutView:
    """What the caller says. Their name is shown once the agent can know it: it may be what has to be asked."""
    view = discord.ui.LayoutView(timeout=None)
    who = harmless(caller_name(scene), NAME)
    view.add_item(discord.ui.TextDisplay(f"**{who}**\n{harmless(text, SPOKEN)}"))
    return view


def caller_name(scene: CallScene) -> str:
    """Their name, as far as the agent knows it."""
    call, script = scene.call, scene.script
    told = call.caller is not None and "name" in call.caller.told
    return script.caller.name if told else CALLER[script.direction]


def record(scene: CallScene, name: str) -> discord.ui.LayoutView:
    """What the system knows."""
    found = scene.script.records[name]
    private = "-# Customer data: only after the identity check." if found.private and scene.script.verify else ""
    title = harmless(found.title, NAME)
    return card(f"### 🗂️ {title[:1].upper()}{title[1:]}\n{harmless(found.text, RECORD, keep_lines=True)}", private)


def form(scene: CallScene, custom_id: str) -> discord.ui.Modal:
    """The form for what the agent says. It hides the thread on a phone, so that it has the caller's last line."""
    last = next((spoken.text for spoken in reversed(scene.call.log) if spoken.who is Who.CALLER), "")
    modal = discord.ui.Modal(title="On the line", custom_id=custom_id)
    field: discord.ui.TextInput[discord.ui.LayoutView] = discord.ui.TextInput(
        style=discord.TextStyle.paragraph, max_length=2000, placeholder="What you would say, in your own words"
    )
    # Forms know no markdown: there is nothing to escape.
    described = clipped(last, 100) or None
    modal.add_item(discord.ui.Label(text="What do you say?", description=described, component=field))
    return modal


def model(scene: CallScene) -> tuple[discord.ui.LayoutView, list[discord.File]]:
    """How it could have gone, with the file where it is too long for a card."""
    script = scene.script
    name = harmless(script.caller.name, NAME)
    speakers = {Who.AGENT: "**You:** ", Who.CALLER: f"**{name}:** ", Who.PRESS: "-# presses "}
    said = [f"{speakers[line.who]}{harmless(line.text, SPOKEN)}" for line in script.model]
    head = f"### How it could have gone\n-# {harmless(script.caller.about, SENTENCE)}"
    note = "-# One good way of many. What counts is the order: their trouble first, then what you do, then by when."
    if sum(size(line) + 1 for line in said) <= WHOLE - size(head) - size(note):
        return card(head, lines(said), note), []
    plain = {Who.AGENT: "You: ", Who.CALLER: f"{script.caller.name}: ", Who.PRESS: "  presses "}
    text = "\n\n".join(f"{plain[line.who]}{line.text}" for line in script.model)
    view = card(head, "The transcript is in the file.", note)
    view.add_item(discord.ui.File(f"attachment://{TRANSCRIPT}"))
    return view, [discord.File(BytesIO(text.encode()), TRANSCRIPT)]


def history(
    rows: Sequence[CallRow | ShiftRow], page: int, more: bool, packs: Mapping[str, Pack]
) -> discord.ui.LayoutView:
    """The member's own calls and shifts, newest first."""
    if not rows:
        return card("No calls yet. `/call start` makes the phone ring." if page == 1 else "There are no older calls.")
    older = f"-# Older calls: `/call history page:{page + 1}`" if more else ""
    return card(f"### Your calls, page {page}", *(_past(row, packs) for row in rows), older, ruled=True)


def _past(row: CallRow | ShiftRow, packs: Mapping[str, Pack]) -> str:
    pack = packs.get(row.pack)
    if isinstance(row, ShiftRow):
        campaign = pack.campaigns.get(row.campaign) if pack else None
        return shift_cards.past(row, campaign.title if campaign else row.campaign)
    script = pack.calls.get(row.call) if pack else None
    result = scorecard_of(row.scorecard)
    rated = "" if row.overall is None else f", **{row.overall} of 100**"
    failed = f", {count(len(result.fails), 'auto-fail')}" if result.fails else ""
    missed = next((item.missing for item in result.checklist if not item.done), "")
    return lines(
        [
            f"**{harmless(script.title if script else row.call, NAME)}**\n"
            f"-# <t:{row.started_at // 1000}:f>, {seconds(result.handle_time)}",
            f"{OUTCOMES[result.outcome]} · {stars(row.satisfaction)}{rated}{failed}",
            f"> {quote(result.felt, PAST)}",
            f"**Next time:** {harmless(missed, PAST)}" if missed else "",
        ]
    )
