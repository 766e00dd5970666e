"""The handbook of each package names every process, every step that people do, its limit and its clauses."""

import io
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest

from app.bundle import load_bundle, package_keys
from app.bundle.bundle import Bundle
from app.bundle.resources import Resource
from app.bundle.usage import used
from app.printouts.folder import Printout
from app.printouts.rendered import Rendered
from app.reports.handbook import handbook_of
from app.reports.handbook.package import Package
from app.repository.deployments import Deployed, compile_bundle

ROOT = Path(__file__).resolve().parents[3]
KEYS = sorted(package_keys(ROOT))
AT = datetime(2026, 11, 22, tzinfo=UTC)
A3_ACROSS = (420, 297)

each = pytest.mark.parametrize("key", KEYS)


@cache
def deployed(key: str) -> Deployed:
    bundle = load_bundle(ROOT, key)
    return Deployed("a", 3, bundle, compile_bundle(bundle))


@cache
def book(key: str) -> tuple[Printout, Mapping[str, Any]]:
    return handbook_of(deployed(key), AT)


def rendered(printout: Printout, data: Mapping[str, Any]) -> Rendered:
    from app.printouts.render import render

    return render(printout, data, preview=True)


@cache
def printed(key: str) -> Rendered:
    return rendered(*book(key))


def steps(key: str) -> Iterator[Mapping[str, Any]]:
    for chapter in book(key)[1]["chapters"]:
        yield from chapter["steps"]


def step(key: str, process: str, name: str) -> Mapping[str, Any]:
    chapter = next(one for one in book(key)[1]["chapters"] if one["key"] == process)
    found: Mapping[str, Any] = next(one for one in chapter["steps"] if one["name"] == name)
    return found


def text_of(pdf: bytes) -> str:
    """Everything on all pages without blanks, so that broken lines are whole."""
    document = pdfium.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return "".join("".join(pages).split())


@each
def test_every_process_that_runs_has_a_chapter_with_its_picture(key: str) -> None:
    printout, data = book(key)
    processes = deployed(key).program.processes.values()

    assert {chapter["key"] for chapter in data["chapters"]} == {one.id for one in processes if one.executable}
    for chapter in data["chapters"]:
        assert chapter["plates"]
        assert all(plate["file"] in printout.files for plate in chapter["plates"])


@each
def test_every_task_of_people_tells_who_until_when_and_with_what(key: str) -> None:
    chapters = book(key)[1]["chapters"]
    rows = ((chapter["key"], row) for chapter in chapters for row in chapter["steps"])
    own = {clause.id for clause in deployed(key).bundle.clauses}
    told = {(process, row["name"]): row for process, row in rows if row["kind"] == "人工办理"}

    for process in deployed(key).program.processes.values():
        for task in (one for one in process.elements.values() if one.type == "userTask"):
            one = told[process.id, task.name]
            assert one["who"], task
            assert bool(one["form"]) == bool(task.form_key), task
            assert bool(one["limit"]) == ("dueDate" in task.attributes), task
            assert one["clauses"].split("、") == ([c for c in task.clauses if c in own] or [""]), task


@each
def test_every_paper_that_is_issued_is_named_at_a_step(key: str) -> None:
    package = Package(deployed(key).bundle, deployed(key).program)
    issued = used(package.bundle).printouts & set(package.bundle.printouts)
    told = {title for one in steps(key) for title in one["papers"].split("、")}

    assert issued
    assert {package.paper_title(name) for name in issued} <= told


@each
def test_the_pages_name_every_step_limit_and_clause_and_are_clean(key: str) -> None:
    made = printed(key)

    assert len(made.pdf) < 3_000_000
    shown = text_of(made.pdf)
    for one in steps(key):
        for told in (one["name"], one["who"], one["limit"], one["clauses"]):
            assert "".join(told.split()) in shown, (one["name"], told)
    for clause in deployed(key).bundle.clauses:
        assert clause.id in shown
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_limits_are_told_by_level_in_words() -> None:
    assert (
        step("rongcheng", "common-force-response", "确认或不能执行")["limit"]
        == "20分钟；重大、特别重大10分钟"
    )


def test_roles_that_callers_pass_are_told_by_name() -> None:
    assert "市消防救援大队" in step("rongcheng", "common-summary", "总结经验与不足")["who"]


def test_shared_processes_tell_no_clauses_of_other_jurisdictions() -> None:
    cited = {clause for one in steps("rongcheng") for clause in one["clauses"].split("、")}

    assert {clause.partition("-")[0] for clause in cited} == {"RC", ""}


def test_decisions_are_told_by_name() -> None:
    assert step("anze", "anze-field-command", "是否成立现场指挥部、指挥长")["note"] == "是否成立现场指挥部"


def test_papers_that_callers_pass_are_told_by_title() -> None:
    assert step("rongcheng", "rongcheng-dispatch", "各力量行动")["papers"] == "出动指令"


def test_a_step_in_a_sub_process_stands_in_the_lane_in_which_it_is_drawn() -> None:
    assert step("rongcheng", "rongcheng-dispatch", "拟定调用方案")["lane"] == "市消防救援大队"


def test_wide_diagrams_stand_on_a3_with_letters_of_five_points() -> None:
    sizes = set()
    for key in KEYS:
        for chapter in book(key)[1]["chapters"]:
            assert {plate["format"] for plate in chapter["plates"]} <= {"inline", "landscape", "wide"}
            sizes |= {plate["format"] for plate in chapter["plates"]}
            for plate in chapter["plates"]:
                svg = book(key)[0].files[plate["file"]].decode()
                pixels = float(svg.split('width="', 1)[1].split('"', 1)[0])
                assert 11 * plate["width"] / pixels * 72 / 25.4 >= 4.99, (chapter["key"], plate)

    assert "wide" in sizes


def test_the_same_deployment_gives_the_same_bytes() -> None:
    assert printed("pingyin").pdf == rendered(*handbook_of(deployed("pingyin"), AT)).pdf


def hostile(name: str) -> Deployed:
    """A package whose first task bears that name."""
    bundle = deployed("pingyin").bundle
    path = next(p for p in bundle.resources if p.endswith("/common-summary.bpmn"))
    old = 'name="总结经验与不足"'.encode()
    data = bundle.resources[path].data
    assert old in data
    changed = Resource.of(path, data.replace(old, f'name="{name}"'.encode()))
    assert changed is not None
    other = Bundle.from_resources(bundle.key, {**bundle.resources, path: changed}.values())
    return Deployed("b", 1, other, compile_bundle(other))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>"),
        ("&lt;img src=&quot;file:///etc/passwd&quot;&gt;", '<imgsrc="file:///etc/passwd">'),
        ("救" * 300, "救" * 300),
        ("消防🚒出动", "消防〔U+1F692〕出动"),
        ("{{ paper }}", "{{paper}}"),
    ],
)
def test_hostile_names_are_text(name: str, shown: str) -> None:
    printout, data = handbook_of(hostile(name), AT)
    one = next(chapter for chapter in data["chapters"] if chapter["key"] == "common-summary")
    alone = {**data, "chapters": [one], "clauses": []}

    made = rendered(printout, alone)

    assert shown in text_of(made.pdf)
    assert made.pages <= 5
