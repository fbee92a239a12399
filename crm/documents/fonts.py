"""The letters we print with: loading the shipped fonts, and which of them draws a character.

Gentium Book Plus sets running text, Noto Sans forms, addresses and headings; each stands in for
the other, and Droid Sans Fallback for Chinese, Japanese and Korean, loaded only when such a name
turns up (it costs 50 ms). A character that none of them has is never drawn as a box: whoever
prepares a page asks `tidy` first and holds that page back.
"""

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FOLDER: Final = Path(__file__).parents[2] / "resources" / "fonts"

# Plain bytes are a quarter smaller than ASCII85; colours are never read out of markup.
rl_config.useA85 = 0
rl_config.toColorCanUse = None  # type: ignore[assignment]


class Face(StrEnum):
    """A family of letters, four styles each."""

    TEXT = "GentiumBookPlus"
    PLAIN = "NotoSans"


FAR_EAST: Final = "DroidSansFallback"
STAND_IN: Final = "?"
"""Drawn for a character no font has, on proofs only: such a page is never sent."""

_JOINERS = "\u200d\u20e3\ufe0e\ufe0f"
"""What joins and varies emoji; some fonts have them, but by themselves they say nothing."""

_EMOJI = re.compile(
    "["
    "\U0001f000-\U0001faff"  # pictographs, flags, skin tones
    "\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\u3030\u303d\u3297\u3299" + _JOINERS + "]"
)


@dataclass(frozen=True, slots=True)
class Tidied:
    """Text as it can be printed, the emoji that were taken out, the characters no font has."""

    text: str
    emoji: str = ""
    unprintable: str = ""


@cache
def font_name(face: Face, *, bold: bool = False, italic: bool = False) -> str:
    """Load one style of a face when it is first asked for, and say its name in the PDF engine."""
    style = {(False, False): "Regular", (True, False): "Bold", (False, True): "Italic"}
    name = f"{face}-{style.get((bold, italic), 'BoldItalic')}"
    _load(name)
    return name


@cache
def _load(name: str) -> frozenset[str]:
    """Register a font file and say which characters it draws."""
    font = TTFont(name, FOLDER / f"{name}.ttf")
    pdfmetrics.registerFont(font)
    # Beyond U+FFFF the engine writes a broken table for copying text out again.
    return frozenset(chr(code) for code in font.face.charToGlyph if code <= 0xFFFF)


@cache
def _near_set() -> frozenset[str]:
    """What is surely drawn in any style, without the font of the Far East."""
    return _load(font_name(Face.TEXT)) | _load(font_name(Face.PLAIN)) | {"\n"}


def _far(char: str) -> bool:
    """Whether the fallback for Chinese, Japanese and Korean draws the character."""
    if not ("\u1100" <= char <= "\ud7ff" or "\uf900" <= char <= "\uffef"):
        return False
    return char in _load(FAR_EAST)


def tidy(text: str) -> Tidied:
    """Take the emoji out of a text and list the characters that no shipped font has.

    The text is expected to be clean (`crm.domain.text_safety`). Each unprintable character is
    listed once, in the order met.
    """
    if _near_set().issuperset(text):
        return Tidied(text)
    missing = [char for char in dict.fromkeys(text) if char not in _near_set()]
    emoji = "".join(char for char in missing if _EMOJI.match(char))
    if emoji:
        text = re.sub(f" *[{re.escape(emoji + _JOINERS)}]+", "", text).strip(" ")
    unprintable = "".join(char for char in missing if char not in emoji and not _far(char))
    shown = "".join(char for char in emoji if char not in _JOINERS)
    return Tidied(text, shown or emoji, unprintable)


def runs(text: str, name: str) -> list[tuple[str, str]]:
    """Cut a text into (font name, text) so that every character is drawn by a font that has it.

    `name` is the wanted font, as given by `font_name`.
    """
    if _load(name).issuperset(text):
        return [(name, text)]
    cut: list[tuple[str, str]] = []
    for char in text:
        font, drawn = _font_for(char, name)
        if cut and cut[-1][0] == font:
            cut[-1] = (font, cut[-1][1] + drawn)
        else:
            cut.append((font, drawn))
    return cut


def _font_for(char: str, name: str) -> tuple[str, str]:
    if char in _load(name):
        return name, char
    if char in "\n\t":
        return name, " "
    face, _, style = name.partition("-")
    other = Face.PLAIN if face == Face.TEXT else Face.TEXT
    for twin in (f"{other}-{style}", f"{other}-Regular", f"{face}-Regular"):
        if char in _load(twin):
            return twin, char
    return (FAR_EAST, char) if _far(char) else (name, STAND_IN)


def width(text: str, name: str, size: float) -> float:
    """How wide a line of text is, in points."""
    return sum(pdfmetrics.stringWidth(part, font, size) for font, part in runs(text, name))


def break_line(line: str, font: str, size: float, wide: float) -> list[str]:
    """Break a line between words so that each part is at most `wide` points, where it can be."""
    parts: list[str] = []
    for word in line.split():
        if parts and width(f"{parts[-1]} {word}", font, size) <= wide:
            parts[-1] += f" {word}"
        else:
            parts.append(word)
    return parts


def draw_line(canvas: Canvas, x: float, y: float, text: str, name: str, size: float) -> float:
    """Draw one line with its baseline at y (points), and say where it ended."""
    line = canvas.beginText(x, y)
    for font, part in runs(text, name):
        line.setFont(font, size)
        line.textOut(part)
    canvas.drawText(line)
    return float(line.getX())


def draw_line_right(
    canvas: Canvas, right: float, y: float, text: str, name: str, size: float
) -> None:
    """Draw one line that ends at `right` (points)."""
    draw_line(canvas, right - width(text, name, size), y, text, name, size)


def new_canvas(file: BytesIO, **options: Any) -> Canvas:
    """Open an A4 canvas whose bytes depend on nothing but what is drawn on it.

    Without a clock or random id in it, and without the unembedded Helvetica that the engine
    would otherwise name on every page.
    """
    font: Any = font_name(Face.PLAIN)
    canvas = Canvas(
        file, pagesize=A4, pageCompression=1, invariant=1, initialFontName=font, **options
    )
    canvas.setViewerPreference("PrintScaling", "None")
    return canvas


@cache
def font_set() -> str:
    """The SHA-256 of the shipped font files: a new font set makes other bytes of equal content."""
    digest = hashlib.sha256()
    for file in sorted(FOLDER.glob("*.ttf")):
        digest.update(file.name.encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()
