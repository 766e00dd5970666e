"""Every command stands in the reference, and none needs what only papers need."""

import re
import subprocess
import sys
from collections.abc import Iterator

import click

from app.main import create_app
from app.worker.house import House
from tests.cli.conftest import ROOT

REFERENCE = ROOT / "docs/reference/cli.md"


def _commands(group: click.Group, *before: str) -> Iterator[str]:
    for name, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            yield from _commands(command, *before, name)
        else:
            yield " ".join((*before, name))


def test_reference_describes_each_command_in_order_and_no_other(house: House) -> None:
    described = re.findall(r"^## (.+)$", REFERENCE.read_text(encoding="utf-8"), re.MULTILINE)

    assert described == list(_commands(create_app(house=house).cli))


def test_starting_needs_neither_fonts_nor_their_libraries() -> None:
    program = "import sys, app.main; sys.exit('weasyprint' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0
