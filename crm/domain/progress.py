"""How long work tells how far it is, and learns that it should stop."""

from typing import Protocol


class Progress(Protocol):
    """Told of each step of long work; raises `Cancelled` when the user wants it to end."""

    def step(self, done: int, of: int | None = None, note: str = "") -> None:
        """Say that `done` of `of` units (None: unknown) are finished; `note` names the stage."""


class Quiet:
    """Progress that nobody watches."""

    def step(self, done: int, of: int | None = None, note: str = "") -> None:
        """Say nothing and go on."""
