"""Keys of new rows, from blocks that each writer reserves for itself.

All tables share one row of numbers, so that a key names one row of the whole book, and no
engine has to agree with its neighbours on every insert.
"""

from collections.abc import Callable

from sqlalchemy import Connection, update

from crm.data.records.history import key_blocks

FIRST_KEY = 1_001
"""Smaller keys are free for the rows that every book has, like the association itself."""


def reserve(connection: Connection, count: int) -> int:
    """Take `count` keys out of the common store; gives the first of them."""
    query = (
        update(key_blocks)
        .where(key_blocks.c.id == 1)
        .values(next_key=key_blocks.c.next_key + count)
        .returning(key_blocks.c.next_key)
    )
    after: int = connection.execute(query).scalar_one()
    return after - count


class KeyBlocks:
    """The keys one writer holds; `reserve` takes more of them, and gives the first."""

    def __init__(self, reserve_more: Callable[[int], int], *, block: int) -> None:
        self._reserve = reserve_more
        self._block = block
        self._next = 0
        self._end = 0

    def take(self, count: int) -> range:
        """Give `count` keys in a row that nobody else gets."""
        if self._end - self._next < count:
            if count >= self._block:
                first = self._reserve(count)
                return range(first, first + count)
            self._next = self._reserve(self._block)
            self._end = self._next + self._block
        first, self._next = self._next, self._next + count
        return range(first, self._next)

    def discard(self) -> None:
        """Forget the keys held: the reservation was rolled back with its transaction."""
        self._next = self._end = 0
