"""The report's picture, drawn with Pillow to be read on a phone; the cards and the alt text say the same in words.

It has a ground of its own, so that it reads alike in Discord's light and dark, and tells nothing by colour alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

WIDTH, MARGIN, ROW, LINE = 640, 24, 54, 44
LABEL, FIGURE = 212, 142
LEFT, RIGHT = MARGIN + LABEL, WIDTH - MARGIN - FIGURE
GROUND, INK, FAINT, TRACK, BAR, WAIT = "#1f2730", "#f3f6f8", "#b9c4cd", "#3a4652", "#53b4cf", "#9fadb9"
LARGE, SMALL = 27, 21
CURVE_LEFT, CURVE_RIGHT, CURVE_TOP = MARGIN + 34, WIDTH - MARGIN, MARGIN + LINE
CURVE_BOTTOM = CURVE_TOP + 260
COLOURS = 48


@dataclass(frozen=True, slots=True)
class Times:
    """The times of question `number` in ms; None: not timed. `note` says why there is no answer ("skipped")."""

    number: int
    began_after: int | None
    answered_in: int | None
    note: str = ""
    follow_up: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """What the picture shows: names with levels 1.0 to 5.0, times per question, and the limits in ms, if any."""

    levels: Sequence[tuple[str, float]]
    times: Sequence[Times] = ()
    begin_limit: int | None = None
    answer_limit: int | None = None


@dataclass(frozen=True, slots=True)
class Curve:
    """A caller's tension (0 to 10) at ms since the call was taken; moments to number, and holds from and to in ms."""

    points: Sequence[tuple[int, float]]
    marks: Sequence[tuple[int, float]] = ()
    holds: Sequence[tuple[int, int]] = ()


