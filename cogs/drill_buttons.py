"""The buttons and forms of drills: an id pressed becomes an event, and what comes back is for one pair of eyes."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Self

import discord

from bot.calls import CallRequest
from bot.client import Headset
from bot.face import cards, drill_cards, drill_export, drill_replies, drill_result_card, replies
from bot.face.buttons import DRILLS, REMOVALS, DrillAction, DrillId, RemovalId
from bot.face.layout import card
from bot.practice.calls.call import Call
from bot.practice.drill.drill import Drill
from bot.practice.drill.effects import AnswerTaken, BeginCall, DrillLine, ReplyInDrill, ShowAnswerForm
from bot.practice.drill.events import (
    AnswerPressed,
    AnswerSent,
    CallTaken,
    CancelPressed,
    EndPressed,
    ExtendPressed,
    JoinPressed,
    LeavePressed,
    ModeratorPressed,
    NextRoundPressed,
    PausePressed,
    RemovePressed,
    SkipRoundPressed,
    StartPressed,
    UnpausePressed,
)
from bot.practice.drill.examples import copies
from bot.practice.effects import Line, Reply, ReplyLate
from bot.practice.events import Event
from bot.practice.records import AlreadyLive, StoreError
from bot.practice.timing import Pace, snowflake_time
from bot.sessions import ReplyEffect
from bot.stage import DrillScene
from cogs.buttons import in_time, unless_expired
from cogs.moderating import is_moderator
from cogs.starting import asked

log = logging.getLogger(__name__)

AT_ONCE = 1.0
"""Seconds that a reply to a form waits for the rating, so as to be the feedback itself; Discord waits three."""

MODERATORS: dict[DrillAction, type[ModeratorPressed]] = {
    DrillAction.START: StartPressed,
    DrillAction.CANCEL: CancelPressed,
    DrillAction.NEXT: NextRoundPressed,
    DrillAction.PAUSE: PausePressed,
    DrillAction.GO_ON: UnpausePressed,
    DrillAction.EXTEND: ExtendPressed,
    DrillAction.SKIP: SkipRoundPressed,
    DrillAction.END: EndPressed,
}
Interaction = discord.Interaction[Headset]


class DrillButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=DRILLS):
    """A button of a drill's cards, or of the moderator's panel."""

    def __init__(self, item: discord.ui.Button[Any], pressed: DrillId | None) -> None:
        super().__init__(item)
        self.pressed = pressed

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Made anew for each press, from the id alone."""
        assert isinstance(item, discord.ui.Button)
        return cls(item, DrillId.of(match))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Tell the desk, or show what was asked for."""
        await _with_care(interaction, self._take)

    async def _take(self, interaction: Interaction) -> None:
        pressed = self.pressed
        if pressed is None:
            await show(interaction, [Reply(Line.OLD_BUTTON)])
        elif pressed.action in MODERATORS:
            event = MODERATORS[pressed.action](snowflake_time(interaction.id), interaction.user.id, pressed.round)
            await _moderate(interaction, pressed.session, event)
        elif pressed.action in LOOKS:
            await _look(interaction, pressed)
        elif pressed.action is DrillAction.LEAVE:
            leaving = LeavePressed(snowflake_time(interaction.id), interaction.user.id)
            await show(interaction, await in_time(interaction, _handled(interaction, pressed.session, leaving)))
        elif pressed.action is DrillAction.JOIN:
            joining = await _member_event(interaction, JoinPressed)
            await show(interaction, await in_time(interaction, _handled(interaction, pressed.session, joining)))
        else:
            await _answer(interaction, pressed)


class RemovalChoice(discord.ui.DynamicItem[discord.ui.UserSelect[Any]], template=REMOVALS):
    """The list from which a moderator chooses whom to remove."""

    def __init__(self, item: discord.ui.UserSelect[Any], pressed: RemovalId) -> None:
        super().__init__(item)
        self.pressed = pressed

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Made anew for each choice, from the id alone."""
        assert isinstance(item, discord.ui.UserSelect)
        return cls(item, RemovalId(int(match["session"]), int(match["round"])))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Remove the member chosen."""
        at, by = snowflake_time(interaction.id), interaction.user.id
        event = RemovePressed(at, by, self.pressed.round, self.item.values[0].id)
        await _with_care(interaction, lambda pressed: _moderate(pressed, self.pressed.session, event))


async def _with_care(interaction: Interaction, act: Callable[[Interaction], Awaitable[None]]) -> None:
    try:
        with unless_expired(interaction):
            await act(interaction)
    except StoreError as error:
        log.warning("drill, pressed by %s: %s", interaction.user.id, error)
        await show(interaction, [Reply(Line.TRY_LATER)])


# Events


def _handled(interaction: Interaction, session: int, event: Event) -> Awaitable[list[ReplyEffect]]:
    return interaction.client.desk.handle(session, event, interaction.user.id)


async def _member_event(
    interaction: Interaction, kind: type[JoinPressed | AnswerPressed | AnswerSent], **more: Any
) -> Event:
    """What a member did, with what they have set: the desk knows no settings and no roles."""
    member = interaction.user
    assert interaction.guild_id is not None
    settings = await interaction.client.settings.member(interaction.guild_id, member.id)
    return kind(
        at=snowflake_time(interaction.id),
        id=interaction.id,
        by=member.id,
        name=member.display_name,
        factor=settings.factor,
        named=settings.named_answers,
        roles=tuple(role.id for role in member.roles) if isinstance(member, discord.Member) else (),
        **more,
    )


async def _answer(interaction: Interaction, pressed: DrillId) -> None:
    """Answer, or Take the call."""
    event = await _member_event(interaction, AnswerPressed, round=pressed.round)
    # A form can only be the first answer to a press, so nothing may come before it.
    answers = await _handled(interaction, pressed.session, event)
    if any(isinstance(answer, BeginCall) for answer in answers):
        await interaction.response.defer(ephemeral=True, thinking=True)
        await _begin_call(interaction, pressed.session)
    else:
        await show(interaction, answers, pressed)


async def _begin_call(interaction: Interaction, session: int) -> None:
    desk = interaction.client.desk
    drill = await desk.session(session)
    assert isinstance(drill, Drill)  # its step has just asked for the call
    request = CallRequest(
        **asked(interaction, drill.channel_id),
        pace=Pace.REAL,
        public=False,
        call=f"{drill.pack}/{drill.call}",
        seed=drill.seed,
        drill=drill.id,
    )
    try:
        call = await desk.start(request)
    except AlreadyLive as live:
        found = await desk.session(live.session_id)
        if not isinstance(found, Call) or found.drill != drill.id:
            view = replies.already_live(live.session_id, found)
            await interaction.followup.send(view=view, ephemeral=True)
            return
        call = found  # they pressed twice, or we were killed before it was noted
    view = replies.refused(call) if call.ended_at is not None else replies.started(call)
    if call.ended_at is None and not await desk.call_taken(session, CallTaken(request.at, request.member_id, call.id)):
        view = drill_cards.line(DrillLine.LATE)
    await interaction.followup.send(view=view, ephemeral=True)


async def submitted(interaction: Interaction) -> None:
    """A form came in; by its id alone, so that one opened before a restart is not lost."""
    data: Any = interaction.data
    match = DRILLS.fullmatch(data.get("custom_id", ""))
    pressed = DrillId.of(match) if match else None
    if pressed is None or pressed.action is not DrillAction.ANSWER:
        return
    text = _written(data["components"])
    with unless_expired(interaction):
        try:
            event = await _member_event(interaction, AnswerSent, round=pressed.round, text=text)
        except StoreError as error:
            log.warning("form of %s: %s", interaction.user.id, error)
            await show(interaction, [ReplyLate(Line.TRY_LATER, text)])
            return
        answers = await in_time(interaction, _handled(interaction, pressed.session, event))
        if any(isinstance(answer, AnswerTaken) for answer in answers):
            await _feedback(interaction, pressed)
        else:
            await show(interaction, answers, pressed)


def _written(components: list[Any]) -> str:
    """The text of a form's one field."""
    inner = [component["component"] for component in components if "component" in component]
    return next((str(field["value"]) for field in inner if field.get("value")), "")


