"""A PostgreSQL server for the tests: in a temporary folder, reached by a socket only.

The server refuses to run as root, so root's rights are dropped with `setpriv`.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from itertools import count
from pathlib import Path

import psycopg

_SETTINGS = "-c listen_addresses='' -c fsync=off -c max_connections=200"


def binaries() -> Path | None:
    """Find the folder of the server's programs: on the path, or where Debian keeps them."""
    found = shutil.which("initdb")
    if found and shutil.which("pg_ctl"):
        return Path(found).resolve().parent
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    return places[0].parent if places else None


def reason_to_skip() -> str:
    """Say why no server can be started here; empty where one can."""
    if binaries() is None:
        return "PostgreSQL is not installed here (Debian: apt install postgresql-15)"
    if os.name != "posix" or (os.geteuid() == 0 and not (_drop_root() or [])):
        return "PostgreSQL does not run as root, and setpriv is not here to drop it"
    return ""


def _drop_root() -> list[str] | None:
    """Give the words before a command that run it as somebody else; None if impossible."""
    if not shutil.which("setpriv"):
        return None
    user = _server_user()
    return ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups"]


def _server_user() -> str:
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        return "nobody"


class Server:
    """A running server; `close` ends it and removes its folder."""

    def __init__(self) -> None:
        programs = binaries()
        assert programs is not None
        self._programs = programs
        self._prefix: list[str] = []
        # Short, because the path of a socket may have no more than 107 characters.
        self.folder = Path(tempfile.mkdtemp(prefix="muster-pg-"))
        if os.geteuid() == 0:
            account = pwd.getpwnam(_server_user())
            os.chown(self.folder, account.pw_uid, account.pw_gid)
            self._prefix = [
                "setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}",
                "--clear-groups",
            ]  # fmt: skip
        self._names = count(1)
        self._run(
            "initdb", "-D", self._data, "-U", "muster", "-A", "trust", "-E", "UTF8",
            "--locale=C.UTF-8", "--no-sync",
        )  # fmt: skip
        self._run(
            "pg_ctl", "-D", self._data, "-w", "-l", str(self.folder / "log"),
            "-o", f"{_SETTINGS} -k {self.folder}", "start",
        )  # fmt: skip

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [*self._prefix, str(self._programs / program), *arguments],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # the server inherits it: a pipe would never close
            stderr=subprocess.PIPE if program == "initdb" else subprocess.DEVNULL,
            text=True,
            check=False,
        )
        if done.returncode:
            log = self.folder / "log"
            said = log.read_text() if log.exists() else done.stderr
            raise RuntimeError(f"{program} failed: {said}")

    def url(self, database: str) -> str:
        return f"postgresql://muster@/{database}?host={self.folder}"

    def new_database(self, like: str = "template1") -> str:
        """Make a database as a copy of another; gives its URL."""
        name = f"book_{next(self._names)}"
        self._do(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
        return self.url(name)

    def drop(self, url: str) -> None:
        self._do(f'DROP DATABASE "{name_of(url)}" WITH (FORCE)')

    def _do(self, sql: str) -> None:
        where = f"host={self.folder} user=muster dbname=postgres"
        with psycopg.connect(where, autocommit=True) as connection:
            connection.execute(sql.encode())

    def close(self) -> None:
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


def name_of(url: str) -> str:
    """Read the name of the database out of a URL of `Server.url`."""
    return url.partition("@/")[2].partition("?")[0]
