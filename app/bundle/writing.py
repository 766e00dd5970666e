"""What user tasks write into data objects, held against the forms that people fill in."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from app.bundle.bundle import Bundle
from app.bundle.faults import Faults
from app.bundle.resources import Resource
from app.core.texts import Text
from app.engine.lint.facts import read_diagrams
from app.engine.lint.model import Node
from app.engine.lint.parameters import literals


def nested_writes(bundle: Bundle, diagrams: Iterable[Resource]) -> Iterator[Faults]:
    """A warning where a data object would hold itself: all that is submitted goes into it, under the form's paths."""
    for resource in diagrams:
        faults = Faults(resource.path)
        for diagram in read_diagrams([resource.data]):
            for node in diagram.nodes:
                _look(node, bundle.forms, faults)
        yield faults


def _look(node: Node, forms: Mapping[str, Any], faults: Faults) -> None:
    objects = set((node.property("writes") or "").split())
    for form in literals(node.camunda("formKey")):
        for name in sorted(objects & _roots(forms.get(form))):
            faults.warn(
                "nested-write",
                Text(
                    "“{step}”写入数据对象“{name}”，表单“{form}”的路径也以它开头，取值要写成 {name}.{name}",
                    step=node.name,
                    name=name,
                    form=form,
                ),
                Text("请去掉表单路径开头的“{name}.”，或给数据对象另取一个名字", name=name),
                node.line,
                node.name,
                element=node.id,
            )


def _roots(document: Any) -> set[str]:
    """The first part of the paths that a form's components write to."""
    components = document.get("components") if isinstance(document, dict) else None
    paths = ((one.get("key") or one.get("path") or "") for one in components or () if isinstance(one, dict))
    return {str(path).partition(".")[0] for path in paths} - {""}
