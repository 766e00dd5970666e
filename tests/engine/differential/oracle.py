"""A token game: what BPMN means by a diagram of the model, written down a second time and as simply as possible.

It shares nothing with the engine. `World.met` names the traps that the game has come upon so far (their faults are
listed in `tests.engine.differential.traps`): only behind one may stock SpiffWorkflow differ.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from tests.engine.differential.model import Diagram, Event, Flow, Node, Outcome, Scope
from tests.engine.differential.paths import branches, catcher, together
from tests.engine.differential.variables import enough, holder, merge, read, results, write
from tests.engine.differential.versions import Data, Version, copied, values
from tests.engine.differential.world import Run, Token, World

_LASTING = ("user", "service", "sub", "esub", "call", "catch")


# from outside ----------------------------------------------------------------------------------------------------


def begin(diagram: Diagram) -> tuple[World, Outcome]:
    """An instance that has run to its first rest."""
    world = World(diagram)
    known = {name: world.version(value) for name, value in diagram.variables.items()}
    world.top = _open_run(world, diagram.processes["main"], None, known)
    return world, _rest(world)


def play(world: World, event: Event) -> Outcome:
    """What an event leads to."""
    taken: int | None = None
    if event.verb == "send":
        taken = _send(world, "msg", event.name, event.values)
    elif event.verb == "wait":
        _wait_for(world, world.now + event.minutes)
    elif event.verb in ("serve", "refuse"):
        _on_work(world, event, world.services[event.place].handle)
    else:
        _on_work(world, event, world.people[event.place].handle)
    return _rest(world, taken)


def _on_work(world: World, event: Event, token: Token) -> None:
    if event.verb == "refuse":
        _raise(world, token, event.name)
    elif event.verb in ("stand_down", "add"):
        _meddle(world, event, token.enclosing(event.up))
    else:
        write(world, token, event.values)
        if token.node.writes:
            holder(token.run, token.node.writes).objects[token.node.writes] = dict(event.values)
        _complete(world, token)


def _meddle(world: World, event: Event, instance: Token) -> None:
    """Take an instance of a multi-instance out, or add one to it."""
    body = instance.body
    assert body is not None
    assert body.multi is not None
    if event.verb == "stand_down":
        world.met.add("T2")
        _cancel(world, instance)
        _go_on(world, body)
    else:
        world.met.add("added")
        body.items.append(event.values["item"])
        if not body.multi.sequential:
            _start_instance(world, body, len(body.items) - 1)


def _wait_for(world: World, now: int) -> None:
    world.now = now
    while (due := world.next_due) is not None and due <= now:
        _fire(world, world.timers[0], {})
        _run(world)


def _rest(world: World, taken: int | None = None) -> Outcome:
    _run(world)
    if world.top.over:
        last, mixed = copied([world.top.base, *(end.data for end in world.top.ends)])
        if mixed or last != world.variables:
            world.met.add("T3")
    return world.take(taken)


# tokens come -----------------------------------------------------------------------------------------------------


def _open_run(world: World, scope: Scope, owner: Token | None, known: Data) -> Run:
    run = Run(scope, owner, known)
    if owner is not None:
        owner.inside = run
    _come(world, world.token(scope.start, run, known))
    for event in scope.events:
        run.armed.append(_wait(world, world.token(event, run, known)))
        if run.armed[-1].due is not None:
            world.met.add("T7")
    return run


def _come(world: World, token: Token) -> None:
    """A token arrives at its node."""
    token.run.tokens.append(token)
    kind = token.node.kind
    if token.multi:
        _start_multi(world, token)
    elif kind in ("user", "service"):
        token.state = "open"
        world.opened.append(token)
    elif kind in ("sub", "call"):
        _start_inside(world, token)
    elif kind == "catch":
        _wait(world, token)
    elif kind in ("par", "inc") and len(token.run.scope.into(token.node.id)) > 1:
        _hold(world, token)
    else:
        _ready(world, token)
    if token.body is None:
        for node in token.run.scope.guards(token.node.id):
            _guard(world, node, token)


def _guard(world: World, node: Node, host: Token) -> Token:
    guard = world.token(node, host.run, host.entry, host=host, cycles=host.cycles, aside=True)
    host.run.tokens.append(guard)
    return _wait(world, guard)


def _ready(world: World, token: Token) -> None:
    token.state = "ready"
    world.queue.append(token)


def _start_inside(world: World, token: Token) -> None:
    token.state = "inside"
    if token.node.inside is not None:
        _open_run(world, token.node.inside, token, token.data)
        return
    names = token.node.passes[0] if token.node.passes else tuple(token.data)
    known = {name: world.version(token.data[name].value) for name in names if name in token.data}
    _open_run(world, world.diagram.processes[token.node.calls or ""], token, known)


def _wait(world: World, token: Token) -> Token:
    token.state = "waiting"
    world.waits.append(token)
    if token.trigger.minutes:
        token.due, token.left = world.now + token.trigger.minutes, token.trigger.times
    return token


# multi-instances -------------------------------------------------------------------------------------------------


def _start_multi(world: World, body: Token) -> None:
    multi = body.multi
    assert multi is not None
    body.state = "inside"
    body.items = list(read(world, body, multi.collection))
    earlier = body.data.get(multi.into or "")
    if multi.item in body.data or (earlier and earlier.value):
        world.met.add("T9")
    if body.aside:
        world.met.add("T5")
    for index in range(len(body.items[:1] if multi.sequential else body.items)):
        _start_instance(world, body, index)
    if not body.items:
        _end_multi(world, body)


def _start_instance(world: World, body: Token, index: int) -> None:
    multi = body.multi
    assert multi is not None
    data = {
        name: version for name, version in body.data.items() if name not in (multi.collection, multi.into)
    }
    data[multi.item] = world.version(body.items[index])
    instance = world.token(body.node, body.run, data, body=body)
    body.instances.append(instance)
    _come(world, instance)


def _instance_done(world: World, body: Token, last: Token) -> None:
    assert body.multi is not None
    if body.multi.until is not None and enough(world, body, last, body.multi.until):
        for instance in body.instances:
            _cancel(world, instance)
        _end_multi(world, body)
    else:
        _go_on(world, body)


def _go_on(world: World, body: Token) -> None:
    assert body.multi is not None
    over = sum(not instance.live for instance in body.instances)
    if over == len(body.items):
        _end_multi(world, body)
    elif body.multi.sequential and over == len(body.instances):
        _start_instance(world, body, over)


def _end_multi(world: World, body: Token) -> None:
    assert body.multi is not None
    order = [instance.ended for instance in body.instances if instance.state == "done"]
    if order != sorted(order) or (order and not body.multi.into):
        world.met.add("T9")
    if body.multi.into:
        write(world, body, {body.multi.into: results(body)})
    _ready(world, body)


# tokens go -------------------------------------------------------------------------------------------------------


def _run(world: World) -> None:
    """Everything that needs nobody, first come first served."""
    while world.queue:
        token = world.queue.popleft()
        if token.state == "ready":
            look = partial(read, world, token)
            write(world, token, {name: sum_.value(look) for name, sum_ in token.node.assigns.items()})
            _complete(world, token)


def _complete(world: World, token: Token) -> None:
    token.state, token.ended = "done", next(world.clock)
    token.run.tokens.remove(token)
    world.completed.append(token.label)
    _release(world, token)
    _throw(world, token)
    if token.run.over:
        return
    if token.body is not None:
        _instance_done(world, token.body, token)
    else:
        _leave(world, token)


def _leave(world: World, token: Token) -> None:
    run = token.run
    flows = _chosen(world, token)
    if not flows:
        run.ends.append(token)
    facts = {"cycles": token.cycles, "aside": token.aside}
    new = [world.token(run.scope.nodes[f.target], run, token.data, via=f, **facts) for f in flows]
    for one in new:
        one.race = new if token.node.kind == "event" else []
    for one in new:
        _come(world, one)
    _settle(world, run)


def _chosen(world: World, token: Token) -> list[Flow]:
    flows = [] if token.node.kind == "esub" else token.run.scope.out(token.node.id)
    if token.node.kind not in ("xor", "inc"):
        return flows
    held = [f for f in flows if f.condition and f.condition.holds(lambda name: read(world, token, name))]
    held = held or [flow for flow in flows if flow.default or len(flows) == 1]
    return held if token.node.kind == "inc" else held[:1]


def _settle(world: World, run: Run) -> None:
    """Let waiting joins look again; end with the last token."""
    if run.over:
        return
    for node in {token.node.id: token.node for token in run.tokens if token.state == "held"}.values():
        _look_at_join(world, run, node)
    if not run.tokens:
        run.over = True
        _disarm(run)
        if run.owner is not None:
            _hand_over(world, run, run.owner)


def _hand_over(world: World, run: Run, owner: Token) -> None:
    known = merge(world, run, [run.base, *(end.data for end in run.ends)])
    if owner.node.kind == "call":
        names = owner.node.passes[1] if owner.node.passes else tuple(known)
        write(world, owner, {name: known[name].value for name in names if name in known})
    else:
        changed = {
            name: run.outcome(name, one) for name, one in known.items() if run.base.get(name) is not one
        }
        owner.data = {**owner.data, **changed}
        owner.run.writes += changed.items() if owner.body is None else []
    _ready(world, owner)


# joins -----------------------------------------------------------------------------------------------------------


def _hold(world: World, token: Token) -> None:
    token.state = "held"
    if token.node.id in token.run.joined:
        world.met.add("T20")
    if token.node.kind == "inc" and branches(token.run.scope, token.node):
        world.met.add("T21")
    _look_at_join(world, token.run, token.node)


def _look_at_join(world: World, run: Run, node: Node) -> None:
    held = [token for token in run.tokens if token.node is node and token.state == "held"]
    arms = sorted({id(token.via): token for token in reversed(held)}.values(), key=lambda token: token.key)
    if not held or not together(run, node, arms):
        return
    run.joined.add(node.id)
    for arm in arms[:-1]:
        arm.state = "cancelled"
        run.tokens.remove(arm)
    last = arms[-1]
    last.data = merge(world, run, [arm.data for arm in arms])
    last.cycles, last.aside = last.cycles.union(*(arm.cycles for arm in arms)), any(arm.aside for arm in arms)
    _ready(world, last)
    _look_at_join(world, run, node)


# events ----------------------------------------------------------------------------------------------------------


def _send(world: World, kind: str, name: str, payload: Mapping[str, Any]) -> int:
    """Fire all that wait for a message or signal; how many did."""
    fired = 0
    for token in list(world.waiting):
        if token.state == "waiting" and (token.trigger.kind, token.trigger.name) == (kind, name):
            _fire(world, token, payload)
            fired += 1
    return fired


def _fire(world: World, token: Token, payload: Mapping[str, Any]) -> None:
    """What a token waits for has come."""
    token.state = "ready"
    if token.again:
        world.met.add("T6")
    for other in token.race:
        if other is not token:
            _cancel(world, other)
    if token.node.kind == "esub":
        _trigger(world, token)
        write(world, token, payload)
        _start_inside(world, token)
    else:
        if token.host is not None:
            _interrupt(world, token, token.host, payload)
        write(world, token, payload)
        _ready(world, token)
    _settle(world, token.run)


def _trigger(world: World, token: Token) -> None:
    """An event sub-process begins, knowing what its scope knows, and ends or spares the rest of it."""
    run, inside = token.run, token.node.inside
    assert inside is not None
    world.met.add("T7")
    run.armed.remove(token)
    run.tokens.append(token)
    latest = run.latest()
    run.writes += latest.items()
    views = {
        name: Version(one.value, (one,), one.at, tuple(run.entered(name)), taken=True)
        for name, one in latest.items()
    }
    token.data = {**token.data, **views}
    if inside.start.interrupting:
        _clear(world, run, token)
        _disarm(run)
    elif _comes_again(token):
        run.armed.append(_wait_again(world, token, world.token(token.node, run, run.base)))


def _interrupt(world: World, token: Token, host: Token, payload: Mapping[str, Any]) -> None:
    """A boundary event knows what was entered in its host, and ends or spares it."""
    if host.inside is not None and host.node.kind == "sub":
        inner = host.inside.look()
        if {**values(token.data), **values(inner), **payload} != {**values(token.data), **payload}:
            world.met.add("T8")
        token.data = {**token.data, **inner}
        token.run.writes += inner.items()
    if token.node.interrupting:
        _cancel(world, host)
        return
    if token.trigger.kind == "cycle":
        token.cycles |= {token}
    if _comes_again(token):
        _wait_again(world, token, _guard(world, token.node, host))


def _comes_again(fired: Token) -> bool:
    return fired.due is None or (fired.trigger.kind == "cycle" and fired.left != 1)


def _wait_again(world: World, fired: Token, token: Token) -> Token:
    if token.state == "new":
        _wait(world, token)
    token.again = fired.due is None
    if fired.due is not None:
        token.due, token.left = fired.due + fired.trigger.minutes, max(fired.left - 1, 0)
    return token


def _throw(world: World, token: Token) -> None:
    trigger, node = token.node.trigger, token.node
    if node.terminate:
        _clear(world, token.run, None)
        token.run.ends.clear()
    elif node.kind not in ("throw", "end") or trigger is None:
        return
    elif trigger.kind == "err":
        _raise(world, token, trigger.name)
    elif not _send(world, trigger.kind, trigger.name, values(token.data)) and trigger.kind == "msg":
        inside = trigger.name in world.diagram.caught()
        (world.unheard if inside else world.messages).append(trigger.name)
        world.met |= {"T18"} if inside else set()


def _raise(world: World, token: Token, code: str) -> None:
    """An error goes outward; what changed on its path goes along, as far as a call lets it out."""
    catch = catcher(token, code)
    assert catch is not None
    others = [t for t in world.waiting if t is not catch and t.trigger.kind == "err"]
    if any(other.trigger.name in (code, "") for other in others):
        world.met.add("T4")
    carried: dict[str, Any] = {}
    while token.run is not catch.run:
        base, owner = token.run.base, token.run.owner
        assert owner is not None
        carried = {**{n: v.value for n, v in token.data.items() if base.get(n) is not v}, **carried}
        if owner.node.kind == "call" and owner.node.passes:
            carried = {name: carried[name] for name in owner.node.passes[1] if name in carried}
        token = owner
    _fire(world, catch, carried)


# ends ------------------------------------------------------------------------------------------------------------


def _cancel(world: World, token: Token) -> None:
    """End a visit and all that runs inside it. What it has led to already goes on."""
    if not token.live:
        return
    token.state = "cancelled"
    if token in token.run.tokens:
        token.run.tokens.remove(token)
    if token.node.kind in _LASTING:
        world.cancelled.append(token.label)
    _release(world, token)
    if any(instance.live for instance in token.instances):
        world.met.add("T1")
    if token.inside is not None and not token.inside.over:
        token.inside.over = True
        _disarm(token.inside)
        _clear(world, token.inside, None)
    for instance in token.instances:
        _cancel(world, instance)


def _clear(world: World, run: Run, spare: Token | None) -> None:
    for token in [token for token in run.tokens if token is not spare]:
        if token.inside is not None and token.inside.tokens:
            world.met.add("T1")
        _cancel(world, token)


def _disarm(run: Run) -> None:
    for trigger in run.armed:
        trigger.state = "cancelled"
    run.armed.clear()


def _release(world: World, host: Token) -> None:
    """The activity is over: its boundary events wait no more, and what the ticks of a cycle began ends with it."""
    for token in list(host.run.tokens):
        if token.host is host and token.state == "waiting":
            token.state = "cancelled"
            host.run.tokens.remove(token)
        elif any(tick.host is host for tick in token.cycles):
            world.met.add("T1")
            _cancel(world, token)
