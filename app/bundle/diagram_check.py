"""The check of the diagrams of a package: each by itself, and inside its package."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from functools import partial

from app.bundle.bundle import Bundle
from app.bundle.faults import Faults
from app.bundle.memory import Memory
from app.bundle.resources import COMMON, Kind, Resource
from app.bundle.starts import timer_start_faults
from app.bundle.topics import RESULTS
from app.bundle.usage import decided_in
from app.bundle.variables import entered
from app.bundle.writing import nested_writes
from app.core import canonical
from app.core.texts import Text
from app.engine.lint.check import lint
from app.engine.lint.facts import facts
from app.engine.lint.finding import Finding
from app.engine.lint.package import Package


def package_of(
    bundle: Bundle,
    topics: frozenset[str] | None = None,
    foreign: Iterable[str] = (),
    untaken: Mapping[str, frozenset[str]] | None = None,
) -> Package:
    """The names that diagrams of this package may refer to; `untaken` as `Package` has it."""
    known = facts(bundle.diagrams.values())
    return Package(
        key=bundle.key,
        lanes=frozenset(bundle.manifest.lanes),
        groups=frozenset(bundle.manifest.groups),
        forms=frozenset(bundle.forms),
        printouts=frozenset(bundle.printouts),
        registries=frozenset(bundle.registries),
        decisions=frozenset(bundle.decisions).union(*map(decided_in, bundle.decisions.values())),
        limits=frozenset(bundle.settings.limits),
        clauses=frozenset(clause.id for clause in bundle.clauses),
        data_objects=frozenset(known.data_objects),
        caught=frozenset(known.caught),
        topics=topics,
        calls=known.calls,
        foreign=frozenset(foreign) - {bundle.key},
        untaken=dict(untaken or {}),
        given=frozenset(known.given | known.data_objects | RESULTS | entered(bundle)),
    )


def check_diagrams(
    bundle: Bundle, package: Package, memory: Memory, only: str | None = None
) -> Iterator[Finding]:
    """What is wrong with the diagrams, or with the one at the path `only`."""
    # shared diagrams cite the clauses of several packages, and write and read what not every caller draws or gives
    shared = replace(package, clauses=None, data_objects=None, given=None)
    prints = {False: canonical.fingerprint(asdict(package)), True: canonical.fingerprint(asdict(shared))}
    chosen = [one for one in bundle.of_kind(Kind.DIAGRAM) if only in (None, one.path)]
    for resource in chosen:
        common = resource.owner == COMMON
        key = ("diagram", resource.path, resource.digest, prints[common])
        look = partial(lint, resource.data, resource.path, shared if common else package)
        yield from memory.findings(key, look)
    yield from _names(bundle, chosen)
    for faults in (*timer_start_faults(bundle, chosen), *nested_writes(bundle, chosen)):
        yield from faults


def _names(bundle: Bundle, chosen: list[Resource]) -> Iterator[Finding]:
    """Processes that two files hold, and files without the process that they are named after."""
    owners: dict[str, str] = {}
    for resource in bundle.of_kind(Kind.DIAGRAM):
        faults, held = Faults(resource.path), facts([resource.data]).processes
        for process, line in held:
            if process in owners:
                told = Text("流程“{process}”已在 {owners} 里", process=process, owners=owners[process])
                faults.add("process-twice", told, "请改标识", line, process, element=process)
            owners[process] = resource.path
        if held and resource.key not in dict(held):
            told = Text("文件里没有标识为“{key}”的流程", key=resource.key)
            faults.add("process-name", told, "请使文件名与流程标识一致", 1)
        yield from faults if resource in chosen else ()
