import json
from datetime import date
from decimal import Decimal

import pytest

from app.feel.dmn.decisions import DecisionResult, Decisions
from app.feel.dmn.evidence import MissEvidence, RuleEvidence
from app.feel.errors import FeelBoundError
from tests.feel.dmn.builder import data, decision, knowledge, model, table

_LEVELS = table(
    ["deaths", "level"],
    ["response", "teams"],
    [
        ["< 3", "-", '"IV"', "1"],
        ["[3..10)", '"较大", "重大"', '"III"', "deaths * 2"],
        [">= 10", '"重大"', '"II"', "9"],
        ["? > limit", "-", '"I"', "99"],
    ],
    "FIRST",
).replace('<rule id="rule2">', '<rule id="rule2"><description>按预案 3.2</description>')


def decide(**context: object) -> DecisionResult:
    body = (
        data("deaths", "number") + data("level") + decision("d", _LEVELS, requires="input:deaths input:level")
    )
    return Decisions.from_xml(model(body)).evaluate("d", {"limit": 50, **context})


def test_evidence_shows_inputs_rule_and_conclusions() -> None:
    (found,) = decide(deaths=4, level="重大").evidence.tables

    assert [(one.expression, one.value) for one in found.inputs] == [("deaths", 4), ("level", "重大")]
    assert found.hit_policy == "FIRST"
    (rule,) = found.matched
    assert (rule.index, rule.id, rule.annotations) == (2, "rule2", ("按预案 3.2",))
    assert [(one.name, one.text, one.value) for one in rule.outputs] == [
        ("response", '"III"', "III"),
        ("teams", "deaths * 2", 8),
    ]
    assert found.value == {"response": "III", "teams": 8}


def test_evidence_shows_why_the_other_rules_did_not_match() -> None:
    missed = decide(deaths=4, level="一般").evidence.tables[0].missed

    reasons = {miss.index: [(cell.input, cell.text, cell.value) for cell in miss.failed] for miss in missed}
    assert reasons == {
        1: [(1, "< 3", 4)],
        2: [(2, '"较大", "重大"', "一般")],
        3: [(1, ">= 10", 4), (2, '"重大"', "一般")],
        4: [(1, "? > limit", 4)],
    }


def test_every_rule_is_either_matched_or_missed() -> None:
    table_ = decide(deaths=60, level="重大").evidence.tables[0]

    matched: list[RuleEvidence | MissEvidence] = [*table_.matched, *table_.missed]
    assert sorted(rule.index for rule in matched) == [1, 2, 3, 4]
    assert [rule.index for rule in table_.matched] == [3, 4]


def test_conditions_not_tried_are_not_shown_as_failed() -> None:
    logic = table(["a", "b"], ["r"], [["1", "? > limit", "1"]])
    result = Decisions.from_xml(model(decision("d", logic))).evaluate("d", {"a": 2, "b": 3, "limit": 5})

    (miss,) = result.evidence.tables[0].missed

    assert [cell.input for cell in miss.failed] == [1]


def test_evidence_of_required_decisions_is_shown_once_in_full() -> None:
    body = (
        decision("a", table(["1"], ["r"], [["1", "5"]]))
        + decision("b", "a + 1", requires="decision:a")
        + decision("c", "a + b", requires="decision:b decision:a")
    )

    evidence = Decisions.from_xml(model(body)).evaluate("c", {}).evidence

    assert (evidence.expression, evidence.inputs, evidence.value) == ("a + b", {"a": 5, "b": 6}, 11)
    b, again = evidence.required
    assert b.required[0].tables[0].value == 5
    assert (again.name, again.repeated, again.tables) == ("a", True, ())


def test_tables_of_knowledge_models_are_shown_where_they_are_called() -> None:
    body = knowledge("f", "n", table(["n"], ["r"], [["< 5", '"few"'], ["-", '"many"']], "FIRST")) + decision(
        "d", "[f(1), f(9)]", requires="knowledge:f"
    )

    evidence = Decisions.from_xml(model(body)).evaluate("d", {}).evidence

    assert [(one.name, one.value) for one in evidence.tables] == [("f", "few"), ("f", "many")]


def test_services_are_shown_where_they_are_called() -> None:
    body = (
        decision("a", "1 + 1")
        + '<decisionService id="s" name="s"><variable name="s"/><outputDecision href="#a"/></decisionService>'
        + decision("d", "s()", requires="knowledge:s")
    )

    evidence = Decisions.from_xml(model(body)).evaluate("d", {}).evidence

    assert [(one.name, one.value, one.required[0].expression) for one in evidence.required] == [
        ("s", 2, "1 + 1")
    ]


def test_evidence_is_bounded() -> None:
    body = knowledge("f", "n", table(["n"], ["r"], [["-", "n"]])) + decision(
        "d", "for i in 1..1000 return f(i)", requires="knowledge:f"
    )

    result = Decisions.from_xml(model(body)).evaluate("d", {})

    assert len(result.value) == 1000
    assert len(result.evidence.tables) == 100


def test_evidence_is_plain_data_for_json() -> None:
    body = decision(
        "d", table(["x"], ["r"], [["-", "{day: x, share: 0.1, big: 12345678901234567890, list: [1, null]}"]])
    )
    result = Decisions.from_xml(model(body)).evaluate("d", {"x": date(2024, 5, 1)})

    plain = json.loads(json.dumps(result.to_json()))

    assert plain["value"] == {
        "day": "2024-05-01",
        "share": 0.1,
        "big": "12345678901234567890",
        "list": [1, None],
    }
    assert plain["evidence"]["tables"][0]["matched"][0]["index"] == 1
    assert plain["warnings"] == []
    assert result.value["share"] == Decimal("0.1")


def test_evidence_that_would_explode_is_refused() -> None:
    chain = [decision("d0", "{a: 1}")]
    chain += [
        decision(f"d{n}", f"{{a: d{n - 1}, b: d{n - 1}}}", requires=f"decision:d{n - 1}")
        for n in range(1, 60)
    ]
    result = Decisions.from_xml(model("".join(chain))).evaluate("d59", {})

    with pytest.raises(FeelBoundError):
        result.to_json()
