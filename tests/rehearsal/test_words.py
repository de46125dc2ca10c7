"""What Discord shows for markdown, timestamps and mentions (its "Message Formatting" reference), as text."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.rehearsal.words import moment, plain

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def name(kind: str, identity: int) -> str:
    return f"{kind[:1]}name{identity}"


def shown(content: str) -> str:
    return plain(content, name, NOW).plain


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("### Your report", "Your report"),
        ("-# small print", "small print"),
        ("**bold** and *slanted* and __under__", "bold and slanted and under"),
        ("2 * 3 is not slanted", "2 * 3 is not slanted"),
        ("`/screen start` begins", "/screen start begins"),
        ("- one\n- two", "• one\n• two"),
        ("> quoted\nnot quoted", "│ quoted\nnot quoted"),
        (">>> quoted\nto the end", "│ quoted\n│ to the end"),
        (r"what \*they\* typed\_", "what *they* typed_"),
        (r"a \<@5\> is no mention", "a <@5> is no mention"),
        ("in <#12> by <@!7> and <@&3>", "in #name12 by @name7 and @name3"),
        ("run </screen start:99>", "run /screen start"),
        ("a <:wave:12> emoji", "a :wave: emoji"),
        ("[the docs](https://example.org/x)", "the docs (https://example.org/x)"),
        ("#12 is a ticket, # too", "#12 is a ticket, # too"),
    ],
)
def test_marks_are_taken_away_and_words_stay(content: str, text: str) -> None:
    assert shown(content) == text


def test_bold_and_small_print_are_styled() -> None:
    text = plain("a **b**", name, NOW)
    assert [(text.plain[span.start : span.end], span.style) for span in text.spans if span.style] == [("b", "bold")]
    assert "dim" in str(plain("-# x", name, NOW).spans)


@pytest.mark.parametrize(
    ("away", "text"),
    [
        (28, "in 28 s"),
        (120, "in 120 s"),
        (0, "in 0 s"),
        (-5, "5 s ago"),
        (10 * 60, "in 10 min"),
        (-3 * 3600, "3 h ago"),
        (-86_400, "1 day ago"),
        (3 * 86_400, "in 3 days"),
    ],
)
def test_a_relative_timestamp_says_how_far_away(away: int, text: str) -> None:
    at = int((NOW + timedelta(seconds=away)).timestamp())
    assert shown(f"ends <t:{at}:R>") == f"ends {text}"


def test_other_timestamps_are_the_local_clock() -> None:
    at = int(NOW.timestamp())
    local = NOW.astimezone()
    assert moment(at, "t", NOW) == f"{local:%H:%M}"
    assert shown(f"<t:{at}>") == moment(at, "f", NOW)
    assert f"{local.year}" in moment(at, "F", NOW)
