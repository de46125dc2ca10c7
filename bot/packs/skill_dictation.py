"""skills/dictation.yaml: what dictations are made of."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.packs.problem import Problem, shown
from bot.packs.reader import Document, Place
from bot.packs.skill_models import DictationFile
from bot.packs.wording import checked
from bot.practice.skills.content import DictatedName, DictationContent, SkillContent
from bot.practice.skills.spoken import NUMBER_WORDS

SIGNS = (8, 10)
"""Letters and digits of an order number."""

_NAME = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+")
_WORDS = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+)*")
_SHAPE = re.compile(r"[A9]+(?:-[A9]+)*")


def dictation(content: SkillContent, document: Document, problems: list[Problem]) -> SkillContent:
    """The names, streets, towns and shapes of the file, if all can be used."""
    model, _, found = checked(DictationFile, document)
    found = [*found, *(_wrong(model, document) if model else [])]
    problems += found
    if model is None or found:
        return content
    names = [(*name.split(), country) for country, of_country in model.names.items() for name in of_country]
    made = DictationContent(
        tuple(DictatedName(first, last, country) for first, last, country in names),
        tuple(model.streets),
        tuple(model.towns),
        tuple(model.shapes),
        tuple(sorted(set(model.homely))),
    )
    return replace(content, dictation=made)


def _wrong(model: DictationFile, document: Document) -> Iterator[Problem]:
    for country, names in model.names.items():
        for number, name in enumerate(names):
            if not _NAME.fullmatch(name):
                instead = "write a first and a last name with the letters A to Z only"
                yield document.problem(("names", country, number), f"{shown(name)} can't be spelled", instead)
    for key in ("streets", "towns", "homely"):
        for number, words in enumerate(getattr(model, key)):
            place: Place = (key, number)
            if not _WORDS.fullmatch(words):
                instead = "write words that begin with a capital, with the letters A to Z only"
                yield document.problem(place, f"{shown(words)} can't be said plainly", instead)
            elif NUMBER_WORDS & set(words.lower().split()):
                yield document.problem(place, f"there is a number in {shown(words)}", "the bot gives the numbers")
    for number, shape in enumerate(model.shapes):
        signs = len(shape.replace("-", ""))
        if not _SHAPE.fullmatch(shape) or not SIGNS[0] <= signs <= SIGNS[1]:
            instead = f"write {SIGNS[0]} to {SIGNS[1]} signs, A for a letter and 9 for a digit, like 'AA-999-999'"
            yield document.problem(("shapes", number), f"{shown(shape)} is no order number", instead)
