"""Running instances in a browser: several migrated with progress, one changed by two people on its diagram."""

import shutil

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from app.core.actor import system
from app.runtime import migrating
from app.runtime.models import ProcessInstance
from app.worker.inline import drain
from tests.browser.drafting import served_draft
from tests.web.changing import second_version

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def moving(tmp_path, yunxi_template):
    """A served site with three instances on the first of two versions."""
    with served_draft(shutil.copy(yunxi_template, tmp_path / "site.sqlite")) as site:
        second_version(site.house, lambda diagram: diagram.replace("核实灾情", "核实险情"), running=3)
        yield site
        site.close_pages()


def instances(site):
    with site.house.database.reading(system()) as ctx:
        return list(ctx.session.scalars(select(ProcessInstance.id).order_by(ProcessInstance.id)))


def one_step(site, migration):
    """What the worker does for one instance."""
    with site.house.database.transaction(system()) as ctx:
        migrating.work_on(ctx, migration, migrating.next_item(ctx, migration))


def test_several_instances_are_migrated_with_progress(moving, chromium):
    page = moving.page(chromium, "signer")
    page.goto(f"{moving.address}/migrations")
    page.get_by_role("link", name="预览迁移到第 2 版").click()
    expect(page.get_by_text("在办 3 件，可以迁移 3 件")).to_be_visible()
    expect(page.locator("[data-choosing][data-ready]")).to_be_attached()
    page.get_by_role("button", name="全部不选").click()
    expect(page.locator("[data-chosen]")).to_have_text("0")
    said = page.locator("[name=instance]").first.evaluate("box => box.validationMessage")
    assert said == "请至少选一件要迁移的流程"
    page.get_by_role("button", name="全部选上").click()
    expect(page.locator("[data-chosen]")).to_have_text("3")

    page.get_by_label("理由（记进操作日志）").fill("新版改了名称，会商后定")
    page.get_by_role("button", name="迁移选中的").click()

    expect(page.get_by_text("0／3")).to_be_visible()
    migration = page.url.rpartition("/")[2]
    one_step(moving, migration)
    expect(page.get_by_text("1／3")).to_be_visible()
    page.get_by_role("button", name="暂停").click()
    expect(page.get_by_role("heading", name="已暂停")).to_be_visible()
    drain(moving.house)
    page.get_by_role("button", name="继续").click()
    expect(page.get_by_role("button", name="暂停")).to_be_visible()  # the job is there
    drain(moving.house)
    expect(page.get_by_text("3／3")).to_be_visible()
    expect(page.get_by_role("heading", name="已完成")).to_be_visible()

    page.get_by_role("link", name="看前后").first.click()
    expect(page.locator(".canvas[data-ready]")).to_have_count(2)
    before, after = (page.locator(".canvas").nth(n) for n in (0, 1))
    expect(before.locator(".dl-running[data-element-id=verify]")).to_contain_text("核实灾情")
    expect(after.locator(".dl-running[data-element-id=verify]")).to_contain_text("核实险情")


def test_one_proposes_on_the_diagram_and_another_approves(moving, chromium):
    instance = instances(moving)[0]
    writer, signer = (moving.page(chromium, login) for login in ("writer", "signer"))
    writer.goto(f"{moving.address}/emergencies/{instance}")
    writer.get_by_role("link", name="改动走向").click()
    expect(writer.locator("[data-acting][data-ready]")).to_be_attached()  # on the page that follows only
    expect(writer.locator(".canvas[data-ready]")).to_have_count(1)
    writer.get_by_role("button", name="看全图").click()
    writer.locator(".djs-shape[data-element-id=approve]").click()
    expect(writer.locator("[data-target]")).to_have_value("approve")

    writer.get_by_role("button", name="加上并预演").click()
    expect(writer.locator(".canvas[data-ready]")).to_have_count(2)
    expect(writer.locator(".canvas").nth(1).locator(".dl-running[data-element-id=approve]")).to_be_attached()
    writer.get_by_label("理由（记进操作日志）").fill("已经电话核实，直接审批")
    writer.get_by_role("button", name="提出，请另一个人批准").click()
    expect(writer.get_by_text("您提出的改动要由另一个人批准")).to_be_visible()

    signer.goto(writer.url)
    expect(signer.get_by_text("移动：“核实")).to_be_visible()
    signer.get_by_role("button", name="批准并改动").click()
    expect(signer.get_by_text("已批准，已改动")).to_be_visible()
    signer.goto(f"{moving.address}/emergencies/{instance}")
    expect(signer.locator(".dl-running[data-element-id=approve]")).to_be_attached()
    expect(signer.get_by_role("link", name="改动（已批准，已改动）")).to_be_visible()

    late = writer.url
    writer.locator("form[action$='/refuse'] [name=reason]").fill("再核实一次")
    writer.locator("form[action$='/refuse'] button").click()
    expect(writer.get_by_role("link", name="回到刚才那一页")).to_be_visible()
    expect(writer).to_have_url(late)
    writer.reload()  # asks for the page, and does not send the press again
    expect(writer.get_by_text("已批准，已改动")).to_be_visible()
