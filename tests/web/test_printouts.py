"""Every kind of paper can be looked at before one is issued."""

import re

from sqlalchemy import func, select

from app.core.actor import system
from app.printouts.models import Paper
from tests.web.site import KEY


def test_process_owner_sees_all_kinds_and_opens_one_as_pdf(site):
    owner = site.as_("process-owner")

    page = owner.get("/printouts").text
    links = re.findall(r'href="(/printouts/[^"]+\.pdf)"', page)
    opened = owner.get("/printouts/turn-out-instruction.pdf")

    assert "出动指令" in page
    assert "荣消调〔年〕号" in page
    assert "/printouts/turn-out-instruction.pdf" in links
    assert opened.mimetype == "application/pdf"
    assert opened.data.startswith(b"%PDF-")


def test_a_preview_issues_nothing(site):
    with site.house.database.reading(system(KEY)) as ctx:
        before = ctx.session.scalar(select(func.count()).select_from(Paper))

    site.as_("process-owner").get("/printouts/pass.pdf")

    with site.house.database.reading(system(KEY)) as ctx:
        assert ctx.session.scalar(select(func.count()).select_from(Paper)) == before


def test_a_kind_that_is_not_there_is_not_found(site):
    assert site.as_("process-owner").get("/printouts/nobody.pdf").status_code == 404
