"""Phrases of a document to patterns, with every wrong one reported at its line."""

import re
from collections.abc import Mapping, Sequence

from bot.packs.part import Part
from bot.packs.phrases import PhraseError, compile_raw, parse
from bot.packs.problem import Problem
from bot.packs.reader import Document, Place
from bot.packs.sieve import Sieve
from bot.practice.content import Pattern

_DENIES = re.compile(r"\b(?:not|never|no|nobody|neither|nor|hardly|without|avoid)\b")


def compiled(
    document: Document,
    place: Place,
    phrases: Sequence[str],
    raw: Sequence[str],
    classes: Mapping[str, Part],
    sieve: Sieve,
    apart: bool = False,
    key: str = "phrases",
) -> tuple[tuple[Pattern, ...], list[Problem]]:
    """The patterns of the entry at `place`, which has its phrases under `key`, or no patterns and what is wrong.

    `apart`: phrases with a "not" are a pattern of their own. A "not" denies where the same pattern is found without it,
    and so one phrase would deny what another says as it stands: "i can help" and "i can not help".
    """
    if not phrases and not raw:
        what = "there are neither phrases nor patterns"
        return (), [document.problem(place, what, "add 'phrases:' with at least one")]
    problems: list[Problem] = []
    parsed: list[Part] = []
    denying: list[Part] = []
    patterns: list[Pattern] = []
    for number, phrase in enumerate(phrases):
        try:
            (denying if apart and _DENIES.search(phrase) else parsed).append(parse(phrase, classes))
        except PhraseError as error:
            problems.append(document.problem((*place, key, number), error.what, error.instead))
    for number, source in enumerate(raw):
        try:
            patterns.append(compile_raw(source))
        except PhraseError as error:
            problems.append(document.problem((*place, "patterns", number), error.what, error.instead))
    if problems:
        return (), problems
    return (*(sieve.pattern(group) for group in (parsed, denying) if group), *patterns), []
