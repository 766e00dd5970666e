"""YAML as packages may write it: plain data, bounded, each value with its line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

import yaml

from app.bundle.faults import Faults
from app.core.texts import Text
from app.core.wrong import yaml_words

# libyaml where PyYAML was built with it: ten times as fast, and every start reads the packages
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NUMBERS = frozenset({"tag:yaml.org,2002:int", "tag:yaml.org,2002:float"})
MAX_BYTES = 1024 * 1024
"""Size of one YAML file."""

DEEPEST = 12
"""Lists and mappings inside one another."""

LONGEST_NUMBER = 40
"""Characters of a number: YAML reads `1:1:1:…` to the base of 60, into numbers that no digits can be written of."""

Path = tuple[str | int, ...]


class Spot(TypedDict):
    """The place of a value, as `Faults.add` takes it."""

    line: int
    element: str | None


@dataclass(frozen=True, slots=True)
class YamlFile:
    """The data of a file and the line (from 1) of every value in it."""

    data: Any
    lines: Mapping[Path, int]

    def line(self, path: Sequence[str | int]) -> int:
        """The line of a value, or of the nearest one around it."""
        place = tuple(path)
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def at(self, path: Path) -> Spot:
        """Where a value stands, for a fault: its line, and its path as the element."""
        return {"line": self.line(path), "element": ".".join(str(part) for part in path) or None}


def read_yaml(data: bytes, faults: Faults) -> YamlFile | None:
    """The content of a YAML file; None after faults (syntax, tags, anchors, keys written twice, size)."""
    if len(data) > MAX_BYTES:
        faults.add(
            "file-too-large", Text("文件超过 {max_bytes} KB", max_bytes=MAX_BYTES // 1024), Text("请拆分")
        )
        return None
    before = len(faults)
    try:
        text = data.decode("utf-8-sig")
        _refuse(yaml.parse(text, Loader=_LOADER), faults)
        if len(faults) > before:
            return None
        node = yaml.compose(text, Loader=_LOADER)
        return _Reader(faults).file(node) if node is not None else YamlFile(None, {})
    except UnicodeDecodeError:
        faults.add("yaml-syntax", Text("文件不是 UTF-8 编码"), Text("请另存为 UTF-8"))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        faults.add(
            "yaml-syntax",
            Text("YAML 写法有误：{problem}", problem=yaml_words(error.problem)),
            Text("请检查缩进、引号和冒号"),
            min(mark.line, text.count("\n")) + 1 if mark else 1,  # libyaml marks the end behind the last line
        )
    except (yaml.YAMLError, ValueError):
        faults.add(
            "yaml-syntax",
            Text("YAML 写法有误：{problem}", problem=yaml_words("unacceptable character")),
            Text("请检查这个文件的字符"),
        )
    return None


def _refuse(events: Iterator[yaml.Event], faults: Faults) -> None:
    """Find what plain data does not need, before anything is built from it."""
    depth = 0
    for event in events:
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            faults.add(
                "yaml-unsafe", Text("嵌套超过 {deepest} 层", deepest=DEEPEST), Text("请减少层次"), line
            )
            return
        if getattr(event, "anchor", None):
            faults.add("yaml-unsafe", Text("不能用锚点（&）和引用（*）"), Text("请把内容写全"), line)
        if getattr(event, "tag", None) is not None:
            faults.add(
                "yaml-unsafe", Text("不能用类型标记（!）"), Text("请写普通的文字、数字、列表和映射"), line
            )


class _Reader:
    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._lines: dict[Path, int] = {}
        self._scalars = yaml.constructor.SafeConstructor()

    def file(self, node: yaml.Node) -> YamlFile:
        return YamlFile(self._value(node, ()), self._lines)

    def _value(self, node: yaml.Node, path: Path) -> Any:
        self._lines[path] = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(child, (*path, index)) for index, child in enumerate(node.value)]
        if node.tag in _NUMBERS and len(node.value) > LONGEST_NUMBER:
            line = node.start_mark.line + 1
            self._faults.add(
                "yaml-unsafe",
                Text("数字超过 {longest_number} 位", longest_number=LONGEST_NUMBER),
                Text("是文字请加引号"),
                line,
            )
            return None
        return self._scalars.construct_object(node)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self._faults.add("yaml-unsafe", Text("键只能是文字"), Text("请改写"), line)
                continue
            key = str(key_node.value)
            if key in found:
                self._faults.add(
                    "yaml-duplicate", Text("键“{key}”写了不止一次", key=key), Text("请只留一个"), line
                )
            found[key] = self._value(value_node, (*path, key))
        return found
