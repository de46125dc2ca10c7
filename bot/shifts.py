"""Shifts at the auto-dialer, as a kind of session."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.practice.choosing import choose_call
from bot.practice.content import Pack
from bot.practice.dialer.content import Campaign
from bot.practice.dialer.effects import KeepShift, ShowShiftResult
from bot.practice.dialer.shift import USUAL, Phase, Shift
from bot.practice.dialer.shift import Scene as Rules
from bot.practice.dialer.shift_steps import step
from bot.practice.dialer.turns import over
from bot.practice.effects import Effect, Line, Share, Tell
from bot.practice.events import DeadlinePassed, Event, TypingSeen
from bot.practice.lifecycle import without_content
from bot.practice.records import SessionRow
from bot.practice.store import Store
from bot.practice.timing import Pace
from bot.sessions import CannotStart, Kept, Request
from bot.settings import Settings
from bot.stage import ShiftScene
from bot.state import SHIFT, shift_of, shift_row, shift_session_row

RECENT_SHIFTS = 30
"""Campaigns among a member's last so many shifts come again last."""


class UnknownCampaign(CannotStart):
    """There is no campaign of this name, or none at all."""


@dataclass(frozen=True, slots=True)
class ShiftRequest(Request):
    """What a member asks for with `/call dialer`; `campaign` and `seed` may be left open.

    `campaign` is an id ("pack/id" or "id") or a title, `size` the number of
    connections.
    """

    pace: Pace
    public: bool
    campaign: str | None = None
    size: int = USUAL
    difficulty: int = 1
    seed: int | None = None


class Shifts:
    """Implements `sessions.Kind`."""

    name = SHIFT
    session = Shift
    request = ShiftRequest

    def __init__(self, store: Store, packs: Mapping[str, Pack], settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._packs = packs

    async def begin(self, request: ShiftRequest) -> Shift:
        """A shift of the campaign asked for, or of one that was not had lately. Raises UnknownCampaign, StoreError."""
        seed = request.id if request.seed is None else request.seed
        found = self._named(request.campaign) if request.campaign else await self._picked(request, seed)
        own = await self._settings.member(request.guild_id, request.member_id)
        return Shift(
            **request.begins(own.factor),
            pack=found[0],
            campaign=found[1],
            difficulty=request.difficulty,
            size=request.size,
            pace=request.pace,
            public=request.public,
            seed=seed,
        )

    def _named(self, name: str) -> tuple[str, str]:
        wanted = name.strip().casefold()
        for pack in self._packs.values():
            for campaign in pack.campaigns.values():
                if wanted in (campaign.id, f"{pack.id}/{campaign.id}", campaign.title.casefold()):
                    return pack.id, campaign.id
        raise UnknownCampaign(name)

    async def _picked(self, request: ShiftRequest, seed: int) -> tuple[str, str]:
        recent = await self._store.shifts(request.guild_id, request.member_id, RECENT_SHIFTS, 0)
        there = [
            (pack.id, campaign.id)
            for pack in self._packs.values()
            for campaign in pack.campaigns.values()
            if not campaign.retired
        ]
        picked = choose_call(there, seed, [(row.pack, row.campaign) for row in recent])
        if picked is None:
            raise UnknownCampaign
        return picked

    def row(self, session: Shift) -> SessionRow:
        return shift_session_row(session)

    async def load(self, row: SessionRow) -> Shift:
        return shift_of(row)

    def admits(self, session: Shift, by: int) -> bool:
        return by == session.member_id

    def step(self, session: Shift, event: Event) -> tuple[Shift, list[Effect]]:
        campaign = self.campaign(session)
        if campaign is None:
            return without_content(session, event, over)
        return step(session, event, Rules(campaign))

    def put_away(self, session: Shift, at: int) -> tuple[Shift, list[Effect]]:
        return over(session, at, "mistake"), [Tell(Line.WENT_WRONG)]

    def kept(self, session: Shift, effects: Sequence[Effect]) -> Kept:
        campaign = self.campaign(session)
        version = campaign.version if campaign else ""
        return Kept(
            shifts=tuple(shift_row(session, effect, version) for effect in effects if isinstance(effect, KeepShift))
        )

    def hears_silence(self, session: Shift, event: Event) -> bool:
        on_the_line = session.phase in (Phase.ANSWERED, Phase.REPLIED)
        return isinstance(event, DeadlinePassed) and on_the_line and not session.pending

    def is_slight(self, session: Shift, event: Event) -> bool:
        return isinstance(event, TypingSeen)

    async def scene(self, session: Shift, effect: Effect) -> ShiftScene | None:
        return await self.scene_of(session, over=isinstance(effect, ShowShiftResult | Share))

    async def scene_of(self, shift: Shift, over: bool = False) -> ShiftScene | None:
        """What is needed to show the shift, with its record when it is `over`; None: its content is gone."""
        campaign = self.campaign(shift)
        if campaign is None:
            return None
        return ShiftScene(shift, campaign, await self._store.shift(shift.id) if over else None)

    def campaign(self, shift: Shift) -> Campaign | None:
        """The shift's content; None: it is there no more, or no longer has what this shift dialled."""
        pack = self._packs.get(shift.pack)
        campaign = pack.campaigns.get(shift.campaign) if pack else None
        if campaign is None:
            return None
        people = {contact.name for contact in campaign.contacts}
        answers = {(kind.id, answer.id) for kind in campaign.kinds.values() for answer in kind.answers}
        for dialled in shift.connections:
            known = {(dialled.kind, answer) for answer in (dialled.answer, dialled.reply) if answer} <= answers
            if dialled.contact not in people or not known:
                return None
        return campaign
