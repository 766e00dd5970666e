"""What a readable form may still have wrong: bindings, rules, options, settings of each type, unsafe content."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from app.core.texts import Text
from app.forms import moments
from app.forms.component import CHOICES, KEYED, SINGLE_CHOICES, TEXTS, VALIDATE_KEYS, Component
from app.forms.expressions import is_formula
from app.forms.options import MOST, SOURCES, among, same, static_options
from app.forms.problems import Problems
from app.forms.texts import quoted

MOST_ROWS = 200
LONGEST_TEXT = 20_000

_HTML = re.compile(r"<[A-Za-z!/?]")
_LINK = re.compile(r"\]\(\s*<?(?P<target>[^)\s>]*)")
_SAFE_LINK = re.compile(r"(/(?!/)|#|mailto:|tel:)")
_SAFE_IMAGE = re.compile(r"(/(?!/)|data:image/(png|jpeg|gif|webp);base64,)")


def check(components: tuple[Component, ...], problems: Problems) -> None:
    """Note the faults of a form's components."""
    _Claims(problems).claim(components, ())
    _outcomes(components, problems)
    for top in components:
        for component in top.walk():
            _rules(component, problems)
            for test in _CHECKS.get(component.type, ()):
                test(component, problems)


class _Claims:
    """Which data path belongs to which component, as form-js's path registry has it."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._closed: set[tuple[str, ...]] = set()
        self._open: set[tuple[str, ...]] = set()

    def claim(self, components: tuple[Component, ...], base: tuple[str, ...]) -> None:
        for component in components:
            path = base + component.path
            if component.type in KEYED or component.type == "dynamiclist":
                self._close(component, path)
            if component.type == "group":
                self.claim(component.components, path)
            elif component.type == "dynamiclist":
                _Claims(self._problems).claim(component.components, ())

    def _close(self, component: Component, path: tuple[str, ...]) -> None:
        above = {path[:length] for length in range(1, len(path))}
        if path in self._closed | self._open or above & self._closed:
            self._problems.add(
                "key-taken",
                component.attributes,
                Text("“{names}”已被另一个组件占用", names=".".join(path)),
                "请换一个 key 或 path",
            )
        self._closed.add(path)
        self._open |= above


def _outcomes(components: tuple[Component, ...], problems: Problems) -> None:
    found = [component for top in components for component in top.walk() if component.is_outcome]
    for component in found:
        fits = component.type in SINGLE_CHOICES and component.required and len(component.path) == 1
        if not fits or not static_options(component) or component not in components:
            problems.add(
                "outcome",
                component.attributes,
                "办理结果要用表单最外层的必填单选或下拉，选项写在表单里",
                "请把它移到最外层，设为必填，选项写成固定的",
            )
    for component in found[1:]:
        problems.add(
            "outcome",
            component.attributes,
            "一张表单只能有一个办理结果",
            "请在多余的一项去掉“它的选项就是办理时的按钮”",
        )


def _rules(component: Component, problems: Problems) -> None:
    allowed = VALIDATE_KEYS.get(component.type)
    if allowed is None:
        return
    for name, value in component.validate.items():
        if name not in allowed:
            problems.add(
                "validate",
                component.attributes,
                Text("这种组件没有 {name} 规则", name=name),
                "请去掉这条规则",
            )
        elif not _RULE_VALUES[name](value):
            problems.add(
                "validate",
                component.attributes,
                Text("规则 {name} 的值{value}不能用", name=name, value=quoted(value)),
                "请改正这条规则",
            )
    if not isinstance(component.attributes.get("disabled", False), bool):
        problems.add(
            "disabled", component.attributes, "disabled 只能是真或假", "请改为 true，或用 readonly 写表达式"
        )


def _number(value: Any) -> bool:
    return (
        value is None or is_formula(value) or (isinstance(value, int | float) and not isinstance(value, bool))
    )


def _length(value: Any) -> bool:
    return value is None or is_formula(value) or (_number(value) and 0 <= value <= LONGEST_TEXT)


_RULE_VALUES: Mapping[str, Callable[[Any], bool]] = {
    "required": lambda value: isinstance(value, bool),
    "min": _number,
    "max": _number,
    "minLength": _length,
    "maxLength": _length,
    "pattern": lambda value: isinstance(value, str),
    "patternErrorMessage": lambda value: isinstance(value, str),
    "validationType": lambda value: value in ("", "email", "phone", "custom"),
}


def _options(component: Component, problems: Problems) -> None:
    sources = [name for name in SOURCES if component.attributes.get(name) is not None]
    if len(sources) != 1:
        problems.add(
            "options",
            component.attributes,
            "选项要有一个来源，也只能有一个",
            "请只留 values、valuesKey 或 valuesExpression",
        )
    elif sources == ["values"]:
        _static_options(component, problems)
    elif sources == ["valuesExpression"] and "valuesExpression" not in component.formulas:
        problems.add("options", component.attributes, "valuesExpression 要以 = 开头", "请写成表达式")
    elif sources == ["valuesKey"] and not isinstance(component.attributes["valuesKey"], str):
        problems.add("options", component.attributes, "valuesKey 不是变量名", "请填写变量名")


def _static_options(component: Component, problems: Problems) -> None:
    raw, options = component.attributes["values"], static_options(component)
    if not isinstance(raw, list) or not options or len(options) != len(raw):
        problems.add(
            "options",
            component.attributes,
            Text("选项读不出来，或超过 {most} 项", most=MOST),
            "每个选项要有 label 和 value",
        )
    for index, option in enumerate(options):
        if among(option.value, options[:index]):
            problems.add(
                "options",
                component.attributes,
                Text("两个选项的值都是{value}", value=quoted(option.value)),
                "请改掉其中一个",
            )


def _datetime(component: Component, problems: Problems) -> None:
    attributes = component.attributes
    if attributes.get("subtype", "date") not in moments.SUBTYPES:
        problems.add("datetime", attributes, "subtype 要是 date、time 或 datetime", "请改正")
    if attributes.get("timeSerializingFormat", "no_timezone") not in moments.FORMATS:
        problems.add(
            "datetime",
            attributes,
            "timeSerializingFormat 不认得",
            Text("请用 {names} 之一", names="、".join(moments.FORMATS)),
        )


def _figures(component: Component, problems: Problems) -> None:
    digits, increment = component.attributes.get("decimalDigits"), component.attributes.get("increment")
    if digits is not None and (
        not isinstance(digits, int) or isinstance(digits, bool) or not 0 <= digits <= 20
    ):
        problems.add("number", component.attributes, "decimalDigits 要是 0 到 20 的整数", "请改正")
    if increment is not None and not _positive(increment):
        problems.add("number", component.attributes, "increment 要是大于 0 的数", "请改正")


def _positive(value: Any) -> bool:
    try:
        return not isinstance(value, bool) and 0 < float(value) < float("inf")
    except (TypeError, ValueError):
        return False


def _default(component: Component, problems: Problems) -> None:
    value = component.attributes.get("defaultValue")
    if value is None or is_formula(value):
        return
    if not _DEFAULTS[component.type](component, value):
        problems.add(
            "default",
            component.attributes,
            Text("默认值{value}填不进这种组件", value=quoted(value)),
            "请改正默认值",
        )


def _is_text(_: Component, value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_TEXT


def _is_option(component: Component, value: Any) -> bool:
    options = static_options(component)
    return not options or among(value, options) is not None


_DEFAULTS: Mapping[str, Callable[[Component, Any], bool]] = {
    **dict.fromkeys(TEXTS, _is_text),
    **dict.fromkeys(SINGLE_CHOICES, _is_option),
    "checklist": lambda component, value: (
        isinstance(value, list) and all(_is_option(component, v) for v in value)
    ),
    "taglist": lambda component, value: (
        isinstance(value, list) and all(_is_option(component, v) for v in value)
    ),
    "checkbox": lambda _, value: isinstance(value, bool),
    "number": lambda _, value: _number(value) or _positive(value) or same(value, "0"),
    "datetime": lambda component, value: (
        moments.stored(component.attributes.get("subtype", "date"), value) is not None
    ),
}


def _expression(component: Component, problems: Problems) -> None:
    if "expression" not in component.formulas:
        problems.add(
            "expression", component.attributes, "表达式组件没有以 = 开头的表达式", "请填写 expression"
        )
    if component.attributes.get("computeOn", "change") not in ("change", "presubmit"):
        problems.add("expression", component.attributes, "computeOn 要是 change 或 presubmit", "请改正")


def _list(component: Component, problems: Problems) -> None:
    repetitions = component.attributes.get("defaultRepetitions", 1)
    if not isinstance(repetitions, int) or isinstance(repetitions, bool) or not 0 <= repetitions <= MOST_ROWS:
        problems.add(
            "list",
            component.attributes,
            Text("defaultRepetitions 要是 0 到 {most_rows} 的整数", most_rows=MOST_ROWS),
            "请改正",
        )
    for name in ("allowAddRemove", "isRepeating"):
        if not isinstance(component.attributes.get(name, True), bool):
            problems.add("list", component.attributes, Text("{name} 只能是真或假", name=name), "请改正")
    if component.attributes.get("isRepeating", True) is False:
        problems.add("list", component.attributes, "不重复的列表请用分组", "请换成“分组”组件")


def _content(component: Component, problems: Problems) -> None:
    text = component.attributes.get("text", "")
    if not isinstance(text, str) or len(text) > LONGEST_TEXT:
        problems.add("text", component.attributes, "文本不是文字或太长", "请改正")
        return
    if _HTML.search(text):
        problems.add("html-in-text", component.attributes, "文字里有 HTML 标签", "请用 Markdown 写格式")
    for link in _LINK.finditer(text):
        if not _SAFE_LINK.match(link["target"]):
            target = quoted(link["target"])
            problems.add(
                "outside-link",
                component.attributes,
                Text("链接{target}指向系统之外", target=target),
                "请改为本系统的地址",
            )


def _image(component: Component, problems: Problems) -> None:
    source = component.attributes.get("source", "")
    if not isinstance(source, str) or is_formula(source) or (source and not _SAFE_IMAGE.match(source)):
        problems.add(
            "image-source",
            component.attributes,
            "图片要放在本系统里",
            "请填 / 开头的地址或内嵌 PNG、JPEG 图片",
        )


_Check = Callable[[Component, Problems], None]
_CHECKS: Mapping[str, tuple[_Check, ...]] = {
    **dict.fromkeys(CHOICES, (_options, _default)),
    **dict.fromkeys(TEXTS, (_default,)),
    "checkbox": (_default,),
    "number": (_figures, _default),
    "datetime": (_datetime, _default),
    "expression": (_expression,),
    "dynamiclist": (_list,),
    "text": (_content,),
    "image": (_image,),
}
