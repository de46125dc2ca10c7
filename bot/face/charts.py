"""Pictures, drawn with Pillow: plain, high contrast, readable on a phone; the cards say the same in words."""

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

WIDTH, ROW, MARGIN, LABEL = 900, 76, 36, 330
INK, PAPER, BAR, TRACK = "#1b1f24", "#ffffff", "#2a7f9e", "#dfe5ea"


def levels(ranked: Sequence[tuple[str, float]]) -> bytes:
    """Levels 1 to 5 as bars with their figures: a PNG."""
    font, small = ImageFont.load_default(30), ImageFont.load_default(22)
    height = MARGIN * 2 + ROW * max(1, len(ranked)) + 30
    picture = Image.new("RGB", (WIDTH, height), PAPER)
    draw = ImageDraw.Draw(picture)
    left, right = float(MARGIN + LABEL), WIDTH - MARGIN - 70
    step = (right - left) / 4
    bottom = MARGIN + ROW * len(ranked)
    for mark in range(1, 6):
        x = left + step * (mark - 1)
        draw.line((x, MARGIN, x, bottom), fill=TRACK, width=2)
        draw.text((x, bottom + 8), str(mark), font=small, fill=INK, anchor="ma")
    for index, (name, level) in enumerate(ranked):
        middle = MARGIN + ROW * index + ROW / 2
        draw.text((MARGIN, middle), name, font=font if len(name) < 21 else small, fill=INK, anchor="lm")
        draw.rounded_rectangle((left, middle - 16, right, middle + 16), 8, fill=TRACK)
        if level > 1:
            draw.rounded_rectangle((left, middle - 16, left + step * (level - 1), middle + 16), 8, fill=BAR)
        draw.text((right + 16, middle), f"{level:.1f}", font=font, fill=INK, anchor="lm")
    file = BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()
