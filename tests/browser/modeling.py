"""What browser tests do in the modeler: open it, choose elements, read the diagram, see it saved."""

from dataclasses import dataclass

from lxml import etree
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.drafting import Drafting

DIAGRAM = "processes/yunxi/yunxi-report.bpmn"
DEBOUNCE = 350  # milliseconds after which the panel takes what was typed
BPMN = {
    "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "camunda": "http://camunda.org/schema/1.0/bpmn",
}


@dataclass
class Modeling:
    """A window with the modeler on one diagram of a draft."""

    page: Page
    drafting: Drafting
    path: str = DIAGRAM

    @classmethod
    def of(
        cls, drafting: Drafting, browser: Browser, login: str = "writer", path: str = DIAGRAM
    ) -> "Modeling":
        """Open it and wait until the first check is there."""
        opened = cls(drafting.page(browser, login), drafting, path)
        opened.page.goto(drafting.editor(path))
        opened.page.locator("[data-modeler][data-checked]").wait_for()
        expect(opened.page.locator("[data-editor]")).to_be_visible()
        return opened

    def choose(self, element: str) -> None:
        """Select a shape, and see the panel show it."""
        self.page.locator(f'[data-element-id="{element}"]').first.click(position={"x": 8, "y": 8})
        expect(self.panel.locator(".pp-type code")).to_have_text(element)

    def choose_flow(self, element: str) -> None:
        """Select a flow: thin lines are hard to hit."""
        self.page.evaluate(
            "id => window.__modeler.get('selection').select(window.__modeler.get('elementRegistry').get(id))",
            element,
        )
        expect(self.panel.locator(".pp-type code")).to_have_text(element)

    @property
    def panel(self) -> Locator:
        """The properties panel."""
        return self.page.locator("[data-properties]")

    def field(self, name: str) -> Locator:
        """A field of the panel."""
        return self.panel.locator(f'[data-field="{name}"]')

    @property
    def drawn(self) -> str:
        """The diagram as the modeler would save it."""
        text: str = self.page.evaluate("window.__modeler.saveXML({format: true}).then(({xml}) => xml)")
        return text

    @property
    def xml(self) -> etree._Element:
        """What it draws, read."""
        return etree.fromstring(self.drawn.encode())

    def saved(self) -> etree._Element:
        """Leave the field, and wait until the server has what is drawn."""
        self.page.evaluate("document.activeElement.blur()")
        self.page.wait_for_timeout(DEBOUNCE)
        kept = self.drafting.kept(self.page, self.path, lambda text: canonical(text) == canonical(self.drawn))
        expect(self.page.locator("[data-saved]")).to_have_attribute("data-kind", "saved")
        return etree.fromstring(kept.encode())

    def append(self, element: str, template: str) -> None:
        """Append a template to an element by its key and the menu's search."""
        self.choose(element)
        expect(self.page.locator(".djs-container svg[tabindex]")).to_be_focused()
        self.page.keyboard.press("t")
        self.page.locator(".djs-popup-search input").press_sequentially(template)
        expect(self.page.locator(".djs-popup .entry")).to_have_count(1)
        self.page.keyboard.press("Enter")


def canonical(text: str) -> bytes:
    """A diagram without what no reader of XML sees."""
    return etree.tostring(etree.fromstring(text.encode()), method="c14n")


def one(root: etree._Element, path: str) -> etree._Element:
    """The only element of a path."""
    (found,) = root.xpath(path, namespaces=BPMN)
    return found


def camunda(element: etree._Element, name: str) -> str | None:
    """A camunda attribute."""
    return element.get(f"{{{BPMN['camunda']}}}{name}")
