"""`flask bundle`: verdicts as JSON for any files, the check of packages, a new package."""

import json
from itertools import cycle
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli.bundle import bundle_commands
from tests.bundle.packages import KEY, edit, new_root
from tests.engine.lint.drawing import diagram, line, user
from tests.engine.lint.mutations import oddities
from tests.engine.lint.pieces import node


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(bundle_commands, [str(argument) for argument in arguments])


def test_json_holds_one_verdict_per_file_in_order(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.bpmn", tmp_path / "坏.bpmn"
    good.write_bytes(diagram(line(user("a"))))
    bad.write_bytes(diagram(line(node("task", "审批"))))

    result = run("lint", "--json", good, bad, tmp_path / "gone.bpmn")

    verdicts = json.loads(result.stdout)
    assert result.exit_code == 0
    assert [(verdict["file"], verdict["accepted"]) for verdict in verdicts] == [
        (str(good), True), (str(bad), False), (str(tmp_path / "gone.bpmn"), False),
    ]  # fmt: skip
    finding = verdicts[1]["findings"][0]
    assert {"code", "element", "name", "line", "message", "severity"} == set(finding)
    assert (finding["code"], finding["element"], finding["severity"]) == ("plain-task", "审批", "error")


def test_any_bytes_give_json(tmp_path: Path) -> None:
    endings = cycle(["bpmn", "bpmn20.xml", "BPMN2", "dmn", "dmn11.xml"])
    for index, data in enumerate(oddities().values()):
        (tmp_path / f"{index:02}.{next(endings)}").write_bytes(data)
    (tmp_path / "pom.xml").touch()

    result = run("lint", "--json", tmp_path)

    assert result.exit_code == 0
    assert len(json.loads(result.stdout)) == len(oddities())


def test_folder_that_cannot_be_read_as_a_file_is_no_crash(tmp_path: Path) -> None:
    (tmp_path / "loop.bpmn").symlink_to(tmp_path / "loop.bpmn")

    result = run("lint", "--json", tmp_path / "loop.bpmn", "a\0b")

    assert [verdict["findings"][0]["code"] for verdict in json.loads(result.stdout)] == [
        "unreadable-file"
    ] * 2


def test_words_say_what_and_exit_one_when_refused(tmp_path: Path) -> None:
    bad = tmp_path / "bad.bpmn"
    bad.write_bytes(diagram(line(node("task", "a"))))

    result = run("lint", bad)

    assert result.exit_code == 1
    assert "不能部署" in result.stdout
    assert "[plain-task]" in result.stdout


def test_decision_is_judged_as_one(tmp_path: Path) -> None:
    file = tmp_path / "a.dmn"
    file.write_bytes(b"<definitions/>")

    verdict = json.loads(run("lint", "--json", file).stdout)[0]

    assert verdict["findings"][0]["code"] == "dmn-not-dmn"


def test_new_package_is_sound_and_never_overwritten(tmp_path: Path) -> None:
    root = new_root(tmp_path)

    assert run("check", KEY, "--root", root).exit_code == 0
    again = run("new", KEY, "--root", root)
    assert again.exit_code == 1
    assert "已经有" in again.output


@pytest.mark.parametrize("key", ["Seventh", "../x", "_x", "common", ""])
def test_key_that_is_none_is_refused(tmp_path: Path, key: str) -> None:
    result = run("new", key, "--root", new_root(tmp_path))

    assert result.exit_code == 1
    assert "不能作属地包的标识" in result.output


def test_check_lists_faults_and_exits_one(tmp_path: Path) -> None:
    root = new_root(tmp_path)
    edit(root, f"processes/{KEY}/sixth-report.bpmn", "limits.verify", "limits.ghost")

    result = run("check", "--root", root)

    assert result.exit_code == 1
    assert "sixth：1 处错误" in result.stdout
    assert "sixth-report.bpmn:17" in result.stdout


def test_check_of_nobody_is_refused(tmp_path: Path) -> None:
    result = run("check", "nobody", "--root", new_root(tmp_path))

    assert result.exit_code == 1
    assert "没有属地包" in result.output
