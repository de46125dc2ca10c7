"""The skills desk on every engine: exercises that are over, a board of their own, and what comes back in basics."""

from dataclasses import replace
from typing import Any

from bot.practice.points import CONSISTENCY, IMPROVEMENT, POINTS, SKILLS
from bot.practice.records import Commit
from bot.practice.skills.exercise import ExerciseRow, MissedRow, SkillBest
from bot.practice.store import Store

from .rows import ALL, GUILD, MONTH, WEEK, session


def exercise(session_id: int = 1, **other: Any) -> ExerciseRow:
    values: dict[str, Any] = {
        "guild_id": GUILD,
        "member_id": 7,
        "pack": "core",
        "skill": "typing",
        "variant": "short",
        "tasks": ("order-line",),
        "started_at": 1_000,
        "ended_at": 2_000 + session_id,
        "overall": 60,
        "result": "{}",
        "content": "1",
    }
    return ExerciseRow(session_id=session_id, **(values | other))


async def keep(store: Store, *rows: ExerciseRow) -> None:
    for row in rows:
        await store.commit(Commit(session(row.session_id, kind="exercise", ended_at=1), exercises=(row,)))


async def points(store: Store, kind: str, period: str = ALL) -> int | None:
    place = await store.place(GUILD, kind, period, 7)
    return place.points if place else None


async def test_an_exercise_is_kept_once_and_newest_come_first(store: Store) -> None:
    first, second = exercise(1), exercise(2, tasks=("a", "b"), overall=None)
    await keep(store, first, first, second, exercise(3, skill="notes"), exercise(4, member_id=8))
    assert await store.exercise(1) == first
    assert await store.exercise(5) is None
    assert await store.exercises(GUILD, 7, "typing", 9, 0) == [second, first]
    assert await store.exercises(GUILD, 7, "typing", 1, 1) == [first]


async def test_figures_need_no_session(store: Store) -> None:
    await store.keep_exercise(exercise(1, skill="figures", variant=""))
    await store.keep_exercise(exercise(1, skill="figures", variant="", result="later"))
    row = await store.exercise(1)
    assert row is not None
    assert row.result == "{}"


async def test_the_best_of_each_skill_and_variant_counts_on_the_board_of_skills_alone(store: Store) -> None:
    await keep(
        store,
        exercise(1, overall=60),
        exercise(2, overall=80, pack="other"),  # which pack a text came from makes no difference
        exercise(3, overall=70),
        exercise(4, overall=50, variant="long"),
        exercise(5, overall=40, skill="notes", variant=""),
        exercise(6, overall=None),
    )
    for period in (WEEK, MONTH, ALL):
        assert await points(store, SKILLS, period) == 80 + 50 + 40
    for kind in (POINTS, CONSISTENCY):
        assert await points(store, kind) is None
    assert await points(store, IMPROVEMENT, WEEK) is None
    bests = await store.skill_bests(GUILD, 7)
    assert bests == [
        SkillBest("notes", "", 40, 1),
        SkillBest("typing", "long", 50, 1),
        SkillBest("typing", "short", 80, 3),
    ]


async def test_what_was_missed_comes_back_until_it_is_learned(store: Store) -> None:
    def missed(question: str, step: int | None, due_at: int) -> MissedRow:
        return MissedRow(GUILD, 7, "core", question, step, due_at)

    await store.commit(Commit(session(1), missed=(missed("late", 0, 900), missed("soon", 0, 100))))
    assert await store.missed(GUILD, 7) == [missed("soon", 0, 100), missed("late", 0, 900)]
    await store.commit(Commit(session(1), missed=(missed("soon", 1, 2_000), missed("late", None, 0))))
    assert await store.missed(GUILD, 7) == [missed("soon", 1, 2_000)]
    assert await store.missed(GUILD, 8) == []


async def test_what_was_written_is_forgotten_and_the_score_stays(store: Store) -> None:
    old, new, figures = exercise(1, ended_at=2_000), exercise(2, ended_at=9_000), exercise(3, ended_at=2_000)
    state = '{"answers": [{"text": "Mrs Okafor"}], "id": 1}'
    await store.commit(Commit(session(1, kind="exercise", ended_at=1, state=state), exercises=(old,)))
    await store.keep_exercise(new)
    await store.keep_exercise(figures)
    assert await store.forget_answers(GUILD, 5_000) == 2
    assert await store.forget_answers(GUILD, 5_000) == 0
    assert await store.exercise(1) == replace(old, result="")
    assert await store.exercise(2) == new
    kept = await store.session(1)
    assert kept is not None
    assert "Okafor" not in kept.state
    assert await points(store, SKILLS) == 60
