"""`muster`: no command opens the window, a command runs in the shell."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window on the book named, if any, or run one command; give the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    opens_window, book = _wants_window(given)
    if opens_window:
        # Not at the top: a command needs no Qt, and the window must not wait for the commands.
        from ui.quick_start import load_qt

        load_qt()
        from ui.start import start

        return start(book)
    from crm.cli.program import run

    return run(given)


def _wants_window(given: list[str]) -> tuple[bool, str | None]:
    match given:
        case []:
            return True, None
        case ["--book", book]:
            return True, book
        case [book] if book.endswith(".muster") or book.startswith("postgresql:"):
            return True, book
        case _:
            return False, None


if __name__ == "__main__":
    sys.exit(main())
