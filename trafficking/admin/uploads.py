"""A file that waits between two requests of one person: in a private folder, outside everything that is served.

Its name there is chance and known to the person's session alone; it is gone after the second request or two hours.
"""

import os
import secrets
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from django.http import HttpRequest

KEPT_SECONDS = 2 * 60 * 60


class Upload(NamedTuple):
    name: str
    data: bytes


def keep(request: HttpRequest, purpose: str, upload: Upload) -> None:
    """Keep a file for this person's next request; one kept before for the same purpose goes."""
    forget(request, purpose)
    _sweep()
    stored = secrets.token_hex(16)
    with open(_folder() / stored, "xb", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
        file.write(upload.data)
    request.session[_key(purpose)] = [stored, upload.name]


def kept(request: HttpRequest, purpose: str) -> Upload | None:
    """The file that waits, if it still does."""
    stored, name = request.session.get(_key(purpose), ("", ""))
    try:
        return Upload(name, (_folder() / stored).read_bytes()) if stored else None
    except FileNotFoundError:
        return None


def forget(request: HttpRequest, purpose: str) -> None:
    stored, _name = request.session.pop(_key(purpose), ("", ""))
    if stored:
        (_folder() / stored).unlink(missing_ok=True)


def _key(purpose: str) -> str:
    return f"upload for {purpose}"


def _folder() -> Path:
    """Shared by the processes of one machine, open to nobody else on it."""
    path = Path(tempfile.gettempdir()) / f"section-uploads-{os.getuid()}"
    path.mkdir(mode=0o700, exist_ok=True)
    found = path.lstat()
    if path.is_symlink() or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise PermissionError(f"{path} is not a private folder of this user")
    return path


def _sweep() -> None:
    """Remove what nobody came back for."""
    for path in _folder().iterdir():
        try:
            if time.time() - path.stat().st_mtime > KEPT_SECONDS:
                path.unlink()
        except FileNotFoundError:  # somebody else has swept it
            continue
