"""Packages from disk: what belongs to them, what hides what, and what is no package."""

from pathlib import Path

import pytest

from app.bundle import Bundle, BundleRefused, BundleUnknown, Kind, load_bundle, package_keys
from tests.bundle.packages import KEY, edit, new_root, write


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_root(tmp_path)


def test_package_holds_its_files_by_key(root: Path) -> None:
    bundle = load_bundle(root, KEY)

    assert list(bundle.diagrams) == ["sixth-report"]
    assert list(bundle.forms) == ["verification"]
    assert bundle.forms["verification"]["schemaVersion"] == 19
    assert bundle.manifest.lanes == {"市应急管理局": ("bureau-duty",)}
    assert bundle.settings.limits_for()["verify"] == "PT20M"
    assert [clause.id for clause in bundle.clauses] == ["EX-01", "EX-02"]


def test_own_file_hides_the_shared_one(root: Path) -> None:
    write(root, "forms/common/verification.form", '{"components": [], "id": "shared"}')
    write(root, "forms/common/other.form", '{"components": [], "id": "other"}')

    forms = load_bundle(root, KEY).forms

    assert forms["verification"]["id"] == "verification"
    assert forms["other"]["id"] == "other"


def test_own_paper_hides_the_whole_shared_folder(root: Path) -> None:
    for owner in ("common", KEY):
        write(root, f"printouts/{owner}/order/printout.yaml", f"kind: {owner}")
    write(root, "printouts/common/order/theme.css", "")
    write(root, "printouts/_base/layout.html", "<p>")

    bundle = load_bundle(root, KEY)

    assert bundle.printouts == {"order": {"printout.yaml": b"kind: sixth"}}
    assert bundle.sheets == {"layout.html": b"<p>"}


def test_shared_diagram_belongs_only_to_who_calls_it(root: Path) -> None:
    shared = (root / f"processes/{KEY}/sixth-report.bpmn").read_text("utf-8")
    for name in ("common-called", "common-inner", "common-idle"):
        text = shared.replace("sixth-report", name)
        if name == "common-called":
            text = text.replace(
                "<bpmn:endEvent", '<bpmn:callActivity id="c" calledElement="common-inner"/><bpmn:endEvent', 1
            )
        write(root, f"processes/common/{name}.bpmn", text)
    edit(
        root,
        f"processes/{KEY}/sixth-report.bpmn",
        "<bpmn:endEvent",
        '<bpmn:callActivity id="c" calledElement="common-called"/><bpmn:endEvent',
    )

    assert set(load_bundle(root, KEY).diagrams) == {"sixth-report", "common-called", "common-inner"}


def test_digest_is_of_the_files_whatever_their_order(root: Path) -> None:
    bundle = load_bundle(root, KEY)
    stored = list(reversed(bundle.resources.values()))

    rebuilt = Bundle.from_resources(KEY, stored)

    assert rebuilt.digest == bundle.digest
    assert list(rebuilt.resources) == list(bundle.resources)


def test_digest_changes_with_any_file(root: Path) -> None:
    before = load_bundle(root, KEY).digest
    edit(root, f"processes/{KEY}/settings.yaml", "PT20M", "PT21M")

    assert load_bundle(root, KEY).digest != before


@pytest.mark.parametrize("key", ["_new", "common", "..", ".", "nobody", "sixth/scenarios", ""])
def test_folder_that_is_no_package_is_unknown(root: Path, key: str) -> None:
    write(root, "processes/common/jurisdiction.yaml", "key: common")
    write(root, "processes/sixth/scenarios/x.yaml", "")

    with pytest.raises(BundleUnknown):
        load_bundle(root, key)


def test_keys_leave_out_skeleton_and_common(root: Path) -> None:
    write(root, "processes/common/jurisdiction.yaml", "key: common")
    write(root, "processes/notes/README.md", "")

    assert package_keys(root) == (KEY,)


def test_link_out_of_the_root_is_not_followed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.form"
    secret.write_text('{"components": []}')
    (root / f"forms/{KEY}/secret.form").symlink_to(secret)

    assert "secret" not in load_bundle(root, KEY).forms


def test_other_files_are_left_out(root: Path) -> None:
    write(root, f"processes/{KEY}/README.md", "#")
    write(root, f"processes/{KEY}/.hidden.bpmn", "<x/>")
    write(root, f"processes/{KEY}/scenarios/x.yaml", "steps: []")

    kinds = [resource.kind for resource in load_bundle(root, KEY).resources.values()]

    assert sorted(kinds) == sorted(
        [Kind.FORM, Kind.CLAUSES, Kind.MANIFEST, Kind.SCENARIO, Kind.SETTINGS, Kind.DIAGRAM]
    )


def test_every_fault_of_every_file_is_told_at_once(root: Path) -> None:
    edit(root, f"processes/{KEY}/jurisdiction.yaml", "unit: bureau, clauses", "unit: nobody, clauses")
    edit(root, f"processes/{KEY}/settings.yaml", "PT20M", "bald")
    write(root, f"forms/{KEY}/broken.form", '{\n  "components": [,]}')
    write(root, f"forms/{KEY}/Bad Name.form", '{"components": []}')

    with pytest.raises(BundleRefused) as refused:
        load_bundle(root, KEY)

    assert [(found.file, found.line, found.code) for found in refused.value.findings] == [
        ("forms/sixth/Bad Name.form", None, "file-name"),
        ("processes/sixth/jurisdiction.yaml", 8, "unknown-reference"),
        ("processes/sixth/settings.yaml", 2, "schema"),
        ("forms/sixth/broken.form", 2, "form-json"),
    ]
    assert "4 处错误" in refused.value.message


def test_package_beyond_its_size_is_refused(root: Path) -> None:
    for index in range(33):
        write(root, f"printouts/_base/fonts/{index}.ttf", bytes(2 * 1024 * 1024))

    with pytest.raises(BundleRefused, match="1 处错误") as refused:
        load_bundle(root, KEY)

    assert refused.value.findings[0].code == "bundle-too-large"


def test_file_beyond_its_size_is_refused(root: Path) -> None:
    write(root, f"forms/{KEY}/large.form", b'{"components": []}' + b" " * (2 * 1024 * 1024))

    with pytest.raises(BundleRefused) as refused:
        load_bundle(root, KEY)

    assert [found.code for found in refused.value.findings] == ["file-too-large"]
