"""What the status bar says of the last backup."""

from datetime import UTC, datetime

import pytest

from ui.shell.book_files import say_backup

MADE = datetime(2003, 6, 5, 8, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("made", "old", "said"),
    [
        (None, False, "no backup yet"),
        (MADE, False, "last backup 09:02"),
        (MADE, True, "last backup 5 June"),
    ],
)
def test_the_last_backup_is_said_in_the_time_of_the_book(
    made: datetime | None, old: bool, said: str
) -> None:
    assert say_backup(made, old=old) == said
