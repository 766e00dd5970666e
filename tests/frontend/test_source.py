"""What the fields of a YAML file change in its text: the value that is meant, on its own lines, and nothing else."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.node import node

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
SHIPPED = sorted(
    path
    for pattern in ("*/settings.yaml", "*/jurisdiction.yaml", "*/clauses.yaml")
    for path in (ROOT / "processes").glob(pattern)
)
AWKWARD = """\
# what stands above
name: 甲  # behind
empty:
none: []
"quoted": 'it''s'
text: |
  one

  two
# of the first
rows:
  # above a
  - {key: a, list: [x, y]}  # a

  - key: b  # b
    list:
    - x
    - y
  -
  # at the end

last: {a: {b: [1, {c: d}]}}"""


def edited(most: int, *files: Path) -> dict[str, Any]:
    given = json.dumps([most, *map(str, files)])
    done = subprocess.run(
        [node() or "node", HERE / "source.mjs"], input=given, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def test_an_edit_of_a_shipped_file_changes_its_own_lines_only() -> None:
    done = edited(5, *SHIPPED)

    assert done["wrong"] == []
    assert done["made"] > len(SHIPPED) * 3


@pytest.mark.parametrize("end", ["\n", ""])
def test_an_edit_of_a_file_written_otherwise_changes_its_own_lines_only(tmp_path: Path, end: str) -> None:
    file = tmp_path / "awkward.yaml"
    file.write_text(AWKWARD + end)

    done = edited(1000, file)

    assert done["wrong"] == []
    assert done["made"] > 30
