"""A handbook is rendered once per deployment."""

from collections.abc import Mapping
from typing import Any

from app.core.actor import system
from app.printouts.folder import Printout
from app.printouts.pool import RenderPool
from app.printouts.rendered import Rendered
from app.repository.deployments import create_deployment
from app.worker.handbooks import deployed_now, handbook
from app.worker.house import House
from tests.runtime.lands import KEY, package

ONE = 'process main "调度"\nstart s\nuser a "拟定" groups=staff\nend e\ns > a > e\n'


class Counting:
    """Stands for the renderer: counts, and gives the titles back."""

    def __init__(self) -> None:
        self.rendered: list[str] = []

    def render(self, printout: Printout, data: Mapping[str, Any], *, preview: bool) -> Rendered:
        self.rendered.append(data["paper"]["number"])
        return Rendered(printout.title.encode(), 1)


def test_a_handbook_is_rendered_once_per_deployment(house: House) -> None:
    pool = Counting()
    house.shared[RenderPool] = pool
    actor = system(KEY)
    with house.database.transaction(actor) as ctx:
        create_deployment(ctx, package(ONE))

    first = handbook(house, actor, deployed_now(house, actor))
    second = handbook(house, actor, deployed_now(house, actor))
    with house.database.transaction(actor) as ctx:
        create_deployment(ctx, package(ONE.replace("拟定", "审批")))
    handbook(house, actor, deployed_now(house, actor))

    assert first is second
    assert pool.rendered == ["第 1 版", "第 2 版"]
