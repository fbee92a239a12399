"""Times against named floors, in the same run: what `make bench` prints and writes."""

import gc
import json
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value beside its floor; `ratio` is value by floor value."""

    name: str
    value: float
    unit: str
    floor: str
    floor_value: float
    ratio: float


def figure(name: str, value: float, unit: str, floor: str, floor_value: float) -> Figure:
    ratio = value / floor_value if floor_value else 0.0
    return Figure(name, round(value, 3), unit, floor, round(floor_value, 3), round(ratio, 2))


def milliseconds(run: Callable[[], object], times: int, warm: int = 3) -> list[float]:
    """How long each of `times` runs takes, after `warm` unmeasured ones."""
    for _ in range(warm):
        run()
    gc.collect()
    found = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        found.append((time.perf_counter() - start) * 1_000)
    return found


def in_turn(
    one: Callable[[], object], other: Callable[[], object], times: int
) -> tuple[list[float], list[float]]:
    """Time two things turn about, so that a busy moment of the machine meets both."""
    for _ in range(3):
        one()
        other()
    mine, floor = [], []
    for _ in range(times):
        mine += milliseconds(one, 1, warm=0)
        floor += milliseconds(other, 1, warm=0)
    return mine, floor


def quantile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def latencies(name: str, floor: str, mine: list[float], floor_times: list[float]) -> list[Figure]:
    """The middle and the slow end of a latency, in milliseconds."""
    return [
        figure(f"{name}, p50", statistics.median(mine), "ms", floor,
               statistics.median(floor_times)),
        figure(f"{name}, p95", quantile(mine, 0.95), "ms", floor, quantile(floor_times, 0.95)),
    ]  # fmt: skip


def report(figures: list[Figure], path: Path) -> None:
    """Print the table and write it as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(one) for one in figures], indent=1) + "\n")
    wide = max(len(one.name) for one in figures)
    print(f"{'':{wide}}  {'value':>10}  {'floor':>10}  ratio  floor is")
    for one in figures:
        print(
            f"{one.name:{wide}}  {one.value:8.2f} {one.unit:2} {one.floor_value:8.2f} {one.unit:2}"
            f" {one.ratio:6.2f}  {one.floor}"
        )
    print(f"Written to {path}")
