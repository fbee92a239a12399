"""The rows a table has at hand: pages of ids, the latest used kept."""

from array import array
from collections import OrderedDict
from collections.abc import Iterable, Sequence

from ui.table.columns import Cell, Ids

PAGE = 128
"""Rows asked for together."""

KEPT = 64
"""Pages kept before the one not used for longest is let go."""

Cells = tuple[Cell, ...]


class Pages:
    """The ids of all rows in order and the cells of those looked at lately."""

    def __init__(self) -> None:
        self.ids: Ids = array("q")
        self._pages: OrderedDict[int, dict[int, Cells]] = OrderedDict()
        self._stale: set[int] = set()
        self._left_over: dict[int, Cells] = {}
        self._rows: dict[int, int] | None = None

    def __len__(self) -> int:
        return len(self.ids)

    def replace(self, ids: Ids) -> None:
        """Take other ids; what is known of rows is shown until it is asked for again."""
        old = self.ids
        self.ids = ids
        self._rows = None
        for page in list(self._pages):
            start = page * PAGE
            if old[start : start + PAGE] != ids[start : start + PAGE]:
                self._keep_left_over(self._pages.pop(page))

    def clear(self) -> None:
        """Forget all rows and ids."""
        self.ids = array("q")
        self._rows = None
        self._pages.clear()
        self._stale.clear()
        self._left_over.clear()

    def clear_cells(self) -> None:
        """Forget what rows show, and keep which there are until others are known."""
        self._left_over.clear()
        self._stale.update(self._pages)

    def doubt(self, ids: Iterable[int] | None) -> None:
        """Say that some rows (None: all) may have changed: they are shown, and asked again."""
        if ids is None:
            self._stale.update(self._pages)
            return
        touched = set(ids)
        self._stale.update(
            page for page, cells in self._pages.items() if not touched.isdisjoint(cells)
        )

    def put(self, page: int, rows: Iterable[tuple[int, Cells]]) -> None:
        """Keep the rows of a page."""
        self._pages[page] = dict(rows)
        self._stale.discard(page)
        self._pages.move_to_end(page)
        while len(self._pages) > KEPT:
            gone, _cells = self._pages.popitem(last=False)
            self._stale.discard(gone)

    def has(self, page: int) -> bool:
        """Whether a page is at hand and undoubted."""
        return page in self._pages and page not in self._stale

    def ids_of(self, page: int) -> Sequence[int]:
        """The ids that stand on a page."""
        return self.ids[page * PAGE : (page + 1) * PAGE].tolist()

    def cells(self, row: int) -> Cells | None:
        """The cells of a row; None where its page is not at hand, empty where it is gone."""
        key = self.ids[row]
        page = self._pages.get(row // PAGE)
        if page is None:
            return self._left_over.get(key)
        return page.get(key, ())

    def used(self, page: int) -> None:
        """Say that a page is looked at now."""
        if page in self._pages:
            self._pages.move_to_end(page)

    def missing(self, first: int, last: int) -> list[int]:
        """The pages not at hand for some rows, then those of their neighbours."""
        if not self.ids:
            return []
        top, bottom = first // PAGE, min(last, len(self.ids) - 1) // PAGE
        wanted = [*range(top, bottom + 1), bottom + 1, top - 1]
        count = (len(self.ids) + PAGE - 1) // PAGE
        return [page for page in wanted if 0 <= page < count and not self.has(page)]

    def row_of(self, key: int) -> int:
        """In which row an id stands, or -1; the first call after new ids takes a while."""
        if len(self.ids) <= PAGE * 8:
            try:
                return self.ids.index(key)
            except ValueError:
                return -1
        if self._rows is None:
            self._rows = {known: row for row, known in enumerate(self.ids)}
        return self._rows.get(key, -1)

    def _keep_left_over(self, cells: dict[int, Cells]) -> None:
        if len(self._left_over) > PAGE * KEPT:
            self._left_over.clear()
        self._left_over.update(cells)
