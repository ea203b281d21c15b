"""Production without containers: the image's files and steps, its two processes, PostgreSQL and nginx, on loopback."""

import fnmatch
import os
import re
import shutil
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPSConnection
from pathlib import Path

from tests.postgresql import Cluster
from tests.server.running import ROOT, Answer, Server, ask, clean_environment, free_port, running

DEPLOY = ROOT / "deploy"
HOST = "localhost"


def stage(name: str) -> str:
    """The part of the Dockerfile that makes one image."""
    return re.search(rf"^FROM \S+ AS {name}$(.*?)(?=^FROM |\Z)", read("Dockerfile"), re.M | re.S)[1].replace(
        "\\\n", " "
    )


def read(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


def build(folder: Path) -> None:
    """The `app` image's folder: its COPY lines, its own steps with Python, and nothing else."""
    folder.mkdir()
    ignored = shutil.ignore_patterns("__pycache__")
    for sources, target in re.findall(r"^COPY (.+) (\S+)$", stage("app"), re.M):
        for source in sources.split():
            assert admitted(source), f".dockerignore keeps {source} out of the image"
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, folder / target, ignore=ignored)
            else:
                shutil.copy(ROOT / source, folder / target)
    step = re.search(r"DATA_DIR=(\S+) STATIC_ROOT=/app/(\S+) python (manage.py collectstatic[^&]*?) +&&", stage("app"))
    environment = clean_environment(DATA_DIR=str(folder.with_name("build")), STATIC_ROOT=str(folder / step[2]))
    subprocess.run([sys.executable, *step[3].split()], cwd=folder, env=environment, check=True)


def admitted(path: str) -> bool:
    """Whether .dockerignore lets a path in: the last line that fits decides."""
    lets_in = True
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            pattern = line.removeprefix("!").removeprefix("**/")
            if fnmatch.fnmatch(path, pattern) or path.startswith(f"{pattern}/"):
                lets_in = line.startswith("!")
    return lets_in


