"""Names of workers: stable over a restart, never two at once."""

import socket
from pathlib import Path

import pytest

from app.config import Config
from app.worker.executor import ExecutorTaken, executor_name

HOST = socket.gethostname()[:100]


def test_name_is_host_and_lowest_free_number(tmp_path: Path) -> None:
    config = Config(data_dir=tmp_path)

    with executor_name(config) as first, executor_name(config) as second:
        pass
    with executor_name(config) as again:
        pass

    assert (first, second, again) == (f"{HOST}-1", f"{HOST}-2", f"{HOST}-1")


def test_configured_name_is_taken_once(tmp_path: Path) -> None:
    config = Config(data_dir=tmp_path, executor="night/shift")

    with (
        executor_name(config) as name,
        pytest.raises(ExecutorTaken, match="night/shift"),
        executor_name(config),
    ):
        pass

    assert name == "night/shift"
