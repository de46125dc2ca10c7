"""What a moderator takes home of a drill: a table of all answers, as CSV."""

import csv as table
import json
from collections.abc import Iterator, Mapping
from io import StringIO
from unicodedata import normalize

from bot.practice.calls.content import Who
from bot.scoring.score import Level
from bot.stage import DrillScene
from bot.state import score_of, scorecard_of

FILE = "drill.csv"
FORMULA, BREAKS = ("=", "+", "-", "@"), ("\t", "\r", "\n")
"""A cell that begins so is a formula to spreadsheets, or may become one; an apostrophe before it makes it text."""

Row = tuple[int, int, str, int | None, Mapping[str, Level], float, str]
"""Member, round, question, score, levels, seconds, answer."""


def csv(scene: DrillScene) -> bytes:
    """A line for each answer (or call), UTF-8 with the mark by which spreadsheets know it.

    Columns: member (id), name, team, round (from 1), question, score (0-100, empty: not rated), a level (1.0-5.0) for
    each competency that was rated, seconds (to send the answer; of a call: its length; at most
    the limit, as more would tell of an accommodation), answer (of a call: the agent's words).
    """
    rows = [*_answers(scene), *_calls(scene)]
    competencies = sorted({name for row in rows for name in row[4]})
    names = [scene.rubric.name(name) for name in competencies]
    text = StringIO()
    writer = table.writer(text)
    writer.writerow(
        [_cell(each) for each in ("member", "name", "team", "round", "question", "score", *names, "seconds", "answer")]
    )
    for member, number, question, score, levels, took, answer in rows:
        entrant = scene.drill.entrants.get(member)
        team = scene.drill.teams[entrant.team].name if entrant and entrant.team is not None else ""
        values = [levels[name].value if name in levels else "" for name in competencies]
        who = (member, entrant.name if entrant else "", team)
        cells = (*who, number, question, "" if score is None else score, *values, f"{took:.1f}", answer)
        writer.writerow([_cell(each) for each in cells])
    return text.getvalue().encode("utf-8-sig")


def _answers(scene: DrillScene) -> Iterator[Row]:
    for row in sorted(scene.turns, key=lambda row: (row.round, row.answered_at)):
        asked = scene.pack.questions.get(row.question)
        levels = score_of(row.score).levels if row.score else {}
        took = scene.drill.shown_time(row.round - 1, row.answered_at - row.asked_at) / 1000
        yield row.member_id, row.round, asked.ask if asked else row.question, row.overall, levels, took, row.answer


def _calls(scene: DrillScene) -> Iterator[Row]:
    for member, row in scene.calls.items():
        script, card = scene.pack.calls.get(row.call), scorecard_of(row.scorecard)
        said = "\n".join(each["text"] for each in json.loads(row.log) if each["who"] == Who.AGENT)
        title = script.title if script else row.call
        took = scene.drill.shown_time(0, card.handle_time) / 1000
        yield member, 1, title, row.overall, card.score.levels if card.score else {}, took, said


def _cell(value: object) -> str:
    text = str(value)
    # Some spreadsheets skip spaces, and take signs of full width (as East Asian keyboards make) for the usual ones.
    begins = normalize("NFKC", text.lstrip()[:1])
    return f"'{text}" if begins.startswith(FORMULA) or text.startswith(BREAKS) else text
