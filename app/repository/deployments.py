"""Deploying a bundle, and finding what is deployed."""

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from app.bundle.bundle import Bundle
from app.bundle.resources import Resource as BundleResource
from app.core.errors import Conflict, NotFound
from app.core.ids import new_id
from app.db.context import Context
from app.engine.elements import ProcessInfo
from app.engine.program import Program
from app.history.log import record
from app.history.operations import Operation
from app.repository.blobs import keep
from app.repository.models import Blob, Deployment, Jurisdiction, ProcessDefinition, Resource, StartEvent
from app.repository.starts import next_start, planned


class DeployedMeanwhile(Conflict):
    """另一个部署刚刚完成（第 {version} 版），您的部署没有生效。请核对后再部署一次。"""

    code = "deployed-meanwhile"


class NotDeployed(NotFound):
    """没有部署“{jurisdiction}”。"""

    code = "not-deployed"


@dataclass(frozen=True, slots=True)
class Deployed:
    """A deployment as it runs: its bundle and the program compiled from it."""

    id: str
    version: int
    bundle: Bundle
    program: Program


class Programs:
    """Deployments in memory, by id. They never change, so an entry is valid for ever."""

    def __init__(self) -> None:
        self._known: dict[str, Deployed] = {}
        self._lock = Lock()

    def get(self, ctx: Context, deployment_id: str) -> Deployed:
        """The deployment, read from the database once per process."""
        found = self._known.get(deployment_id)
        if found is None:
            with self._lock:
                found = self._known[deployment_id] = _load(ctx, deployment_id)
        return found


def create_deployment(ctx: Context, bundle: Bundle) -> Deployment:
    """Store a checked bundle as the next version of its jurisdiction; the same content again changes nothing."""
    program = compile_bundle(bundle)
    place = _jurisdiction(ctx, bundle)
    current = ctx.session.get(Deployment, place.deployment_id) if place.deployment_id else None
    if current is not None and current.digest == bundle.digest:
        return current
    deployment = _next_version(ctx, place, bundle)
    _store(ctx, deployment, bundle.resources)
    _define(ctx, deployment, program)
    details = {"version": deployment.version, "digest": bundle.digest, "processes": sorted(program.processes)}
    record(ctx, Operation.DEPLOYMENT_CREATE, deployment.id, details, jurisdiction=bundle.key)
    return deployment


def compile_bundle(bundle: Bundle) -> Program:
    """The program of a bundle; cached by the engine under the digest of its inputs."""
    return Program.compile(bundle.diagrams, bundle.decisions, bundle.settings.limits)


def current(ctx: Context, jurisdiction: str) -> Deployed:
    """What a jurisdiction runs now."""
    place = ctx.session.get(Jurisdiction, jurisdiction)
    if place is None or place.deployment_id is None:
        raise NotDeployed(jurisdiction=jurisdiction)
    return ctx.use(Programs).get(ctx, place.deployment_id)


def _jurisdiction(ctx: Context, bundle: Bundle) -> Jurisdiction:
    place = ctx.session.get(Jurisdiction, bundle.key)
    if place is None:
        make = postgresql.insert if ctx.dialect.name == "postgresql" else sqlite.insert
        row = make(Jurisdiction).values(key=bundle.key, name=bundle.manifest.name, version=0)
        ctx.session.execute(row.on_conflict_do_nothing())  # two may bring the first package at once
        place = ctx.session.get_one(Jurisdiction, bundle.key)
    place.name = bundle.manifest.name
    return place


def _next_version(ctx: Context, place: Jurisdiction, bundle: Bundle) -> Deployment:
    """The place moves first: whoever comes second waits for it here, and is told."""
    version = place.version + 1
    moved = ctx.session.execute(
        update(Jurisdiction)
        .where(Jurisdiction.key == place.key, Jurisdiction.version == place.version)
        .values(version=version)
        .execution_options(synchronize_session=False)
    )
    if moved.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult
        raise DeployedMeanwhile(version=version)
    deployment = Deployment(
        id=new_id(),
        jurisdiction=bundle.key,
        version=version,
        digest=bundle.digest,
        deployed_at=ctx.now(),
        deployed_by=ctx.actor.name,
    )
    ctx.session.add(deployment)
    ctx.session.flush()
    ctx.session.refresh(place)
    place.deployment_id = deployment.id
    ctx.session.flush()
    return deployment


def _store(ctx: Context, deployment: Deployment, resources: Mapping[str, BundleResource]) -> None:
    """Most files of a version are those of the last one: what is stored already is asked once, not file by file."""
    digests = {resource.digest for resource in resources.values()}
    known = frozenset(ctx.session.scalars(select(Blob.digest).where(Blob.digest.in_(digests))))
    for resource in resources.values():
        if resource.digest not in known:
            keep(ctx, resource.data)
    ctx.session.add_all(
        Resource(deployment_id=deployment.id, path=path, digest=resource.digest)
        for path, resource in sorted(resources.items())
    )


def _define(ctx: Context, deployment: Deployment, program: Program) -> None:
    ctx.session.execute(delete(StartEvent).where(StartEvent.jurisdiction == deployment.jurisdiction))
    for process in program.processes.values():
        definition = ProcessDefinition(
            id=new_id(),
            deployment_id=deployment.id,
            jurisdiction=deployment.jurisdiction,
            key=process.id,
            name=process.name,
            version=deployment.version,
        )
        ctx.session.add(definition)
        ctx.session.flush()
        _listen(ctx, definition, process, program)


def _listen(ctx: Context, definition: ProcessDefinition, process: ProcessInfo, program: Program) -> None:
    for start in process.starts:
        if start.kind in {"message", "timer"}:
            expression = planned(start, program, ctx.now())
            event = StartEvent(
                definition_id=definition.id,
                element=start.element,
                jurisdiction=definition.jurisdiction,
                kind=start.kind,
                message=start.message,
                expression=expression,
                next_due=next_start(expression, ctx.now()) if start.kind == "timer" else None,
            )
            ctx.session.add(event)


def _load(ctx: Context, deployment_id: str) -> Deployed:
    deployment = ctx.session.get(Deployment, deployment_id)
    if deployment is None:
        raise NotDeployed(jurisdiction=deployment_id)
    query = select(Resource.path, Blob.data).join(Blob, Blob.digest == Resource.digest)
    found = ctx.session.execute(query.where(Resource.deployment_id == deployment_id))
    files = (BundleResource.of(path, data) for path, data in found)
    bundle = Bundle.from_resources(deployment.jurisdiction, [file for file in files if file is not None])
    return Deployed(deployment.id, deployment.version, bundle, compile_bundle(bundle))
