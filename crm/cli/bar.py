"""How long work shows on a terminal how far it is; into a pipe it says nothing."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from crm.domain.progress import Progress, Quiet


@contextmanager
def showing_progress(what: str) -> Iterator[Progress]:
    """Give a progress to hand on; it draws a bar on standard error when that is a terminal."""
    if not sys.stderr.isatty():
        yield Quiet()
        return
    # Not at the top: only long work on a terminal needs it.
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Drawn

    console = Console(stderr=True, highlight=False, markup=False)
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(markup=False),
        TimeRemainingColumn(),
    )
    with Drawn(*columns, console=console, transient=True) as drawn:
        task = drawn.add_task(what, total=None)

        class Bar:
            """Hands each step on to the bar."""

            def step(self, done: int, of: int | None = None, note: str = "") -> None:
                """Move the bar; Ctrl+C stops the work by itself."""
                drawn.update(task, completed=done, total=of, description=note or what)

        yield Bar()
