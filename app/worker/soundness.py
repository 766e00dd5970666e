"""Everything that a package is asked before it is deployed: its files, and what forms, registers and reports say."""

from collections.abc import Iterable, Iterator

from app.bundle.bundle import Bundle
from app.bundle.check import check
from app.bundle.resources import Kind
from app.core.errors import DomainError
from app.engine.lint.finding import Finding, Place, Severity
from app.forms import problems
from app.printouts.folder import find
from app.registries.vocabulary import check_registers
from app.reports.definition import check_reports


def check_package(
    bundle: Bundle, *, topics: frozenset[str] | None = None, foreign: Iterable[str] = ()
) -> tuple[Finding, ...]:
    """All findings, by file and line. `topics` and `foreign` are those of `app.bundle.check.check`."""
    found = [*check(bundle, topics=topics, foreign=foreign), *_forms(bundle), *_papers(bundle)]
    for faults in (*check_registers(bundle), *check_reports(bundle)):
        found += faults
    return tuple(sorted(found, key=lambda finding: (finding.file or "", finding.line or 0)))


def _forms(bundle: Bundle) -> Iterator[Finding]:
    """Forms and registers that the server could not read."""
    for resource in bundle.resources.values():
        if resource.kind in (Kind.FORM, Kind.REGISTRY):
            for problem in problems(bundle.documents[resource.path]):
                at = Place(problem.component or None, problem.name or None, 1)
                yield _error(resource.path, problem.code, problem.message, problem.mend, at)


def _papers(bundle: Bundle) -> Iterator[Finding]:
    """Papers whose description or sample cannot be read."""
    files = {path: resource.data for path, resource in bundle.resources.items()}
    for name, folder in bundle.printouts.items():
        if not {"printout.yaml", "template.html"} <= folder.keys():
            continue  # told by the check of the files
        path = next(one.path for one in bundle.of_kind(Kind.PRINTOUT) if one.key == name)
        try:
            _ = find(files, bundle.key, name).sample
        except DomainError as broken:
            mend = "请照 docs/reference/printouts.md 改正"
            yield _error(path, "printout-broken", broken.message, mend, Place(None, name, 1))


def _error(file: str, code: str, message: str, mend: str, at: Place) -> Finding:
    return Finding(code, Severity.ERROR, file, at.id, at.name, at.line, message, mend)
