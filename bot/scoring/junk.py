"""Answers that are none: each kind is recognised for what it is and told kindly.

Careful by intent: calling a good answer junk is worse than rating a poor one low.
"""

import re
from collections.abc import Mapping

from bot.scoring.behaviours import look_fors
from bot.scoring.measures import (
    Measures,
    content_words,
    copied_share,
    foreign_share,
    function_share,
    heap,
    pieces,
    runs,
    stem,
    words_of,
)
from bot.scoring.reading import Reading
from bot.scoring.sources import COPIED_RUN, ECHOED_RUN, Source
from bot.scoring.topic import ENOUGH_WORDS, Fit
from bot.scoring.voice import Hearing
from bot.scoring.wordlists import NUMBER_WORDS

_TO_GRADER = re.compile(
    r"\b(?:ignore|forget|disregard|override|cancel) (?:all |any |your |the |my |every |of |previous |prior |above )*"
    r"(?:instruction|prompt|rubric|rule|guideline)s?\b"
    r"|\b(?:previous|prior|above) (?:instruction|prompt)s?\b"
    r"|\b(?:give (?:me|this|it|my|every|all)|award|output|assign|return) (?:[^ \n]+ ){0,5}?"
    r"(?:100|full marks|(?:maximum|highest|top|max|perfect|lowest|minimum|low) (?:score|marks|level|rating)|maximum"
    r"|(?:10|5|1|0) out of (?:10|5|100))\b"
    # Customers may well "rate me 5 out of 5": only a command is one.
    r"|(?:^|\b(?:please|you must|you should|you will|now) )(?:grade|rate|score|mark) (?:this|it|me|my|the|every|all) "
    r"(?:[^ \n]+ ){0,5}?(?:[0-9]+|full|maximum|highest|top|max|perfect|lowest|minimum|low|high)\b"
    r"|\b(?:dear|note to|hey|now|attention) (?:the )?(?:grader|rater|scorer|ai|bot|evaluator)\b"
    r"|\bsystem (?:prompt|previous|override|message)\b|\bas an ai (?:language )?model\b"
    r"|\b(?:used as|this is) the model answer\b",
    re.MULTILINE,
)
_ENGLISH = re.compile("(?:tion|ing|ship|ment|ness|ful|ence|ive|ology|ity|ed|ly|work|er)s?$")
_VOWEL = re.compile("[aeiouy]")
_UNSPEAKABLE = re.compile(r"(.)\1{3}|[^aeiouy]{6}")
_NOTHING = frozenset(
    [
        "i do not know",
        "do not know",
        "dunno",
        "idk",
        "no idea",
        "no comment",
        "pass",
        "skip",
        "next",
        "fine",
        "good",
        "ok",
    ]
)

FAR_ELSEWHERE, VERY_FAR_ELSEWHERE = 1.2, 3.0
"""`Fit.elsewhere` from which an answer belongs to another question: one that has hardly anything looked for, and any.
Of 451 good and middling answers of people whose answers were not counted 4 are beyond the first and none is beyond the
second; of 322 put to a wrong question 58 % are beyond the first (2026-11)."""

EMPTY = "There are no words in this answer. Say what you would do or did, in two or three sentences."
TOO_SHORT = "This is too short to rate. Say what you would do, or did, and how; two or three sentences are a start."
ECHO = "This repeats the question. Now say your part: what would you do first, or what did you do?"
SOUP = "These are keywords without sentences. Pick two or three of them and say what you would actually do."
GRADER = "This speaks to the scorer, and I rate only what you would say to a recruiter. Please answer the question."
GIBBERISH = "I can't read words in this. No harm done: answer the question in your own words."
LANGUAGE = (
    "This reads like another language than English. It may be a good answer, but I can rate English only; "
    "please say it again in English, simple words will do."
)
SHOWN = "That is the strong answer I showed you. Say it as it was or would be for you, with your own places and people."
ELSEWHERE = "This reads like an answer to another question. Have another look at what was asked."


