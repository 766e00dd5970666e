"""A new package: the files of `_new` under the new key."""

import re
from collections.abc import Iterator
from pathlib import Path

from app.bundle.loader import reserved
from app.bundle.schema import KEY
from app.core.errors import Conflict, Invalid

_SKELETON = "_new"
_EXAMPLE = "example"
_TOPS = ("processes", "forms", "printouts")


class BadKey(Invalid):
    """“{key}”不能作属地包的标识：请用小写字母、数字和连字符，以字母开头。"""

    code = "bad-key"


class BundleExists(Conflict):
    """已经有“{path}”，没有改动任何文件。"""

    code = "bundle-exists"


def create_package(root: Path, key: str) -> tuple[Path, ...]:
    """Write a small package that is sound and runs; the files written, relative to the root.

    Raises `BadKey`, and `BundleExists` when any of its folders is there already.
    """
    if re.fullmatch(KEY, key) is None or reserved(key):
        raise BadKey(key=key)
    for top in _TOPS:
        if (root / top / key).exists():
            raise BundleExists(path=f"{top}/{key}")
    return tuple(_write(root, key, source) for source in _sources(root))


def _sources(root: Path) -> Iterator[Path]:
    for top in _TOPS:
        yield from sorted(path for path in (root / top / _SKELETON).rglob("*") if path.is_file())


def _write(root: Path, key: str, source: Path) -> Path:
    top, _, *rest = source.relative_to(root).parts
    target = Path(top, key, *rest[:-1], rest[-1].replace(_EXAMPLE, key))
    (root / target).parent.mkdir(parents=True, exist_ok=True)
    (root / target).write_text(source.read_text("utf-8").replace(_EXAMPLE, key), "utf-8")
    return target
