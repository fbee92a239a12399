"""Who waits for which answer; lives on the UI thread, while threads hold only numbers.

A pool thread never holds a callback or a widget: it works, and hands in a number with what
came of it. The signal that carries it over belongs to an object of the UI thread.
"""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Signal

from crm.domain.changes import Done
from ui.jobs import Job, Jobs
from ui.troubles import Troubled, Troubles

Then = Callable[[Any], object]


@dataclass(slots=True)
class Asked:
    """One question whose answer is still to come.

    `latest` names what a newer question of the same owner replaces; an answer that nobody
    wants any more is dropped, a write (`must`) is done and its changes are told all the same.
    """

    then: Then | None
    owner: QObject | None = None
    troubled: Troubled | None = None
    latest: str = ""
    job: Job | None = None
    told: Callable[["Written"], object] | None = None

    def __post_init__(self) -> None:
        behind = getattr(self.then, "__self__", None)
        if self.owner is None and isinstance(behind, QObject):
            self.owner = behind

    @property
    def wanted(self) -> bool:
        """Whether whoever asked is still there."""
        return self.owner is None or shiboken6.isValid(self.owner)


@dataclass(frozen=True, slots=True)
class Written:
    """What a write gave back, with what can be undone and redone after it."""

    done: Done[Any]
    undo: str | None
    redo: str | None


class Answers(QObject):
    """Gives out numbers, takes answers in, and hands each to whoever waits for it."""

    handed_in = Signal(int, object, object)
    job_moved = Signal(object)
    idle = Signal()

    def __init__(self, troubles: Troubles, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._troubles = troubles
        self._jobs = jobs
        self._numbers = itertools.count(1)
        self._asked: dict[int, Asked] = {}
        self._newest: dict[tuple[int, str], int] = {}
        self.handed_in.connect(self._deliver)
        self.job_moved.connect(jobs.moved)

    @property
    def waiting(self) -> int:
        """How many answers are still to come."""
        return len(self._asked)

    def begin(self, title: str) -> Job | None:
        """Start showing a job, if it has a title."""
        if not title:
            return None
        job = Job(title, self.job_moved.emit)
        self._jobs.began(job)
        return job

    def expect(self, asked: Asked) -> int:
        """Take a question in; an older one that it replaces is forgotten."""
        number = next(self._numbers)
        if asked.latest:
            topic = (id(asked.owner), asked.latest)
            older = self._asked.pop(self._newest.get(topic, 0), None)
            if older is not None:
                self._end(older)
            self._newest[topic] = number
        self._asked[number] = asked
        return number

    def run(self, number: int, work: Callable[[], object], *, must: bool = False) -> None:
        """Work and hand in what came of it; called on any thread, never raises.

        What nobody waits for any more is not even begun, unless it `must` be done.
        """
        if number not in self._asked and not must:
            return
        answer: object = None
        error: BaseException | None = None
        try:
            answer = work()
        except BaseException as trouble:  # noqa: BLE001 -- the edge of a thread: routed by troubles
            error = trouble
        self.handed_in.emit(number, answer, error)

    def forget(self) -> None:
        """Drop every answer still to come."""
        for asked in self._asked.values():
            self._end(asked)
        self._asked.clear()
        self._newest.clear()

    def _deliver(self, number: int, answer: object, error: BaseException | None) -> None:
        asked = self._asked.pop(number, None)
        if asked is None:
            return
        self._end(asked)
        topic = (id(asked.owner), asked.latest)
        if self._newest.get(topic) == number:
            del self._newest[topic]
        if error is not None:
            self._troubles.meet(error, asked.troubled if asked.wanted else None)
        else:
            self._tell(asked, answer)
        if not self._asked:
            self.idle.emit()

    @staticmethod
    def _tell(asked: Asked, answer: object) -> None:
        if isinstance(answer, Written):
            if asked.told is not None:
                asked.told(answer)
            answer = answer.done.value
        if asked.then is not None and asked.wanted:
            asked.then(answer)

    def _end(self, asked: Asked) -> None:
        if asked.job is not None:
            asked.job.cancel()
            self._jobs.ended(asked.job)
