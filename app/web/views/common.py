"""What several pages tell alike: deadlines, clauses, timelines, situations, plans."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from flask import url_for

from app.core.clock import SHANGHAI
from app.engine.elements import ProcessInfo
from app.identity.permissions import Permission
from app.runtime.models import UserTask
from app.web.language import gettext as _
from app.web.pages import Deadline, Fact, Link, PlanRow, PlanTable, Situation
from app.web.sessions import actor

URGENT_PRIORITY = 80


def local(at: datetime) -> datetime:
    """The instant in the zone of the jurisdiction."""
    return at.astimezone(SHANGHAI)


def deadline_of(task: UserTask) -> Deadline:
    """The limit of a task: how long in all, and what happens when it has gone."""
    if task.due is None:
        return Deadline()
    limit = task.due - task.opened_at
    return Deadline(due=local(task.due), limit=limit, after=_("到时催办并上报值班领导"))


def clauses_of(process: ProcessInfo | None, element: str) -> tuple[Link, ...]:
    """The clauses that an element carries."""
    found = process.elements.get(element) if process is not None else None
    return clause_links(found.clauses if found else ())


def clause_links(clauses: Iterable[str]) -> tuple[Link, ...]:
    """Clauses by their ids, each leading to its page for readers who may see it."""
    may = Permission.REPORT_READ.value in actor().permissions
    return tuple(
        Link(text=clause, href=url_for("clauses.clause", clause_id=clause) if may else f"#{clause}")
        for clause in clauses
    )


def situation_of(variables: Mapping[str, Any]) -> Situation | None:
    """The emergency in short, from what was reported last."""
    told = variables.get("emergency")
    if not isinstance(told, Mapping):
        return None
    place = told.get("place")
    facts = (
        (_("类型与级别"), " · ".join(str(told[k]) for k in ("type", "level") if told.get(k))),
        (_("接报"), _short_time(told.get("time") or told.get("reported_at"))),
        (_("人员"), _casualties(told)),
        (_("地点"), str(place.get("name") or "") if isinstance(place, Mapping) else str(place or "")),
    )
    text = tuple(str(told[key]) for key in ("description", "risks") if told.get(key))
    return Situation(
        facts=tuple(Fact(label=label, value=value) for label, value in facts if value), text=text
    )


def plan_of(variables: Mapping[str, Any]) -> PlanTable | None:
    """The chosen forces in rank, then the nearer ones that were passed over."""
    ranked, chosen = _rows(variables.get("ranked")), _rows(variables.get("forces"))
    if not ranked or not chosen:
        return None
    profiles = {row.get("id"): row for row in ranked}
    wanted = {row.get("id") for row in chosen}
    rows = [_chosen(n, row, profiles.get(row.get("id"), {})) for n, row in enumerate(chosen, 1)]
    farthest = max((_km(profiles.get(key, {})) for key in wanted), default=0.0)
    passed = [row for row in ranked if row.get("id") not in wanted and _km(row) <= farthest][:3]
    rows += [_passed(row, variables.get("skipped")) for row in passed]
    summary = _("选 %(chosen)s 支，近而未选 %(passed)s 支", chosen=len(chosen), passed=len(passed))
    return PlanTable(rows=tuple(rows), title=_("拟调用的力量"), summary=summary)


def _chosen(rank: int, row: Mapping[str, Any], profile: Mapping[str, Any]) -> PlanRow:
    return PlanRow(
        rank=rank,
        name=str(profile.get("name") or row.get("id")),
        kind=str(profile.get("kind") or ""),
        distance=_distance(profile),
        arrival=_short_time(row.get("arrive_by")),
        crew=_crew(profile),
        reason=str(row.get("reason") or ""),
    )


def _passed(row: Mapping[str, Any], skipped: Any) -> PlanRow:
    named = str(row.get("name") or "")
    reason = str(skipped) if skipped and named in str(skipped) else str(row.get("reason") or "")
    return PlanRow(
        rank=None,
        name=named,
        kind=str(row.get("kind") or ""),
        distance=_distance(row),
        arrival="",
        crew=_crew(row),
        reason=reason,
        tag="nearer",
    )


def _rows(value: Any) -> list[Mapping[str, Any]]:
    items: Iterable[Any] = value if isinstance(value, list) else ()
    return [item for item in items if isinstance(item, Mapping)]


def _km(row: Mapping[str, Any]) -> float:
    distance = row.get("distance_km")
    return float(distance) if distance is not None else 0.0


def _distance(row: Mapping[str, Any]) -> str:
    return f"{_km(row):.1f} km" if row.get("distance_km") is not None else "—"


def _crew(row: Mapping[str, Any]) -> str:
    people = _("%(n)s 人", n=row["people"]) if row.get("people") else ""
    return "，".join(part for part in (people, str(row.get("equipment") or "")) if part)


def _casualties(told: Mapping[str, Any]) -> str:
    counted = told.get("casualties")
    counts = counted if isinstance(counted, Mapping) else told
    words = (("dead", _("死亡")), ("injured", _("受伤")), ("trapped", _("被困")), ("missing", _("失联")))
    return "，".join(f"{word} {counts[key]}" for key, word in words if counts.get(key))


def _short_time(text: Any) -> str:
    try:
        return local(datetime.fromisoformat(str(text))).strftime("%H:%M")
    except ValueError:
        return ""
