"""Two BPMN files as what they say, so that a modeler's rewriting of one can be told from a loss."""

import re
from collections import Counter

from lxml import etree

_NUMBER = re.compile(r"-?\d+\.\d+")
_ORDERED = re.compile(r"\}(?:waypoint|property|inputParameter|outputParameter)$")


def meaning(data: bytes) -> Counter[str]:
    """Every element with its path of ids, attributes and text, as many times as it stands there.

    The order of siblings means something for a few only. Comments, blanks between elements, the way numbers are
    written and whether a default is written out mean nothing.
    """
    root = etree.fromstring(data, etree.XMLParser(remove_comments=True, remove_blank_text=True))
    found: Counter[str] = Counter()
    for element in root.iter():
        if isinstance(element.tag, str):
            found[f"{_path(element)} {_attributes(element)} {_text(element)}"] += 1
    return found


def _path(element: etree._Element) -> str:
    around = [*reversed(list(element.iterancestors())), element]
    return "/".join(_step(one) for one in around[-3:])


def _step(element: etree._Element) -> str:
    name = etree.QName(element).localname
    own = element.get("id") or element.get("name") or ""
    if _ORDERED.search(element.tag) and element.getparent() is not None:
        own += f"#{[one for one in element.getparent() if one.tag == element.tag].index(element)}"
    return f"{name}[{own}]"


def _attributes(element: etree._Element) -> str:
    given = {name: _plain(value) for name, value in element.attrib.items()}
    return str(sorted(item for item in given.items() if item not in DEFAULTS))


def _text(element: etree._Element) -> str:
    return " ".join((element.text or "").split())


def _plain(value: str) -> str:
    return f"{float(value):g}" if _NUMBER.fullmatch(value) else value


DEFAULTS = frozenset(
    {
        ("isExecutable", "false"),
        ("cancelActivity", "true"),
        ("isInterrupting", "true"),
        ("isSequential", "false"),
        ("triggeredByEvent", "false"),
        ("isCollection", "false"),
    }
)
