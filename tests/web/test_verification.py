"""Anybody can ask whether a paper is genuine and in force; what they learn is nothing personal."""

import io

import pytest
from sqlalchemy import select

from app.core.actor import Actor, ActorKind, system
from app.printouts import papers
from app.printouts.models import Paper
from app.web import verification
from app.web.throttle import Throttle
from tests.web.conftest import AFTER_APPROVAL
from tests.web.site import KEY

CLERK = Actor(ActorKind.USER, "clerk", "张三丰的账号", KEY, unit="市消防救援大队")


@pytest.fixture(scope="module")
def site(tmp_path_factory, opened_after):
    """A dispatch whose orders were issued and delivered."""
    opened = opened_after(AFTER_APPROVAL, tmp_path_factory.mktemp("verified"))
    yield opened
    opened.house.database.engine.dispose()


@pytest.fixture
def orders(site):
    with site.house.database.reading(system(KEY)) as ctx:
        query = select(Paper).where(Paper.kind == "turn-out-instruction").order_by(Paper.serial)
        return list(ctx.session.scalars(query))


def show(site, code):
    return site.as_(None).get(f"/v/{code}")


def test_genuine_paper_is_said_to_be_in_force(site, orders):
    order = orders[-1]

    page = show(site, order.code)

    assert page.status_code == 200
    assert "真实，现行有效" in page.text
    for told in (order.number, order.recipient, order.fingerprint[:4], "荣成市 文书签名", order.file_digest):
        assert told in page.text


def test_withdrawn_and_replaced_papers_warn_and_show_nothing_personal(site, orders):
    first, second, third = orders[:3]
    with site.house.database.transaction(CLERK) as ctx:
        papers.withdraw(ctx, first.id, "集结地点有误")
        papers.replace(ctx, second.id, papers.find(ctx, third.id), "到场地点改为北门")

    withdrawn, replaced = show(site, first.code).text, show(site, second.code).text

    assert "已被撤回，请不要执行" in withdrawn
    assert "集结地点有误" in withdrawn
    assert "已被替换，请不要执行" in replaced
    assert f'href="/v/{third.code}"' in replaced
    assert third.number in replaced
    assert "张三丰" not in withdrawn + replaced


@pytest.mark.parametrize("code", ["NOSUCHCODE00", "x" * 500, "<script>", "..%2f.."])
def test_unknown_code_is_said_to_be_unknown(site, code):
    page = show(site, code)

    assert page.status_code == 404
    assert "<script>" not in page.text.partition("<main")[2]


def test_code_is_found_as_people_type_it(site, orders):
    code = orders[-1].code
    typed = f" {code[:4].lower()}-{code[4:8].lower().replace('0', 'o').replace('1', 'l')} {code[8:]} "

    answer = site.as_(None).get("/v", query_string={"code": typed})

    assert answer.headers["Location"] == f"/v/{code}"


def test_sent_file_is_compared_byte_for_byte(site, orders):
    order = orders[-1]
    with site.house.database.reading(system(KEY)) as ctx:
        data = papers.file_of(ctx, order)
    altered = data[:-100] + bytes([data[-100] ^ 1]) + data[-99:]

    def sent(content):
        files = {"file": (io.BytesIO(content), "order.pdf")}
        return site.as_(None).post(f"/v/{order.code}", data=files).text.partition("<template")[0]

    assert "文件与发出的一字不差" in sent(data)
    assert "文件与发出的不同" in sent(altered)
    assert "没有收到文件" in site.as_(None).post(f"/v/{order.code}").text


def test_a_stranger_who_asks_too_often_is_told_to_wait(site, orders, monkeypatch):
    monkeypatch.setattr(verification, "_throttle", Throttle(calls=2, seconds=60))

    answers = [show(site, orders[-1].code) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "秒后再试" in answers[-1].text


def test_english_reader_is_answered_in_english(site, orders):
    client = site.as_(None)
    client.get("/language/en")

    page = client.get(f"/v/{orders[-1].code}").text

    assert "Genuine and in force" in page


def test_issuing_unit_withdraws_on_the_paper_s_page_and_others_see_no_form(site):
    with site.house.database.reading(system(KEY)) as ctx:
        paper = ctx.session.scalars(select(Paper).where(Paper.kind == "filing")).first()
    mine, other = site.as_("bureau-duty"), site.as_("brigade-duty")

    refused = other.post(f"/papers/{paper.id}/withdraw", data={"reason": "不归我管"})
    form = mine.get(f"/papers/{paper.id}").text
    done = mine.post(f"/papers/{paper.id}/withdraw", data={"reason": "报备对象有误"}, follow_redirects=True)

    assert refused.status_code == 403
    assert 'name="reason"' in form
    assert 'name="reason"' not in other.get(f"/papers/{paper.id}").text
    assert "报备对象有误" in done.text
    assert "已撤回" in done.text
