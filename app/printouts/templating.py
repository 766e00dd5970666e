"""Sandboxed Jinja for the papers: plain data in, bounded HTML out.

A template sees only its own data and the macros of `_base/`: no methods, no attributes but keys, no file and no
network. Every loop step, call and character printed is counted against a budget, so that a template that runs away
is refused long before it costs memory or minutes.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from decimal import Decimal
from functools import wraps
from html import unescape
from typing import Any

from jinja2 import (
    FunctionLoader,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
    nodes,
    pass_context,
)
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, LoopContext, TemplateReference, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from app.core.canonical import canonical
from app.core.texts import Text
from app.core.wrong import template_words
from app.printouts import filters
from app.printouts.errors import PaperIncomplete, PaperTooLarge, TemplateBroken
from app.printouts.plain import Plain, plain

_MAX_STEPS = 50_000
_MAX_OUTPUT = 2_000_000
_ENGINE_OBJECTS = (TemplateModule, LoopContext, TemplateReference)
_TESTS = ("defined", "undefined", "number", "string", "mapping", "sequence", "odd", "even")


@dataclass
class _Budget:
    """What one filling of a template may still cost, and the names it asked for in vain."""

    steps: int = _MAX_STEPS
    output: int = _MAX_OUTPUT
    missing: dict[str, None] = field(default_factory=dict)

    def step(self) -> None:
        self.steps -= 1
        if self.steps < 0:
            raise PaperTooLarge(reason=Text("模板循环超过 {max_steps} 步", max_steps=_MAX_STEPS))

    def print(self, size: int) -> None:
        self.output -= size
        if self.output < 0:
            raise PaperTooLarge(reason=Text("模板输出超过 {max_output} 字", max_output=_MAX_OUTPUT))


_budget: ContextVar[_Budget] = ContextVar("printout_budget")
_RED = Markup('<mark class="missing">〔{}〕</mark>')
_SHOWN_RED = re.compile(r'<mark class="missing">〔([^〕]*)〕</mark>')


def missing_in(html: str) -> tuple[str, ...]:
    """The names that a filled preview shows red, each once, in the order of the paper."""
    return tuple(dict.fromkeys(unescape(name) for name in _SHOWN_RED.findall(html)))


class _Missing(Undefined):
    """A name that the data does not have: shown red in a preview, remembered for the refusal."""

    __slots__ = ()

    def __getattr__(self, name: str) -> "_Missing":
        if name.startswith("__"):
            raise AttributeError(name)
        return self.below(name)

    def below(self, name: object) -> "_Missing":
        """A name of what is missing: missing too, with the whole path."""
        return _Missing(name=f"{self._undefined_name}.{name}")

    def __iter__(self) -> Iterator[Any]:
        self.__html__()
        return iter(())

    def __html__(self) -> str:
        path = str(self._undefined_name)
        _budget.get().missing[path] = None
        return _RED.format(path)

    __str__ = __html__


class Templates:
    """The templates of one printout folder and of `_base/`, compiled once."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._environment = _Sandbox(FunctionLoader(sources.get))

    def fill(self, name: str, data: Mapping[str, Any], *, preview: bool = False) -> str:
        """The template filled with the data, as HTML.

        Raises PaperIncomplete when a name is missing (a preview shows it red instead), PaperTooLarge when the
        budget of steps or characters is spent, TemplateBroken when the template does what it may not.
        """
        budget = _Budget()
        token = _budget.set(budget)
        try:
            html = self._filled(name, plain(data), budget)
        finally:
            _budget.reset(token)
        if budget.missing and not preview:
            raise PaperIncomplete(budget.missing)
        return html

    def _filled(self, name: str, data: Plain, budget: _Budget) -> str:
        try:
            return self._environment.get_template(name).render(data)
        except TemplateSyntaxError as error:
            raise _broken(error.name or name, error.lineno, template_words(error.message or "")) from error
        except TemplateNotFound as error:
            raise _broken(
                name, 1, Text("没有模板 {message}，只能取本文件夹和 _base/ 里的", message=error.message)
            ) from error
        except UndefinedError as error:
            raise PaperIncomplete([*budget.missing, error.message or ""]) from error
        except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
            raise _broken(name, _line_of(error, name), template_words(str(error))) from error
        except RecursionError as error:
            raise PaperTooLarge(reason=Text("模板的宏套用太深")) from error


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox with keys instead of attributes, and everything counted."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def __init__(self, loader: FunctionLoader) -> None:
        super().__init__(
            loader=loader,
            autoescape=True,
            undefined=_Missing,
            finalize=_shown,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.globals = {}
        self.filters = {name: _passing(function) for name, function in filters.FILTERS.items()}
        self.filters |= {"default": filters.default, "counted": _counted, "concat": _concat}
        self.tests = {name: self.tests[name] for name in _TESTS}

    @staticmethod
    def concat(parts: Iterable[str]) -> str:
        """The text of a template, a macro or a block: what stands in a loop costs as often as it is written."""
        written = list(parts)
        _budget.get().print(sum(map(len, written)))
        return "".join(written)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Count the steps of every loop and bound every joining of texts, whatever the template writes."""
        tree = super()._parse(source, name, filename)
        for loop in tree.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, "counted", [], [], None, None, lineno=loop.lineno)
        _replace_concatenation(tree)
        return tree

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A key of the data, or what Jinja's own objects (a loop, a module of macros) offer."""
        return (
            super().getattr(obj, attribute)
            if isinstance(obj, _ENGINE_OBJECTS)
            else self.getitem(obj, attribute)
        )

    def getitem(self, obj: Any, argument: Any) -> Any:
        """A key of a mapping, an index of a list, a character of a text; missing otherwise."""
        if isinstance(obj, _Missing):
            return obj.below(argument)
        if isinstance(obj, _ENGINE_OBJECTS):
            return super().getitem(obj, argument)
        try:
            return obj[argument]
        except (TypeError, LookupError):
            return _Missing(name=obj.below(argument) if isinstance(obj, Plain) else str(argument))

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - Jinja's names
        _budget.get().step()
        return super().call(__context, __obj, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic on numbers only: texts and lists are not multiplied, powers are not taken."""
        for side in (left, right):
            if isinstance(side, Undefined):
                str(side)
                return side
        if operator == "**" or not all(isinstance(side, int | float | Decimal) for side in (left, right)):
            raise SecurityError(Text("“{operator}”只能用于数字（连接文字用 ~）", operator=operator))
        return super().call_binop(context, operator, left, right)


def _replace_concatenation(node: nodes.Node) -> None:
    for name, value in node.iter_fields():
        for index, child in enumerate(value if isinstance(value, list) else [value]):
            if not isinstance(child, nodes.Node):
                continue
            _replace_concatenation(child)
            if isinstance(child, nodes.Concat):
                parts = nodes.List(child.nodes, lineno=child.lineno)
                bounded = nodes.Filter(parts, "concat", [], [], None, None, lineno=child.lineno)
                if isinstance(value, list):
                    value[index] = bounded
                else:
                    setattr(node, name, bounded)


def _passing(function: Callable[..., Any]) -> Callable[..., Any]:
    """The filter, letting what is missing pass through, to be shown or refused where it is printed."""

    @wraps(function)
    def filtered(value: Any, *arguments: Any) -> Any:
        missing = next((one for one in (value, *arguments) if isinstance(one, Undefined)), None)
        return function(value, *arguments) if missing is None else missing

    return filtered


@pass_context
def _counted(_: Context, values: Iterable[Any]) -> Iterator[Any]:
    budget = _budget.get()
    for value in values:
        budget.step()
        yield value


@pass_context
def _concat(context: Context, parts: Iterable[Any]) -> Markup:
    shown = Markup("").join(part if isinstance(part, Undefined) else _text(part) for part in parts)
    filters.bounded(shown)
    return shown


@pass_context
def _shown(_: Context, value: Any) -> Any:
    """What `{{ value }}` prints: texts escaped, numbers plain, 是 or 否, missing names red."""
    text = value if isinstance(value, Undefined | Markup) else _text(value)
    _budget.get().print(len(text) if isinstance(text, str) else 0)
    return text


def _text(value: Any) -> Any:
    if isinstance(value, str | Undefined):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float | Decimal):
        return canonical(value)
    if value is None:
        return ""
    raise TypeError("只能印出文字、数字、是否；列表和键值对要逐项写出")


def _broken(name: str, line: int, reason: str) -> TemplateBroken:
    return TemplateBroken(file=name, line=line, reason=reason)


def _line_of(error: BaseException, name: str) -> int:
    """The template line that failed: Jinja rewrites tracebacks so that the frames carry template names and lines."""
    line, trace = 1, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in {name, "<template>"}:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
