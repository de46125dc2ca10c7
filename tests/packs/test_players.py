"""Scripted agents: every call of Headset's own, and what `packs check` says of calls that play badly."""

import pytest

from bot.packs import call_checking
from bot.packs.players import bad, good, parrot, silent, told, won
from bot.practice.calls.call import Scene
from bot.practice.calls.content import CallScript, Outcome
from bot.scoring.scorer import Scorer
from tests.practice.calls.plays import library, rate, towels, varied

CALLS = tuple(sorted(library().packs["core"].calls))


def core(name: str) -> CallScript:
    return library().packs["core"].calls[name]


@pytest.mark.parametrize("name", CALLS)
class TestEveryCallOfOurs:
    def test_the_model_transcript_solves_it(self, name: str) -> None:
        script = core(name)
        for seed in (1, 2, 3):
            played = good(Scene(script, rate), seed)
            assert played.call.outcome is script.model_ends, told(played)
            assert played.call.state.tension < script.caller.tension
            assert played.call.fails == ()

    def test_a_bad_agent_is_hung_up_on(self, name: str) -> None:
        assert bad(Scene(core(name), rate)).call.outcome is Outcome.HUNG_UP

    def test_a_silent_one_is_abandoned(self, name: str) -> None:
        assert silent(Scene(core(name), rate)).call.outcome is Outcome.ABANDONED

    def test_a_parrot_does_not_win(self, name: str) -> None:
        assert not won(parrot(Scene(core(name), rate)))

    def test_nothing_is_dead(self, name: str) -> None:
        rules = Scorer(library().rubric).rate
        assert [str(problem) for problem in call_checking.tried(core(name), rules)[1]] == []


def checked(*changes: tuple[str, str]) -> tuple[list[str], list[str]]:
    """The misses and warnings of the documented call with some of its text otherwise."""
    misses, warnings = call_checking.tried(varied(*changes), rate)
    return [str(problem) for problem in misses], [str(problem) for problem in warnings]


def test_the_documented_call_plays() -> None:
    assert checked() == ([], [])


def test_a_transcript_that_does_not_solve_it() -> None:
    misses, _ = checked(("I'll send two towels up, they will be with you within ten minutes.", "Yes."))
    assert "the model transcript ends as closed, not solved, not heard of the checklist: towels, when" in misses[0]


def test_a_beat_to_which_no_way_leads() -> None:
    lost = "  - id: lost\n    enter: [A., B.]\n    prompts: [C., D., E.]\n    until: [thanks]\n"
    _, warnings = checked(
        (
            "    until: [sends-towels]\n  - id: closing\n",
            f"    until: [sends-towels]\n    next: closing\n{lost}  - id: closing\n",
        ),
    )
    assert any("no way leads to the beat 'lost'" in warning for warning in warnings)


def test_a_reply_that_another_hides() -> None:
    replies = (
        "replies:\n  - heard: [thanks or greets]\n    go: asking\n    say: [A., B.]\n"
        "  - heard: [thanks]\n    say: [C., D.]\n\nchecklist:\n"
    )
    _, warnings = checked(("checklist:\n", replies))
    assert any("this reply is never said: 'C.'" in warning for warning in warnings)


def test_a_reply_before_something_is_looked_up_is_not_dead() -> None:
    records = "\nrecords:\n  - {id: stay, title: the stay, seconds: 15, text: Paid.}\n\nbeats:\n"
    replies = "replies:\n  - heard: [thanks]\n    not_done: [looked-up-stay]\n    say: [A., B.]\n\nchecklist:\n"
    assert checked(("\nbeats:\n", records), ("checklist:\n", replies)) == ([], [])


def test_what_is_told_can_be_heard_in_a_reply() -> None:
    for heard in ("told-room", "told-name", "told-room or thanks"):
        replies = f"replies:\n  - heard: [{heard}]\n    say: [A., B.]\n\nchecklist:\n"
        assert checked(("checklist:\n", replies)) == ([], [])


def test_a_line_of_the_transcript_that_is_not_understood() -> None:
    _, warnings = checked(("You're welcome. Have a good night!", "Purple monkey dishwasher."))
    assert any("not understood: 'Purple monkey dishwasher.'" in warning for warning in warnings)


def test_a_transcript_is_readable() -> None:
    lines = told(good(Scene(towels(), rate))).split("\n")
    assert "caller: " in lines[0]
    assert any("agent: " in line for line in lines)
