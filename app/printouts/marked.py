"""YAML whose values remember their line, so that a fault in a file can be told by line."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.core.texts import Text
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
    """Read one YAML file that holds a mapping, within the bounds of all files of a package."""
    from app.bundle.faults import Faults  # noqa: PLC0415 - whoever renders was given what is read here
    from app.bundle.yamlfile import read_yaml  # noqa: PLC0415 - as above

    if len(data) > _MAX_BYTES:
        raise PrintoutBroken(
            file=file, line=1, reason=Text("文件超过 {max_bytes} KB", max_bytes=_MAX_BYTES // 1024)
        )
    faults = Faults(file)
    source = read_yaml(data, faults)
    first = next(iter(faults), None)
    if first is not None:
        raise PrintoutBroken(
            file=file,
            line=first.line or 1,
            reason=Text("{message}，{mend}", message=first.message, mend=first.mend),
        )
    if source is None or not isinstance(source.data, dict):
        raise PrintoutBroken(file=file, line=1, reason=Text("须是键值对，如 title: 出动指令"))
    return Marked(file, source.data, source.lines)
