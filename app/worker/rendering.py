"""`paper.render`: the issued data become a PDF, in a process of their own, after the commit."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.core.actor import system
from app.core.canonical import digest
from app.printouts import papers
from app.printouts.folder import find
from app.printouts.models import Paper
from app.printouts.pool import RenderPool
from app.printouts.rendered import LARGEST_SEAL
from app.printouts.signing import Signer, Signs
from app.repository.deployments import Programs
from app.runtime.models import ProcessInstance
from app.worker.house import House


@contextmanager
def renderer(house: House) -> Iterator[RenderPool]:
    """The renderer of this process, or one for this use where the process keeps none."""
    kept = house.shared.get(RenderPool)
    if kept is not None:
        yield kept
        return
    with RenderPool(1) as pool:
        yield pool


def render_paper(house: House, payload: Mapping[str, Any]) -> None:
    """Render one paper and keep its bytes; a paper that has its bytes is left alone."""
    with house.database.reading(system()) as ctx:
        paper = ctx.session.get(Paper, payload["paper"])
        if paper is None or paper.file_digest is not None:
            return
        instance = ctx.session.get_one(ProcessInstance, paper.instance_id)
        bundle = ctx.use(Programs).get(ctx, instance.deployment_id).bundle
        files = {path: resource.data for path, resource in bundle.resources.items()}
    printout = find(files, paper.jurisdiction, paper.kind)
    issuer = bundle.manifest.issuer(printout.series, printout.issuer)
    seal = None if paper.drill else seal_of(house.config.seals, paper.jurisdiction, issuer)
    rendered = house.shared[RenderPool].render(printout, paper.data, seal=seal)
    signer = _signer(house, bundle.manifest.name)
    signed = signer.sign(rendered.pdf, paper.number)
    with house.database.transaction(system()) as ctx:
        papers.deliver(ctx, paper.id, signed, digest(rendered.pdf), signer.certificate)


def seal_of(folder: Path, jurisdiction: str, issuer: str) -> bytes | None:
    """The picture of its seal that a unit has supplied: `<jurisdiction>/<unit>.png`. Without one a paper shows 样章.

    No more is read than a seal may have; one that is larger is refused when the paper is set.
    """
    path = folder / jurisdiction / f"{issuer}.png"
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return file.read(LARGEST_SEAL + 1)


def _signer(house: House, organization: str) -> Signs:
    """The installation's signer; its keys are made with the first paper."""
    known: Signs | None = house.shared.get(Signer)
    if known is None:
        known = Signer.open(house.config.keys, organization, house.database.clock.now())
        house.shared[Signer] = known
    return known
