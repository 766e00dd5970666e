"""What the panels of an editor let people pick from: everything of the package that a diagram may name."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from app.bundle.bundle import Bundle
from app.bundle.comparison.names import Names
from app.bundle.resources import Kind
from app.bundle.topics import TOPICS, Topic
from app.engine.lint.facts import read_diagrams
from app.engine.lint.model import Diagram, Node
from app.engine.xml import XmlRefused, read_xml
from app.feel.builtins import BUILTINS


def vocabulary(bundle: Bundle, topics: Iterable[str]) -> Mapping[str, Any]:
    """Lists by kind, as JSON; `topics` are the connectors that this installation has."""
    drawn = {key: list(read_diagrams([data])) for key, data in bundle.diagrams.items()}
    diagrams = [diagram for found in drawn.values() for diagram in found]
    steps = steps_by_form(diagrams)
    manifest, names = bundle.manifest, Names(bundle)
    return {
        "forms": [
            {"key": key, "name": steps.get(key, key), "outcome": _outcome(form)}
            for key, form in bundle.forms.items()
        ],
        "groups": [{"key": one.key, "name": one.name} for one in manifest.groups.values()],
        "lanes": [{"name": name, "groups": list(groups)} for name, groups in manifest.lanes.items()],
        "papers": list(_papers(bundle)),
        "decisions": list(_decisions(bundle)),
        "processes": list(_processes(drawn)),
        "registries": [{"key": key, "name": _title(form, key)} for key, form in bundle.registries.items()],
        "topics": [
            asdict(TOPICS.get(topic) or Topic(topic, topic, (), more=True)) for topic in sorted(topics)
        ],
        "limits": [
            {"name": name, "value": by["default"], "steps": names.limited(name)}
            for name, by in bundle.settings.limits.items()
        ],
        "clauses": [{"id": one.id, "text": one.must, "at": one.at} for one in bundle.clauses],
        "messages": _thrown(diagrams, "message", "name"),
        "signals": _thrown(diagrams, "signal", "name"),
        "errors": _thrown(diagrams, "error", "errorCode"),
        "escalations": _thrown(diagrams, "escalation", "escalationCode"),
        "functions": [
            {"name": name, "params": [{"name": one.name} for one in builtin.parameters]}
            for name, builtin in sorted(BUILTINS.items())
        ],
    }


def steps_by_form(diagrams: Iterable[Diagram]) -> dict[str, str]:
    """The name of a step that asks for each form: forms have no name of their own."""
    found: dict[str, str] = {}
    for diagram in diagrams:
        for node in diagram.nodes:
            form = (node.camunda("formKey") or "").strip()
            if form and node.name:
                found.setdefault(form, node.name)
    return found


def _outcome(form: Any) -> Mapping[str, Any] | None:
    """The key and the values of what a form decides; None where it decides nothing."""
    components = form.get("components") if isinstance(form, Mapping) else None
    for one in components if isinstance(components, list) else ():
        if isinstance(one, Mapping) and (one.get("properties") or {}).get("outcome") == "true":
            return {
                "key": one.get("key"),
                "options": [value.get("value") for value in one.get("values") or ()],
            }
    return None


def _papers(bundle: Bundle) -> Iterator[Mapping[str, str]]:
    for resource in bundle.of_kind(Kind.PRINTOUT):
        if resource.path.endswith("/printout.yaml"):
            described = bundle.documents.get(resource.path)
            title = described.get("title") if isinstance(described, dict) else None
            yield {"name": resource.key, "title": str(title or resource.key)}


def _decisions(bundle: Bundle) -> Iterator[Mapping[str, str]]:
    for key, data in bundle.decisions.items():
        try:
            root = read_xml(data)
        except XmlRefused:
            continue
        for found in root.iter("{*}decision", "{*}decisionService"):
            if id_ := found.get("id"):
                yield {"id": id_, "name": found.get("name") or id_, "file": key}


def _processes(drawn: Mapping[str, list[Diagram]]) -> Iterator[Mapping[str, Any]]:
    """Each process with its file and with what calls of it pass in and take out anywhere in the package."""
    diagrams = [diagram for found in drawn.values() for diagram in found]
    inputs, outputs = _passed(diagrams, "in"), _passed(diagrams, "out")
    for key, found in drawn.items():
        for process in (one for diagram in found for one in diagram.processes):
            if process.id:
                yield {
                    "id": process.id,
                    "name": process.name or process.id,
                    "file": key,
                    "inputs": list(inputs.get(process.id, ())),
                    "outputs": list(outputs.get(process.id, ())),
                }


def _passed(diagrams: Iterable[Diagram], tag: str) -> Mapping[str, Iterable[str]]:
    found: dict[str, dict[str, None]] = {}
    for diagram in diagrams:
        for node in diagram.nodes:
            if node.tag == "callActivity":
                found.setdefault(node.get("calledElement") or "", {}).update(dict.fromkeys(_names(node, tag)))
    return found


def _names(node: Node, tag: str) -> Iterator[str]:
    for mapping in node.extension(tag):
        if name := mapping.get("target" if tag == "in" else "source"):
            yield name


def _thrown(diagrams: Iterable[Diagram], kind: str, by: str) -> list[str]:
    """The names or codes by which the events of a kind find each other anywhere in the package."""
    found = (one.get(by) for diagram in diagrams for one in diagram.globals[kind].values())
    return sorted({name for name in found if name})


def _title(document: Any, key: str) -> str:
    given = document.get("properties")
    return str(given.get("title") or key) if isinstance(given, Mapping) else key
