"""The inks of the printed page. The association's own colour comes with its letterhead."""

import re
from functools import cache
from typing import Final

from reportlab.lib.colors import Color

from crm.domain.errors import Refusal


def _hex(text: str) -> Color:
    return Color(*(int(text[place : place + 2], 16) / 255 for place in (1, 3, 5)))


INK: Final = _hex("#1B2330")
MUTED: Final = _hex("#59636E")
RULE: Final = _hex("#D3D9DE")
WHITE: Final = _hex("#FFFFFF")


@cache
def accent(text: str) -> Color:
    """Read the association's colour, `#RRGGBB`. Raises Refusal naming `colour`."""
    if not re.fullmatch("#[0-9A-Fa-f]{6}", text):
        raise Refusal("A colour is written as # and six digits, like #0B6E7F.", field="colour")
    return _hex(text)


@cache
def tint(text: str, strength: float = 0.12) -> Color:
    """Thin a colour with white; `strength` 1 is the colour itself."""
    colour = accent(text)
    return Color(*(1 - strength * (1 - part) for part in (colour.red, colour.green, colour.blue)))
