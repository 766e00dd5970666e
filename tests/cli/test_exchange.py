"""Whole packages between folder, zip and database."""

import dataclasses
import shutil
from pathlib import Path

import pytest

from app.bundle import load_bundle
from app.bundle.loader import package_files
from app.core.actor import Actor, ActorKind
from app.repository.drafts import bundle_of, files_of, open_draft
from app.worker.house import House
from app.worker.provisioning import install
from tests.cli.conftest import ROOT, Run
from tests.yunxi import DIAGRAM, KEY

OPERATOR = Actor(ActorKind.CLI, "cli", "命令行", KEY)
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def house(house: House, tmp_path: Path) -> House:
    """The tutorial's package stands in the installation's folder and is deployed."""
    root = tmp_path / "assets"
    for top in ("processes", "forms", "printouts"):
        shutil.copytree(ROOT / "docs" / "tutorial" / KEY / top / KEY, root / top / KEY)
        shutil.copytree(ROOT / top / "common", root / top / "common")
    shutil.copytree(ROOT / "printouts" / "_base", root / "printouts" / "_base")
    moved = dataclasses.replace(house, config=dataclasses.replace(house.config, assets_dir=root))
    with moved.database.transaction(OPERATOR) as ctx:
        install(ctx, load_bundle(root, KEY))
    return moved


def test_folder_that_is_deployed_does_not_differ(run: Run) -> None:
    result = run("deployment", "diff", KEY)

    assert result.exit_code == 0, result.output
    assert "两个版本完全相同" in result.output


def test_folder_that_differs_is_told_property_by_property(run: Run, house: House) -> None:
    path = house.config.assets_dir / DIAGRAM
    path.write_bytes(path.read_bytes().replace("核实灾情".encode(), "核实险情".encode()))

    result = run("deployment", "diff", KEY)

    assert result.exit_code == 1
    assert "核实灾情 → 核实险情" in result.output


def test_package_goes_out_as_a_zip_and_comes_into_a_draft(run: Run, house: House, tmp_path: Path) -> None:
    first, second = tmp_path / "one.zip", tmp_path / "two.zip"
    assert run("deployment", "export", KEY, "--out", str(first)).exit_code == 0
    assert run("deployment", "export", KEY, "--out", str(second)).exit_code == 0
    assert first.read_bytes() == second.read_bytes()

    result = run("deployment", "import", KEY, str(first))

    assert result.exit_code == 0, result.output
    assert "改了 0 个文件，删了 0 个" in result.output


def test_folder_comes_into_a_draft_with_what_differs_only(run: Run, house: House, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert run("deployment", "export", KEY, "--out", str(folder)).exit_code == 0
    changed = folder / f"forms/{KEY}/answer.form"
    changed.write_bytes(changed.read_bytes() + b"\n")
    (folder / f"processes/{KEY}/scenarios/refused.yaml").unlink()

    result = run("deployment", "import", KEY, str(folder))

    assert "改了 1 个文件，删了 1 个" in result.output
    with house.database.transaction(OPERATOR) as ctx:
        draft = open_draft(ctx, KEY)
        marked = [path for path, entry in files_of(ctx, draft).items() if entry.changed]
        assert marked == [f"forms/{KEY}/answer.form", f"processes/{KEY}/scenarios/refused.yaml"]
        assert bundle_of(ctx, draft).scenarios.keys() == {"main", "not-true"}


def test_the_checkout_s_folder_changes_nothing_in_a_draft(run: Run, house: House) -> None:
    result = run("deployment", "import", KEY, str(house.config.assets_dir))

    assert "改了 0 个文件，删了 0 个" in result.output
    assert len(tuple(package_files(house.config.assets_dir, KEY))) > 100


def test_package_of_another_is_refused(run: Run, house: House, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    result = run("deployment", "import", KEY, str(tmp_path / "empty"))

    assert result.exit_code == 1
    assert f"没有 processes/{KEY}/jurisdiction.yaml" in result.output


@pytest.mark.parametrize("words", [("diff", "nowhere"), ("export", "nowhere", "--out", "x.zip")])
def test_what_is_not_deployed_is_told(run: Run, words: tuple[str, ...]) -> None:
    result = run("deployment", *words)

    assert result.exit_code == 1
    assert "没有部署“nowhere”" in result.output
