"""The rows that a report counts, with the fields that its expressions see."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, select

from app.core.clock import SHANGHAI
from app.db.context import Context
from app.printouts.models import Paper
from app.registries.entries import entries, is_stale
from app.registries.models import RegistryEntry
from app.registries.register import Register, register_of
from app.reports.definition import DRILLS_ONLY, Report, SourceKind
from app.reports.errors import ReportTooLarge
from app.reports.runs import runs_of, steps_of
from app.repository.deployments import Deployed
from app.runtime.models import ProcessInstance, UserTask

MOST_ROWS = 50_000
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asks of a report: the deployment that it is of, and the days of its period, both included."""

    deployed: Deployed
    first: date | None = None
    last: date | None = None

    @property
    def begin(self) -> datetime | None:
        """The first instant."""
        return _midnight(self.first) if self.first else None

    @property
    def end(self) -> datetime | None:
        """The first instant after it."""
        return _midnight(self.last + timedelta(days=1)) if self.last else None

    def holds(self, at: Any) -> bool:
        """Whether a day or an instant lies in the period; without a bound everything does."""
        if self.begin is None and self.end is None:
            return True
        instant = at if isinstance(at, datetime) else _midnight(at) if isinstance(at, date) else None
        if instant is None:
            return False
        return (self.begin is None or instant >= self.begin) and (self.end is None or instant < self.end)


def rows_of(ctx: Context, report: Report, asked: Asked) -> Iterator[Row]:
    """The rows of a report's source in its period, drills as it says. Raises `ReportTooLarge`."""
    for count, row in enumerate(_READERS[report.source](ctx, report, asked)):
        if count >= MOST_ROWS:
            raise ReportTooLarge(most=MOST_ROWS)
        if report.period is None or asked.holds(row.get(report.period)):
            yield row


def local(at: datetime | None) -> datetime | None:
    """An instant in the zone of the jurisdiction."""
    return at.astimezone(SHANGHAI) if at else None


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)


def _tasks(ctx: Context, report: Report, asked: Asked) -> Iterator[Row]:
    t = UserTask
    query = select(t, ProcessInstance).join(ProcessInstance, ProcessInstance.id == t.instance_id)
    for task, instance in _stream(ctx, _within(query, report, asked)):
        done = task.closed_at if task.status == "completed" else None
        yield {
            **{name: getattr(task, name) for name in _TASK},
            "opened_at": local(task.opened_at),
            "due": local(task.due),
            "completed_at": local(done),
            "completed_by": task.closed_by_name if done else None,
            "late": task.due is not None and (task.closed_at or ctx.now()) > task.due,
            "case": case_of(instance),
        }


def _papers(ctx: Context, report: Report, asked: Asked) -> Iterator[Row]:
    query = select(Paper, ProcessInstance).join(ProcessInstance, ProcessInstance.id == Paper.instance_id)
    for paper, instance in _stream(ctx, _within(query, report, asked)):
        instants = {name: local(getattr(paper, name)) for name in _PAPER_INSTANTS}
        yield {**{name: getattr(paper, name) for name in _PAPER}, **instants, "case": case_of(instance)}


def _instances(ctx: Context, report: Report, asked: Asked) -> Iterator[Row]:
    for (instance,) in _stream(ctx, _within(select(ProcessInstance), report, asked)):
        told = {
            name: getattr(instance, name)
            for name in ("process", "number", "title", "level", "type", "status")
        }
        instants = {"started_at": local(instance.started_at), "ended_at": local(instance.ended_at)}
        yield {**told, **instants, "case": case_of(instance)}


def _steps(ctx: Context, report: Report, asked: Asked) -> Iterator[Row]:
    for (instance,) in _stream(ctx, _within(select(ProcessInstance), report, asked)):
        case = case_of(instance)
        yield from ({**row, "case": case} for row in steps_of(ctx, instance))


def _runs(ctx: Context, report: Report, asked: Asked) -> Iterator[Row]:
    for (instance,) in _stream(ctx, _within(select(ProcessInstance), report, asked)):
        case = case_of(instance)
        yield from ({**row, "case": case} for row in runs_of(ctx, instance, report.of))


def _registry(ctx: Context, report: Report, asked: Asked) -> Iterator[Row]:
    register = register_of(ctx, asked.deployed, report.of)
    for entry in entries(ctx, register.jurisdiction, register.key):
        yield entry_row(ctx, register, entry)


def entry_row(ctx: Context, register: Register, entry: RegistryEntry) -> Row:
    """An entry as expressions see it: its fields, days as days."""
    dated = {field.key for field in register.fields if field.component.type == "datetime"}
    data = {name: _instant(value) if name in dated else value for name, value in entry.data.items()}
    own = {
        "_key": entry.key,
        "_stale": is_stale(ctx, register, entry),
        "_changed_at": local(entry.changed_at),
    }
    return {**dict.fromkeys(field.path[0] for field in register.fields), **data, **own}


def case_of(instance: ProcessInstance) -> Row:
    """The emergency that a row belongs to."""
    told = {name: getattr(instance, name) for name in ("id", "number", "title", "process", "level", "type")}
    return {**told, "started_at": local(instance.started_at)}


def _instant(value: Any) -> Any:
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        return value
    return found if "T" in str(value) else found.date()


def _within(query: Select[*tuple[Any, ...]], report: Report, asked: Asked) -> Select[*tuple[Any, ...]]:
    """Those of the jurisdiction, drills or none; instances that began after the period can hold nothing of it."""
    i = ProcessInstance
    query = query.where(
        i.jurisdiction == asked.deployed.bundle.key, i.drill.is_(report.drills == DRILLS_ONLY)
    )
    if asked.end is not None and report.period is not None:
        query = query.where(i.started_at < asked.end)
    return query.order_by(i.started_at, i.id)


def _stream(ctx: Context, query: Select[*tuple[Any, ...]]) -> Iterator[Any]:
    yield from ctx.session.execute(query.limit(MOST_ROWS + 1))


_TASK = ("process", "element", "name", "subject", "lane", "status", "outcome")
_PAPER = ("kind", "title", "number", "recipient", "force", "status")
_PAPER_INSTANTS = ("issued_at", "delivered_at", "acknowledged_at")
_READERS: Mapping[SourceKind, Callable[[Context, Report, Asked], Iterator[Row]]] = {
    SourceKind.TASKS: _tasks,
    SourceKind.PAPERS: _papers,
    SourceKind.INSTANCES: _instances,
    SourceKind.STEPS: _steps,
    SourceKind.RUNS: _runs,
    SourceKind.REGISTRY: _registry,
}
