"""Names of files that come from elsewhere, as the packages of this product name theirs."""

import re
from pathlib import PurePosixPath

from app.core.canonical import digest
from app.engine.lint.verdict import is_decision

_ENDINGS = {
    ".bpmn20": ".bpmn",
    ".bpmn2": ".bpmn",
    ".bpmn": ".bpmn",
    ".dmn11": ".dmn",
    ".dmn": ".dmn",
    ".form": ".form",
}
"""What other products call their files → what they are called here."""


def named_here(name: str, data: bytes) -> str:
    """The name of a brought file as a key with our ending: small letters, digits and hyphens, a letter first.

    Where no letter is left, as of a name in Chinese, the content gives the name, so that two files stay two. What is
    neither diagram, decision nor form by its name, nor XML, keeps its name.
    """
    file = PurePosixPath(name.replace("\\", "/")).name.lower()
    stem, _, last = file.rpartition(".")
    if last == "xml":
        inner = PurePosixPath(stem).suffix
        stem = stem.removesuffix(inner) if inner in _ENDINGS else stem
        ending = _ENDINGS.get(inner) or (".dmn" if is_decision("", data) else ".bpmn")
    elif f".{last}" in _ENDINGS:
        ending = _ENDINGS[f".{last}"]
    else:
        return name
    key = re.sub(r"[^a-z0-9]+", "-", stem).strip("-").lstrip("-0123456789")
    return f"{key or f'imported-{digest(data)[:6]}'}{ending}"
