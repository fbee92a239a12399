"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta

START = datetime(2003, 3, 14, 10, 0, tzinfo=UTC)
"""A Friday morning of the drive year, in winter time."""


class SetClock:
    """Tells the time that was set; give it to `Book.open` as the clock."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def set(self, now: datetime) -> None:
        self.now = now

    def forward(self, **units: float) -> datetime:
        """Move on by days, hours, minutes or seconds, as `timedelta` takes them."""
        self.now += timedelta(**units)
        return self.now
