"""Two versions of the other files that hold data: registers' entries, scenarios, papers, reports."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from app.bundle.comparison.datafacets import Label, facets_of, labelled, written
from app.bundle.comparison.model import Item
from app.bundle.comparison.names import Names
from app.bundle.comparison.records import Record, compare_records
from app.bundle.comparison.settings import clause_records, listed, manifest_records, settings_records
from app.bundle.resources import Kind, Resource
from app.core.texts import Text, texts

_PAPER = labelled(
    texts(
        {
            "kind": "文种",
            "title": "标题",
            "sheet": "版式",
            "direction": "行文方向",
            "signature": "签章方式",
            "series": "字号",
            "issuer": "发文单位",
            "signer": "签发人",
            "pages": "最多几页",
            "clauses": "条款",
            "fields": "要填的内容",
            "name": "变量",
            "label": "标签",
            "type": "类型",
            "required": "必填",
            "max": "最长",
            "list": "清单",
            "columns": "列",
            "note": "说明",
            "source": "数据来自",
            "where": "只算",
            "period": "按何时统计",
            "group": "分组",
            "measures": "指标",
            "measure": "算法",
            "chart": "图形",
            "value": "值",
            "of": "对象",
            "unit": "单位",
            "target": "要求",
        }
    )
)
_STEP = labelled(
    texts(
        {
            "who": "谁",
            "task": "步骤",
            "process": "流程",
            "item": "对象",
            "outcome": "结论",
            "values": "填写",
            "after": "过多久",
            "message": "消息",
            "refused": "应被拒绝",
            "name": "名称",
            "given": "开始时",
            "expect": "应当",
            "decisions": "决策用例",
            "steps": "步骤",
            "given.at": "开始时刻",
            "given.case": "开始时的事件",
            "given.variables": "已有的数据",
            "expect.status": "结果",
            "expect.papers": "文书份数",
            "expect.path": "走过的步骤",
        }
    )
)


def compare_documents(
    kind: Kind, old: Any, new: Any, before: Names, after: Names, of: Resource
) -> tuple[Item, ...]:
    """What differs between two readings of a data file; a document that is not there is None."""
    if kind is Kind.SCENARIO:
        return _scenarios(old, new)
    if kind is Kind.REGISTRY_DATA:
        then, now = _entries(old, before, of.key), _entries(new, after, of.key)
        return compare_records(then, now, counter="第 {place} 行")
    read = _READERS.get(kind)
    if read:
        counter = "第 {place} 条" if kind is Kind.CLAUSES else None
        then = list(read(old, before)) if old is not None else []
        now = list(read(new, after)) if new is not None else []
        return compare_records(then, now, counter=counter)
    word = Text("样例数据") if of.path.endswith(".json") else Text("设置")
    return compare_records(_whole(old, word, _PAPER), _whole(new, word, _PAPER))


_READERS: Mapping[Kind, Callable[[Any, Names], Iterator[Record]]] = {
    Kind.MANIFEST: manifest_records,
    Kind.SETTINGS: settings_records,
    Kind.CLAUSES: clause_records,
}


def _whole(document: Any, kind: str, label: Label, without: str = "") -> list[Record]:
    if document is None:
        return []
    if isinstance(document, Mapping):
        facets = facets_of({key: value for key, value in document.items() if key != without}, label)
    else:
        facets = facets_of(document, lambda _path: Text("内容"), ("content",))
    return [Record("", kind, "", tuple(facets))]


def _entries(document: Any, known: Names, registry: str) -> list[Record]:
    """The sample entries of a register under the labels of its fields."""
    form = known.bundle.registries.get(registry) or {}
    fields = (one for one in form.get("components", ()) if isinstance(one, Mapping))
    label = labelled({str(one.get("key")): str(one.get("label") or one.get("key")) for one in fields})
    if not isinstance(document, list):
        return _whole(document, Text("台账"), label)
    key = next((key for key in ("id", "key", "number", "name") if _tells_apart(document, key)), "id")
    return list(listed(document, "entries", Text("台账条目"), key, known, label))


def _tells_apart(rows: Sequence[Any], key: str) -> bool:
    found = [str(row[key]) for row in rows if isinstance(row, Mapping) and row.get(key) is not None]
    return len(found) == len(rows) == len(set(found))


_COMPARABLE = 250_000
"""Pairs of steps of two scenarios; of longer ones each step stands for itself."""


def _scenarios(old: Any, new: Any) -> tuple[Item, ...]:
    """The scenario itself, then its steps: what is done by whom in which order."""
    then, now = _steps(old), _steps(new)
    before, after = _numbered(then, now)
    whole = compare_records(
        _whole(old, Text("情景"), _STEP, "steps"), _whole(new, Text("情景"), _STEP, "steps")
    )
    return (*whole, *compare_records(_step_records(then, before), _step_records(now, after)))


def _steps(document: Any) -> list[Any]:
    steps = document.get("steps") if isinstance(document, Mapping) else None
    return steps if isinstance(steps, list) else []


def _numbered(old: list[Any], new: list[Any]) -> tuple[list[str], list[str]]:
    """Ids for the steps of both, the same for those that stand for each other."""
    before: list[str] = [Text("原第 {place} 步", place=place) for place in range(1, len(old) + 1)]
    after = [str(place) for place in range(1, len(new) + 1)]
    said = [written(step) for step in old], [written(step) for step in new]
    if len(old) * len(new) > _COMPARABLE:  # equal steps without end would be compared each with each
        return before, after
    for act, i1, i2, j1, j2 in SequenceMatcher(None, *said, autojunk=False).get_opcodes():
        pairs = zip(range(i1, i2), range(j1, j2), strict=False) if act in ("equal", "replace") else ()
        for one, other in pairs:
            if act == "equal" or _does(old[one]) == _does(new[other]):
                before[one] = after[other]
    return before, after


def _does(step: Any) -> tuple[str, str]:
    said = step if isinstance(step, Mapping) else {}
    return str(said.get("task") or said.get("message")), str(said.get("process"))


def _step_records(steps: list[Any], ids: list[str]) -> list[Record]:
    return [
        Record(
            id_,
            Text("步骤"),
            Text("第 {place} 步 {what}", place=place, what=_called(step)),
            tuple(facets_of(step, _STEP)),
        )
        for place, (step, id_) in enumerate(zip(steps, ids, strict=True), 1)
    ]


def _called(step: Any) -> str:
    said = step if isinstance(step, Mapping) else {}
    return " ".join(str(said[key]) for key in ("who", "task", "message", "after") if said.get(key))
