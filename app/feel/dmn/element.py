"""Reading DMN elements: children by tag, names, type references, languages, places."""

import re
from collections.abc import Iterator

from lxml import etree

from app.core.texts import Text
from app.feel.dmn.problems import Findings, Place
from app.feel.dmn.xml import line

_FEEL = re.compile(
    r"https?://www\.omg\.org/spec/(DMN|FEEL)/(?!.*B-FEEL)[\w./-]*|feel(-[a-z-]+)?", re.IGNORECASE
)
_UNDEFINED = "<Undefined>"
_JUEL = re.compile(r"[$#]\{")


def name_of(element: etree._Element, *, ids: bool = True) -> str:
    """An element's name with its blanks made single; its id where it has no name and `ids`."""
    name = " ".join((element.get("name") or "").split())
    return name or (element.get("id") or "" if ids else "")


class Tags:
    """Access to the elements of one file in its own DMN namespace; others' extensions are passed over."""

    def __init__(self, root: etree._Element, findings: Findings) -> None:
        self.findings = findings
        namespace = etree.QName(root).namespace
        self._own = root.get("namespace", "")
        self._prefix = f"{{{namespace}}}"
        self._imports = {
            element.get("namespace", ""): name_of(element, ids=False) for element in self.all(root, "import")
        }

    def children(self, element: etree._Element) -> Iterator[etree._Element]:
        """The children that belong to the standard."""
        return (
            child for child in element if isinstance(child.tag, str) and child.tag.startswith(self._prefix)
        )

    def all(self, element: etree._Element, tag: str) -> Iterator[etree._Element]:
        """The children of one tag."""
        return element.iterchildren(self._prefix + tag)

    def first(self, element: etree._Element, tag: str) -> etree._Element | None:
        """The first child of one tag."""
        return next(self.all(element, tag), None)

    def local(self, element: etree._Element) -> str:
        """A tag without its namespace."""
        return str(element.tag)[len(self._prefix) :]

    def place(self, element: etree._Element, name: str | None = None) -> Place:
        """Where an element stands; `name` serves where it has none of its own."""
        return Place(
            self.local(element), element.get("id"), name_of(element, ids=False) or name, line(element)
        )

    def text(self, element: etree._Element | None, tag: str = "text") -> str | None:
        """The stripped text of a child; null where there is no child, or nothing in it."""
        child = None if element is None else self.first(element, tag)
        text = "" if child is None else "".join(map(str, child.itertext())).strip()
        return text or None

    def tests(self, element: etree._Element, tag: str) -> str | None:
        """The unary tests in a child's `text`."""
        child = self.first(element, tag)
        if child is not None:
            self.check_language(child, self.place(child, name_of(element)))
        return self.text(child)

    def type_ref(self, element: etree._Element) -> str | None:
        """The name in an element's `typeRef`."""
        return self.type_name(element, element.get("typeRef"))

    def type_name(self, element: etree._Element, written: str | None) -> str | None:
        """A type's name as models name it: QName prefixes resolved, an imported type as `import name.type`."""
        text = " ".join((written or "").split()).replace(_UNDEFINED, "")
        prefix, colon, local = text.partition(":")
        namespace = element.nsmap.get(prefix) if colon else None
        if namespace is None:
            return text or None
        if namespace != self._own and (imported := self._imports.get(namespace)):
            return f"{imported}.{local}"
        return local

    def check_language(self, element: etree._Element, place: Place) -> None:
        """A finding where an element asks for a language other than FEEL."""
        language = element.get("expressionLanguage", "").strip()
        if language and not _FEEL.fullmatch(language):
            self.findings.add(
                "expression-language",
                place,
                Text("表达式语言是 {language}，这里只用 FEEL，请改写", language=language[:40]),
            )

    def check_juel(self, text: str, place: Place) -> None:
        """A finding where a text is of another product's `${…}` language."""
        if _JUEL.search(text):
            self.findings.add(
                "juel-expression", place, Text("${…} 不是 FEEL，请去掉花括号改写成 FEEL 表达式")
            )
