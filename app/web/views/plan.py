"""The plan of a dispatch: the chosen forces in rank, then those that were passed over, with the reasons."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.web.language import gettext as _
from app.web.pages import PlanRow, PlanTable
from app.web.views.common import short_time

PASSED = 3
NEARER = "nearer"


def plan_of(variables: Mapping[str, Any]) -> PlanTable | None:
    """The forces of a plan, from the variables `ranked` (all, best first) and `forces` (the chosen).

    Passed over is who stands nearer than the farthest chosen force, or before the last of them in the ranking; only
    the nearer ones are tagged so.
    """
    ranked, chosen = _rows(variables.get("ranked")), _rows(variables.get("forces"))
    if not ranked or not chosen:
        return None
    profiles = {row.get("id"): row for row in ranked}
    wanted = {row.get("id") for row in chosen}
    rows = [_chosen(n, row, profiles.get(row.get("id"), {})) for n, row in enumerate(chosen, 1)]
    passed = _passed(ranked, wanted, variables.get("skipped"))
    nearer = sum(1 for row in passed if row.tag)
    summary = _("选 %(chosen)s 支，近而未选 %(passed)s 支", chosen=len(chosen), passed=nearer)
    return PlanTable(rows=(*rows, *passed), title=_("拟调用的力量"), summary=summary)


def _passed(ranked: list[Mapping[str, Any]], wanted: set[Any], skipped: Any) -> list[PlanRow]:
    distances = [km for row in ranked if row.get("id") in wanted and (km := _km(row)) is not None]
    farthest = max(distances, default=0.0)
    last = max((n for n, row in enumerate(ranked) if row.get("id") in wanted), default=-1)
    found = []
    for n, row in enumerate(ranked):
        km = _km(row)
        nearer = km is not None and km < farthest
        if row.get("id") not in wanted and (nearer or n < last):
            found.append(_passed_row(row, skipped, NEARER if nearer else ""))
    return sorted(found, key=lambda row: not row.tag)[:PASSED]


def _chosen(rank: int, row: Mapping[str, Any], profile: Mapping[str, Any]) -> PlanRow:
    return PlanRow(
        rank=rank,
        name=str(profile.get("name") or row.get("id")),
        kind=str(profile.get("kind") or ""),
        distance=_distance(profile),
        arrival=short_time(row.get("arrive_by")),
        crew=_crew(profile),
        reason=str(row.get("reason") or ""),
        task=str(row.get("task") or ""),
    )


def _passed_row(row: Mapping[str, Any], skipped: Any, tag: str) -> PlanRow:
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
        tag=tag,
    )


def _rows(value: Any) -> list[Mapping[str, Any]]:
    items: Iterable[Any] = value if isinstance(value, list) else ()
    return [item for item in items if isinstance(item, Mapping)]


def _km(row: Mapping[str, Any]) -> float | None:
    distance = row.get("distance_km")
    return None if distance is None else float(distance)


def _distance(row: Mapping[str, Any]) -> str:
    km = _km(row)
    return "—" if km is None else f"{km:.1f} km"


def _crew(row: Mapping[str, Any]) -> str:
    people = _("%(n)s 人", n=row["people"]) if row.get("people") else ""
    return "，".join(part for part in (people, str(row.get("equipment") or "")) if part)
