"""The vehicles of a pass as a workbook, from the paper's page."""

import pytest
from sqlalchemy import select

from app.core.actor import system
from app.printouts.models import Paper
from app.registries.sheets import read_sheet
from tests.web.site import KEY

PASS_ISSUED = 20


@pytest.fixture(scope="module")
def site(tmp_path_factory, opened_after):
    opened = opened_after(PASS_ISSUED, tmp_path_factory.mktemp("listing"))
    yield opened
    opened.house.database.engine.dispose()


def paper(site, kind):
    with site.house.database.reading(system(KEY)) as ctx:
        return ctx.session.scalars(select(Paper).where(Paper.kind == kind)).first()


def test_the_list_of_a_pass_has_a_line_for_each_force(site):
    issued = paper(site, "pass")
    staff = site.as_("bureau-duty")

    page = staff.get(f"/papers/{issued.id}").text
    answer = staff.get(f"/papers/{issued.id}/list.xlsx")

    assert f'href="/papers/{issued.id}/list.xlsx"' in page
    assert "attachment" in answer.headers["Content-Disposition"]
    headings, *rows = read_sheet(answer.data)
    lines = [dict(zip(headings, row, strict=True)) for row in rows if any(row[1:])]
    assert {line["所属力量"] for line in lines} == {force["name"] for force in issued.data["forces"]}
    assert {line["预计到达时间"] for line in lines} == {"2026-11-22 03:50"}
    assert {line["通行证文号"] for line in lines} == {issued.number}


def test_other_papers_have_no_list(site):
    order = paper(site, "turn-out-instruction")
    staff = site.as_("bureau-duty")

    assert "list.xlsx" not in staff.get(f"/papers/{order.id}").text
    assert staff.get(f"/papers/{order.id}/list.xlsx").status_code == 404


def test_a_contact_sees_no_list_of_other_forces(site):
    assert (
        site.as_("contact-cold-chain").get(f"/papers/{paper(site, 'pass').id}/list.xlsx").status_code == 404
    )
