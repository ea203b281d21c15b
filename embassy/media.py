"""Uploaded pictures and documents, served by the process itself where no nginx does it."""

import posixpath
from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils._os import safe_join
from django.views.decorators.http import require_safe

#: What a browser may show; everything else is only saved. The same list stands in deploy/nginx.conf.
SHOWN = {
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
}


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file of MEDIA_ROOT. Names are random and never used again, so copies of it stay good."""
    try:
        file = Path(safe_join(settings.MEDIA_ROOT, path))
        if posixpath.normpath(path) != path or file.name.startswith("."):
            raise Http404
        handle = file.open("rb")
    except (SuspiciousFileOperation, OSError, ValueError) as error:
        raise Http404 from error
    kind = SHOWN.get(file.suffix.lower())
    response = FileResponse(handle, content_type=kind or "application/octet-stream")
    response.headers["Content-Disposition"] = "inline" if kind else "attachment"
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
