"""Signs in at the desk as a person does: the password, then what the app on the phone shows."""

import time
from base64 import b32decode

from django.contrib.auth.models import User
from django.urls import reverse
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

LOGIN, GATE, INDEX = (reverse(f"admin:{name}") for name in ("login", "second_factor", "index"))
PASSWORD = "a-long-password-71"


def member(name: str = "editor", **fields) -> User:
    return User.objects.create_superuser(name, password=PASSWORD, **fields)


def give_password(client, name: str = "editor", password: str = PASSWORD, address: str = "192.0.2.1", **data: str):
    return client.post(LOGIN, {"username": name, "password": password, **data}, REMOTE_ADDR=address)


def give_code(client, code: str, where: str = GATE, **data: str):
    return client.post(where, {"code": code, **data})


def with_phone(name: str = "editor", **fields) -> User:
    """A member of staff whose phone is set up."""
    user = member(name, **fields)
    TOTPDevice.objects.create(user=user, name="app")
    return user


def shown_by_app(user: User) -> str:
    """The code that the app shows now, or the next one where that was used already."""
    device = TOTPDevice.objects.get(user=user)
    step = max(int(time.time()) // device.step, device.last_t + 1)
    return f"{totp(device.bin_key, device.step, -step * device.step + int(time.time())):06d}"


def shown_for(secret: str) -> str:
    """The code of an app that was given this secret."""
    return f"{totp(b32decode(secret.replace(' ', ''))):06d}"


def sign_in(client, user: User, **data: str):
    give_password(client, user.get_username(), **data)
    return give_code(client, shown_by_app(user), **data)
