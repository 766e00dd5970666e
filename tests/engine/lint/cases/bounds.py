"""Cases of the rules on bounds: a diagram with the fault and its mended twin."""

from tests.engine.lint.drawing import diagram, line, path, user
from tests.engine.lint.pieces import GOOD, MANY, _nested, event, node

CASES: dict[str, list[tuple[bytes, bytes]]] = {
    "too-many-elements": [
        (diagram(event("startEvent", "start") + MANY + path("start", *(f"t{i}" for i in range(2_600)))), GOOD)
    ],
    "too-deep": [(diagram(_nested(9)), diagram(_nested(8)))],
    "text-too-long": [
        (
            diagram(line(node("userTask", "a", attributes="")).replace('name="a"', f'name="{"长" * 501}"')),
            GOOD,
        ),
        (diagram(line(user("a", f"<documentation>{'长' * 20_001}</documentation>"))), GOOD),
    ],
    "active-text": [
        (
            diagram(line(user("a")).replace('name="a"', 'name="&lt;script>alert(1)&lt;/script>"')),
            diagram(line(user("a")).replace('name="a"', 'name="x &lt; 5 &amp; y > 3"')),
        ),
        (
            diagram(line(user("a", '<documentation>&lt;img src=x onerror="a()"></documentation>'))),
            diagram(line(user("a", "<documentation>人数 &lt; 30 人时</documentation>"))),
        ),
    ],
    "hidden-characters": [(diagram(line(user("a")).replace('name="a"', 'name="审\u202e批"')), GOOD)],
}
