"""A hash of plain content, equal in every process for equal content."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from importlib.metadata import version

from crm.documents.fonts import font_set

LIBRARIES = ("reportlab", "python-liquid", "markdown-it-py", "segno", "pillow", "pypdf")


def fingerprint(*values: object) -> str:
    """Hash content with the font set and the versions of the libraries that draw it (SHA-256).

    Content is dataclasses, mappings with text keys, sequences, texts, numbers, bytes and dates.
    """
    plain = _plain((font_set(), _versions(), values))
    text = json.dumps(plain, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def _versions() -> tuple[str, ...]:
    return tuple(f"{name} {version(name)}" for name in LIBRARIES)


def _plain(value: object) -> object:
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, bytes):
        return {"bytes": hashlib.sha256(value).hexdigest()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Mapping):
        return {"map": sorted([str(key), _plain(one)] for key, one in value.items())}
    if is_dataclass(value) and not isinstance(value, type):
        parts = [_plain(getattr(value, part.name)) for part in fields(value)]
        return {type(value).__qualname__: parts}
    if isinstance(value, (tuple, list)):
        return [_plain(one) for one in value]
    raise TypeError(f"{type(value).__name__} is not plain content")
