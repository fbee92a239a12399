"""Running commands inside the test, on a copy of the demo book or on a book of one's own."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from crm.cli.program import run


@dataclass(frozen=True)
class Ran:
    """What one command gave back."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Shell = Callable[..., Ran]


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Runs one command with the time of the demo book unless it sets its own."""
    monkeypatch.delenv("MUSTER_BOOK", raising=False)

    def command(*arguments: object) -> Ran:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return Ran(code, said.out, said.err)

    return command


@pytest.fixture
def demo(demo_book_file: Path, tmp_path: Path) -> Path:
    """A demo book of its own, as a file."""
    path = tmp_path / "demo.muster"
    shutil.copyfile(demo_book_file, path)
    return path


@pytest.fixture
def at_ten(shell: Shell, demo: Path) -> Shell:
    """Runs commands on the demo book at ten o'clock of its day."""

    def command(*arguments: object) -> Ran:
        return shell("--book", demo, "--now", "2003-03-14 10:00", *arguments)

    return command
