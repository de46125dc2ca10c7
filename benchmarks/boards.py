"""Boards with 10,000 to 1,000,000 answers: pages, one's own place, and what keeping them adds to storing an answer.

The answers of before are written straight into the tables (a year of screens of five questions, each member in two),
and what boards keep is summed up from them by SQL; those whose cost is measured go the way that the bot's go, by
`sessions.commit`, one transaction each. All members agreed to be seen. Times are medians of one run: CPU of the thread
for storing, the clock for reading.
"""

import argparse
import itertools
import random
import re
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, nullcontext
from pathlib import Path
from statistics import median
from typing import Any
from unittest import mock

from benchmarks.scoring import new_answers
from bot.packs.loading import load
from bot.practice.points import ALL_TIME, CONSISTENCY, POINTS, day, week
from bot.practice.records import Commit, SessionRow, TurnRow
from bot.practice.settings import MemberSettings, Seen
from bot.state import score_json
from bot.storage import boards, repeats, sessions
from bot.storage.counting import board_of
from bot.storage.opening import prepare
from bot.storage.sqlite import set_up
from bot.storage.statements import sql
from bot.storage.transaction import transaction

GUILD, QUESTIONS, SCREEN, EACH = 1_100_000_000_000_000_001, 60, 5, 10
NOW = 1_795_000_000_000  # 18 November 2026
YEAR, DAY, MINUTE = 365 * 86_400_000, 86_400_000, 60_000
READS, STORED, BATCH = 400, 3_000, 50
SEED = 2
WAYS = (
    ("bare", "neither repeats nor boards"),
    ("repeats", "repeats looked for"),
    ("hidden", "and boards, of members who are not seen"),
    ("boards", "and boards, of members who are seen"),
)

_SUMS = f"""
INSERT INTO members SELECT DISTINCT {GUILD}, member_id, 'named', 1.0, NULL, 0, 0 FROM turns;
INSERT INTO best_scores SELECT guild_id, member_id, pack, question, answered_at / {DAY} + 719163, max(overall)
    FROM turns GROUP BY 1, 2, 3, 4, 5;
INSERT INTO days SELECT guild_id, member_id, answered_at / {DAY} + 719163, answered_at / {DAY} + 719163,
    count(*), sum(overall) FROM turns GROUP BY 1, 2, 3;
INSERT INTO standings SELECT guild_id, member_id, {{all}}, sum(score), 1
    FROM (SELECT guild_id, member_id, max(score) AS score FROM best_scores GROUP BY 1, 2, pack, question) GROUP BY 1, 2;
INSERT INTO standings SELECT guild_id, member_id, {{week}}, sum(score), 1
    FROM (SELECT guild_id, member_id, max(score) AS score FROM best_scores WHERE day >= {{monday}}
          GROUP BY 1, 2, pack, question) GROUP BY 1, 2;
INSERT INTO standings SELECT guild_id, member_id, {{streaks}}, count(*), 1 FROM days GROUP BY 1, 2;
INSERT INTO counts SELECT guild_id, board, 0, value, count(*) FROM standings GROUP BY 1, 2, 4;
INSERT INTO counts SELECT guild_id, board, 1, value >> 7, count(*) FROM standings GROUP BY 1, 2, 4;
"""


class Timed(sqlite3.Cursor):
    """Adds up the time that statements take."""

    spent = 0.0

    def _timed(self, work: Callable[..., Any], *args: Any) -> Any:
        begun = time.perf_counter()
        try:
            return work(*args)
        finally:
            Timed.spent += time.perf_counter() - begun

    def execute(self, *args: Any) -> Any:
        return self._timed(super().execute, *args)

    def fetchone(self) -> Any:
        return self._timed(super().fetchone)

    def __next__(self) -> Any:
        return self._timed(super().__next__)