def draw(chart: Chart) -> bytes:
    """The picture as a PNG: levels above, times below."""
    timed = any(time.answered_in is not None for time in chart.times)
    notes = int(chart.answer_limit is not None) + int(any(time.follow_up for time in chart.times))
    height = MARGIN * 2 + LINE + ROW * len(chart.levels)
    if timed:
        height += MARGIN // 2 + LINE + ROW * len(chart.times) + LINE * notes
    picture = Image.new("RGB", (WIDTH, height), GROUND)
    pen = ImageDraw.Draw(picture)
    bottom = _levels(pen, chart, MARGIN)
    if timed:
        _times(pen, chart, bottom + MARGIN // 2)
    return png(picture)


def png(picture: Image.Image) -> bytes:
    """As a PNG of few colours."""
    file = BytesIO()
    picture.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(file, "PNG")
    return file.getvalue()


def _levels(pen: ImageDraw.ImageDraw, chart: Chart, top: int) -> int:
    """Five boxes for each competency, filled as far as its level goes, and the figure."""
    pen.text((MARGIN, top + LINE / 2 - 8), "Levels, 1 to 5", font=font(SMALL), fill=FAINT, anchor="lm")
    top += LINE
    gap, box = 6, (RIGHT - LEFT - 4 * 6) / 5
    for name, level in chart.levels:
        middle = top + ROW / 2
        _name(pen, middle, name)
        for place in range(5):
            left = LEFT + place * (box + gap)
            pen.rounded_rectangle((left, middle - 15, left + box, middle + 15), 6, fill=TRACK)
            filled = min(1.0, max(0.0, level - place))
            if filled * box >= 12:
                pen.rounded_rectangle((left, middle - 15, left + box * filled, middle + 15), 6, fill=BAR)
            elif filled > 0:
                pen.rectangle((left + 2, middle - 13, left + 2 + box * filled, middle + 13), fill=BAR)
        pen.text((RIGHT + 16, middle), f"{level:.1f}", font=font(LARGE), fill=INK, anchor="lm")
        top += ROW
    return top


def _times(pen: ImageDraw.ImageDraw, chart: Chart, top: int) -> None:
    """For each question a thin line until the answer began and a bar until it was complete, with the limits."""
    title = "Seconds: thin until you began, thick until you finished"
    pen.text((MARGIN, top + LINE / 2 - 8), title, font=font(SMALL), fill=FAINT, anchor="lm")
    top += LINE
    longest = max(chart.answer_limit or 0, *(time.answered_in or 0 for time in chart.times), 1)

    def at(milliseconds: int) -> float:
        return LEFT + (RIGHT - LEFT) * min(1.0, max(0, milliseconds) / longest)

    bottom = top + ROW * len(chart.times)
    for limit, word in ((chart.begin_limit, "begin"), (chart.answer_limit, "answer")):
        if limit is not None:
            for dash in range(top, bottom, 12):
                pen.line((at(limit), dash, at(limit), dash + 6), fill=INK, width=2)
            beside = at(limit) + 60 < LEFT + (RIGHT - LEFT) / 2
            text, anchor = f"{word} by {limit // 1000} s", "ra" if beside else "ma"
            pen.text((at(limit) + (24 if beside else 0), bottom + 4), text, font=font(SMALL), fill=FAINT, anchor=anchor)
    for number, time in enumerate(chart.times):
        _one_time(pen, time, top + ROW * number + ROW / 2, at)
    if any(time.follow_up for time in chart.times):
        bottom += LINE if chart.answer_limit is not None else 0
        text = "+ with a follow-up, which has its own time"
        pen.text((MARGIN, bottom + 4), text, font=font(SMALL), fill=FAINT, anchor="la")


def _one_time(pen: ImageDraw.ImageDraw, time: Times, middle: float, at: Callable[[int], float]) -> None:
    _name(pen, middle, f"Question {time.number}{' +' if time.follow_up else ''}")
    if time.answered_in is None:
        pen.rectangle((LEFT, middle - 16, LEFT + 140, middle + 16), fill=GROUND)
        pen.text((LEFT, middle), time.note, font=font(LARGE), fill=FAINT, anchor="lm")
        return
    began = min(time.began_after or 0, time.answered_in)
    pen.line((LEFT, middle, RIGHT, middle), fill=TRACK, width=2)
    pen.line((LEFT, middle, at(began), middle), fill=WAIT, width=6)
    pen.rounded_rectangle((at(began), middle - 13, max(at(time.answered_in), at(began) + 6), middle + 13), 4, fill=BAR)
    figures = f"{_seconds(time.answered_in)} s"
    if time.began_after is not None:
        figures = f"{_seconds(began)} · {figures}"
    pen.text((RIGHT + 16, middle), figures, font=font(LARGE), fill=INK, anchor="lm")


def _seconds(milliseconds: int) -> int:
    return round(milliseconds / 1000)


def _name(pen: ImageDraw.ImageDraw, middle: float, name: str) -> None:
    """A name in the left column, in two smaller lines where one is too short."""
    if font(LARGE).getlength(name) <= LABEL - 12:
        pen.text((MARGIN, middle), name, font=font(LARGE), fill=INK, anchor="lm")
        return
    first, second = "", ""
    for word in name.split():
        longer = f"{first} {word}".strip()
        if second or (first and font(SMALL).getlength(longer) > LABEL - 12):
            second = f"{second} {word}".strip()
        else:
            first = longer
    for line, above in ((first, -12), (second, 12)):
        while font(SMALL).getlength(line) > LABEL - 12:
            line = line[:-2].rstrip() + "…"
        pen.text((MARGIN, middle + above), line, font=font(SMALL), fill=INK, anchor="lm")


def draw_curve(curve: Curve) -> bytes:
    """The tension over a call as a PNG: steps, for it jumps when something is said."""
    picture, pen = tension_paper()
    end = max(1, curve.points[-1][0])
    at = tension_place(end)
    for since, until in curve.holds:
        pen.rectangle((at((since, 0))[0], CURVE_TOP, at((until, 0))[0], CURVE_BOTTOM), fill=TRACK)
    tension_axes(pen, end)
    for since, until in curve.holds:
        middle = (at((since, 0))[0] + at((until, 0))[0]) / 2
        place = (min(max(middle, CURVE_LEFT + 24), CURVE_RIGHT - 24), CURVE_TOP + 6)
        pen.text(place, "hold", font=font(SMALL), fill=FAINT, anchor="ma")
    pen.line([at(point) for point in steps(curve.points)], fill=BAR, width=5, joint="curve")
    _numbers(pen, [at(mark) for mark in curve.marks], (CURVE_LEFT, CURVE_RIGHT, CURVE_TOP, CURVE_BOTTOM))
    return png(picture)


def steps(points: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
    """The corners of a line that stays as it is until the next point."""
    corners = [points[0]]
    for at, tension in points[1:]:
        corners += [(at, corners[-1][1]), (at, tension)]
    return corners


def tension_paper(lines: int = 1) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """An empty picture for curves of tension, with room for so many lines of text below."""
    picture = Image.new("RGB", (WIDTH, CURVE_BOTTOM + LINE * lines + MARGIN), GROUND)
    return picture, ImageDraw.Draw(picture)


def tension_place(end: int) -> Callable[[tuple[int, float]], tuple[float, float]]:
    """Where a point (ms, tension) stands in a picture of a call that took `end` ms."""

    def at(point: tuple[int, float]) -> tuple[float, float]:
        share = min(1.0, max(0.0, point[0] / end))
        tension = min(10.0, max(0.0, point[1]))
        return CURVE_LEFT + (CURVE_RIGHT - CURVE_LEFT) * share, CURVE_BOTTOM - (CURVE_BOTTOM - CURVE_TOP) * tension / 10

    return at


def tension_axes(pen: ImageDraw.ImageDraw, end: int) -> None:
    """Title, scale and times of a call that took `end` ms."""
    at = tension_place(end)
    pen.text((MARGIN, MARGIN), "Tension, 0 to 10: at 10 they hang up", font=font(SMALL), fill=FAINT, anchor="la")
    for tension in (0, 5, 10):
        y = at((0, tension))[1]
        pen.line((CURVE_LEFT, y, CURVE_RIGHT, y), fill=FAINT if tension == 10 else TRACK, width=2)
        pen.text((CURVE_LEFT - 10, y), str(tension), font=font(SMALL), fill=FAINT, anchor="rm")
    for place, anchor in ((0, "la"), (end, "ra")):
        pen.text((at((place, 0))[0], CURVE_BOTTOM + 8), clock(place), font=font(SMALL), fill=FAINT, anchor=anchor)


def _numbers(
    pen: ImageDraw.ImageDraw, marks: Sequence[tuple[float, float]], box: tuple[float, float, float, float]
) -> None:
    """The moments' numbers in rings on the curve; one that would hide another stands beside it."""
    left, right, top, bottom = box
    placed: list[tuple[float, float]] = []
    for number, (x, y) in enumerate(marks, 1):
        x, y = min(max(x, left + 14), right - 14), min(max(y, top + 14), bottom - 14)
        while any(abs(x - other) < 30 and abs(y - height) < 30 for other, height in placed):
            y += 30 if y + 30 <= bottom - 14 else -31 * (len(placed) + 1)
        placed.append((x, y))
        pen.ellipse((x - 14, y - 14, x + 14, y + 14), fill=INK)
        pen.text((x, y), str(number), font=font(SMALL), fill=GROUND, anchor="mm")


def clock(milliseconds: int) -> str:
    """A time of a call: "2:05"."""
    whole = round(milliseconds / 1000)
    return f"{whole // 60}:{whole % 60:02}"


@cache
def font(points: int) -> ImageFont.FreeTypeFont:
    """Pillow's own, in this size."""
    loaded = ImageFont.load_default(points)
    assert isinstance(loaded, ImageFont.FreeTypeFont)  # in every size, as Pillow's wheels have FreeType
    return loaded
