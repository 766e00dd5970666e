"""What the parts of a DMN file are called, and how their texts are told."""

from lxml import etree

from app.bundle.comparison.xmlwalk import Path, without_counts
from app.core.texts import Text, texts
from app.engine.lint.model import local

KINDS = texts(
    {
        "decision": "决策",
        "businessKnowledgeModel": "业务知识",
        "decisionService": "决策服务",
        "inputData": "输入数据",
        "itemDefinition": "类型",
        "knowledgeSource": "知识来源",
        "import": "引入",
        "input": "输入列",
        "output": "输出列",
        "annotation": "注释列",
    }
)
_POLICIES = texts(
    {
        "UNIQUE": "唯一（只能命中一条）",
        "FIRST": "取第一条命中的",
        "ANY": "任一（命中的结论须相同）",
        "PRIORITY": "按输出的优先次序",
        "COLLECT": "全部命中的汇总",
        "RULE ORDER": "全部命中的，按规则次序",
        "OUTPUT ORDER": "全部命中的，按输出次序",
    }
)
_LABELS = texts(
    {
        "@name": "名称",
        "@label": "标题",
        "@typeRef": "类型",
        "@hitPolicy": "命中规则",
        "@aggregation": "汇总方式",
        "@preferredOrientation": "排列方向",
        "@namespace": "命名空间",
        "description": "说明",
        "question": "要回答的问题",
        "allowedAnswers": "可能的回答",
    }
)
_REQUIRES = texts(
    {
        "requiredInput": "要用的输入",
        "requiredDecision": "要用的决策",
        "requiredKnowledge": "要用的知识",
        "requiredAuthority": "依据",
    }
)
_TEXTS = texts(
    {
        "inputExpression": "表达式",
        "literalExpression": "表达式",
        "inputValues": "可取的值",
        "outputValues": "可取的值",
        "defaultOutputEntry": "没有命中时",
        "variable": "结果变量",
    }
)


def label_of(path: Path) -> str:
    """What a property is called; one that is not known by its own name, unabridged."""
    steps = without_counts(path)
    last, holder = (steps[-1] if steps else ""), (steps[-2] if len(steps) > 1 else "")
    if last == "@href" and holder in _REQUIRES:
        return _REQUIRES[holder]
    if last == "text" and holder in _TEXTS:
        words = _TEXTS[holder]
        return Text("{path}/{words}", path="/".join(path[:-2]), words=words) if len(path) > 2 else words
    if last.startswith("@") and holder in _TEXTS and len(path) == 2:
        known = Text("{holder}的{label}", holder=_TEXTS[holder], label=_LABELS.get(last, ""))
        return known if last in _LABELS else Text("{holder}的 {name}", holder=_TEXTS[holder], name=last[1:])
    if last in _LABELS and (len(path) == 1 or holder == "decisionTable"):
        return _LABELS[last]
    return "/".join(path) or Text("内容")


def shown(path: Path, value: str) -> str:
    """How a value is told where it is not told as it stands."""
    if path[-1:] == ("@hitPolicy",):
        return _POLICIES.get(value, value)
    return value.removeprefix("#") if path[-1:] == ("@href",) else ""


def policy(name: str) -> str:
    """A hit policy in words."""
    return _POLICIES.get(name, name)


def column_name(column: etree._Element, place: str) -> str:
    """What people call a column."""
    text = column.get("label") or column.get("name") or column_text(column)
    number = place.rpartition(" ")[2]
    return text or Text("{kind} {number}", kind=KINDS[local(column)], number=number)


def column_text(column: etree._Element) -> str:
    """The expression of an input column, the variable of an output column."""
    expression = column.findtext("{*}inputExpression/{*}text")
    return (expression or "").strip() or column.get("name", "")


def cell_text(entry: etree._Element, condition: bool) -> str:
    """The text of a cell; of a condition nothing and a hyphen are the same (DMN 1.5, 8.3.3)."""
    text = (entry.findtext("{*}text") or "").strip()
    return "-" if condition and not text else text
