"""A house on an empty database in a folder, for playing scenarios: jobs run at once, papers are filled in, not set."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.bundle.bundle import Bundle
from app.config import Config
from app.core.actor import system
from app.core.clock import SetClock
from app.identity.passwords import Argon2Hasher, Passwords
from app.printouts.folder import Printout
from app.printouts.pool import RenderPool
from app.printouts.rendered import Rendered
from app.printouts.signing import Signer
from app.runtime.jobs import Kept
from app.worker.house import House, open_house
from app.worker.provisioning import deploy, furnish, install
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


def open_stage(config: Config, path: Path, clock: SetClock) -> House:
    """The stage in a file; what it writes besides goes into the file's folder, and no mail leaves it.

    Close its engine when done.
    """
    own = replace(config, data_dir=path.parent, database_url=f"sqlite:///{path}", smtp_host="")
    house = open_house(own, Kept, clock)
    house.shared[Passwords] = Passwords([Argon2Hasher(memory=8, passes=1)])  # nobody signs in
    set_no_page(house)
    return house


def furnish_stage(config: Config, bundle: Bundle, path: Path, *, checked: bool = True) -> None:
    """Make a stage: the schema, the people and the sample entries of one package.

    `checked` refuses a package with errors (`BundleRefused`); without it whatever can be compiled is played.
    """
    house = open_stage(config, path, SetClock())
    try:
        migrate(house.database.engine)
        with house.database.transaction(system(bundle.key)) as ctx:
            (deploy if checked else install)(ctx, bundle)
            furnish(ctx, bundle, _PASSWORD)
    finally:
        house.database.engine.dispose()


@contextmanager
def open_theatre(config: Config, bundle: Bundle, *, checked: bool = True) -> Iterator["Theatre"]:
    """A place to play one package's scenarios."""
    with TemporaryDirectory() as folder:
        template = Path(folder) / "template.sqlite"
        furnish_stage(config, bundle, template, checked=checked)
        yield Theatre(config, template)


@dataclass(frozen=True, slots=True)
class Theatre:
    """Stages that all begin alike, beside the `template` that they are copied from."""

    config: Config
    template: Path

    @contextmanager
    def stage(self, name: str, clock: SetClock) -> Iterator[House]:
        """A fresh copy of it, under a clock that the scenario sets; gone afterwards."""
        path = self.template.with_name(f"{name}.sqlite")
        shutil.copy(self.template, path)
        house = open_stage(self.config, path, clock)
        try:
            yield house
        finally:
            house.database.engine.dispose()
            path.unlink()
