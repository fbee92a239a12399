"""Pictures for the README: few colours, so that a clone stays small."""

from collections.abc import Sequence
from pathlib import Path

from PIL import Image

DOCS = Path(__file__).resolve().parents[2] / "docs"
COLOURS = 256
DESK, MARGIN, HEIGHT = (222, 225, 229), 24, 620


def keep_picture(drawn: Path, name: str) -> None:
    """Keep a picture as `docs/NAME.png`."""
    with Image.open(drawn) as picture:
        _keep(picture, name)


def keep_pages(drawn: Sequence[Path], name: str) -> None:
    """Keep pages beside each other, on a grey desk, as `docs/NAME.png`."""
    pages = []
    for path in drawn:
        with Image.open(path) as page:
            size = (round(page.width * HEIGHT / page.height), HEIGHT)
            pages.append(page.convert("RGB").resize(size, Image.Resampling.LANCZOS))
    width = sum(page.width + MARGIN for page in pages) + MARGIN
    desk = Image.new("RGB", (width, HEIGHT + 2 * MARGIN), DESK)
    left = MARGIN
    for page in pages:
        desk.paste(page, (left, MARGIN))
        left += page.width + MARGIN
    _keep(desk, name)


def _keep(picture: Image.Image, name: str) -> None:
    DOCS.mkdir(exist_ok=True)
    few = picture.convert("RGB").quantize(
        COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
    )
    few.save(DOCS / f"{name}.png", optimize=True)
