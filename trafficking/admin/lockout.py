"""How often a password may be guessed: docs/decisions/0012 says why so. django-axes counts, in the database.

Whoever was wrong five times is refused at this address, under this name, for a quarter of an hour. Two wider limits
hold up those who use many addresses or many names; they do not concern a person at an address from which that person
has signed in lately, so nobody can keep a colleague or a whole embassy out by failing on purpose.
"""

from datetime import timedelta
from http import HTTPStatus
from importlib import import_module

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username
from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.contrib import admin
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _


class Guard(AxesDatabaseHandler):
    """What axes asks before it lets a password be tried, and tells afterwards."""

    def is_locked(self, request: HttpRequest, credentials: dict | None = None) -> bool:
        if super().is_locked(request, credentials):
            return True
        name, address = get_client_username(request, credentials), request.axes_ip_address
        return not AccessLog.objects.filter(username=name, ip_address=address).exists() and (
            failures(username=name) >= settings.FAILURES_FOR_A_NAME
            or failures(ip_address=address) >= settings.FAILURES_FROM_AN_ADDRESS
        )

    def user_logged_in(self, sender, request: HttpRequest, user, **kwargs) -> None:
        super().user_logged_in(sender, request, user, **kwargs)
        forget_old()


def failures(**where: str | None) -> int:
    """Wrong passwords lately, under a name or from an address."""
    lately = AccessAttempt.objects.filter(attempt_time__gte=timezone.now() - settings.AXES_COOLOFF_TIME, **where)
    return lately.aggregate(all=Sum("failures_since_start"))["all"] or 0


def refused(request: HttpRequest, response: HttpResponse | None, credentials: dict | None) -> HttpResponse:
    """The page for whoever is locked out; the same for names that exist and those that do not."""
    wait: timedelta = settings.AXES_COOLOFF_TIME
    frame = admin.site.each_context(request) | {"title": _("Too many attempts"), "minutes": wait.seconds // 60}
    page = render(request, "admin/locked_out.html", frame, status=HTTPStatus.TOO_MANY_REQUESTS)
    page.headers["Retry-After"] = str(wait.seconds)
    return page


def forget_old() -> None:
    """Delete what is known of sign-ins for longer than need be, and sessions that are over."""
    now = timezone.now()
    AccessAttempt.objects.filter(attempt_time__lt=now - settings.AXES_COOLOFF_TIME).delete()
    AccessLog.objects.filter(attempt_time__lt=now - settings.SIGN_INS_KEPT).delete()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
