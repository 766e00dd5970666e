"""Values inside nested JSON, addressed by path: keys of objects and indexes of lists."""

from collections.abc import Iterator, Mapping
from typing import Any

Path = tuple[str | int, ...]


class Missing:
    """The type of `MISSING`: nothing is there, not even null."""


MISSING = Missing()


def read_at(container: Any, path: Path) -> Any:
    """The value at the path, or `MISSING`."""
    for segment in path:
        if isinstance(segment, int):
            there = isinstance(container, list) and segment < len(container)
        else:
            there = isinstance(container, dict | Mapping) and segment in container
        if not there:
            return MISSING
        container = container[segment]
    return container


def put_at(container: dict[str, Any], path: Path, value: Any) -> None:
    """Set the value at the path. Containers on the way are copied, so that no other holder sees the change."""
    target: Any = container
    for segment in path[:-1]:
        inner = read_at(target, (segment,))
        copied: Any = (
            list(inner) if isinstance(inner, list) else dict(inner) if isinstance(inner, Mapping) else {}
        )
        target[segment] = copied
        target = copied
    target[path[-1]] = value


def drop_at(container: dict[str, Any], path: Path) -> None:
    """Remove the value at the path, and the objects around it that it leaves empty."""
    if read_at(container, path) is MISSING:
        return
    outer, last = path[:-1], path[-1]
    rest = {
        key: value
        for key, value in (read_at(container, outer) if outer else container).items()
        if key != last
    }
    if not outer:
        del container[str(last)]
    elif rest:
        put_at(container, outer, rest)
    else:
        drop_at(container, outer)


def dotted(path: Path) -> str:
    """The path as text: `teams.0.name`."""
    return ".".join(map(str, path))


def names_of(path: Path) -> tuple[str, ...]:
    """The path without its indexes."""
    return tuple(segment for segment in path if isinstance(segment, str))


def leaves(messages: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text in nested objects and lists of texts, with the path of the object that holds it."""
    if isinstance(messages, str):
        yield path, messages
    elif isinstance(messages, list):
        for message in messages:
            yield from leaves(message, path)
    elif isinstance(messages, Mapping):
        for key, inner in messages.items():
            yield from leaves(inner, path if key == "_schema" else (*path, key))
