"""The real page of what is not public: it has the draft's words, and leaves nothing of them anywhere."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone, translation

from embassy.page_wrapper import PageWrapper
from tests import factories
from tests.tables import contents
from trafficking import caching
from trafficking.admin.previewing import public_page
from trafficking.editorial.capture import capture
from trafficking.editorial.rehearsal import rehearsal
from trafficking.editorial.writing import write
from trafficking.models import Location
from trafficking.models.search_source import DirectorySource
from trafficking.search import copy, directory
from trafficking.search.vocabulary import vocabulary_of
from trafficking.templatetags import frame

pytestmark = pytest.mark.django_db
MARK = "PREVIEWMARK"
REQUEST = RequestFactory(headers={"host": "localhost"}).get(
    "/admin/", headers={"cookie": "sessionid=x", "if-none-match": "*", "accept-language": "de"}
)


def preview(item, language="lv", **changes):
    """The page of an item with some columns changed, as the desk shows it."""
    with rehearsal():
        write(item, {**capture(item), **changes})
        return public_page(item, language, REQUEST)


def named_in_an_event():
    body = factories.organisation(in_directory=False, name_lv="-")
    factories.participation(factories.event(2014, slug="senaks"), organisation=body)
    factories.participation(factories.event(2015, slug="jaunaks"), organisation=body)
    factories.participation(factories.event(2016, slug="slepens", is_published=False), organisation=body)
    return body


def honoured(maker):
    def make():
        item = maker()
        factories.award(**{item._meta.model_name: item})
        return item

    return make


def language():
    """Its names come from elsewhere, so the mark is in the list beside it."""
    factories.page("help", lead_lv=MARK)
    return factories.language("pl")


def seen_in_the_directory(make):
    def made():
        factories.organisation(slug="cita")
        return make()

    return made


#: How to make each noun, the column that its mark goes into, and where it is read.
NOUNS = {
    "situation": (factories.situation, "name_lv", "help/?situation={0.slug}"),
    "service type": (factories.service_type, "name_lv", "help/?service={0.slug}"),
    "area": (factories.area, "name_lv", "help/?area={0.slug}"),
    "audience": (factories.audience, "name_lv", "help/?audience={0.slug}"),
    "language": (language, "search_words_lv", "help/?language=pl"),
    "organisation": (factories.organisation, "name_lv", "help/{0.slug}/"),
    "body in an event": (named_in_an_event, "name_lv", "events/2015/jaunaks/"),
    "body honoured": (honoured(lambda: factories.organisation(in_directory=False)), "name_lv", "awards/"),
    "event": (factories.event, "title_lv", "events/2015/{0.slug}/"),
    "kind of event": (factories.event_kind, "name_lv", "events/?kind={0.slug}"),
    "person": (honoured(factories.person), "name_lv", "awards/"),
    "award": (lambda: factories.award(person=factories.person()), "honour_lv", "awards/"),
    "page": (lambda: factories.page("nato"), "title_lv", "nato/"),
    "home": (lambda: factories.page("home"), "title_lv", ""),
    "fixed screen": (lambda: factories.page("help"), "title_lv", "help/"),
    "way out": (lambda: factories.page("cita", outside_url="https://example.org/"), "title_lv", ""),
    "ranking": (factories.ranking, "note_lv", ""),
    "urgent line": (factories.urgent_line, "text_lv", ""),
    "notice": (seen_in_the_directory(factories.notice), "text_lv", "help/"),
}


@pytest.mark.parametrize("noun", NOUNS)
def test_noun_is_shown_where_visitors_would_read_it_and_nowhere_else(noun, client):
    make, column, place = NOUNS[noun]
    item = make()
    type(item).objects.filter(pk=item.pk).update(is_published=False, publish_until=timezone.now() - timedelta(days=1))
    with translation.override("lv"):
        assert item.get_preview_url() == f"/lv/{place.format(item)}"
    answer = preview(item, **{column: f"{MARK} vārds"})
    assert answer.status_code == 200
    assert MARK in answer.content.decode()
    assert "preview.css" in answer.content.decode()
    if noun != "language":
        public = client.get(f"/lv/{place.format(item)}").content.decode()
        assert MARK not in public
        assert "preview.css" not in public


@pytest.mark.parametrize("code", ["lv", "en", "ru", "uk"])
def test_page_is_in_the_language_asked_for_and_the_desk_stays_in_its_own(code):
    item = factories.organisation(**{f"summary_{each}": f"{MARK}-{each}" for each in ("lv", "en", "ru", "uk")})
    translation.activate("ru")
    answer = preview(item, code)
    text = answer.content.decode()
    assert f'<html lang="{code}">' in text
    assert answer.headers["Content-Language"] == code
    assert f"/{code}/help/" in text
    assert [each for each in ("lv", "en", "ru", "uk") if f"{MARK}-{each}" in text] == [code]
    assert translation.get_language() == "ru"


def test_answer_may_not_be_kept_or_listed_and_knows_nothing_of_who_asks():
    answer = preview(factories.page("nato"))
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert set(answer.headers) == {"Content-Type", "Cache-Control", "X-Robots-Tag", "Content-Language"}
    assert "http://localhost/lv/nato/" in answer.content.decode()


def test_unfinished_item_is_told_what_it_lacks():
    answer = preview(factories.organisation(is_published=False), slug=None, kind=None)
    assert "<li>Adrese</li>" in answer.content.decode() or "<li>Address</li>" in answer.content.decode()
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "make",
    [
        factories.person,
        lambda: factories.organisation(in_directory=False),
        lambda: factories.award(person=factories.person(is_published=False)),
    ],
)
def test_item_that_no_public_page_names_says_so(make):
    text = preview(make(), "en").content.decode()
    assert "No page shows it yet" in text
    assert "preview.css" in text


@pytest.fixture
def wrapper():
    """The page store in front of Django, as the server has it."""
    asked = []

    def application(environ, start_response):
        asked.append(environ["PATH_INFO"])
        start_response("200 OK", [("Cache-Control", "no-store")])
        return [b"draft"]

    made = PageWrapper(application)
    made.asked = asked
    return made


def test_page_store_lets_previews_through(wrapper):
    environ = {"REQUEST_METHOD": "GET", "HTTP_HOST": "localhost", "SERVER_PORT": "80", "wsgi.url_scheme": "http"}
    for path in ("/preview/abc/", "/admin/trafficking/page/x/preview/"):
        for _time in range(2):
            wrapper(environ | {"PATH_INFO": path}, lambda *_started: None)
    assert len(wrapper.asked) == 4
    assert len(wrapper.store) == 0


def test_directory_of_a_draft_is_private_and_nothing_of_it_stays(client, monkeypatch):
    """Menu, notices, names, counts, index: all that a process remembers is as it was."""
    monkeypatch.setattr(directory, "_copy", copy.Copy())
    directory._copy.source = DirectorySource()
    kind = factories.service_type(name_lv="Padoms")
    factories.page("help")
    item = factories.organisation((kind,), slug="org")
    addresses = ("/lv/help/", f"/lv/help/?service={kind.slug}", "/lv/help/?q=previewmark", "/lv/")
    before = [client.get(address).content for address in addresses]
    kept, versions, tables = directory._copy._kept, caching.reader.versions(), contents()
    vocabularies = vocabulary_of.cache_info()

    shown = preview(kind, name_lv=f"{MARK} padoms").content.decode()
    assert f'<span class="words">{MARK} padoms</span>' in shown
    assert "/lv/help/org/" in shown
    shown = preview(item, name_lv=f"{MARK} biedrība").content.decode()
    assert f"{MARK} biedrība" in shown

    assert directory._copy._kept is kept
    assert caching.reader.versions() == versions
    assert [client.get(address).content for address in addresses] == before
    assert MARK not in repr(frame.menu("lv")) + repr(frame.paths())
    assert vocabulary_of.cache_info() == vocabularies
    assert contents() == tables


def test_filters_of_a_preview_do_not_put_public_results_under_its_strip(client):
    item = factories.situation()
    assert 'data-live="results"' in client.get("/lv/help/").content.decode()
    assert "data-live" not in preview(item).content.decode()


def test_confidential_address_is_on_no_preview():
    item = factories.organisation()
    place = factories.location(item, street=f"{MARK} iela 1", city=f"{MARK}pils")
    shown = preview(item).content.decode()
    assert f"{MARK} iela 1" in shown
    state = capture(item)
    state["locations"][str(place.pk)]["visibility"] = Location.Visibility.CONFIDENTIAL
    assert MARK not in preview(item, locations=state["locations"]).content.decode()
