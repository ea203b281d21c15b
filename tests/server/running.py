"""The section as `script/server` serves it, in processes of its own."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def clean_environment(**more: str) -> dict[str, str]:
    """This process's environment without what concerns its own tests."""
    own = {"DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE", "DATA_DIR", "DATABASE_URL", "PORT"}
    return {name: value for name, value in os.environ.items() if name not in own} | more


@dataclass
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        return ", ".join(value for key, value in self.headers if key.lower() == name.lower())

    @property
    def text(self) -> str:
        return self.body.decode()


def ask(port: int, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
    """One request over a connection of its own; `accept_language="lv"` becomes a header."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, named)
        response = connection.getresponse()
        return Answer(response.status, response.getheaders(), response.read())
    finally:
        connection.close()


@dataclass
class Server:
    """A process that serves; `output` is what it has written."""

    process: subprocess.Popen
    port: int
    data_dir: Path
    log: Path = field(default=Path())

    def get(self, path: str, **headers: str) -> Answer:
        return ask(self.port, path, **headers)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def output(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def manage(self, *arguments: str, **environment: str) -> str:
        """The output of manage.py, run on this server's data."""
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        environment = clean_environment(DATA_DIR=str(self.data_dir), **environment)
        return subprocess.run(command, env=environment, check=True, capture_output=True, text=True, cwd=ROOT).stdout

    def workers(self) -> list[int]:
        """The process ids of the server's workers."""
        found = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
        parents = dict(map(int, line.split()) for line in found.splitlines())
        return [pid for pid, parent in parents.items() if parent == self.process.pid]

    def wait_until_it_answers(self, seconds: float = 60) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            assert self.process.poll() is None, self.output
            try:
                if self.get("/healthz").status == 200:
                    return
            except OSError:
                time.sleep(0.05)
        raise AssertionError(self.output)


@contextmanager
def running(
    command: list[str], data_dir: Path, port: int | None = None, cwd: Path = ROOT, log: Path | None = None, **more: str
) -> Iterator[Server]:
    """The command with PORT and DATA_DIR set, once it answers; ended with Ctrl-C's signal."""
    port = port or free_port()
    log, mode = (log, "ab") if log else (data_dir.with_suffix(".log"), "wb")
    environment = clean_environment(PORT=str(port), DATA_DIR=str(data_dir), PYTHONUNBUFFERED="1", **more)
    with log.open(mode) as writer:
        process = subprocess.Popen(command, env=environment, cwd=cwd, stdout=writer, stderr=subprocess.STDOUT)
    server = Server(process, port, data_dir, log)
    try:
        server.wait_until_it_answers()
        yield server
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def section(data_dir: Path, **environment: str):
    """`script/server` without its first half, the virtual environment: that is the one of this test run."""
    return running([sys.executable, str(ROOT / "script" / "_serve.py")], data_dir, **environment)


def addresses(server: Server) -> list[str]:
    """The paths of all public pages, as the site map lists them."""
    return re.findall(r"<loc>https?://[^/<]+([^<]*)</loc>", server.get("/sitemap.xml").text)
