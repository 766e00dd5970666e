"""`flask bundle`: check files and packages, begin a new package. Plays scenarios on databases of its own."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from flask.cli import AppGroup

from app.bundle import BundleRefused, load_bundle, package_keys
from app.bundle.coverage import clause_coverage
from app.bundle.skeleton import create_package
from app.bundle.ways import FLOW, RULE
from app.config import Config
from app.core.errors import DomainError
from app.engine.lint.finding import Finding, Severity
from app.engine.lint.verdict import Verdict, judge
from app.engine.xml import MAX_BYTES
from app.worker.house import connectors
from app.worker.scenarios.coverage import scenario_coverage
from app.worker.soundness import check_package

bundle_commands = AppGroup("bundle", help="属地包：检查、新建。")

_ROOT = click.option(
    "--root",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    default=Path(),
    help="processes、forms、printouts 所在的文件夹",
)
_ENDINGS = (".bpmn", ".dmn", ".bpmn2", ".bpmn20.xml", ".bpmn.xml", ".dmn11.xml", ".dmn.xml")
"""What other products call their files."""


@bundle_commands.command("lint", with_appcontext=False)
@click.argument("files", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 数组，每个文件一项")
def lint_files(files: tuple[str, ...], *, as_json: bool) -> None:
    """检查任意 BPMN、DMN 文件（或文件夹），每个文件一个结论。"""
    verdicts = (_verdict(path) for file in files for path in _paths(file))
    if as_json:
        _print_json(verdicts)
        return
    refused = [_print_verdict(found) for found in verdicts].count(False)
    if refused:
        raise click.exceptions.Exit(1)


def _paths(file: str) -> Iterator[str]:
    """The file itself, or all diagrams and decisions below a folder."""
    folder = Path(file)
    if not folder.is_dir():
        yield file
        return
    yield from (str(path) for path in sorted(folder.rglob("*")) if path.name.lower().endswith(_ENDINGS))


def _verdict(path: str) -> Verdict:
    try:
        with Path(path).open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        return Verdict.unread(path, error)
    return judge(path, data)


def _print_json(verdicts: Iterator[Verdict]) -> None:
    """One array, written as it grows: thousands of verdicts need not fit into memory."""
    out = sys.stdout.buffer
    out.write(b"[")
    for index, found in enumerate(verdicts):
        out.write(b",\n" if index else b"\n")
        out.write(json.dumps(found.as_json(), ensure_ascii=False).encode("utf-8", "replace"))
    out.write(b"\n]\n")
    out.flush()


def _print_verdict(found: Verdict) -> bool:
    click.echo(f"{found.file}：{'可以部署' if found.accepted else '不能部署'}")
    _print_findings(found.findings)
    return found.accepted


def _print_findings(findings: tuple[Finding, ...]) -> None:
    for finding in findings:
        mark = "✗" if finding.severity is Severity.ERROR else "!"
        click.echo(f"  {mark} {finding}")


@bundle_commands.command("check", with_appcontext=False)
@click.argument("key", required=False)
@_ROOT
@click.option("--scenarios", is_flag=True, help="再演一遍全部情景，列出没有承载的条款、没有走到的流向和规则")
def check_packages(key: str | None, root: Path, *, scenarios: bool) -> None:
    """检查一个属地包（不写则全部），列出每一处错误的文件和行。"""
    keys = package_keys(root)
    sound = [
        _check(root, one, keys) and (not scenarios or _covers(root, one)) for one in ([key] if key else keys)
    ]
    if not all(sound):
        raise click.exceptions.Exit(1)


def _covers(root: Path, key: str) -> bool:
    """Print both coverages of a sound package; whether both are whole."""
    bundle = load_bundle(root, key)
    carried = clause_coverage(bundle)
    gaps = [one for one in carried if one.missing]
    click.echo(f"条款：{len(carried) - len(gaps)}/{len(carried)} 有承载")
    for one in gaps:
        click.echo(f"  ✗ {one.clause.id} 缺 {'、'.join(one.missing)}：{one.clause.must}")
    found = scenario_coverage(Config.from_env(), bundle, lambda name: click.echo(f"  情景 {name}"))
    for name, why in found.failed:
        click.echo(f"  ✗ {name}：{why}")
    for kind, word in ((FLOW, "顺序流"), (RULE, "决策规则")):
        click.echo("{}：走到 {}/{}".format(word, *found.share(kind)))
    for way in found.missed:
        click.echo(f"  ✗ {way}")
    return found.whole and not gaps


def _check(root: Path, key: str, keys: tuple[str, ...]) -> bool:
    try:
        findings = check_package(load_bundle(root, key), topics=frozenset(connectors()), foreign=keys)
    except BundleRefused as refused:
        findings = refused.findings
    except DomainError as refused:
        raise click.ClickException(refused.message) from refused
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    click.echo(f"{key}：{errors} 处错误，{len(findings) - errors} 处提醒")
    _print_findings(findings)
    return errors == 0


@bundle_commands.command("new", with_appcontext=False)
@click.argument("key")
@_ROOT
def new_package(key: str, root: Path) -> None:
    """新建一个属地包：一个能运行的小流程，照着改。"""
    try:
        written = create_package(root, key)
    except DomainError as refused:
        raise click.ClickException(refused.message) from refused
    for path in written:
        click.echo(path.as_posix())
    click.echo(f"已新建。改好后请运行：flask bundle check {key}")
