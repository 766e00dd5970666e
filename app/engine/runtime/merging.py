"""What several paths know together, where they meet in a join or at the end of their scope.

A path that merely carries a version along has not changed anything: a version gives way to every other whose path
knew it. Only versions of paths that knew nothing of each other are a conflict. Then the later path wins, unless its
value is the one that both knew last; and the outcome is a new version.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from app.engine.runtime.versions import Known, Version
from app.engine.values import same

if TYPE_CHECKING:
    from app.engine.runtime.token import Token


def meeting_point(tokens: "Iterable[Token]") -> "Token":
    """The last visit that all paths of all of them have come through, in one scope."""
    found, *others = tokens
    for other in others:
        one = found
        while one is not other:
            if one.position >= other.position:
                one = one.before or one
            else:
                other = other.before or other  # noqa: PLW2901 - climbing
        found = one
    return found


def merge(base: "Token", arms: "Iterable[Token]", by: int) -> dict[str, Version]:
    """What was entered since a visit through which all paths came; what must be settled is entered by `by`.

    Each visit is looked at once, however many paths lead through it.
    """
    top = base.workflow.top_workflow
    passed = {base.id: 0}
    met: dict[str, list[_Path]] = {}
    for number, arm in enumerate(arms, 1):
        path = _Path(number, arm, passed)
        for name in path.newest:
            met.setdefault(name, []).append(path)
    merged: dict[str, Version] = {}
    for name, paths in met.items():
        heads = _heads(name, paths)
        merged[name] = heads[0][0] if len(heads) == 1 else Version(_settled(heads), top.next_stamp(), by)
    return merged


class _Path:
    """`met` is what a path came upon since it left those before it, `newest` what it has come to of that, `forks`
    where it left them."""

    def __init__(self, number: int, arm: "Token", passed: dict[int, int]) -> None:
        self._number = number
        self._passed = passed
        self.met: dict[str, Known] = {}
        self.forks: list[Token] = []
        self._walk(arm)
        found = ((name, arm.version(name)) for name in self.met)
        self.newest = {name: version for name, version in found if version is not None}
        for name, version in self.newest.items():
            if self.met[name].seen == version.at:
                self.met[name].seen = 0  # who has only looked has replaced nothing

    def _walk(self, arm: "Token") -> None:
        waiting = [arm]
        while waiting:
            token = waiting.pop()
            number = self._passed.get(token.id)
            if number is None:
                self._passed[token.id] = self._number
                self._meet(token)
                waiting += token.comes_from
            elif number != self._number:
                self.forks.append(token)

    def _meet(self, token: "Token") -> None:
        for name, version in token.versions:
            known = self.met.setdefault(name, Known())
            known.add(version)
            if token.task_spec.armed and version.by != token.id:
                known.seen = version.at

    def entered(self, version: Version) -> bool:
        """Whether it was entered on this path, not only taken over."""
        return self._passed.get(version.by) == self._number

    def parted(self, name: str) -> list[Version]:
        """What was known where it left the paths before it."""
        return [version for fork in self.forks if (version := fork.version(name)) is not None]


_Heads = list[tuple[Version, Version | None]]


def _heads(name: str, paths: list[_Path]) -> _Heads:
    """The versions that no other has replaced, in order of their paths, each with the one that its path and those
    before it both knew last. What a path only took over counts if nobody comes from where it was entered."""
    versions = [(path, path.newest[name]) for path in paths]
    if len(versions) == 1:
        return [(versions[0][1], None)]
    entered, others = Known(), Known()
    for path, version in versions:
        if path.entered(version):
            entered.join(path.met[name])
    heads: dict[int, tuple[Version, Version | None]] = {}
    for path, version in versions:
        if path.entered(version) or not entered.knows(version):
            if not others.knows(version):
                _add(heads, version, path.met[name], path.parted(name), others)
            others.join(path.met[name])
    return list(heads.values())


def _add(
    heads: dict[int, tuple[Version, Version | None]],
    version: Version,
    known: Known,
    parted: list[Version],
    others: Known,
) -> None:
    for by in known.among(heads):
        if known.knows(heads[by][0]):
            del heads[by]
    for fork in parted:
        if fork.by in heads and fork.is_(heads[fork.by][0]):
            del heads[fork.by]
    shared = [*parted, *known.shared_with(others)] if heads else ()
    heads[version.by] = version, max(shared, key=lambda one: one.at, default=None)


def _settled(heads: _Heads) -> Any:
    value = heads[0][0].value
    for version, parted in heads[1:]:
        if parted is None or not same(parted.value, version.value):
            value = version.value
    return value
