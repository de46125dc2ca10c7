"""The report's picture: a PNG that is the same each time, small, and drawn whatever it is given."""

from io import BytesIO

import pytest
from PIL import Image

from bot.face.charts import WIDTH, Chart, Times, draw

NAMES = ["Ownership", "Efficiency and hold manners", "x" * 90, "Wort " * 20, "喂", ""]
LEVELS = [(name, 1.0 + index * 0.8) for index, name in enumerate(NAMES)]
TIMES = [
    Times(1, 4_000, 38_000),
    Times(2, None, 200_000, follow_up=True),
    Times(3, None, None, "skipped"),
    Times(4, 9_000, 3_000),
    Times(10, 0, 0),
]


def picture(chart: Chart) -> Image.Image:
    return Image.open(BytesIO(draw(chart)))


@pytest.mark.parametrize("limits", [(None, None), (30_000, 120_000), (10_000, 60_000)])
@pytest.mark.parametrize("times", [[], TIMES, TIMES[2:3]])
def test_it_is_drawn_alike_each_time_and_small(limits: tuple[int | None, int | None], times: list[Times]) -> None:
    chart = Chart(LEVELS, times, *limits)
    first = draw(chart)
    assert first == draw(chart)
    assert len(first) < 60_000
    assert picture(chart).format == "PNG"
    assert picture(chart).width == WIDTH


def test_the_largest_report_stays_small() -> None:
    times = [Times(number, 4_000, 100_000) for number in range(1, 11)]
    assert len(draw(Chart([("Professionalism", 3.3)] * 10, times, 30_000, 120_000))) < 60_000


def test_a_higher_level_fills_more() -> None:
    def bright(level: float) -> int:
        shown = picture(Chart([("Ownership", level)])).convert("L")
        return sum(shown.histogram()[110:])

    assert bright(1.0) < bright(2.5) < bright(4.0) < bright(5.0)


def test_text_stands_out_from_its_ground() -> None:
    shown = picture(Chart(LEVELS)).convert("L")
    darkest, brightest = shown.getextrema()
    assert brightest - darkest > 180  # far beyond 4.5 to 1, in Discord's light and dark alike: the ground is its own


def test_nothing_timed_leaves_the_lower_half_away() -> None:
    assert picture(Chart(LEVELS, TIMES[2:3])).height == picture(Chart(LEVELS)).height
