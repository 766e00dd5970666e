"""`clauses.yaml`: the obligations of a published mechanism and the kinds of asset that carry each."""

from dataclasses import dataclass
from typing import Any

from marshmallow import fields

from app.bundle import schema
from app.bundle.faults import Faults
from app.bundle.yamlfile import YamlFile
from app.core.texts import Text

CARRIERS = ("process", "decision", "form", "printout", "registry", "report", "role")


@dataclass(frozen=True, slots=True)
class Clause:
    """One obligation: where it stands in the original, what it asks, what must carry it; `line` in clauses.yaml."""

    id: str
    at: str
    must: str
    carriers: tuple[str, ...]
    line: int


class _ClauseSchema(schema.Plain):
    id = schema.text(40, required=True)
    at = schema.text(required=True)
    must = schema.text(500, required=True)
    carrier = fields.List(schema.one_of(*CARRIERS), required=True, error_messages=schema.MESSAGES)


class _RegisterSchema(schema.Plain):
    clauses = schema.items(_ClauseSchema, required=True)


def read_clauses(source: YamlFile, faults: Faults) -> tuple[Clause, ...]:
    """The register in the order of the file; faults for what is no clause, and ids given twice."""
    under = {("clauses", *path): line for path, line in source.lines.items()}
    data = schema.load(_RegisterSchema(), YamlFile({"clauses": source.data}, under), faults)
    found: dict[str, Clause] = {}
    for index, row in enumerate(data["clauses"] if data else ()):
        clause = _clause(row, source.line((index,)))
        if clause.id in found or any(blank in clause.id for blank in " ,，"):
            faults.add(
                "duplicate-key",
                Text("条款“{id}”不止一条，或编号里有空格", id=clause.id),
                "请改编号",
                clause.line,
            )
        found[clause.id] = clause
    return tuple(found.values())


def _clause(row: Any, line: int) -> Clause:
    return Clause(row["id"], row["at"], row["must"], tuple(row["carrier"]), line)
