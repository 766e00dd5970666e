"""A diagram, form or decision can do nothing outside its sandbox: each attack is refused with its code, by every door.

The doors: the check while drawing, saving, submitting, the deploy of a desktop modeler, and the command line.
"""

import json
import re
import shutil
from dataclasses import dataclass

import pytest
from click.testing import CliRunner

from app.cli.bundle import bundle_commands
from app.core.actor import system
from app.repository.drafts import open_draft, read_file
from app.repository.models import Jurisdiction
from tests.web.site import Site, application
from tests.yunxi import DIAGRAM, KEY, ROOT, open_copy, package

SOUND = package().diagrams["yunxi-report"].decode()
FORM = f"forms/{KEY}/verification.form"
DECISION = f"processes/{KEY}/level.dmn"
ENTITY = '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
MODEL = (
    '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="d">'
    '<decision id="level" name="level">{}</decision></definitions>'
)


@dataclass(frozen=True)
class Attack:
    """A file that wants out, the code that it is refused with, and whether it may lie in a draft until it is mended.

    `placed` is one that only its package shows: by itself the file is well.
    """

    code: str
    data: bytes
    path: str = DIAGRAM
    kept: bool = True
    placed: bool = False


def inside(xml: str) -> bytes:
    """The sound diagram with more in its process."""
    return SOUND.replace("</bpmn:process>", f"{xml}</bpmn:process>").encode()


def beginning(declaration: str, text: str = SOUND) -> bytes:
    """A file with a declaration behind its first line, and a use of the entity in a name."""
    bare = re.sub(r"^<\?xml[^>]*\?>\s*", "", text)
    return f'<?xml version="1.0" encoding="UTF-8"?>{declaration}{bare}'.encode()


def task(kind: str, ident: str, attributes: str = "", content: str = "") -> str:
    return f'<bpmn:{kind} id="{ident}" name="{ident}" {attributes}>{content}</bpmn:{kind}>'


def flow(source: str, target: str) -> str:
    return f'<bpmn:sequenceFlow id="{source}-{target}" sourceRef="{source}" targetRef="{target}"/>'


def timer(kind: str, text: str) -> bytes:
    waits = f"<bpmn:timerEventDefinition><bpmn:{kind}>{text}</bpmn:{kind}></bpmn:timerEventDefinition>"
    return inside(task("intermediateCatchEvent", "wait", content=waits))


def loop(one: str, other: str) -> str:
    """Two elements that lead to each other and nowhere else."""
    both = task(one, "round", TOPIC.format("notify")) + task(other, "again")
    return both + flow("round", "again") + flow("again", "round")


TOPIC = 'camunda:type="external" camunda:topic="{}"'
THOUSANDS = "".join(task("userTask", f"t{i}") + flow(f"t{i}", f"t{i + 1}") for i in range(5_000))
SCRIPTED = json.loads((ROOT / "docs" / "tutorial" / KEY / FORM).read_bytes())
SCRIPTED["components"].append({"type": "text", "id": "x", "text": "<img src=x onerror=alert(1)>"})

