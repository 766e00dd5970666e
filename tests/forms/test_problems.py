import pytest

from app.forms import FormUnusable, compile_form, problems
from tests.forms.agreement import cases
from tests.forms.approval import document

LINE = {"type": "textfield", "id": "A", "key": "a", "label": "甲"}
NUMBER = {"type": "number", "id": "A", "key": "a", "label": "甲"}
CHOICE = {"type": "radio", "id": "A", "key": "a", "label": "甲", "values": [{"label": "一", "value": 1}]}
DATE = {"type": "datetime", "id": "A", "key": "a", "dateLabel": "甲"}
LIST = {"type": "dynamiclist", "id": "L", "path": "l", "components": [LINE]}
OUTCOME = {**CHOICE, "properties": {"outcome": "true"}, "validate": {"required": True}}


def codes(*components):
    return [problem.code for problem in problems({"components": list(components)})]


@pytest.mark.parametrize(
    "case", {case.name.partition(":")[0]: case for case in cases()}.values(), ids=lambda c: c.name
)
def test_forms_of_the_agreement_table_have_no_problems(case):
    assert problems(case.document) == []


@pytest.mark.parametrize(
    "raw",
    [
        None,
        [],
        {},
        {"components": {}},
    ],
)
def test_what_is_no_form_is_said_so(raw):
    assert [problem.code for problem in problems(raw)] == ["form-shape"]


@pytest.mark.parametrize("change", [{"schemaVersion": 20}, {"schemaVersion": "19"}, {"type": "textfield"}])
def test_unknown_version_is_refused(change):
    assert [problem.code for problem in problems(document(**change))] == ["schema-version"]