class Watched(sqlite3.Connection):
    """A connection whose cursors tell their time while `watching`."""

    watching = False

    def cursor(self, factory: Any = sqlite3.Cursor) -> Any:
        return super().cursor(Timed if self.watching else factory)


def turn(session_id: int, number: int, member_id: int, question: int, at: int, overall: int) -> tuple[Any, ...]:
    """A row of before: no long text, for 1,000,000 of them must fit on a disk."""
    key = (session_id, number, 1, GUILD, member_id, "core", f"question-{question}")
    return *key, at - MINUTE, None, at, "answered", f"answer {session_id} {number}", overall, "{}", "1", "1", None, ""


def fill(db: sqlite3.Connection, answers: int) -> None:
    """A year of answers, and what is kept of them."""
    order = random.Random(1)
    members = answers // EACH
    screens = [(order.randrange(YEAR), 1 + number % members) for number in range(answers // SCREEN)]

    def rows() -> Iterator[tuple[Any, ...]]:
        for id, (at, member_id) in enumerate(sorted(screens), start=1):
            for number, question in enumerate(order.sample(range(QUESTIONS), SCREEN), start=1):
                overall = min(100, max(0, round(order.gauss(45, 20))))
                yield turn(id, number, member_id, question, NOW - YEAR + at + number * 2 * MINUTE, overall)

    triggers = [(name, text) for name, text in db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")]
    with transaction(db):
        for name, _ in triggers:
            db.execute(f"DROP TRIGGER {name}")
        db.executemany(
            "INSERT INTO sessions VALUES (?, 'screen', ?, 2, NULL, ?, '{}', NULL, ?, ?)",
            ((id, GUILD, member_id, at, at) for id, (at, member_id) in enumerate(sorted(screens), start=1)),
        )
        marks = ", ".join("?" * 18)
        db.executemany(f"INSERT INTO turns VALUES ({marks})", rows())
        db.executemany(
            "INSERT INTO prints VALUES (?, ?, 1, ?, ?, 1)",
            ((GUILD, 2**32 + order.getrandbits(32), id, part) for id in range(answers) for part in range(3)),
        )
        today = day(NOW)
        numbers = {
            "all": board_of(POINTS, ALL_TIME), "week": board_of(POINTS, week(NOW)),
            "streaks": board_of(CONSISTENCY, ALL_TIME), "monday": today - (today - 1) % 7,
        }  # fmt: skip
        for statement in _SUMS.format(**numbers).split(";\n"):
            db.execute(statement)
        for _, text in triggers:
            db.execute(text)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def reads(db: Watched, say: Callable[[str], object]) -> None:
    """Pages and places: in SQLite, and with what we make of the rows."""
    for kind, period in ((POINTS, ALL_TIME), (POINTS, week(NOW)), (CONSISTENCY, ALL_TIME)):
        board = db, GUILD, kind, period
        shown = boards.size(*board)
        say(f"  {kind}, {period}: {shown} members")
        measured(db, "first page of 10", boards.page, [(*board, 10, 0)] * READS, say)
        for name, rank in (("median", shown // 2), ("last", shown - READS)):
            near = [(*board, place.member_id) for place in boards.page(*board, READS, max(0, rank))]
            measured(db, f"own rank and neighbours, {name}", boards.around, near, say)
        measured(db, "page of 10 in the middle", boards.page, [(*board, 10, shown // 2)] * READS, say)


def measured(
    db: Watched, name: str, read: Callable[..., object], cases: Sequence[tuple[Any, ...]], say: Callable[[str], object]
) -> None:
    """Medians."""
    inside, whole = [], []
    db.watching = True
    for case in cases:
        Timed.spent, begun = 0.0, time.perf_counter()
        read(*case)
        whole.append(time.perf_counter() - begun)
        inside.append(Timed.spent)
    db.watching = False
    say(f"    {name + ':':34} {median(inside) * 1e6:5.0f} us in SQLite, {median(whole) * 1e6:5.0f} us in all")


def stored(db: sqlite3.Connection, answers: int, say: Callable[[str], object]) -> None:
    """CPU of storing an answer with boards, of its transaction without, in turns."""
    library, order = load(()), random.Random(SEED)
    questions = list(library.packs["core"].questions.values())
    score = score_json(library.scorer().rate(questions[0], questions[1].strong_answer))
    sentences = new_answers(questions, SEED)
    ids = itertools.count(NOW)
    times: dict[str, list[float]] = {way: [] for way, _ in WAYS}
    without = {"bare": mock.patch.object(sessions, "_count_turn"), "repeats": mock.patch.object(repeats, "count")}
    for _ in range(STORED // BATCH):
        for way, spent in times.items():
            changes = list(screens_of_five(order, next(ids), answers, sentences, score))
            members = {change.session.member_id for change in changes}
            see(db, members, way != "hidden")
            with without[way] if way in without else nullcontext():
                begun = time.thread_time()
                for change in changes:
                    with transaction(db):
                        sessions.commit(db, change)
                spent.append((time.thread_time() - begun) / len(changes))
            see(db, members, True)
    bare = median(times["bare"])
    for way, name in WAYS:
        cost = median(times[way])
        adds = f", {(cost - bare) / bare:.1f} x more" if way != "bare" else ""
        say(f"  storing an answer, {name + ':':48} {cost * 1e6:5.0f} us{adds}")


def see(db: sqlite3.Connection, members: set[int], seen: bool) -> None:
    """Let these members be seen, or not."""
    with transaction(db):
        for member_id in members:
            boards.keep_member_settings(db, MemberSettings(GUILD, member_id, Seen.NAMED if seen else Seen.ABSENT))


def screens_of_five(
    order: random.Random, id: int, answers: int, sentences: Iterator[str], score: str
) -> Iterator[Commit]:
    """BATCH answers in screens of five, as the desk commits them: the session, the turn, a card to show."""
    for part in range(BATCH // SCREEN):
        session_id, member_id = id * BATCH + part, order.randrange(1, answers // EACH + 1)
        for number, question in enumerate(order.sample(range(QUESTIONS), SCREEN), start=1):
            at = NOW + (id % answers) * MINUTE + number * 2 * MINUTE
            ended = None if number < SCREEN else at
            row = TurnRow(
                session_id, number, 1, GUILD, member_id, "core", f"question-{question}", at - MINUTE, None, at,
                "answered", "".join(next(sentences) for _ in range(5)), order.randrange(101), score, "1", "1",
            )  # fmt: skip
            state = "s" * 1500
            session = SessionRow(session_id, "screen", GUILD, 2, session_id, member_id, state, None, at, ended)
            yield Commit(session, (row,), ("x" * 80,))


def main() -> None:
    """Print figures for each size, and the plans."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000, 100_000, 1_000_000])
    sizes = parser.parse_args().sizes
    for answers in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "bench.sqlite3"
            prepare(path)
            with closing(sqlite3.connect(path, isolation_level=None, factory=Watched)) as db:
                begun = time.perf_counter()
                fill(db, answers)
                set_up(db)
                size, took = path.stat().st_size / 1e6, time.perf_counter() - begun
                print(f"{answers} answers of {answers // EACH} members ({size:.0f} MB, filled in {took:.0f} s)")
                reads(db, print)
                stored(db, answers, print)
                if answers == max(sizes):
                    plans(db)


def plans(db: sqlite3.Connection) -> None:
    """How SQLite finds the places."""
    for name in ("page", "standing", "above", "neighbours"):
        statement = getattr(sql, name).sql
        print(f"  {name}:")
        for row in db.execute(f"EXPLAIN QUERY PLAN {statement}", dict.fromkeys(re.findall(r":(\w+)", statement), 1)):
            print(f"    {row['detail']}")


if __name__ == "__main__":
    main()