async def _feedback(interaction: Interaction, pressed: DrillId) -> None:
    """The feedback if it is there by now; else that the answer is kept, which becomes the feedback."""
    rating = asyncio.ensure_future(_rated(interaction, pressed))
    done, _ = await asyncio.wait({rating}, timeout=AT_ONCE)
    view = await rating if done else None
    edit = await _send(interaction, Message(view or drill_cards.taken()))
    if view is None and (late := await rating) is not None:
        await edit(late)


async def _rated(interaction: Interaction, pressed: DrillId) -> discord.ui.LayoutView | None:
    """The feedback card, once the answer is rated; None: it can't be read now."""
    bot = interaction.client
    try:
        row = await bot.desk.drill_turn(pressed.session, pressed.round, interaction.user.id)
    except StoreError as error:
        log.warning("feedback for %s in drill %s: %s", interaction.user.id, pressed.session, error)
        return None
    if row is None or row.score is None:
        return None
    pack = bot.packs.get(row.pack)
    return drill_cards.feedback(row, pack.questions.get(row.question) if pack else None, bot.rubric)


# What moderators do


async def _moderate(interaction: Interaction, session: int, event: Event) -> None:
    """The event of a moderator; on their panel, the panel shows what is now."""
    desk = interaction.client.desk
    if not await is_moderator(interaction):
        await _send(interaction, Message(drill_replies.not_a_moderator()))
        return
    answers = await in_time(interaction, _handled(interaction, session, event))
    drill = await desk.session(session) if _on_panel(interaction) else None
    scene = desk.drill_card(drill) if isinstance(drill, Drill) else None
    if scene is not None and not interaction.response.is_done():
        await interaction.response.edit_message(view=_stopped(drill_cards.panel(scene)))
    await show(interaction, answers)


