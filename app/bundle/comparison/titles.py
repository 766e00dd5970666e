"""What people call the files of a package."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from app.bundle.comparison.names import Names
from app.bundle.resources import Kind, Resource

_KINDS = {
    Kind.DIAGRAM: "流程图",
    Kind.DECISION: "决策",
    Kind.FORM: "表单",
    Kind.PRINTOUT: "文书",
    Kind.SETTINGS: "时限和参数",
    Kind.MANIFEST: "属地、单位和岗位",
    Kind.CLAUSES: "条款清单",
    Kind.REGISTRY: "台账",
    Kind.REGISTRY_DATA: "台账样例",
    Kind.REPORT: "报表",
    Kind.SCENARIO: "情景",
    Kind.SHEET: "公用版式",
}
_FILES = {
    "printout.yaml": "设置",
    "template.html": "版面",
    "theme.css": "样式",
    "sample.json": "样例",
}
_ALONE = (Kind.SETTINGS, Kind.MANIFEST, Kind.CLAUSES)


def kind_word(kind: Kind) -> str:
    """What files of a kind are called."""
    return _KINDS[kind]


def title(pair: tuple[Resource | None, Resource | None], sides: tuple[Names, Names]) -> str:
    """A file by what it holds."""
    resource, known = (pair[1], sides[1]) if pair[1] else (pair[0], sides[0])
    assert resource is not None
    kind = kind_word(resource.kind)
    return kind if resource.kind in _ALONE else f"{kind}“{_name(resource, known)}”{_part(resource)}"


def _name(resource: Resource, known: Names) -> str:
    if resource.kind is Kind.DIAGRAM:
        return known.process(resource.key).partition("（")[0]
    if resource.kind is Kind.DECISION:
        return known.decision(resource.key).partition("（")[0]
    if resource.kind is Kind.PRINTOUT:
        return known.paper(resource.key).partition("（")[0]
    if resource.kind is Kind.FORM:
        return known.form_title(resource.key)
    document = known.bundle.documents.get(resource.path)
    return _titled(document) or (
        resource.path.split("/", 2)[2] if resource.kind is Kind.SHEET else resource.key
    )


def _titled(document: Any) -> str:
    """The title that a form, a report or a scenario gives itself."""
    said = document if isinstance(document, Mapping) else {}
    properties = said.get("properties")
    title = properties.get("title") if isinstance(properties, Mapping) else None
    return str(title or said.get("title") or said.get("name") or "")


def _part(resource: Resource) -> str:
    if resource.kind is not Kind.PRINTOUT:
        return ""
    file = PurePosixPath(resource.path).name
    return f"的{_FILES.get(file, f'文件 {file}')}"
