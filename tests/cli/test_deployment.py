"""`flask deployment handbook`: what is deployed, as a PDF."""

from pathlib import Path

import pytest

from app.bundle import load_bundle
from app.core.actor import Actor, ActorKind
from app.worker.house import House
from app.worker.provisioning import deploy
from tests.cli.conftest import ROOT, Run

KEY = "lishui"


@pytest.fixture
def land(house: House) -> None:
    with house.database.transaction(Actor(ActorKind.CLI, "cli", "cli", KEY)) as ctx:
        deploy(ctx, load_bundle(ROOT, KEY))


@pytest.mark.usefixtures("land")
def test_handbook_is_written_to_the_file(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "handbook.pdf"

    result = run("deployment", "handbook", KEY, "--out", str(out))

    assert result.exit_code == 0, result.output
    assert out.read_bytes().startswith(b"%PDF-")
    assert "页" in result.output


def test_what_is_not_deployed_has_no_handbook(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "handbook.pdf"

    result = run("deployment", "handbook", "nowhere", "--out", str(out))

    assert result.exit_code == 1
    assert "没有部署“nowhere”" in result.output
    assert not out.exists()
