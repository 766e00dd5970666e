"""feelin in Node, as the browser's form-js and dmn-js evaluate."""

import json
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.node import node

ROOT = Path(__file__).parents[3]
_DRIVER = Path(__file__).with_name("feelin.mjs")


class Feelin:
    """A running feelin."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._ask = process.stdin
        self._answers = process.stdout

    def evaluate(self, text: str, context: Mapping[str, Any], *, tests: bool = False) -> Any:
        """Its value; an error of feelin's is one of the test's."""
        self._ask.write(json.dumps({"text": text, "context": context, "tests": tests}) + "\n")
        self._ask.flush()
        answer = json.loads(self._answers.readline())
        assert "error" not in answer, answer
        return answer["value"]


def installed() -> bool:
    """Whether Node and feelin are here, which the front end's build brings."""
    return node() is not None and (ROOT / "node_modules" / "feelin").is_dir()


@contextmanager
def running() -> Iterator[Feelin]:
    """feelin in a process of its own, which ends with the block."""
    command = [node() or "node", str(_DRIVER)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Feelin(process)
        assert process.stdin is not None
        process.stdin.close()
