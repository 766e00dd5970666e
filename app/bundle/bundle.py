"""One jurisdiction's package as frozen data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

from app.bundle.assembly import Assembly
from app.bundle.clauses import Clause
from app.bundle.manifest import Manifest
from app.bundle.resources import Kind, Resource
from app.bundle.settings import Settings
from app.core import canonical


@dataclass(frozen=True)
class Bundle:
    """Everything that one deployment holds; `digest` is one for the same files, whatever their order."""

    key: str
    manifest: Manifest
    settings: Settings
    clauses: tuple[Clause, ...]
    resources: Mapping[str, Resource]
    documents: Mapping[str, Any]

    @classmethod
    def from_resources(cls, key: str, resources: Iterable[Resource]) -> "Bundle":
        """The bundle of these files, from disk or from the database.

        Raises `BundleRefused` with every fault by file and line.
        """
        return cls(key, *Assembly(key, resources).parts())

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the paths and digests of all files."""
        return canonical.fingerprint({path: resource.digest for path, resource in self.resources.items()})

    @cached_property
    def diagrams(self) -> Mapping[str, bytes]:
        """BPMN files by stem, which is the id of the process."""
        return self._by_key(Kind.DIAGRAM)

    @cached_property
    def decisions(self) -> Mapping[str, bytes]:
        """DMN files by stem."""
        return self._by_key(Kind.DECISION)

    @cached_property
    def forms(self) -> Mapping[str, Any]:
        """Form documents by key."""
        return self._documents(Kind.FORM)

    @cached_property
    def registries(self) -> Mapping[str, Any]:
        """Registry documents by key."""
        return self._documents(Kind.REGISTRY)

    @cached_property
    def scenarios(self) -> Mapping[str, Any]:
        """Scenarios by stem."""
        return self._documents(Kind.SCENARIO)

    @property
    def registry_data(self) -> Mapping[str, bytes]:
        """Sample entries of registries by file name."""
        found = self.of_kind(Kind.REGISTRY_DATA)
        return MappingProxyType({resource.path.rpartition("/")[2]: resource.data for resource in found})

    @cached_property
    def printouts(self) -> Mapping[str, Mapping[str, bytes]]:
        """Folders of papers by name: file name within the folder → content."""
        return self._folders(Kind.PRINTOUT)

    @cached_property
    def reports(self) -> Mapping[str, bytes]:
        """`report.yaml` of each report by the folder's name."""
        return self._by_key(Kind.REPORT)

    @cached_property
    def sheets(self) -> Mapping[str, bytes]:
        """The shared sheet of papers (printouts/_base) by path below it."""
        found = self.of_kind(Kind.SHEET)
        return MappingProxyType({resource.path.split("/", 2)[2]: resource.data for resource in found})

    def of_kind(self, *kinds: Kind) -> Iterable[Resource]:
        """The files of these kinds in order of their path."""
        return (resource for resource in self.resources.values() if resource.kind in kinds)

    def _by_key(self, kind: Kind) -> Mapping[str, bytes]:
        return MappingProxyType({resource.key: resource.data for resource in self.of_kind(kind)})

    def _documents(self, kind: Kind) -> Mapping[str, Any]:
        return MappingProxyType({one.key: self.documents[one.path] for one in self.of_kind(kind)})

    def _folders(self, kind: Kind) -> Mapping[str, Mapping[str, bytes]]:
        folders: dict[str, dict[str, bytes]] = {}
        for resource in self.of_kind(kind):
            folders.setdefault(resource.key, {})[resource.path.split("/", 3)[3]] = resource.data
        return MappingProxyType({name: MappingProxyType(files) for name, files in folders.items()})
