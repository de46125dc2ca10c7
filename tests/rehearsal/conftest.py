"""A small pack of three questions without follow-ups, so that a script knows what comes."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

PACK = """\
id: small
title: Small pack
version: "1"
about: Three questions for the rehearsal's tests.
company: Test & Sons
recruiters:
  - name: Ada
    role: Recruiter
"""
QUESTION = """\
  - id: {id}
    kind: plan
    ask: "{ask}"
    weights: {{ownership: 1}}
    look_for:
      - id: says-when
        says: says by when
        phrases:
          - by six
    hint: "Say what you do first."
    strong_answer: >-
      I apologise, I find out what happened while the customer is on the line, and I call back myself by six
      today to tell them how it ended.
"""
ASKED = {
    "parcel-lost": "A parcel is lost. What do you do?",
    "bill-wrong": "A bill is wrong. What do you do?",
    "line-dead": "A line is dead. What do you do?",
}

Rehearse = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment of a rehearsal with a database and content of its own."""
    folder = tmp_path / "packs" / "small"
    folder.mkdir(parents=True)
    (folder / "pack.yaml").write_text(PACK)
    questions = "".join(QUESTION.format(id=name, ask=ask) for name, ask in ASKED.items())
    (folder / "questions.yaml").write_text("questions:\n" + questions)
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("HEADSET_", "DISCORD_"))}
    return ours | {"HEADSET_DATABASE": str(tmp_path / "practice.sqlite3"), "HEADSET_CONTENT": str(tmp_path)}


@pytest.fixture
def rehearse(environment: dict[str, str]) -> Rehearse:
    """Rehearse with a script: lines in, what was shown out."""

    def run(*lines: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "bot", "rehearse"],
            input="".join(f"{line}\n" for line in lines),
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=ROOT,
            env=environment,
            timeout=60,
            check=False,
        )

    return run
