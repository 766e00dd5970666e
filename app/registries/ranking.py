"""Ranking entries by a decision of the package, with the distance computed here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import Any

from app.engine.expressions import MISSING
from app.engine.program import Program

EARTH_KM = 6371.0088  # mean radius, IUGG
Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is ranked for: the decision's name, the place (longitude, latitude), and facts that the decision reads."""

    decision: str
    place: Place | None
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ranked:
    """The rows, best first, each with `rank`, `distance_km` and what the decision says of it (`score`, `reason`).

    `told` is the same for the log: of each row its key, place, verdict, and the rules that matched by table.
    """

    rows: list[dict[str, Any]]
    told: list[dict[str, Any]]


def rank(program: Program, rows: Sequence[Mapping[str, Any]], wanted: Wanted) -> Ranked:
    """Judge every row by the decision, which sees it as `force` beside `distance_km` and the facts."""
    judged = sorted((_judged(program, row, wanted) for row in rows), key=lambda found: _order(found.row))
    placed = [{**found.row, "rank": place} for place, found in enumerate(judged, 1)]
    return Ranked(placed, [_told(row, found.tables) for row, found in zip(placed, judged, strict=True)])


def matches(entry: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    """Whether an entry has all the values; a list stands for any of its own."""
    return all(_is_one_of(entry.get(name), value) for name, value in wanted.items())


def place_of(entry: Mapping[str, Any]) -> Place | None:
    """Longitude and latitude of an entry in degrees, or None when it has none."""
    try:
        return float(entry["longitude"]), float(entry["latitude"])
    except (KeyError, TypeError, ValueError):
        return None


def distance_km(a: Place | None, b: Place | None) -> float | None:
    """Great-circle distance to 0.1 km; None without both places."""
    if a is None or b is None:
        return None
    lon1, lat1, lon2, lat2 = map(radians, (*a, *b))
    h = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return round(2 * EARTH_KM * asin(sqrt(h)), 1)


def _is_one_of(found: Any, wanted: Any) -> bool:
    if not isinstance(wanted, list):
        return bool(found == wanted)
    return any(one in wanted for one in found) if isinstance(found, list) else found in wanted


@dataclass(frozen=True, slots=True)
class _Judged:
    row: dict[str, Any]
    tables: list[dict[str, Any]]


def _judged(program: Program, row: Mapping[str, Any], wanted: Wanted) -> _Judged:
    distance = distance_km(place_of(row), wanted.place)
    seen = {**wanted.facts, "force": row, "distance_km": distance}
    result = program.decide(None, wanted.decision, lambda name: seen.get(name, MISSING)).to_json()
    value = result["value"]
    verdict = value if isinstance(value, Mapping) else {"score": value}
    return _Judged({**row, "distance_km": distance, **verdict}, list(_tables(result["evidence"])))


def _tables(evidence: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Of every table below a decision the rules that matched, without the values they saw."""
    for table in evidence["tables"]:
        matched = [{"index": rule["index"], "id": rule["id"]} for rule in table["matched"]]
        yield {"id": table["id"], "hit_policy": table["hit_policy"], "matched": matched}
    for required in evidence["required"]:
        yield from _tables(required)


def _told(row: Mapping[str, Any], tables: list[dict[str, Any]]) -> dict[str, Any]:
    shown = ("_key", "name", "rank", "distance_km", "score", "reason")
    return {**{name.lstrip("_"): row.get(name) for name in shown}, "tables": tables}


def _order(row: Mapping[str, Any]) -> tuple[float, float, str]:
    return -float(row.get("score") or 0), row["distance_km"] or 0, str(row.get("_key"))
