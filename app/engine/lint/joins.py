"""Rules on joins: what may wait for a token that never comes."""

from collections.abc import Iterator, Sequence

from app.core.texts import Text
from app.engine.lint import graph
from app.engine.lint.finding import Fault, Rule, error, warning
from app.engine.lint.model import Diagram, Flow, JoinFacts, Node, text_of
from app.engine.lint.names import ACTIVITIES

_Choice = tuple[Node, list[list[Flow]]]
"""Where one of several ways is taken, and the flows of each way."""


def _joins(diagram: Diagram, tag: str = "parallelGateway") -> Iterator[Node]:
    return (node for node in diagram.nodes if node.tag == tag and len(node.incoming) > 1)


def _facts(join: Node) -> JoinFacts:
    if join.join is None:
        ahead = {flow: graph.leading_to(flow, join) for flow in join.incoming}
        exceptions, gateways, selections = (
            list(find(join)) for find in (_exceptions, _gateways, _selections)
        )
        join.join = JoinFacts(
            looped=_is_looped(join),
            excepted=any(_starves(join, ahead, gate, ways) for gate, ways in exceptions),
            chosen=any(_starves(join, ahead, gate, ways) for gate, ways in gateways),
            begun_apart=_is_begun_apart(join, ahead),
            selected=any(_starves(join, ahead, gate, ways) for gate, ways in selections),
            left_at=_left_at(join, ahead, [*gateways, *exceptions, *selections]),
        )
    return join.join


@error("parallel-join-loop")
def parallel_join_loop(diagram: Diagram) -> Iterator[Fault]:
    """A loop that comes back into a parallel join without a new split: the join waits for ever."""
    for join in _joins(diagram):
        if _facts(join).looped:
            yield Fault(
                join,
                "循环回到了并行汇合：它会一直等另一支",
                "请在汇合之前用排他网关合并回来的那一支，或从分支处重新开始",
            )


@error("parallel-join-exception")
def parallel_join_exception(diagram: Diagram) -> Iterator[Fault]:
    """An exception path that enters a parallel join by a way of its own: only one of the two ever comes."""
    for join in _joins(diagram):
        if _facts(join).excepted:
            yield Fault(
                join,
                "中断边界事件的路径单独进入并行汇合：正常与例外只会来一支，汇合会一直等下去",
                "请先用排他网关把例外路径并回正常路径，再进入并行汇合",
            )


@error("parallel-join-choice")
def parallel_join_choice(diagram: Diagram) -> Iterator[Fault]:
    """Alternatives that a parallel join waits for together."""
    for join in _joins(diagram):
        if _facts(join).chosen:
            yield Fault(join, "并行汇合在等排他网关的几条出路，而出路只会走一条", "请把这个汇合改为排他网关")
        elif _facts(join).begun_apart:
            yield Fault(
                join, "并行汇合在等几个开始事件，而一个流程只从其中一个开始", "请把这个汇合改为排他网关"
            )


@warning("parallel-join-selection")
def parallel_join_selection(diagram: Diagram) -> Iterator[Fault]:
    """A parallel join waits for ways of which an inclusive choice may take only some."""
    for join in _joins(diagram):
        if _facts(join).selected:
            yield Fault(
                join,
                "并行汇合在等包容网关（或带条件的出路）的几条路，条件不都成立时会一直等下去",
                "请把这个汇合改为包容网关",
            )


@warning("parallel-join-escape")
def parallel_join_escape(diagram: Diagram) -> Iterator[Fault]:
    """A branch that may end by itself, while its join waits for it."""
    for join in _joins(diagram):
        if gate := _facts(join).left_at:
            yield Fault(
                join,
                Text("从“{name}”可以不经过这里就结束，并行汇合会一直等那一支", name=gate.name or gate.id),
                "请把那条路并回汇合之前，或改用终止结束事件",
            )


def _is_looped(join: Node) -> bool:
    dominated, again = graph.only_through(join, join.scope), _behind_without_fork(join)
    return any(flow.source in dominated or flow.source in again for flow in join.incoming if flow.source)


def _behind_without_fork(join: Node) -> set[Node]:
    if graph.is_fork(join):
        return set()
    return graph.reach(join.successors(), step=_until_fork) - {join}


def _until_fork(node: Node) -> Sequence[Node]:
    return () if graph.is_fork(node) else node.successors()


def _exceptions(join: Node) -> Iterator[_Choice]:
    """Activities with interrupting boundary events: either they go on, or one of the events does."""
    for host in join.scope.nodes:
        breaking = [event.outgoing for event in host.boundaries if event.interrupts]
        if breaking:
            yield host, [host.outgoing, *breaking]


