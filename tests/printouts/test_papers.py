"""The life of a paper: signed bytes that its data vouch for; withdrawn or replaced once, with a reason."""

import io
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pikepdf
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from sqlalchemy import select

from app.config import Config
from app.core.actor import Actor, ActorKind, system
from app.core.canonical import digest
from app.core.clock import SetClock
from app.history.verify import verify
from app.printouts import papers
from app.printouts.errors import GlyphMissing, PaperInvalid, RenderFailed
from app.printouts.folder import find as printout_of
from app.printouts.models import Paper
from app.printouts.pool import RenderPool
from app.printouts.rendered import LARGEST_SEAL
from app.runtime.jobs import Kept
from app.runtime.step import find
from app.worker.handlers import perform
from app.worker.house import open_house
from app.worker.inline import drain
from app.worker.provisioning import deploy, furnish
from app.worker.rendering import seal_of
from app.worker.scenarios.play import Play
from tests.printouts import issuer
from tests.processes import started
from tests.yunxi import KEY, ROOT, package

SEAL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c63f8cfc0f01f00050001ff5619d0c30000000049454e44ae426082"
)
LEADER = Actor(ActorKind.USER, "leader", "带班领导", KEY, unit="云溪县应急管理局")


@pytest.fixture(scope="module")
def bundle():
    """The package of the tutorial: one order."""
    return package()


@pytest.fixture(scope="module")
def pool():
    with RenderPool(1) as opened:
        yield opened


@dataclass(frozen=True)
class Delivered:
    """An installation in which one order was issued and delivered, to be copied: its database, keys, and instant."""

    url: str
    keys: Path
    at: datetime


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def delivered(request, tmp_path_factory, pool, bundle):
    folder = tmp_path_factory.mktemp("delivered")
    with _empty(request, folder) as url:
        config = Config(data_dir=folder, database_url=url, assets_dir=ROOT, testing=True)
        clock = SetClock()
        house = open_house(config, Kept, clock)
        house.shared[RenderPool] = pool
        with house.database.transaction(Actor(ActorKind.CLI, "cli", "命令行", KEY)) as ctx:
            deploy(ctx, bundle)
            furnish(ctx, bundle, "made for one test")
        Play(house, clock, KEY, "main").run(bundle.scenarios["main"])
        house.database.engine.dispose()
        yield Delivered(url, config.keys, clock.at)


@contextmanager
def _empty(request, folder):
    if request.param == "postgres":
        with request.getfixturevalue("postgres").database() as url:
            yield url
    else:
        path = shutil.copy(request.getfixturevalue("sqlite_template"), folder / "delivered.sqlite")
        yield f"sqlite:///{path}"


@pytest.fixture
def database_url(delivered, request, tmp_path):
    """A copy of its database."""
    if delivered.url.startswith("sqlite"):
        path = shutil.copy(delivered.url.removeprefix("sqlite:///"), tmp_path / "test.sqlite")
        yield f"sqlite:///{path}"
    else:
        with request.getfixturevalue("postgres").database(delivered.url) as url:
            yield url


@pytest.fixture
def issued(house, clock, pool, delivered):
    """A copy of the installation; gives the house and the paper's id."""
    clock.at = delivered.at
    shutil.copytree(delivered.keys, house.config.keys)
    house.shared[RenderPool] = pool
    with house.database.reading(system(KEY)) as ctx:
        return house, ctx.session.scalars(select(Paper.id)).one()


def paper_of(house, paper_id):
    with house.database.reading(system(KEY)) as ctx:
        return papers.find(ctx, paper_id)


def file_of(house, paper_id):
    with house.database.reading(system(KEY)) as ctx:
        return papers.file_of(ctx, papers.find(ctx, paper_id))


