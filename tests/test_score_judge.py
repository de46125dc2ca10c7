"""`score --judge`: a second opinion beside each score, which stays what it is without."""

import asyncio
import io
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.config import Config
from bot.score_command import run_score
from tests.judges import judge_server, verdict

ANSWER = "I took about 85 calls a day, five minutes each, in Zendesk."
LEVELS = {"specificity": 4, "structure": 3}


def scored(file: Path, judged_by: Config | None = None) -> list[dict[str, Any]]:
    out = io.StringIO()
    assert run_score(file, (), out, judged_by) == 0
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "answers.jsonl"
    lines = [{"question": "call-volume", "answer": answer} for answer in (ANSWER, "", "fine")]
    made.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return made


async def test_an_opinion_beside_each_score(file: Path) -> None:
    without = scored(file)
    async with judge_server() as server:
        quotes = [{"quote": "85 calls a day", "shows": "gives a figure"}, {"quote": "90 calls", "shows": "invented"}]
        server.behave = server.saying(json.dumps(verdict(levels=LEVELS, overall=4, quotes=quotes)))
        named = {"HEADSET_JUDGE_URL": server.url, "HEADSET_JUDGE_MODEL": "small"}
        config = Config.from_env(named, env_file=None)
        first, empty, junk = await asyncio.to_thread(scored, file, config)
        server.behave = server.replying(b"", 500)
        failed = await asyncio.to_thread(scored, file, config)
    assert first.pop("second_opinion") == {
        "model": "small",
        "prompt": "second-opinion-1",
        "overall": 4,
        "levels": LEVELS,
        "remarks": [{"quote": "85 calls a day", "shows": "gives a figure"}],
    }
    assert empty.pop("second_opinion") is None  # nothing was said, so nobody was asked
    assert junk.pop("second_opinion")["remarks"] == []
    assert [result.pop("second_opinion") for result in failed] == [{"none": "HTTP 500"}, None, {"none": "HTTP 500"}]
    assert [first, empty, junk] == without == failed


def test_asking_nobody_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HEADSET_JUDGE_URL", raising=False)
    result = CliRunner().invoke(app, ["score", "--judge"], input="")
    assert result.exit_code == 2
    assert "set HEADSET_JUDGE_URL and HEADSET_JUDGE_MODEL" in result.stderr
