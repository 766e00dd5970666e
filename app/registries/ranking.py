"""Ranking entries by a decision of the package, with the distance computed here."""

from collections.abc import Mapping, Sequence
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


def rank(program: Program, rows: Sequence[Mapping[str, Any]], wanted: Wanted) -> list[dict[str, Any]]:
    """Each row with `rank`, `distance_km` and what the decision says of it (`score`, `reason`), best score first."""
    judged = sorted((_judged(program, row, wanted) for row in rows), key=_order)
    return [{**row, "rank": place} for place, row in enumerate(judged, 1)]


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


def _judged(program: Program, row: Mapping[str, Any], wanted: Wanted) -> dict[str, Any]:
    distance = distance_km(place_of(row), wanted.place)
    seen = {**wanted.facts, "force": row, "distance_km": distance}
    verdict = program.decide(None, wanted.decision, lambda name: seen.get(name, MISSING)).value
    return {
        **row,
        "distance_km": distance,
        **(verdict if isinstance(verdict, Mapping) else {"score": verdict}),
    }


def _order(row: Mapping[str, Any]) -> tuple[float, float, str]:
    return -float(row.get("score") or 0), row["distance_km"] or 0, str(row.get("id"))
