"""`labels export` and `rescore`: what goes out, what is told, and that nothing is changed."""

import asyncio
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.packs.loading import load
from bot.practice.records import Commit, Decision, TurnRow
from bot.state import score_json
from bot.storage.sqlite import SqliteStore
from tests.storage.rows import session, turn

MEMBER, MODERATOR, SESSION = 210_000_000_000_000_007, 310_000_000_000_000_009, 1_100_000_000_000_000_001
ANSWER = "I took about 85 calls a day, five minutes each, in Zendesk, with some 40,000 customers on file."


def run(database: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments), env={"HEADSET_DATABASE": str(database), "HEADSET_CONTENT": ""})


def fill(database: Path, turns: list[TurnRow], decisions: dict[int, Decision] | None = None) -> None:
    async def write() -> None:
        store = await SqliteStore.open(database)
        await store.commit(Commit(session(SESSION, member_id=MEMBER), tuple(turns)))
        for number, decision in (decisions or {}).items():
            await store.object_to(SESSION, number, 1, MEMBER, 50)
            await store.decide(SESSION, number, 1, decision, ())
        await store.close()

    asyncio.run(write())


def answered(number: int = 1, **other: Any) -> TurnRow:
    values = {"question": "call-volume", "answer": ANSWER, "member_id": MEMBER}
    return turn(SESSION, number, **(values | other))


def dump(database: Path) -> list[str]:
    """All that the database holds."""
    with closing(sqlite3.connect(database)) as db:
        return list(db.iterdump())


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "headset.sqlite3"


def test_agreed_objections_become_labels_without_ids(database: Path, tmp_path: Path) -> None:
    mentions = f"<@{MEMBER}> and <@!{MEMBER}>, {MEMBER}, said in <#{MODERATOR}>: Größe, 85 calls"
    fill(
        database,
        [answered(1), answered(2, answer=mentions, pack="hotel"), answered(3), answered(4), answered(5)],
        {
            1: Decision(MODERATOR, 60, True, "Well said", 4, {"specificity": 5}),
            2: Decision(MODERATOR, 61, True, "", 2),
            3: Decision(MODERATOR, 62, True, "No rating"),
            4: Decision(MODERATOR, 63, False, "It stands"),
        },
    )
    file = tmp_path / "labels.jsonl"
    result = run(database, "labels", "export", str(file))
    assert result.exit_code == 0, result.output
    assert "2 answers. 1 more" in result.stderr
    text = file.read_text(encoding="utf-8")
    first, second = (json.loads(line) for line in text.splitlines())
    assert list(first) == ["id", "question", "author", "answer", "ratings"]
    assert (first["question"], first["author"], first["answer"]) == ("call-volume", "members", ANSWER)
    assert first["ratings"] == [{"levels": {"specificity": 5}, "overall": 4}]
    assert second["question"] == "hotel/call-volume"  # as `score` takes it
    assert second["ratings"] == [{"levels": {}, "overall": 2}]
    assert "Größe" in second["answer"]
    assert first["id"] != second["id"]
    for secret in (MEMBER, MODERATOR, SESSION, "Well said"):
        assert str(secret) not in text
    again = run(database, "labels", "export")
    assert again.stdout == text
    refused = run(database, "labels", "export", str(file))
    assert refused.exit_code == 2
    assert "exists already" in refused.stderr
    assert file.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("command", [["labels", "export"], ["rescore"]])
def test_without_a_database_they_say_so_and_make_none(database: Path, command: list[str]) -> None:
    result = run(database, *command)
    assert result.exit_code == 2
    assert f"no database at {database}" in result.stderr
    assert not database.exists()


def test_what_other_versions_rated_is_rated_again_and_nothing_changes(database: Path) -> None:
    library = load()
    question = library.question("core", "call-volume")
    assert question is not None
    scorer = library.scorer()
    score = scorer.rate(question, ANSWER)
    new: dict[str, Any] = {"engine": scorer.engine, "rubric": score.rubric}
    rows = [
        answered(1, overall=score.overall, score=score_json(score), **new),
        answered(2, overall=100, engine="rules-0", rubric=score.rubric),
        answered(3, overall=score.overall, engine=scorer.engine, rubric=f"{library.rubric.version} core 0+00000000"),
        answered(4, overall=0, engine=scorer.engine, rubric="2020.01+00000000"),
        answered(5, question="no-longer-there", engine="rules-0"),
        answered(6, overall=None, score=None, engine=None, rubric=None),
    ]
    fill(database, rows)
    before = dump(database)
    result = run(database, "rescore")
    assert result.exit_code == 0, result.output
    said = result.stdout
    assert "3 answers were rated with other versions than today's; 2 would get another score." in said
    assert "1 were rated with today's versions." in said
    assert "1 can't be rated: their question is gone (core/no-longer-there)." in said
    mean = (100 + score.overall + 0) / 3
    assert re.search(rf"core/call-volume\s+3\s+2\s+{mean:.1f}\s+{score.overall:.1f}\n", said)
    moves = [line for line in said.splitlines() if " -> " in line]
    assert len(moves) == 2
    assert moves[0].split()[:3] == ["0", "->", str(score.overall)] or score.overall <= 50
    assert "I took about 85 calls a day" in moves[0]
    assert "Nothing was changed" in said
    assert dump(database) == before


def test_an_empty_database_has_nothing_to_rate(database: Path) -> None:
    fill(database, [])
    assert "0 answers were rated with other versions" in run(database, "rescore").stdout
    assert run(database, "labels", "export").stdout == ""