@dataclass
class Site:
    """Everything that runs, and the way to it that visitors take."""

    folder: Path
    database: Cluster
    http_port: int
    https_port: int
    public: Server
    staff: Server
    settings: dict[str, str]
    stack: ExitStack

    def connect(self) -> HTTPSConnection:
        trusted = ssl.create_default_context(cafile=self.folder / "deploy" / "secrets" / "tls_certificate.pem")
        return HTTPSConnection(HOST, self.https_port, timeout=30, context=trusted)

    def get(self, path: str, method: str = "GET", body: str | None = None, **headers: str) -> Answer:
        connection = self.connect()
        try:
            named = {name.replace("_", "-"): value for name, value in ({"host": HOST} | headers).items()}
            # An answer may come before everything was sent: that this is too much, for example.
            with suppress(ssl.SSLEOFError, BrokenPipeError):
                connection.request(method, path, body, named)
            response = connection.getresponse()
            return Answer(response.status, response.getheaders(), response.read())
        finally:
            connection.close()

    def manage(self, *arguments: str, **environment: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        environment = clean_environment(**self.settings, FACE="staff", **environment)
        return subprocess.run(
            command, env=environment, check=True, capture_output=True, text=True, cwd=self.folder / "app"
        ).stdout

    def start(self) -> None:
        """The two processes of the image."""
        self.public, self.staff = (self.stack.enter_context(self._process(face)) for face in ("public", "staff"))

    def _process(self, face: str):
        port = getattr(self, face).port
        data = Path(self.settings["DATA_DIR"])
        command = [sys.executable, "-m", "embassy.server"]
        log = self.folder / f"{face}.log"
        settings = {name: value for name, value in self.settings.items() if name != "DATA_DIR"}
        return running(command, data, port, cwd=self.folder / "app", log=log, FACE=face, **settings)


@contextmanager
def production(folder: Path) -> Iterator[Site]:
    build(folder / "app")
    shutil.copytree(DEPLOY, folder / "deploy", ignore=shutil.ignore_patterns("secrets"))
    subprocess.run(["/bin/sh", str(folder / "deploy" / "make-secrets")], check=True)
    secrets = folder / "deploy" / "secrets"
    (folder / "data" / "media" / "images").mkdir(parents=True)
    with ExitStack() as stack:
        database = stack.enter_context(Cluster())
        settings = {
            "PRODUCTION": "1",
            "BEHIND_NGINX": "1",
            "ALLOWED_HOSTS": f"{HOST},embassy.example",
            "SECRET_KEY_FILE": str(secrets / "secret_key"),
            "DATABASE_URL": database.url,
            "STATIC_ROOT": str(folder / "app" / "collected"),
            "DATA_DIR": str(folder / "data"),
        }
        public, staff = (Server(None, free_port(), folder) for _face in ("public", "staff"))
        site = Site(folder, database, free_port(), free_port(), public, staff, settings, stack)
        prepare = [sys.executable, "-m", "embassy.prepare"]
        subprocess.run(prepare, cwd=folder / "app", env=clean_environment(**settings, FACE="staff"), check=True)
        site.start()
        stack.enter_context(nginx(site))
        yield site


def nginx_configuration(folder: Path, ports: dict[str, str]) -> Path:
    """deploy/nginx.conf with the places and ports of this machine in place of the container's."""
    places = {
        "/etc/nginx/mime.types": "/etc/nginx/mime.types",
        "/etc/nginx/": f"{folder}/deploy/",
        "/run/secrets/tls_certificate": f"{folder}/deploy/secrets/tls_certificate.pem",
        "/run/secrets/tls_key": f"{folder}/deploy/secrets/tls_key.pem",
        "/var/cache/nginx/pages": f"{folder}/pages",
        "/srv/static/": f"{folder}/app/collected/",
        "/srv/media/": f"{folder}/data/media/",
        "root /srv;": f"root {folder}/deploy;",
        "/dev/stderr": f"{folder}/nginx.log",
        "/tmp/nginx": f"{folder}/nginx",  # noqa: S108
    }
    text = read("nginx.conf")
    for place in places:
        assert place in text, place
    pattern = re.compile("|".join(map(re.escape, places)))
    text = pattern.sub(lambda match: places[match[0]], text)
    for name, here in ports.items():
        assert name in text, name
        text = text.replace(name, here)
    # Debian's nginx is older and says this in another way; Docker's name server is not here.
    if version() < (1, 25, 1):
        text = text.replace("http2 on;", "")
    text = re.sub(r"^ *resolver.*;$", "", text, flags=re.M)
    file = folder / "nginx.conf"
    file.write_text(("user root;\n" if os.geteuid() == 0 else "") + text, encoding="utf-8")
    return file


def version() -> tuple[int, ...]:
    said = subprocess.run(["nginx", "-v"], capture_output=True, text=True, check=True).stderr
    return tuple(map(int, re.search(r"nginx/([\d.]+)", said)[1].split(".")))


@contextmanager
def nginx(site: Site) -> Iterator[None]:
    ports = {
        "listen 8080": f"listen 127.0.0.1:{site.http_port}",
        "listen 8443": f"listen 127.0.0.1:{site.https_port}",
        "http://public:8000": f"http://127.0.0.1:{site.public.port}",
        "http://staff:8000": f"http://127.0.0.1:{site.staff.port}",
    }
    configuration = nginx_configuration(site.folder, ports)
    command = ["nginx", "-e", str(site.folder / "nginx.log"), "-c", str(configuration)]
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr
    assert "[warn]" not in tested.stderr
    process = subprocess.Popen([*command, "-g", "daemon off;"])
    try:
        until_it_answers(site.http_port)
        yield
    finally:
        process.terminate()
        process.wait(10)


def until_it_answers(port: int, seconds: float = 10) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if ask(port, "/ready").status == HTTPStatus.NO_CONTENT:
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("nginx does not answer")
