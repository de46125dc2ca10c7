"""The pictures of a drill, drawn as those of `charts` are; the cards and the alt texts say the same in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from bot.face.charts import (
    BAR,
    FAINT,
    GROUND,
    INK,
    LINE,
    MARGIN,
    SMALL,
    TRACK,
    WAIT,
    WIDTH,
    font,
    png,
    steps,
    tension_axes,
    tension_paper,
    tension_place,
)
from bot.face.layout import ALT_TEXT
from bot.face.text import clipped, count, seconds
from bot.practice.drill.comparing import Curve, usual

PLACES = 3
"""Members who are numbered in the field."""

CURVES = 40
"""Thin curves in one picture."""

COLUMNS = 20
"""Columns of the field: five points of 100 each."""

DOT, FEWEST_DOTS, MOST_DOTS = 22, 4, 11
"""How high a dot of the field is, and how many stand on each other."""


@dataclass(frozen=True, slots=True)
class Tensions:
    """The tension of several members' callers, at least one, each with at least one point; nobody is named."""

    curves: Sequence[Curve]


@dataclass(frozen=True, slots=True)
class Field:
    """Every member's points a round (0 to 100), the best first."""

    means: Sequence[float]


def draw_tensions(shown: Tensions) -> bytes:
    """A thin line for each member, a thick one for the middle of them, as a PNG."""
    picture, pen = tension_paper(lines=2)
    end = _end(shown)
    at = tension_place(end)
    tension_axes(pen, end)
    for curve in _some(shown.curves):
        pen.line([at(point) for point in steps(curve)], fill=WAIT, width=2)
    pen.line([at(point) for point in usual(shown.curves)], fill=BAR, width=7, joint="curve")
    note = "Thin: one member each. Thick: the middle, until half are over."
    pen.text((MARGIN, picture.height - MARGIN), note, font=font(SMALL), fill=FAINT, anchor="ls")
    return png(picture)


def _end(shown: Tensions) -> int:
    return max(1, *(curve[-1][0] for curve in shown.curves))


def _some(curves: Sequence[Curve]) -> Sequence[Curve]:
    """As many as can be told apart, evenly chosen."""
    if len(curves) <= CURVES:
        return curves
    return [curves[number * len(curves) // CURVES] for number in range(CURVES)]


def said_tensions(shown: Tensions) -> str:
    """Alt text: what the picture says."""
    middle = usual(shown.curves)
    highest = max(middle, key=lambda point: point[1])
    ends = [curve[-1][1] for curve in shown.curves]
    last = middle[-1]
    return clipped(
        f"The callers' tension from 0 to 10, {count(len(shown.curves), 'call')}. In the middle: {middle[0][1]:.1f} at "
        f"the start, highest {highest[1]:.1f} after {seconds(highest[0])}, {last[1]:.1f} after {seconds(last[0])}, "
        f"when half of the calls are over. At their ends the calls lie between {min(ends):.1f} and {max(ends):.1f}.",
        ALT_TEXT,
    )


def draw_field(shown: Field) -> bytes:
    """Where all members stand, a dot for each with the first three numbered; or for several, where they are many."""
    columns = _columns(shown)
    highest = max(len(column) for column in columns)
    each = max(1, -(-highest // MOST_DOTS))
    left, right = MARGIN, WIDTH - MARGIN
    bottom = MARGIN + LINE + DOT * max(FEWEST_DOTS, -(-highest // each))
    picture = Image.new("RGB", (WIDTH, bottom + LINE + MARGIN // 2), GROUND)
    pen = ImageDraw.Draw(picture)
    note = "a dot each" if each == 1 else f"a dot for {each} members"
    pen.text((MARGIN, MARGIN), f"Points a round, {note}", font=font(SMALL), fill=FAINT, anchor="la")
    width = (right - left) / COLUMNS
    for number, column in enumerate(columns):
        middle = left + width * (number + 0.5)
        pen.line((middle - width / 2 + 2, bottom, middle + width / 2 - 2, bottom), fill=TRACK, width=3)
        for height in range(-(-len(column) // each)):
            place = column[height] + 1 if each == 1 else COLUMNS
            _dot(pen, (middle, bottom - DOT * (height + 0.5) - 2), place if place <= PLACES else None)
    for score in (0, 25, 50, 75, 100):
        anchor = {0: "la", 100: "ra"}.get(score, "ma")
        x = left + (right - left) * score / 100
        pen.text((x, bottom + 10), str(score), font=font(SMALL), fill=FAINT, anchor=anchor)
    return png(picture)


def _columns(shown: Field) -> list[list[int]]:
    """The members of each column by their place (index), the best at the bottom."""
    columns: list[list[int]] = [[] for _ in range(COLUMNS)]
    for place, mean in enumerate(shown.means):
        columns[min(COLUMNS - 1, max(0, int(mean * COLUMNS / 100)))].append(place)
    return columns


def _dot(pen: ImageDraw.ImageDraw, centre: tuple[float, float], number: int | None) -> None:
    x, y = centre
    half = DOT / 2 - 1
    pen.ellipse((x - half, y - half, x + half, y + half), fill=BAR if number is None else INK)
    if number is not None:
        pen.text((x, y), str(number), font=font(SMALL - 3), fill=GROUND, anchor="mm")


def said_field(shown: Field) -> str:
    """Alt text: what the picture says."""
    fifths = [0] * 5
    for mean in shown.means:
        fifths[min(4, max(0, int(mean / 20)))] += 1
    told = ", ".join(
        f"{number} from {fifth * 20} to {fifth * 20 + 19 + (fifth == 4)}" for fifth, number in enumerate(fifths)
    )
    first = ", ".join(f"{round(mean)}" for mean in shown.means[:PLACES])
    return clipped(f"Points a round of {count(len(shown.means), 'member')}: {told}. The first have {first}.", ALT_TEXT)
