"""What members write shows as they wrote it, and does nothing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.face.text import bar, clipped, count, harmless, quote, seconds, size

# What Discord's clients make of text: anything here that is not behind a backslash would take effect.
LIVE = re.compile(
    r"""(?<!\\)(?:\\\\)*(?:
        [*_~`|]                                   # bold, italics, underline, strike, code, spoiler
      | \[ | \]                                   # masked links
      | <                                         # mentions, timestamps, custom emoji, commands, links
      | https?:// | steam://                      # bare links
    )
    | @(?:everyone|here)                          # pings
    | ^(?:\#{1,3}\ | -\#\ | >\ | >>>\ | -\ | \+\ | \d+[.)]\ )   # headings, small print, quotes, lists
    """,
    re.VERBOSE | re.MULTILINE,
)
NASTY = [
    "**bold** __under__ ~~gone~~ ||secret|| `code` ```py\nblock\n```",
    "@everyone @here <@200000000000000001> <@!200000000000000001> <@&200000000000000001>",
    "<#300000000000000001> </screen start:1> <t:0:R> <:smile:1> <a:x:2> <id:guide>",
    "[Click me](https://evil.example) <https://evil.example> https://evil.example",
    "# Heading\n## Two\n-# small\n> quote\n>>> all\n- list\n* list\n+ list\n1. one\n2) two",
    "\\*already\\* escaped \\\\ twice \\",
    "a\u200bb\u202ec\u2066d\ufefff\x00\x07g\u00ad",
    "Straße, 喂, שלום, 👩‍👩‍👧 and e\u0301",
]


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("keep_lines", [False, True])
def test_nothing_of_what_was_written_takes_effect(text: str, keep_lines: bool) -> None:
    assert not LIVE.search(harmless(text, 1000, keep_lines))


@given(
    st.text(alphabet=st.sampled_from("*_~`|\\<>[]()@#-+.:/ \n1ahttpsevryone\u200b😀"), max_size=300),
    st.integers(2, 200),
)
def test_whatever_is_written_is_harmless_and_fits(text: str, most: int) -> None:
    shown = harmless(text, most)
    assert not LIVE.search(shown)
    assert size(shown) <= most
    assert "\n" not in shown


@given(st.text(max_size=400), st.integers(2, 200))
def test_any_text_fits(text: str, most: int) -> None:
    assert size(harmless(text, most)) <= most
    assert size(harmless(text, most, keep_lines=True)) <= most
    assert size(quote(text, most + 2)) <= most + 2


def test_plain_words_stay_as_they_are() -> None:
    text = "I'm sorry; I'll call you back by 6:30 (today), at £4.50, with 100% care!"
    assert harmless(text, 200) == text


def test_no_hidden_characters_are_left() -> None:
    assert harmless("a\u200bb\u202ec\x00d", 20) == "abcd"


def test_joined_emoji_stay_joined() -> None:
    assert harmless("👩‍👩‍👧", 20) == "👩‍👩‍👧"


def test_lines_are_kept_where_asked_for() -> None:
    assert harmless("one\n\n  two  words\r\nthree", 50, keep_lines=True) == "one\ntwo words\nthree"
    assert harmless("one\n\n  two", 50) == "one two"


def test_what_does_not_fit_is_left_out_visibly() -> None:
    shown = harmless("word " * 100, 30)
    assert shown.endswith("…")
    assert clipped("one two three", 9) == "one two…"


def test_a_cut_never_ends_in_half_an_escape() -> None:
    for most in range(2, 20):
        assert not re.search(r"(?<!\\)(?:\\\\)*\\…$", harmless("*" * 50, most))


@pytest.mark.parametrize(("level", "shown"), [(1.0, "▰▱▱▱▱"), (3.4, "▰▰▰▱▱"), (3.6, "▰▰▰▰▱"), (5.0, "▰▰▰▰▰")])
def test_bars_have_five_squares(level: float, shown: str) -> None:
    assert bar(level) == shown


def test_durations_and_counts_read_as_one_says_them() -> None:
    assert [seconds(0), seconds(38_400), seconds(119_700), seconds(125_000), seconds(-5)] == [
        "0 s",
        "38 s",
        "2 min",
        "2 min 5 s",
        "0 s",
    ]
    assert [count(1, "word"), count(2, "word"), count(0, "word")] == ["1 word", "2 words", "0 words"]
