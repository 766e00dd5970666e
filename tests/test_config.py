"""Settings come from the environment, and each stands in the reference."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from app.config import Config

REFERENCE = Path(__file__).parents[1] / "docs/reference/settings.md"


def test_environment_overrides_defaults_with_their_types() -> None:
    given = {
        "DIAOLING_DATA_DIR": "/srv/data",
        "DIAOLING_PORT": "8080",
        "DIAOLING_SCAN_SECONDS": "1.5",
        "DIAOLING_SECURE_COOKIES": "yes",
        "OTHER": "x",
    }

    config = Config.from_env(given)

    assert (config.data_dir, config.port, config.scan_seconds) == (Path("/srv/data"), 8080, 1.5)
    assert (config.secure_cookies, config.host) == (True, "127.0.0.1")


def test_database_is_embedded_unless_named() -> None:
    assert Config(data_dir=Path("/srv")).url == "sqlite:////srv/diaoling.sqlite"
    assert Config(database_url="postgresql+psycopg://db/d").url == "postgresql+psycopg://db/d"


def test_number_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="DIAOLING_PORT=eight"):
        Config.from_env({"DIAOLING_PORT": "eight"})


def test_reference_describes_each_setting_in_order_and_no_other() -> None:
    described = re.findall(r"^## (\w+)$", REFERENCE.read_text(encoding="utf-8"), re.MULTILINE)

    assert described == [field.name for field in fields(Config)]
