"""Whatever arrives is either kept or refused with sentences; nothing else ever comes out."""

import json
import math

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.core.errors import DomainError
from app.forms import FormInvalid, FormUnusable, Loaded, SubmissionTooLarge, compile_form, problems
from tests.forms.agreement import NOW, cases

FORMS = {case.name.partition(":")[0]: case for case in cases()}
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@st.composite
def submissions(draw):
    """Any JSON under the form's own keys, with strangers among them."""
    case = FORMS[draw(st.sampled_from(sorted(FORMS)))]
    keys = st.sampled_from(sorted({path[0] for path in case.form.bound})) | st.text(max_size=4)
    return case, draw(st.dictionaries(keys, JSON, max_size=6) | JSON)


@settings(max_examples=300, deadline=None)
@given(submissions(), JSON)
def test_any_json_is_kept_or_refused_in_sentences(submission, stored):
    case, data = submission
    stored = stored if isinstance(stored, dict) else {"teams": stored, "plan": stored}

    answer = refusal_or(lambda: case.form.load(data, context=case.context, stored=stored, now=NOW))

    if isinstance(answer, FormInvalid):
        assert all(message for error in answer.errors for message in error.messages)
        assert json.dumps(answer.by_component)
        assert answer.message.encode()
    elif not isinstance(answer, SubmissionTooLarge):
        assert json.loads(json.dumps(answer.values, allow_nan=False)) == answer.values


def refusal_or(call):
    """What the call gives, or the refusal it raises."""
    try:
        return call()
    except DomainError as refused:
        return refused


@settings(max_examples=300, deadline=None)
@given(JSON | st.fixed_dictionaries({"components": st.lists(JSON, max_size=3)}))
@example({"components": [{"type": {}, "id": []}]})
@example(
    {
        "components": [
            {"type": "textfield", "id": "A", "key": "a", "label": "甲", "validate": {"required": "{x}"}}
        ]
    }
)
def test_any_document_compiles_or_has_problems(document):
    found = problems(document)

    assert all(problem.code and problem.message and problem.mend for problem in found)
    if not found:
        compile_form(document)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(FORMS)), st.data())
def test_a_damaged_document_compiles_or_has_problems(group, data):
    document = json.loads(json.dumps(FORMS[group].document))
    component = data.draw(st.sampled_from(document["components"]))
    component[data.draw(st.sampled_from(sorted(component)))] = data.draw(JSON)

    answer = refusal_or(lambda: compile_form(document).load({}, context={}, stored={}, now=NOW))

    assert isinstance(answer, Loaded | FormUnusable | FormInvalid)


@pytest.mark.parametrize(
    "data",
    [
        {"title": "x" * 1_000_001},
        {"title": [0] * 20_001},
        {str(number): 0 for number in range(20_001)},
        json.loads("[" * 30 + "]" * 30),
    ],
)
def test_what_is_too_large_is_refused_whole(data):
    with pytest.raises(SubmissionTooLarge):
        FORMS["text"].form.load(data, context={}, stored={}, now=NOW)


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ({"free": math.nan}, "free"),
        ({"free": math.inf}, "free"),
        ({"free": 10**400}, "free"),
        ({"note": "\ud800"}, "note"),
        ({"note": "a\0b"}, "note"),
        ({"\ud800": 1}, ""),
    ],
)
def test_what_no_database_keeps_is_refused_at_its_place(data, path):
    with pytest.raises(FormInvalid) as refused:
        FORMS["number"].form.load(data, context={}, stored={}, now=NOW)

    assert list(refused.value.by_path) == [path]


def test_braces_in_a_value_stay_what_they_are():
    case = FORMS["choice"]

    with pytest.raises(FormInvalid) as refused:
        case.form.load({"decision": "{count}{0}"}, context=case.context, stored={}, now=NOW)

    assert "“{count}{0}”" in refused.value.by_path["decision"][0]


def test_an_endless_computation_is_refused():
    form = compile_form(
        {
            "components": [
                {
                    "type": "expression",
                    "id": "E",
                    "key": "e",
                    "expression": "=count(for a in 1..9999, b in 1..9999 return a * b)",
                }
            ]
        }
    )

    with pytest.raises(FormInvalid) as refused:
        form.load({}, context={}, stored={}, now=NOW)

    assert "算不过来" in refused.value.message
