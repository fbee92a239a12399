"""The same commands on a file and on a PostgreSQL database."""

from collections.abc import Callable
from pathlib import Path

from crm.cli.session import shown
from crm.data.connection import Location
from tests.crm.cli.conftest import Shell


def test_a_list_is_brought_in_rung_and_taken_out_again(
    shell: Shell, new_place: Callable[[bool], Location], tmp_path: Path
) -> None:
    place = str(new_place(False))
    firms = tmp_path / "firms.csv"
    firms.write_text("Company,Phone,Town\nZebrafinch Ltd,01632 960123,Stone\n", encoding="utf-8")
    assert shell("new", place, "--signatory", "Alex Brook").code == 0
    for command in (
        ["import", firms],
        ["log-call", "zebrafinch", "--outcome", "message", "--note", "Left word"],
        ["check"],
    ):
        ran = shell("--book", place, *command)
        assert ran.code == 0, ran.err
    assert shell("--book", place, "companies", "--json").json[0]["stage"] == "Attempting"
    assert "Left word" in shell("--book", place, "history", "zebrafinch").out
    assert shell("--book", place, "undo").out == "Undone: Log call with Zebrafinch Ltd.\n"
    assert shell("--book", place, "undo").code == 0
    assert shell("--book", place, "companies", "--json").json == []
    assert shell("--book", place, "redo").code == 0
    assert len(shell("--book", place, "queue", "--json").json) == 1


def test_a_password_is_not_shown() -> None:
    assert shown("postgresql://muster:s3cr@t@db/drive") == "postgresql://muster@db/drive"
    assert shown("postgresql:///drive") == "postgresql:///drive"
    assert shown(Path("d.muster")) == "d.muster"
