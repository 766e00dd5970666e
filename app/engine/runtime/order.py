"""The order in which SpiffWorkflow runs what is ready: its tree walked depth first, children by age."""

from functools import cmp_to_key
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.engine.runtime.token import Token


def in_tree_order(tokens: "list[Token]") -> "list[Token]":
    """Sorted as a walk over the whole tree would meet them; what runs inside a token comes before what follows it."""
    return sorted(tokens, key=_KEY) if len(tokens) > 1 else tokens


def _compare(one: "Token", other: "Token") -> int:
    one, other = _in_one_scope(one, other)
    while one.parent is not other.parent:
        if one.level > other.level:
            one = _up(one)
            if one is other:
                return 1
        else:
            other = _up(other)
            if one is other:
                return -1
    return -1 if _age(one) < _age(other) else 1


def _in_one_scope(one: "Token", other: "Token") -> "tuple[Token, Token]":
    """Lift the deeper token to the sub-process it runs in until both stand in one scope."""
    while one.workflow is not other.workflow:
        if one.workflow.depth >= other.workflow.depth:
            one = _owner(one)
        else:
            other = _owner(other)
    return one, other


def _owner(token: "Token") -> "Token":
    assert token.workflow.owner is not None
    return token.workflow.owner


def _up(token: "Token") -> "Token":
    assert token.parent is not None
    return token.parent


def _age(token: "Token") -> tuple[bool, int]:
    """Boundary events stand after what follows their host."""
    return token.task_spec.guards, token.id


_KEY = cmp_to_key(_compare)
