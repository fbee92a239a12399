"""Work for the worker process: it must be found by name from there."""

import os
from itertools import count

from crm.domain.errors import Refusal
from crm.domain.progress import Quiet


def count_to(last, *, progress=Quiet()):  # noqa: B008
    for number in range(1, last + 1):
        progress.step(number, last, "counting")
    return sum(range(last + 1)), os.getpid()


def never_ends(*, progress=Quiet()):  # noqa: B008
    for number in count():
        progress.step(number)


def refuses():
    raise Refusal("Row 12 is ragged.", field="row 12")


def fails():
    return 1 / 0


def dies():
    os._exit(3)
