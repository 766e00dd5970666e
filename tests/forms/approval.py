"""The form of an approval, as the packages use it, for the tests of views and differences."""

from datetime import datetime

from app.core.clock import SHANGHAI
from app.forms import Form, compile_form

NOW = datetime(2026, 11, 22, 3, 16, tzinfo=SHANGHAI)


def approval(**changes) -> Form:
    return compile_form(document(**changes))


def document(**changes) -> dict:
    found = {
        "type": "default",
        "schemaVersion": 19,
        "components": [
            {"type": "text", "id": "Facts", "text": "事件：{{case.title}}，{{#if drill}}演练{{/if}}"},
            {
                "type": "textfield",
                "id": "Place",
                "key": "place",
                "label": "地点",
                "validate": {"required": True},
            },
            {
                "type": "number",
                "id": "People",
                "key": "people",
                "label": "人数",
                "appearance": {"suffixAdorner": "人"},
                "defaultValue": "=need + 1",
            },
            {"type": "select", "id": "Unit", "key": "unit", "label": "单位", "valuesKey": "units"},
            {
                "type": "radio",
                "id": "Decision",
                "key": "decision",
                "label": "审批结果",
                "validate": {"required": True},
                "properties": {"outcome": "true"},
                "values": [{"label": "同意", "value": "approve"}, {"label": "退回修改", "value": "return"}],
            },
            {
                "type": "dynamiclist",
                "id": "Forces",
                "path": "forces",
                "label": "力量",
                "defaultRepetitions": 0,
                "components": [
                    {"type": "textfield", "id": "Name", "key": "name", "label": "名称"},
                    {"type": "checkbox", "id": "Boat", "key": "boat", "label": "有船"},
                    {
                        "type": "datetime",
                        "id": "Due",
                        "key": "due",
                        "subtype": "datetime",
                        "dateLabel": "到场",
                        "timeInterval": 1,
                        "timeSerializingFormat": "utc_offset",
                    },
                    {
                        "type": "checklist",
                        "id": "Kit",
                        "key": "kit",
                        "label": "装备",
                        "values": [{"label": "泵", "value": "pump"}, {"label": "绳", "value": "rope"}],
                    },
                    {"type": "button", "id": "Inner", "action": "reset", "label": "重置"},
                ],
            },
            {"type": "button", "id": "Send", "action": "submit", "label": "提交"},
        ],
    }
    return {**found, **changes}
