"""The processes: who may connect while demo people exist, what a start says, how an end goes."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path

import pytest
from click.testing import Result

from app.bundle.manifest import Person
from app.bundle.skeleton import create_package
from app.cli import serve as serving
from app.core.actor import system
from app.identity.accounts import create_account, disable_demo
from app.main import create_app
from app.printouts.errors import FontsMissing
from app.repository.deployments import current
from app.worker.house import House
from tests.cli.conftest import ROOT
from tests.waiting import PATIENCE, eventually


class Stopped(Exception):
    """In the place of a server that runs for ever."""


def _serve(house: House, host: str) -> Result:
    abroad = House(replace(house.config, host=host), house.database, house.shared)
    return create_app(house=abroad).test_cli_runner().invoke(args=["serve", "--no-worker"])


@pytest.fixture
def demo(house: House, testland: None) -> None:
    with house.database.transaction(system("testland")) as ctx:
        person = Person("demo", "演示", "bureau", ("staff",), ())
        create_account(
            ctx, current(ctx, "testland").bundle.manifest, person, "correct horse battery", demo=True
        )


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "example.org"])
def test_with_demo_people_only_this_machine_is_served(house: House, host: str) -> None:
    result = _serve(house, host)

    assert result.exit_code == 1
    assert f"不能在 {host} 上" in result.output
    assert "flask account disable-demo" in result.output


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    ("host", "disabled"), [("127.0.0.1", False), ("::1", False), ("localhost", False), ("0.0.0.0", True)]
)
def test_this_machine_and_after_their_end_any_is_served(
    house: House, monkeypatch: pytest.MonkeyPatch, host: str, *, disabled: bool
) -> None:
    asked: list[str] = []

    def open_server(_app: object, *, host: str, **_: object) -> None:
        asked.append(host)
        raise Stopped

    monkeypatch.setattr(serving, "create_server", open_server)
    if disabled:
        with house.database.transaction(system()) as ctx:
            disable_demo(ctx)

    result = _serve(house, host)

    assert isinstance(result.exception, Stopped)
    assert asked == [host]


def test_missing_fonts_are_named_with_their_command(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    problem = FontsMissing(what="仿宋", command="scripts/fonts.sh")
    monkeypatch.setattr(serving, "missing", lambda: (problem,))
    monkeypatch.setattr(serving, "create_server", lambda *_, **__: (_ for _ in ()).throw(Stopped))

    result = _serve(house, "127.0.0.1")

    assert "文书暂时不能排版。文书排不了版，缺：仿宋。请运行：scripts/fonts.sh" in result.output


def test_taken_port_is_named_with_a_way_out(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        command = [sys.executable, "-m", "flask", "serve", "--no-worker"]
        result = subprocess.run(
            command, cwd=ROOT, env=_settings(tmp_path, port), capture_output=True, text=True, check=False
        )

    assert result.returncode == 1
    assert f"不能在 127.0.0.1 的 {port} 端口上提供服务" in result.stderr
    assert "DIAOLING_PORT" in result.stderr


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_prepared_server_answers_and_stops_when_told(tmp_path: Path, number: signal.Signals) -> None:
    for top in ("processes", "forms", "printouts"):
        for shared in (ROOT / top).glob("_*"):
            shutil.copytree(shared, tmp_path / top / shared.name)
    create_package(tmp_path, "testland")
    command = [sys.executable, "-m", "flask", "serve", "--prepare"]
    with _reserved_port() as port:
        server = subprocess.Popen(
            command, cwd=ROOT, env=_settings(tmp_path, port), stdout=subprocess.PIPE, text=True
        )
        try:
            eventually(lambda: server.poll() is not None or _answers(port))
            server.send_signal(number)
            said, _ = server.communicate(timeout=PATIENCE)
        finally:
            server.kill()
            server.wait()

    password = (tmp_path / "demo-password").read_text()
    assert server.returncode == 0
    assert f"密码都是 {password}" in said
    assert said.endswith("已停止。\n") or "正在停止" in said
    assert (tmp_path / "demo-password").stat().st_mode & 0o077 == 0
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0


def _settings(folder: Path, port: int) -> dict[str, str]:
    own = {"DATA_DIR": str(folder), "ASSETS_DIR": str(folder), "PORT": str(port)}
    names = {f"DIAOLING_{name}": value for name, value in own.items()}
    return {**os.environ, "FLASK_APP": "app.main:create_app", **names}


@contextmanager
def _reserved_port() -> Iterator[int]:
    """A port that the system gives to nobody else; a server that may reuse addresses, as ours, can listen there."""
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", 0))
        yield int(held.getsockname()[1])


def _answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    with closing(connection), suppress(ConnectionError):
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    return False
