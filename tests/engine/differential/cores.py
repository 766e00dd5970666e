"""What leads into a trap: a few nodes each, and what must happen to them."""

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from tests.engine.differential.generator import AGAIN, SHARED, Maker
from tests.engine.differential.model import Event, Multi, Node, Scope, Sum, Test, Trigger, Votes
from tests.engine.differential.script import Urge, nothing
from tests.engine.differential.world import Token, World

SAFE = SHARED
"""Variables that are surely set behind any core."""


@dataclass(frozen=True)
class Core:
    """First and last node, the element that shows the fault, and what must happen."""

    first: str
    last: str
    element: str = ""
    urge: Urge = nothing


# what must happen ------------------------------------------------------------------------------------------------


def _send(name: str, times: int = 1, **values: object) -> Urge:
    """Send a message as soon as it is waited for, so many times."""
    sent: list[int] = []

    def urge(world: World, number: int) -> Event | None:
        if len(sent) < times and any(token.trigger.name == name for token in world.waiting):
            sent.append(number)
            return Event("send", name=name, values=values)
        return None

    return urge


def _do(element: str, **values: object) -> Urge:
    """Complete a task as soon as it is open, once."""
    done: list[int] = []

    def urge(world: World, number: int) -> Event | None:
        place = next((n for n, work in enumerate(world.people) if work.element == element), None)
        if done or place is None:
            return None
        done.append(number)
        return Event("do", element, place, values)

    return urge


def _then(*urges: Urge) -> Urge:
    """One after another: none before the one before it has had its way."""
    left = list(urges)

    def urge(world: World, number: int) -> Event | None:
        event = left[0](world, number) if left else None
        if event is not None:
            left.pop(0)
        return event

    return urge


def _wait(world: World, number: int) -> Event | None:
    """Let the next timer ring."""
    due = world.next_due
    return None if due is None else Event("wait", minutes=due - world.now)


def _stand_down(element: str) -> Urge:
    """Take one instance of a multi-instance out as soon as one runs."""
    done: list[int] = []

    def urge(world: World, number: int) -> Event | None:
        for place, work in enumerate(world.people):
            up = _instance_of(work.handle, element)
            if not done and up is not None:
                done.append(number)
                return Event("stand_down", work.element, place, up=up)
        return None

    return urge


def _instance_of(token: Token | None, element: str) -> int | None:
    """How many scopes up the instance of an element is in which a token runs."""
    up = 0
    while token is not None:
        if token.body is not None and token.node.id == element:
            return up
        token, up = token.run.owner, up + 1
    return None


# cores -----------------------------------------------------------------------------------------------------------


def _fan_out(
    maker: Maker, scope: Scope, *, kinds: tuple[str, ...] = ("user", "sub", "call"), **loop: Any
) -> Node:
    """A multi-instance of at least two items, at once unless said otherwise."""
    node = Node(str(maker.pick(kinds)), maker.id("y"))
    multi = replace(Multi(f"all_{node.id}", f"i_{node.id}", f"got_{node.id}", f"r_{node.id}"), **loop)
    with maker.within(knobs=replace(maker.knobs, blocks=("user",))):
        maker.multi(scope, node, multi, 1, least=2)
    return node


def fan_out(maker: Maker, scope: Scope) -> Core:
    """A multi-instance."""
    node = _fan_out(maker, scope)
    return Core(node.id, node.id, node.id)


def interrupted_fan_out(maker: Maker, scope: Scope) -> Core:
    """A fan-out over scopes, interrupted by a message."""
    node = _fan_out(maker, scope, kinds=("sub", "call"))
    message = Trigger("msg", maker.id("off"))
    first, last = maker.guard(scope, node, message, interrupting=True)
    return Core(first, last, node.id, _send(message.name))


def stood_down(maker: Maker, scope: Scope) -> Core:
    """A fan-out, one instance of which is taken out."""
    node = _fan_out(maker, scope)
    return Core(node.id, node.id, node.id, _stand_down(node.id))


def shared_arms(maker: Maker, scope: Scope) -> Core:
    """A split whose arms change variables that stood before it, some of them the same."""
    split, merge = (scope.add(Node("par", maker.id("p"))).id for _ in range(2))
    for arm in range(maker.number(2, 3)):
        enters = (
            f"v{arm}",
            *(str(name) for name in maker.draw(st.lists(st.sampled_from(SHARED), max_size=2))),
        )
        tasks = [maker.user(scope, *dict.fromkeys(enters)) for _ in range(maker.number(1, 2))]
        for task in tasks:
            task.chooses = dict.fromkeys(enters, (1, 2, AGAIN))
        scope.flow(split, tasks[0].id)
        for before, after in pairwise(tasks):
            scope.flow(before.id, after.id)
        scope.flow(tasks[-1].id, merge)
    return Core(split, merge)


