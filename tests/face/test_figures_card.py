"""The form of `/figures` and its card: within Discord's limits, and with what was written."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.face import figures_card
from bot.practice.skills.figures import check
from tests.face.scenes import parts
from tests.face.test_limits import check as within_limits
from tests.face.test_limits import words

FIELD, LABEL, DESCRIPTION, TITLE = 4000, 45, 100, 45


def said(*fields: str) -> str:
    return "\n".join(part["content"] for part in parts(figures_card.result(check(fields), 7)) if "content" in part)


def test_the_form_has_five_fields_that_may_be_empty_with_what_was_written() -> None:
    form = figures_card.form(("80", "", "8", "x" * 99, "")).to_dict()
    labels = form["components"]
    assert len(form["title"]) <= TITLE
    assert len(labels) == 5
    assert all(len(label["label"]) <= LABEL and len(label["description"]) <= DESCRIPTION for label in labels)
    fields = [label["component"] for label in labels]
    assert not any(field["required"] for field in fields)
    assert [field.get("value") for field in fields] == ["80", None, "8", "x" * 40, None]


def test_letters_in_a_number_field_get_one_sentence_and_come_back() -> None:
    told = said("lots", "6", "", "", "")
    assert "**Calls a day** takes one number" in told
    assert "Calls a day: lots" in told
    assert "Minutes a call, with the notes after it: 6" in told


def test_the_card_says_it_and_what_counts() -> None:
    told = said("80", "5", "8", "94", "12k")
    assert "100 of 100" in told
    assert "> On a normal day I took about 80 calls" in told
    assert "89 %" in told
    assert "75 to 85 %" in told


def test_what_was_written_is_harmless() -> None:
    assert "**4.8**" not in said("", "", "", "**4.8**", "")
    assert "@everyone" not in said("@everyone", "", "", "", "")


@settings(max_examples=60, deadline=None)
@given(st.tuples(*[st.one_of(words(40), st.sampled_from(["80", "6:30", "400", "4.8", "12", "94 %", ""]))] * 5))
def test_limits(fields: tuple[str, ...]) -> None:
    within_limits(figures_card.result(check(fields), 2**63))
