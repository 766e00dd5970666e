"""Decision tables from XML."""

from collections.abc import Iterator

from lxml import etree

from app.core.texts import Text
from app.feel.dmn.element import Tags, name_of
from app.feel.dmn.model import Cell, DecisionTable, InputClause, OutputClause, Rule

_POLICIES = {"UNIQUE", "FIRST", "PRIORITY", "ANY", "COLLECT", "RULE ORDER", "OUTPUT ORDER"}
_AGGREGATIONS = {"SUM", "COUNT", "MIN", "MAX"}


def read_table(tags: Tags, element: etree._Element, owner: str) -> DecisionTable:
    """A decision table; a wrong hit policy or a rule of the wrong length is a finding."""
    inputs = tuple(_input(tags, one, owner) for one in tags.all(element, "input"))
    outputs = tuple(_output(tags, one, owner) for one in tags.all(element, "output"))
    table = DecisionTable(
        place=tags.place(element, owner),
        type_ref=tags.type_ref(element),
        hit_policy=element.get("hitPolicy", "UNIQUE").strip(),
        aggregation=element.get("aggregation", "").strip() or None,
        inputs=inputs,
        outputs=outputs,
        rules=tuple(_rules(tags, element, owner)),
    )
    _check(tags, table)
    return table


def _input(tags: Tags, element: etree._Element, owner: str) -> InputClause:
    expression = tags.first(element, "inputExpression")
    place = tags.place(element if expression is None else expression, owner)
    text = tags.text(expression) or ""
    type_ref = None
    if expression is not None:
        tags.check_language(expression, place)
        tags.check_juel(text, place)
        type_ref = tags.type_ref(expression)
    return InputClause(place, element.get("label"), text, type_ref, tags.tests(element, "inputValues"))


def _output(tags: Tags, element: etree._Element, owner: str) -> OutputClause:
    default = tags.first(element, "defaultOutputEntry")
    return OutputClause(
        place=tags.place(element, owner),
        name=name_of(element, ids=False) or None,
        label=element.get("label"),
        type_ref=tags.type_ref(element),
        values=tags.tests(element, "outputValues"),
        default=tags.text(default),
    )


def _rules(tags: Tags, element: etree._Element, owner: str) -> Iterator[Rule]:
    for index, rule in enumerate(tags.all(element, "rule"), start=1):
        label = f"{owner} 规则 {index}"
        yield Rule(
            place=tags.place(rule, label),
            tests=tuple(_cell(tags, one, label) for one in tags.all(rule, "inputEntry")),
            conclusions=tuple(_cell(tags, one, label) for one in tags.all(rule, "outputEntry")),
            annotations=tuple(_annotations(tags, rule)),
        )


def _annotations(tags: Tags, rule: etree._Element) -> Iterator[str]:
    for entry in tags.all(rule, "annotationEntry"):
        text = tags.text(entry)
        if text:
            yield text
    description = tags.text(rule, "description")
    if description:
        yield description


def _cell(tags: Tags, element: etree._Element, label: str) -> Cell:
    place = tags.place(element, label)
    text = tags.text(element) or ""
    tags.check_language(element, place)
    tags.check_juel(text, place)
    return Cell(place, text)


def _check(tags: Tags, table: DecisionTable) -> None:
    if table.hit_policy not in _POLICIES:
        tags.findings.add(
            "hit-policy",
            table.place,
            Text("没有命中策略 {hit_policy}，请选标准的七种之一", hit_policy=table.hit_policy[:40]),
        )
    if table.aggregation and (table.hit_policy != "COLLECT" or table.aggregation not in _AGGREGATIONS):
        tags.findings.add(
            "hit-policy",
            table.place,
            Text(
                "汇总 {aggregation} 只能与 COLLECT 同用，且是 SUM、COUNT、MIN、MAX 之一",
                aggregation=table.aggregation[:40],
            ),
        )
    if not table.outputs:
        tags.findings.add("malformed", table.place, Text("决策表没有输出列"))
    names = [output.name for output in table.outputs]
    if len(names) > 1 and (None in names or len(set(names)) < len(names)):
        tags.findings.add("output-name", table.place, Text("有几个输出列时，每列须有各不相同的名称"))
    for rule in table.rules:
        if len(rule.tests) != len(table.inputs) or len(rule.conclusions) != len(table.outputs):
            tags.findings.add(
                "malformed",
                rule.place,
                Text(
                    "有 {tests} 个条件、{conclusions} 个结论，表有 {inputs} 个输入列、{outputs} 个输出列，请补齐",
                    tests=len(rule.tests),
                    conclusions=len(rule.conclusions),
                    inputs=len(table.inputs),
                    outputs=len(table.outputs),
                ),
            )
