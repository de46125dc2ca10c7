"""Content folders for tests, small and good; tests then break one thing."""

from pathlib import Path

COMPETENCIES = """\
version: "2026.11"
competencies:
  - id: ownership
    name: Ownership
    asks: Does the speaker take the problem on?
    levels:
      1: Blames others.
      3: Accepts it in general words.
      5: Takes it on and sees it through.
  - id: empathy
    name: Empathy
    asks: Does the customer hear that a person understands?
    levels: {1: Ignores the feeling., 3: Says a formula., 5: Names it.}
"""

BEHAVIOURS = """\
behaviours:
  - id: promises-callback
    competency: ownership
    for: true
    strength: 2
    shows: commits to an action of their own
    advice: Say what you yourself will do, and by when.
    phrases:
      - i (will|would|am going to) ... call {customer} back
    examples:
      - I'll call you back myself before six today.
    counterexamples:
      - The warehouse will call you back at some point.
  - id: blames-others
    competency: ownership
    for: false
    shows: blames somebody else
    advice: Accept it in the company's name.
    negated: promises-callback
    phrases:
      - not my (fault|problem)
    examples:
      - That's not my fault.
"""

WORDS = """\
customer: [you, "(the)? customer", him]
"""

PACK = """\
id: core
title: Core
version: "1"
about: Questions for tests.
company: Linden Care
recruiters:
  - {name: Amara, role: Recruiter}
"""

QUESTION = """\
  - id: call-volume
    kind: fact
    ask: How many calls a day did you handle?
    weights: {ownership: 3, empathy: 1}
    look_for:
      - id: calls-a-day
        says: gives calls a day
        phrases:
          - "{number} ... (calls|contacts)"
    hint: Give a figure.
    strong_answer: I took about eighty calls a day.
    follow_up:
      when_missing: [calls-a-day]
      ask: Roughly how many was that?
"""
QUESTIONS = "questions:\n" + QUESTION


def write(folder: Path, **files: str | bytes) -> Path:
    """A good content folder in `folder`, with some of its files otherwise: competencies, words, behaviours, pack,
    questions."""
    places = {
        "competencies": ("rubric/competencies.yaml", COMPETENCIES),
        "words": ("rubric/words.yaml", WORDS),
        "behaviours": ("rubric/behaviours/ownership.yaml", BEHAVIOURS),
        "pack": ("packs/core/pack.yaml", PACK),
        "questions": ("packs/core/questions.yaml", QUESTIONS),
    }
    assert files.keys() <= places.keys()
    for name, (path, good) in places.items():
        put(folder / path, files.get(name, good))
    return folder


def put(file: Path, content: str | bytes) -> None:
    """Write a file, with its folders."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)


def line_of(text: str, part: str) -> int:
    """The number, from 1, of the first line that holds `part`."""
    return next(number for number, line in enumerate(text.split("\n"), 1) if part in line)
