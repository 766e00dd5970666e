"""Cases of the rules on the drawing as a whole: a diagram with the fault and its mended twin."""

from tests.engine.lint.drawing import diagram, flow, line, path, user
from tests.engine.lint.pieces import (
    DATA,
    DEEP_REFERENCE,
    DRAWN_ONLY,
    GOOD,
    LANES,
    MESSAGE,
    _retry,
    boundary,
    catch,
    choice,
    event,
    inner,
    node,
    service,
    sub,
    timer,
)

CASES: dict[str, list[tuple[bytes, bytes]]] = {
    "no-process": [(GOOD[: GOOD.index(b"<process")] + b"</definitions>", GOOD)],
    "not-executable": [(diagram(line(user("a")), attributes='isExecutable="false"'), GOOD)],
    "not-run": [
        (
            diagram(line(user("a")), outside=DRAWN_ONLY.format(event("startEvent", "s2"))),
            diagram(line(user("a")), outside=DRAWN_ONLY.format("")),
        ),
    ],
    "no-start-event": [
        (diagram(user("a")), GOOD),
        (diagram(line(sub("x", user("a")))), diagram(line(sub("x", inner("x", user("a")))))),
    ],
    "several-start-events": [
        (
            diagram(line(user("a")) + event("startEvent", "s2") + path("s2", "a")),
            diagram(
                line(user("a"))
                + event("startEvent", "s2", '<messageEventDefinition messageRef="m"/>')
                + path("s2", "a"),
                outside=MESSAGE,
            ),
        ),
    ],
    "missing-id": [(diagram(line(user("a")) + '<sequenceFlow sourceRef="a" targetRef="end"/>'), GOOD)],
    "duplicate-id": [
        (
            diagram(line(user("a")) + '<textAnnotation id="a"/>'),
            diagram(line(user("a")) + '<textAnnotation id="t"/>'),
        )
    ],
    "unsupported-element": [
        (
            diagram(LANES.format("a").replace("</lane>", f"{user('b')}</lane>") + line(user("a"))),
            diagram(LANES.format("a") + line(user("a"))),
        ),
        (
            diagram(line(user("a")) + '<laneSet id="set"><process id="inner"/></laneSet>'),
            diagram(line(user("a")) + '<laneSet id="set"/>'),
        ),
        (diagram(choice("complexGateway")), diagram(choice())),
        (diagram(line(node("adHocSubProcess", "a"))), GOOD),
        (diagram(line(user("a")) + '<choreographyTask id="c"/>'), GOOD),
    ],
    "plain-task": [(diagram(line(node("task", "a"))), diagram(line(node("manualTask", "a"))))],
    "data-store": [(diagram(line(user("a")) + '<dataStoreReference id="store" name="台账"/>'), GOOD)],
    "endless-marker": [
        (
            diagram(line(user("a", "<standardLoopCharacteristics/>"))),
            diagram(line(user("a", '<standardLoopCharacteristics loopMaximum="3"/>'))),
        ),
    ],
    "script-task": [
        (diagram(line(node("scriptTask", "a", "<script>import os</script>"))), diagram(line(service("a")))),
        (
            diagram(line(node("scriptTask", "a", attributes='scriptFormat="feel"'))),
            diagram(line(node("scriptTask", "a", "<script>a + 1</script>", 'scriptFormat="feel"'))),
        ),
    ],
    "unreachable-node": [
        (diagram(line(user("a")) + user("b")), diagram(line(user("a"), user("b")))),
        (diagram(line(user("a")) + user("b") + path("b", "a")), diagram(line(user("b"), user("a")))),
        (
            diagram(line(user("a")) + boundary("late", "a", timer("PT1H")) + user("b")),
            diagram(line(user("a")) + boundary("late", "a", timer("PT1H")) + user("b") + path("late", "b")),
        ),
    ],
    "dangling-flow": [
        (diagram(line(user("a")) + flow("f", "a", "nowhere")), GOOD),
        (diagram(line(sub("x", inner("x", user("a"))), user("b")) + flow("f", "a", "b")), GOOD),
    ],
    "illegal-flow": [
        (diagram(line(user("a")) + path("a", "start")), GOOD),
        (diagram(line(user("a")) + path("end", "a")), GOOD),
    ],
    "no-way-out": [
        (
            diagram(event("startEvent", "start") + user("a") + user("b") + path("start", "a", "b", "a")),
            diagram(line(user("a"), user("b"))),
        ),
        # what another way may end is left alone
        (
            diagram(line(user("a")) + user("b") + user("c") + path("start", "b", "c", "b")),
            diagram(
                (line(user("a")) + user("b") + user("c") + path("start", "b", "c", "b")).replace(
                    '<endEvent id="end"/>', '<endEvent id="end"><terminateEventDefinition/></endEvent>'
                )
            ),
        ),
    ],
    "endless-loop": [
        (diagram(_retry(service("again_1"))), diagram(_retry(user("again_1")))),
        (
            diagram(_retry(node("exclusiveGateway", "again_1"))),
            diagram(_retry(catch("again_1", timer("PT5M")))),
        ),
        (
            diagram(_retry(sub("again_1", inner("x", service("svc"))))),
            diagram(_retry(sub("again_1", inner("x", user("svc"))))),
        ),
        (
            diagram(
                line(user("a"))
                + boundary("oops", "svc", "<errorEventDefinition/>")
                + service("svc")
                + path("a", "svc")
                + path("oops", "svc")
            ),
            diagram(
                line(user("a"))
                + boundary("oops", "svc", "<errorEventDefinition/>")
                + service("svc")
                + path("a", "svc")
                + path("oops", "a")
            ),
        ),
    ],
    "data-object-depth": [
        (
            diagram(DATA + line(sub("x", inner("x", sub("y", inner("y", user("a")) + DEEP_REFERENCE))))),
            diagram(DATA + line(sub("x", inner("x", user("a")) + DEEP_REFERENCE))),
        ),
    ],
    "unknown-lane-node": [
        (diagram(LANES.format("ghost") + line(user("a"))), diagram(LANES.format("a") + line(user("a"))))
    ],
}
