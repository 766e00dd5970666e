import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli.feel import feel_commands
from tests.feel.dmn.builder import data, decision, model, table

_MODEL = model(
    data("死亡人数", "number")
    + decision(
        "响应级别",
        table(["死亡人数"], ["级别"], [["< 3", '"IV级"'], [">= 3", '"III级"']]),
        requires="input:死亡人数",
    )
)


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(feel_commands, list(arguments))


@pytest.fixture
def context(tmp_path: Path) -> str:
    path = tmp_path / "context.json"
    path.write_text(json.dumps({"死亡人数": 4, "重伤 人数": 0.1}), encoding="utf-8")
    return str(path)


def test_eval_prints_the_value_as_feel_writes_it(context: str) -> None:
    result = _run("eval", '= [死亡人数 + 重伤 人数, "a"]', "--context", context)

    assert result.exit_code == 0
    assert result.output == '[4.1, "a"]\n'


def test_eval_prints_warnings_with_their_place() -> None:
    result = _run("eval", "1 + 失踪人数")

    assert result.stdout == "null\n"
    assert "提醒：没有变量“失踪人数”（第 5 个字符）" in result.stderr


def test_eval_refuses_a_broken_expression() -> None:
    result = _run("eval", "1 +")

    assert result.exit_code == 1
    assert "第 1 行第 4 列" in result.stderr


@pytest.mark.parametrize("text", ["[1]", "{"])
def test_context_that_is_no_object_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "context.json"
    path.write_text(text, encoding="utf-8")

    result = _run("eval", "1", "--context", str(path))

    assert result.exit_code == 1
    assert "JSON" in result.stderr


def test_decide_prints_value_and_evidence(tmp_path: Path, context: str) -> None:
    path = tmp_path / "model.dmn"
    path.write_bytes(_MODEL)

    result = _run("decide", str(path), "响应级别", "--context", context)

    value, evidence = result.stdout.split("\n", 1)
    assert result.exit_code == 0
    assert value == '"III级"'
    assert "III级" in json.dumps(json.loads(evidence), ensure_ascii=False)


def test_decide_refuses_an_unknown_decision(tmp_path: Path) -> None:
    path = tmp_path / "model.dmn"
    path.write_bytes(_MODEL)

    result = _run("decide", str(path), "没有的决策")

    assert result.exit_code == 1
    assert "没有的决策" in result.stderr
