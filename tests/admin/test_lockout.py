"""Passwords cannot be guessed, nobody is kept out for long by others, and nobody learns who has an account."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from axes.models import AccessAttempt, AccessLog
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client, RequestFactory

from embassy.client_address import counted_address
from tests.admin.signing_in import INDEX, LOGIN, PASSWORD, give_password, member

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 1, 9, tzinfo=UTC)
HERE, THERE = "192.0.2.1", "198.51.100.7"
REFUSED = 429


@pytest.fixture(autouse=True)
def strict(settings):
    settings.AXES_ENABLED = True


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def editor():
    return member()


def tries(password: str = PASSWORD, name: str = "editor", address: str = HERE):
    client = Client()
    client.cookies["django_language"] = "en"
    return give_password(client, name, password, address)


def fail(times: int, name: str = "editor", address: str = HERE) -> list[int]:
    return [tries("wrong", name, address).status_code for _time in range(times)]


def fail_from_everywhere(times: int, name: str = "editor") -> list[int]:
    return [tries("wrong", name, f"203.0.113.{number}").status_code for number in range(times)]


def test_fifth_wrong_password_locks_this_name_at_this_address(editor):
    assert fail(5) == [200, 200, 200, 200, REFUSED]
    page = tries()
    assert page.status_code == REFUSED
    assert page.headers["Retry-After"] == "900"
    assert "Wait 15 minutes, then try again." in page.content.decode()
    assert "ask an administrator" in page.content.decode()
    assert tries(address=THERE).status_code == 302


def test_colleagues_at_the_same_address_get_in(editor):
    member("colleague")
    fail(5)
    assert tries().status_code == REFUSED
    assert tries(name="colleague").status_code == 302


def test_lock_opens_after_a_quarter_of_an_hour_whoever_tried_meanwhile(editor, clock):
    fail(5)
    clock.shift(timedelta(minutes=14, seconds=59))
    assert tries().status_code == REFUSED
    clock.shift(2)
    assert tries().status_code == 302


def test_right_password_forgets_the_wrong_ones_before(editor):
    assert fail(4) == [200] * 4
    assert tries().status_code == 302
    assert fail(4) == [200] * 4


def test_names_that_do_not_exist_are_answered_in_the_same_way(editor):
    User.objects.create_user("visitor", password=PASSWORD)  # not of the staff
    User.objects.create_superuser("former", password=PASSWORD, is_active=False)

    def answers(name: str, password: str) -> list[str]:
        pages = [tries(password, name, THERE) for _time in range(6)]
        texts = [f"{page.status_code} {page.content.decode()}".replace(name, "NAME") for page in pages]
        return [re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text) for text in texts]

    known = answers("editor", "wrong")
    assert known[0] != known[-1]
    assert answers("nobody", "wrong") == known
    assert answers("former", PASSWORD) == known
    assert answers("visitor", "wrong") == known
    assert "correct username and password" in tries(PASSWORD, "visitor", HERE).content.decode()


class CountingHasher(PBKDF2PasswordHasher):
    """The real work, counted."""

    iterations, work = 1, 0

    def encode(self, *args, **kwargs):
        CountingHasher.work += 1
        return super().encode(*args, **kwargs)


def test_names_that_do_not_exist_cost_the_same_work(settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    member()
    CountingHasher.work = 0
    fail(1)
    known, CountingHasher.work = CountingHasher.work, 0
    fail(1, "nobody")
    assert known == CountingHasher.work == 1


def test_many_addresses_may_not_guess_the_password_of_one(editor, clock):
    assert fail_from_everywhere(20) == [200] * 20
    assert tries(address=THERE).status_code == REFUSED
    assert tries(name="nobody", address=THERE).status_code == 200
    clock.shift(timedelta(minutes=15, seconds=1))
    assert tries(address=THERE).status_code == 302


def test_who_has_signed_in_from_here_lately_gets_in_while_others_guess(editor, clock):
    assert tries().status_code == 302
    clock.shift(timedelta(days=29))
    fail_from_everywhere(25)
    assert tries(address=THERE).status_code == REFUSED
    assert tries().status_code == 302


def test_one_address_may_not_try_many_names_and_the_embassy_behind_it_gets_in(editor, clock):
    assert tries().status_code == 302
    assert sum(fail(1, f"name{number}")[0] == 200 for number in range(60)) == 50
    assert tries(name="another").status_code == REFUSED
    assert tries().status_code == 302
    assert tries(name="another", address=THERE).status_code == 200


@pytest.mark.parametrize(
    ("told", "counted"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("", None),
        ("unix:", None),
    ],
)
def test_household_counts_as_one_address(told, counted):
    assert counted_address(RequestFactory().get("/", REMOTE_ADDR=told)) == counted


def test_lock_holds_for_all_addresses_of_a_household(editor):
    for number in range(5):
        tries("wrong", address=f"2001:db8:1:2::{number}")
    assert tries(address="2001:db8:1:2::ff").status_code == REFUSED
    assert tries(address="2001:db8:1:3::ff").status_code == 302


def test_address_is_the_one_that_nginx_tells(editor, settings):
    settings.BEHIND_NGINX = True
    form = {"username": "editor", "password": "wrong"}
    for _time in range(5):
        answer = Client().post(LOGIN, form, REMOTE_ADDR="172.18.0.5", headers={"X-Real-IP": HERE})
    assert answer.status_code == REFUSED
    right = form | {"password": PASSWORD}
    answer = Client().post(LOGIN, right, REMOTE_ADDR="172.18.0.5", headers={"X-Real-IP": THERE})
    assert (answer.status_code, answer.url) == (302, INDEX)


def test_passwords_are_not_kept(editor):
    tries("my-secret-password")
    attempt = AccessAttempt.objects.get()
    assert "my-secret" not in f"{attempt.post_data} {attempt.get_data} {attempt.path_info}"


def what_is_known() -> tuple[int, int, int]:
    return AccessAttempt.objects.count(), AccessLog.objects.count(), Session.objects.count()


def test_sign_ins_and_attempts_are_forgotten_in_time(editor, clock):
    fail(2)
    tries(address=THERE)
    assert what_is_known() == (1, 1, 1)
    clock.shift(timedelta(minutes=14))
    call_command("purge_sign_ins")
    assert what_is_known() == (1, 1, 1)
    clock.shift(timedelta(minutes=2))
    call_command("purge_sign_ins")
    assert what_is_known() == (0, 1, 1)
    clock.shift(timedelta(hours=10))
    call_command("purge_sign_ins")
    assert what_is_known() == (0, 1, 0)
    clock.shift(timedelta(days=29))
    call_command("purge_sign_ins")
    assert what_is_known() == (0, 1, 0)
    clock.shift(timedelta(days=1))
    call_command("purge_sign_ins")
    assert what_is_known() == (0, 0, 0)


def test_every_sign_in_forgets_what_is_old(editor, clock):
    fail(2)
    tries(address=THERE)
    clock.shift(timedelta(days=31))
    tries()
    assert what_is_known() == (0, 1, 1)
    assert AccessLog.objects.get().ip_address == HERE
