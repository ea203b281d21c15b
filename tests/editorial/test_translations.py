"""What is missing and out of date in an item, by computing it and by asking the database."""

import pytest

from tests import factories
from tests.editorial.test_flow import drafted
from trafficking.editorial import flow
from trafficking.editorial.translations import LANGUAGES, checks_of, lacks, needing, outdated, statuses
from trafficking.models import Event, Image, Language, Organisation, Page, Situation, TranslationCheck

pytestmark = pytest.mark.django_db


def missing(item) -> dict[str, int]:
    return {status.language: len(status.missing) for status in statuses(item)}


def found(model, language: str) -> set:
    return set(model.objects.filter(lacks(model, language)).values_list("pk", flat=True))


def in_all(*fields: str) -> dict[str, str]:
    return {f"{field}_{language}": "x" for field in fields for language in LANGUAGES}


def check(item, field: str, language: str, source_text: str, row: str = "") -> None:
    TranslationCheck.objects.create(item=item, row=row, field=field, language=language, source_text=source_text)


def test_source_text_without_a_translation_is_missing():
    item = factories.situation(name_lv="Vārds", name_en="Name", lead_lv="Ievads")
    assert missing(item) == {"lv": 0, "en": 1, "ru": 2, "uk": 2}
    status = {each.language: each for each in statuses(item)}
    assert status["lv"].is_complete
    assert status["lv"].is_source
    assert not status["en"].is_empty
    assert status["ru"].is_empty
    assert status["en"].missing == (str(Situation._meta.get_field("lead").verbose_name),)


def test_text_that_stands_in_a_translation_alone_is_told_as_such():
    item = factories.situation(name_lv=None, name_en="Name")
    [lv, en] = statuses(item)
    assert (lv.language, lv.missing, lv.alone) == ("lv", ("name",), ())
    assert (en.language, en.missing, en.alone) == ("en", (), ("name",))


def test_source_language_is_the_items_own():
    item = factories.situation(name_lv="Vārds", name_en="Name", lead_en="Lead", source_language="en")
    assert missing(item) == {"lv": 1, "en": 0, "ru": 2, "uk": 2}


def test_item_without_any_text_has_no_status():
    assert statuses(Language.objects.create(code="lv")) == []


def test_texts_of_children_count():
    item = factories.organisation(**in_all("name", "neutral_name"))
    assert missing(item) == {"lv": 0, "en": 0, "ru": 0, "uk": 0}
    factories.phone(item, label_lv="Tālrunis", label_ru="Телефон")
    assert missing(Organisation.objects.get()) == {"lv": 0, "en": 1, "ru": 0, "uk": 1}


def test_translation_compared_with_another_text_is_out_of_date():
    item = factories.situation(**in_all("name"))
    check(item, "name", "ru", "y")
    check(item, "name", "uk", " x\n")
    status = {each.language: each for each in statuses(item)}
    assert status["ru"].outdated == ("name",)
    assert not status["ru"].is_complete
    assert status["uk"].is_complete


@pytest.mark.parametrize("empty", [None, ""])
@pytest.mark.parametrize("source", LANGUAGES)
def test_condition_agrees_with_what_is_computed(empty, source):
    items = [
        factories.situation(source_language=source, **texts)
        for texts in (
            {"name_lv": "Vārds", "name_en": "Name", "name_ru": empty, "name_uk": empty},
            {"name_lv": empty, "name_en": empty, "name_ru": "Имя", "lead_ru": "Текст", "lead_lv": "Teksts"},
            {"name_lv": empty, "name_en": empty, "name_ru": empty, "name_uk": "Назва"},
            in_all("name"),
            {"name_lv": empty},
        )
    ]
    computed = {language: set() for language in LANGUAGES}
    for item in items:
        for status in statuses(item):
            if status.missing:
                computed[status.language].add(item.pk)
    assert any(computed.values())
    assert {language: found(Situation, language) for language in LANGUAGES} == computed


def test_condition_looks_into_children():
    names = in_all("name", "neutral_name")
    item, other = factories.organisation(**names), factories.organisation(**names)
    factories.location(item, name_lv="Birojs")
    factories.location(other)
    assert found(Organisation, "uk") == {item.pk}
    assert found(Organisation, "lv") == set()
    Organisation.objects.update(source_language="en")
    assert found(Organisation, "uk") == set()
    assert found(Organisation, "en") == {item.pk}


def test_condition_for_a_noun_without_a_source_language():
    item = factories.image(alternative_text_lv="Attēls")
    factories.image(**in_all("alternative_text"))
    assert found(Image, "ru") == {item.pk}
    assert found(Image, "lv") == set()


def test_out_of_date_items_are_found_by_their_texts_and_those_of_their_children():
    item, other = factories.organisation(**in_all("name")), factories.organisation(**in_all("name"))
    phone = factories.phone(item, **in_all("label"))
    check(item, "label", "uk", "y", f"phones/{phone.pk}")
    check(other, "name", "ru", "y")
    check(other, "name", "uk", "x")
    found = {language: set(items) for language, items in outdated(Organisation).items()}
    assert found == {"lv": set(), "en": set(), "ru": {other.pk}, "uk": {item.pk}}


def test_needing_counts_items_and_lists_those_of_one_language():
    factories.page("viss", **in_all("title"))
    lacking, stale = (
        factories.page("bez", **in_all("title") | {"title_ru": ""}),
        factories.page("vecs", **in_all("title")),
    )
    both = factories.page("abi", **in_all("title"), lead_lv="Ievads")
    for item in (stale, both):
        check(item, "title", "ru", "y")
    check(lacking, "title", "uk", "y")
    [pages, events] = needing("ru", [Page, Event])
    assert set(pages.items) == {lacking, stale, both}
    assert pages.counts["ru"] == (3, 2, 2)
    assert pages.counts["uk"] == (2, 1, 1)
    assert events.counts["ru"] == (0, 0, 0)


def test_needing_takes_as_many_queries_for_many_items_as_for_one(
    django_assert_num_queries, django_assert_max_num_queries
):
    def make():
        item = factories.organisation()
        factories.phone(item, label_lv="Tālrunis", label_ru="Телефон")
        flow.publish(drafted(item, None, name_en="Name"), None)
        flow.publish(drafted(item, None, name_lv="Cits"), None)

    def read():
        return [checks_of(list(each.items)) for each in needing("en", [Organisation])]

    make()
    with django_assert_max_num_queries(12) as one:
        read()
    make(), make()
    with django_assert_num_queries(len(one)):
        assert len(read()[0]) == 3
