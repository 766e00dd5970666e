"""Forms of the pages."""

import json
from pathlib import Path
from typing import Any

from app.web import pages as p
from tests.web.samples.tasks import at

OPINION: dict[str, Any] = {
    "type": "default",
    "id": "opinion",
    "schemaVersion": 19,
    "components": [
        {
            "type": "radio",
            "id": "f1",
            "key": "decision",
            "label": "审批结果",
            "validate": {"required": True},
            "properties": {"outcome": "true"},
            "values": [{"label": word, "value": word} for word in ("同意", "退回", "不同意")],
            "layout": {"row": "r0", "columns": None},
        },
        {
            "type": "textarea",
            "id": "f2",
            "key": "remark",
            "label": "审批意见",
            "description": "同意可以不写。",
            "validate": {"maxLength": 500},
            "conditional": {"hide": '= decision != "同意"'},
            "layout": {"row": "r1", "columns": 11},
        },
        {
            "type": "textarea",
            "id": "f3",
            "key": "opinion",
            "label": "让对方改什么",
            "description": "退回后 15 分钟内应再送审。您的时限停表，退回期间另计。",
            "validate": {"required": True, "minLength": 5, "maxLength": 500},
            "conditional": {"hide": '= decision = "同意"'},
            "layout": {"row": "r1", "columns": 11},
        },
        {
            "type": "textfield",
            "id": "f4",
            "key": "arrive_by",
            "label": "要求到场时间",
            "description": "上次送审：04:00",
            "validate": {
                "required": True,
                "pattern": "^[0-2][0-9]:[0-5][0-9]$",
                "patternErrorMessage": "请写成时:分，如 03:50",
            },
            "layout": {"row": "r1", "columns": 5},
        },
        {
            "type": "checkbox",
            "id": "f5",
            "key": "call",
            "label": "同意后电话通知值班领导",
            "layout": {"row": "r2", "columns": None},
        },
        {
            "type": "radio",
            "id": "f6",
            "key": "channel",
            "label": "怎么通知",
            "validate": {"required": True},
            "values": [{"label": word, "value": word} for word in ("短信", "电话")],
            "layout": {"row": "r3", "columns": None},
        },
    ],
}


FORMS = Path(__file__).resolve().parents[3] / "forms"
RANKED = [
    {
        "id": "cold-chain",
        "name": "冷链企业专职救援队",
        "kind": "企业",
        "distance_km": 4.2,
        "state": "值班在岗",
    },
    {"id": "gas-rescue", "name": "滨海化工气防站", "kind": "企业", "distance_km": 8.7, "state": "检修"},
]


def shipped(name: str, text: str, **data: Any) -> p.FormIsland:
    """A form of the package, as its task shows it."""
    document = json.loads((FORMS / f"{name}.form").read_text())
    return p.FormIsland(
        document=document,
        data=data,
        submit_url="/tasks/t2/complete",
        outcomes=(p.Outcome(value="", text=text),),
    )


def approval(**more: Any) -> p.FormIsland:
    fields: dict[str, Any] = {
        "document": OPINION,
        "data": {
            "remark": "同意。堵漏专业队途中请先与现场专家组连线。",
            "arrive_by": "03:50",
            "call": True,
            "channel": "短信",
        },
        "submit_url": "/tasks/t2/complete",
        "draft_url": "/tasks/t2/draft",
        "draft_key": "task-t2",
        "draft_saved": at("03:13:41"),
        "outcome_key": "decision",
        "revision": "7",
        "quick": (("remark", "同意，按方案执行"), ("remark", "请补充力量理由")),
        "outcomes": (
            p.Outcome(value="同意", text="同意并下达 4 份指令"),
            p.Outcome(
                value="退回",
                text="退回修改",
                kind="plain",
                dialog=p.OutcomeDialog(
                    title="退回消防救援大队修改",
                    hint="退回后 15 分钟内应再送审。您的时限停表，退回期间另计。",
                    target_key="back_to",
                    target_label="退回到",
                    targets=(("draft_plan", "拟定调用方案（消防救援大队 值班员）"),),
                    reason_key="opinion",
                    reason_label="让对方改什么（必填）",
                    foot="不会下达任何指令",
                ),
            ),
            p.Outcome(value="不同意", text="不同意", kind="refuse"),
        ),
    }
    return p.FormIsland(**{**fields, **more})


def stepper(key: str, label: str, unit: str) -> dict[str, Any]:
    return {
        "type": "number",
        "id": f"n_{key}",
        "key": key,
        "label": label,
        "decimalDigits": 0,
        "appearance": {"suffixAdorner": unit},
        "validate": {"required": True, "min": 0, "max": 999},
        "layout": {"row": f"r_{key}", "columns": None},
    }


def phone_form(*components: dict[str, Any], outcomes: tuple[p.Outcome, ...], **data: Any) -> p.FormIsland:
    return p.FormIsland(
        document={"type": "default", "id": "order", "schemaVersion": 19, "components": list(components)},
        data=data,
        submit_url="/tasks/t2/complete",
        outcomes=outcomes,
        outcome_key="answer" if len(outcomes) > 1 else "",
    )


MISSING = {
    "type": "textfield",
    "id": "missing",
    "key": "missing",
    "label": "少了人，人在哪里",
    "description": "人数和出发时不同，请写明去向",
    "validate": {"required": True, "maxLength": 200},
    "conditional": {"hide": "= people = 8"},
    "layout": {"row": "r_missing", "columns": None},
}
REASON = {
    "type": "textarea",
    "id": "reason",
    "key": "reason",
    "label": "不能执行的原因",
    "validate": {"required": True, "minLength": 5},
    "conditional": {"hide": '= answer = "确认"'},
    "layout": {"row": "r_reason", "columns": None},
}
