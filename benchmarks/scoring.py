"""Milliseconds to rate an answer: 150 words, and 4,000 characters."""

import time

from bot.packs.loading import load
from bot.scoring.scorer import Scorer

RUNS = 30


def main() -> None:
    """Print the median and the worst."""
    library = load(())
    questions = [question for pack in library.packs.values() for question in pack.questions.values()]
    scorer = Scorer(library.rubric, questions)
    question = questions[0]
    text = " ".join(other.strong_answer for other in questions)
    words = " ".join(text.split()[:150])
    for name, answer in (("150 words", words), ("4,000 characters", text[:4000])):
        times = []
        for _ in range(RUNS):
            before = time.perf_counter()
            scorer.rate(question, answer)
            times.append((time.perf_counter() - before) * 1000)
        times.sort()
        print(f"{name}: median {times[RUNS // 2]:.1f} ms, worst {times[-1]:.1f} ms of {RUNS}")


if __name__ == "__main__":
    main()
