"""What a BPMN element says by saying nothing (BPMN 2.0.2, chapter 10), so that leaving it out is no change."""

from collections.abc import Iterator

from lxml import etree

from app.bundle.comparison.xmlwalk import Path, Said
from app.engine.lint.model import local
from app.engine.lint.names import bpmn

_LOOP = "multiInstanceLoopCharacteristics"

_PLACES: dict[tuple[str, str], Path] = {
    ("process", "isExecutable"): ("@isExecutable",),
    ("boundaryEvent", "cancelActivity"): ("@cancelActivity",),
    ("startEvent", "isInterrupting"): ("@isInterrupting",),
    ("subProcess", "triggeredByEvent"): ("@triggeredByEvent",),
    (_LOOP, "isSequential"): (_LOOP, "@isSequential"),
}
_TRUE = frozenset({"isExecutable", "cancelActivity", "isInterrupting"})

DEFAULTS = {path: "true" if attribute in _TRUE else "false" for (_tag, attribute), path in _PLACES.items()}
"""Where an attribute stands in a walk → the value that holds without it."""


def unsaid(element: etree._Element) -> Iterator[Said]:
    """The values that hold because an attribute is not written."""
    holders = [one for one in (element, element.find(bpmn(_LOOP))) if one is not None]
    for (tag, attribute), path in _PLACES.items():
        for holder in holders:
            if local(holder) == tag and holder.get(attribute) is None:
                yield Said(path, DEFAULTS[path])
