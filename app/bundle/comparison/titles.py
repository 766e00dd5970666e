"""What people call the files of a package."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from app.bundle.comparison.names import Names
from app.bundle.resources import Kind, Resource
from app.core.texts import Text, texts

_KINDS = texts(
    {
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
)
_TITLES = {
    Kind.DIAGRAM: "流程图“{name}”",
    Kind.DECISION: "决策“{name}”",
    Kind.FORM: "表单“{name}”",
    Kind.REGISTRY: "台账“{name}”",
    Kind.REGISTRY_DATA: "台账样例“{name}”",
    Kind.REPORT: "报表“{name}”",
    Kind.SCENARIO: "情景“{name}”",
    Kind.SHEET: "公用版式“{name}”",
}
_FILES = texts(
    {
        "printout.yaml": "设置",
        "template.html": "版面",
        "theme.css": "样式",
        "sample.json": "样例",
    }
)
_ALONE = (Kind.SETTINGS, Kind.MANIFEST, Kind.CLAUSES)


def kind_word(kind: Kind) -> str:
    """What files of a kind are called."""
    return _KINDS[kind]


def title(pair: tuple[Resource | None, Resource | None], sides: tuple[Names, Names]) -> str:
    """A file by what it holds."""
    resource, name = _named(pair, sides)
    if resource.kind in _ALONE:
        return kind_word(resource.kind)
    if resource.kind is Kind.PRINTOUT:
        return Text("文书“{name}”的{part}", name=name, part=_part(resource))
    return Text(_TITLES[resource.kind], name=name)


def called(pair: tuple[Resource | None, Resource | None], sides: tuple[Names, Names]) -> str:
    """The title without the kind."""
    resource, name = _named(pair, sides)
    if resource.kind in _ALONE:
        return kind_word(resource.kind)
    return (
        Text("{name} 的{part}", name=name, part=_part(resource)) if resource.kind is Kind.PRINTOUT else name
    )


def _named(pair: tuple[Resource | None, Resource | None], sides: tuple[Names, Names]) -> tuple[Resource, str]:
    resource, known = (pair[1], sides[1]) if pair[1] else (pair[0], sides[0])
    assert resource is not None
    return resource, _name(resource, known)


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
    file = PurePosixPath(resource.path).name
    return _FILES.get(file) or Text("文件 {file}", file=file)
