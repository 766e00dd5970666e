"""What differs between two packages, as plain data: files, elements of them, properties of these."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.bundle.bundle import Bundle
from app.bundle.resources import Kind, Resource
from app.core.texts import Text


class Act(StrEnum):
    """What became of a file or an element; `word` says it in Chinese, `sign` in one character."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    REATTACHED = "reattached"
    REORDERED = "reordered"
    RENUMBERED = "renumbered"
    MOVED = "moved"
    FORMATTED = "formatted"

    @property
    def word(self) -> str:
        """The act in Chinese."""
        return _WORDS[self][1]

    @property
    def sign(self) -> str:
        """One character that stands before the word."""
        return _WORDS[self][0]

    @property
    def drawn_only(self) -> bool:
        """Whether nothing runs otherwise: only the picture or the way of writing differs."""
        return self in (Act.MOVED, Act.FORMATTED)


_WORDS = {
    Act.ADDED: ("＋", Text("新增")),
    Act.REMOVED: ("－", Text("去掉")),
    Act.CHANGED: ("△", Text("改动")),
    Act.REATTACHED: ("↷", Text("改接")),
    Act.REORDERED: ("⇅", Text("换序")),
    Act.RENUMBERED: ("＃", Text("编号改了")),
    Act.MOVED: ("⇢", Text("移位")),
    Act.FORMATTED: ("＝", Text("仅格式不同")),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One property before and after; None where it did not or does not exist.

    `at` names the property within its element, `drawn` says that it concerns the picture alone.
    """

    label: str
    old: str | None
    new: str | None
    at: tuple[str, ...] = ()
    drawn: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One element that differs: its Chinese kind, what people call it, its ids in both versions."""

    act: Act
    kind: str
    name: str
    old: str | None
    new: str | None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file that differs. `name` is the title without the kind.

    `patch` are the lines of a text that has no elements, `left` how many more there are.
    """

    act: Act
    title: str
    name: str
    old: Resource | None
    new: Resource | None
    items: tuple[Item, ...] = ()
    patch: tuple[str, ...] = ()
    left: int = 0
    note: str = ""

    @property
    def resource(self) -> Resource:
        """The file as it is now, or as it was."""
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def path(self) -> str:
        """The path as it is now, or as it was."""
        return self.resource.path

    @property
    def kind(self) -> Kind:
        """What the file is."""
        return self.resource.kind


@dataclass(frozen=True)
class Comparison:
    """All files that differ, in the order in which people read a package; how many are the same."""

    old: Bundle
    new: Bundle
    files: tuple[FileChange, ...]
    unchanged: int

    @property
    def counts(self) -> Counter[Act]:
        """How many elements of each act there are."""
        return Counter(item.act for item in self.items())

    def items(self) -> Iterator[Item]:
        """The elements of all files."""
        return (item for file in self.files for item in file.items)
