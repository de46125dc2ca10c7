"""Basics: ten questions with choices, and when a question that was missed comes back.

What was missed comes back after 1, 3, 7 and 21 days. That it comes back on other days is what serves: over 29 studies,
being asked again with time between is remembered far better than being asked again at once (g = 0.74), and it hardly
matters whether the gaps grow (g = 0.03; Latimier, Peyre and Ramus, 2021, Educational Psychology Review 33). Gaps that
grow keep more at hand meanwhile (Kang, Lindsey, Mozer and Pashler, 2014, Psychonomic Bulletin and Review 21), and for a
job that begins in weeks or months gaps of days to weeks are about right (Cepeda, Vul, Rohrer, Wixted and Pashler, 2008,
Psychological Science 19). Fixed steps are therefore enough: a member can be told the day, and nothing has to be fitted.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from bot.practice.skills.content import BasicsQuestion, SkillContent
from bot.practice.skills.exercise import Align, Exercise

TEN = 10
"""Questions of an exercise, where the pack has as many."""

POINTS = 10
"""For each right answer."""

DAY = 86_400_000
STEPS = (1, 3, 7, 21)
"""Days after which a question that was missed comes back; a right answer moves it on by one step."""

EARLY = DAY // 4
"""A question may come so much before its time: who practises every evening is not always later than the day before."""


@dataclass(frozen=True, slots=True)
class TopicTally:
    """How many questions of a topic were asked, and answered right."""

    title: str
    right: int
    asked: int


@dataclass(frozen=True, slots=True)
class ComesBack:
    """A question that comes back at `due_at` (ms UTC): just missed, or answered right now that it was back."""

    question: str
    ask: str
    missed: bool
    due_at: int


@dataclass(frozen=True, slots=True)
class BasicsResult:
    """What ten answers came to. `learned`: questions that were missed once, and now have been right at every step."""

    overall: int | None
    right: int
    asked: int
    topics: tuple[TopicTally, ...]
    back: tuple[ComesBack, ...]
    learned: int = 0
    why: str = ""


def tasks(
    content: SkillContent, variant: str, seed: int, recent: Sequence[str], due: Sequence[str] = ()
) -> tuple[str, ...]:
    """Ten questions of the topic `variant` (empty: of all): those due first, then those not seen, then the longest ago.

    `recent`: what the member was asked, newest first; `due`: the longest due first. Those not seen are spread over the
    topics. The easier ones come first, otherwise the order is the seed's. Fewer come back when there are fewer.
    """
    fits = [q for q in content.basics.values() if not q.retired and variant in ("", q.topic)]
    Random(f"{seed}:basics").shuffle(fits)
    ages = {name: -place for place, name in reversed(list(enumerate(recent)))}  # the newest place of each
    first = {name: place for place, name in reversed(list(enumerate(due)))}
    chosen = sorted((q for q in fits if q.id in first), key=lambda q: first[q.id])[:TEN]
    covered = Counter(question.topic for question in chosen)
    left = [question for question in fits if question not in chosen]
    while left and len(chosen) < TEN:
        best = min(left, key=lambda question: (ages.get(question.id, -len(recent)), covered[question.topic]))
        left.remove(best)
        chosen.append(best)
        covered[best.topic] += 1
    Random(f"{seed}:order").shuffle(chosen)
    return tuple(question.id for question in sorted(chosen, key=lambda question: question.difficulty))


def order(question: BasicsQuestion, seed: int) -> tuple[int, ...]:
    """The indexes of the question's choices as they are shown in the exercise of this seed."""
    places = list(range(len(question.choices)))
    Random(f"{seed}:{question.id}").shuffle(places)
    return tuple(places)


def is_due(due_at: int, at: int) -> bool:
    """Whether a question that comes back at `due_at` may be asked at `at`, both ms UTC."""
    return due_at - EARLY <= at


def missed_after(step: int | None, right: bool, at: int) -> tuple[int | None, int] | None:
    """The step that a question is at after an answer, and when it comes back; None: it never was missed.

    `step`: the one that it was at when it came back (None: it was not due). Wrong: it is at the first step. The step
    None: it has been right at every step, and is learned. `at` and the time returned are ms UTC.
    """
    if not right:
        return 0, at + STEPS[0] * DAY
    if step is None:
        return None
    if step + 1 < len(STEPS):
        return step + 1, at + STEPS[step + 1] * DAY
    return None, at


def check(exercise: Exercise, content: SkillContent, align: Align) -> BasicsResult:
    """What the answers come to: 10 for each right one. Questions that the pack no longer has are left out."""
    topics: dict[str, TopicTally] = {}
    back: list[ComesBack] = []
    learned = 0
    for number, (name, answer) in enumerate(zip(exercise.tasks, exercise.answers, strict=False)):
        question = content.basics.get(name)
        if question is None:
            continue
        right = answer.choice == question.right
        title = content.topics.get(question.topic, question.topic)
        tally = topics.get(question.topic, TopicTally(title, 0, 0))
        topics[question.topic] = TopicTally(title, tally.right + right, tally.asked + 1)
        step = exercise.steps[number] if number < len(exercise.steps) else -1
        if (after := missed_after(None if step < 0 else step, right, answer.at)) is None:
            continue
        if after[0] is None:
            learned += 1
        else:
            back.append(ComesBack(name, question.ask, not right, after[1]))
    right_ones, asked = sum(t.right for t in topics.values()), sum(t.asked for t in topics.values())
    overall = min(100, POINTS * right_ones) if asked else None
    by_title = tuple(sorted(topics.values(), key=lambda tally: tally.title))
    return BasicsResult(overall, right_ones, asked, by_title, tuple(back), learned, "" if asked else "nothing_asked")
