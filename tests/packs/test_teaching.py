"""Behaviours taught by examples alone: what is learned, what is told, and how well it does on what it has not seen."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.packs import BUILT_IN
from bot.packs.command import run_check
from bot.packs.loading import Library, load
from bot.packs.teaching import Background, HeldOut, Lesson
from bot.scoring.behaviours import find
from bot.scoring.reading import read
from bot.scoring.voice import hear

from .folders import BEHAVIOURS, QUESTIONS, line_of, write

EXAMPLES = [
    "I'd offer him a free coffee while he waits.",
    "I offered her a voucher for the trouble.",
    "So I offer them an upgrade, if we have one.",
    "I offered to send a replacement at no cost.",
    "As a goodwill gesture I took the delivery fee off.",
    "I gave her ten percent off as a gesture of goodwill.",
    "We agreed on a voucher of fifteen pounds.",
    "I would give a small discount on the next order.",
    "I told her that I'd offer a discount for next month.",
    "She got the second night at no cost.",
    "I sent him a voucher the same evening.",
    "I made a gesture: the coffee was on us.",
]
COUNTEREXAMPLES = [
    "I take job offers seriously.",
    "Her voucher code had run out.",
    "I told her to buy another coffee.",
    "I explained the cost of a replacement.",
    "He asked me for a discount.",
    "That night I was off.",
]
TAUGHT = "makes-amends"


def entry(examples: list[str], counterexamples: list[str], **more: str) -> str:
    """A behaviour without phrases, in YAML."""
    lines = [f"  - id: {TAUGHT}", "    competency: ownership", "    for: true", "    shows: make up for it"]
    lines += ["    advice: Offer something for the trouble.", *(f"    {key}: {value}" for key, value in more.items())]
    for key, texts in (("examples", examples), ("counterexamples", counterexamples)):
        lines += [f"    {key}:", *(f'      - "{text}"' for text in texts)]
    return BEHAVIOURS + "\n".join(lines) + "\n"


def taught(folder: Path, behaviours: str = "") -> Library:
    return load(built_in=write(folder, behaviours=behaviours or entry(EXAMPLES, COUNTEREXAMPLES)))


def shows(library: Library, text: str) -> set[str]:
    reading = read(text)
    return {finding.behaviour.id for finding in find(reading, hear(reading), library.rubric)}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return taught(tmp_path_factory.mktemp("content"))


def lesson(examples: list[str], counterexamples: list[str], background: list[str]) -> Lesson:
    return Lesson("mine", True, examples, counterexamples, Background(("", text) for text in background))


def test_what_it_was_taught_is_found_in_unseen_sentences(library: Library) -> None:
    assert library.problems == ()
    for unseen in (
        "Then I offered the lady a seat and a glass of water.",
        "As a gesture we took something off the bill.",
        "My lead let me send out a voucher.",
    ):
        assert TAUGHT in shows(library, unseen), unseen


def test_counterexamples_are_not_found(library: Library) -> None:
    assert [text for text in COUNTEREXAMPLES if TAUGHT in shows(library, text)] == []
    assert TAUGHT not in shows(library, "I asked for the order number and looked it up.")


@pytest.mark.parametrize(
    "text",
    [
        "I would never offer him anything.",
        "The customer said: 'You offered me this before.'",
        "If I had the time I would offer her something.",
    ],
)
def test_denied_said_by_others_or_only_wished_it_is_not_found(library: Library, text: str) -> None:
    assert TAUGHT not in shows(library, text)


def test_it_is_found_in_nearly_all_of_its_own_examples(library: Library) -> None:
    assert sum(TAUGHT in shows(library, text) for text in EXAMPLES) >= 10


def test_phrases_of_ones_own_are_kept(tmp_path: Path) -> None:
    library = taught(tmp_path, entry(EXAMPLES, COUNTEREXAMPLES, phrases="[on the house]"))
    assert library.lessons == {}
    assert TAUGHT in shows(library, "The next one is on the house.")
    assert TAUGHT not in shows(library, EXAMPLES[1])


@pytest.mark.parametrize(
    ("examples", "counterexamples", "what", "instead"),
    [
        (11, 6, "11 different examples and 6 counterexamples", "add 'phrases:', or 1 examples more"),
        (12, 4, "12 different examples and 4 counterexamples", "or 2 counterexamples more"),
        (3, 0, "3 different examples and 0 counterexamples", "or 9 examples and 6 counterexamples more"),
    ],
)
def test_too_few_are_told_at_their_line(
    tmp_path: Path, examples: int, counterexamples: int, what: str, instead: str
) -> None:
    behaviours = entry(EXAMPLES[:examples], COUNTEREXAMPLES[:counterexamples] or ["..."])
    library = taught(tmp_path, behaviours)
    (problem,) = library.problems
    place = f"{tmp_path}/rubric/behaviours/ownership.yaml:{line_of(behaviours, TAUGHT)}: "
    assert str(problem).startswith(place + "there are no phrases, and " + what)
    assert str(problem).endswith(instead)
    assert TAUGHT not in library.rubric.behaviours


def test_the_same_example_again_counts_once(tmp_path: Path) -> None:
    again = [text.upper().rstrip(".") for text in EXAMPLES[:1]] * 5
    (problem,) = taught(tmp_path, entry(EXAMPLES[:7] + again, COUNTEREXAMPLES)).problems
    assert "7 different examples" in str(problem)


def test_examples_that_share_nothing_are_a_problem(tmp_path: Path) -> None:
    words = ["apple", "boat", "cloud", "drum", "eagle", "flute", "grape", "house", "igloo", "jungle", "kettle", "lemon"]
    behaviours = entry([f"{word.title()}." for word in words], COUNTEREXAMPLES)
    library = taught(tmp_path, behaviours)
    (problem,) = library.problems
    assert problem.line == line_of(behaviours, '"Apple."') - 1
    assert "share nothing" in str(problem)
    assert TAUGHT not in library.rubric.behaviours


def test_the_same_content_teaches_the_same(tmp_path: Path, library: Library) -> None:
    again = taught(tmp_path)
    assert again.lessons[TAUGHT].phrases == library.lessons[TAUGHT].phrases
    assert again.rubric.version == library.rubric.version


def test_what_others_say_too_is_not_learned(tmp_path: Path, library: Library) -> None:
    """And a rubric that has learned something else has another version."""
    answer = "I took about eighty calls a day."
    questions = QUESTIONS.replace(answer, f"{answer} A voucher here. A voucher there. A voucher again. Every voucher.")
    other = load(built_in=write(tmp_path, behaviours=entry(EXAMPLES, COUNTEREXAMPLES), questions=questions))
    assert TAUGHT in shows(library, "It was a voucher.")
    assert TAUGHT not in shows(other, "It was a voucher.")
    assert other.rubric.version != library.rubric.version


def test_held_out_figures_of_a_case_made_by_hand() -> None:
    """Each of the four with a plum is found by what the other three share; the pear stands alone. Nothing but the plum
    tree forbids the word, so that without it the word is learned, and found there."""
    examples = [f"{word} plum." for word in ("Sweet", "Sour", "Ripe", "Green")] + ["Yellow pear."]
    made = lesson(examples, ["Nothing here.", "Some wine."], ["Calls all day."])
    assert made.phrases == ("plum*",)
    assert made.held_out() == HeldOut(found=4, examples=5, wrong=0, counterexamples=2)
    assert made.held_out().good
    warned = lesson(examples, ["Nothing here.", "The plum tree was cut down."], ["Calls all day."])
    assert warned.phrases == ()
    assert warned.held_out() == HeldOut(found=0, examples=5, wrong=1, counterexamples=2)
    assert not warned.held_out().good


def test_packs_check_tells_how_well_it_is_learned(tmp_path: Path) -> None:
    write(tmp_path, behaviours=entry(EXAMPLES, COUNTEREXAMPLES))
    lines: list[str] = []
    code = run_check([tmp_path], False, lines.append)
    (line,) = [line for line in lines if line.startswith(f"{TAUGHT}: taught from")]
    assert "taught from 12 examples: held out, " in line
    assert "of 6 counterexamples found; phrases: " in line
    assert line.endswith(" more")
    assert code == 0, "what is not learned well is advice"
    told: list[str] = []
    run_check([tmp_path], True, told.append)
    (whole,) = [line for line in told if line.startswith(f"{TAUGHT}: taught from")]
    assert whole.endswith("; ".join(load(built_in=tmp_path).lessons[TAUGHT].phrases))


def test_packs_check_warns_of_what_is_badly_learned(tmp_path: Path) -> None:
    words = ["apple", "boat", "cloud", "drum", "eagle", "flute", "grape", "house", "igloo"]
    examples = [f"{word.title()}." for word in words] + ["One voucher.", "Two voucher.", "Red voucher."]
    lines: list[str] = []
    write(tmp_path, behaviours=entry(examples, ["A.", "B.", "C.", "D.", "E.", "I offer a plum."]))
    assert run_check([tmp_path], False, lines.append) == 0
    (warning,) = [line for line in lines if "not learned well" in line]
    assert "held out, 0 of 12 found" in warning
    assert warning.endswith("(a warning)")
    assert sum("example not found" in line for line in lines) == 9


HOSTILE = st.one_of(
    st.text(max_size=1500),
    st.sampled_from(
        ["(a+)+$ {i} [x]* .. | ? \\", "\u4f60\u597d \u4e16\u754c", "\u0130stanbul \u01c5", "   ", "{number} %s"]
    ),
    st.text("ab .?'\n", max_size=1500),
    st.lists(
        st.sampled_from(["i", "you", "the", "call", "calls", "called", "not", "and", "money", "back", "12", "?"]),
        max_size=250,
    ).map(" ".join),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(HOSTILE, max_size=14), st.lists(HOSTILE, max_size=6))
@example(["(" * 1500] * 12, ["*"] * 6)
@example([f"{n} " + "call you back and the money " * 53 for n in range(60)], ["not " * 300] * 6)
def test_no_examples_break_it_or_slow_it(examples: list[str], counterexamples: list[str]) -> None:
    made = lesson(examples, counterexamples, ["I took eighty calls a day, and wrote them down."])
    started = time.process_time()
    figures = made.held_out()
    assert (
        made.phrases == lesson(examples, counterexamples, ["I took eighty calls a day, and wrote them down."]).phrases
    )
    assert time.process_time() - started < 20
    assert 0 <= figures.found <= figures.examples <= 60


def test_many_long_examples_are_learned_within_seconds() -> None:
    text = "i call you back and then the customer has to wait for the money that we owe so i go and get it "
    examples = [f"{text * 15} {number}" for number in range(60)]
    started = time.process_time()
    lesson(examples, [f"not {word}" for word in text.split()], [text]).held_out()
    assert time.process_time() - started < 10


def test_the_page_for_trainers_has_an_example_that_is_learned(tmp_path: Path) -> None:
    page = (BUILT_IN.parent / "docs/content.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"amends.yaml`, complete:\n\n```yaml\n(.*?)```", page, re.DOTALL)
    library = taught(tmp_path, shown)
    assert library.problems == ()
    assert library.lessons[TAUGHT].phrases
