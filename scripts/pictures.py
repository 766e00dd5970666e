"""Draws the main processes as the pictures of the docs: .venv/bin/python scripts/pictures.py

Needs `make setup-dev` (bpmn-js and Chromium). Run it after a diagram has changed.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from shutil import which

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "images"
VIEWER = ROOT / "node_modules" / "bpmn-js" / "dist" / "bpmn-viewer.production.min.js"
DIAGRAMS = (
    "processes/rongcheng/rongcheng-dispatch.bpmn",
    "processes/pingyin/pingyin-dispatch.bpmn",
    "processes/lishui/lishui-coordination.bpmn",
    "processes/chongqing/chongqing-coordination.bpmn",
    "processes/anze/anze-field-command.bpmn",
    "docs/tutorial/yunxi/processes/yunxi/yunxi-report.bpmn",
)
FONT = '"Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif'
_MARKER = re.compile(r"marker-[0-9a-z]{20,}")
DRAW = """async text => {
  const viewer = new BpmnJS({ container: document.body, bpmnRenderer: { defaultLabelColor: '#1b1b1b' } });
  await viewer.importXML(text);
  return (await viewer.saveSVG()).svg;
}"""


def drawn(diagrams: Iterable[Path]) -> Iterable[tuple[str, str]]:
    """Each diagram's stem and its SVG."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=which("chromium"), args=["--no-sandbox"])
        for diagram in diagrams:
            page = browser.new_page()
            page.add_script_tag(content=VIEWER.read_text("utf-8"))
            yield diagram.stem, page.evaluate(DRAW, diagram.read_text("utf-8"))
            page.close()
        browser.close()


def settled(svg: str) -> str:
    """The same picture each time: bpmn-js names its arrowheads by chance."""
    names = {name: f"marker-{number}" for number, name in enumerate(dict.fromkeys(_MARKER.findall(svg)))}
    named = _MARKER.sub(lambda found: names[found.group()], svg)
    return named.replace("Arial, sans-serif", FONT.replace('"', "'"))


def main() -> None:
    """Write a picture per diagram."""
    for stem, svg in drawn([ROOT / path for path in DIAGRAMS]):
        (PICTURES / f"{stem}.svg").write_text(settled(svg), "utf-8")
        print(f"docs/images/{stem}.svg")  # noqa: T201 - a script tells what it did


if __name__ == "__main__":
    main()
