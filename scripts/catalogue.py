"""Brings the English catalogue up to the texts in use: new ones are added empty, unused ones leave.

Run it after a change of texts, then fill what it names: .venv/bin/python -m scripts.catalogue
"""

import ast
import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

import app
from app.core.errors import DomainError

APP = Path(app.__path__[0])
WEB = APP / "web"
ENGLISH = WEB / "translations" / "en" / "LC_MESSAGES" / "messages.po"
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
OPTIONS = {"templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}}
HEAD = ("Language:", "Plural-Forms:", "MIME-Version:", "Content-Type:", "Content-Transfer-Encoding:")


SPEAKING = (
    "bundle", "core/malformed.py", "core/wrong.py", "engine/lint", "engine/migration", "engine/modification",
    "feel/errors.py", "forms", "printouts/fields.py", "printouts/folder.py", "printouts/marked.py",
    "registries/vocabulary.py", "reports/definition.py", "runtime/acts.py", "worker/drafts/previews.py",
    "worker/soundness.py",
)  # fmt: skip
"""Modules below the web whose Chinese words are all told to people, as texts of `app.core.texts` or as they stand."""

SILENT = ("bundle/copying.py", "bundle/ways.py")
"""Modules among these whose words become data: what a package begins with, what a scenario leaves behind."""

REFUSING = (
    "bundle", "core", "engine", "feel", "forms", "identity", "printouts", "registries", "reports", "repository",
    "runtime", "tasks", "web", "worker",
)  # fmt: skip
"""Packages whose refusals pages show."""

CHINESE = re.compile("[\u4e00-\u9fff]")
CALLS = ("Text", "Joined", "FeelSyntaxError")
"""What makes texts of templates and marks that may have no Chinese word."""


def used() -> set[str]:
    """The Chinese sentences that templates and views hand to gettext, those of refusals and of speaking modules."""
    found = extract_from_dir(WEB, METHODS, OPTIONS)
    files = {path: ast.parse(path.read_text()) for path in APP.rglob("*.py")}
    spoken = (text for path in speaking() for text in words(files[path]))
    made = (text for module in files.values() for text in templates(module))
    return {text for _, _, text, _, _ in found if isinstance(text, str)} | {*refusals(), *spoken, *made}


def speaking() -> Iterator[Path]:
    """The files of the speaking modules."""
    silent = {APP / part for part in SILENT}
    for part in SPEAKING:
        found = (APP / part,) if part.endswith(".py") else sorted((APP / part).rglob("*.py"))
        yield from (path for path in found if path not in silent)


def words(module: ast.Module) -> Iterator[str]:
    """All Chinese words of a module that are no documentation."""
    documentation = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield from (node.value,) if CHINESE.search(node.value) else ()


def templates(module: ast.Module) -> Iterator[str]:
    """What the texts of a module are made of."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            yield from (str(one.value) for one in node.args if isinstance(one, ast.Constant))


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
        sentence = (kind.__doc__ or "").strip().splitlines()[0]
        if package == "app" and inside.partition(".")[0] in REFUSING and sentence.strip("{reason}"):
            yield sentence


def stored() -> dict[str, str]:
    """The Chinese sentences of the catalogue with their English."""
    with ENGLISH.open("rb") as file:
        return {
            str(entry.id): str(entry.string)
            for entry in read_po(file, locale="en")
            if entry.id and not entry.context
        }


def contextual() -> dict[str, str]:
    """The words that are others inside a sentence than alone, under the context `text`."""
    with ENGLISH.open("rb") as file:
        return {str(entry.id): str(entry.string) for entry in read_po(file, locale="en") if entry.context}


def main() -> int:
    """Rewrite the catalogue; 1 when something is left to translate."""
    known, inside = stored(), contextual()
    catalogue = Catalog(
        locale="en", fuzzy=False, header_comment="# English texts of 调令; the Chinese sentence is the key."
    )
    for text in sorted(used()):
        catalogue.add(text, known.get(text, ""))
        if text in inside:
            catalogue.add(text, inside[text], context="text")
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
