"""The lists that the top bar leads to, and the start of a process."""

from dataclasses import replace
from datetime import timedelta

from app.web import pages as p
from tests.web.samples.forms import RANKED, approval, shipped
from tests.web.samples.instance import PAPERS
from tests.web.samples.tasks import LEAK, at, clauses

Mark = p.Mark
D, R = Mark.DONE, Mark.RUNNING


def emergencies() -> p.EmergenciesPage:
    return p.EmergenciesPage(
        title="突发事件",
        summary="正在处置 2 件，演练 1 件",
        search_url="/emergencies",
        tabs=(
            p.Tab(text="正在处置", href="/emergencies", count=2, current=True),
            p.Tab(text="已结束", href="?done=1", count=18),
            p.Tab(text="演练", href="?drill=1", count=1),
        ),
        start=p.Action(text="接报", href="/start", primary=True, icon=p.Icon.PLUS),
        rows=(
            p.EmergencyRow(
                href="/emergencies/1",
                no="2026-1122-003",
                title=LEAK,
                kind="危化品和工贸",
                level="较大",
                mark=R,
                state="正在处置",
                started=at("02:47"),
                steps="各力量行动 4，现场指挥",
                urgent=True,
                incidents=1,
                deadline=p.Deadline(due=at("03:18"), limit=timedelta(minutes=10)),
            ),
            p.EmergencyRow(
                href="/emergencies/2",
                no="2026-1121-002",
                title="俚岛镇近岸渔船失去联系",
                kind="海上突发事件",
                level="一般",
                mark=R,
                state="正在处置",
                started=at("22:10", day=21),
                steps="核实救援需求",
            ),
            p.EmergencyRow(
                href="/emergencies/3",
                no="演 2026-007",
                title="某加油站油气泄漏",
                kind="危化品和工贸",
                mark=D,
                state="已结束",
                started=at("01:00"),
                ended=at("02:30"),
                drill=True,
            ),
        ),
    )


def forces() -> p.ForcesPage:
    return p.ForcesPage(
        title="力量",
        summary="23 支，在岗 19",
        search_url="/forces",
        tabs=(
            p.Tab(text="全部", href="/forces", count=23, current=True),
            p.Tab(text="企业", href="?kind=1", count=11),
        ),
        rows=(
            p.ForceListRow(
                name="冷链企业专职救援队",
                kind="企业",
                skills="液氨泄漏处置、堵漏",
                crew="12 人，重型防化服 6",
                place="石岛管理区",
                contact="联络员 甲",
                phone="000-0001",
                mark=D,
                state="在岗",
                regulator="工信部门",
                href="/forces/1",
            ),
            p.ForceListRow(
                name="滨海化工气防站",
                kind="企业",
                skills="气体防护、侦检",
                crew="9 人，气防车 1",
                place="滨海工业园",
                contact="联络员 乙",
                phone="000-0002",
                mark=Mark.DUE,
                state="装备检修",
                note="气防车检修至 06:00",
                regulator="工信部门",
            ),
            p.ForceListRow(
                name="环境应急监测队",
                kind="政府",
                skills="大气、水质连续监测",
                crew="5 人，便携检测仪 4",
                place="市区",
                contact="联络员 丙",
                phone="000-0003",
                mark=R,
                state="出动中",
                regulator="生态环境部门",
            ),
        ),
    )


def papers() -> p.PapersPage:
    return p.PapersPage(
        title="文书",
        rows=PAPERS,
        summary="9 份",
        search_url="/papers",
        tabs=(
            p.Tab(text="全部", href="/papers", current=True),
            p.Tab(text="出动指令", href="?kind=order", count=4),
        ),
    )


def start() -> p.StartPage:
    return p.StartPage(
        title="启动流程",
        crumbs=(p.Crumb(text="突发事件", href="/emergencies"), p.Crumb(text="启动流程")),
        choices=(
            p.StartChoice(
                name="接报：应急救援力量调度",
                href="/start/dispatch",
                text="接到灾情，向市委市政府报告，抄报应急局和消防大队。",
                clauses=clauses("RC-01", "RC-02"),
            ),
            p.StartChoice(
                name="力量普查", href="/start/census", text="一年一次，各行业主管部门填报，市局审核。"
            ),
        ),
    )


def start_form() -> p.StartFormPage:
    return p.StartFormPage(
        title="接报：应急救援力量调度",
        crumbs=(p.Crumb(text="启动流程", href="/start"), p.Crumb(text="接报")),
        form=approval(
            outcomes=(p.Outcome(value="", text="报送并抄报 2 家"),),
            outcome_key="",
            quick=(),
            draft_key="start",
            title="首报",
        ),
        consequences_title="按下“报送”，系统立即做两件事",
        consequences=(
            p.Consequence(
                text="报送**市委市政府**，抄报市应急管理局、市消防救援大队", clauses=clauses("RC-01")
            ),
            p.Consequence(text="开始计时：消防救援大队 10 分钟内研判"),
        ),
    )


def me() -> p.MePage:
    return p.MePage(
        name="应急管理局 值班员",
        facts=(
            p.Fact(label="单位", value="市应急管理局 应急值守处置科"),
            p.Fact(label="候选组", value="应急值守处置科、夜班"),
        ),
        sign_ins=(
            p.SignInRow(browser="Edge · Windows", note="10.20.1.5 · 2026-11-22 02:40 起 · 就是这里"),
            p.SignInRow(
                browser="Chrome · Android",
                note="2001:db8:85a3::8a2e:370:7334 · 2026-11-21 18:02 起",
                end_url="/me/sign-ins/1/end",
            ),
        ),
        sign_out_url="/sign-out",
        keys_url="/me/keys",
        language=p.Link(text="English", href="/language/en"),
        password_url="/me/password",
        tokens=p.TokenPart(
            rows=(
                p.TokenRow(
                    name="办公室台式机",
                    until="2027-02-20 前有效",
                    used="上次使用 2026-11-22 02:47",
                    over=False,
                    revoke_url="/me/tokens/1/revoke",
                ),
            ),
            days=(7, 30, 90),
            address="https://example.org/engine-rest",
            add_url="/me/tokens",
            made="dl_an-example-of-a-token-that-opens-nothing-x",
        ),
    )


def shipped_form(file: str, text: str) -> p.StartFormPage:
    """A form of the package with little known yet."""
    form = shipped(
        file,
        text,
        ranked=RANKED,
        emergency={"type": "危化品和工贸", "level": "较大", "place": {"name": "某冷藏厂"}},
    )
    return p.StartFormPage(title=text, form=replace(form, draft_key=file), drill_choice=False)
