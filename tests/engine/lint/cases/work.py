"""Cases of the rules on activities and references: a diagram with the fault and its mended twin."""

from tests.engine.lint.drawing import diagram, extensions, line, path, properties, user
from tests.engine.lint.pieces import (
    GOOD,
    LANES,
    MESSAGE,
    PASS_IN,
    boundary,
    call,
    inner,
    node,
    parameter,
    service,
    sub,
    timer,
)

OUTPUT = extensions(
    '<camunda:inputOutput><camunda:outputParameter name="no">{}</camunda:outputParameter></camunda:inputOutput>'
)

CASES: dict[str, list[tuple[bytes, bytes]]] = {
    "service-without-topic": [
        (
            diagram(line(service("a", attributes='camunda:class="org.example.Do"'))),
            diagram(line(service("a"))),
        )
    ],
    "send-without-target": [
        (
            diagram(line(node("sendTask", "a"))),
            diagram(line(node("sendTask", "a", attributes='messageRef="m"')), outside=MESSAGE),
        )
    ],
    "rule-without-decision": [
        (
            diagram(line(node("businessRuleTask", "a"))),
            diagram(line(node("businessRuleTask", "a", attributes='camunda:decisionRef="level"'))),
        ),
        (
            diagram(
                line(
                    node(
                        "businessRuleTask",
                        "a",
                        attributes='camunda:decisionRef="level" camunda:mapDecisionResult="all"',
                    )
                )
            ),
            diagram(
                line(
                    node(
                        "businessRuleTask",
                        "a",
                        attributes='camunda:decisionRef="level" camunda:mapDecisionResult="singleEntry"',
                    )
                )
            ),
        ),
    ],
    "call-without-process": [
        (diagram(line(call(extensions(PASS_IN), ""))), diagram(line(call(extensions(PASS_IN))))),
        (
            diagram(line(call(extensions(PASS_IN), 'calledElement="= x"'))),
            diagram(line(call(extensions(PASS_IN)))),
        ),
        (
            diagram(line(call(extensions(PASS_IN), 'camunda:caseRef="case"'))),
            diagram(line(call(extensions(PASS_IN)))),
        ),
    ],
    "call-without-mapping": [(diagram(line(call())), diagram(line(call(extensions(PASS_IN)))))],
    "passes-everything": [
        (
            diagram(line(call(extensions('<camunda:in variables="all"/>')))),
            diagram(line(call(extensions(PASS_IN)))),
        )
    ],
    "bad-mapping": [
        (
            diagram(line(call(extensions(PASS_IN + '<camunda:in sourceExpression=" " target="x"/>')))),
            diagram(line(call(extensions(PASS_IN + '<camunda:in sourceExpression="= 1" target="x"/>')))),
        ),
        (
            diagram(line(service("a", OUTPUT.format(" ")))),
            diagram(line(service("a", OUTPUT.format("= number")))),
        ),
        (
            diagram(line(call(extensions('<camunda:in target="x"/>')))),
            diagram(line(call(extensions(PASS_IN)))),
        ),
        (
            diagram(
                line(
                    service(
                        "a",
                        extensions(
                            "<camunda:inputOutput><camunda:inputParameter>x</camunda:inputParameter></camunda:inputOutput>"
                        ),
                    )
                )
            ),
            diagram(line(service("a"))),
        ),
    ],
    "parameter-type": [
        (
            diagram(
                line(
                    service(
                        "a",
                        parameter("x", '<camunda:script scriptFormat="groovy">1</camunda:script>'),
                    )
                )
            ),
            diagram(
                line(
                    service(
                        "a",
                        parameter("x", "文字"),
                    )
                )
            ),
        ),
    ],
    "ignored-notation": [
        (
            diagram(
                line(
                    user(
                        "a",
                        "<potentialOwner><resourceAssignmentExpression><formalExpression>fire(squad)"
                        "</formalExpression></resourceAssignmentExpression></potentialOwner>",
                    )
                )
            ),
            GOOD,
        ),
        (
            diagram(
                line(
                    user(
                        "a",
                        "<dataInputAssociation><targetRef>in</targetRef><assignment><from>1</from><to>in</to>"
                        "</assignment></dataInputAssociation>",
                    )
                )
            ),
            diagram(
                line(user("a", "<dataInputAssociation><targetRef>in</targetRef></dataInputAssociation>"))
            ),
        ),
    ],
    "no-assignee": [
        (diagram(line(node("userTask", "a", attributes='camunda:formKey="form"'))), GOOD),
        (
            diagram(line(sub("x", inner("x", node("userTask", "a", attributes='camunda:formKey="form"'))))),
            diagram(
                LANES.format("x")
                + line(sub("x", inner("x", node("userTask", "a", attributes='camunda:formKey="form"'))))
            ),
        ),
    ],
    "no-limit": [
        (diagram(line(user("a"))), diagram(line(user("a", attributes='camunda:dueDate="= limits.reply"')))),
        (
            diagram(line(sub("s", inner("in", user("a"))))),
            diagram(
                line(sub("s", inner("in", user("a"))))
                + boundary("late", "s", timer("PT1H"))
                + path("late", "end")
            ),
        ),
    ],
    "no-form": [(diagram(line(node("userTask", "a", attributes='camunda:assignee="x"'))), GOOD)],
    "no-name": [(diagram(line(user("a").replace('name="a"', 'name=" "'))), GOOD)],
    "unknown-not-by": [
        (
            diagram(line(user("draft"), user("approve", properties(notBy="nobody")))),
            diagram(line(user("draft"), user("approve", properties(notBy="draft")))),
        ),
    ],
}
