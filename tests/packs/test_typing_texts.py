"""skills/typing.yaml: what is read, what is refused and how that is said; and the texts that come with Headset."""

from collections import Counter
from pathlib import Path

import pytest

from bot.packs.loading import Library, load
from bot.packs.skill_typing import WORDS
from bot.practice.skills.content import LENGTHS
from tests.packs.folders import line_of, put, write

GOOD = """\
texts:
  - id: lamp
    length: short
    about: a customer note
    text: >-
      Mrs Okafor asks where her lamp is, order 4471. It left us on Monday,
      so I promised to call her back today before six.
  - id: keys
    length: short
    about: an order line
    text: "Two keys for locker 8, code 5527, sent as a letter to Mr Sesay: he pays 15 in cash when he comes."
"""


def loaded(folder: Path, content: str) -> Library:
    write(folder)
    put(folder / "packs/core/skills/typing.yaml", content)
    return load([], folder)


def test_texts_are_read_with_their_lines_joined(tmp_path: Path) -> None:
    library = loaded(tmp_path, GOOD)
    assert library.problems == ()
    texts = library.packs["core"].skills.typing
    assert list(texts) == ["lamp", "keys"]
    assert texts["lamp"].text.startswith("Mrs Okafor asks where her lamp is, order 4471. It left us on Monday, so I")
    assert (texts["lamp"].length, texts["lamp"].about, texts["lamp"].retired) == ("short", "a customer note", False)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Two keys", "Zwei Schl\u00fcssel", "keys: not on every keyboard: '\u00fc'"),
        ("15 in", "15 \u20ac in", "keys: not on every keyboard: '\u20ac'"),
        ("to Mr Sesay", "to sesay@post.example", "keys: not on every keyboard: '@'"),
        ("Two keys", "Two  keys", "keys: two spaces in a row"),
        ("Two keys", "2 keys", "keys: it begins with '2'"),
        ("comes.", "comes :)", "keys: ':)' becomes an emoji in Discord"),
        ("code 5527", "code " + "5" * 25, "is too long for the picture"),
        (" he pays 15 in cash when he comes.", "", "keys: 14 words are not short, write 18 to 32"),
        ("length: short\n    about: an", "length: long\n    about: an", "keys: 22 words are not long, write 88 to 115"),
        (
            "length: short\n    about: an",
            "length: tiny\n    about: an",
            "'length' is 'tiny', it can be 'short', 'medium'",
        ),
        ("id: keys", "id: lamp", "there is 'lamp' already, in line 2"),
        (
            "Two keys for locker 8, code 5527, sent as a letter to Mr Sesay: he pays 15 in cash when he comes.",
            "Mrs Okafor asks where her lamp is: order 4471! It left us on monday so I promised to call her back "
            "today, before six",
            "keys says what 'lamp' says",
        ),
    ],
)
def test_what_nobody_could_type_is_told_and_left_out(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in GOOD
    library = loaded(tmp_path, GOOD.replace(old, new, 1))
    (problem,) = library.problems
    assert told in str(problem)
    assert problem.line >= line_of(GOOD, "id: keys")
    assert list(library.packs["core"].skills.typing) == ["lamp"]


def test_headset_has_sixty_texts_and_more_as_many_of_each_length() -> None:
    texts = load().packs["core"].skills.typing.values()
    counts = Counter(text.length for text in texts if not text.retired)
    assert sum(counts.values()) >= 60
    assert set(counts) == set(LENGTHS) == set(WORDS)
    assert min(counts.values()) >= 20
    assert len({word for text in texts for word in text.text.split()}) > 1500
