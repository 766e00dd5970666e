"""YAML whose values remember their line, so that a fault in a file can be told by line."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from app.core.wrong import yaml_words
from app.printouts.errors import PrintoutBroken

_MAX_BYTES = 64 * 1024
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Marked:
    """What a YAML file says, and on which line each value stands."""

    file: str
    value: dict[str, Any]
    lines: Mapping[Path, int]

    def broken(self, reason: str, *path: str | int) -> PrintoutBroken:
        """The refusal of what stands at the path, with file and line."""
        while path and path not in self.lines:
            path = path[:-1]
        return PrintoutBroken(file=self.file, line=self.lines.get(path, 1), reason=reason)


def read(file: str, data: bytes) -> Marked:
    """Read one YAML file that holds a mapping. Anchors are refused: they could grow without end."""
    if len(data) > _MAX_BYTES:
        raise PrintoutBroken(file=file, line=1, reason=f"文件超过 {_MAX_BYTES // 1024} KB")
    try:
        text = data.decode()
        _refuse_anchors(file, text)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except UnicodeDecodeError:
        raise PrintoutBroken(file=file, line=1, reason="不是 UTF-8 文字") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark is not None else 1
        raise PrintoutBroken(
            file=file, line=line, reason=f"YAML 写法有误：{yaml_words(error.problem)}"
        ) from error
    if not isinstance(node, yaml.MappingNode):
        raise PrintoutBroken(file=file, line=1, reason="须是键值对，如 title: 出动指令")
    lines: dict[Path, int] = {}
    return Marked(file, _value(node, (), lines), lines)


def _refuse_anchors(file: str, text: str) -> None:
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            mark = event.start_mark
            line = mark.line + 1 if mark is not None else 1
            raise PrintoutBroken(file=file, line=line, reason="不能用 YAML 引用（*），请把内容写全")


def _value(node: yaml.Node, path: Path, lines: dict[Path, int]) -> Any:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _value(item, (*path, str(key.value)), lines) for key, item in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, index), lines) for index, item in enumerate(node.value)]
    return yaml.SafeLoader("").construct_object(node)
