"""`python -m tests.tck FOLDER [--update]`: the TCK's pass rate; `--update` writes down what passes now."""

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.tck.run import Report, run, write_passed

_HELP = """make tck TCK=<folder>: the folder TestCases of a checkout of https://github.com/dmn-tck/tck
(or a part of it), which is not kept in this project."""


def main(arguments: list[str]) -> int:
    folders = [Path(argument) for argument in arguments if argument != "--update"]
    if len(folders) != 1 or not folders[0].is_dir():
        sys.stderr.write(f"{_HELP}\n")
        return 2
    report = run(folders[0])
    sys.stdout.writelines(f"{line}\n" for line in _lines(report))
    if "--update" in arguments:
        write_passed(report)
    return 0 if report.good else 1


def _lines(report: Report) -> Iterator[str]:
    for folder, passed, total in report.folders():
        yield f"{passed:5} / {total:<5} {folder}"
    lost = {outcome.node.id for outcome in report.lost}
    for outcome in report.failures:
        node = outcome.node
        yield f"failed{' (passed before)' if node.id in lost else ''}: {node.id} {node.name}"
        yield f"    expected {_short(node.expected)}, got {_short(outcome.actual)}"
        yield f"    {report.reasons.get(node.id, 'no reason listed in docs/reference/tck.yaml')}"
    for words, (passed, total) in (
        ("all result nodes", report.all),
        ("those that expect a value", report.valued),
    ):
        yield f"{passed} / {total} = {100 * passed / max(total, 1):.2f} % of {words}"


def _short(value: object) -> str:
    text = str(value) if isinstance(value, Exception) else repr(value)
    return text if len(text) < 200 else text[:200] + "…"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
