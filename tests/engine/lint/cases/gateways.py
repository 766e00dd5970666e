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
    ],
}
