"""The check of a whole package: every file by itself, and what each says of the others."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from app.bundle.bundle import Bundle
from app.bundle.citations import Citation, citations
from app.bundle.coverage import uncarried
from app.bundle.diagram_check import check_diagrams, package_of
from app.bundle.errors import BundleRefused
from app.bundle.faults import Faults
from app.bundle.memory import Memory
from app.bundle.resources import Kind
from app.bundle.usage import unused_files
from app.core.texts import Joined, Text
from app.engine.lint.check import refuses
from app.engine.lint.decision import lint_decision
from app.engine.lint.facts import facts
from app.engine.lint.finding import Finding, Severity
from app.engine.lint.package import of_another_register


def check(
    bundle: Bundle,
    *,
    topics: frozenset[str] | None = None,
    foreign: Iterable[str] = (),
    untaken: Mapping[str, frozenset[str]] | None = None,
    memory: Memory | None = None,
) -> tuple[Finding, ...]:
    """Everything wrong with a package, by file and line.

    `topics` are the connectors of this installation (None = any), `foreign` the keys of other jurisdictions,
    `untaken` the steps that no scenario takes, by process. `memory` spares looking again at what did not change.
    """
    memory = memory or Memory()
    package = package_of(bundle, topics, foreign, untaken)
    found = [
        *check_diagrams(bundle, package, memory),
        *_decisions(bundle, memory),
        *_papers(bundle),
        *_clauses(bundle),
    ]
    return tuple(sorted(found, key=lambda finding: (finding.file or "", finding.line or 0)))


def require_sound(bundle: Bundle, findings: tuple[Finding, ...]) -> None:
    """Raise `BundleRefused` with the errors among the findings."""
    errors = tuple(finding for finding in findings if finding.severity is Severity.ERROR)
    if refuses(errors):
        raise BundleRefused(bundle.key, errors)


def _decisions(bundle: Bundle, memory: Memory) -> Iterator[Finding]:
    resources = tuple(bundle.of_kind(Kind.DECISION))
    for resource in resources:
        others = [one for one in resources if one is not resource]
        key = ("decision", resource.path, resource.digest, *(one.digest for one in others))
        look = partial(lint_decision, resource.data, resource.path, [one.data for one in others])
        yield from memory.findings(key, look)


def _papers(bundle: Bundle) -> Iterator[Finding]:
    """Papers have their description and their template, and those that are issued a number series."""
    used = facts(bundle.diagrams.values()).printouts
    for name, files in bundle.printouts.items():
        folder = next(one.path.rpartition("/")[0] for one in bundle.of_kind(Kind.PRINTOUT) if one.key == name)
        faults = Faults(f"{folder}/printout.yaml")
        for wanted in ("printout.yaml", "template.html"):
            if wanted not in files:
                faults.add(
                    "missing-file",
                    Text("文书“{name}”没有 {wanted}", name=name, wanted=wanted),
                    "请补上这个文件",
                    1,
                    name,
                )
        described = bundle.documents.get(faults.file)
        series = described.get("series", described.get("kind")) if isinstance(described, dict) else None
        if name in used and series is not None and series not in bundle.manifest.numbering:
            mend = "请在 jurisdiction.yaml 的 numbering 里登记"
            faults.add(
                "unknown-series",
                Text("文书“{name}”的字号“{series}”没有登记", name=name, series=series),
                mend,
                1,
                name,
            )
        yield from faults


def _clauses(bundle: Bundle) -> Iterator[Finding]:
    """Clauses that are cited and do not exist, what nothing uses, and what nothing of the wanted kind carries."""
    cited = tuple(citations(bundle))
    known = {clause.id for clause in bundle.clauses}
    wrong = ((one.file, one.clause, one.element) for one in cited if _is_unknown(one, bundle.key, known))
    for file, clause, element in dict.fromkeys(wrong):
        faults = Faults(file)
        if of_another_register(clause, known):  # a shared file that became the package's own
            told, mend = (
                Text("条款“{clause}”是别的机制的，这里没有登记", clause=clause),
                "请改成本机制的条款，或删去",
            )
            faults.warn("foreign-clause", told, mend, element=element)
        else:
            told = Text("条款“{clause}”不在 clauses.yaml 里", clause=clause)
            faults.add("unknown-clause", told, "请改正编号，或登记条款", element=element)
        yield from faults
    for faults in unused_files(bundle):
        yield from faults
    yield from _uncarried(bundle, cited)


def _is_unknown(citation: Citation, key: str, known: set[str]) -> bool:
    """Diagrams are asked by their own rule; shared files cite the clauses of several packages."""
    own = citation.file.split("/")[1] == key
    return own and citation.carrier != "process" and citation.clause not in known


def _uncarried(bundle: Bundle, cited: tuple[Citation, ...]) -> Iterator[Finding]:
    faults = Faults(f"processes/{bundle.key}/clauses.yaml")
    for clause, missing in uncarried(bundle.clauses, cited):
        shown = Joined("、", missing)
        message, mend = (
            Text("条款 {id} 没有由 {shown} 承载", id=clause.id, shown=shown),
            "请在承载它而且有环节用到的文件里引用",
        )
        faults.warn("uncarried-clause", message, mend, clause.line, element=clause.id)
    return iter(faults)
