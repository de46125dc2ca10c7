"""A question's own words, read once: what answers may repeat, copy, or take a stronger line from."""

from dataclasses import dataclass
from functools import cached_property

from bot.practice.content import Question
from bot.scoring.behaviours import find
from bot.scoring.measures import content_words, runs, words_of
from bot.scoring.reading import Reading, Sentence, read
from bot.scoring.rubric import Behaviour, Rubric
from bot.scoring.voice import Hearing, hear

COPIED_RUN = 4  # words in a row that nobody says again by chance
ECHOED_RUN = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a strong answer, as it was written and as it is read."""

    text: str
    reading: Reading
    hearing: Hearing


@dataclass(frozen=True)  # no slots: what is costly is worked out when first asked for
class Source:
    """A question with runs of words of what it asks and of its strong answer; `topic`: stems of what it asks,
    `vocabulary`: of all its texts."""

    question: Question
    asked: frozenset[tuple[str, ...]]
    strong: frozenset[tuple[str, ...]]
    topic: frozenset[str]
    vocabulary: frozenset[str]
    strong_reading: Reading
    rubric: Rubric

    @cached_property
    def shows(self) -> tuple[Behaviour, ...]:
        """What the strong answer shows, strongest first."""
        found = find(self.strong_reading, hear(self.strong_reading), self.rubric)
        shown = {f.behaviour.id: f.behaviour for f in found if f.behaviour.supports}
        return tuple(sorted(shown.values(), key=lambda behaviour: -behaviour.strength))

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The strong answer's sentences."""
        return tuple(_line(self.strong_reading, sentence) for sentence in self.strong_reading.sentences)

    def shows_for(self, competency: str) -> list[Behaviour]:
        """What the strong answer shows for a competency, strongest first."""
        return [behaviour for behaviour in self.shows if behaviour.competency == competency]


def source(question: Question, rubric: Rubric) -> Source:
    """Read a question's texts."""
    ask, strong = words_of(read(question.ask)), read(question.strong_answer)
    return Source(
        question,
        asked=frozenset(runs(ask, ECHOED_RUN)),
        strong=frozenset(runs(words_of(strong), COPIED_RUN)),
        topic=frozenset(content_words(ask)),
        vocabulary=frozenset(content_words([*ask, *words_of(strong), *_helpful_words(question)])),
        strong_reading=strong,
        rubric=rubric,
    )


def _helpful_words(question: Question) -> list[str]:
    """The words of the hint and of what is looked for."""
    return words_of(read("\n".join([question.hint, *(item.says for item in question.look_for)])))


def _line(reading: Reading, sentence: Sentence) -> Line:
    text = _original(reading, sentence)
    alone = read(text)
    return Line(text, alone, hear(alone))


def _original(reading: Reading, sentence: Sentence) -> str:
    """The sentence as it was written, with the marks around it."""
    start, end = reading.span(sentence.first, sentence.last)
    while end < len(reading.answer) and reading.answer[end] in ".!?\"'\u201d\u2019)":
        end += 1
    while start > 0 and reading.answer[start - 1] in "\"'\u201c\u2018(":
        start -= 1
    return _closed(reading.answer[start:end])


def _closed(text: str) -> str:
    """The text with the quote mark that its sentence shares with its neighbours."""
    if text.count('"') % 2 == 0:
        return text
    return f'"{text}' if text.endswith('"') else f'{text}"'
