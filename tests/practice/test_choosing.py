"""Which questions a screen asks."""

from hypothesis import given
from hypothesis import strategies as st

from bot.practice.choosing import choose, choose_call
from bot.practice.content import Kind, Question


def question(name: str, *competencies: str, retired: bool = False) -> Question:
    weights = {competency: 1 / len(competencies) for competency in competencies}
    return Question(name, Kind.PLAN, f"{name}?", weights, (), "", "", retired=retired)


PACK = [
    question("a", "ownership"),
    question("b", "ownership"),
    question("c", "empathy"),
    question("d", "structure"),
    question("old", "composure", retired=True),
]


@given(st.integers(0, 2**63), st.integers(1, 10))
def test_the_same_seed_picks_the_same_and_nothing_twice(seed: int, count: int) -> None:
    chosen = choose(PACK, count, seed)
    assert chosen == choose(PACK, count, seed)
    assert len(chosen) == len(set(chosen)) == min(count, 4)
    assert "old" not in chosen


def test_seeds_differ() -> None:
    assert len({choose(PACK, 3, seed) for seed in range(50)}) > 5


@given(st.integers(0, 2**63))
def test_competencies_are_spread(seed: int) -> None:
    rated = {competency for asked in PACK if asked.id in choose(PACK, 3, seed) for competency in asked.weights}
    assert rated == {"ownership", "empathy", "structure"}


@given(st.integers(0, 2**63))
def test_what_was_asked_lately_comes_last(seed: int) -> None:
    assert set(choose(PACK, 2, seed, recent={"a", "c"})) == {"b", "d"}
    assert len(choose(PACK, 4, seed, recent={"a", "b", "c", "d"})) == 4


def test_the_call_had_longest_ago_comes_when_all_were_had() -> None:
    calls = [("core", name) for name in "abc"]
    for seed in range(10):
        assert choose_call(calls, seed, [("core", "a"), ("core", "c"), ("core", "b"), ("core", "a")]) == ("core", "b")
        assert choose_call(calls, seed, [("core", "a"), ("other", "b"), ("core", "c")]) == ("core", "b")
    assert {choose_call(calls, seed) for seed in range(30)} == set(calls)
    assert choose_call(calls, 5) == choose_call(calls, 5)
    assert choose_call([], 1) is None
