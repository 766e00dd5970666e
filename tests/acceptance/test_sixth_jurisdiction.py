"""A sixth jurisdiction, made of files alone in an empty folder, is checked, deployed and run to its end.

It has what the others have: a limit, a decision, forms, a register with an owner, an order of its own, a report
and a scenario. No line of Python is written for it.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from app.bundle import Bundle, load_bundle
from app.bundle.coverage import clause_coverage
from app.bundle.ways import FLOW, RULE
from app.config import Config
from app.core.actor import Actor, ActorKind, system
from app.core.clock import SetClock
from app.history.verify import verify
from app.printouts.models import Paper
from app.printouts.pool import RenderPool
from app.registries.entries import find
from app.reports.definition import report_of
from app.reports.figures import figures
from app.reports.sources import Asked
from app.repository.deployments import current
from app.runtime.jobs import Kept
from app.runtime.models import ProcessInstance
from app.worker.house import House, open_house
from app.worker.provisioning import deploy, furnish
from app.worker.scenarios.coverage import scenario_coverage
from app.worker.scenarios.play import Play
from app.worker.soundness import check_package
from tests.engine.diagrams import bpmn

ROOT = Path(__file__).resolve().parents[2]
KEY = "sixth"

MANIFEST = """\
key: sixth
name: 第六县
short_name: 第六
division_code: "000006"
parent: 上级应急管理部门
units:
  - {key: bureau, name: 县应急管理局}
  - {key: team, name: 样例救援队, kind: social}
groups:
  - {key: duty, name: 应急管理局值班, unit: bureau, clauses: [SX-01]}
  - {key: chief, name: 应急管理局带班领导, unit: bureau}
  - {key: force-team, name: 样例救援队联络员, unit: team}
numbering:
  order: {code: 六应调}
people:
  - {login: duty, name: 县应急管理局 值班员, unit: bureau, groups: [duty], roles: [staff]}
  - {login: chief, name: 县应急管理局 带班领导, unit: bureau, groups: [chief], roles: [staff]}
  - {login: team, name: 样例救援队 联络员, unit: team, groups: [force-team], roles: [contact]}
