"""What surrounds every room shows of the book; a query of the app's fills it in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from ui.look.tokens import Kind


@dataclass(frozen=True, slots=True)
class WindowFacts:
    """The association and its drive in a few words and numbers.

    `counts` are the numbers in the rail by room; `members` of `target` fill the card at its
    foot (no card without a target), `forecast` is its second line; `backup` says when the
    book was last backed up; `counted` stands at the right of the status bar.
    """

    association: str = ""
    drive: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    members: int = 0
    target: int | None = None
    forecast: str = ""
    backup: str = ""
    counted: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """One row of the palette: what it is, and what choosing it does.

    `head` stands above the first row of a group; `command` is the id of what can be done.
    """

    title: str
    run: Callable[[], object]
    line: str = ""
    badge: str = ""
    kind: Kind = Kind.NEUTRAL
    keys: str = ""
    possible: bool = True
    head: str = ""
    command: str = ""


Searcher = Callable[[str, Callable[[Sequence[Found]], object]], object]
"""Asked with what is typed; gives its rows to the callback, later or at once."""


def find_nothing(_text: str, show: Callable[[Sequence[Found]], object]) -> None:
    """The searcher of a window without a book."""
    show(())