def neighbours(maker: Maker, scope: Scope) -> Core:
    """Two activities side by side that catch the same error; one of them fails."""
    split, merge = (scope.add(Node("par", maker.id("p"))).id for _ in range(2))
    error = Trigger("err", maker.id("err"))
    judges, handlers = [], []
    for _ in range(2):
        node = scope.add(Node("sub", maker.id("f")))
        node.inside = Scope(node.id)
        start, judge = node.inside.add(Node("start", maker.id("b"))), maker.user(node.inside, "v0")
        name = maker.id("g")
        maker.diagram.variables[name] = 0
        choice = node.inside.add(Node("xor", maker.id("x")))
        node.inside.flow(start.id, judge.id)
        node.inside.flow(judge.id, choice.id)
        node.inside.flow(choice.id, node.inside.add(Node("end", maker.id("z"), error)).id, Test(name, AGAIN))
        node.inside.flow(choice.id, node.inside.add(Node("end", maker.id("z"))).id, default=True)
        guard = scope.add(Node("boundary", maker.id("d"), error, host=node.id))
        handler, join = maker.user(scope, "v1"), scope.add(Node("xor", maker.id("m")))
        for source, target in (
            (split, node.id),
            (node.id, join.id),
            (guard.id, handler.id),
            (handler.id, join.id),
        ):
            scope.flow(source, target)
        scope.flow(join.id, merge)
        judges.append((judge.id, name))
        handlers.append(handler.id)
    element, name = judges[0]
    return Core(split, merge, handlers[1], _do(element, **{name: AGAIN}))


def behind_boundary(maker: Maker, scope: Scope) -> Core:
    """A fan-out on the path of a boundary event."""
    host = maker.user(scope)
    message = Trigger("msg", maker.id("more"))
    interrupting = bool(maker.pick((False, True)))
    guard = scope.add(Node("boundary", maker.id("d"), message, interrupting, host=host.id))
    node = _fan_out(maker, scope)
    merge = scope.add(Node("xor" if interrupting else "end", maker.id("m")))
    scope.flow(guard.id, node.id)
    scope.flow(node.id, merge.id)
    if interrupting:
        scope.flow(host.id, merge.id)
    return Core(host.id, merge.id if interrupting else host.id, node.id, _send(message.name))


def heard_again(maker: Maker, scope: Scope) -> Core:
    """A message that comes twice to an event that does not interrupt."""
    node = maker.user(scope) if maker.pick((False, True)) else scope.add(Node("service", maker.id("c")))
    message = Trigger("msg", maker.id("more"))
    first, last = maker.guard(scope, node, message, interrupting=False)
    return Core(first, last, node.id, _send(message.name, 2))


def event_subprocess(maker: Maker, scope: Scope) -> Core:
    """An event sub-process that begins while something else is open."""
    task = maker.user(scope, "v0")
    then = maker.user(scope, "v1")
    scope.flow(task.id, then.id)
    node = Node("esub", maker.id("h"))
    node.inside = Scope(node.id)
    message = Trigger("msg", maker.id("msg"))
    start = node.inside.add(
        Node("start", maker.id("b"), message, interrupting=bool(maker.pick((False, True))))
    )
    hand = maker.user(node.inside, f"a_{node.id}")
    node.inside.flow(start.id, hand.id)
    node.inside.flow(hand.id, node.inside.add(Node("end", maker.id("z"))).id)
    scope.events.append(node)
    return Core(task.id, then.id, hand.id, _then(_do(task.id, v0=maker.number(0, 2)), _send(message.name)))


def entered_inside(maker: Maker, scope: Scope) -> Core:
    """A boundary event on a sub-process in which something was entered."""
    node = scope.add(Node("sub", maker.id("p")))
    node.inside = Scope(node.id)
    start, first, then = (
        node.inside.add(Node("start", maker.id("b"))),
        *(maker.user(node.inside) for _ in range(2)),
    )
    for source, target in ((start.id, first.id), (first.id, then.id)):
        node.inside.flow(source, target)
    node.inside.flow(then.id, node.inside.add(Node("end", maker.id("z"))).id)
    message = Trigger("msg", maker.id("off"))
    guard = scope.add(Node("boundary", maker.id("d"), message, host=node.id))
    handler, merge = maker.user(scope), scope.add(Node("xor", maker.id("m")))
    for source, target in ((guard.id, handler.id), (handler.id, merge.id), (node.id, merge.id)):
        scope.flow(source, target)
    return Core(node.id, merge.id, handler.id, _then(_do(first.id, v0=AGAIN + 1), _send(message.name)))


