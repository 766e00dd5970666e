"""Previews: what a paper and a form of a draft would look like, and what is wrong with them at its place."""

import json
from contextlib import ExitStack
from pathlib import Path

import pytest

from app.core.clock import SetClock
from app.printouts.errors import RenderFailed
from app.printouts.pool import RenderPool
from app.worker.drafts.previews import PreviewPool, preview_form, preview_paper

ROOT = Path(__file__).resolve().parents[3]
NAME = "turn-out-instruction"
TEMPLATE = f"printouts/common/{NAME}/template.html"


@pytest.fixture(scope="module")
def pool():
    with RenderPool(1) as opened:
        yield opened


@pytest.fixture(scope="module")
def files():
    found = (
        file for folder in ("_base", f"common/{NAME}") for file in (ROOT / "printouts" / folder).rglob("*")
    )
    return {file.relative_to(ROOT).as_posix(): file.read_bytes() for file in found if file.is_file()}


def with_text(files, text, path=TEMPLATE):
    return {**files, path: files[path].replace(b"{% block body %}", b"{% block body %}" + text.encode())}


def test_paper_is_set_with_its_sample(pool, files):
    made = preview_paper(pool, files, "yunxi", NAME)

    assert made.findings == ()
    assert (made.pdf or b"").startswith(b"%PDF")
    assert made.pages == 2


def test_missing_name_is_told_at_its_line_and_the_paper_is_set_all_the_same(pool, files):
    made = preview_paper(pool, with_text(files, "\n<p>{{ emergency.nope }}</p>"), "yunxi", NAME)

    (finding,) = made.findings
    assert made.pdf
    assert (finding.code, finding.severity, finding.line) == ("paper-incomplete", "warning", 4)
    assert finding.file == f"printouts/yunxi/{NAME}/template.html"
    assert "emergency.nope" in finding.message


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("\n{% if %}", "printout-template-broken", "括号里是空的"),
        ("\n{% for a in b %}", "printout-template-broken", "还缺 {% endfor %}"),
        ("\n<script>1</script>", "printout-template-broken", "script"),
        ("\n{{ ''.__class__ }}", "paper-incomplete", "__class__"),
        ("\n{% for a in [1, 2] * 9 %}{% endfor %}", "printout-template-broken", "数字"),
        ("\n{% include '/etc/passwd' %}", "printout-template-broken", "没有模板"),
        ("\n<div><img src='http://outside/x.png'></div>", "paper-resource-refused", "outside"),
    ],
)
def test_what_a_template_may_not_do_is_told(pool, files, text, code, said):
    made = preview_paper(pool, with_text(files, text), "yunxi", NAME)

    assert code in [finding.code for finding in made.findings]
    assert said in " ".join(finding.message for finding in made.findings)


@pytest.mark.parametrize(
    ("file", "text", "line", "said"),
    [
        ("sample.json", b'{\n"a": 1,,}', 2, "双引号"),
        ("printout.yaml", b"kind: [\n", 2, "缺内容"),
        ("printout.yaml", b"kind: a\nnope: 1\n", 2, "不认得的键 nope"),
    ],
)
def test_fault_of_another_file_is_told_there(pool, files, file, text, line, said):
    made = preview_paper(pool, {**files, f"printouts/common/{NAME}/{file}": text}, "yunxi", NAME)

    (finding,) = made.findings
    assert made.pdf is None
    assert finding.file == f"printouts/yunxi/{NAME}/{file}"
    assert finding.line == line
    assert said in finding.message


def test_sample_that_could_not_be_issued_is_told(pool, files):
    sample = f"printouts/common/{NAME}/sample.json"
    data = json.loads(files[sample])
    del data["force"]["task"]

    made = preview_paper(pool, {**files, sample: json.dumps(data).encode()}, "yunxi", NAME)

    assert f"printouts/yunxi/{NAME}/sample.json" in [finding.file for finding in made.findings]


def form(*components):
    return {"type": "default", "id": "f", "schemaVersion": 19, "components": list(components)}


def test_form_is_shown_as_a_task_would_with_made_up_values():
    text = {"type": "text", "id": "t", "text": "{{emergency.level}}：{{forces.name}}"}
    table = {
        "type": "table",
        "id": "r",
        "label": "排序",
        "dataSource": "=ranked",
        "columns": [{"key": "name", "label": "力量"}],
    }
    outcome = {
        "type": "radio", "id": "o", "key": "decision", "label": "审批", "validate": {"required": True},
        "properties": {"outcome": "true"}, "values": [{"label": "同意", "value": "y"}, {"label": "退回", "value": "n"}],
    }  # fmt: skip

    made = preview_form(form(text, table, outcome), "forms/a/f.form", None, SetClock().now())

    assert made.example == {
        "emergency": {"level": "〔emergency.level〕"},
        "forces": {"name": "〔forces.name〕"},
        "ranked": [{"name": "〔name〕"}, {"name": "〔name〕"}],
    }
    assert made.outcomes == ("同意", "退回")
    assert [one["id"] for one in (made.document or {})["components"]] == ["t", "r"]
    assert (made.data or {})["emergency"] == {"level": "〔emergency.level〕"}


def test_given_values_take_the_place_of_made_up_ones():
    text = {"type": "text", "id": "t", "text": "{{level}}"}

    made = preview_form(form(text), "forms/a/f.form", {"level": "重大"}, SetClock().now())

    assert made.data == {"level": "重大"}


@pytest.mark.parametrize(
    ("component", "code"),
    [
        ({"type": "html", "id": "h", "content": "<b>x</b>"}, "component-type"),
        ({"type": "text", "id": "h", "text": "<script>alert(1)</script>"}, "html-in-text"),
        ({"type": "textfield", "id": "h", "key": "a"}, "label"),
        ({"type": "textfield", "id": "h", "key": "a", "label": "甲", "defaultValue": "=1 +"}, "feel"),
    ],
)
def test_fault_of_a_form_is_told_at_its_component(component, code):
    made = preview_form(form(component), "forms/a/f.form", None, SetClock().now())

    assert made.document is None
    assert [(one.code, one.element, one.file) for one in made.findings] == [(code, "h", "forms/a/f.form")]


def test_the_renderer_of_previews_is_made_once_and_ends():
    previews = PreviewPool()

    with previews.taken() as first, previews.taken() as second:
        assert second is first
    previews.close()
    with previews.taken() as third:
        assert third is not first
    previews.close()


def test_previews_that_wait_do_not_take_all_threads_of_the_server():
    previews = PreviewPool()

    with ExitStack() as waiting:
        for _ in range(4):
            waiting.enter_context(previews.taken())
        with pytest.raises(RenderFailed, match="稍等"), previews.taken():
            pass
    with previews.taken():
        previews.close()
