"""What time it is for the book, between two looks at it."""

from datetime import UTC, datetime, timedelta


class RunningClock:
    """Goes on from the moment the book last said, so that a page left open keeps time."""

    def __init__(self) -> None:
        self._ahead = timedelta(0)

    def set(self, now: datetime) -> None:
        """Take the book's time."""
        self._ahead = now - datetime.now(UTC)

    def now(self) -> datetime:
        """The time now, aware, in UTC."""
        return datetime.now(UTC) + self._ahead
