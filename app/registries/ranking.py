"""Ranking entries by a decision of the package, with the distance computed here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import Any

from app.engine.program import Program

EARTH_KM = 6371.0088  # mean radius, IUGG


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is ranked for: the decision's name, the place, and facts that the decision reads."""

    decision: str
    place: Any
    facts: Mapping[str, Any]


def rank(program: Program, rows: Sequence[Mapping[str, Any]], wanted: Wanted) -> list[dict[str, Any]]:
    """Each row with `distance_km` and what the decision says of it (`score`, `reason`), best score first."""
    ranked = [_judged(program, row, wanted) for row in rows]
    return sorted(
        ranked, key=lambda r: (-float(r.get("score") or 0), r["distance_km"] or 0, str(r.get("key")))
    )


def distance_km(a: Any, b: Any) -> float | None:
    """Great-circle distance between two places {lon, lat} in degrees, to 0.1 km; None without both."""
    points = [_point(a), _point(b)]
    if None in points:
        return None
    (lon1, lat1), (lon2, lat2) = points  # type: ignore[misc]  # None was excluded above
    h = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return round(2 * EARTH_KM * asin(sqrt(h)), 1)


def _point(place: Any) -> tuple[float, float] | None:
    if not isinstance(place, Mapping):
        return None
    try:
        return radians(float(place["lon"])), radians(float(place["lat"]))
    except (KeyError, TypeError, ValueError):
        return None


def _judged(program: Program, row: Mapping[str, Any], wanted: Wanted) -> dict[str, Any]:
    distance = distance_km(row.get("place"), wanted.place)
    seen = {**wanted.facts, "force": row, "distance_km": distance}
    verdict = program.decide(wanted.decision, seen).value
    return {
        **row,
        "distance_km": distance,
        **(verdict if isinstance(verdict, Mapping) else {"score": verdict}),
    }
