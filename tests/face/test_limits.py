"""Whatever is in them, no card exceeds what Discord takes in one message (its reference, "Components")."""

from collections.abc import Callable
from dataclasses import replace

import discord
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.face import cards, feedback_card, replies, report_card, review_card
from bot.face.buttons import ReviewAction
from bot.practice.content import FollowUp, Kind, LookFor, Question, Recruiter
from bot.practice.effects import PutQuestion, TellDecision
from bot.practice.report import report
from bot.practice.screen import Outcome
from bot.practice.timing import Pace
from bot.scoring.score import Evidence, Feedback, Level, Score
from bot.scoring.second_opinion import Opinion, Remark
from bot.state import opinion_json
from tests.face.scenes import ASKED_AT, pack, parts, row, scene, turn

TEXT, COMPONENTS, BUTTON_LABEL, ALT = 4000, 40, 80, 1024
COMPETENCIES = [f"competency-{number}" for number in range(10)]


def words(most: int) -> st.SearchStrategy[str]:
    """Texts, most of them of the worst kind: long, all escapes, all emoji."""
    worst = st.sampled_from(["*", "😀", "a", "@everyone ", "<@200000000000000001>", "`\n", "word ", "https://x "])
    return st.one_of(st.text(min_size=1, max_size=most), worst.map(lambda text: (text * most)[:most]))


questions = st.builds(
    Question,
    id=st.just("broken-lamp"),
    kind=st.just(Kind.PLAN),
    ask=words(400),
    weights=st.sets(st.sampled_from(COMPETENCIES), min_size=1).map(lambda names: dict.fromkeys(sorted(names), 1.0)),
    look_for=st.lists(st.builds(LookFor, st.just("x"), words(100), st.just(())), max_size=30).map(tuple),
    hint=words(1500),
    strong_answer=words(3000),
    follow_up=st.builds(FollowUp, st.just(("x",)), words(400)),
)
evidence = st.builds(
    Evidence, st.just("b"), st.just("competency-1"), st.booleans(), words(400), words(4000), st.just(0), st.just(1)
)


@st.composite
def scores(draw: st.DrawFn) -> Score:
    names = draw(st.lists(st.sampled_from(COMPETENCIES), min_size=1, unique=True))
    levels = {name: Level(name, draw(st.floats(1, 5)), draw(words(600))) for name in names}
    found = tuple(draw(st.lists(evidence, max_size=3)))
    notes = tuple(draw(st.lists(words(300), max_size=4)))
    said = Feedback(draw(st.none() | evidence), draw(st.none() | evidence), draw(words(400)), draw(words(600)), notes)
    return Score(draw(st.integers(0, 100)), levels, found, draw(st.none() | words(200)), (), said, "engine", "rubric")


