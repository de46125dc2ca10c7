"""Feedback cards: score, levels, the two moments, what to change, timing; and Discord's limits."""

from dataclasses import replace

import discord
import pytest

from bot.face.feedback_card import CARD_TEXT, feedback
from bot.practice.screen import Part, Piece
from bot.practice.timing import Pace
from bot.scoring.score import Evidence, Feedback, Level
from bot.scoring.second_opinion import Opinion, Remark
from bot.state import opinion_json
from tests.face.scenes import ANSWER, ASKED_AT, QUESTION, SCORE, labels, pack, row, said, scene, texts, turn


def only(views: list[discord.ui.LayoutView]) -> discord.ui.LayoutView:
    assert len(views) == 1
    return views[0]


def test_a_card_has_everything_that_the_answer_came_to() -> None:
    text = said(only(feedback(scene([turn()], [row()]), (0,), False)))
    assert "Question 1: 63 of 100" in text
    assert QUESTION.ask in text
    for level in ("▰▰▰▰▱ **3.6** Ownership", "▰▰▱▱▱ **2.4** Empathy", "▰▰▰▰▱ **4.2** Resolution"):
        assert level in text
    assert "**Best moment:** Here you promise a time.\n> “I will send a new one today”" in text
    assert "**Cost you most:** Here you put the blame on a colleague.\n> “The warehouse messed it up”" in text
    assert "**Change first:** Say “we”" in text
    assert "**A stronger line:** “I'm sorry, that is our mistake" in text


def test_the_weakest_levels_say_why() -> None:
    text = said(only(feedback(scene([turn()], [row()]), (0,), False)))
    assert "No sentence names what this means to the customer." in text


def test_timing_is_counted_from_the_questions_message() -> None:
    text = said(only(feedback(scene([turn()], [row()]), (0,), False)))
    words = len(ANSWER.split())
    assert words == 20
    assert "Began after 4 s, answered in 38 s, 20 words, about 9 s to say." in text  # 20 words at 140 a minute


def test_times_of_a_follow_up_are_added_up() -> None:
    first = Part(1, ASKED_AT, began_at=ASKED_AT + 2_000, pieces=(Piece(1, ASKED_AT + 20_000, ""),))
    second = Part(2, ASKED_AT + 30_000, began_at=ASKED_AT + 31_000, pieces=(Piece(2, ASKED_AT + 45_000, ""),))
    text = said(only(feedback(scene([turn(parts=(first, second))], [row()]), (0,), False)))
    assert "Began after 2 s, answered in 35 s" in text


def test_without_a_clock_only_words_are_told() -> None:
    text = said(only(feedback(scene([turn(parts=(Part(),))], [row(answer="Sorry")]), (0,), False)))
    assert "-# 1 word, about 0 s to say." in text


def test_an_edited_answer_is_told_that_the_first_wording_counts() -> None:
    assert "first wording counts" in said(only(feedback(scene([turn(changed=True)], [row()]), (0,), False)))
    assert "first wording counts" not in said(only(feedback(scene([turn()], [row()]), (0,), False)))


def test_buttons_at_once_and_at_the_end() -> None:
    at_once = scene([turn()], [row()])
    assert labels(only(feedback(at_once, (0,), False))) == ["Next", "Try again", "A strong answer", "I disagree"]
    assert labels(only(feedback(at_once, (0,), True)))[0] == "Finish and see my report"
    at_end = scene([turn()], [row()], pace=Pace.REAL)
    assert labels(only(feedback(at_end, (0,), True))) == ["Try again", "A strong answer", "I disagree"]
    encore = scene([turn(1, 2)], [row(1, 2)], encore=True)
    assert "Next" not in labels(only(feedback(encore, (0,), True)))


def test_an_attempt_is_named() -> None:
    assert "Question 1, attempt 2: 63 of 100" in said(only(feedback(scene([turn(1, 2)], [row(1, 2)]), (0,), False)))


def test_an_answer_in_another_language_shows_the_level_2_that_it_gets() -> None:
    levels = {name: Level(name, 2.0, "") for name in SCORE.levels}
    foreign = replace(SCORE, overall=25, levels=levels, junk="Another language.")
    assert "▰▰▱▱▱ **2.0** on all" in said(only(feedback(scene([turn()], [row(score=foreign)]), (0,), False)))


def test_junk_says_why_and_gives_every_competency_a_1() -> None:
    why = "This is too short to rate."
    levels = {name: Level(name, 1.0, why) for name in SCORE.levels}
    junk = replace(SCORE, overall=2, levels=levels, junk=why, feedback=Feedback(None, None, "Try this.", "", (why,)))
    text = said(only(feedback(scene([turn()], [row(score=junk)]), (0,), False)))
    assert "**1.0** on all: Ownership, Empathy, Resolution" in text
    assert text.count(why) == 1
    assert "Best moment" not in text


