"""Killing the window while a note is typed, or while calls wait, loses and repeats nothing."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select

from crm.data.book import Book
from crm.data.queries.drafts import FILED_AS, book_mark
from crm.data.records.activities import Activity
from crm.data.side_book import SideBook
from crm.data.side_place import side_place
from crm.data.side_rows import SideContents
from tests.books.clock import SetClock
from tests.crm.data.test_kills import wait_a_moment
from tests.journeys.kept_child import CALLS
from tests.ui.today.calling_day import fill

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
ROOT = Path(__file__).resolve().parents[2]
MOST_LOST = 1_000
"""Milliseconds of typing that a kill may cost."""


class Window:
    """A child process with the window open on a book."""

    def __init__(self, mode: str, book: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.kept_child", mode, str(book),
             str(book.with_suffix(".ini"))],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True, cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )  # fmt: skip
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self.says, self._hears = self._process.stdout, self._process.stdin

    def line(self) -> str:
        said = self.says.readline()
        assert said, "the window ended by itself"
        return said.rstrip("\n")

    def tell(self) -> None:
        self._hears.write("go on\n")
        self._hears.flush()

    def kill(self) -> list[str]:
        """Kill it as a power cut would; gives what it still had said."""
        self._process.send_signal(signal.SIGKILL)
        rest = self.says.read().splitlines()
        self.end()
        return rest

    def end(self) -> int:
        with self._process:
            self._hears.close()
            return self._process.wait()


def beside(book: Path) -> SideContents:
    opened = Book.open(book)
    side = SideBook.open(side_place(book), opened.ask(book_mark))
    try:
        assert side.set_aside is None
        return side.read()
    finally:
        side.close()
        opened.close()


def keys_in(book: Path) -> Counter[str]:
    opened = Book.open(book)
    query = select(Activity.details).where(Activity.kind == "call")
    found = opened.ask(lambda reading: list(reading.sql.execute(query).scalars()))
    opened.close()
    return Counter(details[FILED_AS] for details in found if FILED_AS in details)


@pytest.fixture(scope="module")
def filled(empty_book_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kept") / "calling.muster"
    shutil.copyfile(empty_book_file, path)
    clock = SetClock()
    book = Book.open(path, clock=clock)
    fill(book, clock)
    book.close()
    return path


@pytest.fixture
def place(filled: Path, tmp_path: Path) -> Path:
    path = tmp_path / "calling.muster"
    shutil.copyfile(filled, path)
    return path


def kill_while_typing(place: Path, kills: int, draw: random.Random) -> None:
    kept = ""
    for _ in range(kills):
        window = Window("type", place)
        first = window.line()
        while not first.startswith("note "):
            first = window.line()
        assert json.loads(first.removeprefix("note ")) == kept, "the draft did not come back"
        said = [window.line()]
        wait_a_moment(draw.uniform(0.1, 1.8))
        said += window.kill()
        typed = [line.removeprefix("typed ") for line in said if line.startswith("typed ")]
        drafts = beside(place).drafts
        now = str(drafts[0].said["note"]) if drafts else ""
        assert len(drafts) <= 1
        assert now.startswith(kept), "a part of an older draft was lost"
        words = now.removeprefix(kept).split()
        # The last word may be on the disk in part, or typed and not yet said to be.
        whole = words if now.endswith(" ") else words[:-1]
        assert whole[: len(typed)] == typed[: len(whole)]
        saved = int(whole[-1]) if whole else int(typed[0])
        assert int(typed[-1]) - saved <= MOST_LOST, f"lost {int(typed[-1]) - saved} ms"
        kept = now
    assert kept, "every kill came before anything was kept"


def kill_while_calls_wait(place: Path, rounds: int, draw: random.Random) -> None:
    logged: set[str] = set()
    for number in range(rounds):
        window = Window("log", place)
        fresh: set[str] = set()
        while len(fresh) < 2 + number % 3:
            line = window.line()
            if line.startswith("kept "):
                assert line.endswith("True"), "the call was not written"
                fresh.add(line.split()[1])
        if number % 2:
            window.tell()  # the long write ends, and the calls are being filed at the kill
            wait_a_moment(draw.uniform(0, 0.06))
        fresh.update(line.split()[1] for line in window.kill() if line.startswith("kept "))
        logged |= fresh
        waiting = {one.key for one in beside(place).waiting}
        assert fresh <= waiting | set(keys_in(place)), "a logged call is nowhere"
        after = Window("file", place)
        assert after.line() == "done"
        assert after.end() == 0
        found = keys_in(place)
        assert logged <= set(found)
        assert set(found.values()) <= {1}, "a call was filed twice"
        assert beside(place).waiting == ()


def kill_before_it_is_heard(place: Path) -> None:
    window = Window("deaf", place)
    fresh: set[str] = set()
    told = False
    while (line := window.line()) != "written":
        if line.startswith("kept "):
            fresh.add(line.split()[1])
        if len(fresh) == CALLS and not told:
            told = True
            window.tell()
    window.kill()
    assert fresh == {one.key for one in beside(place).waiting}
    assert fresh <= set(keys_in(place)), "the test is to be of calls that are in both places"
    after = Window("file", place)
    assert after.line() == "done"
    assert after.end() == 0
    found = keys_in(place)
    assert fresh <= set(found)
    assert set(found.values()) == {1}, "a call was filed twice"
    assert beside(place).waiting == ()


def test_a_kill_costs_at_most_a_second_of_typing(place: Path) -> None:
    kill_while_typing(place, 3, random.Random(5))


def test_a_call_that_waits_is_filed_once_though_the_window_was_killed(place: Path) -> None:
    kill_while_calls_wait(place, 2, random.Random(6))


def test_a_call_in_the_book_that_nobody_heard_of_is_not_filed_again(place: Path) -> None:
    kill_before_it_is_heard(place)


@pytest.fixture
def at_length(request: pytest.FixtureRequest) -> None:
    if "soak" not in request.config.getoption("markexpr"):
        pytest.skip("run by make soak")


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.usefixtures("at_length")
def test_fifty_kills_cost_at_most_a_second_each(place: Path) -> None:
    kill_while_typing(place, 50, random.Random())


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.usefixtures("at_length")
def test_waiting_calls_are_filed_once_over_ten_kills(filled: Path, tmp_path: Path) -> None:
    for number in range(5):
        path = tmp_path / f"calling-{number}.muster"
        shutil.copyfile(filled, path)
        kill_while_calls_wait(path, 2, random.Random())
