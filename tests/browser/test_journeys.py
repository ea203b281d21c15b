"""The ways that visitors take, each as far as it matters to them."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.hands import follow, tab_to
from tests.browser.places import DESK, LANGUAGES, NONSENSE, PHONE, PLACES

pytestmark = pytest.mark.browser

SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["script", "no-script"])
BY = pytest.mark.parametrize("by", ["keyboard", "pointer"])


@pytest.mark.parametrize("width", [PHONE, DESK])
@SCRIPTS
@BY
def test_from_home_through_a_door_to_a_number(window, by, scripts, width):
    page = window(width, scripts=scripts)
    for language in LANGUAGES:
        page.goto(f"/{language}/")
        follow(page, page.locator(".door").last, by)
        page.wait_for_url(f"**/{language}/help/?situation=*")
        assert page.locator("#results article").count() > 0
        follow(page, page.locator("#results article :is(h3, h4) a").first, by)
        page.wait_for_url(re.compile(rf"/{language}/help/[a-z-]+/$"))
        expect(page.locator("html")).to_have_attribute("lang", language)
        assert ways_out(page)[0].startswith("tel:+371")
        expect(page.locator("main a[href^='tel:']").first).to_be_in_viewport()


def ways_out(page) -> list[str]:
    """Where the links of the main part lead that leave the section, in their order."""
    addresses = page.locator("main a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    return [address for address in addresses if re.match(r"[a-z]+:", address)]


def test_a_number_can_be_called_from_the_first_screen_of_every_page(window):
    page = window(PHONE, 568)
    for place in PLACES:
        place.open(page, "ru")  # the longest words
        expect(page.locator("a[href='tel:112']").first).to_be_in_viewport(ratio=1)


@SCRIPTS
def test_a_search_with_a_typing_mistake_finds_and_says_what_it_looked_for(window, scripts):
    page = window(PHONE, scripts=scripts)
    for language, typed in {"lv": "psiholgs", "en": "psycholgist", "ru": "психолг", "uk": "психолг"}.items():
        page.goto(f"/{language}/")
        tab_to(page, page.locator("main input[type=search]"))
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/{language}/help/?q=*")
        assert page.locator("#results article").count() > 0
        expect(page.locator("#results")).to_contain_text(typed)
        expect(page.locator("input[name=q]")).to_have_value(typed)


@SCRIPTS
def test_where_nothing_is_found_there_is_help_and_a_way_on(window, scripts):
    page = window(PHONE, scripts=scripts)
    for language in LANGUAGES:
        page.goto(f"/{language}/help/?q={NONSENSE}&service=legal")
        assert page.locator("#results article").count() == 0
        expect(page.locator("#results a[href='tel:112']")).to_be_visible()
        follow(page, page.locator("#results .nothing a:not([href^='tel:'])").first, "keyboard")
        page.wait_for_url(lambda address: NONSENSE not in address)
        assert page.locator("#results article").count() > 0


@SCRIPTS
def test_another_language_is_the_same_page_with_the_same_choice(window, site, scripts):
    page = window(DESK, scripts=scripts)
    paths = ("help/?q=marta&service=psych&free=yes", "help/marta/", "events/?kind=grant", "events/2015/")
    for path, language, other in zip(paths, LANGUAGES, (*LANGUAGES[1:], "lv"), strict=True):
        page.goto(f"/{language}/{path}")
        follow(page, page.locator(f".languages a[hreflang={other}]"), "pointer")
        page.wait_for_url(f"**/{other}/**")
        assert parts(page.url) == parts(f"{site.address}/{other}/{path}")
        expect(page.locator("html")).to_have_attribute("lang", other)


def parts(address: str) -> tuple[str, list[tuple[str, str]]]:
    """The path and the parameters, whatever their order."""
    return urlsplit(address).path, sorted(parse_qsl(urlsplit(address).query))


@SCRIPTS
def test_the_skip_link_appears_and_leads_past_the_head(window, scripts):
    page = window(PHONE, scripts=scripts)
    page.goto("/en/help/marta/")
    skip = page.locator("a[href='#main']")
    expect(skip).not_to_be_in_viewport()
    tab_to(page, skip, most=3)
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement === document.querySelector('main a')")
    expect(page.locator("h1")).to_be_in_viewport()


@SCRIPTS
@BY
def test_a_correction_says_what_is_missing_keeps_the_words_and_is_sent(window, by, scripts):
    page = window(PHONE, scripts=scripts)
    page.goto("/en/help/marta/")
    follow(page, page.locator("main a[href$='/correction/']"), by)
    page.locator("textarea").fill("They have moved.")
    follow(page, page.locator("form.correction button"), by)
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("textarea")).to_have_value("They have moved.")
    missing = page.get_by_role("group", name="What is wrong?")
    assert described(page, missing), "no error is tied to the choice"
    page.get_by_label("the address").check()
    follow(page, page.locator("form.correction button"), by)
    page.wait_for_url("**/en/help/marta/correction/thanks/")
    expect(page.locator("main a[href='/en/help/marta/']").first).to_be_visible()


def test_an_error_in_a_text_is_tied_to_its_field(window):
    page = window(PHONE)
    page.goto("/en/help/marta/correction/")
    page.get_by_label("the address").check()
    page.locator("form.correction button").click()
    field = page.locator("textarea")
    expect(field).to_have_attribute("aria-invalid", "true")
    assert described(page, field)


def described(page, locator) -> str:
    """The visible words that describe an element to those who do not see it."""
    ids = (locator.get_attribute("aria-describedby") or "").split()
    return " ".join(page.locator(f"[id='{each}']").inner_text() for each in ids)


@pytest.mark.parametrize(("width", "scripts"), [(PHONE, True), (DESK, False)])
def test_the_index_of_years_counts_what_is_there_and_leads_to_it(window, width, scripts):
    page = window(width, scripts=scripts)
    page.goto("/en/events/")
    index = page.locator(".years a")
    years = page.locator("section.year")
    assert index.count() == years.count() > 5
    for number in range(index.count()):
        shown = years.nth(number).locator("ol > li").count()
        assert int(index.nth(number).locator(".number").inner_text()) == shown
    follow(page, page.locator(".years a[href='#y2010']"), "keyboard")
    heading = page.locator("#y2010")
    expect(heading).to_be_in_viewport(ratio=1)
    bar = page.locator(".exit").bounding_box()
    assert heading.bounding_box()["y"] >= bar["y"] + bar["height"], "the exit covers the year"


def test_an_address_that_is_not_there_offers_ways_on(window):
    page = window(PHONE, scripts=False)
    for language, path in [("lv", "nothing-here/"), ("en", "help/nobody/"), ("ru", "events/1999/"), ("uk", "nothing/")]:
        assert page.goto(f"/{language}/{path}").status == 404
        expect(page.locator("html")).to_have_attribute("lang", language)
        follow(page, page.locator(f"main a[href='/{language}/help/']"), "keyboard")
        page.wait_for_url(f"**/{language}/help/")


def test_going_back_from_an_organisation_finds_the_choice_again(window):
    page = window(PHONE)
    page.goto("/en/help/")
    page.locator(".filters summary").first.click()
    page.locator("input[name=service][value=psych]").check()
    page.wait_for_url("**/en/help/?service=psych")
    found = page.locator("#results article").count()
    page.locator("#results article :is(h3, h4) a").first.click()
    page.wait_for_url(re.compile(r"/en/help/[a-z-]+/$"))
    page.go_back()
    expect(page.locator("input[value=psych]")).to_be_checked()
    assert page.locator("#results article").count() == found


def test_paper_shows_what_helps_and_not_what_only_works_on_a_screen(window):
    page = window(DESK)
    for path in ("", "help/", "help/marta/", "events/2015/", "awards/"):
        page.emulate_media(media="screen")
        page.goto(f"/en/{path}")
        controls = page.locator(".exit, .skip, .languages, .menu, form, .filters")
        assert controls.filter(visible=True).count() > 3
        page.emulate_media(media="print")
        assert controls.filter(visible=True).count() == 0
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator("a[href='tel:112']").first).to_be_visible()
        for number in page.locator("main a[href^='tel:']").all():
            assert re.search(r"\d{3}", number.inner_text()), "a number that cannot be read on paper"


def test_paper_keeps_what_was_found_and_no_heading_of_nothing(window):
    page = window(DESK)
    page.goto("/en/search/?q=marta")
    found = page.locator("main li a").filter(visible=True)
    number = found.count()
    assert number > 1
    page.emulate_media(media="print")
    assert found.count() == number
    page.emulate_media(media="screen")
    page.goto("/en/help/marta/")
    on_screen_only = page.locator("a[href$='/correction/'], .past h2")
    assert on_screen_only.filter(visible=True).count() == 2
    page.emulate_media(media="print")
    assert on_screen_only.filter(visible=True).count() == 0
    box, heading = page.locator(".urgent").bounding_box(), page.locator("h1").bounding_box()
    assert heading["y"] - (box["y"] + box["height"]) >= 8


def test_without_a_style_sheet_the_page_is_in_order(window):
    page = window(PHONE)
    page.route("**/*.css", lambda route: route.abort())
    page.goto("/en/help/")
    assert page.locator("svg, img").evaluate_all("found => found.every(each => each.clientWidth < 100)")
    order = [".exit-button", "a[href='tel:112']", "h1", "#q", "#results article a[href^='tel:']", "footer"]
    tops = [page.locator(each).first.bounding_box()["y"] for each in order]
    assert tops == sorted(tops)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