def to_grader(reading: Reading) -> frozenset[int]:
    """The sentences that speak to the scorer."""
    return frozenset(
        reading.words[reading.words_at(found.start(), found.end())[0]].sentence
        for found in _TO_GRADER.finditer(reading.text)
    )


def junk(reading: Reading, measures: Measures, own: Source, sources: Mapping[str, Source], orders: bool) -> str | None:
    """Why the answer is none, in a sentence for the member, or None.

    `reading` is the whole answer, `measures` are those of what is left without the question's words and
    without `orders` to the scorer.
    """
    said = words_of(reading)
    if not said:
        return EMPTY
    if orders and measures.words < 15:
        return GRADER
    if " ".join(said) in _NOTHING or (len(said) <= 4 and not any(word[0].isdigit() for word in said)):
        return TOO_SHORT
    if _echo(said, own):
        return ECHO
    if copied_share(runs(said, COPIED_RUN), own.strong) > 0.6:
        return SHOWN
    return _no_language(said, reading, sources)


def _echo(said: list[str], own: Source) -> bool:
    """Nearly all content is the question's, and little is added."""
    new = set(content_words(said)) - own.topic
    return len(new) <= 3 and copied_share(runs(said, ECHOED_RUN), own.asked) > 0.6


def _no_language(said: list[str], reading: Reading, sources: Mapping[str, Source]) -> str | None:
    """Gibberish, another language or a heap of keywords: too few of the little words that join English."""
    foreign, little = foreign_share(said), function_share(said)
    if foreign > 0.12 and little < 0.25 and len(said) >= 4:
        return LANGUAGE
    if foreign <= 0.5 and len(said) >= 2 and _unreadable(said) > 0.5:
        return GIBBERISH
    listed = little < 0.2 or (little < 0.3 and len(said) / max(1, pieces(reading)) < 2.5)
    figures = sum(word[0].isdigit() or word in NUMBER_WORDS for word in said)
    if (len(said) >= 12 and listed and figures <= 2) or heap(said):
        vocabulary = frozenset[str]().union(*(other.vocabulary for other in sources.values()))
        known = sum(stem(word) in vocabulary or _ENGLISH.search(word) is not None for word in said)
        return SOUP if known > 0.3 * len(said) else LANGUAGE
    return None


def _unreadable(said: list[str]) -> float:
    """The share of words that no one can pronounce: no vowel, or a letter four times."""
    odd = sum(
        1
        for word in said
        if word.isalpha() and word.isascii() and (not _VOWEL.search(word) or _UNSPEAKABLE.search(word))
    )
    return odd / len(said)


def echoed(reading: Reading, own: Source) -> frozenset[int]:
    """The sentences that only repeat the question: they are not the member's words, for good or ill."""
    return frozenset(
        number
        for number, sentence in enumerate(reading.sentences)
        if sentence.last - sentence.first >= 6
        and copied_share(runs(sentence.text.split(), ECHOED_RUN), own.asked) > 0.75
    )


def elsewhere(reading: Reading, hearing: Hearing, fit: Fit, had: float, sources: Mapping[str, Source]) -> str | None:
    """Whether this answers another question: it goes past this one, and has most of what another looks for.

    `had`: share of what this question looks for that the answer has.
    """
    far = FAR_ELSEWHERE if had <= 1 / 3 else VERY_FAR_ELSEWHERE
    if fit.elsewhere > far and len(set(content_words(words_of(reading)))) >= 10:
        return ELSEWHERE
    if had > 0.2 or fit.ratio > 0.4 or len(words_of(reading)) < ENOUGH_WORDS:
        return None
    for name in fit.best[:3]:
        theirs = sources[name].question.look_for
        if len(theirs) >= 3 and len(look_fors(reading, hearing, theirs)) >= 0.75 * len(theirs):
            return ELSEWHERE
    return None
