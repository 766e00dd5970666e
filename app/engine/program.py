"""A bundle's diagrams and decisions as one frozen program, compiled once per content."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from threading import Lock
from types import MappingProxyType
from typing import Any

from app.core.canonical import digest, fingerprint
from app.core.errors import DomainError
from app.engine.bounds import DEFAULT, Bounds
from app.engine.elements import ProcessInfo, processes_of
from app.engine.errors import DiagramRefused, EngineError
from app.engine.expressions import MISSING, Reader
from app.engine.names import called_by, caught_by, tree_of
from app.engine.parser.diagram import DiagramParser
from app.engine.specs.process import ProcessSpec
from app.engine.values import plain
from app.engine.xml import XmlRefused, read_xml
from app.feel import parse
from app.feel.dmn.decisions import DecisionResult, Decisions
from app.feel.values.host import NativeContext

Limits = Mapping[str, str | Mapping[str, str]]
DEFAULT_LEVEL = "default"
_MOST_KEPT = 32
_DURATION = parse("duration(text)")
_SHORTER = parse("if limit instance of days and time duration then limit / pace else limit")


class Program:
    """Everything that runs of a bundle.

    `processes` describes each process to layers above, by id; nothing in a program changes once it is made, and any
    number of instances and threads may share it.
    """

    _kept: dict[str, "Program"] = {}  # noqa: RUF012 - the one cache, guarded by `_lock`
    _lock = Lock()

    def __init__(
        self,
        diagrams: Mapping[str, bytes],
        decisions: Mapping[str, bytes],
        limits: Limits,
        bounds: Bounds = DEFAULT,
    ) -> None:
        self.bounds = bounds
        self.specs: dict[str, ProcessSpec] = {}
        processes: dict[str, ProcessInfo] = {}
        for file, data in sorted(diagrams.items()):
            self._add_diagram(file, data, processes)
        self.processes: Mapping[str, ProcessInfo] = MappingProxyType(processes)
        self.data_names = frozenset(name for spec in self.specs.values() for name in spec.data_names)
        self._decisions = _decisions(decisions)
        self._limits = {level: _durations(limits, level) for level in (None, *_levels(limits))}

    @classmethod
    def compile(
        cls,
        diagrams: Mapping[str, bytes],
        decisions: Mapping[str, bytes],
        limits: Limits,
        bounds: Bounds = DEFAULT,
    ) -> "Program":
        """The program of these files; the same object for the same content.

        `diagrams` and `decisions` are BPMN and DMN files by name, `limits` the time limits of the settings (ISO 8601
        durations by name, or by name and level). Raises `DiagramRefused` for what cannot run; the lint says more, and
        more kindly.
        """
        key = _content(diagrams, decisions, limits, bounds)
        with cls._lock:
            program = cls._kept.pop(key, None)
        if program is None:
            program = cls(diagrams, decisions, limits, bounds)
        with cls._lock:
            cls._kept[key] = program
            while len(cls._kept) > _MOST_KEPT:
                del cls._kept[next(iter(cls._kept))]
        return program

    def _add_diagram(self, file: str, data: bytes, processes: dict[str, ProcessInfo]) -> None:
        try:
            root = read_xml(data)
        except XmlRefused as refused:
            raise DiagramRefused(None, refused.message, file=file) from refused
        found = DiagramParser().read(root, file)
        twice = self.specs.keys() & found.keys()
        if twice:
            raise DiagramRefused(min(twice), "两个文件里有同一个流程 id", file=file)
        self.specs.update(found)
        processes.update({process.id: process for process in processes_of(root, file)})

    def limits_at(self, level: Any, pace: int = 1) -> NativeContext:
        """The time limits as expressions see them, at a level of the emergency.

        A drill may run at a `pace`: a limit of hours or days is that many times shorter, one of months stays.
        """
        limits = self._limits.get(level if isinstance(level, str) else None, self._limits[None])
        if pace == 1:
            return limits
        return NativeContext({name: _SHORTER({"limit": v, "pace": pace}) for name, v in limits.items()})

    def spec_of(self, process_id: str) -> ProcessSpec:
        """The specification of an executable process. Raises `EngineError` when there is none."""
        spec = self.specs.get(process_id)
        if spec is None or not spec.called:
            raise EngineError(None, f"没有可执行的流程“{process_id}”")
        return spec

    def decide(self, element: str | None, name: str | None, read: Reader) -> DecisionResult:
        """Take a decision, by id or name. Raises `EngineError` when there is none of that name."""
        model = self._decisions.get(name or "")
        if model is None or name is None:
            raise EngineError(element, f"没有决策“{name}”")
        found = ((wanted, read(wanted)) for wanted in model.reads(name))
        return model.evaluate(name, {wanted: value for wanted, value in found if value is not MISSING})

    def internal_messages(self, process_id: str) -> frozenset[str]:
        """Messages that only the process or what it calls catches: thrown to nobody, they go nowhere."""
        if process_id not in self._internal:
            inside = tree_of(process_id, self._calls)
            outside = frozenset().union(*(names for of, names in self._caught.items() if of not in inside))
            caught = frozenset().union(*(self._caught.get(of, frozenset()) for of in inside))
            self._internal[process_id] = caught - outside
        return self._internal[process_id]

    @cached_property
    def called(self) -> frozenset[str]:
        """The processes that another one calls by a fixed name."""
        return frozenset(
            called for process, names in self._calls.items() for called in names if called != process
        )

    @cached_property
    def _internal(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def _caught(self) -> dict[str, frozenset[str]]:
        return caught_by(self.specs.values())

    @cached_property
    def _calls(self) -> dict[str, frozenset[str]]:
        return called_by(self.specs.values())


def _content(
    diagrams: Mapping[str, bytes], decisions: Mapping[str, bytes], limits: Limits, bounds: Bounds
) -> str:
    files = [{name: digest(data) for name, data in files.items()} for files in (diagrams, decisions)]
    return fingerprint([*files, limits, repr(bounds)])


def _levels(limits: Limits) -> set[str]:
    return {level for by in limits.values() if not isinstance(by, str) for level in by} - {DEFAULT_LEVEL}


def _durations(limits: Limits, level: str | None) -> NativeContext:
    """The limits that hold at a level; a level that a limit does not name takes the default."""
    texts = {name: {DEFAULT_LEVEL: by} if isinstance(by, str) else by for name, by in limits.items()}
    at = {name: by.get(level or DEFAULT_LEVEL, by[DEFAULT_LEVEL]) for name, by in texts.items()}
    return NativeContext({name: _limit(text) for name, text in at.items()})


def _limit(text: Any) -> Any:
    value = _DURATION({"text": text})
    return plain(text) if value is None else value


def _decisions(files: Mapping[str, bytes]) -> dict[str, Decisions]:
    """Decision id or name → the model that holds it."""
    found: dict[str, Decisions] = {}
    for file, data in sorted(files.items()):
        try:
            model = Decisions.from_xml(data, imports=[other for name, other in files.items() if name != file])
        except DomainError as refused:
            raise DiagramRefused(None, refused.message, file=file) from refused
        for name in _names_in(data):
            found.setdefault(name, model)
    return found


def _names_in(data: bytes) -> Iterable[str]:
    for tag in ("decision", "decisionService", "businessKnowledgeModel"):
        for node in read_xml(data).iterfind(f".//{{*}}{tag}"):
            yield from (name for name in (node.get("id"), node.get("name")) if name)
