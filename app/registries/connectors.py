"""Registers as service tasks see them: query, write, rank."""

from collections.abc import Mapping
from typing import Any

from app.core.errors import Invalid
from app.core.ids import new_id
from app.db.context import Context
from app.engine.step import ServiceCall
from app.history.log import record
from app.history.operations import Operation
from app.registries import ranking
from app.registries.entries import entries, find, is_stale
from app.registries.models import RegistryEntry
from app.registries.register import Register, register_of
from app.registries.writing import Cause, check, put
from app.runtime.connectors import InstanceInfo, Refused

REFUSED = "registry-refused"
"""The BPMN error of an entry that its document refuses."""

FORCES = "forces"
_QUERY = frozenset({"registry", "stale", "most"})
_WRITE = frozenset({"registry", "key", "entry", "entries"})
_RANK = frozenset({"registry", "decision", "longitude", "latitude", "where"})


def query_registry(ctx: Context, call: ServiceCall, instance: InstanceInfo) -> Mapping[str, Any]:
    """Inputs: `registry`, and values that an entry must have (a list: one of them); `stale`, `most`.

    Result: `entries` by name, each with `_key` and `_stale`, and their `count`.
    """
    register = _register(ctx, call, instance)
    wanted = {name: value for name, value in call.inputs.items() if name not in _QUERY}
    rows = entries(ctx, instance.jurisdiction, register.key)
    shown = [_shown(ctx, register, row) for row in rows if ranking.matches(row.data, wanted)]
    if call.inputs.get("stale") in (True, "true"):
        shown = [row for row in shown if row["_stale"]]
    most = int(call.inputs.get("most") or len(shown))
    return {"entries": shown[:most], "count": len(shown[:most])}


def write_registry(ctx: Context, call: ServiceCall, instance: InstanceInfo) -> Mapping[str, Any]:
    """Inputs: `registry`, and the fields, or `entry`, or `entries`; `key` where the document has none.

    Result: `entry` and `key`, or `entries` and `keys`. A drill writes nothing and gets what it would have written.
    """
    register = _register(ctx, call, instance)
    several = call.inputs.get("entries")
    if isinstance(several, list):
        written = [_write(ctx, register, row, None, instance) for row in several if isinstance(row, Mapping)]
        return {"entries": [row for _, row in written], "keys": [key for key, _ in written]}
    given = call.inputs.get("entry")
    values = given if isinstance(given, Mapping) else _without(call.inputs, _WRITE)
    key = str(call.inputs["key"]) if call.inputs.get("key") else None
    key, row = _write(ctx, register, values, key, instance)
    return {"entry": row, "key": key}


def rank_forces(ctx: Context, call: ServiceCall, instance: InstanceInfo) -> Mapping[str, Any]:
    """Inputs: `registry` (default forces), `decision`, `longitude`, `latitude`, `where`, and what the decision reads.

    Result: `ranked`, best first: each entry with rank, distance_km, score and reason. The log keeps all of them, with
    the rules that decided.
    """
    registry = str(call.inputs.get("registry") or FORCES)
    where = call.inputs.get("where")
    wanted = where if isinstance(where, Mapping) else {}
    rows = entries(ctx, instance.jurisdiction, registry)
    found = [{**row.data, "_key": row.key} for row in rows if ranking.matches(row.data, wanted)]
    facts, decision = _without(call.inputs, _RANK), str(call.inputs.get("decision"))
    judged = ranking.rank(
        instance.deployed.program, found, ranking.Wanted(decision, ranking.place_of(call.inputs), facts)
    )
    details = {"element": call.element, "registry": registry, "decision": decision, "ranked": judged.told}
    record(ctx, Operation.FORCES_RANK, call.element, details, instance_id=instance.id,
           jurisdiction=instance.jurisdiction)  # fmt: skip
    return {"ranked": judged.rows}


def _register(ctx: Context, call: ServiceCall, instance: InstanceInfo) -> Register:
    return register_of(ctx, instance.deployed, str(call.inputs.get("registry")))


def _write(
    ctx: Context, register: Register, values: Mapping[str, Any], key: str | None, instance: InstanceInfo
) -> tuple[str, dict[str, Any]]:
    plain = {name: value for name, value in values.items() if not name.startswith("_")}
    try:
        if instance.drill:
            return _would_write(ctx, register, plain, key)
        entry = put(ctx, register, plain, key=key, cause=Cause("process", instance.id))
    except Invalid as refusal:
        raise Refused(REFUSED, refusal.message) from refusal
    return entry.key, dict(entry.data)


def _would_write(
    ctx: Context, register: Register, values: Mapping[str, Any], key: str | None
) -> tuple[str, dict[str, Any]]:
    wanted = key or register.key_of(values)
    entry = find(ctx, register.jurisdiction, register.key, wanted) if wanted else None
    return wanted or new_id(), check(ctx, register, values, entry)


def _shown(ctx: Context, register: Register, row: RegistryEntry) -> dict[str, Any]:
    return {**row.data, "_key": row.key, "_stale": is_stale(ctx, register, row)}


def _without(inputs: Mapping[str, Any], own: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in inputs.items() if name not in own}
