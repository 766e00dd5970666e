"""`flask demo`: one dispatch from the first call to the last signature, driven as the right people."""

import tempfile
from dataclasses import replace
from pathlib import Path

import click
from flask.cli import AppGroup
from sqlalchemy import select

from app.bundle import load_bundle
from app.cli.house import house, operator
from app.config import Config
from app.core.actor import system
from app.core.clock import SetClock
from app.history import queries, verify
from app.printouts.models import Paper
from app.printouts.papers import file_of
from app.printouts.pool import RenderPool
from app.runtime.jobs import Kept
from app.worker.house import House, open_house
from app.worker.provisioning import deploy, furnish
from app.worker.scenarios.play import Play
from app.worker.schema import migrate

PASSWORD = "made for one run only"  # noqa: S105 - of a database that is gone when the command ends

demo_commands = AppGroup("demo", help="演示：把一次调度从头走到尾。")


@demo_commands.command("run")
@click.argument("package")
@click.argument("scenario", default="main")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), default=Path("out"), help="文书写到哪个文件夹"
)
def run(package: str, scenario: str, out: Path) -> None:
    """在临时数据库里演一遍情景，打印经过，写出全部文书。"""
    bundle = load_bundle(house().config.assets_dir, package)
    with tempfile.TemporaryDirectory() as folder, RenderPool(1) as pool:
        clock = SetClock()
        stage = _stage(house().config, Path(folder), clock)
        stage.shared[RenderPool] = pool
        with stage.database.transaction(operator(package)) as ctx:
            deploy(ctx, bundle)
            furnish(ctx, bundle, PASSWORD)
        play = Play(stage, clock, package, scenario, click.echo)
        play.run(bundle.scenarios[scenario])
        _tell(stage, play, out)
        stage.database.engine.dispose()


def _stage(config: Config, folder: Path, clock: SetClock) -> House:
    stage = open_house(replace(config, data_dir=folder, database_url=""), Kept, clock)
    migrate(stage.database.engine)
    return stage


def _tell(stage: House, play: Play, out: Path) -> None:
    """The record's verdict and the papers."""
    out.mkdir(parents=True, exist_ok=True)
    with stage.database.reading(system(play.jurisdiction)) as ctx:
        entries = queries.of_instance(ctx, play.instance_id)
        verdict = verify.verify(ctx, play.jurisdiction)
        click.echo(
            f"轨迹 {len(entries)} 条；{verdict.broken or f'{verdict.entries} 条记录首尾相连，未见改动'}"
        )
        for paper in ctx.session.scalars(select(Paper).order_by(Paper.issued_at, Paper.number)):
            path = out / f"{paper.number}.pdf"
            path.write_bytes(file_of(ctx, paper))
            click.echo(f"{paper.number} {paper.title} → {path}")
