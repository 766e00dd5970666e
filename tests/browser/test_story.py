"""The main story in a real browser, against the real server with its worker: from the report to a force's answer."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.serving import served_product
from tests.browser.story import Person

RENDER_SECONDS = 120

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with served_product(tmp_path_factory.mktemp("served")) as served:
        yield served.address, served.password


def report(person):
    person.choose("事故类型", "危化品和工贸事故")
    person.tick("级别", "较大")
    person.at_moment("发生日期", "2026/11/22", "02:40")
    for label, value in {
        "报告单位": "市公安局", "地点名称": "样例冷藏厂", "经度": "122.45", "纬度": "37.15", "死亡": "0", "受伤": "3",
        "被困": "2", "现状": "2 号机房液氨管线法兰泄漏，已停机，下风向有居民。",
    }.items():  # fmt: skip
        person.fill(label, value)
    for copied in ("市委、市政府", "市应急管理局", "市消防救援大队"):
        person.tick("同时报送和抄报", copied)
    person.press("办结")
    person.arrives("/tasks")


def judge(person):
    for label, value in {
        "现场负责人（职务）": "站长", "到场人数": "11", "到场车辆": "2", "处置情况": "已警戒疏散，正在稀释",
        "研判意见": "缺堵漏、监测和工艺专家",
    }.items():  # fmt: skip
        person.fill(label, value)
    person.press("需要其他力量")
    person.arrives("/tasks")


def draft(person):
    person.choose("力量", "冷链企业专职救援队")
    person.at_moment("要求到场日期", "2026/11/22", "23:50")
    for label, value in {"选它的理由": "最近，专业相符", "任务": "带压堵漏", "集结地点": "厂区东门"}.items():
        person.fill(label, value)
    person.press("办结")
    person.arrives("/tasks")


def dispatch(browser, base, password):
    """Report, judgement, plan, approval: each by its own post."""
    department = Person.at(browser, base, "department-duty", password)
    department.page.goto(f"{base}/start/rongcheng-dispatch")
    department.press("启动")
    department.arrives("/tasks/[0-9a-f-]+")
    department.open_task("报送市委市政府")
    report(department)
    brigade = Person.at(browser, base, "brigade-duty", password)
    brigade.open_task("先期处置")
    judge(brigade)
    brigade.open_task("拟定调用方案")
    draft(brigade)
    bureau = Person.at(browser, base, "bureau-duty", password)
    bureau.open_task("审批调用方案")
    bureau.press("^同意")
    bureau.arrives("/tasks")
    return bureau


def issued(person, number):
    """The link of a paper, once the worker has rendered it."""
    link = person.page.get_by_role("link", name=number).first
    for _ in range(RENDER_SECONDS):
        person.page.goto(f"{person.base}/papers")
        if link.count():
            break
        person.page.wait_for_timeout(1000)
    expect(link).to_be_visible()
    return link


def test_a_dispatch_goes_from_the_report_to_the_answer_of_a_force(chromium, server):
    base, password = server
    bureau = dispatch(chromium, base, password)

    contact = Person.at(chromium, base, "contact-cold-chain", password, phone=True)
    contact.open_task("确认或不能执行")
    expect(contact.page.locator("body")).to_contain_text("带压堵漏")
    contact.press("^确认")
    contact.arrives("/orders/[0-9a-f-]+")
    expect(contact.page.locator("h1")).to_have_text("出发")

    order = issued(bureau, re.compile("荣消调"))
    file = bureau.page.request.get(f"{base}{order.get_attribute('href')}")
    assert file.body().startswith(b"%PDF-")

    auditor = Person.at(chromium, base, "auditor", password)
    auditor.page.goto(f"{base}/emergencies")
    emergency = auditor.page.locator("main a[href^='/emergencies/']").first.get_attribute("href")
    auditor.page.goto(f"{base}{emergency}/trace")
    expect(auditor.page.locator("body")).to_contain_text("首尾相连，未见改动")
    expect(auditor.page.locator("body")).to_contain_text("审批调用方案")
