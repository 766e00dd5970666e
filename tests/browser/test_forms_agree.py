"""What form-js-viewer in Chromium refuses and what the server refuses agree, and so do the values kept."""

import json
import subprocess
from pathlib import Path

import pytest

from app.forms import prefill
from tests.forms.agreement import NOW, Case, cases, mutants, shipped
from tests.node import node

pytestmark = pytest.mark.browser
HERE = Path(__file__).parent / "forms"


@pytest.fixture(scope="module")
def page(tmp_path_factory, chromium):
    found = node()
    assert found, "node is missing: make run installs it"
    output = tmp_path_factory.mktemp("harness")
    subprocess.run([found, HERE / "build.mjs", output], check=True, timeout=600)

    with chromium.new_context(timezone_id="Asia/Shanghai", locale="zh-CN", offline=True) as context:
        page = context.new_page()
        page.clock.set_fixed_time(NOW)
        page.set_content("<!doctype html><title>forms</title>")
        page.add_script_tag(path=output / "harness.js")
        yield page


def decided_by_browser(page, case: Case):
    opened = prefill(case.form, {**case.context, **case.stored}, NOW)
    answer = page.evaluate(
        "decide", {"document": case.document, "initial": plain(opened), "data": plain(case.data)}
    )
    return answer["refused"], answer["submitted"]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_browser_and_server_decide_alike(page, case: Case):
    refused, values = case.decide()

    refused_there, submitted = decided_by_browser(page, case)

    assert refused_there == refused
    if not refused:
        assert without_empty_lists(plain(values)) == without_empty_lists(submitted)


@pytest.mark.parametrize("case", shipped(), ids=lambda case: case.name)
def test_browser_and_server_decide_shipped_forms_alike(page, case: Case):
    refused, values = case.decide()

    refused_there, submitted = decided_by_browser(page, case)

    assert refused_there == refused
    if not refused:
        assert without_empty_lists(plain(values)) == without_empty_lists(submitted)


@pytest.mark.parametrize("group", sorted({case.name.partition(":")[0] for case in cases()}))
def test_browser_and_server_agree_on_damaged_submissions(page, group):
    """Values of accepted submissions replaced by others; what an impossible one entails may be told at more places."""
    disagreements = []
    for case in mutants(group, sample=20):
        refused, _ = case.decide()
        refused_there, _ = decided_by_browser(page, case)
        if refused != refused_there and not set(refused) & set(refused_there):
            disagreements.append((case.data, refused, refused_there))

    assert disagreements == []


def plain(value):
    return json.loads(json.dumps(value))


def without_empty_lists(value):
    """form-js leaves out a list without rows; the server says that it is empty, so that it replaces the old one."""
    if isinstance(value, dict):
        kept = {key: without_empty_lists(inner) for key, inner in value.items()}
        return {key: inner for key, inner in kept.items() if inner != []}
    return [without_empty_lists(inner) for inner in value] if isinstance(value, list) else value
