"""Every list and form of the desk opens, and saves what it shows."""

from itertools import count, cycle

import pytest
from django.contrib import admin
from django.urls import reverse

from tests import factories
from tests.admin.browserlike import shown
from trafficking.editorial.capture import capture

pytestmark = pytest.mark.django_db
_years = count(1995)
_codes = cycle("lv en ru uk de pl fr lt et fi es it".split())


def full_organisation():
    item = factories.organisation((factories.service_type(),), description_lv="<p>Teksts</p>")
    factories.phone(item, label_lv="Tālrunis")
    factories.location(item, name_lv="Birojs")
    item.areas.add(factories.area())
    return item


def full_event():
    item = factories.event(body_lv="<h2>Virsraksts</h2><p>Teksts</p>", image=factories.image())
    factories.participation(item, person=factories.person(), role_lv="runātāja")
    factories.participation(item, organisation=factories.organisation())
    factories.event_link(item, title_lv="Saite")
    item.kinds.add(factories.event_kind())
    item.documents.add(factories.document())
    return item


MAKERS = {
    "situation": factories.situation,
    "servicetype": lambda: factories.service_type((factories.situation(),)),
    "area": lambda: factories.area(parent=factories.area()),
    "audience": factories.audience,
    "language": lambda: factories.language(next(_codes)),
    "organisation": full_organisation,
    "event": full_event,
    "eventkind": factories.event_kind,
    "person": factories.person,
    "award": lambda: factories.award(person=factories.person()),
    "page": lambda: factories.page(f"lapa-{next(_years)}", body_lv="<p>Teksts</p>"),
    "reportranking": lambda: factories.ranking(next(_years)),
    "notice": factories.notice,
    "urgentline": factories.urgent_line,
    "image": factories.image,
    "document": factories.document,
}
nouns = pytest.mark.parametrize("noun", MAKERS)


def address(noun: str, page: str, *args) -> str:
    return reverse(f"admin:trafficking_{noun}_{page}", args=args)


def test_every_noun_has_its_page():
    registered = {model._meta.model_name for model in admin.site._registry if model._meta.app_label == "trafficking"}
    # Corrections come from visitors, links from texts: test_corrections.py, test_links.py.
    assert registered == {*MAKERS, "correction", "link"}


@nouns
def test_list_in_a_constant_number_of_queries(noun, desk, django_assert_max_num_queries, django_assert_num_queries):
    first = MAKERS[noun]()
    desk.get(address(noun, "changelist"))  # what is asked once in a process has been asked
    with django_assert_max_num_queries(20) as one:
        response = desk.get(address(noun, "changelist"))
    assert str(first.pk) in response.content.decode()
    others = [MAKERS[noun](), MAKERS[noun]()]
    with django_assert_num_queries(len(one)):
        response = desk.get(address(noun, "changelist"))
    assert all(str(item.pk) in response.content.decode() for item in others)


@nouns
def test_search_and_filters_of_the_list_answer(noun, desk):
    item = MAKERS[noun]()
    assert desk.get(address(noun, "changelist"), {"q": "kaut kas"}).status_code == 200
    assert desk.get(address(noun, "changelist"), {"missing": "ru", "_facets": "True"}).status_code == 200
    if hasattr(item, "is_published"):
        assert str(item.pk) in desk.get(address(noun, "changelist"), {"stage": "live"}).content.decode()
        assert str(item.pk) not in desk.get(address(noun, "changelist"), {"stage": "unpublished"}).content.decode()


@nouns
def test_add_page_opens(noun, desk):
    assert desk.get(address(noun, "add")).status_code == 200


@nouns
@pytest.mark.parametrize("language", ["lv", "en", "ru"])
def test_saving_an_untouched_form_changes_nothing(noun, language, desk):
    MAKERS[noun](), MAKERS[noun]()
    item = MAKERS[noun]()
    before = capture(item)
    desk.cookies["django_language"] = language
    page = desk.get(address(noun, "change", item.pk))
    response = desk.post(address(noun, "change", item.pk), shown(page, f"{noun}_form"))
    assert response.status_code == 302, [response.context["errors"]]
    assert capture(item) == before
