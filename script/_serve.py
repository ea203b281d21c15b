"""The second half of script/server, inside the virtual environment: data folder, database, content, login, server.

Django is imported inside functions: it reads its settings once, and they hang on DATA_DIR.
"""

import errno
import os
import secrets
import shutil
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
LEAST_FREE_MB = 100


def stop(sentence: str) -> None:
    sys.exit(f"\n{sentence}")


def chosen_port() -> int:
    value = os.environ.get("PORT") or "8000"
    if not (value.isascii() and value.isdigit() and 0 < int(value) < 65536):
        stop(f"PORT must be a number from 1 to 65535, not “{value}”.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(value)))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                stop(f"Port {value} is taken by another program. Choose another one: PORT=8001 script/server")
            stop(f"Port {value} cannot be used ({error.strerror}). Choose another one: PORT=8001 script/server")
    return int(value)


def chosen_data_dir() -> Path:
    folder = Path(os.environ.get("DATA_DIR") or ROOT / "data").absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.write_bytes(b"x" * 4096)
        probe.unlink()
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            stop(f"The disk is full: nothing can be written into {folder}.")
        stop(f"{folder} cannot be written ({error.strerror}). DATA_DIR names another folder.")
    free = shutil.disk_usage(folder).free >> 20
    if free < LEAST_FREE_MB:
        stop(f"The disk is nearly full: {free} MB are free in {folder}, {LEAST_FREE_MB} MB are needed.")
    return folder


@contextmanager
def full_disk_said() -> Iterator[None]:
    """Turns a disk that fills up under way, and a database of another version, into a sentence."""
    from django.core.management import CommandError
    from django.db import Error

    try:
        yield
    except (OSError, Error, CommandError) as error:
        if getattr(error, "errno", 0) in {errno.ENOSPC, errno.EDQUOT} or "disk is full" in str(error):
            stop("The disk is full; make room and run this again. Nothing that was there is lost.")
        stop(f"This did not work: {error}")


def collect_static_files() -> None:
    """Compressing takes seconds, so it is done only when a file has changed since."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    state = sha256(repr(settings.STORAGES).encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            state.update(f"{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    stamp = settings.STATIC_ROOT / ".collected"
    if not stamp.exists() or stamp.read_text() != state.hexdigest():
        print("Collecting style sheets, scripts and icons.", flush=True)
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        stamp.write_text(state.hexdigest())


def staff_login(data_dir: Path) -> str:
    """A line about the login: its password when it is made, later where to find it."""
    from django.contrib.auth import get_user_model

    users, file = get_user_model().objects, data_dir / "staff-login.txt"
    if users.exists():
        return f"Staff login: see {file}" if file.exists() else "Staff login: as before"
    password = secrets.token_urlsafe(12)
    with open(file, "w", opener=lambda name, flags: os.open(name, flags, 0o600), encoding="utf-8") as writer:
        writer.write(f"name: editor\npassword: {password}\n")
    file.chmod(0o600)
    users.create_superuser("editor", password=password)
    return f"Staff login: editor   password: {password}   (kept in {file})"


def main() -> None:
    port, data_dir = chosen_port(), chosen_data_dir()
    os.environ["DATA_DIR"] = str(data_dir)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "embassy.settings")
    if not os.environ.get("PRODUCTION"):
        # The login of the demo is for this computer only; the desk says plainly that it asks for no more.
        os.environ.setdefault("SECOND_FACTOR_REQUIRED", "0")
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))

    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        stop(str(error))
    from embassy import server
    from embassy.prepare import prepare_database

    print(f"Preparing the data in {data_dir}", flush=True)
    with full_disk_said():
        if prepare_database():
            print("The section's first content is loaded.", flush=True)
        collect_static_files()
        login = staff_login(data_dir)

    site = f"http://localhost:{port}/"
    print(f"\nThe section:  {site}\nThe desk:     {site}admin/\n{login}\n", flush=True)
    command = server.command(HOST, port, patience=3)
    os.execv(command[0], command)  # noqa: S606 - a fixed command line, no shell


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