def _on_panel(interaction: Interaction) -> bool:
    return interaction.message is not None and interaction.message.flags.ephemeral


# What is only looked at


@dataclass(frozen=True, slots=True)
class Message:
    """A message for one pair of eyes."""

    view: discord.ui.LayoutView
    files: tuple[discord.File, ...] = ()


async def _panel(scene: DrillScene, by: int) -> Message:
    return Message(drill_cards.panel(scene))


async def _copies(scene: DrillScene, by: int) -> Message:
    found = await asyncio.to_thread(copies, scene.turns)  # thousands of answers take most of a second
    pairs = [(copied.answers[0], later) for copied in found for later in copied.answers[1:]]
    return Message(drill_cards.copies(scene, pairs))


async def _mine(scene: DrillScene, by: int) -> Message:
    return Message(drill_result_card.own_result(scene, by))


async def _export(scene: DrillScene, by: int) -> Message:
    table = await asyncio.to_thread(drill_export.csv, scene)
    view = card("The table of all answers. It holds what members wrote: pass it on with care.")
    view.add_item(discord.ui.File(f"attachment://{drill_export.FILE}"))
    return Message(view, (discord.File(BytesIO(table), drill_export.FILE),))


LOOKS: dict[DrillAction, Callable[[DrillScene, int], Awaitable[Message]]] = {
    DrillAction.MANAGE: _panel,
    DrillAction.COPIES: _copies,
    DrillAction.MINE: _mine,
    DrillAction.EXPORT: _export,
}


async def _look(interaction: Interaction, pressed: DrillId) -> None:
    """Show it, all but one's own result to moderators only."""
    desk, action = interaction.client.desk, pressed.action
    if action is not DrillAction.MINE and not await is_moderator(interaction):
        await _send(interaction, Message(drill_replies.not_a_moderator()))
        return
    drill = await desk.session(pressed.session)
    if action is not DrillAction.MANAGE:  # with a thousand answers it takes a while
        await interaction.response.defer(ephemeral=True, thinking=True)
    scene: DrillScene | None = None
    if isinstance(drill, Drill):
        if action is DrillAction.MANAGE:
            scene = desk.drill_card(drill)
        elif action is DrillAction.MINE:
            scene = await desk.drill_result(drill, interaction.user.id)
        else:
            scene = await desk.drill_scene(drill)
    if scene is None:
        await show(interaction, [Reply(Line.OLD_BUTTON)])
        return
    await _send(interaction, await LOOKS[action](scene, interaction.user.id))


# Answers to interactions


async def show(interaction: Interaction, answers: list[ReplyEffect], pressed: DrillId | None = None) -> None:
    """Answer the interaction with what the step replied, or with nothing to see."""
    reply = answers[0] if answers else None
    with unless_expired(interaction):
        if isinstance(reply, ShowAnswerForm) and pressed is not None:
            await _show_form(interaction, pressed.session, reply)
        elif isinstance(reply, ReplyInDrill):
            long = bool(reply.text.strip())
            files = cards.late_files(reply.text) if long else []
            await _send(interaction, Message(drill_cards.line(reply.line, reply.text), tuple(files)))
        elif isinstance(reply, ReplyLate):
            await _send(interaction, Message(cards.late(reply.text, reply.line), tuple(cards.late_files(reply.text))))
        elif isinstance(reply, Reply):
            await _send(interaction, Message(cards.tell(reply.line)))
        elif not interaction.response.is_done():
            await interaction.response.defer()


async def _show_form(interaction: Interaction, session: int, put: ShowAnswerForm) -> None:
    desk = interaction.client.desk
    drill = await desk.session(session)
    scene = desk.drill_card(drill) if isinstance(drill, Drill) else None
    if scene is None:
        await _send(interaction, Message(drill_cards.line(DrillLine.OVER)))
        return
    form = drill_cards.form(scene, put.round)
    form.stop()  # taken by its id when it comes back: nothing is kept in memory
    await interaction.response.send_modal(form)


async def _send(interaction: Interaction, made: Message) -> Callable[[discord.ui.LayoutView], Awaitable[None]]:
    """Send it for their eyes; what comes back brings it up to date."""
    view, files = _stopped(made.view), list(made.files)
    if interaction.response.is_done():
        sent = await interaction.followup.send(view=view, files=files, ephemeral=True, wait=True)

        async def edit(now: discord.ui.LayoutView) -> None:
            await sent.edit(view=_stopped(now))

    else:
        await interaction.response.send_message(view=view, files=files, ephemeral=True)

        async def edit(now: discord.ui.LayoutView) -> None:
            await interaction.edit_original_response(view=_stopped(now))

    return edit


def _stopped(view: discord.ui.LayoutView) -> discord.ui.LayoutView:
    """Presses are taken by the ids of the buttons: nothing about this view is kept in memory."""
    view.stop()
    return view
