"""Where a diagram holds expressions, and the rules on their language: FEEL and nothing else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from app.core.texts import Text, texts
from app.engine.lint import juel, names
from app.engine.lint.feel import syntax_error
from app.engine.lint.finding import Fault, Rule, error
from app.engine.lint.model import Diagram, Item, Node, text_of

_FEEL = re.compile("|feel|https?://www\\.omg\\.org/spec/(?:dmn/[0-9]+/feel/?|feel/[0-9]+/?)")
"""Names of FEEL, in small letters; where none is given it is meant."""
_LITERAL_ATTRIBUTES = texts(
    {
        "dueDate": "期限",
        "followUpDate": "跟进日期",
        "assignee": "办理人",
        "candidateGroups": "候选组",
        "candidateUsers": "候选人",
        "formKey": "表单",
        "priority": "优先级",
        "decisionRef": "决策",
        "topic": "主题",
    }
)
_TIMERS = ("timeDuration", "timeDate", "timeCycle")


@dataclass(frozen=True, slots=True)
class Expression:
    """A text that is FEEL, or (`literal`) FEEL only when it begins with `=`."""

    at: Item
    where: str
    text: str
    literal: bool
    language: str = ""

    @property
    def feel(self) -> str | None:
        """The FEEL text, or None for a literal."""
        if self.text.startswith("="):
            return self.text[1:].strip()
        return None if self.literal else self.text

    @property
    def is_juel(self) -> bool:
        """Whether it is written in the expression language of Camunda 7."""
        return juel.is_juel(self.text)


def expressions(diagram: Diagram) -> Iterator[Expression]:
    """All expressions of the processes that are meant to run."""
    for flow in diagram.flows:
        yield from _of(flow, Text("条件"), flow.condition)
    for node in diagram.nodes:
        yield from _of_attributes(node)
        yield from _of_events(node)
        yield from _of_loop(node)
        yield from _of_mappings(node)


def _of(
    at: Item, where: str, element: etree._Element | None, *, literal: bool = False
) -> Iterator[Expression]:
    text = text_of(element)
    if element is not None and text:
        yield Expression(at, where, text, literal, (element.get("language") or "").strip().lower())


def _of_attributes(node: Node) -> Iterator[Expression]:
    for attribute, where in _LITERAL_ATTRIBUTES.items():
        if text := (node.camunda(attribute) or "").strip():
            yield Expression(node, where, text, literal=True)
    if text := (node.get("calledElement") or "").strip():
        yield Expression(node, Text("被调用的流程"), text, literal=True)


def _of_events(node: Node) -> Iterator[Expression]:
    for event in node.events:
        for tag in _TIMERS if event.kind == "timer" else ():
            for timer in event.children(tag):
                yield from _of(node, Text("计时"), timer, literal=True)
        for condition in event.children("condition") if event.kind == "conditional" else ():
            yield from _of(node, Text("条件"), condition)
    for holder in (node, *node.events):
        if key := (holder.property("key") or "").strip():
            yield Expression(node, Text("关联键 key"), key, literal=True)


def _of_loop(node: Node) -> Iterator[Expression]:
    for marker in node.children("standardLoopCharacteristics"):
        yield from _of(node, Text("循环条件"), marker.find(names.bpmn("loopCondition")))
    if node.tag == "scriptTask" and (node.get("scriptFormat") or "").lower() == "feel":
        for script in node.children("script"):
            yield from _of(node, Text("脚本"), script)
    loop = node.loop
    if loop is None:
        return
    collection = (loop.get(names.camunda("collection")) or "").strip()
    if collection:
        yield Expression(node, Text("多实例集合"), collection, literal=False)
    yield from _of(node, Text("完成条件"), loop.find(names.bpmn("completionCondition")))
    yield from _of(node, Text("多实例次数"), loop.find(names.bpmn("loopCardinality")))


def _of_mappings(node: Node) -> Iterator[Expression]:
    for holder in (node, *node.events):
        for mapping in (*holder.extension("in"), *holder.extension("out")):
            if text := (mapping.get("sourceExpression") or "").strip():
                yield Expression(
                    node, Text("映射到 {what} 的表达式", what=mapping.get("target")), text, literal=False
                )
    for group in node.extension("inputOutput"):
        for parameter in group.iterfind(names.camunda("inputParameter")):
            yield from _of(node, Text("输入参数 {what}", what=parameter.get("name")), parameter, literal=True)
        for parameter in group.iterfind(names.camunda("outputParameter")):
            yield from _of(node, Text("输出参数 {what}", what=parameter.get("name")), parameter)


@error("juel")
def juel_expression(diagram: Diagram) -> Iterator[Fault]:
    """`${…}` is Camunda 7's own language; here it would be taken for a text or fail at run time."""
    for found in expressions(diagram):
        if found.is_juel:
            feel = juel.to_feel(found.text)
            mend = (
                Text("请改写为 FEEL：{feel}", feel=f"= {feel}" if found.literal else feel)
                if feel
                else "请改写为 FEEL 表达式"
            )
            yield Fault(found.at, Text("{where}写的是 ${{…}} 表达式，系统只认 FEEL", where=found.where), mend)


@error("foreign-language")
def foreign_language(diagram: Diagram) -> Iterator[Fault]:
    """An expression that says it is Groovy, JavaScript …: diagrams run no code."""
    for found in expressions(diagram):
        if not _FEEL.fullmatch(found.language):
            yield Fault(
                found.at,
                Text(
                    "{where}用的语言是 {language}，系统只认 FEEL",
                    where=found.where,
                    language=found.language[:40],
                ),
                "请改写为 FEEL 表达式",
            )
    for flow in diagram.flows:
        if flow.condition is not None and flow.condition.get(names.camunda("resource")):
            yield Fault(flow, "条件引用了外部脚本文件", "请把条件写成 FEEL 表达式")


@error("feel-syntax")
def feel_syntax(diagram: Diagram) -> Iterator[Fault]:
    """An expression that cannot be read fails when the first token comes by, at night."""
    for found in expressions(diagram):
        if found.feel is None or found.is_juel or not _FEEL.fullmatch(found.language):
            continue
        if problem := syntax_error(found.feel):
            yield Fault(
                found.at,
                Text("{where}“{feel}”{problem}", where=found.where, feel=_short(found.feel), problem=problem),
                _hint(found.feel),
            )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"


_HINTS = (
    (re.compile("=="), "FEEL 的相等写一个等号：="),
    (re.compile("&&|\\|\\|"), "FEEL 的“并且”“或者”写 and、or"),
    (re.compile("'"), "FEEL 的文字用双引号"),
    (re.compile(r"\b(?:True|False|None)\b"), "FEEL 写 true、false、null"),
    (re.compile("[“”‘’，；（）＝]"), "请用半角的引号、逗号、括号和等号"),
)


def _hint(feel: str) -> str:
    return next((hint for pattern, hint in _HINTS if pattern.search(feel)), "请按 FEEL 的写法改正")


EXPRESSIONS: tuple[Rule[Diagram], ...] = (juel_expression, foreign_language, feel_syntax)
