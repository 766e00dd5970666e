"""Registers, reports and clauses as people meet them."""

import csv
import io
from typing import Any

import pytest

from app.core.actor import system
from app.registries.entries import entries
from app.registries.sheets import write_csv
from tests.web.site import KEY, Site


def new_force(site: Site, **values: Any) -> dict[str, Any]:
    """A force that the package's own document takes: like the first sample, under another key and name."""
    with site.house.database.reading(system(KEY)) as ctx:
        first = dict(entries(ctx, KEY, "forces")[0].data)
    return {**first, "id": "new-team", "name": "新登记救援队", **values}


def exported(site: Site) -> list[list[str]]:
    """The register as a sheet."""
    text = site.as_("bureau-duty").get("/registries/forces/export.csv").data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_registers_are_listed_with_their_freshness(site: Site) -> None:
    page = site.as_("auditor").get("/registries").text

    assert "力量台账" in page
    assert "联调联战联系方式登记表" in page
    assert "逾期未更新" in page


@pytest.mark.parametrize("words", ["冷链", "堵漏", "冷链 企业"])
def test_search_finds_chinese_words_of_two_characters(site: Site, words: str) -> None:
    page = site.as_("auditor").get("/registries/forces", query_string={"q": words}).text

    assert "冷链企业专职救援队" in page
    assert "山野搜救志愿队" not in page


def test_entry_is_added_changed_confirmed_and_closed(own_site: Site) -> None:
    duty = own_site.as_("bureau-duty")

    new = new_force(own_site, people=8)

    added = duty.post("/registries/forces/add", json={"values": new})
    assert added.status_code == 200, added.json
    url = added.json["location"]
    first = duty.get(url).text
    changed = duty.post(f"{url}/edit", json={"values": {**new, "people": 30}, "revision": "1"})
    stale = duty.post(f"{url}/edit", json={"values": {**new, "people": 31}, "revision": "1"})
    confirmed = duty.post(f"{url}/confirm")
    closed = duty.post(f"{url}/close", data={"reason": "并入别队"})
    last = duty.get(url).text

    assert (added.status_code, changed.status_code, stale.status_code) == (200, 200, 409)
    assert (confirmed.status_code, closed.status_code) == (302, 302)
    assert "新登记救援队" in first
    assert "<del>8</del>" in last.replace("\n", "")
    assert "并入别队" in last
    assert "新登记救援队" not in duty.get("/registries/forces").text
    assert "新登记救援队" in duty.get("/registries/forces?show=closed").text


def test_entry_that_the_form_refuses_names_its_fields(site: Site) -> None:
    wrong = new_force(site, people=-1)

    answer = site.as_("bureau-duty").post("/registries/forces/add", json={"values": wrong})

    assert answer.status_code == 422
    assert [error["field"] for error in answer.json["errors"]] == ["people"]


def test_who_does_not_own_a_register_reads_it_only(site: Site) -> None:
    stranger = site.as_("government-duty")

    assert stranger.get("/registries/forces").status_code == 200
    assert "/registries/forces/add" not in stranger.get("/registries/forces").text
    assert stranger.get("/registries/forces/add").status_code == 403
    assert stranger.post("/registries/forces/add", json={"values": new_force(site)}).status_code == 403


def upload(site: Site, act: str, *rows: list[str], **more: str):
    sheet = (io.BytesIO(write_csv([exported(site)[0], *rows])), "forces.csv")
    return site.as_("bureau-duty").post(
        "/registries/forces/import", data={"sheet": sheet, "act": act, **more}
    )


def test_import_is_checked_refused_and_brought_in_as_chosen(own_site: Site) -> None:
    _, first, *_ = exported(own_site)
    good, bad = ["sheet-team", "表中救援队", *first[2:]], ["bad-team", "", *first[2:]]

    checked = upload(own_site, "check", good).text
    refused = upload(own_site, "import", good, bad).text
    before = own_site.as_("bureau-duty").get("/registries/forces?q=表中").text
    chosen = upload(own_site, "import", good, bad, only_right="on").text
    after = own_site.as_("bureau-duty").get("/registries/forces?q=表中").text

    assert "没有导入任何内容" in checked
    assert "没有导入任何内容" in refused
    assert "请填写“名称”" in refused
    assert "没有符合的条目" in before
    assert "已导入 1 行" in chosen
    assert "表中救援队" in after


def test_upload_of_nothing_is_told(site: Site) -> None:
    answer = site.as_("bureau-duty").post("/registries/forces/import", data={"act": "check"})

    assert answer.status_code == 422
    assert "没有选文件" in answer.text


def test_export_holds_every_entry_and_is_in_the_log(site: Site) -> None:
    answer = site.as_("auditor").get("/registries/forces/export.csv")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))

    assert answer.headers["Content-Disposition"] == 'attachment; filename="forces.csv"'
    assert rows[0][:2] == ["编号", "名称"]
    assert len(rows) > 12
    with site.house.database.engine.connect() as connection:
        logged = connection.exec_driver_sql("SELECT 1 FROM operation_log WHERE operation = 'registry.export'")
        assert logged.first() is not None


@pytest.mark.parametrize(
    "path",
    [
        "/registries/ghost", "/registries/forces/entries/ghost", "/registries/forces/export.exe", "/reports/ghost",
        "/clauses/XX-99", "/registries/outgoing/files/ghost.json",
    ],
)  # fmt: skip
def test_what_is_not_there_is_not_found(site: Site, path: str) -> None:
    assert site.as_("auditor").get(path).status_code == 404


def test_clauses_show_their_carriers_and_how_often_they_were_passed(site: Site) -> None:
    page = site.as_("auditor").get("/clauses").text
    one = site.as_("auditor").get("/clauses/RC-06").text

    assert 'id="RC-31"' in page
    assert "审批调用方案" in page
    assert "1 次" in page
    assert f"processes/{KEY}/rongcheng-dispatch.bpmn" in one
    assert f"/emergencies/{site.instance}" in one


def test_gaps_are_seen_alone(site: Site) -> None:
    whole = site.as_("auditor").get("/clauses").text
    gaps = site.as_("auditor").get("/clauses?gaps=1").text

    assert 'id="RC-06"' in whole
    assert 'id="RC-06"' not in gaps


def test_steps_of_a_trace_lead_to_their_clauses(site: Site) -> None:
    page = site.as_("auditor").get(f"/emergencies/{site.instance}/trace").text

    assert 'href="/clauses/RC-06"' in page


def test_nothing_waits_to_be_filed_where_nothing_went_outside(site: Site) -> None:
    assert "没有要补报的" in site.as_("bureau-duty").get("/registries/outgoing/files").text
