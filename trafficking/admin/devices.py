"""What proves that it is really this member of staff: an authenticator app on the phone, and recovery codes.

A person has one of each or neither. Their secrets stay in the tables of django-otp and are shown to nobody but the
person, once; there is no page of the desk for them.
"""

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager

import django_otp
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import SESSION_KEY, get_user_model
from django.contrib.auth.models import AbstractUser
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

RECOVERY_CODES = 8
DIGITS = 6
WRONG = gettext_lazy("This code is not right, or was used before. Wait for the next one and try again.")


class RefusedError(Exception):
    """A code was not taken; the message says why, for the person."""


def is_set_up(user: AbstractUser) -> bool:
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def new_key() -> str:
    """A secret for an authenticator app, in hexadecimal digits."""
    return random_hex(20)


def set_up(user: AbstractUser, key: str, code: str) -> Device:
    """Bind the app that holds the key, if the code shows that it does; raises RefusedError."""
    with _alone(user):
        if is_set_up(user):
            raise RefusedError(_("This account has a second factor already. Sign in with it."))
        # Left behind by no refusal: what is raised here rolls it back.
        device = TOTPDevice.objects.create(user=user, name="app", key=key)
        if not device.verify_token(plain(code)):
            raise RefusedError(WRONG)
        record(user, user, _("Set up the second factor."))
    return device


def checked(user: AbstractUser, code: str, recovery: bool = True) -> Device:
    """The person's device that takes the code, which is used up by that; raises RefusedError.

    With `recovery` a code that is not as long as those of an app is looked for among the recovery codes.
    """
    code = plain(code)
    kind = StaticDevice if recovery and len(code) != DIGITS else TOTPDevice
    device = kind.objects.filter(user=user, confirmed=True).first()
    if device is None:
        raise RefusedError(WRONG)
    allowed, reason = device.verify_is_allowed()
    if not allowed:
        raise RefusedError(waiting(reason["locked_until"].timestamp() - time.time()))
    if not django_otp.verify_token(user, device.persistent_id, code):
        raise RefusedError(WRONG)
    return device


def plain(code: str) -> str:
    """The code without what people put between its parts."""
    return "".join(filter(str.isalnum, code)).lower()


def waiting(seconds: float) -> str:
    """How long nobody may try again, in words. It doubles with each wrong code, so that none can be guessed."""
    if seconds < 60:
        number = max(1, math.ceil(seconds))
        # Translators: stands after “Wait”.
        span = ngettext("%d second", "%d seconds", number) % number
    else:
        number = math.ceil(seconds / 60)
        # Translators: stands after “Wait”.
        span = ngettext("%d minute", "%d minutes", number) % number
    return _("There were too many wrong codes. Wait %(time)s, then try again with a new one.") % {"time": span}


def new_recovery_codes(user: AbstractUser) -> list[str]:
    """Codes that let the person in once each, in place of those before. This is the only moment to show them."""
    codes = [StaticToken.random_token() for _number in range(RECOVERY_CODES)]
    with _alone(user):
        # The row stays: it may be what a running session was let in by.
        device, _made = StaticDevice.objects.get_or_create(user=user, defaults={"name": "recovery codes"})
        device.token_set.all().delete()
        StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
        record(user, user, _("Made new recovery codes."))
    return [f"{code[:4]}-{code[4:]}" for code in codes]


def recovery_codes_left(user: AbstractUser) -> int:
    return StaticToken.objects.filter(device__user=user).count()


def reset(user: AbstractUser, by: AbstractUser) -> None:
    """The phone is lost: forget it and the recovery codes, end the person's sessions, record who did it.

    The next sign-in with the password sets up a new one.
    """
    with _alone(user):
        for device in django_otp.devices_for_user(user, confirmed=None):
            device.delete()
        for session in Session.objects.iterator():
            if session.get_decoded().get(SESSION_KEY) == str(user.pk):
                session.delete()
        record(user, by, _("Reset the second factor."))


def record(user: AbstractUser, by: AbstractUser, words: str) -> None:
    """A line in the person's history."""
    LogEntry.objects.log_actions(by.pk, [user], CHANGE, words)


@contextmanager
def _alone(user: AbstractUser) -> Iterator[None]:
    """A transaction in which nobody else changes what this person has."""
    with transaction.atomic():
        get_user_model().objects.select_for_update().get(pk=user.pk)
        yield
