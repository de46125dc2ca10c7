"""Rated answers once more, with what must not count: typos, no punctuation, filler, keywords, things said twice."""

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

from bot.scoring.features import OVERALL
from bot.training.examples import Example

LESS = 0.15
"""What worthless words take from the overall rating: raters took 0.2 for 30 to 60 words of them (labels/README.md)."""

_MARKS = re.compile(r"[.,;:!?\"()\-]+")
_FILLER = (
    "To be honest I have always been somebody who gets on with more or less everybody, and for me that is what it "
    "comes down to in the end, whatever job you do.",
    "There is no one answer to that I suppose, it can be like this or like that, and you have to take things as they "
    "come and see what happens.",
    "What I want to say is that quality matters a lot to me and that I am a motivated and flexible person with a "
    "positive way of looking at things, always.",
    "Well, like I mentioned before, that is more or less how it is and I could talk about this for a long time because "
    "there is a lot to say about it.",
    "I mean everybody knows how important good service is these days, and companies that do not understand it will "
    "sooner or later find out about it.",
    "You could say a great deal about that, and I am sure that other people have said it better than me, but it is a "
    "topic that has been on my mind for years.",
    "In this day and age one has to be open to everything, and I am that kind of person, as anybody who has worked "
    "with me would tell you straight away.",
)
_KEYWORDS = tuple(
    """customer focus, rapport, de-escalation, problem solving, ownership, empathy, multitasking, tone of voice,
    quality, satisfaction, callback, courtesy, solution oriented, accountability, time management, attention to detail,
    positive attitude, communication skills, adaptability, integrity""".replace("\n   ", "").split(", ")
)

Disturb = Callable[[Example, Random], str]


def disturbed(example: Example, number: int, seed: int = 9) -> Example:
    """The example in one of the ways, by its number. Only its overall rating is known then."""
    make, less = _WAYS[number % len(_WAYS)]
    answer = make(example, Random(f"{seed}:{example.id}"))
    return replace(example, answer=answer, given={OVERALL: max(1.0, example.given[OVERALL] - less)})


def typos(example: Example, random: Random) -> str:
    """One long word in ten with a letter left out or doubled."""
    out = example.answer.split(" ")
    for place, word in enumerate(out):
        if len(word) >= 4 and word.isalpha() and random.random() < 0.1:
            at = random.randrange(1, len(word) - 1)
            out[place] = word[:at] + word[at + 1 :] if random.random() < 0.5 else word[:at] + word[at] + word[at:]
    return " ".join(out)


def without_marks(example: Example, _: Random) -> str:
    return _MARKS.sub(" ", example.answer)


def without_marks_and_capitals(example: Example, random: Random) -> str:
    return without_marks(example, random).lower()


def with_filler(example: Example, random: Random) -> str:
    filler = random.choice(_FILLER)
    return f"{example.answer} {filler}" if random.random() < 0.6 else f"{filler} {example.answer}"


def with_keywords(example: Example, random: Random) -> str:
    return f"{example.answer} {', '.join(random.sample(_KEYWORDS, 9))}."


def with_bare_keywords(example: Example, random: Random) -> str:
    return f"{example.answer} {' '.join(random.sample(_KEYWORDS, 9))}"


def said_twice(example: Example, _: Random) -> str:
    return f"{example.answer} {example.answer}"


def with_question(example: Example, _: Random) -> str:
    return f"{example.question.ask} {example.answer}"


_WAYS: tuple[tuple[Disturb, float], ...] = (
    (typos, 0.0),
    (without_marks, 0.0),
    (without_marks_and_capitals, 0.0),
    (with_filler, LESS),
    (with_keywords, LESS),
    (said_twice, LESS),
    (with_bare_keywords, LESS),
    (with_question, 0.0),
)
