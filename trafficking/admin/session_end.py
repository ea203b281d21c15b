"""Sessions of the desk end: so long after signing in whatever happens, and earlier when nothing happens.

The browser forgets them besides when it is closed (SESSION_EXPIRE_AT_BROWSER_CLOSE). A long text that is typed without
being saved keeps its session alive by static/admin/still-here.js.
"""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

#: What a session knows of itself, in seconds.
BEGAN, SEEN = "session_began", "session_seen"
#: Not every request is worth a row written anew.
SECONDS_BETWEEN_NOTES = 60


class SessionEndMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Elsewhere, a look at the session alone would mark the page as one person's.
        if request.path_info.startswith(settings.SESSION_COOKIE_PATH) and request.user.is_authenticated:
            note_or_end(request, int(time.time()))
        return self.get_response(request)


def begin(request: HttpRequest, **kwargs) -> None:
    request.session[BEGAN] = request.session[SEEN] = int(time.time())


def note_or_end(request: HttpRequest, now: int) -> None:
    """Sign the person out if the session is over, else note that it is used."""
    quiet = now - request.session.get(SEEN, 0)
    if quiet >= settings.SESSION_IDLE_SECONDS or now - request.session.get(BEGAN, 0) >= settings.SESSION_COOKIE_AGE:
        logout(request)
        messages.info(request, _("Your session has ended, so that nobody else can go on in your place."))
    elif quiet >= SECONDS_BETWEEN_NOTES:
        request.session[SEEN] = now


def connect() -> None:
    user_logged_in.connect(begin)
