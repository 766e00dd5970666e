"""Running many examples: the same ones each time, or others for each seed.

A failing example is shown as it was found; `SHRINK=1` in the environment has it made as small as it gets.
"""

import os
from collections import Counter
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

_PHASES = [Phase.generate, Phase.shrink] if os.environ.get("SHRINK") else [Phase.generate]


def explore(
    check: Callable[..., str], examples: int, *, by: int | None = None, **given_by: st.SearchStrategy[Any]
) -> Counter[str]:
    """Check that many examples, those of a seed if there is one, and count what the check says of each."""
    counted: Counter[str] = Counter()

    def run(**example: Any) -> None:
        counted[check(**example)] += 1

    profile = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=by is None,
        phases=_PHASES,
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )
    test = profile(given(**given_by)(run))
    if by is not None:
        test = seed(by)(test)
    test()
    return counted
