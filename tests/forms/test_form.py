import pytest

from tests.forms.agreement import Case, cases


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_form_decides_the_case(case: Case):
    refused, values = case.decide()

    assert refused == sorted(case.errors)
    assert case.accepted is not bool(refused)
    for key, value in (case.values or (case.data if case.accepted else {})).items():
        assert contains(values[key], value), key


def contains(whole, part) -> bool:
    """Whether the expected part is there; what a case leaves out of a group or row may be anything."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(
            key in whole and contains(whole[key], part[key]) for key in part
        )
    if isinstance(part, list):
        return len(whole) == len(part) and all(map(contains, whole, part))
    return whole == part and isinstance(whole, bool) is isinstance(part, bool)
