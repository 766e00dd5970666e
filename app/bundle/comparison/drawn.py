"""How an element is drawn: place, size, way, colours. None of it changes what runs."""

from collections.abc import Iterator

from lxml import etree

from app.bundle.comparison.facets import Facet
from app.bundle.comparison.xmlwalk import Walk
from app.core.texts import Text, texts
from app.engine.lint.model import local

_LABELS = texts(
    {
        "isExpanded": "展开",
        "isHorizontal": "横放",
        "isMarkerVisible": "显示标志",
        "background-color": "底色",
        "fill": "底色",
        "border-color": "线色",
        "stroke": "线色",
        "color": "字色",
    }
)
_OWN = (Text("位置"), Text("大小"))
_OF_NAME = (Text("名称的位置"), Text("名称的大小"))
_SHEETS = ("BPMNDiagram", "BPMNPlane")
_OWNER = ("bpmnElement", "dmnElementRef")


def owner(shape: etree._Element) -> str | None:
    """The id of the element that a shape or an edge draws; None for what draws none."""
    found = (shape.get(name) for name in _OWNER)
    return next((str(value).rpartition(":")[2] for value in found if value), None)


def drawing(shape: etree._Element, walk: Walk, known: bool = True) -> Iterator[Facet]:
    """What a shape or an edge says of its element; of one that is not `known`, also whose it would be."""
    if local(shape) not in _SHEETS:
        yield from _geometry(shape)
    for name, value in shape.attrib.items():
        short = walk.short_name(str(name))
        if short != "id" and not (known and short in _OWNER):
            label = _LABELS.get(short.rpartition(":")[2]) or Text("图上的 {name}", name=short)
            yield Facet(("drawing", f"@{short}"), label, str(value), drawn=True)


def _geometry(shape: etree._Element) -> Iterator[Facet]:
    for child in shape.iter("{*}Bounds"):
        inside = child.getparent()
        yield from _box(child, _OWN if inside is shape else _OF_NAME)
    points = [f"({_round(one.get('x'))}，{_round(one.get('y'))})" for one in shape.iterfind("{*}waypoint")]
    if points:
        yield Facet(("drawing", "way"), Text("走线"), " ".join(points), drawn=True)


def _box(bounds: etree._Element, labels: tuple[str, str]) -> Iterator[Facet]:
    place = f"({_round(bounds.get('x'))}，{_round(bounds.get('y'))})"
    size = f"{_round(bounds.get('width'))} × {_round(bounds.get('height'))}"
    for label, told in zip(labels, (place, size), strict=True):
        yield Facet(("drawing", label), label, told, drawn=True)


def _round(text: str | None) -> str:
    """A coordinate to the pixel; what is no number stays as it is."""
    try:
        return f"{float(text or 0):.0f}"
    except (ValueError, OverflowError):
        return text or ""
