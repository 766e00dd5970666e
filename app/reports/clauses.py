"""How often each clause of a mechanism was passed: instances through its steps, entries in its registers, papers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePosixPath

from sqlalchemy import func, select

from app.bundle.citations import Citation
from app.bundle.coverage import Carried, clause_coverage
from app.db.context import Context
from app.history.models import Trace
from app.printouts.models import Paper
from app.registries.models import RegistryEntry
from app.repository.deployments import Deployed
from app.runtime.models import ProcessInstance, UserTask

YEAR = timedelta(days=365)
Places = Mapping[tuple[str, str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Passed:
    """What ran in the last year, drills left out: instances by (process, element), counts of the other kinds by key."""

    places: Places
    forms: Mapping[str, int]
    printouts: Mapping[str, int]
    registries: Mapping[str, int]

    def count(self, citation: Citation) -> int | None:
        """How often a carrier was used; None for what stands always (roles, decisions, reports)."""
        key = PurePosixPath(citation.file)
        match citation.carrier:
            case "process":
                return len(self.instances(citation))
            case "form":
                return self.forms.get(key.stem, 0)
            case "printout":
                return self.printouts.get(key.parent.name, 0)
            case "registry":
                return self.registries.get(key.stem, 0)
        return None

    def instances(self, citation: Citation) -> frozenset[str]:
        """The instances that passed the step; for a clause of a whole process, those that ran it."""
        process = citation.process
        if process is None:
            return frozenset()
        if citation.element == process:
            found = (ids for (owner, _), ids in self.places.items() if owner == process)
            return frozenset().union(*found)
        return self.places.get((process, citation.element or ""), frozenset())


@dataclass(frozen=True, slots=True)
class ClauseUse:
    """A clause with its carriers and, of all its steps together, the instances that passed."""

    carried: Carried
    instances: frozenset[str]


def clause_uses(deployed: Deployed, passed: Passed) -> tuple[ClauseUse, ...]:
    """Every clause of a deployment in the order of its register."""
    return tuple(
        ClauseUse(one, frozenset().union(*map(passed.instances, one.carriers)))
        for one in clause_coverage(deployed.bundle)
    )


def passed_of(ctx: Context, jurisdiction: str) -> Passed:
    """What ran in the last year."""
    since = ctx.now() - YEAR
    return Passed(
        _places(ctx, jurisdiction, since),
        _forms(ctx, jurisdiction, since),
        _papers(ctx, jurisdiction, since),
        _entries(ctx, jurisdiction),
    )


def _places(ctx: Context, jurisdiction: str, since: datetime) -> Places:
    t, i = Trace, ProcessInstance
    query = (
        select(t.process, t.element, t.instance_id)
        .join(i, i.id == t.instance_id)
        .where(i.jurisdiction == jurisdiction, i.drill.is_(False), i.started_at >= since)
        .where(t.kind.in_(("activity", "flow")))
        .distinct()
    )
    found: dict[tuple[str, str], set[str]] = {}
    for process, element, instance_id in ctx.session.execute(query):
        found.setdefault((process, element), set()).add(instance_id)
    return {place: frozenset(ids) for place, ids in found.items()}


def _forms(ctx: Context, jurisdiction: str, since: datetime) -> Mapping[str, int]:
    """Tasks that were completed with each form."""
    t = UserTask
    where = (
        t.jurisdiction == jurisdiction,
        t.drill.is_(False),
        t.opened_at >= since,
        t.status == "completed",
    )
    query = select(t.form_key, func.count()).where(*where, t.form_key.is_not(None)).group_by(t.form_key)
    return {str(key): count for key, count in ctx.session.execute(query)}


def _papers(ctx: Context, jurisdiction: str, since: datetime) -> Mapping[str, int]:
    """Papers that were issued of each kind."""
    p = Paper
    where = (p.jurisdiction == jurisdiction, p.drill.is_(False), p.issued_at >= since)
    query = select(p.kind, func.count()).where(*where).group_by(p.kind)
    return {str(kind): count for kind, count in ctx.session.execute(query)}


def _entries(ctx: Context, jurisdiction: str) -> Mapping[str, int]:
    """Active entries of each register."""
    e = RegistryEntry
    query = select(e.registry_key, func.count()).where(e.jurisdiction == jurisdiction, e.active)
    return {str(key): count for key, count in ctx.session.execute(query.group_by(e.registry_key))}