def test_an_answer_that_cannot_be_rated_any_more_still_leads_on() -> None:
    gone = scene([turn()], [row(score=None)], of=pack(replace(QUESTION, id="other")))
    card = only(feedback(gone, (0,), False))
    assert "not rated" in said(card)
    assert labels(card)[0] == "Next"


def test_no_evidence_says_nothing_about_moments() -> None:
    bare = replace(SCORE, feedback=Feedback(None, None, "", ""))
    text = said(only(feedback(scene([turn()], [row(score=bare)]), (0,), False)))
    for word in ("moment", "Cost", "Change", "stronger", "None"):
        assert word not in text


def test_three_usual_cards_fit_in_one_message() -> None:
    turns, rows = [turn(number) for number in (1, 2, 3)], [row(number) for number in (1, 2, 3)]
    assert len(feedback(scene(turns, rows, pace=Pace.REAL), (0, 1, 2), True)) == 1


@pytest.mark.parametrize("filler", ["word ", "* ", "😀", "@everyone ", "`"])
def test_three_of_the_longest_cards_fit_in_one_message(filler: str) -> None:
    long = filler * 1000
    moment = Evidence("b", "ownership", True, long, long, 0, 1)
    levels = {name: Level(name, 1.5, long) for name in ("ownership", "empathy", "resolution", "composure")}
    score = replace(SCORE, levels=levels, feedback=Feedback(moment, moment, long, long, (long,)))
    asked = replace(QUESTION, ask=filler * 100)
    turns = [turn(number, changed=True) for number in (1, 2, 3)]
    rows = [row(number, score=score, answer=long[:4000]) for number in (1, 2, 3)]
    view = only(feedback(scene(turns, rows, of=pack(asked), pace=Pace.REAL), (0, 1, 2), True))
    assert len(said(view)) <= 3 * CARD_TEXT


def test_quotes_do_nothing() -> None:
    moment = Evidence("b", "ownership", True, "shows", "@everyone **now** [x](https://evil.example)\n# big", 0, 1)
    score = replace(SCORE, feedback=replace(SCORE.feedback, best=moment))
    text = said(only(feedback(scene([turn()], [row(score=score)]), (0,), False)))
    for live in ("@everyone", " **now", " [x]", "https://", "\n# big"):
        assert live not in text


def opinion(*remarks: Remark) -> str:
    return opinion_json(Opinion("small", "1", 3, {"ownership": 4, "empathy": 2}, remarks))


def test_a_second_opinion_is_one_more_line() -> None:
    heard = opinion(Remark("The warehouse messed it up", "blames a colleague"))
    before = texts(only(feedback(scene([turn()], [row()]), (0,), False)))
    after = texts(only(feedback(scene([turn()], [row(opinion=heard)]), (0,), False)))
    assert after[:-1] == before
    assert after[-1] == (
        "-# A second reader (a language model) would give Ownership 4, Empathy 2, of 5. "
        "“The warehouse messed it up”: blames a colleague."
    )


def test_a_second_opinions_words_do_nothing() -> None:
    evil = "@everyone **now** [x](https://evil.example)\n# big <@200000000000000001>"
    text = said(only(feedback(scene([turn()], [row(opinion=opinion(Remark(evil, evil)))]), (0,), False)))
    for live in ("@everyone", " **now", " [x]", "https://", "\n# big", "<@2"):
        assert live not in text


def test_with_second_opinions_cards_stay_in_their_messages() -> None:
    long = opinion(*[Remark("word " * 20, "shows " * 15)] * 3)
    turns = [turn(number) for number in range(1, 8)]
    counts = []
    for heard in (None, long):
        shown = scene(turns, [row(number, opinion=heard) for number in range(1, 8)], pace=Pace.REAL)
        counts.append([len(view.children) for view in feedback(shown, range(7), True)])
    assert counts[0] == counts[1]


def test_each_card_of_a_full_message_has_its_second_opinion() -> None:
    heard = opinion(*[Remark("word " * 20, "shows " * 15)] * 3)
    turns, rows = [turn(number) for number in (1, 2, 3)], [row(number, opinion=heard) for number in (1, 2, 3)]
    assert said(only(feedback(scene(turns, rows, pace=Pace.REAL), (0, 1, 2), True))).count("A second reader") == 3


def test_a_stronger_line_stands_in_one_pair_of_quotation_marks() -> None:
    quoted = replace(SCORE, feedback=replace(SCORE.feedback, stronger='"I will pass it on today."'))
    text = said(only(feedback(scene([turn()], [row(score=quoted)]), (0,), False)))
    assert "**A stronger line:** “I will pass it on today.”" in text
