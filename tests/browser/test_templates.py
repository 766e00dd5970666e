"""Every template, put into a shipped diagram: the package stays sound, and one undo gives back the very file."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from app.bundle.bundle import Bundle
from app.bundle.loader import load_bundle
from app.bundle.memory import Memory
from app.bundle.resources import Resource
from app.bundle.vocabulary import vocabulary
from app.worker.house import connectors
from app.worker.soundness import check_diagram
from tests.browser.drafting import Drafting
from tests.browser.modeling import DIAGRAM, Modeling
from tests.yunxi import ROOT

pytestmark = pytest.mark.browser

PATH = "processes/pingyin/pingyin-dispatch.bpmn"
APPLY = """async ([id, target]) => {
  const m = window.__modeler;
  const saved = async () => (await m.saveXML({format: true})).xml;
  const before = await saved();
  m.get('templateMenu').getPopupMenuEntries(m.get('elementRegistry').get(target))[id].action();
  const xml = await saved();
  m.get('commandStack').undo();
  return [xml, before, await saved(), m.get('commandStack').canUndo()];
}"""


NAMES = """target => {
  const m = window.__modeler;
  return Object.keys(m.get('templateMenu').getPopupMenuEntries(m.get('elementRegistry').get(target)));
}"""


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return load_bundle(ROOT, "pingyin")


@pytest.fixture(scope="module")
def modeler(drafting_site: Drafting, chromium: Browser, bundle: Bundle) -> Iterator[Page]:
    """The modeler with the lists of another package and its dispatch."""
    drafting_site.begin_anew(DIAGRAM)
    page = Modeling.of(drafting_site, chromium).page
    page.route("**/drafts/**", lambda route: route.abort())
    lists = vocabulary(bundle, connectors())
    page.evaluate("([lists]) => { window.__modeler.get('desk').lists = lists; }", [dict(lists)])
    page.evaluate("xml => window.__modeler.importXML(xml)", bundle.diagrams["pingyin-dispatch"].decode())
    yield page
    drafting_site.close_pages()


@pytest.mark.parametrize("target", ["notify", "approve_plan"])
def test_every_template_leaves_the_package_sound(modeler: Page, bundle: Bundle, target: str) -> None:
    names = modeler.evaluate(NAMES, target)
    assert len(names) == 12

    memory = Memory()
    for name in names:
        xml, before, undone, more = modeler.evaluate(APPLY, [name, target])

        changed = Resource.of(PATH, xml.encode())
        assert changed is not None
        whole = Bundle.from_resources("pingyin", {**bundle.resources, PATH: changed}.values())
        found = check_diagram(whole, PATH, topics=frozenset(connectors()), memory=memory)
        assert (name, found) == (name, ())
        assert (name, undone) == (name, before)
        assert not more
