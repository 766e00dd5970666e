"""Reads the DMN TCK's test cases: https://github.com/dmn-tck/tck, folder TestCases."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote

from lxml import etree

from app.feel.compiler.expression import evaluate

_NS = "{http://www.omg.org/spec/DMN/20160719/testcase}"
_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_LEFT_OUT = ("non-compliant", "external")
_TEMPORAL = {"date": "date", "time": "time", "dateTime": "date and time", "duration": "duration"}


@dataclass(frozen=True)
class Node:
    """One expected result. `id` is the test file's name, the case's id and the node's number in the case."""

    id: str
    folder: str
    model: Path
    name: str
    expected: Any
    error: bool
    inputs: dict[str, Any]


def test_files(kit: Path) -> list[Path]:
    """All test files below a folder but those of non-compliant cases and of external functions."""
    files = (
        path
        for path in kit.rglob("*.xml")
        if not any(word in str(path.relative_to(kit)) for word in _LEFT_OUT)
    )
    return sorted(files)


def nodes(file: Path, kit: Path) -> Iterator[Node]:
    """The expected results in one test file."""
    root = etree.parse(file).getroot()
    if root.tag != f"{_NS}testCases":
        return
    model = file.parent / (root.findtext(f"{_NS}modelName") or "").strip()
    folder = str(file.parent.relative_to(kit))
    for case in root.iter(f"{_NS}testCase"):
        inputs = dict(_inputs(case))
        invoked = case.get("invocableName")
        for number, result in enumerate(case.iter(f"{_NS}resultNode"), start=1):
            yield Node(
                id=f"{file.stem} {quote(case.get('id', ''), safe='')}.{number}",
                folder=folder,
                model=model,
                name=invoked or result.get("name", ""),
                expected=_value(result.find(f"{_NS}expected")),
                error=result.get("errorResult") == "true",
                inputs=inputs,
            )


def _inputs(case: etree._Element) -> Iterator[tuple[str, Any]]:
    for node in case.iter(f"{_NS}inputNode"):
        name, namespace = node.get("name", ""), node.get("namespace")
        yield (f"{{{namespace}}}{name}" if namespace else name), _value(node)


def _value(element: etree._Element | None) -> Any:
    if element is None:
        return None
    items = element.find(f"{_NS}list")
    if items is not None:
        return (
            None
            if _is_nil(items)
            else [_value(item) for item in items.iter(f"{_NS}item") if item.getparent() is items]
        )
    components = element.findall(f"{_NS}component")
    if components:
        return {component.get("name"): _value(component) for component in components}
    value = element.find(f"{_NS}value")
    return None if value is None or _is_nil(value) else _scalar(value)


def _is_nil(element: etree._Element) -> bool:
    return element.get(f"{_XSI}nil") == "true"


def _scalar(value: etree._Element) -> Any:
    text = value.text or ""
    kind = value.get(f"{_XSI}type", "xsd:string").rpartition(":")[2]
    if kind in {"decimal", "double", "integer", "int", "float", "long"}:
        return Decimal(text.strip())
    if kind == "boolean":
        return text.strip() == "true"
    if kind in _TEMPORAL:
        return evaluate(f'{_TEMPORAL[kind]}("{text.strip()}")', {})
    return text
