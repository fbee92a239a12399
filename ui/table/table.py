"""The table that rooms show: rows in any number, ticked and opened by keys and mouse."""

from collections.abc import Sequence
from typing import TypeVar

from ui.bridge import Bridge
from ui.table.columns import Column
from ui.table.keys import TickKeys
from ui.table.rows_view import RowsView

R = TypeVar("R")


class Table(RowsView[R]):
    """A list of things with ids; see `RowsView` for its signals and what can be asked of it."""

    def __init__(
        self,
        columns: Sequence[Column],
        bridge: Bridge,
        *,
        name: str,
        empty: str = "Nothing here yet.",
        ticks: bool = True,
    ) -> None:
        super().__init__(columns, bridge, name=name, empty=empty, ticks=ticks)
        self._keys = TickKeys(self)
