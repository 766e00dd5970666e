"""Marshmallow with Chinese messages, and its errors turned into faults with lines."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate

from app.bundle.faults import Faults
from app.bundle.yamlfile import Path, YamlFile
from app.core.texts import Joined, Text, texts

KEY = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
"""Keys of packages, units, groups, forms, processes …"""

MESSAGES: dict[str, Any] = texts(
    {
        "required": "缺少这一项",
        "null": "不能为空",
        "invalid": "内容的类型不对",
        "type": "应当是一组“键: 值”",
        "unknown": "不认识的键",
        "validator_failed": "内容不合规定",
        "invalid_utf8": "不是 UTF-8 文字",
        "too_large": "数字太大",
    }
)


class Day(fields.Field[date]):
    """A day, written without quotes."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> date:
        if not isinstance(value, date) or isinstance(value, datetime):
            raise ValidationError(Text("“{day}”不是日期，请写成 2026-10-01，不加引号", day=value))
        return value


class Share(fields.Field[float]):
    """A number from 0 to 1."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise ValidationError(Text("“{share}”不是 0 到 1 的数，请写成 1.0、0.95", share=value))
        return value


class Plain(Schema):
    """A schema that knows all its keys."""

    error_messages = {"unknown": MESSAGES["unknown"], "type": MESSAGES["type"]}  # noqa: RUF012 - marshmallow's way

    class Meta:
        """Unknown keys are faults."""

        unknown = RAISE


def text(most: int = 200, **given: Any) -> fields.String:
    """A text that is not empty."""
    rule = validate.Length(min=1, max=most, error=Text("应有 1 到 {most} 个字", most=most))
    return fields.String(validate=rule, error_messages=MESSAGES, **given)


def list_of(one: fields.Field[Any], **given: Any) -> fields.List[Any]:
    """A list of plain values."""
    return fields.List(one, error_messages=MESSAGES, **given)


def mapping(keys: fields.Field[Any], values: fields.Field[Any], **given: Any) -> fields.Dict:
    """What is written under keys of the package's own choice; none by default."""
    return fields.Dict(keys, values, load_default=dict, error_messages=MESSAGES, **given)


def key(**given: Any) -> fields.String:
    """A key: lower-case letters, digits and hyphens."""
    rule = validate.Regexp(rf"{KEY}\Z", error=Text("只能用小写字母、数字和连字符，以字母开头"))
    return fields.String(validate=[rule, validate.Length(max=80)], error_messages=MESSAGES, **given)


def keys(**given: Any) -> fields.List[Any]:
    """A list of keys."""
    return fields.List(key(required=True), error_messages=MESSAGES, load_default=list, **given)


def one_of(*choices: str, **given: Any) -> fields.String:
    """One of a few words."""
    rule = validate.OneOf(choices, error=Text("只能是 {names} 之一", names=Joined("、", choices)))
    return fields.String(validate=rule, error_messages=MESSAGES, **given)


def items(schema: type[Plain], **given: Any) -> fields.List[Any]:
    """A list of mappings."""
    return fields.List(fields.Nested(schema, error_messages=MESSAGES), error_messages=MESSAGES, **given)


def told(label: str, hint: str = "", **more: Any) -> dict[str, Any]:
    """What editors say of a field: its label, a hint, and more that `shape` names."""
    return {"label": Text(label), "hint": Text(hint) if hint else "", **more}


def load(schema: Plain, source: YamlFile, faults: Faults) -> Any:
    """The loaded data, or None with a fault at the line of each mistake."""
    try:
        return schema.load(source.data)
    except ValidationError as error:
        for path, message in _flat(error.messages, ()):
            faults.add("schema", message, "请照 processes/README.md 改正", **source.at(path))
    return None


def _flat(messages: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(messages, Mapping):
        for part, inner in messages.items():
            yield from _flat(inner, path if _is_marshmallows(part, path) else (*path, part))
    elif isinstance(messages, list):
        for message in messages:
            yield from _flat(message, path)
    else:
        yield path, messages


def _is_marshmallows(part: Any, path: Path) -> bool:
    """Whether a part of a path is none of the file's: marshmallow's own, or which side of a mapping's entry it is."""
    return part == "_schema" or (part in ("key", "value") and bool(path) and isinstance(path[-1], str))
