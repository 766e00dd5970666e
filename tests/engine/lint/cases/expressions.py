"""Cases of the rules on timers and expressions: a diagram with the fault and its mended twin."""

from tests.engine.lint.drawing import diagram, extensions, line, path, properties, user, when
from tests.engine.lint.pieces import MESSAGE, boundary, call, catch, choice, loop_, parameter, service, timer

CASES: dict[str, list[tuple[bytes, bytes]]] = {
    "missing-timer": [
        (diagram(line(catch("a", "<timerEventDefinition/>"))), diagram(line(catch("a", timer("PT1H"))))),
        (diagram(line(catch("a", timer("")))), diagram(line(catch("a", timer("= limits.x"))))),
    ],
    "invalid-timer": [
        (diagram(line(catch("a", timer("20 分钟")))), diagram(line(catch("a", timer("PT20M"))))),
        (
            diagram(line(catch("a", timer("0 0 8 * * ?", "timeCycle")))),
            diagram(line(catch("a", timer("R/PT24H", "timeCycle")))),
        ),
        (
            diagram(line(catch("a", timer("明天", "timeDate")))),
            diagram(line(catch("a", timer("2026-10-01T08:00:00+08:00", "timeDate")))),
        ),
    ],
    "timer-too-short": [
        (diagram(line(catch("a", timer("PT0S")))), diagram(line(catch("a", timer("PT1S"))))),
        (
            diagram(line(catch("a", timer('= duration("PT0S")')))),
            diagram(line(catch("a", timer('= duration("PT5M")')))),
        ),
        (
            diagram(
                line(user("a"))
                + boundary("tick", "a", timer("R/PT1S", "timeCycle"), 'cancelActivity="false"')
                + service("b")
                + path("tick", "b")
            ),
            diagram(
                line(user("a"))
                + boundary("tick", "a", timer("R/PT1M", "timeCycle"), 'cancelActivity="false"')
                + service("b")
                + path("tick", "b")
            ),
        ),
    ],
    "juel": [
        (diagram(choice(yes=when("${ok == 'yes'}"))), diagram(choice(yes=when('ok = "yes"')))),
        (
            diagram(line(user("a", attributes='camunda:dueDate="${due}"'))),
            diagram(line(user("a", attributes='camunda:dueDate="= due"'))),
        ),
    ],
    "foreign-language": [
        (
            diagram(choice(yes='<conditionExpression language="groovy">x</conditionExpression>')),
            diagram(choice(yes='<conditionExpression language="feel">x</conditionExpression>')),
        ),
        (
            diagram(
                choice(
                    yes='<conditionExpression camunda:resource="deployment://a.groovy"/>',
                    attributes='default="no"',
                )
            ),
            diagram(choice()),
        ),
    ],
    "feel-syntax": [
        (diagram(choice(yes=when("ok =="))), diagram(choice(yes=when("ok = true")))),
        (diagram(choice(yes=when("a > 1 &amp;&amp; b"))), diagram(choice(yes=when("= a > 1 and b")))),
        (diagram(line(catch("a", timer("= limits.")))), diagram(line(catch("a", timer("= limits.x"))))),
        (
            diagram(line(user("a", loop_(inside="<completionCondition>count(</completionCondition>")))),
            diagram(
                line(
                    user(
                        "a",
                        loop_(inside="<completionCondition>nrOfCompletedInstances > 1</completionCondition>"),
                    )
                )
            ),
        ),
        (
            diagram(
                line(
                    catch(
                        "a",
                        "<conditionalEventDefinition><condition>x >></condition></conditionalEventDefinition>",
                    )
                )
            ),
            diagram(
                line(
                    catch(
                        "a",
                        "<conditionalEventDefinition><condition>x > 1</condition></conditionalEventDefinition>",
                    )
                )
            ),
        ),
        (
            diagram(line(user("a", attributes='camunda:assignee="= 1 +"'))),
            diagram(line(user("a", attributes='camunda:assignee="= x"'))),
        ),
        (
            diagram(line(call(extensions('<camunda:in sourceExpression="a +" target="a"/>')))),
            diagram(line(call(extensions('<camunda:in sourceExpression="a + 1" target="a"/>')))),
        ),
        (
            diagram(
                line(
                    service(
                        "a",
                        parameter("to", "= ["),
                    )
                )
            ),
            diagram(
                line(
                    service(
                        "a",
                        parameter("to", "= [1]"),
                    )
                )
            ),
        ),
        (
            diagram(
                line(
                    catch("a", '<messageEventDefinition messageRef="m"/>', properties(key="= (")),
                ),
                outside=MESSAGE,
            ),
            diagram(
                line(catch("a", '<messageEventDefinition messageRef="m"/>', properties(key="= x"))),
                outside=MESSAGE,
            ),
        ),
    ],
}