def pictures(pdf):
    """How many raster pictures stand in a file; the QR code is drawn, not one of them."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return sum(len(list(page.get_images())) for page in opened.pages)


def issue_again(house, bundle, paper_id, **changed):
    """Another order of the same instance; returns its id."""
    first = paper_of(house, paper_id)
    files = {path: resource.data for path, resource in bundle.resources.items()}
    data = {name: first.data[name] for name in ("to", "report", "order")}
    draft = papers.Draft(printout_of(files, KEY, "rescue-order"), data | changed, "县专职救援队")
    with house.database.transaction(LEADER) as ctx:
        return papers.issue(ctx, find(ctx, first.instance_id), 99, draft).id


def again(house, bundle, paper_id):
    """Another order of the same instance, delivered; returns its id."""
    second = issue_again(house, bundle, paper_id)
    drain(house)
    return second


def test_file_is_signed_and_the_attached_data_have_the_printed_fingerprint(issued):
    house, paper_id = issued
    with house.database.reading(system(KEY)) as ctx:
        paper = papers.find(ctx, paper_id)
        data = papers.file_of(ctx, paper)

    [signature] = PdfFileReader(io.BytesIO(data), strict=False).embedded_signatures
    with pikepdf.open(io.BytesIO(data)) as pdf:
        attached = pdf.attachments["data.json"].get_file().read_bytes()
        assert pdf.check_pdf_syntax() == []
    assert signature.signer_cert.subject.native["common_name"] == "云溪县 文书签名"
    assert digest(attached) == paper.fingerprint
    assert paper.data["verify"] == {"url": "http://127.0.0.1:8000/v", "code": paper.code}
    assert digest(data) == paper.file_digest


def test_keys_stand_in_no_row_and_no_log(issued):
    house, _ = issued
    secret = (house.config.keys / "papers.key").read_text().splitlines()[1]

    with house.database.reading(system(KEY)) as ctx:
        rows = [
            str(tuple(row))
            for table in Paper.metadata.sorted_tables
            for row in ctx.session.execute(select(table))
        ]

    assert not [row for row in rows if secret in row]


def test_seal_that_the_unit_supplied_is_placed(issued, bundle, monkeypatch):
    house, paper_id = issued
    folder = house.config.seals / KEY
    folder.mkdir(parents=True)
    (folder / "bureau.png").write_bytes(SEAL)

    sealed = file_of(house, again(house, bundle, paper_id))

    assert pictures(sealed) > pictures(file_of(house, paper_id))
    assert seal_of(house.config.seals, KEY, "nobody") is None


def test_paper_of_a_drill_never_carries_the_seal(issued, bundle, clock):
    house, _ = issued
    folder = house.config.seals / KEY
    folder.mkdir(parents=True)
    (folder / "bureau.png").write_bytes(SEAL)
    told = bundle.scenarios["main"]

    Play(house, clock, KEY, "main").run({**told, "given": {**told["given"], "case": {"drill": True}}})

    with house.database.reading(system(KEY)) as ctx:
        drilled = ctx.session.scalars(select(Paper.id).where(Paper.drill)).one()
    assert pictures(file_of(house, drilled)) == 0


def test_seal_of_fifty_megabytes_is_read_no_further_than_it_may_be(tmp_path):
    (tmp_path / KEY).mkdir()
    with (tmp_path / KEY / "bureau.png").open("wb") as file:
        file.truncate(50 * 1024 * 1024)

    assert len(seal_of(tmp_path, KEY, "bureau")) == LARGEST_SEAL + 1


def test_withdrawn_paper_keeps_number_and_bytes_and_says_why(issued):
    house, paper_id = issued
    before = paper_of(house, paper_id)

    with house.database.transaction(LEADER) as ctx:
        papers.withdraw(ctx, paper_id, "集结地点有误")

    after = paper_of(house, paper_id)
    assert (after.status, after.reason, after.ended_by) == ("withdrawn", "集结地点有误", "带班领导")
    assert (after.number, after.file_digest) == (before.number, before.file_digest)
    with house.database.reading(system(KEY)) as ctx:
        assert verify(ctx, KEY).broken is None


def test_replaced_paper_names_the_one_that_stands_instead(issued, bundle):
    house, paper_id = issued
    second = again(house, bundle, paper_id)

    with house.database.transaction(LEADER) as ctx:
        papers.replace(ctx, paper_id, papers.find(ctx, second), "到场地点改为北门")

    old, new = paper_of(house, paper_id), paper_of(house, second)
    assert (old.status, old.replaced_by, new.status) == ("replaced", second, "delivered")
    assert (old.number, new.number) == ("云应调〔2026〕1号", "云应调〔2026〕2号")


@pytest.mark.parametrize("to", ["🚒突击队", "队" * 300])
def test_refused_paper_spends_no_number(issued, bundle, to):
    house, paper_id = issued

    with pytest.raises((GlyphMissing, PaperInvalid)):
        issue_again(house, bundle, paper_id, to=to)

    assert paper_of(house, issue_again(house, bundle, paper_id)).number == "云应调〔2026〕2号"


def test_paper_that_could_not_be_set_keeps_its_number_and_is_set_when_tried_again(issued, bundle, pool):
    house, paper_id = issued
    house.shared[RenderPool] = _Broken()
    second = issue_again(house, bundle, paper_id)

    with pytest.raises(RenderFailed):
        perform(house, papers.RENDER, {"paper": second})
    waiting = paper_of(house, second)
    house.shared[RenderPool] = pool
    perform(house, papers.RENDER, {"paper": second})

    assert (waiting.number, waiting.status, waiting.file_digest) == ("云应调〔2026〕2号", "issued", None)
    assert (paper_of(house, second).number, paper_of(house, second).status) == (waiting.number, "delivered")


class _Broken:
    """A renderer whose process ends each time."""

    def render(self, *_, **__):
        raise RenderFailed(reason="排版进程中断")


@pytest.mark.parametrize("reason", ["", " ", "错"])
def test_end_without_a_reason_is_refused(issued, reason):
    house, paper_id = issued

    with (
        pytest.raises(papers.PaperReasonMissing),
        house.database.transaction(LEADER) as ctx,
    ):
        papers.withdraw(ctx, paper_id, reason)

    assert paper_of(house, paper_id).status == "acknowledged"


def test_a_paper_ends_once(issued):
    house, paper_id = issued
    with house.database.transaction(LEADER) as ctx:
        papers.withdraw(ctx, paper_id, "重复下达")

    with pytest.raises(papers.PaperEnded), house.database.transaction(LEADER) as ctx:
        papers.withdraw(ctx, paper_id, "再撤一次")

    assert paper_of(house, paper_id).reason == "重复下达"


def test_only_the_issuing_unit_withdraws(issued):
    house, paper_id = issued
    team = Actor(ActorKind.USER, "team", "值班员", KEY, unit="云溪县专职救援队")

    with pytest.raises(papers.NotIssuer), house.database.transaction(team) as ctx:
        papers.withdraw(ctx, paper_id, "去不了")

    assert paper_of(house, paper_id).status == "acknowledged"


def test_a_paper_of_another_jurisdiction_does_not_exist(issued):
    house, paper_id = issued
    stranger = Actor(ActorKind.USER, "x", "x", "elsewhere")

    with pytest.raises(papers.PaperNotFound), house.database.transaction(stranger) as ctx:
        papers.withdraw(ctx, paper_id, "不是我的")


def test_confirming_a_withdrawn_order_does_not_bring_it_back(issued):
    house, paper_id = issued
    with house.database.transaction(LEADER) as ctx:
        papers.withdraw(ctx, paper_id, "任务取消")
        paper = papers.find(ctx, paper_id)

    with house.database.transaction(system(KEY)) as ctx:
        papers.acknowledge(ctx, find(ctx, paper.instance_id), paper_id, ctx.now())

    after = paper_of(house, paper_id)
    assert after.status == "withdrawn"
    assert after.acknowledged_at is not None


@pytest.mark.slow
def test_two_processes_issue_two_hundred_numbers_none_twice_none_missing(issued, database_url, tmp_path):
    house, paper_id = issued
    instance = paper_of(house, paper_id).instance_id

    racing = [started(issuer.main, database_url, tmp_path, instance, 100) for _ in range(2)]
    for process in racing:
        process.join(240)

    assert [process.exitcode for process in racing] == [0, 0]
    with house.database.reading(system(KEY)) as ctx:
        serials = sorted(ctx.session.scalars(select(Paper.serial)))
        assert serials == list(range(1, 202))
        assert verify(ctx, KEY).broken is None
