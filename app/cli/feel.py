"""`flask feel`: try an expression, ask a decision. For process owners and tests; reads files only."""

import json
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from app.core.errors import DomainError
from app.feel import FeelWarning, collect_warnings, evaluate
from app.feel.dmn import Decisions
from app.feel.values.text import text_of

feel_commands = AppGroup("feel", help="FEEL 表达式与 DMN 决策：试算。")

_CONTEXT = click.option(
    "--context",
    "context_file",
    type=click.Path(dir_okay=False, exists=True, path_type=Path),
    help="变量所在的 JSON 文件",
)


@feel_commands.command("eval", with_appcontext=False)
@click.argument("expression")
@_CONTEXT
def evaluate_expression(expression: str, context_file: Path | None) -> None:
    """计算一个表达式，显示结果与提醒。"""
    text = expression.strip().removeprefix("=")
    try:
        with collect_warnings() as warnings:
            value = evaluate(text, _context(context_file))
    except DomainError as error:
        raise click.ClickException(error.message) from error
    click.echo(_shown(value))
    _print_warnings(warnings)


@feel_commands.command("decide", with_appcontext=False)
@click.argument("model", type=click.Path(dir_okay=False, exists=True, path_type=Path))
@click.argument("name")
@_CONTEXT
@click.option(
    "--import",
    "imports",
    type=click.Path(dir_okay=False, exists=True, path_type=Path),
    multiple=True,
    help="被引用的 DMN 文件，可以多次",
)
def decide(model: Path, name: str, context_file: Path | None, imports: tuple[Path, ...]) -> None:
    """按名称或编号作一个决策，显示结果、提醒与依据。"""
    try:
        decisions = Decisions.from_xml(model.read_bytes(), imports=[path.read_bytes() for path in imports])
        result = decisions.evaluate(name, _context(context_file))
    except DomainError as error:
        raise click.ClickException(error.message) from error
    click.echo(_shown(result.value))
    _print_warnings(result.warnings)
    click.echo(json.dumps(result.evidence.to_json(), ensure_ascii=False, indent=2))


def _context(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        context = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except ValueError as error:
        raise click.ClickException(f"{path} 不是 JSON：{error}") from error
    if not isinstance(context, dict):
        raise click.ClickException(f'{path} 应是一个 JSON 对象，例如 {{"伤亡人数": 3}}')
    return context


def _shown(value: Any) -> str:
    text = text_of([value])
    return "null" if text is None else text[1:-1]


def _print_warnings(warnings: Iterable[FeelWarning]) -> None:
    for warning in warnings:
        place = "" if warning.position is None else f"（第 {warning.position + 1} 个字符）"
        click.echo(f"提醒：{warning.message_zh}{place}", err=True)