def results(maker: Maker, scope: Scope) -> Core:
    """Two fan-outs with one item name, one that leaks, one visited twice, or results out of order."""
    kind = maker.pick(("same item", "same list", "leak", "order"))
    if kind in ("leak", "order"):
        loose = {"into": None, "collect": None} if kind == "leak" else {}
        node = _fan_out(maker, scope, kinds=("user",) if kind == "leak" else ("user", "sub"), **loose)
        return Core(node.id, node.id, node.id)
    loop = {
        "item": "i_both",
        **({"into": None, "collect": None} if kind == "same item" else {"into": "got_both"}),
    }
    one, two = (_fan_out(maker, scope, kinds=("user",), **loop) for _ in range(2))
    if kind == "same list" and two.multi is not None:
        two.multi = replace(two.multi, item="i_other")
    scope.flow(one.id, two.id)
    return Core(one.id, two.id, one.id)


def votes(maker: Maker, scope: Scope) -> Core:
    """A fan-out that ends with enough votes, before the last is cast."""
    node = Node("user", maker.id("y"))
    multi = Multi(f"all_{node.id}", f"i_{node.id}", f"got_{node.id}", f"r_{node.id}")
    until = Votes(str(multi.into), maker.number(1, 2))
    maker.multi(scope, node, replace(multi, until=until), 1, least=3)
    node.chooses = {str(multi.collect): ("yes",)}
    return Core(node.id, node.id, node.id)


def timer(maker: Maker, scope: Scope) -> Core:
    """A script and a task behind a timer."""
    node = maker.user(scope)
    script = scope.add(Node("script", maker.id("s"), assigns={"w": Sum(1)}))
    guard = scope.add(
        Node("boundary", maker.id("d"), Trigger("timer", minutes=maker.minutes()), host=node.id)
    )
    merge = scope.add(Node("xor", maker.id("m")))
    for source, target in ((guard.id, script.id), (script.id, merge.id), (node.id, merge.id)):
        scope.flow(source, target)
    return Core(node.id, merge.id, node.id, _wait)


def data_object(maker: Maker, scope: Scope) -> Core:
    """A called process that asks for a data object around it."""
    scope.objects = ("command",)
    hand = maker.user(scope)
    hand.writes, hand.enters = "command", ("level",)
    call = scope.add(Node("call", maker.id("n"), calls=maker.id("proc")))
    inside = maker.diagram.processes[str(call.calls)] = Scope(str(call.calls))
    start, choice = inside.add(Node("start", maker.id("b"))), inside.add(Node("xor", maker.id("x")))
    end = inside.add(Node("end", maker.id("z")))
    tasks = [maker.user(inside) for _ in range(2)]
    inside.flow(start.id, choice.id)
    inside.flow(choice.id, tasks[0].id, Test("command", maker.number(0, 2), field="level"))
    inside.flow(choice.id, tasks[1].id, default=True)
    for task in tasks:
        inside.flow(task.id, end.id)
    scope.flow(hand.id, call.id)
    return Core(hand.id, call.id, call.id, _do(hand.id, level=maker.number(0, 2)))


def loop_into_join(maker: Maker, scope: Scope) -> Core:
    """A parallel gateway that a loop leads back to."""
    merge, split = scope.add(Node("par", maker.id("p"))), scope.add(Node("xor", maker.id("x")))
    task = maker.user(scope, "v0")
    leave = scope.add(Node("xor", maker.id("l")))
    scope.flow(merge.id, task.id)
    scope.flow(task.id, split.id)
    scope.flow(split.id, merge.id, Test("v0", AGAIN))
    scope.flow(split.id, leave.id, default=True)
    return Core(merge.id, leave.id, task.id)


def nobody_waits(maker: Maker, scope: Scope) -> Core:
    """A message thrown before anybody in the diagram waits for it."""
    task = maker.user(scope)
    message = Trigger("msg", maker.id("down"))
    throw = scope.add(Node("throw", maker.id("t"), message))
    host = maker.user(scope)
    first, last = maker.guard(scope, host, message, interrupting=True)
    scope.flow(task.id, throw.id)
    scope.flow(throw.id, first)
    return Core(task.id, last, message.name)


def join_in_loop(maker: Maker, scope: Scope) -> Core:
    """A parallel split and join of three arms, twice."""
    enter, split, merge = (scope.add(Node(kind, maker.id("l"))) for kind in ("xor", "par", "par"))
    for _ in range(3):
        task = maker.user(scope, maker.id("a"))
        scope.flow(split.id, task.id)
        scope.flow(task.id, merge.id)
    judge, choice, leave = maker.user(scope, "v2"), *(scope.add(Node("xor", maker.id("l"))) for _ in range(2))
    for source, target in ((enter, split), (merge, judge), (judge, choice)):
        scope.flow(source.id, target.id)
    scope.flow(choice.id, enter.id, Test("v2", AGAIN))
    scope.flow(choice.id, leave.id, default=True)
    return Core(enter.id, leave.id, merge.id, _do(judge.id, v2=AGAIN))


def inclusive(maker: Maker, scope: Scope) -> Core:
    """An inclusive split, an arm of which divides again."""
    with maker.within(knobs=replace(maker.knobs, blocks=("user", "xor", "xor"), depth=2, length=2)):
        first, last = maker._split(scope, 2, "inc")
    return Core(first, last)
