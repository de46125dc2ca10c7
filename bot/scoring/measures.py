"""What can be counted in an answer, whatever it is about. All shares are 0.0 to 1.0."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from bot.practice.content import Kind
from bot.scoring.reading import Reading, Sentence
from bot.scoring.voice import Hearing
from bot.scoring.wordlists import (
    ADVERBS,
    FUNCTION_WORDS,
    HEDGES,
    NUMBER_WORDS,
    ORDER,
    OTHER_LANGUAGES,
    RESULTS,
    STATES,
    STEPS,
    TOOLS,
)


@dataclass(frozen=True, slots=True)
class Measures:
    """Counts over an answer.

    `figures` and `names` (of tools, places, people) are different ones; `acts` are different things that the
    speaker does; `speech` is words of direct speech by the member.
    """

    words: int
    figures: int
    names: int
    acts: int
    speech: int
    order: int
    results: int
    hedges: int
    function_share: float
    foreign_share: float
    variety: float
    repetition: float

    @property
    def new_words(self) -> int:
        """Words without what is said over again."""
        return round(self.words * (1 - self.repetition))

    @property
    def particulars(self) -> int:
        """Figures, names and words actually said: what makes an account concrete."""
        return min(self.figures, 6) + min(self.names, 6) + min(self.speech // 6, 3)


def measure(reading: Reading, hearing: Hearing, kind: Kind) -> Measures:
    """Count what is in an answer."""
    said = words_of(reading)
    grams = list(zip(said, said[1:], said[2:], strict=False))
    return Measures(
        words=len(said),
        figures=len({w for w in said if w[0].isdigit() or w in NUMBER_WORDS}),
        names=len(set(_names(reading))),
        acts=len(set(_acts(reading, hearing))),
        speech=0 if kind is Kind.LINE else _speech(reading, hearing),
        order=len({w for w in said if w in ORDER}),
        results=len({w for w in said if w in RESULTS}),
        hedges=sum(w in HEDGES for w in said),
        function_share=function_share(said),
        foreign_share=foreign_share(said),
        variety=len(set(said[:60])) / max(1, min(60, len(said))),
        repetition=1 - len(set(grams)) / len(grams) if grams else 0.0,
    )


def content_words(texts: Iterable[str]) -> list[str]:
    """Words that carry meaning, in order, cut to their stem roughly ("customers", "customer" -> "custom")."""
    return [stem(w) for w in texts if w not in FUNCTION_WORDS and len(w) > 2 and w != "?"]


def stem(word: str) -> str:
    """The first letters of a word, so that its forms count as one."""
    return word[:6] if len(word) > 6 else word.removesuffix("s")


def runs(words: Sequence[str], size: int) -> list[tuple[str, ...]]:
    """All runs of `size` words in a row."""
    return [tuple(words[i : i + size]) for i in range(len(words) - size + 1)]


def copied_share(copied: Sequence[tuple[str, ...]], known: Set[tuple[str, ...]]) -> float:
    """The share of an answer's runs that stand word for word in a source's."""
    return sum(run in known for run in copied) / len(copied) if copied else 0.0


def heap(said: Sequence[str]) -> bool:
    """Whether words are a list of keywords: six or more with hardly a little word among them, and not of tools."""
    facts = sum(word in TOOLS or word[0].isdigit() or word in NUMBER_WORDS for word in said)
    return len(said) >= 6 and function_share(said) <= 0.1 and facts < 2


def pieces(reading: Reading) -> int:
    """Stretches of words between punctuation marks."""
    marks = sum(word.breaks for s in reading.sentences for word in reading.words[s.first + 1 : s.last])
    return len(reading.sentences) + marks


def function_share(said: Sequence[str]) -> float:
    """The share of the little words that join English."""
    return sum(word in FUNCTION_WORDS for word in said) / max(1, len(said))


def words_of(reading: Reading) -> list[str]:
    """The reading's words, without the "?" tokens."""
    return [w.text for s in reading.sentences for w in reading.words[s.first : s.last] if w.text != "?"]


def foreign_share(said: Sequence[str]) -> float:
    """The share of words of other languages than English."""
    foreign = sum((word in OTHER_LANGUAGES and word not in FUNCTION_WORDS) or not word.isascii() for word in said)
    return foreign / max(1, len(said))


def _names(reading: Reading) -> Iterable[str]:
    """Tools, and words with a capital inside a sentence that is not all capitals."""
    for sentence in reading.sentences:
        words = reading.words[sentence.first : sentence.last]
        shouting = sum(word.capital for word in words) > 0.5 * len(words)
        for before, word in pairwise(words):
            named = word.capital and not shouting and word.quote == before.quote and word.text not in FUNCTION_WORDS
            if named or word.text in TOOLS:
                yield word.text


def _acts(reading: Reading, hearing: Hearing) -> Iterable[str]:
    """What the speaker does: verbs after "I", "let me", or at the head of a step ("Let him finish")."""
    for sentence in reading.sentences:
        for at in range(sentence.first, sentence.last):
            verb = _act(reading, sentence, at)
            if verb is not None and not hearing.reported(at) and not hearing.denied(verb):
                yield stem(reading.words[verb].text)


def _act(reading: Reading, sentence: Sentence, at: int) -> int | None:
    """The word that says what is done, when what is done is told from the word `at` on."""
    words = reading.words
    text = words[at].text
    opens = at == sentence.first or words[at].breaks or words[at - 1].text in ("and", "then")
    if opens and text in STEPS:
        return at
    if text not in ("i", "me") or (text == "me" and (at == sentence.first or words[at - 1].text != "let")):
        return None
    for verb in range(at + 1, min(sentence.last, at + 5)):
        word = words[verb].text
        if word not in ADVERBS:
            return None if word in STATES or word in FUNCTION_WORDS - STEPS else verb
    return None


def _speech(reading: Reading, hearing: Hearing) -> int:
    """Words in quotes that the member would say themselves."""
    return sum(
        last - first
        for first, last in reading.quotes
        if not hearing.denied(first) and not hearing.reported(first) and not hearing.despised(first, last)
    )
