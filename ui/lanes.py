"""Where work runs: reader lanes, one writer lane, one worker process; or all of it at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

from crm.domain.progress import Progress
from ui.worker import Worker, wants_progress

READERS = 3

Piece = Callable[[], None]
"""Work that takes nothing, gives nothing and never raises: it delivers by itself."""


class Lanes(Protocol):
    """What the bridge needs of threads and processes."""

    def read(self, piece: Piece) -> None:
        """Run beside other readers."""

    def write(self, piece: Piece) -> None:
        """Run after every earlier write."""

    def heavy(self, piece: Piece) -> None:
        """Run after every earlier heavy piece, on the thread that owns the worker."""

    def in_worker(
        self, function: Callable[..., Any], args: tuple[Any, ...], progress: Progress
    ) -> Any:
        """Let the worker process call a function; only within a heavy piece."""

    def close(self) -> None:
        """Finish what was begun and end every thread and process."""


class ThreadLanes:
    """Threads that live as long as the window, and the worker process."""

    def __init__(self) -> None:
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="reader")
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._heavy = ThreadPoolExecutor(1, thread_name_prefix="heavy")
        self._worker = Worker()

    def read(self, piece: Piece) -> None:
        """Run on one of the reader threads."""
        self._readers.submit(piece)

    def write(self, piece: Piece) -> None:
        """Run on the writer thread."""
        self._writer.submit(piece)

    def heavy(self, piece: Piece) -> None:
        """Run on the thread that waits for the worker."""
        self._heavy.submit(piece)

    def in_worker(
        self, function: Callable[..., Any], args: tuple[Any, ...], progress: Progress
    ) -> Any:
        """Let the worker process call a function."""
        return self._worker.run(function, args, progress)

    def warm(self) -> None:
        """Start the worker process before it is needed."""
        self._heavy.submit(self._worker.start)

    def close(self) -> None:
        """Drop what has not begun, but for writes; finish the rest; end the worker."""
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)
        self._heavy.shutdown(wait=True, cancel_futures=True)
        self._worker.stop()


class InlineLanes:
    """Everything at once on the thread that asks: for tests of screens."""

    def read(self, piece: Piece) -> None:
        """Run now."""
        piece()

    def write(self, piece: Piece) -> None:
        """Run now."""
        piece()

    def heavy(self, piece: Piece) -> None:
        """Run now."""
        piece()

    def in_worker(
        self, function: Callable[..., Any], args: tuple[Any, ...], progress: Progress
    ) -> Any:
        """Call the function here."""
        more = {"progress": progress} if wants_progress(function) else {}
        return function(*args, **more)

    def close(self) -> None:
        """Nothing waits."""