@pytest.mark.parametrize(
    ("components", "expected"),
    [
        ([{**LINE, "type": "html"}], ["component-type"]),
        ([{**LINE, "type": "iframe"}], ["component-type"]),
        ([{**LINE, "type": 7}], ["component-type"]),
        (["text"], ["form-shape"]),
        ([{**LINE, "id": None}], ["component-id"]),
        ([LINE, {**LINE, "key": "b"}], ["component-id"]),
        ([{**LINE, "key": "0"}], ["component-key"]),
        ([{**LINE, "key": "a..b"}], ["component-key"]),
        ([{**LINE, "key": "__proto__.x"}], ["component-key"]),
        ([{**LINE, "key": "a-b"}], ["component-key"]),
        ([{**LINE, "label": ""}], ["label"]),
        ([{**LINE, "label": "=x"}], ["label"]),
        ([{**LINE, "label": "第{{i}}"}], ["label"]),
        ([LINE, {**LINE, "id": "B"}], ["key-taken"]),
        ([LINE, {**LINE, "id": "B", "key": "a.b"}], ["key-taken"]),
        ([{**LINE, "key": "a.b"}, {**LINE, "id": "B"}], ["key-taken"]),
        ([{**LINE, "id": "B", "key": "l.x"}, LIST], ["key-taken"]),
        ([{**LINE, "validate": {"min": 1}}], ["validate"]),
        ([{**NUMBER, "validate": {"minLength": 1}}], ["validate"]),
        ([{**NUMBER, "validate": {"min": "1"}}], ["validate"]),
        ([{**LINE, "validate": {"required": "=x"}}], ["validate"]),
        ([{**LINE, "validate": {"maxLength": 10**9}}], ["validate"]),
        ([{**LINE, "disabled": "=x"}], ["disabled"]),
        ([{**LINE, "readonly": "yes"}], ["readonly"]),
        ([{**LINE, "conditional": {"hide": "x = 1"}}], ["hide"]),
        ([{**LINE, "conditional": {"hide": "=x ="}}], ["feel"]),
        ([{**LINE, "conditional": {"hide": "=x = 1, y = 2"}}], ["feel"]),
        ([{**LINE, "readonly": "=("}], ["feel"]),
        ([{**NUMBER, "validate": {"max": "=1 +"}}], ["feel"]),
        ([{**LINE, "validate": {"pattern": "(?=x)"}}], ["pattern"]),
        ([{**CHOICE, "values": None}], ["options"]),
        ([{**CHOICE, "valuesKey": "units"}], ["options"]),
        ([{**CHOICE, "values": [{"label": "一", "value": 1}, {"label": "壹", "value": 1.0}]}], ["options"]),
        ([{**CHOICE, "values": [{"label": "空", "value": ""}]}], ["options"]),
        ([{**CHOICE, "values": None, "valuesExpression": "units"}], ["options"]),
        ([{**CHOICE, "values": None, "valuesKey": 7}], ["options"]),
        ([{**CHOICE, "defaultValue": 2}], ["default"]),
        ([{**NUMBER, "defaultValue": "many"}], ["default"]),
        ([{**DATE, "defaultValue": "today"}], ["default"]),
        ([{**DATE, "subtype": "week"}], ["datetime"]),
        ([{**DATE, "timeSerializingFormat": "local"}], ["datetime"]),
        ([{**NUMBER, "decimalDigits": -1}], ["number"]),
        ([{**NUMBER, "increment": 0}], ["number"]),
        ([{"type": "expression", "id": "E", "key": "e", "expression": "x"}], ["expression"]),
        ([{**LIST, "defaultRepetitions": -1}], ["list"]),
        ([{**LIST, "isRepeating": False}], ["list"]),
        ([{"type": "text", "id": "T", "text": "<script>x</script>"}], ["html-in-text"]),
        ([{"type": "text", "id": "T", "text": "[x](https://example.com)"}], ["outside-link"]),
        ([{"type": "text", "id": "T", "text": "[x](javascript:alert(1))"}], ["outside-link"]),
        ([{"type": "text", "id": "T", "text": "[x](//example.com)"}], ["outside-link"]),
        ([{"type": "text", "id": "T", "text": "{{x +}}"}], ["feel"]),
        ([{"type": "image", "id": "I", "source": "https://example.com/a.png"}], ["image-source"]),
        ([{**OUTCOME, "validate": {}}], ["outcome"]),
        ([{**LINE, "properties": {"outcome": "true"}}], ["outcome"]),
        ([OUTCOME, {**OUTCOME, "id": "B", "key": "b"}], ["outcome"]),
        ([{"type": "group", "id": "G", "components": [OUTCOME]}], ["outcome"]),
        ([{"type": "group", "id": "G", "components": 1}], ["form-shape"]),
    ],
)  # fmt: skip
def test_each_fault_has_its_code(components, expected):
    assert codes(*components) == expected


@pytest.mark.parametrize(
    "component",
    [
        {"type": "text", "id": "T", "text": "3 < 5，见[步骤](/help)与[电话](tel:119)"},
        {"type": "image", "id": "I", "source": "/static/map.png"},
        {"type": "separator", "id": "S"},
        {**LINE, "label": "位置", "key": "位置.名称"},
        {**NUMBER, "defaultValue": "=count(units)"},
    ],
)
def test_good_components_have_no_problems(component):
    assert codes(component) == []


def test_rows_may_use_the_keys_of_the_form():
    assert codes({**LINE, "id": "B"}, {**LIST, "path": "rows"}) == []


def test_depth_and_size_are_bounded():
    nested = LINE
    for level in range(10):
        nested = {"type": "group", "id": f"G{level}", "components": [nested]}

    assert codes(nested) == ["form-depth"]
    assert codes(*[{**LINE, "id": f"A{n}", "key": f"a{n}"} for n in range(501)]) == ["form-size"]


def test_problem_names_the_component_and_the_mend():
    problem = problems({"components": [{**LINE, "validate": {"pattern": "(?=x)"}}]})[0]

    assert (problem.component, problem.name) == ("A", "甲")
    assert "(?=" in problem.message
    assert problem.mend


def test_document_with_problems_does_not_compile():
    with pytest.raises(FormUnusable) as refused:
        compile_form({"components": [{**LINE, "key": ""}]})

    assert "甲" in refused.value.message
