"""What a trainer should look at in a pack's skills: advice, not faults."""

from collections.abc import Iterator
from itertools import combinations

from bot.packs.problem import Problem
from bot.packs.skill_entries import plain
from bot.practice.skills.content import BasicsQuestion, SkillContent

ALIKE = 0.8
"""Share of common words from which two questions probably ask the same."""

ENOUGH, TOO_OFTEN = 12, 0.4
"""Among so many questions or more, the right choice may be the longest one of this share."""


def warnings(skills: SkillContent) -> Iterator[Problem]:
    """What is odd, with the file and line."""
    questions = [question for question in skills.basics.values() if not question.retired]
    yield from _alike(questions, skills)
    yield from _longest(questions, skills)


def _alike(questions: list[BasicsQuestion], skills: SkillContent) -> Iterator[Problem]:
    words = {question.id: frozenset(plain(question.ask).split()) for question in questions}
    for first, second in combinations(questions, 2):
        one, other = words[first.id], words[second.id]
        if len(one & other) >= ALIKE * len(one | other):
            path, line = skills.places["basics", second.id]
            yield Problem(path, line, f"{second.id} asks nearly what {first.id} asks", "is one of them enough?")


def _longest(questions: list[BasicsQuestion], skills: SkillContent) -> Iterator[Problem]:
    longest = [question.id for question in questions if _right_is_longest(question)]
    if len(questions) >= ENOUGH and len(longest) > TOO_OFTEN * len(questions):
        path, line = skills.places["basics", longest[0]]
        what = f"the right choice is the longest in {len(longest)} of {len(questions)} questions, first in {longest[0]}"
        yield Problem(path, line, what, "shorten right ones or lengthen wrong ones, or members learn to guess")


def _right_is_longest(question: BasicsQuestion) -> bool:
    others = [len(choice) for number, choice in enumerate(question.choices) if number != question.right]
    return len(question.choices[question.right]) > max(others)
