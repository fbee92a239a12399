"""The bridge on real threads and a real worker process; only the book is tiny."""

import os
import threading

import pytest
from PySide6.QtCore import QObject, QThread

from crm.domain.errors import BookTrouble, Cancelled, Refusal
from tests.ui.worker_jobs import count_to, dies, fails, never_ends, refuses
from ui.bridge import Bridge
from ui.lanes import ThreadLanes
from ui.troubles import Troubles, report


class Listener(QObject):
    def __init__(self):
        super().__init__()
        self.heard = []
        self.threads = []

    def hear(self, answer):
        self.heard.append(answer)
        self.threads.append(QThread.currentThread())


@pytest.fixture
def threads(qapp, book):
    made = Bridge(ThreadLanes())
    made.use(book)
    yield made
    made.close()
    made.deleteLater()


def add(reading, first, second):
    return first + second, threading.current_thread().name


def note(work, text):
    return text.upper()


def test_an_answer_comes_back_on_the_thread_of_the_screen(qtbot, qapp, threads):
    listener = Listener()
    threads.ask(add, 2, 3, then=listener.hear)
    qtbot.waitUntil(lambda: bool(listener.heard))
    assert listener.heard[0][0] == 5
    assert listener.heard[0][1].startswith("reader")
    assert listener.threads == [qapp.thread()]


def test_an_action_says_once_what_changed_and_then_gives_its_value(qtbot, threads):
    order = []
    threads.changed.connect(lambda changes: order.append(("changed", changes.step)))
    threads.done.connect(lambda done: order.append(("done", done.changes.label)))
    threads.undo_changed.connect(lambda undo, redo: order.append(("undo", undo, redo)))
    threads.do(note, "hello", then=lambda value: order.append(("then", value)))
    qtbot.waitUntil(lambda: ("then", "HELLO") in order)
    assert order == [("undo", "Note", None), ("changed", 1), ("done", "Note"), ("then", "HELLO")]
    threads.undo()
    qtbot.waitUntil(lambda: threads.undo_label is None)
    assert threads.redo_label == "Note"
    threads.redo()
    qtbot.waitUntil(lambda: threads.undo_label == "Note")


def test_writes_keep_their_order(qtbot, threads, book):
    done = []

    def step(work, number):
        return number

    for number in range(50):
        threads.do(step, number, then=done.append)
    qtbot.waitUntil(lambda: len(done) == 50)
    assert done == list(range(50))


def test_an_answer_for_a_widget_that_is_gone_is_dropped(qtbot, threads):
    gate = threading.Event()
    owner, heard = QObject(), []

    def wait(reading):
        gate.wait(5)
        return 1

    threads.ask(wait, then=heard.append, owner=owner)
    owner.deleteLater()
    qtbot.wait(1)
    owner = None
    gate.set()
    qtbot.waitUntil(lambda: not threads.answers.waiting)
    assert heard == []


def test_a_newer_question_replaces_an_older_one(qtbot, threads):
    gate, heard, owner = threading.Event(), [], QObject()

    def slow(reading, number):
        gate.wait(5)
        return number

    for number in range(10):
        threads.ask(slow, number, then=heard.append, owner=owner, latest="queue")
    gate.set()
    qtbot.waitUntil(lambda: not threads.answers.waiting)
    assert heard == [9]


def test_a_write_is_done_and_told_even_when_its_asker_is_gone(qtbot, threads, book):
    gate, told, heard = threading.Event(), [], []
    owner = QObject()
    threads.changed.connect(told.append)

    def slow(work):
        gate.wait(5)

    threads.do(slow, then=heard.append, owner=owner)
    owner.deleteLater()
    qtbot.wait(1)
    gate.set()
    qtbot.waitUntil(lambda: bool(told))
    assert (heard, book.steps) == ([], ["Slow"])


def test_closing_finishes_the_writes_that_wait(qapp, book):
    bridge = Bridge(ThreadLanes())
    bridge.use(book)
    gate = threading.Event()

    def slow(work):
        gate.wait(5)

    for _number in range(5):
        bridge.do(slow)
    gate.set()
    bridge.close()
    assert len(book.steps) == 5
    assert book.closed


def test_a_refusal_goes_to_its_asker_else_to_the_message_bar(bridge):
    beside, bar = [], []
    bridge.troubles.refused.connect(bar.append)

    def refuse(work):
        raise Refusal("No such day.", field="next_step")

    bridge.do(refuse, troubled=beside.append)
    bridge.do(refuse)
    bridge.do(refuse, troubled=lambda refusal: False)
    assert [refusal.field for refusal in beside] == ["next_step"]
    assert bar == ["No such day.", "No such day."]


@pytest.mark.parametrize(
    ("error", "signal"),
    [
        (BookTrouble("full", "The disk is full.", "Make room."), "book_troubled"),
        (KeyError("x"), "faulted"),
        (Refusal("No."), "refused"),
        (Cancelled(), None),
    ],
)
def test_each_trouble_has_one_place(qapp, error, signal):
    troubles, heard = Troubles(), []
    for name in ("refused", "book_troubled", "faulted"):
        getattr(troubles, name).connect(lambda *_said, name=name: heard.append(name))
    troubles.meet(error)
    assert heard == ([signal] if signal else [])


def int_of(message):
    raise ValueError(message)


def test_a_report_names_lines_of_the_program_and_no_stored_text():
    with pytest.raises(ValueError, match="UNIQUE") as caught:
        int_of("UNIQUE failed\n[parameters: ('Helen Marsh',)]")
    told = report(caught.value)
    assert "UNIQUE failed" in told
    assert "test_bridge.py" in told
    assert "Helen" not in told


def test_heavy_work_is_done_by_another_process_with_progress(qtbot, threads):
    heard, seen = [], []
    threads.jobs.changed.connect(lambda: seen.extend(job.done for job in threads.jobs.running))
    threads.work(count_to, 3, then=heard.append, title="Counting")
    qtbot.waitUntil(lambda: bool(heard), timeout=20_000)
    total, process = heard[0]
    assert total == 6
    assert process != os.getpid()
    assert 3 in seen
    assert threads.jobs.running == ()


def test_heavy_work_can_be_cancelled_and_the_worker_serves_on(qtbot, threads):
    heard, faults = [], []
    threads.troubles.faulted.connect(faults.append)
    threads.work(never_ends, then=heard.append, title="Endless")
    job = threads.jobs.running[0]
    qtbot.waitUntil(lambda: job.done > 2, timeout=20_000)
    job.cancel()
    qtbot.waitUntil(lambda: not threads.jobs.running, timeout=20_000)
    threads.work(count_to, 2, then=heard.append)
    qtbot.waitUntil(lambda: bool(heard), timeout=20_000)
    assert heard[0][0] == 3
    assert faults == []


def test_troubles_of_the_worker_arrive_as_themselves(qtbot, threads):
    refused, faults = [], []
    threads.troubles.faulted.connect(faults.append)
    threads.work(refuses, troubled=refused.append)
    threads.work(fails)
    qtbot.waitUntil(lambda: bool(refused and faults), timeout=20_000)
    assert (refused[0].message, refused[0].field) == ("Row 12 is ragged.", "row 12")
    assert "ZeroDivisionError" in faults[0]


def test_a_worker_that_dies_is_replaced(qtbot, threads):
    bar, heard = [], []
    threads.troubles.refused.connect(bar.append)
    threads.work(dies)
    threads.work(count_to, 1, then=heard.append)
    qtbot.waitUntil(lambda: bool(heard), timeout=20_000)
    assert len(bar) == 1
