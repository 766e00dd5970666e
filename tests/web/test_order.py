"""A force's order on the telephone: what it says, how far it has come, and that only its own force sees it."""

import re

FORCE = "冷链企业专职救援队"
TAGS = re.compile(r"<[^>]+>")


def text_of(answer):
    return re.sub(r"\s+", " ", TAGS.sub(" ", answer.text))


def test_order_says_where_what_by_when_and_under_whom(site):
    page = text_of(site.as_("contact-cold-chain").get(f"/orders/{site.task('acknowledge', FORCE)}"))

    assert "速到石岛管理区 某冷藏厂， 参加2 号机房液氨管线法兰带压堵漏" in page
    assert "03:50 前" in page
    assert "打电话给市消防救援大队指挥中心" in page
    assert re.search(r"经市应急管理局 \d\d:\d\d 同意", page)


def test_form_does_not_repeat_what_the_order_says(site):
    page = site.as_("contact-cold-chain").get(f"/orders/{site.task('acknowledge', FORCE)}").text

    assert "到场时限：" not in page


def test_next_step_says_that_the_answer_arrived(own_site):
    own_site.as_("bureau-duty").post(
        f"/tasks/{own_site.task('approve_plan')}/complete", json={"values": {"decision": "同意"}}
    )
    contact = own_site.as_("contact-cold-chain")
    contact.post(
        f"/tasks/{own_site.task('acknowledge', FORCE)}/complete", json={"values": {"answer": "确认"}}
    )

    page = contact.get(f"/orders/{own_site.task('depart', FORCE)}").text

    assert "已送到指挥中心" in page
    assert re.findall(r'class="progress-(\w[\w-]*)', page) == ["done", "done", "now", "not-yet", "not-yet"]


def test_foreign_force_does_not_see_the_order(site):
    answer = site.as_("contact-medical").get(f"/orders/{site.task('acknowledge', FORCE)}")

    assert answer.status_code == 403


def test_own_page_of_a_contact_lists_the_orders_that_wait(site):
    page = site.as_("contact-cold-chain").get("/me").text

    assert f"/orders/{site.task('acknowledge', FORCE)}" in page
    assert "冷链企业专职救援队" in page
    assert "force-cold-chain" not in page


def test_own_page_of_staff_lists_none(site):
    assert "/orders/" not in site.as_("bureau-duty").get("/me").text


def test_telephone_has_a_place_for_the_reader(site):
    assert 'href="/me"' in site.as_("contact-cold-chain").get("/tasks").text.partition("tab-bar")[2]


def test_single_letter_keys_are_switched_off(own_site):
    client = own_site.as_("bureau-duty")
    client.post("/me/keys", data={"keys": "off"})

    assert 'data-keys="off"' in client.get("/tasks").text


def test_contact_of_another_force_sees_neither_the_task_nor_its_preview(site):
    task, contact = site.task("acknowledge", FORCE), site.as_("contact-medical")

    answers = [contact.get(f"/tasks/{task}"), contact.get(f"/tasks/{task}/preview")]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert not any("液氨" in answer.text for answer in answers)


def test_contact_sees_no_history_of_the_whole_emergency(site):
    page = site.as_("contact-cold-chain").get(f"/tasks/{site.task('acknowledge', FORCE)}").text

    assert 'class="timeline"' not in page
