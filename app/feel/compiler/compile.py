"""Syntax tree to closures."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.feel.compiler import access, calls, filters, operators, structures, unary
from app.feel.compiler.scope import Closure
from app.feel.compiler.unit import Compiler, Unit
from app.feel.limits import Limits
from app.feel.syntax.ast import Node

_COMPILERS: Mapping[type[Node], Compiler] = {
    **access.COMPILERS,
    **filters.COMPILERS,
    **calls.COMPILERS,
    **operators.COMPILERS,
    **structures.COMPILERS,
    **unary.COMPILERS,
}


@dataclass(frozen=True, slots=True)
class Compiled:
    """A closure and what is known about it: names it reads from outside, and perhaps in filters; no loops, no calls."""

    body: Closure
    names: frozenset[str]
    filter_names: frozenset[str]
    light: bool


def compile_tree(tree: Node, source: str, limits: Limits) -> Compiled:
    """The closure of a whole tree, which was read from that text."""
    unit = Unit(source, _COMPILERS, limits)
    body = unit.compile(tree)
    return Compiled(body, frozenset(unit.names), frozenset(unit.filter_names), unit.light)
