"""Turns a template's HTML into the sheet's HTML: paragraphs become justified lines, every run names its face.

Plain text between the tags is Chinese in the face of its surroundings; Western runs and rare characters get a face of
their own with no line height, so that they never move a line. A character that no font has is refused (or, in a
preview, shown red). Tags and attributes outside a short list are refused: a paper has no scripts, links or frames.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

from app.printouts.errors import GlyphMissing, PaperTooLarge, TemplateBroken
from app.printouts.fonts import Faces, Role
from app.printouts.glyphs import INVISIBLE
from app.printouts.lines import Atom, Line, Placed, balanced, set_lines

_BODY_PT = 15.75
_MM_PER_PT = 25.4 / 72
LINE_EM = 156 / (_BODY_PT * _MM_PER_PT)  # 版心 156 mm in 3号 em: 28 characters and a little air
_TITLE_EM = 156 / (22 * _MM_PER_PT) - 2  # 2号, one character free on each side
_TRACKING = (LINE_EM - 28) / 27
_CELL_EM = 1 + _TRACKING

_BLOCKS = frozenset({"p", "h1", "h2", "h3"})
_VOID = frozenset({"br", "wbr", "hr", "img", "col"})
_BOXES = frozenset({"div", "span", "section", "header", "footer", "main", "ul", "ol", "li", "dl", "dt", "dd"})
_TABLE = frozenset({"table", "thead", "tbody", "tfoot", "tr", "th", "td", "caption", "colgroup"})
_TAGS = _BLOCKS | _VOID | _BOXES | _TABLE | {"b", "i", "u", "sup", "sub", "mark"}
_ATTRIBUTES = frozenset({"class", "style", "id", "colspan", "rowspan", "src", "alt", "span", "lang"})
_INLINE_ROLES: Mapping[str, Role] = {
    "b": Role.HEI,
    "i": Role.KAI,
    "h1": Role.TITLE,
    "h2": Role.HEI,
    "h3": Role.KAI,
}
_ROLES: Mapping[str, Role] = {role.value: role for role in Role}
_WESTERN = re.compile(r"[!-~]+(?: +(?=[!-~]))?")
_SPACES = re.compile("[ \t\r\n\f\xa0]+")
_BETWEEN_CHINESE = re.compile(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])")
_INDENTS: Mapping[str, tuple[float, float]] = {
    "flush": (0, 0),
    "center": (0, 0),
    "annex": (2, 6),
    "hang": (2, 4),
}
_INDENT = (2.0, 0.0)  # characters before the first line of a paragraph and before the others
_MAX_WORD_EM = 6
_MAX_ELEMENTS = 40_000


@dataclass
class _Open:
    """An element that is still open: its tag, the classes on it, the face its text is set in."""

    tag: str
    classes: tuple[str, ...]
    role: Role
    missing: bool = False


@dataclass(frozen=True)
class _Text:
    """A piece of a paragraph in one face; `mark` is a further class."""

    text: str
    role: Role
    mark: str = ""


@dataclass
class _Block:
    """A paragraph being collected: rows (forced breaks between) of phrases (welcome breaks between) of texts."""

    tag: str
    classes: tuple[str, ...]
    rows: list[list[list[_Text]]] = field(default_factory=lambda: [[[]]])


def compose(html: str, faces: Faces, *, preview: bool = False) -> str:
    """The HTML with paragraphs set in lines and every run in its face.

    Raises GlyphMissing for characters no font has (not in a preview), TemplateBroken for tags that a paper may not
    have, PaperTooLarge beyond 40 000 elements.
    """
    composer = _Composer(faces, preview=preview)
    composer.feed(html)
    composer.close()
    if composer.missing and not preview:
        raise GlyphMissing(composer.missing)
    return "".join(composer.out)


class _Composer(HTMLParser):
    def __init__(self, faces: Faces, *, preview: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.missing: set[str] = set()
        self._faces = faces
        self._preview = preview
        self._stack = [_Open("", (), Role.FANG)]
        self._block: _Block | None = None
        self._elements = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._admit(tag, attrs)
        classes = tuple((dict(attrs).get("class") or "").split())
        if self._block is not None:
            self._inside(tag, classes)
        elif tag in _BLOCKS:
            self._block = _Block(tag, classes)
        else:
            self.out.append(f"<{tag}{_attributes(attrs)}>")
        if tag not in _VOID:
            self._stack.append(_Open(tag, classes, self._role(tag, classes), "missing" in classes))

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or not any(entry.tag == tag for entry in self._stack):
            return
        while self._stack[-1].tag != tag:
            self.handle_endtag(self._stack[-1].tag)
        self._stack.pop()
        if self._block is None:
            self.out.append(f"</{tag}>")
        elif tag == self._block.tag:
            block, self._block = self._block, None
            self.out.append(self._set(block))

    def handle_data(self, data: str) -> None:
        text = _SPACES.sub(" ", "".join(c for c in data if c not in INVISIBLE))
        entry = self._stack[-1]
        if self._block is not None:
            mark = "missing" if any(e.missing for e in self._stack) else ""
            self._block.rows[-1][-1].append(_Text(text, entry.role, mark))
        elif text.strip():
            placed = tuple(Placed(atom) for atom in self._atoms([_Text(text, entry.role)]))
            self.out += _grouped(placed, plain=entry.role)

    def close(self) -> None:
        super().close()
        while len(self._stack) > 1:
            self.handle_endtag(self._stack[-1].tag)

    def _admit(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._elements += 1
        if self._elements > _MAX_ELEMENTS:
            raise PaperTooLarge(reason=f"超过 {_MAX_ELEMENTS} 个版面元素")
        if tag not in _TAGS:
            raise self._refused(f"文书里不能用 <{tag}>")
        for name, _ in attrs:
            if name not in _ATTRIBUTES:
                raise self._refused(f"<{tag}> 不能带属性 {name}")

    def _refused(self, reason: str) -> TemplateBroken:
        return TemplateBroken(file="（排版）", line=self.getpos()[0], reason=reason)

    def _inside(self, tag: str, classes: tuple[str, ...]) -> None:
        """A tag within a paragraph: only breaks and changes of face make sense there."""
        assert self._block is not None
        if tag == "br":
            self._block.rows.append([[]])
        elif tag == "wbr":
            self._block.rows[-1].append([])
        elif tag not in {"span", "b", "i", "mark"}:
            raise self._refused(f"<{self._block.tag}> 里不能放 <{tag}>")

    def _role(self, tag: str, classes: tuple[str, ...]) -> Role:
        named = next((_ROLES[name] for name in classes if name in _ROLES), None)
        return named or _INLINE_ROLES.get(tag) or self._stack[-1].role

    def _set(self, block: _Block) -> str:
        body = "".join(self._lines(block))
        return f'<div class="{escape(" ".join((block.tag, *block.classes)))}">{body}</div>'

    def _lines(self, block: _Block) -> Iterator[str]:
        first, rest = next((_INDENTS[name] for name in block.classes if name in _INDENTS), _INDENT)
        for row in block.rows:
            phrases = [list(self._atoms(phrase)) for phrase in row]
            if block.tag == "h1":
                yield from (_line(line) for line in balanced(phrases, _TITLE_EM))
                continue
            atoms = [atom for phrase in phrases for atom in phrase]
            indents = first * _CELL_EM, rest * _CELL_EM
            lines = set_lines(atoms, LINE_EM, indents=indents, tracking=_TRACKING)
            yield from (_line(line, indents[number > 0]) for number, line in enumerate(lines))

    def _atoms(self, texts: list[_Text]) -> Iterator[Atom]:
        for number, piece in enumerate(texts):
            text = piece.text.lstrip(" ") if number == 0 else piece.text
            text = text.rstrip(" ") if number == len(texts) - 1 else text
            yield from self._runs(text, piece.role, piece.mark)

    def _runs(self, text: str, role: Role, mark: str = "") -> Iterator[Atom]:
        """Characters and Western words of one text, each with the classes of the face that draws it."""
        text = _BETWEEN_CHINESE.sub("", text)
        position = 0
        while position < len(text):
            western = _WESTERN.match(text, position)
            if western:
                yield from self._word(western.group(), role, mark)
                position = western.end()
            else:
                yield self._character(text[position], role, mark)
                position += 1

    def _word(self, word: str, role: Role, mark: str) -> Iterator[Atom]:
        face = self._faces.roles[Role.LATIN]
        style = f"latin {mark}".strip()
        width = sum(face.advance(c) for c in word)
        pieces = [word] if width <= _MAX_WORD_EM else list(word)
        for piece in pieces:
            yield Atom(piece, style, sum(face.advance(c) for c in piece), spread=False)

    def _character(self, character: str, role: Role, mark: str) -> Atom:
        face = self._faces.pick(role, character)
        if face is None:
            self.missing.add(character)
            shown = f"〔U+{ord(character):04X}〕"
            return Atom(shown, "hei missing", len(shown) * 0.6 + 0.8, spread=False)
        rare = face is not self._faces.roles[role]
        style = f"{'rare' if rare else role.value} {mark}".strip()
        return Atom(character, style, face.advance(character))


def _attributes(attrs: list[tuple[str, str | None]]) -> str:
    return "".join(f' {name}="{escape(value or "")}"' for name, value in attrs)


def _line(line: Line, indent: float = 0.0) -> str:
    if not indent and line.tracking == _TRACKING:
        return f'<span class="l">{"".join(_grouped(line.placed))}</span>'
    shift = indent - line.tracking / 2
    style = f"letter-spacing:{line.tracking:.5f}em;margin-left:{shift:.5f}em"
    return f'<span class="l" style="{style}">{"".join(_grouped(line.placed))}</span>'


def _grouped(placed: tuple[Placed, ...], plain: Role = Role.FANG) -> Iterator[str]:
    """Neighbours of one face in one run; squeezed marks alone, their empty half cut by a negative margin."""
    text, style = "", ""
    for item in placed:
        cut = item.left or item.right
        if text and (cut or item.atom.style != style):
            yield _run(text, style, plain)
            text = ""
        if cut:
            yield _run(item.atom.text, item.atom.style, None, _margins(item))
            continue
        text, style = text + item.atom.text, item.atom.style
    if text:
        yield _run(text, style, plain)


def _margins(placed: Placed) -> str:
    return "".join(
        f"margin-{side}:{-cut:.4f}em;"
        for side, cut in (("left", placed.left), ("right", placed.right))
        if cut
    )


def _run(text: str, style: str, plain: Role | None, margins: str = "") -> str:
    shown = escape(text, quote=False)
    if style == plain:
        return shown
    cut = f' style="{margins}"' if margins else ""
    return f'<span class="{style}"{cut}>{shown}</span>'
