"""What is done with a whole package: compared, drawn, deployed; and the largest files of it that are read at all."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.bundle import load_bundle
from app.bundle.bundle import Bundle
from app.bundle.comparison.comparing import compare
from app.bundle.drawing import draw
from app.core.actor import system
from app.db.engine import open_engine
from app.engine.lint.check import lint
from app.feel.dmn.decisions import problems
from app.worker.provisioning import deploy
from app.worker.schema import migrate
from tests import yunxi
from tests.bundle.drawing.test_picture import FILES, fullest
from tests.bundle.packages import ROOT
from tests.engine.lint.large import SHAPES
from tests.engine.lint.mutations import mutated
from tests.feel.dmn.builder import decision, model, table

COMPARED, DRAWN, FULLEST, DEPLOYED = 1.0, 0.2, 3.0, 2.0
SHAPE, MUTANT, TABLE, NESTED = 1.0, 0.05, 1.0, 0.1


def run() -> list[dict[str, Any]]:
    """Seconds of CPU, the least of a few rounds; of several files the slowest, of odd ones the average."""
    old, new = load_bundle(ROOT, "pingyin"), load_bundle(ROOT, "rongcheng")
    shapes = [build(2_000) for build in SHAPES.values()]
    odd = [mutated(seed) for seed in range(100)]
    rules = [[f"[{n}..{n + 1})", f'"level {n}"'] for n in range(1000)]
    long = model(decision("d", table(["x"], ["r"], rules)))
    nested = model(decision("d", "<list>" * 5000 + "</list>" * 5000))
    return [
        _result("compare-two-packages", _cpu(lambda: compare(old, new)), COMPARED),
        _result("draw-slowest-shipped", max(_drawn(path.read_bytes()) for path in FILES), DRAWN),
        _result("draw-largest-file", max(_drawn(fullest(kind), 1) for kind in ("userTask", "lane")), FULLEST),
        _result("deploy-package", _deployed(new), DEPLOYED),
        _result("lint-2000-elements", max(_cpu(lambda data=data: lint(data)) for data in shapes), SHAPE),
        _result("lint-odd-file", _cpu(lambda: [lint(data) for data in odd], 1) / len(odd), MUTANT),
        _result("dmn-check-1000-rules", _cpu(lambda: problems(long), 1), TABLE),
        _result("dmn-check-5000-deep", _cpu(lambda: problems(nested), 1), NESTED),
    ]


def _drawn(data: bytes, rounds: int = 3) -> float:
    return _cpu(lambda: draw(data)[0].svg("黑体"), rounds)


def _deployed(bundle: Bundle) -> float:
    """Checked, stored and made known, on an empty database."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "site.sqlite"
        engine = open_engine(f"sqlite:///{path}")
        migrate(engine)
        engine.dispose()
        house = yunxi.open_copy(path)
        with house.database.transaction(system(bundle.key)) as ctx:
            seconds = _cpu(lambda: deploy(ctx, bundle), 1)
        house.database.engine.dispose()
    return seconds


def _cpu(work: Callable[[], object], rounds: int = 3) -> float:
    return min(_once(work) for _ in range(rounds))


def _once(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _result(name: str, value: float, bound: float) -> dict[str, Any]:
    return {"name": name, "value": round(value, 4), "unit": "s", "bound": bound, "holds": value <= bound}
