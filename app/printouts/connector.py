"""`printout.issue`: a service task issues a paper inside the deciding step."""

from collections.abc import Mapping
from typing import Any

from app.bundle.manifest import Manifest
from app.db.context import Context
from app.engine.step import ServiceCall
from app.printouts.folder import find
from app.printouts.papers import Draft, acknowledge, issue, replace
from app.runtime.connectors import InstanceInfo


def issue_paper(ctx: Context, call: ServiceCall, instance: InstanceInfo) -> Mapping[str, Any]:
    """Inputs: `printout` (the folder's name), `to`, `force` and whatever the paper prints.

    `replaces` is the id of an earlier paper of the instance that this one stands instead of, with `reason`.
    Result: id, number, title, kind.
    """
    data = {name: value for name, value in call.inputs.items() if name != "printout"}
    files = {path: resource.data for path, resource in instance.deployed.bundle.resources.items()}
    printout = find(files, instance.jurisdiction, str(call.inputs.get("printout")))
    force = data.get("force")
    data["to"] = _addressees(instance.deployed.bundle.manifest, data.get("to"))
    draft = Draft(printout, data, data["to"], force.get("id") if isinstance(force, Mapping) else None)
    paper = issue(ctx, instance, call.key, draft)
    if replaced := call.inputs.get("replaces"):
        replace(ctx, str(replaced), paper, str(call.inputs.get("reason") or ""))
    return {"id": paper.id, "number": paper.number, "title": paper.title, "kind": paper.kind}


def acknowledge_paper(ctx: Context, call: ServiceCall, instance: InstanceInfo) -> Mapping[str, Any]:
    """`printout.acknowledge`: whoever was ordered has confirmed. Input: `paper`, the id of a paper of this instance."""
    acknowledge(ctx, instance, str(call.inputs.get("paper")), ctx.now())
    return {}


def _addressees(manifest: Manifest, to: Any) -> str | None:
    """Groups and units by their names, other texts as they are."""
    if to is None:
        return None
    return "、".join(manifest.addressee(str(one)) for one in (to if isinstance(to, list) else [to]))
