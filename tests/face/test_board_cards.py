"""Boards as cards: who is named, whose place only they see, what is counted; and none exceeds Discord's limits."""

import re

import pytest

from bot.face import board_cards
from bot.face.board_cards import BoardId
from bot.practice.boards import Page, Reader, Recap
from bot.practice.points import ALL_TIME, CONSISTENCY, DRILLS, IMPROVEMENT, KINDS, MONTH, POINTS, SEASON, SPANS, WEEK
from bot.practice.records import BoardPlace
from bot.practice.settings import Seen
from tests.face.scenes import labels, parts, said
from tests.face.test_limits import check

ME = 200_000_000_000_000_900


def places(count: int, first: int = 1) -> tuple[BoardPlace, ...]:
    return tuple(BoardPlace(rank, 200_000_000_000_000_000 + rank, 1000 - rank) for rank in range(first, first + count))


def page(kind: str = POINTS, span: str = WEEK, shown: tuple[BoardPlace, ...] = places(10), **more: object) -> Page:
    values: dict[str, object] = {"number": 1, "last": 1, "reader": Reader(ME, Seen.NAMED, ())} | more
    return Page(kind, span, f"{span}-2026-47", places=shown, **values)  # type: ignore[arg-type]  # fields by name


def test_a_row_has_rank_name_and_what_is_counted() -> None:
    shown = (BoardPlace(1, 11, 240), BoardPlace(1, 12, 240, named=False), BoardPlace(3, ME, 1))
    text = said(board_cards.board(page(shown=shown, reader=Reader(ME, Seen.NAMED, shown))))
    assert "this week" in text
    assert "1\\. <@11> · 240 points" in text  # equal points share a rank, and Discord must not number anew
    assert "1\\. a member · 240 points" in text
    assert "12" not in text  # who is anonymous can't be found out
    assert f"**3\\. <@{ME}> · 1 point** (you)" in text
    assert text.count(f"<@{ME}>") == 1  # all of the reader's neighbours are on the page already


@pytest.mark.parametrize(
    ("kind", "points", "reads"),
    [
        (POINTS, 240, "240 points"),
        (DRILLS, 1, "1 point"),
        (IMPROVEMENT, 123, "+12.3 points"),
        (IMPROVEMENT, -4, "-0.4 points"),
        (CONSISTENCY, 1, "1 day"),
        (CONSISTENCY, 8, "8 days"),
    ],
)
def test_each_kind_counts_its_own(kind: str, points: int, reads: str) -> None:
    assert f" · {reads}" in said(board_cards.for_all(page(kind, shown=(BoardPlace(1, 11, points),))))


def test_the_readers_place_stands_below_with_the_neighbours() -> None:
    around = (*places(2, 38), BoardPlace(40, ME, 960), *places(2, 41))
    text = said(board_cards.board(page(reader=Reader(ME, Seen.NAMED, around))))
    assert re.findall(r"(\d+)\\\.", text.split("Your place")[1]) == ["38", "39", "40", "41", "42"]
    unseen = board_cards.board(page(reader=Reader(ME, Seen.ABSENT, around)))
    assert "Only you see your place" in said(unseen)
    assert "/settings" in said(unseen)
    assert labels(unseen) == []
    assert "a member" in said(board_cards.board(page(reader=Reader(ME, Seen.ANONYMOUS, around))))


def test_who_was_not_asked_yet_is_asked() -> None:
    card = board_cards.board(page(reader=Reader(ME, Seen.UNASKED, (BoardPlace(1, ME, 50),))))
    assert "Only you see" in said(card)
    ids = [part["custom_id"] for part in parts(card) if "custom_id" in part]
    assert ids == ["headset_seen:named", "headset_seen:anonymous"]


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_board_says_what_to_do(kind: str) -> None:
    empty = page(kind, shown=())
    for card in (board_cards.board(empty), board_cards.for_all(empty), board_cards.pinned(empty, 0)):
        assert "Nobody" in said(card)
        assert "/screen start" in said(card) or "/skills" in said(card) or "Join" in said(card)


def test_pages_are_turned_by_buttons() -> None:
    first, middle, last = (board_cards.board(page(number=number, last=3)) for number in (1, 2, 3))
    ids = [[part["custom_id"] for part in parts(card) if "custom_id" in part] for card in (first, middle, last)]
    pages = [[int(BoardId.of(board_cards.IDS.fullmatch(one)).page) for one in row] for row in ids]  # type: ignore  # all match
    assert pages == [[2], [1, 3], [2]]
    assert BoardId.of(board_cards.IDS.fullmatch("headset_board:luck:week:1")) is None  # type: ignore[arg-type]  # matches


def test_what_all_read_has_nobodys_own_place() -> None:
    shown = page(reader=Reader(ME, Seen.ABSENT, (BoardPlace(40, ME, 1),)))
    for card in (board_cards.for_all(shown), board_cards.pinned(shown, 1_790_000_000_000)):
        assert str(ME) not in said(card)
        assert labels(card) == ["My place"]
    assert "<t:1790000000:R>" in said(board_cards.pinned(shown, 1_790_000_000_000))


def test_a_recap_names_the_first_and_leaves_out_who_is_not_there() -> None:
    week = Recap(0, 7 * 86_400_000, 12, places(3), BoardPlace(1, 77, 96), BoardPlace(1, 78, 5, named=False), None)
    text = said(board_cards.recap(week))
    assert "12 members" in text
    assert "Most improved:** <@77> · +9.6 points" in text
    assert "Longest streak:** a member · 5 days" in text
    assert "drills" not in text


def test_the_fullest_cards_fit_in_a_message() -> None:
    worst = tuple(BoardPlace(10**6 + rank, 2**63 - rank, -(10**9)) for rank in range(10))
    around = tuple(BoardPlace(10**7 + rank, 2**62 - rank, -(10**9)) for rank in range(5))
    for kind in KINDS:
        for span in (WEEK, MONTH, SEASON, ALL_TIME):
            reader = Reader(2**62, Seen.UNASKED, around)
            full = page(kind, span, worst, number=50_000, last=100_000, reader=reader)
            check(board_cards.board(full, board_cards.not_public()))
            check(board_cards.for_all(full))
            check(board_cards.pinned(full, 2**53))
    check(board_cards.recap(Recap(0, 2**53, 10**6, worst[:3], worst[0], worst[1], worst[2])))
    assert len(board_cards.given_up("@everyone " * 400, 2**63, "permission", "View Channel")) < 2000
    assert len(str(BoardId("consistency", max(SPANS, key=len), 100_000))) <= 100
