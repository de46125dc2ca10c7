"""Basics: which ten are asked, where the choices stand, when what was missed comes back, and what ten come to."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bot.practice.skills.basics import DAY, BasicsResult, check, is_due, missed_after, order, tasks
from bot.practice.skills.content import BasicsQuestion, SkillContent
from bot.practice.skills.exercise import Answer, Exercise, Skill

TOPICS = {f"topic-{number}": f"Topic {number}" for number in range(8)}
QUESTIONS = {
    f"{topic}-{number}": BasicsQuestion(
        f"{topic}-{number}", topic, f"{topic} {number}?", ("a", "b", "c", "d"), number % 4, "Because.", difficulty=2
    )
    for number in range(6)
    for topic in TOPICS
}
CONTENT = SkillContent(basics=QUESTIONS, topics=TOPICS)
IDS = list(QUESTIONS)
names = st.sampled_from(IDS)


def exercise(asked: tuple[str, ...], answers: list[int | None], steps: tuple[int, ...] = (), at: int = 0) -> Exercise:
    """An exercise of these questions that is over; `answers` are choices."""
    return Exercise(
        id=1,
        guild_id=1,
        channel_id=1,
        member_id=1,
        member_name="Ines",
        pack="core",
        skill=Skill.BASICS,
        variant="",
        tasks=asked,
        seed=5,
        typing_allowed=True,
        started_at=at,
        steps=steps,
        answers=tuple(Answer(at, choice=choice) for choice in answers),
    )


def checked(done: Exercise, content: SkillContent = CONTENT) -> BasicsResult:
    return check(done, content, lambda one, other: ())


@given(st.integers(), st.lists(names, max_size=60), st.lists(names, unique=True, max_size=12))
def test_ten_due_first_then_unseen_then_the_longest_ago(seed: int, recent: list[str], due: list[str]) -> None:
    chosen = tasks(CONTENT, "", seed, recent, due)
    assert len(set(chosen)) == len(chosen) == 10
    assert chosen == tasks(CONTENT, "", seed, recent, due)
    assert set(due[:10]) <= set(chosen)
    rest = set(chosen) - set(due)
    unseen = set(IDS) - set(recent) - set(due)
    if not unseen <= rest:
        assert not rest & set(recent)  # nothing is asked again while there is something new
    ages = {name: recent.index(name) for name in set(recent) - set(due)}
    asked_again, left = rest & ages.keys(), ages.keys() - rest
    assert all(ages[one] > ages[other] for one in asked_again for other in left)


@given(st.integers())
def test_the_unseen_are_spread_over_topics(seed: int) -> None:
    asked = Counter(QUESTIONS[name].topic for name in tasks(CONTENT, "", seed, ()))
    assert asked.keys() == TOPICS.keys()
    assert max(asked.values()) == 2


def test_two_goes_share_nothing_and_are_ordered_by_the_seed() -> None:
    first = tasks(CONTENT, "", 1, ())
    assert not set(tasks(CONTENT, "", 1, first)) & set(first)
    assert tasks(CONTENT, "", 2, ()) != first


def test_one_topic_only_and_nothing_retired() -> None:
    retired = {**QUESTIONS, "topic-0-0": BasicsQuestion("topic-0-0", "topic-0", "?", ("a", "b"), 0, "B.", retired=True)}
    content = SkillContent(basics=retired, topics=TOPICS)
    expected = {name for name in IDS if name.startswith("topic-0-")} - {"topic-0-0"}
    assert set(tasks(content, "topic-0", 3, (), ("topic-0-0", "topic-1-1"))) == expected
    assert "topic-0-0" not in {name for seed in range(30) for name in tasks(content, "", seed, ())}
    assert tasks(content, "no-such-topic", 3, ()) == ()


def test_the_easier_ones_come_first() -> None:
    levels = {
        name: BasicsQuestion(name, "t", name, ("a", "b"), 0, "B.", difficulty=1 + number % 3)
        for number, name in enumerate(IDS)
    }
    asked = [levels[name].difficulty for name in tasks(SkillContent(basics=levels), "", 4, ())]
    assert asked == sorted(asked)


def test_every_choice_stands_at_every_place_equally_often() -> None:
    seeds = range(4000)
    for question in list(QUESTIONS.values())[:4]:
        places = Counter(order(question, seed).index(question.right) for seed in seeds)
        assert all(abs(times - 1000) < 120 for times in places.values())  # four standard deviations
        assert sorted(order(question, 1)) == [0, 1, 2, 3]


def weeks(right: dict[int, bool]) -> list[int]:
    """The days on which a question is asked that was missed on day 0, by one who comes daily and answers it right but
    on the days given."""
    name, step, due = "topic-0-0", *missed(None, False, 0)
    seen, days = [name], []
    for day in range(1, 90):
        now = day * DAY
        asked = tasks(CONTENT, "", day, seen, [name] if step is not None and due <= now else [])
        if step is not None and due <= now:
            assert name in asked
            days.append(day)
            step, due = missed(step, right.get(day, True), now)
        seen = [*asked, *seen]
    return days


def missed(step: int | None, right: bool, at: int) -> tuple[int | None, int]:
    after = missed_after(step, right, at)
    assert after is not None
    return after


def test_what_was_missed_comes_back_after_1_3_7_and_21_days() -> None:
    assert weeks({}) == [1, 1 + 3, 1 + 3 + 7, 1 + 3 + 7 + 21]


def test_missed_again_it_begins_again() -> None:
    assert weeks({11: False}) == [1, 4, 11, 12, 15, 22, 43]
    assert weeks({1: False, 2: False}) == [1, 2, 3, 6, 13, 34]


def test_what_was_never_missed_is_not_noted() -> None:
    assert missed_after(None, True, 5) is None


def test_ten_points_for_each_right_answer() -> None:
    asked = tuple(IDS[:10])
    answers: list[int | None] = [QUESTIONS[name].right for name in asked]
    assert checked(exercise(asked, answers)).overall == 100
    answers[3] = (QUESTIONS[asked[3]].right + 1) % 4
    reached = checked(exercise(asked, answers, at=7 * DAY))
    assert (reached.overall, reached.right, reached.asked) == (90, 9, 10)
    assert [(back.question, back.missed, back.due_at) for back in reached.back] == [(asked[3], True, 8 * DAY)]
    assert {tally.title: (tally.right, tally.asked) for tally in reached.topics} == {
        "Topic 0": (2, 2),
        "Topic 1": (2, 2),
        "Topic 2": (1, 1),
        "Topic 3": (0, 1),
        **{f"Topic {number}": (1, 1) for number in range(4, 8)},
    }


def test_what_came_back_and_was_right_comes_back_later_or_is_learned() -> None:
    asked = ("topic-0-0", "topic-0-1", "topic-0-2")
    reached = checked(exercise(asked, [QUESTIONS[name].right for name in asked], steps=(0, 3, -1)))
    assert [(back.question, back.missed, back.due_at) for back in reached.back] == [("topic-0-0", False, 3 * DAY)]
    assert (reached.learned, reached.overall) == (1, 30)


def test_questions_that_are_gone_are_left_out() -> None:
    reached = checked(exercise(("gone", "topic-0-0"), [0, QUESTIONS["topic-0-0"].right]))
    assert (reached.overall, reached.right, reached.asked) == (10, 1, 1)
    nothing = checked(exercise(("gone",), [0]))
    assert nothing.overall is None
    assert nothing.why


def test_an_evening_is_a_day_after_a_later_evening_but_no_second_go_is() -> None:
    hour = DAY // 24
    _, due_at = missed_after(None, False, 21 * hour) or (None, 0)  # at nine in the evening
    assert is_due(due_at, DAY + 18 * hour)  # the next day at six
    assert not is_due(due_at, DAY + 9 * hour)  # the next morning
    assert not is_due(due_at, 23 * hour)  # the same evening
