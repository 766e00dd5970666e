"""How much one instance may use; a bound that is hit is an `EngineError` that names it, never a hang."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Bounds:
    """Most of everything in one instance.

    `tokens` unfinished at the same time; `instances` of one multi-instance activity; `depth` of sub-processes and
    calls inside each other; `steps` of one engine call (flow nodes passed without a person or a connector);
    `interval` is the shortest period of a repeating timer, `missed_ticks` how many periods of it are made up for
    after a standstill before the rest is skipped.
    """

    tokens: int = 5_000
    instances: int = 2_000
    depth: int = 20
    steps: int = 20_000
    interval: timedelta = timedelta(seconds=5)
    missed_ticks: int = 10


DEFAULT = Bounds()
