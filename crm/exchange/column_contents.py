"""What a cell holds, told by its shape: where headings are missing or say something else."""

import re
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from crm.domain.postcodes import AREAS


class Content(StrEnum):
    """The shapes that are told apart; WORDS is any other text."""

    NOTHING = "nothing"
    EMAIL = "email"
    WEBSITE = "website"
    POSTCODE = "postcode"
    DATE = "date"
    COMPANY_NUMBER = "company number"
    MOBILE = "mobile"
    PHONE = "phone"
    NUMBER = "number"
    SIC = "sic"
    TITLE = "title"
    PERSON = "person"
    COMPANY = "company"
    STREET = "street"
    WORDS = "words"


_TITLES: Final = r"mr|mrs|miss|ms|mx|dr|prof|professor|rev|sir|dame|lord|lady|cllr|capt"
_COMPANY: Final = (
    r".*\b(ltd|limited|plc|llp|cic|inc|incorporated|llc|corp|corporation|gmbh|ag|cyf|co"
    r"|company|partnership|associates|group|holdings)\b\.?\)?"
)
_STREET: Final = (
    r"\d+[a-z]?([-/]\d+[a-z]?)?,?\s+[a-z].*|(unit|suite|flat|floor|po box|p\.?o\.? box)\s.+"
    r"|.*\b(street|road|lane|avenue|drive|close|court|terrace|crescent|business park"
    r"|industrial estate|trading estate)\b.*"
)
_SHAPES: Final[tuple[tuple[Content, re.Pattern[str]], ...]] = tuple(
    (content, re.compile(pattern, re.IGNORECASE))
    for content, pattern in (
        (Content.EMAIL, r"(mailto:)?[^\s@]+@[^\s@]+\.[^\s@.]+"),
        (
            Content.WEBSITE,
            r"(https?://|www\.)\S+|[a-z0-9-]+(\.[a-z0-9-]+)*\.(com|uk|org|net|biz|info|eu|example)(/\S*)?",
        ),
        (Content.POSTCODE, r"[a-z]{1,2}\d[a-z\d]?\s{0,2}\d[a-z]{2}"),
        (
            Content.DATE,
            r"\d{1,2}[/.-]\d{1,2}[/.-](\d{4}|\d{2})|\d{4}-\d{1,2}-\d{1,2}([ T][\d:.]+)?",
        ),
        (
            Content.COMPANY_NUMBER,
            r"\d{8}|(SC|NI|OC|SO|NC|R0|IP|RS|SP|RC|FC|NF|SF|SL|LP|CE|GE|NL|SE)\d{6}",
        ),
        (Content.MOBILE, r"(\+44\s?(\(0\))?|0)7(?:[\s-]?\d){9}"),
        (Content.PHONE, r"(\+|\(?0)[\d\s()/.-]{8,24}((ext|x)\.?\s?\d{1,5})?"),
        (Content.NUMBER, r"[-+£$€]?\s?[\d,.]*\d[\d,.]*\s?%?"),
        (Content.SIC, r"\d{4,5}\s-\s.+|\d\d\.\d\d(/\d)?\s.+|none supplied"),
        (Content.TITLE, rf"({_TITLES})\.?"),
        (Content.PERSON, rf"({_TITLES})\.?\s+\S.*"),
        (Content.COMPANY, _COMPANY),
        (Content.STREET, _STREET),
    )
)
_LONGEST: Final = 200


def content_of(text: str) -> Content:
    """Tell the shape of one cell; texts beyond 200 characters are words."""
    text = text.strip()
    if not text:
        return Content.NOTHING
    if len(text) <= _LONGEST:
        for content, shape in _SHAPES:
            if shape.fullmatch(text) and (content is not Content.POSTCODE or _in_use(text)):
                return content
    return Content.WORDS


def _in_use(postcode: str) -> bool:
    letters = 2 if postcode[1].isalpha() else 1
    return postcode[:letters].upper() in AREAS


def usual_content(cells: Iterable[str]) -> tuple[Content, float]:
    """The shape most of the filled cells share, and the share from 0.0 to 1.0."""
    counts = Counter(content_of(cell) for cell in cells)
    counts.pop(Content.NOTHING, None)
    if not counts:
        return Content.NOTHING, 0.0
    # A column of numbers to ring has both, and which leads is chance.
    if counts[Content.MOBILE] and counts[Content.PHONE]:
        counts[Content.PHONE] += counts.pop(Content.MOBILE)
    content, times = max(counts.items(), key=lambda entry: (entry[1], entry[0]))
    return content, times / counts.total()
