"""Everything that is read of one answer to one question, once, for rules, model and feedback alike."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace

from bot.practice.content import Question
from bot.scoring import junk as none_at_all
from bot.scoring.behaviours import find, look_fors
from bot.scoring.grading import Found
from bot.scoring.measures import copied_share, heap, measure, runs
from bot.scoring.reading import Reading, read
from bot.scoring.rubric import Rubric
from bot.scoring.sources import COPIED_RUN, Source
from bot.scoring.spelling import Spelling
from bot.scoring.topic import Fit, Topics
from bot.scoring.voice import Hearing, hear


@dataclass(frozen=True, slots=True)
class Seen:
    """An answer as it was read. `reading` is `whole` without what is not the member's own: orders to the scorer, the
    question's and the strong answer's sentences, heaps of keywords. `junk`: why it is no answer, or None.

    `said`: the look-fors that the answer has, in sentences of the strong answer too: those earn nothing, but nobody is
    told that they did not say them.
    """

    whole: Reading
    reading: Reading
    hearing: Hearing
    own: Source
    found: Found
    fit: Fit
    orders: bool
    echoes: int  # sentences of the question said back
    said: frozenset[str]
    junk: str | None

    @property
    def question(self) -> Question:
        """What was asked."""
        return self.found.question

    def without_sentence(self, number: int) -> "Seen":
        """The same answer without one sentence, from what was found already: no behaviour is searched again."""
        reading = self.reading.without({number})
        measures = measure(reading, self.hearing, self.question.kind)
        findings = [f for f in self.found.findings if self.whole.words[f.first].sentence != number]
        had = look_fors(reading, self.hearing, self.question.look_for)
        return replace(
            self, reading=reading, found=replace(self.found, findings=findings, measures=measures, look_fors=had)
        )


def see(
    answer: str,
    question: Question,
    own: Source,
    rubric: Rubric,
    topics: Topics,
    sources: Mapping[str, Source],
    spelling: Spelling | None,
) -> Seen:
    """Read an answer. Takes anything, raises nothing."""
    whole = read(answer, spelling)
    hearing = hear(whole)
    orders = none_at_all.to_grader(whole)
    echoed = none_at_all.echoed(whole, own)
    theirs = whole.without(orders | echoed | _heaps(whole))
    copied = _copied(whole, own)
    reading = theirs.without(copied)
    measures = measure(reading, hearing, question.kind)
    had = look_fors(reading, hearing, question.look_for)
    found = Found(question, find(reading, hearing, rubric), had, measures)
    fit = topics.fit(reading, question.id)
    junk = none_at_all.junk(whole, measures, own, sources, bool(orders)) or none_at_all.elsewhere(
        reading, hearing, fit, found.share(), sources
    )
    found = replace(found, beside=fit.beside(found.share(), measures.words))
    said = look_fors(theirs, hearing, question.look_for) if copied else had
    return Seen(whole, reading, hearing, own, found, fit, bool(orders), len(echoed), said, junk)


def _copied(whole: Reading, own: Source) -> Set[int]:
    """The sentences of the strong answer said back."""
    return {
        number
        for number, sentence in enumerate(whole.sentences)
        if sentence.last - sentence.first >= 6
        and copied_share(runs(sentence.text.split(), COPIED_RUN), own.strong) > 0.6
    }


def _heaps(whole: Reading) -> Set[int]:
    """The sentences that only list keywords."""
    return {number for number, sentence in enumerate(whole.sentences) if heap(sentence.text.split())}
