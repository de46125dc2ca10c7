"""Which stretches of two texts are equal, by rapidfuzz; the pure core is handed `align` as a callable."""

from rapidfuzz.distance import Levenshtein

from bot.practice.skills.exercise import Op


def align(text: str, other: str) -> tuple[Op, ...]:
    """How `text` becomes `other` with the fewest changes of single characters, from start to end, without gaps."""
    return tuple(
        Op(step.tag, step.src_start, step.src_end, step.dest_start, step.dest_end)
        for step in Levenshtein.opcodes(text, other)
    )
