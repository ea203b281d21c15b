import pytest

from tests import factories
from trafficking.editorial.translations import LANGUAGES, lacks, statuses
from trafficking.models import Language, Organisation, Situation

pytestmark = pytest.mark.django_db


def missing(item) -> dict[str, int]:
    return {status.language: len(status.missing) for status in statuses(item)}


def found(model, language: str) -> set:
    return set(model.objects.filter(lacks(model, language)).values_list("pk", flat=True))


def test_text_in_one_language_is_missing_in_the_others():
    item = factories.situation(name_lv="Vārds", name_en="Name", lead_lv="Ievads")
    assert missing(item) == {"lv": 0, "en": 1, "ru": 2, "uk": 2}
    status = {each.language: each for each in statuses(item)}
    assert status["lv"].is_complete
    assert not status["en"].is_empty
    assert status["ru"].is_empty
    assert status["en"].missing == (str(Situation._meta.get_field("lead").verbose_name),)


def test_latvian_can_be_missing_too():
    assert missing(factories.situation(name_lv=None, name_en="Name"))["lv"] == 1


def test_item_without_any_text_has_no_status():
    assert statuses(Language.objects.create(code="lv")) == []


def test_texts_of_children_count():
    item = factories.organisation(
        **{f"{field}_{language}": "x" for field in ("name", "neutral_name") for language in LANGUAGES}
    )
    assert missing(item) == {"lv": 0, "en": 0, "ru": 0, "uk": 0}
    factories.phone(item, label_lv="Tālrunis", label_ru="Телефон")
    assert missing(Organisation.objects.get()) == {"lv": 0, "en": 1, "ru": 0, "uk": 1}


@pytest.mark.parametrize("empty", [None, ""])
def test_condition_agrees_with_what_is_computed(empty):
    items = [
        factories.situation(name_lv="Vārds", name_en="Name", name_ru=empty, name_uk=empty),
        factories.situation(name_lv=empty, name_en=empty, name_ru="Имя", lead_ru="Текст", lead_lv="Teksts"),
        factories.situation(**{f"name_{language}": "x" for language in LANGUAGES}),
        factories.situation(name_lv=empty),
    ]
    for language in LANGUAGES:
        computed = {item.pk for item in items for each in statuses(item) if each.language == language and each.missing}
        assert found(Situation, language) == computed


def test_condition_looks_into_children():
    names = {f"{field}_{language}": "x" for field in ("name", "neutral_name") for language in LANGUAGES}
    item, other = factories.organisation(**names), factories.organisation(**names)
    factories.location(item, name_lv="Birojs")
    factories.location(other)
    assert found(Organisation, "uk") == {item.pk}
    assert found(Organisation, "lv") == set()
