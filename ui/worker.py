"""The warm worker: one process for heavy work, started when it is first needed.

It draws document batches and reads foreign files, so that neither a long computation nor a
hostile file can hold up or bring down the window. Functions and their values travel by
pickle: give it module functions and plain dataclasses.
"""

import inspect
import multiprocessing
import signal
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from crm.domain.errors import BookTrouble, Cancelled, Refusal
from crm.domain.progress import Progress
from ui.troubles import Fault

PATIENCE = 3.0
"""Seconds that work may take to notice it was cancelled before its process is ended."""

LOOK_EVERY = 0.1


class WorkerProgress:
    """Sends progress over the pipe and learns from it whether to stop."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe

    def step(self, done: int, of: int | None = None, note: str = "") -> None:
        """Tell the window; raises `Cancelled` once it wants the work to end."""
        self._pipe.send(("step", done, of, note))
        if self._pipe.poll():
            self._pipe.recv()
            raise Cancelled


def wants_progress(function: Callable[..., Any]) -> bool:
    """Whether a function has a parameter `progress` to be given."""
    return "progress" in inspect.signature(function).parameters


def serve(pipe: Connection) -> None:
    """Do one piece of work after another until the pipe closes; runs in the worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            function, args = pipe.recv()
            pipe.send(_answer(pipe, function, args))
        except (EOFError, BrokenPipeError):  # the window is gone
            return


def _answer(
    pipe: Connection, function: Callable[..., Any], args: tuple[Any, ...]
) -> tuple[Any, ...]:
    more = {"progress": WorkerProgress(pipe)} if wants_progress(function) else {}
    try:
        return ("done", function(*args, **more))
    except Cancelled:
        return ("cancelled",)
    except Refusal as error:
        return ("refused", error.message, error.field)
    except BookTrouble as error:
        return ("trouble", error.kind, error.message, error.what_to_do)
    except Exception as error:  # noqa: BLE001 -- the edge of the process: it travels as text
        return ("fault", str(error), traceback.format_exc())


class Worker:
    """The process and the pipe to it; used by one thread at a time."""

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def start(self) -> None:
        """Start the process, unless it runs."""
        if self._process is not None and self._process.is_alive():
            return
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs,), name="muster-worker")
        self._process.daemon = True
        self._process.start()
        theirs.close()
        self._pipe = ours

    def run(self, function: Callable[..., Any], args: tuple[Any, ...], progress: Progress) -> Any:
        """Let the worker call a function and wait for what it gives back.

        `Cancelled`, raised by `progress`, ends the work and, where it does not listen, the
        process. A process that dies is a `Refusal`: its file or text was too much for it.
        """
        self.start()
        pipe = self._pipe
        if pipe is None:
            raise Fault("the worker has no pipe", "")
        try:
            pipe.send((function, args))
            return self._wait(pipe, progress)
        except (EOFError, BrokenPipeError, ConnectionResetError) as error:
            self.stop()
            raise Refusal(
                "The work stopped: it needed more memory or time than there is."
            ) from error

    def stop(self) -> None:
        """End the process."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.terminate()
            self._process.join(2)
        self._process = self._pipe = None

    def _wait(self, pipe: Connection, progress: Progress) -> Any:
        done, of, note = 0, None, ""
        while True:
            try:
                if not pipe.poll(LOOK_EVERY):
                    progress.step(done, of, note)
                    continue
                answer = pipe.recv()
                if answer[0] != "step":
                    return _unpack(answer)
                done, of, note = answer[1:]
                progress.step(done, of, note)
            except Cancelled:
                self._cancel(pipe)
                raise

    def _cancel(self, pipe: Connection) -> None:
        pipe.send("stop")
        while pipe.poll(PATIENCE):
            if pipe.recv()[0] != "step":
                return
        self.stop()


def _unpack(answer: tuple[Any, ...]) -> Any:
    match answer:
        case ("done", value):
            return value
        case ("refused", message, field):
            raise Refusal(message, field=field)
        case ("trouble", kind, message, what_to_do):
            raise BookTrouble(kind, message, what_to_do)
        case ("cancelled",):
            raise Cancelled
        case (_, message, details):
            raise Fault(message, details)
