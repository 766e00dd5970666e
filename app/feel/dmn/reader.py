"""An XML tree to a `Model`. What cannot be read becomes a finding; reading goes on where it can."""

from collections.abc import Iterator

from lxml import etree

from app.feel.dmn.boxreader import BoxReader
from app.feel.dmn.element import Tags, name_of
from app.feel.dmn.model import (
    Decision,
    DecisionService,
    Element,
    Import,
    InputData,
    ItemDefinition,
    KnowledgeModel,
    Model,
    Variable,
)
from app.feel.dmn.problems import Findings, Place
from app.feel.dmn.xml import read_tree

_DMN = ("http://www.omg.org/spec/DMN", "https://www.omg.org/spec/DMN")
_REQUIREMENTS = (
    ("informationRequirement", "requiredInput"),
    ("informationRequirement", "requiredDecision"),
    ("knowledgeRequirement", "requiredKnowledge"),
)


def read_model(data: bytes, findings: Findings) -> Model:
    """The model in a file; `Stop` when there is none to speak of."""
    root = read_tree(data, findings)
    return _Reader(Tags(root, findings)).model(root)


class _Reader:
    def __init__(self, tags: Tags) -> None:
        self.tags = tags
        self.boxes = BoxReader(tags)

    def model(self, root: etree._Element) -> Model:
        tags = self.tags
        tags.check_language(root, tags.place(root))
        return Model(
            place=tags.place(root),
            namespace=root.get("namespace", ""),
            name=name_of(root),
            imports=tuple(self._imports(root)),
            items=tuple(self._item(item) for item in tags.all(root, "itemDefinition")),
            elements=tuple(self._elements(root)),
        )

    def _imports(self, root: etree._Element) -> Iterator[Import]:
        for element in self.tags.all(root, "import"):
            if element.get("importType", "").startswith(_DMN):
                yield Import(
                    self.tags.place(element), element.get("namespace", ""), name_of(element, ids=False)
                )

    def _item(self, element: etree._Element) -> ItemDefinition:
        tags = self.tags
        function = tags.first(element, "functionItem")
        return ItemDefinition(
            place=tags.place(element),
            name=name_of(element),
            type_ref=tags.type_name(element, tags.text(element, "typeRef")) or tags.type_ref(element),
            collection=element.get("isCollection") == "true",
            components=tuple(self._item(item) for item in tags.all(element, "itemComponent")),
            values=tags.tests(element, "allowedValues"),
            constraint=tags.tests(element, "typeConstraint"),
            parameters=None if function is None else tuple(self._parameters(function)),
            result=None if function is None else tags.type_name(function, function.get("outputTypeRef")),
        )

    def _parameters(self, function: etree._Element) -> Iterator[Variable]:
        for parameter in self.tags.all(function, "parameters"):
            yield Variable(name_of(parameter), self.tags.type_ref(parameter))

    def _elements(self, root: etree._Element) -> Iterator[Element]:
        for element in self.tags.children(root):
            match self.tags.local(element):
                case "inputData":
                    yield self._input(element)
                case "decision":
                    yield self._decision(element)
                case "businessKnowledgeModel":
                    yield self._knowledge(element)
                case "decisionService":
                    yield self._service(element)

    def _input(self, element: etree._Element) -> InputData:
        place, identity, name = self._identity(element)
        return InputData(place, identity, name, self._variable(element, name))

    def _decision(self, element: etree._Element) -> Decision:
        place, identity, name = self._identity(element)
        logic = self.boxes.optional(element, name)
        return Decision(place, identity, name, self._variable(element, name), self._requires(element), logic)

    def _knowledge(self, element: etree._Element) -> KnowledgeModel:
        place, identity, name = self._identity(element)
        function = self.tags.first(element, "encapsulatedLogic")
        logic = None if function is None else self.boxes.function(function, name)
        return KnowledgeModel(
            place, identity, name, self._variable(element, name), self._requires(element), logic
        )

    def _service(self, element: etree._Element) -> DecisionService:
        place, identity, name = self._identity(element)
        return DecisionService(
            place,
            identity,
            name,
            self._variable(element, name),
            outputs=self._hrefs(element, "outputDecision"),
            encapsulated=self._hrefs(element, "encapsulatedDecision"),
            input_decisions=self._hrefs(element, "inputDecision"),
            input_data=self._hrefs(element, "inputData"),
        )

    def _identity(self, element: etree._Element) -> tuple[Place, str, str]:
        name = name_of(element)
        return self.tags.place(element), element.get("id") or name, name

    def _variable(self, element: etree._Element, name: str) -> Variable:
        variable = self.tags.first(element, "variable")
        if variable is None:
            return Variable(name)
        return Variable(name_of(variable, ids=False) or name, self.tags.type_ref(variable))

    def _requires(self, element: etree._Element) -> tuple[str, ...]:
        found: list[str] = []
        for requirement, target in _REQUIREMENTS:
            for one in self.tags.all(element, requirement):
                found += self._hrefs(one, target)
        return tuple(dict.fromkeys(found))

    def _hrefs(self, element: etree._Element, tag: str) -> tuple[str, ...]:
        return tuple(reference.get("href", "") for reference in self.tags.all(element, tag))
