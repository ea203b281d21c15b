"""The desk in a real browser: under the content security policy, by name, in one language at a time, on a telephone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from tests import factories
from tests.admin.test_pages import MAKERS, address, full_event, full_organisation
from tests.browser.hands import wait_until
from trafficking.editorial import flow, links
from trafficking.models import Event, Link

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: Every editor and every choice has come up and has got its name.
READY = """() => {
    const all = (what, made) => [...document.querySelectorAll(what)]
        .filter((each) => !/__prefix__/.test(each.id)).every((each) => made(each));
    return all("textarea[data-django-prose-editor-configurable]",
            (area) => area.closest(".prose-editor")?.querySelector("[aria-label]"))
        && all("select.admin-autocomplete", (select) => document.getElementById(`${select.id}_label`));
}"""
SIDEWAYS = "document.documentElement.scrollWidth > window.innerWidth"


@pytest.fixture
def said():
    """What the browser complains about: refused styles and scripts, errors, what it asked other hosts for."""
    return []


@pytest.fixture
def desk_tab(browser, live_server, client, admin_user, said):
    """A tab of a superuser whose desk is in English."""
    client.force_login(admin_user)
    context = browser.new_context(base_url=live_server.url, locale="en", timezone_id="Europe/Riga")
    context.set_default_timeout(5000)
    context.add_cookies(
        [
            {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": f"{live_server.url}/admin/"},
            {"name": "django_language", "value": "en", "url": f"{live_server.url}/admin/"},
        ]
    )
    context.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    context.on("weberror", lambda error: said.append(str(error.error)))
    context.on("request", lambda asked: None if asked.url.startswith(live_server.url) else said.append(asked.url))
    yield context.new_page()
    context.close()


def visit(tab, page: str) -> None:
    tab.goto(page)
    wait_until(tab, READY)


def open_form(tab, item) -> None:
    visit(tab, address(item._meta.model_name, "change", item.pk))


def complaints_of_axe(tab) -> list[str]:
    answer = Axe().run(tab, options={"runOnly": RULES}).response
    return [f"{each['id']}: {node['html'][:200]}" for each in answer["violations"] for node in each["nodes"]]


@pytest.mark.parametrize("noun", MAKERS)
def test_pages_of_a_noun_are_clean(noun, desk_tab, said):
    item = MAKERS[noun]()
    changed = address(noun, "change", item.pk)
    pages = (address(noun, "changelist"), address(noun, "add"), changed, address(noun, "delete", item.pk))
    for page in pages:
        visit(desk_tab, page)
        assert said == [], page
        assert not desk_tab.evaluate(SIDEWAYS), page
    for page in (pages[0], changed):
        visit(desk_tab, page)
        assert complaints_of_axe(desk_tab) == [], page


@pytest.mark.parametrize("page", ["index", "auth_user_add", "auth_group_add", "password_change"])
def test_pages_of_the_staff_are_clean(page, desk_tab, said):
    visit(desk_tab, reverse(f"admin:{page}"))
    assert said == []
    assert complaints_of_axe(desk_tab) == []


@pytest.mark.parametrize("make", [full_organisation, full_event])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_telephone_shows_no_page_wider_than_itself(make, scheme, desk_tab, said):
    item = make()
    noun = item._meta.model_name
    desk_tab.emulate_media(color_scheme=scheme)
    desk_tab.set_viewport_size({"width": 390, "height": 844})
    for page in (address(noun, "changelist"), address(noun, "change", item.pk)):
        visit(desk_tab, page)
        assert not desk_tab.evaluate(SIDEWAYS), page
        assert said == []
        assert complaints_of_axe(desk_tab) == []


def test_first_edit_from_signing_in_to_the_public_page(tab, live_server, admin_user):
    factories.page("lapa", title_lv="Vecais virsraksts")
    tab.goto(f"{live_server.url}/admin/")
    tab.locator("[name=username]").fill("admin")
    tab.locator("[name=password]").fill("password")
    tab.locator("[type=submit]").click()
    tab.locator("#content-main .model-page th a").click()
    tab.get_by_role("link", name="Vecais virsraksts").click()
    tab.locator("#id_title_lv").fill("Jaunais virsraksts")
    tab.locator("[name=_publish]").click()
    expect(tab.locator(".messagelist .success")).to_be_visible()
    tab.goto(f"{live_server.url}/lv/lapa/")
    expect(tab.get_by_role("heading", level=1)).to_have_text("Jaunais virsraksts")
    assert tab.evaluate("document.cookie") == ""


def test_switch_shows_one_language_in_form_rows_and_added_rows(desk_tab):
    item = full_event()
    open_form(desk_tab, item)

    def visible(field: str) -> list[str]:
        boxes = {code: desk_tab.locator(f".field-{field}_{code}").first for code in ("lv", "en", "ru", "uk")}
        return [code for code, box in boxes.items() if box.is_visible()]

    assert visible("title") == visible("body") == visible("role") == ["lv"]
    desk_tab.get_by_label("Russian", exact=True).check()
    assert visible("title") == visible("body") == visible("role") == ["ru"]
    desk_tab.get_by_role("button", name="Add another Link").click()
    added = desk_tab.locator("#links-1")
    expect(added.locator(".field-title_ru")).to_be_visible()
    expect(added.locator(".field-title_lv")).to_be_hidden()
    desk_tab.get_by_label("All", exact=True).check()
    assert visible("title") == visible("role") == ["lv", "en", "ru", "uk"]
    assert desk_tab.locator("#id_title_uk").get_attribute("lang") == "uk"
    assert desk_tab.locator("#id_title_uk").get_attribute("spellcheck") == "true"


def test_switch_is_remembered_over_saving_and_continuing(desk_tab):
    item = factories.page("lapa")
    open_form(desk_tab, item)
    desk_tab.get_by_label("Ukrainian", exact=True).check()
    desk_tab.locator("#id_title_uk").fill("Назва")
    desk_tab.locator("[name=_save]").click()
    expect(desk_tab.locator(".messagelist .success")).to_be_visible()
    expect(desk_tab.locator("#id_title_uk")).to_be_visible()
    expect(desk_tab.locator("#id_title_lv")).to_be_hidden()
    draft = flow.pending(item).data
    assert (draft["title_uk"], draft["title_lv"]) == ("Назва", item.title_lv)


def test_field_with_an_error_is_shown_whatever_the_language_and_named_by_it(desk_tab):
    open_form(desk_tab, factories.page("lapa", title_en="Title"))
    desk_tab.locator("#id_title_lv").evaluate("field => { field.maxLength = 500; field.value = 'A'.repeat(200); }")
    desk_tab.get_by_label("English", exact=True).check()
    desk_tab.locator("[name=_save]").click()
    row = desk_tab.locator(".field-title_lv")
    expect(row).to_be_visible()
    expect(row).to_contain_text("Title (Latvian)")
    expect(row).to_contain_text("at most 160 characters")
    expect(desk_tab.locator("#id_title_ru")).to_be_hidden()


def test_text_typed_before_the_session_was_lost_is_offered_again(desk_tab, live_server):
    item = factories.page("lapa", title_lv="Vecais virsraksts")
    open_form(desk_tab, item)
    desk_tab.locator("#id_title_lv").fill("Tikko rakstīts")
    cookies = desk_tab.context.cookies()
    desk_tab.context.clear_cookies(name="sessionid")
    desk_tab.locator("[name=_save]").click()
    expect(desk_tab.locator("#id_username")).to_be_visible()
    desk_tab.context.add_cookies(cookies)
    open_form(desk_tab, item)
    expect(desk_tab.locator("#id_title_lv")).to_have_value("Vecais virsraksts")
    desk_tab.get_by_role("button", name="Put it back").click()
    expect(desk_tab.locator("#id_title_lv")).to_have_value("Tikko rakstīts")
    desk_tab.locator("[name=_save]").click()
    expect(desk_tab.locator(".messagelist .success")).to_be_visible()
    assert flow.pending(item).data["title_lv"] == "Tikko rakstīts"
    open_form(desk_tab, item)
    expect(desk_tab.locator(".unsaved")).to_be_hidden()


def test_text_that_is_safe_in_a_draft_is_not_offered_again(desk_tab):
    item = factories.page("lapa", title_lv="Virsraksts")
    open_form(desk_tab, item)
    desk_tab.locator("#id_title_lv").fill("xxx")
    desk_tab.locator("[name=_publish]").click()
    desk_tab.get_by_role("link", name="Mend it in the form").click()
    wait_until(desk_tab, READY)
    expect(desk_tab.locator("#id_title_lv")).to_have_value("xxx")
    expect(desk_tab.locator(".unsaved")).to_be_hidden()


def test_leaving_with_unsaved_text_asks_first(desk_tab):
    open_form(desk_tab, factories.page("lapa"))
    asked = []
    desk_tab.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    desk_tab.locator("#id_title_lv").fill("Cits")
    desk_tab.get_by_role("link", name="Home").first.click(no_wait_after=True)
    wait_until(desk_tab, "() => true")
    assert asked == ["beforeunload"]


def test_editor_has_a_name_a_language_and_the_spelling_checked(desk_tab, said):
    open_form(desk_tab, full_event())
    box = desk_tab.get_by_role("textbox", name="Text (Latvian):")
    expect(box).to_have_attribute("lang", "lv")
    expect(box).to_have_attribute("spellcheck", "true")
    assert box.evaluate("box => getComputedStyle(box).whiteSpaceCollapse") == "break-spaces"
    box.press("Control+End")
    box.press_sequentially(" Piebilde.")
    desk_tab.locator("[name=_publish]").click()
    expect(desk_tab.locator(".messagelist .success")).to_be_visible()
    assert re.fullmatch(r"<h2>Virsraksts</h2><p>Teksts Piebilde\.</p>", Event.objects.get().body_lv)
    assert said == []


def test_what_is_chosen_from_many_is_found_by_typing(desk_tab, said):
    factories.person(name_lv="Ģirts Šķēle")
    item = factories.award()
    open_form(desk_tab, item)
    desk_tab.get_by_role("combobox", name=re.compile("Person")).click()
    desk_tab.locator(".select2-search__field").press_sequentially("šķēle")
    desk_tab.get_by_role("option", name="Ģirts Šķēle").click()
    desk_tab.locator("[name=_publish]").click()
    expect(desk_tab.locator(".messagelist .success")).to_be_visible()
    item.refresh_from_db()
    assert str(item.person) == "Ģirts Šķēle"
    assert said == []


def links_of_every_state() -> Link:
    """A list of links as an editor meets it; returns one that stands in many places."""
    long = f"https://www.example.org/{'very-long-path-' * 8}/report.html"
    addresses = {state: f"https://{state}.example.org/page" for state in Link.State.values} | {"look": long}
    body = "".join(f'<p><a href="{address}">vārdi</a></p>' for address in addresses.values())
    for path in ("viens", "divi", "trīs", "četri"):
        links.index(factories.page(path, body_lv=body, body_ru=body))
    for state, link in addresses.items():
        problem = {"look": "elsewhere", "dead": "not-found", "failing": "timeout", "moved": "renamed"}.get(state, "")
        final = f"{long}/elsewhere" if state in {"look", "moved"} else ""
        Link.objects.filter(address=link).update(state=state, problem=problem, final_address=final)
    return Link.objects.get(state="look")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_links_are_read_at_any_width(width, scheme, desk_tab, said):
    link = links_of_every_state()
    desk_tab.emulate_media(color_scheme=scheme)
    desk_tab.set_viewport_size({"width": width, "height": 900})
    for page in (address("link", "changelist"), address("link", "change", link.pk)):
        visit(desk_tab, page)
        assert not desk_tab.evaluate(SIDEWAYS), page
        assert said == []
        assert complaints_of_axe(desk_tab) == []


def test_place_of_a_link_leads_to_the_field_in_its_language(desk_tab):
    item = factories.page("lapa", title_lv="Lapa", body_ru='<p><a href="https://example.org/">слова</a></p>')
    links.index(item)
    visit(desk_tab, address("link", "changelist"))
    desk_tab.get_by_role("link", name="Lapa").click()
    wait_until(desk_tab, READY)
    expect(desk_tab.locator(".field-body_ru")).to_be_visible()
    expect(desk_tab.locator(".field-body_lv")).to_be_hidden()


def test_picture_is_uploaded_while_an_event_is_edited(desk_tab, said, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    item = factories.event()
    open_form(desk_tab, item)
    desk_tab.locator("#id_title_lv").fill("Nesaglabāts virsraksts")
    with desk_tab.expect_popup() as opened:
        desk_tab.locator("#add_id_image").click()
    window = opened.value
    window.locator("#id_title").fill("Zāle")
    window.locator("#id_alternative_text_lv").fill("Tiesneši zālē")
    photo = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": factories.picture_file().read()}
    window.locator("#id_file").set_input_files(photo)
    with window.expect_event("close"):
        window.locator("[name=_save]").click()
    expect(desk_tab.locator("#id_image option:checked")).to_have_text("Zāle")
    expect(desk_tab.locator("#id_title_lv")).to_have_value("Nesaglabāts virsraksts")
    desk_tab.locator("[name=_publish]").click()
    expect(desk_tab.locator(".messagelist .success")).to_be_visible()
    item.refresh_from_db()
    assert (item.title_lv, item.image.title) == ("Nesaglabāts virsraksts", "Zāle")
    assert said == []
