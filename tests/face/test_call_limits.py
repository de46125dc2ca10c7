"""Whatever is in them, no card of a call exceeds what Discord takes in one message."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.face import call_cards, scorecard_card
from bot.face.charts import Curve, draw_curve
from bot.practice.calls.call import Fail, LookUp, Move
from bot.practice.calls.content import CallScript, Direction, ModelLine, Outcome, Record, Who
from bot.practice.calls.scorecard import Adapted, Checked, Scorecard

from .call_scenes import RESULT, SCRIPT, TAKEN_AT, call, over, scene
from .scenes import parts
from .test_limits import check, scores, words

records = st.lists(st.builds(Record, st.just("x"), words(200), st.just(20), words(4000), st.booleans()), max_size=30)


@st.composite
def scripts(draw: st.DrawFn) -> CallScript:
    held = {f"record-{number}": replace(found, id=f"record-{number}") for number, found in enumerate(draw(records))}
    model = st.lists(st.builds(ModelLine, st.sampled_from(Who), words(600)), max_size=40)
    return replace(
        SCRIPT,
        title=draw(words(200)),
        company=draw(words(200)),
        role=draw(words(500)),
        reason=draw(words(800)),
        direction=draw(st.sampled_from(Direction)),
        policy=tuple(draw(st.lists(words(400), max_size=8))),
        records=held,
        caller=replace(SCRIPT.caller, name=draw(words(100)), about=draw(words(500))),
        model=tuple(draw(model)),
    )


moves = st.builds(
    Move,
    st.integers(0, 600_000).map(lambda after: TAKEN_AT + after),
    st.just("x"),
    st.floats(-10, 10),
    st.floats(0, 10),
    words(300),
    words(4000),
)
fails = st.builds(Fail, words(40), st.just(1), words(4000), words(500))
checked = st.builds(Checked, st.just("x"), words(100), st.booleans(), st.booleans(), words(500))
adapted = st.builds(
    Adapted, st.just("x"), words(300), words(500), st.none() | st.floats(0, 99), st.none() | st.floats(0, 99)
)


@st.composite
def results(draw: st.DrawFn) -> Scorecard:
    overall = draw(st.none() | st.integers(0, 100))
    return replace(
        RESULT,
        outcome=draw(st.sampled_from(Outcome)),
        satisfaction=draw(st.integers(1, 5)),
        felt=draw(words(1000)),
        overall=overall,
        score=None if overall is None else draw(scores()),
        checklist=tuple(draw(st.lists(checked, max_size=15))),
        fails=tuple(draw(st.lists(fails, max_size=5))),
        moments=tuple(draw(st.lists(moves, max_size=3))),
        adapted=tuple(draw(st.lists(adapted, max_size=3))),
    )


@settings(max_examples=60, deadline=None)
@given(scripts(), words(2000), words(32), st.booleans())
def test_cards_while_it_goes_on(script: CallScript, line: str, name: str, typing: bool) -> None:
    going = call(member_name=name, typing_allowed=typing)
    shown = scene(going, script)
    check(call_cards.briefing(shown))
    check(call_cards.desk(shown))
    check(call_cards.line(shown, line))
    for record in script.records:
        check(call_cards.record(shown, record))
        check(call_cards.desk(scene(replace(going, look_up=LookUp(record, TAKEN_AT)), script)))
    for part in parts(call_cards.desk(shown)):
        assert len(part.get("options", ())) <= 25
        assert all(len(option["label"]) <= 100 for option in part.get("options", ()))
    check(call_cards.model(shown)[0])
    form = call_cards.form(shown, "id").to_dict()
    assert all(len(field["label"]) <= 45 and len(field["description"]) <= 100 for field in form["components"])


@settings(max_examples=60, deadline=None)
@given(st.lists(results(), min_size=1, max_size=5), scripts())
def test_scorecard_and_history(made: list[Scorecard], script: CallScript) -> None:
    ended = [over(result, script) for result in made]
    check(scorecard_card.scorecard(ended[0]))
    check(scorecard_card.share(ended[0]))
    rows = [one.record for one in ended if one.record]
    check(call_cards.history(rows, 1, True, {}))


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 900_000), st.floats(0, 10)), min_size=1, max_size=60),
    st.lists(st.tuples(st.integers(0, 900_000), st.floats(0, 10)), max_size=3),
    st.lists(st.tuples(st.integers(0, 900_000), st.integers(0, 900_000)).map(sorted).map(tuple), max_size=4),
)
def test_a_curve_is_drawn_whatever_it_is_given(
    points: list[tuple[int, float]], marks: list[tuple[int, float]], holds: list[tuple[int, int]]
) -> None:
    picture = draw_curve(Curve(sorted(points), marks, holds))
    assert picture.startswith(b"\x89PNG")
    assert len(picture) < 60_000
    assert picture == draw_curve(Curve(sorted(points), marks, holds))
