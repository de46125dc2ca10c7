"""`rescore`: what today's engine, rubric and packs would make of the answers in the database. Nothing is changed."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean

from bot.packs.loading import Library
from bot.practice.records import TurnRow
from bot.scoring.scorer import Scorer
from bot.storage.sqlite import SqliteStore

PAGE = 500
MOVES = 10
"""So many of the largest moves are told."""


@dataclass(frozen=True, slots=True)
class Move:
    """A score then and now, 0 to 100."""

    turn: TurnRow
    then: int
    now: int


@dataclass(slots=True)
class Found:
    """What rating again came to. `today`: answers that were rated with today's versions; `gone`: their question is."""

    today: int = 0
    gone: Counter[str] = field(default_factory=Counter)
    moves: dict[str, list[Move]] = field(default_factory=lambda: defaultdict(list))


async def rescore(database: Path, library: Library) -> Found:
    """Rate again what other versions rated. Raises StoreError."""
    scorer, found = library.scorer(), Found()
    store = await SqliteStore.open(database)
    try:
        after = (0, 0, 0)
        while page := await store.rated(after, PAGE):
            for turn in page:
                _again(turn, library, scorer, found)
            after = page[-1].session_id, page[-1].number, page[-1].attempt
    finally:
        await store.close()
    return found


def _again(turn: TurnRow, library: Library, scorer: Scorer, found: Found) -> None:
    name = f"{turn.pack}/{turn.question}"
    question = library.question(turn.pack, turn.question)
    if question is None:
        found.gone[name] += 1
    elif (turn.engine, turn.rubric) == (scorer.engine, scorer.version(question)):
        found.today += 1
    else:
        assert turn.overall is not None  # rated turns alone are asked for
        found.moves[name].append(Move(turn, turn.overall, scorer.rate(question, turn.answer).overall))


def tell(found: Found, say: Callable[[str], object] = print) -> None:
    """Say what would change, question by question, and the largest moves."""
    again = [move for moves in found.moves.values() for move in moves]
    changed = [move for move in again if move.then != move.now]
    say(f"{len(again)} answers were rated with other versions than today's; {len(changed)} would get another score.")
    if found.today:
        say(f"{found.today} were rated with today's versions.")
    if found.gone:
        say(f"{found.gone.total()} can't be rated: their question is gone ({', '.join(sorted(found.gone))}).")
    if again:
        width = max(len(name) for name in found.moves)
        say(f"\n{'question':{width}}  answers  changed  mean then  mean now")
        for name, moves in sorted(found.moves.items()):
            then, now = fmean(move.then for move in moves), fmean(move.now for move in moves)
            moved = sum(move.then != move.now for move in moves)
            say(f"{name:{width}}  {len(moves):7}  {moved:7}  {then:9.1f}  {now:8.1f}")
    if changed:
        say("\nThe largest moves:")
        for move in sorted(changed, key=lambda move: -abs(move.now - move.then))[:MOVES]:
            turn = move.turn
            words = " ".join(turn.answer.split())
            begins = words if len(words) <= 60 else words[:59] + "…"
            say(f'{move.then:3} -> {move.now:3}  {turn.pack}/{turn.question}  "{begins}"')
    say("\nNothing was changed: scores stay as they were given.")
