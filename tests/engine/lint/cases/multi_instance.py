"""Cases of the rules on multi-instance: a diagram with the fault and its mended twin."""

from tests.engine.lint.drawing import diagram, line, properties, user
from tests.engine.lint.pieces import GOOD, loop_

CASES: dict[str, list[tuple[bytes, bytes]]] = {
    "mi-place": [
        (
            diagram(
                line(user("a")).replace(
                    '<startEvent id="start"/>', f'<startEvent id="start">{loop_()}</startEvent>'
                )
            ),
            GOOD,
        ),
    ],
    "mi-collection": [
        (diagram(line(user("a", loop_("")))), diagram(line(user("a", loop_())))),
        (
            diagram(line(user("a", loop_(inside="<loopCardinality>3</loopCardinality>")))),
            diagram(line(user("a", loop_("", "<loopCardinality>3</loopCardinality>")))),
        ),
    ],
    "mi-element-variable": [
        (diagram(line(user("a", loop_('camunda:collection="forces"')))), diagram(line(user("a", loop_()))))
    ],
    "mi-standard-notation": [
        (
            diagram(line(user("a", loop_("", "<loopDataInputRef>forces</loopDataInputRef>")))),
            diagram(line(user("a", loop_()))),
        ),
    ],
    "mi-behavior": [
        (
            diagram(
                line(user("a", loop_('behavior="One" camunda:collection="x" camunda:elementVariable="y"')))
            ),
            diagram(line(user("a", loop_()))),
        )
    ],
    "mi-too-many": [
        (
            diagram(line(user("a", loop_("", "<loopCardinality>2001</loopCardinality>")))),
            diagram(line(user("a", loop_("", "<loopCardinality>2000</loopCardinality>")))),
        ),
    ],
    "mi-collect": [
        (
            diagram(line(user("a", properties(collect="vote") + loop_()))),
            diagram(line(user("a", properties(collect="vote", into="votes") + loop_()))),
        ),
        (
            diagram(line(user("a", properties(collect="vote", into="votes")))),
            diagram(line(user("a", properties(collect="vote", into="votes") + loop_()))),
        ),
    ],
}
