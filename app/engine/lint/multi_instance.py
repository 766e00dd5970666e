"""Rules on multi-instance activities: collection and element variable of Camunda 7, and a bound on their number."""

from collections.abc import Iterator

from lxml import etree

from app.core.texts import Joined, Text
from app.engine.bounds import DEFAULT
from app.engine.lint import names
from app.engine.lint.finding import Fault, Rule, error
from app.engine.lint.model import Diagram, Node, text_of

_STANDARD = (
    "loopDataInputRef",
    "loopDataOutputRef",
    "inputDataItem",
    "outputDataItem",
    "complexBehaviorDefinition",
)
_COLLECTION = Text("请在多实例属性里填集合（camunda:collection）和元素变量（camunda:elementVariable）")


def _loops(diagram: Diagram) -> Iterator[tuple[Node, etree._Element]]:
    return ((node, loop) for node in diagram.nodes if (loop := node.loop) is not None)


@error("mi-place")
def mi_place(diagram: Diagram) -> Iterator[Fault]:
    """Only activities are done several times, and event sub-processes once each time they are triggered."""
    for node in diagram.nodes:
        repeated = node.loop is not None or node.children("standardLoopCharacteristics")
        if repeated and (node.tag not in names.ACTIVITIES or node.is_event_scope):
            yield Fault(node, "这里不能用多实例或循环标记", "请把标记移到任务、调用活动或子流程上")


def _collection(loop: etree._Element) -> str:
    return (loop.get(names.camunda("collection")) or "").strip()


def _cardinality(loop: etree._Element) -> str:
    return text_of(loop.find(names.bpmn("loopCardinality"))).removeprefix("=").strip()


@error("mi-collection")
def mi_collection(diagram: Diagram) -> Iterator[Fault]:
    """How many there are must stand somewhere, and only once."""
    for node, loop in _loops(diagram):
        if _standard(loop):
            continue
        if not _collection(loop) and not _cardinality(loop):
            yield Fault(node, "多实例没有说对什么逐个办理", _COLLECTION)
        elif _collection(loop) and _cardinality(loop):
            yield Fault(node, "多实例既有集合又有次数", "请只留集合")


@error("mi-element-variable")
def mi_element_variable(diagram: Diagram) -> Iterator[Fault]:
    """Without its element variable no instance knows which item it is about."""
    for node, loop in _loops(diagram):
        if _collection(loop) and not loop.get(names.camunda("elementVariable")):
            yield Fault(node, "多实例没有元素变量，各实例分不清自己办的是哪一个", _COLLECTION)


def _standard(loop: etree._Element) -> list[str]:
    return [tag for tag in _STANDARD if loop.find(names.bpmn(tag)) is not None]


@error("mi-standard-notation")
def mi_standard_notation(diagram: Diagram) -> Iterator[Fault]:
    """BPMN's own notation for the items is lost when a modeler saves the file."""
    for node, loop in _loops(diagram):
        if found := _standard(loop):
            yield Fault(
                node,
                Text("多实例用的是 {names}，建模工具保存时会丢失", names=Joined("、", found)),
                Text("{collection}，结果用 collect 与 into", collection=_COLLECTION),
            )


@error("mi-behavior")
def mi_behavior(diagram: Diagram) -> Iterator[Fault]:
    """Events thrown by single instances are not supported."""
    for node, loop in _loops(diagram):
        if loop.get("behavior") not in (None, "All"):
            yield Fault(node, "多实例的 behavior 只能是 All", "请用完成条件（completionCondition）")


@error("mi-too-many")
def mi_too_many(diagram: Diagram) -> Iterator[Fault]:
    """A number of instances beyond the bound."""
    for node, loop in _loops(diagram):
        count = _cardinality(loop)
        if count.isdecimal() and (len(count) > 9 or int(count) > DEFAULT.instances):
            yield Fault(
                node,
                Text("多实例次数超过 {instances}", instances=DEFAULT.instances),
                "请改用集合，或分成几段",
            )


@error("mi-collect")
def mi_collect(diagram: Diagram) -> Iterator[Fault]:
    """`collect` names what each instance gives, `into` the list that takes it: one needs the other."""
    for node in diagram.nodes:
        collect, into = node.property("collect"), node.property("into")
        if bool(collect) != bool(into):
            yield Fault(
                node,
                "扩展属性 collect 与 into 要成对",
                "请两个都写：collect 是各实例的变量，into 是汇总的列表",
            )
        elif collect and node.loop is None:
            yield Fault(node, "扩展属性 collect、into 只用于多实例", "请设为多实例，或删去这两个属性")


MULTI_INSTANCE: tuple[Rule[Diagram], ...] = (
    mi_place, mi_collection, mi_element_variable, mi_standard_notation, mi_behavior, mi_too_many, mi_collect,
)  # fmt: skip
