"""What holds for every public page: status, language, neutrality, no traces."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories

pytestmark = pytest.mark.django_db
LANGUAGES = ("lv", "en", "ru", "uk")
PATHS = [
    "",
    "help/",
    "help/viens/",
    "events/",
    "events/2015/",
    "events/2015/ev/",
    "awards/",
    "search/",
    "nato/",
    "safety/",
]

#: Words that a window title on pages about help must not hold (DESIGN, "Neutral traces").
TELLING = {
    "lv": "palīdz|cietu|upur|vardarb|tirdzniec|patvērum|patvers|krīz|droš",
    "en": "help|victim|abuse|violence|traffick|shelter|crisis|safe|exploit",
    "ru": "помощ|пострада|жертв|насили|торговл|убежищ|приют|кризис|безопас",
    "uk": "допомог|постражда|жертв|насил|торгівл|притулк|криз|безпе",
}


@pytest.fixture
def section():
    home = factories.page("home", title_lv="Cilvēku tirdzniecības apkarošana", title_en="Combating human trafficking")
    for path in ("help", "events", "awards", "safety", "search"):
        factories.page(path, title_lv=f"Palīdzība {path}", parent=home)
    factories.page("nato", title_lv="NATO", title_en="NATO")
    factories.urgent_line()
    factories.notice()
    situation = factories.situation()
    organisation = factories.organisation(
        (factories.service_type((situation,)),), slug="viens", neutral_name_lv="Viens"
    )
    factories.phone(organisation)
    factories.location(organisation)
    event = factories.event(2015, slug="ev", body_lv="<p>Teksts</p>")
    factories.participation(event, person=factories.person())
    factories.award(person=factories.person(), event=event)
    factories.ranking()
    return organisation


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PATHS)
def test_page_answers_in_its_language_without_cookie(client, section, path, language):
    response = client.get(f"/{language}/{path}")
    html = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{language}">' in html
    assert not response.cookies
    assert "Vary" not in response.headers or "Cookie" not in response.headers["Vary"]
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "nonce" not in response.headers["Content-Security-Policy"]
    assert response.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("path", [*PATHS, "nothere/", "help/?service=no"])
def test_page_has_nothing_inline_and_nothing_from_elsewhere(client, section, path):
    html = client.get(f"/lv/{path}").content.decode()
    for data in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html):
        assert json.loads(data)["@context"] == "https://schema.org"  # data that no browser runs
    assert not re.search(r'<script(?![^>]*\bsrc=)(?! type="application/ld\+json">)', html)
    assert not re.search(r"<style|\sstyle=|\son\w+=", html)
    for source in re.findall(r"""(?:src|<link[^>]*rel="(?:stylesheet|icon)"[^>]*href)="([^"]*)""", html):
        assert source.startswith("/static/") or source.startswith("/media/")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["help/", "help/?q=advokats", "help/viens/", "safety/", "search/", "search/?q=x"])
def test_window_title_of_help_tells_nothing(client, section, path, language):
    html = client.get(f"/{language}/{path}").content.decode()
    title = re.search(r"<title>(.*?)</title>", html)[1]
    assert title
    assert not re.search(TELLING[language], title, re.I), title


def test_window_title_elsewhere_says_what_the_page_is(client, section):
    assert "<title>Cilvēku tirdzniecības apkarošana" in client.get("/lv/").content.decode()


@pytest.mark.parametrize("path", PATHS)
def test_language_switch_leads_to_the_same_page(client, section, path):
    html = client.get(f"/lv/{path}").content.decode()
    for language in LANGUAGES:
        assert f'href="/{language}/{path}"' in html
        assert f'hreflang="{language}" href="http://testserver/{language}/{path}"' in html


def test_exit_stands_first_in_tab_order(client, section):
    html = client.get("/lv/").content.decode()
    body = html[html.index("<body>") :]
    assert re.search(r"<(a|button|input|summary)\b[^>]*>", body)[0].startswith('<a class="exit-button" href="/exit/"')


def test_leaving_forgets_and_leads_to_a_neutral_site(client, settings):
    response = client.get("/exit/")
    assert response.status_code == 303
    assert response.headers["Location"] == settings.EXIT_URL
    assert response.headers["Clear-Site-Data"] == '"cache"'
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("wanted", "language"), [("uk,ru;q=0.5", "uk"), ("en-GB", "en"), ("de", "lv"), ("", "lv")])
def test_root_goes_to_the_language_the_browser_asks_for(client, wanted, language):
    response = client.get("/", HTTP_ACCEPT_LANGUAGE=wanted)
    assert response.status_code == 302
    assert response.headers["Location"] == f"/{language}/"
    assert response.headers["Cache-Control"] == "no-store"
    assert not response.cookies


@pytest.mark.parametrize(
    "address",
    [
        "/lv/nothere/",
        "/de/help/",
        "/lv/help/nobody/",
        "/lv/events/0/",
        "/lv/events/0000/",
        "/lv/events/1850/",
        "/lv/events/99999999999999999999/",
        "/lv/events/2015/nothing/",
        "/lv/help/?page=-1",
        "/lv/help/?page=0",
        "/lv/help/?page=9&q=viens",
        "/lv/help/?page=x",
        "/nothere",
    ],
)
def test_what_is_not_there_is_said_with_a_way_on(client, section, address):
    response = client.get(address, follow=True)
    html = response.content.decode()
    assert response.status_code == 404
    assert 'href="/lv/help/"' in html
    assert "<h1>" in html


def test_text_missing_in_a_language_falls_back_and_is_marked(client, section):
    html = client.get("/uk/").content.decode()
    assert '<span lang="en">Combating human trafficking</span>' in html
    html = client.get("/uk/events/2015/ev/").content.decode()
    assert '<div lang="lv"><p>Teksts</p></div>' in html
    assert 'class="untranslated"' in html


def test_empty_section_still_answers(client):
    for path in ("", "help/", "events/", "awards/", "search/", "search/?q=x", "help/?q=x"):
        assert client.get(f"/lv/{path}").status_code == 200


def test_search_page_says_what_it_searched_for_and_finds_over_all_nouns(client, section):
    factories.event(2014, title_lv="Seminārs žurnālistiem")
    html = client.get("/lv/search/?q=seminars").content.decode()
    assert "seminars" in html
    assert "Seminārs žurnālistiem" in html


def test_search_page_refuses_a_very_long_text(client):
    assert client.get("/lv/search/?q=" + "a" * 10_000).status_code == 400


@pytest.mark.parametrize("path", ["help/", "help/?q=organizacija", "events/", "events/2015/", "awards/"])
def test_list_runs_in_at_most_six_queries_with_one_row_and_with_three(client, section, path, settings):
    settings.CONTENT_VERSION_SECONDS = 60
    client.get(f"/lv/{path}")
    with CaptureQueriesContext(connection) as one:
        client.get(f"/lv/{path}")
    for number in range(2):
        organisation = factories.organisation((factories.service_type(),))
        factories.phone(organisation)
        factories.location(organisation)
        event = factories.event(2015, slug=f"more-{number}")
        factories.participation(event, person=factories.person())
        factories.award(person=factories.person(), event=event)
    client.get(f"/lv/{path}")
    with CaptureQueriesContext(connection) as three:
        client.get(f"/lv/{path}")
    assert len(three) == len(one) <= 6, [query["sql"][:90] for query in three.captured_queries]


def test_page_says_what_it_holds_and_what_is_below_it(client):
    parent = factories.page(
        "nato", title_lv="NATO", lead_lv="Ievads", body_lv="<h2>Daļa</h2><script>x</script><p>T</p>"
    )
    child = factories.page("nato/latvia", title_lv="NATO Latvijā", parent=parent, in_menu=False)
    html = client.get("/lv/nato/").content.decode()
    for part in ("<h1>NATO</h1>", "Ievads", "<h2>Daļa</h2>", 'href="/lv/nato/latvia/"', "<time datetime="):
        assert part in html.split("<main")[1]
    assert "<script>x" not in html
    assert client.get("/lv/nato/latvia/").status_code == 200
    child.is_published = False
    child.save()
    assert 'href="/lv/nato/latvia/"' not in client.get("/lv/nato/").content.decode()
    assert client.get("/lv/nato/latvia/").status_code == 404


@pytest.mark.parametrize("address", ["/lv/%00/", "/lv/help/%00/", "/lv/help/?q=%00&page=%00", "/lv/search/?q=%00"])
def test_odd_characters_break_nothing(client, section, address):
    assert client.get(address).status_code in {200, 404}


def test_home_shows_the_doors_first_then_the_newest_ranking(client, section):
    factories.ranking(2019, note_lv="vecais")
    factories.ranking(2024, note_lv="jaunākais")
    html = client.get("/lv/").content.decode()
    assert html.index('class="door"') < html.index('role="search"') < html.index("jaunākais")
    assert "vecais" not in html


def test_long_page_begins_with_links_to_its_parts(client):
    parts = "".join(f"<h2>Daļa <em>{number}</em> &amp; vēl</h2><p>Teksts</p>" for number in (1, 2, 3))
    page = factories.page("nato", body_lv=parts)
    html = client.get("/lv/nato/").content.decode()
    assert '<a href="#part-3">Daļa 3 &amp; vēl</a>' in html
    assert '<h2 id="part-3">Daļa <em>3</em> &amp; vēl</h2>' in html
    assert '<ul lang="lv">' in client.get("/en/nato/").content.decode()
    page.body_lv = "<h2>Daļa</h2><p>Teksts</p>"
    page.save()
    assert "part-1" not in client.get("/lv/nato/").content.decode()
