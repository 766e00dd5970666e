"""Everything that an XML element says, so that no attribute and no text escapes a comparison."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from app.core.texts import Text
from app.engine.lint.names import BPMN, BPMNDI, CAMUNDA, DC, DI, XSI

Path = tuple[str, ...]
Choose = Callable[[etree._Element], bool]

_PREFIXES = {
    BPMN: "",
    CAMUNDA: "camunda:",
    XSI: "xsi:",
    BPMNDI: "bpmndi:",
    DC: "dc:",
    DI: "di:",
}
_NAMING = ("name", "target")
_WHOLE = frozenset({"camunda:in", "camunda:out"})


@dataclass(frozen=True, slots=True)
class Said:
    """One attribute or text: where below the element it stands, and what it is."""

    path: Path
    value: str


@dataclass(frozen=True, slots=True)
class Walk:
    """How to read elements: `apart` are told on their own, `silent` names say what others say already.

    `plain` is the namespace whose names stand without prefix, besides that of BPMN.
    """

    apart: Choose
    silent: frozenset[str] = frozenset()
    plain: str = ""
    _known: dict[str, str] = field(default_factory=dict)

    def says(self, element: etree._Element, path: Path = ()) -> Iterator[Said]:
        """All attributes and texts below an element, itself included; its own id is not among them."""
        named = self._naming(element) if path else ""
        if path and self.short(element) in _WHOLE:
            yield Said(path, _mapping(element))
            return
        for name, value in element.attrib.items():
            attribute = self.short_name(str(name))
            if attribute != named and (path or attribute != "id"):
                yield Said((*path, f"@{attribute}"), str(value))
        text = _own_text(element)
        if text or (path and not len(element) and not element.attrib):
            yield Said(path, text)
        yield from self._below(element, path)

    def short(self, element: etree._Element) -> str:
        """The name of an element with the prefix that is usual for its namespace."""
        return self.short_name(str(element.tag))

    def short_name(self, name: str) -> str:
        """The same of a name in Clark's notation."""
        if name not in self._known:
            qualified = etree.QName(name)
            space = qualified.namespace or ""
            plain = not space or space == self.plain
            prefix = "" if plain else _PREFIXES.get(space, f"{_last(space)}:")
            self._known[name] = prefix + qualified.localname
        return self._known[name]

    def _below(self, element: etree._Element, path: Path) -> Iterator[Said]:
        counted: Counter[str] = Counter()
        for child in element:
            if not isinstance(child.tag, str) or self.apart(child):
                continue
            step = self.short(child)
            if step in self.silent:
                continue
            name = self._naming(child)
            step = f"{step}[{child.get(name)}]" if name else step
            counted[step] += 1
            yield from self.says(child, (*path, step if counted[step] == 1 else f"{step}#{counted[step]}"))

    def _naming(self, element: etree._Element) -> str:
        """The attribute that tells a nested element from its like: of vocabularies that extend BPMN."""
        if self.short(element).startswith("camunda:"):
            return next((name for name in _NAMING if element.get(name)), "")
        return ""


def without_counts(path: Path) -> Path:
    """A path without what tells like elements apart: `camunda:property[clause]` is `camunda:property`."""
    return tuple(step.partition("[")[0].partition("#")[0] for step in path)


def argument(path: Path) -> str:
    """The name in the last brackets of a path."""
    found = next((step for step in reversed(path) if "[" in step), "")
    return found.partition("[")[2].rpartition("]")[0]


def _mapping(element: etree._Element) -> str:
    """What `camunda:in` or `camunda:out` passes, on one line."""
    expression = (element.get("sourceExpression") or "").strip()
    source = element.get("source") or ""
    if element.get("variables") == "all":
        source = Text("所有变量")
    others = {"sourceExpression", "source", "target", "variables"}
    more = [f"{name}={value}" for name, value in map(_texts, element.attrib.items()) if name not in others]
    said = expression or source
    return " ".join((said, *more)).strip() if more else said


def _texts(attribute: tuple[Any, Any]) -> tuple[str, str]:
    return str(attribute[0]), str(attribute[1])


def _own_text(element: etree._Element) -> str:
    parts = [element.text or ""]
    parts += [child.tail or "" for child in element]
    return "".join(parts).strip()


def _last(namespace: str) -> str:
    """A word for a namespace that is not known: the last of its address that says something."""
    words = [word for word in namespace.rstrip("/#").replace(":", "/").split("/") if word]
    return words[-1] if words else "?"
