import json

import pytest

from app.forms import problems
from tests.forms.agreement import FORMS

FILES = sorted(FORMS.rglob("*.form"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(FORMS).as_posix())
def test_shipped_form_has_no_problems(file):
    assert problems(json.loads(file.read_text(encoding="utf-8"))) == []


def test_packages_ship_forms():
    assert FILES
