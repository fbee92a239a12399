"""How the association's paper looks, and what the law wants at its foot."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LegalFacts:
    """What the Companies Act wants on a company's letters (SI 2015/17, reg. 25).

    Name the directors all or none. An empty one of the first four makes the letter a draft.
    """

    registered_name: str
    registered_in: str
    number: str
    office: str
    directors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Letterhead:
    """How the association's paper looks.

    `colour` is `#RRGGBB`; `logo` is a PNG or JPEG, printed 16 mm high; `legal` is None where the
    association is not a company. `address` is where replies and returned post go. `underlay` is a
    PDF on A4 that is drawn instead of all this: its first page under first pages, its second, where
    it has one, under those that follow.
    """

    name: str
    branch: str = ""
    address: tuple[str, ...] = ()
    telephone: str = ""
    email: str = ""
    web: str = ""
    colour: str = "#0B6E7F"
    logo: bytes = b""
    legal: LegalFacts | None = None
    underlay: bytes = b""
