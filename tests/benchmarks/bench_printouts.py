"""What a paper costs: CPU of one page, of four, of a handbook, fifty orders on two cores, memory of a process."""

import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from app.printouts.folder import Printout
from app.printouts.pool import RenderPool
from app.printouts.render import render
from tests.printouts.sheets import DATA, folder, shipped
from tests.reports.handbook.test_handbook import KEYS, book

ONE_PAGE_SECONDS = 0.10
FOUR_PAGES_SECONDS = 0.30
HANDBOOK_SECONDS = 10.0
FIFTY_ORDERS_SECONDS = 8.0
PROCESS_MEGABYTES = 350
ORDERS = 50
CORES = 2
SENTENCE = "各单位接到通知后要立即组织力量赶赴现场，按照“先近后远、满足急需”的原则开展处置（遇险先撤离），并及时报告。"


def run() -> list[dict[str, Any]]:
    """One row per bound: name, value, unit, bound, holds."""
    form = shipped("compensation")
    one = _cpu(form, form.sample, pages=1)
    four = _cpu(folder(), {**DATA, "text": "\n".join([SENTENCE * 3] * 11)}, pages=4)
    handbook = max(_once(*book(key)) for key in KEYS)
    fifty, megabytes = _fifty()
    return [
        _row("one page, CPU, warm", one, "s", ONE_PAGE_SECONDS),
        _row("four pages, CPU, warm", four, "s", FOUR_PAGES_SECONDS),
        _row("longest handbook, CPU", handbook, "s", HANDBOOK_SECONDS),
        _row(f"{ORDERS} orders on {CORES} cores", fifty, "s", FIFTY_ORDERS_SECONDS),
        _row("memory of a render process", megabytes, "MB", PROCESS_MEGABYTES),
    ]


def _cpu(paper: Printout, data: Mapping[str, Any], pages: int) -> float:
    """The least of nine: what the paper costs, not what the neighbours do."""
    assert render(paper, data).pages == pages
    return min(_once(paper, data) for _ in range(9))


def _once(paper: Printout, data: Mapping[str, Any]) -> float:
    start = time.process_time()
    render(paper, data)
    return time.process_time() - start


def _fifty() -> tuple[float, float]:
    paper = shipped("turn-out-instruction")
    with RenderPool(CORES) as pool, ThreadPoolExecutor(CORES) as threads:
        warm = [threads.submit(pool.render, paper, paper.sample) for _ in range(CORES)]
        assert all(future.result().pages == 2 for future in warm)
        start = time.perf_counter()
        orders = [{**paper.sample, "to": f"第{number}救援队"} for number in range(ORDERS)]
        papers = list(threads.map(lambda data: pool.render(paper, data), orders))
        assert len({rendered.pdf for rendered in papers}) == ORDERS
        return time.perf_counter() - start, pool.megabytes


def _row(name: str, value: float, unit: str, bound: float) -> dict[str, Any]:
    return {"name": name, "value": round(value, 3), "unit": unit, "bound": bound, "holds": value <= bound}
