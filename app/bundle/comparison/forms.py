"""Two versions of a form or a register, field by field."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.bundle.comparison.datafacets import facets_of, labelled
from app.bundle.comparison.decisions import paired
from app.bundle.comparison.facets import Facet
from app.bundle.comparison.model import Item
from app.bundle.comparison.names import Names
from app.bundle.comparison.records import Record, compare_records
from app.core.texts import Text, texts

_KINDS = texts(
    {
        "textfield": "文本框",
        "textarea": "多行文本",
        "number": "数字",
        "datetime": "日期时间",
        "checkbox": "勾选",
        "radio": "单选",
        "select": "下拉单选",
        "checklist": "多选",
        "taglist": "标签多选",
        "filepicker": "附件",
        "expression": "计算值",
        "group": "分组",
        "dynamiclist": "可增行的列表",
        "text": "文字",
        "image": "图片",
        "button": "按钮",
        "spacer": "空白",
        "separator": "分隔线",
        "table": "表格",
    }
)
_LABELS = texts(
    {
        "type": "类型",
        "id": "编号",
        "key": "变量",
        "path": "变量路径",
        "label": "标签",
        "dateLabel": "日期的标签",
        "timeLabel": "时刻的标签",
        "text": "文字",
        "description": "提示",
        "subtype": "日期还是时刻",
        "disabled": "不能填",
        "readonly": "只读",
        "defaultValue": "默认值",
        "values": "选项",
        "valuesKey": "选项来自变量",
        "valuesExpression": "选项来自",
        "expression": "计算公式",
        "computeOn": "何时计算",
        "dataSource": "数据来自",
        "columns": "列",
        "columnsExpression": "列来自",
        "rowCount": "每页行数",
        "decimalDigits": "小数位数",
        "searchable": "可搜索",
        "showOutline": "画边框",
        "isRepeating": "可重复",
        "allowAddRemove": "可增删行",
        "defaultRepetitions": "开始时几行",
        "timeSerializingFormat": "时刻的写法",
        "timeInterval": "时刻间隔（分钟）",
        "use24h": "24 小时制",
        "conditional.hide": "何时隐藏",
        "validate.required": "必填",
        "validate.minLength": "最少几个字",
        "validate.maxLength": "最多几个字",
        "validate.min": "最小",
        "validate.max": "最大",
        "validate.pattern": "须符合的模式",
        "validate.patternErrorMessage": "不符合时的提示",
        "validate.validationType": "须是",
        "properties.outcome": "作为办理按钮",
        "properties.fresh": "每次重新填",
        "properties.personal": "个人信息",
        "properties.title": "标题",
        "properties.key": "台账主键",
        "properties.name": "台账名称列",
        "properties.columns": "台账列",
        "layout.row": "排在第几行",
        "layout.columns": "列宽",
        "schemaVersion": "表单格式版本",
        "exporter": "制作软件",
    }
)
_label = labelled(_LABELS)


def compare_forms(old: Any, new: Any, before: Names, after: Names) -> tuple[Item, ...]:
    """The fields that differ, in the order of the form; a document that is not there is None."""
    then, now = list(_records(old, before)), list(_records(new, after))
    ids = _keyed(then, now)
    return compare_records(then, now, {**paired(then, now), **ids}, counter="第 {place} 项")


def _records(document: Any, known: Names) -> Iterator[Record]:
    if not isinstance(document, Mapping):
        return
    own = {key: value for key, value in document.items() if key != "components"}
    yield Record("", Text("表单"), "", tuple(facets_of(own, _label)))
    for place, (component, parent) in enumerate(_components(document.get("components"), "")):
        yield _record(component, parent, place, known)


def _components(found: Any, parent: str) -> Iterator[tuple[Mapping[str, Any], str]]:
    for component in found if isinstance(found, list) else ():
        if isinstance(component, Mapping):
            yield component, parent
            yield from _components(component.get("components"), _called(component))


def _record(component: Mapping[str, Any], parent: str, place: int, known: Names) -> Record:
    id_ = str(component.get("id") or component.get("key") or Text("第 {place} 项", place=place + 1))
    said = {key: value for key, value in component.items() if key not in ("components", "id")}
    facets = [_worded(facet, known) for facet in facets_of(said, _label)]
    if parent:
        facets.append(Facet(("parent",), Text("所在分组"), parent))
    return Record(
        id_, _KINDS.get(str(component.get("type")), Text("字段")), _called(component), tuple(facets)
    )


def _worded(facet: Facet, known: Names) -> Facet:
    """Clauses with their text; where a field stands on the page concerns the picture alone."""
    if facet.key == ("properties", "clause"):
        return Facet(facet.key, Text("条款"), facet.raw, parts=known.clauses(facet.told))
    if facet.key == ("type",):
        return Facet(facet.key, facet.label, facet.raw, _KINDS.get(facet.told, facet.told), quiet=True)
    drawn, quiet = facet.key[0] == "layout", facet.key in (("label",), ("text",))
    return Facet(facet.key, facet.label, facet.raw, facet.shown, facet.parts, drawn, quiet)


def _called(component: Mapping[str, Any]) -> str:
    """What people see of a field: its label, its text, or else its key."""
    names = ("label", "dateLabel", "timeLabel", "text", "key", "path", "id")
    name = " ".join(str(next((component[key] for key in names if component.get(key)), "")).split())
    return f"{name[:40]}…" if len(name) > 40 else name


def _keyed(old: list[Record], new: list[Record]) -> dict[str, str]:
    """Old id → new id of fields that write the same variable and have no other like them."""
    before, after = _by_variable(old), _by_variable(new)
    known, kept = {one.id for one in old}, {one.id for one in new}
    return {
        id_: after[variable]
        for variable, id_ in before.items()
        if variable in after and id_ not in kept and after[variable] not in known
    }


def _by_variable(records: list[Record]) -> dict[str, str]:
    found: dict[str, str] = {}
    for record in records:
        key = next((facet.raw for facet in record.facets if facet.key == ("key",)), None)
        if key is not None:
            found[key] = "" if key in found else record.id
    return {key: id_ for key, id_ in found.items() if id_}
