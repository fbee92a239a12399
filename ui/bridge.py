"""The one crossing between screens and book.

Screens ask and do; answers come back on the UI thread, or not at all where nobody wants them
any more. The bridge says once what each step changed.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, TypeVarTuple

from PySide6.QtCore import QObject, Signal

from crm.domain.changes import Done
from ui.answers import Answers, Asked, Written
from ui.jobs import Job, Jobs
from ui.lanes import Lanes, ThreadLanes
from ui.troubles import Troubled, Troubles
from ui.worker import wants_progress

if TYPE_CHECKING:  # SQLAlchemy is imported after the first paint
    from crm.data.book import Book
    from crm.data.connection import Reading
    from crm.data.work import Work

Args = TypeVarTuple("Args")
T = TypeVar("T")


class Bridge(QObject):
    """Asks queries, does actions, sends heavy work away, and says what changed.

    `changed(Changes)` comes once for each step, then `done(Done)` for the message bar;
    `undo_changed(undo, redo)` carries the labels of what can be taken back and done again.
    Arguments by name are bound with `functools.partial`.
    """

    changed = Signal(object)
    done = Signal(object)
    undo_changed = Signal(object, object)
    opened = Signal()

    def __init__(
        self,
        lanes: Lanes | None = None,
        *,
        troubles: Troubles | None = None,
        jobs: Jobs | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.troubles = troubles if troubles is not None else Troubles(self)
        self.jobs = jobs if jobs is not None else Jobs(self)
        self.answers = Answers(self.troubles, self.jobs, self)
        self.undo_label: str | None = None
        self.redo_label: str | None = None
        self._lanes: Lanes = lanes if lanes is not None else ThreadLanes()
        self._book: Book | None = None

    @property
    def has_book(self) -> bool:
        """Whether a book is open."""
        return self._book is not None

    def open(self, opener: "Callable[[], Book]", then: Callable[[], object]) -> None:
        """Open a book on the writer lane; `then` once it can be asked.

        Trouble with the book goes the way of all troubles.
        """

        def opened(found: "tuple[Book, str | None, str | None]") -> None:
            self._book = found[0]
            self._show_undo(found[1], found[2])
            then()
            self.opened.emit()

        def attempt() -> "tuple[Book, str | None, str | None]":
            book = opener()
            return book, book.undo_label(), book.redo_label()

        self.close_book()
        number = self.answers.expect(Asked(opened, owner=self))
        self._lanes.write(lambda: self.answers.run(number, attempt))

    def ask(
        self,
        query: "Callable[[Reading, *Args], T]",
        *args: *Args,
        then: Callable[[T], object],
        owner: QObject | None = None,
        troubled: Troubled | None = None,
        latest: str = "",
        title: str = "",
    ) -> None:
        """Ask a query on a reader lane; `then` gets the frozen answer.

        The answer is dropped when `owner` (default: the object whose method `then` is) is
        gone, or when the owner has since asked with the same `latest`. A `title` makes a job
        of it: the query is given `progress`, if it has such a parameter.
        """
        book = self._open_book()
        job = self.answers.begin(title)
        number = self.answers.expect(Asked(then, owner, troubled, latest, job))
        more: dict[str, Any] = {"progress": job} if job and wants_progress(query) else {}
        self._lanes.read(lambda: self.answers.run(number, lambda: book.ask(query, *args, **more)))

    def do(
        self,
        action: "Callable[[Work, *Args], T]",
        *args: *Args,
        then: Callable[[T], object] | None = None,
        owner: QObject | None = None,
        troubled: Troubled | None = None,
        title: str = "",
    ) -> None:
        """Do an action on the writer lane; `then` gets its value, after `changed` was said.

        It is done and told even when `owner` has gone meanwhile. With a `title` it is a job
        with progress and Cancel.
        """
        book = self._open_book()
        job = self.answers.begin(title)
        more: dict[str, Any] = {"progress": job} if job else {}
        self._write(Asked(then, owner, troubled, job=job), lambda: book.do(action, *args, **more))

    def work(
        self,
        function: Callable[[*Args], T],
        *args: *Args,
        then: Callable[[T], object] | None = None,
        owner: QObject | None = None,
        troubled: Troubled | None = None,
        latest: str = "",
        title: str = "",
    ) -> None:
        """Let the worker process call a module function with plain values.

        The function is given `progress`, if it has such a parameter. Without a `title` nothing
        is shown while it runs.
        """
        job = self.answers.begin(title)
        progress = job or Job(title, _tell_nobody)
        number = self.answers.expect(Asked(then, owner, troubled, latest, job))
        lanes, answers = self._lanes, self.answers
        lanes.heavy(lambda: answers.run(number, lambda: lanes.in_worker(function, args, progress)))

    def undo(
        self, step: int | None = None, *, rest: bool = False, troubled: Troubled | None = None
    ) -> None:
        """Take back the latest step, or one given; `rest` leaves out what cannot be."""
        book = self._open_book()
        self._write(Asked(None, troubled=troubled), lambda: book.undo(step, rest=rest))

    def redo(self) -> None:
        """Do again what was taken back last."""
        book = self._open_book()
        self._write(Asked(None), book.redo)

    def with_book(
        self,
        call: "Callable[[Book], T]",
        *,
        then: Callable[[T], object] | None = None,
        troubled: Troubled | None = None,
        title: str = "",
    ) -> None:
        """Do something with the book as a whole (back it up, copy it) on the writer lane."""
        book = self._open_book()
        number = self.answers.expect(Asked(then, troubled=troubled, job=self.answers.begin(title)))
        self._lanes.write(lambda: self.answers.run(number, lambda: call(book), must=True))

    def use(self, book: "Book") -> None:
        """Take a book that is open already."""
        self._book = book
        self._show_undo(book.undo_label(), book.redo_label())
        self.opened.emit()

    def close_book(self) -> None:
        """Forget every question and close the book, after the writes that wait."""
        self.answers.forget()
        book, self._book = self._book, None
        if book is not None:
            self._lanes.write(book.close)
            self._show_undo(None, None)

    def close(self) -> None:
        """Stop jobs, finish writes, close the book, end the lanes."""
        self.jobs.cancel_all()
        self.close_book()
        self._lanes.close()

    def _open_book(self) -> "Book":
        if self._book is None:
            raise RuntimeError("no book is open")
        return self._book

    def _write(self, asked: Asked, write: Callable[[], Done[Any]]) -> None:
        book = self._open_book()
        asked.told = self._tell
        number = self.answers.expect(asked)

        def written() -> Written:
            done = write()
            return Written(done, book.undo_label(), book.redo_label())

        self._lanes.write(lambda: self.answers.run(number, written, must=True))

    def _tell(self, written: Written) -> None:
        self._show_undo(written.undo, written.redo)
        self.changed.emit(written.done.changes)
        self.done.emit(written.done)

    def _show_undo(self, undo: str | None, redo: str | None) -> None:
        self.undo_label, self.redo_label = undo, redo
        self.undo_changed.emit(undo, redo)


def _tell_nobody(_job: Job) -> None:
    """Nobody watches."""
