"""What a handbook tells of a package beside its diagrams: names of groups, papers, forms; who passes what to whom."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from app.bundle.bundle import Bundle
from app.bundle.durations import Limits
from app.engine.lint.facts import read_diagrams
from app.engine.lint.model import Node
from app.engine.lint.parameters import literals
from app.engine.program import Program
from app.engine.xml import read_xml

_TEXT = re.compile(r'"([^"]+)"')
_VARIABLE = re.compile(r"=\s*([a-z_][a-z0-9_]*)")
_MOST_GROUPS = 5
_MOST_FIELDS = 8


class Package:
    """A bundle and its program, as the handbook asks them."""

    def __init__(self, bundle: Bundle, program: Program) -> None:
        self.bundle = bundle
        self.program = program

    @property
    def limits(self) -> Limits:
        """The time limits of the settings."""
        return self.bundle.settings.limits

    @cached_property
    def nodes(self) -> Mapping[tuple[str, str], Node]:
        """The flow nodes by process and id."""
        found = (node for diagram in read_diagrams(self.bundle.diagrams.values()) for node in diagram.nodes)
        return {(node.scope.process.id or "", node.id or ""): node for node in found}

    @cached_property
    def calls(self) -> Mapping[str, tuple[tuple[str, Node], ...]]:
        """Who calls a process: the calling process and the step."""
        found: dict[str, list[tuple[str, Node]]] = {}
        for (process, _), node in self.nodes.items():
            if node.tag == "callActivity":
                found.setdefault((node.get("calledElement") or "").strip(), []).append((process, node))
        return {called: tuple(callers) for called, callers in found.items()}

    def names_in(self, process: str, expression: str | None) -> list[str]:
        """The literal names that an attribute lists or its expression holds.

        An expression that is a variable alone has those that the callers of the process pass.
        """
        text = (expression or "").strip()
        if not text.startswith("="):
            return literals(text)
        variable = _VARIABLE.fullmatch(text)
        return list(self._passed(process, variable[1], 0)) if variable else _TEXT.findall(text)

    def groups(self, keys: Iterable[str], lane: str | None) -> str:
        """Groups as people call them; where none of the keys is one, those that work in the lane."""
        manifest = self.bundle.manifest
        known = [key for key in dict.fromkeys(keys) if key in manifest.groups]
        known = known or list(manifest.lanes.get(lane or "", ()))
        names = [manifest.group_name(key) for key in known]
        more = f"等 {len(names)} 组" if len(names) > _MOST_GROUPS else ""
        return "、".join(names[:_MOST_GROUPS]) + more

    def paper_title(self, name: str) -> str:
        """A paper as people call it; one that the package has not is shown by its name."""
        for owner in (self.bundle.key, "common"):
            document = self.bundle.documents.get(f"printouts/{owner}/{name}/printout.yaml")
            if isinstance(document, Mapping) and document.get("title"):
                return str(document["title"])
        return name

    @cached_property
    def decisions(self) -> Mapping[str, str]:
        """The names of decisions by id."""
        files = self.bundle.decisions.values()
        found = (one for data in files for one in read_xml(data).iter("{*}decision", "{*}decisionService"))
        return {(one.get("id") or ""): (one.get("name") or one.get("id") or "") for one in found}

    def clauses(self, cited: Iterable[str]) -> str:
        """The clauses of the package's own register among those that are cited: a shared process cites others too."""
        known = {clause.id for clause in self.bundle.clauses}
        return "、".join(clause for clause in dict.fromkeys(cited) if clause in known)

    def process_name(self, key: str) -> str:
        """A process as people call it."""
        found = self.program.processes.get(key)
        return found.name if found else key

    def form_text(self, key: str) -> str:
        """What a form asks, by the labels of its fields."""
        document = self.bundle.forms.get(key)
        labels = list(dict.fromkeys(_labels(document.get("components")))) if document else []
        more = f"等 {len(labels)} 项" if len(labels) > _MOST_FIELDS else ""
        return "、".join(labels[:_MOST_FIELDS]) + more

    def _passed(self, process: str, variable: str, depth: int) -> Iterator[str]:
        for caller, node in self.calls.get(process, ()):
            for given in node.extension("in"):
                if given.get("target") != variable:
                    continue
                expression = given.get("sourceExpression") or f"= {given.get('source')}"
                inner = _VARIABLE.fullmatch(expression.strip())
                if inner and depth < 3:
                    yield from self._passed(caller, inner[1], depth + 1)
                else:
                    yield from _TEXT.findall(expression)


def _labels(components: Any) -> Iterator[str]:
    """The labels of what is filled in, at any depth."""
    for component in components if isinstance(components, list) else ():
        if not isinstance(component, Mapping):
            continue
        filled = component.get("key") and not component.get("readonly") and not component.get("disabled")
        if filled and component.get("label") and component.get("type") not in {"table", "button"}:
            yield str(component["label"])
        yield from _labels(component.get("components"))
