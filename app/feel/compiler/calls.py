"""Function calls."""

from app.feel.compiler.access import called
from app.feel.compiler.scope import Closure, Scope
from app.feel.compiler.unit import Compiler, Unit
from app.feel.errors import FeelSyntaxError, collected_count, place_warnings, warn
from app.feel.patterns import PatternError, compile_pattern
from app.feel.syntax.ast import Call, Literal, Name, Node
from app.feel.values.kinds import Signature, Value

_PATTERNS = {"matches": ("pattern", 1, 2), "replace": ("pattern", 1, 3), "split": ("delimiter", 1, None)}
"""Where functions take a pattern and its flags: parameter, position, position of the flags."""


def call(node: Call, unit: Unit) -> Closure:
    """Apply a function to positional or named arguments.

    Raises:
        FeelSyntaxError: when a pattern written in the text needs more than linear time allows.
    """
    unit.heavy()
    _check_pattern(node, unit)
    function = called(node.function, unit) if isinstance(node.function, Name) else unit.compile(node.function)
    arguments = [unit.compile(argument) for argument in node.arguments]
    names, at = tuple(node.names), node.at

    def apply(scope: Scope) -> Value:
        target = function(scope)
        if not isinstance(target, Signature):
            return warn("这不是函数", "this is not a function", at)
        values = [argument(scope) for argument in arguments]
        named = dict(zip(names, values, strict=True)) if names else {}
        before = collected_count()
        result = target.invoke(() if names else values, named)
        if result is None:
            place_warnings(before, at)
        return result

    return apply


def _check_pattern(node: Call, unit: Unit) -> None:
    if not isinstance(node.function, Name) or node.function.name not in _PATTERNS:
        return
    parameter, position, flags_position = _PATTERNS[node.function.name]
    pattern = _literal(node, parameter, position)
    flags = _literal(node, "flags", flags_position)
    if not isinstance(pattern, str):
        return
    try:
        compile_pattern(pattern, flags or "")
    except PatternError as error:
        if error.unsupported:
            line, column = unit.place(node.at)
            raise FeelSyntaxError(
                "第 {line} 行第 {column} 列：{reason}",
                line=line,
                column=column,
                expected="a regular expression that runs in linear time",
                found=pattern[:40],
                reason=error.zh,
                reason_en=error.en,
            ) from None


def _literal(node: Call, parameter: str, position: int | None) -> Value:
    """The argument when it is written as a literal, else null."""
    if node.names:
        position = node.names.index(parameter) if parameter in node.names else None
    if position is None or position >= len(node.arguments):
        return None
    argument = node.arguments[position]
    return argument.value if isinstance(argument, Literal) else None


COMPILERS: dict[type[Node], Compiler] = {Call: call}
