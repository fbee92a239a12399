"""Killing the program at any moment loses nothing that was acknowledged.

A child process acts in a loop and says each step's number through a pipe once `do` has come
back; it is killed at a random moment, two hundred times on one book.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from crm.data.book import Book
from crm.data.records.companies import Company
from crm.data.records.history import steps
from crm.data.work import Work

KILLS = 200

CHILD = """
import os, sys
from pathlib import Path
from crm.data.book import Book
from tests.crm.data.test_kills import act

def serve(place, pipe):
    book = Book.open(place)
    number = 0
    while True:
        number += 1
        done = book.do(act, number)
        if number % 5 == 0:
            done = book.undo()
        os.write(pipe, b"%d\\n" % done.changes.step)

# Forking a warm process is ten times quicker than starting one for each kill.
for line in sys.stdin:
    place, patient = line.split()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        serve(place, writing)
    os.close(writing)
    first = os.read(reading, 100) if patient == "patient" else b""
    print(child, flush=True)
    with os.fdopen(reading, "rb") as pipe:
        said = first + pipe.read()
    os.waitpid(child, 0)
    print(said.decode().replace("\\n", " ").strip(), flush=True)
"""


def act(work: Work, number: int) -> None:
    """Several edits, so that a kill can come between them."""
    keys = work.insert_many(
        Company,
        [{"name": f"{number}-{n}", "name_key": "x", "added_at": work.now} for n in range(6)],
    )
    company = work.get(Company, keys[0])
    company.name = "renamed " + "y" * 3_000
    work.delete(work.get(Company, keys[1]))
    work.add(Company(name="one more", name_key="y", added_at=work.now))


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
def test_two_hundred_kills_lose_nothing(empty_book_file: Path, tmp_path: Path) -> None:
    place = tmp_path / "drive.muster"
    shutil.copyfile(empty_book_file, place)
    draw = random.Random(9)
    acknowledged: set[int] = set()
    server = subprocess.Popen(
        [sys.executable, "-c", CHILD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).resolve().parents[3],
    )
    assert server.stdin is not None
    assert server.stdout is not None
    with server:
        for kill in range(KILLS):
            # Most come while it acts, some already while it opens the book after the last.
            patient = "patient" if kill % 5 else "hasty"
            server.stdin.write(f"{place} {patient}\n")
            server.stdin.flush()
            child = int(server.stdout.readline())
            wait_a_moment(draw.random() * 0.04)
            os.kill(child, signal.SIGKILL)
            acknowledged.update(int(step) for step in server.stdout.readline().split())
        server.stdin.close()
    book = Book.open(place)
    known = set(book.ask(lambda reading: reading.sql.scalars(select(steps.c.id)).all()))
    assert acknowledged <= known
    assert book.check() == ()
    assert len(acknowledged) > KILLS / 2, "the kills came before anything was done"
    for _ in range(5):
        book.undo()
    assert book.check() == ()
    book.close()


def wait_a_moment(seconds: float) -> None:
    """Let the child get somewhere; nothing is asserted about how far."""
    signal.sigtimedwait([], seconds)
