"""The whole product as `make run` starts it, on a folder and a port of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 90


@dataclass(frozen=True)
class Served:
    """A running installation: its address, and the one password of its demo people."""

    address: str
    password: str


@contextmanager
def served_product(folder: Path) -> Iterator[Served]:
    """`flask serve --prepare`: packages deployed, demo people made, jobs worked on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {"DIAOLING_DATA_DIR": str(folder), "DIAOLING_PORT": str(port)}
    command = [sys.executable, "-m", "flask", "serve", "--prepare"]
    with (folder / "log.txt").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **settings}, stdout=log, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address, process, folder / "log.txt")
            yield Served(address, (folder / "demo-password").read_text())
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(START_SECONDS * 5):
        assert process.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=1):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(log.read_text())
