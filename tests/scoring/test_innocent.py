"""Sentences with the words of a fault, or of something good, and none of its sense: hardly any may be taken for it."""

from collections.abc import Iterator
from pathlib import Path

import yaml

from bot.packs.loading import load
from bot.scoring.behaviours import find, findings_of
from bot.scoring.reading import read
from bot.scoring.voice import hear

SENTENCES = Path(__file__).with_name("innocent.yaml")
MOST_ACCUSED = 15
"""Of 362. What is reached (14), not what is right: "where was I" and "as I said" are heard by themselves."""

FOR_PRAISE = Path(__file__).with_name("innocent_praise.yaml")
MOST_PRAISED = 27
"""Of 263; 38 were before phrases were tightened by them. What is reached: "I saw it through the window"."""


def accused() -> Iterator[str]:
    rubric = load().rubric
    for sentences in yaml.safe_load(SENTENCES.read_text(encoding="utf-8")).values():
        for sentence in sentences:
            reading = read(sentence)
            faults = [f.behaviour.id for f in find(reading, hear(reading), rubric) if not f.behaviour.supports]
            if faults:
                yield f"{sentence} {faults}"


def test_hardly_any_innocent_sentence_is_accused() -> None:
    found = list(accused())
    assert len(found) <= MOST_ACCUSED, "\n".join(found)


def praised() -> Iterator[str]:
    rubric = load().rubric
    for behaviour, sentences in yaml.safe_load(FOR_PRAISE.read_text(encoding="utf-8")).items():
        for sentence in sentences:
            reading = read(sentence)
            found = findings_of(rubric.behaviours[behaviour], reading, hear(reading), rubric)
            if any(finding.behaviour.id == behaviour for finding in found):
                yield f"{sentence} {behaviour}"


def test_hardly_any_innocent_sentence_is_praised() -> None:
    found = list(praised())
    assert len(found) <= MOST_PRAISED, "\n".join(found)
