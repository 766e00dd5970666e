"""流程手册 of what is deployed, rendered once per deployment: it takes the renderer seconds that papers need too."""

from dataclasses import dataclass, field
from threading import Lock

from app.core.actor import Actor
from app.printouts.rendered import Rendered
from app.reports.handbook import handbook_of
from app.repository.deployments import Deployed, current
from app.repository.models import Deployment
from app.worker.house import House
from app.worker.rendering import renderer


@dataclass
class Handbooks:
    """The last handbook of each jurisdiction by the id of its deployment."""

    kept: dict[str, tuple[str, Rendered]] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)


def deployed_now(house: House, actor: Actor) -> Deployed:
    """What the actor's jurisdiction runs. Raises `NotDeployed`."""
    with house.database.reading(actor) as ctx:
        return current(ctx, actor.jurisdiction or "")


def handbook(house: House, actor: Actor, deployed: Deployed) -> Rendered:
    """The handbook of a deployment; whoever asks meanwhile waits for the same one. Raises what the renderer refuses."""
    books: Handbooks = house.shared.setdefault(Handbooks, Handbooks())
    with books.lock:
        deployment, rendered = books.kept.get(deployed.bundle.key, ("", None))
        if rendered is None or deployment != deployed.id:
            with house.database.reading(actor) as ctx:
                at = ctx.session.get_one(Deployment, deployed.id).deployed_at
            with renderer(house) as pool:
                rendered = pool.render(*handbook_of(deployed, at), preview=True)
            books.kept[deployed.bundle.key] = deployed.id, rendered
        return rendered
