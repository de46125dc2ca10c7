"""Questions of the skills desk for tests, of a topic of their own, so that they can say what is right."""

from pathlib import Path

BASICS = """\
topics: {switchboard: At the switchboard}
questions:
  - {id: aht, topic: switchboard, difficulty: 1, ask: What is AHT?, right: Handle time, wrong: [Hold time, Home time],
     why: It is the average handle time.}
  - {id: acw, topic: switchboard, difficulty: 2, ask: What is ACW?, right: Work after it, wrong: [A call in waiting],
     why: It is after-call work.}
"""

RIGHT = {"AHT": "Handle time", "ACW": "Work after it"}
WRONG = {"AHT": "Hold time", "ACW": "A call in waiting"}
"""A choice by a word of its question."""


def write(folder: Path) -> Path:
    """Write them into the pack `three`."""
    place = folder / "three" / "skills"
    place.mkdir(parents=True)
    (place / "basics.yaml").write_text(BASICS)
    return folder
