"""Signing in with a real browser: by a phone, without it, and after it is lost."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from tests.admin.signing_in import GATE, LOGIN, PASSWORD, member, shown_by_app, shown_for, with_phone
from tests.admin.test_browser import SIDEWAYS, complaints_of_axe
from trafficking.admin.session_end import SEEN

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def strict(settings):
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def said():
    """What the browser complains about, and what it asked other hosts for."""
    return []


@pytest.fixture
def person(browser, live_server, said):
    """Opens a browser of a person's own: `person(scripts=True)`."""
    contexts = []

    def open_browser(scripts: bool = True):
        context = browser.new_context(
            base_url=live_server.url,
            locale="en",
            java_script_enabled=scripts,
            color_scheme="dark",
            viewport={"width": 320, "height": 640},
        )
        context.set_default_timeout(5000)
        context.on("console", lambda told: said.append(told.text) if told.type in {"error", "warning"} else None)
        context.on("weberror", lambda error: said.append(str(error.error)))
        context.on("request", lambda asked: None if asked.url.startswith(live_server.url) else said.append(asked.url))
        contexts.append(context)
        return context.new_page()

    yield open_browser
    for context in contexts:
        context.close()


def give_password(tab, name: str = "editor", password: str = PASSWORD) -> None:
    tab.goto("/admin/")
    tab.get_by_label("Username").fill(name)
    tab.get_by_label("Password").fill(password)
    tab.get_by_role("button", name="Log in").click()


def give_code(tab, code: str, button: str = "Go on") -> None:
    tab.get_by_role("textbox", name="Code").fill(code)
    tab.get_by_role("button", name=button).click()


def log_out(tab) -> None:
    tab.get_by_role("button", name="Log out").click()


def expect_desk(tab) -> None:
    expect(tab.get_by_role("heading", name="What do you want to change?")).to_be_visible()


def assert_clean(tab, said) -> None:
    assert said == []
    assert complaints_of_axe(tab) == []
    assert not tab.evaluate(SIDEWAYS)


def test_whole_life_of_a_second_factor(person, said):
    user, tab = member(), person()

    give_password(tab)
    expect(tab.get_by_role("img", name="QR code for the authenticator app")).to_be_visible()
    assert_clean(tab, said)
    give_code(tab, shown_for(tab.locator(".secret").inner_text()))
    codes = tab.locator(".recovery-codes code").all_inner_texts()
    assert len(codes) == 8
    assert_clean(tab, said)
    tab.get_by_role("link", name="I have kept them: go on").click()
    expect_desk(tab)
    log_out(tab)

    give_password(tab)
    assert_clean(tab, said)
    give_code(tab, shown_by_app(user))
    expect_desk(tab)
    tab.get_by_role("link", name="Recovery codes").click()
    assert_clean(tab, said)
    log_out(tab)

    give_password(tab)
    give_code(tab, codes[3])
    expect(tab.locator(".messagelist .warning")).to_contain_text("You have 7 recovery codes left.")

    chief, other = with_phone("chief"), person()
    give_password(other, "chief")
    give_code(other, shown_by_app(chief))
    expect_desk(other)
    other.goto(f"/admin/auth/user/{user.pk}/change/")
    other.get_by_role("link", name="Reset the second factor").click()
    assert_clean(other, said)
    other.get_by_role("button", name="Reset the second factor").click()
    expect(other.locator(".messagelist .success")).to_contain_text("The second factor of “editor” is reset.")
    other.get_by_role("link", name="History").click()
    expect(other.locator("#change-history")).to_contain_text("Reset the second factor.")

    tab.goto("/admin/")
    expect(tab.get_by_label("Password")).to_be_visible()
    give_password(tab)
    expect(tab.locator(".secret")).to_be_visible()
    assert said == []


def test_signing_in_needs_no_script(person):
    user, tab = member(), person(scripts=False)
    give_password(tab)
    give_code(tab, shown_for(tab.locator(".secret").inner_text()))
    tab.get_by_role("link", name="I have kept them: go on").click()
    expect_desk(tab)
    log_out(tab)
    give_password(tab)
    give_code(tab, shown_by_app(user))
    expect_desk(tab)


def test_wrong_code_and_lock_are_told_to_everybody(person, said, settings):
    settings.AXES_ENABLED = True
    with_phone()
    tab = person()
    give_password(tab)
    give_code(tab, "000000")
    expect(tab.locator(".errorlist")).to_contain_text("This code is not right")
    assert_clean(tab, said)
    log_out(tab)
    tab.goto(LOGIN)
    assert_clean(tab, said)
    for _time in range(5):
        give_password(tab, password="wrong")
    expect(tab.get_by_role("heading", name="Too many attempts")).to_be_visible()
    assert complaints_of_axe(tab) == []
    assert not tab.evaluate(SIDEWAYS)
    assert ["429" in complaint for complaint in said] == [True]
    tab.get_by_role("link", name="Log in again").click()
    expect(tab.get_by_label("Password")).to_be_visible()


def test_gate_is_styled_like_the_sign_in_and_waits_with_its_cursor_where_nothing_is_to_be_read(person):
    with_phone()
    tab = person()
    give_password(tab)
    expect(tab).to_have_url(f"{tab.evaluate('location.origin')}{GATE}?next=/admin/")
    expect(tab.get_by_role("textbox", name="Code")).to_be_focused()
    assert tab.locator("#container").evaluate("box => getComputedStyle(box).borderRadius") != "0px"


def test_long_text_typed_without_saving_keeps_the_session_alive(person, said):
    user, tab = with_phone(), person()
    give_password(tab)
    give_code(tab, shown_by_app(user))
    expect_desk(tab)
    tab.goto("/admin/trafficking/page/add/")
    session = Session.objects.get()
    decoded = session.get_decoded() | {SEEN: 1}
    long_ago = decoded | {SEEN: session.get_decoded()[SEEN] - 50 * 60}
    Session.objects.update(session_data=Session.get_session_store_class()().encode(long_ago))
    with tab.expect_response("**/jsi18n/") as answered:
        tab.locator("#id_title_lv").press_sequentially("Garš")
    assert answered.value.status == 200
    assert Session.objects.get().get_decoded()[SEEN] > long_ago[SEEN]
    assert said == []