"""
SETTINGS = "limits: {draft: PT15M, approve: PT10M, answer: PT20M, review: P90D}\nfigures: {on_time: 0.9}\n"
CLAUSES = """\
- {id: SX-01, at: 第一条, must: 应急管理局值班, carrier: [role]}
- {id: SX-02, at: 第二条, must: 调用力量须经带班领导同意, carrier: [process, form]}
- {id: SX-03, at: 第三条, must: 下达调令, carrier: [process, printout]}
- {id: SX-04, at: 第四条, must: 按等级定响应, carrier: [decision]}
- {id: SX-05, at: 第五条, must: 力量入库, carrier: [registry]}
- {id: SX-06, at: 第六条, must: 统计确认用时, carrier: [report]}
"""
DIAGRAM = """
process sixth-dispatch "力量调度"
start start "接报"
user draft "拟定" form=draft groups=duty due="= limits.draft"
rule level "定响应等级" decision=sixth-level result=response
user approve "审批" form=approval groups=chief due="= limits.approve" clause=SX-02 notBy=draft
xor decided "同意？"
service order "下达调令" topic=printout.issue param.printout=order param.to=force-team param.task="= task" \
res.number="= number" clause=SX-03
user answer "确认" form=answer groups=force-team due="= limits.answer"
service state "登记出动" topic=registry.write param.registry=forces param.id=team param.state=外出
end done "结束"
end refused "不予调用"
start > draft > level > approve > decided
decided > order : decision = "同意"
decided > refused : *
order > answer > state > done
"""
LEVEL = """\
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="sixth">
<inputData id="in" name="emergency"><variable id="v0" name="emergency"/></inputData>
<decision id="sixth-level" name="响应等级"><description>SX-04 按等级定响应</description>
<variable id="v" name="响应等级"/>
<informationRequirement id="r"><requiredInput href="#in"/></informationRequirement>
<decisionTable id="level_table" hitPolicy="FIRST">
<input id="i"><inputExpression id="ie"><text>emergency.level</text></inputExpression></input>
<output id="o" name="response"/>
<rule id="high"><inputEntry id="a"><text>"较大"</text></inputEntry><outputEntry id="b"><text>"县级"</text></outputEntry>
</rule>
<rule id="low"><inputEntry id="c"><text>-</text></inputEntry>
<outputEntry id="e"><text>"乡镇"</text></outputEntry></rule>
</decisionTable></decision></definitions>
"""
FORMS = {
    "draft": """{"type": "default", "components": [
      {"type": "textfield", "id": "a", "key": "emergency.title", "label": "事件"},
      {"type": "select", "id": "b", "key": "emergency.level", "label": "等级",
       "values": [{"label": "一般", "value": "一般"}, {"label": "较大", "value": "较大"}]},
      {"type": "textarea", "id": "c", "key": "task", "label": "任务", "validate": {"required": true}}]}""",
    "approval": """{"type": "default", "components": [
      {"type": "radio", "id": "a", "key": "decision", "label": "审批", "validate": {"required": true},
       "values": [{"label": "同意", "value": "同意"}, {"label": "不同意", "value": "不同意"}],
       "properties": {"outcome": "true", "clause": "SX-02"}}]}""",
    "answer": """{"type": "default", "components": [
      {"type": "textfield", "id": "a", "key": "leader", "label": "带队", "validate": {"required": true}}]}""",
    "registries/forces": """{"type": "default",
      "properties": {"title": "力量台账", "key": "id", "columns": "name state", "owner": "duty",
                     "staleAfter": "review"},
      "components": [
      {"type": "textfield", "id": "a", "key": "id", "label": "编号", "validate": {"required": true}},
      {"type": "textfield", "id": "b", "key": "name", "label": "名称", "properties": {"clause": "SX-05"}},
      {"type": "select", "id": "c", "key": "state", "label": "状态",
       "values": [{"label": "在岗", "value": "在岗"}, {"label": "外出", "value": "外出"}]}]}""",
}
ORDER = {
    "printout.yaml": "kind: order\ntitle: 调令\nsheet: official\nissuer: bureau\nseries: order\nclauses: [SX-03]\n"
    "fields:\n  - {name: task, label: 任务}\n",
    "template.html": '{% extends "_base/official.html" %}\n{% block title %}关于调用救援力量的调令{% endblock %}\n'
    "{% block body %}<p>{{ task | sentence }}</p>{% endblock %}\n",
    "sample.json": '{"task": "赴现场搜救", "to": "样例救援队"}',
}
REPORT = """\
title: 确认用时
clauses: [SX-06]
source: tasks
where: =element = "answer" and completed_at != null
measures:
  - {label: 件数, measure: count}
  - {label: 确认用时, measure: median, of: =completed_at - opened_at, target: "<= limits.answer"}
  - {label: 按时率, measure: share, of: =not(late), target: ">= figures.on_time"}
"""
AGREED = """\
name: 同意调用
process: sixth-dispatch
given: {at: "2026-11-22T02:47:10+08:00", variables: {}}
steps:
  - {who: duty, task: draft, values: {emergency: {title: 山洪, level: 较大}, task: 转移群众}}
  - {who: chief, task: approve, outcome: 同意, values: {}}
  - {who: team, task: answer, values: {leader: 队长}}
expect:
  status: completed
  papers: {order: 1}
  path: [draft, approve, order, answer, done]
  registry: {forces: {team: {state: 外出}}}
  log: [paper.issue, registry.change]
"""
REFUSED = """\
name: 不予调用
process: sixth-dispatch
given: {at: "2026-11-22T02:47:10+08:00", variables: {}}
steps:
  - {who: duty, task: draft, values: {emergency: {title: 小火, level: 一般}, task: 灭火}}
  - {who: chief, task: approve, outcome: 不同意, values: {}}
