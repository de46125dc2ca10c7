"""The labels are whole: every line rated three times on just what its question lists."""

import json
from pathlib import Path

import yaml

from bot.packs.loading import load

LABELS = Path(__file__).parent.parent / "labels"


def test_labels_are_whole() -> None:
    lines = [json.loads(line) for line in (LABELS / "answers.jsonl").read_text(encoding="utf-8").splitlines()]
    rates = {question.id: set(question.weights) for question in load(()).packs["core"].questions.values()}
    extra = yaml.safe_load((LABELS / "questions.yaml").read_text(encoding="utf-8"))["questions"]
    rates |= {question["id"]: set(question["rates"]) for question in extra}
    ids = {line["id"] for line in lines}
    assert len(ids) == len(lines) >= 2_400
    assert len({line["question"] for line in lines}) >= 60
    for line in lines:
        assert line["answer"].strip(), line["id"]
        assert len(line["ratings"]) == 3, line["id"]
        assert line.get("of", line["id"]) in ids, line["id"]
        for rating in line["ratings"]:
            assert set(rating["levels"]) == rates[line["question"]], line["id"]
            assert all(1 <= level <= 5 for level in (*rating["levels"].values(), rating["overall"])), line["id"]
