"""The storage port: what the bot asks of whatever keeps its rows (`records`). All times are milliseconds UTC."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.practice.records import (
    BoardPlace,
    CallRow,
    Commit,
    Decision,
    DrillTurnRow,
    EffectRow,
    EntrantRow,
    ObjectionRow,
    PinRow,
    ScheduleRow,
    SessionRow,
    ShiftRow,
    TurnRow,
    Waking,
)
from bot.practice.settings import GuildSettings, MemberSettings
from bot.practice.skills.exercise import ExerciseRow, MissedRow, SkillBest


class Store(Protocol):
    """The storage port. `storage.sqlite` implements it; every method may raise StoreError."""

    async def commit(self, change: Commit) -> list[EffectRow]:
        """Write the session, its records (again: no change), boards and effects at once; return the new effects.

        Raises AlreadyLive when the member has another live session on the server.
        """
        ...

    async def session(self, session_id: int) -> SessionRow | None: ...

    async def live(self, guild_id: int, member_id: int) -> SessionRow | None:
        """The member's live session on the server."""
        ...

    async def in_thread(self, thread_id: int) -> SessionRow | None:
        """The newest session of a thread, live or over."""
        ...

    async def waking(self) -> list[Waking]:
        """All live sessions."""
        ...

    async def pending(self) -> list[EffectRow]:
        """All effects not ticked off, in the order of doing."""
        ...

    async def tick(self, effect_id: int, message_id: int | None, at: int) -> None:
        """Note that an effect is done, and the message that it made; its body is not kept."""
        ...

    async def turn(self, session_id: int, number: int, attempt: int) -> TurnRow | None: ...

    async def history(self, guild_id: int, member_id: int, limit: int, offset: int) -> list[TurnRow]:
        """The member's turns on the server, newest first."""
        ...

    async def call(self, session_id: int) -> CallRow | None:
        """The call that this session was, once it is over."""
        ...

    async def calls(self, guild_id: int, member_id: int, limit: int, offset: int) -> list[CallRow]:
        """The member's calls on the server that are over, newest first."""
        ...

    async def shift(self, session_id: int) -> ShiftRow | None:
        """The shift that this session was, once it is over."""
        ...

    async def shifts(self, guild_id: int, member_id: int, limit: int, offset: int) -> list[ShiftRow]:
        """The member's shifts on the server that are over, newest first."""
        ...

    async def keep_opinion(self, session_id: int, number: int, attempt: int, opinion: str) -> None:
        """Note a second opinion on a turn; the first one stands. Nothing else of the turn changes."""
        ...

    async def object_to(self, session_id: int, number: int, attempt: int, member_id: int, at: int) -> bool:
        """Store the member's objection to a score; False when it was there already."""
        ...

    async def objection(self, session_id: int, number: int, attempt: int) -> ObjectionRow | None:
        """The objection to the score of this turn."""
        ...

    async def open_objections(self, guild_id: int) -> list[ObjectionRow]:
        """The objections on the server that nobody has decided on, the oldest first."""
        ...

    async def decide(
        self, session_id: int, number: int, attempt: int, decision: Decision, effects: Sequence[str]
    ) -> list[EffectRow] | None:
        """Decide on an open objection, with what is to be done then; None: there is no open one, nothing is written."""
        ...

    async def agreed(self) -> list[tuple[TurnRow, Decision]]:
        """The turns of all servers whose objection a moderator agreed with, in the order of the decisions."""
        ...

    async def rated(self, after: tuple[int, int, int], limit: int) -> list[TurnRow]:
        """The rated turns of all servers by session, number and attempt; those after this key."""
        ...

    # Boards. `kind` and `period` as in `practice.points`.

    async def board(self, guild_id: int, kind: str, period: str, limit: int, offset: int) -> list[BoardPlace]:
        """Those who agreed to be seen, and have not left the server, the best first."""
        ...

    async def board_size(self, guild_id: int, kind: str, period: str) -> int:
        """How many are on the board."""
        ...

    async def place(self, guild_id: int, kind: str, period: str, member_id: int) -> BoardPlace | None:
        """The member's own place, also where they are not seen: then the rank they would have."""
        ...

    async def around(self, guild_id: int, kind: str, period: str, member_id: int) -> list[BoardPlace]:
        """The two places above the member's own, their own, the two below; empty when they have none."""
        ...

    async def departed(self, guild_id: int, members: Sequence[int], gone: bool) -> None:
        """These members have left the server (`gone`), and its boards; or they are back."""
        ...

    async def averages(self, guild_id: int, members: Sequence[int], before: int) -> Mapping[int, tuple[float, int]]:
        """Of each member with rated answers before `before` (ms UTC): their mean overall, of how many."""
        ...

    # Drills

    async def entrants(self, session_id: int) -> list[EntrantRow]:
        """All who joined, in the order in which they did."""
        ...

    async def drill_turns(self, session_id: int) -> list[DrillTurnRow]:
        """All answers of a drill, by round, then in the order in which they came."""
        ...

    async def drill_turn(self, session_id: int, round: int, member_id: int) -> DrillTurnRow | None: ...

    async def drill_history(self, guild_id: int, member_id: int, limit: int, offset: int) -> list[DrillTurnRow]:
        """The member's answers in drills on the server, newest first."""
        ...

    async def unrated(self) -> list[DrillTurnRow]:
        """The answers of drills that are still to be rated."""
        ...

    async def rate_drill_turn(self, row: DrillTurnRow) -> DrillTurnRow:
        """Note the score of an answer that is there unrated (again: no change) and count it on boards; as it stands."""
        ...

    async def drills(self, guild_id: int, live: bool, limit: int) -> list[SessionRow]:
        """Drills of the server, newest first; `live`: those not over."""
        ...

    # The skills desk

    async def keep_exercise(self, row: ExerciseRow) -> None:
        """Store an exercise that was no session (again: no change)."""
        ...

    async def exercise(self, session_id: int) -> ExerciseRow | None:
        """The exercise that this session was, once it is over."""
        ...

    async def exercises(self, guild_id: int, member_id: int, skill: str, limit: int, offset: int) -> list[ExerciseRow]:
        """The member's exercises of a skill on the server, newest first."""
        ...

    async def skill_bests(self, guild_id: int, member_id: int) -> list[SkillBest]:
        """The member's best in each skill and variant on the server."""
        ...

    async def missed(self, guild_id: int, member_id: int) -> list[MissedRow]:
        """The questions of basics that come back to the member, the one due first at first."""
        ...

    # Settings, schedules, pinned boards

    async def guild_settings(self, guild_id: int) -> GuildSettings:
        """What the server has set, or the defaults."""
        ...

    async def forgetful(self) -> list[GuildSettings]:
        """The settings of the servers that have answers forgotten after some days."""
        ...

    async def keep_guild_settings(self, settings: GuildSettings) -> None: ...

    async def member_settings(self, guild_id: int, member_id: int) -> MemberSettings:
        """What the member has set on the server, or the defaults."""
        ...

    async def keep_member_settings(self, settings: MemberSettings) -> None:
        """Keep them; how the member is seen takes effect on all boards at once."""
        ...

    async def schedules(self, guild_id: int | None) -> list[ScheduleRow]:
        """Drills that are to come, the next first; None: of all servers."""
        ...

    async def keep_schedule(self, schedule: ScheduleRow) -> None: ...

    async def drop_schedule(self, schedule_id: int) -> bool:
        """False: it was not there."""
        ...

    async def pins(self, guild_id: int | None) -> list[PinRow]:
        """Pinned boards; None: of all servers."""
        ...

    async def keep_pin(self, pin: PinRow) -> None: ...

    async def drop_pin(self, pin: PinRow) -> None: ...

    async def names_to_take_back(self) -> list[tuple[int, int]]:
        """Servers and members who left its boards, or their name there, and may stand on what was shown to all."""
        ...

    async def name_taken_back(self, guild_id: int, member_id: int) -> None:
        """They stand nowhere there any more."""
        ...

    async def forget_answers(self, guild_id: int, before: int) -> int:
        """Empty what members of the server wrote and said before `before` (ms UTC), scores stay; how many records."""
        ...

    async def noticed(self, guild_id: int, notice: str) -> bool:
        """Whether a notice that is given once per server was noted."""
        ...

    async def first_time(self, guild_id: int, notice: str, at: int) -> bool:
        """Note a notice: True once per server and notice."""
        ...

    async def drop_guild(self, guild_id: int, at: int) -> Sequence[int]:
        """The bot left the server: end its live sessions, drop their effects; return the sessions' ids.

        A commit of such a session that is still live there makes it live again, as trying again after the end does:
        whoever has one under way must drop the server again.
        """
        ...

    async def close(self) -> None: ...
