import json
from collections.abc import Iterator

import pytest
import structlog

from app.core.logs import configure_logs


@pytest.fixture(autouse=True)
def configured() -> Iterator[None]:
    before = structlog.get_config()
    configure_logs()
    yield
    structlog.configure(**before)


def _logged(capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    line, nothing = capsys.readouterr().err.split("\n")
    assert nothing == ""
    entry: dict[str, str] = json.loads(line)
    return entry


def test_exception_names_lines_but_no_locals(capsys: pytest.CaptureFixture[str]) -> None:
    secret = "typed by somebody"

    try:
        len(secret) + secret  # type: ignore[operator]  # the failure to be logged
    except TypeError:
        structlog.get_logger().exception("failed", job="paper.render")

    entry = _logged(capsys)
    assert (entry["event"], entry["level"], entry["job"]) == ("failed", "error", "paper.render")
    assert "test_logs.py" in entry["exception"]
    assert secret not in json.dumps(entry)


def test_phone_and_identity_numbers_are_hidden(capsys: pytest.CaptureFixture[str]) -> None:
    structlog.get_logger().warning(
        "联系人 13800138000", payload={"ids": ["11010519491231002X", "2026112213800138000"]}
    )

    entry = _logged(capsys)
    assert entry["event"] == "联系人 ***"
    assert entry["payload"] == {"ids": ["***", "2026112213800138000"]}
