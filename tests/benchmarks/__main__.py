"""Every `bench_*.py` beside this file: a table, `out/bench.json`, and exit code 1 when a bound is missed.

Arguments name those to run: `python -m tests.benchmarks runtime feel`.
"""

import json
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
OUT = HERE.parents[1] / "out" / "bench.json"


def main(wanted: list[str]) -> int:
    """Run, print, write."""
    names = wanted or sorted(file.stem.removeprefix("bench_") for file in HERE.glob("bench_*.py"))
    results = [{"bench": name, **result} for name in names for result in _measured(name)]
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", "utf-8")
    short = [result for result in results if not result["holds"]]
    _say(f"\n{len(results)} figures, {len(short)} short of their bound; {OUT.relative_to(OUT.parents[1])}")
    return 1 if short else 0


def _measured(name: str) -> list[dict[str, Any]]:
    """The results of one file, printed as soon as they are there."""
    begun = time.perf_counter()
    results: list[dict[str, Any]] = import_module(f"tests.benchmarks.bench_{name}").run()
    _say(f"\n{name} ({time.perf_counter() - begun:.0f} s)")
    for result in results:
        _say(_line(result))
    return results


def _line(result: dict[str, Any]) -> str:
    bound = "" if result["bound"] is None else f"  bound {result['bound']:g}"
    short = "" if result["holds"] else "  falls short"
    return f"  {result['name']:<44} {result['value']:>12,g} {result['unit']}{bound}{short}"


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
