"""A jurisdiction that sends forces out, and reports over what they did."""

from collections.abc import Callable

import pytest

from app.bundle.bundle import Bundle
from app.bundle.faults import Faults
from app.bundle.resources import Resource
from app.registries.register import register_here
from app.registries.writing import put
from app.reports.definition import Report, read_report
from app.reports.figures import Figures, figures
from app.reports.sources import Asked
from app.repository.deployments import create_deployment, current
from app.worker.house import House
from tests.registries.conftest import Acting, acting, force, registers  # noqa: F401 - the fixture of the registers
from tests.runtime.lands import KEY, Land

SEND = """
process main "出动"
start s
call each calls=answer mi=forces:force in=force
end e
s > each > e
process answer "力量响应"
start s
user order "下达" groups=staff
user arrive "到场" groups=staff due=PT30M
end e
s > order > arrive > e
"""
FIGURES = b"limits: {review: P30D, arrive: PT30M}\nfigures: {rate: 0.8}\n"


def report(text: str, key: str = "figures") -> Report:
    faults = Faults(key)
    found = read_report(key, text.encode(), faults)
    assert found is not None, [str(fault) for fault in faults]
    return found


@pytest.fixture
def land(house: House, acting: Acting) -> Land:  # noqa: F811 - the fixture of that name
    bundle = registers(SEND)
    settings = Resource.of(f"processes/{KEY}/settings.yaml", FIGURES)
    assert settings is not None
    files = {**bundle.resources, settings.path: settings}
    with acting() as ctx:
        create_deployment(ctx, Bundle.from_resources(KEY, files.values()))
        register = register_here(ctx, KEY, "forces")
        for row in (force("a", insured=True), force("b"), force("c", kind="政府", insured=True)):
            put(ctx, register, row)
    return Land(house, shadowed=False)


@pytest.fixture
def fill(acting: Acting) -> Callable[..., Figures]:  # noqa: F811 - the fixture of that name
    def filled(text: str, **period: object) -> Figures:
        with acting() as ctx:
            return figures(ctx, report(text), Asked(current(ctx, KEY), **period))  # type: ignore[arg-type]  # days

    return filled
