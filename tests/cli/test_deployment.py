"""`flask deployment`: what is deployed, as a PDF; what a first deployment needs."""

from pathlib import Path

import pytest
import structlog

from app.config import Config
from app.main import create_app
from app.worker.house import House
from tests import yunxi
from tests.cli.conftest import Run
from tests.yunxi import KEY


@pytest.fixture
def land(house: House) -> None:
    yunxi.settle(house)


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


def test_deployment_before_the_first_start_says_what_is_missing(tmp_path: Path) -> None:
    logs = structlog.get_config()
    app = create_app(Config(data_dir=tmp_path, testing=True))

    result = app.test_cli_runner().invoke(args=["deployment", "create", KEY])
    app.extensions["house"].database.engine.dispose()
    structlog.configure(**logs)

    assert result.exit_code == 1
    assert "make run" in result.output
