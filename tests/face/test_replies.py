"""What commands answer: where things are, why not, history, help."""

import pytest

from bot.face import replies
from bot.practice.screen import Phase
from tests.face.scenes import ANSWER, QUESTION, SESSION, THREAD, labels, pack, parts, row, said, scene

PACKS = {"core": pack()}
RUBRIC = scene().script.rubric
FILE = 13


def test_started_links_the_thread() -> None:
    assert f"<#{THREAD}>" in said(replies.started(scene().screen))


def test_a_second_start_says_where_the_first_is_and_offers_to_end_it() -> None:
    card = replies.already_live(SESSION, scene().screen)
    assert f"<#{THREAD}>" in said(card)
    assert len(labels(card)) == 1
    assert "End" in labels(card)[0]
    assert "/screen resume" in said(replies.already_live(SESSION, scene(phase=Phase.PAUSED).screen))
    assert "None" not in said(replies.already_live(SESSION, None))


def test_a_missing_permission_is_told_by_its_name() -> None:
    text = said(replies.refused(scene(ended_why="permission:Create Private Threads").screen))
    assert "Create Private Threads" in text
    assert "moderators" in text
    assert "Create Private Threads" in replies.lacks_permission("A @everyone server", "Create Private Threads")
    assert "@everyone" not in replies.lacks_permission("A @everyone server", "Create Private Threads")


@pytest.mark.parametrize("why", ["channel:Screens open in text channels.", "content:", "thread:", "early"])
def test_other_refusals_say_something(why: str) -> None:
    assert len(said(replies.refused(scene(ended_why=why).screen)).split()) > 3


def test_an_unknown_pack_names_the_known_ones() -> None:
    text = said(replies.unknown_pack("**core** @everyone", PACKS))
    assert "`core`" in text
    assert "@everyone" not in text
    many = {f"pack-{number:040}": pack() for number in range(500)}
    assert len(said(replies.unknown_pack("x" * 4000, many))) < 4000


def test_went_on_tells_where() -> None:
    assert f"<#{THREAD}>" in said(replies.went_on(scene().screen))
    assert "over" in said(replies.went_on(scene(ended_at=1).screen))
    assert "None" not in said(replies.went_on(scene(ended_at=1, thread_id=None).screen))


def test_history_has_the_answer_as_given_with_its_feedback() -> None:
    card = replies.history([row()], 1, False, PACKS, RUBRIC)
    text = said(card)
    for part in (QUESTION.ask, ANSWER, "63 of 100", "Ownership 3.6", "I will send a new one today", "Change first"):
        assert part in text
    assert "The warehouse messed it up" in text
    assert replies.history_files([row()], PACKS) == []
    assert "page:2" not in text
    assert "page:2" in said(replies.history([row()], 1, True, PACKS, RUBRIC))


def test_a_long_answer_stands_in_a_file_in_full() -> None:
    long = "I would apologise first, **really**. " * 100
    card = replies.history([row(answer=long)], 1, False, PACKS, RUBRIC)
    assert any(part["type"] == FILE for part in parts(card))
    (file,) = replies.history_files([row(answer=long)], PACKS)
    assert long in file.fp.read().decode()


def test_history_of_skipped_unrated_and_removed_questions() -> None:
    skipped = row(outcome="skipped", answer="", score=None)
    assert "skipped" in said(replies.history([skipped], 1, False, PACKS, RUBRIC))
    assert "not rated" in said(replies.history([row(score=None)], 1, False, PACKS, RUBRIC))
    assert "broken-lamp" in said(replies.history([row(pack="gone")], 1, False, {}, RUBRIC)).replace("\\", "")


def test_no_history_says_how_to_begin() -> None:
    assert "/screen start" in said(replies.history([], 1, False, PACKS, RUBRIC))
    assert "older" in said(replies.history([], 3, False, PACKS, RUBRIC))


def test_words_that_the_server_had_forgotten_are_told_and_the_score_stays() -> None:
    forgotten = said(replies.history([row(answer="")], 1, False, PACKS, RUBRIC, keep_days=90))
    assert "The words were forgotten after 90 days, as this server asks" in forgotten
    assert "63 of 100" in forgotten
    assert "Best moment" not in forgotten
    assert "The words were forgotten, as this server asks" in said(
        replies.history([row(answer="", score=None)], 1, False, PACKS, RUBRIC)
    )


def test_help_names_every_command_and_pace() -> None:
    text = said(replies.help_card())
    commands = (
        "/screen start",
        "/screen resume",
        "/screen stop",
        "/screen history",
        "/leaderboard",
        "/review",
        "/setup",
        "/settings",
    )
    for word in (*commands, "relaxed", "real", "pressure", "I disagree"):
        assert word in text
