"""Other sites, as they are met: a real server on this computer whose paths answer in every way a site can."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class _Site(BaseHTTPRequestHandler):
    server: "Site"

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        self.server.asked.append((self.command, self.path, dict(self.headers), time.monotonic()))
        name, _slash, rest = self.path.lstrip("/").partition("/")
        getattr(self, f"_{name.partition('?')[0].replace('-', '_') or 'page'}", self._missing)(rest)

    def _page(self, rest: str = "") -> None:
        self._answer(200)

    def _missing(self, rest: str = "") -> None:
        self._answer(404)

    def _status(self, rest: str) -> None:
        self._answer(int(rest))

    def _to(self, rest: str) -> None:
        """/to/301/http://…: leads there."""
        status, _slash, target = rest.partition("/")
        self._answer(int(status), target)

    def _circle(self, rest: str) -> None:
        self._answer(302, "/circle-back")

    def _circle_back(self, rest: str) -> None:
        self._answer(302, "/circle")

    def _on(self, rest: str) -> None:
        self._answer(302, f"/on/{int(rest) + 1}")

    def _no_head(self, rest: str) -> None:
        self._answer(405 if self.command == "HEAD" else 200)

    def _head_hung_up(self, rest: str) -> None:
        if self.command == "GET":
            self._answer(200)

    def _slow(self, rest: str) -> None:
        """Says nothing until the test is over."""
        self.server.over.wait(20)

    def _dripping(self, rest: str) -> None:
        """A letter at a time, each soon enough to pass any time-out of a single step."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        while not self.server.over.wait(0.05):
            try:
                self.wfile.write(b"x")
            except OSError:
                return

    def _endless(self, rest: str) -> None:
        """A page without an end."""
        self.send_response(200)
        self.end_headers()
        sent = 0
        while self.command == "GET" and not self.server.over.is_set() and sent < 50_000_000:
            try:
                self.wfile.write(b"x" * 10_000)
                sent += 10_000
            except OSError:
                break
        self.server.sent += sent

    def _nonsense(self, rest: str) -> None:
        self.wfile.write(b"220 mail.example.org ESMTP\r\n")

    def _answer(self, status: int, location: str = "") -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Set-Cookie", "seen=1")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


class Site(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Site)
        #: What was asked: method, path, headers, moment.
        self.asked: list[tuple[str, str, dict[str, str], float]] = []
        self.over = threading.Event()
        self.sent = 0

    def address(self, path: str = "", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.server_port}/{path}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever hangs up is no fault."""


@contextmanager
def a_site() -> Iterator[Site]:
    with Site() as site:
        thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield site
        finally:
            site.over.set()
            site.shutdown()
            thread.join()
