"""What stands around every page: exit, banner, menu, urgent lines, languages, foot, and the pages that say no."""

import re

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from tests import factories
from trafficking.public import errors

pytestmark = pytest.mark.django_db


def page(client, address: str, **more) -> str:
    return client.get(address, **more).content.decode()


def element(html: str, tag: str, marker: str) -> str:
    """The first element of a tag whose opening holds the marker, up to its first closing tag."""
    return re.search(rf"<{tag}[^>]*{re.escape(marker)}.*?</{tag}>", html, re.S)[0]


def test_page_names_its_own_address_without_what_was_asked(client):
    assert '<link rel="canonical" href="http://testserver/lv/help/">' in page(client, "/lv/help/?q=x")


def test_demonstration_says_so(client):
    assert "not an official website" in page(client, "/en/")


@pytest.mark.parametrize(
    ("host", "listed", "official"),
    [
        ("lv.usembassy.gov", ["lv.usembassy.gov"], True),
        ("lv.usembassy.gov", [], False),
        ("example.org", ["example.org"], False),
    ],
)
def test_official_banner_stands_only_on_listed_government_hosts(client, settings, host, listed, official):
    settings.ALLOWED_HOSTS = [host]
    settings.GOVERNMENT_HOSTS = listed
    html = page(client, "/en/", HTTP_HOST=host)
    assert ("An official website of the United States government" in html) is official
    assert ("not an official website" in html) is not official


def test_unknown_host_is_refused_with_a_page(client, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    response = client.get("/en/", HTTP_HOST="elsewhere.example")
    assert response.status_code == 400
    assert "elsewhere.example" not in response.content.decode()


def test_foot_and_exit_link_only_to_pages_that_are_published(client):
    assert "/lv/safety/" not in page(client, "/lv/")
    safety = factories.page("safety", in_menu=False)
    html = page(client, "/lv/")
    assert html.count('href="/lv/safety/"') == 2
    assert html.index("/lv/safety/") < html.index("<header")
    safety.is_published = False
    safety.save()
    assert "/lv/safety/" not in page(client, "/lv/")


def test_menu_has_two_levels_and_marks_where_one_is(client):
    home = factories.page("home", title_lv="Sākums")
    factories.page("help", title_lv="Kontakti", parent=home)
    factories.page("search", title_lv="Nav izvēlnē", in_menu=False)
    factories.organisation(slug="viens")
    menu = element(page(client, "/lv/help/"), "nav", 'class="menu"')
    assert '<a href="/lv/help/" aria-current="page">Kontakti</a>' in menu
    assert menu.index("Sākums") < menu.index("<ul>", menu.index("Sākums")) < menu.index("Kontakti")
    assert "Nav izvēlnē" not in menu
    assert 'href="/lv/help/" aria-current="true"' in page(client, "/lv/help/viens/")


def test_menu_entry_of_another_site_says_so(client):
    factories.page("nato", title_lv="NATO", outside_url="https://example.org/nato")
    menu = element(page(client, "/en/"), "nav", 'class="menu"')
    assert 'href="https://example.org/nato"' in menu
    assert "(another site)" in menu
    assert 'href="https://example.org/nato"' in page(client, "/en/nato/").split("<main")[1]


def test_urgent_lines_can_be_called_from_every_page(client):
    factories.urgent_line(number="+37167222922", text_lv="Krīzes tālrunis")
    for address in ("/lv/", "/lv/help/", "/lv/events/", "/lv/nothere/"):
        strip = element(page(client, address), "section", 'class="urgent"')
        assert 'href="tel:+37167222922"' in strip
        assert "Krīzes tālrunis" in strip


def test_language_switch_keeps_what_is_chosen(client):
    factories.service_type(slug="legal")
    html = page(client, "/lv/help/?service=legal")
    assert 'href="/uk/help/?service=legal" lang="uk"' in html
    assert 'hreflang="uk" href="http://testserver/uk/help/"' in html


def test_language_that_is_not_here_is_answered_with_those_that_are(client):
    response = client.get("/de/help/")
    assert response.status_code == 404
    for language in ("lv", "en", "ru", "uk"):
        assert f'href="/{language}/help/"' in response.content.decode()


def test_one_word_to_the_reader_where_a_text_is_in_another_language(client):
    factories.page("nato", title_lv="NATO", lead_lv="Par NATO", body_lv="<p>Teksts</p>", in_menu=False)
    html = page(client, "/ru/nato/")
    assert html.count('class="untranslated"') == 1
    assert "латышский" in element(html, "p", 'class="untranslated"')
    assert '<span lang="lv">Par NATO</span>' in html
    assert '<div lang="lv"><p>Teksts</p></div>' in html
    assert "untranslated" not in page(client, "/lv/nato/")


def test_name_in_another_language_is_marked_and_needs_no_word(client):
    factories.organisation(slug="viens", name_lv="Biedrība Viens")
    html = page(client, "/ru/help/viens/")
    assert '<h1><span translate="no" lang="lv">Biedrība Viens</span></h1>' in html
    assert "untranslated" not in html


def test_frame_asks_the_database_nothing_once_it_is_known(client, settings):
    settings.CONTENT_VERSION_SECONDS = 60
    home = factories.page("home")
    factories.page("safety", parent=home)
    factories.urgent_line()
    factories.notice()
    client.get("/lv/nothere/")
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/lv/nothere/").status_code == 404
    assert len(queries) == 1  # the page that is not there


def test_broken_page_asks_the_database_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        response = errors.server_error(RequestFactory().get("/lv/"))
    html = response.content.decode()
    assert response.status_code == 500
    for language in ("lv", "en", "ru", "uk"):
        assert f'href="/{language}/"' in html
    assert 'href="tel:112"' in html
    assert 'href="/exit/"' in html


def test_broken_view_shows_the_page_in_the_language_of_the_address(monkeypatch):
    monkeypatch.setattr("trafficking.public.home.screen", lambda path: 1 / 0)
    response = Client(raise_request_exception=False).get("/uk/")
    assert response.status_code == 500
    assert '<html lang="uk">' in response.content.decode()
