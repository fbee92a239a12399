"""The long work that runs now: how far it is, how long it takes still, and Cancel."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from ui.jobs import Job, Jobs, say_left
from ui.look.buttons import Button
from ui.look.measure import px
from ui.look.surfaces import as_part, column, row
from ui.look.text import label, muted, strong

PATIENCE = 500
"""Milliseconds a job runs before it is shown: what is quick does not flicker."""


class JobRow(QWidget):
    """One job."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job
        title = strong(job.title)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(px(220))
        self._bar.setAccessibleName(job.title)
        self._note, self._left = label(""), muted("")
        self._cancel = Button("Cancel")
        self._cancel.setAccessibleName(f"Cancel: {job.title}")
        self._cancel.clicked.connect(lambda _on=False: self._stop())
        layout = row(self, gap=10)
        layout.addWidget(title)
        layout.addWidget(self._bar)
        layout.addWidget(self._note)
        layout.addWidget(self._left)
        layout.addStretch()
        layout.addWidget(self._cancel)
        self.look()

    def look(self) -> None:
        """Show how far it is."""
        share = self._job.share
        self._bar.setRange(0, 0 if share is None else 1000)
        if share is not None:
            self._bar.setValue(round(share * 1000))
        self._note.setText("Stopping…" if self._job.cancelled else self._said())
        self._left.setText(say_left(self._job.seconds_left))

    def _said(self) -> str:
        counted = f"{self._job.done:,} of {self._job.of:,}" if self._job.of else ""
        return " · ".join(part for part in (self._job.note, counted) if part)

    def _stop(self) -> None:
        self._job.cancel()
        self._cancel.setEnabled(False)
        self.look()


class JobStrip(QFrame):
    """A row for each job that has run for a while."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        as_part(self, "status bar")
        self.setAccessibleName("Work that runs now")
        self._jobs = jobs
        self._rows: dict[int, JobRow] = {}
        self._seen: set[int] = set()
        self._layout = column(self, gap=4)
        self._layout.setContentsMargins(px(12), px(4), px(12), px(4))
        jobs.changed.connect(self._look)
        self.hide()

    def _look(self) -> None:
        running = {job.number: job for job in self._jobs.running}
        for number in list(self._rows):
            if number not in running:
                gone = self._rows.pop(number)
                gone.hide()
                gone.deleteLater()
            else:
                self._rows[number].look()
        for number in running.keys() - self._seen:
            self._seen.add(number)
            QTimer.singleShot(PATIENCE, self, self._show_patiently)
        self.setVisible(bool(self._rows))

    def _show_patiently(self) -> None:
        for job in self._jobs.running:
            if job.number not in self._rows and job.number in self._seen:
                self._rows[job.number] = made = JobRow(job)
                self._layout.addWidget(made)
        self.setVisible(bool(self._rows))