def _gateways(join: Node) -> Iterator[_Choice]:
    """Gateways that take one way out of several."""
    for node in join.scope.nodes:
        if node.tag in ("exclusiveGateway", "eventBasedGateway") and len(node.outgoing) > 1:
            yield node, [[flow] for flow in node.outgoing]


def _selections(join: Node) -> Iterator[_Choice]:
    """Inclusive gateways and activities with conditions: what is always taken, alone or with one way more."""
    for node in join.scope.nodes:
        if len(node.outgoing) > 1 and (node.tag == "inclusiveGateway" or node.tag in ACTIVITIES):
            always = [flow for flow in node.outgoing if _is_always_taken(flow)]
            yield node, [[flow, *always] for flow in node.outgoing if flow not in always]


def _is_always_taken(flow: Flow) -> bool:
    condition = text_of(flow.condition).removeprefix("=").strip()
    return not flow.is_default and condition in ("", "true")


def _is_begun_apart(join: Node, ahead: dict[Flow, set[Node]]) -> bool:
    """Whether some start of the process leads to a part of the ways into the join only: the others never come."""
    starts = join.scope.starts() if join.scope.parent is None else []
    fed = [{flow for flow, nodes in ahead.items() if start in nodes} for start in starts]
    wanted = set().union(*fed)
    return any(one and one != wanted for one in fed)


def _starves(join: Node, ahead: dict[Flow, set[Node]], gate: Node, ways: list[list[Flow]]) -> bool:
    graph.spend(len(ahead) * len(ways))
    fed = [
        {into for into, nodes in ahead.items() if any(flow is into or flow.target in nodes for flow in way)}
        for way in ways
    ]
    wanted = set().union(*fed)
    if all(one == wanted or not one for one in fed):
        return False
    own = graph.only_through(gate, join.scope) | {gate}
    return any(one and any(flow.source in own for flow in wanted - one) for one in fed)


def _left_at(join: Node, ahead: dict[Flow, set[Node]], choices: list[_Choice]) -> Node | None:
    """A choice in a branch before the join one way of which quietly ends, while another branch waits there."""
    if graph.may_be_ended(join.scope):
        return None
    before = set().union(*ahead.values())
    for gate, ways in choices:
        left = [way for way in ways if not _comes(way, join, before)]
        leaves = gate in before and 0 < len(left) < len(ways)
        if leaves and _others_wait(gate, join, ahead) and any(_ends_quietly(way, join) for way in left):
            return gate
    return None


def _comes(way: list[Flow], join: Node, before: set[Node]) -> bool:
    return any(flow.target is join or flow.target in before for flow in way)


def _others_wait(gate: Node, join: Node, ahead: dict[Flow, set[Node]]) -> bool:
    """Whether a fork before the gate also sends a token along another way, past the gate, into the join."""
    past_it = [flow for flow, nodes in ahead.items() if gate not in nodes]
    if not past_it:
        return False
    behind = graph.reach([gate], without=join, step=Node.predecessors)
    forks = [node for node in behind if node is not gate and graph.always_forks(node)]
    for flow in past_it:
        for fork in forks:
            past = {out for out in fork.outgoing if out is flow or out.target in ahead[flow]}
            if past and any(out.target in behind for out in fork.outgoing if out not in past):
                return True
    return False


def _ends_quietly(way: list[Flow], join: Node) -> bool:
    """Whether a token on that way may come to an end that stops nothing else."""
    targets = [flow.target for flow in way if flow.target is not None]
    return not targets or any(graph.is_exit(node) for node in graph.reach(targets, without=join))


@warning("inclusive-joins")
def inclusive_joins(diagram: Diagram) -> Iterator[Fault]:
    """Two inclusive joins, each of which waits for what may still come through the other."""
    for join in _joins(diagram, "inclusiveGateway"):
        for other in _joins(diagram, "inclusiveGateway"):
            if other is not join and other.scope is join.scope and _wait_for_each_other(join, other):
                yield Fault(
                    join,
                    Text(
                        "这个包容汇合与“{name}”互相等待，两处都有人到时谁也不走", name=other.name or other.id
                    ),
                    "请先汇合再循环，或把其中一个改为排他网关",
                )


def _wait_for_each_other(one: Node, other: Node) -> bool:
    mutual = one in graph.reach(other.successors()) and other in graph.reach(one.successors())
    return mutual and any(
        one in graph.reach([fork], without=other) and other in graph.reach([fork], without=one)
        for fork in one.scope.nodes
        if graph.is_fork(fork)
    )


JOINS: tuple[Rule[Diagram], ...] = (
    parallel_join_loop, parallel_join_exception, parallel_join_choice, parallel_join_selection, parallel_join_escape,
    inclusive_joins,
)  # fmt: skip