ATTACKS = {
    "doctype": Attack("doctype", beginning("<!DOCTYPE definitions>"), kept=False),
    "external entity": Attack("doctype", beginning(ENTITY, SOUND.replace("云溪县", "&secret;")), kept=False),
    "entity of a decision": Attack("doctype", beginning(ENTITY, MODEL.format("&secret;")), DECISION, kept=False),
    "ten megabytes": Attack("file-too-large", SOUND.encode() + b" " * (10 * 1024 * 1024), kept=False),
    "three megabytes": Attack("file-too-large", SOUND.encode() + b" " * (3 * 1024 * 1024), kept=False),
    "ten thousand elements": Attack("too-many-elements", inside(THOUSANDS)),
    "more elements than anybody reads": Attack("too-many-elements", inside("<a/>" * 100_001), kept=False),
    "script in a name": Attack("active-text", SOUND.replace("核实灾情", "&lt;script>alert(1)&lt;/script>", 1).encode()),
    "handler in a description": Attack(
        "active-text", inside("<bpmn:documentation>&lt;b onclick='x()'></bpmn:documentation>")
    ),
    "html in a text of a form": Attack("html-in-text", json.dumps(SCRIPTED).encode(), FORM, placed=True),
    "call into another jurisdiction": Attack(
        "foreign-process", inside(task("callActivity", "call", 'calledElement="elsewhere-dispatch"')), placed=True
    ),
    "timer of zero seconds": Attack("timer-too-short", timer("timeDuration", "PT0S")),
    "timer that works out to zero": Attack("timer-too-short", timer("timeDuration", '= duration("PT0S")')),
    "cycle of zero seconds": Attack("timer-too-short", timer("timeCycle", "R/PT0S")),
    "loop of services without end": Attack("endless-loop", inside(loop("serviceTask", "exclusiveGateway"))),
    "loop of people without end": Attack("no-way-out", inside(loop("userTask", "userTask"))),
    "marker without end": Attack(
        "endless-marker", inside(task("userTask", "t", content="<bpmn:standardLoopCharacteristics/>"))
    ),
    "connector that is not allowed": Attack(
        "unknown-topic", inside(task("serviceTask", "s", TOPIC.format("shell.run"))), placed=True
    ),
    "code in a class": Attack("camunda-code", inside(task("serviceTask", "s", 'camunda:class="org.example.Evil"'))),
    "code in a script": Attack(
        "script-task", inside(task("scriptTask", "s", 'scriptFormat="python"', "<bpmn:script>import os</bpmn:script>"))
    ),
    "code in an expression": Attack("juel", SOUND.replace("= limits.verify", "${x.getClass()}", 1).encode()),
    "java in a decision": Attack(
        "dmn-expression-language",
        MODEL.format('<literalExpression expressionLanguage="java"/>').encode(),
        DECISION,
    ),
}  # fmt: skip
KEPT = [name for name, attack in ATTACKS.items() if attack.kept]
THROWN_AWAY = [name for name, attack in ATTACKS.items() if not attack.kept]


@dataclass
class Doors:
    """The tutorial's package with a draft, a writer at the browser and one at a desktop modeler."""

    site: Site
    draft: str
    token: str

    def post(self, path, **given):
        return self.site.as_("writer").post(f"/drafts/{self.draft}/{path}", **given)

    def stored(self, path):
        with self.site.house.database.reading(system(KEY)) as ctx:
            return read_file(ctx, open_draft(ctx, KEY), path) if path != DECISION else None

    def deploy(self, attack):
        name = attack.path.rpartition("/")[2].encode()
        head = b'--cut\r\nContent-Disposition: form-data; name="x"; filename="' + name + b'"\r\n\r\n'
        return self.site.app.test_client().post(
            "/engine-rest/deployment/create",
            data=head + attack.data + b"\r\n--cut--\r\n",
            headers={
                "Authorization": f"Bearer {self.token}",
                "Content-Type": "multipart/form-data; boundary=cut",
            },
        )


@pytest.fixture(scope="module")
def opened(tmp_path_factory, yunxi_template):
    folder = tmp_path_factory.mktemp("security")
    house = open_copy(shutil.copy(yunxi_template, folder / "desk.sqlite"))
    site = Site(application(house), house, house.database.clock)
    with house.database.transaction(system(KEY)) as ctx:
        ctx.session.add(Jurisdiction(key="elsewhere", name="别处", version=0))
        draft = open_draft(ctx, KEY).id
    page = site.as_("writer").post("/me/tokens", data={"name": "x", "days": "7"}).text
    yield Doors(site, draft, re.search(r'value="(dl_[^"]+)"', page)[1])
    house.database.engine.dispose()


@pytest.fixture
def doors(opened):
    """The doors before a draft in which nothing has been changed."""
    yield opened
    for path in (DIAGRAM, FORM):
        put(opened, path, package().resources[path].data)
    put(opened, DECISION, b"", **{"X-Delete": "1"})


