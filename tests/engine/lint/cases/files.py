"""Cases of the rules on interchange and vocabulary: a diagram with the fault and its mended twin."""

from tests.engine.lint.drawing import diagram, extensions, line, properties, user
from tests.engine.lint.pieces import GOOD, service

SUBSCRIPTION = '<zeebe:subscription correlationKey="=no"/>'
ZEEBE_PROPERTY = '<zeebe:properties><zeebe:property name="inbound.type" value="x"/></zeebe:properties>'

CASES: dict[str, list[tuple[bytes, bytes]]] = {
    "missing-diagram": [(GOOD[: GOOD.index(b"<bpmndi:BPMNDiagram")] + b"</definitions>", GOOD)],
    "missing-shape": [(diagram(line(user("a")), leave_out=("a",)), GOOD)],
    "missing-edge": [(diagram(line(user("a")), leave_out=("a-end",)), GOOD)],
    "broken-shape": [
        (GOOD.replace(b'x="0" y="0" width="9"', b'x="NaN" y="0" width="9"'), GOOD),
        (GOOD.replace(b'<di:waypoint x="9" y="9"/>', b""), GOOD),
        (GOOD.replace(b'bpmnElement="process"', b'bpmnElement="ghost"'), GOOD),
    ],
    "drawn-nothing": [(GOOD.replace(b'bpmnElement="a"', b'bpmnElement="ghost"', 1), GOOD)],
    "unknown-property": [
        (
            diagram(line(user("a", properties(colour="red")))),
            diagram(line(user("a", properties(clause="EX-01")))),
        ),
        (diagram(line(user("a", extensions(ZEEBE_PROPERTY)))), GOOD),
    ],
    "bad-property": [
        (
            diagram(line(user("a", properties(pileUp="two")))),
            diagram(line(user("a", properties(pileUp="one")))),
        ),
        (diagram(line(service("a", properties(notBy="b")))), diagram(line(service("a")))),
        (
            diagram(line(user("a", properties(clause="A") + properties(clause="B")))),
            diagram(line(user("a", properties(clause="A B")))),
        ),
    ],
    "camunda-code": [
        (
            diagram(
                line(user("a", extensions('<camunda:taskListener event="create" class="org.example.X"/>')))
            ),
            GOOD,
        ),
        (
            diagram(
                line(user("a")).replace(
                    'targetRef="end" >',
                    'targetRef="end" >' + extensions('<camunda:executionListener event="take" class="x"/>'),
                )
            ),
            GOOD,
        ),
        (
            diagram(
                line(
                    user(
                        "a",
                        extensions(
                            '<camunda:formData><camunda:formField id="x" type="string"/></camunda:formData>'
                        ),
                    )
                )
            ),
            GOOD,
        ),
    ],
    "form-reference": [(diagram(line(user("a", attributes='camunda:formRef="f"'))), GOOD)],
    "ignored-attribute": [(diagram(line(user("a", attributes='camunda:asyncBefore="true"'))), GOOD)],
    "foreign-vocabulary": [
        (
            diagram(line(service("a", extensions('<zeebe:taskDefinition type="x"/>')))),
            diagram(line(service("a"))),
        ),
        (diagram(line(user("a", attributes='activiti:candidateGroups="x"'))), GOOD),
        (
            diagram(
                line(user("a")),
                outside=f'<message id="m" name="m">{extensions(SUBSCRIPTION)}</message>',
            ),
            GOOD,
        ),
    ],
    "other-vocabulary": [(diagram(line(user("a", attributes='other:colour="x"'))), GOOD)],
}
