"""Made-up values for what a form reads, so that its texts, tables and choices can be looked at before any case."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from app.forms.component import Component
from app.forms.form import Form

_PATH = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
_QUOTED = re.compile(r'"[^"]*"')
_ROWS = 2


def example(form: Form) -> dict[str, Any]:
    """A value for each name that the form's expressions read and the form does not fill in itself.

    A text is its own path in 〔〕, as papers show what is missing; what a table shows is a list of rows.
    """
    own = {path[0] for path in form.bound}
    values: dict[str, Any] = {}
    for top in form.components:
        for component in top.walk():
            for path in sorted(_read(component), key=len, reverse=True):
                if path[0] not in own:
                    _put(values, path, f"〔{'.'.join(path)}〕")
            if component.type == "table":
                _put_rows(values, component)
    return dict(sorted(values.items()))


def _read(component: Component) -> Iterator[tuple[str, ...]]:
    names = frozenset(component.names()) - {"this", "parent", "i"}
    for formula in component.formulas.values():
        for found in _PATH.finditer(_QUOTED.sub("", formula.source)):
            path = tuple(found[0].split("."))
            if path[0] in names:
                yield path


def _put(values: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    node = values
    for name in path[:-1]:
        below = node.setdefault(name, {})
        if not isinstance(below, dict):
            return
        node = below
    node.setdefault(path[-1], value)


def _put_rows(values: dict[str, Any], table: Component) -> None:
    source, columns = table.attributes.get("dataSource"), table.attributes.get("columns")
    found = _PATH.fullmatch(str(source).removeprefix("=").strip())
    if not found or not isinstance(columns, list):
        return
    keys = [str(one["key"]) for one in columns if isinstance(one, Mapping) and one.get("key")]
    rows = [{key: f"〔{key}〕" for key in keys} for _ in range(_ROWS)]
    *above, last = found[0].split(".")
    node: Any = values
    for name in above:
        node = node.setdefault(name, {})
        if not isinstance(node, dict):
            return
    node[last] = rows
