"""What is compared, for diagrams of which kind, and how many of them there are."""

from collections import Counter

from hypothesis import strategies as st

from tests.engine.differential.compare import Differs, play
from tests.engine.differential.explore import explore
from tests.engine.differential.generator import Choice, Knobs, choices, diagrams
from tests.engine.differential.model import Diagram
from tests.engine.differential.script import Urge, meddling, nothing
from tests.engine.differential.stock import Stock

_EVERY = ("msg", "timer", "sig", "cycle")
PLAIN = Knobs()
LARGE = Knobs(depth=3, length=4)
LONE = Knobs(interrupted_multi=True, triggers=_EVERY, interrupting=(True,))
"""Whatever has one path at a time that others know of."""
WILD = Knobs(interrupted_multi=True, triggers=_EVERY, events=True, shared_arms=True)
"""Everything at once, and all paths enter the same variables."""
VAST = Knobs(depth=3, length=4, interrupted_multi=True, triggers=_EVERY, events=True, shared_arms=True)


def outside(knobs: Knobs, examples: int, by: int | None = None) -> Counter[str]:
    """Ours is the oracle; stock is ours, unless a trap has been met. Raises `Differs`."""
    return explore(
        _beside_stock, examples, by=by, diagram=diagrams(knobs), script=choices(), reload=st.booleans()
    )


def everywhere(knobs: Knobs, examples: int, by: int | None = None) -> Counter[str]:
    """Ours is the oracle, whatever happens. Raises `Differs`."""
    switch = st.booleans()
    return explore(
        _alone, examples, by=by, diagram=diagrams(knobs), script=choices(20), reload=switch, meddle=switch
    )


def _beside_stock(diagram: Diagram, script: list[Choice], *, reload: bool) -> str:
    played = play(diagram, script, reload=reload, beside=Stock)
    if played.differs and not played.behind:
        raise Differs(played.story(f"ours / stock, and no trap met\n{played.differs}"))
    return "met" if played.met else "clean"


def _alone(diagram: Diagram, script: list[Choice], *, reload: bool, meddle: bool) -> str:
    urge: Urge = meddling if meddle else nothing
    return "met" if play(diagram, script, reload=reload, urge=urge).met else "clean"
