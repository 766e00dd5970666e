"""The page of an 异常: whom to telephone first, what has reached whom, and who may try again."""

import pytest

from app.core.actor import system
from app.core.errors import DomainError
from app.printouts import papers
from app.printouts.papers import RENDER
from app.worker.failures import give_up
from tests.web.site import KEY
from tests.web.test_tasks import APPROVE


@pytest.fixture
def failed(own_site):
    """Three orders are out, the second has no file; gives the site and the incident's id."""
    own_site.as_("bureau-duty").post(f"/tasks/{own_site.task('approve_plan')}/complete", json=APPROVE)
    with own_site.house.database.reading(system(KEY)) as ctx:
        order = [
            one for one in papers.of_instance(ctx, own_site.instance) if one.kind == "turn-out-instruction"
        ][1]
    incident = give_up(own_site.house, RENDER, {"paper": order.id}, DomainError("字体不见了。"))
    return own_site, order, incident


def test_duty_officer_reads_first_whom_to_telephone(failed):
    site, order, incident = failed

    page = site.as_("bureau-duty").get(f"/incidents/{incident}").text
    instance = site.as_("bureau-duty").get(f"/emergencies/{site.instance}").text

    assert f"<strong>{order.recipient}可能还不知道</strong>" in page
    assert 'href="tel:' in page
    assert f'href="/papers/{order.id}"' in page
    assert page.index("先打电话") < page.index("发送情况") < page.index("给运维的人")
    assert f"{order.number} {order.title}：文件没有生成" in instance
    assert f'href="/incidents/{incident}"' in instance


def test_paper_that_failed_stands_first_and_only_operators_try_again(failed):
    site, order, incident = failed

    duty = site.as_("bureau-duty").get(f"/incidents/{incident}").text
    operator = site.as_("operator").get(f"/incidents/{incident}").text

    first = duty[duty.index("<tbody>") :].split("</tr>")[0]
    assert order.number in first
    assert "没有生成" in first
    assert "立即重试" not in duty
    assert operator.count(f"/incidents/{incident}/retry") == 2
