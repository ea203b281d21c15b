"""The whole journey of a share link in a real browser: made on the desk, read and answered elsewhere, taken back."""

import re

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.admin.test_browser import SIDEWAYS, complaints_of_axe, desk_tab, said  # noqa: F401 - fixtures
from tests.browser.hands import wait_until
from tests.browser.looking import overflow, small_targets
from trafficking.editorial import flow
from trafficking.editorial.capture import capture
from trafficking.models import Remark, Revision

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
#: Width, and whether the eyes like it dark.
LOOKS = [(320, "light"), (320, "dark"), (1280, "light"), (1280, "dark")]


@pytest.fixture
def organisation(admin_user):
    item = factories.organisation((factories.service_type(),), slug="org", summary_lv="Vecais teksts")
    factories.phone(item)
    redrafted(item, admin_user, summary_lv="Melnraksta teksts")
    return item


@pytest.fixture
def reader(browser, live_server, said):  # noqa: F811
    """A tab of somebody who never signed in, on a telephone."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, locale="en")
    context.set_default_timeout(5000)
    context.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    context.on("weberror", lambda error: said.append(str(error.error)))
    context.on("request", lambda asked: None if asked.url.startswith(live_server.url) else said.append(asked.url))
    yield context.new_page()
    assert context.cookies() == []
    context.close()


def redrafted(item, author, **changes) -> Revision:
    base = flow.seen(item, author)
    return flow.save_draft(item, {**capture(item), **changes}, author, base)


def assert_good_to_look_at(tab, said) -> None:  # noqa: F811
    assert said == []
    for width, scheme in LOOKS:
        tab.set_viewport_size({"width": width, "height": 700})
        tab.emulate_media(color_scheme=scheme)
        tab.evaluate("scrollTo(0, 0)")  # else something lies half under the exit's bar
        wait_until(tab, "document.getAnimations().every(each => each.playState === 'finished')")  # colours fade over
        assert not tab.evaluate(SIDEWAYS), (width, scheme)
        assert complaints_of_axe(tab) == [], (width, scheme)
    said.clear()  # axe itself tries to put imported style sheets into the page


def make_link(tab, item) -> str:
    tab.goto(f"/admin/trafficking/organisation/{item.pk}/share/")
    tab.get_by_label("For whom").fill("Marta centre, legal adviser")
    tab.get_by_label("Latvian").check()
    tab.get_by_label("14 days").check()
    tab.get_by_role("button", name="Make the link").click()
    field = tab.get_by_label("The link. It is shown only now")
    expect(field).to_be_visible()
    return field.input_value()


def test_link_is_made_read_answered_and_taken_back(desk_tab, reader, organisation, admin_user, said):  # noqa: F811
    link = make_link(desk_tab, organisation)
    assert_good_to_look_at(desk_tab, said)

    reader.goto(link)
    expect(reader.get_by_text("Melnraksta teksts")).to_be_visible()
    assert_good_to_look_at(reader, said)
    reader.set_viewport_size({"width": 320, "height": 640})
    assert overflow(reader) == []
    assert small_targets(reader) == []
    reader.locator(".preview a[href='#answer']").click()
    expect(reader.locator("#answer")).to_be_in_viewport()

    # The draft moves on under the reader's hands: nothing typed is lost, and the answer waits.
    redrafted(organisation, admin_user, summary_lv="Otrs melnraksts")
    reader.locator("#answer-text").fill("Tālrunis ir cits.")
    reader.locator("button[value=remark]").click()
    expect(reader.get_by_role("alert")).to_be_in_viewport()
    expect(reader.get_by_text("Otrs melnraksts")).to_be_visible()
    expect(reader.locator("#answer-text")).to_have_value("Tālrunis ir cits.")
    assert said.pop().startswith("Failed to load resource: the server responded with a status of 409")
    assert_good_to_look_at(reader, said)
    assert not Remark.objects.exists()
    reader.locator("button[value=remark]").click()
    expect(reader).to_have_url(re.compile(r"/thanks/#main$"))
    assert_good_to_look_at(reader, said)
    reader.locator("main a.go").click()
    reader.locator("button[value=looks-right]").click()
    expect(reader).to_have_url(re.compile(r"/thanks/#main$"))
    assert sorted(Remark.objects.values_list("verdict", "text")) == [
        ("looks-right", ""),
        ("remark", "Tālrunis ir cits."),
    ]

    desk_tab.goto(f"/admin/trafficking/organisation/{organisation.pk}/share/")
    expect(desk_tab.locator(".remark")).to_contain_text(["Tālrunis ir cits.", "Looks right"])
    assert_good_to_look_at(desk_tab, said)
    desk_tab.get_by_role("button", name="Take back").click()
    expect(desk_tab.locator(".share-link .chip")).to_contain_text("Taken back")

    assert said == []
    reader.goto(link)
    expect(reader.get_by_text("ask the person who sent it to you")).to_be_visible()
    assert said.pop() == "Failed to load resource: the server responded with a status of 404 (Not Found)"
    assert_good_to_look_at(reader, said)


def test_link_is_answered_without_a_script(browser, live_server, organisation, desk_tab):  # noqa: F811
    link = make_link(desk_tab, organisation)
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(link)
    tab.locator("button[value=looks-right]").click()
    expect(tab).to_have_url(re.compile(r"/thanks/#main$"))
    context.close()
    assert Remark.objects.get().verdict == "looks-right"


def test_link_is_copied_at_a_press(desk_tab, organisation):  # noqa: F811
    desk_tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    link = make_link(desk_tab, organisation)
    desk_tab.get_by_role("button", name="Copy").click()
    expect(desk_tab.get_by_role("button", name="Copied")).to_be_visible()
    assert desk_tab.evaluate("navigator.clipboard.readText()") == link
