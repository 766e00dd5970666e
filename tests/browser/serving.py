"""What browsers are given to see: an application in this process, or the whole product as `make run` starts it."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.test import run_wsgi_app

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 300
STOP_SECONDS = 120


@dataclass(frozen=True)
class Served:
    """A running installation: its address, and the one password of its demo people."""

    address: str
    password: str


class Quiet(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing."""


@contextmanager
def served_app(app: WSGIApplication) -> Iterator[str]:
    """Serve an application on a port of its own; its address."""
    server = make_server("127.0.0.1", 0, _at_once(app), threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


def _at_once(app: WSGIApplication) -> WSGIApplication:
    """Read each answer before it is sent: of one that a leaving page cuts off, the server would keep the file open."""

    def answered(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        body, status, headers = run_wsgi_app(app, environ, buffered=True)
        start_response(status, headers.to_wsgi_list())
        return body

    return answered


@contextmanager
def served_product(folder: Path) -> Iterator[Served]:
    """`flask serve --prepare`: packages deployed, demo people made, jobs worked on."""
    port = _free_port()
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
            process.wait(timeout=STOP_SECONDS)


def _free_port() -> int:
    """Another for each test process, and below those that connections are given: nobody takes it before the product."""
    for port in range(11_000 + os.getpid() % 20_000, 32_000):
        with socket.socket() as free, suppress(OSError):
            free.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(START_SECONDS * 5):
        assert process.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=1):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(log.read_text())