def check(view: discord.ui.LayoutView) -> None:
    sent = parts(view)
    texts = [part["content"] for part in sent if "content" in part]
    assert len(sent) <= COMPONENTS
    assert sum(len(text.encode("utf-16-le")) // 2 for text in texts) <= TEXT
    assert all(text.strip() for text in texts)  # Discord refuses an empty text
    assert all(len(part["label"]) <= BUTTON_LABEL for part in sent if "label" in part)
    pictures = [item for part in sent for item in part.get("items", ())]
    assert all(len(item["description"]) <= ALT for item in pictures)


@settings(max_examples=60, deadline=None)
@given(questions, words(32), words(100), st.sampled_from(Pace), st.booleans())
def test_cards_of_a_question(asked: Question, name: str, company: str, pace: Pace, typing: bool) -> None:
    held = pack(asked, company=company, recruiters=(Recruiter(company, name),), title=company)
    shown = scene([turn(outcome=None)], of=held, member_name=name, pace=pace, typing_allowed=typing)
    makers: list[Callable[[], discord.ui.LayoutView]] = [
        lambda: cards.lobby(shown),
        lambda: cards.question(shown, PutQuestion(0, 0, still_there=True), ASKED_AT),
        lambda: cards.question(shown, PutQuestion(0, 1), ASKED_AT),
        lambda: cards.hint(shown, 0),
        lambda: cards.strong_answer(shown, 0),
        lambda: cards.pause(shown),
    ]
    for make in makers:
        check(make())


remarks = st.lists(st.builds(Remark, words(500), words(300)), max_size=3).map(tuple)
levels = st.dictionaries(st.sampled_from(COMPETENCIES), st.integers(1, 5), min_size=1)
opinions = st.builds(Opinion, words(40), st.just("1"), st.integers(1, 5), levels, remarks).map(opinion_json)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(scores(), words(4000)), min_size=1, max_size=10),
    st.lists(st.none() | opinions, min_size=10, max_size=10),
    questions,
    st.sampled_from(Pace),
)
def test_feedback_and_report(
    rated: list[tuple[Score, str]], heard: list[str | None], asked: Question, pace: Pace
) -> None:
    turns = [turn(number + 1, overall=score.overall, changed=True) for number, (score, _) in enumerate(rated)]
    turns.append(turn(len(turns) + 1, outcome=Outcome.UNANSWERED))
    rows = [
        row(number + 1, score=score, answer=answer, opinion=opinion)
        for number, ((score, answer), opinion) in enumerate(zip(rated, heard, strict=False))
    ]
    shown = scene(turns, rows, of=pack(asked), pace=pace, questions=("broken-lamp",) * len(turns))
    views = feedback_card.feedback(shown, range(len(rated)), True)
    for view in views:
        check(view)
    without = replace(shown, turns={index: replace(each, opinion=None) for index, each in shown.turns.items()})
    before = feedback_card.feedback(without, range(len(rated)), True)
    assert [len(view.children) for view in before] == [len(view.children) for view in views]
    summary = report(shown.screen, {index: score for index, (score, _) in enumerate(rated)})
    check(report_card.report(shown, summary, True))
    check(report_card.share(shown, summary))
    check(replies.history(rows[:5], 1, True, {"core": pack(asked)}, shown.script.rubric))


@settings(max_examples=60, deadline=None)
@given(scores(), words(12_000), questions, words(500), st.booleans())
def test_cards_of_a_review(score: Score, answer: str, asked: Question, word: str, agreed: bool) -> None:
    shown = scene([turn(overall=score.overall)], [row(score=score, answer=answer)], of=pack(asked))
    check(review_card.objection(shown, 0, 12))
    check(review_card.to_member(shown, TellDecision(0, agreed, word)))
    check(review_card.unclear(answer, word))
    assert len(review_card.files(shown.turns[0])) <= 1
    form = review_card.form(shown, 0, ReviewAction.WRONG if agreed else ReviewAction.STANDS).to_dict()
    assert all(len(field["label"]) <= 45 and len(field["description"]) <= 100 for field in form["components"])


@given(words(4000))
def test_a_late_answer(text: str) -> None:
    check(cards.late(text))


def test_help_and_errors() -> None:
    check(replies.help_card())
    check(replies.went_wrong())


def test_a_history_of_the_longest_turns() -> None:
    """Every part of all five turns is as long as it may be."""
    worst = "*" * 4000
    found = Evidence("b", "competency-1", True, worst, worst, 0, 1)
    levels = {name: Level(name, 1.0, worst) for name in COMPETENCIES}
    score = Score(100, levels, (), None, (), Feedback(found, found, worst, worst, ()), "engine", "rubric")
    asked = Question("broken-lamp", Kind.PLAN, worst, {"competency-1": 1.0}, (), worst, worst)
    shown = scene([turn(12)], of=pack(asked))
    rows = [replace(row(number, score=score, answer=worst), attempt=12) for number in range(1, 6)]
    check(replies.history(rows, 1000, True, {"core": shown.script.pack}, shown.script.rubric))
