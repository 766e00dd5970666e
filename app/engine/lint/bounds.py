"""Rules on size and on text that does not belong into a drawing."""

import re
from collections.abc import Iterator

from app.core.texts import Text
from app.engine.lint import names
from app.engine.lint.finding import Fault, Rule, error, warning
from app.engine.lint.model import Diagram, Item, text_of

MOST_ELEMENTS = 5_000
"""Flow nodes and sequence flows of one file."""

DEEPEST = 8
"""Sub-processes inside one another."""

LONGEST_NAME = 500
LONGEST_DOCUMENTATION = 20_000

_ACTIVE = re.compile(
    r"<\s*/?\s*(?:script|iframe|object|embed|svg|img|link|meta|style|base|form)\b"
    r"|\bjavascript\s*:|\bdata\s*:\s*text/html|<[^>]{0,200}\bon\w{2,20}\s*=",
    re.IGNORECASE,
)
_HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\ufeff]")
_NAMED = ("process", "participant", "lane", "message", "signal", "error", "escalation", "dataObjectReference")


def _named(diagram: Diagram) -> Iterator[Item]:
    yield from diagram.all(*_NAMED)
    yield from diagram.nodes
    yield from diagram.flows


@error("too-many-elements")
def too_many_elements(diagram: Diagram) -> Iterator[Fault]:
    """A drawing that nobody can read, and that no browser opens."""
    count = sum(len(scope.nodes) + len(scope.flows) for scope in diagram.scopes)
    if count > MOST_ELEMENTS:
        yield Fault(
            Item(diagram.root),
            Text(
                "图上有 {count} 个环节和连线，超过 {most_elements} 个",
                count=count,
                most_elements=MOST_ELEMENTS,
            ),
            "请拆成几个流程，用调用活动连接",
        )


@error("too-deep")
def too_deep(diagram: Diagram) -> Iterator[Fault]:
    """Sub-processes nested beyond the bound."""
    for scope in diagram.scopes:
        if scope.depth == DEEPEST + 1:
            yield Fault(
                scope,
                Text("子流程套了超过 {deepest} 层", deepest=DEEPEST),
                "请把里面的部分改为单独的流程，用调用活动连接",
            )


@error("text-too-long")
def text_too_long(diagram: Diagram) -> Iterator[Fault]:
    """Names stand on lists and paper; long texts belong into documents."""
    for item in _named(diagram):
        if len(item.get("name") or "") > LONGEST_NAME:
            yield Fault(
                item,
                Text("名称超过 {longest_name} 个字", longest_name=LONGEST_NAME),
                "请缩短名称，细节写进说明",
            )
    for found in diagram.root.iter(names.bpmn("documentation")):
        if len(text_of(found)) > LONGEST_DOCUMENTATION:
            parent = found.getparent()
            yield Fault(
                Item(found if parent is None else parent),
                Text("说明超过 {longest_documentation} 个字", longest_documentation=LONGEST_DOCUMENTATION),
                "请缩短",
            )


@error("active-text")
def active_text(diagram: Diagram) -> Iterator[Fault]:
    """Markup that a browser would act on, in a name or a description."""
    for item in _named(diagram):
        if _ACTIVE.search(item.get("name") or ""):
            yield Fault(item, "名称里有网页脚本或标记", "请只写文字")
    for found in diagram.root.iter(names.bpmn("documentation"), names.bpmn("text")):
        parent = found.getparent()
        if _ACTIVE.search(text_of(found)):
            yield Fault(Item(found if parent is None else parent), "说明里有网页脚本或标记", "请只写文字")


@warning("hidden-characters")
def hidden_characters(diagram: Diagram) -> Iterator[Fault]:
    """Characters that turn or hide text make two names look alike."""
    for item in _named(diagram):
        if _HIDDEN.search(item.get("name") or ""):
            yield Fault(item, "名称里有看不见的控制字符", "请删去后重新输入名称")


BOUNDS: tuple[Rule[Diagram], ...] = (
    too_many_elements,
    too_deep,
    text_too_long,
    active_text,
    hidden_characters,
)
