"""Negation, speakers, contempt and conditions: what a sentence says must decide, not its words."""

import pytest

from bot.practice.content import Question
from bot.scoring.scorer import Scorer


def found(scorer: Scorer, question: Question, answer: str) -> set[str]:
    """The behaviours shown by an answer that is long enough to be one."""
    return {e.behaviour for e in scorer.rate(question, f"{answer} The parcel is on its way to the depot.").evidence}


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ("I would blame a colleague for it.", {"blames"}),
        ("I would never blame a colleague for it.", {"protects"}),
        ("I wouldn't blame a colleague for it.", {"protects"}),
        ("i wouldnt blame a colleague", {"protects"}),
        ("Without blaming my colleague I fix it.", {"protects"}),
        ("I fix it instead of blaming the colleague.", {"protects"}),
        ("I refuse to blame a colleague.", {"protects"}),
        ("Nobody on my shift would blame a colleague.", {"protects"}),
        ("No problem, I blame a colleague.", {"blames"}),
        ("I don't only blame a colleague, I laugh too.", {"blames"}),
        ("I don't wait, I blame a colleague.", {"blames"}),
        ("I don't apologise.", set()),
        ("I apologise.", {"apologises"}),
        ("I don't hesitate to apologise.", {"apologises"}),
        ("I never forget to apologise.", {"apologises"}),
        ("I would not argue, I would apologise.", {"apologises"}),
        ("I would not argue but apologise.", {"apologises"}),
        ("I do not hang up until I call her back.", {"calls-back"}),
        ("It is not my problem.", {"not-my-problem"}),
        ("I'd never say it is not my problem.", set()),
        ("I did not argue and did not call her back.", set()),
        ("I'd never wait until I call her back.", {"calls-back"}),
        ("I don't wait for others to apologise.", set()),
        ("I can't wait to apologise.", {"apologises"}),
        ("I decided not to blame a colleague.", {"protects"}),
        ("Not to mention that I apologise.", {"apologises"}),
        ("If it's not, I call her back.", {"calls-back"}),
        ("He didn't come, can I call you back?", {"calls-back"}),
        ("You don't have to hold, call her back.", {"calls-back"}),
        ("There is no e-mail: I call her back.", {"calls-back"}),
        ("I do not argue: apologise first.", {"apologises"}),
        ("I would not say this: calm down.", set()),
        ("I don't just apologise.", {"apologises"}),
        ("I don't just blame a colleague.", set()),
        ("I don't simply tell her to calm down.", set()),
    ],
)
def test_negation_and_its_scope(scorer: Scorer, question: Question, answer: str, shown: set[str]) -> None:
    assert found(scorer, question, answer) == shown


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ('I say "I am so sorry" at once.', {"apologises"}),
        ('The customer said "you are useless" and I stayed calm.', set()),
        ("The customer says you are useless.", set()),
        ("He tells me you are useless, so I apologise.", {"apologises"}),
        ('I would tell him "you are useless".', {"rude"}),
        ('I would never tell him "you are useless".', set()),
        ("Not 'calm down', not 'you are stupid', I just listen.", set()),
        ("Some agents say calm down.", set()),
        ("Some people would blame a colleague.", set()),
        ("I tell her to calm down.", {"dismisses"}),
        ("You are useless, she told me, and I apologise.", {"apologises"}),
        ("You are useless, I told her.", {"rude"}),
        ('"You are useless", the customer said, and I apologise.', {"apologises"}),
        ("I blame a colleague, he shouts.", {"blames"}),
    ],
)
def test_who_speaks(scorer: Scorer, question: Question, answer: str, shown: set[str]) -> None:
    assert found(scorer, question, answer) == shown


@pytest.mark.parametrize(
    "answer",
    [
        "That works better than all that i-understand-your-frustration stuff.",
        'They always want you to say "I understand your frustration".',
        'You can save the "I understand your frustration" for the brochure.',
        '"I understand your frustration", who talks like that.',
        "If I had the time I would call her back.",
        "I would call her back if I had more time.",
        "If I felt like it I would apologise.",
        "I am above those i-can-see-why lines and that other stuff.",
    ],
)
def test_contempt_and_wishes_earn_nothing(scorer: Scorer, question: Question, answer: str) -> None:
    assert found(scorer, question, answer) == set()


@pytest.mark.parametrize(
    "answer",
    [
        "I note what they tell me, and I call her back.",
        "I want to save the customer a second call, so I call her back.",
        "He told me, they trained us well, and I call her back.",
    ],
)
def test_what_others_tell_and_what_is_saved_is_no_contempt(scorer: Scorer, question: Question, answer: str) -> None:
    assert found(scorer, question, answer) == {"calls-back"}


def test_a_heap_of_keywords_shows_nothing(scorer: Scorer, question: Question) -> None:
    heap = "empathy, teamwork, apologise, tracking number, customer focus, apologising, positive attitude"
    assert found(scorer, question, f"I ring the depot, {heap}.") == set()
    assert found(scorer, question, "I apologise, ring the depot and call her back.") == {"apologises", "calls-back"}


def test_stuff_is_a_word_for_things_too(scorer: Scorer, question: Question) -> None:
    assert found(scorer, question, "I call her back about the parcel with the kitchen stuff.") == {"calls-back"}


@pytest.mark.parametrize(
    "answer",
    [
        "If I blame a colleague, it gets worse.",
        "It would be easy to blame a colleague.",
        "I was tempted to blame a colleague.",
        "I was about to say it is not my problem.",
        "I hope that he will calm down then.",
        "I said to myself calm down.",
        "I told myself it is not my problem.",
    ],
)
def test_what_is_only_supposed_or_hoped_costs_nothing(scorer: Scorer, question: Question, answer: str) -> None:
    assert found(scorer, question, answer) == set()


def test_blame_and_its_denial_are_far_apart(scorer: Scorer, question: Question) -> None:
    frame = "I listen first, then {} and I ring the depot and tell her by noon where her parcel is."
    blame = scorer.rate(question, frame.format("I would blame a colleague"))
    denial = scorer.rate(question, frame.format("I would never blame a colleague"))
    assert denial.levels["ownership"].value - blame.levels["ownership"].value >= 1.0
    assert denial.overall - blame.overall >= 20
