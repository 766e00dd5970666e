"""The frame and the task list."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.web import pages as p

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 22, 3, 13, 48, tzinfo=ZONE)


def at(text: str, *, day: int = 22) -> datetime:
    """A clock time of the night."""
    parts = [int(part) for part in text.split(":")] + [0]
    return NOW.replace(day=day, hour=parts[0], minute=parts[1], second=parts[2])


def clauses(*ids: str) -> tuple[p.Link, ...]:
    return tuple(p.Link(text=one, href=f"/clauses#{one}") for one in ids)


def shell(
    here: str = "tasks", *, now: datetime = NOW, post: str = "应急管理局 值班员", **more: object
) -> p.Shell:
    """The frame of a duty officer."""
    places = (
        p.Place(key="tasks", text="待办", href="/tasks", count=7),
        p.Place(key="emergencies", text="突发事件", href="/emergencies", short="事件"),
        p.Place(key="forces", text="力量", href="/forces"),
        p.Place(key="papers", text="文书", href="/papers"),
        p.Place(key="me", text="我", href="/me"),
    )
    fields: dict[str, object] = {
        "jurisdiction": "荣成市",
        "now": now,
        "places": places,
        "here": here,
        "post": post,
        "me_url": "/me",
        "chain_head": "9f3c 71ae 04d2",
    }
    return p.Shell(**{**fields, **more})  # type: ignore[arg-type]  # a sample may replace any field


RAIL = (
    p.RailSection(
        title="办理",
        items=(
            p.RailItem(text="待我办理", href="/tasks", count="7", current=True),
            p.RailItem(text="本组可签收", href="/tasks?list=group", count="12"),
            p.RailItem(text="我已办结", href="/tasks?list=done", count="今天 9"),
        ),
    ),
    p.RailSection(
        title="盯紧",
        items=(
            p.RailItem(text="逾期", href="/tasks?due=over", count="1", mark=p.Mark.LATE),
            p.RailItem(text="一小时内到期", href="/tasks?due=hour", count="4", mark=p.Mark.DUE),
        ),
    ),
    p.RailSection(
        title="演练（单独计数）",
        items=(p.RailItem(text="桌面推演", href="/tasks?list=drill", count="3", drill=True),),
    ),
)

PLAN_ROWS = (
    p.PlanRow(
        rank=1,
        name="冷链企业专职救援队",
        kind="企业",
        distance="4.2 km",
        arrival="9 分",
        crew="12 人，重型防化服 6",
        reason="最近，专业相符；值班在岗",
    ),
    p.PlanRow(
        rank=2,
        name="环境应急监测队",
        kind="政府",
        distance="11.8 km",
        arrival="20 分",
        crew="5 人，便携检测仪 4",
        reason="全市唯一具备氨气连续监测",
    ),
    p.PlanRow(
        rank=3,
        name="危化品堵漏专业队",
        kind="企业",
        distance="23.5 km",
        arrival="31 分",
        crew="8 人，带压堵漏工具 2 套",
        reason="按退回意见补第二支堵漏力量",
        tag="added",
    ),
    p.PlanRow(
        rank=4,
        name="液氨工艺专家组",
        kind="专家",
        distance="远程",
        arrival="3 分",
        crew="2 人，视频会商",
        reason="名册内在线；辅助决策",
    ),
    p.PlanRow(
        rank=None,
        name="滨海化工气防站",
        kind="企业",
        distance="8.7 km",
        arrival="15 分",
        crew="9 人，气防车 1",
        reason="**气防车检修至 06:00**，03:05 电话核实",
        tag="nearer",
    ),
    p.PlanRow(
        rank=None,
        name="海湾公益救援队",
        kind="社会",
        distance="6.1 km",
        arrival="12 分",
        crew="20 人，无防化装备",
        reason="装备不符，转为外围疏散备用",
    ),
)


def row(number: int, name: str, emergency: str, due: p.Deadline, **more: object) -> p.TaskRow:
    verb = more.pop("verb", p.Verb.CLAIM)
    mine = verb is p.Verb.OPEN
    fields: dict[str, object] = {
        "id": f"t{number}",
        "href": f"/tasks/t{number}",
        "name": name,
        "emergency": emergency,
        "deadline": due,
        "owner": "我" if mine else "应急值守处置科",
        "since": "3 人可签收",
        "verb": verb,
        "claim_url": "" if mine else f"/tasks/t{number}/claim",
        "unclaim_url": f"/tasks/t{number}/unclaim" if mine else "",
        "preview_url": f"/tasks/t{number}/preview",
        "level": "一般",
    }
    return p.TaskRow(**{**fields, **more})  # type: ignore[arg-type]  # a sample may replace any field


LEAK = "石岛某冷藏厂液氨泄漏"
ROWS = {
    p.GroupKey.OVERDUE: (
        row(
            1,
            "处理：力量未确认出动指令",
            "某林场烟点",
            p.Deadline(due=at("03:11"), after="已上报"),
            urgent=True,
            fact="森林消防一队 16 号令",
        ),
    ),
    p.GroupKey.HOUR: (
        row(
            2,
            "审批调用方案",
            LEAK,
            p.Deadline(due=at("03:18"), limit=timedelta(minutes=10)),
            verb=p.Verb.OPEN,
            urgent=True,
            level="较大",
            fact="03:08 第 2 次送审",
            since="03:09 签收",
        ),
        row(
            3,
            "续报灾情信息",
            LEAK,
            p.Deadline(due=at("03:35")),
            verb=p.Verb.OPEN,
            level="较大",
            fact="首报 03:02",
            since="03:05 签收",
        ),
        row(4, "核实救援需求", "俚岛镇近岸渔船失去联系", p.Deadline(due=at("03:52")), fact="海洋部门抄报"),
        row(5, "登记报备回执", LEAK, p.Deadline(due=at("04:06")), level="较大", fact="2 个部门待回"),
    ),
    p.GroupKey.TODAY: (
        row(
            6,
            "审核补偿意见",
            "崖头街道地下车库积水抽排",
            p.Deadline(due=at("17:30")),
            verb=p.Verb.OPEN,
            fact="住建部门提报",
            since="昨天 16:10 签收",
        ),
    ),
    p.GroupKey.LATER: (
        row(
            7,
            "核实力量普查表",
            "力量普查（2026 年度）",
            p.Deadline(due=at("12:00", day=30)),
            verb=p.Verb.OPEN,
            level="",
            fact="好运角 23 支，4 处待核",
            since="11 月 19 日签收",
        ),
    ),
    p.GroupKey.DRILL: (
        row(
            8, "审批调用方案", "某加油站油气泄漏", p.Deadline(due=at("04:14")), drill=True, fact="03:00 送来"
        ),
    ),
}

PREVIEW = p.TaskPreview(
    id="t2",
    name="审批调用方案",
    emergency=LEAK,
    level="较大",
    urgent=True,
    deadline=p.Deadline(due=at("03:18"), limit=timedelta(minutes=10), after="到时上报值班领导"),
    open_url="/tasks/t2",
    unclaim_url="/tasks/t2/unclaim",
    decision="同意后，消防救援大队立即向 **4 支力量**各下达一份出动指令，并**同时**报备 3 个行业主管部门。",
    forces=PLAN_ROWS[:4],
    warning="较近的“气防站”未选：气防车检修至 06:00。",
    returned=p.Quote(text="堵漏力量只有一支，请补第二支或说明理由。", source="应急管理局 值班领导 03:04"),
    why="应急值守处置科夜班；拟定人不得自批",
    why_clauses=clauses("RC-06"),
)


def task_list() -> p.TaskListPage:
    return p.TaskListPage(
        title="待我办理",
        total=7,
        overdue=1,
        rail=RAIL,
        groups=tuple(
            p.TaskGroup(
                key=key,
                rows=rows,
                more=p.Link(text="另有 2 件", href="/tasks?list=drill") if key == "drill" else None,
            )
            for key, rows in ROWS.items()
        ),
        updated=at("03:13:45"),
        search_url="/tasks",
        poll_url="/tasks/poll",
        sorts=(
            p.RailItem(text="到期先后", href="/tasks?sort=due", current=True),
            p.RailItem(text="按级别", href="/tasks?sort=level"),
        ),
        preview=PREVIEW,
    )


def empty_list() -> p.TaskListPage:
    return p.TaskListPage(
        title="待我办理",
        total=0,
        overdue=0,
        rail=RAIL,
        groups=(),
        updated=at("04:52:08"),
        search_url="/tasks",
        poll_url="/tasks/poll",
        doors=(p.Action(text="看正在处置的 1 件", href="/emergencies"),),
    )


TIMELINE = (
    p.TimelineEntry(at=at("03:09"), mark=p.Mark.NOW, act="您签收"),
    p.TimelineEntry(
        at=at("03:08"),
        mark=p.Mark.NOT_YET,
        act="消防救援大队 值班员 再次送审",
        note="增 1 支，到场时间改为 03:50",
    ),
    p.TimelineEntry(
        at=at("03:04"),
        mark=p.Mark.RETURNED,
        act="值班领导 退回",
        quote="堵漏力量只有一支，请补第二支或说明理由。",
    ),
    p.TimelineEntry(at=at("03:00"), mark=p.Mark.NOT_YET, act="消防救援大队 值班员 送审", note="3 支力量"),
    p.TimelineEntry(at=at("02:53"), mark=p.Mark.DONE, act="研判：需要其他力量"),
    p.TimelineEntry(at=at("02:47"), mark=p.Mark.DONE, act="接报", note="公安抄报应急局与消防"),
)

CRUMBS = (
    p.Crumb(text="待办", href="/tasks"),
    p.Crumb(text=LEAK, href="/emergencies/1"),
    p.Crumb(text="2026-1122-003"),
)
