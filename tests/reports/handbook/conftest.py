"""WeasyPrint leaves its colour profile open until the document is gone; that warning alone is let pass here."""

from pathlib import Path

import pytest

_HERE = Path(__file__).parent
_KNOWN = pytest.mark.filterwarnings("ignore:.*sRGB2014.icc:pytest.PytestUnraisableExceptionWarning")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(_HERE):
            item.add_marker(_KNOWN)
