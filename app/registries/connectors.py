"""Registers as service tasks see them: query, write, rank."""

from collections.abc import Mapping
from typing import Any

from app.db.context import Context
from app.engine.step import ServiceCall
from app.registries import ranking, registers
from app.runtime.connectors import InstanceInfo

_OWN = frozenset({"registry", "key", "decision", "longitude", "latitude"})


def query_registry(ctx: Context, call: ServiceCall, instance: InstanceInfo) -> Mapping[str, Any]:
    """Inputs: `registry`, and values that an entry must have. Result: `entries`, by name."""
    wanted = {name: value for name, value in call.inputs.items() if name not in _OWN}
    rows = registers.entries(ctx, instance.jurisdiction, str(call.inputs.get("registry")))
    found = [row.data for row in rows if all(row.data.get(k) == v for k, v in wanted.items())]
    return {"entries": found}


def write_registry(ctx: Context, call: ServiceCall, instance: InstanceInfo) -> Mapping[str, Any]:
    """Inputs: `registry`, `key`, and the values to set; `by_instance` marks where they come from. Result: the entry."""
    values = {name: value for name, value in call.inputs.items() if name not in _OWN}
    registry, key = str(call.inputs.get("registry")), str(call.inputs.get("key"))
    if instance.drill:
        return {"entry": values}
    entry = registers.write(ctx, instance.jurisdiction, registry, key, values)
    return {"entry": dict(entry.data)}


def rank_forces(ctx: Context, call: ServiceCall, instance: InstanceInfo) -> Mapping[str, Any]:
    """Inputs: `registry` (default forces), `decision`, `longitude`, `latitude`, and whatever the decision reads.

    Result: `ranked`, best first: each entry with rank, distance_km, score and reason.
    """
    registry = str(call.inputs.get("registry") or "forces")
    rows = [row.data for row in registers.entries(ctx, instance.jurisdiction, registry)]
    facts = {name: value for name, value in call.inputs.items() if name not in _OWN}
    wanted = ranking.Wanted(str(call.inputs.get("decision")), ranking.place_of(call.inputs), facts)
    return {"ranked": ranking.rank(instance.deployed.program, rows, wanted)}
