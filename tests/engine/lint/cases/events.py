"""Cases of the rules on events: a diagram with the fault and its mended twin."""

from tests.engine.lint.drawing import diagram, line, path, properties, user
from tests.engine.lint.pieces import (
    GOOD,
    MESSAGE,
    SIGNAL,
    boundary,
    catch,
    condition,
    esub,
    event,
    inner,
    node,
    service,
    sub,
    timer,
)

CASES: dict[str, list[tuple[bytes, bytes]]] = {
    "compensation": [
        (diagram(line(event("intermediateThrowEvent", "a", "<compensateEventDefinition/>"))), GOOD),
        (diagram(line(user("a", attributes='isForCompensation="true"'))), GOOD),
    ],
    "several-triggers": [
        (
            diagram(
                line(catch("a", timer("PT1H") + '<signalEventDefinition signalRef="s"/>')), outside=SIGNAL
            ),
            diagram(line(catch("a", timer("PT1H")))),
        ),
        (
            diagram(line(catch("a", "<eventDefinitionRef>t</eventDefinitionRef>"))),
            diagram(line(catch("a", timer("PT1H")))),
        ),
    ],
    "unsupported-event": [
        (diagram(line(catch("a", "<errorEventDefinition/>"))), diagram(line(catch("a", timer("PT1H"))))),
        (
            diagram(
                line(
                    sub(
                        "x",
                        inner("x", user("a")).replace(
                            '<startEvent id="x_start" >', '<startEvent id="x_start">' + timer("PT1H")
                        ),
                    )
                )
            ),
            diagram(line(sub("x", inner("x", user("a"))))),
        ),
    ],
    "missing-trigger": [
        (diagram(line(catch("a", ""))), diagram(line(catch("a", timer("PT1H"))))),
        (
            diagram(line(user("a")) + esub("x", "")),
            diagram(line(user("a")) + esub("x", '<signalEventDefinition signalRef="s"/>'), outside=SIGNAL),
        ),
    ],
    "event-condition": [
        (
            diagram(line(catch("a", "<conditionalEventDefinition/>"))),
            diagram(
                line(
                    catch(
                        "a",
                        condition("x"),
                    )
                )
            ),
        ),
    ],
    "boundary-host": [
        (
            diagram(line(user("a")) + boundary("b", "nobody", timer("PT1H"))),
            diagram(line(user("a")) + boundary("b", "a", timer("PT1H"))),
        ),
        (
            diagram(line(node("exclusiveGateway", "a")) + boundary("b", "a", timer("PT1H"))),
            diagram(line(user("a")) + boundary("b", "a", timer("PT1H"))),
        ),
    ],
    "non-interrupting-error": [
        (
            diagram(
                line(user("a")) + boundary("b", "a", "<errorEventDefinition/>", 'cancelActivity="false"')
            ),
            diagram(line(user("a")) + boundary("b", "a", "<errorEventDefinition/>")),
        ),
    ],
    "cancel-outside-transaction": [
        (
            diagram(
                line(user("a")).replace(
                    '<endEvent id="end"/>', '<endEvent id="end"><cancelEventDefinition/></endEvent>'
                )
            ),
            GOOD,
        ),
        (
            diagram(line(user("a")) + boundary("b", "a", "<cancelEventDefinition/>")),
            diagram(
                line(node("transaction", "a", inner("x", user("u"))))
                + boundary("b", "a", "<cancelEventDefinition/>")
            ),
        ),
    ],
    "missing-message": [
        (
            diagram(line(catch("a", "<messageEventDefinition/>"))),
            diagram(line(catch("a", '<messageEventDefinition messageRef="m"/>')), outside=MESSAGE),
        ),
        (
            diagram(
                line(catch("a", '<messageEventDefinition messageRef="m"/>')), outside='<message id="m"/>'
            ),
            diagram(line(catch("a", '<messageEventDefinition messageRef="m"/>')), outside=MESSAGE),
        ),
        (
            diagram(line(node("receiveTask", "a"))),
            diagram(line(node("receiveTask", "a", attributes='messageRef="m"')), outside=MESSAGE),
        ),
    ],
    "missing-signal": [
        (
            diagram(line(event("intermediateThrowEvent", "a", "<signalEventDefinition/>"))),
            diagram(
                line(event("intermediateThrowEvent", "a", '<signalEventDefinition signalRef="s"/>')),
                outside=SIGNAL,
            ),
        ),
    ],
    "missing-code": [
        (
            diagram(
                line(user("a")).replace(
                    '<endEvent id="end"/>', '<endEvent id="end"><errorEventDefinition/></endEvent>'
                )
            ),
            diagram(
                line(user("a")).replace(
                    '<endEvent id="end"/>',
                    '<endEvent id="end"><errorEventDefinition errorRef="e"/></endEvent>',
                ),
                outside='<error id="e" errorCode="GATEWAY"/>',
            ),
        ),
        (
            diagram(line(user("a")) + boundary("b", "a", '<errorEventDefinition errorRef="gone"/>')),
            diagram(
                line(user("a")) + boundary("b", "a", '<errorEventDefinition errorRef="e"/>'),
                outside='<error id="e" errorCode="GATEWAY"/>',
            ),
        ),
    ],
    "link-pair": [
        (
            diagram(
                event("startEvent", "start")
                + event("intermediateThrowEvent", "out", '<linkEventDefinition name="甲"/>')
                + path("start", "out")
            ),
            diagram(
                event("startEvent", "start")
                + event("intermediateThrowEvent", "out", '<linkEventDefinition name="甲"/>')
                + path("start", "out")
                + catch("in", '<linkEventDefinition name="甲"/>')
                + event("endEvent", "end")
                + path("in", "end")
            ),
        ),
    ],
    "ambiguous-message": [
        (
            diagram(
                line(*(catch(x, '<messageEventDefinition messageRef="m"/>') for x in "ab")), outside=MESSAGE
            ),
            diagram(
                line(
                    *(
                        catch(x, '<messageEventDefinition messageRef="m"/>', properties(key="= case.no"))
                        for x in "ab"
                    )
                ),
                outside=MESSAGE,
            ),
        ),
    ],
    "pile-up": [
        (
            diagram(
                line(user("a"))
                + boundary("tick", "a", timer("R/PT1H", "timeCycle"), 'cancelActivity="false"')
                + user("b")
                + path("tick", "b")
            ),
            diagram(
                line(user("a"))
                + boundary("tick", "a", timer("R/PT1H", "timeCycle"), 'cancelActivity="false"')
                + user("b", properties(pileUp="one"))
                + path("tick", "b")
            ),
        ),
        (
            diagram(
                line(user("a")) + esub("x", timer("R/PT1H", "timeCycle"), 'isInterrupting="false"', user("b"))
            ),
            diagram(
                line(user("a"))
                + esub("x", timer("R/PT1H", "timeCycle"), 'isInterrupting="false"', service("b"))
            ),
        ),
    ],
    "unstartable-message": [
        (
            diagram(line(user("a")) + esub("x", '<messageEventDefinition messageRef="m"/>'), outside=MESSAGE),
            diagram(
                line(user("a"))
                + esub("x", properties(startableBy="staff") + '<messageEventDefinition messageRef="m"/>'),
                outside=MESSAGE,
            ),
        ),
    ],
}
