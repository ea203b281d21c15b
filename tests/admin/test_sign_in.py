"""Two factors for everybody: what half of a sign-in opens, how a phone is set up, used, lost and replaced."""

import re
from datetime import UTC, datetime
from uuid import UUID

import pytest
import time_machine
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import get_resolver, reverse
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.admin.signing_in import (
    GATE,
    INDEX,
    LOGIN,
    PASSWORD,
    give_code,
    give_password,
    member,
    shown_by_app,
    shown_for,
    sign_in,
    with_phone,
)
from trafficking.admin import devices

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 1, 9, tzinfo=UTC)
CODES = reverse("admin:recovery_codes")
PAGES = reverse("admin:trafficking_page_changelist")


@pytest.fixture(autouse=True)
def strict(settings, client):
    """As in production; the desk in English."""
    settings.SECOND_FACTOR_REQUIRED = True
    client.cookies["django_language"] = "en"


def secret(page) -> str:
    return re.search(r'class="secret">([^<]+)<', page.content.decode())[1]


def codes(page) -> list[str]:
    return re.findall(r"<li><code>([^<]+)</code>", page.content.decode())


def words(page) -> list[str]:
    return [str(message) for message in page.context["messages"]]


#: What stands in the changing parts of an address, where “1” will not do.
GIVEN = {"app_label": "trafficking", **dict.fromkeys(("key", "object_id", "aside", "revision", "link"), UUID(int=1))}


def desk_addresses() -> list[str]:
    """One address of every page that the desk has, and one that it does not have."""
    _prefix, resolver = get_resolver().namespace_dict["admin"]
    names = [name for name in resolver.reverse_dict if isinstance(name, str)]
    found = ["/admin/nowhere/"]
    for name in names:
        parts = resolver.reverse_dict.getlist(name)[0][0][0][1]
        found.append(reverse(f"admin:{name}", kwargs={part: GIVEN.get(part, "1") for part in parts}))
    return [address for address in found if address not in {LOGIN, GATE, reverse("admin:logout")}]


def is_refused(answer) -> bool:
    return answer.status_code == 302 and answer.url.startswith(LOGIN)


def test_password_alone_opens_no_page_of_the_desk(client):
    user = with_phone()
    addresses = desk_addresses()
    assert len(addresses) > 100
    assert {INDEX, CODES, *(reverse(f"admin:{name}") for name in ("jsi18n", "password_change"))} < set(addresses)
    give_password(client)
    for address in addresses:
        assert is_refused(client.get(address)), address
        assert is_refused(client.post(address)), address
    assert client.get(PAGES, follow=True).redirect_chain[-1][0] == f"{GATE}?next={PAGES}"
    give_code(client, shown_by_app(user))
    assert not [address for address in addresses if is_refused(client.get(address))]


def test_language_may_be_chosen_before_the_second_factor(client):
    with_phone()
    give_password(client)
    assert client.post(reverse("set_language"), {"language": "lv", "next": GATE}).status_code == 302
    assert 'lang="lv"' in client.get(GATE).content.decode()


def test_gate_is_shut_without_the_password(client):
    assert client.get(GATE).url == LOGIN
    assert give_code(client, "123456").url == LOGIN


def test_first_sign_in_sets_up_the_phone_and_shows_recovery_codes_once(client):
    user = member()
    assert give_password(client, next=PAGES).url == PAGES
    page = client.get(PAGES, follow=True)
    assert "<svg" in page.content.decode()
    assert 'autocomplete="one-time-code"' in page.content.decode()
    assert not re.search(r"style=|data:", page.content.decode())
    before = client.session.session_key
    page = give_code(client, shown_for(secret(page)), next=PAGES)
    assert page.status_code == 200
    assert len(set(codes(page))) == 8
    assert f'href="{PAGES}"' in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    assert client.session.session_key != before
    assert client.get(PAGES).status_code == 200
    assert client.get(GATE).url == INDEX
    assert not codes(client.get(CODES))
    assert "Set up the second factor." in [entry.change_message for entry in LogEntry.objects.filter(user=user)]


def test_wrong_code_sets_up_nothing_and_keeps_the_picture(client):
    member()
    give_password(client)
    before = secret(client.get(GATE))
    page = give_code(client, "12345x")
    assert "This code is not right" in page.content.decode()
    assert secret(page) == before
    assert not TOTPDevice.objects.exists()
    assert client.get(INDEX).status_code == 302


