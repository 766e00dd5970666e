"""Sign in, an incident, a refusal."""

from datetime import timedelta

from app.web import pages as p
from tests.web.samples.tasks import CRUMBS, LEAK, at, clauses

Mark = p.Mark
D, R = Mark.DONE, Mark.RUNNING


def sign_in(note: p.Note | None = None) -> p.SignInPage:
    return p.SignInPage(
        system="荣成市应急救援力量联调联战 · 调度指挥",
        action="/sign-in",
        account="yj-zhiban",
        note=note,
        stay_text="值班专用机：保持登录到 08:00 交班",
        doors=(
            (p.Link(text="忘记口令", href="/help#password"), "由本单位管理员重置，夜间找总值班室"),
            (p.Link(text="核验一份文书", href="/verify"), "任何人可查，不需要登录"),
        ),
        statuses=(
            p.SystemStatus(name="服务", mark=D, state="正常"),
            p.SystemStatus(name="短信", mark=D, state="正常", note="最近一条 02:58 送达"),
            p.SystemStatus(name="操作记录", mark=D, state="连续，无断点", note="03:00 校验"),
        ),
        notices=("11 月 25 日 09:00—11:00 全市综合演练。演练文书带“演练”字样，单独编号，短信不发出本系统。",),
        rules="一人一号。谁登录、谁办理、代谁办理，都写进操作记录，不能删改。连续 5 次口令错误，账号停用 10 分钟。",
        footer="荣成市应急管理局 · 机制依据：荣成市人民政府办公室 2020 年 7 月 18 日实施方案 · 版本 1.4.0",
    )


def incident() -> p.IncidentPage:
    again = p.Action(text="立即重发", href="/incidents/1/again", post=True)
    return p.IncidentPage(
        title="下达出动指令：2 条短信没有发出",
        crumbs=(
            p.Crumb(text="突发事件", href="/emergencies"),
            p.Crumb(text=LEAK, href="/emergencies/1"),
            p.Crumb(text="异常 1"),
        ),
        subtitle="系统故障，不是突发事件。流程停在“下达出动指令”，文书已生成、编号已用。",
        first=p.Note(
            tone=p.Tone.STOP,
            title="先打电话，不要等系统",
            text="环境应急监测队、危化品堵漏专业队**可能还不知道**要出动。指令已生成，可以照着念，对方确认后在这里补登。",
            actions=(
                p.Action(text="电话下达并补登", href="/incidents/1/call", primary=True, icon=p.Icon.PHONE),
                p.Action(text="看 18、19 号令", href="/papers/18", icon=p.Icon.FILE),
            ),
        ),
        channels=("短信", "企业微信"),
        deliveries=(
            p.DeliveryRow(
                number="17 号",
                to="冷链企业专职救援队",
                channels=((D, "已送达"), (D, "已读")),
                last="03:14:05",
            ),
            p.DeliveryRow(
                number="18 号",
                to="环境应急监测队",
                channels=((Mark.FAILED, "网关无应答"), (Mark.NOT_YET, "未绑定")),
                last="03:14:35",
                again=again,
            ),
            p.DeliveryRow(
                number="19 号",
                to="危化品堵漏专业队",
                channels=((Mark.FAILED, "网关无应答"), (R, "已送达，未读")),
                last="03:14:36",
                again=again,
            ),
        ),
        deliveries_note="系统每 30 秒自动再试，已 2 次",
        facts=(
            p.Fact(label="异常号", value="INC-20261122-0007"),
            p.Fact(label="代码", value="短信网关在 5 秒内没有应答"),
            p.Fact(label="环节", value="下达出动指令（第 7 版）· 已试 2 次，下次 03:15:05，共试 10 次"),
            p.Fact(label="影响", value="只停这 2 支；另 2 支和 3 家报备照常往下走"),
        ),
        details="SmsGatewayTimeout: no answer within 5 s\n  at printout.issue[issue]",
        actions=(p.Action(text="再试一次", href="/incidents/1/retry", post=True),),
    )


def refused() -> p.ErrorPage:
    return p.ErrorPage(
        status=403,
        crumbs=CRUMBS[:2],
        title="这份方案是您拟定的，不能由您审批",
        nothing_happened="没有产生任何变化。",
        text="您刚才按的“同意”没有生效，这次尝试已记入操作记录。",
        facts=(
            p.Fact(label="规定", value="拟定人不得自批，代办、委派、替班也不行", clauses=clauses("RC-06")),
            p.Fact(label="谁能批", value="应急值守处置科夜班 3 人，现在 2 人在线"),
            p.Fact(
                label="时限",
                value="",
                deadline=p.Deadline(
                    due=at("03:23:08"), limit=timedelta(minutes=30), after="到时上报值班领导"
                ),
            ),
        ),
        kept=p.KeptText(
            title="03:13:58 已由 应急管理局 值班员 同意，您的“退回”没有生效",
            text="您写的意见还在，没有丢：“请补充第二支监测力量。”",
            actions=(p.Action(text="看现在走到哪了", href="/emergencies/1"),),
        ),
        actions=(
            p.Action(text="催应急值守处置科办理", href="/tasks/t2/remind", post=True, primary=True),
            p.Action(text="回到待办", href="/tasks"),
        ),
        reference="REQ-7F3A",
    )
