"""Properties of plain data (YAML, JSON): mappings by their path, lists by their members."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from app.bundle.comparison.facets import Facet
from app.core.texts import Joined, Text, texts

Label = Callable[[str], str]
"""What the property under a dotted path is called."""

_SPECIAL = texts({True: "是", False: "否", None: "（空）"})


def labelled(labels: Mapping[str, str]) -> Label:
    """Labels by dotted path; below a known word the rest as it is; an unknown one by its last word, or its path."""

    def label(path: str) -> str:
        first, _, rest = path.partition(".")
        if path in labels:
            return labels[path]
        if rest and first in labels:
            return Text("{label} {path}", label=labels[first], path=rest)
        return labels.get(path.rpartition(".")[2], path)

    return label


def facets_of(value: Any, label: Label, path: tuple[str, ...] = ()) -> Iterator[Facet]:
    """Everything that a value says. Of a list the members are told, each on one line."""
    if isinstance(value, Mapping) and (value or not path):
        for key, inner in value.items():
            yield from facets_of(inner, label, (*path, str(key)))
        return
    dotted = ".".join(path)
    if isinstance(value, list):
        parts = tuple(one_line(member, label, dotted) for member in value)
        yield Facet(path, label(dotted), written(value), "" if parts else Text("（没有）"), parts)
    else:
        yield Facet(path, label(dotted), written(value), told(value))


def told(value: Any) -> str:
    """A plain value as people read it."""
    if value is None or isinstance(value, bool):
        return _SPECIAL[value]
    return written(value) if isinstance(value, Mapping | list) else str(value)


def one_line(value: Any, label: Label, path: str) -> str:
    """A member of a list; of an option its words and, where it differs, its value."""
    if not isinstance(value, Mapping):
        return told(value)
    if set(value) == {"label", "value"}:
        words, key = told(value["label"]), told(value["value"])
        return words if words == key else Text("{words}（{key}）", words=words, key=key)
    members = (
        Text("{label} {value}", label=label(f"{path}.{key}"), value=one_line(inner, label, path))
        for key, inner in value.items()
    )
    return Joined("，", members)


def written(value: Any) -> str:
    """A value as text that is the same for the same data, whatever the order of keys; 1 and true differ."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
