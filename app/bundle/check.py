"""The check of a whole package: every file by itself, and what each says of the others."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.bundle.bundle import Bundle
from app.bundle.citations import Citation, citations
from app.bundle.coverage import uncarried
from app.bundle.errors import BundleRefused
from app.bundle.faults import Faults
from app.bundle.resources import COMMON, Kind
from app.bundle.starts import timer_start_faults
from app.bundle.usage import decided_in, unused_files
from app.bundle.writing import nested_writes
from app.engine.lint.check import lint, refuses
from app.engine.lint.decision import lint_decision
from app.engine.lint.facts import facts
from app.engine.lint.finding import Finding, Severity
from app.engine.lint.package import Package
from app.engine.xml import XmlRefused, line_of, read_xml

_PROCESS = "{http://www.omg.org/spec/BPMN/20100524/MODEL}process"


def check(
    bundle: Bundle, *, topics: frozenset[str] | None = None, foreign: Iterable[str] = ()
) -> tuple[Finding, ...]:
    """Everything wrong with a package, by file and line.

    `topics` are the connectors of this installation (None = any), `foreign` the keys of other jurisdictions.
    """
    package = package_of(bundle, topics, foreign)
    found = [*_diagrams(bundle, package), *_decisions(bundle), *_papers(bundle), *_clauses(bundle)]
    return tuple(sorted(found, key=lambda finding: (finding.file or "", finding.line or 0)))


def require_sound(bundle: Bundle, findings: tuple[Finding, ...]) -> None:
    """Raise `BundleRefused` with the errors among the findings."""
    errors = tuple(finding for finding in findings if finding.severity is Severity.ERROR)
    if refuses(errors):
        raise BundleRefused(bundle.key, errors)


def package_of(bundle: Bundle, topics: frozenset[str] | None = None, foreign: Iterable[str] = ()) -> Package:
    """The names that diagrams of this package may refer to."""
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
    )


def _diagrams(bundle: Bundle, package: Package) -> Iterator[Finding]:
    owners: dict[str, str] = {}
    # shared diagrams cite the clauses of several packages, and write data objects that not every caller draws
    shared = replace(package, clauses=None, data_objects=None)
    for resource in bundle.of_kind(Kind.DIAGRAM):
        yield from lint(resource.data, resource.path, shared if resource.owner == COMMON else package)
        faults = Faults(resource.path)
        for process, line in _processes(resource.data):
            if process in owners:
                told = f"流程“{process}”已在 {owners[process]} 里"
                faults.add("process-twice", told, "请改标识", line, process, element=process)
            owners[process] = resource.path
        if resource.key not in dict(_processes(resource.data)):
            faults.add(
                "process-name", f"文件里没有标识为“{resource.key}”的流程", "请使文件名与流程标识一致", 1
            )
        yield from faults
    for faults in timer_start_faults(bundle):
        yield from faults


def _processes(data: bytes) -> list[tuple[str, int | None]]:
    try:
        root = read_xml(data)
    except XmlRefused:
        return []
    return [(found.get("id") or "", line_of(found)) for found in root.iterfind(_PROCESS)]


def _decisions(bundle: Bundle) -> Iterator[Finding]:
    for resource in bundle.of_kind(Kind.DECISION):
        others = [data for key, data in bundle.decisions.items() if key != resource.key]
        yield from lint_decision(resource.data, resource.path, others)


def _papers(bundle: Bundle) -> Iterator[Finding]:
    """Papers have their description and their template, and those that are issued a number series."""
    used = facts(bundle.diagrams.values()).printouts
    for name, files in bundle.printouts.items():
        folder = next(one.path.rpartition("/")[0] for one in bundle.of_kind(Kind.PRINTOUT) if one.key == name)
        faults = Faults(f"{folder}/printout.yaml")
        for wanted in ("printout.yaml", "template.html"):
            if wanted not in files:
                faults.add("missing-file", f"文书“{name}”没有 {wanted}", "请补上这个文件", 1, name)
        described = bundle.documents.get(faults.file)
        series = described.get("series", described.get("kind")) if isinstance(described, dict) else None
        if name in used and series is not None and series not in bundle.manifest.numbering:
            mend = "请在 jurisdiction.yaml 的 numbering 里登记"
            faults.add("unknown-series", f"文书“{name}”的字号“{series}”没有登记", mend, 1, name)
        yield from faults


def _clauses(bundle: Bundle) -> Iterator[Finding]:
    """Clauses that are cited and do not exist, what nothing uses, and what nothing of the wanted kind carries."""
    cited = tuple(citations(bundle))
    known = {clause.id for clause in bundle.clauses}
    wrong = ((one.file, one.clause, one.element) for one in cited if _is_unknown(one, bundle.key, known))
    for file, clause, element in dict.fromkeys(wrong):
        faults = Faults(file)
        told = f"条款“{clause}”不在 clauses.yaml 里"
        faults.add("unknown-clause", told, "请改正编号，或登记条款", element=element)
        yield from faults
    for faults in (*unused_files(bundle), *nested_writes(bundle)):
        yield from faults
    yield from _uncarried(bundle, cited)


def _is_unknown(citation: Citation, key: str, known: set[str]) -> bool:
    """Diagrams are asked by their own rule; shared files cite the clauses of several packages."""
    own = citation.file.split("/")[1] == key
    return own and citation.carrier != "process" and citation.clause not in known


def _uncarried(bundle: Bundle, cited: tuple[Citation, ...]) -> Iterator[Finding]:
    faults = Faults(f"processes/{bundle.key}/clauses.yaml")
    for clause, missing in uncarried(bundle.clauses, cited):
        shown = "、".join(missing)
        message, mend = f"条款 {clause.id} 没有由 {shown} 承载", "请在承载它而且有环节用到的文件里引用"
        faults.warn("uncarried-clause", message, mend, clause.line, element=clause.id)
    return iter(faults)
