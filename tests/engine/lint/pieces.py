"""Pieces of diagrams that several cases share."""

from tests.engine.lint.drawing import diagram, extensions, flow, line, path, user, when

MESSAGE = '<message id="m" name="增援"/>'
SIGNAL = '<signal id="s" name="撤离"/>'


def event(tag: str, ident: str, inside: str = "", attributes: str = "") -> str:
    return f'<{tag} id="{ident}" {attributes}>{inside}</{tag}>'


def timer(text: str, kind: str = "timeDuration") -> str:
    return f"<timerEventDefinition><{kind}>{text}</{kind}></timerEventDefinition>"


def condition(feel: str) -> str:
    return f"<conditionalEventDefinition><condition>{feel}</condition></conditionalEventDefinition>"


def catch(ident: str, inside: str, extra: str = "") -> str:
    return event("intermediateCatchEvent", ident, extra + inside)


def boundary(ident: str, host: str, inside: str, attributes: str = "") -> str:
    return event("boundaryEvent", ident, inside, f'attachedToRef="{host}" {attributes}')


def service(
    ident: str, inside: str = "", attributes: str = 'camunda:type="external" camunda:topic="notify"'
) -> str:
    return f'<serviceTask id="{ident}" name="{ident}" {attributes}>{inside}</serviceTask>'


def node(tag: str, ident: str, inside: str = "", attributes: str = "") -> str:
    return f'<{tag} id="{ident}" name="{ident}" {attributes}>{inside}</{tag}>'


def sub(ident: str, inside: str, attributes: str = "") -> str:
    return node("subProcess", ident, inside, attributes)


def inner(ident: str, *middle: str) -> str:
    """Start, the nodes and end inside a sub-process, with ids of their own."""
    names = [xml.split('id="', 1)[1].split('"', 1)[0] for xml in middle]
    ends = event("startEvent", f"{ident}_start") + event("endEvent", f"{ident}_end")
    return ends + "".join(middle) + path(f"{ident}_start", *names, f"{ident}_end")


def esub(ident: str, start: str, attributes: str = "", *middle: str) -> str:
    names = [xml.split('id="', 1)[1].split('"', 1)[0] for xml in middle]
    body = event("startEvent", f"{ident}_start", start, attributes) + event("endEvent", f"{ident}_end")
    return sub(
        ident,
        body + "".join(middle) + path(f"{ident}_start", *names, f"{ident}_end"),
        'triggeredByEvent="true"',
    )


def choice(
    tag: str = "exclusiveGateway", attributes: str = 'default="no"', yes: str = when("ok"), no: str = ""
) -> str:
    """A gateway with two ways to two ends."""
    return (
        event("startEvent", "start") + event("endEvent", "end") + event("endEvent", "other") + path("start", "gate")
        + node(tag, "gate", "", attributes) + flow("yes", "gate", "end", yes) + flow("no", "gate", "other", no)
    )  # fmt: skip


def events(*targets: str) -> str:
    """An event-based gateway before those nodes."""
    names = [xml.split('id="', 1)[1].split('"', 1)[0] for xml in targets]
    flows = "".join(path("gate", name, "end") for name in names)
    head = event("startEvent", "start") + node("eventBasedGateway", "gate") + event("endEvent", "end")
    return head + path("start", "gate") + "".join(targets) + flows


def parallel(*flows: str, more: str = "") -> str:
    """A split and a join with two user tasks between, and further flows."""
    return (
        event("startEvent", "start") + event("endEvent", "end") + node("parallelGateway", "split")
        + node("parallelGateway", "join") + user("a") + user("b") + path("start", "split", "a") + path("split", "b")
        + path("b", "join", "end") + "".join(flows) + more
    )  # fmt: skip


def looped_fork(back: str) -> str:
    """A fork and its join in a loop that comes back to that node: into one arm only, or to the merge before."""
    return (
        event("startEvent", "start") + event("endEvent", "end") + node("parallelGateway", "split")
        + node("parallelGateway", "join") + node("exclusiveGateway", "gate", "", 'default="gate-end"') + user("a")
        + user("b") + path("start", "merge", "split", "a", "join", "gate", "end")
        + node("exclusiveGateway", "merge") + path("split", "b", "join")
        + flow("back", "gate", back, when("again"))
    )  # fmt: skip


def loop_(
    collection: str = 'camunda:collection="forces" camunda:elementVariable="force"', inside: str = ""
) -> str:
    return f"<multiInstanceLoopCharacteristics {collection}>{inside}</multiInstanceLoopCharacteristics>"


def parameter(name: str, inside: str) -> str:
    """Extension elements with one input parameter."""
    given = f'<camunda:inputParameter name="{name}">{inside}</camunda:inputParameter>'
    return extensions(f"<camunda:inputOutput>{given}</camunda:inputOutput>")


def call(inside: str = "", attributes: str = 'calledElement="other-process"') -> str:
    return node("callActivity", "call", inside, attributes)


PASS_IN = '<camunda:in source="force" target="force"/>'
GOOD = diagram(line(user("a")))
XOR_JOIN = (
    event("startEvent", "start") + event("endEvent", "end") + node("exclusiveGateway", "gate", "", 'default="gate-b"')
    + user("a") + user("b") + flow("gate-a", "gate", "a", when("ok")) + path("start", "gate", "b", "join", "end")
    + path("a", "join")
)  # fmt: skip
LANES = '<laneSet id="lanes"><lane id="lane" name="值班"><flowNodeRef>{}</flowNodeRef></lane></laneSet>'
DATA = '<dataObject id="command"/>'
DEEP_REFERENCE = '<dataObjectReference id="ref" name="指挥权" dataObjectRef="command"/>'


def _nested(depth: int) -> str:
    inside = inner("in0", user("u"))
    for level in range(depth):
        inside = inner(f"in{level + 1}", sub(f"sub{level}", inside))
    return inside


def _retry(waiting: str) -> str:
    """A loop: gate → middle → gate until `ok`."""
    return (
        event("startEvent", "start") + event("endEvent", "end") + node("exclusiveGateway", "gate", "", 'default="out"')
        + node("exclusiveGateway", "merge") + path("start", "merge", "gate") + flow("out", "gate", "end")
        + flow("again", "gate", "again_1", when("not(ok)")) + waiting + path("again_1", "merge")
    )  # fmt: skip


DRAWN_ONLY = '<process id="p2" isExecutable="false">{}</process>'
MANY = "".join(user(f"t{index}") for index in range(2_600))
