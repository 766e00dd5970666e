"""Which names the nodes of a diagram give values to, and the rule on names that nothing gives."""

from collections.abc import Iterator
from difflib import get_close_matches
from itertools import islice

from app.core.texts import Text
from app.engine.lint import names
from app.engine.lint.expressions import expressions
from app.engine.lint.feel import names_read
from app.engine.lint.finding import Fault, Rule, warning
from app.engine.lint.model import Diagram, Item, Node
from app.engine.lint.package import Placed

ALWAYS = frozenset(
    {"case", "limits", "loopCounter", "nrOfInstances", "nrOfCompletedInstances", "nrOfActiveInstances"}
)
"""What every process knows, and every instance of several."""

MOST_TOLD = 100
"""Names of one diagram that are told; with more it is of another world."""

_RESULTS = ("resultVariable", "errorCodeVariable", "errorMessageVariable", "escalationCodeVariable")
_LIKE = 0.75


def results(node: Node) -> Iterator[str]:
    """The names under which a node leaves what came of it: results, outputs, what a call hands back."""
    found = (holder.camunda(attribute) for holder in (node, *node.events) for attribute in _RESULTS)
    yield from (name for name in found if name)
    yield from _parameters(node, "outputParameter")
    if node.loop is None or node.tag != "callActivity":
        for holder in (node, *node.events):
            yield from (one.get("target") or "" for one in holder.extension("out"))


def given(node: Node) -> Iterator[str]:
    """Every name that a node gives to any expression, whether inside, after it or in what it calls or tells."""
    yield from results(node)
    yield from _parameters(node, "inputParameter")
    for holder in (node, *node.events):
        yield from (one.get("target") or "" for tag in ("in", "out") for one in holder.extension(tag))
    yield node.property("into") or ""
    if node.loop is not None:
        yield node.loop.get(names.camunda("elementVariable")) or ""


def _parameters(node: Node, tag: str) -> Iterator[str]:
    for group in node.extension("inputOutput"):
        yield from (one.get("name") or "" for one in group.iterfind(names.camunda(tag)))


@warning("unknown-variable")
def unknown_variable(placed: Placed) -> Iterator[Fault]:
    """A name that nothing in the package gives is null in FEEL: no error at night, and never what was meant."""
    known = placed.package.given
    if known is not None:
        for at, where, name in islice(_unknown(placed.diagram, known | ALWAYS), MOST_TOLD):
            told = Text("{where}读的“{name}”没有一处给出，永远是空", where=where, name=name)
            yield Fault(at, told, _mend(name, known))


def _unknown(diagram: Diagram, known: frozenset[str]) -> Iterator[tuple[Item, str, str]]:
    told: set[tuple[Item, str]] = set()
    for found in expressions(diagram):
        for name in sorted(names_read(found.feel or "") - known):
            if (found.at, name) not in told:
                told.add((found.at, name))
                yield found.at, found.where, name


def _mend(name: str, known: frozenset[str]) -> str:
    if like := get_close_matches(name, sorted(known), 1, _LIKE):
        return Text("是不是“{like}”？请核对写法", like=like[0])
    return "请核对写法，或先由表单、输出参数或数据对象给出它"


VARIABLES: tuple[Rule[Placed], ...] = (unknown_variable,)
