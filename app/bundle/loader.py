"""Packages on disk."""

from collections.abc import Iterator
from pathlib import Path

from app.bundle.assembly import MOST_BYTES
from app.bundle.bundle import Bundle
from app.bundle.errors import BundleRefused, BundleUnknown
from app.bundle.faults import Faults
from app.bundle.resources import COMMON, Resource
from app.core.texts import Text

MOST_FILES = 5_000
"""Files below the folders of one package, of whatever kind."""

_TOPS = ("processes", "forms", "printouts")


def package_keys(root: Path) -> tuple[str, ...]:
    """The packages below a root, in order: folders of `processes/` with a manifest, not beginning with `_`."""
    found = (
        folder.name for folder in (root / "processes").glob("*") if (folder / "jurisdiction.yaml").is_file()
    )
    return tuple(sorted(name for name in found if not reserved(name)))


def reserved(key: str) -> bool:
    """Whether a folder's name stands for no package: `common`, and what begins with `_` or `.`."""
    return key == COMMON or key.startswith(("_", "."))


def load_bundle(root: Path, key: str) -> Bundle:
    """The package `key` of a root folder.

    Raises `BundleUnknown` when there is no such folder, `BundleRefused` with all faults when one is wrong.
    """
    folder = root / "processes" / key
    if (
        key.startswith(("_", "."))
        or key == COMMON
        or folder.parent != root / "processes"
        or not folder.is_dir()
    ):
        raise BundleUnknown(key=key)
    return Bundle.from_resources(key, tuple(package_files(root, key)))


def package_files(root: Path, key: str) -> Iterator[Resource]:
    """The files of package `key` below a root folder, with all that packages share.

    Raises `BundleRefused` when there are too many or they are too large.
    """
    total = 0
    for count, path in enumerate(_files(root, key)):
        total += path.stat().st_size
        if total > MOST_BYTES or count > MOST_FILES:
            faults = Faults(f"processes/{key}")
            faults.add(
                "bundle-too-large",
                Text(
                    "属地包超过 {most_files} 个文件或 {most_bytes} MB",
                    most_files=MOST_FILES,
                    most_bytes=MOST_BYTES // 1024 // 1024,
                ),
                "请精简",
            )
            raise BundleRefused(key, tuple(faults))
        resource = Resource.of(path.relative_to(root).as_posix(), path.read_bytes())
        if resource is not None:
            yield resource


def _files(root: Path, key: str) -> Iterator[Path]:
    """All plain files of a package: no links out of the folder, nothing hidden."""
    for folder in [root / top / owner for top in _TOPS for owner in (key, COMMON)] + [
        root / "printouts" / "_base"
    ]:
        for path in sorted(folder.rglob("*")):
            inside = path.relative_to(folder).parts
            hidden = any(part.startswith((".", "_")) for part in inside)
            if path.is_file() and not hidden and path.resolve().is_relative_to(root.resolve()):
                yield path
