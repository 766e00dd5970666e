"""Large diagrams in shapes that a careless rule would take for ever over; each by its number of elements."""

from collections.abc import Callable

from tests.engine.lint.drawing import diagram, flow, path, properties, user, when
from tests.engine.lint.pieces import boundary, catch, event, inner, node, sub, timer

START, END = event("startEvent", "start"), event("endEvent", "end")


def _row(count: int) -> bytes:
    names = [f"t{i}" for i in range(count)]
    return diagram(START + END + "".join(map(user, names)) + path("start", *names, "end"))


def _sections(count: int) -> bytes:
    """Fork and join, a choice, an exception, one after the other."""
    body, before = "", "start"
    for i in range(count // 16):
        body += (
            node("parallelGateway", f"s{i}")
            + user(f"a{i}")
            + user(f"b{i}")
            + node("parallelGateway", f"j{i}")
        )
        body += node("exclusiveGateway", f"x{i}", "", f'default="x{i}-m{i}"') + user(f"m{i}")
        body += (
            boundary(f"t{i}", f"m{i}", timer("PT1H")) + path(f"t{i}", "end") + path(f"s{i}", f"b{i}", f"j{i}")
        )
        body += path(before, f"s{i}", f"a{i}", f"j{i}", f"x{i}", f"m{i}") + flow(
            f"f{i}", f"x{i}", f"m{i}", when("x")
        )
        before = f"m{i}"
    return diagram(START + END + body + path(before, "end"))


def _ladder(tag: str) -> Callable[[int], bytes]:
    """Gateways of which each leads to the next, back to the first, and on to the end."""

    def made(count: int) -> bytes:
        names = [f"g{i}" for i in range(count // 4)]
        body = (
            "".join(node(tag, name) for name in names)
            + path("start", *names, "end")
            + user("again")
            + path("again", "g0")
        )
        body += "".join(flow(f"b{name}", name, "again", when("x")) for name in names)
        body += "".join(flow(f"e{name}", name, "end", when("y")) for name in names)
        return diagram(START + END + body)

    return made


def _mesh(tag: str) -> Callable[[int], bytes]:
    """A split into many ways, each of which comes into several joins."""

    def made(count: int) -> bytes:
        width = max(2, int(count**0.5) // 2)
        body = node("inclusiveGateway", "split") + path("start", "split")
        for i in range(width):
            body += (
                user(f"t{i}")
                + flow(f"in{i}", "split", f"t{i}", when("x"))
                + node(tag, f"j{i}")
                + path(f"j{i}", "end")
            )
        body += "".join(
            flow(f"m{i}-{j}", f"t{i}", f"j{j}", when("x")) for i in range(width) for j in range(width)
        )
        return diagram(START + END + body)

    return made


def _star(count: int) -> bytes:
    names = [f"t{i}" for i in range(count // 3)]
    body = (
        node("parallelGateway", "split")
        + node("parallelGateway", "join")
        + path("start", "split")
        + path("join", "end")
    )
    return diagram(START + END + body + "".join(user(name) + path("split", name, "join") for name in names))


def _scopes(count: int) -> bytes:
    """Sub-processes side by side, each with a repeating timer."""
    body, names = "", [f"s{i}" for i in range(count // 8)]
    for name in names:
        body += sub(name, inner(f"{name}i", user(f"{name}u")))
        body += boundary(f"{name}b", name, timer("R/PT1H", "timeCycle"), 'cancelActivity="false"') + path(
            f"{name}b", "end"
        )
    return diagram(START + END + body + path("start", *names, "end"))


def _pools(count: int) -> bytes:
    """Many processes that wait for one message."""
    wait = '<messageEventDefinition messageRef="m"/>'
    body = "".join(
        node("process", f"p{i}", event("startEvent", f"s{i}") + catch(f"c{i}", wait) + path(f"s{i}", f"c{i}"))
        for i in range(count // 3)
    )
    return diagram(START + END + path("start", "end"), outside=f'<message id="m" name="m"/>{body}')


def _links(count: int) -> bytes:
    """Links of one name, far more than there may be."""
    link = '<linkEventDefinition name="甲"/>'
    body = "".join(
        event("intermediateThrowEvent", f"o{i}", link) + catch(f"i{i}", link) for i in range(count // 4)
    )
    body += "".join(path("start", f"o{i}") + path(f"i{i}", "end") for i in range(count // 4))
    return diagram(START + END + body)


def _refusals(count: int) -> bytes:
    """Tasks that name all others as those who may not do them."""
    names = [f"t{i}" for i in range(count // 4)]
    body = "".join(user(name, properties(notBy=" ".join(names[:200]), writes="nobody")) for name in names)
    return diagram(START + END + body + path("start", *names, "end"))


def _twins(count: int) -> bytes:
    """One id for everything, and no drawing of anything that has a place."""
    body = "".join(user("t") for _ in range(count // 2)) + "".join(
        flow("t", "t", "t") for _ in range(count // 2)
    )
    return diagram(START + END + body).replace(b'<dc:Bounds x="0"', b'<dc:Bounds x="NaN"')


def _lanes(count: int) -> bytes:
    lanes = "".join(
        f'<lane id="l{i}" name="l{i}"><flowNodeRef>t{i}</flowNodeRef></lane>' for i in range(count // 3)
    )
    names = [f"t{i}" for i in range(count // 3)]
    tasks = "".join(map(user, names)) + path("start", *names, "end")
    return diagram(f'<laneSet id="ls">{lanes}</laneSet>' + START + END + tasks)


SHAPES: dict[str, Callable[[int], bytes]] = {
    "row": _row, "sections": _sections, "exclusive ladder": _ladder("exclusiveGateway"),
    "parallel ladder": _ladder("parallelGateway"), "inclusive ladder": _ladder("inclusiveGateway"),
    "parallel mesh": _mesh("parallelGateway"), "inclusive mesh": _mesh("inclusiveGateway"), "star": _star,
    "scopes": _scopes, "pools": _pools, "links": _links, "refusals": _refusals, "twins": _twins, "lanes": _lanes,
}  # fmt: skip
