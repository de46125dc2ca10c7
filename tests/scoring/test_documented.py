"""docs/scoring-rules.md tells the rule: its numbers must be the code's."""

from pathlib import Path

import pytest

from bot.scoring import grading, scorer

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "scoring-rules.md").read_text(encoding="utf-8")
PARTS = {
    "being an answer": "start",
    "what the question looks for": "looked_for",
    "behaviours that speak for this": "shown",
    "behaviours that speak for other": "shown_elsewhere",
    "detail": "detail",
    "figures alone": "figures",
    "a fitting length": "length",
}


@pytest.mark.parametrize(("begins", "part"), PARTS.items())
def test_the_table_of_the_rule(begins: str, part: str) -> None:
    row = next(line for line in PAGE.splitlines() if line.startswith(f"| {begins}"))
    said = [float(cell) for cell in row.strip("| ").split("|")[1:]]
    rules = (grading.GENERAL, grading.RULES["specificity"], grading.RULES["structure"])
    assert said == [getattr(rule, part) for rule in rules]


def test_the_engine_is_named() -> None:
    assert f"`{scorer.RULES}`" in (DOCS / "scoring.md").read_text(encoding="utf-8")
