"""The tutorial's package with markup, template code and formulas wherever it has words, brought in past all checks."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

import yaml
from lxml import etree

from app.bundle.bundle import Bundle
from app.bundle.resources import Kind, Resource
from app.core.actor import Actor, ActorKind
from app.core.clock import SetClock
from app.worker.house import House
from app.worker.provisioning import furnish, install
from app.worker.scenarios.play import Play
from tests.yunxi import KEY, PASSWORD, ROOT, package

MARKUP = "'\"><img src=x onerror=__hit=1></script><script>__hit=1</script>"
"""Of labels in forms, which take no templates."""

WORDS = MARKUP + "{{7*7777}}{%x%}\u202e"
"""What a name says besides. `54439` on a page would mean that a template was run."""

SHORT = '=1+1"><img src=x onerror=__hit=1>'
"""The same for a field of sixty characters; a formula for a spreadsheet."""

BRIEF = '"><img src=x>'
"""The same where a paper's head has room for twenty characters."""

RAN = "54439"
_BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
_DMN = "{https://www.omg.org/spec/DMN/20191111/MODEL/}"
_SAID = {"label", "description", "text", "title", "dateLabel", "timeLabel"}
TYPED = WORDS.rstrip("\u202e")
STEPS: list[dict[str, Any]] = [
    {
        "who": f"{KEY}-duty",
        "task": "verify",
        "outcome": "属实",
        "values": {"report": {"place": SHORT, "situation": TYPED}},
    },
    {
        "who": f"{KEY}-leader",
        "task": "approve",
        "outcome": "同意",
        "values": {"order": {"task": TYPED, "assembly": SHORT}},
    },
]
"""What people type; after the second the paper is out."""

_NAMED = {"name", "short_name", "must", "at", "title", "note", "label", "signer"}
_REPORT = "printouts/rongcheng/response-times/report.yaml"
_DECISION = "processes/common/common-force-ranking.dmn"


def hostile() -> Bundle:
    """The package: every name in its diagram, forms, posts, units, groups, clauses, papers and reports."""
    files = [_of(resource) for resource in package().resources.values()]
    report = _worded(yaml.safe_load((ROOT / _REPORT).read_bytes()), _NAMED, SHORT)
    report["chart"]["measure"] += SHORT
    decision = (ROOT / _DECISION).read_bytes()
    files += [
        Resource.of(f"printouts/{KEY}/response-times/report.yaml", _dumped(report)),
        Resource.of(f"processes/{KEY}/common-force-ranking.dmn", _xml(decision, _DMN)),
    ]
    return Bundle.from_resources(KEY, [file for file in files if file is not None])


def _of(resource: Resource) -> Resource | None:
    changed = _CHANGES.get(resource.kind)
    own = resource.owner == KEY or resource.kind is Kind.REGISTRY
    return Resource.of(resource.path, changed(resource.data)) if changed and own else resource


def _xml(data: bytes, space: str) -> bytes:
    root = etree.fromstring(data)
    for element in root.iter(f"{space}*"):
        if "name" in element.attrib:
            element.set("name", element.attrib["name"] + WORDS)
        if element.tag in (f"{_BPMN}process", f"{_BPMN}userTask"):
            said = etree.Element(f"{_BPMN}documentation")
            said.text = WORDS
            element.insert(0, said)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _form(data: bytes) -> bytes:
    return json.dumps(_worded(json.loads(data), _SAID, MARKUP), ensure_ascii=False).encode()


def _yaml(data: bytes) -> bytes:
    return _dumped(_worded(yaml.safe_load(data), _NAMED))


def _dumped(value: Any) -> bytes:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False).encode()


def _manifest(data: bytes) -> bytes:
    plain = yaml.safe_load(data)
    found = _worded(plain, _NAMED)
    for said, was in ((found, plain), *zip(found["units"], plain["units"], strict=True)):
        said["name"] = was["name"] + BRIEF
    found["short_name"] = plain["short_name"] + BRIEF
    found["lanes"] = {name + WORDS: group for name, group in found["lanes"].items()}
    found["people"] += [
        {"login": f"yunxi-{role}", "name": role + WORDS, "unit": "bureau", "groups": [], "roles": [role]}
        for role in ("process-owner", "operator", "administrator")
    ]
    found["people"].append(
        {
            "login": "yunxi-contact",
            "name": WORDS,
            "unit": "team",
            "groups": ["rescue-team"],
            "roles": ["contact"],
        }
    )
    return _dumped(found)


def _worded(value: Any, said: set[str], words: str = WORDS) -> Any:
    if isinstance(value, list):
        return [_worded(one, said, words) for one in value]
    if isinstance(value, dict):
        return {
            key: one + words if key in said and isinstance(one, str) else _worded(one, said, words)
            for key, one in value.items()
        }
    return value


_CHANGES: dict[Kind, Callable[[bytes], bytes]] = {
    Kind.MANIFEST: _manifest,
    Kind.CLAUSES: _yaml,
    Kind.SCENARIO: _yaml,
    Kind.DIAGRAM: partial(_xml, space=_BPMN),
    Kind.FORM: _form,
    Kind.REGISTRY: _form,
}


def bring(house: House, clock: SetClock, steps: list[dict[str, Any]]) -> str:
    """Install the package with its people, and play so much of one run; returns its id."""
    bundle = hostile()
    with house.database.transaction(Actor(ActorKind.CLI, "cli", WORDS, KEY)) as ctx:
        install(ctx, bundle)
        furnish(ctx, bundle, PASSWORD)
    return play(house, clock, steps)


def play(house: House, clock: SetClock, steps: list[dict[str, Any]]) -> str:
    """A run of its process."""
    acting = Play(house, clock, KEY, "hostile")
    acting.run({"process": f"{KEY}-report", "given": {"at": "2026-11-22T03:00:00+08:00"}, "steps": steps})
    return acting.instance_id
