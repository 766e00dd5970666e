"""What is shipped to browsers is named with its licence."""

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_package_of_the_front_end_is_named():
    named = (ROOT / "THIRD_PARTY.md").read_text("utf-8")
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    shipped = [
        path.rpartition("node_modules/")[2]
        for path, package in packages.items()
        if path and not package.get("dev") and not package.get("devOptional")
    ]

    missing = [name for name in shipped if not name.startswith("@types/") and name not in named]

    assert "flatpickr" in shipped
    assert missing == []
