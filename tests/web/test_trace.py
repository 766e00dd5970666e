"""The auditor's page says how long each task took beside how long it might, and marks what came late."""

import re
from datetime import timedelta


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
