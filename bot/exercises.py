"""Exercises of the skills desk, as a kind of session."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.aligning import align
from bot.practice.content import Pack
from bot.practice.effects import Effect, Line, Tell
from bot.practice.events import DeadlinePassed, Event, TypingSeen
from bot.practice.lifecycle import without_content
from bot.practice.records import SessionRow
from bot.practice.skills import basics, dictation, notes, typing
from bot.practice.skills.content import SkillContent
from bot.practice.skills.effects import KeepExercise, KeepMissed, ShowResult, TellSkill
from bot.practice.skills.exercise import Checks, Exercise, MissedRow, Phase, Result, Rules, Skill
from bot.practice.skills.exercise_steps import over, step
from bot.practice.store import Store
from bot.sessions import CannotStart, Kept, Request
from bot.settings import Settings
from bot.stage import ExerciseScene
from bot.state import EXERCISE, exercise_of, exercise_row, exercise_session_row, missed_row

RECENT = 100
"""Tasks of a member's last so many exercises of a skill come again last."""

EARLIER = 10
"""So many earlier results are shown with a result."""

CHECKS: Mapping[Skill, Checks] = {Skill.TYPING: typing, Skill.DICTATION: dictation, Skill.NOTES: notes}
"""The modules of the skills that have one task; basics chooses by what comes back as well."""


class NoTask(CannotStart):
    """No pack has anything for this skill and variant."""


@dataclass(frozen=True, slots=True)
class ExerciseRequest(Request):
    """What a member asks for; `variant` as in `Exercise`.

    `thread_id`: go on in this thread, where an exercise before was.
    """

    skill: Skill
    variant: str = ""
    text_only: bool = False
    thread_id: int | None = None
    seed: int | None = None


class Exercises:
    """Implements `sessions.Kind`."""

    name = EXERCISE
    session = Exercise
    request = ExerciseRequest

    def __init__(self, store: Store, packs: Mapping[str, Pack], settings: Settings) -> None:
        self._store = store
        self._packs = packs
        self._settings = settings

    async def begin(self, request: ExerciseRequest) -> Exercise:
        """An exercise with tasks that were not had lately. Raises NoTask, StoreError."""
        seed = request.id if request.seed is None else request.seed
        missed = await self._store.missed(request.guild_id, request.member_id)
        pack, tasks = await self._tasks(request, seed, missed)
        own = await self._settings.member(request.guild_id, request.member_id)
        steps = {
            row.question: row.step for row in missed if row.pack == pack.id and basics.is_due(row.due_at, request.at)
        }
        return Exercise(
            **request.begins(own.factor),
            pack=pack.id,
            skill=request.skill,
            variant=request.variant,
            tasks=tasks,
            seed=seed,
            text_only=request.text_only,
            steps=tuple(_step_of(steps.get(task)) for task in tasks) if request.skill is Skill.BASICS else (),
            own_thread=request.thread_id is None,
            thread_id=request.thread_id,
            seen_id=0 if request.thread_id is None else request.id,
        )

    async def _tasks(
        self, request: ExerciseRequest, seed: int, missed: Sequence[MissedRow]
    ) -> tuple[Pack, tuple[str, ...]]:
        """The tasks, of one of the packs that have any, drawn by the seed."""
        rows = await self._store.exercises(request.guild_id, request.member_id, request.skill, RECENT, 0)
        found = []
        for pack in self._packs.values():
            recent = [task for row in rows if row.pack == pack.id for task in row.tasks]
            if request.skill is Skill.BASICS:
                due = [row.question for row in missed if row.pack == pack.id and basics.is_due(row.due_at, request.at)]
                tasks = basics.tasks(pack.skills, request.variant, seed, recent, due)
            else:
                tasks = CHECKS[request.skill].tasks(pack.skills, request.variant, seed, recent)
            if tasks:
                found.append((pack, tasks))
        if not found:
            raise NoTask(request.skill)
        return found[seed % len(found)]

    def row(self, session: Exercise) -> SessionRow:
        return exercise_session_row(session)

    async def load(self, row: SessionRow) -> Exercise:
        return exercise_of(row)

    def admits(self, session: Exercise, by: int) -> bool:
        return by == session.member_id

    def step(self, session: Exercise, event: Event) -> tuple[Exercise, list[Effect]]:
        content = self._content(session)
        if content is None:
            return without_content(session, event, over)
        return step(session, event, _rules(session, content))

    def put_away(self, session: Exercise, at: int) -> tuple[Exercise, list[Effect]]:
        return over(session, at, "mistake"), [Tell(Line.WENT_WRONG)]

    def kept(self, session: Exercise, effects: Sequence[Effect]) -> Kept:
        content = self._content(session)
        version = content.version if content else ""
        return Kept(
            exercises=tuple(exercise_row(session, each, version) for each in effects if isinstance(each, KeepExercise)),
            missed=tuple(missed_row(session, each) for each in effects if isinstance(each, KeepMissed)),
        )

    def hears_silence(self, session: Exercise, event: Event) -> bool:
        typed = session.skill is Skill.TYPING and session.typing_allowed and session.phase is Phase.ANSWERING
        return typed and isinstance(event, DeadlinePassed)

    def is_slight(self, session: Exercise, event: Event) -> bool:
        return isinstance(event, TypingSeen)

    async def scene(self, session: Exercise, effect: Effect) -> ExerciseScene | None:
        if isinstance(effect, Tell | TellSkill):  # said also where the content is gone
            return ExerciseScene(session, self._packs.get(session.pack) or Pack(session.pack, session.pack, "", "", ()))
        return await self.scene_of(session, over=isinstance(effect, ShowResult))

    async def scene_of(self, exercise: Exercise, over: bool = False) -> ExerciseScene | None:
        """What is needed to show the exercise, with its record when it is `over`; None: its content is gone."""
        if self._content(exercise) is None:
            return None
        pack = self._packs[exercise.pack]
        if not over:
            return ExerciseScene(exercise, pack)
        rows = await self._store.exercises(exercise.guild_id, exercise.member_id, exercise.skill, RECENT, 0)
        same = (row for row in rows if row.variant == exercise.variant and row.session_id < exercise.id)
        earlier = [row for row in same if row.result]  # the words of older ones may be forgotten
        return ExerciseScene(exercise, pack, await self._store.exercise(exercise.id), tuple(earlier[:EARLIER]))

    def _content(self, exercise: Exercise) -> SkillContent | None:
        """The content of its pack; None: that is there no more, or no longer has what this exercise asks."""
        pack = self._packs.get(exercise.pack)
        if pack is None:
            return None
        there: Mapping[Skill, object] = {
            Skill.TYPING: pack.skills.typing.keys() >= set(exercise.tasks),
            Skill.NOTES: pack.skills.notes.keys() >= set(exercise.tasks),
            Skill.BASICS: pack.skills.basics.keys() >= set(exercise.tasks),
            Skill.DICTATION: pack.skills.dictation,
        }
        return pack.skills if there.get(exercise.skill) else None


def _rules(exercise: Exercise, content: SkillContent) -> Rules:
    pieces = dictation.pieces(content, exercise.seed) if exercise.skill is Skill.DICTATION else ()

    def check(done: Exercise) -> Result:
        module = basics if done.skill is Skill.BASICS else CHECKS[done.skill]
        return module.check(done, content, align)

    return Rules(content, check, pieces, basics.missed_after)


def _step_of(step: int | None) -> int:
    return -1 if step is None else step
