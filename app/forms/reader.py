"""Reads a form document into components; every fault on the way is noted, none ends the reading."""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from app.core.errors import DomainError
from app.core.texts import Text, texts
from app.feel import FeelError
from app.forms.component import CONTAINERS, KEYED, PRESENTATIONAL, Component
from app.forms.expressions import Condition, Formula, is_formula, template_formulas
from app.forms.patterns import Pattern
from app.forms.problems import Problems
from app.forms.texts import quoted

_Made = TypeVar("_Made")

SCHEMA_VERSION = 19
DEEPEST = 8
MOST_COMPONENTS = 500

_SEGMENT = re.compile(r"[^\W\d]\w*")
_UNSAFE = frozenset({"__proto__", "constructor", "prototype"})
_FORMULAS = (
    "defaultValue",
    "validate.min",
    "validate.max",
    "validate.minLength",
    "validate.maxLength",
    "valuesExpression",
    "expression",
    "dataSource",
    "columnsExpression",
    "accept",
    "multiple",
    "description",
    "text",
    "source",
    "alt",
    "appearance.prefixAdorner",
    "appearance.suffixAdorner",
)
_TEMPLATES = ("description", "text", "alt", "appearance.prefixAdorner", "appearance.suffixAdorner")
_SPOKEN = texts(
    {
        "conditional.hide": "隐藏条件",
        "readonly": "只读条件",
        "defaultValue": "默认值",
        "validate.min": "最小值",
        "validate.max": "最大值",
        "validate.minLength": "最少字数",
        "validate.maxLength": "最多字数",
        "validate.pattern": "格式",
        "valuesExpression": "选项表达式",
        "expression": "算出的值",
        "dataSource": "数据来源",
        "columnsExpression": "表头表达式",
        "accept": "可收的文件格式",
        "multiple": "可否传几个文件",
        "description": "填写说明",
        "text": "说明文字",
        "source": "图片来源",
        "alt": "替代文字",
        "appearance.prefixAdorner": "前缀",
        "appearance.suffixAdorner": "后缀",
    }
)
"""What people call the attributes that may hold an expression or a pattern."""
_ELSEWHERE = {
    "html": "请用“文本”组件",
    "iframe": "表单里不嵌入别的网页",
    "documentPreview": "文书请在任务页查看",
}


def read(document: Any, problems: Problems) -> tuple[Component, ...]:
    """The components of a document, those that cannot be read left out."""
    if not isinstance(document, Mapping) or not isinstance(document.get("components"), list):
        problems.add("form-shape", {}, "这不是 form-js 表单：没有 components 列表", "请用表单设计器重新导出")
        return ()
    version = document.get("schemaVersion", SCHEMA_VERSION)
    if (
        document.get("type", "default") != "default"
        or not isinstance(version, int)
        or version > SCHEMA_VERSION
    ):
        problems.add(
            "schema-version",
            {},
            Text(
                "表单版本{value}读不了，这里读到第 {schema_version} 版",
                value=quoted(version),
                schema_version=SCHEMA_VERSION,
            ),
            "请用第 19 版的表单设计器另存",
        )
    return _Reader(problems).components(document["components"], 1)


