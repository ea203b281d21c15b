"""Writer, publisher and administrator at work at the same time, each in a browser of their own."""

import re

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from playwright.sync_api import expect

from tests import factories
from tests.admin.hands import address
from tests.admin.test_browser import READY, complaints_of_axe
from tests.browser.hands import wait_until
from trafficking.editorial import flow
from trafficking.editorial.groups import make_groups
from trafficking.models import Organisation, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def said():
    return []


@pytest.fixture
def desk_of(browser, live_server, said):
    """`desk_of("Writer")` is a window in which a member of that group is signed in."""
    make_groups()
    contexts = []

    def opened(group: str):
        user = User.objects.create_user(group.lower(), password="x", is_staff=True)
        user.groups.add(Group.objects.get(name=group))
        client = Client()
        client.force_login(user)
        context = browser.new_context(base_url=live_server.url, locale="en", timezone_id="Europe/Riga")
        context.set_default_timeout(15000)
        desk = f"{live_server.url}/admin/"
        cookies = {"sessionid": client.cookies["sessionid"].value, "django_language": "en"}
        context.add_cookies([{"name": name, "value": value, "url": desk} for name, value in cookies.items()])
        context.on("console", lambda line: said.append(line.text) if line.type in {"error", "warning"} else None)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def open_form(tab, item) -> None:
    tab.goto(address(item))
    wait_until(tab, READY)


def test_draft_goes_from_writer_to_publisher_and_back_and_live(desk_of, said, settings):
    settings.REVIEW_REQUIRED = True
    item = factories.page("lapa", title_lv="Pirms")
    writer, publisher = desk_of("Writer"), desk_of("Publisher")

    open_form(writer, item)
    expect(writer.get_by_role("button", name="Publish", exact=True)).to_have_count(0)
    writer.locator("#id_title_lv").fill("Melnraksts")
    writer.get_by_role("button", name="Send for review").click()
    expect(writer.locator(".status")).to_contain_text("draft by writer")
    assert Page.objects.get().title_lv == "Pirms"

    publisher.goto("/admin/")
    publisher.get_by_role("link", name="Pirms").first.click()
    assert complaints_of_axe(publisher) == []
    publisher.get_by_label("Note or reason").fill("Virsraksts par īsu")
    publisher.get_by_role("button", name="Send back").click()

    open_form(writer, item)
    expect(writer.locator(".status")).to_contain_text("Virsraksts par īsu")
    writer.locator("#id_title_lv").fill("Garāks virsraksts")
    writer.get_by_role("button", name="Send for review").click()
    expect(writer.locator(".messagelist .success")).to_be_visible()

    publisher.goto(address(item, "publish"))
    publisher.get_by_role("button", name="Publish", exact=True).click()
    expect(publisher.locator(".messagelist .success")).to_contain_text("Published.")
    publisher.goto("/lv/lapa/")
    expect(publisher.get_by_role("heading", level=1)).to_have_text("Garāks virsraksts")
    assert said == []


def test_own_draft_of_an_administrator_needs_a_second_person_or_an_emergency(desk_of, said, settings):
    settings.REVIEW_REQUIRED = True
    item = factories.page("lapa", title_lv="Pirms")
    administrator, publisher = desk_of("Administrator"), desk_of("Publisher")

    open_form(administrator, item)
    administrator.locator("#id_title_lv").fill("Steidzams")
    administrator.get_by_role("button", name="Publish", exact=True).click()
    expect(administrator.get_by_text("Somebody else must look at this draft")).to_be_visible()
    administrator.get_by_label(re.compile("Emergency")).check()
    administrator.get_by_role("button", name="Publish", exact=True).click()
    expect(administrator.locator(".messagelist .error")).to_contain_text("Say why")
    assert Page.objects.get().title_lv == "Pirms"
    administrator.get_by_label(re.compile("Emergency")).check()
    administrator.get_by_label("Note or reason").fill("Vecais numurs apdraud cilvēkus")
    administrator.get_by_role("button", name="Publish", exact=True).click()
    expect(administrator.locator(".messagelist .success")).to_contain_text("Published.")
    assert Page.objects.get().title_lv == "Steidzams"

    publisher.goto("/admin/")
    publisher.locator("section", has_text="emergency").get_by_role("link", name="Steidzams").click()
    expect(publisher.get_by_text("Vecais numurs apdraud cilvēkus")).to_be_visible()
    assert complaints_of_axe(publisher) == []
    publisher.get_by_role("button", name="I looked at it").click()
    expect(publisher.locator(".messagelist .success")).to_be_visible()
    assert said == []