def put(doors, path, data, **headers):
    now = doors.site.as_("writer").get(f"/drafts/{doors.draft}/content/{path}")
    seen = now.headers.get("X-Version") or latest(doors, path)
    given = {"X-Base-Version": seen, "Accept": "application/json", **headers}
    return doors.post(f"content/{path}", data=data, headers=given)


def latest(doors, path):
    saves = doors.site.as_("writer").get(f"/drafts/{doors.draft}/saves/{path}").json
    return str(saves[0]["version"]) if saves else "0"


@pytest.mark.parametrize("name", KEPT)
def test_attack_is_told_while_drawing(doors, name):
    attack = ATTACKS[name]

    told = doors.post(f"check/{attack.path}", data=attack.data).json

    assert attack.code in {finding["code"] for finding in told["findings"] if finding["severity"] == "error"}


@pytest.mark.parametrize("name", THROWN_AWAY)
def test_unsafe_file_is_not_even_stored(doors, name):
    attack, before = ATTACKS[name], doors.stored(ATTACKS[name].path)

    answer = put(doors, attack.path, attack.data)

    assert answer.status_code in (413, 422)
    assert answer.json["code"] == attack.code
    assert doors.stored(attack.path) == before


@pytest.mark.parametrize("name", KEPT)
def test_draft_with_the_attack_is_not_submitted(doors, name):
    attack = ATTACKS[name]
    assert put(doors, attack.path, attack.data).status_code == 200

    whole = doors.site.as_("writer").get(f"/drafts/{doors.draft}/check").json
    refused = doors.post("submit", headers={"Accept": "application/json"})

    assert attack.code in {finding["code"] for finding in whole["findings"] if finding["severity"] == "error"}
    assert (refused.status_code, refused.json["code"]) == (422, "bundle-refused")


@pytest.mark.parametrize("name", ATTACKS)
def test_desktop_modeler_cannot_deploy_it(doors, name):
    attack, before = ATTACKS[name], doors.stored(ATTACKS[name].path)

    answer = doors.deploy(attack)

    assert answer.status_code in (400, 413, 422)
    assert attack.code in answer.text
    assert doors.stored(attack.path) == before


@pytest.mark.parametrize("name", [name for name, attack in ATTACKS.items() if not attack.placed])
def test_command_line_refuses_the_file(tmp_path, name):
    attack = ATTACKS[name]
    file = tmp_path / attack.path.rpartition("/")[2]
    file.write_bytes(attack.data)

    answer = CliRunner().invoke(bundle_commands, ["lint", "--json", str(file)])

    (verdict,) = json.loads(answer.output)
    codes = {finding["code"].removeprefix("dmn-") for finding in verdict["findings"]}
    assert not verdict["accepted"]
    assert attack.code.removeprefix("dmn-") in codes


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The tutorial's package as files, beside another jurisdiction."""
    root = tmp_path_factory.mktemp("packages")
    for path, resource in package().resources.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(resource.data)
    (root / "processes" / "elsewhere").mkdir()
    (root / "processes" / "elsewhere" / "jurisdiction.yaml").write_text("key: elsewhere\n")
    return root


@pytest.mark.parametrize("name", [name for name, attack in ATTACKS.items() if attack.placed])
def test_command_line_refuses_the_package(folder, name):
    attack = ATTACKS[name]
    sound = (folder / attack.path).read_bytes()
    (folder / attack.path).write_bytes(attack.data)

    answer = CliRunner().invoke(bundle_commands, ["check", KEY, "--root", str(folder)])
    (folder / attack.path).write_bytes(sound)

    assert answer.exit_code == 1
    assert f"[{attack.code}]" in answer.output


def test_package_that_was_attacked_is_sound_again(doors):
    assert doors.site.as_("writer").get(f"/drafts/{doors.draft}/check").json["errors"] == 0


def test_names_are_shown_as_text(doors):
    evil = SOUND.replace('name="核实灾情"', 'name="&lt;img src=x>&quot;\'"', 1).encode()
    put(doors, DIAGRAM, evil)

    page = doors.site.as_("writer").get(f"/drafts/{doors.draft}/review")

    assert "<img src=x>" not in page.text
