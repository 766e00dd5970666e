"""FEEL in Python against feelin in Node, in one run: `python -m tests.benchmarks.bench_feel`."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.feel import parse
from app.feel.syntax.parser import parse_expression
from tests.node import node

_ROOT = Path(__file__).parents[2]
_CONDITION = 'level = "较大" and casualties > 3'
_CONTEXT = {"level": "较大", "casualties": 5}
_BOUND = 300_000
_TIMES_FEELIN = 20
_PARSE_BOUND = 5_000
_SECONDS = 0.5

_NODE = """
import { evaluate, parseExpression } from "feelin";
const [text, context] = JSON.parse(process.argv[1]);
const run = (seconds, call) => {
  const end = performance.now() + seconds * 1000;
  let count = 0;
  while (performance.now() < end) for (let i = 0; i < 100; i++, count++) call();
  return count / seconds;
};
run(0.3, () => evaluate(text, context));
console.log(run(0.7, () => evaluate(text, context)));
"""


def run() -> list[dict[str, Any]]:
    """Measure; each result has name, value, unit, bound and whether it holds."""
    compiled = parse(_CONDITION)
    evaluated = _per_second(lambda: compiled(_CONTEXT))
    parsed = _per_second(lambda: parse_expression(_CONDITION))
    results = [
        _result("condition, compiled", evaluated, "evaluations/s", _BOUND),
        _result("condition, parsed", parsed, "parses/s", _PARSE_BOUND),
    ]
    feelin = _feelin_per_second()
    if feelin is not None:
        results.append(_result("condition, against feelin", evaluated / feelin, "times", _TIMES_FEELIN))
    return results


def _result(name: str, value: float, unit: str, bound: float) -> dict[str, Any]:
    return {"name": name, "value": round(value, 1), "unit": unit, "bound": bound, "holds": value >= bound}


def _per_second(call: Callable[[], object], seconds: float = _SECONDS) -> float:
    """The best of three, since other work on the machine only ever slows it down."""
    return max(_rate(call, seconds) for _ in range(3))


def _rate(call: Callable[[], object], seconds: float) -> float:
    count = 0
    start = time.perf_counter()
    while time.perf_counter() - start < seconds:
        for _ in range(1000):
            call()
        count += 1000
    return count / (time.perf_counter() - start)


def _feelin_per_second() -> float | None:
    """feelin's rate; null where Node or feelin is not installed."""
    found = node()
    if found is None or not (_ROOT / "node_modules" / "feelin").is_dir():
        return None
    done = subprocess.run(
        [found, "--input-type=module", "--eval", _NODE, json.dumps([_CONDITION, _CONTEXT])],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return float(done.stdout)


if __name__ == "__main__":
    for result in run():
        sys.stdout.write(f"{json.dumps(result, ensure_ascii=False)}\n")
