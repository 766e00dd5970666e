"""The runtime against stock SpiffWorkflow, in one run: stock in memory, ours durable with worklist, trace and log.

Ratios are medians of interleaved rounds. A round is one instance on each side from its first completion to its last.
Stock's completion ends with asking which tasks are open now, since somebody has to know; ours has them in its
worklist. Without a bound: the same through a form's validation, and what one durable commit costs on this disk.
"""

import time
from collections.abc import Sequence
from statistics import mean, median
from typing import Any

from app.core.actor import system
from app.runtime.step import look
from app.tasks.completion import complete
from app.worker.house import House
from tests.benchmarks.stock_and_ours import (
    Commits,
    Completes,
    OurRun,
    StockRun,
    Workload,
    bench_house,
    by_runtime,
    worn_in,
)
from tests.benchmarks.workloads import DISPATCH, ROW, TEAMS

BOUNDS = {DISPATCH.name: 1.4, ROW.name: 0.6, TEAMS.name: 0.15}
ROUNDS = {DISPATCH.name: 15, ROW.name: 5, TEAMS.name: 3}
GROWTH, RESTORE_MS, STEP_BYTES = 1.2, 1.0, 2_500
_ENDS = 10
_LOADS = 50

Result = dict[str, Any]


def run() -> list[Result]:
    """Each result has name, value, unit, bound and whether it holds; without a bound it always does."""
    results: list[Result] = []
    for workload in (DISPATCH, ROW, TEAMS):
        results += _against_stock(workload)
    with bench_house() as house:
        results += _state(house)
    return results


def _against_stock(workload: Workload) -> list[Result]:
    with bench_house() as house:
        stock, ours = _rounds(house, workload, by_runtime)
        ratio = median(mean(our) / mean(their) for their, our in zip(stock, ours, strict=True))
        results = [
            _result(f"{workload.name}, against stock", ratio, "times", BOUNDS[workload.name]),
            _result(f"{workload.name}, stock", _typical(stock), "µs per completion"),
            _result(f"{workload.name}, ours", _typical(ours), "µs per completion"),
            _result(f"{workload.name}, one durable commit", Commits(house).typical() * 1e6, "µs"),
        ]
        if workload is not DISPATCH:
            growth = median(mean(times[-_ENDS:]) / mean(times[:_ENDS]) for times in ours)
            results.append(_result(f"{workload.name}, last ÷ first", growth, "times", GROWTH))
    if workload is DISPATCH:
        with bench_house() as house:
            stock, ours = _rounds(house, workload, complete)
            ratio = median(mean(our) / mean(their) for their, our in zip(stock, ours, strict=True))
            results.append(_result("dispatch with its forms, against stock", ratio, "times"))
    return results


def _rounds(
    house: House, workload: Workload, completes: Completes
) -> tuple[list[list[float]], list[list[float]]]:
    stock, ours = StockRun(workload), OurRun(house, workload, completes)
    stock.times()
    worn_in(house, ours.times)
    pairs = [(stock.times(), ours.times()) for _ in range(ROUNDS[workload.name])]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def _typical(rounds: Sequence[Sequence[float]]) -> float:
    return median(mean(times) for times in rounds) * 1e6


def _state(house: House) -> list[Result]:
    """What a dispatch writes of the engine's state at each step, and how long its restoring takes at the fullest."""
    sizes: list[int] = []
    loads: list[float] = []
    ours = OurRun(house, DISPATCH, by_runtime)
    stored = ours.stored

    def before(instance: str) -> None:
        sizes.append(sum(map(len, stored.changed(instance))))
        loads.append(_restore(house, instance))

    ours.times(before)
    return [
        _result("dispatch, engine state written per step", max(sizes[1:]), "bytes", STEP_BYTES),
        _result("dispatch, restored from its rows", max(loads) * 1e3, "ms", RESTORE_MS),
    ]


def _restore(house: House, instance: str) -> float:
    with house.database.reading(system()) as ctx:
        times = []
        for _ in range(_LOADS):
            begun = time.perf_counter()
            look(ctx, instance)
            times.append(time.perf_counter() - begun)
    return median(times)


def _result(name: str, value: float, unit: str, bound: float | None = None) -> Result:
    holds = bound is None or value <= bound
    return {"name": name, "value": round(value, 3), "unit": unit, "bound": bound, "holds": holds}
