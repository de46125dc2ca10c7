"""A text to type as a picture, so that it can't be pasted: twice the size of a phone's screen, on a ground of its own.

Pillow's font tells 1, l and I apart; a zero gets a slash, so that it is no O.
"""

from io import BytesIO

from PIL import Image, ImageColor, ImageDraw

from bot.face.charts import GROUND, INK, font

WIDTH, MARGIN, LINE = 760, 36, 56
POINTS = 36
SHADES = 16
"""From ground to ink: few enough for four bits a pixel, enough for smooth edges."""


def draw(text: str) -> bytes:
    """The text as a PNG, wrapped at spaces."""
    lines = wrapped(text)
    picture = Image.new("L", (WIDTH, 2 * MARGIN + LINE * len(lines)), 0)
    pen = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        _line(pen, line, MARGIN + LINE * number + LINE // 2)
    few = picture.point([shade * SHADES // 256 for shade in range(256)], "L")
    file = BytesIO()
    coloured = Image.frombytes("P", few.size, few.tobytes())
    coloured.putpalette(_palette())
    coloured.save(file, "PNG", bits=4)
    return file.getvalue()


def wrapped(text: str) -> list[str]:
    """The text in lines that fit the picture. A word that is wider than it stands alone, and is cut off."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font(POINTS).getlength(longer) <= WIDTH - 2 * MARGIN:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _line(pen: ImageDraw.ImageDraw, line: str, middle: int) -> None:
    pen.text((MARGIN, middle), line, font=font(POINTS), fill=255, anchor="lm")
    _, _, wide, _ = font(POINTS).getbbox("0", anchor="lm")
    for place, sign in enumerate(line):
        if sign == "0":
            left = MARGIN + font(POINTS).getlength(line[: place + 1]) - font(POINTS).getlength("0")
            slash = (left + wide * 0.32, middle + POINTS * 0.16, left + wide * 0.72, middle - POINTS * 0.16)
            pen.line(slash, fill=255, width=3)


def _palette() -> list[int]:
    ground, ink = ImageColor.getrgb(GROUND), ImageColor.getrgb(INK)
    return [
        round(dark + (bright - dark) * shade / (SHADES - 1))
        for shade in range(SHADES)
        for dark, bright in zip(ground, ink, strict=True)
    ]
