"""Every shipped diagram is drawn whole, and no diagram, however hostile, draws anything but a bounded picture."""

from pathlib import Path

import pytest
from lxml import etree

from app.bundle.drawing import SMALLEST, Box, Picture, draw
from app.bundle.drawing.containers import band, is_banded
from app.bundle.drawing.lettering import width
from app.engine.xml import MAX_BYTES, XmlRefused

ROOT = Path(__file__).parents[3]
FILES = sorted((ROOT / "processes").rglob("*.bpmn"))
SVG = "{http://www.w3.org/2000/svg}"
BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
BESIDE = ("Event", "Gateway", "Flow", "dataObjectReference")

each = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def svg_of(data: bytes, window: Box | None = None) -> etree._Element:
    return etree.fromstring(draw(data)[0].svg("黑体", window).encode())


def texts(svg: etree._Element, of: str, attribute: str = "data-element") -> str:
    """What is written of an element, its lines joined."""
    found = svg.iterfind(f'.//{SVG}g[@{attribute}="{of}"]//{SVG}text')
    return "".join(line.text or "" for line in found)


def small(inside: str, drawing: str) -> bytes:
    """A file of a few elements."""
    return f"""<definitions xmlns="{BPMN}" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
    xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI">
    <process id="p">{inside}</process>
    <bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement="p">{drawing}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
    </definitions>""".encode()


def placed(id_: str, x: object = 0, y: object = 0, width: object = 100, height: object = 80) -> str:
    return (
        f'<bpmndi:BPMNShape bpmnElement="{id_}">'
        f'<dc:Bounds x="{x}" y="{y}" width="{width}" height="{height}"/></bpmndi:BPMNShape>'
    )


def task(name: str) -> bytes:
    return small(f'<userTask id="a" name="{name}"/>', placed("a"))


@each
def test_everything_that_is_drawn_is_in_the_picture(path: Path) -> None:
    root = etree.parse(path).getroot()
    wanted = {drawn.get("bpmnElement") for drawn in root.iter(f"{DI}BPMNShape", f"{DI}BPMNEdge")}

    svg = svg_of(path.read_bytes())

    assert {found.get("data-element") for found in svg.iter(f"{SVG}g")} - {None} == wanted


@each
def test_every_name_can_be_read_in_full(path: Path) -> None:
    root = etree.parse(path).getroot()
    svg = svg_of(path.read_bytes())
    drawn = {found.get("bpmnElement") for found in root.iter(f"{DI}BPMNShape", f"{DI}BPMNEdge")}

    for element in root.iter(f"{{{BPMN}}}*"):
        name, id_ = "".join((element.get("name") or "").split()), element.get("id")
        if name and id_ in drawn:
            beside = etree.QName(element).localname.endswith(BESIDE)
            written = texts(svg, id_, "data-label" if beside else "data-element")
            assert written.replace(" ", "") == name, id_


@each
def test_the_picture_of_a_diagram_is_small(path: Path) -> None:
    assert len(draw(path.read_bytes())[0].svg("黑体")) < 300_000


def test_text_stays_within_its_task() -> None:
    for path in FILES:
        picture = draw(path.read_bytes())[0]
        svg = etree.fromstring(picture.svg("黑体").encode())
        for shape in picture.plane.shapes:
            if shape.tag.endswith(("Task", "Activity")):
                for line in svg.iterfind(f'.//{SVG}g[@data-element="{shape.id}"]//{SVG}text'):
                    assert shape.box.y < float(line.get("y", 0)) < shape.box.bottom, shape.id


def test_names_beside_events_leave_the_names_of_lanes_free() -> None:
    for path in FILES:
        picture = draw(path.read_bytes())[0]
        bands = [band(shape) for shape in picture.plane.shapes if is_banded(shape)]
        svg = etree.fromstring(picture.svg("黑体").encode())
        for line in svg.iterfind(f".//{SVG}g[@data-label]//{SVG}text"):
            x, y = float(line.get("x", 0)), float(line.get("y", 0))
            half = width(line.text or "") * SMALLEST / 2
            box = Box(x - half + 1, y - 4, 2 * half - 2, 2)
            assert not any(one.overlaps(box) for one in bands), (path.stem, line.text)


