"""Tickets: what was caught, lost and invented, as issue 6 asks."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.aligning import align
from bot.packs.phrases import compile_phrases
from bot.practice.skills import notes
from bot.practice.skills.content import NOTES_FIELDS, Fact, Noted, NotesMessage, SkillContent
from bot.practice.skills.heard import Slip
from bot.practice.skills.notes import FieldNoted, NotesResult, noted


def fact(says: str, phrase: str) -> Fact:
    return Fact(says, compile_phrases([phrase]))


TEXT = (
    "Hello, this is Agnieszka Kowal. My number is oh seven seven, double four, one nine, oh two six. The washing "
    "machine has been leaking since Monday evening, half past six, and it won't charge my card for the repair either. "
    "I saw four snails in the puddle. Your colleague, Mr Brandt, promised me a call back within two days, and nobody "
    "rang."
)
MESSAGE = NotesMessage(
    "leak",
    TEXT,
    {
        "name": Noted("Agnieszka Kowal"),
        "number": Noted("077 441 9026"),
        "problem": Noted(
            "the washing machine, leaks, the card isn't charged",
            (
                fact("the washing machine", "wash* machine | washer"),
                fact("leaks", "leak* | puddle"),
                fact("the card isn't charged", "charg* | card"),
            ),
        ),
        "since": Noted("Monday evening", (fact("Monday evening", "monday"),)),
        "promised": Noted(
            "a call back within two days",
            (fact("a call back", "call* .. back | rings | call"), fact("within two days", "2 days")),
        ),
    },
)
GOOD = {
    "name": "Agnieszka Kowal",
    "number": "0774419026",
    "problem": "Washing machine leaking, card not charged",
    "since": "Mon eve",
    "promised": "cb within 2 days",
}


def ticket(message: NotesMessage = MESSAGE, **fields: str) -> NotesResult:
    """The good ticket with these fields instead."""
    return noted(message, [{**GOOD, **fields}[field] for field in NOTES_FIELDS], align, frozenset({"okafor", "brandt"}))


def of(result: NotesResult, field: str) -> FieldNoted:
    return next(found for found in result.fields if found.field == field)


def test_a_good_ticket_has_it_all_and_an_empty_one_nothing() -> None:
    assert ticket().overall == 100
    for fields in ((), ("", "", "", "", ""), (" ", "\n", "-", "?", ".")):
        assert noted(MESSAGE, fields, align).overall == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "Mrs Kowal, Agnieszka"},
        {"name": "agnieszka KOWAL (customer)"},
        {"number": "077 44 19 026"},
        {"number": "tel. 077-441-9026"},
        {"number": "+48 77 441 9026"},
        {"number": "0048774419026"},
        {"promised": "cb within 2 days, dr to confirm"},
        {"promised": "call back in 2 days / 48 hrs"},
        {"since": "Monday, 1/2 past 06"},
        {"number": "oh seven seven double four one nine oh two six"},
        {"problem": "The washer's leaking. It can't charge the card. Customer is very patient about it, and kind."},
        {"since": "down since Monday, 18:30"},
        {"since": "MON. 6.30 pm"},
        {"problem": "wahsing mashine leeking, card not charged", "since": "Mondya"},
        {"promised": "Mr Brandt: we call back in two days"},
        {"problem": "card not charged; washing machine leaks since Monday", "since": "see above"},
    ],
)
def test_however_it_is_worded(fields: dict[str, str]) -> None:
    result = ticket(**fields)
    assert result.overall == 100
    assert not any(field.invented for field in result.fields)


@pytest.mark.parametrize(
    ("fields", "field", "slip", "overall"),
    [
        ({"number": "0774491026"}, "number", Slip.SWAPPED, 90),
        ({"number": "077441902"}, "number", Slip.ONE_MISSING, 90),
        ({"number": "0774419025"}, "number", Slip.ONE_WRONG, 90),
        ({"number": "12345"}, "number", Slip.WRONG, 80),
        ({"number": "ask again"}, "number", Slip.MISSING, 80),
        ({"name": "Agnieszka Kowall"}, "name", Slip.ONE_EXTRA, 95),
        ({"name": "Agnieszka"}, "name", Slip.MISSING, 90),
        ({"name": "A. Kowal"}, "name", Slip.MISSING, 90),
        ({"name": "Агнешка Коваль"}, "name", Slip.OTHER_SCRIPT, 80),
    ],
)
def test_slips_in_name_and_number_are_named(fields: dict[str, str], field: str, slip: Slip, overall: int) -> None:
    result = ticket(**fields)
    assert slip in [word.heard.slip for word in of(result, field).heard]
    assert result.overall == overall


@pytest.mark.parametrize(
    ("fields", "field", "invented"),
    [
        ({"since": "Monday, 12 March"}, "since", ("12", "March")),
        ({"since": "since Mon or Tue"}, "since", ("Tuesday",)),
        ({"problem": "washing machine leaks, card not charged, lost 50 euros"}, "problem", ("50",)),
        ({"promised": "call back within 2 days by Mr Okafor"}, "promised", ("Okafor",)),
        ({"promised": "call back within 2 days, Mrs Smith"}, "promised", ("Smith",)),
        ({"problem": "washing machine leaks, card not charged. 4 snails. Mr Brandt knows."}, "problem", ()),
    ],
)
def test_what_was_not_said_is_invented_and_costs_ten(
    fields: dict[str, str], field: str, invented: tuple[str, ...]
) -> None:
    result = ticket(**fields)
    assert of(result, field).invented == invented
    assert result.overall == 100 - 10 * len(invented)


DATED = replace(
    MESSAGE,
    text=(
        "Agnieszka Kowal, 077 441 9026. The alarm has rung since the second of October, at one, and I wrote the very "
        "next day. It cost me forty-nine euros. The day before yesterday you promised the money by the end of the week."
    ),
    fields={
        **MESSAGE.fields,
        "problem": Noted("the alarm", (fact("the alarm", "alarm"),)),
        "since": Noted("the second of October", (fact("the second of October", "2 october | october 2"),)),
        "promised": Noted("49 euros", (fact("49 euros", "49"),)),
    },
)


@pytest.mark.parametrize(
    "since",
    [
        "2 Oct",
        "02/10",
        "10/02/2026",
        "2.10.",
        "2026-10-02",
        "Oct 2nd, 13:00; wrote on the 3rd",
        "2/10 (told 2 days ago)",
    ],
)
def test_a_date_in_figures_is_the_date_that_was_said(since: str) -> None:
    result = ticket(DATED, problem="alarms ring", since=since, promised="EUR 49.00 by Fri")
    assert result.overall == 100
    assert not any(field.invented for field in result.fields)


def test_the_end_of_a_month_is_its_last_day() -> None:
    ends = replace(MESSAGE, text=f"{TEXT} It ends at the end of April.")
    assert of(ticket(ends, since="Monday; ends 30 Apr"), "since").invented == ()
    assert of(ticket(ends, since="Monday; ends 20 Apr"), "since").invented == ("20",)


def test_the_days_between_two_weekdays_follow_from_what_was_said() -> None:
    friday = replace(MESSAGE, text=f"{TEXT} It is Friday now.")
    assert of(ticket(friday, since="Monday, 4 days ago"), "since").invented == ()
    assert of(ticket(friday, since="Monday, 5 days ago"), "since").invented == ("5",)


@pytest.mark.parametrize(
    ("since", "invented"), [("15/11", ("15", "11")), ("2 Oct, 8.10 kg", ("8", "10")), ("5/10", ("5",))]
)
def test_another_date_in_figures_is_invented(since: str, invented: tuple[str, ...]) -> None:
    assert of(ticket(DATED, since=since, promised="49 by Fri"), "since").invented == invented


def test_what_is_lost_is_told_and_what_stands_elsewhere_counts() -> None:
    result = ticket(problem="Leaks since Monday", since="")
    assert of(result, "problem").lost == ("the washing machine", "the card isn't charged")
    assert of(result, "since").elsewhere == ("Monday evening",)
    assert result.overall == 80


def test_a_not_takes_a_fact_back_unless_the_caller_says_it_so() -> None:
    result = ticket(problem="washing machine is not leaking, card not charged")
    assert of(result, "problem").lost == ("leaks",)


def test_what_the_caller_said_nothing_of_is_left_empty() -> None:
    silent = replace(MESSAGE, fields={**MESSAGE.fields, "promised": Noted("", none=True)})
    for nothing in (
        "",
        "none",
        "N/A",
        "-",
        "not known yet",
        "no",
        "Nothing promised so far",
        "n/a, first call",
    ):
        assert ticket(silent, promised=nothing).overall == 100
    assert of(ticket(silent, promised="not before Friday"), "promised").invented == ("Friday",)
    result = ticket(silent, promised="a refund")
    assert of(result, "promised").invented == ("a refund",)
    assert result.overall == 90
    assert noted(silent, (), align).overall == 0


def test_the_message_itself_is_no_ticket() -> None:
    result = noted(MESSAGE, ("", "", TEXT, "", ""), align)
    assert (result.overall, result.why) == (None, "copied")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(max_size=300), max_size=7))
def test_nothing_that_is_written_breaks_it(fields: list[str]) -> None:
    overall = noted(MESSAGE, fields, align).overall
    assert overall is not None
    assert 0 <= overall <= 100


def test_messages_come_in_turn() -> None:
    content = SkillContent(notes={id: replace(MESSAGE, id=id, retired=id == "c") for id in "abc"})
    assert notes.tasks(content, "", 1, ("a",)) == ("b",)
    assert notes.tasks(content, "", 1, ("a", "b")) == ("b",)
    assert notes.tasks(SkillContent(), "", 1, ()) == ()
