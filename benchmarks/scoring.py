"""Milliseconds to rate an answer nobody gave before: of 150 words, and of 4,000 characters.

RE2 remembers what it has seen, so a text rated twice says nothing: every answer here is new, made of sentences of the
strong answers in another order.
"""

import gc
import random
import time
from collections.abc import Iterator, Sequence

from bot.packs.loading import load
from bot.practice.content import Question
from bot.scoring.reading import read

RUNS = 100
WARM = 20


def new_answers(questions: Sequence[Question], seed: int = 1) -> Iterator[str]:
    """Endless text: sentences of the strong answers in an order of their own."""
    strong = [read(question.strong_answer) for question in questions]
    sentences = [
        " ".join(text.answer[slice(*text.span(s.first, s.last))].split()) for text in strong for s in text.sentences
    ]
    order = random.Random(seed)
    while True:
        yield order.choice(sentences) + ". "


def main() -> None:
    """Print the median and the worst."""
    library = load(())
    questions = [question for pack in library.packs.values() for question in pack.questions.values()]
    scorer = library.scorer()
    gc.freeze()  # as the bot does when it runs
    text, order = new_answers(questions), random.Random(2)
    for name, size in (("150 words", 800), ("4,000 characters", 4_000)):
        times = []
        for _ in range(WARM + RUNS):
            answer = ""
            while len(answer) < size:
                answer += next(text)
            if name == "150 words":
                answer = " ".join(answer.split()[:150])
            question = order.choice(questions)
            before = time.perf_counter()
            scorer.rate(question, answer[:size])
            times.append((time.perf_counter() - before) * 1000)
        print(f"first answer of {name}: {times[0]:.1f} ms")
        times = sorted(times[WARM:])
        print(f"{name}: median {times[RUNS // 2]:.1f} ms, worst {times[-1]:.1f} ms of {RUNS}")


if __name__ == "__main__":
    main()