class _Reader:
    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._ids: set[str] = set()
        self._count = 0

    def components(self, raw: Any, depth: int) -> tuple[Component, ...]:
        if not isinstance(raw, list):
            self._problems.add("form-shape", {}, "components 不是列表", "请用表单设计器重新导出")
            return ()
        if depth > DEEPEST:
            self._problems.add(
                "form-depth", {}, Text("表单嵌套超过 {deepest} 层", deepest=DEEPEST), "请减少嵌套"
            )
            return ()
        found = (self._component(item, depth) for item in raw)
        return tuple(component for component in found if component is not None)

    def _component(self, raw: Any, depth: int) -> Component | None:
        self._count += 1
        if self._count > MOST_COMPONENTS:
            if self._count == MOST_COMPONENTS + 1:
                self._problems.add(
                    "form-size",
                    {},
                    Text("表单超过 {most_components} 个组件", most_components=MOST_COMPONENTS),
                    "请拆成几张表单",
                )
            return None
        if not isinstance(raw, Mapping):
            self._problems.add("form-shape", {}, "有一个组件不是对象", "请用表单设计器重新导出")
            return None
        kind = self._type(raw)
        if kind is None:
            return None
        self._identify(raw)
        return Component(
            type=kind,
            id=str(raw.get("id")),
            label=self._label(raw, kind),
            path=self._path(raw, kind),
            attributes={
                **raw,
                **{name: _mapping(raw, name) for name in ("validate", "properties", "appearance")},
            },
            formulas=self._formulas(raw),
            hide=self._hide(raw),
            lock=self._lock(raw),
            pattern=self._pattern(raw),
            components=self.components(raw.get("components", []), depth + 1) if kind in CONTAINERS else (),
        )

    def _type(self, raw: Mapping[str, Any]) -> str | None:
        kind = raw.get("type")
        if isinstance(kind, str) and kind in KEYED | CONTAINERS | PRESENTATIONAL:
            return kind
        mend = _ELSEWHERE.get(str(kind), "请换成设计器左栏里的组件")
        self._problems.add("component-type", raw, Text("不支持{value}组件", value=quoted(kind)), mend)
        return None

    def _identify(self, raw: Mapping[str, Any]) -> None:
        identity = raw.get("id")
        if not isinstance(identity, str) or not identity:
            self._problems.add("component-id", raw, "组件没有 id", "请在设计器里重新保存这张表单")
        elif identity in self._ids:
            self._problems.add(
                "component-id",
                raw,
                Text("有两个组件的 id 都是 {identity}", identity=identity),
                "请改掉其中一个",
            )
        else:
            self._ids.add(identity)

    def _label(self, raw: Mapping[str, Any], kind: str) -> str:
        if kind == "datetime":
            parts = [raw.get("dateLabel"), raw.get("timeLabel")]
            label: Any = next((part for part in [raw.get("label"), *parts] if part), "")
        else:
            label = raw.get("label", "")
        if kind not in KEYED or kind == "expression":
            return label if isinstance(label, str) else ""
        if not isinstance(label, str) or not label or is_formula(label) or "{{" in label:
            self._problems.add(
                "label", raw, "输入项要有固定文字的标签，日志和提示都用它", "请填写标签，不用表达式"
            )
            return str(raw.get("key"))
        return label

    def _path(self, raw: Mapping[str, Any], kind: str) -> tuple[str, ...]:
        name = "path" if kind in CONTAINERS else "key"
        text = raw.get(name)
        if kind in PRESENTATIONAL or (kind == "group" and not text):
            return ()
        segments = text.split(".") if isinstance(text, str) else [""]
        if all(_SEGMENT.fullmatch(segment) and segment not in _UNSAFE for segment in segments):
            return tuple(segments)
        self._problems.add(
            "component-key",
            raw,
            Text("{name} {value}不能用作变量名", name=name, value=quoted(text)),
            "请用字母或汉字开头，只含字母、汉字、数字和下划线",
        )
        return ("_",)

    def _formulas(self, raw: Mapping[str, Any]) -> dict[str, Formula]:
        found = {}
        for name in _FORMULAS:
            value = _get(raw, name)
            if is_formula(value):
                formula = self._compiled(Formula, raw, name, value)
                if formula is not None:
                    found[name] = formula
            elif name in _TEMPLATES and isinstance(value, str):
                self._templates(raw, name, value, found)
        return found

    def _templates(self, raw: Mapping[str, Any], name: str, text: str, found: dict[str, Formula]) -> None:
        try:
            for index, formula in enumerate(template_formulas(text)):
                found[f"{name}{{{index}}}"] = formula
        except FeelError as error:
            self._problems.add(
                "feel",
                raw,
                Text("{spoken}里的表达式写错了：{message}", spoken=_SPOKEN[name], message=error.message),
                "请改正表达式",
            )

    def _hide(self, raw: Mapping[str, Any]) -> Condition | None:
        hide = _mapping(raw, "conditional").get("hide")
        if not hide:
            return None
        if not is_formula(hide):
            self._problems.add(
                "hide",
                raw,
                Text("隐藏条件{value}不是表达式", value=quoted(hide)),
                "请以 = 开头写一个结果为真假的表达式",
            )
            return None
        return self._compiled(Condition, raw, "conditional.hide", hide)

    def _lock(self, raw: Mapping[str, Any]) -> Condition | bool:
        readonly = raw.get("readonly", False)
        if is_formula(readonly):
            return self._compiled(Condition, raw, "readonly", readonly) or False
        if not isinstance(readonly, bool):
            self._problems.add(
                "readonly",
                raw,
                Text("readonly {value}不是真假也不是表达式", value=quoted(readonly)),
                "请改为 true 或表达式",
            )
        return bool(readonly)

    def _pattern(self, raw: Mapping[str, Any]) -> Pattern | None:
        pattern = _mapping(raw, "validate").get("pattern")
        if not pattern:
            return None
        if not isinstance(pattern, str):
            self._problems.add("pattern", raw, "模式不是文字", "请改正模式")
            return None
        return self._compiled(Pattern, raw, "validate.pattern", pattern)

    def _compiled(
        self, make: Callable[[str], _Made], raw: Mapping[str, Any], name: str, text: str
    ) -> _Made | None:
        try:
            return make(text)
        except DomainError as error:
            code = "feel" if isinstance(error, FeelError) else "pattern"
            self._problems.add(
                code,
                raw,
                Text("{spoken}写错了：{message}", spoken=_SPOKEN[name], message=error.message),
                "请改正这一处",
            )
            return None


def _mapping(raw: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = raw.get(name)
    return value if isinstance(value, Mapping) else {}


def _get(raw: Mapping[str, Any], dotted: str) -> Any:
    outer, _, inner = dotted.rpartition(".")
    return _mapping(raw, outer).get(inner) if outer else raw.get(inner)