def test_each_sign_in_shows_a_secret_of_its_own_and_the_first_phone_stays(client):
    """Somebody else who knows the password must not have seen the secret of the phone that is set up."""
    member()
    other = Client()
    give_password(client), give_password(other)
    mine, theirs = secret(client.get(GATE)), secret(other.get(GATE))
    assert mine != theirs
    assert codes(give_code(client, shown_for(mine)))
    assert not codes(give_code(other, shown_for(theirs)))
    assert is_refused(other.get(INDEX))
    assert TOTPDevice.objects.count() == 1


def test_code_of_the_app_opens_the_desk_once(client):
    with time_machine.travel(NOON, tick=False):
        user = with_phone()
        code = shown_by_app(user)
        give_password(client, next=PAGES)
        assert give_code(client, f"{code[:3]} {code[3:]}", next=PAGES).url == PAGES
        assert client.get(PAGES).status_code == 200
        again = Client()
        give_password(again)
        give_code(again, code)
        assert is_refused(again.get(INDEX))


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_nobody_is_led_to_another_site(client, elsewhere):
    user = with_phone()
    give_password(client)
    assert "evil" not in client.get(GATE, {"next": elsewhere}).content.decode()
    assert give_code(client, shown_by_app(user), next=elsewhere).url == INDEX


def test_wrong_codes_must_wait_longer_and_longer(client):
    with time_machine.travel(NOON, tick=False) as now:
        user = with_phone()
        give_password(client)
        for failures in range(8):
            now.shift(2**failures)
            assert "This code is not right" in give_code(client, "000000").content.decode()
        page = give_code(client, shown_by_app(user))
        assert "Wait 3 minutes, then try again" in page.content.decode()
        assert is_refused(client.get(INDEX))
        now.shift(100)
        assert "Wait 28 seconds" in give_code(client, shown_by_app(user)).content.decode()
        now.shift(30)
        assert give_code(client, shown_by_app(user)).url == INDEX


def test_recovery_code_opens_the_desk_once_and_what_is_left_is_said(client):
    user = with_phone()
    kept = devices.new_recovery_codes(user)
    give_password(client)
    assert give_code(client, f" {kept[0].upper()} ").url == INDEX
    assert words(client.get(INDEX)) == ["You have 7 recovery codes left. Make new ones under “Recovery codes”."]
    again = Client()
    give_password(again)
    give_code(again, kept[0])
    assert is_refused(again.get(INDEX))


def test_few_recovery_codes_are_told_at_every_sign_in(client):
    user = with_phone()
    devices.new_recovery_codes(user)
    sign_in(client, user)
    assert not words(client.get(INDEX))
    StaticToken.objects.filter(pk__in=StaticToken.objects.values("pk")[:6]).delete()
    client.logout()
    client.cookies["django_language"] = "en"
    sign_in(client, user)
    assert words(client.get(INDEX))[0].startswith("You have 2 recovery codes left.")


def test_new_recovery_codes_need_the_phone_and_end_the_old_ones(client):
    with time_machine.travel(NOON, tick=False) as now:
        user, again = with_phone(), Client()
        kept = devices.new_recovery_codes(user)
        give_password(client)
        give_code(client, kept[0])
        assert not codes(give_code(client, kept[1], CODES))
        now.shift(5)
        fresh = codes(give_code(client, shown_by_app(user), CODES))
        assert len(fresh) == 8
        assert client.get(INDEX).status_code == 200  # let in by a recovery code, and still in
        give_password(again)
        give_code(again, kept[2])
        assert is_refused(again.get(INDEX))
        now.shift(5)
        assert give_code(again, fresh[0]).url == INDEX


def test_signing_out_works_at_the_gate_and_inside_by_post_alone(client):
    user = with_phone()
    give_password(client)
    out = reverse("admin:logout")
    assert client.get(out).status_code == 405
    assert client.post(out).status_code == 200
    assert client.get(GATE).url == LOGIN
    sign_in(client, user)
    assert client.post(out).status_code == 200
    assert is_refused(client.get(INDEX))


def test_forms_of_the_gate_are_protected_from_other_sites():
    with_phone()
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(User.objects.get())
    assert careful.post(GATE, {"code": "1"}).status_code == 403
    assert careful.post(reverse("admin:logout")).status_code == 403
    assert careful.get(GATE).status_code == 200


def test_new_password_ends_other_sessions_and_keeps_this_one(client):
    user, other = with_phone(), Client()
    with time_machine.travel(NOON, tick=False) as now:
        sign_in(client, user)
        now.shift(60)
        sign_in(other, user)
        assert other.get(INDEX).status_code == 200
        new = "another-password-72"
        form = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
        assert client.post(reverse("admin:password_change"), form).status_code == 302
        assert client.get(INDEX).status_code == 200
        assert is_refused(other.get(INDEX))


