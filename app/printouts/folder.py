"""A printout is a folder: printout.yaml, template.html, theme.css, sample.json.

A jurisdiction overrides a common paper by a folder of the same name, which replaces it as a whole. Most need not: a
common paper takes its issuer's name and its number code from jurisdiction.yaml.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar

from app.core.canonical import digest
from app.core.texts import Joined, Text
from app.core.wrong import json_words
from app.printouts import marked
from app.printouts.errors import PaperInvalid, PrintoutBroken, PrintoutNotFound
from app.printouts.fields import HEAD, Field, read_fields
from app.printouts.glyphs import require_drawable
from app.printouts.listing import Listing, read_listing
from app.printouts.marked import Marked

COMMON = "common"
BASE = "_base"
Choice = TypeVar("Choice", bound=StrEnum)
_KEYS = frozenset(
    {
        "kind",
        "title",
        "sheet",
        "direction",
        "signature",
        "series",
        "issuer",
        "signer",
        "pages",
        "clauses",
        "fields",
        "list",
    }
)
_EXAMPLES = {
    "kind": "turn-out-instruction",
    "title": "出动指令",
    "issuer": "fire-brigade",
    "series": "filing",
}
_DEFAULT_PAGES = 30
_MAX_PAGES = 100


class Sheet(StrEnum):
    """The form of the sheet: official paper by GB/T 9704-2012, a form with a table, or a card."""

    OFFICIAL = "official"
    FORM = "form"
    CARD = "card"


class Direction(StrEnum):
    """下行文, 平行文 or 上行文; a paper that goes up names its 签发人 (GB/T 9704-2012, 7.2.6)."""

    DOWN = "down"
    LEVEL = "level"
    UP = "up"


class Signature(StrEnum):
    """How a paper is signed: with a seal, with the name alone, or not at all."""

    SEALED = "sealed"
    UNSEALED = "unsealed"
    NONE = "none"


@dataclass(frozen=True)
class Printout:
    """One kind of paper of one jurisdiction, as its files say.

    `series` is the key of its number series in jurisdiction.yaml; `issuer` the key of the unit that issues it; `signer`
    the post that signs. `files` are the folder's files and those of `_base/` by name; `listing` is its list as a sheet.
    """

    name: str
    jurisdiction: str
    kind: str
    title: str
    sheet: Sheet
    direction: Direction
    signature: Signature
    series: str
    issuer: str
    signer: str
    pages: int
    clauses: tuple[str, ...]
    fields: tuple[Field, ...]
    files: Mapping[str, bytes]
    listing: Listing | None = None

    @cached_property
    def digest(self) -> str:
        """SHA-256 over all files that shape the paper."""
        return digest("\n".join(f"{name}:{digest(self.files[name])}" for name in sorted(self.files)).encode())

    @cached_property
    def sample(self) -> dict[str, Any]:
        """The made-up data of sample.json, for previews."""
        try:
            value = json.loads(self.files["sample.json"])
        except json.JSONDecodeError as error:
            raise PrintoutBroken(
                file=f"{self.name}/sample.json", line=error.lineno, reason=json_words(error.msg)
            ) from error
        except (ValueError, RecursionError) as error:
            reason = "不是 UTF-8 文字、有太长的数字，或套得太深"
            raise PrintoutBroken(file=f"{self.name}/sample.json", line=1, reason=reason) from error
        if not isinstance(value, dict):
            raise PrintoutBroken(file=f"{self.name}/sample.json", line=1, reason=Text("须是键值对"))
        return value

    def text(self, name: str) -> str:
        """One of the files as text."""
        try:
            return self.files[name].decode()
        except UnicodeDecodeError:
            raise PrintoutBroken(file=name, line=1, reason=Text("不是 UTF-8 文字")) from None

    def check(self, data: Mapping[str, Any]) -> None:
        """Refuse data that the paper cannot be made of, before a number is spent.

        Raises PaperInvalid with every fault at once, GlyphMissing for characters that no font draws.
        """
        fields = (*HEAD, *self.fields)
        faults = [fault for field in fields for fault in field.problems(data)]
        if faults:
            raise PaperInvalid(reason="；".join(faults))
        require_drawable(fields, data)


def find(resources: Mapping[str, bytes], jurisdiction: str, name: str) -> Printout:
    """The paper of that name as the jurisdiction has it: its own folder, or the common one.

    `resources` are the files of a bundle by path: `printouts/<jurisdiction or common or _base>/…`.
    Raises PrintoutNotFound, or PrintoutBroken with file and line.
    """
    for owner in (jurisdiction, COMMON):
        folder = f"printouts/{owner}/{name}/"
        files = _files(resources, folder)
        if "printout.yaml" in files:
            base = {f"{BASE}/{path}": data for path, data in _files(resources, f"printouts/{BASE}/").items()}
            source = marked.read(f"{folder}printout.yaml", files["printout.yaml"])
            return _Reader(source).printout(name, jurisdiction, base | files)
    raise PrintoutNotFound(name=name, jurisdiction=jurisdiction)


def names(resources: Mapping[str, bytes], jurisdiction: str) -> tuple[str, ...]:
    """The names of all papers that the jurisdiction has, its own and the common ones."""
    parts = (path.split("/") for path in resources)
    owners = {COMMON, jurisdiction}
    return tuple(
        sorted({p[2] for p in parts if p[0] == "printouts" and p[1] in owners and p[3:] == ["printout.yaml"]})
    )


def _files(resources: Mapping[str, bytes], prefix: str) -> dict[str, bytes]:
    return {path.removeprefix(prefix): data for path, data in resources.items() if path.startswith(prefix)}


class _Reader:
    """Reads printout.yaml; each fault names the file, the line and what would be right."""

    def __init__(self, source: Marked) -> None:
        self._source = source

    def printout(self, name: str, jurisdiction: str, files: Mapping[str, bytes]) -> Printout:
        for key in self._source.value:
            if key not in _KEYS:
                raise self._source.broken(
                    Text("不认得的键 {key}，可用：{names}", key=key, names=Joined("、", sorted(_KEYS))), key
                )
        for file in ("template.html", "sample.json"):
            if file not in files:
                raise self._source.broken(Text("文件夹里没有 {file}", file=file))
        kind = self._text("kind")
        fields = read_fields(self._source, self._source.value.get("fields", []), "fields")
        return Printout(
            name=name,
            jurisdiction=jurisdiction,
            kind=kind,
            title=self._text("title"),
            sheet=self._choice("sheet", Sheet),
            direction=self._choice("direction", Direction, Direction.DOWN),
            signature=self._choice("signature", Signature, Signature.SEALED),
            series=self._text("series", kind),
            issuer=self._text("issuer"),
            signer=self._text("signer", ""),
            pages=self._pages(),
            clauses=tuple(self._list("clauses")),
            fields=fields,
            files=dict(files),
            listing=read_listing(self._source, fields),
        )

    def _text(self, key: str, default: str | None = None) -> str:
        value = self._source.value.get(key, default)
        if not isinstance(value, str) or (not value and default is None):
            raise self._source.broken(
                Text("{key} 须是文字，如 {key}: {example}", key=key, example=_EXAMPLES.get(key, "…")), key
            )
        return value

    def _choice(self, key: str, kind: type[Choice], default: Choice | None = None) -> Choice:
        value = self._source.value.get(key, default)
        if value not in list(kind):
            raise self._source.broken(Text("{key} 须是 {names} 之一", key=key, names=Joined("、", kind)), key)
        return kind(value)

    def _pages(self) -> int:
        value = self._source.value.get("pages", _DEFAULT_PAGES)
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= _MAX_PAGES:
            raise self._source.broken(
                Text("pages（最多几页）须是 1 到 {max_pages} 的整数", max_pages=_MAX_PAGES), "pages"
            )
        return value

    def _list(self, key: str) -> list[str]:
        value = self._source.value.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self._source.broken(Text("{key} 须是文字的列表", key=key), key)
        return value
