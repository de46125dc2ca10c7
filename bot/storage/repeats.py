"""Whether an answer repeats one that was counted before: then it earns nothing."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from bot.practice.copying import SHORT, prints, same_words, words
from bot.storage.counting import Rated, count
from bot.storage.statements import Row, sql


@dataclass(frozen=True, slots=True)
class Given:
    """A rated answer and where it stands: an `attempt` of 0 is in a drill, whose `number` is the round."""

    rated: Rated
    session_id: int
    number: int
    attempt: int
    answer: str


def count_answer(db: sqlite3.Connection, given: Given) -> str:
    """Count an answer, unless it repeats one; whose, as `look` says."""
    repeats = look(db, given)
    if not repeats:
        count(db, given.rated)
    return repeats


def look(db: sqlite3.Connection, given: Given) -> str:
    """Whose earlier answer to the same question on the server this one repeats: "own", "other", or "" for nobody's.

    Then its prints are kept, so that it is found when it is repeated. What others wrote in the same drill is not looked
    at: nobody could read it, and copying within a drill is for its moderators to see.
    """
    rated = given.rated
    said = words(given.answer)
    numbers = prints(said, f"{rated.pack}/{rated.question}")
    if not numbers:
        return ""
    sought = dict(zip(("first", "second", "third"), (*numbers, *numbers[-1:] * 2), strict=False))
    whose = ""
    for found in list(
        {tuple(row.values()): row for row in sql.printed(db, guild_id=rated.guild_id, **sought)}.values()
    ):
        own = found["member_id"] == rated.member_id
        if (own or (not whose and _may_copy(given, said, found))) and _repeats(db, given, said, found):
            if own:
                return "own"
            whose = "other"
    if not whose:
        where = {"session_id": given.session_id, "number": given.number, "attempt": given.attempt}
        key = {"guild_id": rated.guild_id, "member_id": rated.member_id, **where}
        sql.add_prints(db, [{**key, "print": number} for number in numbers])
    return whose


def _may_copy(given: Given, said: Sequence[str], found: Row) -> bool:
    in_one_drill = given.attempt == 0 and found["attempt"] == 0 and given.session_id == found["session_id"]
    return not in_one_drill and len(said) >= SHORT  # two members may well say a short thing each on their own


def _repeats(db: sqlite3.Connection, given: Given, said: Sequence[str], found: Row) -> bool:
    key = {"session_id": found["session_id"], "number": found["number"]}
    if found["attempt"]:
        earlier = sql.printed_turn(db, **key, attempt=found["attempt"])
    else:
        earlier = sql.printed_drill_turn(db, **key, member_id=found["member_id"])
    return (
        (earlier["pack"], earlier["question"]) == (given.rated.pack, given.rated.question)
        and earlier["at"] <= given.rated.at
        and same_words(words(earlier["answer"]), said)
    )