def test_session_of_somebody_who_may_no_longer_come_in_is_over(client):
    user = with_phone()
    sign_in(client, user)
    assert client.get(INDEX).status_code == 200
    User.objects.update(is_active=False)
    assert is_refused(client.get(INDEX))


@pytest.fixture
def chief(client):
    """An administrator at the desk."""
    sign_in(client, with_phone("chief"))
    return client


def reset_address(user: User) -> str:
    return reverse("admin:auth_user_reset_second_factor", args=[user.pk])


def test_administrator_resets_a_lost_phone_and_it_is_recorded(chief):
    user, elsewhere = with_phone(), Client()
    kept = devices.new_recovery_codes(user)
    sign_in(elsewhere, user)
    assert elsewhere.get(INDEX).status_code == 200
    change = reverse("admin:auth_user_change", args=[user.pk])
    assert f'href="{reset_address(user)}"' in chief.get(change).content.decode()
    assert "every browser signed in" in chief.get(reset_address(user)).content.decode()
    assert TOTPDevice.objects.filter(user=user).exists()
    page = chief.post(reset_address(user), follow=True)
    assert words(page) == ["The second factor of “editor” is reset. The next sign-in sets up a new one."]
    assert reset_address(user) not in page.content.decode()
    assert not TOTPDevice.objects.filter(user=user).exists()
    assert not StaticToken.objects.filter(device__user=user).exists()
    assert is_refused(elsewhere.get(INDEX))
    assert elsewhere.get(GATE).url == LOGIN
    assert Session.objects.count() == 1
    entry = LogEntry.objects.first()
    assert (entry.user.username, entry.object_id) == ("chief", str(user.pk))
    assert entry.change_message == "Reset the second factor."
    give_password(elsewhere)
    give_code(elsewhere, kept[0])
    assert secret(elsewhere.get(GATE))


def test_nobody_resets_their_own_nor_without_the_right(chief, client):
    own = User.objects.get(username="chief")
    assert reset_address(own) not in chief.get(reverse("admin:auth_user_change", args=[own.pk])).content.decode()
    assert chief.post(reset_address(own)).status_code == 403
    reader, user = Client(), with_phone("reader", is_superuser=True)
    User.objects.filter(pk=user.pk).update(is_superuser=False)
    user.user_permissions.add(Permission.objects.get(codename="view_user"))
    sign_in(reader, user)
    assert reader.get(reverse("admin:auth_user_changelist")).status_code == 200
    assert reader.post(reset_address(own)).status_code == 403
    assert TOTPDevice.objects.filter(user=own).exists()


def test_list_of_users_tells_who_has_a_second_factor(chief):
    member("newcomer")
    result = chief.get(reverse("admin:auth_user_changelist")).context["cl"].result_list
    assert {user.username: user.has_second_factor for user in result} == {"chief": True, "newcomer": False}


def test_no_page_of_the_desk_shows_secrets(chief):
    shown = {model._meta.app_label for model in admin.site._registry}
    assert "auth" in shown
    assert not {app for app in shown if app.startswith("otp") or app == "axes"}
    device = TOTPDevice.objects.get()
    user = device.user
    for address in ("change", "history", "delete"):
        assert device.key not in chief.get(reverse(f"admin:auth_user_{address}", args=[user.pk])).content.decode()


def test_lost_phone_of_the_only_administrator_is_reset_on_the_server(capsys):
    user = with_phone()
    with pytest.raises(CommandError, match="Nobody signs in as “nobody”"):
        call_command("reset_second_factor", "nobody")
    call_command("reset_second_factor", "editor")
    assert "sets up a new second factor" in capsys.readouterr().out
    assert not TOTPDevice.objects.exists()
    assert LogEntry.objects.get().user == user


def test_copy_for_trying_out_asks_for_no_second_factor_and_says_so(client, settings):
    assert "trying out" not in client.get(LOGIN).content.decode()
    settings.SECOND_FACTOR_REQUIRED = False
    member()
    assert "it asks for no second factor" in client.get(LOGIN).content.decode()
    give_password(client)
    page = client.get(PAGES)
    assert "it asks for no second factor" in page.content.decode()
    assert CODES not in page.content.decode()
    assert client.get(GATE).url == client.get(CODES).url == INDEX