expect: {status: completed, papers: {order: 0}, path: [refused], registry: {forces: {team: {state: 在岗}}}}
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the shared sheet of papers and nothing else, in which the package is written."""
    folder = tmp_path_factory.mktemp("root")
    shutil.copytree(ROOT / "printouts/_base", folder / "printouts/_base")
    files = {
        f"processes/{KEY}/jurisdiction.yaml": MANIFEST,
        f"processes/{KEY}/settings.yaml": SETTINGS,
        f"processes/{KEY}/clauses.yaml": CLAUSES,
        f"processes/{KEY}/sixth-dispatch.bpmn": bpmn(DIAGRAM).decode(),
        f"processes/{KEY}/sixth-level.dmn": LEVEL,
        f"processes/{KEY}/registry/forces.yaml": "- {id: team, name: 样例救援队, state: 在岗}\n",
        f"processes/{KEY}/scenarios/agreed.yaml": AGREED,
        f"processes/{KEY}/scenarios/refused.yaml": REFUSED,
        f"printouts/{KEY}/answer-time/report.yaml": REPORT,
        **{f"forms/{KEY}/{name}.form": text for name, text in FORMS.items()},
        **{f"printouts/{KEY}/order/{name}": text for name, text in ORDER.items()},
    }
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder


@pytest.fixture
def bundle(root: Path) -> Bundle:
    return load_bundle(root, KEY)


@pytest.fixture
def sixth(root: Path, bundle: Bundle, database_url: str, tmp_path: Path, clock: SetClock) -> Iterator[House]:
    """An installation that knows the sixth jurisdiction and no other."""
    config = Config(data_dir=tmp_path, database_url=database_url, assets_dir=root, testing=True)
    house = open_house(config, Kept, clock)
    with house.database.transaction(Actor(ActorKind.CLI, "cli", "命令行", KEY)) as ctx:
        deploy(ctx, bundle)
        furnish(ctx, bundle, "made for one test")
    with RenderPool(1) as pool:
        house.shared[RenderPool] = pool
        yield house
    house.database.engine.dispose()


def test_its_files_are_sound_and_every_clause_is_carried(bundle: Bundle) -> None:
    assert [str(finding) for finding in check_package(bundle)] == []
    assert [one.clause.id for one in clause_coverage(bundle) if one.missing] == []


def test_its_scenarios_take_every_way(bundle: Bundle, root: Path, tmp_path: Path) -> None:
    found = scenario_coverage(Config(data_dir=tmp_path, assets_dir=root, testing=True), bundle)

    assert (found.failed, found.missed) == ((), ())
    assert (found.share(FLOW), found.share(RULE)) == ((9, 9), (2, 2))


def test_it_runs_to_its_end_with_its_own_order(sixth: House, clock: SetClock, bundle: Bundle) -> None:
    play = Play(sixth, clock, KEY, "agreed")

    play.run(bundle.scenarios["agreed"])

    with sixth.database.reading(system(KEY)) as ctx:
        assert ctx.session.get_one(ProcessInstance, play.instance_id).status == "completed"
        paper = ctx.session.scalars(select(Paper)).one()
        assert (paper.number, paper.recipient, paper.status) == (
            "六应调〔2026〕1号",
            "样例救援队",
            "delivered",
        )
        entry = find(ctx, KEY, "forces", "team")
        assert entry is not None
        assert entry.data["state"] == "外出"
        assert verify(ctx, KEY).broken is None
        shown = figures(ctx, report_of(bundle, "answer-time"), Asked(current(ctx, KEY)))
        assert [(figure.text, figure.met) for figure in shown.total.figures] == [
            ("1", None), ("0.7 分", True), ("100%（1/1）", True),
        ]  # fmt: skip
