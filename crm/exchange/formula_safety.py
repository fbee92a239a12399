"""Cells that a spreadsheet must not run: neutralised on the way out, restored on the way in.

A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@`, also after blanks, for a
formula. A single `'` before it makes it text. A cell that already looks neutralised gets one
more, so that restoring always gives back exactly what was written.
"""

import re
from typing import Final

_RUNS: Final = "=+\\-@\\t\\r\uff1d\uff0b\uff0d\uff20"
_BLANKS: Final = " \\n\\v\\f\u00a0\u2000-\u200b\u3000\ufeff"
_TO_NEUTRALISE: Final = re.compile(f"'*[{_BLANKS}]*[{_RUNS}]")
_NEUTRALISED: Final = re.compile(f"''*[{_BLANKS}]*[{_RUNS}]")


def neutralise_cell(text: str) -> str:
    """Make a cell that no spreadsheet runs; text that is harmless stays as it is."""
    return "'" + text if _TO_NEUTRALISE.match(text) else text


def restore_cell(text: str) -> str:
    """Give back what `neutralise_cell` was given."""
    return text[1:] if text.startswith("'") and _NEUTRALISED.match(text) else text
