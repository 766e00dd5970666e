import json

from app.forms import compile_form, labels, outcomes, prefill, view
from app.forms.options import Option
from tests.forms.approval import NOW, approval, document


def test_outcomes_gives_the_buttons_of_the_decision_bar():
    outcome = outcomes(approval())

    assert (outcome.key, outcome.label) == ("decision", "审批结果")
    assert outcome.options == (Option("approve", "同意"), Option("return", "退回修改"))


def test_form_without_outcome_has_none():
    assert outcomes(compile_form({"components": []})) is None


def test_view_leaves_out_the_outcome_the_buttons_and_computed_defaults():
    shown = view(approval())

    assert [component["id"] for component in shown["components"]] == [
        "Facts",
        "Place",
        "People",
        "Unit",
        "Forces",
    ]
    assert "defaultValue" not in shown["components"][2]
    assert [component["id"] for component in shown["components"][4]["components"]] == [
        "Name",
        "Boat",
        "Due",
        "Kit",
    ]


def test_view_leaves_the_form_as_it_was():
    form = approval()

    view(form)["components"].clear()

    assert form.document == document()


def test_prefill_gives_what_the_form_has_and_reads_and_nothing_else():
    variables = {
        "case": {"title": "码头火灾"},
        "drill": True,
        "need": 11,
        "units": ["消防"],
        "unit": "消防",
        "place": None,
        "password": "secret",
    }

    data = prefill(approval(), variables, NOW)

    assert data == {
        "case": {"title": "码头火灾"},
        "drill": True,
        "need": 11,
        "units": ["消防"],
        "unit": "消防",
        "place": "",
        "people": 12,
        "forces": [],
    }


def test_prefill_forgets_the_decision_of_an_earlier_round():
    data = prefill(approval(), {"decision": "return", "people": 3}, NOW)

    assert "decision" not in data
    assert data["people"] == 3


def test_prefill_makes_stored_values_fit():
    stored = {
        "place": 7,
        "people": "12",
        "unit": "不在了",
        "units": [],
        "forces": [{"due": "2026-11-21T19:16:30Z"}, 5],
    }

    data = prefill(approval(), stored, NOW)

    assert (data["place"], data["people"], data["unit"]) == ("7", 12, None)
    assert data["forces"] == [
        {"name": "", "boat": False, "due": "2026-11-22T03:16+08:00", "kit": []},
        {"name": "", "boat": False, "due": None, "kit": []},
    ]


def test_decision_is_never_taken_from_an_earlier_round():
    form = approval()

    loaded = form.load(
        {"place": "石岛", "decision": "approve"}, context={}, stored={"decision": "return"}, now=NOW
    )

    assert loaded.values["decision"] == "approve"


def test_labels_by_path():
    found = labels(approval())

    assert list(found) == [
        "place", "people", "unit", "decision", "forces",
        "forces.name", "forces.boat", "forces.due", "forces.kit",
    ]  # fmt: skip
    assert found["forces.kit"].label == "装备"
    assert found["forces.kit"].options[0].label == "泵"
    assert found["forces.due"].label == "到场"


def test_same_document_is_compiled_once():
    assert approval() is compile_form(json.loads(json.dumps(document())))
