"""When one sentence is told as the reason of a level: only when it stands out."""

from collections.abc import Mapping, Sequence

import pytest

from bot.scoring.telling import Sentence, standing_out


def sentence(text: str, worth: Mapping[str, float], shows: bool = True) -> Sentence:
    return Sentence(0, len(text.split()), text, worth, shows)


RANG = "I rang the depot myself"
SAID = "I said sorry to her first"


@pytest.mark.parametrize(
    ("worths", "told"),
    [
        ([{"empathy": 0.8}, {"empathy": 0.2}], RANG),
        ([{"empathy": 0.8}, {"empathy": 0.7}], ""),  # two alike: neither is the reason
        ([{"empathy": 0.2}, {"empathy": 0.0}], ""),  # worth little
        ([{"empathy": 0.6, "ownership": 0.9}, {"empathy": 0.0}], ""),  # it speaks for something else
    ],
)
def test_only_a_sentence_that_stands_out_is_the_reason(worths: Sequence[Mapping[str, float]], told: str) -> None:
    sentences = [sentence(text, worth) for text, worth in zip((RANG, SAID), worths, strict=True)]
    assert standing_out(sentences, "empathy", earns=True) == told
    turned = [sentence(s.text, {c: -w for c, w in s.worth.items()}) for s in sentences]
    assert standing_out(turned, "empathy", earns=False) == told


def test_praise_needs_something_shown_and_a_quote_needs_words() -> None:
    assert standing_out([sentence(RANG, {"empathy": 0.9}, shows=False)], "empathy", earns=True) == ""
    assert standing_out([sentence("I rang", {"empathy": 0.9})], "empathy", earns=True) == ""
    assert standing_out([], "empathy", earns=True) == ""
