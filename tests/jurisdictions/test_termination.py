"""A response that is terminated: the forces that were ordered and have no result stand in the summary."""

import json
from pathlib import Path

import pytest

from app.feel import parse

FORMS = Path(__file__).resolve().parents[2] / "forms"


@pytest.mark.parametrize("package", ["anze", "chongqing", "lishui", "pingyin", "rongcheng"])
def test_forces_without_a_result_are_named_once(package):
    form = json.loads((FORMS / package / "terminate-response.form").read_text("utf-8"))
    (field,) = [one for one in form["components"] if one.get("key") == "recalled"]
    back = [{"force": "a", "result": "归队"}]
    ordered = {"called": ["a", "b"], "orders": {"called": ["a", "b"]}, "forces": [{"id": "a"}, {"id": "b"}]}
    known = {**ordered, "replacements": ["b"], "force_results": back, "outcomes": back}
    ranked = [{"id": "a", "name": "甲队"}, {"id": "b", "name": "乙队"}]
    recalled = parse(field["expression"].removeprefix("="))

    assert recalled({**known, "ranked": ranked}) == [{"force": "b", "name": "乙队", "result": "终止召回"}]
    assert recalled(dict.fromkeys([*known, "ranked"])) == []
