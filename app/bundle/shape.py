"""What the schema of a YAML file looks like to an editor of fields: labels and choices beside what validates.

A shape is JSON. `kind` is one of

- `record`: `fields`, each with `name`, `label`, `hint`, `required` and the `shape` of its value;
- `rows`: a list of records, each as `of`;
- `map`: entries under keys of the package's own choice: `key` says what these are called, `of` is the record of their
  values (one field without a name where the value is plain), `uses` the list of the vocabulary that tells where each
  is used;
- `list`: plain values as `of`;
- `limit`: a duration, or one by level;
- a plain value: `text` (`long`: of several lines), `integer`, `number`, `boolean`, `date`, `duration`, `figure`.

A plain value may have `choices` (`value`, `name`), come `from` a list of the package (`units`, `groups`, `clauses`), or
be `fixed`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from marshmallow import Schema, fields

from app.bundle import schema, settings

Shape = Mapping[str, Any]

_KINDS: Mapping[type[fields.Field[Any]], str] = {
    settings.ByLevel: "limit",
    settings.Duration: "duration",
    settings.Figure: "figure",
    schema.Day: "date",
    schema.Share: "number",
    fields.Integer: "integer",
    fields.Number: "number",
    fields.Boolean: "boolean",
}


def shape_of(described: type[Schema]) -> Shape:
    """The record that a schema describes."""
    return {"kind": "record", "fields": [_entry(field) for field in described().fields.values()]}


def rows_of(described: type[Schema]) -> Shape:
    """A list of such records."""
    return {"kind": "rows", "of": shape_of(described)}


def labels_of(*described: type[Schema]) -> dict[str, str]:
    """What each field is called, of these schemas and of those inside them, by its name."""
    return {name: label for one in described for name, label in _labels(shape_of(one))}


def _labels(shape: Shape) -> Iterator[tuple[str, str]]:
    for field in shape.get("fields", ()):
        if field["name"]:
            yield field["name"], field["label"]
        yield from _labels(field["shape"])
    if "of" in shape:
        yield from _labels(shape["of"])


def _entry(field: fields.Field[Any]) -> Mapping[str, Any]:
    return {
        "name": field.data_key or field.name,
        "label": field.metadata.get("label", field.name),
        "hint": field.metadata.get("hint", ""),
        "required": field.required,
        "shape": _shape(field),
    }


def _shape(field: fields.Field[Any]) -> Shape:
    match field:
        case fields.Nested():
            return shape_of(type(field.schema))
        case fields.List(inner=fields.Nested() as row):
            return rows_of(type(row.schema))
        case fields.List():
            return {"kind": "list", "of": {**_shape(field.inner), **_more(field)}}
        case fields.Dict(key_field=fields.Field() as key, value_field=fields.Field() as value):
            return {"kind": "map", "key": _entry(key), "of": _valued(value), **_more(field)}
        case _:
            return {"kind": _kind(field), **_more(field)}


def _valued(value: fields.Field[Any]) -> Shape:
    """The value of a map's entry as a record: one without a name when the value is plain."""
    shape = _shape(value)
    return (
        shape
        if shape["kind"] == "record"
        else {"kind": "record", "fields": [{**_entry(value), "name": None}]}
    )


def _kind(field: fields.Field[Any]) -> str:
    return next((kind for known, kind in _KINDS.items() if isinstance(field, known)), "text")


def _more(field: fields.Field[Any]) -> Mapping[str, Any]:
    found = {name: field.metadata[name] for name in ("fixed", "long", "uses") if name in field.metadata}
    if "names" in field.metadata:
        found["choices"] = [{"value": value, "name": name} for value, name in field.metadata["names"].items()]
    if "of" in field.metadata:
        found["from"] = field.metadata["of"]
    return found
