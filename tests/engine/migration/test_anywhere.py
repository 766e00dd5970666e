"""Random diagrams: carried over to the same diagram nothing is different, wherever an instance rests."""

from dataclasses import replace
from xml.etree import ElementTree as ET

from hypothesis import strategies as st

from app.engine.instance import Instance
from app.engine.migration.migrate import Stored, migrate
from app.engine.program import Program
from tests.engine.diagrams import BPMN, bpmn
from tests.engine.differential import compare
from tests.engine.differential.checks import VAST, WILD
from tests.engine.differential.explore import explore
from tests.engine.differential.generator import choices, diagrams
from tests.engine.differential.notation import notation
from tests.engine.differential.ours import Ours
from tests.engine.differential.script import meddling


class Migrating(Ours):
    """Carried over whenever it rests: to the same program first, then to one with other names."""

    def __init__(self, diagram, *, reload):
        text = notation(diagram)
        self.others = [
            Program({"main": bpmn(text)}, {}, {}),
            Program({"main": _harmless(bpmn(text))}, {}, {}),
        ]
        super().__init__(diagram, reload=False)

    def _store(self):
        step = super()._store()
        if not self._rows or step.status != "active":
            return step
        for other in self.others:
            before = self._instance.dump()
            plan, live = migrate(self._program, other, Stored("main", *before), self._now)
            assert plan.obstacles == ()
            assert plan.hints == ()
            moved = live.take()
            assert (moved.opened, moved.closed, moved.activities, moved.flows) == ((), (), (), ())
            assert live.dump() == before
        self.others = [self._program, other]
        self._program, self._instance = other, Instance.load(other, "main", *_items(before))
        return step


def _items(dump):
    return dump[0], dump[1].items()


def _harmless(diagram: bytes) -> bytes:
    """Other names everywhere."""
    root = ET.fromstring(diagram)
    for node in root.iter():
        if node.get("id") and node.tag.startswith(f"{{{BPMN}}}") and not node.tag.endswith(_NAMED):
            node.set("name", f"别的名字 {node.get('id')}")
    return ET.tostring(root)


_NAMED = ("message", "signal", "error", "escalation", "dataObject", "dataObjectReference", "process", "Event")


def test_an_instance_carried_over_at_every_rest_goes_on_the_same(monkeypatch):
    monkeypatch.setattr(compare, "Ours", Migrating)

    def check(diagram, script, meddle):
        played = compare.play(diagram, script, urge=meddling if meddle else compare.nothing)
        return "done" if played.done else "open"

    counted = explore(
        check,
        30,
        diagram=st.one_of(diagrams(WILD), diagrams(replace(VAST, depth=2))),
        script=choices(12),
        meddle=st.booleans(),
    )

    assert counted["done"] > 0
