"""Opening and saving in the modeler loses nothing: all shipped diagrams, what we do not know, the desktop's manner."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Browser, Page

from tests.browser.drafting import Drafting
from tests.browser.modeling import DIAGRAM, Modeling
from tests.browser.roundtrip import meaning

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = sorted((ROOT / "processes").glob("*/*.bpmn"))
DISPATCH = "processes/pingyin/pingyin-dispatch.bpmn"
FOREIGN = sorted((Path(__file__).parent / "diagrams").glob("*.bpmn"))

pytestmark = pytest.mark.browser

SAVE = """async xml => {
  const {warnings} = await window.__modeler.importXML(xml);
  const saved = await window.__modeler.saveXML({format: true});
  return [saved.xml, warnings.map(String)];
}"""


@pytest.fixture(scope="module")
def modeler(drafting_site: Drafting, chromium: Browser) -> Iterator[Page]:
    opened = Modeling.of(drafting_site, chromium, path=DIAGRAM)
    opened.page.route("**/drafts/**", lambda route: route.abort())
    yield opened.page
    drafting_site.close_pages()


def lost(page: Page, file: Path) -> tuple[list[str], list[str], list[str]]:
    before = file.read_bytes()
    saved, warnings = page.evaluate(SAVE, before.decode())
    old, new = meaning(before), meaning(saved.encode())
    return list((old - new).elements()), list((new - old).elements()), warnings


def test_no_shipped_diagram_loses_anything(modeler: Page) -> None:
    assert len(SHIPPED) > 40

    wrong = {file.name: found for file in SHIPPED if any(found := lost(modeler, file))}

    assert wrong == {}


@pytest.mark.parametrize("file", FOREIGN, ids=lambda file: file.stem)
def test_what_we_do_not_know_is_kept(modeler: Page, file: Path) -> None:
    gone, come, _ = lost(modeler, file)

    assert (gone, come) == ([], [])


REDRAW = """async ([xml, id]) => {
  await window.__modeler.importXML(xml);
  const part = (name) => window.__modeler.get(name);
  const saved = async () => (await window.__modeler.saveXML({format: true})).xml;
  const inside = ({businessObject: one}) => (one.processRef ?? one).flowElements ?? [];
  const flow = part('elementRegistry').getAll().flatMap(inside).find((one) => one.id === id);
  const [source, target] = [flow.sourceRef, flow.targetRef].map((one) => part('elementRegistry').get(one.id));
  part('modeling').connect(source, target);
  const drawn = [await saved()];
  part('commandStack').undo();
  drawn.push(await saved());
  part('commandStack').redo();
  return [...drawn, await saved()];
}"""


def test_a_flow_that_was_not_drawn_is_drawn_by_connecting_its_ends(modeler: Page) -> None:
    root = etree.parse(ROOT / DISPATCH).getroot()
    flow = next(one for one in root.iter("{*}sequenceFlow") if one.find("{*}conditionExpression") is not None)
    edge = next(one for one in root.iter("{*}BPMNEdge") if one.get("bpmnElement") == flow.get("id"))
    edge.getparent().remove(edge)
    before = etree.tostring(root, encoding="unicode")

    drawn, undone, redone = modeler.evaluate(REDRAW, [before, flow.get("id")])

    assert meaning(undone.encode()) == meaning(before.encode())
    for shown in (drawn, redone):
        assert shown.count(f'bpmnElement="{flow.get("id")}"') == 1
        assert shown.count("<bpmn:sequenceFlow ") == before.count("<bpmn:sequenceFlow ")
        assert shown.count("<bpmn:conditionExpression ") == before.count("<bpmn:conditionExpression ")
