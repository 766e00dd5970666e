"""What several paths know together, where they meet in a join or at the end of their scope.

A path that merely carries a version along has not changed anything: a version gives way to every other whose path
knew it. Only versions of paths that knew nothing of each other are a conflict. Then the later path wins, unless its
value is the one that both knew last; and the outcome is a new version.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

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
    merger = _Merger(base)
    for arm in arms:
        merger.add(arm)
    return {name: merger.outcome(name, by) for name in merger.heads}


class _Merger:
    """`heads` are the versions of each variable that no other has replaced, in order of their paths, each with the
    one that its path and those before it both knew last; `known` is what these paths know."""

    def __init__(self, base: "Token") -> None:
        self._top = base.workflow.top_workflow
        self._passed = {base.id: 0}
        self._paths = 0
        self._known: dict[str, Known] = {}
        self.heads: dict[str, list[tuple[Version, Version | None]]] = {}

    def add(self, arm: "Token") -> None:
        """One more path."""
        self._paths += 1
        met, forks = self._walk(arm)
        for name, known in met.items():
            newest = arm.version(name)
            assert newest is not None
            if known.seen == newest.at:
                known.seen = 0  # it has only looked
            others = self._known.setdefault(name, Known())
            if not others.knows(newest):
                self._head(name, newest, known, [fork.version(name) for fork in forks])
            others.join(known)

    def _walk(self, arm: "Token") -> "tuple[dict[str, Known], list[Token]]":
        """What the path came upon since it left those before it, and where it did."""
        met: dict[str, Known] = {}
        forks: list[Token] = []
        waiting = [arm]
        while waiting:
            token = waiting.pop()
            path = self._passed.get(token.id)
            if path is None:
                self._passed[token.id] = self._paths
                _meet(met, token)
                waiting += token.comes_from
            elif path != self._paths:
                forks.append(token)
        return met, forks

    def _head(self, name: str, newest: Version, known: Known, forks: list[Version | None]) -> None:
        heads = [
            head
            for head in self.heads.get(name, ())
            if not (known.knows(head[0]) or any(head[0].is_(fork) for fork in forks))
        ]
        parted: Version | None = None
        if heads:
            shared = [*(fork for fork in forks if fork is not None), *known.shared_with(self._known[name])]
            parted = max(shared, key=lambda version: version.at, default=None)
        self.heads[name] = [*heads, (newest, parted)]

    def outcome(self, name: str, by: int) -> Version:
        """The version that is left, or a new one that replaces those that are."""
        (version, _), *others = self.heads[name]
        if not others:
            return version
        value = version.value
        for other, parted in others:
            if parted is None or not same(parted.value, other.value):
                value = other.value
        return Version(value, self._top.next_stamp(), by)


def _meet(met: dict[str, Known], token: "Token") -> None:
    for name, version in (token.delta or {}).items():
        known = met.setdefault(name, Known())
        known.add(version)
        if token.task_spec.armed:
            known.seen = version.at
