"""Everything that a package is asked before it is deployed: its files, and what forms, registers and reports say."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from typing import Any

from app.bundle.bundle import Bundle
from app.bundle.check import check
from app.bundle.diagram_check import check_diagrams, package_of
from app.bundle.memory import Memory
from app.bundle.resources import Kind
from app.core.errors import DomainError
from app.engine.lint.finding import Finding, Place, Severity
from app.forms import problems
from app.printouts.folder import find
from app.registries.vocabulary import check_registers
from app.reports.definition import check_reports


def check_package(
    bundle: Bundle,
    *,
    topics: frozenset[str] | None = None,
    foreign: Iterable[str] = (),
    untaken: Mapping[str, frozenset[str]] | None = None,
    memory: Memory | None = None,
) -> tuple[Finding, ...]:
    """All findings, by file and line. The surroundings are those of `app.bundle.check.check`."""
    memory = memory or Memory()
    found = [*check(bundle, topics=topics, foreign=foreign, untaken=untaken, memory=memory)]
    found += [*_forms(bundle, memory), *_papers(bundle, memory), *_registers(bundle, memory)]
    for faults in check_reports(bundle):
        found += faults
    return tuple(sorted(found, key=lambda finding: (finding.file or "", finding.line or 0)))


def check_diagram(
    bundle: Bundle,
    path: str,
    *,
    topics: frozenset[str] | None = None,
    foreign: Iterable[str] = (),
    untaken: Mapping[str, frozenset[str]] | None = None,
    memory: Memory | None = None,
) -> tuple[Finding, ...]:
    """The findings of one diagram inside its package, as `check_package` has them: for while it is drawn."""
    package = package_of(bundle, topics, foreign, untaken)
    found = check_diagrams(bundle, package, memory or Memory(), only=path)
    return tuple(sorted(found, key=lambda finding: finding.line or 0))


def _forms(bundle: Bundle, memory: Memory) -> Iterator[Finding]:
    """Forms and registers that the server could not read."""
    for resource in bundle.resources.values():
        if resource.kind in (Kind.FORM, Kind.REGISTRY):
            look = partial(_of_form, resource.path, bundle.documents[resource.path])
            yield from memory.findings(("form", resource.path, resource.digest), look)


def _of_form(path: str, document: Mapping[str, Any]) -> Iterator[Finding]:
    for problem in problems(document):
        at = Place(problem.component or None, problem.name or None, 1)
        yield _error(path, problem.code, problem.message, problem.mend, at)


def _papers(bundle: Bundle, memory: Memory) -> Iterator[Finding]:
    """Papers whose description or sample cannot be read."""
    for name, folder in bundle.printouts.items():
        if {"printout.yaml", "template.html"} <= folder.keys():  # else told by the check of the files
            digests = (
                one.digest
                for one in bundle.of_kind(Kind.PRINTOUT, Kind.SHEET)
                if one.key == name or one.kind is Kind.SHEET
            )
            yield from memory.findings(
                ("paper", bundle.key, name, *digests), partial(_of_paper, bundle, name)
            )


def _of_paper(bundle: Bundle, name: str) -> Iterator[Finding]:
    files = {path: resource.data for path, resource in bundle.resources.items()}
    path = next(one.path for one in bundle.of_kind(Kind.PRINTOUT) if one.key == name)
    try:
        _ = find(files, bundle.key, name).sample
    except DomainError as broken:
        mend = "请照 docs/reference/printouts.md 改正"
        yield _error(path, "printout-broken", broken.message, mend, Place(None, name, 1))


def _registers(bundle: Bundle, memory: Memory) -> tuple[Finding, ...]:
    """Registers and their sample entries, which depend on each other, on the people and on the limits."""
    kinds = (Kind.REGISTRY, Kind.REGISTRY_DATA, Kind.MANIFEST, Kind.SETTINGS)
    key = ("registers", *((one.path, one.digest) for one in bundle.of_kind(*kinds)))
    return memory.findings(key, lambda: chain.from_iterable(check_registers(bundle)))


def _error(file: str, code: str, message: str, mend: str, at: Place) -> Finding:
    return Finding(code, Severity.ERROR, file, at.id, at.name, at.line, message, mend)
