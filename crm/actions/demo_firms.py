"""What an invented firm of the demo book is, and the ways its story can go."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Destiny(StrEnum):
    """Where the story of a company stands on the day of the demo."""

    MEMBER = "member"
    JOINING = "joining"
    PACKED = "packed"
    FOLLOW_UP = "follow up"
    QUEUED = "queued"
    PROMISED = "promised"
    TALKING = "talking"
    RESTING = "resting"
    DECLINED = "declined"
    BARRED = "barred"
    MISDIALLED = "misdialled"
    COLD = "cold"
    NEW = "new"


SHARES: Mapping[Destiny, int] = {
    Destiny.MEMBER: 46,
    Destiny.JOINING: 10,
    Destiny.PACKED: 40,
    Destiny.FOLLOW_UP: 9,
    Destiny.QUEUED: 9,
    Destiny.PROMISED: 13,
    Destiny.TALKING: 32,
    Destiny.RESTING: 26,
    Destiny.DECLINED: 33,
    Destiny.BARRED: 5,
    Destiny.MISDIALLED: 8,
    Destiny.COLD: 34,
    Destiny.NEW: 55,
}
"""How many companies go each way; together they are all of them."""

COMPANIES = sum(SHARES.values())


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody at an invented firm; what is not known is empty."""

    title: str
    forenames: str
    surname: str
    job_title: str
    role: str
    direct: str = ""
    mobile: str = ""
    email: str = ""
    best_time: str = ""


@dataclass(frozen=True, slots=True)
class DemoCompany:
    """An invented firm with its people, and the way its story goes.

    `said` is what its decision maker says when first talked to; empty lets chance say it.
    `numbers` are those of the firm itself, as somebody would have typed them.
    """

    name: str
    legal_form: str
    subscriber_kind: str
    registered_number: str
    staff: int | None
    age: int
    """Years since it was founded."""
    does: str
    website: str
    premises: str
    street: str
    locality: str
    town: str
    postcode: str
    county: str
    numbers: tuple[str, ...]
    email: str
    tags: tuple[str, ...]
    pinned: str
    destiny: Destiny
    people: tuple[DemoPerson, ...]
    said: str