def test_two_who_write_the_same_see_both_texts_and_choose(desk_of, said):
    item = factories.page("lapa", title_lv="Pirms")
    writer, publisher = desk_of("Writer"), desk_of("Publisher")
    for tab in (writer, publisher):
        open_form(tab, item)
    writer.locator("#id_title_lv").fill("Rakstītājas virsraksts")
    writer.get_by_role("button", name="Save draft").click()
    expect(writer.locator(".messagelist .success")).to_be_visible()

    publisher.locator("#id_title_lv").fill("Publicētāja virsraksts")
    publisher.get_by_role("button", name="Save draft").click()
    expect(publisher.get_by_text("Rakstītājas virsraksts")).to_be_visible()
    expect(publisher.get_by_text("Publicētāja virsraksts")).to_be_visible()
    assert complaints_of_axe(publisher) == []
    publisher.get_by_label(re.compile("Yours")).check()
    publisher.get_by_role("button", name="Save draft").click()
    expect(publisher.locator(".messagelist .success")).to_be_visible()
    assert flow.pending(item).data["title_lv"] == "Publicētāja virsraksts"
    assert said == []


def test_changed_number_is_compared_before_it_is_called_by_anybody(desk_of, said):
    item = factories.organisation()
    factories.phone(item, "+37167000001")
    publisher = desk_of("Publisher")
    open_form(publisher, item)
    publisher.locator("#id_phones-0-number").fill("67000002")
    publisher.get_by_role("button", name="Publish", exact=True).click()
    expect(publisher.get_by_text("+371 67 000 001")).to_be_visible()
    expect(publisher.get_by_text("+371 67 000 002")).to_be_visible()
    assert complaints_of_axe(publisher) == []
    publisher.get_by_label("I compared the telephone numbers").check()
    publisher.get_by_role("button", name="Publish", exact=True).click()
    expect(publisher.locator(".messagelist .success")).to_contain_text("Published.")
    assert str(Organisation.objects.get().phones.get().number) == "+37167000002"
    assert said == []


def test_preview_opens_in_a_new_tab_and_the_form_keeps_what_was_typed(desk_of, said):
    item = factories.page("lapa", title_lv="Pirms", title_en="Before")
    writer = desk_of("Writer")
    open_form(writer, item)
    writer.locator("#id_title_lv").fill("Tikko rakstīts")
    with writer.context.expect_page() as preview:
        writer.locator("[name=_preview][value=lv]").click()
    expect(preview.value.get_by_role("heading", level=1)).to_have_text("Tikko rakstīts")
    expect(preview.value.locator("html")).to_have_attribute("lang", "lv")
    expect(writer.locator("#id_title_lv")).to_have_value("Tikko rakstīts")
    assert flow.pending(item) is None
    assert said == []


def test_draft_is_scheduled_and_taken_off_the_site_with_a_reason(desk_of, said):
    item = factories.page("lapa", title_lv="Pirms")
    publisher = desk_of("Publisher")
    open_form(publisher, item)
    publisher.locator("#id_title_lv").fill("Vēlāk")
    publisher.get_by_role("button", name="Save draft").click()
    publisher.get_by_role("link", name="Review and publish").click()
    publisher.get_by_label(re.compile("at this moment")).fill("2099-01-02T03:04")
    publisher.get_by_role("button", name="Publish", exact=True).click()
    expect(publisher.locator(".status")).to_contain_text("goes live 2 Jan 2099, 03:04, Riga time")
    publisher.get_by_role("link", name="Take off the site").click()
    assert complaints_of_axe(publisher) == []
    publisher.get_by_label("Reason").fill("Novecojis")
    publisher.get_by_role("button", name="Take off the site").click()
    expect(publisher.locator(".status")).to_contain_text("Not published")
    assert not Page.objects.published().exists()
    publisher.get_by_role("link", name="Discard the draft").click()
    publisher.get_by_role("button", name="Discard the draft").click()
    expect(publisher.locator("#id_title_lv")).to_have_value("Pirms")
    assert said == []
