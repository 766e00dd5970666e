"""Contexts for an expression, made of the names and the literals it holds."""

from dataclasses import fields
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from app.feel import parse, parse_unary_tests
from app.feel.syntax.ast import Filter, For, Literal, Name, Node, Path, Quantified
from app.feel.syntax.parser import parse_expression, parse_tests
from tests.feel.agreement.shipped import Shipped

_TEXTS = ["同意", "", "2026-11-22T02:47:00"]
_NUMBERS = [0, 1, 3, 10.5, 40]


def contexts(expression: Shipped) -> st.SearchStrategy[dict[str, Any]]:
    """Contexts that give its names values: contexts where it reads entries, lists where it goes through items."""
    nodes = list(_nodes((parse_tests if expression.tests else parse_expression)(expression.text)))
    leaves = _leaves(nodes)
    keys = sorted({node.name for node in nodes if isinstance(node, Path | Name)})
    entries = st.dictionaries(st.sampled_from(keys), leaves, max_size=len(keys)) if keys else st.just({})
    lists = st.lists(entries, max_size=3) | st.lists(st.sampled_from(_strings(nodes)), max_size=3)
    walked = {
        name for node in nodes if isinstance(node, Filter | For | Quantified) for name in _sources(node)
    }
    opened = {node.base.name for node in nodes if isinstance(node, Path) and isinstance(node.base, Name)}
    compiled = (parse_unary_tests if expression.tests else parse)(expression.text)
    names = [*compiled.names, "?"] if expression.tests else compiled.names
    shapes = {name: lists if name in walked else entries if name in opened else leaves for name in names}
    return st.fixed_dictionaries(shapes)


def _sources(node: Filter | For | Quantified) -> list[str]:
    bases = [node.base] if isinstance(node, Filter) else [iterator.source for iterator in node.iterators]
    return [base.name for base in bases if isinstance(base, Name)]


def _leaves(nodes: list[Node]) -> st.SearchStrategy[Any]:
    numbers = [node.value for node in nodes if isinstance(node, Literal) and isinstance(node.value, Decimal)]
    near = [int(number) + step for number in numbers for step in (-1, 0, 1)]
    return st.none() | st.sampled_from([*_NUMBERS, *near] if near else _strings(nodes))


def _strings(nodes: list[Node]) -> list[str]:
    return [
        *_TEXTS,
        *(node.value for node in nodes if isinstance(node, Literal) and isinstance(node.value, str)),
    ]


def _nodes(value: Any) -> Any:
    if isinstance(value, list | tuple):
        for item in value:
            yield from _nodes(item)
    elif isinstance(value, Node):
        yield value
        for field in fields(value):
            yield from _nodes(getattr(value, field.name))
