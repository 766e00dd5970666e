"""Random diagrams: what a change leaves can be stored, and never waits for a join that nobody fills."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from app.engine.errors import EngineError, ModificationRefused
from app.engine.instance import Instance
from app.engine.marking import Waits, marking
from app.engine.modification.acts import AddItem, Move, Repeat, RepeatItem, Skip, Withdraw
from app.engine.modification.items import fans
from app.engine.modification.modify import modify
from app.engine.program import Program
from app.engine.step import InstanceStatus
from tests.engine.diagrams import bpmn
from tests.engine.differential.checks import PLAIN
from tests.engine.differential.explore import explore
from tests.engine.differential.generator import diagrams
from tests.engine.differential.notation import notation

VALUES = {"v0": 0, "v1": 0, "v2": 0}
NOBODY = {Waits.JOIN, Waits.INSIDE}
ROUNDS = 60


class Run:
    """An instance whose open ends are done one after the other."""

    def __init__(self, diagram):
        self.now = datetime(2026, 12, 1, tzinfo=UTC)
        self.program = Program({"main": bpmn(notation(diagram))}, {}, {})
        self.live = Instance.start(self.program, "main", case={}, variables=diagram.variables, now=self.now)

    def places(self):
        return self.live.look(marking)

    def step(self, pick):
        """Do one thing that waits; whether there was one."""
        self.now += timedelta(hours=2)
        if self.live.fire_timers(self.now):
            return True
        waiting = [p for p in self.places() if p.waits in (Waits.PERSON, Waits.CONNECTOR)]
        if not waiting:
            return False
        place = waiting[pick % len(waiting)]
        if place.waits is Waits.PERSON:
            self.live.complete(place.key, VALUES, self.now)
        else:
            self.live.finish_service(place.key, {}, self.now)
        return True

    def modify(self, choice):
        """A random act; False when it is refused."""
        try:
            modify(self.live, [self.act(*choice)], self.now)
        except ModificationRefused:
            return False
        return True

    def act(self, first, second, third):
        items = [(fan, item) for fan in self.live.look(fans) for item in fan.items]
        if items and third % 2:
            fan, item = items[first % len(items)]
            return (AddItem(fan.key, 7), RepeatItem(item.key), Withdraw(item.key), Skip(item.key))[second % 4]
        places = self.places()
        place = places[first % len(places)]
        elements = sorted(self.program.processes[place.process].elements)
        kind = Repeat if third % 3 == 0 else Move
        return kind(place.key, elements[second % len(elements)])

    def stored(self):
        self.live.take()
        dump = self.live.dump()
        loaded = Instance.load(self.program, "main", dump[0], dump[1].items())
        assert loaded.dump() == dump
        self.live = loaded


def check(diagram, choices):
    run = Run(diagram)
    try:
        for n in choices[0]:
            if run.live.status is not InstanceStatus.ACTIVE or not run.step(n):
                break
        if run.live.status is not InstanceStatus.ACTIVE:
            return "over"
        run.stored()
        if not run.modify(choices[1]):
            return "refused"
        run.stored()
        for n in range(ROUNDS):
            if run.live.status is not InstanceStatus.ACTIVE or not run.step(n):
                break
    except EngineError as error:
        return type(error).__name__  # an error that nobody catches, or a way that no condition opens
    places = run.places()
    assert run.live.status is not InstanceStatus.ACTIVE or {p.waits for p in places} - NOBODY, places
    return "modified"


def test_no_modification_leaves_a_join_waiting_for_nobody():
    number = st.integers(0, 1000)
    choice = st.tuples(st.lists(number, max_size=5), st.tuples(number, number, number))

    counted = explore(check, 80, diagram=diagrams(PLAIN), choices=choice)

    assert counted["modified"] > 5, counted
