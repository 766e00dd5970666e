"""A longer exploration by hand: `python -m tests.engine.differential [examples] [seed]`."""

import sys
from collections import Counter

from tests.engine.differential.checks import LARGE, LONE, VAST, WILD, everywhere, outside


def main(examples: int = 2000, by: int = 1) -> None:
    """Tell what was met of each kind. Raises `Differs` with the first example that differs."""
    for name, knobs in (("wild", WILD), ("vast", VAST), ("lone", LONE)):
        _tell(name, everywhere(knobs, examples, by))
    _tell("beside stock", outside(LARGE, examples, by))


def _tell(what: str, counted: Counter[str]) -> None:
    sys.stdout.write(f"{what}: {dict(counted)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
