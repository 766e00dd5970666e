"""Cases of the rules on gateways: a diagram with the fault and its mended twin."""

from tests.engine.lint.drawing import diagram, flow, line, path, user, when
from tests.engine.lint.pieces import (
    GOOD,
    MESSAGE,
    SIGNAL,
    XOR_JOIN,
    boundary,
    catch,
    choice,
    event,
    events,
    looped_fork,
    node,
    parallel,
    timer,
)

TERMINATE = "<terminateEventDefinition/>"
SELECTED = (
    event("startEvent", "start") + event("endEvent", "end") + '<{0} id="gate" name="gate" default="gate-b"/>'
    + user("a") + user("b") + flow("gate-a", "gate", "a", when("ok")) + flow("gate-b", "gate", "b")
    + path("start", "gate") + path("a", "join") + path("b", "join", "end")
)  # fmt: skip
TWO_STARTS = (
    event("startEvent", "start") + event("startEvent", "told", '<messageEventDefinition messageRef="m"/>')
    + event("endEvent", "end") + user("a") + path("start", "a", "join", "end") + path("told", "join")
)  # fmt: skip
GONE = event("endEvent", "gone")
LEAVES = (
    path("a", "choose") + node("exclusiveGateway", "choose", "", 'default="choose-join"') + path("choose", "join")
    + flow("leave", "choose", "gone", when("no")) + GONE
)  # fmt: skip
AGAIN = LEAVES.replace(GONE, "").replace('targetRef="gone"', 'targetRef="a"')
CROSSED = (
    event("startEvent", "start") + event("endEvent", "end") + node("parallelGateway", "split") + user("a") + user("b")
    + path("start", "split", "left", "a", "out") + path("split", "right", "b", "over", "end")
    + node("inclusiveGateway", "left") + node("inclusiveGateway", "right")
    + node("exclusiveGateway", "out", "", 'default="out-end"') + path("out", "end")
    + node("exclusiveGateway", "over", "", 'default="over-end"') + flow("back", "over", "left", when("again"))
    + flow("forth", "out", "right", when("again"))
)  # fmt: skip

CASES: dict[str, list[tuple[bytes, bytes]]] = {
    "missing-default": [
        (diagram(choice(attributes="", no=when("not(ok)"))), diagram(choice())),
        (
            diagram(choice("inclusiveGateway", "", no=when("x"))),
            diagram(choice("inclusiveGateway", "", no=when("true"))),
        ),
    ],
    "missing-condition": [(diagram(choice(attributes='default="yes"', yes="", no="")), diagram(choice()))],
    "unknown-default": [
        (
            diagram(line(user("a", attributes='default="start-a"'))),
            diagram(line(user("a", attributes='default="a-end"'))),
        )
    ],
    "default-with-condition": [(diagram(choice(no=when("x"))), diagram(choice()))],
    "condition-not-allowed": [
        (diagram(choice("parallelGateway", "")), diagram(choice("parallelGateway", "", yes=""))),
    ],
    "gateway-without-flow": [
        (
            diagram(event("startEvent", "start") + node("exclusiveGateway", "g") + path("start", "g")),
            diagram(choice()),
        ),
    ],
    "event-gateway-target": [
        (
            diagram(events(catch("x", timer("PT1H")), user("a"))),
            diagram(
                events(catch("x", timer("PT1H")), catch("y", '<signalEventDefinition signalRef="s"/>')),
                outside=SIGNAL,
            ),
        ),
        (diagram(events(catch("x", timer("PT1H")))), GOOD),
    ],
    "event-gateway-timers": [
        (
            diagram(events(catch("x", timer("PT1H")), catch("y", timer("PT2H")))),
            diagram(
                events(catch("x", timer("PT1H")), catch("y", '<messageEventDefinition messageRef="m"/>')),
                outside=MESSAGE,
            ),
        ),
    ],
    "event-gateway-instantiate": [
        (
            diagram(
                events(
                    catch("x", timer("PT1H")), catch("y", '<messageEventDefinition messageRef="m"/>')
                ).replace('name="gate"', 'name="gate" instantiate="true"'),
                outside=MESSAGE,
            ),
            diagram(
                events(catch("x", timer("PT1H")), catch("y", '<messageEventDefinition messageRef="m"/>')),
                outside=MESSAGE,
            ),
        ),
    ],
    "parallel-join-loop": [
        # the loop comes back into the join itself
        (
            diagram(
                event("startEvent", "start")
                + event("endEvent", "end")
                + node("parallelGateway", "join")
                + user("a")
                + node("exclusiveGateway", "gate", "", 'default="gate-end"')
                + path("start", "join", "a", "gate", "end")
                + flow("back", "gate", "join", when("again"))
            ),
            diagram(
                event("startEvent", "start")
                + event("endEvent", "end")
                + node("exclusiveGateway", "join")
                + user("a")
                + node("exclusiveGateway", "gate", "", 'default="gate-end"')
                + path("start", "join", "a", "gate", "end")
                + flow("back", "gate", "join", when("again"))
            ),
        ),
        (diagram(looped_fork("a")), diagram(looped_fork("merge"))),
    ],
    "parallel-join-exception": [
        (
            diagram(parallel(path("a", "join"), boundary("late", "a", timer("PT1H")), path("late", "join"))),
            diagram(
                parallel(
                    path("a", "merge", "join"),
                    boundary("late", "a", timer("PT1H")),
                    path("late", "merge"),
                    more=node("exclusiveGateway", "merge"),
                )
            ),
        ),
    ],
    "parallel-join-choice": [
        (
            diagram(XOR_JOIN + node("parallelGateway", "join")),
            diagram(XOR_JOIN + node("exclusiveGateway", "join")),
        ),
        # a process begins at one of its starts
        (
            diagram(TWO_STARTS + node("parallelGateway", "join"), outside=MESSAGE),
            diagram(TWO_STARTS + node("exclusiveGateway", "join"), outside=MESSAGE),
        ),
    ],
    "parallel-join-selection": [
        (
            diagram(SELECTED.format("inclusiveGateway") + node("parallelGateway", "join")),
            diagram(SELECTED.format("inclusiveGateway") + node("inclusiveGateway", "join")),
        ),
        # conditions on the ways out of a task choose as well
        (
            diagram(SELECTED.format("manualTask") + node("parallelGateway", "join")),
            diagram(
                SELECTED.format("parallelGateway").replace(when("ok"), "") + node("parallelGateway", "join")
            ),
        ),
    ],
    "parallel-join-escape": [
        (
            diagram(parallel(LEAVES)),
            diagram(
                parallel(
                    LEAVES.replace("leave", "back")
                    .replace('targetRef="gone"', 'targetRef="a"')
                    .replace(GONE, "")
                )
            ),
        ),
        # an end that breaks off takes the waiting token with it
        (
            diagram(parallel(LEAVES)),
            diagram(parallel(LEAVES).replace('<endEvent id="gone" >', f'<endEvent id="gone">{TERMINATE}')),
        ),
        # an exception that ends by itself
        (
            diagram(parallel(path("a", "join"), boundary("late", "a", timer("PT1H")))),
            diagram(
                parallel(path("a", "join"), boundary("late", "a", timer("PT1H"), 'cancelActivity="false"'))
            ),
        ),
    ],
    "inclusive-joins": [
        (
            diagram(CROSSED),
            diagram(CROSSED.replace(node("inclusiveGateway", "right"), node("exclusiveGateway", "right"))),
        ),
    ],
}
