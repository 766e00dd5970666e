import pytest

from app.printouts.errors import PaperInvalid, PrintoutBroken, PrintoutNotFound
from app.printouts.folder import find, names
from tests.printouts.sheets import DATA, RESOURCES, YAML, folder


@pytest.mark.parametrize(
    ("yaml", "line", "reason"),
    [
        ("kind: letter\ntitle: 通知\nsheet: official\nissuer: a\nsize: A3\n", 5, "不认得的键 size"),
        ("kind: letter\ntitle: 通知\nsheet: poster\nissuer: a\n", 3, "official、form、card"),
        ("kind: letter\ntitle: 通知\nsheet: official\n", 1, "issuer 须是文字"),
        (YAML + "pages: 0\n", 5, "1 到 100"),
        (YAML + "fields:\n  - {name: a}\n", 6, "name 和 label"),
        (YAML + "fields:\n  - {name: a, label: 甲, type: colour}\n", 6, "type 须是"),
        (YAML + "fields:\n  - {name: a, label: 甲}\n  - {name: a, label: 乙}\n", 7, "写了两遍"),
        (YAML + "signer: [\n", 6, "YAML 写法有误"),
        ("a: &x 1\nb: *x\n", 1, "引用（*）"),
        (YAML + "fields: " + "[" * 5_000, 5, "嵌套"),
        (YAML + "signer: \x07", 1, "字符"),
        (YAML + "pages: 0x" + "f" * 5_000, 5, "数字"),
        ("- 1\n", 1, "键值对"),
    ],
)
def test_faults_name_file_and_line(yaml, line, reason):
    with pytest.raises(PrintoutBroken) as caught:
        folder(yaml=yaml)

    assert caught.value.message.startswith(f"printouts/sample/letter/printout.yaml 第 {line} 行")
    assert reason in caught.value.message


def test_a_folder_of_the_jurisdiction_replaces_the_common_one():
    own = {
        "printout.yaml": "kind: filing\ntitle: 本地报备表\nsheet: form\nissuer: a\n",
        "template.html": "",
        "sample.json": "{}",
    }
    paths = {f"printouts/elsewhere/filing/{name}": text.encode() for name, text in own.items()}

    assert find({**RESOURCES, **paths}, "elsewhere", "filing").title == "本地报备表"
    assert find({**RESOURCES, **paths}, "rongcheng", "filing").title == "应急救援力量调用报备表"


def test_unknown_papers_are_not_found():
    with pytest.raises(PrintoutNotFound, match="没有名为「poem」的文书"):
        find(RESOURCES, "rongcheng", "poem")


def test_names_list_own_and_common_papers():
    assert set(names(RESOURCES, "rongcheng")) >= {
        "turn-out-instruction", "filing", "situation-report", "summary", "pass", "compensation",
        "cross-application", "cross-answer", "census-staff",
    }  # fmt: skip


def test_data_are_checked_all_at_once():
    paper = folder(
        yaml=YAML
        + "fields:\n"
        + "  - {name: task, label: 任务, max: 5}\n"
        + "  - {name: people, label: 人数, type: number}\n"
        + "  - {name: at, label: 时间, type: date-time}\n"
        + "  - {name: rows, label: 明细, type: rows, max: 2, items: [{name: name, label: 名称}]}\n"
    )

    with pytest.raises(PaperInvalid) as caught:
        paper.check({**DATA, "task": "一二三四五六", "people": "三", "at": "明天", "rows": [{}, {}, {}]})

    for fault in (
        "任务（task）超过 5 字（现在 6 字）",
        "须是数字",
        "须是日期或时间",
        "超过 2 项",
        "明细第1行的名称（name）没有填",
    ):
        assert fault in caught.value.message


def test_digest_changes_with_any_file():
    assert folder().digest == folder().digest
    assert folder().digest != folder(theme_css=".p { color: red }").digest


@pytest.mark.parametrize(
    "sample",
    [b"[" * 100_000, b'{"a": ' + b"9" * 5_000 + b"}", b"\xff{}", b"[]"],
    ids=["deep", "long", "bytes", "list"],
)
def test_sample_that_is_no_data_is_told(sample):
    path = "printouts/common/filing/sample.json"

    with pytest.raises(PrintoutBroken, match=r"sample\.json"):
        _ = find({**RESOURCES, path: sample}, "rongcheng", "filing").sample
