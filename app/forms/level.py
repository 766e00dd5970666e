"""The form, or one row of a list, as data: its inputs, its lists, and the marshmallow schema of both."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from marshmallow import RAISE, Schema, ValidationError, fields, missing

from app.core.texts import Text
from app.forms.checks import MOST_ROWS
from app.forms.choices import ChoiceEntry, ChoicesEntry
from app.forms.component import Component
from app.forms.dated import DatetimeEntry, ExpressionEntry
from app.forms.entry import Bound, Entry, Here, Place
from app.forms.expressions import Condition
from app.forms.figures import CheckboxEntry, NumberEntry
from app.forms.options import same
from app.forms.paths import MISSING, put_at, read_at
from app.forms.scope import Names
from app.forms.texts import quoted
from app.forms.textual import FileEntry, LineEntry, TextEntry

_ENTRIES: Mapping[str, type[Entry]] = {
    "textfield": LineEntry,
    "textarea": TextEntry,
    "number": NumberEntry,
    "datetime": DatetimeEntry,
    "checkbox": CheckboxEntry,
    "radio": ChoiceEntry,
    "select": ChoiceEntry,
    "checklist": ChoicesEntry,
    "taglist": ChoicesEntry,
    "filepicker": FileEntry,
    "expression": ExpressionEntry,
}


class Strict(Schema):
    """A schema that refuses what it does not know, in Chinese."""

    class Meta:
        """Settings of marshmallow."""

        unknown = RAISE

    error_messages = {  # noqa: RUF012 - declared so in marshmallow's Schema
        "unknown": Text("这张表里没有这一项，没有收下。请刷新页面后重填"),
        "type": Text("这里要有一组值。请刷新页面后重填"),
    }


@dataclass(frozen=True, slots=True)
class Level:
    """Inputs and lists that share a row, in the order of the document."""

    entries: tuple[Entry, ...]
    lists: tuple["RowList", ...]
    schema: Schema

    @classmethod
    def of(cls, components: Iterable[Component]) -> "Level":
        """Compile the components of a form or of a list."""
        bound = tuple(_bound(components, (), ()))
        entries = tuple(item for item in bound if isinstance(item, Entry))
        lists = tuple(item for item in bound if isinstance(item, RowList))
        return cls(entries, lists, _schema(bound))

    def opened(self, source: Names, variables: Names) -> dict[str, Any]:
        """The data that form-js holds when the page opens: stored values made fit, defaults, empty values."""
        row = dict(source)
        for entry in self.entries:
            stored = read_at(source, entry.at)
            known = stored is not MISSING and stored is not None and not entry.component.is_outcome
            put_at(row, entry.at, entry.sanitised(stored, variables) if known else entry.default(variables))
        for rows in self.lists:
            put_at(row, rows.at, rows.opened(read_at(source, rows.at), variables))
        return row


class RowList(Bound):
    """A dynamic list: an array of rows."""

    def __init__(self, component: Component, at: tuple[str, ...], veils: tuple[Condition, ...]) -> None:
        super().__init__(component, at, veils)
        self.level = Level.of(component.components)

    def opened(self, stored: Any, variables: Names) -> list[dict[str, Any]]:
        """The rows when the page opens."""
        if not isinstance(stored, list):
            stored = [{}] * self.component.attributes.get("defaultRepetitions", 1)
        rows = (row if isinstance(row, Mapping) else {} for row in stored[:MOST_ROWS])
        return [self.level.opened(row, variables) for row in rows]

    def resizable(self, names: Names) -> bool:
        """Whether rows can be added and removed at that place."""
        lock = self.component.lock
        locked = lock.holds(names) if isinstance(lock, Condition) else lock
        return not locked and bool(self.component.attributes.get("allowAddRemove", True))

    def origins(self, opened: list[Any], rows: list[Any], variables: Names) -> list[dict[str, Any]]:
        """For each submitted row the one of the opened page it comes from, or a fresh one.

        Rows move up when one above is removed, so a row with read-only values is known by them, not by its place.
        """
        fixed = [entry for entry in self.level.entries if entry.component.lock]
        left, found = list(opened), []
        for index, row in enumerate(rows):
            if fixed and len(rows) != len(opened):
                origin = next((old for old in left if _agree(fixed, old, row)), None)
            else:
                origin = opened[index] if index < len(opened) else None
            left = [old for old in left if old is not origin]
            found.append(self.level.opened({}, variables) if origin is None else origin)
        return found

    def accept(self, value: Any, place: Place) -> Any:
        """The rows, each through its own schema."""
        opened = read_at(place.values, self.at)
        if value is missing or value is None:
            value = [{}] * len(opened)
        if not isinstance(value, list) or not all(row is None or isinstance(row, Mapping) for row in value):
            raise ValidationError(
                Text(
                    "{place}要收到一个列表，收到的却是{value}。请刷新页面后重填",
                    place=self.title(place),
                    value=quoted(value),
                )
            )
        if len(value) > MOST_ROWS:
            raise ValidationError(
                Text(
                    "{place}最多 {most_rows} 行，现在是 {count} 行，请删去一些",
                    place=self.title(place),
                    most_rows=MOST_ROWS,
                    count=len(value),
                )
            )
        if len(value) != len(opened):
            raise ValidationError(
                Text(
                    "{place}不能增减行，要正好 {count} 行。请刷新页面后重填",
                    place=self.title(place),
                    count=len(opened),
                )
            )
        return self._rows(value, place)

    def _rows(self, rows: list[Any], place: Place) -> list[Any]:
        found, errors = [], {}
        for index, row in enumerate(rows):
            with Here(place.row(self.at, index)):
                try:
                    found.append(self.level.schema.load({} if row is None else row))
                except ValidationError as error:
                    errors[index] = error.messages
        if errors:
            raise ValidationError(cast("dict[str, Any]", errors))
        return found


def _agree(fixed: list[Entry], opened: Names, row: Any) -> bool:
    return all(same(read_at(opened, entry.at), read_at(row, entry.at)) for entry in fixed)


def _bound(
    components: Iterable[Component], base: tuple[str, ...], veils: tuple[Condition, ...]
) -> Iterator[Bound]:
    for component in components:
        at, hides = base + component.path, (*veils, *([component.hide] if component.hide else ()))
        if component.type == "group":
            yield from _bound(component.components, at, hides)
        elif component.type == "dynamiclist":
            yield RowList(component, at, hides)
        elif component.type in _ENTRIES:
            yield _ENTRIES[component.type](component, at, hides)


class Section(fields.Field[Any]):
    """A part of the data under one key, made by paths of groups or dotted keys."""

    def __init__(self, key: str, schema: Schema) -> None:
        super().__init__(data_key=key, attribute=key)
        self._schema = schema

    def deserialize(self, value: Any, attr: Any = None, data: Any = None, **kwargs: Any) -> Any:
        """The part through its own schema; marshmallow's `missing` when nothing of it is left."""
        return self._schema.load({} if value is missing or value is None else value) or missing


def _schema(bound: Iterable[Bound], depth: int = 0) -> Schema:
    parts: dict[str, list[Bound]] = {}
    for item in bound:
        parts.setdefault(item.at[depth], []).append(item)
    made: dict[str, fields.Field[Any]] = {}
    for number, (key, items) in enumerate(parts.items()):
        leaf = len(items[0].at) == depth + 1
        made[f"field_{number}"] = items[0] if leaf else Section(key, _schema(items, depth + 1))
    return Strict.from_dict(cast("Any", made))()
