"""Brings the English catalogue up to the texts in use: new ones are added empty, unused ones leave.

Run it after a change of texts, then fill what it names: .venv/bin/python -m scripts.catalogue
"""

import importlib
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

import app
from app.core.errors import DomainError
from app.web.refusals import sentence

WEB = Path(__file__).resolve().parents[1] / "app" / "web"
ENGLISH = WEB / "translations" / "en" / "LC_MESSAGES" / "messages.po"
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
OPTIONS = {"templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}}
HEAD = ("Language:", "Plural-Forms:", "MIME-Version:", "Content-Type:", "Content-Transfer-Encoding:")


REFUSING = (
    "bundle", "core", "forms", "identity", "registries", "reports", "repository", "runtime", "tasks", "web", "worker",
)  # fmt: skip
"""Packages whose refusals pages show."""


def used() -> set[str]:
    """The Chinese sentences that templates and views hand to gettext, and those of refusals."""
    found = extract_from_dir(WEB, METHODS, OPTIONS)
    return {text for _, _, text, _, _ in found if isinstance(text, str)} | set(refusals())


def refusals() -> Iterator[str]:
    """The sentences of the errors that pages show."""
    for module in pkgutil.walk_packages(app.__path__, "app."):
        if module.name.split(".")[1] in REFUSING:
            importlib.import_module(module.name)
    ahead = [DomainError]
    while ahead:
        kind = ahead.pop()
        ahead += kind.__subclasses__()
        package, _dot, inside = kind.__module__.partition(".")
        if package == "app" and inside.partition(".")[0] in REFUSING and sentence(kind).strip("{reason}"):
            yield sentence(kind)


def stored() -> dict[str, str]:
    """The Chinese sentences of the catalogue with their English."""
    with ENGLISH.open("rb") as file:
        return {str(entry.id): str(entry.string) for entry in read_po(file, locale="en") if entry.id}


def main() -> int:
    """Rewrite the catalogue; 1 when something is left to translate."""
    known = stored()
    catalogue = Catalog(
        locale="en", fuzzy=False, header_comment="# English texts of 调令; the Chinese sentence is the key."
    )
    for text in sorted(used()):
        catalogue.add(text, known.get(text, ""))
    with ENGLISH.open("wb") as file:
        write_po(file, catalogue, sort_output=True, width=0)
    lines = ENGLISH.read_text().splitlines(keepends=True)
    ENGLISH.write_text("".join(line for line in lines if not _noise(line)))
    missing = [text for text in sorted(used()) if not known.get(text)]
    sys.stdout.writelines(f"{text}\n" for text in missing)
    return 1 if missing else 0


def _noise(line: str) -> bool:
    """Dates and names that change at each run."""
    return (
        line.startswith('"')
        and ": " in line
        and line.endswith('\\n"\n')
        and not line.startswith(tuple(f'"{h}' for h in HEAD))
    )


if __name__ == "__main__":
    sys.exit(main())
