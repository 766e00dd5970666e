"""The auditor's page says how long each task took beside how long it might, and marks what came late."""

import re
from datetime import timedelta

from app.core.actor import system
from app.history.log import record
from app.history.models import PersonalValue
from app.history.operations import Operation
from app.history.personal import seal
from tests.web.site import KEY


def rows(page):
    return re.findall(r'<td class="trace-act">.*?<td class="trace-took">(.*?)</td>', page, re.DOTALL)


def test_a_completed_task_shows_its_time_and_its_limit(site):
    page = site.as_("auditor").get(f"/emergencies/{site.instance}/trace").text

    took = [text for text in rows(page) if text != "—"]
    assert took
    assert all(re.fullmatch(r"[\d ]+ (秒|分|小时).*／[\d ]+ (分|小时|天).*", text) for text in took), took


def test_a_task_completed_after_its_limit_is_marked(own_site):
    task = own_site.task("approve_plan")
    own_site.clock.advance(timedelta(hours=3))
    answer = own_site.as_("bureau-duty").post(
        f"/tasks/{task}/complete", json={"values": {"decision": "同意"}}
    )

    assert answer.status_code == 200, answer.text
    page = own_site.as_("auditor").get(f"/emergencies/{own_site.instance}/trace").text

    late = re.findall(r'<strong class="st-late">.*?</strong>.*?<td class="trace-took">(.*?)</td>', page, re.S)
    assert any(text.startswith("3 小时") for text in late)


def test_only_the_trace_shows_what_is_sealed(own_site):
    with own_site.house.database.transaction(system(KEY)) as ctx:
        typed = [seal(ctx, text) for text in ("000-0000-0001", "000-0000-0002", "病情不宜公开")]
        fields = zip(("phone", "other", "opinion"), typed, strict=True)
        changes = [{"field": key, "label": key, "before": None, "after": after} for key, after in fields]
        details = {"name": "登记", "changes": changes}
        record(ctx, Operation.TASK_COMPLETE, "a", details, instance_id=own_site.instance)
        ctx.session.flush()
        ctx.session.delete(ctx.session.get_one(PersonalValue, typed[1]["personal"]))

    there = f"/emergencies/{own_site.instance}"
    trace, instance = (
        own_site.as_("auditor").get(f"{there}/trace").text,
        own_site.as_("bureau-duty").get(there).text,
    )

    assert all(text in trace for text in ("000-0000-0001", "（已依法删除）", "<q>病情不宜公开</q>"))
    assert "（个人信息）" not in trace
    assert "（个人信息）" in instance
    assert "病情不宜公开" not in instance
