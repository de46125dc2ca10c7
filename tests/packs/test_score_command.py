"""`score`: JSON lines in, a line with the score out for each; what is wrong is told with its line number."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.score_command import LONGEST_LINE, run_score

from .folders import PACK, QUESTIONS, put

ANSWER = "I took about 85 calls a day, five minutes each, in Zendesk, with some 40,000 customers on file."


def rated(tmp_path: Path, *lines: str | bytes, folders: tuple[Path, ...] = ()) -> tuple[int, list[dict[str, Any]]]:
    """Score the lines: the exit code, and what came out."""
    file, out = tmp_path / "answers.jsonl", io.StringIO()
    file.write_bytes(b"\n".join(line.encode() if isinstance(line, str) else line for line in lines))
    code = run_score(file, folders, out)
    return code, [json.loads(line) for line in out.getvalue().splitlines()]


def asked(**fields: object) -> str:
    return json.dumps({"question": "call-volume", "answer": ANSWER} | fields)


def test_a_line_for_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, results = rated(tmp_path, asked(), "", asked(seconds=41.5, id="a1"), asked(answer="fine"))
    assert (code, capsys.readouterr().err) == (0, "")
    good, same, junk = results
    assert set(good) == {"question", "overall", "levels", "evidence", "junk", "engine", "rubric"}
    assert same == good
    assert good["question"] == "call-volume"
    assert set(good["levels"]) == {"specificity", "structure"}  # what the question lists
    assert all(1.0 <= level <= 5.0 for level in good["levels"].values())
    assert 0 <= junk["overall"] < good["overall"] <= 100
    assert (good["junk"], junk["junk"]) == (False, True)
    assert good["evidence"]
    for evidence in good["evidence"]:
        assert set(evidence) == {"behaviour", "competency", "for", "quote"}
        assert evidence["quote"] in ANSWER
    assert good["rubric"].startswith("2026.11+")


def test_wrong_lines_are_told_and_the_others_scored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong: list[tuple[str | bytes, str]] = [
        ("{", "not JSON (column 2)"),
        (b'{"question": "caf\xe9"}', "not UTF-8"),
        ("[1]", "not an object"),
        ("[" * 50_000, "too many levels"),
        ("{}", '"question"'),
        ('{"question": 3, "answer": "x"}', '"question"'),
        ('{"question": "call-volume"}', '"answer"'),
        ('{"question": "call-volume", "answer": null}', '"answer"'),
        (asked(question="nothing"), "no question 'nothing'"),
        (asked(question="core/nothing"), "no question 'core/nothing'"),
        (asked(question="nothing/call-volume"), "no question"),
        (asked(seconds="3"), '"seconds"'),
        (asked(seconds=-1), '"seconds"'),
        (asked(seconds=True), '"seconds"'),
        (asked(seconds=float("nan")), '"seconds"'),
        ('{"question": "call-volume", "answer": "x", "seconds": 1' + "0" * 400 + "}", '"seconds"'),
        (asked(answer="x" * LONGEST_LINE), "longer than 1,000,000 bytes"),
    ]
    lines = [line for bad, _ in wrong for line in (bad, asked())]
    code, results = rated(tmp_path, *lines)
    assert code == 1
    assert len(results) == len(wrong)
    told = capsys.readouterr().err.splitlines()
    assert len(told) == len(wrong)
    for number, (sentence, (_, words)) in enumerate(zip(told, wrong, strict=True)):
        assert sentence.startswith(f"line {2 * number + 1}: ")
        assert sentence.endswith(".")
        assert words in sentence


def test_questions_of_other_packs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for pack in ("one", "two"):
        put(tmp_path / f"packs/{pack}/pack.yaml", PACK.replace("id: core", f"id: {pack}"))
        put(tmp_path / f"packs/{pack}/questions.yaml", QUESTIONS + QUESTIONS.removeprefix("questions:\n").replace(
            "id: call-volume", "id: both").replace("How many calls", "So how many calls"))  # fmt: skip
    only_one = QUESTIONS.replace("id: call-volume", "id: only-one")
    put(tmp_path / "packs/one/questions/more.yaml", only_one)
    lines = [asked(question=name) for name in ("call-volume", "one/call-volume", "only-one", "two/both", "both")]
    code, results = rated(tmp_path, *lines, folders=(tmp_path,))
    assert code == 1
    assert [set(result["levels"]) for result in results] == [
        {"specificity", "structure"},
        {"ownership", "empathy"},
        {"ownership", "empathy"},
        {"ownership", "empathy"},
    ]
    assert [result["question"] for result in results] == ["call-volume", "one/call-volume", "only-one", "two/both"]
    assert "line 5: several packs have a question 'both'" in capsys.readouterr().err


def test_answers_with_strange_characters(tmp_path: Path) -> None:
    strange = ["", " ", "\ud83d", "\x00\u200b\u202e", "🙂" * 50, "ÄÖÜ 80 calls", "x" * 100_000, "@everyone `code`"]
    code, results = rated(tmp_path, *(asked(answer=answer) for answer in strange))
    assert code == 0
    assert len(results) == len(strange)


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_score(tmp_path / "nothing") == 1
    assert "nothing can't be read: No such file or directory." in capsys.readouterr().err


def test_the_command_reads_standard_input() -> None:
    result = CliRunner().invoke(app, ["score"], input=asked() + "\n{\n", env={"HEADSET_CONTENT": ""})
    assert result.exit_code == 1
    assert json.loads(result.stdout)["question"] == "call-volume"
    assert result.stderr.endswith("line 2: it is not JSON (column 2).\n")
