"""Translating in a real browser: from a changed source text to a language that is up to date again."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests import factories
from tests.admin.test_browser import SIDEWAYS, complaints_of_axe, desk_tab, said, visit  # noqa: F401 - fixtures
from tests.admin.test_translating import address, publish
from tests.browser.hands import wait_until
from trafficking.editorial import flow
from trafficking.editorial.capture import capture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
#: Width, and whether the eyes like it dark.
LOOKS = [(320, "light"), (320, "dark"), (1280, "light"), (1280, "dark")]
LIST = reverse("admin:trafficking_page_changelist")


@pytest.fixture
def page(admin_user):
    item = factories.page(
        "lapa",
        title_lv="Palīdzība",
        title_ru="Помощь",
        lead_lv="Mēs palīdzam katru darbdienu.",
        lead_ru="Мы помогаем каждый рабочий день.",
        body_lv="<h2>Kā</h2><p>Zvaniet.</p>",
    )
    publish(item, lead_lv="Mēs palīdzam katru dienu.")
    return item


def assert_good_to_look_at(tab, said) -> None:  # noqa: F811
    assert said == []
    for width, scheme in LOOKS:
        tab.set_viewport_size({"width": width, "height": 700})
        tab.emulate_media(color_scheme=scheme)
        wait_until(tab, "document.getAnimations().every(each => each.playState === 'finished')")  # colours fade over
        assert not tab.evaluate(SIDEWAYS), (width, scheme)
        assert complaints_of_axe(tab) == [], (width, scheme)
    said.clear()  # axe itself tries to put imported style sheets into the page


def chip(tab, language: str):
    return tab.locator("#result_list .chip", has_text=re.compile(f"^{language}"))


def test_changed_source_leads_to_still_correct_and_back_to_the_list(desk_tab, page, said):  # noqa: F811
    visit(desk_tab, LIST)
    expect(chip(desk_tab, "ru")).to_have_text("ru: 1 missing, 1 out of date")
    assert_good_to_look_at(desk_tab, said)
    chip(desk_tab, "ru").click()
    expect(desk_tab).to_have_url(re.compile(re.escape(address(page))))
    wait_until(desk_tab, "document.querySelector('.prose-editor [aria-label]')")
    lead = desk_tab.locator(".pair").first
    expect(lead.get_by_role("heading", level=2)).to_have_text("Lead out of date")
    expect(lead.locator("del")).to_contain_text("removed: darbdienu")
    expect(lead.locator("ins")).to_contain_text("added: dienu")
    expect(desk_tab.get_by_text("1 of 3 texts are up to date.")).to_be_visible()
    assert_good_to_look_at(desk_tab, said)

    desk_tab.get_by_role("button", name="Still correct (Lead)").click()
    expect(desk_tab.locator(".messagelist .success")).to_have_text("Still correct: lead (Russian).")
    box = desk_tab.get_by_role("textbox", name="Russian (Text)")
    expect(box).to_have_attribute("lang", "ru")
    box.press_sequentially("Звоните.")
    desk_tab.get_by_role("button", name="Save draft", exact=True).click()
    expect(desk_tab.locator(".messagelist .success")).to_contain_text("Saved as a draft.")
    assert flow.pending(page).data["body_ru"] == "<p>Звоните.</p>"
    assert capture(page)["body_ru"] is None
    flow.publish(flow.pending(page), None)
    visit(desk_tab, LIST)
    expect(chip(desk_tab, "ru")).to_have_text("ru ✓")
    assert said == []


def test_enter_in_a_box_saves_and_changes_nothing_else(desk_tab, page):  # noqa: F811
    visit(desk_tab, address(page))
    title = desk_tab.get_by_role("textbox", name="Russian (Title)")
    title.fill("Подмога")
    title.press("Enter")
    expect(desk_tab.locator(".messagelist .success")).to_contain_text("Saved as a draft.")
    expect(title).to_have_value("Подмога")
    assert flow.pending(page).data["title_ru"] == "Подмога"


def test_copied_source_stands_in_the_editor(desk_tab, page, said):  # noqa: F811
    visit(desk_tab, address(page))
    desk_tab.get_by_role("button", name="Copy this text (Text)").click()
    box = desk_tab.get_by_role("textbox", name="Russian (Text)")
    expect(box.get_by_role("heading", name="Kā")).to_be_visible()
    expect(box).to_be_in_viewport()
    assert said == []


def test_overview_leads_from_item_to_item(desk_tab, page, said):  # noqa: F811
    other = factories.notice()
    visit(desk_tab, f"{reverse('admin:translations')}?language=ru")
    expect(desk_tab.get_by_role("link", name="Russian 2 items")).to_have_attribute("aria-current", "page")
    assert_good_to_look_at(desk_tab, said)
    desk_tab.get_by_role("link", name="Palīdzība").click()
    desk_tab.get_by_role("button", name="Save and next item").click()
    expect(desk_tab).to_have_url(re.compile(re.escape(address(other))))


def test_colleagues_text_is_shown_beside_what_was_typed(desk_tab, page, said):  # noqa: F811
    visit(desk_tab, address(page))
    flow.save_draft(page, {**capture(page), "lead_ru": "Её текст"}, None, flow.seen(page))
    desk_tab.get_by_role("textbox", name="Russian (Lead)").fill("Мой текст")
    desk_tab.get_by_role("button", name="Save draft", exact=True).click()
    expect(desk_tab.locator(".theirs")).to_contain_text("Её текст")
    expect(desk_tab.get_by_role("textbox", name="Russian (Lead)")).to_have_value("Мой текст")
    assert_good_to_look_at(desk_tab, said)


def test_translating_works_without_a_script(browser, live_server, client, admin_user, page):
    client.force_login(admin_user)
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    context.set_default_timeout(5000)
    cookies = {"sessionid": client.cookies["sessionid"].value, "django_language": "en"}
    where = f"{live_server.url}/admin/"
    context.add_cookies([{"name": name, "value": value, "url": where} for name, value in cookies.items()])
    tab = context.new_page()
    tab.goto(address(page))
    tab.get_by_label("Russian (Text)").fill("<p>Звоните.</p>")
    tab.get_by_role("button", name="Still correct (Lead)").click()
    expect(tab.get_by_label("Russian (Text)")).to_have_value("<p>Звоните.</p>")
    tab.get_by_role("button", name="Save and next item").click()
    expect(tab.locator(".messagelist .success")).to_be_visible()
    context.close()
    assert flow.pending(page).data["body_ru"] == "<p>Звоните.</p>"
