"""The cards of a shift at the auto-dialer: the briefing, the numbers dialled, whoever picks up, the break, the form."""

import discord

from bot.face.buttons import Action, ButtonId, CallAction, CallId
from bot.face.layout import Buttons, button, card
from bot.face.text import clipped, count, harmless, lines, quote
from bot.practice.calls.call import SECOND
from bot.practice.calls.content import Who
from bot.practice.dialer.content import Part
from bot.practice.dialer.effects import PutDialling, SayAsContact
from bot.practice.dialer.result import About, about
from bot.practice.dialer.shift import Shift
from bot.practice.effects import ShowForm
from bot.practice.records import ShiftRow
from bot.stage import ShiftScene
from bot.state import shift_result_of

NAME, SENTENCE, SPOKEN, QUOTED = 80, 400, 1800, 160
"""Characters that a name, a sentence, a line of a customer and a quote may take on a card."""

RULES = 6
DESCRIPTION = 100
"""Characters that Discord takes as the description of a form's field."""

LINES_FROM, LINES_TO = 990_000, 999_000
"""Component ids that say which line of a shift's log a message is; below the marks of effects and of call cards."""


def briefing(scene: ShiftScene) -> discord.ui.LayoutView:
    """Whom you ring and why, what you may, and how a shift goes; Start the shift begins it."""
    shift, campaign = scene.shift, scene.campaign
    start = button("Start the shift", ButtonId(Action.PICK_UP, shift.id), discord.ButtonStyle.success)
    return card(
        f"### 🎧 A shift at the auto-dialer\n-# {harmless(campaign.title, NAME)} · {settings(shift)}",
        f"**{harmless(campaign.company, NAME)}.** You are {harmless(campaign.you, NAME)}, or use your own name. "
        f"{harmless(campaign.purpose, SENTENCE)}\n" + lines(f"- {harmless(rule, SENTENCE)}" for rule in _rules(scene)),
        _how(shift),
        buttons=Buttons(start),
    )


def _rules(scene: ShiftScene) -> tuple[str, ...]:
    return scene.campaign.policy[:RULES]


def settings(shift: Shift) -> str:
    """How the shift was asked for."""
    return f"{shift.size} connections, difficulty {shift.difficulty} of 3, pace {shift.pace}"


def _how(shift: Shift) -> str:
    limit = f"{shift.limit // SECOND} seconds"
    if shift.typing_allowed:
        when = f"Send your first words within {limit} of it; whoever is seen typing has twice as long."
    else:
        when = f"Press **Answer in a form** within {limit} of it; the open form gives you four times as long."
    return (
        "The machine dials, and **they have said hello before you hear a thing**. Don't answer it with another hello: "
        "their name, who is calling, from where, why, and a question that yes or no answers, all in one breath. "
        f"{when}\n"
        "Sometimes it is somebody else, a machine, a driver, a child. Then say what fits them."
    )


def dialling(scene: ShiftScene, put: PutDialling) -> discord.ui.LayoutView:
    """What came of the connection before, and the number that is dialled now."""
    shift = scene.shift
    form = discord.ButtonStyle.secondary if shift.typing_allowed else discord.ButtonStyle.primary
    return card(
        connection(scene, put.after) if put.after is not None else "",
        f"### 📞 Dialling… {put.connection + 1} of {len(shift.connections)}",
        buttons=Buttons(
            button("Answer in a form", ButtonId(Action.FORM, shift.id, put.connection), form),
            button("Break", CallId(CallAction.BREAK, shift.id)),
            button("Hang up", CallId(CallAction.CLOSE, shift.id), discord.ButtonStyle.danger),
        ),
        ruled=True,
    )


def contact_line(scene: ShiftScene, says: SayAsContact) -> discord.ui.LayoutView:
    """What whoever picked up says; with the hello, whom the dialler rang: who it is must be heard."""
    view = discord.ui.LayoutView(timeout=None)
    rang = f"{_rang(scene, says.connection)}\n" if says.hello else ""
    view.add_item(discord.ui.TextDisplay(f"{rang}**On the line**"))
    view.add_item(discord.ui.TextDisplay(harmless(says.text, SPOKEN) or "…", id=LINES_FROM + says.line))
    return view


def _rang(scene: ShiftScene, number: int) -> str:
    contact = scene.campaign.contact(scene.shift.connections[number].contact)
    office = f", {harmless(contact.office, NAME)}" if contact.office else ""
    return f"-# 🖥️ The machine rang **{harmless(contact.name, NAME)}** ({harmless(contact.call, NAME)}){office}"