def test_a_window_cut_through_lanes_names_them_in_what_is_left() -> None:
    picture = largest()
    middle = picture.box.y + picture.box.height / 2
    lane = next(
        s for s in picture.plane.shapes if s.tag == "lane" and s.box.y + 60 < middle < s.box.bottom - 60
    )

    for top in (picture.box.y, middle):
        window = Box(picture.box.x, top, picture.box.width, picture.box.height / 2)
        heads = etree.fromstring(picture.svg("黑体", window).encode()).findall(f"{SVG}g")[
            -len(picture.items) :
        ]
        assert lane.name in "".join(
            str(head.xpath("string()")) for head in heads if not head.get("data-element")
        )


def test_markup_in_a_name_is_text() -> None:
    svg = svg_of(task("&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;"))

    assert {etree.QName(found).localname for found in svg.iter()} <= {
        "svg",
        "g",
        "rect",
        "path",
        "circle",
        "text",
    }
    assert texts(svg, "a") == '<script>alert(1)</script>&"'


def test_a_long_name_ends_in_an_ellipsis_inside_its_task() -> None:
    svg = svg_of(task("应急" * 150))
    lines = [line.text or "" for line in svg.iter(f"{SVG}text")]

    assert 2 <= len(lines) <= 5
    assert max(len(line) for line in lines) <= 8
    assert lines[-1].endswith("…")


def test_a_name_is_made_fit_to_print_before_it_is_set() -> None:
    picture = draw(task("消防🚒出动"), lambda name: name.replace("🚒", "〔车〕"))[0]

    assert "🚒" not in picture.svg("黑体")
    assert "〔车〕" in picture.svg("黑体").replace("</text>", "")


@pytest.mark.parametrize("wild", ["1e308", "nan", "inf", "-1e99", "水"])
def test_wild_coordinates_give_a_bounded_picture(wild: str) -> None:
    picture = draw(small('<userTask id="a" name="甲"/>', placed("a", x=wild, width=wild)))[0]

    assert 0 < picture.box.width <= 300_000
    assert "nan" not in picture.svg("黑体")


def fullest(inside: str) -> bytes:
    """The largest file that is read, full of one kind of element."""
    count = MAX_BYTES // 200
    elements = "".join(f'<{inside} id="e{n}" name="{n}甲"/>' for n in range(count))
    elements = f"<laneSet>{elements}</laneSet>" if inside == "lane" else elements
    return small(elements, "".join(placed(f"e{n}", n % 100 * 120, n // 100 * 100) for n in range(count)))


@pytest.mark.parametrize("inside", ["userTask", "lane"])
def test_the_largest_file_that_is_read_gives_a_bounded_picture(inside: str) -> None:
    data = fullest(inside)

    drawn = draw(data)[0].svg("黑体")

    assert len(data) <= MAX_BYTES
    assert len(drawn) < 12 * MAX_BYTES


def test_what_points_nowhere_is_left_out() -> None:
    assert draw(small('<userTask id="a"/>', placed("b")))[0].plane.shapes == ()


def test_a_file_that_is_no_xml_is_refused() -> None:
    with pytest.raises(XmlRefused):
        draw(b"<definitions>")


def largest() -> Picture:
    return max((draw(path.read_bytes())[0] for path in FILES), key=lambda picture: picture.box.area)


def test_a_window_shows_what_stands_in_it_and_the_names_of_its_lanes() -> None:
    picture = largest()
    half = picture.box.width / 2
    window = Box(picture.box.x + half, picture.box.y, half, picture.box.height)
    nodes = [s for s in picture.plane.shapes if s.tag.endswith(("Task", "Activity", "Event", "Gateway"))]

    part = etree.fromstring(picture.svg("黑体", window).encode())

    shown = {found.get("data-element") for found in part.iter(f"{SVG}g")}
    assert shown >= {s.id for s in nodes if s.box.x > window.x}
    assert shown.isdisjoint(s.id for s in nodes if s.box.right < window.x - 10)
    written = str(part.xpath("string()"))
    assert all(s.name in written for s in picture.plane.shapes if s.tag == "lane")
