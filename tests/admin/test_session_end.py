"""Sessions of the desk end, used or not, and nothing of them is kept for long."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.contrib.sessions.models import Session

from tests.admin.signing_in import GATE, INDEX, LOGIN, give_password, member

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 5, 4, 6, tzinfo=UTC)
MINUTE, HOUR = 60, 60 * 60


@pytest.fixture
def clock():
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


@pytest.fixture
def editor(clock, client):
    client.cookies["django_language"] = "en"
    member()
    give_password(client)
    return client


def is_in(client) -> bool:
    return client.get(INDEX).status_code == 200


def test_session_ends_after_an_hour_without_anything(editor, clock):
    clock.shift(59 * MINUTE)
    assert is_in(editor)
    clock.shift(59 * MINUTE)
    assert is_in(editor)
    clock.shift(60 * MINUTE)
    page = editor.get(INDEX, follow=True)
    assert page.redirect_chain == [(f"{LOGIN}?next={INDEX}", 302)]
    assert "Your session has ended" in page.content.decode()


def test_session_ends_after_ten_hours_of_work(editor, clock):
    for _half_hour in range(19):
        clock.shift(30 * MINUTE)
        assert is_in(editor)
    clock.shift(30 * MINUTE)
    assert not is_in(editor)
    give_password(editor)
    assert is_in(editor)


def test_session_between_password_and_second_factor_ends_too(editor, clock, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    assert editor.get(GATE).status_code == 200
    clock.shift(HOUR)
    assert editor.get(GATE).url == LOGIN


def test_ended_session_cannot_be_taken_up_again(editor, clock):
    key = editor.cookies["sessionid"].value
    clock.shift(HOUR)
    assert not is_in(editor)
    assert not Session.objects.filter(pk=key).exists()


def test_session_is_written_anew_once_a_minute(editor, clock, django_assert_max_num_queries):
    def writes() -> int:
        with django_assert_max_num_queries(9) as asked:
            editor.get("/admin/jsi18n/")
        return len([query for query in asked if query["sql"].startswith("UPDATE")])

    assert writes() == 0
    clock.shift(MINUTE)
    assert (writes(), writes()) == (1, 0)


def test_browser_forgets_the_session_when_it_is_closed_and_sends_it_to_the_desk_alone(editor):
    cookie = editor.cookies["sessionid"]
    assert not cookie["max-age"]
    assert not cookie["expires"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/admin/", True, "Lax")


def test_messages_are_no_cookie_of_the_whole_site(editor, clock):
    clock.shift(HOUR)
    editor.get(INDEX)
    assert {cookie["path"] for name, cookie in editor.cookies.items() if name != "django_language"} == {"/admin/"}


def test_public_page_does_not_look_at_the_session(editor):
    assert "Cookie" in editor.get(INDEX).headers["Vary"]
    page = editor.get("/en/help/")
    assert page.status_code == 200
    assert "Cookie" not in page.headers.get("Vary", "")
