"""`clauses.yaml`: the obligations of a published mechanism and the kinds of asset that carry each."""

from dataclasses import dataclass
from typing import Any

from app.bundle import schema
from app.bundle.faults import Faults
from app.bundle.schema import told
from app.bundle.yamlfile import YamlFile
from app.core.texts import Text, texts

CARRIERS = texts(
    {
        "process": "流程",
        "decision": "决策",
        "form": "表单",
        "printout": "文书",
        "registry": "台账",
        "report": "报表",
        "role": "候选组",
    }
)
"""The kinds of asset that may carry a clause, by name."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One obligation: where it stands in the original, what it asks, what must carry it; `line` in clauses.yaml."""

    id: str
    at: str
    must: str
    carriers: tuple[str, ...]
    line: int


class ClauseSchema(schema.Plain):
    """A row of the register."""

    id = schema.text(40, required=True, metadata=told("编号"))
    at = schema.text(required=True, metadata=told("原文位置"))
    must = schema.text(500, required=True, metadata=told("要求", long=True))
    carrier = schema.list_of(
        schema.one_of(*CARRIERS), required=True, metadata=told("由什么承载", names=CARRIERS)
    )


def read_clauses(source: YamlFile, faults: Faults) -> tuple[Clause, ...]:
    """The register in the order of the file; faults for what is no clause, and ids given twice."""
    data = schema.load(ClauseSchema(many=True), source, faults)
    found: dict[str, Clause] = {}
    for index, row in enumerate(data or ()):
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
