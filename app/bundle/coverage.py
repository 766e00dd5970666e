"""Which clauses of a mechanism something carries, by the kinds of asset that the register names."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.bundle.bundle import Bundle
from app.bundle.citations import Citation, citations
from app.bundle.clauses import Clause


@dataclass(frozen=True, slots=True)
class Carried:
    """A clause with the places that carry it, and the kinds that the register names and nothing of which does."""

    clause: Clause
    carriers: tuple[Citation, ...]
    missing: tuple[str, ...]


def clause_coverage(bundle: Bundle) -> tuple[Carried, ...]:
    """Every clause of a package in the order of its register."""
    cited = tuple(citation for citation in citations(bundle) if citation.runs)
    missing = {clause.id: kinds for clause, kinds in uncarried(bundle.clauses, cited)}
    return tuple(
        Carried(clause, tuple(one for one in cited if one.clause == clause.id), missing.get(clause.id, ()))
        for clause in bundle.clauses
    )


def uncarried(
    clauses: Iterable[Clause], cited: Sequence[Citation]
) -> Iterator[tuple[Clause, tuple[str, ...]]]:
    """The clauses that some wanted kind does not carry, with these kinds."""
    carried = {(citation.clause, citation.carrier) for citation in cited if citation.runs}
    for clause in clauses:
        missing = tuple(kind for kind in clause.carriers if (clause.id, kind) not in carried)
        if missing:
            yield clause, missing
