"""The reference page names every problem code."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_reference_lists_the_codes_in_use():
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "app/forms").glob("*.py"))
    used = set(re.findall(r'problems\.add\(\s*"([a-z-]+)"', source)) | set(
        re.findall(r'Problem\("([a-z-]+)"', source)
    )
    used |= {"feel", "pattern"}  # chosen by what failed to compile

    page = (ROOT / "docs/reference/forms.md").read_text(encoding="utf-8").partition("## Problems")[2]

    assert re.findall(r"^\| `([a-z-]+)`", page, re.MULTILINE) == sorted(used)
