"""What a press leads to, before it is pressed."""

import re

TAGS = re.compile(r"<[^>]+>")


def part(page, heading):
    """The text of the part under a heading."""
    text = re.search(rf'id="{heading}".*?</section>', page, re.DOTALL)
    assert text, heading
    return re.sub(r"\s+", " ", TAGS.sub(" ", text[0]))


def test_approval_names_what_it_sets_off_and_how_often(own_site):
    page = own_site.as_("bureau-duty").get(f"/tasks/{own_site.task('approve_plan')}").text

    said = part(page, "consequences")

    assert "按下“同意”，系统立即做" in said
    assert "进入“各力量行动”，同时 3 份" in said
    assert "进入“向行业主管部门报备”，同时 3 份" in said


def test_ways_of_other_outcomes_are_not_told(own_site):
    page = own_site.as_("bureau-duty").get(f"/tasks/{own_site.task('approve_plan')}").text

    assert "力量调度编成" not in part(page, "consequences")


def test_approval_may_be_handed_over_to_its_group_only(own_site):
    page = own_site.as_("bureau-duty").get(f"/tasks/{own_site.task('approve_plan')}").text

    people = re.findall(r'<option value="([\w-]+)"', part_html(page))

    assert "bureau-leader" in people
    assert not {"bureau-duty", "joint-duty", "brigade-duty"} & set(people)


def part_html(page):
    return page[page.index('id="hand-over"') :]


def test_situation_says_when_and_by_whom(own_site):
    page = own_site.as_("bureau-duty").get(f"/tasks/{own_site.task('approve_plan')}").text

    assert "11 月 22 日 02:40" in part(page, "situation")
    assert "市公安局" in part(page, "situation")


def test_approval_names_on_its_button_what_leaves_the_house(own_site):
    page = own_site.as_("bureau-duty").get(f"/tasks/{own_site.task('approve_plan')}").text

    assert "同意，编号签发出动指令 3 份</button>" in page
    assert "系统生成报备表、发送报备，再由" in part(page, "consequences")
    assert "PY-" not in part(page, "consequences")
