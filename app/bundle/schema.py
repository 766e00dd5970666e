"""Marshmallow with Chinese messages, and its errors turned into faults with lines."""

from collections.abc import Iterator, Mapping
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


def load(schema: Plain, source: YamlFile, faults: Faults) -> Any:
    """The loaded data, or None with a fault at the line of each mistake."""
    try:
        return schema.load(source.data)
    except ValidationError as error:
        for path, message in _flat(error.messages, ()):
            shown = ".".join(str(part) for part in path)
            told = Text("{path}：{message}", path=shown, message=message) if shown else message
            faults.add("schema", told, "请照 processes/README.md 改正", source.line(path))
    return None


def _flat(messages: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(messages, Mapping):
        for part, inner in messages.items():
            yield from _flat(inner, path if part in ("_schema", "value", "key") else (*path, part))
    elif isinstance(messages, list):
        for message in messages:
            yield from _flat(message, path)
    else:
        yield path, messages
