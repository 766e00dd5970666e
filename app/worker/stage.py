"""A house on an empty database in a folder, for playing scenarios: jobs run at once, papers are filled in, not set."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.bundle.bundle import Bundle
from app.config import Config
from app.core.actor import system
from app.core.clock import SetClock
from app.printouts.folder import Printout
from app.printouts.pool import RenderPool
from app.printouts.rendered import Rendered
from app.printouts.signing import Signer
from app.runtime.jobs import Kept
from app.worker.house import House, open_house
from app.worker.provisioning import deploy, furnish
from app.worker.schema import migrate

_PASSWORD = "nobody signs in here"  # noqa: S105 - of a database that is gone when the scenario ends


class FilledPapers:
    """In the place of the renderer: the template is filled in, so that what a paper lacks is told; no page is set."""

    def render(self, printout: Printout, data: Mapping[str, Any], *, seal: bytes | None = None) -> Rendered:
        """The text of the template; `seal` is not looked at."""
        from app.printouts.render import fill  # noqa: PLC0415 - WeasyPrint: half a second, and fonts that may miss

        printout.check(data)
        return Rendered(fill(printout, data).encode(), 1)


class UnsignedPapers:
    """In the place of the signer: what is filled in is no PDF that could be signed."""

    certificate = None

    def sign(self, pdf: bytes, reason: str) -> bytes:
        """The bytes as they are."""
        return pdf


def set_no_page(house: House) -> None:
    """From now on the papers of this house are filled in only: seconds instead of minutes."""
    house.shared[RenderPool] = FilledPapers()
    house.shared[Signer] = UnsignedPapers()


@contextmanager
def open_theatre(config: Config, bundle: Bundle) -> Iterator["Theatre"]:
    """A place to play one package's scenarios."""
    with TemporaryDirectory() as folder:
        theatre = Theatre(config, bundle, Path(folder))
        theatre.prepare()
        yield theatre


class Theatre:
    """Stages that all begin alike: the schema, the people and the sample entries of one package."""

    def __init__(self, config: Config, bundle: Bundle, folder: Path) -> None:
        self._config = config
        self._bundle = bundle
        self._folder = folder
        self._template = folder / "template.sqlite"

    def prepare(self) -> None:
        """Make what every stage begins with."""
        house = self._open(self._template, SetClock())
        migrate(house.database.engine)
        with house.database.transaction(system(self._bundle.key)) as ctx:
            deploy(ctx, self._bundle)
            furnish(ctx, self._bundle, _PASSWORD)
        house.database.engine.dispose()

    @contextmanager
    def stage(self, name: str, clock: SetClock) -> Iterator[House]:
        """A fresh copy of it, under a clock that the scenario sets."""
        path = self._folder / f"{name}.sqlite"
        shutil.copy(self._template, path)
        house = self._open(path, clock)
        try:
            yield house
        finally:
            house.database.engine.dispose()

    def _open(self, path: Path, clock: SetClock) -> House:
        config = replace(self._config, data_dir=self._folder, database_url=f"sqlite:///{path}")
        house = open_house(config, Kept, clock)
        set_no_page(house)
        return house
