"""Connectors for a scenario that is played on the engine alone: papers counted, notices noted, registers read."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from app.bundle.bundle import Bundle
from app.engine.program import Program
from app.engine.step import ServiceCall
from app.printouts.folder import find
from app.registries.ranking import Wanted, place_of, rank

_OF_THE_TASK = frozenset({"registry", "key", "entry", "entries"})


@dataclass
class Connectors:
    """What left the house while a scenario was played."""

    bundle: Bundle
    program: Program
    papers: Counter[str] = field(default_factory=Counter)
    printed: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    case: Mapping[str, Any] = field(default_factory=dict)
    notices: list[tuple[str, Any]] = field(default_factory=list)
    registers: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    written: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    exported: list[tuple[str, Any]] = field(default_factory=list)

    def __call__(self, call: ServiceCall) -> Mapping[str, Any]:
        """The result of a service task."""
        return self._table[call.topic](call)

    @property
    def _table(self) -> Mapping[str, Callable[[ServiceCall], Mapping[str, Any]]]:
        return {
            "printout.issue": self._issue,
            "notify": self._notify,
            "forces.rank": self._rank,
            "registry.query": self._query,
            "registry.write": self._write,
            "export.file": self._export,
            "printout.acknowledge": lambda _: {},
        }

    def _issue(self, call: ServiceCall) -> Mapping[str, Any]:
        name = str(call.inputs["printout"])
        printout = find(self._files, self.bundle.key, name)
        printed = {"case": self.case, **call.inputs}
        assert [fault for field in printout.fields for fault in field.problems(printed)] == [], name
        self.papers[name] += 1
        self.printed[name] = printed  # the latest of each kind
        return {"id": str(call.key), "number": f"{name} {self.papers[name]}", "title": name, "kind": name}

    @property
    def _files(self) -> dict[str, bytes]:
        return {path: resource.data for path, resource in self.bundle.resources.items()}

    def _notify(self, call: ServiceCall) -> Mapping[str, Any]:
        assert call.inputs["to"], call.element
        assert call.inputs["subject"], call.element
        assert call.inputs["text"], call.element
        to = call.inputs["to"]
        groups = to if isinstance(to, list) else [to]
        assert set(groups) <= set(self.bundle.manifest.groups), (call.element, to)
        self.notices.append((call.element, to))
        return {}

    def rows(self, registry: str) -> list[dict[str, Any]]:
        """The entries of a register: the sample ones until somebody changes the list."""
        if registry not in self.registers:
            samples = self.bundle.registry_data.get(f"{registry}.yaml", b"[]")
            self.registers[registry] = yaml.safe_load(samples)
        return self.registers[registry]

    def _query(self, call: ServiceCall) -> Mapping[str, Any]:
        wanted = {name: value for name, value in call.inputs.items() if name != "registry"}
        rows = self.rows(str(call.inputs["registry"]))
        found = [row for row in rows if all(row.get(name) == value for name, value in wanted.items())]
        return {"entries": found, "count": len(found)}

    def _write(self, call: ServiceCall) -> Mapping[str, Any]:
        given = {name: value for name, value in call.inputs.items() if name not in _OF_THE_TASK}
        entries = call.inputs.get("entries") or [call.inputs.get("entry") or given]
        for entry in entries:
            self._keep(str(call.inputs["registry"]), call.inputs.get("key"), entry)
            self.written.append((call.element, dict(entry)))
        return {"entry": entries[-1], "entries": entries}

    def _keep(self, registry: str, key: Any, entry: Mapping[str, Any]) -> None:
        row = next((row for row in self.rows(registry) if key is not None and row.get("id") == key), None)
        if row is None:
            self.rows(registry).append(dict(entry))
        else:
            row.update(entry)

    def _export(self, call: ServiceCall) -> Mapping[str, Any]:
        self.exported.append((call.element, call.inputs["content"]))
        return {"id": str(call.key), "system": call.inputs["system"], "status": "kept"}

    def _rank(self, call: ServiceCall) -> Mapping[str, Any]:
        wanted = Wanted(str(call.inputs["decision"]), place_of(call.inputs), call.inputs)
        return {"ranked": rank(self.program, self.rows(str(call.inputs["registry"])), wanted).rows}
