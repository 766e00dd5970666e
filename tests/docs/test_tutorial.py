"""The tutorial does what it says: its files are the finished ones, its commands run, its order comes out."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.cli.bundle import bundle_commands

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "tutorial"
TEXT = (FOLDER / "README.md").read_text("utf-8")
FILES = dict(re.findall(r"^`([\w/.-]+)`\n```\w+\n(.+?)^```$", TEXT, re.MULTILINE | re.DOTALL))
COMMANDS = [
    line for block in re.findall(r"^```sh\n(.+?)^```$", TEXT, re.M | re.S) for line in block.splitlines()
]
FLASK = ".venv/bin/flask bundle "


@pytest.fixture
def root(tmp_path, monkeypatch):
    """What a newcomer's checkout holds besides the finished package."""
    monkeypatch.setenv("DIAOLING_DATA_DIR", str(tmp_path / "data"))
    for top, names in {
        "processes": ("_new", "common"),
        "forms": ("_new", "common"),
        "printouts": ("_base", "common"),
    }.items():
        for name in names:
            shutil.copytree(ROOT / top / name, tmp_path / top / name)
    shutil.copytree(FOLDER, tmp_path / "docs" / "tutorial")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words):
    """A command of `flask bundle`: what it printed."""
    done = CliRunner().invoke(bundle_commands, words, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_the_files_told_are_the_finished_ones():
    finished = {
        path.relative_to(FOLDER / "yunxi").as_posix(): path.read_text("utf-8")
        for path in (FOLDER / "yunxi").rglob("*")
        if path.is_file() and path.suffix != ".bpmn"
    }

    assert finished == FILES


def test_following_it_gives_a_jurisdiction_whose_scenarios_pass(root):
    printed = []
    for command in COMMANDS:
        if command.startswith("cp "):
            _, source, target = command.split()
            shutil.copy(root / source, root / target)
            for path, text in FILES.items():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_text(text, "utf-8")
        elif command.startswith(FLASK):
            printed.append(run(*command.removeprefix(FLASK).split()))

    assert "0 处错误" in printed[1]
    shown = re.search(r"应当看到：\n\n```\n(.+?)```", TEXT, re.DOTALL)
    assert set(shown[1].splitlines()) <= set(printed[-1].splitlines())


def test_commands_of_other_kinds_are_those_the_readme_has():
    others = {c for c in COMMANDS if not c.startswith((FLASK, "cp "))}

    assert others == {".venv/bin/flask deployment create yunxi", "make run"}
