"""`/typing`: CPU and size of the pictures, and CPU to compare a typed text of 200 words."""

import random
import statistics
import time
from collections.abc import Callable

from bot.aligning import align
from bot.face.typing_picture import draw
from bot.packs.loading import load
from bot.practice.skills.content import LENGTHS, SkillContent, TypingText
from bot.practice.skills.exercise import Answer, Exercise, Skill
from bot.practice.skills.typing import check

RUNS = 50
WORDS = 200
SLIPS = 0.02
"""Share of characters that are wrong, left out or doubled."""


def median(what: Callable[[], object]) -> float:
    """Milliseconds of CPU."""
    times = []
    for _ in range(RUNS):
        before = time.process_time()
        what()
        times.append((time.process_time() - before) * 1000)
    return statistics.median(times)


def with_slips(text: str, order: random.Random) -> str:
    """The text as hands may type it."""
    return "".join(order.choice(("", letter * 2, "x")) if order.random() < SLIPS else letter for letter in text)


def compared(text: str, typed: str) -> float:
    """Milliseconds to check it: speed, accuracy, slips."""
    content = SkillContent(typing={"text": TypingText("text", "long", text)})
    exercise = Exercise(
        1, 1, 1, 1, "Ada", "core", Skill.TYPING, "long", ("text",), 1, True, 0, asked_at=0,
        answers=(Answer(300_000, typed),),
    )  # fmt: skip
    return median(lambda: check(exercise, content, align))


def main() -> None:
    """Print medians."""
    texts = list(load().packs["core"].skills.typing.values())
    draw("warm")
    for length in LENGTHS:
        longest = max((text.text for text in texts if text.length == length), key=len)
        print(
            f"picture, {length}: {median(lambda text=longest: draw(text)):.0f} ms, {len(draw(longest)) / 1000:.0f} KB"
        )
    order = random.Random(1)
    text = " ".join(" ".join(text.text for text in texts).split()[:WORDS])
    typed = with_slips(text, order)
    print(f"{WORDS} words, aligned: {median(lambda: align(text, typed)):.2f} ms")
    print(f"{WORDS} words with {SLIPS:.0%} slips, checked: {compared(text, typed):.1f} ms")
    other = " ".join(order.sample(text.split(), WORDS))
    print(f"{WORDS} words in another order (no text at all), checked: {compared(text, other):.1f} ms")
    print(f"4,000 characters of one letter, checked: {compared(text, 'a' * 4000):.1f} ms")


if __name__ == "__main__":
    main()
