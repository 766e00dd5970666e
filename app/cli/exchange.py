"""Whole packages between folder, zip and database: `flask deployment export`, `import` and `diff`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask.cli import with_appcontext

from app.bundle import BundleRefused, load_bundle
from app.bundle.archive import LARGEST_ARCHIVE, pack, unpack, write_folder
from app.bundle.comparison import compare, lines, totals
from app.bundle.loader import package_files
from app.cli.house import house, operator
from app.core.errors import DomainError
from app.repository.deployments import current
from app.repository.draft_base import bring_in
from app.repository.drafts import open_draft

_DIFFERENT = 1


@click.command("export")
@click.argument("key")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="写到哪里：以 .zip 结尾是压缩包，否则是文件夹",
)
@with_appcontext
def export(key: str, out: Path) -> None:
    """把部署着的属地包写成压缩包或文件夹；相同的包写出相同的字节。"""
    with _told(), house().database.reading(operator(key)) as ctx:
        deployed = current(ctx, key)
    files = deployed.bundle.resources.values()
    if out.suffix == ".zip":
        out.write_bytes(pack(files))
        click.echo(f"{key} 第 {deployed.version} 版：{out}")
        return
    written = write_folder(files, out)
    click.echo(f"{key} 第 {deployed.version} 版：{out}，写了 {len(written)} 个文件，其余相同")


@click.command("import")
@click.argument("key")
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@with_appcontext
def bring(key: str, source: Path) -> None:
    """把压缩包或文件夹读进属地的草稿；送审、复核、发布照常在网页上做。"""
    with _told():
        files = _read(key, source)
        with house().database.transaction(operator(key)) as ctx:
            draft = open_draft(ctx, key)
            filled = bring_in(ctx, draft.id, files)
    click.echo(
        f"{key} 草稿（第 {draft.number} 版）：改了 {len(filled.saved)} 个文件，删了 {len(filled.deleted)} 个"
    )


@click.command("diff")
@click.argument("key")
@with_appcontext
def diff(key: str) -> None:
    """比较数据库里部署着的和文件夹里的属地包，逐处列出；不同时以 1 退出。"""
    with _told(), house().database.reading(operator(key)) as ctx:
        deployed = current(ctx, key)
        found = compare(deployed.bundle, load_bundle(house().config.assets_dir, key))
    click.echo(f"{key}：数据库第 {deployed.version} 版 → 文件夹")
    for line in lines(found):
        click.echo(line)
    if found.files:
        click.echo(totals(found))
        raise click.exceptions.Exit(_DIFFERENT)


COMMANDS: tuple[click.Command, ...] = (export, bring, diff)


def _read(key: str, source: Path) -> dict[str, bytes]:
    if source.is_dir():
        return {resource.path: resource.data for resource in package_files(source, key)}
    with source.open("rb") as stream:
        return unpack(stream.read(LARGEST_ARCHIVE + 1))


@contextmanager
def _told() -> Iterator[None]:
    """A refusal in one line, a package's faults each in its own."""
    try:
        yield
    except BundleRefused as refused:
        for found in refused.findings:
            click.echo(str(found), err=True)
        raise click.ClickException(refused.message) from refused
    except DomainError as refusal:
        raise click.ClickException(refusal.message) from refusal
