"""All the troubles a user can meet; anything else that is raised is a bug.

Which one it is, is decided where it is found, at the lowest layer; the screens and the
command line only choose where to show it.
"""

from typing import Literal

BookTroubleKind = Literal[
    "missing", "locked", "damaged", "newer", "full", "not_a_book", "driver", "unreachable"
]


class Trouble(Exception):
    """Something the user can be told in one sentence and can do something about."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Refusal(Trouble):
    """What was asked cannot be done as it stands; nothing has changed.

    `field` names the field, row or file at fault in the words of the code (`"next_step"`,
    `"postcode"`, `"row 12"`), so that a screen can show the message beside it.
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class Cancelled(Trouble):
    """The user stopped a long job; everything it had done is rolled back, nothing is said."""

    def __init__(self) -> None:
        super().__init__("Stopped.")


class BookTrouble(Trouble):
    """The book as a whole cannot be used; `what_to_do` says what the user can do about it."""

    def __init__(self, kind: BookTroubleKind, message: str, what_to_do: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.what_to_do = what_to_do
