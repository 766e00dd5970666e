"""From files to the parts of a bundle, or to the list of everything that is wrong; nothing half."""

import json
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from app.bundle.clauses import Clause, read_clauses
from app.bundle.errors import BundleRefused
from app.bundle.faults import Faults
from app.bundle.manifest import Manifest, read_manifest
from app.bundle.resources import Kind, Resource, is_well_named, overlay
from app.bundle.settings import Settings, read_settings
from app.bundle.sharing import without_uncalled
from app.bundle.yamlfile import YamlFile, read_yaml
from app.core.remembered import Remembered
from app.core.texts import Text
from app.engine.lint.check import refuses
from app.engine.lint.finding import Finding

MOST_BYTES = 64 * 1024 * 1024
"""All files of a package together."""

LARGEST = {Kind.SHEET: 32 * 1024 * 1024}
"""Largest file of a kind that may be larger."""

LARGEST_OTHER = 2 * 1024 * 1024
"""Largest file of all other kinds."""

_YAML = (Kind.SCENARIO, Kind.REPORT)
_JSON = (Kind.FORM, Kind.REGISTRY)


def largest(kind: Kind) -> int:
    """Most bytes of one file of a kind."""
    return LARGEST.get(kind, LARGEST_OTHER)


class Parts(NamedTuple):
    """What a bundle is made of."""

    manifest: Manifest
    settings: Settings
    clauses: tuple[Clause, ...]
    resources: Mapping[str, Resource]
    documents: Mapping[str, Any]


class Assembly:
    """One reading of a package: every file is read and every fault kept before anything is refused."""

    def __init__(self, key: str, resources: Iterable[Resource]) -> None:
        self.key = key
        self.resources = without_uncalled(overlay(resources, key), key)
        self.findings: list[Finding] = []

    def parts(self) -> Parts:
        """All parts; raises `BundleRefused` with all findings."""
        for resource in self.resources.values():
            self._measure(resource)
        manifest = self._one(Kind.MANIFEST, "jurisdiction.yaml", self._manifest)
        settings = self._one(Kind.SETTINGS, "settings.yaml", read_settings, Settings())
        clauses = self._one(Kind.CLAUSES, "clauses.yaml", read_clauses, ())
        documents = {
            path: document
            for path, resource in self.resources.items()
            if (document := self._document(resource)) is not None
        }
        if refuses(tuple(self.findings)):
            raise BundleRefused(self.key, tuple(self.findings))
        files = MappingProxyType(self.resources)
        return Parts(manifest, settings, clauses, files, MappingProxyType(documents))

    def _measure(self, resource: Resource) -> None:
        faults = Faults(resource.path)
        limit = largest(resource.kind)
        if len(resource.data) > limit:
            faults.add(
                "file-too-large", Text("文件超过 {limit} MB", limit=limit // 1024 // 1024), "请拆分或压缩"
            )
        if not is_well_named(resource):
            faults.add("file-name", "文件名不能作标识", "请只用小写字母、数字和连字符，以字母开头")
        self.findings += faults

    def _one(
        self, kind: Kind, name: str, read: Callable[[YamlFile, Faults], Any], default: Any = None
    ) -> Any:
        """What the package's own file of a kind says; without the file the default, which may be a fault."""
        path = f"processes/{self.key}/{name}"
        resource = self.resources.get(path)
        if resource is None or resource.kind is not kind:
            faults = Faults(path)
            if default is None:
                faults.add("missing-file", "属地包没有这个文件", "请照 processes/README.md 写一个")
            self.findings += faults
            return default
        found, told = _KNOWN.get(
            (path, resource.digest), lambda: _understood(resource, read), _weight(resource)
        )
        self.findings += told
        return found

    def _manifest(self, source: YamlFile, faults: Faults) -> Any:
        return read_manifest(source, self.key, faults)

    def _document(self, resource: Resource) -> Any:
        if resource.kind not in _JSON + _YAML and not resource.path.endswith("/printout.yaml"):
            return None
        found, faults = _KNOWN.get(
            (resource.path, resource.digest), lambda: _read(resource), _weight(resource)
        )
        self.findings += faults
        return found


def _understood(
    resource: Resource, read: Callable[[YamlFile, Faults], Any]
) -> tuple[Any, tuple[Finding, ...]]:
    faults = Faults(resource.path)
    source = read_yaml(resource.data, faults)
    return read(source, faults) if source is not None else None, tuple(faults)


def _read(resource: Resource) -> tuple[Any, tuple[Finding, ...]]:
    """The content of a JSON or YAML file and what is wrong with it."""
    faults = Faults(resource.path)
    if resource.kind in _JSON:
        return read_document(resource.data, faults), tuple(faults)
    source = read_yaml(resource.data, faults)
    return source.data if source else None, tuple(faults)


def _weight(resource: Resource) -> int:
    """What a read file counts: its bytes, of which each becomes about ten in memory."""
    return 1_024 + len(resource.data)


_KNOWN: Remembered[tuple[Any, tuple[Finding, ...]]] = Remembered(24 * 1024 * 1024)


def read_document(data: bytes, faults: Faults) -> dict[str, Any] | None:
    """A form document: a JSON object with a list of components; None after faults."""
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        faults.add("form-json", "不是完整的 JSON", "请用表单编辑器打开并保存，或检查逗号和引号", line)
        return None
    if not isinstance(document, dict) or not isinstance(document.get("components"), list):
        faults.add("form-json", "不是表单文件（没有 components）", "请用 form-js 编辑器另存")
        return None
    return document
