"""The files of a package: what each is, by where it stands."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from app.bundle.schema import KEY
from app.core import canonical

COMMON = "common"
"""The folder that packages share."""

_BASE = "_base"


class Kind(StrEnum):
    """What a file of a package is."""

    MANIFEST = "manifest"
    SETTINGS = "settings"
    CLAUSES = "clauses"
    DIAGRAM = "diagram"
    DECISION = "decision"
    SCENARIO = "scenario"
    REGISTRY_DATA = "registry-data"
    FORM = "form"
    REGISTRY = "registry"
    PRINTOUT = "printout"
    REPORT = "report"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True)
class Resource:
    """One file: path relative to the root with `/`, content, SHA-256. Paths name the real file, `common/` included."""

    path: str
    kind: Kind
    data: bytes
    digest: str

    @classmethod
    def of(cls, path: str, data: bytes) -> "Resource | None":
        """The resource that a file is; None for one that belongs to no kind (a README, a picture)."""
        kind = kind_of(path)
        return cls(path, kind, data, canonical.digest(data)) if kind else None

    @property
    def owner(self) -> str:
        """The folder below processes/, forms/ or printouts/: a package's key, `common` or `_base`."""
        return PurePosixPath(self.path).parts[1]

    @property
    def place(self) -> str:
        """The path without the owner: what a package's own file hides in `common/`."""
        top, _, *rest = PurePosixPath(self.path).parts
        return "/".join((top, *rest))

    @property
    def key(self) -> str:
        """The stem, which is the id of the process, the key of the form …; of papers, the folder's name."""
        parts = PurePosixPath(self.path).parts
        return parts[2] if parts[0] == "printouts" and len(parts) > 3 else PurePosixPath(self.path).stem


_KINDS = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (r"processes/[^/]+/jurisdiction\.yaml", Kind.MANIFEST),
        (r"processes/[^/]+/settings\.yaml", Kind.SETTINGS),
        (r"processes/[^/]+/clauses\.yaml", Kind.CLAUSES),
        (r"processes/[^/]+/[^/]+\.bpmn", Kind.DIAGRAM),
        (r"processes/[^/]+/[^/]+\.dmn", Kind.DECISION),
        (r"processes/[^/]+/scenarios/[^/]+\.yaml", Kind.SCENARIO),
        (r"processes/[^/]+/registry/[^/]+\.(?:yaml|csv)", Kind.REGISTRY_DATA),
        (r"forms/[^/]+/[^/]+\.form", Kind.FORM),
        (r"forms/[^/]+/registries/[^/]+\.form", Kind.REGISTRY),
        (r"printouts/_base/.+", Kind.SHEET),
        (r"printouts/[^/]+/[^/]+/report\.yaml", Kind.REPORT),
        (r"printouts/[^/]+/[^/]+/.+", Kind.PRINTOUT),
    )
)
_NAMED = frozenset({Kind.DIAGRAM, Kind.DECISION, Kind.SCENARIO, Kind.FORM, Kind.REGISTRY, Kind.REGISTRY_DATA})


def kind_of(path: str) -> Kind | None:
    """What the file at a path is; None when it is none of a package's files."""
    return next((kind for pattern, kind in _KINDS if pattern.fullmatch(path)), None)


def is_well_named(resource: Resource) -> bool:
    """Whether the stem can be a key; papers are named by their folder."""
    if resource.kind in _NAMED or resource.kind in (Kind.PRINTOUT, Kind.REPORT):
        return re.fullmatch(KEY, resource.key) is not None
    return True


def overlay(resources: Iterable[Resource], key: str) -> dict[str, Resource]:
    """The files of package `key`, its own before those of `common/`, by path in order of the path.

    A paper is replaced as a whole folder.
    """
    given = sorted(resources, key=lambda resource: resource.path)
    own = {place for resource in given if resource.owner == key for place in _hides(resource)}
    kept = (one for one in given if one.owner in (key, _BASE) or not own.intersection(_hides(one)))
    return {resource.path: resource for resource in kept}


def _hides(resource: Resource) -> Iterator[str]:
    if resource.kind in (Kind.PRINTOUT, Kind.REPORT):
        yield f"printouts/{resource.key}"
    else:
        yield resource.place
