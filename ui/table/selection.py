"""Which rows are ticked: by id, so that it outlives sorting, filtering and refreshing."""

from array import array
from collections.abc import Iterable

from ui.table.columns import Ids


class Selection:
    """The ticked ids; "all of them" costs nothing, whatever their number."""

    def __init__(self) -> None:
        self._all = False
        self._but: set[int] = set()

    def __contains__(self, key: int) -> bool:
        return (key in self._but) is not self._all

    def count(self, total: int) -> int:
        """How many of `total` rows are ticked."""
        return total - len(self._but) if self._all else len(self._but)

    def is_all(self, total: int) -> bool:
        """Whether every row is ticked."""
        return total > 0 and self.count(total) == total

    def tick(self, keys: Iterable[int], *, on: bool = True) -> None:
        """Tick or untick some rows."""
        if on is self._all:
            self._but.difference_update(keys)
        else:
            self._but.update(keys)

    def tick_all(self) -> None:
        """Tick every row, also those never looked at."""
        self._all, self._but = True, set()

    def clear(self) -> None:
        """Untick every row."""
        self._all, self._but = False, set()

    def keep(self, ids: Ids) -> None:
        """Let go of rows that are no longer among `ids`."""
        if self._but:
            self._but.intersection_update(ids)

    def ids(self, ids: Ids) -> Ids:
        """The ticked ids in the order of the table."""
        if self._all and not self._but:
            return array("q", ids)
        return array("q", (key for key in ids if key in self))