def line_of(message: discord.Message) -> int | None:
    """Which line of its shift's log this message of ours is; None: none."""
    ids = (getattr(part, "id", None) or 0 for part in message.components)
    return next((id - LINES_FROM for id in ids if LINES_FROM <= id < LINES_TO), None)


def ended(scene: ShiftScene, number: int) -> discord.ui.LayoutView:
    """What came of a connection after which nobody is dialled."""
    return card(connection(scene, number))


def connection(scene: ShiftScene, number: int) -> str:
    """What came of a connection: hit or miss, seconds, what was missing, and what would have been right."""
    result = about(scene.shift, scene.campaign, number)
    head = f"{mark(result.hit)} · {harmless(result.title, NAME)}{times(result)}"
    if result.hit:
        return lines([head, f"-# Nicer still: {_named(result.wished)}." if result.wished else ""])
    first = next((part for part in (*result.missing, *(part for part, _ in result.spoilt)) if part.advice), None)
    return lines(
        [
            head,
            f"**Missing:** {_named(result.missing)}" if result.missing else "",
            *(f"**Spoilt by** {harmless(part.says, NAME)}: {quote(said, QUOTED)}" for part, said in result.spoilt),
            f"**Next time:** {harmless(first.advice, SENTENCE)}" if first else "",
            f"-# To this one a good agent says: {quote(result.model, SENTENCE)}" if result.model else "",
        ]
    )


def mark(hit: bool) -> str:
    """Hit or miss."""
    return "✅ **Hit**" if hit else "❌ **Miss**"


def times(result: About) -> str:
    """Seconds to begin and to send, as far as there are any."""
    if result.send is None:
        return f" · began after {tenths(result.begin)}" if result.begin is not None else ""
    begun = result.begin is not None and result.begin < result.send
    return (
        f" · began after {tenths(result.begin or 0)}, sent after {tenths(result.send)}"
        if begun
        else (f" · sent after {tenths(result.send)}")
    )


def tenths(milliseconds: int) -> str:
    """A short time: "2.1 s"."""
    return f"{milliseconds / SECOND:.1f} s"


def _named(parts: tuple[Part, ...]) -> str:
    return harmless(", ".join(part.says for part in parts), SENTENCE)


def pause(scene: ShiftScene) -> discord.ui.LayoutView:
    """The break: how it stands."""
    shift = scene.shift
    over = [each.verdict for each in shift.connections if each.verdict is not None]
    left = len(shift.connections) - len(over)
    hits = sum(verdict.hit for verdict in over)
    return card(
        f"### ☕ A break\n{count(len(over), 'connection')} so far, {count(hits, 'hit')}; {left} still to dial.",
        "-# Nobody rings meanwhile. After ten minutes the shift ends by itself, with its result.",
        buttons=Buttons(
            button("Go on", ButtonId(Action.RESUME, shift.id), discord.ButtonStyle.success),
            button("End the shift", ButtonId(Action.STOP, shift.id)),
        ),
    )


def form(scene: ShiftScene, put: ShowForm) -> discord.ui.Modal:
    """The form for what the agent says. It hides the thread on a phone, so that it has whom was rung and their line."""
    shift = scene.shift
    contact = scene.campaign.contact(shift.connections[put.turn].contact)
    last = next((said.text for said in reversed(shift.lines(put.turn)) if said.who is Who.CALLER), "")
    modal = discord.ui.Modal(
        title=clipped(f"Rung: {contact.name}", 45),
        custom_id=str(ButtonId(Action.FORM, shift.id, put.turn, put.part)),
    )
    field: discord.ui.TextInput[discord.ui.LayoutView] = discord.ui.TextInput(
        style=discord.TextStyle.paragraph, max_length=2000, placeholder="What you would say, in one breath"
    )
    # Forms know no markdown: there is nothing to escape.
    described = clipped(last, DESCRIPTION) or None
    modal.add_item(discord.ui.Label(text="What do you say?", description=described, component=field))
    return modal


def past(row: ShiftRow, title: str) -> str:
    """A shift in the history; `title` is its campaign's."""
    result = shift_result_of(row.result)
    rated = "" if row.overall is None else f", **{row.overall} of 100**"
    sent = f"Sent after {tenths(result.send.median)} (median). " if result.send else ""
    return (
        f"**{harmless(title, NAME)}**\n-# <t:{row.started_at // SECOND}:f>, a shift at the auto-dialer\n"
        f"🎧 {row.hits} of {count(row.connections, 'connection')} hit{rated}\n-# {sent}"
    ).removesuffix("\n-# ")
